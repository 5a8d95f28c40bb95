"""What the stations themselves say limits their current: entries of kind "limit" as step lines with their sources.

A station that says nothing has no such line. What is said ends with the plug, and with the station's software.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from fixtures.bench.journal import Entry, station_of

from .series import OFF, Series, shown

NO_PLUG = "no plug"
ISLAND = "island"
ORDINARY = frozenset({NO_PLUG, "manufacturer", "cable", "phases connected"})
"""Sources of which nothing is to be seen that a picture would be needed for."""
_SOFTWARE = ("restart", "crash")


class Stretch(NamedTuple):
    """A source that is named for a while; what it leaves for longest and at last, in tenths of an ampere."""

    begin_ms: int
    end_ms: int
    usual_da: int
    last_da: int
    name: str


@dataclass(frozen=True)
class Said:
    """What one station says of one socket, or (socket 0) of its island: L1, L2 and L3, OFF where it says nothing.

    names: for each phase the moments at which another source is named
    """

    station: int
    socket: int
    phases: tuple[Series, Series, Series]
    names: tuple[tuple[tuple[int, str], ...], ...]

    @property
    def remarkable(self) -> bool:
        """Something limits the current that is not there at each socket."""
        return any(name not in ORDINARY for names in self.names for _, name in names if name)

    def stretches(self, phase: int, begin_ms: int, end_ms: int) -> list[Stretch]:
        """The times in which one source is named, each with the current that it left."""
        found = []
        ends = [at_ms for at_ms, _ in self.names[phase][1:]] + [end_ms]
        for (at_ms, name), until_ms in zip(self.names[phase], ends, strict=True):
            since_ms = max(at_ms, begin_ms)
            if name and until_ms >= since_ms:
                last_ms = until_ms if until_ms == end_ms else max(until_ms - 1, since_ms)
                points = shown(self.phases[phase].within(since_ms, last_ms)).points
                spans = [(after - at, value) for (at, value), (after, _) in pairwise([*points, (until_ms, 0)])]
                usual_da = max(spans, key=lambda span: span[0])[1]
                found.append(Stretch(since_ms, until_ms, usual_da, points[-1][1], name))
        return found


def said_of(entries: Iterable[Entry]) -> list[Said]:
    """Every station and socket that says something, in order."""
    values: dict[tuple[int, int], list[tuple[int, tuple[int, ...], list[str]]]] = {}
    for entry in entries:
        station, facts = station_of(entry), entry.detail
        if entry.kind in _SOFTWARE:
            for (one, _), points in values.items():
                if one == station:
                    points.append((entry.at_ms, (OFF, OFF, OFF), ["", "", ""]))
        elif entry.kind == "limit" and "source" in facts:
            socket = 0 if facts.get("scope") == ISLAND else int(facts.get("socket", 0))
            values.setdefault((station, socket), []).append(_point(entry))
    return [Said(*name, *_lines(points)) for name, points in sorted(values.items())]


def _point(entry: Entry) -> tuple[int, tuple[int, ...], list[str]]:
    facts = entry.detail
    names = str(facts["source"]).split("/")
    names = names if len(names) == 3 else 3 * names[:1]
    if names[0] == NO_PLUG:
        return entry.at_ms, (OFF, OFF, OFF), ["", "", ""]
    found = (facts.get(name, 0) for name in ("l1_da", "l2_da", "l3_da"))
    return entry.at_ms, tuple(value if isinstance(value, int) else 0 for value in found), names


def _lines(
    points: list[tuple[int, tuple[int, ...], list[str]]],
) -> tuple[tuple[Series, Series, Series], tuple[tuple[tuple[int, str], ...], ...]]:
    l1, l2, l3 = (Series.of((at_ms, values[phase]) for at_ms, values, _ in points) for phase in range(3))
    return (l1, l2, l3), tuple(_changes([(at_ms, names[phase]) for at_ms, _, names in points]) for phase in range(3))


def _changes(names: list[tuple[int, str]]) -> tuple[tuple[int, str], ...]:
    """Of several names at one moment the last counts; a repeated one adds nothing."""
    kept: list[tuple[int, str]] = []
    for at_ms, name in names:
        if kept and kept[-1][0] == at_ms:
            kept.pop()
        if not kept or kept[-1][1] != name:
            kept.append((at_ms, name))
    return tuple(kept)
