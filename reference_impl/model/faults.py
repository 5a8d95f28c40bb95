"""The type of a row of the manual's error table (chapter 9)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Until(StrEnum):
    """What ends a fault."""

    CAUSE = "cause"
    """It goes when its cause goes."""
    UNPLUGGED = "unplugged"
    """It stays until the vehicle has been unplugged."""
    RESTART = "restart"
    """It stays until the software, at its start, finds the cause gone."""


@dataclass(frozen=True)
class Fault:
    """One row of the manual's error table.

    raised:   text when it comes; also the fault's name
    cleared:  text when it goes
    code:     errorCode of OCPP 1.6, 7.6 ChargePointErrorCode
    stops:    transaction and charging are stopped, and the socket is out of operation
    by_mode:  the Stop Transaction Mode says whether the transaction is stopped (D-AUT-01); charging is in every mode
    report:   the class of REPORTS under which the backend is told
    seen:     the board's input that shows it, "" where a block of its own raises it
    after_ms: the input has to show it for so long
    until:    what ends it
    bit:      its place in the error registers for energy managers (docs/modbus-server.md), None where it has none
    """

    raised: str
    cleared: str
    code: str
    stops: bool
    by_mode: bool = field(default=False, kw_only=True)
    report: str = "error"
    seen: str = ""
    after_ms: int = 0
    until: Until = Until.CAUSE
    bit: int | None = None


REPORTS: dict[str, str] = {
    "informative": "Send informative StatusNotifications",
    "error": "Send error StatusNotifications",
    "usb": "Send USB error StatusNotifications",
}
"""Class of a report to the parameter that lets it through (manual, chapter 4, Meer instellingen)."""
