"""The date: milliseconds on the station's clock plus an offset that the backend sets.

Until a backend has given the time the date is that of the station's clock itself, which on a
fresh controller starts in 1970 (the manual's screens show it).
"""

from __future__ import annotations

from typing import Any

from ...model import effects as fx
from ...model import events as ev
from ...model.errors import UnexpectedEvent

WORTH_SETTING_MS = 1_000
"""Less is the journey of the message; setting the clock for it would date a repeated message anew."""


class WallClock:
    """Keeps the offset, also over a loss of power."""

    def __init__(self) -> None:
        self.offset_ms = 0

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """React to one event."""
        match event:
            case ev.RecordsRestored(records):
                stored: Any = records.get("clock", {})
                self.offset_ms = int(stored.get("offset_ms", 0))
                return [fx.Tell(ev.ClockSet(self.offset_ms))]
            case ev.BootAnswered(time_ms=time_ms) | ev.HeartbeatAnswered(time_ms=time_ms):
                offset_ms = time_ms - now_ms
                if abs(offset_ms - self.offset_ms) < WORTH_SETTING_MS:
                    return []
                self.offset_ms = offset_ms
                return [fx.Persist("clock", {"offset_ms": offset_ms}), fx.Tell(ev.ClockSet(offset_ms))]
        raise UnexpectedEvent(self, event)
