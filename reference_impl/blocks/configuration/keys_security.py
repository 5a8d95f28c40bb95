"""Keys of the OCPP 1.6 security whitepaper, chapter 7, and the manual's field for the password."""

from __future__ import annotations

from ...model.settings import Key
from .readers import line, whole
from .rows import fact

SECURITY = (
    Key(
        name="HTTP Basic Authentication password", ocpp="AuthorizationKey", page="Backend", group="OCPP",
        read=line(40), default="", secret=True, guarded=True, source="BKD-033; security whitepaper, 7.2",
    ),
    Key(
        name="SecurityProfile", ocpp="SecurityProfile", page="Backend", group="OCPP", read=whole(0, 3), default="0",
        guarded=True, source="security whitepaper, 7.6",
    ),
    Key(
        name="CpoName", ocpp="CpoName", page="Backend", group="OCPP", read=line(64), default="", restart=False,
        source="security whitepaper, 7.5; RFC 5280: 64 characters at most",
    ),
    fact("AdditionalRootCertificateCheck", "false", "security whitepaper, 7.1"),
    fact("CertificateSignedMaxChainSize", "10000", "security whitepaper, 7.3"),
    fact("CertificateStoreMaxLength", "10", "security whitepaper, 7.4"),
)
"""One password, two doors: the manual's field takes it as text, a backend's AuthorizationKey in hexadecimal."""
