"""From results.jsonl to reports, and from the counts of a report to an exit code."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fixtures.catalogue import CatalogueError
from reports.build import build
from reports.results import ResultsError
from reports.summary import Summary

from .codes import NO_VERDICT, NONCONFORMANCE, PASS, Stop
from .places import requirements_folder, shown

RESULTS = "results.jsonl"
VERDICTS = "verdicts.json"


def build_reports(results: Path, out: Path) -> Summary:
    """Judge and write all files; Stop with the sentence of whatever does not read, or cannot be written."""
    try:
        return build(results, requirements_folder(), out)
    except (ResultsError, CatalogueError) as error:
        raise Stop(f"{error}.") from error
    except OSError as error:
        raise Stop(
            f"The reports cannot be written to {shown(out)}: {error.strerror}; the results are kept, and "
            f"`stationproof report --results {shown(results)}` builds the reports once that is mended.",
            NO_VERDICT,
        ) from error


def outcome(counts: Mapping[str, Any]) -> tuple[int, str]:
    """The exit code that the counts of verdicts.json ask for, and why when it is not 0."""
    verdicts, scenarios = counts["verdicts"], counts["scenarios"]
    if failed := verdicts["failed"]:
        return NONCONFORMANCE, f"{_several(failed, 'requirement')} failed"
    if failed := len(counts["failures_without_requirement"]):
        return NONCONFORMANCE, f"{_several(failed, 'scenario')} failed, of no requirement that applies"
    if broken := scenarios["broken"]:
        return NO_VERDICT, f"the bench broke in {_several(broken, 'scenario run')}"
    if not counts["complete"]:
        return NO_VERDICT, f"the run did not end: {counts['message'] or counts['ending']}"
    if open_ones := verdicts["inconclusive"]:
        return NO_VERDICT, f"{_several(open_ones, 'requirement')} could not be judged"
    if not verdicts["passed"]:
        return NO_VERDICT, "nothing was judged"
    return PASS, ""


def _several(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
