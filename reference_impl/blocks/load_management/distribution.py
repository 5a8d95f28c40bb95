"""Who may have how much, now: the wishes and limits of an island, and what stands, put together.

Theory of operation. `run` computes the target from all wishes and limits, and from it what each slave is to be
assigned now. Whole runs are those of a sample, or after a change of the limits. The others, between two samples,
lower shares and let waiting vehicles start, but raise nobody who charges (DLM-084). A share rises only within what
is left beside everything that may still flow: what was assigned and is not acknowledged, what a vehicle may take
for 5 s after that (standing.py), and what is kept aside for slaves that are missing (DLF-026).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum, auto

from ...model.dlm import Report
from ...model.loads import GRID_PHASES, Bound, Claim, PerPhase
from ...model.quantities import SECOND_MS
from ...model.settings import Settings
from . import parameters as names
from .allocation import allocate, stage
from .averages import NOTHING, Mean
from .demands import Demands
from .imbalance import IMBALANCE_A, allocate_balanced
from .island import Limits, drawn_ma, feeds, less, reserved_a
from .participants import MISSING_MS, Member, name_of
from .strategies import SLOT_MS, waiting

STIR_MA = 1_000
"""What the charge points draw has changed."""
CALM_MS = 12 * SECOND_MS
"""A mean of the external meter covers 10 s; a socket reports a change of its current within 2 s."""
STALE_MS = 30 * SECOND_MS
"""Currents that never rest must not hide what the building does for longer than a sample period."""


class Heard(Enum):
    """What a report asks of the master.

    OLD: nothing, a newer one has come; STRANGER: to assign it what it offers, for it obeys us not;
    URGENT: the distribution cannot wait for the next sample
    """

    OLD = auto()
    STRANGER = auto()
    ROUTINE = auto()
    URGENT = auto()


Allocate = Callable[..., dict[str, int]]
Stage = Callable[..., dict[str, int]]


class Distribution:
    """Of one island."""

    def __init__(self, settings: Settings, now_ms: int, *, allocate: Allocate = allocate, stage: Stage = stage) -> None:
        self._settings, self._allocate, self._stage = settings, allocate, stage
        self.slaves: dict[str, Member] = {}
        self.leaving: dict[str, Member] = {}
        """Those that were cleared while they may still obey us."""
        self.held = False
        """Nobody may be given more than it has, whatever is free."""
        self.limits = Limits(settings)
        self._demands = Demands()
        self._drawn, self._charging_ma = Mean(now_ms), NOTHING
        self._draws, self._stirred_ms, self._metered_ms = NOTHING, now_ms, now_ms
        self._flows_ma: dict[str, PerPhase] = {}
        self._flowing_ma: PerPhase = NOTHING
        self._target: dict[str, int] = {}
        self._asked: tuple[object, ...] = ()
        self._answer: Mapping[str, int] = {}
        """What was shared out last, and out of what."""
        self._slot_ends_ms: int | None = None
        self.available_a: PerPhase = NOTHING
        self.limited_by: tuple[str, ...] = ()
        """The source of each of these; () until something was shared out."""
        self.external_a: PerPhase = NOTHING
        self.reserved_a: PerPhase = NOTHING

    # -- who takes part --

    def connected(self, now_ms: int) -> Iterator[Member]:
        """The slaves that acknowledge what they are told."""
        return (slave for slave in self.slaves.values() if slave.connected(now_ms))

    def hear(self, address: str, report: Report, ours: bool, now_ms: int) -> Heard:
        """A slave reports; ours: it obeys an assignment of ours."""
        if (slave := self.slaves.get(address)) is None:
            slave = self.slaves[address] = Member(address, now_ms)
        was_connected, before = slave.connected(now_ms), slave.report
        if slave.is_restarted(report, now_ms):
            slave.restarted(report.boot)
        elif ours and slave.takes(report):
            slave.hear(report, now_ms)
        elif was_connected or report.boot != slave.boot:
            return Heard.OLD
        if not slave.connected(now_ms):
            slave.greet(report, now_ms)
            return Heard.STRANGER
        self.leaving.pop(address, None)
        if before is not None and before.sockets is report.sockets and was_connected:
            self._demands.go_on((name_of(address, one.socket) for one in report.sockets if one.charging), now_ms)
            return Heard.ROUTINE
        urgent = [self._demands.hear(name_of(address, one.socket), one, now_ms) for one in report.sockets]
        drawn = drawn_ma([slave])
        if drawn == self._flows_ma.get(address, NOTHING):
            return Heard.URGENT if any(urgent) or not was_connected else Heard.ROUTINE
        draws = self._flow(address, drawn)
        self._drawn.note(draws, now_ms)
        if any(abs(new - old) >= STIR_MA for new, old in zip(draws, self._draws, strict=True)):
            self._draws, self._stirred_ms = draws, now_ms
        return Heard.URGENT if any(urgent) or not was_connected else Heard.ROUTINE

    def keep(self, address: str, disconnected_a: Sequence[tuple[int, int]], now_ms: int) -> None:
        """A station that nobody can lead takes so much at each socket: it is kept aside."""
        slave = self.slaves.setdefault(address, Member(address, now_ms))
        for socket, kept_a in disconnected_a:
            slave.kept_a[socket] = max(slave.kept_a.get(socket, 0), kept_a)

    def own_limit_a(self) -> PerPhase:
        """What we may share out by our own parameters and meter."""
        return self.limits.own_a(self._charging_ma)

    def routine(self, address: str, now_ms: int) -> bool:
        """Nothing follows from what this slave has reported: it takes part, and nothing of it is on its way down."""
        slave = self.slaves.get(address)
        return slave is not None and slave.connected(now_ms) and slave.standing.next_fade_ms(now_ms) is None

    def clear(self, now_ms: int) -> None:
        """Forget the slaves that are missing: nothing is kept aside for them but what they may still obey."""
        self.drop_missing(now_ms)
        for slave in [one for one in self.slaves.values() if not one.connected(now_ms)]:
            del self.slaves[slave.address]
            slave.kept_a = dict.fromkeys(slave.kept_a, 0)
            self.leaving[slave.address] = slave

    def drop_missing(self, now_ms: int) -> None:
        """Who does not acknowledge any more has no wishes."""
        for slave in self.slaves.values():
            if not slave.connected(now_ms):
                self._demands.forget(name_of(slave.address, socket) for socket in slave.sockets())
        known = {slave.address for slave in self.connected(now_ms)}
        for address in self._flows_ma.keys() - known:
            self._flow(address, NOTHING)

    def _flow(self, address: str, drawn: PerPhase) -> PerPhase:
        """A slave draws this now; the new sum, found without asking all the others."""
        before, total = self._flows_ma.pop(address, NOTHING), self._flowing_ma
        if drawn != NOTHING:
            self._flows_ma[address] = drawn
        l1, l2, l3 = (total[phase] - before[phase] + drawn[phase] for phase in GRID_PHASES)
        self._flowing_ma = l1, l2, l3
        return self._flowing_ma

    def meter(self, reading_ma: PerPhase | None, now_ms: int) -> None:
        """The external meter has been read, or cannot be; what was drawn in the same time goes with it.

        Where the reading contains the charge points, it is not used while they have just changed: it and their own
        meters are not read in the same moment, and a second of difference would be taken for a load of the building.
        """
        charging_ma = self._drawn.take(now_ms)
        kept = reading_ma is not None and self.limits.reading_ma is not None and self.limits.including
        if kept and now_ms - self._stirred_ms < CALM_MS and now_ms - self._metered_ms < STALE_MS:
            return
        self.limits.reading_ma, self._charging_ma, self._metered_ms = reading_ma, charging_ma, now_ms

    # -- who may have how much --

    @property
    def minimum_a(self) -> int:
        """The largest Minimum Current Limit of the master and of those whose vehicles charge."""
        own_a = self._settings.number(names.MINIMUM)
        return max(own_a, *(report.minimum_a for report in self._demands.active().values()), own_a)

    def run(self, now_ms: int, *, whole: bool) -> list[Member]:
        """Compute anew; the slaves that have to be told something else, with their new shares."""
        self.drop_missing(now_ms)
        self.available_a = self.limits.distributable_a(self._charging_ma)
        if self.limits.metered:
            self.external_a = self.limits.external_a(self._charging_ma)
        self.limited_by = self.limits.sources(self.external_a)
        self.leaving = {address: slave for address, slave in self.leaving.items() if now_ms < slave.sure_ms()}
        self.reserved_a = reserved_a([*self.slaves.values(), *self.leaving.values()], now_ms)
        bounds = [Bound("island", less(self.available_a, self.reserved_a)), *feeds(self.connected(now_ms))]
        anew = whole and self._turn(bounds, now_ms)
        claims = self._demands.claims()
        flows = {claim.name: self._may_flow_a(claim.name, now_ms) for claim in claims}
        shares = self._staged(claims, bounds, flows, whole=whole, anew=anew)
        return [slave for slave in self.connected(now_ms) if self._assign(slave, shares, now_ms)]

    def _staged(
        self, claims: Sequence[Claim], bounds: Sequence[Bound], flows: Mapping[str, int], *, whole: bool, anew: bool
    ) -> Mapping[str, int]:
        """What each claim may be offered now. Where nothing has changed since the last time, it is the same."""
        asked = (claims, bounds, flows, self.minimum_a, self.held, anew, self._settings.on(names.IMBALANCE))
        if whole and asked == self._asked:
            return self._answer
        target = self._shared(claims, bounds, anew)
        if not whole:
            target |= {
                claim.name: min(target[claim.name], self._target.get(claim.name, claim.offered_a))
                for claim in claims
                if claim.offered_a
            }
        if self.held:
            target = {claim.name: min(target[claim.name], claim.offered_a) for claim in claims}
        self._target = target
        self._asked, self._answer = asked if whole else (), self._stage(target, flows, claims, bounds, self.minimum_a)
        return self._answer

    def _shared(self, claims: Sequence[Claim], bounds: Sequence[Bound], anew: bool) -> dict[str, int]:
        if self._settings.on(names.IMBALANCE):
            return allocate_balanced(claims, bounds, self.minimum_a, IMBALANCE_A, keep_running=not anew)
        return self._allocate(claims, bounds, self.minimum_a, keep_running=not anew)

    def _turn(self, bounds: Sequence[Bound], now_ms: int) -> bool:
        """With rotating slots: whether a slot period is over; it begins when somebody waits."""
        if self._settings.text(names.ALGORITHM) != names.ROTATING:
            return False
        claims = self._demands.claims()
        shares = {claim.name: claim.offered_a for claim in claims}
        wait = waiting(claims, bounds, self.minimum_a, shares)
        if not wait or self._slot_ends_ms is None:
            self._slot_ends_ms = now_ms + SLOT_MS if wait else None
            return False
        if now_ms < self._slot_ends_ms:
            return False
        self._slot_ends_ms = now_ms + SLOT_MS
        self._demands.turn(shares, wait)
        return True

    def _may_flow_a(self, name: str, now_ms: int) -> int:
        address, _, socket = name.rpartition("/")
        return self.slaves[address].standing.may_flow_a(int(socket), now_ms)

    def _assign(self, slave: Member, shares: Mapping[str, int], now_ms: int) -> bool:
        new = {socket: shares.get(name_of(slave.address, socket), 0) for socket in slave.sockets()}
        for socket, share_a in new.items():
            self._demands.offered(name_of(slave.address, socket), share_a, now_ms)
        slave.shares_a = new
        return slave.shares() != slave.told

    def next_change_ms(self, now_ms: int) -> int | None:
        """When a run is due though nobody reports: something has faded, a slave has become missing or surely fallen."""
        due = [slave.sure_ms() for slave in self.leaving.values() if slave.sure_ms() > now_ms]
        for slave in self.slaves.values():
            confirmed_ms, fade_ms = slave.standing.confirmed_ms, slave.standing.next_fade_ms(now_ms)
            if confirmed_ms is not None and slave.connected(now_ms):
                due.append(confirmed_ms + MISSING_MS + 1)
            elif (sure_ms := slave.sure_ms()) > now_ms:
                due.append(sure_ms)
            if fade_ms is not None:
                due.append(fade_ms)
        return min(due, default=None)
