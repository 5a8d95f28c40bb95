"""Diagnostics and logs on their way to the backend's file server (OCPP 1.6, 5.8; security whitepaper, GetLog).

GetDiagnostics and GetLog are the same work in two dialects; there may be one of each at a time. A
newer order takes the place of an older one of the same kind. An upload that a restart has ended is
told as failed, for nobody else would tell.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ...model import effects as fx
from ...model import events as ev
from ...model.backend_calls import BackendCall, DiagnosticsStatusCall, LogStatusCall
from ...model.errors import UnexpectedEvent
from ...model.quantities import SECOND_MS
from ...model.settings import Settings
from ...model.updates import UploadOrder

OWNER = "uploads"
Payload = dict[str, Any]


@dataclass(frozen=True)
class Dialect:
    """What one request's answers and notifications look like."""

    name: str
    nothing: Payload
    answer: Callable[[str, bool], Payload]
    call: Callable[[str, int | None], BackendCall]
    failed: Callable[[str], str]
    trigger: str


_REFUSALS = (
    ("access refused", "PermissionDenied"),
    ("unknown scheme", "NotSupportedOperation"),
    ("this is not the address", "BadMessage"),
)
"""How the sentence of a failed transfer begins, and the whitepaper's word for it."""


def _log_failure(problem: str) -> str:
    return next((word for begins, word in _REFUSALS if problem.startswith(begins)), "UploadFailure")


DIALECTS = {
    "GetDiagnostics": Dialect(
        name="diagnostics",
        nothing={},
        answer=lambda name, cancelled: {"fileName": name},
        call=lambda status, request: DiagnosticsStatusCall(status),
        failed=lambda problem: "UploadFailed",
        trigger="DiagnosticsStatusNotification",
    ),
    "GetLog": Dialect(
        name="log",
        nothing={"status": "Rejected"},
        answer=lambda name, cancelled: {"status": "AcceptedCanceled" if cancelled else "Accepted", "filename": name},
        call=LogStatusCall,
        failed=_log_failure,
        trigger="LogStatusNotification",
    ),
}


@dataclass
class Job:
    """An upload under way."""

    number: int
    order: UploadOrder
    name: str
    content: bytes
    tries: int = 0


class Uploads:
    """One upload of each kind."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._jobs: dict[str, Job] = {}
        self._last = 0
        self._offset_ms = 0

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """React to one event."""
        match event:
            case ev.RecordsRestored(records):
                return self._restore(records.get("uploads", {}))
            case ev.ClockSet(offset_ms):
                self._offset_ms = offset_ms
                return []
            case ev.LogExtracted(message_id, order, text):
                return self._ordered(message_id, order, text, now_ms)
            case ev.UploadEnded(job, problem):
                return self._ended(job, problem)
            case ev.TimerExpired(name=action):
                return self._try(self._jobs[action])
            case ev.MessageTriggered(message):
                return self._triggered(message)
        raise UnexpectedEvent(self, event)

    def _ordered(self, message_id: str, order: UploadOrder, text: str, now_ms: int) -> list[fx.Effect]:
        dialect = DIALECTS[order.action]
        if not text:
            return [fx.SendAnswer(message_id, order.action, dialect.nothing)]
        older = self._jobs.pop(order.action, None)
        gone: list[fx.Effect] = []
        if older is not None:
            gone = [fx.CancelTimer(OWNER, 0, order.action), fx.CancelTransfer(_name(older))]
        self._last += 1
        at_s = (now_ms + self._offset_ms) // SECOND_MS
        name = f"{self._settings.text('ChargePointSerialNumber')}_{order.log}_{at_s}_{self._last}.log"
        job = self._jobs[order.action] = Job(self._last, order, name, text.encode())
        return [
            *gone,
            fx.SendAnswer(message_id, order.action, dialect.answer(name, older is not None)),
            fx.Tell(ev.CallQueued(dialect.call("Uploading", order.request))),
            self._persist(),
            *self._try(job),
        ]

    def _try(self, job: Job) -> list[fx.Effect]:
        job.tries += 1
        return [fx.Upload(_name(job), job.order.location, job.name, job.content)]

    def _ended(self, name: str, problem: str) -> list[fx.Effect]:
        job = next((job for job in self._jobs.values() if _name(job) == name), None)
        if job is None:
            return []  # it was cancelled, and its end was on its way
        if problem and job.tries < job.order.tries:
            return [fx.StartTimer(OWNER, 0, job.order.action, job.order.interval_s * SECOND_MS)]
        dialect = DIALECTS[job.order.action]
        del self._jobs[job.order.action]
        status = dialect.failed(problem) if problem else "Uploaded"
        return [fx.Tell(ev.CallQueued(dialect.call(status, job.order.request))), self._persist()]

    def _persist(self) -> fx.Effect:
        return fx.Persist("uploads", {action: job.order.request for action, job in self._jobs.items()})

    def _restore(self, stored: dict[str, int | None]) -> list[fx.Effect]:
        if not stored:
            return []
        dialects = [(DIALECTS[action], request) for action, request in stored.items()]
        told = [fx.Tell(ev.CallQueued(one.call(one.failed(""), request))) for one, request in dialects]
        return [*told, self._persist()]

    def _triggered(self, message: str) -> list[fx.Effect]:
        for action, dialect in DIALECTS.items():
            if dialect.trigger == message:
                job = self._jobs.get(action)
                call = dialect.call("Uploading", job.order.request) if job else dialect.call("Idle", None)
                return [fx.Tell(ev.CallQueued(call))]
        return []


def _name(job: Job) -> str:
    return f"upload {job.number}"
