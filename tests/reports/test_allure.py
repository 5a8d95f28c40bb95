"""Allure's files: no containers, sorted labels, files that Allure reads, a page without a tracker."""

from __future__ import annotations

import json
import re
import stat
from pathlib import Path

import allure_commons
import allure_commons.model2 as model
import pytest
from allure_commons.logger import AllureFileLogger

from reports import allure, allure_html
from tests.reports.examples import catalogue, requirement

TAGGED = '<p>a</p><script async src="https://www.googletagmanager.com/gtag/js?id=G-1"></script>'


def a_result() -> model.TestResult:
    step = model.TestStepResult(name="step", parameters=[model.Parameter("z", "1"), model.Parameter("a", "2")])
    return model.TestResult(
        uuid="u",
        name="n",
        status=model.Status.PASSED,
        steps=[step],
        labels=[model.Label("tag", "b"), model.Label("epic", "x"), model.Label("tag", "a")],
        links=[model.Link("tms", "b", "b"), model.Link("tms", "a", "a")],
        parameters=[model.Parameter("y", "1"), model.Parameter("x", "2")],
    )


def test_the_logger_sorts_and_writes_no_containers(tmp_path: Path) -> None:
    logger = allure.TidyLogger(tmp_path)
    logger.report_container(model.TestResultContainer(uuid="c", children=["u"]))
    logger.report_result(a_result())
    logger.report_attached_data("text", "x-attachment.txt")
    files = sorted(tmp_path.iterdir(), key=lambda file: file.suffix)
    assert [file.name.split("-")[-1] for file in files] == ["result.json", "attachment.txt"]
    facts = json.loads(files[0].read_text())
    assert [(label["name"], label["value"]) for label in facts["labels"]] == [
        ("epic", "x"),
        ("tag", "a"),
        ("tag", "b"),
    ]
    assert [link["url"] for link in facts["links"]] == ["a", "b"]
    assert [parameter["name"] for parameter in facts["parameters"]] == ["x", "y"]
    assert [parameter["name"] for parameter in facts["steps"][0]["parameters"]] == ["a", "z"]


def test_the_logger_takes_the_place_of_the_other_and_gives_it_back(tmp_path: Path) -> None:
    manager = allure_commons.plugin_manager
    stock = AllureFileLogger(str(tmp_path))
    manager.register(stock)
    others = [p for p in manager.get_plugins() if isinstance(p, AllureFileLogger) and p is not stock]
    restore = allure.install_logger(tmp_path)
    try:
        assert not manager.is_registered(stock)
        manager.hook.report_container(container=model.TestResultContainer(uuid="c"))
        manager.hook.report_result(result=a_result())
        assert [file.name[-12:] for file in tmp_path.iterdir()] == ["-result.json"[-12:]]
    finally:
        restore()
    assert manager.is_registered(stock)
    manager.unregister(name=manager.get_name(stock))  # as allure-pytest does at its end
    assert all(manager.is_registered(plugin) for plugin in others)


def test_labels_tell_chapter_feature_story_severity_and_requirements() -> None:
    known = catalogue(requirement("AUT-001", level="should"), requirement("AUT-002"))
    tags = ["AUT-002", "AUT-001", "shall", "slow"]
    labels = allure.labels_for(tags, "Plug and charge", "", "Scenario", ["AUT-001", "AUT-002"], known)
    assert [(label.name, label.value) for label in labels] == [
        ("epic", "5 Autorisatie / Authorisation"),
        ("feature", "Plug and charge"),
        ("requirement", "AUT-001"),
        ("requirement", "AUT-002"),
        ("severity", "critical"),
        ("story", "Title of AUT-001"),
        ("tag", "slow"),
    ]


@pytest.mark.parametrize(("level", "severity"), [("shall", "critical"), ("should", "normal"), ("info", "minor")])
def test_severity_comes_from_the_level(level: str, severity: str) -> None:
    labels = allure.labels_for([], "F", "Rule", "S", ["AUT-001"], catalogue(requirement(level=level)))
    found = {label.name: label.value for label in labels}
    assert (found["severity"], found["story"]) == (severity, "Rule")


def test_a_scenario_without_a_known_requirement_has_labels_too() -> None:
    labels = allure.labels_for([], "F", "", "Scenario", ["AUT-999"], catalogue())
    assert [(label.name, label.value) for label in labels] == [
        ("feature", "F"),
        ("requirement", "AUT-999"),
        ("story", "Scenario"),
    ]


