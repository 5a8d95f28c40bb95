"""pytest in a child process, followed and, when asked, interrupted.

Theory of operation. The child gets a session of its own, so that Ctrl-C on the terminal reaches
us alone; we pass it on once, as SIGINT, and pytest ends as it does on a Ctrl-C of its own: the
scenario under way is dropped and the results file gets its last line. A second Ctrl-C kills. A
request to terminate (SIGTERM, as build servers send it) is treated like Ctrl-C.
"""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import IO, NoReturn

from fixtures.made_with import COMMAND

from .codes import INTERRUPTED, NO_VERDICT, Stop
from .following import Follower
from .judging import RESULTS
from .places import checkout, shown
from .progress import Display, display_on
from .tell import console, errors

PYTEST = (
    *(sys.executable, "-m", "pytest", "-p", "fixtures.plugin", "-p", "no:stationproof.pytest_reports"),
    *("--color=no", "--tb=short", "-q"),
)
"""Without its reports: they are built here, where the exit code is made of them."""
SCENARIOS = "tests/conformance"
LOG = "pytest.log"
LOOK_S = 0.1
"""How often the results file is looked at."""
PATIENCE_S = 30.0
"""How long an interrupted child may take to end."""

WORDS = (
    r"^(?:ERROR: usage: .*\n)?__main__\.py: error: (.+)",
    r"^ERROR: (.+)",
    r"^!+ _pytest\.outcomes\.Exit: (.+?) !+$",
    r"^INTERNALERROR> Exit: (.+)",
    r"^E +(\S.*)",
)
"""Where pytest says why it stopped, best first: a wrong option, a refusal, an exit, an error."""

TESTS_FAILED, USAGE_ERROR, NOTHING_SELECTED = 1, 4, 5
"""Exit codes of pytest."""


@dataclass(frozen=True)
class Ending:
    """How the child ended and what it said."""

    code: int
    interrupted: bool
    said: str

    @property
    def fell_over(self) -> bool:
        """It ended otherwise than with all tests run, and nobody asked it to."""
        return self.code not in (0, TESTS_FAILED) and not self.interrupted

    @property
    def sentence(self) -> str:
        """Its own words on why it stopped, "" when it said nothing; a line for each thing that was wrong."""
        for pattern in WORDS:
            if found := re.findall(pattern, self.said, re.MULTILINE):
                return "\n".join(str(text).strip() for text in dict.fromkeys(found))
        lines = [line for line in self.said.splitlines() if line.strip()]
        return lines[-1].strip() if lines else ""

    def refuse(self) -> None:
        """Stop with its own words when it refused to begin, or with a sentence when there was nothing to run."""
        if self.code == USAGE_ERROR and not self.interrupted:
            raise Stop(self.sentence)
        if self.code == NOTHING_SELECTED and not self.interrupted:
            raise Stop("No scenario belongs to this selection; `stationproof requirements` shows what there is.")

    def nothing_to_report(self, log: Path) -> Stop:
        """The end of a run that has no results."""
        if self.interrupted:
            return Stop("Interrupted before the first scenario; there is nothing to report.", INTERRUPTED)
        said = self.sentence.partition("\n")[0] or "it said nothing"
        return Stop(f"pytest stopped before the first scenario: {said} (see {shown(log)})", NO_VERDICT)


def make_folder(folder: Path) -> None:
    """See that it is there; Stop when that cannot be."""
    if folder.name in ("", ".."):
        raise Stop(f"{folder} is no folder for results; name one of its own.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Stop(f"The folder {shown(folder)} cannot be made: {error.strerror}.") from error


def conduct(arguments: Sequence[str], folder: Path, *, aside: bool = False) -> tuple[Ending, Follower]:
    """Run scenarios with their results in `folder`, and show how far they are; Stop when none began.

    aside: show it on standard error, because standard output is for the answer
    """
    make_folder(folder)
    seen = Follower(folder / RESULTS)
    ending = follow([f"--results={folder}", *arguments], seen, folder / LOG, aside=aside)
    if not seen.begun:
        raise ending.nothing_to_report(folder / LOG)
    return ending, seen


def follow(arguments: Sequence[str], seen: Follower, log: Path, *, aside: bool = False) -> Ending:
    """Run scenarios of the checkout and show how far they are; Stop when pytest refuses to."""
    with display_on(errors() if aside else console()) as display:
        ending = run_pytest([SCENARIOS, *arguments], root=checkout(), seen=seen, display=display)
    with suppress(OSError):  # on a full disk what it said last still reaches whoever waits
        log.write_text(ending.said, encoding="utf-8")
    ending.refuse()
    return ending


def run_pytest(arguments: Sequence[str], *, root: Path, seen: Follower, display: Display) -> Ending:
    """Run the scenarios and show how far they are; `seen` follows their results file."""
    interrupted = False
    with tempfile.TemporaryFile() as said, interrupts():
        child = subprocess.Popen(
            [*PYTEST, *arguments],
            cwd=root,
            env={**os.environ, COMMAND: shlex.join(["stationproof", *sys.argv[1:]])},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            _follow(child, seen, display)
        except KeyboardInterrupt:
            interrupted = True
            _stop(child)
        finally:
            if child.poll() is None:
                child.kill()
                child.wait()
        seen.read()
        display.show(seen)
        return Ending(child.returncode, interrupted, _text(said))


def _follow(child: subprocess.Popen[bytes], seen: Follower, display: Display) -> None:
    while True:
        try:
            child.wait(LOOK_S)
        except subprocess.TimeoutExpired:
            if seen.read():
                display.show(seen)
        else:
            return


def _stop(child: subprocess.Popen[bytes]) -> None:
    """Let it end; kill it when it does not, or on a second Ctrl-C."""
    try:
        child.send_signal(signal.SIGINT)
        child.wait(PATIENCE_S)
    except (subprocess.TimeoutExpired, KeyboardInterrupt):
        child.kill()
        child.wait()


def _text(said: IO[bytes]) -> str:
    said.seek(0)
    return said.read().decode(errors="replace")


@contextmanager
def interrupts() -> Iterator[None]:
    """Ctrl-C and a request to terminate raise KeyboardInterrupt, even where the shell has us ignore them."""

    def interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
        raise KeyboardInterrupt

    before = {number: signal.signal(number, interrupt) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
