"""Told about updates, diagnostics and logs: what the backend orders, what transfers and checks came to."""

from __future__ import annotations

from dataclasses import field

from .event import Event
from .frozen import dataclass
from .updates import UpdateOrder, UploadOrder


@dataclass(frozen=True)
class UpdateOrdered(Event):
    """UpdateFirmware or SignedUpdateFirmware."""

    message_id: str
    order: UpdateOrder


@dataclass(frozen=True)
class UploadOrdered(Event):
    """GetDiagnostics or GetLog."""

    message_id: str
    order: UploadOrder


@dataclass(frozen=True)
class LogExtracted(Event):
    """The lines that an order asks for; empty when there are none."""

    message_id: str
    order: UploadOrder
    text: str


@dataclass(frozen=True)
class LogDownloadPressed(Event):
    """The button Download log files below System."""


@dataclass(frozen=True)
class LogDownloadAsked(Event):
    """Somebody who is logged in wants the log files."""


@dataclass(frozen=True)
class LogsRead(Event):
    """All log files, each as its name and its text."""

    files: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class DownloadEnded(Event):
    """A file has come (problem "") or has not (problem in words)."""

    job: str
    content: bytes = field(repr=False)
    problem: str


@dataclass(frozen=True)
class UploadEnded(Event):
    """A file was brought (problem "") or was not (problem in words)."""

    job: str
    problem: str


@dataclass(frozen=True)
class CertificateJudged(Event):
    """A signing certificate: "" when it is good, otherwise InvalidCertificate or RevokedCertificate."""

    message_id: str
    verdict: str


@dataclass(frozen=True)
class ImageJudged(Event):
    """An update image: its version, and "" when it can be installed, otherwise a sentence.

    signature: False when the image is not what was signed
    """

    version: str
    problem: str
    signature: bool


@dataclass(frozen=True)
class FactLearned(Event):
    """A fact about the station that is known only while it runs; name of a key that nobody can change."""

    name: str
    text: str


@dataclass(frozen=True)
class ServiceBarred(Event):
    """An update waits for the station, or runs (barred): no new session; or not any more."""

    barred: bool


@dataclass(frozen=True)
class InstallationBegun(Event):
    """New firmware is being written; the station restarts behind it."""


@dataclass(frozen=True)
class SecurityNoted(Event):
    """Something for the security log; kind in the words of the security whitepaper, 2.1 (security events)."""

    kind: str
    details: str = ""


@dataclass(frozen=True)
class TrustedRootsChanged(Event):
    """The root certificates of manufacturers that were installed beside those from the factory (PEM)."""

    roots: tuple[str, ...]
