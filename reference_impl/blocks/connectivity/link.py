"""The link to the backend: connect, wait, try again.

The terms are those of the configuration and of the security profile (security whitepaper, 2.2 to 2.5): from
profile 2 on the line is wss: whatever the URL says, and the backend's certificate is checked in full against
the installed roots; profile 3 shows the station's own certificate instead of a password. Below, the strictness
of the check is configured, and the password is sent where there is one (BKD-033).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import quote

from ...model import effects as fx
from ...model import events as ev
from ...model.errors import UnexpectedEvent
from ...model.link_request import BasicCredentials, ClientCertificate, LinkRequest, Proxy, Trust
from ...model.quantities import SECOND_MS
from ...model.settings import Settings
from .addresses import no_way
from .backoff import pause_ms

OWNER = "link"
SUBPROTOCOL = "ocpp1.6"
URL = "WebSockets JSON OCPP URL of the Backend"
IDENTITY = "OCPP ChargeBoxIdentity (ChargePointID)"
STOOD_MS = 30 * SECOND_MS
"""A line that stood this long makes the pause short again; one that falls at once is another failed attempt."""
TLS_PROFILES, CERTIFICATE_PROFILE = (2, 3), 3
"""Security profiles with TLS, and the one with the station's own certificate."""


class BackendLink:
    """Keeps the link up while a backend is configured.

    strictness: the checks of the backend's certificate for each level of "SSL Strictness as client"
    seed:       makes the pauses of stations that are otherwise alike differ
    """

    def __init__(self, settings: Settings, strictness: Mapping[str, Trust], seed: str = "") -> None:
        self._settings, self._strictness, self._seed = settings, strictness, seed
        self._attempts = 0
        self._draws = 0
        self._up_since_ms: int | None = None
        self._trust = ev.TrustChanged((), "", "")

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """React to one event."""
        match event:
            case ev.Booted() | ev.TimerExpired(name="retry"):
                return self._open()
            case ev.LinkUp():
                self._up_since_ms = now_ms
                return [fx.Tell(ev.LinkReported(True, ""))]
            case ev.LinkDown(reason):
                return [fx.Tell(ev.LinkReported(False, reason)), self._retry(now_ms)]
            case ev.TrustChanged():
                self._trust = event
                return []
            case ev.LinkRenewalAsked():
                up = self._up_since_ms is not None
                return [fx.CloseLink(), fx.Tell(ev.LinkDown("closed by the station"))] if up else []
        raise UnexpectedEvent(self, event)

    def _retry(self, now_ms: int) -> fx.Effect:
        if self._up_since_ms is not None and now_ms - self._up_since_ms >= STOOD_MS:
            self._attempts = 0
        self._up_since_ms = None
        who = f"{self._seed}/{self._settings.text('ChargePointSerialNumber')}/{self._settings.text(IDENTITY)}"
        after_ms = pause_ms(self._attempts, who, self._draws)
        self._attempts += 1
        self._draws += 1
        return fx.StartTimer(OWNER, 0, "retry", after_ms)

    def _open(self) -> list[fx.Effect]:
        if self._settings.text("Connection Type") == "No Backend":
            return [fx.Tell(ev.LinkReported(False, ""))]
        for name in (URL, IDENTITY):
            if not self._settings.text(name):
                return [fx.Tell(ev.LinkReported(False, f"{name} is empty"))]
        problem = no_way(self._settings, self._settings.text(URL))
        if problem:
            return [fx.Tell(ev.LinkReported(False, problem))]
        return [fx.OpenLink(self._request())]

    def _request(self) -> LinkRequest:
        settings = self._settings
        identity = settings.text(IDENTITY)
        request = LinkRequest(
            url=f"{settings.text(URL).rstrip('/')}/{quote(identity, safe='')}",
            subprotocol=SUBPROTOCOL,
            trust=self._strictness[settings.text("SSL Strictness as client")],
            proxy=Proxy.read(settings.text("Websockets proxy")),
            ping_interval_s=settings.number("WebSockets keep-alive interval"),
            open_timeout_s=settings.number("Backend connection timeout"),
        )
        return self._secured(request, identity)

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
