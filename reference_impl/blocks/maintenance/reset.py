"""Restart: sessions end properly first, their messages get a moment to leave, then the software stops."""

from __future__ import annotations

from ...model import effects as fx
from ...model import events as ev
from ...model.errors import UnexpectedEvent
from ...model.quantities import SECOND_MS

OWNER = "reset"
GRACE_MS = 2 * SECOND_MS


class Reset:
    """Restarts the station once, GRACE_MS after it was asked."""

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """React to one event."""
        match event:
            case ev.RestartRequested():
                return [fx.StartTimer(OWNER, 0, "restart", GRACE_MS)]
            case ev.TimerExpired(name="restart"):
                return [fx.Restart()]
        raise UnexpectedEvent(self, event)
