"""The link to the backend: connect, wait, try again."""

from __future__ import annotations

from urllib.parse import quote

from ...model import effects as fx
from ...model import events as ev
from ...model.errors import UnexpectedEvent
from ...model.link_request import LinkRequest
from ...model.quantities import SECOND_MS
from ...model.settings import Settings

OWNER = "link"
BACKOFF_S = (5, 10, 20, 40, 60)
"""Seconds before the next attempt; the last one repeats. The manual gives no figure."""


class BackendLink:
    """Keeps the link up while a backend is configured."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._attempts = 0

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """React to one event."""
        match event:
            case ev.Booted() | ev.TimerExpired(name="retry"):
                return self._open()
            case ev.LinkUp():
                self._attempts = 0
                return []
            case ev.LinkDown():
                pause_s = BACKOFF_S[min(self._attempts, len(BACKOFF_S) - 1)]
                self._attempts += 1
                return [fx.StartTimer(OWNER, 0, "retry", pause_s * SECOND_MS)]
        raise UnexpectedEvent(self, event)

    def _open(self) -> list[fx.Effect]:
        url = self._settings.text("WebSockets JSON OCPP URL of the Backend")
        identity = self._settings.text("OCPP ChargeBoxIdentity (ChargePointID)")
        if self._settings.text("Connection Type") == "No Backend" or not url or not identity:
            return []
        return [fx.OpenLink(LinkRequest(f"{url.rstrip('/')}/{quote(identity, safe='')}", "ocpp1.6"))]
