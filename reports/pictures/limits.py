"""What a journal says about limits, and from when on.

A limit is drawn from the moment at which it was saved, or set by the backend and accepted.
Whether the station obeyed at that moment is what the picture is there to show.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from fixtures.bench.journal import Entry, station_of

from .islands import ROLE
from .series import OFF, Series

SITE, ALL, FEED, SOCKET = "site", "all", "feed", "socket"
"""What is held against a limit: all sockets together, all and the building, those of one station, one socket alone."""


METER = "External Meter Support"
INPUTS = ("External Input 1 Config", "External Input 2 Config")
INPUT = "external input"
MINIMUM, DISCONNECTED = "minimum", "disconnected"
"""A socket for which less is left than the one pauses; the other is there while nobody shares out. Neither limits
all the time, so both are drawn apart from the limits."""
ONE_FEED, ROTATION = "Charging station with one feed", "Phase rotation of the ChargePoint"


@dataclass(frozen=True)
class Row:
    """A parameter that limits current.

    factory: the value that counts until another is saved, from the moment at which `needs` (the beginning of a
             parameter's value) is saved; "" where the manual gives none
    """

    parameter: str
    label: str
    scope: str
    ocpp: str
    socket: int = 0
    factory: str = ""
    needs: tuple[str, str] = ("", "")


MASTER, MEMBER, METERED = (ROLE, "DLM Master"), (ROLE, "DLM "), (METER, "On")
FED = (ONE_FEED, "On")
LIMITS = (
    Row("Main Distribution Limit (L1/L2/L3) [A]", "main distribution", ALL, "DLMMainLimit", 0, "16/16/16", METERED),
    Row("EVSE Sub-Distribution Limit (L1/L2/L3) [A]", "sub-distribution", SITE, "DLMSubDistributionLimit", 0,
        "16/16/16", MASTER),
    Row("Operator EVSE Sub-Distribution Limit (L1/L2/L3) [A]", "operator sub-distr.", SITE,
        "DLMOperatorSubDistributionLimit", 0, "16/16/16", MASTER),
    Row("External Input Limit (L1/L2/L3) [A]", INPUT, SITE, "DLMExternalInputLimit", 0, "0/0/0"),
    Row("Charging Station Hardware Current Limit [A]", "feed, hardware", FEED, "", 0, "32", FED),
    Row("Charging Station Installation Current Limit [A]", "feed", FEED, "", 0, "32", FED),
    Row("Maximum current [A]", "manufacturer", SOCKET, ""),
    Row("Installation Current Limit [A]", "installation", SOCKET, "", 1),
    Row("Installation Current Limit [A] (Connector 2)", "installation", SOCKET, "", 2),
    Row("Operator Current Limit [A]", "operator", SOCKET, "OperatorCurrentLimit", 1),
    Row("Operator Current Limit [A] (Connector 2)", "operator", SOCKET, "OperatorCurrentLimit_2", 2),
    Row("Minimum Current Limit [A]", MINIMUM, SOCKET, "DLMMinimumCurrent", 0, "7", MASTER),
    Row("Disconnected Limit [A]", DISCONNECTED, SOCKET, "DLMDisconnectedLimit", 0, "7", MEMBER),
)  # fmt: skip
"""The manual's parameters (7.1, 7.4), written here a second time; a test compares them with the station's."""

_BY_NAME = {row.parameter: row for row in LIMITS}
_BY_KEY = {row.ocpp: row for row in LIMITS if row.ocpp}
_INPUT_ROW = next(row for row in LIMITS if row.label == INPUT)
_INPUT = re.compile(r"external input ([12]) (closed|open)")
_FACTS = ("enabled 1", "enabled 2", "closed 1", "closed 2")
_NODES = {"main": ALL, "sub-distribution": SITE}
"""What flows through a node of the mains; any other node is the feed of a station."""

Amperes = tuple[int, int, int]
"""Tenths of an ampere on L1, L2 and L3."""
_NOTHING: Amperes = (OFF, OFF, OFF)


@dataclass(frozen=True)
class Limit:
    """A limit over time, in tenths of an ampere, for each of L1, L2 and L3.

    socket: the socket of `station` that it holds for, 0 for each of them
    """

    label: str
    scope: str
    phases: tuple[Series, Series, Series]
    station: int = 1
    socket: int = 0


def short_name(parameter: str) -> str:
    """A parameter about current in a word or two, "" for any other."""
    if parameter in _BY_NAME:
        row = _BY_NAME[parameter]
        return f"{row.label} limit" + (f" of socket {row.socket}" if row.socket else "")
    if parameter == ROLE:
        return "role"
    if parameter.startswith(ROTATION):
        return "rotation of socket 2" if parameter.endswith("(Connector 2)") else "rotation of socket 1"
    about = any(word in parameter for word in ("Limit", "DLM", "Load", "Phase", "Meter", "Current"))
    return parameter.partition(" (L1/")[0].partition(" [A]")[0] if about else ""


def amperes_of(text: str) -> Amperes | None:
    """"16" or "16/20/25" in tenths of an ampere; None for what is no current."""
    try:
        parts = [round(float(part) * 10) for part in text.split("/")]
    except (ValueError, OverflowError):
        return None
    if len(parts) == 1:
        return parts[0], parts[0], parts[0]
    return (parts[0], parts[1], parts[2]) if len(parts) == 3 else None


def limits_of(entries: Iterable[Entry]) -> list[Limit]:
    """Every limit that the journal tells, in the order of the table, station by station."""
    reader = _Reader()
    for entry in entries:
        reader.take(entry)
    found = []
    for (station, row), points in sorted(reader.saved.items(), key=lambda one: (one[0][0], LIMITS.index(one[0][1]))):
        if row.label == INPUT:
            points = reader.throttled(station, points)
        phases = tuple(Series.of((at, values[phase]) for at, values in points) for phase in range(3))
        found.append(Limit(row.label, row.scope, (phases[0], phases[1], phases[2]), station, row.socket))
    return [*found, *reader.told()]


class _Reader:
    """Follows what is typed, saved and set."""

    def __init__(self) -> None:
        self.saved: dict[tuple[int, Row], list[tuple[int, Amperes]]] = {}
        self._typed: dict[int, dict[str, str]] = {}
        self._asked: dict[str, tuple[int, Row, str]] = {}
        self._fuses: dict[str, list[tuple[int, int]]] = {}
        self._cables: dict[tuple[int, int], list[tuple[int, int]]] = {}
        self._inputs: dict[int, list[tuple[int, str, bool]]] = {}
        """By station: moment, "enabled 1" or "closed 1", whether it is so."""

    def take(self, entry: Entry) -> None:
        """One entry."""
        match entry.kind:
            case "parameter":
                self._parameter(entry)
            case "frame" if entry.detail.get("action") == "ChangeConfiguration":
                self._change(entry)
            case "plug" if entry.detail.get("end") == "station":
                self._plug(entry)
            case "fault" if (found := _INPUT.fullmatch(str(entry.detail.get("what", "")))) is not None:
                self._inputs.setdefault(station_of(entry), []).append(
                    (entry.at_ms, f"closed {found[1]}", found[2] == "closed")
                )
            case "fuse" if not entry.detail.get("tripped"):
                points = self._fuses.setdefault(str(entry.detail.get("name", "")), [])
                points.append((entry.at_ms, 10 * int(entry.detail.get("rating_a", 0))))

    def throttled(self, station: int, points: list[tuple[int, Amperes]]) -> list[tuple[int, Amperes]]:
        """The External Input Limit at the times at which an enabled input is closed (7.4)."""
        facts, now = dict.fromkeys(_FACTS, False), _NOTHING
        moments: dict[int, Amperes] = {}
        changes: list[tuple[int, Amperes | None, str, bool]] = [(at_ms, values, "", False) for at_ms, values in points]
        changes += [(at_ms, None, name, on) for at_ms, name, on in self._inputs.get(station, [])]
        for at_ms, values, name, on in sorted(changes, key=lambda one: one[0]):
            if values is None:
                facts[name] = on
            else:
                now = values
            active = any(facts[f"enabled {number}"] and facts[f"closed {number}"] for number in "12")
            moments[at_ms] = now if active else _NOTHING
        return list(moments.items())

    def told(self) -> list[Limit]:
        """The fuses that were put in, and the cables that were plugged in."""
        found = []
        for node, points in sorted(self._fuses.items()):
            line = Series.of(points)
            scope, station = _NODES.get(node, FEED), max(number_of(node), 1)
            found.append(Limit(f"fuse {node}", scope, (line, line, line), station))
        for (station, socket), points in sorted(self._cables.items()):
            line = Series.of(points)
            found.append(Limit("cable", SOCKET, (line, line, line), station, socket))
        return found

    def _parameter(self, entry: Entry) -> None:
        station, facts = station_of(entry), entry.detail
        typed = self._typed.setdefault(station, {})
        state = str(facts.get("state", ""))
        if "name" in facts:
            typed[str(facts["name"])] = str(facts.get("value", ""))
        if state.startswith("save") or state == "preset":
            for name, text in typed.items():
                self._save(station, name, text, entry.at_ms)
            typed.clear()

    def _save(self, station: int, name: str, text: str, at_ms: int) -> None:
        if name in _BY_NAME:
            self._set(station, _BY_NAME[name], text, at_ms)
        if name in INPUTS:
            self._inputs.setdefault(station, []).append((at_ms, f"enabled {name[15]}", text == "Enable"))
            if (station, _INPUT_ROW) not in self.saved:
                self._set(station, _INPUT_ROW, _INPUT_ROW.factory, at_ms)
        for row in LIMITS:
            if row.needs[0] == name and text.startswith(row.needs[1]) and (station, row) not in self.saved:
                self._set(station, row, row.factory, at_ms)

    def _change(self, entry: Entry) -> None:
        facts, name = entry.detail, str(entry.detail.get("id", ""))
        try:
            payload = json.loads(str(facts.get("payload", "{}")))
        except ValueError:
            return
        if not isinstance(payload, dict):
            return
        if facts.get("message") == "call":
            if (row := _BY_KEY.get(str(payload.get("key", "")))) is not None:
                self._asked[name] = (station_of(entry), row, str(payload.get("value", "")))
            return
        asked = self._asked.pop(name, None)
        if asked is not None and payload.get("status") in ("Accepted", "RebootRequired"):
            self._set(*asked, entry.at_ms)

    def _set(self, station: int, row: Row, text: str, at_ms: int) -> None:
        if (values := amperes_of(text)) is not None:
            self.saved.setdefault((station, row), []).append((at_ms, values))

    def _plug(self, entry: Entry) -> None:
        socket = int(entry.detail.get("socket", 0)) or number_of(entry.who)
        points = self._cables.setdefault((station_of(entry), socket), [])
        if entry.detail.get("inserted"):
            points.append((entry.at_ms, 10 * int(entry.detail.get("cable_a", 0))))
        elif points and entry.detail.get("removed"):
            points.append((entry.at_ms, OFF))


def number_of(lifeline: str) -> int:
    """The socket in "driver 2" or "driver 3/2"."""
    last = lifeline.rpartition(" ")[2].rpartition("/")[2]
    return int(last) if last.isdecimal() else 0
