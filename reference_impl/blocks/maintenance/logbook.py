"""What the station keeps of its own doings, for those who look after it: the diagnostics log and the security log.

Lines live on the disk, the newest LINES of each. Lines that were noted before this boot knew the
date are dated when the clock is set.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from ...model import effects as fx
from ...model import events as ev
from ...model.errors import UnexpectedEvent
from ...model.updates import UploadOrder

LINES = 200
PAGE = "Log files"
"""Of the configuration interface: what is there to be downloaded (manual, 5.2, No OCPP)."""
SECURITY, DIAGNOSTICS = "SecurityLog", "DiagnosticsLog"
FILES = {DIAGNOSTICS: "diagnostics.log", SECURITY: "security.log"}
"""What each is called as a file."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Line:
    """One remark; at_ms is Unix time."""

    at_ms: int
    log: str
    text: str

    def __str__(self) -> str:
        moment = (_EPOCH + timedelta(milliseconds=self.at_ms)).replace(tzinfo=None)
        return f"{moment.isoformat(timespec='milliseconds')}Z {self.text}"


class Logbook:
    """Both logs."""

    def __init__(self) -> None:
        self._lines: list[Line] = []
        self._fresh = 0
        self._offset_ms = 0
        self._down = ""

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """React to one event."""
        match event:
            case ev.RecordsRestored(records):
                self._lines = [Line(*row) for row in records.get("logbook", [])]
                self._fresh = 0
                return []
            case ev.ClockSet(offset_ms):
                return self._date(offset_ms)
            case ev.UploadOrdered(message_id, order):
                return [fx.Tell(ev.LogExtracted(message_id, order, self._extract(order)))]
            case ev.SecurityNoted(kind, details):
                return self._note(SECURITY, f"{kind} {details}".strip(), now_ms)
            case ev.RestartRequested(cause):
                return self._note(SECURITY, f"ResetOrReboot {cause}", now_ms)
            case ev.PageOpened(page):
                return [self._show()] if page == PAGE else []
            case ev.LogDownloadAsked():
                return [fx.Tell(ev.LogsRead(tuple((FILES[log], text) for log, text in self._logs())))]
            case ev.MeterRead(socket, purpose, energy_wh):
                at_meter = f"socket {socket}: meter at {energy_wh} Wh"
                return self._note(DIAGNOSTICS, at_meter, now_ms) if purpose == "log" else []
            case ev.SessionStarted(socket) | ev.SessionEnded(socket):
                return [*self._note(DIAGNOSTICS, _sentence(self, event), now_ms), fx.ReadMeter(socket, "log")]
            case ev.ControllerAttached(serial):
                refused = f"slave controller {serial} is not taken: one master has one slave"
                return self._note(DIAGNOSTICS, refused, now_ms)
            case ev.Booted(cause):
                noted = self._note(SECURITY, f"StartupOfTheDevice {cause}", now_ms)
                return [*noted, *self._note(DIAGNOSTICS, f"booted: {cause}", now_ms)]
        if isinstance(event, (ev.LinkUp, ev.LinkDown)) and not self._is_news(event):
            return []
        return self._note(DIAGNOSTICS, _sentence(self, event), now_ms)

    def _is_news(self, event: ev.LinkUp | ev.LinkDown) -> bool:
        """Each attempt that fails like the last one would fill the log with a backend that stays away."""
        before, self._down = self._down, event.reason if isinstance(event, ev.LinkDown) else ""
        return isinstance(event, ev.LinkUp) or self._down != before

    def _note(self, log: str, text: str, now_ms: int) -> list[fx.Effect]:
        self._lines.append(Line(now_ms + self._offset_ms, log, text))
        self._fresh += 1
        of_log = [line for line in self._lines if line.log == log]
        if len(of_log) > LINES:
            self._lines.remove(of_log[0])
            self._fresh = min(self._fresh, len(self._lines))
        return [self._persist()]

    def _persist(self) -> fx.Effect:
        return fx.Persist("logbook", [[line.at_ms, line.log, line.text] for line in self._lines])

    def _date(self, offset_ms: int) -> list[fx.Effect]:
        """Lines of this boot were dated by the old clock."""
        moved_ms, self._offset_ms = offset_ms - self._offset_ms, offset_ms
        if not self._fresh or not moved_ms:
            return []
        old, fresh = self._lines[: -self._fresh], self._lines[-self._fresh :]
        self._lines = old + [replace(line, at_ms=line.at_ms + moved_ms) for line in fresh]
        self._fresh = 0
        return [self._persist()]

    def _show(self) -> fx.Effect:
        return fx.ShowPage(PAGE, self._logs())

    def _logs(self) -> tuple[tuple[str, str], ...]:
        return tuple((log, "".join(f"{line}\n" for line in self._lines if line.log == log)) for log in FILES)

    def _extract(self, order: UploadOrder) -> str:
        wanted = [
            line
            for line in self._lines
            if order.log in (line.log, DIAGNOSTICS)
            and (order.oldest_ms is None or line.at_ms >= order.oldest_ms)
            and (order.latest_ms is None or line.at_ms <= order.latest_ms)
        ]
        return "".join(f"{line}\n" for line in wanted)


def _sentence(block: object, event: ev.Event) -> str:
    """What the diagnostics log says about it."""
    sentence: Any = None
    match event:
        case ev.LinkUp():
            sentence = "the line to the backend stands"
        case ev.LinkDown(reason):
            sentence = f"no line to the backend: {reason}"
        case ev.SessionStarted(socket, grant):
            sentence = f"socket {socket}: session begins ({grant.source})"
        case ev.SessionEnded(socket, reason):
            sentence = f"socket {socket}: session ends ({reason})"
        case ev.FaultsChanged(socket, names):
            sentence = f"socket {socket}: faults {', '.join(names) or 'none'}"
        case ev.StationFaultsChanged(names):
            sentence = f"station: faults {', '.join(names) or 'none'}"
        case ev.InstallationBegun():
            sentence = "firmware is being installed"
    if sentence is None:
        raise UnexpectedEvent(block, event)
    return str(sentence)
