"""`stationproof requirements --octt`: the certification cases, who covers them, and what the last run said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fixtures.octt import CertificationCase
from reports.results import OUTCOMES, ResultsError, read_results
from reports.summary import WORDS

from .codes import Stop
from .places import shown
from .scenarios import Scenario

GRAVEST_FIRST = ("broken", "failed", "inconclusive", "not_applicable", "passed")
assert set(GRAVEST_FIRST) == set(OUTCOMES), "an outcome is missing in the order"


@dataclass(frozen=True)
class CaseRow:
    """A case, the scenarios that carry its tag, and the gravest outcome of the last run ("" before one)."""

    case: CertificationCase
    scenarios: tuple[Scenario, ...]
    verdict: str

    @property
    def missing(self) -> bool:
        """Nobody asks it, and it is not said why."""
        return not self.scenarios and not self.case.reason

    @property
    def state(self) -> str:
        """One word for a table."""
        if self.case.reason:
            return "no concern"
        return (WORDS.get(self.verdict, self.verdict) or "not run") if self.scenarios else "MISSING"

    def as_json(self) -> dict[str, Any]:
        """For a program."""
        return {
            "id": self.case.id,
            "group": self.case.group,
            "words": self.case.words,
            "reason": self.case.reason,
            "scenarios": [{"place": found.place, "name": found.name} for found in self.scenarios],
            "verdict": self.verdict or None,
        }


def outcomes(file: Path) -> dict[str, str]:
    """The gravest outcome of each tag in a results file; {} where there is none yet."""
    if not file.exists():
        return {}
    try:
        results = read_results(file)
    except ResultsError as error:
        raise Stop(f"{shown(file)} cannot be read: {error}.") from error
    found: dict[str, str] = {}
    for run in results.scenarios:
        for tag in run.tags:
            found[tag] = min(found.get(tag, "passed"), run.outcome, key=GRAVEST_FIRST.index)
    return found


def case_rows(
    cases: Iterable[CertificationCase], scenarios: Sequence[Scenario], judged: Mapping[str, str]
) -> list[CaseRow]:
    """One row for each case, in the order of the list."""
    return [
        CaseRow(case, tuple(one for one in scenarios if case.tag in one.tags), judged.get(case.tag, ""))
        for case in cases
    ]


def case_lines(rows: Sequence[CaseRow]) -> list[str]:
    """The list for people: group, case, state, words, and below it its scenarios or the reason."""
    lines: list[str] = []
    group = ""
    for row in rows:
        if row.case.group != group:
            group = row.case.group
            lines += [*([""] if lines else []), group]
        lines.append(f"  {row.case.id:<14}  {row.state:<14}  {row.case.words}")
        lines += [f"{'':18}{one.place}  {one.name}" for one in row.scenarios]
        lines += [f"{'':18}{row.case.reason}"] if row.case.reason else []
    return [*lines, "", summary(rows)]


def summary(rows: Sequence[CaseRow]) -> str:
    """How many of the cases are covered, passed, excused and missing."""
    covered = sum(bool(row.scenarios) for row in rows)
    passed = sum(bool(row.scenarios) and row.verdict == "passed" for row in rows)
    excused = sum(bool(row.case.reason) for row in rows)
    missing = sum(row.missing for row in rows)
    return f"{len(rows)} cases: {covered} covered, {passed} passed, {excused} with a reason, {missing} missing"
