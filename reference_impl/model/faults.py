"""The type of a row of the manual's error table (chapter 9)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One row of the manual's error table.

    raised:  text when it comes; also the fault's name
    cleared: text when it goes
    code:    errorCode of OCPP 1.6, 7.6 ChargePointErrorCode
    stops:   transaction and charging are stopped, and the socket is out of operation
    """

    raised: str
    cleared: str
    code: str
    stops: bool
