"""Reading a scenario's journal back, and the part of it around a failure."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fixtures.bench.journal import Entry
from reports.results import ScenarioResult


@dataclass(frozen=True)
class Record:
    """What a journal file holds; `problem` says why it is empty or short."""

    entries: tuple[Entry, ...] = ()
    problem: str = ""


def read_journal(file: Path | None) -> Record:
    """The entries of a journal file. A missing file or a torn line is told, never raised."""
    if file is None:
        return Record(problem="this scenario has no journal")
    try:
        octets = file.read_bytes()
        text = (gzip.decompress(octets) if file.suffix == ".gz" else octets).decode("utf-8", errors="replace")
    except (EOFError, zlib.error, gzip.BadGzipFile):
        return Record(problem=f"the journal {file.name} cannot be decompressed")
    except OSError:
        return Record(problem=f"the journal {file.name} is not there")
    lines = text.replace("\r\n", "\n").split("\n")
    entries: list[Entry] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            entries.append(_entry(line))
        except (ValueError, KeyError, TypeError):
            return Record(tuple(entries), f"the journal {file.name} does not read from line {number} on")
    return Record(tuple(entries))


def _entry(line: str) -> Entry:
    facts = json.loads(line)
    detail = {str(name): value for name, value in facts["detail"].items()}
    return Entry(int(facts["t"]), int(facts["n"]), facts["who"], facts["to"], facts["kind"], detail)


def around_failure(
    scenario: ScenarioResult, entries: Sequence[Entry], before: int = 12, after: int = 28
) -> tuple[Entry, ...]:
    """The entries around the moment at which the failing step began; the last ones if no step failed."""
    moments = [step.at_ms for step in scenario.steps if step.outcome in ("failed", "broken")]
    place = len(entries) - after
    if moments:
        place = next((i for i, entry in enumerate(entries) if entry.at_ms >= moments[0]), len(entries))
    first = max(0, min(place - before, len(entries) - before - after))
    return tuple(entries[first : first + before + after])
