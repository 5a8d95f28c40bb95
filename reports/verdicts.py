"""From results to one verdict for each requirement of the catalogue.

Theory of operation: a requirement is judged by all scenarios that carry its id, on all
benches. The worst outcome wins; "passed" is only said when every scenario that belongs to
the requirement is known to have passed on every bench. What a run that did not end has
left open counts as inconclusive: from the plan where the run wrote one, and without a plan
nothing is certain, since a scenario that never began leaves no trace. The answer depends on
the results alone, so the same results give the same bytes.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fixtures.catalogue import Catalogue, Requirement, firmware_of
from reports.results import OUTCOMES, Results, Run, ScenarioResult

VERDICTS = ("passed", "failed", "broken", "inconclusive", "not_applicable", "waived", "not_covered")
LEVELS = ("shall", "should", "info")
SCHEMA = 1

Gaps = tuple[tuple[str, str], ...]
"""Scenarios that should have run and did not, as (id, bench); ("", "") for those nobody can name."""


@dataclass(frozen=True)
class Judgement:
    """The verdict on one requirement, why, and the scenario runs that it rests on."""

    level: str
    verdict: str
    reason: str
    runs: tuple[ScenarioResult, ...] = ()

    def as_json(self) -> dict[str, Any]:
        scenarios = [
            {"id": run.id, "scenario": run.title, "bench": run.bench, "outcome": run.outcome} for run in self.runs
        ]
        return {"level": self.level, "verdict": self.verdict, "scenarios": scenarios, "reason": self.reason}


@dataclass(frozen=True)
class Verdicts:
    """All judgements, in catalogue order."""

    run: Run
    judgements: Mapping[str, Judgement]
    summary: Mapping[str, Any]

    def as_json(self) -> dict[str, Any]:
        subject = self.run.subject
        return {
            "schema": SCHEMA,
            "subject": {"name": subject.name, "firmware": subject.firmware, "profile": subject.profile},
            "bench": "+".join(self.run.benches),
            "started": self.run.started,
            "made_with": dict(self.run.made_with),
            "requirements": {name: judged.as_json() for name, judged in self.judgements.items()},
            "summary": dict(self.summary),
        }

    def write(self, file: Path) -> None:
        """Write verdicts.json: all of it or nothing."""
        write_whole(file, json.dumps(self.as_json(), indent=1, ensure_ascii=False) + "\n")


def write_whole(file: Path, text: str) -> None:
    """Put `text` into `file` in one move, so that a reader never sees half of it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{os.getpid()}.tmp")
    try:
        draft.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
        draft.replace(file)
    except OSError:
        draft.unlink(missing_ok=True)
        raise


def judge(results: Results, catalogue: Catalogue, firmware: str) -> Verdicts:
    """One verdict for each requirement of `catalogue`, for a subject that runs `firmware`."""
    court = _Court(results, catalogue, firmware)
    judgements = {requirement.id: court.judge(requirement) for requirement in catalogue}
    return Verdicts(results.run, judgements, _summary(results, catalogue, judgements))


class _Court:
    """What every judgement needs to know."""

    def __init__(self, results: Results, catalogue: Catalogue, firmware: str) -> None:
        self.results, self.catalogue, self.firmware = results, catalogue, firmware
        self._order = {bench: place for place, bench in enumerate(results.run.benches)}
        self._ran = {(run.id, run.bench) for run in results.scenarios}
        self._runs: dict[str, list[ScenarioResult]] = {}
        for run in results.scenarios:
            for name in run.requirements:
                self._runs.setdefault(name, []).append(run)

    def judge(self, requirement: Requirement) -> Judgement:
        level, runs = requirement.level, self._sorted(requirement.id)
        if reason := self._out_of_range(requirement, runs):
            return Judgement(level, "not_applicable", reason, runs)
        failed = [run for run in runs if run.outcome == "failed"]
        if requirement.waived is not None and not failed:
            return Judgement(level, "waived", requirement.waived, runs)
        gaps = self._gaps(requirement.id, runs)
        own = Judgement(level, *self._verdict(runs, gaps), runs)
        if requirement.same_as is not None:
            return self._borrowed(own, requirement.same_as)
        return own

    def _sorted(self, name: str) -> tuple[ScenarioResult, ...]:
        """The runs of a requirement: by file and line, then as the benches are named."""
        runs = self._runs.get(name, [])
        last = len(self._order)
        return tuple(
            sorted(runs, key=lambda run: (run.feature.file, run.line, run.id, self._order.get(run.bench, last)))
        )

    def _out_of_range(self, requirement: Requirement, runs: Iterable[ScenarioResult]) -> str:
        if requirement.since is None and requirement.until is None:
            return ""
        try:
            asked_on = {self.firmware, *(firmware_of(run.tags, self.firmware) for run in runs)}
            if any(self.catalogue.applies_to(requirement, firmware) for firmware in asked_on):
                return ""
        except ValueError:
            return ""  # a version nobody can read excuses nothing
        since = f"from firmware {requirement.since}" if requirement.since else ""
        until = f"up to, not including, {requirement.until}" if requirement.until else ""
        return f"asked {' '.join(filter(None, (since, until)))}; the subject runs {self.firmware}"

    def _gaps(self, name: str, runs: Iterable[ScenarioResult]) -> Gaps:
        """What should have run for the requirement `name` and has not."""
        if self.results.plan is not None:
            wanted = [(plan.id, plan.bench) for plan in self.results.plan if name in plan.requirements]
            return tuple(pair for pair in wanted if pair not in self._ran)
        seen = dict.fromkeys(run.id for run in runs)
        known = [(one, bench) for one in seen for bench in self._order if (one, bench) not in self._ran]
        unknown = [("", "")] if seen and not self.results.complete else []
        return tuple(known or unknown)

    def _verdict(self, runs: tuple[ScenarioResult, ...], gaps: Gaps) -> tuple[str, str]:
        """The verdict that the runs and gaps give, with its reason."""
        for outcome in ("failed", "broken"):
            if found := [run for run in runs if run.outcome == outcome]:
                return outcome, _told(found)
        if gaps:
            return "inconclusive", self._gap_reason(gaps)
        if found := [run for run in runs if run.outcome == "inconclusive"]:
            return "inconclusive", _told(found)
        if not runs:
            return "not_covered", self._absence()
        left_out = [run for run in runs if run.outcome == "not_applicable"]
        if len(left_out) == len(runs):
            return "not_applicable", _told(left_out)
        return "passed", f"passed, without {_told(left_out)}" if left_out else ""

    def _gap_reason(self, gaps: Gaps) -> str:
        if gaps == (("", ""),):
            return "the run did not end, so scenarios of this requirement may be missing"
        first, bench = gaps[0]
        more = f" and {len(gaps) - 1} more" if len(gaps) > 1 else ""
        because = "" if self.results.complete else "; the run did not end"
        return f"did not run: {first} on {bench}{more}{because}"

    def _absence(self) -> str:
        selection = self.results.run.selection
        if not self.results.complete:
            return "no scenario in this run, which did not end"
        if selection not in ("", "all"):
            return f"no scenario in this run, which was limited to: {selection}"
        return "no scenario carries this requirement"

    def _borrowed(self, own: Judgement, target: str) -> Judgement:
        """The target's verdict, unless a scenario of its own says something worse."""
        lent = self.judge(self.catalogue.requirement(target))
        rank = ("failed", "broken", "inconclusive", "passed", "not_applicable", "waived", "not_covered").index
        if own.runs and rank(own.verdict) < rank(lent.verdict):
            return own
        why = f"same as {target}" + (f": {lent.reason}" if lent.reason else "")
        merged = (*own.runs, *(run for run in lent.runs if run not in own.runs))
        return Judgement(own.level, lent.verdict, why, merged)


