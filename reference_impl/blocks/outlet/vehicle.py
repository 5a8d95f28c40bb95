"""What the vehicle does, seen from the socket: pilot voltage to state A to F (IEC 61851-1, table A.4).

A vehicle that signals an error (state E) has not gone: the transaction goes on (manual, chapter 9).
"""

from __future__ import annotations

from ...model import effects as fx
from ...model import events as ev
from ...model.electrical import CONNECTED, PilotState
from ...model.errors import UnexpectedEvent

LEVELS: tuple[tuple[int, PilotState], ...] = (
    (11, PilotState.A),
    (8, PilotState.B),
    (5, PilotState.C),
    (2, PilotState.D),
    (-1, PilotState.E),
)
"""From this voltage (V, positive peak) upwards it is this state; below the last row it is F."""


class VehicleSensor:
    """Turns voltages into states and says when a vehicle comes and goes."""

    def __init__(self, socket: int, levels: tuple[tuple[int, PilotState], ...]) -> None:
        self._socket, self._levels = socket, levels
        self._state = PilotState.A
        self._connected = False

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """React to one event."""
        match event:
            case ev.PilotSensed(volts=volts):
                return self._move(next((state for level, state in self._levels if volts >= level), PilotState.F))
        raise UnexpectedEvent(self, event)

    def _move(self, state: PilotState) -> list[fx.Effect]:
        before, self._state = self._state, state
        if state == before:
            return []
        effects: list[fx.Effect] = [fx.Tell(ev.VehicleChanged(self._socket, before, state))]
        was, self._connected = self._connected, state in CONNECTED or (self._connected and state is PilotState.E)
        if self._connected and not was:
            effects.append(fx.Tell(ev.VehicleConnected(self._socket)))
        elif was and not self._connected:
            effects.append(fx.Tell(ev.VehicleDisconnected(self._socket)))
        return effects
