"""The link to the backend: connect, wait, try again.

The terms are those of the security profile (security whitepaper, 2.2 to 2.5): from profile 2 on the line is
wss: whatever the URL says, and the backend's certificate is checked in full against the installed roots;
profile 3 shows the station's own certificate instead of a password. Below, the password is sent where there
is one (BKD-033).
"""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

from ...model import effects as fx
from ...model import events as ev
from ...model.errors import UnexpectedEvent
from ...model.link_request import BasicCredentials, ClientCertificate, LinkRequest, Trust
from ...model.quantities import SECOND_MS
from ...model.settings import Settings

OWNER = "link"
BACKOFF_S = (5, 10, 20, 40, 60)
"""Seconds before the next attempt; the last one repeats. The manual gives no figure."""
TLS_PROFILES, CERTIFICATE_PROFILE = (2, 3), 3
"""Security profiles with TLS, and the one with the station's own certificate."""


class BackendLink:
    """Keeps the link up while a backend is configured."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._attempts = 0
        self._up = False
        self._trust = ev.TrustChanged((), "", "")

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """React to one event."""
        match event:
            case ev.Booted() | ev.TimerExpired(name="retry"):
                return self._open()
            case ev.LinkUp():
                self._attempts, self._up = 0, True
                return []
            case ev.LinkDown():
                self._up = False
                pause_s = BACKOFF_S[min(self._attempts, len(BACKOFF_S) - 1)]
                self._attempts += 1
                return [fx.StartTimer(OWNER, 0, "retry", pause_s * SECOND_MS)]
            case ev.TrustChanged():
                self._trust = event
                return []
            case ev.LinkRenewalAsked():
                return [fx.CloseLink(), fx.Tell(ev.LinkDown("closed by the station"))] if self._up else []
        raise UnexpectedEvent(self, event)

    def _open(self) -> list[fx.Effect]:
        url = self._settings.text("WebSockets JSON OCPP URL of the Backend")
        identity = self._settings.text("OCPP ChargeBoxIdentity (ChargePointID)")
        if self._settings.text("Connection Type") == "No Backend" or not url or not identity:
            return []
        request = LinkRequest(f"{url.rstrip('/')}/{quote(identity, safe='')}", "ocpp1.6")
        return [fx.OpenLink(self._secured(request, identity))]

    def _secured(self, request: LinkRequest, identity: str) -> LinkRequest:
        """The request on the terms of the security profile."""
        profile = self._settings.number("SecurityProfile")
        if profile in TLS_PROFILES:
            url = "wss:" + request.url.partition(":")[2]
            request = replace(request, url=url, trust=Trust(), roots=self._trust.roots)
        if profile == CERTIFICATE_PROFILE:
            return replace(request, client_certificate=ClientCertificate(self._trust.chain, self._trust.key))
        password = self._settings.text("HTTP Basic Authentication password").encode("utf-8", "surrogateescape")
        return replace(request, basic=BasicCredentials(identity, password) if password else None)
