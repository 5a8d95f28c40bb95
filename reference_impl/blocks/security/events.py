"""Security events on their way to the backend (security whitepaper, A04).

Theory of operation. Whoever notices something tells SecurityNoted; what the boot, the clock and the line
show is noticed here. Events that the backend has to know go into a queue on the disk and leave it, in order,
when the backend has taken them (A04.FR.02), in this power cycle or a later one. One is under way at a time.
They wait in a queue of their own and not among the transaction messages, which a backend that does not know
the whitepaper must not hold up: an event that it answers with an error is tried ATTEMPTS times, then dropped.

A failure of the line is noted once until a line stands again, not at each attempt.

A station without a backend keeps nothing for one, as with transactions (blocks/backend/outbox.py).
"""

from __future__ import annotations

from collections import deque
from dataclasses import asdict
from typing import Any

from ...model import effects as fx
from ...model import events as ev
from ...model.backend_calls import SecurityEventCall
from ...model.errors import UnexpectedEvent
from ...model.quantities import SECOND_MS
from ...model.settings import Settings
from .kinds import KINDS, LINK_FAILURES, Kind

OWNER = "security_events"
RECORD = "security_events"
ATTEMPTS = 3
PAUSE_MS = 60 * SECOND_MS
LONGEST_QUEUE = 200
"""The oldest go first when a backend stays away for ever."""


class SecurityEvents:
    """Everything about security that waits for the backend."""

    def __init__(self, settings: Settings, kinds: tuple[Kind, ...] = KINDS) -> None:
        self._settings = settings
        self._told = frozenset(kind.name for kind in kinds if kind.told)
        self._queue: deque[SecurityEventCall] = deque()
        self._last = self._failures = 0
        self._registered = self._under_way = False
        self._offset_ms: int | None = None
        self._noted: set[str] = set()

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """React to one event."""
        match event:
            case ev.RecordsRestored(records):
                self._restore(records.get(RECORD, {}))
                return []
            case ev.SecurityNoted(kind, details):
                return self._note(kind, details, now_ms)
            case ev.Booted(cause):
                return self._note("StartupOfTheDevice", cause, now_ms)
            case ev.RestartRequested(cause):
                return self._note("ResetOrReboot", cause, now_ms)
            case ev.ClockSet(offset_ms):
                return self._clock(offset_ms)
            case ev.LinkUp():
                self._noted.clear()
                return []
            case ev.LinkDown(reason):
                return self._line_failed(reason)
            case ev.Registered():
                self._registered, self._failures = True, 0
                return self._send_next()
            case ev.Unregistered():
                self._registered = False
                return [fx.CancelTimer(OWNER, 0, "again")]
            case ev.SecurityEventTaken(call=call):
                return self._done(call)
            case ev.CallUnanswered(call=SecurityEventCall() as call, code=code):
                return self._unanswered(call, code)
            case ev.CallUnanswered():
                return []
            case ev.TimerExpired(name="again"):
                return self._send_next()
        raise UnexpectedEvent(self, event)

    def _restore(self, record: dict[str, Any]) -> None:
        self._queue = deque(SecurityEventCall(**row) for row in record.get("queue", []))
        self._last = int(record.get("last", 0))

    def _persist(self) -> fx.Effect:
        return fx.Persist(RECORD, {"last": self._last, "queue": [asdict(call) for call in self._queue]})

    # -- what happened --

    def _note(self, kind: str, details: str, now_ms: int) -> list[fx.Effect]:
        if kind not in self._told or self._settings.text("Connection Type") == "No Backend":
            return []
        self._last += 1
        if len(self._queue) == LONGEST_QUEUE:
            del self._queue[1 if self._under_way else 0]
        self._queue.append(SecurityEventCall(self._last, kind, details, now_ms))
        return [self._persist(), *self._send_next()]

    def _clock(self, offset_ms: int) -> list[fx.Effect]:
        """The first time that is told after a boot is the one that the station had before."""
        before, self._offset_ms = self._offset_ms, offset_ms
        if before is None or before == offset_ms:
            return []
        return [fx.Tell(ev.SecurityNoted("SettingSystemTime", "by the backend"))]

    def _line_failed(self, reason: str) -> list[fx.Effect]:
        self._under_way = False
        kind = next((kind for begins, kind in LINK_FAILURES if reason.startswith(begins)), "")
        if not kind or kind in self._noted:
            return []
        self._noted.add(kind)
        return [fx.Tell(ev.SecurityNoted(kind, reason))]

    # -- the way to the backend --

    def _send_next(self) -> list[fx.Effect]:
        if self._under_way or not self._registered or not self._queue:
            return []
        self._under_way = True
        return [fx.Tell(ev.CallQueued(self._queue[0]))]

    def _done(self, call: SecurityEventCall) -> list[fx.Effect]:
        self._under_way, self._failures = False, 0
        if not self._queue or self._queue[0].number != call.number:
            return self._send_next()
        self._queue.popleft()
        return [self._persist(), *self._send_next()]

    def _unanswered(self, call: SecurityEventCall, code: str) -> list[fx.Effect]:
        self._under_way = False
        if code:
            self._failures += 1
            if self._failures >= ATTEMPTS:
                return self._done(call)
        return [fx.StartTimer(OWNER, 0, "again", PAUSE_MS)] if self._registered else []
