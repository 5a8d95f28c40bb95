"""`stationproof report`: build the reports again, and compare with an earlier run."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from reports.compare import Change, CompareError, compare, compare_text

from .allure import demand_page
from .codes import EXIT_CODES, NONCONFORMANCE, Stop, complain
from .judging import RESULTS, VERDICTS, build_reports
from .places import latest, shown
from .tell import say

EPILOG = f"""\
**Examples**

- `stationproof report`: the reports of the last run, built again
- `stationproof report --results ci/results.jsonl`: those of a run from elsewhere, beside its results
- `stationproof report --compare last-release/verdicts.json`: what has changed since; 1 when anything got worse

{EXIT_CODES}
"""


def report(
    results: Annotated[
        Path | None,
        typer.Option(
            "--results", metavar="FILE", help="The results of a run.", show_default="reports/out/latest/results.jsonl"
        ),
    ] = None,
    old: Annotated[
        Path | None, typer.Option("--compare", metavar="VERDICTS", help="The verdicts.json of an earlier run.")
    ] = None,
    allure: Annotated[bool, typer.Option("--allure", help="Make Allure's page, too.")] = False,
) -> None:
    """Build the reports from results.jsonl again, beside it.

    Ends with 0 whatever the verdicts are, unless a comparison is asked for.
    """
    file = (results or latest() / RESULTS).absolute()
    folder = file.parent
    with tempfile.TemporaryDirectory() as kept:
        before = _kept(old, Path(kept)) if old else None
        summary = build_reports(file, folder)
        say(summary.text.replace(str(folder), shown(folder)))
        worse = _compare(before, folder / VERDICTS) if before else []
    if allure:
        demand_page(folder / "allure-results", folder)
    if worse:
        complain(f"{len(worse)} verdict{'s' if len(worse) > 1 else ''} got worse.")
        raise typer.Exit(NONCONFORMANCE)


def _kept(old: Path, folder: Path) -> Path:
    """A copy of the earlier verdicts, since they may be the very file that is built again."""
    copy = folder / old.name
    try:
        copy.write_bytes(old.read_bytes())
    except OSError as error:
        raise Stop(f"The earlier verdicts {shown(old)} cannot be read: {error.strerror}.") from error
    return copy


def _compare(before: Path, after: Path) -> list[Change]:
    """Say what changed; the changes for the worse."""
    try:
        say("\n" + compare_text(before, after))
        return [change for change in compare(before, after) if change.kind == "regression"]
    except CompareError as error:
        raise Stop(f"{error}.") from error
