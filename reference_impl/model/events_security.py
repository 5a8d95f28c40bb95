"""Told about security: certificates, security profile, security events (OCPP 1.6 security whitepaper)."""

from __future__ import annotations

from dataclasses import field

from .backend_calls import SecurityEventCall
from .certificates import HashData
from .event import Event
from .events_backend import CallAnswered
from .frozen import dataclass


@dataclass(frozen=True)
class SecurityEventTaken(CallAnswered):
    """The backend has this security event."""

    call: SecurityEventCall


@dataclass(frozen=True)
class ExtendedTriggerAsked(Event):
    """ExtendedTriggerMessage; connector 0 is the station, or all."""

    message_id: str
    message: str
    connector: int


@dataclass(frozen=True)
class CertificateWanted(Event):
    """The station shall ask the backend to sign a new certificate of its own (A02)."""


@dataclass(frozen=True)
class KeyMade(Event):
    """A fresh private key in PEM, asked for with MakeKey; never printed."""

    key: str = field(repr=False)


@dataclass(frozen=True)
class SigningAnswered(CallAnswered):
    """The backend takes our certificate signing request, Accepted, or does not, Rejected."""

    status: str


@dataclass(frozen=True)
class CertificateDelivered(Event):
    """CertificateSigned: our own certificate first, then those above it, as PEM."""

    message_id: str
    chain: str


@dataclass(frozen=True)
class RootDelivered(Event):
    """InstallCertificate: a root in PEM; use is a CertificateUseEnumType."""

    message_id: str
    use: str
    certificate: str


@dataclass(frozen=True)
class RootsAsked(Event):
    """GetInstalledCertificateIds."""

    message_id: str
    use: str


@dataclass(frozen=True)
class RootUnwanted(Event):
    """DeleteCertificate."""

    message_id: str
    certificate: HashData


@dataclass(frozen=True)
class TrustChanged(Event):
    """Whom the station trusts as central system, and what it shows of itself, all as PEM; the key is never printed.

    roots:  of central systems, none while nobody installed one
    chain:  the station's own certificate first, "" without one
    """

    roots: tuple[str, ...]
    chain: str
    key: str = field(repr=False)


@dataclass(frozen=True)
class GuardedValueWritten(Event):
    """ChangeConfiguration of a key that another block has to allow; `name` is that of the key."""

    message_id: str
    name: str
    text: str = field(repr=False)


@dataclass(frozen=True)
class ValueAllowed(Event):
    """A guarded value is in force from now on; without message_id nobody waits for an answer."""

    message_id: str
    name: str
    text: str = field(repr=False)


@dataclass(frozen=True)
class LinkRenewalAsked(Event):
    """The line to the backend is to be closed and opened again on the terms that are now in force."""
