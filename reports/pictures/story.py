"""A journal as the things to draw: who draws how much on which phase, what bounds it, and what happened.

Current entries give each conductor of a socket (l1_da to l3_da); older ones give the largest and
the number of phases, and are read as the first so many conductors. Conductors go to grid phases by
the wiring that the journal tells; where it tells none, L1 of the socket is L1 of the supply.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from fixtures.bench.journal import Entry, station_of

from .events import Event, events_of
from .islands import islands_of
from .limits import FEED, MINIMUM, SOCKET, Limit, limits_of, number_of, short_name
from .said import Said, said_of
from .series import Point, Series, highest, total

Triple = tuple[Series, Series, Series]
"""One series for each of L1, L2 and L3 of the supply, in tenths of an ampere."""

_WIRING = {
    "RST": (0, 1, 2), "STR": (1, 2, 0), "TRS": (2, 0, 1),
    "RTS": (0, 2, 1), "SRT": (1, 0, 2), "TSR": (2, 1, 0),
}  # fmt: skip
"""Grid phase of the conductors L1, L2 and L3 of a socket (manual, 7.8)."""
_LOAD_KINDS = ("building", "fuse", "wiring")


@dataclass(frozen=True)
class SocketStory:
    """One socket: what flows per grid phase, the largest of its conductors, and what it is offered."""

    station: int
    socket: int
    phases: Triple
    largest: Series
    offered: Series
    digital: bool = False
    """The pilot asked for communication (5 % duty), and the current was agreed on over the power line."""

    @property
    def name(self) -> str:
        """"socket 1", or "station 2, socket 1"."""
        return f"socket {self.socket}" if self.station == 1 else f"station {self.station}, socket {self.socket}"


@dataclass(frozen=True)
class Story:
    """Everything that a picture shows, between two moments.

    building: None where the journal tells no load of a building
    islands: by station, the stations for which its limits are
    """

    begin_ms: int
    end_ms: int
    sockets: tuple[SocketStory, ...]
    building: Triple | None
    limits: tuple[Limit, ...]
    events: tuple[Event, ...]
    islands: Mapping[int, Collection[int]]
    said: tuple[Said, ...] = ()

    def says(self, station: int, socket: int = 0) -> Said | None:
        """What a station says of a socket, or of its island."""
        return next((one for one in self.said if (one.station, one.socket) == (station, socket)), None)

    def minimum(self, station: int) -> Limit | None:
        """What a socket of this station must have to charge: the highest minimum of its island, or its own."""
        found = [limit for limit in self.limits if limit.label == MINIMUM and station in self._with(limit.station)]
        if not found:
            return None
        one = highest([limit.phases[0] for limit in found])
        return Limit(MINIMUM, SOCKET, (one, one, one), station)

    def _with(self, station: int) -> Collection[int]:
        """The stations of its island; itself at least."""
        return self.islands.get(station) or {station}

    def concerned(self, limit: Limit) -> Collection[int]:
        """The stations whose sockets are held against a limit of several sockets."""
        return {limit.station} if limit.scope == FEED else self.islands.get(limit.station, ())

    def load(self, phase: int, *, building: bool, stations: Collection[int] | None = None) -> Series:
        """What the sockets of all or of these stations draw together on a phase (0 to 2), with the building or not."""
        parts = [one.phases[phase] for one in self.sockets if stations is None or one.station in stations]
        if building and self.building is not None:
            parts.append(self.building[phase])
        return total(parts)

    def limits_of(self, *scopes: str) -> list[Limit]:
        """The limits with one of these scopes."""
        return [limit for limit in self.limits if limit.scope in scopes]


@dataclass
class _Socket:
    """Points of one socket while the journal is read."""

    phases: tuple[list[Point], list[Point], list[Point]] = field(default_factory=lambda: ([], [], []))
    largest: list[Point] = field(default_factory=list)
    offered: list[Point] = field(default_factory=list)
    digital: bool = False
    plugged: bool = False


def story_of(entries: Sequence[Entry], end_ms: int = 0) -> Story | None:
    """The story, or None when a journal has no current to show or nothing to hold it against.

    end_ms: when the scenario ended, if that was later than its last entry
    """
    limits, sockets, building = limits_of(entries), _sockets(entries), _building(entries)
    said = said_of(entries)
    told = any(entry.kind in _LOAD_KINDS for entry in entries)
    held = any(limit.label != "cable" for limit in limits) or any(one.remarkable for one in said)
    moments = [at for one in sockets for at, value in (*one.largest.points, *one.offered.points) if value]
    if not moments or not (told or held):
        return None
    moments += [entry.at_ms for entry in entries if entry.kind == "building"]
    end_ms = max(end_ms, *(entry.at_ms for entry in entries))
    begin_ms = min(moments)
    begin_ms = max(0, begin_ms - max((end_ms - begin_ms) // 25, 1_000))
    end_ms = max(end_ms, begin_ms + 1_000)
    events = [event for event in events_of(entries, short_name) if event.at_ms >= begin_ms]
    islands = islands_of(entries)
    return Story(begin_ms, end_ms, tuple(sockets), building, tuple(limits), tuple(events), islands, tuple(said))


def _sockets(entries: Iterable[Entry]) -> list[SocketStory]:
    """Every socket that had a plug in it, was offered or drew something, in order."""
    found: dict[tuple[int, int], _Socket] = {}
    wiring: dict[tuple[int, int], tuple[int, ...]] = {}
    for entry in entries:
        if entry.kind not in ("current", "pilot", "plug", "wiring"):
            continue
        name = station_of(entry), int(entry.detail.get("socket", 0)) or number_of(entry.who)
        if entry.kind == "wiring":
            wiring[name] = _WIRING.get(str(entry.detail.get("rotation", "")), (0, 1, 2))
            continue
        socket = found.setdefault(name, _Socket())
        if entry.kind == "plug":
            socket.plugged |= bool(entry.detail.get("inserted"))
            continue
        if entry.kind == "pilot":
            socket.offered.append((entry.at_ms, _da(entry, "offered_da")))
            socket.digital |= 30 <= _da(entry, "duty_permille") <= 70
            continue
        socket.largest.append((entry.at_ms, _da(entry, "current_da")))
        to_grid = wiring.get(name) or wiring.get((name[0], 0)) or (0, 1, 2)
        for conductor, value in enumerate(_conductors(entry)):
            socket.phases[to_grid[conductor]].append((entry.at_ms, value))
    return [
        SocketStory(*name, _triple(one.phases), Series.of(one.largest), Series.of(one.offered), one.digital)
        for name, one in sorted(found.items())
        if one.plugged or any(value for _, value in (*one.largest, *one.offered))
    ]


def _conductors(entry: Entry) -> tuple[int, int, int]:
    if "l1_da" in entry.detail:
        return _da(entry, "l1_da"), _da(entry, "l2_da"), _da(entry, "l3_da")
    current_da, phases = _da(entry, "current_da"), entry.detail.get("phases", 3)
    return current_da, current_da if phases != 1 else 0, current_da if phases not in (1, 2) else 0


def _da(entry: Entry, name: str) -> int:
    """A fact in tenths of an ampere; 0 where a journal from elsewhere has none."""
    value = entry.detail.get(name, 0)
    return value if isinstance(value, int) else 0


def _building(entries: Iterable[Entry]) -> Triple | None:
    """What the building draws. Behind a blown fuse it draws nothing, so the main node is believed where it is told."""
    told = [entry for entry in entries if entry.kind in ("building", "grid")]
    if not any(entry.kind == "building" for entry in told):
        return None
    names = ("l1_da", "l2_da", "l3_da")
    nodes = {node: [one for one in told if one.detail.get("node") == node] for node in ("main", "sub-distribution")}
    if not nodes["main"]:
        return _triple([[(one.at_ms, _da(one, name)) for one in told if one.kind == "building"] for name in names])
    main, charging = ([[(one.at_ms, _da(one, name)) for one in nodes[node]] for name in names] for node in nodes)
    phases = [total([Series.of(main[p]), Series.of([(at, -da) for at, da in charging[p]])]) for p in range(3)]
    return phases[0], phases[1], phases[2]


def _triple(points: Sequence[Sequence[Point]]) -> Triple:
    return Series.of(points[0]), Series.of(points[1]), Series.of(points[2])
