"""A requirement with all that is known about it, as a line of a table and in full."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from fixtures.catalogue import Catalogue, Discrepancy, Requirement
from reports.summary import WORDS

from .scenarios import Scenario

DISCREPANCY = re.compile(r"D-[A-Z]{3}-\d{2}")
COLOURS = {"passed": "green", "failed": "red", "broken": "magenta", "inconclusive": "yellow"}
WIDTH = 100


@dataclass(frozen=True)
class Row:
    """A requirement, the scenarios that carry it, and its verdict with the reason ("" before the first run)."""

    entry: Requirement
    scenarios: tuple[Scenario, ...]
    verdict: str
    reason: str

    @property
    def covered(self) -> bool:
        """A scenario asks it, or it is said why none can."""
        return bool(self.scenarios) or self.entry.waived is not None

    def as_json(self) -> dict[str, Any]:
        """For a program."""
        entry = self.entry
        return {
            "id": entry.id,
            "level": entry.level,
            "chapter": entry.chapter,
            "section": entry.section,
            "title": entry.title,
            "statement": entry.statement,
            "waived": entry.waived,
            "same_as": entry.same_as,
            "scenarios": [{"place": found.place, "name": found.name} for found in self.scenarios],
            "verdict": self.verdict or None,
            "reason": self.reason,
        }


HEAD = ("id", "level", "verdict", "asked by", "title")


def show(console: Console, rows: Iterable[Row]) -> None:
    """Print the requirements, one a line: as a table on a terminal, as plain columns elsewhere."""
    if not console.is_terminal:
        for cells in (HEAD, *map(_cells, rows)):
            print("{:<8}  {:<6}  {:<14}  {:>10}  {}".format(*cells))
        return
    table = Table(box=None, pad_edge=False)
    for name in HEAD:
        table.add_column(name, no_wrap=name != "title", justify="right" if name == "asked by" else "left")
    for row in rows:
        name, level, verdict, asked, title = _cells(row)
        table.add_row(name, level, Text(verdict, COLOURS.get(row.verdict, "")), asked, Text(title))
    console.print(table)


def _cells(row: Row) -> tuple[str, ...]:
    entry = row.entry
    if row.scenarios:
        asked = f"{len(row.scenarios)}"
    elif entry.waived is not None:
        asked = "waived"
    else:
        asked = f"as {entry.same_as}" if entry.same_as else "0"
    return entry.id, entry.level, WORDS.get(row.verdict, row.verdict) or "-", asked, entry.title


def row_text(catalogue: Catalogue, row: Row, lent: Row) -> str:
    """Everything about one requirement; `lent` is the row whose verdict counts for it."""
    entry = row.entry
    pairs = [
        ("section", entry.section),
        ("level", entry.level),
        ("statement", entry.statement),
        ("parameters", ", ".join(entry.parameters)),
        ("values", entry.values),
        ("verify", entry.verify),
        ("seen at", ", ".join(entry.observable)),
        ("since", f"firmware {entry.since}" if entry.since else ""),
        ("until", f"firmware {entry.until}, not included" if entry.until else ""),
        ("same as", f"{lent.entry.id} {lent.entry.title}" if entry.same_as else ""),
        ("waived", entry.waived or ""),
        ("source", entry.source_note),
        ("verdict", WORDS.get(row.verdict, row.verdict) + (f": {row.reason}" if row.reason else "")),
    ]
    lines = [f"{entry.id}  {entry.title}", "", *(line for pair in pairs if pair[1] for line in _pair(*pair))]
    lines += ["", *_asking(row.scenarios, lent.scenarios if entry.same_as else ())]
    named = DISCREPANCY.findall(entry.source_note)
    for doubt in catalogue.discrepancies:
        if doubt.id in named:
            lines += ["", *doubt_lines(doubt)]
    return "\n".join(lines)


def doubt_lines(doubt: Discrepancy) -> list[str]:
    """An entry of the register of discrepancies."""
    pairs = (("sections", "; ".join(doubt.sections)), ("doubt", doubt.what), ("our reading", doubt.resolution))
    return [doubt.id, *(line for pair in pairs for line in _pair(*pair))]


def _asking(own: Sequence[Scenario], lent: Sequence[Scenario]) -> list[str]:
    found = [*own, *(scenario for scenario in lent if scenario not in own)]
    if not found:
        return ["no scenario asks it"]
    head = f"asked by {len(found)} scenario{'s' if len(found) > 1 else ''}:"
    return [head, *(f"  {scenario.place}  {scenario.name}" for scenario in found)]


def _pair(name: str, text: str) -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent=f"  {name:<12}", subsequent_indent=" " * 14, break_on_hyphens=False
    )
