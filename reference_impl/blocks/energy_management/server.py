"""The registers of one socket, as an energy manager reads and writes them over Modbus TCP.

Theory of operation. Socket 1 is at the base port, socket 2 at the next one. A request is checked (function,
number of registers, addresses), then answered; what the meter shows is asked of the meter first, and whoever waits
for it is answered together. What is written is taken as a whole or not at all. The current limit is one more source
for the socket (limits/sources.py): it never raises anything. While a communication timeout is set and no request
comes for so long, the safe current holds in its place; the next request ends that.

What is written besides the safe current and its timeout is gone with the software.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from typing import Any

from ...model import effects as fx
from ...model import events as ev
from ...model.errors import UnexpectedEvent
from ...model.faults import Fault
from ...model.feeds import DLM_ROLE
from ...model.quantities import SECOND_MS, Current
from ...model.settings import Settings
from .known import Known
from .registers import Register, of_firmware
from .values import FIRMWARE, MASTERS, METERED, OPERATED, VALUES, Sight, Value, Written, limit_a, words_of
from .writes import ILLEGAL_ADDRESS, ILLEGAL_VALUE, WRITES, Order, Refused, octets_of

OWNER = "energy_manager"
SERVER, PORT, SOCKETS = (
    "Modbus TCP Server for energy management systems", "Modbus TCP Server Base Port", "NumberOfConnectors",
)  # fmt: skip
READ, WRITE_ONE, WRITE = 3, 6, 16
ILLEGAL_FUNCTION = 1
MOST_READ, MOST_WRITTEN = 125, 123
"""In one request (Modbus Application Protocol 1.1b3, 6.3 and 6.12)."""
METER_MS = 1 * SECOND_MS
"""A meter that is silent for so long has no values."""
LOOK, BEGIN = "energy manager", "energy manager: begin"
"""Of a reading of the meter that is for us."""


class EnergyManager:
    """The server's side at one socket."""

    def __init__(
        self,
        socket: int,
        settings: Settings,
        faults: Mapping[str, Fault],
        values: Mapping[str, Callable[[Sight], Value]] = VALUES,
    ) -> None:
        self._socket, self._settings, self._faults, self._values = socket, settings, faults, values
        self._known, self._written = Known(), Written()
        self._booted = self._serves = self._lost = False
        self._registers: dict[int, Register] = {}
        self._waiting: list[ev.ManagerAsked] = []
        self._told: ev.ManagerLimited | None = None

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """React to one event."""
        if self._booted and not self._serves:
            return []
        match event:
            case ev.RecordsRestored(records):
                self._restore(records.get(self._record, {}))
            case ev.Booted():
                return self._begin()
            case ev.ManagerAsked():
                return [*self._heard(), *self._answer(event, now_ms), *self._limit()]
            case ev.MeterRead():
                return self._metered(event, now_ms)
            case ev.TimerExpired(name="silent"):
                self._lost = True
                return self._limit()
            case ev.TimerExpired(name="meter"):
                self._known.meter = None
                return self._answer_all(now_ms)
            case _:
                if not self._known.note(event, now_ms):
                    raise UnexpectedEvent(self, event)
                if isinstance(event, ev.SessionStarted):
                    return self._count()
        return []

    # -- boot --

    @property
    def _record(self) -> str:
        return f"energy-manager-{self._socket}"

    def _restore(self, record: dict[str, Any]) -> None:
        self._written = Written(safe_a=record.get("safe_a", 8), timeout_s=record.get("timeout_s", 0))
        self._known.begun_wh = record.get("begun_wh")

    def _keep(self) -> fx.Effect:
        kept = {**asdict(self._written), "begun_wh": self._known.begun_wh}
        del kept["limit_a"]
        return fx.Persist(self._record, kept)

    def _begin(self) -> list[fx.Effect]:
        settings, self._booted = self._settings, True
        self._serves = settings.on(SERVER) and settings.number(SOCKETS) >= self._socket
        if not self._serves:
            return []
        self._registers = of_firmware(settings.text(FIRMWARE), master=settings.text(DLM_ROLE) in MASTERS)
        port = settings.number(PORT) + self._socket - 1
        return [fx.ServeManager(self._socket, port), *self._watch(), *self._limit()]

    def _count(self) -> list[fx.Effect]:
        """A session begins; one that a loss of power cut short goes on before the boot is over."""
        return [fx.ReadMeter(self._socket, BEGIN)] if self._booted or self._known.begun_wh is None else []

    # -- requests --

    def _answer(self, asked: ev.ManagerAsked, now_ms: int) -> list[fx.Effect]:
        try:
            if asked.function == READ:
                return self._read(asked, now_ms)
            if asked.function in (WRITE, WRITE_ONE):
                return [*self._write(asked, now_ms), fx.AnswerManager(asked.request)]
            raise Refused(ILLEGAL_FUNCTION)
        except Refused as refused:
            return [fx.AnswerManager(asked.request, exception=refused.code)]

    def _rows(self, asked: ev.ManagerAsked, most: int) -> dict[int, Register]:
        """What is asked for, by the address of each register."""
        if not 1 <= asked.count <= most:
            raise Refused(ILLEGAL_VALUE)
        addresses = range(asked.address, asked.address + asked.count)
        if not self._registers.keys() >= set(addresses):
            raise Refused(self._absent)
        return {address: self._registers[address] for address in addresses}

    @property
    def _absent(self) -> int:
        """Older firmware says illegal function of a register that it does not have (bender-facts, 1.1)."""
        return ILLEGAL_ADDRESS if self._sight(0).revised else ILLEGAL_FUNCTION

    def _read(self, asked: ev.ManagerAsked, now_ms: int) -> list[fx.Effect]:
        rows = self._rows(asked, MOST_READ)
        if any(row.value in METERED for row in rows.values()):
            self._waiting.append(asked)
            return [fx.StartTimer(OWNER, self._socket, "meter", METER_MS), fx.ReadMeter(self._socket, LOOK)]
        return [self._words(asked, now_ms)]

    def _words(self, asked: ev.ManagerAsked, now_ms: int) -> fx.Effect:
        rows, sight = self._rows(asked, MOST_READ), self._sight(now_ms)
        held = {row: words_of(row, self._values, sight) for row in set(rows.values())}
        words = tuple(held[row][address - row.address] for address, row in rows.items())
        return fx.AnswerManager(asked.request, words)

    def _metered(self, read: ev.MeterRead, now_ms: int) -> list[fx.Effect]:
        if read.purpose == BEGIN:
            self._known.begun_wh = read.energy_wh
            return [self._keep()]
        if read.purpose != LOOK:
            return []
        self._known.meter = read
        return [fx.CancelTimer(OWNER, self._socket, "meter"), *self._answer_all(now_ms)]

    def _answer_all(self, now_ms: int) -> list[fx.Effect]:
        waiting, self._waiting = self._waiting, []
        return [self._words(asked, now_ms) for asked in waiting]

    def _write(self, asked: ev.ManagerAsked, now_ms: int) -> list[fx.Effect]:
        rows, written = self._rows(asked, MOST_WRITTEN), replace(self._written)
        words, operated = dict(zip(rows, asked.words, strict=True)), self._settings.text(OPERATED).split("/")
        effects: list[fx.Effect] = []
        for row in dict.fromkeys(rows.values()):
            octets = octets_of(row, words)
            order = Order(self._socket, self._settings, written, operated, octets, self._sight(now_ms).revised)
            effects += WRITES[row.value](order)
        kept = replace(written, limit_a=None) != replace(self._written, limit_a=None)
        self._written = written
        return [*effects, *([self._keep(), *self._watch()] if kept else [])]

    def _sight(self, now_ms: int) -> Sight:
        return Sight(self._socket, self._known, self._written, self._settings, self._faults, now_ms)

    # -- the limit, and a manager that goes silent --

    def _heard(self) -> list[fx.Effect]:
        self._lost = False
        return self._watch()

    def _watch(self) -> list[fx.Effect]:
        if not self._written.timeout_s:
            return [fx.CancelTimer(OWNER, self._socket, "silent")]
        return [fx.StartTimer(OWNER, self._socket, "silent", self._written.timeout_s * SECOND_MS)]

    def _limit(self) -> list[fx.Effect]:
        limit = Current.of_a(self._written.safe_a if self._lost else limit_a(self._sight(0)))
        limited = ev.ManagerLimited(self._socket, limit, self._lost)
        if limited == self._told:
            return []
        self._told = limited
        return [fx.Tell(limited)]
