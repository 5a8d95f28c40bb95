"""Which scenarios the feature files hold and which requirements they carry, read from the tags.

This reads no more than tags and names, so that a question about coverage needs no run.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gherkin.errors import CompositeParserException, ParserError
from gherkin.parser import Parser

from .codes import Stop

REQUIREMENT = re.compile(r"[A-Z]{3}-\d{3}")


@dataclass(frozen=True)
class Scenario:
    """One scenario or scenario outline; tags are those of all its examples together, without the @."""

    file: str
    line: int
    name: str
    rule: str
    tags: tuple[str, ...]

    @property
    def requirements(self) -> tuple[str, ...]:
        """The requirements it carries."""
        return tuple(tag for tag in self.tags if REQUIREMENT.fullmatch(tag))

    @property
    def place(self) -> str:
        """File and line."""
        return f"{self.file}:{self.line}"


def read_scenarios(root: Path) -> tuple[Scenario, ...]:
    """All scenarios of features/, by file and line; Stop with file and line where a file does not read."""
    files = sorted((root / "features").rglob("*.feature"))
    return tuple(scenario for file in files for scenario in _in_file(file, file.relative_to(root).as_posix()))


def _in_file(file: Path, name: str) -> Iterator[Scenario]:
    try:
        document: Any = Parser().parse(file.read_text(encoding="utf-8"))
    except ParserError as error:
        first: Exception = error.errors[0] if isinstance(error, CompositeParserException) else error
        line = getattr(first, "location", {}).get("line", 0)
        said = str(first).partition(": ")[2] or str(first)
        raise Stop(f"{name}:{line}: this is not Gherkin: {said}.") from error
    except UnicodeDecodeError as error:
        raise Stop(f"{name}: this is not UTF-8 text; save it as UTF-8.") from error
    feature = document.get("feature")
    if feature:
        yield from _children(feature["children"], name, "", _names(feature))


def _children(
    children: Sequence[Mapping[str, Any]], file: str, rule: str, inherited: Sequence[str]
) -> Iterator[Scenario]:
    for child in children:
        if inner := child.get("rule"):
            yield from _children(inner["children"], file, inner["name"], [*inherited, *_names(inner)])
        elif found := child.get("scenario"):
            own = [*_names(found), *(tag for table in found["examples"] for tag in _names(table))]
            tags = tuple(dict.fromkeys([*inherited, *own]))
            yield Scenario(file, found["location"]["line"], found["name"], rule, tags)


def _names(tagged: Mapping[str, Any]) -> list[str]:
    return [tag["name"].removeprefix("@") for tag in tagged["tags"]]


def by_requirement(scenarios: Iterable[Scenario]) -> dict[str, list[Scenario]]:
    """The scenarios of each requirement that has any."""
    found: dict[str, list[Scenario]] = {}
    for scenario in scenarios:
        for name in scenario.requirements:
            found.setdefault(name, []).append(scenario)
    return found