def test_links_lead_into_our_page() -> None:
    (link,) = allure.links_for(["AUT-001"], catalogue())
    assert (link.type, link.url, link.name) == ("tms", "report.html#AUT-001", "AUT-001 Title of AUT-001")


def test_the_environment_is_a_properties_file(tmp_path: Path) -> None:
    allure.write_environment(tmp_path, {"Sub ject": "réf\n2", "path": "a\\b=c", "x:=": "\U0001f50c"})
    assert (tmp_path / "environment.properties").read_text() == (
        "Sub\\ ject=r\\u00e9f\\n2\npath=a\\\\b=c\nx\\:\\==\\ud83d\\udd0c\n"
    )


@pytest.mark.parametrize(
    ("status", "message", "heap"),
    [
        ("failed", "expected: a\nobserved: b", "Non-conformance"),
        ("broken", "BenchBroken: x\nmore", "Bench broken"),
        ("broken", "Inconclusive: too late\nmore", "Inconclusive"),
        ("skipped", "Skipped: inconclusive: x", "Inconclusive"),
        ("skipped", "Skipped: not claimed: lock", "Not applicable"),
    ],
)
def test_each_result_falls_on_one_heap(tmp_path: Path, status: str, message: str, heap: str) -> None:
    allure.write_categories(tmp_path)
    found = [
        category["name"]
        for category in json.loads((tmp_path / "categories.json").read_text())
        if status in category["matchedStatuses"] and re.fullmatch(category.get("messageRegex", "(?s).*"), message)
    ]
    assert found == [heap]


def test_the_executor_is_told(tmp_path: Path) -> None:
    allure.write_executor(tmp_path, "CI", build="7")
    facts = json.loads((tmp_path / "executor.json").read_text())
    assert (facts["name"], facts["buildName"]) == ("CI", "7")
    assert "buildUrl" not in facts


def fake_allure(folder: Path, script: str) -> Path:
    """A command called allure that answers as version 3 and then runs `script`."""
    command = folder / "bin" / "allure"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\n[ "$1" = --version ] && echo 3.18.0 && exit\n{script}\n')
    command.chmod(command.stat().st_mode | stat.S_IXUSR)
    return command


def use(monkeypatch: pytest.MonkeyPatch, command: Path | None) -> None:
    def which(name: str, path: str | None = None) -> str | None:
        return str(command) if command and name == "allure" and path is None else None

    monkeypatch.setattr("reports.allure_html.shutil.which", which)


def test_the_page_of_allure_loses_its_tracker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    results = tmp_path / "results"
    allure.TidyLogger(results).report_result(a_result())
    use(monkeypatch, fake_allure(tmp_path, f"mkdir -p $5/awesome; echo '{TAGGED}' > $5/awesome/index.html"))
    told: list[str] = []
    out = tmp_path / "allure.html"
    assert allure.allure_page(results, out, told.append) == str(out)
    assert out.read_text() == "<p>a</p>\n"
    assert told == []


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        (None, "was not found"),
        ("echo no memory >&2; exit 1", "Allure failed: no memory"),
        ("exit 0", "Allure failed: it made no page"),
        ("mkdir -p $5; echo '<a href=googletagmanager>' > $5/index.html", "could not be taken out"),
    ],
)
def test_no_page_of_allure_has_a_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str | None, reason: str
) -> None:
    results = tmp_path / "results"
    allure.TidyLogger(results).report_result(a_result())
    use(monkeypatch, fake_allure(tmp_path, script) if script else None)
    told: list[str] = []
    assert allure.allure_page(results, tmp_path / "allure.html", told.append) is None
    assert reason in told[0]
    assert not (tmp_path / "allure.html").exists()


def test_no_results_no_page(tmp_path: Path) -> None:
    told: list[str] = []
    assert allure.allure_page(tmp_path, tmp_path / "allure.html", told.append) is None
    assert "no Allure results" in told[0]


def test_only_the_script_of_the_tracker_goes() -> None:
    inline = "<script>window.x=1</script><script>f('https://www.googletagmanager.com/x')</script><script>y</script>"
    assert allure_html.without_tracker(inline) == "<script>window.x=1</script><script>y</script>"
    assert allure_html.without_tracker(TAGGED) == "<p>a</p>"
