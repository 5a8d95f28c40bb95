"""Raises and clears faults and tells what is wrong now: one supervisor for each socket, one for the station.

Theory of operation. Inputs of the board raise and clear the rows of faults.py that name them;
other blocks tell FaultRaised and FaultCleared, or the event that means it. The faults that are
present are on the disk, so that what ends while the software is away, or because of its restart,
is still told as resolved. After a restart everything is sensed anew: a fault whose cause cannot
be sensed is ended when the software has booted, where its row or its block says so.
"""

from __future__ import annotations

from typing import Any

from ...model import effects as fx
from ...model import events as ev
from ...model.electrical import PilotState
from ...model.errors import UnexpectedEvent
from ...model.faults import Fault, Until
from .faults import BACKEND, BACKEND_LOST_MS, LOCKING_FAILED, RCD, STUCK, UNDETECTED, USB_LOST, VEHICLE_ERROR

ACTUATOR = (LOCKING_FAILED, STUCK)
"""Not told of an actuator that is not there."""


class _Book:
    """The faults that are present, in the order in which they came."""

    def __init__(self, owner: str, socket: int, faults: dict[str, Fault]) -> None:
        self._owner, self._socket, self._table = owner, socket, faults
        self._present: dict[str, Fault] = {}
        self._shown: set[str] = set()

    def _changed(self) -> list[fx.Effect]:
        """What is told when the faults that are present have changed."""
        return [fx.Persist(self._record, list(self._present))]

    @property
    def _record(self) -> str:
        return f"faults-{self._socket}"

    def _restore(self, records: dict[str, Any]) -> list[fx.Effect]:
        """What was there when the software ended; names that the table no longer has are forgotten."""
        names = [name for name in records.get(self._record, []) if name in self._table]
        self._present = {name: self._table[name] for name in names}
        return [fx.Tell(ev.FaultsRestored(self._socket, tuple(names))), *self._changed()] if names else []

    def _raise(self, name: str) -> list[fx.Effect]:
        if name in self._present:
            return []
        self._present[name] = self._table[name]
        return self._changed()

    def _clear(self, name: str) -> list[fx.Effect]:
        return self._changed() if self._present.pop(name, None) else []

    def _sense(self, condition: str, present: bool) -> list[fx.Effect]:
        name, row = next(((name, row) for name, row in self._table.items() if row.seen == condition), ("", None))
        if row is None:
            return []
        known = condition in self._shown
        (self._shown.add if present else self._shown.discard)(condition)
        if present:
            return [] if known else self._later(name, row.after_ms) if row.after_ms else self._raise(name)
        cancel = [fx.CancelTimer(self._owner, self._socket, name)] if known and row.after_ms else []
        return [*cancel, *(self._clear(name) if row.until is Until.CAUSE else [])]

    def _later(self, name: str, after_ms: int) -> list[fx.Effect]:
        return [] if name in self._present else [fx.StartTimer(self._owner, self._socket, name, after_ms)]


class Supervisor(_Book):
    """The faults of one socket."""

    def __init__(self, socket: int, faults: dict[str, Fault]) -> None:
        super().__init__("supervisor", socket, faults)
        self._connected = self._error = False

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """React to one event."""
        match event:
            case ev.RecordsRestored(records):
                return self._restore(records)
            case ev.Booted():
                return self._booted()
            case ev.FaultRaised(fault=name) | ev.TimerExpired(name=name):
                return self._raise(name)
            case ev.FaultCleared(fault=name):
                return self._clear(name)
            case ev.ConditionSensed(condition=condition, present=present):
                return self._sense(condition, present)
            case ev.UsbLinkSensed(up=up):
                return self._clear(USB_LOST) if up else self._raise(USB_LOST)
            case ev.RcdSensed(tripped=tripped):
                return self._raise(RCD) if tripped else self._clear(RCD)
        return self._at_the_plug(event)

    def _at_the_plug(self, event: ev.Event) -> list[fx.Effect]:
        """What vehicle, plug and lock mean."""
        match event:
            case ev.LockFailed(closing=closing):
                return self._raise_actuator(LOCKING_FAILED if closing else STUCK)
            case ev.LockLost():
                return self._raise_actuator(LOCKING_FAILED)
            case ev.Locked():
                return self._clear(LOCKING_FAILED)
            case ev.Unlocked():
                return self._clear(STUCK) + self._clear(LOCKING_FAILED)
            case ev.PlugRemoved():
                return self._clear(LOCKING_FAILED) + self._unplugged()
            case ev.VehicleChanged(state=state):
                self._error = state is PilotState.E
                return self._raise(VEHICLE_ERROR) if self._error else self._clear(VEHICLE_ERROR)
            case ev.VehicleConnected():
                self._connected = True
                return []
            case ev.VehicleDisconnected():
                return self._unplugged()
        raise UnexpectedEvent(self, event)

    def _unplugged(self) -> list[fx.Effect]:
        self._connected = False
        return self._clear_all(Until.UNPLUGGED)

    def _clear_all(self, until: Until) -> list[fx.Effect]:
        ended = [name for name, row in self._present.items() if row.until is until and row.seen not in self._shown]
        if until is Until.UNPLUGGED:
            ended = [name for name, row in self._present.items() if row.until is until]
        return [effect for name in ended for effect in self._clear(name)]

    def _raise_actuator(self, name: str) -> list[fx.Effect]:
        return [] if UNDETECTED in self._present else self._raise(name)

    def _booted(self) -> list[fx.Effect]:
        """All inputs have been sensed; a stuck actuator is tried once more (ERR-068)."""
        effects = self._clear_all(Until.RESTART) + self._clear(LOCKING_FAILED)
        effects += [] if self._error else self._clear(VEHICLE_ERROR)
        effects += [] if self._connected else self._clear_all(Until.UNPLUGGED)
        return [*effects, fx.Tell(ev.UnlockRequested(self._socket))] if STUCK in self._present else effects

    def _changed(self) -> list[fx.Effect]:
        stopping = [fault for fault in self._present.values() if fault.stops]
        by_mode = bool(stopping) and all(fault.by_mode for fault in stopping)
        told = ev.FaultsChanged(self._socket, tuple(self._present), bool(stopping), by_mode)
        return [*super()._changed(), fx.Tell(told)]


class StationSupervisor(_Book):
    """The faults of the station as a whole; none of them stops anything."""

    def __init__(self, faults: dict[str, Fault]) -> None:
        super().__init__("station_supervisor", 0, faults)
        self._linked = True

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """React to one event."""
        match event:
            case ev.RecordsRestored(records):
                return self._restore(records)
            case ev.StationConditionSensed(condition, present):
                return self._sense(condition, present)
            case ev.FaultRaised(socket, name):
                return [] if socket else self._raise(name)
            case ev.FaultCleared(socket, name):
                return [] if socket else self._clear(name)
            case ev.LinkDown():
                was, self._linked = self._linked, False
                return self._later(BACKEND, BACKEND_LOST_MS) if was else []
            case ev.LinkUp():
                self._linked = True
                return [fx.CancelTimer(self._owner, 0, BACKEND), *self._clear(BACKEND)]
            case ev.TimerExpired(name=name):
                return self._raise(name)
        raise UnexpectedEvent(self, event)

    def _changed(self) -> list[fx.Effect]:
        return [*super()._changed(), fx.Tell(ev.StationFaultsChanged(tuple(self._present)))]
