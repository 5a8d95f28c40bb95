"""The quantities and names that a feature may use, each spelled in one way.

Durations: "45 s", "0.5 s", "10 min", "2 h", "30 days". Currents: "16 A", "13.5 A". Sockets: 1 or 2.
Per phase: "16/0/0 A" on L1, L2 and L3. Phases: "L1 and L3".
Places: "2" is socket 1 of station 2, "4/2" the other one.
Cards: the bytes of the UID in hexadecimal, as they stand on the card.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from parse import with_pattern
from pytest_bdd import parsers

_UNIT_MS = {"ms": 1, "s": 1_000, "min": 60_000, "h": 3_600_000, "day": 86_400_000, "days": 86_400_000}


@with_pattern(r"\d+(?:\.\d+)? (?:ms|s|min|h|days?)")
def duration_ms(text: str) -> int:
    """"45 s" to 45000 milliseconds."""
    amount, unit = text.split(" ")
    return int(Decimal(amount) * _UNIT_MS[unit])


@with_pattern(r"\d+(?:\.\d)? A")
def current_da(text: str) -> int:
    """"13.5 A" to 135 deciamperes."""
    return int(Decimal(text.removesuffix(" A")) * 10)


@with_pattern(r"\d+/\d+/\d+ A")
def per_phase_da(text: str) -> tuple[int, ...]:
    """"16/0/0 A" to 160, 0, 0 deciamperes on L1, L2, L3."""
    return tuple(int(part) * 10 for part in text.removesuffix(" A").split("/"))


@with_pattern(r"L[123], L[123], L[123]")
def rotation_name(text: str) -> str:
    """"L2, L3, L1" to STR: where L1, L2 and L3 lead to; R, S, T are grid L1, L2, L3 (manual, 7.8)."""
    return "".join("RST"[int(name[1]) - 1] for name in text.split(", "))


@with_pattern(r"L[123](?:, L[123])*(?: and L[123])?")
def phase_numbers(text: str) -> tuple[int, ...]:
    """"L1, L2 and L3" to 1, 2, 3."""
    return tuple(int(name[1]) for name in text.replace(" and ", ", ").split(", "))


@with_pattern(r"single-phase|two-phase|three-phase")
def charger_conductors(text: str) -> tuple[int, ...]:
    """The conductors that such an on-board charger loads."""
    return {"single-phase": (1,), "two-phase": (1, 2), "three-phase": (1, 2, 3)}[text]


_PLACE = r"\d+(?:/[12])?"


@with_pattern(_PLACE)
def place(text: str) -> tuple[int, int]:
    """"2" to station 2, socket 1; "4/2" to station 4, socket 2."""
    station, _, socket = text.partition("/")
    return int(station), int(socket or 1)


@with_pattern(rf"{_PLACE}(?:, {_PLACE})*(?: and {_PLACE})?")
def places(text: str) -> tuple[tuple[int, int], ...]:
    """"2, 3 and 4/2" to a place each."""
    return tuple(place(one) for one in text.replace(" and ", ", ").split(", "))


@with_pattern(r"[12]")
def socket_number(text: str) -> int:
    """Socket 1 or 2."""
    return int(text)


@with_pattern(r"\d+")
def whole_number(text: str) -> int:
    """A count."""
    return int(text)


@with_pattern(r'[^"]*')
def quoted(text: str) -> str:
    """What stands between quotation marks; may be empty."""
    return text


@with_pattern(r"[^\s\"]+")
def word(text: str) -> str:
    """One word: an action, a status, a reason, a colour, an identity."""
    return text


@with_pattern(r".+")
def line(text: str) -> str:
    """Everything up to the end of the sentence, or to its next fixed word."""
    return text


@with_pattern(r"operator|installer|manufacturer")
def role_name(text: str) -> str:
    """A login of the manual's chapter 7.2."""
    return text


@with_pattern(r"\d+(?:\.\d)? %")
def permille(text: str) -> int:
    """"26.7 %" to 267 per mille."""
    return int(Decimal(text.removesuffix(" %")) * 10)


TYPES: dict[str, Callable[[str], Any]] = {
    "Duration": duration_ms,
    "Current": current_da,
    "PerPhase": per_phase_da,
    "Leads": rotation_name,
    "Phases": phase_numbers,
    "Charger": charger_conductors,
    "Place": place,
    "Places": places,
    "Socket": socket_number,
    "Number": whole_number,
    "Text": quoted,
    "Word": word,
    "Line": line,
    "Role": role_name,
    "Percent": permille,
}


def step(text: str) -> parsers.StepParser:
    """A step text with fields of these types, for instance 'card "{uid:Text}" at socket {socket:Socket}'."""
    return parsers.parse(text, extra_types=TYPES)
