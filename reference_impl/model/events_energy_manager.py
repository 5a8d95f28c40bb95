"""Told about energy managers: what they ask of the station's registers, and what follows from what they write."""

from __future__ import annotations

from .event import Event
from .frozen import dataclass
from .quantities import Current


@dataclass(frozen=True)
class ManagerAsked(Event):
    """A request to the registers of a socket over Modbus TCP; answered by the effect AnswerManager.

    request:  names it until it is answered
    function: function code as it stands in the frame
    address:  first register, as it stands in the frame, from 0
    count:    registers of 16 bits
    words:    what is written into them, where it is a write
    """

    socket: int
    request: str
    function: int
    address: int
    count: int
    words: tuple[int, ...] = ()


@dataclass(frozen=True)
class ManagerLimited(Event):
    """What the energy manager allows a socket; lost: it is silent, and its safe current holds instead."""

    socket: int
    limit: Current
    lost: bool = False


@dataclass(frozen=True)
class CardWritten(Event):
    """An energy manager has written an idTag: the same as a card that is held to the reader (bender-facts, 1.2)."""

    socket: int
    id_tag: str


@dataclass(frozen=True)
class StatusChanged(Event):
    """The status of a connector in the words of OCPP 1.6, 7.7; whether or not a backend is told."""

    socket: int
    status: str
