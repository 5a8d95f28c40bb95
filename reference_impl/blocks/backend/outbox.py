"""The queue towards the backend: one call at a time, in order, and nothing durable is lost.

Theory of operation. Two queues. Durable calls (starts, meter values and stops of
transactions) are written to the disk as they come and are taken off only when the backend
has answered; they are sent in the order in which they came, in this power cycle or a later
one. Other calls live while the link does. Until the backend has accepted the station,
BootNotification is all that is sent of its own accord (OCPP 1.6, 4.2); a backend that answers
Pending gets the heartbeat and the statuses that it triggers. Only one call is outstanding (OCPP-J
1.6, 4.1.1); a call without an answer after the Backend connection timeout is asked again,
a durable one at the head of its queue (BKD-039), an Authorize not at all: its asker decides.

A station without a backend keeps nothing for one: whoever configures a backend later does
not send it the sessions of the years before.

A CALLERROR for a durable call is tried again TransactionMessageAttempts times, after
TransactionMessageRetryInterval times the number of attempts, then given up (OCPP 1.6, 3.7.1).
A durable call keeps the date with which it was sent first: sent again it is the same message.

A backend may answer so late that a durable call was sent again meanwhile. The late answer is
taken all the same, or a backend that is always late would never be done with; the call that
is still on the line has to be answered, or to run out of time, before the next one leaves.

The backend's transaction number may come after the calls that need it: it is filled in when
they are sent.
"""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from typing import Any

from ...model import effects as fx
from ...model import events as ev
from ...model.backend_calls import (
    BackendCall,
    BootCall,
    HeartbeatCall,
    StartCall,
    StatusCall,
    StopCall,
    from_record,
    to_record,
)
from ...model.errors import UnexpectedEvent
from ...model.quantities import SECOND_MS
from ...model.settings import Settings

OWNER = "outbox"
TRIGGERED = (HeartbeatCall, StatusCall)
"""What a backend that has not accepted the station can trigger; nothing else of the kind is queued meanwhile."""
UNKNOWN_TRANSACTION = -1
"""Sent for a transaction whose start the backend never accepted."""


