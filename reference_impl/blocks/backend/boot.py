"""Registration: BootNotification until the backend accepts (OCPP 1.6, 4.2).

A station that is Rejected answers no requests of the backend; one that is Pending does.
"""

from __future__ import annotations

from ...model import effects as fx
from ...model import events as ev
from ...model.backend_calls import BootCall
from ...model.errors import UnexpectedEvent
from ...model.quantities import SECOND_MS

OWNER = "boot"
DEFAULT_RETRY_S = 60
"""Used where the backend gives no interval (0), or no usable answer."""


class Boot:
    """Asks to be registered each time the link comes up, and again after the interval until accepted."""

    def __init__(self) -> None:
        self._gone = False

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """React to one event."""
        match event:
            case ev.LinkUp() | ev.TimerExpired(name="retry"):
                self._gone = False
                hear = [fx.HearRequests(True)] if isinstance(event, ev.LinkUp) else []
                return [*hear, fx.Tell(ev.CallQueued(BootCall()))]
            case ev.LinkDown(reason):
                self._gone = True
                return [fx.CancelTimer(OWNER, 0, "retry"), fx.Tell(ev.Unregistered(reason))]
            case ev.BootAnswered(status="Accepted", interval_s=interval_s):
                hear = [fx.HearRequests(True)]
                return [*hear, fx.CancelTimer(OWNER, 0, "retry"), fx.Tell(ev.Registered(interval_s))]
            case ev.BootAnswered(status=status, interval_s=interval_s):
                hear = [fx.HearRequests(status != "Rejected")]
                return [*hear, fx.Tell(ev.Unregistered(f"BootNotification {status}")), self._retry(interval_s)]
            case ev.MessageTriggered(message=message):
                return [fx.Tell(ev.CallQueued(BootCall()))] if message == "BootNotification" else []
            case ev.CallUnanswered(call=BootCall()):
                return [] if self._gone else [self._retry(0)]
            case ev.CallUnanswered():
                return []
        raise UnexpectedEvent(self, event)

    def _retry(self, interval_s: int) -> fx.Effect:
        return fx.StartTimer(OWNER, 0, "retry", (interval_s or DEFAULT_RETRY_S) * SECOND_MS)
