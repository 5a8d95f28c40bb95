"""Scenarios in Allure: Gherkin steps, journal and diagram, and the labels of the catalogue.

allure-pytest knows functions and fixtures. When a scenario ends its result is rewritten in the
words of the scenario; when it is about to be written, the verdict is put in and what names this
machine is taken out. Loaded by the conftest.py at the root; does nothing without --alluredir.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import allure
import allure_commons
import pytest
from allure_commons.model2 import Label, Parameter, StatusDetails, TestStepResult
from allure_commons.utils import md5

from fixtures.catalogue import Catalogue
from fixtures.pytest_run import RUNS, Run, told
from fixtures.pytest_scenarios import CATALOGUE, PROFILE, Case
from reports.allure import install_logger, labels_for, links_for, write_categories, write_environment
from reports.evidence import in_short
from reports.pictures import load_svg, story_of
from reports.sequence import sequence_svg

STATUS = {
    "passed": "passed",
    "failed": "failed",
    "broken": "broken",
    "inconclusive": "skipped",
    "not_applicable": "skipped",
}
TOOLTIP = re.compile(r"<title>[^<]*</title>")
MOST_ENTRIES, MOST_ROWS = 60, 20
"""Of a scenario that passed, in its journal and in its diagram; what did not pass is shown in full."""
OF_THIS_MACHINE = ("host", "thread", "package")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" '
F = TypeVar("F", bound=Callable[..., Any])
_hook: Callable[[F], F] = allure_commons.hookimpl


class Polisher:
    """The last word on each result of a scenario, before it is written."""

    def __init__(self) -> None:
        self.runs: dict[str, Run] = {}

    @_hook
    def report_result(self, result: Any) -> None:
        """Verdict in, machine out."""
        run = self.runs.pop(str(result.uuid), None)
        if run is None:
            return
        result.status = STATUS[run.verdict.outcome]
        result.labels = [label for label in result.labels if label.name not in OF_THIS_MACHINE]
        if run.verdict.outcome == "passed":
            result.statusDetails = None
            return
        word = f"{run.verdict.outcome.replace('_', ' ')}: " if result.status == "skipped" else ""
        trace = told(run) if run.verdict.outcome in ("failed", "broken") else None
        result.statusDetails = StatusDetails(message=word + run.verdict.message, trace=trace)


POLISHER = pytest.StashKey[Polisher]()


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Take the place of the file logger of allure-pytest, which is configured by now."""
    folder = config.getoption("allure_report_dir", None)
    if not folder or config.getoption("broken"):
        return
    config.add_cleanup(install_logger(Path(folder).absolute()))
    polisher = config.stash[POLISHER] = Polisher()
    manager = allure_commons.plugin_manager
    manager.register(polisher)
    config.add_cleanup(lambda: manager.unregister(polisher))


@pytest.hookimpl
def pytest_stationproof_scenario(item: pytest.Item, run: Run) -> None:
    """Tell Allure about the scenario that has just ended."""
    polisher, listener = item.config.stash.get(POLISHER, None), item.config.pluginmanager.get_plugin("allure_listener")
    if polisher is None or listener is None:
        return
    result = listener.allure_logger.get_test(None)
    polisher.runs[str(result.uuid)] = run
    describe(result, run.case, item.config.stash[CATALOGUE])
    result.steps = [
        TestStepResult(
            name=f"{step.keyword} {step.text}",
            status=step.outcome,
            statusDetails=StatusDetails(message=run.verdict.message) if step.outcome in ("failed", "broken") else None,
            start=step.started,
            stop=step.stopped,
        )
        for step in run.steps
    ]
    if run.entries:
        passed = run.verdict.outcome == "passed"
        shown = in_short(run.entries, MOST_ENTRIES) if passed else run.entries
        text = "".join(entry.as_text() + "\n" for entry in shown)
        if len(shown) < len(run.entries):
            text += f"({len(shown)} of {len(run.entries)} entries; all of them are in the folder journals)\n"
        allure.attach(text, name="journal", attachment_type=allure.attachment_type.TEXT)
        drawn = in_short(run.entries, MOST_ROWS) if passed else run.entries
        picture = sequence_svg(drawn, label=f"Sequence diagram of {run.case.title}")
        if passed:
            picture = TOOLTIP.sub("", picture)  # the journal beside it has the words that did not fit
        whole = picture.replace("<svg ", SVG, 1)  # in a page it needs no name space, in a file it does
        allure.attach(whole, name="sequence diagram", attachment_type=allure.attachment_type.SVG)
        if (story := story_of(run.entries, run.simulated_ms)) is not None:
            title = f"{run.case.template.feature.name}: {run.case.title}"
            svg = load_svg(story, title)
            allure.attach(svg, name="current against limits", attachment_type=allure.attachment_type.SVG)


def describe(result: Any, case: Case, catalogue: Catalogue) -> None:
    """Name, place, parameters and labels of a scenario."""
    feature = case.template.feature
    result.name = f"{case.title} ({case.choice} bench)"
    result.fullName = case.id
    result.testCaseId = md5(case.id)
    result.titlePath = case.file.split("/")
    result.description = "\n\n".join(
        f"{entry.id} ({entry.level}, {entry.section}): {entry.statement}"
        for entry in map(catalogue.requirement, case.requirements)
    )
    row = {"bench": str(case.choice), **case.example}
    result.parameters = [Parameter(name=name, value=value) for name, value in row.items()]
    result.labels += labels_for(case.tags, feature.name, case.rule, case.scenario, case.requirements, catalogue)
    result.labels += [
        Label(name="parentSuite", value=f"{case.choice} bench"),
        Label(name="suite", value=feature.name),
    ]
    result.links += links_for(case.requirements, catalogue)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """What stands on Allure's first page."""
    config = session.config
    runs = config.stash.get(RUNS, [])
    if not runs or config.stash.get(POLISHER, None) is None:
        return
    folder, profile = Path(config.getoption("allure_report_dir")).absolute(), config.stash[PROFILE]
    facts = {
        "Subject": profile.name,
        "Firmware": profile.firmware,
        "Profile": str(config.getoption("profile")),
        "Benches": ", ".join(dict.fromkeys(run.case.choice.kind for run in runs)),
    }
    write_environment(folder, facts)
    write_categories(folder)
