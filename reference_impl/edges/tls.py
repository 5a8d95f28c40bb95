"""The TLS of a client: which checks it makes, whom it trusts, and what it shows of itself."""

from __future__ import annotations

import os
import ssl
import tempfile
from functools import lru_cache

from ..model.link_request import ClientCertificate, Trust

NO_CHECK_TIME = 0x200000
"""OpenSSL, X509_V_FLAG_NO_CHECK_TIME: the chain is checked, its dates are not. Python has no name for it."""

REFUSALS = {
    9: "it is not valid yet",
    10: "it has expired",
    18: "it is from an unknown authority",
    19: "it is from an unknown authority",
    20: "it is from an unknown authority",
    21: "it is from an unknown authority",
    62: "it is issued for another host",
}
"""Results of the check (OpenSSL, x509_vfy.h) in words that do not depend on the library."""


OTHER_VERSION = frozenset({"UNSUPPORTED_PROTOCOL", "TLSV1_ALERT_PROTOCOL_VERSION", "NO_PROTOCOLS_AVAILABLE"})
"""What OpenSSL says when the backend offers nothing from TLS 1.2 on."""


def client_context(
    trust: Trust = Trust(),  # noqa: B008  # frozen
    roots: tuple[str, ...] | None = None,
    client_certificate: ClientCertificate | None = None,
) -> ssl.SSLContext:
    """A context with these checks; roots None: the authorities of the system.

    ssl.SSLError when a root, the certificate or its key cannot be read.
    """
    return _context(trust, roots, client_certificate)


@lru_cache(maxsize=32)
def _context(
    trust: Trust, roots: tuple[str, ...] | None, client_certificate: ClientCertificate | None
) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.check_hostname = trust.chain and trust.host
    context.verify_mode = ssl.CERT_REQUIRED if trust.chain else ssl.CERT_NONE
    if not trust.expiry:
        context.verify_flags |= NO_CHECK_TIME
    if roots is None:
        context.load_default_certs()
    elif roots:
        context.load_verify_locations(cadata="\n".join(roots))
    if client_certificate is not None:
        _show(context, client_certificate)
    return context


def _show(context: ssl.SSLContext, own: ClientCertificate) -> None:
    """Python reads certificate and key from a file only; it is gone when this returns."""
    handle, path = tempfile.mkstemp()
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(f"{own.certificate}\n{own.key}\n")
        context.load_cert_chain(path)
    finally:
        os.unlink(path)


def why_no_tls(error: ssl.SSLError) -> str:
    """Why no TLS came about, other than for a certificate."""
    return "no TLS version in common" if error.reason in OTHER_VERSION else "no TLS connection"


def why_refused(error: ssl.SSLCertVerificationError) -> str:
    """What is wrong with the backend's certificate."""
    return f"certificate refused: {REFUSALS.get(error.verify_code, error.verify_message)}".rstrip(".")
