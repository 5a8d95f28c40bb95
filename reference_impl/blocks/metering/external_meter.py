"""The second meter: what the connection of the house carries, for load management (manual, 7.4.2 and 7.5).

Theory of operation. Only a master with External Meter Support On reads it. It is polled every POLL_MS; the mean of
what was read since the last time is told every TELL_MS, so a master's run (30 s) finds a mean that began after the
vehicles had followed the run before. A poll that fails, or whose registers hold no reading, is no reading: never
zero. Without one for SILENT_MS the fault is raised, without one for LOST_MS (one sample period, D-DLM-10) the values
are too old and None is told, once. The first reading after that is told at once.
"""

from __future__ import annotations

from collections.abc import Mapping

from ...model import effects as fx
from ...model import events as ev
from ...model.errors import UnexpectedEvent
from ...model.loads import PerPhase
from ...model.modbus_meter import BadReading, MeterModel
from ...model.quantities import SECOND_MS
from ...model.settings import Settings
from .polling import Poll

OWNER = "external_meter"
RECORD = "external-meter"
FAULT = "External meter not communicating"
ROLE, SUPPORT = "Dynamic Load Management - DLM Master/Slave", "External Meter Support"
TYPE, ADDRESS, PORT = "Meter configuration (Second)", "IP address of second meter", "Port number of Second Meter"
WORD_ORDER, LOW_FIRST = "Word order of Phoenix Contact meters", "Low word first"
MASTER = "DLM Master"
"""How the roles begin that have a second meter."""

FIRST_MS = SECOND_MS
POLL_MS = 5 * SECOND_MS
TELL_MS = 10 * SECOND_MS
SILENT_MS = 10 * SECOND_MS
"""As for every device that answers nothing (D-ERR-14)."""
LOST_MS = 30 * SECOND_MS


class ExternalMeter:
    """Polls the second meter and tells ExternalMeterRead."""

    def __init__(self, settings: Settings, models: Mapping[str, MeterModel]) -> None:
        self._settings, self._models = settings, models
        self._poll: Poll | None = None
        self._since: list[PerPhase] = []
        self._told_ms: int | None = None
        """When a reading was last told; None while there is none to be used."""
        self._failed = False
        self._sure = True  # not behind a boot: a fault that was there then may have been ended by the board's inputs

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """React to one event."""
        match event:
            case ev.RecordsRestored(records):
                self._failed = bool(records.get(RECORD))
                self._sure = not self._failed
                return []
            case ev.Booted():
                return self._begin()
            case ev.TimerExpired(name="poll"):
                return [fx.StartTimer(OWNER, 0, "poll", POLL_MS), *self._ask()]
            case ev.TimerExpired(name="silent"):
                return self._fail(True)
            case ev.TimerExpired(name="lost"):
                self._told_ms = None
                self._since.clear()
                return [fx.Tell(ev.ExternalMeterRead(None))]
            case ev.RegistersRead(job=job):
                return self._take(event, now_ms) if self._poll and self._poll.concerns(job) else []
            case ev.RegistersFailed(job=job):
                if self._poll and self._poll.concerns(job):
                    self._poll.give_up()
                return []
        raise UnexpectedEvent(self, event)

    def _begin(self) -> list[fx.Effect]:
        settings = self._settings
        model = self._models.get(settings.text(TYPE))
        if model is None or not settings.on(SUPPORT) or not settings.text(ROLE).startswith(MASTER):
            return self._fail(False)
        low_first = model.swappable and settings.text(WORD_ORDER) == LOW_FIRST
        self._poll = Poll(OWNER, model, settings.text(ADDRESS), settings.number(PORT), low_first)
        return [fx.StartTimer(OWNER, 0, "poll", FIRST_MS), *self._watch()]

    def _watch(self) -> list[fx.Effect]:
        return [fx.StartTimer(OWNER, 0, "silent", SILENT_MS), fx.StartTimer(OWNER, 0, "lost", LOST_MS)]

    def _ask(self) -> list[fx.Effect]:
        """One that answers slowly is not asked again before it has."""
        poll = self._poll
        return [] if poll is None or poll.running else poll.begin(poll.model.line)

    def _take(self, read: ev.RegistersRead, now_ms: int) -> list[fx.Effect]:
        assert self._poll is not None
        more = self._poll.take(read)
        if more:
            return more
        try:
            line = self._poll.model.read_line(self._poll.words, self._poll.low_word_first)
        except BadReading:
            return []
        self._since.append(line.current_ma)
        return [*self._watch(), *self._fail(False), *self._tell(now_ms)]

    def _tell(self, now_ms: int) -> list[fx.Effect]:
        if self._told_ms is not None and now_ms - self._told_ms < TELL_MS:
            return []
        mean_ma, self._told_ms = mean(self._since), now_ms
        self._since.clear()
        return [fx.Tell(ev.ExternalMeterRead(mean_ma))]

    def _fail(self, failed: bool) -> list[fx.Effect]:
        if failed == self._failed and self._sure:
            return []
        self._failed, self._sure = failed, True
        told = ev.FaultRaised(0, FAULT) if failed else ev.FaultCleared(0, FAULT)
        return [fx.Persist(RECORD, failed), fx.Tell(told)]


def mean(readings: list[PerPhase]) -> PerPhase:
    """Phase by phase, in whole milliamperes."""
    l1, l2, l3 = (round(sum(phase) / len(readings)) for phase in zip(*readings, strict=True))
    return l1, l2, l3
