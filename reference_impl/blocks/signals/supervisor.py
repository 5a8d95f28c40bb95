"""Raises and clears faults of one socket and tells what is wrong now."""

from __future__ import annotations

from ...model import effects as fx
from ...model import events as ev
from ...model.errors import UnexpectedEvent
from ...model.faults import Fault

LOCKING_FAILED = "Plug locking failed"
STUCK = "Type 2 actuator stuck, cannot unlock"
RCD_TRIPPED = "RCD-Fault"
USB_LOST = "USB link to master lost"


class Supervisor:
    """The faults of one socket, in the order in which they came."""

    def __init__(self, socket: int, faults: dict[str, Fault]) -> None:
        self._socket, self._table = socket, faults
        self._present: dict[str, Fault] = {}

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """React to one event."""
        match event:
            case ev.FaultRaised(fault=name):
                return self._raise(name)
            case ev.FaultCleared(fault=name):
                return self._clear(name)
            case ev.LockFailed(closing=closing):
                return self._raise(LOCKING_FAILED if closing else STUCK)
            case ev.Locked():
                return self._clear(LOCKING_FAILED)
            case ev.Unlocked():
                return self._clear(STUCK) + self._clear(LOCKING_FAILED)
            case ev.PlugRemoved():
                return self._clear(LOCKING_FAILED)
            case ev.UsbLinkSensed(up=up):
                return self._clear(USB_LOST) if up else self._raise(USB_LOST)
            case ev.RcdSensed(tripped=tripped):
                return self._raise(RCD_TRIPPED) if tripped else self._clear(RCD_TRIPPED)
        raise UnexpectedEvent(self, event)

    def _raise(self, name: str) -> list[fx.Effect]:
        if name in self._present:
            return []
        self._present[name] = self._table[name]
        return self._changed()

    def _clear(self, name: str) -> list[fx.Effect]:
        return self._changed() if self._present.pop(name, None) else []

    def _changed(self) -> list[fx.Effect]:
        stopping = [fault for fault in self._present.values() if fault.stops]
        by_mode = bool(stopping) and all(fault.by_mode for fault in stopping)
        return [fx.Tell(ev.FaultsChanged(self._socket, tuple(self._present), bool(stopping), by_mode))]
