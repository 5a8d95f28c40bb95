"""Notification by e-mail: each fault that the backend is told of, when it comes and when it goes.

Theory of operation. Mails wait in a queue on the disk and go out one at a time, in order. A
mail that the server did not take is sent again after RETRY_S, a test mail is not: whoever
pressed the button reads at once what went wrong. Nothing else waits for a mail. Without a
server or a recipient there is no notification, and nothing is queued.

What counts as an error follows the backend's reports (REPORTS): what is switched off there, or
merely informs, is not mailed (manual, chapter 4; EML-002, EML-003).
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ...model import effects as fx
from ...model import events as ev
from ...model.errors import UnexpectedEvent
from ...model.faults import REPORTS, Fault
from ...model.mail import Mail, MailAccount, is_address
from ...model.quantities import SECOND_MS
from ...model.settings import Settings

OWNER = "mail"
RETRY_S = (60, 300, 900, 3_600)
"""Seconds until the next attempt; the last one repeats. The manual gives no figure."""
MOST_WAITING = 100
"""Mails kept while the server does not take them; further ones are dropped, the oldest tell how it began."""
PARAMETERS = (
    "SMTP server", "SMTP port", "SMTP user name", "SMTP password", "E-mail recipient", "Location of the charge point",
)  # fmt: skip
RESTART_FIRST = "the settings become active after a restart; restart the station, then send the test mail"
NOT_SET_UP = "there is no SMTP server or no recipient; fill in both, save and restart"
BUSY = "a test mail is on its way"


class MailNotification:
    """All that waits for the mail server."""

    def __init__(self, settings: Settings, faults: dict[str, Fault]) -> None:
        self._settings, self._faults = settings, faults
        self._present: dict[int, tuple[str, ...]] = {0: (), 1: (), 2: ()}
        self._waiting: list[Mail] = []
        self._sent: Mail | None = None
        self._test: Mail | None = None
        self._last_number = 0
        self._failures = 0
        self._paused = self._restart_first = False
        self._offset_ms: int | None = None

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """React to one event."""
        match event:
            case ev.RecordsRestored(records):
                return self._restore(records.get("mail", {}))
            case ev.Booted():
                return self._send_next()
            case ev.ClockSet(offset_ms):
                self._offset_ms = offset_ms
                return []
            case ev.FaultsChanged(socket, names):
                return self._changed(socket, names, now_ms)
            case ev.StationFaultsChanged(names):
                return self._changed(0, names, now_ms)
            case ev.ValueStored(name, live):
                self._restart_first |= name in PARAMETERS and not live
                return []
            case ev.MailTestAsked():
                return self._test_mail(now_ms)
            case ev.MailDelivered(number):
                return self._delivered(number)
            case ev.MailFailed(number, why):
                return self._failed(number, why)
            case ev.TimerExpired(name="retry"):
                self._paused = False
                return self._send_next()
        raise UnexpectedEvent(self, event)

    # -- what is told --

    def _restore(self, record: dict[str, Any]) -> list[fx.Effect]:
        self._last_number = int(record.get("last_number", 0))
        self._present |= {int(socket): tuple(names) for socket, names in record.get("present", {}).items()}
        self._waiting.extend(Mail(**row) for row in record.get("waiting", []))
        return []

    def _changed(self, socket: int, names: tuple[str, ...], now_ms: int) -> list[fx.Effect]:
        before, self._present[socket] = self._present[socket], names
        if not self._set_up():
            return []
        told = [self._faults[name].raised for name in names if name not in before and self._reported(name)]
        told += [self._faults[name].cleared for name in before if name not in names and self._reported(name)]
        come = len([name for name in names if name not in before and self._reported(name)])
        for place, text in enumerate(told):
            state = "Error" if place < come else "Resolved"
            if len(self._waiting) < MOST_WAITING:
                self._waiting.append(self._mail(f"{state}: {text}", socket, now_ms))
        return [self._persist(), *self._send_next()] if told else []

    def _reported(self, name: str) -> bool:
        return self._settings.on(REPORTS[self._faults[name].report])

    def _mail(self, what: str, socket: int, now_ms: int) -> Mail:
        self._last_number += 1
        identity = self._settings.text("OCPP ChargeBoxIdentity (ChargePointID)")
        location = self._settings.text("Location of the charge point")
        serial = self._settings.text("ChargePointSerialNumber")
        rows = [what, f"Charge point: {identity}", f"Serial number: {serial}"]
        rows += [f"Connector: {socket}"] if socket else []
        rows += [f"Location: {location}"] if location else []
        user = self._settings.text("SMTP user name")  # of many accounts it is no address
        sender = user if is_address(user) else self._settings.text("E-mail recipient")
        subject = f"Charge point {identity}: {what}"
        reference = "".join(c if c.isalnum() else "-" for c in f"{serial}-{self._last_number}")
        at_ms = None if self._offset_ms is None else now_ms + self._offset_ms
        return Mail(self._last_number, reference, sender, subject, "\n".join(rows) + "\n", at_ms)

    def _test_mail(self, now_ms: int) -> list[fx.Effect]:
        sentence = RESTART_FIRST if self._restart_first else "" if self._set_up() else NOT_SET_UP
        if self._test is not None:
            sentence = BUSY
        if sentence:
            return [fx.ShowRefusal("test mail", sentence)]
        self._test = self._mail("Test of the notification by e-mail", 0, now_ms)
        return [self._persist(), fx.SendMail(self._test, self._account())]

    # -- the queue --

    def _set_up(self) -> bool:
        return bool(self._settings.text("SMTP server") and self._settings.text("E-mail recipient"))

    def _account(self) -> MailAccount:
        return MailAccount(
            server=self._settings.text("SMTP server"),
            port=self._settings.number("SMTP port"),
            user=self._settings.text("SMTP user name"),
            password=self._settings.text("SMTP password"),
            recipient=self._settings.text("E-mail recipient"),
        )

    def _persist(self) -> fx.Effect:
        rows = [asdict(mail) for mail in self._waiting]
        present = {str(socket): list(names) for socket, names in self._present.items()}
        return fx.Persist("mail", {"last_number": self._last_number, "waiting": rows, "present": present})

    def _send_next(self) -> list[fx.Effect]:
        if self._sent is not None or self._paused or not self._waiting or not self._set_up():
            return []
        self._sent = self._waiting[0]
        return [fx.SendMail(self._sent, self._account())]

    def _delivered(self, number: int) -> list[fx.Effect]:
        if self._test is not None and self._test.number == number:
            self._test = None
            return [fx.ShowPage("Test mail", (("Test mail", "sent"),))]
        if self._sent is None or self._sent.number != number:
            return []
        self._waiting.pop(0)
        self._sent, self._failures = None, 0
        return [self._persist(), fx.Tell(ev.MailReported("the last e-mail was sent")), *self._send_next()]

    def _failed(self, number: int, why: str) -> list[fx.Effect]:
        if self._test is not None and self._test.number == number:
            self._test = None
            return [fx.ShowRefusal("test mail", why)]
        if self._sent is None or self._sent.number != number:
            return []
        pause_s = RETRY_S[min(self._failures, len(RETRY_S) - 1)]
        self._failures += 1
        self._sent, self._paused = None, True
        return [
            fx.StartTimer(OWNER, 0, "retry", pause_s * SECOND_MS),
            fx.Tell(ev.MailReported(f"the last e-mail was not sent: {why}")),
        ]
