"""Contactor: closed only while everything that must hold, holds; and it must obey.

Closed when the session allows energy, the vehicle is ready (C or D), the plug is held and a
current is offered. It opens before anything else is undone. A contactor that still reports
closed WELD_MS after it was told to open is welded: the socket is a danger (ERR, Contactor
welded). A lock that opens by itself does not end what flows (ERR-060), but nothing is closed again
on a plug that is not held.
"""

from __future__ import annotations

from ...model import effects as fx
from ...model import events as ev
from ...model.electrical import READY
from ...model.errors import UnexpectedEvent
from ...model.quantities import SECOND_MS

WELD_MS = 1 * SECOND_MS
OWNER = "contactor"
WELDED = "Contactor welded"


class Contactor:
    """The contactor of one socket."""

    def __init__(self, socket: int) -> None:
        self._socket = socket
        self._allowed = self._ready = self._locked = self._offered = False
        self._told = self._closed = self._welded = self._lost = False

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """React to one event."""
        match event:
            case ev.EnergyAllowed() | ev.EnergyBarred():
                self._allowed = isinstance(event, ev.EnergyAllowed)
            case ev.VehicleChanged(state=state):
                self._ready = state in READY
            case ev.Locked() | ev.Unlocked():
                self._locked, self._lost = isinstance(event, ev.Locked), False
            case ev.LockLost():
                self._locked, self._lost = False, True
            case ev.FaultsRestored(names=names):
                self._welded = WELDED in names
                return []
            case ev.OfferChanged(current=current):
                self._offered = current.deciamperes > 0
            case ev.ContactorFeedback(closed=closed):
                return self._report(closed)
            case ev.TimerExpired(name="weld"):
                if not self._closed:
                    return []
                self._welded = True
                return [fx.Tell(ev.FaultRaised(self._socket, WELDED))]
            case _:
                raise UnexpectedEvent(self, event)
        return self._switch(self._wanted())

    def _wanted(self) -> bool:
        held = self._locked or (self._lost and self._told)
        return self._allowed and self._ready and held and self._offered

    def _switch(self, closed: bool) -> list[fx.Effect]:
        if closed == self._told:
            return []
        self._told = closed
        watch: fx.Effect = (
            fx.CancelTimer(OWNER, self._socket, "weld")
            if closed
            else fx.StartTimer(OWNER, self._socket, "weld", WELD_MS)
        )
        return [watch, fx.DriveContactor(self._socket, closed)]

    def _report(self, closed: bool) -> list[fx.Effect]:
        changed, self._closed = closed != self._closed, closed
        effects: list[fx.Effect] = []
        if closed and not self._told and changed:
            effects.append(fx.StartTimer(OWNER, self._socket, "weld", WELD_MS))
        if not closed:
            effects.append(fx.CancelTimer(OWNER, self._socket, "weld"))
            if self._welded:
                self._welded = False
                effects.append(fx.Tell(ev.FaultCleared(self._socket, WELDED)))
        if changed:
            effects.append(fx.Tell(ev.ContactorMoved(self._socket, closed)))
        return effects
