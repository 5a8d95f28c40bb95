"""The mode --broken: which scenario catches which broken subject."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from fixtures.bench.api import NonConformance, SubjectCrashed
from fixtures.broken.subject import Subject
from fixtures.invariants import Violation
from tests.harness.plugin_support import TWO, Project

LATEST, PARTIAL = "reports/out/latest", "reports/out/partial"


@pytest.fixture
def project(pytester: pytest.Pytester) -> Project:
    return Project(pytester)


# -- broken subjects --


def shelf(monkeypatch: pytest.MonkeyPatch, *subjects: Subject) -> None:
    monkeypatch.setattr("fixtures.broken.SUBJECTS", subjects)


def subject(name: str, *requirements: str, plant: Callable[[Any], Any] = lambda blueprint: blueprint) -> Subject:
    return Subject(name, requirements, plant, "Something is wrong with it.")


def faulty(blueprint: Any) -> Any:
    """A station that these tests can tell from the sound one: it reads cards in no time."""
    return blueprint.with_tables(read_ms=1)


def test_a_subject_is_caught_by_a_scenario_of_its_requirement(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf(monkeypatch, subject("quick", "AUT-002", plant=faulty), subject("same", "LED-001"))
    project.feature(TWO)
    project.happens(sees(monkeypatch))
    run = project.run("--broken", bench="")
    facts = json.loads((project.root / "reports/out/broken.json").read_text())
    assert facts == {
        "selection": "all",
        "subjects": [
            {"name": "quick", "requirements": ["AUT-002"], "caught_by": ["features/x.feature: second"]},
            {"name": "same", "requirements": ["LED-001"], "caught_by": []},
        ],
        "survivors": ["same"],
        "subjects_not_judged": [],
        "scenarios_without_subject": [
            "features/x.feature: first",
            "features/x.feature: third with this [wait=1]",
            "features/x.feature: third with that [wait=2]",
        ],
        "scenarios_not_asked_of_the_reference": [],
        "scenarios_that_fail_on_the_reference": [],
    }
    lines = [json.loads(line) for line in (project.root / "reports/out/broken.jsonl").read_text().splitlines()]
    assert [(one["subject"], one["scenario"].split()[1], one["outcome"]) for one in lines] == [
        ("reference", "first", "passed"),
        ("reference", "second", "passed"),
        ("quick", "second", "failed"),
        ("reference", "third", "passed"),
        ("same", "third", "passed"),
        ("reference", "third", "passed"),
        ("same", "third", "passed"),
    ]
    run.assert_outcomes(passed=7)
    assert run.ret == pytest.ExitCode.TESTS_FAILED
    run.stdout.fnmatch_lines(["survivor: same; no scenario of its requirements fails on it"])
    assert not (project.root / LATEST).exists()


def sees(monkeypatch: pytest.MonkeyPatch) -> str:
    """A step that fails on the faulty station only."""
    from fixtures import pytest_run

    original = pytest_run.open_bench

    def opened(kind: str, blueprint: Any = None) -> Any:
        made = original(kind, blueprint)
        made.planted = blueprint is not None and blueprint.tables.read_ms == 1
        return made

    monkeypatch.setattr(pytest_run, "open_bench", opened)
    return 'assert not bench.planted, "the fault is seen"'


def test_all_caught(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf(monkeypatch, subject("quick", "AUT-002", plant=faulty))
    project.feature(TWO)
    project.happens(sees(monkeypatch))
    run = project.run("--broken", bench="")
    assert run.ret == pytest.ExitCode.OK
    run.stdout.fnmatch_lines(["broken subjects: 1 tried in 5 runs, 1 caught"])


@pytest.mark.parametrize(
    ("what", "outcome"),
    [
        ("bench.planted and 1 / 0", "broken"),
        ('if bench.planted: raise BenchBroken("no")', "broken"),
        ('if bench.planted: raise SubjectCrashed("runs", "died")', "crashed"),
        ('if bench.planted: raise Inconclusive("hm")', "inconclusive"),
    ],
)
def test_only_a_failure_is_a_catch(project: Project, monkeypatch: pytest.MonkeyPatch, what: str, outcome: str) -> None:
    sees(monkeypatch)
    shelf(monkeypatch, subject("quick", "AUT-002", plant=faulty))
    project.feature(TWO)
    project.happens(what)
    run = project.run("--broken", bench="")
    assert run.ret == pytest.ExitCode.TESTS_FAILED
    lines = [json.loads(line) for line in (project.root / "reports/out/broken.jsonl").read_text().splitlines()]
    assert [one["outcome"] for one in lines if one["subject"] == "quick"] == [outcome]
    assert json.loads((project.root / "reports/out/broken.json").read_text())["survivors"] == ["quick"]


def test_a_violation_is_a_catch(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    sound = iter([[], [], [Violation("x", "AUT-081", "wrong", 1, 0)], [], []])
    monkeypatch.setattr("fixtures.pytest_run.check_journal", lambda entries: next(sound))
    shelf(monkeypatch, subject("quick", "AUT-002", plant=faulty))
    project.feature(TWO)
    project.happens("pass")
    assert project.run("--broken", bench="").ret == pytest.ExitCode.OK


def test_a_scenario_that_always_fails_catches_nothing(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf(monkeypatch, subject("quick", "AUT-002", plant=faulty))
    project.feature(TWO)
    project.happens('raise NonConformance("a", "b")')
    run = project.run("--broken", bench="")
    facts = json.loads((project.root / "reports/out/broken.json").read_text())
    assert facts["survivors"] == ["quick"]
    assert facts["scenarios_that_fail_on_the_reference"] == ["features/x.feature: second"]
    run.stdout.fnmatch_lines(["fails on the reference itself, so it catches nothing: features/x.feature: second"])


def test_a_station_that_cannot_be_built_is_no_catch(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def explode(blueprint: Any) -> Any:
        raise ValueError("no such table")

    shelf(monkeypatch, subject("odd", "AUT-002", plant=explode))
    project.feature(TWO)
    project.happens("pass")
    project.run("--broken", bench="")
    lines = [json.loads(line) for line in (project.root / "reports/out/broken.jsonl").read_text().splitlines()]
    [odd] = [one for one in lines if one["subject"] == "odd"]
    assert odd["outcome"] == "broken"
    assert "no such table" in odd["message"]


@pytest.mark.parametrize(
    ("arguments", "judged", "open_ones"),
    [
        (("--requirement=AUT-002",), ["quick"], ["wide"]),
        (("-k", "second"), ["quick"], ["wide"]),
        (("--requirement=LED",), ["same"], ["wide"]),
        (("--requirement=AUT-002", "--requirement=LED"), ["quick", "same", "wide"], []),
    ],
)
def test_a_selection_judges_only_what_it_tried_in_full(
    project: Project,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    judged: list[str],
    open_ones: list[str],
) -> None:
    shelf(
        monkeypatch,
        subject("quick", "AUT-002", plant=faulty),
        subject("same", "LED-001"),
        subject("wide", "AUT-002", "LED-001"),
    )
    project.feature(TWO)
    project.happens(sees(monkeypatch))
    run = project.run("--broken", *arguments, bench="")
    facts = json.loads((project.root / "reports/out/partial/broken.json").read_text())
    assert [one["name"] for one in facts["subjects"]] == judged
    assert facts["subjects_not_judged"] == open_ones
    assert run.ret == (1 if facts["survivors"] else 0)


def test_a_feature_that_is_not_collected_leaves_its_subjects_open(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf(monkeypatch, subject("same", "LED-001"))
    project.feature(TWO)
    project.feature("Feature: Y\n  @LED-001\n  Scenario: other\n    Given a station\n", "unused/y.feature")
    project.happens("pass")
    assert project.run("--broken", bench="").ret == pytest.ExitCode.OK
    facts = json.loads((project.root / "reports/out/partial/broken.json").read_text())
    assert (facts["survivors"], facts["subjects_not_judged"]) == ([], ["same"])


def test_a_subject_with_another_name_for_the_same_requirement(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf(monkeypatch, subject("alias", "AUT-004"))
    project.feature(TWO)
    project.happens("pass")
    project.run("--broken", bench="")
    lines = [json.loads(line) for line in (project.root / "reports/out/broken.jsonl").read_text().splitlines()]
    assert len([one for one in lines if one["subject"] == "alias"]) == 3


def test_after_an_interruption_there_is_no_sum(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf(monkeypatch, subject("quick", "AUT-002", plant=faulty))
    project.feature(TWO)
    project.happens("raise KeyboardInterrupt")
    project.run("--broken", bench="", no_reraise_ctrlc=True)
    assert not (project.root / "reports/out/broken.json").exists()
    assert len((project.root / "reports/out/broken.jsonl").read_text().splitlines()) == 1


@pytest.mark.parametrize(
    ("subjects", "told"),
    [
        ((), "there is no broken subject; put some into fixtures/broken/__init__.py"),
        (
            (subject("a", "AUT-001"), subject("a", "AUT-002")),
            "fixtures/broken: the name 'a' is taken; give the subject",
        ),
        (
            (subject("reference", "AUT-001"),),
            "fixtures/broken: the name 'reference' is taken; give the subject another",
        ),
        ((subject("a", "AUT-009"),), "fixtures/broken: 'a' breaks 'AUT-009', which is no requirement; did you mean"),
        ((subject("a"),), "fixtures/broken: 'a' breaks no requirement; name at least one"),
    ],
)
def test_a_shelf_that_is_in_disorder(
    project: Project, monkeypatch: pytest.MonkeyPatch, subjects: tuple[Subject, ...], told: str
) -> None:
    shelf(monkeypatch, *subjects)
    project.feature(TWO)
    project.happens("pass")
    assert project.refused("--broken", bench="").startswith(told)


def test_both_exceptions_of_the_subject_are_failures() -> None:
    assert issubclass(SubjectCrashed, NonConformance)
    assert issubclass(NonConformance, AssertionError)


def test_a_subject_is_looked_for_in_its_features_only(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = replace(subject("quick", "AUT-002", plant=faulty), features=("features/y",))
    shelf(monkeypatch, elsewhere)
    project.feature(TWO)
    project.feature(TWO, "features/y.feature")
    project.happens(sees(monkeypatch))
    project.run("--broken", bench="")
    facts = json.loads((project.root / "reports/out/broken.json").read_text())
    assert [one["caught_by"] for one in facts["subjects"]] == [["features/y.feature: second"]]


def test_a_subject_that_is_looked_for_nowhere_is_told(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf(monkeypatch, replace(subject("quick", "AUT-002", plant=faulty), features=("nowhere",)))
    project.feature(TWO)
    run = project.run("--broken", bench="")
    assert run.ret == pytest.ExitCode.USAGE_ERROR
    run.stderr.fnmatch_lines(["*'quick' is looked for in 'nowhere', and there is no such feature"])


def test_what_tells_nothing_new_is_spared(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = (subject(name, "AUT-002", plant=faulty) for name in ("one", "other"))
    shelf(monkeypatch, one, other)
    project.feature(TWO)
    project.feature(TWO, "features/y.feature")
    project.happens(sees(monkeypatch))
    run = project.run("--broken", bench="")
    facts = json.loads((project.root / "reports/out/broken.json").read_text())
    x, y = "features/x.feature: second", "features/y.feature: second"
    assert [row["caught_by"] for row in facts["subjects"]] == [[x, y], [x]]
    assert not {x, y} & set(facts["scenarios_without_subject"])
    run.stdout.fnmatch_lines(["*1 skipped*"])
