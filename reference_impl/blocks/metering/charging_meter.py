"""The charging meter, which the manual calls OCPP meter: the station's own, or one over Modbus TCP (manual, 7.5).

Theory of operation. Whoever asks the meter of a socket is answered by the board; this block hands the answer on, and
where a Modbus meter is configured puts that meter's last reading into it. It is polled every POLL_MS. An answer that
is asked for before the first poll has ended waits for it. A meter that is silent for SILENT_MS raises the fault
of chapter 9, which stops charging; what is asked then, such as the register at the end of the transaction, is its
last reading, which is kept on the disk with each answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ...model import effects as fx
from ...model import events as ev
from ...model.errors import UnexpectedEvent
from ...model.modbus_meter import BadReading, LineReading, MeterModel
from ...model.quantities import SECOND_MS
from ...model.settings import Settings
from .polling import Poll

OWNER = "charging_meter"
FAULT = "OCPP meter not communicating"
TYPE = "Meter configuration"
ADDRESSES = {1: "IP address of meter", 2: "IP address of meter (Connector 2)"}
PORTS = {1: "Port number of meter", 2: "Port number of meter (Connector 2)"}
WORD_ORDER, LOW_FIRST = "Word order of Phoenix Contact meters", "Low word first"

FIRST_MS = 100
POLL_MS = 2 * SECOND_MS
SILENT_MS = 10 * SECOND_MS
"""As for every device that answers nothing (D-ERR-14)."""
MA_PER_DA = 100


class ChargingMeter:
    """The meter of one socket."""

    def __init__(self, socket: int, settings: Settings, models: Mapping[str, MeterModel]) -> None:
        self._socket, self._settings, self._models = socket, settings, models
        self._poll: Poll | None = None
        self._line: LineReading | None = None
        self._energy_wh: int | None = None
        self._waiting: list[ev.BoardMeterRead] = []
        self._failed = False
        self._sure = True  # not behind a boot: a fault that was there then may have been ended by the board's inputs

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """React to one event."""
        match event:
            case ev.RecordsRestored(records):
                kept = records.get(self._record, {})
                self._energy_wh, self._failed = kept.get("energy_wh"), bool(kept.get("failed"))
                self._sure = not self._failed
                return self._begin()
            case ev.BoardMeterRead():
                return self._answer(event)
            case ev.TimerExpired(name="poll"):
                return [fx.StartTimer(OWNER, self._socket, "poll", POLL_MS), *self._ask()]
            case ev.TimerExpired(name="silent"):
                return [*self._fail(True), *self._answer_all()]
            case ev.RegistersRead(job=job):
                return self._take(event) if self._poll and self._poll.concerns(job) else []
            case ev.RegistersFailed(job=job):
                if self._poll and self._poll.concerns(job):
                    self._poll.give_up()
                return []
        raise UnexpectedEvent(self, event)

    def _begin(self) -> list[fx.Effect]:
        settings, socket = self._settings, self._socket
        model, host = self._models.get(settings.text(TYPE)), settings.text(ADDRESSES[socket])
        if model is None or (socket != 1 and not host):
            self._energy_wh = None
            return self._fail(False)
        low_first = model.swappable and settings.text(WORD_ORDER) == LOW_FIRST
        self._poll = Poll(f"{OWNER} {socket}", model, host, settings.number(PORTS[socket]), low_first)
        return [fx.StartTimer(OWNER, socket, "poll", FIRST_MS), self._watch()]

    def _watch(self) -> fx.Effect:
        return fx.StartTimer(OWNER, self._socket, "silent", SILENT_MS)

    def _ask(self) -> list[fx.Effect]:
        poll = self._poll
        return [] if poll is None or poll.running else poll.begin(poll.model.line + poll.model.energy)

    def _take(self, read: ev.RegistersRead) -> list[fx.Effect]:
        poll = self._poll
        assert poll is not None
        more = poll.take(read)
        if more:
            return more
        try:
            line = poll.model.read_line(poll.words, poll.low_word_first)
            energy_wh = poll.model.read_wh(poll.words, poll.low_word_first)
        except BadReading:
            return []
        self._line, self._energy_wh = line, energy_wh
        return [self._watch(), *self._fail(False), *self._answer_all()]

    # -- answers --

    def _answer(self, board: ev.BoardMeterRead) -> list[fx.Effect]:
        if self._poll is None:
            return [fx.Tell(_read(board))]
        if self._line is None and not self._failed:
            self._waiting.append(board)
            return []
        return [fx.Tell(self._metered(_read(board))), self._keep()]

    def _answer_all(self) -> list[fx.Effect]:
        waiting, self._waiting = self._waiting, []
        return [effect for board in waiting for effect in self._answer(board)]

    def _metered(self, read: ev.MeterRead) -> ev.MeterRead:
        if self._energy_wh is None:
            return read  # never heard of it: the board's own is all there is
        line = self._line
        if line is None or self._failed:
            return replace(read, energy_wh=self._energy_wh)
        return replace(
            read,
            energy_wh=self._energy_wh,
            current_da=tuple(round(abs(current_ma) / MA_PER_DA) for current_ma in line.current_ma),
            voltage_v=line.voltage_v,
            power_w=line.power_w,
        )

    # -- what is kept, and what is wrong --

    @property
    def _record(self) -> str:
        return f"charging-meter-{self._socket}"

    def _keep(self) -> fx.Effect:
        return fx.Persist(self._record, {"energy_wh": self._energy_wh, "failed": self._failed})

    def _fail(self, failed: bool) -> list[fx.Effect]:
        if failed == self._failed and self._sure:
            return []
        self._failed, self._sure = failed, True
        told = ev.FaultRaised(self._socket, FAULT) if failed else ev.FaultCleared(self._socket, FAULT)
        return [self._keep(), fx.Tell(told)]


def _read(board: ev.BoardMeterRead) -> ev.MeterRead:
    return ev.MeterRead(
        board.socket, board.purpose, board.energy_wh, board.current_da, board.voltage_v, board.power_w
    )