class Outbox:
    """Everything that waits for the backend."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._durable: deque[BackendCall] = deque()
        self._volatile: list[BackendCall] = []
        self._numbers: dict[int, int] = {}
        self._up = self._registered = self._paused = False
        self._attempts = 0
        self._pending = False
        self._sent: tuple[str, BackendCall] | None = None
        self._earlier_ids: set[str] = set()
        self._answered_id, self._is_moot = "", False
        self._last_id = 0
        self._boots = 0
        self._offset_ms = 0
        self._dated_by_ms: int | None = None

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """React to one event."""
        match event:
            case ev.RecordsRestored(records):
                return self._restore(records)
            case ev.CallQueued(call):
                return self._queue(call)
            case ev.StartNamed(ref, id_tag):
                return self._name(ref, id_tag)
            case ev.LinkUp():
                self._up = True
                return self._send_next()
            case ev.LinkDown(reason):
                return self._line_gone(reason)
            case ev.Registered():
                self._registered, self._pending = True, False
                return self._send_next()
            case ev.Unregistered():
                return self._unregistered()
            case ev.BootAnswered(status=status):
                self._pending = status == "Pending"
                return []
            case ev.StartAnswered(ref=ref, transaction_id=transaction_id):
                self._numbers[ref] = transaction_id
                return [self._persist()]
            case ev.AnswerReceived(message_id, payload):
                if self._is_moot and self._sent is not None and self._sent[0] == message_id:
                    return self._moot_over()
                asked = self._answer_to(message_id)
                self._answered_id = message_id
                return [fx.ReadAnswer(message_id, asked, payload)] if asked else []
            case ev.CallSettled():
                return self._settled()
            case ev.ClockSet(offset_ms):
                self._offset_ms = offset_ms
                return []
            case ev.ErrorReceived(message_id, code, _):
                return self._refused(message_id, code)
            case ev.TimerExpired(name="answer"):
                return self._unanswered()
            case ev.TimerExpired(name="retry"):
                self._paused = False
                return self._send_next()
        raise UnexpectedEvent(self, event)

    # -- the two queues --

    def _restore(self, records: dict[str, Any]) -> list[fx.Effect]:
        stored = records.get("outbox", {})
        self._durable.extend(from_record(row) for row in stored.get("calls", []))
        self._numbers = {int(ref): number for ref, number in stored.get("numbers", {}).items()}
        self._boots = int(stored.get("boots", 0)) + 1
        self._dated_by_ms = stored.get("dated_by_ms")
        return [self._persist()]

    def _persist(self) -> fx.Effect:
        rows = [to_record(call) for call in self._durable]
        record = {
            "boots": self._boots,
            "numbers": self._numbers_record(),
            "calls": rows,
            "dated_by_ms": self._dated_by_ms,
        }
        return fx.Persist("outbox", record)

    def _numbers_record(self) -> dict[str, int]:
        return {str(ref): number for ref, number in self._numbers.items()}

    def _queue(self, call: BackendCall) -> list[fx.Effect]:
        if self._settings.text("Connection Type") == "No Backend":
            return [fx.Tell(ev.CallUnanswered(call, "no backend is configured"))]
        if call.durable:
            self._durable.append(call)
            return [self._persist(), *self._send_next()]
        if not self._up:
            return [fx.Tell(ev.CallUnanswered(call, "no connection to the backend"))]
        if isinstance(call, BootCall):
            self._volatile.insert(0, call)
        else:
            self._volatile.append(call)
        return self._send_next()

    def _name(self, ref: int, id_tag: str) -> list[fx.Effect]:
        """A start that was sent before keeps its card: sent again it is the same message."""
        for index, call in enumerate(self._durable):
            sent = index == 0 and self._dated_by_ms is not None
            if isinstance(call, StartCall) and call.ref == ref and not sent:
                self._durable[index] = replace(call, id_tag=id_tag)
                return [self._persist()]
        return []

    def _send_next(self) -> list[fx.Effect]:
        if self._sent is not None or not self._up:
            return []
        call = self._next_call()
        if call is None:
            return []
        self._last_id += 1
        message_id = f"{self._boots}-{self._last_id}"
        self._sent = (message_id, call)
        timeout_ms = self._settings.number("Backend connection timeout") * SECOND_MS
        number = self._numbers.get(getattr(call, "ref", 0), UNKNOWN_TRANSACTION)
        kept: list[fx.Effect] = []
        if call.durable and self._dated_by_ms is None:
            self._dated_by_ms = self._offset_ms
            kept = [self._persist()]
        offset_ms = self._dated_by_ms if call.durable and self._dated_by_ms is not None else self._offset_ms
        sent = fx.SendCall(message_id, call, number, offset_ms)
        return [*kept, fx.StartTimer(OWNER, 0, "answer", timeout_ms), sent]

    def _next_call(self) -> BackendCall | None:
        allowed = (BackendCall,) if self._registered else (BootCall, *TRIGGERED) if self._pending else (BootCall,)
        first = next((call for call in self._volatile if isinstance(call, allowed)), None)
        if first is not None:
            return first
        if self._registered and self._durable and not self._paused:
            return self._durable[0]
        return None

    # -- what becomes of the call that was sent --

    def _answer_to(self, message_id: str) -> BackendCall | None:
        """The call that this answer belongs to; None for a late, doubled or foreign one."""
        if self._sent is not None and self._sent[0] == message_id and not self._is_moot:
            return self._sent[1]
        return self._durable[0] if message_id in self._earlier_ids else None

    def _settled(self) -> list[fx.Effect]:
        """A call has its answer: take it off and send the next."""
        if self._answered_id in self._earlier_ids:
            return self._settled_late()
        assert self._sent is not None
        call, self._sent = self._sent[1], None
        effects: list[fx.Effect] = [fx.CancelTimer(OWNER, 0, "answer")]
        if call.durable:
            effects.append(self._take_off())
        else:
            self._volatile.remove(call)
        return effects + self._send_next()

    def _settled_late(self) -> list[fx.Effect]:
        """An earlier try has its answer; the same call may be on the line again."""
        self._is_moot = self._sent is not None and self._sent[1].durable
        self._paused = False
        return [self._take_off(), fx.CancelTimer(OWNER, 0, "retry"), *self._send_next()]

    def _take_off(self) -> fx.Effect:
        call = self._durable.popleft()
        self._attempts, self._dated_by_ms = 0, None
        self._earlier_ids.clear()
        if isinstance(call, StopCall):  # nothing comes behind it that needs the number
            self._numbers.pop(call.ref, None)
        return self._persist()

    def _moot_over(self) -> list[fx.Effect]:
        """The call on the line, whose answer had come before, is answered or given up."""
        self._sent, self._is_moot = None, False
        return [fx.CancelTimer(OWNER, 0, "answer"), *self._send_next()]

    def _unanswered(self) -> list[fx.Effect]:
        assert self._sent is not None
        if self._is_moot:
            return self._moot_over()
        (message_id, call), self._sent = self._sent, None
        if call.durable:
            self._earlier_ids.add(message_id)
            return self._send_next()
        self._volatile.remove(call)
        return [fx.Tell(ev.CallUnanswered(call, "no answer in time")), *self._send_next()]

    def _refused(self, message_id: str, code: str) -> list[fx.Effect]:
        if self._sent is None or self._sent[0] != message_id:
            return []
        if self._is_moot:
            return self._moot_over()
        call, self._answered_id = self._sent[1], message_id
        if not call.durable:
            return [*self._settled(), fx.Tell(ev.CallUnanswered(call, f"the backend answered {code}", code))]
        self._attempts += 1
        if self._attempts < self._settings.number("TransactionMessageAttempts"):
            self._sent, self._paused = None, True
            pause_s = self._settings.number("TransactionMessageRetryInterval") * self._attempts
            return [
                fx.CancelTimer(OWNER, 0, "answer"),
                fx.StartTimer(OWNER, 0, "retry", pause_s * SECOND_MS),
                *self._send_next(),
            ]
        lost = [fx.Tell(ev.CallUnanswered(call, f"the backend answered {code}", code))]
        return [*self._settled(), *lost]

    def _unregistered(self) -> list[fx.Effect]:
        """What waited to be sent to a backend that has accepted the station is out of date."""
        if not self._registered:
            return []
        self._registered = False
        on_line = self._sent[1] if self._sent else None
        kept = [call for call in self._volatile if call is on_line or isinstance(call, BootCall)]
        gone = [call for call in self._volatile if not any(call is one for one in kept)]
        self._volatile = kept
        return [fx.Tell(ev.CallUnanswered(call, "not registered")) for call in gone]

    def _line_gone(self, reason: str) -> list[fx.Effect]:
        self._up = self._registered = self._pending = self._paused = False
        self._sent, self._is_moot = None, False
        self._earlier_ids.clear()
        gone = list(self._volatile)
        self._volatile.clear()
        told = [fx.Tell(ev.CallUnanswered(call, reason)) for call in gone]
        return [fx.CancelTimer(OWNER, 0, "answer"), fx.CancelTimer(OWNER, 0, "retry"), *told]


