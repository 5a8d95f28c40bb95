"""Heartbeat at the interval that the backend gave with BootNotification, or set since (OCPP 1.6, 4.6).

With Force Heartbeat request messages Off a call that was answered proves the link as well, and
the interval begins anew.
"""

from __future__ import annotations

from ...model import effects as fx
from ...model import events as ev
from ...model.backend_calls import HeartbeatCall
from ...model.errors import UnexpectedEvent
from ...model.quantities import SECOND_MS
from ...model.settings import Settings

OWNER = "heartbeat"


class Heartbeat:
    """Beats while registered."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._interval_s = 0
        self._beats = False

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """React to one event."""
        match event:
            case ev.Registered(interval_s):
                self._beats, self._interval_s = True, interval_s or self._settings.number("HeartbeatInterval")
                return self._next(now_ms)
            case ev.Unregistered():
                self._beats = False
                return [fx.CancelTimer(OWNER, 0, "beat")]
            case ev.CallSettled():
                return [] if self._settings.on("Force Heartbeat request messages") else self._next(now_ms)
            case ev.ValueStored(name="HeartbeatInterval"):
                self._interval_s = self._settings.number("HeartbeatInterval")
                return self._next(now_ms)
            case ev.ValueStored():
                return []
            case ev.MessageTriggered(message=message):
                return [fx.Tell(ev.CallQueued(HeartbeatCall()))] if message == "Heartbeat" else []
            case ev.TimerExpired(name="beat"):
                return [fx.Tell(ev.CallQueued(HeartbeatCall())), *self._next(now_ms)]
        raise UnexpectedEvent(self, event)

    def _next(self, now_ms: int) -> list[fx.Effect]:
        if not self._beats:
            return []
        after_ms = self._interval_s * SECOND_MS
        return [fx.StartTimer(OWNER, 0, "beat", after_ms), fx.Tell(ev.HeartbeatDue(now_ms + after_ms))]
