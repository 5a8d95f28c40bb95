"""What follows from the registers that an energy manager writes; all of a request is taken, or nothing of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ...model import effects as fx
from ...model import events as ev
from ...model.settings import Settings
from .registers import Register
from .values import LIMIT, OPERATED, Written

MOST_A = 80
"""The largest current that a pilot can offer (IEC 61851-1, table A.7)."""
ILLEGAL_ADDRESS, ILLEGAL_VALUE = 2, 3
START_STOP = "Modbus TCP Server Allow Start/Stop Transaction"


class Refused(Exception):
    """A value that cannot be written; code: of the exception response."""

    def __init__(self, code: int) -> None:
        super().__init__(f"exception {code}")
        self.code = code


@dataclass(frozen=True)
class Order:
    """A value on its way into the station.

    written: what has been written until now; changed here
    operated: the operator's limits of the sub-distribution, L1, L2 and L3; changed here
    octets:  of the value
    revised: the firmware is 5.22 or later
    """

    socket: int
    settings: Settings
    written: Written
    operated: list[str]
    octets: bytes
    revised: bool

    def number(self, most: int) -> int:
        """The value; Refused above `most`."""
        number = int.from_bytes(self.octets, "big")
        if number > most:
            raise Refused(ILLEGAL_VALUE)
        return number


def _limit(order: Order) -> list[fx.Effect]:
    order.written.limit_a = order.number(MOST_A)
    return []


def _safe_current(order: Order) -> list[fx.Effect]:
    order.written.safe_a = order.number(MOST_A)
    return []


def _timeout(order: Order) -> list[fx.Effect]:
    order.written.timeout_s = order.number(0xFFFF)
    return []


def _offset(order: Order) -> list[fx.Effect]:
    """Only 0: addresses stay where the documents have them (docs/decisions.md)."""
    order.number(0)
    return []


def _availability(order: Order) -> list[fx.Effect]:
    operative = bool(order.number(1)) == order.revised
    return [fx.Tell(ev.AvailabilityAsked("", order.socket, operative))]


def _card(order: Order) -> list[fx.Effect]:
    if not order.settings.on(START_STOP):
        raise Refused(ILLEGAL_ADDRESS)
    try:
        id_tag = order.octets.decode("ascii").strip(" \0")
    except UnicodeDecodeError:
        raise Refused(ILLEGAL_VALUE) from None
    if not id_tag or not id_tag.isprintable():
        raise Refused(ILLEGAL_VALUE)
    return [fx.Tell(ev.CardWritten(order.socket, id_tag))]


def _operated(phase: int) -> Callable[[Order], list[fx.Effect]]:
    """The operator's limit on one phase; the sub-distribution's own is not exceeded."""

    def write(order: Order) -> list[fx.Effect]:
        most = int(order.settings.text(LIMIT).split("/")[phase])
        order.operated[phase] = str(order.number(most))
        return [fx.Tell(ev.ValueAllowed("", OPERATED, "/".join(order.operated)))]

    return write


WRITES: Mapping[str, Callable[[Order], list[fx.Effect]]] = {
    "current limit": _limit,
    "safe current": _safe_current,
    "communication timeout": _timeout,
    "offset": _offset,
    "availability": _availability,
    "card": _card,
    **{f"operator sub-distribution limit L{phase + 1}": _operated(phase) for phase in range(3)},
}


def octets_of(row: Register, words: Mapping[int, int]) -> bytes:
    """The value of a register in what was written; Refused when a part of it is missing, or nobody may write it."""
    places = range(row.address, row.address + row.size)
    if not row.written or not words.keys() >= set(places):
        raise Refused(ILLEGAL_ADDRESS)
    return b"".join(words[place].to_bytes(2, "big") for place in places)
