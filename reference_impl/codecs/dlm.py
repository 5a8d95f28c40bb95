"""Messages of dynamic load management: text to typed words and back (docs/dlm-protocol.md).

Theory of operation. A message is one JSON object in one UDP datagram. Every kind is a row: the fields
of its object, how each is read and written. `decode` is strict, because a share that is half
understood is a hazard: an unknown kind, a field too many, a field missing, a number
out of range, a name twice: the message is nobody's, and `Noise` says why. It never raises.
Of other versions two facts are read, in the places that every version keeps: that a master is there, and what
a slave takes without one (`OtherVersion`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from ipaddress import IPv4Address
from typing import Any

from ..model.dlm import Assignment, Beacon, DlmMessage, OtherVersion, Report, Rival, SocketReport
from ..model.loads import GRID_PHASES, ROTATIONS

VERSION = 2
LONGEST = 4_096
"""Characters of a datagram that is looked at; our longest message has about 700."""
MOST_A = 1_000
"""No socket and no feed of one has more."""
MOST_ISLAND_A = 1_000_000
"""No sub-distribution has more."""
MOST_COUNT = 2**53 - 1
"""Of sequences and eras: what every reader of JSON holds exactly."""


@dataclass(frozen=True)
class Noise:
    """A datagram that is no message of this version; reason in words."""

    reason: str


Read = Callable[[Any], Any]


def _whole(low: int, high: int) -> Read:
    def read(value: Any) -> int:
        if type(value) is not int or not low <= value <= high:
            raise ValueError(f"a whole number from {low} to {high} is expected")
        return value

    return read


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("true or false is expected")
    return value


def _or_none(read: Read) -> Read:
    return lambda value: None if value is None else read(value)


def _several(read: Read, least: int, most: int) -> Read:
    def read_all(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list) or not least <= len(value) <= most:
            raise ValueError(f"a list of {least} to {most} is expected")
        return tuple(read(item) for item in value)

    return read_all


def _distinct(read: Read) -> Read:
    def read_all(value: Any) -> tuple[Any, ...]:
        items: tuple[Any, ...] = read(value)
        if len(set(items)) < len(items) or list(items) != sorted(items):
            raise ValueError("different values in ascending order are expected")
        return items

    return read_all


def _rotation(value: Any) -> str:
    if not isinstance(value, str) or value not in ROTATIONS:
        raise ValueError(f"one of {', '.join(ROTATIONS)} is expected")
    return value


def _address(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("an IPv4 address is expected")
    return str(IPv4Address(value))


def _object(make: Callable[..., Any], rows: Mapping[str, Read]) -> Read:
    def read(value: Any) -> Any:
        if not isinstance(value, dict):
            raise ValueError("an object is expected")
        if value.keys() != rows.keys():
            odd = sorted(value.keys() ^ rows.keys())
            raise ValueError(f"fields are missing or unknown: {', '.join(map(str, odd))[:100]}")
        try:
            return make(**{name: row(value[name]) for name, row in rows.items()})
        except ValueError:
            return make(**{name: _field(name, row, value[name]) for name, row in rows.items()})  # again: says where

    return read


def _field(name: str, row: Read, value: Any) -> Any:
    try:
        return row(value)
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from None


_AMPERES = _whole(0, MOST_A)
_COUNT = _whole(0, MOST_COUNT)
_NETWORK: Mapping[str, Read] = {"network": _whole(0, 255)}
_REPORT: Mapping[str, Read] = {"boot": _COUNT, "number": _COUNT}
_SOCKET = _whole(1, 2)
_SOCKET_REPORT = _object(SocketReport, {
    "socket": _SOCKET,
    "session": _COUNT,
    "charging": _truth,
    "asleep": _truth,
    "most_a": _AMPERES,
    "share_a": _AMPERES,
    "drawn_da": _or_none(_several(_whole(0, 10 * MOST_A), 3, 3)),
    "conductors": _distinct(_several(_whole(GRID_PHASES[0], GRID_PHASES[-1]), 0, 3)),
    "rotation": _rotation,
    "minimum_a": _AMPERES,
    "disconnected_a": _AMPERES,
})  # fmt: skip


def _sockets(value: Any) -> tuple[SocketReport, ...]:
    if type(value) is tuple:  # read already, see _sockets_of; JSON knows no tuples
        return value
    sockets: tuple[SocketReport, ...] = _several(_SOCKET_REPORT, 1, 2)(value)
    if len({one.socket for one in sockets}) < len(sockets):
        raise ValueError("each socket once")
    return sockets


def _share(value: Any) -> tuple[int, int, int]:
    if not isinstance(value, list) or len(value) != 3:
        raise ValueError("socket, session and amperes are expected")
    return _SOCKET(value[0]), _COUNT(value[1]), _AMPERES(value[2])


def _shares(value: Any) -> tuple[tuple[int, int, int], ...]:
    shares: tuple[tuple[int, int, int], ...] = _several(_share, 1, 2)(value)
    if len({socket for socket, _, _ in shares}) < len(shares):
        raise ValueError("each socket once")
    return shares


KINDS: Mapping[str, tuple[type[DlmMessage], Read]] = {
    "beacon": (Beacon, _object(Beacon, {**_NETWORK, "era": _COUNT})),
    "report": (
        Report,
        _object(Report, {
            **_NETWORK, **_REPORT, "era": _COUNT, "heard": _COUNT, "feed_a": _or_none(_AMPERES), "sockets": _sockets,
        }),
    ),
    "assignment": (
        Assignment,
        _object(Assignment, {**_NETWORK, **_REPORT, "era": _COUNT, "sequence": _COUNT, "shares_a": _shares}),
    ),
    "rival": (
        Rival,
        _object(Rival, {
            **_NETWORK, "address": _address, "leader": _or_none(_address),
            "limit_a": _or_none(_several(_whole(0, MOST_ISLAND_A), 3, 3)),
        }),
    ),
}  # fmt: skip
"""Kind of a message to its type and its fields."""
_NAMES = {made: kind for kind, (made, _) in KINDS.items()}


_FIELDS = {made: tuple(one.name for one in fields(made)) for made in (*_NAMES, SocketReport)}
_TEXT = json.JSONEncoder(separators=(",", ":")).encode
_AT_THE_END = '"sockets":'


def encode(message: DlmMessage) -> str:
    """The text of a message."""
    plain = {"dlm": VERSION, "kind": _NAMES[type(message)], **_plain(message)}
    sockets = plain.pop("sockets", None)
    text = _TEXT(plain)
    return text if sockets is None else f"{text[:-1]},{_AT_THE_END}{_sockets_text(sockets)}}}"


def _plain(value: Any) -> dict[str, Any]:
    return {name: getattr(value, name) for name in _FIELDS[type(value)]}


@lru_cache(maxsize=1_024)
def _sockets_text(sockets: tuple[SocketReport, ...]) -> str:
    """The last and longest field of a report, which seldom changes."""
    return _TEXT([_plain(socket) for socket in sockets])


@lru_cache(maxsize=256)
def decode(text: str) -> DlmMessage | Noise:
    """The message of a datagram, or why it is none."""
    if len(text) > LONGEST:
        return Noise(f"longer than {LONGEST} characters")
    value = _with_known_sockets(text)
    try:
        value = _JSON.decode(text) if value is None else value
    except (ValueError, RecursionError):
        return Noise("no JSON object with each name once")
    if not isinstance(value, dict):
        return Noise("no object")
    version, kind = value.pop("dlm", None), value.pop("kind", None)
    if type(version) is not int or version != VERSION:
        return _other(version, kind, value) or Noise(f"not of version {VERSION}")
    if not isinstance(kind, str) or kind not in KINDS:
        return Noise("of an unknown kind")
    try:
        message: DlmMessage = KINDS[kind][1](value)
    except ValueError as error:
        return Noise(f"{kind}: {error}"[:200])
    return message


def _other(version: Any, kind: Any, value: Mapping[str, Any]) -> OtherVersion | None:
    """What every version says in the same place: that a master is there, and what is to be kept aside for a slave."""
    if type(version) is not int or kind not in ("beacon", "report"):
        return None
    try:
        network = _NETWORK["network"](value.get("network"))
        if kind == "beacon":
            return OtherVersion(network, True, ())
        sockets = _several(_kept, 1, 2)(value.get("sockets"))
    except ValueError:
        return None
    return OtherVersion(network, False, sockets)


def _kept(value: Any) -> tuple[int, int]:
    if not isinstance(value, dict):
        raise ValueError("an object is expected")
    return _SOCKET(value.get("socket")), _AMPERES(value.get("disconnected_a"))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name twice")
    return found


_JSON = json.JSONDecoder(object_pairs_hook=_once)


def _with_known_sockets(text: str) -> dict[str, Any] | None:
    """A report whose sockets stand at its end, with the sockets as they were read the last time; None: read it all.

    A name in quotes cannot stand within a text of JSON. So if what is before and what is behind this one can each be
    read by itself, both together are the object.
    """
    head, name, tail = text.rpartition(_AT_THE_END)
    if not name or tail[-1:] != "}":
        return None
    try:
        found: dict[str, Any] = _JSON.decode(f"{head}{name}0}}")
        found["sockets"] = _sockets_of(tail[:-1])
    except (ValueError, RecursionError):
        return None
    return found


@lru_cache(maxsize=1_024)
def _sockets_of(text: str) -> tuple[SocketReport, ...]:
    return _sockets(_JSON.decode(text))
