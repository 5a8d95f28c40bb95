"""Several runs of pytest side by side, followed together, and interrupted together."""

from __future__ import annotations

import signal
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO

from ..child import LOOK_S, PATIENCE_S, PYTEST, TESTS_FAILED, Ending, interrupts
from ..following import Follower
from ..progress import Display


class Together:
    """What several followers have seen, as one."""

    def __init__(self, followers: Sequence[Follower]) -> None:
        self._followers = followers
        self._order: list[str] = []

    @property
    def planned(self) -> int:
        """How many scenarios will run, 0 while not all have said so."""
        planned = [one.planned for one in self._followers]
        return sum(planned) if all(planned) else 0

    @property
    def outcomes(self) -> Counter[str]:
        """How many of them ended how."""
        return sum((one.outcomes for one in self._followers), Counter())

    @property
    def done(self) -> int:
        """How many scenarios have run."""
        return self.outcomes.total()

    @property
    def wrong(self) -> list[str]:
        """Scenarios that did not pass, as lines for people, in the order in which they were seen."""
        seen = Counter(self._order)
        for line in (line for one in self._followers for line in one.wrong):
            if seen[line]:
                seen[line] -= 1
            else:
                self._order.append(line)
        return self._order

    def read(self) -> bool:
        """Take in what is new; True when there was something."""
        news = [one.read() for one in self._followers]
        return any(news)


class Crew:
    """Runs of pytest, one for each list of arguments."""

    def __init__(self, arguments: Sequence[Sequence[str]], root: Path) -> None:
        self._said: list[IO[bytes]] = []
        for _ in arguments:
            self._said.append(tempfile.TemporaryFile())  # noqa: SIM115  # closed when it has been read
        self._children = [
            subprocess.Popen(
                [*PYTEST, *words], cwd=root, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT,
                start_new_session=True,
            )
            for words, said in zip(arguments, self._said, strict=True)
        ]  # fmt: skip

    def follow(self, seen: Together, display: Display) -> Ending:
        """Until all have ended, or Ctrl-C; what they said, together."""
        interrupted = False
        with interrupts():
            try:
                self._wait(lambda: display.show(seen) if seen.read() else None)
            except KeyboardInterrupt:
                interrupted = True
                self._stop()
            finally:
                for child in self._children:
                    if child.poll() is None:
                        child.kill()
                        child.wait()
        seen.read()
        display.show(seen)
        return self._ending(interrupted)

    def _wait(self, look: Callable[[], None]) -> None:
        while running := [child for child in self._children if child.poll() is None]:
            try:
                running[0].wait(LOOK_S)
            except subprocess.TimeoutExpired:
                look()

    def _stop(self) -> None:
        """Let them end; a second Ctrl-C, or too much time, kills."""
        for child in self._children:
            if child.poll() is None:
                child.send_signal(signal.SIGINT)
        try:
            for child in self._children:
                child.wait(PATIENCE_S)
        except (subprocess.TimeoutExpired, KeyboardInterrupt):
            return

    def _ending(self, interrupted: bool) -> Ending:
        texts, codes = [], []
        for child, said in zip(self._children, self._said, strict=True):
            said.seek(0)
            texts.append(said.read().decode(errors="replace"))
            said.close()
            codes.append(child.returncode)
        worst = next((place for place, code in enumerate(codes) if code not in (0, TESTS_FAILED)), None)
        if worst is None:
            return Ending(max(codes), interrupted, "\n".join(texts))
        return Ending(codes[worst], interrupted, "\n".join([texts[worst], *texts[:worst], *texts[worst + 1 :]]))
