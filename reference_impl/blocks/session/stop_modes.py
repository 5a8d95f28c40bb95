"""Stop Transaction Mode: what ends a session, and what only interrupts it, as a table (manual, 5.1).

ROWS says for each mode what becomes of a running session when something happens: it goes on, its
energy is interrupted, its vehicle is awaited, its plug is, or it ends. The session machine is told
what `meant` makes of an event; everything else about the mode is said in the table alone, and the
table in docs/decision-tables.md is printed from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from ...model import events as ev
from ...model.electrical import PilotState

PARAMETER = "Stop Transaction Mode"
NORMAL = "Normal"
DISCONNECTING = "Stop only by disconnecting"
BY_CARD = "Only by RFID/RemoteStop"
WITH_D_AND_RCD = "Normal + Mode D + RCD detected"


class Cause(StrEnum):
    """What can happen to a running session."""

    CAR = "Cable out at the car"
    STATION = "Cable out at the station"
    CARD = "The card that began it, or one with the same parent"
    OTHER_CARD = "Another card"
    REMOTE = "RemoteStopTransaction"
    UNLOCK = "UnlockConnector"
    REFUSED = "The backend refuses its card afterwards"
    STATE_D = "Vehicle in state D"
    RCD = "RCD trips, and tells the controller"
    FAULT = "Fault that stops charging (chapter 9)"
    RESTART = "Reset, Save & Restart"
    POWER = "Loss of power"


class Outcome(StrEnum):
    """What becomes of the session."""

    GOES_ON = "goes on"
    INTERRUPTED = "no current until that is over"
    AWAITS_VEHICLE = "awaits a vehicle"
    AWAITS_PULL = "awaits the pull of the plug"
    ENDS = "ends"


@dataclass(frozen=True)
class Row:
    """An outcome; reason: of StopTransaction when it ends (OCPP 1.6, 7.36)."""

    outcome: Outcome
    reason: str = ""


_ON, _CUT = Row(Outcome.GOES_ON), Row(Outcome.INTERRUPTED)
_AWAY, _HELD = Row(Outcome.AWAITS_VEHICLE), Row(Outcome.AWAITS_PULL)
_OUT = Row(Outcome.ENDS, "EVDisconnected")

_NORMAL: dict[Cause, Row] = {
    Cause.CAR: _OUT,
    Cause.STATION: _OUT,
    Cause.CARD: Row(Outcome.ENDS, "Local"),
    Cause.OTHER_CARD: _ON,
    Cause.REMOTE: Row(Outcome.ENDS, "Remote"),
    Cause.UNLOCK: Row(Outcome.ENDS, "UnlockCommand"),
    Cause.REFUSED: Row(Outcome.ENDS, "DeAuthorized"),
    Cause.STATE_D: _ON,
    Cause.RCD: _CUT,
    Cause.FAULT: Row(Outcome.ENDS, "Other"),
    Cause.RESTART: Row(Outcome.ENDS, "Reboot, SoftReset or HardReset"),
    Cause.POWER: _CUT,
}
ROWS: Mapping[str, Mapping[Cause, Row]] = MappingProxyType({
    NORMAL: _NORMAL,
    DISCONNECTING: {**_NORMAL, Cause.CAR: _AWAY, Cause.CARD: _HELD, Cause.REMOTE: _HELD},
    BY_CARD: {**_NORMAL, Cause.CAR: _AWAY, Cause.STATION: _AWAY},
    WITH_D_AND_RCD: {**_NORMAL, Cause.STATE_D: Row(Outcome.ENDS, "Other"), Cause.RCD: Row(Outcome.ENDS, "Other")},
})  # fmt: skip
"""By the values of the parameter. AUT-043 to AUT-073; readings D-AUT-01 to D-AUT-04, D-AUT-09.

Another card is refused before the session hears of it (authorisation/decide.py). Whether a session
outlives a loss of power is a parameter of its own, Restart transaction after power loss.
"""

_BY_REASON = {
    "Local": Cause.CARD,
    "Remote": Cause.REMOTE,
    "UnlockCommand": Cause.UNLOCK,
    "DeAuthorized": Cause.REFUSED,
    "Other": Cause.FAULT,
}


def cause_of(event: ev.Event) -> Cause | None:
    """What happens to a running session with this event; None when that is nothing of the table."""
    match event:
        case ev.VehicleDisconnected():
            return Cause.CAR
        case ev.PlugRemoved():
            return Cause.STATION
        case ev.StopRequested(reason=reason):
            return _BY_REASON.get(reason)
        case ev.VehicleChanged(state=PilotState.D):
            return Cause.STATE_D
        case ev.FaultsChanged(by_mode=True):
            return Cause.RCD
    return None


def meant(event: ev.Event, socket: int, rows: Mapping[Cause, Row]) -> ev.Event | None:
    """What the session machine is told of the event in this mode; None when nothing."""
    cause = cause_of(event)
    if cause is None:
        return None if isinstance(event, ev.VehicleChanged) else event
    row = rows[cause]
    match row.outcome:
        case Outcome.GOES_ON:
            return None
        case Outcome.INTERRUPTED:
            return ev.EnergyBarred(socket)
        case Outcome.AWAITS_VEHICLE:
            return ev.VehicleAway(socket)
        case Outcome.AWAITS_PULL:
            return ev.SessionHeld(socket)
    asked = isinstance(event, (ev.VehicleChanged, ev.FaultsChanged))
    return ev.StopRequested(socket, row.reason) if asked else event
