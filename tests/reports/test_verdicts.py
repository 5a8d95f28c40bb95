"""Each rule of judging has a test that fails without it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.reports.examples import (
    END,
    INTERRUPTED,
    RUN,
    both,
    requirement,
    scenario,
    verdict_of,
    verdicts_of,
)


def planned(*pairs: tuple[str, str]) -> dict[str, Any]:
    rows = [
        {"id": f"quick_start/plug.feature:12:{name}", "bench": bench, "requirements": ["AUT-001"]}
        for name, bench in pairs
    ]
    return {"type": "plan", "scenarios": rows}


def test_passed_on_every_bench_is_passed(tmp_path: Path) -> None:
    judged = verdict_of(tmp_path, *both(), *both(name="two"), END)
    assert (judged.verdict, judged.reason) == ("passed", "")
    assert [(run.id[-3:], run.bench) for run in judged.runs] == [
        ("one", "virtual"),
        ("one", "wire"),
        ("two", "virtual"),
        ("two", "wire"),
    ]


def test_one_failure_on_one_bench_is_failed(tmp_path: Path) -> None:
    judged = verdict_of(tmp_path, scenario(), scenario("failed", "wire"), *both("broken", "two"), END)
    assert judged.verdict == "failed"
    assert judged.reason == "Scenario one on wire: expected the light is green; observed the light is blue"


def test_a_scenario_that_failed_once_and_passed_when_repeated_is_failed(tmp_path: Path) -> None:
    assert verdict_of(tmp_path, *both("failed"), *both(), END).verdict == "failed"


def test_broken_outweighs_inconclusive_and_passed(tmp_path: Path) -> None:
    judged = verdict_of(tmp_path, *both(), *both("broken", "two"), *both("inconclusive", "three"), END)
    assert judged.verdict == "broken"
    assert judged.reason == "Scenario two on virtual: why it is broken (and 1 more)"


def test_inconclusive_outweighs_passed(tmp_path: Path) -> None:
    assert verdict_of(tmp_path, *both(), *both("inconclusive", "two"), END).verdict == "inconclusive"


def test_nothing_applicable_is_not_applicable(tmp_path: Path) -> None:
    judged = verdict_of(tmp_path, *both("not_applicable"), END)
    assert judged.verdict == "not_applicable"
    assert "why it is not_applicable" in judged.reason


def test_passed_and_not_applicable_is_passed_and_says_what_was_left_out(tmp_path: Path) -> None:
    judged = verdict_of(tmp_path, *both(), *both("not_applicable", "two"), END)
    assert judged.verdict == "passed"
    assert judged.reason.startswith("passed, without Scenario two on virtual")


def test_no_scenario_is_not_covered(tmp_path: Path) -> None:
    judged = verdict_of(tmp_path, *both(requirements=["AUT-002"]), END)
    assert (judged.verdict, judged.reason) == ("not_covered", "no scenario carries this requirement")


def test_not_covered_by_a_selection_says_so(tmp_path: Path) -> None:
    judged = verdict_of(tmp_path, END, run={**RUN, "selection": "chapter 5"})
    assert judged.reason == "no scenario in this run, which was limited to: chapter 5"


def test_one_bench_of_two_is_inconclusive(tmp_path: Path) -> None:
    judged = verdict_of(tmp_path, scenario(), INTERRUPTED)
    assert judged.verdict == "inconclusive"
    assert judged.reason == "did not run: quick_start/plug.feature:12:one on wire; the run did not end"
    assert verdict_of(tmp_path, scenario(), END).verdict == "inconclusive"


def test_one_bench_is_enough_when_no_other_ran(tmp_path: Path) -> None:
    assert verdict_of(tmp_path, scenario(), END, run={**RUN, "benches": ["virtual"]}).verdict == "passed"


def test_without_a_plan_nothing_is_passed_by_a_run_that_did_not_end(tmp_path: Path) -> None:
    judged = verdict_of(tmp_path, *both(), INTERRUPTED)
    assert judged.verdict == "inconclusive"
    assert "scenarios of this requirement may be missing" in judged.reason


def test_with_a_plan_what_is_done_is_passed_although_the_run_did_not_end(tmp_path: Path) -> None:
    plan = planned(("one", "virtual"), ("one", "wire"))
    assert verdict_of(tmp_path, plan, *both(), INTERRUPTED).verdict == "passed"


def test_with_a_plan_what_never_began_is_inconclusive(tmp_path: Path) -> None:
    plan = planned(("one", "virtual"), ("one", "wire"), ("two", "wire"))
    judged = verdict_of(tmp_path, plan, *both(), INTERRUPTED)
    assert judged.verdict == "inconclusive"
    assert "two on wire" in judged.reason
    assert verdict_of(tmp_path, plan, INTERRUPTED).verdict == "inconclusive"


def test_with_a_plan_a_scenario_may_belong_to_one_bench(tmp_path: Path) -> None:
    assert verdict_of(tmp_path, planned(("one", "virtual")), scenario(), END).verdict == "passed"


def test_a_failure_is_a_failure_although_the_run_did_not_end(tmp_path: Path) -> None:
    assert verdict_of(tmp_path, scenario("failed"), INTERRUPTED).verdict == "failed"


@pytest.mark.parametrize(
    ("bounds", "verdict", "reason"),
    [
        (
            {"since": "6.0"},
            "not_applicable",
            "asked from firmware 6.0; the subject runs 5.33.5",
        ),
        (
            {"until": "5.33"},
            "not_applicable",
            "asked up to, not including, 5.33; the subject runs 5.33.5",
        ),
        ({"since": "5.0", "until": "5.34"}, "passed", ""),
    ],
)
def test_firmware_decides_what_is_asked(tmp_path: Path, bounds: dict[str, str], verdict: str, reason: str) -> None:
    judged = verdict_of(tmp_path, *both(), END, entries=(requirement(**bounds),))
    assert (judged.verdict, judged.reason) == (verdict, reason)


def test_a_scenario_may_ask_on_another_firmware_than_the_subject_runs(tmp_path: Path) -> None:
    old, elsewhere = requirement(until="4.63"), ["AUT-001", "on-firmware-4.62"]
    assert verdict_of(tmp_path, *both(tags=elsewhere), END, entries=(old,)).verdict == "passed"
    assert verdict_of(tmp_path, *both("failed", tags=elsewhere), END, entries=(old,)).verdict == "failed"
    assert verdict_of(tmp_path, *both(), END, entries=(old,)).verdict == "not_applicable"


def test_a_firmware_that_nobody_can_read_excuses_nothing(tmp_path: Path) -> None:
    judged = verdict_of(tmp_path, *both("failed"), END, entries=(requirement(since="6.0"),), firmware="soon")
    assert judged.verdict == "failed"


def test_a_waiver_holds_until_a_scenario_fails(tmp_path: Path) -> None:
    waived = (requirement(waived="needs a real fuse"),)
    assert verdict_of(tmp_path, END, entries=waived).verdict == "waived"
    judged = verdict_of(tmp_path, *both("broken"), END, entries=waived)
    assert (judged.verdict, judged.reason) == ("waived", "needs a real fuse")
    assert verdict_of(tmp_path, *both("failed"), END, entries=waived).verdict == "failed"


def test_same_as_takes_the_verdict_and_the_evidence_of_its_target(tmp_path: Path) -> None:
    entries = (requirement("AUT-001", same_as="AUT-002"), requirement("AUT-002"))
    judged = verdict_of(tmp_path, *both(requirements=["AUT-002"]), END, entries=entries)
    assert (judged.verdict, judged.reason, len(judged.runs)) == ("passed", "same as AUT-002", 2)


def test_same_as_does_not_hide_a_failure_of_its_own(tmp_path: Path) -> None:
    entries = (requirement("AUT-001", same_as="AUT-002"), requirement("AUT-002"))
    lines = [*both(name="two", requirements=["AUT-002"]), *both("failed")]
    assert verdict_of(tmp_path, *lines, END, entries=entries).verdict == "failed"


def test_same_as_tells_why_its_target_failed(tmp_path: Path) -> None:
    entries = (requirement("AUT-001", same_as="AUT-002"), requirement("AUT-002"))
    judged = verdict_of(tmp_path, *both("failed", requirements=["AUT-002"]), END, entries=entries)
    assert judged.verdict == "failed"
    assert judged.reason.startswith("same as AUT-002: Scenario one on virtual: expected")


def test_the_summary_counts(tmp_path: Path) -> None:
    entries = (requirement("AUT-001"), requirement("AUT-002", level="info"), requirement("AUT-003"))
    lines = [*both("failed"), *both(name="two", requirements=["AUT-002"])]
    summary = verdicts_of(tmp_path, *lines, END, entries=entries).summary
    assert summary["verdicts"]["failed"] == 1
    assert summary["levels"]["info"]["passed"] == 1
    assert summary["levels"]["shall"]["not_covered"] == 1
    assert summary["scenarios"]["runs"] == 4
    assert summary["scenarios"]["distinct"] == 2
    assert summary["scenarios"]["failed"] == 2
    assert summary["complete"] is True


def test_an_unknown_requirement_is_counted_not_lost(tmp_path: Path) -> None:
    summary = verdicts_of(tmp_path, *both("failed", requirements=["AUT-999"]), END).summary
    assert summary["unknown_requirements"] == ["AUT-999"]
    assert summary["failures_without_requirement"] == ["quick_start/plug.feature:12:one"]


@pytest.mark.parametrize(
    ("lines", "level", "word"),
    [
        ([*both(), END], "info", "conformant"),
        ([*both(), END], "shall", "conformant_so_far"),
        ([*both("failed"), END], "shall", "not_conformant"),
        ([*both(), *both("failed", "two", requirements=["AUT-002"]), END], "should", "conformant"),
        ([*both("failed"), INTERRUPTED], "shall", "not_conformant"),
        ([*both(), INTERRUPTED], "shall", "no_verdict"),
        ([*both("broken"), END], "shall", "no_verdict"),
        ([*both("not_applicable"), END], "shall", "no_verdict"),
        ([*both(), *both("failed", "stray", requirements=[]), END], "shall", "no_verdict"),
        ([*both(), *both("broken", "two", requirements=["AUT-002"]), END], "shall", "no_verdict"),
        ([planned(("one", "virtual")), scenario(), INTERRUPTED], "shall", "no_verdict"),
        ([END], "shall", "no_verdict"),
    ],
)
def test_the_conclusion(tmp_path: Path, lines: list[dict[str, Any]], level: str, word: str) -> None:
    entries = (requirement("AUT-001"), requirement("AUT-002", level=level))
    summary = verdicts_of(tmp_path, *lines, entries=entries).summary
    assert summary["conclusion"] == word
    assert bool(summary["because"]) == (word != "conformant")


def test_the_file_is_the_same_for_the_same_results_in_any_order(tmp_path: Path) -> None:
    entries = (requirement("AUT-002"), requirement("AUT-001"))
    lines = [*both(wall_ms=3.5), *both("failed", "two", requirements=["AUT-002"])]
    verdicts_of(tmp_path, *lines, END, entries=entries).write(tmp_path / "a.json")
    slower = [{**line, "wall_ms": 99.0} for line in reversed(lines)]
    verdicts_of(tmp_path, *slower, END, entries=entries).write(tmp_path / "b.json")
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()
    facts = json.loads((tmp_path / "a.json").read_text())
    assert list(facts["requirements"]) == ["AUT-002", "AUT-001"]
    assert facts["bench"] == "virtual+wire"
    assert facts["requirements"]["AUT-001"]["scenarios"][0] == {
        "id": "quick_start/plug.feature:12:one",
        "scenario": "Scenario one",
        "bench": "virtual",
        "outcome": "passed",
    }
    assert not list(tmp_path.glob("*.tmp"))
