"""Stop Transaction Mode: which events end a transaction, as a table (manual, 5.1).

The event that the session machine is told depends on the mode: a vehicle that goes may end the
session, or be away from a session that goes on; a stop may end it, or end its energy only.
A pull of the plug at the station means nothing to a session that only card and backend end.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ...model import events as ev
from ...model.electrical import PilotState

PARAMETER = "Stop Transaction Mode"
BY_HAND = ("Local", "Remote")
"""Reasons of a stop that a driver or the backend asked for; faults and restarts end a session in every mode."""


@dataclass(frozen=True)
class StopMode:
    """What ends a transaction.

    at_car:      a pull of the cable at the car (AUT-043, AUT-052, AUT-059, AUT-067)
    at_station:  a pull of the plug at the station (AUT-045, AUT-053, AUT-060, AUT-068)
    by_hand:     the card that began it, or a remote stop; otherwise these end its energy (AUT-054, AUT-056)
    ventilation: a vehicle in state D (AUT-072)
    """

    at_car: bool = True
    at_station: bool = True
    by_hand: bool = True
    ventilation: bool = False


STOP_MODES: Mapping[str, StopMode] = MappingProxyType({
    "Normal": StopMode(),
    "Stop only by disconnecting": StopMode(at_car=False, by_hand=False),
    "Only by RFID/RemoteStop": StopMode(at_car=False, at_station=False),
    "Normal + Mode D + RCD detected": StopMode(ventilation=True),
})  # fmt: skip
"""By the values of the parameter. The board has no input for an RCD, so no mode can see one trip (AUT-075)."""


def meant(event: ev.Event, socket: int, mode: StopMode) -> ev.Event | None:
    """What the event means to a running session in this mode; None when nothing."""
    match event:
        case ev.VehicleDisconnected() if not mode.at_car:
            return ev.VehicleAway(socket)
        case ev.PlugRemoved() if not mode.at_station:
            return None
        case ev.StopRequested(reason=reason) if reason in BY_HAND and not mode.by_hand:
            return ev.SessionHeld(socket)
        case ev.VehicleChanged(state=PilotState.D) if mode.ventilation:
            return ev.StopRequested(socket, "Other")
        case ev.VehicleChanged():
            return None
    return event
