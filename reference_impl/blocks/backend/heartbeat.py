"""Heartbeat at the interval that the backend gave with BootNotification (OCPP 1.6, 4.6)."""

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

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """React to one event."""
        match event:
            case ev.Registered(interval_s):
                self._interval_s = interval_s or self._settings.number("HeartbeatInterval")
                return self._next(now_ms)
            case ev.Unregistered():
                return [fx.CancelTimer(OWNER, 0, "beat")]
            case ev.MessageTriggered(message=message):
                return [fx.Tell(ev.CallQueued(HeartbeatCall()))] if message == "Heartbeat" else []
            case ev.TimerExpired(name="beat"):
                return [fx.Tell(ev.CallQueued(HeartbeatCall())), *self._next(now_ms)]
        raise UnexpectedEvent(self, event)

    def _next(self, now_ms: int) -> list[fx.Effect]:
        after_ms = self._interval_s * SECOND_MS
        return [fx.StartTimer(OWNER, 0, "beat", after_ms), fx.Tell(ev.HeartbeatDue(now_ms + after_ms))]
