"""When clock-aligned meter values are taken: at the same moments of every day (OCPP 1.6, 3.16.2 and 9.1.7).

The intervals are counted from midnight (UTC, as OCPP recommends for dates) and begin anew at
the next one, so an interval that does not divide a day makes the last one of the day shorter.
"""

from __future__ import annotations

from ...model import effects as fx
from ...model import events as ev
from ...model.errors import UnexpectedEvent
from ...model.quantities import SECOND_MS
from ...model.settings import Settings

OWNER = "clock_aligned"
INTERVAL = "ClockAlignedDataInterval"
SOCKETS = (1, 2)
DAY_MS = 86_400 * SECOND_MS


def next_ms(unix_ms: int, interval_ms: int) -> int:
    """The first moment behind `unix_ms` at which values are due."""
    midnight_ms = unix_ms // DAY_MS * DAY_MS
    due_ms = ((unix_ms - midnight_ms) // interval_ms + 1) * interval_ms
    return midnight_ms + min(due_ms, DAY_MS)


class ClockAligned:
    """Has all meters read when it is time, whether a transaction runs or not; 0 switches it off."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._offset_ms = 0
        self._due_ms = 0  # Unix time

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """React to one event."""
        match event:
            case ev.ClockSet(offset_ms):
                self._offset_ms, self._due_ms = offset_ms, 0
                return self._next(now_ms)
            case ev.ValueStored(name=name):
                return self._next(now_ms) if name == INTERVAL else []
            case ev.TimerExpired(name="due"):
                return [*(fx.ReadMeter(socket, "clock") for socket in SOCKETS), *self._next(now_ms)]
        raise UnexpectedEvent(self, event)

    def _next(self, now_ms: int) -> list[fx.Effect]:
        """A timer that came a little early must not make the same moment due twice."""
        interval_ms = self._settings.number(INTERVAL) * SECOND_MS
        if not interval_ms:
            return [fx.CancelTimer(OWNER, 0, "due")]
        unix_ms = now_ms + self._offset_ms
        early = 0 < self._due_ms - unix_ms < SECOND_MS
        self._due_ms = next_ms(self._due_ms if early else unix_ms, interval_ms)
        return [fx.StartTimer(OWNER, 0, "due", self._due_ms - unix_ms)]
