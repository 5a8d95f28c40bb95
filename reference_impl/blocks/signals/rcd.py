"""Closes a tripped RCD again, up to a certain point (manual, chapter 9, RCD-Fault; D-ERR-06)."""

from __future__ import annotations

from ...model import effects as fx
from ...model import events as ev
from ...model.errors import UnexpectedEvent
from ...model.quantities import SECOND_MS

OWNER = "rcd"
MOST_ATTEMPTS = 3
PAUSE_MS = 30 * SECOND_MS
GOOD_MS = 10 * 60 * SECOND_MS
"""An RCD that stays closed for so long has its attempts back. The manual gives no figure for any of these."""


class Rcd:
    """The motor drive of the RCD of one socket."""

    def __init__(self, socket: int, attempts: int = MOST_ATTEMPTS) -> None:
        self._socket, self._most = socket, attempts
        self._open = False
        self._attempts = 0

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """React to one event."""
        match event:
            case ev.RcdSensed(tripped=tripped):
                return self._moved(tripped) if tripped != self._open else []
            case ev.TimerExpired(name="close"):
                self._attempts += 1
                return [fx.CloseRcd(self._socket)]
            case ev.TimerExpired(name="good"):
                self._attempts = 0
                return []
        raise UnexpectedEvent(self, event)

    def _moved(self, opened: bool) -> list[fx.Effect]:
        self._open = opened
        if not opened:
            return [
                fx.CancelTimer(OWNER, self._socket, "close"),
                fx.StartTimer(OWNER, self._socket, "good", GOOD_MS),
            ]
        again = [fx.StartTimer(OWNER, self._socket, "close", PAUSE_MS)] if self._attempts < self._most else []
        return [fx.CancelTimer(OWNER, self._socket, "good"), *again]
