"""What runs and what does not, where the results go, and what is kept when a run ends early."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reports.results import read_results
from tests.harness.plugin_support import FEATURE, TWO, FakeBench, Project

LATEST, PARTIAL = "reports/out/latest", "reports/out/partial"
WITHOUT = "wlan is not claimed, because the reference has no wireless hardware"


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


# -- what is not asked --


def test_what_the_profile_does_not_claim_is_not_asked(project: Project) -> None:
    project.feature(FEATURE.replace("@AUT-001", "@AUT-001 @needs-wlan"))
    project.happens("assert False, 'never called'")
    run = project.run("-rs")
    found = project.scenario()
    assert (found["outcome"], found["steps"], found["journal"]) == ("not_applicable", [], "")
    assert found["message"] == WITHOUT
    run.stdout.fnmatch_lines([f"*SKIPPED*not applicable: {WITHOUT}"])


def test_what_another_firmware_is_asked_is_not_asked(project: Project) -> None:
    project.feature(FEATURE.replace("@AUT-001", "@AUT-005"))
    project.happens("assert False, 'never called'")
    project.run()
    found = project.scenario()
    assert found["outcome"] == "not_applicable"
    assert found["message"] == "firmware 5.33.5 is not asked for AUT-005"


def test_a_scenario_that_brings_its_subject_to_an_older_firmware_is_asked(project: Project) -> None:
    project.feature(FEATURE.replace("@AUT-001", "@AUT-005 @on-firmware-5.0"))
    project.happens("pass")
    project.run()
    assert project.scenario()["outcome"] == "passed"


# -- where results go --


def test_a_whole_run_goes_to_latest_and_a_part_of_it_elsewhere(project: Project) -> None:
    project.feature(TWO)
    project.happens("pass")
    project.run(bench="all")
    whole = (project.root / LATEST / "results.jsonl").read_bytes()
    for arguments in (("--bench=virtual",), ("-k", "first"), ("--requirement=AUT-002",), ("--tag=LED-001",)):
        project.run(*arguments, bench="")
        assert (project.root / PARTIAL / "results.jsonl").is_file()
        (project.root / PARTIAL / "results.jsonl").unlink()
    assert (project.root / LATEST / "results.jsonl").read_bytes() == whole


def test_a_feature_that_nobody_runs_makes_a_run_partial(project: Project) -> None:
    project.feature(TWO)
    project.feature(FEATURE, "unused/y.feature")
    project.happens("pass")
    project.run(bench="all")
    assert not (project.root / LATEST).exists()
    assert len(project.scenarios()) == 8


@pytest.mark.parametrize("arguments", [("--collect-only",), ("--requirement=ZZZ",), ("-k", "nothing_of_the_kind")])
def test_a_run_of_nothing_leaves_everything_as_it_was(project: Project, arguments: tuple[str, ...]) -> None:
    project.feature(TWO)
    project.happens("pass")
    project.run("--results=out")
    before = (project.root / "out/results.jsonl").read_bytes()
    project.run("--results=out", *arguments)
    assert (project.root / "out/results.jsonl").read_bytes() == before


def test_a_run_that_is_refused_leaves_everything_as_it_was(project: Project) -> None:
    project.feature(TWO)
    project.happens("pass")
    project.run("--results=out")
    before = (project.root / "out/results.jsonl").read_bytes()
    project.feature(TWO.replace("@LED-001", "@LDE-001"), "features/y.feature")
    project.refused("--results=out")
    project.file("test_error.py", "import nothing_of_the_kind\n")
    (project.root / "features/y.feature").unlink()
    assert project.run("--results=out").ret == pytest.ExitCode.INTERRUPTED
    assert (project.root / "out/results.jsonl").read_bytes() == before


def test_journals_of_an_earlier_run_are_gone(project: Project) -> None:
    project.feature(TWO)
    project.happens("pass")
    project.run("--results=out")
    project.run("--results=out", "-k", "first")
    assert len(list((project.root / "out/journals").iterdir())) == 1


@pytest.mark.parametrize(
    ("arguments", "names", "selection"),
    [
        ((), ["first", "second", "third", "third"], "all"),
        (("--requirement=AUT",), ["first", "second", "third", "third"], "requirement AUT"),
        (("--requirement=aut-002", "--requirement=LED"), ["second", "third", "third"], "requirement AUT-002 or LED"),
        (("--requirement=AUT-004",), ["first", "third", "third"], "requirement AUT-004"),
        (("--level=should",), ["second"], "level should"),
        (("--chapter=6",), ["third", "third"], "chapter 6"),
        (
            ("--chapter=authorisation", "--level=shall"),
            ["first", "third", "third"],
            "chapter authorisation; level shall",
        ),
        (("--tag=@LED-001",), ["third", "third"], "tag @LED-001"),
        (("--tag=LED-001", "--requirement=AUT-001"), ["third", "third"], "requirement AUT-001; tag @LED-001"),
    ],
)
def test_selections(project: Project, arguments: tuple[str, ...], names: list[str], selection: str) -> None:
    project.feature(TWO)
    project.happens("pass")
    project.file("test_plain.py", "def test_one(): pass\n")
    project.run("--results=out", *arguments)
    assert [one["scenario"].split()[0] for one in project.scenarios("out")] == names
    assert project.lines("out")[0]["selection"] == selection


# -- a run that does not end --


def test_ctrl_c_keeps_what_has_run(project: Project) -> None:
    project.feature(TWO)
    project.happens("raise KeyboardInterrupt")
    run = project.run(no_reraise_ctrlc=True)
    assert run.ret == pytest.ExitCode.INTERRUPTED
    assert [(one["scenario"], one["outcome"]) for one in project.scenarios()] == [("first", "passed")]
    assert len(project.lines()[1]["scenarios"]) == 4
    assert project.lines()[-1] == {
        "type": "end",
        "outcome": "interrupted",
        "message": "stopped from the keyboard after 1 of 4 scenarios",
    }
    results = read_results(project.root / PARTIAL / "results.jsonl")
    assert (results.complete, results.ending) == (False, "interrupted")


def test_ctrl_c_closes_the_bench(project: Project, benches: Callable[..., FakeBench]) -> None:
    made = benches()
    project.feature(FEATURE)
    project.happens("raise KeyboardInterrupt")
    project.run(no_reraise_ctrlc=True)
    assert made.closed == 1


def test_stopping_at_the_first_failure_is_no_complete_run(project: Project) -> None:
    project.feature(TWO)
    project.happens('raise NonConformance("a", "b")')
    project.run("-x")
    assert project.lines()[-1] == {
        "type": "end",
        "outcome": "interrupted",
        "message": "stopped after 2 of 4 scenarios",
    }


def test_an_error_inside_the_harness(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def trip(self: Any, error: object, root: Path) -> None:
        raise SystemError("inside")

    project.feature(TWO)
    project.happens("pass")
    project.file("conftest.py", "def pytest_runtest_logfinish(nodeid):\n    if 'second' in nodeid: raise SystemError\n")
    assert project.run().ret == pytest.ExitCode.INTERNAL_ERROR
    end = project.lines()[-1]
    assert (end["outcome"], end["message"]) == ("bench_broken", "an error inside the harness after 2 of 4 scenarios")


# -- what pytest says --


def test_a_failure_is_told_without_our_own_stack(project: Project) -> None:
    project.feature(FEATURE)
    project.happens('raise NonConformance("blue", "green")')
    run = project.run()
    run.stdout.fnmatch_lines(
        [
            "features/x.feature, line 5: one (virtual bench)",
            "    Given a station",
            "    Then it happens    <- failed",
            "    And all is well",
            "expected: blue",
            "observed: green",
        ]
    )
    assert "call_fixture_func" not in run.stdout.str()


def test_speed_and_place_are_told(project: Project) -> None:
    project.feature(TWO)
    project.happens("pass")
    project.run(bench="all").stdout.re_match_lines(
        [
            r"virtual bench: 4 scenarios, [\d.]+ ms each, \d+ a second",
            r"wire bench: 4 scenarios, [\d.]+ ms each, \d+ a second",
            r"results: reports/out/latest/results.jsonl",
        ]
    )


def test_a_test_that_is_no_scenario_may_use_the_bench(project: Project) -> None:
    project.feature(FEATURE)
    project.happens("pass")
    project.file(
        "test_plain.py",
        "def test_one(bench, profile):\n    assert bench.name == 'virtual'\n    assert profile.firmware == '5.33.5'\n",
    )
    project.run().assert_outcomes(passed=2)
