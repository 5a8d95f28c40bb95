"""ExtendedTriggerMessage: the backend asks for a message now (security whitepaper, 5.5 and 6.16)."""

from __future__ import annotations

from ...model import effects as fx
from ...model import events as ev
from ...model.errors import UnexpectedEvent
from ...model.settings import Settings

SOCKETS = (1, 2)
SIGN = "SignChargePointCertificate"
MESSAGES: dict[str, str] = {
    "BootNotification": "BootNotification",
    "FirmwareStatusNotification": "SignedFirmwareStatusNotification",
    "Heartbeat": "Heartbeat",
    "LogStatusNotification": "LogStatusNotification",
    "MeterValues": "MeterValues",
    "StatusNotification": "StatusNotification",
}
"""What is asked for, and which message that is."""


class ExtendedTrigger:
    """Answers the trigger and passes it on."""

    def __init__(self, settings: Settings, messages: dict[str, str]) -> None:
        self._settings, self._messages = settings, messages

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """React to one event."""
        match event:
            case ev.ExtendedTriggerAsked(message_id, message, connector):
                asked = self._passed_on(message, connector)
                if message not in (SIGN, *self._messages):
                    status = "NotImplemented"
                else:
                    status = "Accepted" if asked else "Rejected"
                answer = fx.SendAnswer(message_id, "ExtendedTriggerMessage", {"status": status})
                return [answer, *(fx.Tell(one) for one in asked)]
        raise UnexpectedEvent(self, event)

    def _passed_on(self, message: str, connector: int) -> list[ev.Event]:
        if message == SIGN:  # without a CpoName there is nothing to ask for (A02, prerequisite)
            return [ev.CertificateWanted()] if self._settings.text("CpoName") else []
        if message not in self._messages or connector not in (0, *SOCKETS):
            return []
        return [ev.MessageTriggered(self._messages[message], connector)]
