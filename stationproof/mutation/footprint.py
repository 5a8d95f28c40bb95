"""Which scenario runs over which line of the reference station: a map, made once and kept as a file.

A mutant is shown only to scenarios that run over its line. What runs while the modules are loaded, before any
scenario, is marked as such: changing it changes what every scenario finds. The map is made anew when a file of the
station has changed; a scenario that is new or has other words is added to it. marks.py says how lines are noted.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from .marks import Marks

VERSION = 2
Lines = dict[str, list[int]]
"""Of each file, where the statements and lambdas begin that ran."""


@dataclass
class Footprint:
    """One scenario: what it says, how it ended on the sound station, how long it took and where it ran."""

    words: str
    outcome: str
    spent_ms: float
    requirements: list[str]
    lines: Lines


@dataclass
class Map:
    """All footprints, by the scenario's id; `loading` is what runs before them."""

    station: str
    loading: Lines = field(default_factory=dict)
    scenarios: dict[str, Footprint] = field(default_factory=dict)
    visits: dict[str, Counter[int]] = field(default_factory=dict, compare=False, repr=False)

    def over(self, file: str, lines: Iterable[int]) -> list[str]:
        """The scenarios that pass on the sound station and run over one of these lines."""
        wanted = set(lines)
        return [name for name in self.passing() if wanted.intersection(self.scenarios[name].lines.get(file, ()))]

    def rarity(self, name: str, file: str, within: range | None) -> float:
        """How much of a file the scenario goes through where few others go; `within` are the lines that count."""
        visits = self._visits(file)
        return sum(1 / visits[line] for line in self.scenarios[name].lines[file] if within is None or line in within)

    def _visits(self, file: str) -> Counter[int]:
        if file not in self.visits:
            self.visits[file] = Counter(line for one in self.scenarios.values() for line in one.lines.get(file, ()))
        return self.visits[file]

    def passing(self) -> list[str]:
        """The scenarios that pass on the sound station."""
        return [name for name, one in self.scenarios.items() if one.outcome == "passed"]

    def runs_while_loading(self, file: str, lines: Iterable[int]) -> bool:
        """Whether one of these lines inside a function runs before any scenario."""
        return not set(lines).isdisjoint(self.loading.get(file, ()))

    def save(self, file: Path) -> None:
        """Keep it."""
        file.parent.mkdir(parents=True, exist_ok=True)
        scenarios = {name: asdict(one) for name, one in self.scenarios.items()}
        facts = {"version": VERSION, "station": self.station, "loading": self.loading, "scenarios": scenarios}
        file.write_text(json.dumps(facts, separators=(",", ":")), encoding="utf-8")


def read_map(file: Path, station: str) -> Map:
    """The map that was kept, when it is of this station; else an empty one."""
    try:
        facts = json.loads(file.read_text(encoding="utf-8"))
        if (facts["version"], facts["station"]) == (VERSION, station):
            footprints = {name: Footprint(**one) for name, one in facts["scenarios"].items()}
            return Map(station, facts["loading"], footprints)
    except (OSError, ValueError, LookupError, TypeError):
        pass  # there is none, or one that an older version made
    return Map(station)


def hash_of(root: Path) -> str:
    """The whole source of the reference station in a word."""
    found = hashlib.sha256()
    for path in sorted((root / "reference_impl").rglob("*.py")):
        found.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()


def measured(marks: Marks, words: str, requirements: list[str], run: Callable[[], str]) -> Footprint:
    """Run a scenario, whose outcome `run` tells, and see where it goes."""
    marks.clear()
    began = time.perf_counter()
    outcome = run()
    return Footprint(words, outcome, round((time.perf_counter() - began) * 1000, 1), requirements, marks.lines())
