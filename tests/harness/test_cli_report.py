"""`stationproof report`: reports built again, and compared with those of an earlier run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from stationproof import report
from stationproof.codes import Stop
from tests.harness.cli_support import GOOD, ONE_BENCH, PLAN, call
from tests.reports.examples import END, scenario, write_run


def results(folder: Path, *outcomes: str) -> Path:
    lines = [scenario(outcome, name=name) for outcome, name in zip(outcomes, ("one", "two"), strict=True)]
    return write_run(folder, PLAN, *lines, END, run=ONE_BENCH)


def verdict(folder: Path) -> str:
    facts = json.loads((folder / "verdicts.json").read_text())
    return str(facts["requirements"]["AUT-001"]["verdict"])


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """The verdicts of a run in which everything passed."""
    folder = tmp_path / "old"
    assert call("report", "--results", str(write_run(folder, *GOOD[1:], run=ONE_BENCH))).exit_code == 0
    return folder / "verdicts.json"


def test_reports_are_built_beside_the_results(tmp_path: Path) -> None:
    result = call("report", "--results", str(results(tmp_path, "passed", "failed")))
    assert result.exit_code == 0
    assert verdict(tmp_path) == "failed"
    assert (tmp_path / "report.html").exists()
    assert "NOT CONFORMANT" in result.stdout


def test_the_results_of_an_interrupted_run_can_be_reported(tmp_path: Path) -> None:
    result = call("report", "--results", str(write_run(tmp_path, PLAN, scenario(), run=ONE_BENCH)))
    assert result.exit_code == 0
    assert verdict(tmp_path) == "inconclusive"


def test_a_verdict_that_got_worse_ends_with_1(tmp_path: Path, old: Path) -> None:
    result = call("report", "--results", str(results(tmp_path, "passed", "failed")), "--compare", str(old))
    assert result.exit_code == 1
    assert result.stdout.index("regressions: 1") < result.stdout.index("AUT-001  passed -> failed")
    assert result.stderr == "stationproof: 1 verdict got worse.\n"


def test_a_verdict_that_got_better_ends_with_0(tmp_path: Path, old: Path) -> None:
    call("report", "--results", str(results(tmp_path, "passed", "failed")))
    new = old.with_name("results.jsonl")
    result = call("report", "--results", str(new), "--compare", str(tmp_path / "verdicts.json"))
    assert result.exit_code == 0
    assert "improvements: 1" in result.stdout


def test_nothing_changed(old: Path) -> None:
    result = call("report", "--results", str(old.with_name("results.jsonl")), "--compare", str(old))
    assert result.exit_code == 0
    assert "No verdict changed." in result.stdout


def test_the_earlier_verdicts_may_be_the_file_that_is_built_again(old: Path) -> None:
    file = results(old.parent, "passed", "failed")
    result = call("report", "--results", str(file), "--compare", str(old))
    assert result.exit_code == 1
    assert "AUT-001  passed -> failed" in result.stdout


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "cannot be read: No such file"),
        ("{", "is not JSON"),
        ("{}", "is no verdicts.json"),
        ('{"schema": 1, "requirements": []}', "is no verdicts.json"),
        ('{"schema": 1, "requirements": {"AUT-001": 3}}', "has no verdict that we know"),
    ],
)
def test_earlier_verdicts_that_cannot_be_read_are_a_sentence(tmp_path: Path, text: str | None, said: str) -> None:
    if text is not None:
        (tmp_path / "old.json").write_text(text)
    file = results(tmp_path, "passed", "passed")
    result = call("report", "--results", str(file), "--compare", str(tmp_path / "old.json"))
    assert result.exit_code == 3
    assert said in result.stderr
    assert "Traceback" not in result.output


def test_reports_that_cannot_be_written_are_a_sentence_and_the_results_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_file: Path, _text: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("reports.build.write_whole", full)
    file = results(tmp_path, "passed", "passed")
    result = call("report", "--results", str(file))
    assert result.exit_code == 2
    assert "No space left on device; the results are kept" in result.stderr
    assert file.stat().st_size


def test_results_that_cannot_be_read_are_a_sentence_with_the_line(tmp_path: Path) -> None:
    file = tmp_path / "results.jsonl"
    file.write_text("nonsense\n")
    result = call("report", "--results", str(file))
    assert result.exit_code == 3
    assert result.stderr.startswith("stationproof: results.jsonl, line 1: not JSON")


def test_allures_page_is_demanded_when_it_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Path] = []

    def refuse(results: Path, folder: Path) -> None:
        made.append(folder)
        raise Stop("No Allure page: there is no Node.")

    monkeypatch.setattr(report, "demand_page", refuse)
    result = call("report", "--results", str(results(tmp_path, "passed", "passed")), "--allure")
    assert result.exit_code == 3
    assert made == [tmp_path]
    assert verdict(tmp_path) == "passed"
