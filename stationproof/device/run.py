"""`stationproof run --bench device`: rehearse, say what it will take, run it side by side, put it together."""

from __future__ import annotations

import shlex
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fixtures.device_profile import PROCESS
from fixtures.profile import ProfileError, load_profile

from ..child import LOG, SCENARIOS, Ending, make_folder, run_pytest
from ..codes import Stop
from ..following import Follower, Seen
from ..judging import RESULTS
from ..places import checkout
from ..progress import display_on
from ..selection import Selection
from ..tell import console, say
from .crew import Crew, Together
from .parts import put_together
from .plan import Line, deal, duration_ms, plan, read_rehearsal, summary, write_share

PARTS = "parts"
LONGEST = "10m"


@dataclass(frozen=True)
class Wishes:
    """What is asked of a run of the device bench.

    every:   all scenarios that nothing else leaves out; else the sample @device where nothing is chosen
    longest: the longest that one scenario may take, in real time, as it was typed
    jobs:    so many at a time
    only_plan: say what would run, and end
    """

    every: bool = False
    longest: str = LONGEST
    jobs: int = 1
    only_plan: bool = False

    def arguments(self) -> list[str]:
        """As the plugin for pytest takes them."""
        return ["--all"] if self.every else []


def run_device(chosen: Selection, wishes: Wishes, folder: Path, allure: Sequence[str]) -> tuple[Ending, Seen] | None:
    """Run what was chosen, its results in `folder`; None when only the plan was asked for. Stop when none began."""
    longest_ms = duration_ms(wishes.longest)
    _check(chosen, wishes.jobs)
    make_folder(folder)
    arguments = [SCENARIOS, *chosen.arguments(checkout()), *wishes.arguments()]
    lines = plan(read_rehearsal(_rehearse(arguments, folder)), longest_ms)
    shares = deal(lines, wishes.jobs)
    for sentence in summary(lines, shares):
        say(sentence)
    if wishes.only_plan:
        return None
    return _play(lines, shares, arguments, folder, allure)


def _check(chosen: Selection, jobs: int) -> None:
    """Stop where several at a time would meet in one subject."""
    try:
        device = load_profile(chosen.profile or "reference").device
    except ProfileError as error:
        raise Stop(f"{error}.") from error
    if device is not None and jobs > 1 and PROCESS not in (device.station, device.backend):
        raise Stop(f"--jobs {jobs}: the profile names one subject, so its scenarios run one after the other.")


def _rehearse(arguments: Sequence[str], folder: Path) -> Path:
    """Play them on virtual time; the file of what came of it."""
    file = folder / "rehearsal.jsonl"
    say("Rehearsing on virtual time, to see how long the scenarios take and what they need.")
    seen = Follower(folder / "none")
    with display_on(console()) as display:
        ending = run_pytest([*arguments, f"--rehearse={file}"], root=checkout(), seen=seen, display=display)
    (folder / LOG).write_text(ending.said, encoding="utf-8")
    ending.refuse()
    if ending.interrupted or ending.fell_over:
        raise ending.nothing_to_report(folder / LOG)
    return file


def _play(
    lines: Sequence[Line], shares: Sequence[Sequence[Line]], arguments: Sequence[str], folder: Path,
    allure: Sequence[str],
) -> tuple[Ending, Seen]:  # fmt: skip
    shutil.rmtree(folder / PARTS, ignore_errors=True)
    parts = [folder / PARTS / str(number) for number in range(1, len(shares) + 1)]
    for share, part in zip(shares, parts, strict=True):
        part.mkdir(parents=True)
        write_share(share, part / "share.jsonl")
    words = [[f"--results={part}", *arguments, f"--share={part / 'share.jsonl'}", *allure] for part in parts]
    seen = Together([Follower(part / RESULTS) for part in parts])
    with display_on(console()) as display:
        ending = Crew(words, checkout()).follow(seen, display)
    (folder / LOG).write_text(ending.said, encoding="utf-8")
    ending.refuse()
    command = shlex.join(["stationproof", *sys.argv[1:]])
    if not put_together(parts, lines, folder, command):
        raise ending.nothing_to_report(folder / LOG)
    shutil.rmtree(folder / PARTS)
    return ending, seen
