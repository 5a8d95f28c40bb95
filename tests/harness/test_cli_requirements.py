"""`stationproof requirements`: what is listed, and one requirement in full."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from fixtures.catalogue import load_catalogue
from stationproof.scenarios import by_requirement, read_scenarios
from tests.harness.cli_support import GOOD, ONE_BENCH, ROOT, call
from tests.reports.examples import write_run

CATALOGUE = load_catalogue(ROOT / "features" / "requirements")
WAIVED = next(entry for entry in CATALOGUE if entry.waived is not None)
BORROWED = next(entry for entry in CATALOGUE if entry.same_as is not None)


def listed(*words: str) -> list[dict[str, Any]]:
    result = call("requirements", "--json", *words)
    assert result.exit_code == 0, result.output
    rows: list[dict[str, Any]] = json.loads(result.stdout)
    return rows


def ids(*words: str) -> set[str]:
    return {row["id"] for row in listed(*words)}


@pytest.fixture
def verdicts(tmp_path: Path) -> str:
    """Verdicts of a run in which AUT-001 passed."""
    call("report", "--results", str(write_run(tmp_path, *GOOD[1:], run=ONE_BENCH)))
    return str(tmp_path / "verdicts.json")


def test_without_options_it_lists_the_whole_catalogue_in_its_order() -> None:
    assert [row["id"] for row in listed()] == [entry.id for entry in CATALOGUE]


def test_filters_narrow_each_other() -> None:
    chosen = ids("--chapter", "5", "--level", "shall", "--id", "AUT")
    expected = {
        entry.id
        for entry in CATALOGUE
        if entry.chapter.startswith("5 ") and entry.level == "shall" and entry.id.startswith("AUT-")
    }
    assert chosen == expected
    assert chosen


def test_values_of_one_filter_widen_it() -> None:
    assert ids("--level", "should", "--level", "info") == {entry.id for entry in CATALOGUE if entry.level != "shall"}


def test_waived_ones() -> None:
    assert ids("--waived") == {entry.id for entry in CATALOGUE if entry.waived is not None}


def test_uncovered_ones_have_no_scenario_and_no_excuse() -> None:
    uncovered = ids("--uncovered")
    asked = by_requirement(read_scenarios(ROOT))
    assert asked
    assert not uncovered & set(asked)
    assert not uncovered & ids("--waived")
    for name in uncovered:
        assert CATALOGUE.resolve(name).id not in asked


def test_by_verdict(verdicts: str) -> None:
    assert "AUT-001" in ids("--verdict", "passed", "--verdicts", verdicts)
    assert "AUT-001" not in ids("--verdict", "not_covered", "--verdict", "waived", "--verdicts", verdicts)


def test_a_verdict_stands_beside_the_requirement(verdicts: str) -> None:
    result = call("requirements", "--id", "AUT", "--verdicts", verdicts)
    assert result.exit_code == 0
    line = next(line for line in result.stdout.splitlines() if line.startswith("AUT-001"))
    assert line.split()[:3] == ["AUT-001", "shall", "passed"]
    assert CATALOGUE.requirement("AUT-001").title in line


@pytest.mark.parametrize(("text", "said"), [(None, "There are no verdicts in"), ("[]", "is no verdicts.json")])
def test_verdicts_that_cannot_be_read_are_a_sentence(tmp_path: Path, text: str | None, said: str) -> None:
    file = tmp_path / "verdicts.json"
    if text is not None:
        file.write_text(text)
    result = call("requirements", "--verdict", "failed", "--verdicts", str(file))
    assert result.exit_code == 3
    assert said in result.stderr


def test_an_empty_list_is_no_error(verdicts: str) -> None:
    result = call("requirements", "--verdict", "broken", "--verdicts", verdicts)
    assert result.exit_code == 0
    assert f"0 of {len(CATALOGUE)} requirements" in result.stdout


def test_one_in_full_with_its_doubts_and_scenarios(verdicts: str) -> None:
    result = call("requirements", "aut-001", "--verdicts", verdicts)
    assert result.exit_code == 0
    said = " ".join(result.stdout.split())
    entry = CATALOGUE.requirement("AUT-001")
    assert entry.statement in said
    assert entry.verify in said
    assert "verdict passed" in said
    assert "D-AUT-05" in said
    doubt = next(doubt for doubt in CATALOGUE.discrepancies if doubt.id == "D-AUT-05")
    assert doubt.resolution in said
    for scenario in by_requirement(read_scenarios(ROOT)).get("AUT-001", []):
        assert f"{scenario.place} {scenario.name}" in said


def test_a_waiver_is_shown() -> None:
    assert WAIVED.waived is not None
    assert WAIVED.waived in " ".join(call("requirements", WAIVED.id).stdout.split())


def test_one_that_says_the_same_as_another_shows_it() -> None:
    said = " ".join(call("requirements", BORROWED.id).stdout.split())
    assert f"same as {BORROWED.same_as} {CATALOGUE.resolve(BORROWED.id).title}" in said


def test_an_entry_of_the_register_of_discrepancies() -> None:
    result = call("requirements", "D-AUT-05")
    assert result.exit_code == 0
    assert "our reading" in result.stdout
    assert json.loads(call("requirements", "D-AUT-05", "--json").stdout)["id"] == "D-AUT-05"


def test_one_for_a_program() -> None:
    row = json.loads(call("requirements", "AUT-001", "--json").stdout)
    assert row["id"] == "AUT-001"
    assert row["statement"] == CATALOGUE.requirement("AUT-001").statement
