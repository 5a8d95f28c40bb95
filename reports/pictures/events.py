"""What happened, in a few words each: the marks of a picture.

Frames are marked only where they change what may flow; the sequence diagram has the others.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from fixtures.bench.journal import Entry, Scalar, station_of

from ..text import one_line

Facts = Mapping[str, Scalar]


@dataclass(frozen=True)
class Event:
    """One mark. weight: 2 for what nobody wants to see, such as a fuse that trips; 0 for what drivers do all day."""

    at_ms: int
    text: str
    weight: int = 1

    @property
    def grave(self) -> bool:
        """Whether it is drawn in red."""
        return self.weight > 1


def _socket(entry: Entry) -> str:
    """"socket 1", from the facts or from the lifeline "driver 1", "vehicle 2/1"."""
    if "socket" in entry.detail:
        return f"socket {entry.detail['socket']}"
    for name in (entry.who, entry.to):
        word, _, number = name.rpartition(" ")
        if word in ("driver", "vehicle", "card reader", "led"):
            return f"socket {number.rpartition('/')[2]}"
    return ""


def _plug(entry: Entry) -> str:
    facts, where = entry.detail, _socket(entry)
    if facts.get("end") == "car":
        return f"{where}: {'vehicle connected' if facts.get('inserted') else 'cable pulled from the vehicle'}"
    if facts.get("inserted"):
        return f"{where}: plug inserted, cable of {facts.get('cable_a', '?')} A"
    return f"{where}: plug {'removed' if facts.get('removed', True) else 'held by the lock'}"


def _fault(entry: Entry) -> str:
    what = str(entry.detail.get("what", "fault"))
    of_station = what.startswith("external input")
    return what if of_station or not _socket(entry) else f"{_socket(entry)}: {what}"


def _meter(entry: Entry) -> str:
    """What is done to a meter of the mains; where it stands is told when it is put there."""
    return f"{entry.to}: {entry.detail.get('state', '')}" if entry.to and "state" in entry.detail else _any(entry)


_LINES = {
    ("network", "cut"): "line to the backend cut",
    ("network", "restored"): "line to the backend restored",
    ("network", "mute"): "line to the backend swallows everything",
    ("backend", "open"): "backend connected",
    ("backend", "closed"): "backend line closed",
}


def _link(entry: Entry) -> str:
    return _LINES.get((entry.who, str(entry.detail.get("state", ""))), "")


_CABLES = {
    "cut": "network cable pulled",
    "restored": "network cable back",
    "parted": "does not reach {other}",
    "joined": "reaches {other} again",
    "deaf": "does not get {message} of {sender}",
    "hears": "gets {message} of {sender} again",
    "lossy": "loses the next {datagrams} datagrams",
    "slow": "datagrams {delay_ms} ms late",
    "put in": "joins the network",
}


def _lan(entry: Entry) -> str:
    """A cable of the local network; a single datagram that is lost is no event."""
    text = _CABLES.get(str(entry.detail.get("state", "")), "")
    facts = {name: entry.detail.get(name, "?") for name in ("other", "datagrams", "delay_ms", "sender")}
    facts["message"] = f"{entry.detail['message']}s" if "message" in entry.detail else "datagrams"
    return f"{entry.to}: {text.format(**facts)}" if text else ""


def _restart(entry: Entry) -> str:
    state = entry.detail.get("state", "")
    return "software runs" if state == "running" else f"software stops: {state}"


def _vehicle(entry: Entry) -> str:
    facts = dict(entry.detail)
    if "ready" in facts:
        return f"{_socket(entry)}: vehicle {'wants to charge' if facts['ready'] else 'wants no more'}"
    if "wanted_da" in facts:
        return f"{_socket(entry)}: vehicle wants {int(facts['wanted_da']) / 10:g} A"
    if "conductors" in facts:
        return f"{_socket(entry)}: vehicle loads {facts['conductors']}"
    if "asleep" in facts:
        return f"{_socket(entry)}: vehicle {'falls asleep' if facts['asleep'] else 'wakes up'}"
    return ""


def _any(entry: Entry) -> str:
    """A kind of which nothing else is known: its name and facts."""
    skip = ("station",)
    facts = " ".join(f"{name} {_word(value)}" for name, value in entry.detail.items() if name not in skip)
    return f"{entry.kind} {facts}".strip()


def _word(value: Scalar) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


_TEXTS: Mapping[str, Callable[[Entry], str]] = {
    "plug": _plug,
    "card": lambda e: f"{_socket(e)}: card {e.detail.get('uid', '')}",
    "mains": lambda e: "supply on" if e.detail.get("on") else "supply off",
    "restart": _restart,
    "link": _link,
    "fault": _fault,
    "vehicle": _vehicle,
    "fuse": lambda e: f"fuse {e.detail.get('name', '')} {'blows' if e.detail.get('tripped') else 'is put in'}",
    "crash": lambda e: "software crashes",
    "lan": _lan,
    "meter": _meter,
    "input": _any,
    "wiring": lambda e: f"{_socket(e)}: wired {e.detail.get('rotation', '')}, {e.detail.get('conductors', 3)} wires",
}
"""Kind of entry to what is written beside its mark; "" draws none."""

_GRAVE, _ROUTINE = ("fuse", "crash"), ("plug", "card", "vehicle")
_PROFILES = ("SetChargingProfile", "ClearChargingProfile", "RemoteStartTransaction", "RemoteStopTransaction")


def events_of(entries: Iterable[Entry], short: Callable[[str], str]) -> list[Event]:
    """All marks, in order of time. `short` gives the short name of a parameter about current, "" of any other."""
    found: list[Event] = []
    typed: dict[int, list[str]] = {}
    for entry in entries:
        station = station_of(entry)
        if entry.kind == "parameter":
            text = _parameter(entry, typed.setdefault(station, []), short)
        elif entry.kind == "frame":
            text = _frame(entry)
        else:
            text = _TEXTS[entry.kind](entry) if entry.kind in _TEXTS else ""
        if text:
            where = f"station {station}, " if station != 1 else ""
            found.append(Event(entry.at_ms, one_line(where + text), _weight(entry)))
    return found


def _weight(entry: Entry) -> int:
    if entry.kind in _GRAVE and entry.detail.get("tripped", True) is True:
        return 2
    return 0 if entry.kind in _ROUTINE else 1


def _parameter(entry: Entry, typed: list[str], short: Callable[[str], str]) -> str:
    """What was saved, at the moment of saving; values that have nothing to do with current are only counted."""
    facts = entry.detail
    if "name" in facts:
        name = short(str(facts["name"]))
        value = str(facts.get("value", "")).partition(" (L")[0]
        typed.append(f"{name} {value}" if name else "")
    state = str(facts.get("state", "save"))
    if state == "preset":  # on the disk before the first boot, so nothing that happens
        typed.pop()
    if not state.startswith("save"):
        return ""
    named, others = [one for one in typed if one], typed.count("")
    typed.clear()
    if others:
        named.append(f"{others} {'setting' if others == 1 else 'settings'} more" if named else "other settings")
    return "saved: " + "; ".join(named) if named else ""


def _frame(entry: Entry) -> str:
    facts = entry.detail
    if facts.get("action") not in _PROFILES or facts.get("message") != "call":
        return ""
    payload = _payload(facts)
    place = payload.get("connectorId")
    return f"backend: {facts['action']}" + (f", connector {place}" if place is not None else "")


def _payload(facts: Facts) -> Mapping[str, Any]:
    try:
        payload = json.loads(str(facts.get("payload", "{}")))
    except ValueError:
        return {}
    return payload if isinstance(payload, dict) else {}
