"""Orders of the backend that move files, whom the station trusts for updates, and the two places for firmware."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True)
class UpdateOrder:
    """UpdateFirmware, or SignedUpdateFirmware where there is a `request`. Times are Unix milliseconds.

    tries:      how often the download is tried before it is given up
    interval_s: between two tries
    fetch_ms:   not before
    install_ms: not before; None: as soon as no session runs
    """

    location: str
    tries: int
    interval_s: int
    fetch_ms: int
    install_ms: int | None = None
    request: int | None = None
    certificate: str = ""
    signature: str = ""

    @property
    def signed(self) -> bool:
        """The order came with a signature."""
        return self.request is not None


@dataclass(frozen=True)
class UploadOrder:
    """GetDiagnostics or GetLog. Times are Unix milliseconds, both ends included; None: no limit.

    action: the request's name
    log:    DiagnosticsLog or SecurityLog
    """

    action: str
    log: str
    location: str
    tries: int
    interval_s: int
    oldest_ms: int | None = None
    latest_ms: int | None = None
    request: int | None = None


@dataclass(frozen=True)
class Trust:
    """Whom updates are taken from: root certificates, and lists of what they have revoked (PEM)."""

    roots: tuple[str, ...] = ()
    revocations: tuple[str, ...] = ()


@dataclass(frozen=True)
class Slots:
    """Two places for firmware: the station runs from one, an update is written to the other.

    The switch is one record, so there is no moment without a version that can run.

    whole: the place holds all of its version
    """

    running: str = "a"
    versions: tuple[str, str] = ("", "")
    whole: tuple[bool, bool] = (True, False)

    @classmethod
    def of_record(cls, record: Any, factory: str) -> Slots:
        """What the disk says; a fresh disk has the factory's version."""
        if not record:
            return cls(versions=(factory, ""))
        return cls(record["running"], tuple(record["versions"]), tuple(record["whole"]))

    def to_record(self) -> dict[str, Any]:
        """As plain data for the disk."""
        return {"running": self.running, "versions": list(self.versions), "whole": list(self.whole)}

    @property
    def _place(self) -> int:
        return "ab".index(self.running)

    @property
    def version(self) -> str:
        """What runs."""
        return self.versions[self._place]

    @property
    def runs(self) -> bool:
        """There is something to run."""
        return self.whole[self._place]

    def writing(self, version: str) -> Slots:
        """The other place is being written."""
        return self._with_other(version, whole=False)

    def switched(self) -> Slots:
        """The other place is written, and runs from the next boot on."""
        other = "ba"[self._place]
        done = self._with_other(self.versions["ab".index(other)], whole=True)
        return replace(done, running=other)

    def _with_other(self, version: str, *, whole: bool) -> Slots:
        here = self._place
        versions = (self.versions[0], version) if here == 0 else (version, self.versions[1])
        wholes = (self.whole[0], whole) if here == 0 else (whole, self.whole[1])
        return replace(self, versions=versions, whole=wholes)
