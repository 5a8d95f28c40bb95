"""What the session of one socket asks for when it goes from state to state.

The states and moves are in states.py, what the Stop Transaction Mode makes of an event in
stop_modes.py. A session begins when CHARGING is entered and ends when the running states are
left; both are told with the grant, so that nobody else has to remember it.

The grant of a running session is on the disk. A session that was cut short (loss of power, or
the watchdog) goes on under it when the software runs again and the vehicle is still connected,
or is ended, as Restart transaction after power loss says. Where the Stop Transaction Mode lets a
session outlast its vehicle, it does so over a loss of power too; one whose energy a driver had
ended stays without.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from ...model import effects as fx
from ...model import events as ev
from ...model.grants import Grant, Source
from ...model.quantities import SECOND_MS
from ...model.settings import Settings
from .states import RUNNING, Move, State, next_state
from .stop_modes import PARAMETER, ROWS, Cause, Outcome, Row, meant

OWNER = "session"
END_REASONS: dict[type[ev.Event], str] = {
    ev.VehicleDisconnected: "EVDisconnected",
    ev.PlugRemoved: "EVDisconnected",
    ev.LockFailed: "PowerLoss",
}
"""Reasons of OCPP 1.6, 7.36, for what ends a session without naming a reason itself.

A failing lock ends only a session that a loss of power cut short and that would go on.
"""


class Session:
    """The session machine of one socket."""

    def __init__(
        self,
        socket: int,
        settings: Settings,
        moves: dict[Move, State],
        modes: Mapping[str, Mapping[Cause, Row]] = ROWS,
    ) -> None:
        self._socket, self._settings, self._moves, self._modes = socket, settings, moves, modes
        self._state = State.IDLE
        self._grant: Grant | None = None
        self._barred = self._out_of_service = False
        self._kept_for = ""  # the card whose plug stays locked after its session
        self._cut_short: Grant | None = None  # of the session that ran when the software ended
        self._resuming = self._withheld = self._interrupted = self._plugged = False
        self._outlasts = False  # what bars charging now leaves a running session open

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """React to one event."""
        if isinstance(event, ev.RecordsRestored):
            return self._restore(event.records.get(self._record))
        if isinstance(event, ev.Booted):
            return self._booted()
        if isinstance(event, ev.VehicleConnected) and self._cut_short is not None:
            if self._barred and not self._outlasts:
                return [*self._give_up("Other"), *self._move(event)]
            return self._resume(event, self._cut_short)
        if isinstance(event, (ev.PlugInserted, ev.PlugRemoved)):
            self._plugged = isinstance(event, ev.PlugInserted)
        if isinstance(event, ev.PlugInserted):
            return []
        if isinstance(event, ev.FaultsChanged):
            return self._faulty(event)
        if isinstance(event, ev.AvailabilityChanged):
            self._out_of_service = not event.operative
            return self._withdraw() if self._out_of_service and self._state not in RUNNING else []
        if isinstance(event, ev.EnergyWithheld):
            self._withheld = True
            return []
        if isinstance(event, ev.CardNamed):
            return self._named(event.id_tag)
        if isinstance(event, ev.TimerExpired):
            event = ev.ConnectionTimedOut(self._socket)
        if isinstance(event, (ev.PlugRemoved, ev.VehicleConnected)):
            self._kept_for = ""
        if isinstance(event, ev.Granted) and self._kept_for and self._kept_for == event.grant.card:
            self._kept_for = ""
            return [fx.Tell(ev.UnlockRequested(self._socket))]
        if isinstance(event, ev.Granted) and (self._barred or self._out_of_service):
            return [fx.Tell(ev.Refused(self._socket))]
        return self._by_mode(event)

    def _by_mode(self, event: ev.Event) -> list[fx.Effect]:
        """What the event means in the Stop Transaction Mode, while a session runs."""
        if self._state not in RUNNING:
            return [] if isinstance(event, ev.VehicleChanged) else self._move(event)
        told = meant(event, self._socket, self._modes[self._settings.text(PARAMETER)])
        if isinstance(told, ev.EnergyBarred):
            self._interrupted = True
            return [fx.Tell(told)]
        return self._move(told) if told is not None else []

    def _named(self, id_tag: str) -> list[fx.Effect]:
        """From now on it is the session of this card."""
        if self._grant is None:
            return []
        self._grant = replace(self._grant, card=id_tag, id_tag=id_tag)
        return [self._keep()]

    def _faulty(self, event: ev.FaultsChanged) -> list[fx.Effect]:
        """A socket out of operation; a running session may outlast what only interrupts its energy."""
        self._barred = event.barred
        rows = self._modes[self._settings.text(PARAMETER)]
        self._outlasts = event.by_mode and rows[Cause.RCD].outcome is not Outcome.ENDS
        if event.barred:
            by_mode = event.by_mode and self._state in RUNNING
            return self._by_mode(event) if by_mode else self._withdraw()
        again, self._interrupted = self._interrupted and self._state is State.CHARGING, False
        return [self._energy()] if again else []

    def _energy(self) -> fx.Effect:
        """What a charging session may have now."""
        if self._withheld:
            return fx.Tell(ev.EnergyWithheld(self._socket))
        return fx.Tell(ev.EnergyBarred(self._socket) if self._barred else ev.EnergyAllowed(self._socket))

    def _move(self, event: ev.Event) -> list[fx.Effect]:
        before = self._state
        self._state = next_state(before, event, self._moves)
        if isinstance(event, ev.Granted) and (before, type(event)) in self._moves:
            self._grant = event.grant
        elif self._state is before:
            return []
        return self._left(before, event) + self._entered(before)

    # -- over a loss of power --

    @property
    def _record(self) -> str:
        return f"session-{self._socket}"

    def _restore(self, stored: dict[str, Any] | None) -> list[fx.Effect]:
        """What runs again goes on later, when the vehicle is seen."""
        if not stored:
            return []
        held = stored.get("held", False)
        fields = {name: value for name, value in stored.items() if name != "held"}
        self._cut_short = Grant(**{**fields, "source": Source(stored["source"])})
        if not self._settings.on("Restart transaction after power loss"):
            return self._give_up("PowerLoss")
        if held:
            self._state, self._grant, self._cut_short = State.HELD, self._cut_short, None
        return []

    def _keep(self) -> fx.Effect:
        assert self._grant is not None
        held = {"held": True} if self._state is State.HELD else {}
        return fx.Persist(self._record, asdict(self._grant) | held)

    def _resume(self, event: ev.VehicleConnected, grant: Grant) -> list[fx.Effect]:
        """The vehicle is still there: the session goes on under the same grant."""
        self._cut_short, self._resuming = None, True
        return self._move(event) + self._move(ev.Granted(self._socket, grant))

    def _booted(self) -> list[fx.Effect]:
        """Everything has been sensed: a vehicle that has not been seen by now has gone."""
        effects = self._without_vehicle() if self._cut_short is not None else []
        if self._state is State.HELD:
            effects = self._told_again()
            effects += [] if self._plugged else self._move(ev.PlugRemoved(self._socket))
        unlock = self._held_without_need()
        return [*effects, fx.Tell(ev.UnlockRequested(self._socket))] if unlock else effects

    def _without_vehicle(self) -> list[fx.Effect]:
        """It ends, or waits for a vehicle, as if the cable had been pulled just now."""
        rows = self._modes[self._settings.text(PARAMETER)]
        pulled = (Cause.CAR,) if self._plugged else (Cause.CAR, Cause.STATION)
        if any(rows[cause].outcome is Outcome.ENDS for cause in pulled):
            return self._give_up("EVDisconnected")
        self._state, self._grant, self._cut_short = State.AWAY, self._cut_short, None
        return self._told_again()

    def _told_again(self) -> list[fx.Effect]:
        """Nobody else remembers a session over a restart."""
        assert self._grant is not None
        started = fx.Tell(ev.SessionStarted(self._socket, self._grant))
        return [started, fx.Tell(ev.SessionChanged(self._socket, self._state))]

    def _give_up(self, reason: str) -> list[fx.Effect]:
        assert self._cut_short is not None
        grant, self._cut_short = self._cut_short, None
        return [fx.Persist(self._record, None), fx.Tell(ev.SessionEnded(self._socket, reason, "", grant))]

    # -- the moves --

    def _withdraw(self) -> list[fx.Effect]:
        """The socket is out of operation: what runs ends, what was permitted lapses."""
        running = self._state in (State.AUTHORISED, State.LOCKING, *RUNNING)
        return self._move(ev.StopRequested(self._socket, "Other")) if running else []

    def _held_without_need(self) -> bool:
        """A plug that a loss of power left locked: its car has gone, or it may be held with permission only."""
        late = self._settings.on("Lock Actuator only if authorized")
        return self._state in (State.IDLE, State.AWAY, State.HELD) or (self._state is State.PLUGGED and late)

    def _left(self, before: State, event: ev.Event) -> list[fx.Effect]:
        if before is State.AUTHORISED:
            return [fx.CancelTimer(OWNER, self._socket, "connection")]
        resumed_in_vain = self._resuming and before is State.LOCKING and self._state is not State.CHARGING
        self._resuming = self._resuming and before is not State.LOCKING
        if (before not in RUNNING and not resumed_in_vain) or self._state in RUNNING:
            return []
        assert self._grant is not None
        grant, self._grant = self._grant, None
        reason, id_tag = END_REASONS.get(type(event), ""), ""
        match event:
            case ev.StopRequested(reason=reason, id_tag=id_tag):
                pass
            case ev.RestartRequested(cause):
                reason = cause
        ended: list[fx.Effect] = [
            fx.Persist(self._record, None),
            fx.Tell(ev.EnergyBarred(self._socket)),
            fx.Tell(ev.SessionEnded(self._socket, reason, id_tag, grant)),
        ]
        keeps = isinstance(event, ev.VehicleDisconnected) and grant.card
        if keeps and not self._settings.on("UnlockConnectorOnEVSideDisconnect"):
            self._kept_for = grant.card  # OCPP 1.6, 9.1: until its owner shows it again
            return ended
        return [*ended, fx.Tell(ev.UnlockRequested(self._socket))]

    def _entered(self, before: State) -> list[fx.Effect]:
        socket = self._socket
        changed = fx.Tell(ev.SessionChanged(socket, self._state))
        match self._state:
            case State.AUTHORISED:
                timeout_ms = self._settings.number("Vehicle connection timeout") * SECOND_MS
                return [changed, fx.StartTimer(OWNER, socket, "connection", timeout_ms)]
            case State.LOCKING:
                return [changed, fx.Tell(ev.LockRequested(socket))]
            case State.CHARGING if before is State.RESUMING:
                self._interrupted = self._barred
                return [changed, self._energy()]
            case State.AWAY:
                unlock = self._settings.on("UnlockConnectorOnEVSideDisconnect")
                lock = [fx.Tell(ev.UnlockRequested(socket))] if unlock else []
                return [changed, fx.Tell(ev.EnergyBarred(socket)), *lock]
            case State.HELD:
                barred = fx.Tell(ev.EnergyBarred(socket))
                return [self._keep(), changed, barred, fx.Tell(ev.UnlockRequested(socket))]
            case State.RESUMING:
                return [changed, fx.Tell(ev.LockRequested(socket))]
            case State.CHARGING:
                assert self._grant is not None
                self._withheld, self._interrupted = False, self._barred
                kept = self._keep()
                started = fx.Tell(ev.SessionStarted(socket, self._grant))
                return [kept, changed, started, self._energy()]
            case State.PLUGGED if before is State.IDLE:
                early = not self._settings.on("Lock Actuator only if authorized")
                return [changed, fx.Tell(ev.LockRequested(socket))] if early else [changed]
            case State.IDLE if before in (State.PLUGGED, State.LOCKING):
                return [changed, fx.Tell(ev.UnlockRequested(socket))]
        return [changed]
