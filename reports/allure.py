"""Allure: tidy result files on top of allure-pytest, and what Allure shows beside them.

allure-pytest writes a container file for every fixture of every scenario, ten times more
files than results, and leaves labels in the order of a hash. The logger here drops the
first and sorts the second. What is attached while a fixture is torn down belongs to a
container and is therefore lost: attach in the scenario itself.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import allure_commons
from allure_commons.logger import AllureFileLogger
from allure_commons.model2 import Label, Link

from fixtures.catalogue import Catalogue, Requirement
from reports.allure_html import CATEGORIES
from reports.allure_html import allure_page as allure_page
from reports.verdicts import LEVELS

F = TypeVar("F", bound=Callable[..., Any])
_hook: Callable[[F], F] = allure_commons.hookimpl

SEVERITIES = {"shall": "critical", "should": "normal", "info": "minor"}
REPORT = "report.html"


class TidyLogger:
    """Takes the place of allure_commons' AllureFileLogger: no containers, everything sorted, nothing attached twice.

    An attachment is named after what is in it, so what is the same on two benches is one file.
    """

    def __init__(self, folder: Path, clean: bool = False) -> None:
        self._files = AllureFileLogger(str(folder), clean)
        self._folder, self._kept = folder, dict[str, str]()

    @_hook
    def report_result(self, result: Any) -> None:
        result.labels.sort(key=lambda label: (label.name, str(label.value)))
        result.links.sort(key=lambda link: (str(link.type), str(link.url), str(link.name)))
        _sort_parameters(result)
        for attached in result.attachments:
            attached.source = self._kept.pop(attached.source, attached.source)
        self._files.report_result(result)

    @_hook
    def report_container(self, container: Any) -> None:
        """Containers hold fixtures, of which the journal tells more."""

    @_hook
    def report_attached_file(self, source: str, file_name: str) -> None:
        self._files.report_attached_file(source, file_name)

    @_hook
    def report_attached_data(self, body: str | bytes, file_name: str) -> None:
        octets = body.encode() if isinstance(body, str) else body
        kept = f"{hashlib.sha256(octets).hexdigest()[:32]}-attachment{Path(file_name).suffix}"
        self._kept[file_name] = kept
        if not (self._folder / kept).exists():
            self._files.report_attached_data(body, kept)

    @_hook
    def report_globals(self, globals_item: Any) -> None:
        self._files.report_globals(globals_item)


def _sort_parameters(item: Any) -> None:
    item.parameters.sort(key=lambda parameter: (parameter.name, str(parameter.value)))
    for step in item.steps:
        _sort_parameters(step)


def install_logger(folder: Path) -> Callable[[], None]:
    """Put a TidyLogger in the place of the file logger that allure-pytest registered.

    Call it after allure-pytest is configured, and call what it returns before allure-pytest
    cleans up (`config.add_cleanup`, which works backwards): allure-pytest unregisters its own
    logger by name and trips over one that is gone.
    """
    manager = allure_commons.plugin_manager
    replaced = [plugin for plugin in manager.get_plugins() if isinstance(plugin, AllureFileLogger)]
    for plugin in replaced:
        manager.unregister(plugin)
    logger = TidyLogger(folder)
    manager.register(logger)

    def restore() -> None:
        manager.unregister(logger)
        for plugin in replaced:
            manager.register(plugin)

    return restore


def labels_for(
    tags: Iterable[str],
    feature: str,
    rule: str,
    scenario: str,
    requirements: Sequence[str],
    catalogue: Catalogue,
) -> list[Label]:
    """The labels of a scenario, sorted: where it stands in the manual, how grave it is, what it shows.

    Epic is the chapter of the first requirement, story the rule or else that requirement's title.
    """
    known = _known(requirements, catalogue)
    pairs = {("feature", feature), *(("requirement", name) for name in requirements)}
    if known:
        gravest = min((entry.level for entry in known), key=LEVELS.index)
        pairs |= {("epic", known[0].chapter), ("severity", SEVERITIES[gravest])}
    pairs.add(("story", rule or (known[0].title if known else scenario)))
    pairs |= {("tag", tag) for tag in tags if tag not in requirements and tag not in LEVELS}
    return [Label(name=name, value=value) for name, value in sorted(pairs)]


def links_for(requirements: Sequence[str], catalogue: Catalogue) -> list[Link]:
    """One link for each requirement, to its place in our own page."""
    known = {entry.id: entry.title for entry in _known(requirements, catalogue)}
    return [
        Link(type="tms", url=f"{REPORT}#{name}", name=f"{name} {known.get(name, '')}".strip())
        for name in sorted(set(requirements))
    ]


def _known(requirements: Iterable[str], catalogue: Catalogue) -> list[Requirement]:
    return [catalogue.requirement(name) for name in requirements if name in catalogue]


def write_environment(folder: Path, facts: Mapping[str, str]) -> None:
    """environment.properties: what ran where, shown on Allure's first page."""
    lines = [f"{_property(name, ' :=')}={_property(value, '')}\n" for name, value in facts.items()]
    _write(folder / "environment.properties", "".join(lines))


def _property(text: str, special: str) -> str:
    """`text` as Java reads it in a .properties file: ASCII, with escapes."""
    marks = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", **{char: "\\" + char for char in special}}
    escaped = "".join(marks.get(char, char) for char in text)
    utf16 = escaped.encode("utf-16-be", errors="surrogatepass")
    units = (int.from_bytes(utf16[at : at + 2], "big") for at in range(0, len(utf16), 2))
    return "".join(chr(unit) if 0x20 <= unit < 0x7F else f"\\u{unit:04x}" for unit in units)


def write_categories(folder: Path) -> None:
    """categories.json: the subject failed, the bench broke, the question does not apply, or no answer."""
    _write(folder / "categories.json", json.dumps(CATEGORIES, indent=1) + "\n")


def write_executor(folder: Path, name: str, build: str = "", url: str = "") -> None:
    """executor.json: who ran it, for instance a build server with its build's name and address."""
    facts = {
        "name": name,
        "type": "stationproof",
        "buildName": build,
        "buildUrl": url,
        "reportName": "Stationproof",
    }
    _write(
        folder / "executor.json",
        json.dumps({key: value for key, value in facts.items() if value}, indent=1) + "\n",
    )


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
