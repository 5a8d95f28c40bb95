"""Updates of the station's own firmware that the backend orders (OCPP 1.6, 5.19; security whitepaper, signed firmware).

Theory of operation. One order at a time goes through these stages; each is told to the backend.

SCHEDULED    waits for the date of the order
DOWNLOADING  the file is on its way, or the next try is awaited
JUDGING      the image is being read and, where the order is signed, its signature checked
WAITING      for the installation's date, and for running sessions to end; idle sockets are out of service
INSTALLING   the image is written to the place that does not run
SWITCHED     the next boot runs it

The order is on the disk until it has ended, so a loss of power begins it again; only the switch
itself is final, one record that names the place to boot from. A newer order takes the place of an
older one until the installation runs; from then on it waits for the next boot.

Where OCPP is silent: the file is judged before sockets are taken out of service, so a bad one
disturbs nobody. Downloading is told once, however many tries it takes, DownloadFailed at the last.
"""

from __future__ import annotations

from dataclasses import asdict
from enum import StrEnum
from typing import Any

from ...model import effects as fx
from ...model import events as ev
from ...model.backend_calls import FirmwareStatusCall, SignedFirmwareStatusCall
from ...model.errors import UnexpectedEvent
from ...model.quantities import SECOND_MS
from ...model.settings import Settings
from ...model.updates import Slots, Trust, UpdateOrder

OWNER = "firmware"
INSTALL_MS = 90 * SECOND_MS
"""Writing an image. The manual allows 10 minutes (LED-021)."""
SETTLE_MS = 5 * SECOND_MS
"""From the end of the last session to the installation: its plug is let go and its messages leave."""
VERSION_KEY = "FirmwareVersion"


class Stage(StrEnum):
    """How far an order has come."""

    NONE = "none"
    SCHEDULED = "scheduled"
    DOWNLOADING = "downloading"
    JUDGING = "judging"
    WAITING = "waiting"
    INSTALLING = "installing"
    SWITCHED = "switched"


BUSY = (Stage.INSTALLING, Stage.SWITCHED)
"""Nothing can be cancelled any more."""
SIGNED_ONLY = {
    "DownloadScheduled": "Idle",
    "SignatureVerified": "Downloaded",
    "InstallScheduled": "Downloaded",
    "InstallRebooting": "Installing",
}
"""Words of the whitepaper, and what a plain FirmwareStatusNotification says instead when it is asked for."""


