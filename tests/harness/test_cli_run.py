"""`stationproof run`: exit codes, what is kept, and Ctrl-C; pytest is a stand-in but at the end."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from reports.results import read_results
from stationproof import child
from stationproof.following import Follower
from stationproof.judging import outcome
from tests.harness.cli_support import (
    GOOD,
    ONE_BENCH,
    PATIENCE_S,
    PLAN,
    ROOT,
    arguments_of,
    call,
    stand_in,
    start,
)
from tests.reports.examples import END, scenario

BROKEN_END = {"type": "end", "outcome": "bench_broken", "message": "an error inside the harness"}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def run(monkeypatch: pytest.MonkeyPatch, out: Path, *lines: dict[str, Any], words: Any = (), **script: Any) -> Result:
    """`stationproof run` on a stand-in."""
    program = stand_in(out.parent, *lines, **script)
    monkeypatch.setattr(child, "PYTEST", (sys.executable, str(program)))
    return call("run", "--out", str(out), "--no-allure", *words)


# Exit codes


def test_all_that_was_judged_passes(monkeypatch: pytest.MonkeyPatch, out: Path) -> None:
    result = run(monkeypatch, out, *GOOD)
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    assert "2 of 2 scenarios, 2 passed" in result.stdout
    assert "CONFORMANT" in result.stdout
    assert f"Open {out / 'report.html'}" in result.stdout
    names = {"results.jsonl", "verdicts.json", "report.html", "junit.xml", "pytest.log"}
    assert names <= {file.name for file in out.iterdir()}


@pytest.mark.parametrize(
    ("lines", "pytest_ended", "code", "said"),
    [
        ([scenario("failed"), scenario(name="two"), END], 1, 1, "1 requirement failed."),
        ([scenario("failed"), scenario("broken", name="two"), END], 1, 1, "1 requirement failed."),
        ([scenario("broken"), scenario(name="two"), END], 1, 2, "The bench broke in 1 scenario run."),
        ([scenario("inconclusive"), scenario(name="two"), END], 0, 2, "1 requirement could not be judged."),
        ([scenario("not_applicable"), scenario("not_applicable", name="two"), END], 0, 2, "Nothing was judged."),
        ([scenario(), BROKEN_END], 3, 2, "The run stopped: INTERNALERROR"),
        ([scenario("failed"), BROKEN_END], 3, 1, "1 requirement failed."),
        ([scenario()], -9, 2, "The run stopped: INTERNALERROR"),
    ],
)
def test_each_kind_of_end_has_its_code(
    monkeypatch: pytest.MonkeyPatch,
    out: Path,
    lines: list[dict[str, Any]],
    pytest_ended: int,
    code: int,
    said: str,
) -> None:
    result = run(monkeypatch, out, ONE_BENCH, PLAN, *lines, code=pytest_ended, says="INTERNALERROR")
    assert result.exit_code == code, result.output
    assert said in result.stderr
    assert (out / "verdicts.json").exists()


@pytest.mark.parametrize(
    ("ended", "says", "said"),
    [
        (
            4,
            "\nERROR: a.feature, line 3: nobody knows the tag @AUT-0O1; did you mean @AUT-001?\n",
            "nobody knows the tag",
        ),
        (4, "ERROR: usage: __main__.py [options]\n__main__.py: error: unrecognized arguments: --x\n", "unrecognized"),
        (5, "no tests ran", "No scenario belongs to this selection"),
    ],
)
def test_a_refusal_is_told_in_its_own_words_and_ends_with_3(
    monkeypatch: pytest.MonkeyPatch, out: Path, ended: int, says: str, said: str
) -> None:
    result = run(monkeypatch, out, code=ended, says=says)
    assert result.exit_code == 3
    assert said in result.stderr
    assert "ERROR" not in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_several_refusals_are_told_line_by_line(monkeypatch: pytest.MonkeyPatch, out: Path) -> None:
    result = run(monkeypatch, out, code=4, says="ERROR: one is wrong\n\nERROR: two is wrong\n")
    assert result.stderr == "stationproof: one is wrong\ntwo is wrong\n"


def test_pytest_that_dies_before_the_first_scenario_is_a_broken_bench(
    monkeypatch: pytest.MonkeyPatch, out: Path
) -> None:
    result = run(monkeypatch, out, code=1, says="Traceback\nE   ImportError: no module named steps.led")
    assert result.exit_code == 2
    assert "pytest stopped before the first scenario: ImportError: no module named steps.led" in result.stderr
    assert "pytest.log" in result.stderr


def test_results_of_an_earlier_run_are_not_taken_for_new_ones(monkeypatch: pytest.MonkeyPatch, out: Path) -> None:
    assert run(monkeypatch, out, *GOOD).exit_code == 0
    before = (out / "verdicts.json").read_bytes()
    result = run(monkeypatch, out, code=4, says="ERROR: the profile is wrong")
    assert result.exit_code == 3
    assert (out / "verdicts.json").read_bytes() == before
    assert run(monkeypatch, out, code=3, says="INTERNALERROR").exit_code == 2


def test_a_failure_without_a_requirement_that_applies_is_still_a_failure() -> None:
    counts = {
        "verdicts": dict.fromkeys(("passed", "inconclusive"), 1) | {"failed": 0},
        "scenarios": {"broken": 0},
        "failures_without_requirement": ["one"],
    }
    assert outcome(counts) == (1, "1 scenario failed, of no requirement that applies")


# What pytest is asked for


def test_the_selection_reaches_pytest(monkeypatch: pytest.MonkeyPatch, out: Path) -> None:
    words = ["-r", "aut-001", "-r", "FRE", "--chapter", "5", "--level", "shall", "--bench", "virtual"]
    run(monkeypatch, out, *GOOD, words=words)
    assert arguments_of(out.parent / "stand_in.py") == [
        "tests/conformance",
        f"--results={out}",
        "--chapter=5",
        "--requirement=AUT-001",
        "--requirement=FRE",
        "--level=shall",
        "--bench=virtual",
    ]


def test_a_profile_in_the_callers_folder_is_found_from_the_checkout(
    monkeypatch: pytest.MonkeyPatch, out: Path, tmp_path: Path
) -> None:
    (tmp_path / "mine.toml").write_text("")
    monkeypatch.chdir(tmp_path)
    run(monkeypatch, out, *GOOD, words=["--profile", "mine.toml"])
    assert f"--profile={tmp_path / 'mine.toml'}" in arguments_of(tmp_path / "stand_in.py")
    run(monkeypatch, out, *GOOD, words=["--profile", "reference"])
    assert "--profile=reference" in arguments_of(tmp_path / "stand_in.py")


def test_allure_is_asked_for_unless_it_is_not_wanted(monkeypatch: pytest.MonkeyPatch, out: Path) -> None:
    program = stand_in(out.parent, *GOOD)
    monkeypatch.setattr(child, "PYTEST", (sys.executable, str(program)))
    result = call("run", "--out", str(out))
    assert result.exit_code == 0
    assert "No Allure page: there are no Allure results" in result.stdout
    assert f"--alluredir={out / 'allure-results'}" in arguments_of(program)


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = call("run", "--out", str(tmp_path / "file" / "out"))
    assert result.exit_code == 3
    assert "cannot be made: Not a directory" in result.stderr


# Ctrl-C


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_keeps_and_reports_what_it_has_seen(out: Path, number: signal.Signals) -> None:
    program = stand_in(out.parent, ONE_BENCH, PLAN, scenario(), waits=True)
    process = start(program, "run", "--out", str(out), "--no-allure")
    assert process.stdout is not None
    assert process.stdout.readline() == "1 of 2 scenarios, 1 passed\n"
    process.send_signal(number)
    stdout, stderr = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 130
    assert stderr == "stationproof: Interrupted after 1 of 2 scenario runs; their results are kept and reported.\n"
    assert "NO VERDICT: the run did not end" in stdout
    verdicts = json.loads((out / "verdicts.json").read_text())
    assert verdicts["summary"]["ending"] == "interrupted"
    assert verdicts["requirements"]["AUT-001"]["verdict"] == "inconclusive"


def test_it_can_be_interrupted_where_the_shell_has_it_ignore_ctrl_c(out: Path) -> None:
    program = stand_in(out.parent, ONE_BENCH, PLAN, scenario(), waits=True)
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # as a shell does for what it puts into the background
    try:
        process = start(program, "run", "--out", str(out), "--no-allure")
    finally:
        signal.signal(signal.SIGINT, before)
    assert process.stdout is not None
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 130


def test_ctrl_c_before_the_first_scenario_leaves_nothing_to_report(monkeypatch: pytest.MonkeyPatch, out: Path) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(child, "_follow", interrupted)
    result = run(monkeypatch, out, says="collecting")
    assert result.exit_code == 130
    assert result.stderr == "stationproof: Interrupted before the first scenario; there is nothing to report.\n"


# Following


def test_following_reads_whole_lines_only(tmp_path: Path) -> None:
    file = tmp_path / "results.jsonl"
    seen = Follower(file)
    assert not seen.read()
    lines = "".join(json.dumps(line) + "\n" for line in (ONE_BENCH, PLAN, scenario("failed")))
    file.write_text(lines[:-20])
    assert seen.read()
    assert (seen.planned, seen.done) == (2, 0)
    with file.open("a") as more:
        more.write(lines[-20:] + "not json\n[]\n")
    assert seen.read()
    assert seen.outcomes == {"failed": 1}
    assert seen.wrong == ["failed AUT-001: Scenario one (virtual)"]
    assert not seen.read()


# The real thing


def test_the_reference_is_judged_by_real_scenarios(out: Path) -> None:
    result = call("run", "--requirement", "AUT-001", "--bench", "virtual", "--out", str(out), "--no-allure")
    assert result.exit_code == 0, result.output
    verdicts = json.loads((out / "verdicts.json").read_text())
    assert verdicts["requirements"]["AUT-001"]["verdict"] == "passed"


def test_a_real_run_that_is_interrupted_keeps_what_it_has_seen(out: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "stationproof", "run", "--out", str(out), "--no-allure"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert " scenarios, " in process.stdout.readline()
    process.send_signal(signal.SIGINT)
    stdout, stderr = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 130
    assert "their results are kept and reported" in stderr
    assert "the run did not end" in stdout
    results = read_results(out / "results.jsonl")
    assert results.ending == "interrupted"
    assert results.scenarios


def test_a_profile_with_a_key_that_nobody_reads_is_refused(out: Path, tmp_path: Path) -> None:
    reference = (ROOT / "fixtures" / "profiles" / "reference.toml").read_text(encoding="utf-8")
    (tmp_path / "mine.toml").write_text(reference.replace("[subject]", '[subject]\ncolour = "red"'), encoding="utf-8")
    result = call("run", "--profile", str(tmp_path / "mine.toml"), "--out", str(out))
    assert result.exit_code == 3
    assert "mine.toml" in result.stderr
    assert "'colour'" in result.stderr
    assert len(result.stderr.splitlines()) == 1
