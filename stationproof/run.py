"""`stationproof run`: run scenarios, judge, report."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated

import typer

from . import selection as sel
from .allure import page_of
from .child import LOG, Ending, conduct
from .codes import EXIT_CODES, INTERRUPTED, NO_VERDICT, PASS, Stop, complain
from .device.run import LONGEST, Wishes, run_device
from .following import Seen
from .judging import RESULTS, build_reports, outcome
from .places import check_dependencies, checkout, latest, partial, shown
from .scenarios import read_scenarios
from .tell import say

ALLURE = "allure-results"
EPILOG = f"""\
**Examples**

- `stationproof run`: everything, on both benches
- `stationproof run --requirement AUT-001`: what one requirement asks
- `stationproof run -r AUT -r FRE --bench virtual`: two groups, in memory only
- `stationproof run --chapter 5 --level shall`: what is binding in chapter 5
- `stationproof run --profile mine.toml --out reports/out/mine`: another charge point
- `stationproof run --bench device --profile mine.toml --all --longest 10m`: over the network, a night long

{EXIT_CODES}
"""


def run(
    chapter: sel.Chapters = None,
    requirement: sel.Requirements = None,
    tag: sel.Tags = None,
    level: sel.Levels = None,
    bench: sel.Benches = sel.Bench.ALL,
    profile: sel.Profile = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar="DIR",
            help="Where results and reports go.",
            show_default="reports/out/latest; reports/out/partial for a selection",
        ),
    ] = None,
    allure: Annotated[bool, typer.Option("--allure/--no-allure", help="Also write results for Allure.")] = True,
    every: Annotated[
        bool, typer.Option("--all", help="On the device bench: every scenario, not only @device.")
    ] = False,
    longest: Annotated[
        str, typer.Option("--longest", metavar="TIME", help="On the device bench: leave out what takes longer.")
    ] = LONGEST,
    jobs: Annotated[int, typer.Option("--jobs", min=1, help="On the device bench: so many at a time.")] = 1,
    only_plan: Annotated[
        bool, typer.Option("--plan", help="On the device bench: say what would run and how long it takes, and end.")
    ] = False,
) -> None:
    """Run scenarios, judge each requirement, and write the reports.

    Options that choose may be repeated. Several values of one option widen the choice, several
    options narrow it.
    """
    check_dependencies()
    if out is not None and out == Path():  # also what --out "" becomes
        raise Stop("--out names no folder; give one of its own, since a run replaces what is in it.")
    chosen = sel.select(chapter, requirement, tag, level, bench, profile)
    sel.check(chosen, sel.catalogue(), read_scenarios(checkout()))
    folder = (out or (latest() if chosen.is_whole else partial())).absolute()
    wishes = Wishes(every, longest, jobs, only_plan)
    ran = _conduct(chosen, wishes, folder, [f"--alluredir={folder / ALLURE}"] if allure else [])
    if ran is None:
        return
    ending, seen = ran
    code = conclude(ending, seen, folder)
    if allure and not ending.interrupted:
        page_of(folder / ALLURE, folder)
    raise typer.Exit(code)


def _conduct(chosen: sel.Selection, wishes: Wishes, folder: Path, allure: list[str]) -> tuple[Ending, Seen] | None:
    """Run it; None when only a plan was asked for."""
    if chosen.bench is sel.Bench.DEVICE:
        shutil.rmtree(folder / ALLURE, ignore_errors=True)
        return run_device(chosen, wishes, folder, allure)
    if wishes != Wishes():
        raise Stop("--all, --longest, --jobs and --plan are for the device bench; add --bench device.")
    return conduct([*chosen.arguments(checkout()), *allure, *(["--clean-alluredir"] if allure else [])], folder)


def conclude(ending: Ending, seen: Seen, folder: Path) -> int:
    """Report what there is, say how it ended, and give the exit code."""
    if ending.fell_over:
        complain(f"The run stopped: {ending.sentence or 'it said nothing'} (see {shown(folder / LOG)}).")
    summary = build_reports(folder / RESULTS, folder)
    say(summary.text.replace(str(folder), shown(folder)))
    if ending.interrupted:
        of = f" of {seen.planned}" if seen.planned else ""
        complain(f"Interrupted after {seen.done}{of} scenario runs; their results are kept and reported.")
        return INTERRUPTED
    code, why = outcome(summary.counts)
    if ending.fell_over and code in (PASS, NO_VERDICT):
        code, why = NO_VERDICT, ""
    if why:
        complain(f"{why[0].upper()}{why[1:]}.")
    return code
