"""The list of certification cases, and how `stationproof requirements --octt` shows what covers them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fixtures.octt import CertificationCase, certification_cases
from stationproof.octt import case_lines, case_rows, outcomes, summary
from stationproof.scenarios import Scenario, read_scenarios
from tests.harness.cli_support import GOOD, ONE_BENCH, ROOT, call
from tests.reports.examples import write_run

CASES = certification_cases()
STATIONS = [case for case in CASES if case.side == "CS"]
SCENARIO = Scenario("features/x.feature", 3, "A card", "", ("octt:TC_003_CS",))
LIST = (
    CertificationCase("TC_003_CS", "Transactions", "cable first"),
    CertificationCase("TC_005_3_CS", "Transactions", "goes on"),
    CertificationCase("TC_017_2_CS", "Remote control", "fixed cable", "It has sockets."),
)


def test_there_are_as_many_cases_as_are_public_and_each_has_words() -> None:
    assert len(STATIONS) == 107
    assert len({case.id for case in CASES}) == len(CASES)
    assert all(case.words and case.group for case in CASES)


def test_no_case_has_both_a_reason_and_a_scenario() -> None:
    rows = case_rows(CASES, read_scenarios(ROOT), {})
    assert not [row.case.id for row in rows if row.scenarios and row.case.reason]


def test_each_case_has_a_state() -> None:
    rows = case_rows(LIST, [SCENARIO], {"octt:TC_003_CS": "failed"})
    assert [row.state for row in rows] == ["failed", "MISSING", "no concern"]
    assert [row.missing for row in rows] == [False, True, False]
    assert summary(rows) == "3 cases: 1 covered, 0 passed, 1 with a reason, 1 missing"
    assert case_lines(rows)[:3] == [
        "Transactions",
        "  TC_003_CS       failed          cable first",
        "                  features/x.feature:3  A card",
    ]


def test_a_scenario_that_did_not_run_says_nothing() -> None:
    (row,) = case_rows(LIST[:1], [SCENARIO], {})
    assert row.state == "not run"


def test_the_gravest_outcome_of_a_run_counts(tmp_path: Path) -> None:
    assert outcomes(tmp_path / "none.jsonl") == {}
    file = write_run(tmp_path, *GOOD[1:], run=ONE_BENCH)
    assert set(outcomes(file).values()) <= {"passed"}


def test_the_command_lists_the_cases_of_a_charge_point() -> None:
    result = call("requirements", "--octt")
    assert result.exit_code == 0, result.output
    assert all(case.id in result.stdout for case in STATIONS)
    assert "107 cases: " in result.stdout
    rows = json.loads(call("requirements", "--octt", "--json").stdout)
    assert [row["id"] for row in rows] == [case.id for case in CASES]


def test_a_reason_for_a_case_that_is_not_listed_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "cases.toml"
    file.write_text('[[group]]\nname = "A"\n[group.cases]\nTC_001_CS = "boot"\n[reasons]\nTC_002_CS = "none"\n')
    with pytest.raises(ValueError, match="TC_002_CS, which the list does not have"):
        certification_cases(file)