class Firmware:
    """The order under way, and the two places for firmware."""

    def __init__(self, settings: Settings, trust: Trust, install_ms: int = INSTALL_MS) -> None:
        self._settings, self._factory, self._install_ms = settings, trust, install_ms
        self._trust = trust
        self._slots = Slots()
        self._stage = Stage.NONE
        self._order: UpdateOrder | None = None
        self._next: UpdateOrder | None = None
        self._asked: dict[str, UpdateOrder] = {}
        self._charging: set[int] = set()
        self._status, self._version = "Idle", ""
        self._tries = self._jobs = 0
        self._offset_ms = 0
        self._barred = False

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """React to one event."""
        match event:
            case ev.RecordsRestored(records):
                return self._restore(records)
            case ev.Booted():
                return self._schedule(now_ms) if self._stage is Stage.SCHEDULED else []
            case ev.ClockSet(offset_ms):
                self._offset_ms = offset_ms
                return self._look_again(now_ms)
            case ev.TrustedRootsChanged(roots):
                self._trust = Trust((*self._factory.roots, *roots), self._factory.revocations)
                return []
            case ev.UpdateOrdered(message_id, order):
                return self._ordered(message_id, order, now_ms)
            case ev.CertificateJudged(message_id, verdict):
                return self._certified(message_id, verdict, now_ms)
            case ev.DownloadEnded(job, content, problem):
                return self._downloaded(content, problem) if job == self._job else []
            case ev.ImageJudged():
                return self._judged(event, now_ms) if self._stage is Stage.JUDGING else []
            case ev.SessionStarted(socket=socket):
                self._charging.add(socket)
                return []
            case ev.SessionEnded(socket=socket):
                self._charging.discard(socket)
                waits = self._stage is Stage.WAITING and not self._charging
                return [fx.StartTimer(OWNER, 0, "install", SETTLE_MS)] if waits else []
            case ev.MessageTriggered(message):
                return self._triggered(message)
            case ev.TimerExpired(name=name):
                return self._time(name, now_ms)
        raise UnexpectedEvent(self, event)

    # -- orders --

    def _ordered(self, message_id: str, order: UpdateOrder, now_ms: int) -> list[fx.Effect]:
        if order.signed:
            self._asked[message_id] = order
            return [fx.JudgeCertificate(message_id, order.certificate, self._trust, now_ms + self._offset_ms)]
        return [fx.SendAnswer(message_id, "UpdateFirmware", {}), *self._accept(order, now_ms)]

    def _certified(self, message_id: str, verdict: str, now_ms: int) -> list[fx.Effect]:
        order = self._asked.pop(message_id, None)
        if order is None:
            return []
        status = verdict or ("Accepted" if self._stage is Stage.NONE else "AcceptedCanceled")
        if not verdict and self._stage in BUSY:
            status = "Rejected"
        answer = fx.SendAnswer(message_id, "SignedUpdateFirmware", {"status": status})
        if verdict:
            return [answer, fx.Tell(ev.SecurityNoted("InvalidFirmwareSigningCertificate"))]
        return [answer] if status == "Rejected" else [answer, *self._accept(order, now_ms)]

    def _accept(self, order: UpdateOrder, now_ms: int) -> list[fx.Effect]:
        if self._stage in BUSY:
            self._next = order
            return [self._persist()]
        dropped = self._drop()
        self._order, self._stage = order, Stage.SCHEDULED
        return [*dropped, self._persist(), *self._schedule(now_ms)]

    def _drop(self) -> list[fx.Effect]:
        """Forget the order under way."""
        effects: list[fx.Effect] = [fx.CancelTimer(OWNER, 0, name) for name in ("fetch", "again", "install")]
        if self._stage is Stage.DOWNLOADING:
            effects.append(fx.CancelTransfer(self._job))
        self._order, self._stage, self._tries = None, Stage.NONE, 0
        self._jobs += 1  # what the old job still tells is no news
        return effects + self._bar(False)

    def _ended(self, status: str) -> list[fx.Effect]:
        told = self._tell(status)
        return [*told, *self._drop(), self._persist()]

    # -- the disk --

    def _restore(self, records: dict[str, Any]) -> list[fx.Effect]:
        self._slots = Slots.of_record(records.get("firmware"), self._settings.text(VERSION_KEY))
        stored = records.get("update", {})
        order = _order(stored.get("order"))
        learned: list[fx.Effect] = [fx.Tell(ev.FactLearned(VERSION_KEY, self._slots.version))]
        if order is not None and stored.get("switched"):
            self._order = order
            learned += [*self._tell("Installed"), fx.Tell(ev.SecurityNoted("FirmwareUpdated", self._slots.version))]
            self._status, order = "Idle", _order(stored.get("next"))
            self._order = order
            learned.append(self._persist())
        if order is not None:
            self._order, self._stage = order, Stage.SCHEDULED
        return learned

    def _persist(self) -> fx.Effect:
        record = {
            "order": asdict(self._order) if self._order else None,
            "next": asdict(self._next) if self._next else None,
            "switched": self._stage is Stage.SWITCHED,
        }
        return fx.Persist("update", record)

    # -- download --

    def _schedule(self, now_ms: int) -> list[fx.Effect]:
        assert self._order is not None
        wait_ms = self._order.fetch_ms - now_ms - self._offset_ms
        if wait_ms <= 0:
            return self._fetch()
        told = self._tell("DownloadScheduled") if self._status != "DownloadScheduled" else []
        return [*told, fx.StartTimer(OWNER, 0, "fetch", wait_ms)]

    def _look_again(self, now_ms: int) -> list[fx.Effect]:
        """The date has changed."""
        if self._stage is Stage.SCHEDULED:
            return [fx.CancelTimer(OWNER, 0, "fetch"), *self._schedule(now_ms)]
        return self._try_install(now_ms)

    @property
    def _job(self) -> str:
        return f"firmware {self._jobs}"

    def _fetch(self) -> list[fx.Effect]:
        assert self._order is not None
        told = [] if self._tries else self._tell("Downloading")
        self._stage, self._tries, self._jobs = Stage.DOWNLOADING, self._tries + 1, self._jobs + 1
        return [*told, fx.Download(self._job, self._order.location)]

    def _downloaded(self, content: bytes, problem: str) -> list[fx.Effect]:
        assert self._order is not None
        if not problem:
            self._stage = Stage.JUDGING
            judge = fx.JudgeImage(content, self._order.certificate, self._order.signature)
            return [*self._tell("Downloaded"), judge]
        if self._tries < self._order.tries:
            return [fx.StartTimer(OWNER, 0, "again", self._order.interval_s * SECOND_MS)]
        return self._ended("DownloadFailed")

    def _judged(self, image: ev.ImageJudged, now_ms: int) -> list[fx.Effect]:
        assert self._order is not None
        if not image.signature:
            return [*self._ended("InvalidSignature"), fx.Tell(ev.SecurityNoted("InvalidFirmwareSignature"))]
        if image.problem:
            return [*self._tell("Installing"), *self._ended("InstallationFailed")]
        self._stage, self._version = Stage.WAITING, image.version
        return [*(self._tell("SignatureVerified") if self._order.signed else []), *self._try_install(now_ms)]

    # -- installation --

    def _try_install(self, now_ms: int) -> list[fx.Effect]:
        if self._stage is not Stage.WAITING:
            return []
        assert self._order is not None
        wait_ms = (self._order.install_ms or 0) - now_ms - self._offset_ms
        if wait_ms > 0:
            return [*self._tell_scheduled(), fx.StartTimer(OWNER, 0, "install", wait_ms)]
        if self._charging:
            return [*self._tell_scheduled(), *self._bar(True)]
        self._stage = Stage.INSTALLING
        self._slots = self._slots.writing(self._version)
        return [
            *self._bar(True),
            *self._tell("Installing"),
            fx.Persist("firmware", self._slots.to_record()),
            fx.Tell(ev.InstallationBegun()),
            fx.StartTimer(OWNER, 0, "installed", self._install_ms),
        ]

    def _tell_scheduled(self) -> list[fx.Effect]:
        return self._tell("InstallScheduled") if self._status != "InstallScheduled" else []

    def _installed(self) -> list[fx.Effect]:
        self._stage, self._slots = Stage.SWITCHED, self._slots.switched()
        return [
            fx.Persist("firmware", self._slots.to_record()),
            self._persist(),
            *self._tell("InstallRebooting"),
            fx.Tell(ev.RestartRequested("Reboot")),
        ]

    def _bar(self, barred: bool) -> list[fx.Effect]:
        if barred == self._barred:
            return []
        self._barred = barred
        return [fx.Tell(ev.ServiceBarred(barred))]

    def _time(self, name: str, now_ms: int) -> list[fx.Effect]:
        match name:
            case "fetch" | "again":
                return self._fetch()
            case "installed":
                return self._installed()
        return self._try_install(now_ms)

    # -- what the backend is told --

    def _tell(self, status: str) -> list[fx.Effect]:
        assert self._order is not None
        self._status = status
        if self._order.signed:
            return [fx.Tell(ev.CallQueued(SignedFirmwareStatusCall(status, self._order.request)))]
        return [] if status in SIGNED_ONLY else [fx.Tell(ev.CallQueued(FirmwareStatusCall(status)))]

    def _triggered(self, message: str) -> list[fx.Effect]:
        status = self._status if self._stage is not Stage.NONE else "Idle"
        match message:
            case "FirmwareStatusNotification":
                return [fx.Tell(ev.CallQueued(FirmwareStatusCall(SIGNED_ONLY.get(status, status))))]
            case "SignedFirmwareStatusNotification":
                request = self._order.request if self._order and status != "Idle" else None
                return [fx.Tell(ev.CallQueued(SignedFirmwareStatusCall(status, request)))]
        return []


def _order(record: dict[str, Any] | None) -> UpdateOrder | None:
    return UpdateOrder(**record) if record else None
