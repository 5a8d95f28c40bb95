"""`stationproof broken`: do the scenarios fail on stations with a planted fault?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import typer

from . import selection as sel
from .child import LOG, Ending, follow, make_folder
from .codes import EXIT_CODES, INTERRUPTED, NO_VERDICT, NONCONFORMANCE, PASS, Stop, complain
from .following import Follower
from .places import check_dependencies, checkout, latest, partial, shown
from .scenarios import read_scenarios
from .tell import say

REPORT, RUNS = "broken.json", "broken.jsonl"
SHOWN = 40
SOUND = "reference"
EPILOG = f"""\
A survivor is a station with a planted fault on which every scenario of the broken requirements passes: the
scenarios do not ask what they seem to ask. A scenario without subject has never been seen to fail.

**Examples**

- `stationproof broken`: every scenario on every station that it should catch
- `stationproof broken --requirement AUT`: those of one group

{EXIT_CODES}
"""


class Catches(Follower):
    """Counts catches; a line is a scenario on a station."""

    def _take_facts(self, facts: dict[str, Any]) -> None:
        if facts.get("subject") == SOUND:
            self.outcomes["on the sound station"] += 1
        elif "subject" in facts:
            self.outcomes["caught" if facts.get("outcome") == "failed" else "not caught"] += 1


def broken(
    chapter: sel.Chapters = None, requirement: sel.Requirements = None, tag: sel.Tags = None, level: sel.Levels = None
) -> None:
    """Run each scenario on stations with a fault that it should catch.

    Ends with 1 when a fault survives.
    """
    root = checkout()
    check_dependencies()
    chosen = sel.select(chapter, requirement, tag, level, sel.Bench.ALL, None)
    sel.check(chosen, sel.catalogue(), read_scenarios(root))
    folder = latest().parent if chosen.is_whole else partial()
    make_folder(folder)
    report = Follower(folder / REPORT)
    arguments = ["--broken", f"--results={folder}", *chosen.arguments(root)]
    ending = follow(arguments, Catches(folder / RUNS), folder / f"broken-{LOG}")
    report.read()
    raise typer.Exit(_conclude(ending, report.begun, folder))


def _conclude(ending: Ending, reported: bool, folder: Path) -> int:
    log = shown(folder / f"broken-{LOG}")
    if ending.interrupted:
        raise Stop(f"Interrupted; what was seen until then is in {shown(folder / RUNS)}.", INTERRUPTED)
    if not reported:
        said = ending.sentence or "it said nothing"
        raise Stop(f"pytest stopped before there was a result: {said} (see {log})", NO_VERDICT)
    try:
        facts = json.loads((folder / REPORT).read_text(encoding="utf-8"))
        say("\n".join(summary(facts)))
        survivors, unsound = facts["survivors"], facts.get("scenarios_that_fail_on_the_reference", ())
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise Stop(f"{shown(folder / REPORT)} cannot be read: {error!r}.", NO_VERDICT) from error
    say(f"Open {shown(folder / REPORT)}")
    if survivors:
        complain(f"Planted faults that no scenario found: {len(survivors)}.")
        return NONCONFORMANCE
    if unsound or ending.fell_over:
        why = f"scenarios that fail on the sound station: {len(unsound)}" if unsound else ending.sentence
        complain(f"This shows nothing yet: {why} (see {log}).")
        return NO_VERDICT
    return PASS


def summary(facts: dict[str, Any]) -> list[str]:
    """What broken.json says, for people."""
    subjects, survivors = facts["subjects"], set(facts["survivors"])
    lines = [f"{len(subjects)} stations with a planted fault: {len(subjects) - len(survivors)} caught"]
    for one in subjects:
        if one["name"] in survivors:
            lines.append(f"FAILED to catch {one['name']}, which breaks {', '.join(one['requirements'])}")
    lines += _listed("fails on the sound station:", facts.get("scenarios_that_fail_on_the_reference", ()))
    lines += _listed("never seen to fail:", facts.get("scenarios_without_subject", ()))
    if unasked := facts.get("scenarios_not_asked_of_the_reference", ()):
        lines.append(f"not asked of the reference, for it does not claim what they need: {len(unasked)}")
    return lines


def _listed(head: str, names: list[str]) -> list[str]:
    shown_names = [f"{head} {name}" for name in names[:SHOWN]]
    return [*shown_names, f"... and {len(names) - SHOWN} more of these"] if len(names) > SHOWN else shown_names
