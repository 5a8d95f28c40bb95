"""The security events of the whitepaper, chapter 8: which are critical, and which the backend is told.

Critical events are told (A04.FR.01). Of the others those are told that a use case of the whitepaper or a case
of certification wants to see; the rest is kept in the security log only.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """One row; told: the backend gets a SecurityEventNotification."""

    name: str
    critical: bool
    told: bool


def _critical(name: str) -> Kind:
    return Kind(name, critical=True, told=True)


def _told(name: str) -> Kind:
    return Kind(name, critical=False, told=True)


def _kept(name: str) -> Kind:
    return Kind(name, critical=False, told=False)


KINDS: tuple[Kind, ...] = (
    _critical("FirmwareUpdated"),
    _kept("FailedToAuthenticateAtCentralSystem"),
    _kept("CentralSystemFailedToAuthenticate"),
    _critical("SettingSystemTime"),
    _critical("StartupOfTheDevice"),
    _critical("ResetOrReboot"),
    _critical("SecurityLogWasCleared"),
    _kept("ReconfigurationOfSecurityParameters"),
    _critical("MemoryExhaustion"),
    _kept("InvalidMessages"),
    _kept("AttemptedReplayAttacks"),
    _critical("TamperDetectionActivated"),
    _told("InvalidFirmwareSignature"),  # TC_081
    _told("InvalidFirmwareSigningCertificate"),  # L01.FR.02
    _told("InvalidCentralSystemCertificate"),  # A00.FR.309, TC_078
    _told("InvalidChargePointCertificate"),  # A02.FR.07, TC_077
    _told("InvalidTLSVersion"),  # A00.FR.315
    _told("InvalidTLSCipherSuite"),  # A00.FR.318
)

LINK_FAILURES: tuple[tuple[str, str], ...] = (
    ("certificate refused", "InvalidCentralSystemCertificate"),
    ("handshake refused: 401", "FailedToAuthenticateAtCentralSystem"),
    ("no TLS version in common", "InvalidTLSVersion"),
)
"""How the reason of a line that did not come to stand begins, and what that is as a security event.

No row for InvalidTLSCipherSuite: the alert that a backend sends then (handshake_failure) has other causes too.
"""
