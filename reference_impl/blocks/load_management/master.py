"""The master of an island: beacons, reports, assignments, and what is remembered (7.4; docs/dlm-protocol.md).

Theory of operation. Slaves report, the master assigns, reports acknowledge. Every TICK_MS it repeats what is
assigned, every third time after a sample run (distribution.py). A slave that reports and does not obey us yet is
first told to go on with what it offers; when it acknowledges that, it takes part. So nobody counts as ours who
cannot hear us. Slaves are remembered over a restart, and after a boot nothing is shared out for COLLECT_MS, until
all within reach have reported. The station's own sockets take part as the slave "internal" does: by the same
messages, without a network.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ...model import effects as fx
from ...model import events as ev
from ...model.dlm import EVERYBODY, INTERNAL, Assignment, Beacon, DlmMessage, OtherVersion, Report, Rival
from ...model.errors import UnexpectedEvent
from ...model.loads import PerPhase, PhaseLimit
from ...model.quantities import SECOND_MS, Current
from ...model.settings import Settings
from . import parameters as names
from .averages import NOTHING
from .dashboard import Rows, master_rows
from .distribution import Distribution, Heard
from .participants import Member
from .rivalry import Rivalry
from .sources import RIVAL

OWNER = "dlm_master"
RECORD = "dlm_master"
TICK_MS = 10 * SECOND_MS
"""A beacon, and a repetition of what is assigned."""
SAMPLE_TICKS = 3
"""DLM Algorithm Sample Rate: 30 sec."""
COLLECT_MS = TICK_MS + 2 * SECOND_MS
"""After a boot: every slave has reported once, with 2 s for the way."""

MakeDistribution = Callable[[Settings, int], Distribution]


class Master:
    """Does nothing unless the role of the station is one of the masters'."""

    def __init__(self, settings: Settings, make: MakeDistribution = Distribution) -> None:
        self._settings, self._make = settings, make
        self._island: Distribution | None = None
        self._kept: dict[str, Any] = {}
        self._cause = ""
        self._sensed: dict[int, bool] = {}
        """The external inputs as they were found when the software began."""

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """React to one event."""
        match event:
            case ev.RecordsRestored(records):
                self._kept = records.get(RECORD, {})
                return []
            case ev.Booted(cause):
                self._cause = cause
                return self._begin(now_ms)
            case ev.InputSwitched(number, on) if self._island is None:
                self._sensed[number] = on
                return []
            case (
                ev.DlmHeard() | ev.DlmNoise() | ev.ExternalMeterRead() | ev.InputSwitched() | ev.ValueStored()
                | ev.LoadButtonUsed() | ev.TimerExpired()
            ):  # fmt: skip
                return [] if self._island is None else self._lead(event, self._island, now_ms)
        raise UnexpectedEvent(self, event)

    def _begin(self, now_ms: int) -> list[fx.Effect]:
        role = self._settings.text(names.ROLE)
        if role not in names.MASTERS:
            return []
        self._internal = role == names.WITH_SLAVE
        self._network = self._settings.number(names.NETWORK)
        self._rows: Rows = ()
        self._limited: tuple[PerPhase, tuple[str, ...]] = (NOTHING, ())
        self._sequence = self._ticks = self._noise = 0
        self._change_ms: int | None = None
        self._era = self._kept.get("era", 0) + 1
        self._rivalry = self._resumed(now_ms)
        self._island = self._make(self._settings, now_ms)
        for number, on in self._sensed.items():
            self._island.limits.switched(number, on)
        for address, record in self._kept.get("slaves", {}).items():
            self._island.slaves[address] = Member.restored(address, record, now_ms)
        for address, record in self._kept.get("leaving", {}).items():
            self._island.leaving[address] = Member.restored(address, record, now_ms)
        tick = fx.StartTimer(OWNER, 0, "tick", TICK_MS)
        return [tick, *self._collect(now_ms), *self._beacons(), *self._after(self._island, now_ms)]

    def _resumed(self, now_ms: int) -> Rivalry:
        """A loss of power changes nothing about who leads; after a restart, which somebody asked for, we do."""
        leader = self._kept.get("yields_to", "")
        if self._cause == "power":
            return Rivalry(self._network, leader)
        rivalry = Rivalry(self._network, "")
        if leader:
            rivalry.met(now_ms)
        return rivalry

    def _collect(self, now_ms: int) -> list[fx.Effect]:
        self._ready_ms = now_ms + COLLECT_MS
        return [fx.StartTimer(OWNER, 0, "collected", COLLECT_MS)]

    def _lead(self, event: ev.Event, island: Distribution, now_ms: int) -> list[fx.Effect]:
        """React to an event as a master."""
        match event:
            case ev.DlmHeard(sender, message):
                known = island.routine(sender, now_ms)
                effects = self._hear(sender, message, island, now_ms) if message.network == self._network else []
                if known and not effects and island.routine(sender, now_ms):
                    return []  # most reports; the island need not be looked at for them
            case ev.DlmNoise():
                self._noise += 1
                effects = []
            case ev.ExternalMeterRead(current_ma):
                island.meter(current_ma, now_ms)
                effects = self._run(island, now_ms, whole=False)
            case ev.InputSwitched(number, on):
                effects = self._run(island, now_ms, whole=True) if island.limits.switched(number, on) else []
            case ev.ValueStored(name, live):
                effects = self._run(island, now_ms, whole=True) if live and name in names.LIVE else []
            case ev.LoadButtonUsed(button):
                effects = self._clear(island, now_ms) if button == names.CLEAR else []
            case ev.TimerExpired(name="tick"):
                effects = self._tick(island, now_ms)
            case ev.TimerExpired(name="collected"):
                effects = self._run(island, now_ms, whole=True)
            case _:
                self._change_ms = None
                effects = self._run(island, now_ms, whole=False)
        return [*effects, *self._after(island, now_ms)]

    # -- messages --

    def _hear(self, sender: str, message: DlmMessage, island: Distribution, now_ms: int) -> list[fx.Effect]:
        match message:
            case Report() if not self._rivalry.leader:
                return self._report(sender, message, island, now_ms)
            case Beacon() if sender != INTERNAL:
                answer: Rival | None = self._rivalry.beacon(sender, island.own_limit_a(), now_ms)
            case Rival(limit_a=limit_a):
                answer = self._rivalry.told(message, sender, island.own_limit_a(), now_ms)
                if limit_a is not None and island.limits.others.get(sender) != limit_a:
                    island.limits.others[sender] = limit_a
                    return [*_to(answer), *self._run(island, now_ms, whole=False)]
            case OtherVersion(leads=True):
                self._rivalry.leader, answer = sender, None
            case OtherVersion(disconnected_a=disconnected_a):
                island.keep(sender, disconnected_a, now_ms)
                return self._run(island, now_ms, whole=False)
            case _:
                return []
        return _to(answer)

    def _report(self, address: str, report: Report, island: Distribution, now_ms: int) -> list[fx.Effect]:
        ours = report.era == self._era and report.heard > 0
        heard = island.hear(address, report, ours, now_ms)
        if heard in (Heard.OLD, Heard.ROUTINE):
            return []
        greeting = [self._assignment(island.slaves[address], now_ms)] if heard is Heard.STRANGER else []
        return [*greeting, *self._run(island, now_ms, whole=False)]

    def _assignment(self, slave: Member, now_ms: int) -> fx.Effect:
        self._sequence += 1
        slave.standing.said(self._sequence, slave.shares_a, now_ms)
        slave.told = slave.shares()
        assignment = Assignment(self._network, *slave.answers, self._era, self._sequence, slave.told)
        return fx.SendDlm(slave.address, assignment)

    def _beacons(self) -> list[fx.Effect]:
        if self._rivalry.leader:
            return []
        heard_by = [INTERNAL] if self._internal else []
        if not self._settings.on(names.QUIET):
            heard_by.append(EVERYBODY)
        return [fx.SendDlm(to, Beacon(self._network, self._era)) for to in heard_by]

    # -- runs --

    def _tick(self, island: Distribution, now_ms: int) -> list[fx.Effect]:
        again = fx.StartTimer(OWNER, 0, "tick", TICK_MS)
        if self._rivalry.leader:
            return [again]
        self._ticks += 1
        told = self._run(island, now_ms, whole=True) if self._ticks % SAMPLE_TICKS == 0 else []
        fresh = {effect.to for effect in told if isinstance(effect, fx.SendDlm)}
        repeated = [self._assignment(slave, now_ms) for slave in island.connected(now_ms) if slave.address not in fresh]
        return [again, *self._beacons(), *told, *repeated]

    def _run(self, island: Distribution, now_ms: int, *, whole: bool) -> list[fx.Effect]:
        if now_ms < self._ready_ms or self._rivalry.leader:
            return []
        island.held = self._rivalry.is_held(now_ms)
        return [self._assignment(slave, now_ms) for slave in island.run(now_ms, whole=whole)]

    def _clear(self, island: Distribution, now_ms: int) -> list[fx.Effect]:
        """Forget the slaves that are missing; those that report are there (DLM-097)."""
        island.clear(now_ms)
        island.limits.others.clear()
        return self._run(island, now_ms, whole=False)

    # -- what follows from every event --

    def _after(self, island: Distribution, now_ms: int) -> list[fx.Effect]:
        return [*self._remember(island, now_ms), *self._wait(island, now_ms), *self._show(island, now_ms)]

    def _remember(self, island: Distribution, now_ms: int) -> list[fx.Effect]:
        slaves: Mapping[str, Any] = {
            slave.address: slave.record(now_ms) for slave in island.slaves.values() if slave.address != INTERNAL
        }
        kept: dict[str, Any] = {"era": self._era, "slaves": slaves}
        if island.leaving:
            kept["leaving"] = {slave.address: slave.record(now_ms) for slave in island.leaving.values()}
        if self._rivalry.leader:
            kept["yields_to"] = self._rivalry.leader
        if kept == self._kept:
            return []
        self._kept = kept
        return [fx.Persist(RECORD, kept)]

    def _wait(self, island: Distribution, now_ms: int) -> list[fx.Effect]:
        due_ms = None if self._rivalry.leader else island.next_change_ms(now_ms)
        is_due = self._change_ms is not None and self._change_ms <= now_ms
        if due_ms == self._change_ms or is_due:
            return []  # what is due in this very moment is not put off by what else happens in it
        self._change_ms = due_ms
        if due_ms is None:
            return [fx.CancelTimer(OWNER, 0, "change")]
        return [fx.StartTimer(OWNER, 0, "change", max(1, due_ms - now_ms))]

    def _show(self, island: Distribution, now_ms: int) -> list[fx.Effect]:
        rows = master_rows(island, self._rivalry.leader, self._noise, now_ms)
        if rows == self._rows:
            return []
        self._rows = rows
        return [fx.Tell(ev.LoadReported("master", rows)), *self._limit(island, self._rivalry.leader)]

    def _limit(self, island: Distribution, leader: str) -> list[fx.Effect]:
        """What the rows say about the island's limit, where it has changed."""
        limit = (NOTHING, (RIVAL,) * 3) if leader else (island.available_a, island.limited_by)
        if limit == self._limited or not limit[1]:
            return []
        self._limited = limit
        l1, l2, l3 = (PhaseLimit(Current.of_a(most_a), source) for most_a, source in zip(*limit, strict=True))
        return [fx.ShowLimit(0, (l1, l2, l3))]


def _to(answer: Rival | None) -> list[fx.Effect]:
    return [] if answer is None else [fx.SendDlm(answer.address, answer)]