def _told(runs: list[ScenarioResult]) -> str:
    """The first of `runs` in words, with what was expected and observed, and how many more."""
    first = runs[0]
    if first.expected or first.observed:
        said = f"expected {first.expected or '-'}; observed {first.observed or '-'}"
    else:
        said = first.message.strip().split("\n")[0]
    more = f" (and {len(runs) - 1} more)" if len(runs) > 1 else ""
    return " ".join(f"{first.title} on {first.bench}{': ' if said else ''}{said}{more}".split())


def _summary(results: Results, catalogue: Catalogue, judgements: Mapping[str, Judgement]) -> dict[str, Any]:
    count = Counter(judged.verdict for judged in judgements.values())
    by_level = Counter((judged.level, judged.verdict) for judged in judgements.values())
    outcomes = Counter(run.outcome for run in results.scenarios)
    named = {name for run in results.scenarios for name in run.requirements}
    failed = {name for name, judged in judgements.items() if judged.verdict == "failed"}
    stray = {run.id for run in results.scenarios if run.outcome == "failed" and not failed & {*run.requirements}}
    summary: dict[str, Any] = {
        "complete": results.complete,
        "ending": results.ending,
        "message": results.end_message,
        "selection": results.run.selection,
        "requirements": len(judgements),
        "verdicts": {verdict: count[verdict] for verdict in VERDICTS},
        "levels": {level: {verdict: by_level[level, verdict] for verdict in VERDICTS} for level in LEVELS},
        "scenarios": {
            "distinct": len({run.id for run in results.scenarios}),
            "runs": len(results.scenarios),
            **{outcome: outcomes[outcome] for outcome in OUTCOMES},
        },
        "unknown_requirements": sorted(name for name in named if name not in catalogue),
        "failures_without_requirement": sorted(stray),
    }
    word, reasons = conclusion(summary)
    return {"conclusion": word, "because": reasons, **summary}


def conclusion(summary: Mapping[str, Any]) -> tuple[str, list[str]]:
    """conformant, conformant_so_far, not_conformant or no_verdict, and why. Only what is a "shall" decides.

    conformant is said only when every binding requirement that applies was judged or waived.
    """
    shall = summary["levels"]["shall"]
    if shall["failed"]:
        return "not_conformant", [f"binding requirements (shall) that failed: {shall['failed']}"]
    reasons = []
    if not summary["complete"]:
        reasons.append("the run did not end" if summary["ending"] == "interrupted" else "the bench broke")
    if open_ones := shall["broken"] + shall["inconclusive"]:
        reasons.append(f"binding requirements (shall) that could not be judged: {open_ones}")
    if stray := summary["failures_without_requirement"]:
        reasons.append(f"scenarios that failed and belong to no requirement that applies: {len(stray)}")
    if not shall["passed"]:
        reasons.append("no binding requirement (shall) was shown to hold")
    if reasons:
        return "no_verdict", reasons
    if unasked := shall["not_covered"]:
        return "conformant_so_far", [f"binding requirements (shall) about which this run says nothing: {unasked}"]
    return "conformant", []
