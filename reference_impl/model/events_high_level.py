"""High-level communication (ISO 15118): what a vehicle says over the power line, and what the pilot shows meanwhile."""

from __future__ import annotations

from .event import Event
from .frozen import dataclass


@dataclass(frozen=True)
class V2gHeard(Event):
    """A vehicle has said this (model/high_level.py) over the power line; mac: its address (EVCCID), hexadecimal."""

    socket: int
    message: str
    mac: str


@dataclass(frozen=True)
class DigitalDuty(Event):
    """While on, the pilot shows 5 % wherever it would show the duty cycle of the offered current."""

    socket: int
    on: bool
