"""What the core asks of the line to the backend: where to, and on which terms."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Trust:
    """Which checks of the backend's certificate are made on a wss: line.

    Without `chain` anybody may have made the certificate, so host and expiry are worth nothing
    and are not looked at either.

    chain:  a trusted authority has issued it
    host:   it is issued for the host of the URL
    expiry: it is valid today
    """

    chain: bool = True
    host: bool = True
    expiry: bool = True


@dataclass(frozen=True)
class Proxy:
    """An HTTP proxy, without TLS, that opens the way with CONNECT (RFC 9110, 9.3.6)."""

    host: str
    port: int

    @staticmethod
    def read(text: str) -> Proxy | None:
        """The proxy of a text like "proxy.example:3128" or "http://proxy.example:3128"; None for an empty one.

        ValueError tells what was expected.
        """
        if not text:
            return None
        parts = urlsplit(text if "://" in text else f"http://{text}")
        if parts.scheme != "http" or not parts.hostname or not parts.port or parts.path.strip("/") or parts.query:
            raise ValueError(f"{text!r} is not the host and port of an HTTP proxy, as in proxy.example:3128")
        return Proxy(parts.hostname, parts.port)


@dataclass(frozen=True)
class BasicCredentials:
    """User and password of the HTTP Basic header (RFC 7617); the password is never printed."""

    user: str
    password: bytes = field(repr=False)


@dataclass(frozen=True)
class ClientCertificate:
    """The station's own certificate and its private key, both as PEM text; the key is never printed."""

    certificate: str
    key: str = field(repr=False)


@dataclass(frozen=True)
class LinkRequest:
    """One WebSocket towards the backend.

    url:            ws: or wss:, the identity already in the path, percent-encoded (OCPP-J 1.6, 3.1.1)
    subprotocol:    the only one offered
    trust:          the checks of the backend's certificate
    proxy:          None: direct
    basic:          None: no Authorization header
    ping_interval_s: a WebSocket ping each so many seconds, 0: none; a pong that has not come
                    when the next ping is due ends the line
    open_timeout_s: how long dialling and the handshakes may take, all together
    roots:          the authorities to trust, as PEM texts; None: those of the system or of the bench
    client_certificate: shown when the backend asks for one (TLS with client certificate)

    The security profiles of OCPP 1.6 (security whitepaper, 3): 0 is ws: and nothing else, 1 is ws:
    with `basic`, 2 is wss: with full `trust`, `roots` and `basic`, 3 is wss: with full `trust`,
    `roots` and `client_certificate`.
    """

    url: str
    subprotocol: str
    trust: Trust = Trust()
    proxy: Proxy | None = None
    basic: BasicCredentials | None = None
    ping_interval_s: int = 0
    open_timeout_s: int = 60
    roots: tuple[str, ...] | None = None
    client_certificate: ClientCertificate | None = None
