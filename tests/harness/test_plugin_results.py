"""Each outcome of a scenario, as it stands in results.jsonl."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from fixtures.bench.api import BenchBroken, NotApplicable, SubjectCrashed
from fixtures.invariants import BENCH, Violation
from fixtures.made_with import made_with
from fixtures.pytest_results import ResultsFile, journal_name
from reports.journals import read_journal
from reports.results import read_results
from tests.harness.plugin_support import FEATURE, TWO, FakeBench, Project

LATEST, PARTIAL = "reports/out/latest", "reports/out/partial"


@pytest.fixture
def project(pytester: pytest.Pytester) -> Project:
    return Project(pytester)


@pytest.fixture
def benches(monkeypatch: pytest.MonkeyPatch) -> Callable[..., FakeBench]:
    """Let every scenario run on this fake."""

    def use(**facts: Any) -> FakeBench:
        made = FakeBench(**facts)
        monkeypatch.setattr("fixtures.pytest_run.open_bench", lambda kind, blueprint: made)
        return made

    return use


# -- outcomes --


@pytest.mark.parametrize(
    ("what", "outcome", "step", "message"),
    [
        ("pass", "passed", "passed", ""),
        ('raise NonConformance("blue", "green")', "failed", "failed", "expected: blue\nobserved: green"),
        ("assert bench is None, 'a bench'", "failed", "failed", None),
        (
            'raise SubjectCrashed("the station keeps running", "ValueError")',
            "failed",
            "failed",
            "expected: the station keeps running\nobserved: ValueError",
        ),
        ('raise BenchBroken("a cable is there")', "broken", "broken", "BenchBroken: a cable is there"),
        ("1 / 0", "broken", "broken", "ZeroDivisionError: division by zero (at test_it.py, line 21)"),
        ('pytest.fail("no")', "broken", "broken", "Failed: no (at test_it.py, line 21)"),
        ('raise Inconclusive("both readings fit")', "inconclusive", "skipped", "both readings fit"),
        ('raise NotApplicable("there is no modem")', "not_applicable", "skipped", "there is no modem"),
        ('pytest.skip("not today")', "not_applicable", "skipped", "not today"),
    ],
)
def test_what_a_step_raises_is_the_outcome(
    project: Project, what: str, outcome: str, step: str, message: str | None
) -> None:
    project.feature(FEATURE)
    project.happens(what)
    run = project.run()
    found = project.scenario(LATEST if outcome is None else PARTIAL)
    assert found["outcome"] == outcome
    rest = "passed" if outcome == "passed" else "skipped"
    assert [one["outcome"] for one in found["steps"]] == ["passed", "passed", step, rest]
    if message is not None:
        assert found["message"] == message
    assert run.ret == (pytest.ExitCode.TESTS_FAILED if outcome in ("failed", "broken") else pytest.ExitCode.OK)


def test_a_line_says_all_that_a_report_needs(project: Project) -> None:
    project.feature(FEATURE)
    project.happens('raise NonConformance("blue", "green")')
    project.run()
    found = project.scenario()
    wall = found.pop("wall_ms")
    assert 0 < wall < 60_000
    began = found["steps"][0]["at_ms"]
    texts = ["a station", "2 s pass", "it happens", "all is well"]
    steps = zip(["Given", "When", "Then", "And"], texts, [0, 0, 2000, 2000], strict=True)
    outcomes = ["passed", "passed", "failed", "skipped"]
    assert found == {
        "type": "scenario",
        "id": "features/x.feature: one",
        "feature": {"name": "X", "file": "features/x.feature", "description": "What it is about."},
        "scenario": "one",
        "example": {},
        "line": 5,
        "tags": ["AUT-001"],
        "requirements": ["AUT-001"],
        "bench": "virtual",
        "outcome": "failed",
        "expected": "blue",
        "observed": "green",
        "message": "expected: blue\nobserved: green",
        "steps": [
            {"keyword": keyword, "text": text, "outcome": outcome, "at_ms": began + at_ms}
            for (keyword, text, at_ms), outcome in zip(steps, outcomes, strict=True)
        ],
        "journal": found["journal"],
        "simulated_ms": began + 2000,
    }
    entries = [json.loads(line) for line in (project.root / PARTIAL / found["journal"]).read_text().splitlines()]
    assert [one["detail"] for one in entries if one["kind"] == "step"] == [
        {"keyword": "Given", "text": "a station"},
        {"keyword": "When", "text": "2 s pass"},
        {"keyword": "Then", "text": "it happens"},
    ]


@pytest.mark.parametrize(
    ("what", "ending"),
    [("pass", {"passed": ".gz"}), ('raise NonConformance("blue", "green")', {"passed": ".gz", "failed": ".jsonl"})],
)
def test_a_long_journal_of_what_passed_is_compressed(
    project: Project, monkeypatch: pytest.MonkeyPatch, what: str, ending: dict[str, str]
) -> None:
    monkeypatch.setattr("fixtures.pytest_results.LONG_JOURNAL", 100)
    project.feature(TWO)
    project.happens(what)
    project.run(bench="all")
    results = read_results(project.root / LATEST / "results.jsonl")
    assert {run.outcome for run in results.scenarios} == set(ending)
    for run in results.scenarios:
        assert run.journal.endswith(ending[run.outcome])
        record = read_journal(results.journal_file(run))
        assert record.problem == ""
        assert {entry.kind for entry in record.entries} > {"step"}


def test_the_reports_read_what_is_written(project: Project) -> None:
    project.feature(TWO)
    project.happens("pass")
    project.run(bench="all")
    results = read_results(project.root / LATEST / "results.jsonl")
    assert results.complete
    assert results.warnings == ()
    assert results.run.subject.firmware == "5.33.5"
    assert results.run.benches == ("virtual", "wire")
    assert results.plan is not None
    assert [(one.id, one.bench) for one in results.plan] == [(one.id, one.bench) for one in results.scenarios]
    assert all(results.journal_file(one).is_file() for one in results.scenarios)


def test_scenario_then_row_then_bench(project: Project) -> None:
    project.feature(TWO)
    project.happens("pass")
    project.run(bench="")
    assert [(one["id"].partition(": ")[2], one["bench"]) for one in project.scenarios(LATEST)] == [
        (name, bench)
        for name in ("first", "second", "third with this [wait=1]", "third with that [wait=2]")
        for bench in ("virtual", "wire")
    ]


def test_an_outline_has_a_line_for_each_row(project: Project) -> None:
    project.feature(TWO)
    project.happens("pass")
    project.run()
    row = project.scenarios()[-1]
    assert row["scenario"] == "third with that"
    assert row["example"] == {"how": "that", "wait": "2"}
    assert row["requirements"] == ["AUT-001", "LED-001"]
    assert [step["text"] for step in row["steps"]] == ["2 s pass"]


def test_the_same_run_gives_the_same_bytes(project: Project) -> None:
    project.feature(TWO)
    project.happens("pass")
    seen = []
    for folder in ("one", "two"):
        project.run(f"--results={folder}", bench="all")
        lines = project.lines(folder)
        for line in lines:
            for name in ("wall_ms", "started", "command"):
                line.pop(name, None)
        journals = {path.name: path.read_bytes() for path in (project.root / folder / "journals").iterdir()}
        seen.append((json.dumps(lines), journals))
    assert seen[0] == seen[1]
    assert len(seen[0][1]) == 8


def test_a_journal_has_a_name_that_can_be_read_and_is_its_own() -> None:
    def named(name: str, kind: str = "virtual") -> str:
        return journal_name(SimpleNamespace(id=name, choice=SimpleNamespace(kind=kind)))

    assert named("a/b.feature: Über 3 s [x=1]").startswith("a-b-feature-ber-3-s-x-1-")
    assert named("a/b.feature: Über 3 s [x=1]").endswith("-virtual.jsonl")
    assert len({named("a: b"), named("a-b"), named("A: b"), named("a: b", "wire")}) == 4
    assert len(named("x" * 500)) < 120


# -- around the steps --


@pytest.mark.parametrize(
    ("what", "outcome", "message"),
    [
        ("pass", "broken", "BenchBroken: 1 wire open"),
        ('raise NonConformance("a", "b")', "failed", "expected: a\nobserved: b\nalso, the bench did not close:"),
        ('raise Inconclusive("hm")', "broken", "BenchBroken: 1 wire open"),
        ("1 / 0", "broken", "ZeroDivisionError: division by zero"),
    ],
)
def test_a_bench_that_does_not_close_breaks_what_passed(
    project: Project, benches: Callable[..., FakeBench], what: str, outcome: str, message: str
) -> None:
    made = benches(closing=BenchBroken("1 wire open"))
    project.feature(FEATURE)
    project.happens(what)
    assert project.run().ret == pytest.ExitCode.TESTS_FAILED
    found = project.scenario()
    assert found["outcome"] == outcome
    assert found["message"].startswith(message)
    assert made.closed == 1


def test_a_bench_that_trips_over_its_own_feet_while_closing(
    project: Project, benches: Callable[..., FakeBench]
) -> None:
    benches(closing=ValueError("x"))
    project.feature(FEATURE)
    project.happens("pass")
    project.run()
    found = project.scenario()
    assert found["outcome"] == "broken"
    assert found["message"].startswith("BenchBroken: the bench did not close: ValueError: x")


@pytest.mark.parametrize(
    ("starting", "outcome", "message"),
    [
        (BenchBroken("no port is free"), "broken", "BenchBroken: no port is free"),
        (NotApplicable("no socket 2 here"), "not_applicable", "no socket 2 here"),
        (SubjectCrashed("the station keeps running", "x"), "failed", "expected: the station keeps running"),
    ],
)
def test_a_bench_that_does_not_start(
    project: Project, benches: Callable[..., FakeBench], starting: Exception, outcome: str, message: str
) -> None:
    benches(starting=starting)
    project.feature(FEATURE)
    project.happens("assert False, 'never called'")
    project.run()
    found = project.scenario()
    assert (found["outcome"], found["steps"]) == (outcome, [])
    assert found["message"].startswith(message)


def test_a_bench_that_is_not_there(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "fixtures.bench.wire", None)
    project.feature(FEATURE)
    project.happens("pass")
    project.run(bench="wire")
    found = project.scenario()
    assert found["outcome"] == "broken"
    assert "the wire bench cannot be loaded" in found["message"]
    assert "choose another with --bench" in found["message"]


def test_a_leftover_of_the_real_bench_breaks_the_scenario(project: Project) -> None:
    project.feature(FEATURE)
    project.happens("bench.network.lines = type('L', (), {'open_wires': 2})()")
    project.run()
    found = project.scenario()
    assert found["outcome"] == "broken"
    assert "the scenario left 2 wire(s)" in found["message"]


def violations(monkeypatch: pytest.MonkeyPatch, *requirements: str) -> None:
    found = [Violation("live plug", name, "the plug came out", 7, 20_000) for name in requirements]
    monkeypatch.setattr("fixtures.pytest_run.check_journal", lambda entries: found)


@pytest.mark.parametrize("what", ["pass", 'raise Inconclusive("hm")', 'raise NotApplicable("hm")'])
def test_what_must_always_hold_fails_a_scenario_whose_steps_passed(
    project: Project, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    violations(monkeypatch, "AUT-081")
    project.feature(FEATURE)
    project.happens(what)
    assert project.run().ret == pytest.ExitCode.TESTS_FAILED
    found = project.scenario()
    assert found["outcome"] == "failed"
    assert found["expected"] == "what must hold at any time"
    assert found["observed"] == "AUT-081: the plug came out (journal entry 7)"


def test_a_violation_by_the_bench_is_no_verdict_on_the_station(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    violations(monkeypatch, BENCH)
    project.feature(FEATURE)
    project.happens("pass")
    project.run()
    assert project.scenario()["outcome"] == "broken"


def test_a_violation_beside_a_failure_is_told_too(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    violations(monkeypatch, "AUT-081")
    project.feature(FEATURE)
    project.happens('raise NonConformance("a", "b")')
    project.run()
    found = project.scenario()
    assert (found["outcome"], found["expected"]) == ("failed", "a")
    assert found["message"].endswith("also, at any time: AUT-081: the plug came out (journal entry 7)")


def test_what_is_raised_after_a_step_that_yields_breaks_the_scenario(project: Project) -> None:
    project.feature(FEATURE)
    project.happens("yield\n1 / 0")
    project.run()
    found = project.scenario()
    assert found["outcome"] == "broken"
    assert "ZeroDivisionError" in found["message"]


def test_a_complete_run_is_kept_when_the_next_one_begins(tmp_path: Path) -> None:
    latest = tmp_path / "latest"
    latest.mkdir()
    (latest / "verdicts.json").write_text('{"summary": {"complete": true}}')
    (latest / "results.jsonl").write_text("the run before\n")
    ResultsFile(latest).end("complete", "")
    assert (tmp_path / "previous" / "results.jsonl").read_text() == "the run before\n"
    assert not (latest / "verdicts.json").exists()


def test_a_run_that_was_broken_off_does_not_replace_the_one_before(tmp_path: Path) -> None:
    latest, previous = tmp_path / "latest", tmp_path / "previous"
    latest.mkdir()
    previous.mkdir()
    (previous / "results.jsonl").write_text("complete\n")
    (latest / "verdicts.json").write_text('{"summary": {"complete": false}}')
    ResultsFile(latest).end("complete", "")
    assert (previous / "results.jsonl").read_text() == "complete\n"


def test_two_runs_do_not_write_into_one_folder(tmp_path: Path) -> None:
    first = ResultsFile(tmp_path)
    with pytest.raises(pytest.UsageError, match="another run writes into"):
        ResultsFile(tmp_path)
    first.end("complete", "")
    ResultsFile(tmp_path).end("complete", "")


def test_a_folder_with_somebody_elses_journals_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "journals").mkdir()
    (tmp_path / "journals" / "diary.txt").write_text("dear diary")
    with pytest.raises(pytest.UsageError, match=r"would be replaced and has 'diary.txt'"):
        ResultsFile(tmp_path)
    assert (tmp_path / "journals" / "diary.txt").read_text() == "dear diary"


def test_a_full_disk_ends_the_run_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = ResultsFile(tmp_path)

    class Full:
        def write(self, _text: str) -> None:
            raise OSError(28, "No space left on device")

    made._file.close()
    monkeypatch.setattr(made, "_file", Full())
    with pytest.raises(pytest.exit.Exception, match=r"cannot be written to .*: No space left on device"):
        made.end("complete", "")
    made.end("complete", "")


def test_a_run_tells_what_it_was_made_with(tmp_path: Path) -> None:
    (tmp_path / "x.feature").write_text("Feature: X")
    before = made_with(tmp_path, tmp_path)
    assert before.keys() >= {"features", "python"}
    assert "commit" not in before, "this folder is no checkout"
    (tmp_path / "x.feature").write_text("Feature: Y")
    assert made_with(tmp_path, tmp_path)["features"] != before["features"]
