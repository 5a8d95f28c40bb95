"""Who wants current and how much, as claims in order of priority (manual, 7.4: unused current goes to others).

Theory of operation. A vehicle that takes all that it is offered is hungry: it wants all that it may have. One
that takes less wants what it takes and a margin, so that it can show that it wants more: with the margin used
it is hungry again (appetite.py). A reading counts only when the offer has stood for SETTLE_MS, since a vehicle
needs time to follow. One that has stopped asking although it was offered current wants nothing; it keeps what
nobody else wants. Without an offer it cannot ask, so every REST_MS it is offered the minimum for IDLE_MS.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from ...model.dlm import SocketReport
from ...model.loads import Claim
from ...model.quantities import SECOND_MS
from .appetite import wanted_a
from .participants import grid_phases
from .strategies import SLOT_MS, queued, turned

SETTLE_MS = 10 * SECOND_MS
"""From a higher offer to a reading that says what the vehicle does with it: reaction 5 s, and a ramp."""
IDLE_MS = 60 * SECOND_MS
"""From an offer to the judgement that a vehicle which does not ask for current wants none: wake-up included."""
REST_MS = SLOT_MS
"""So long one that wants none is not offered what others want: else their offers would swing all day."""


@dataclass
class Wish:
    """What is known of one participant.

    offered_ms: since when it is offered what it is offered, or less
    begun_ms:   since when it is offered current at all
    rests_until_ms: it was offered current and did not ask for it; until then it wants none
    claim:      what it claimed last
    """

    report: SocketReport
    share_a: int = 0
    offered_ms: int = 0
    begun_ms: int = 0
    rests_until_ms: int = 0
    wanted_a: int = 0
    claim: Claim | None = None

    @property
    def active(self) -> bool:
        """A vehicle is there that may have current."""
        return self.report.charging and self.report.most_a > 0


class Demands:
    """The wishes of all participants that are connected."""

    def __init__(self) -> None:
        self._wishes: dict[str, Wish] = {}
        self._queue: tuple[str, ...] = ()

    def hear(self, name: str, report: SocketReport, now_ms: int) -> bool:
        """Note what a participant reports; True if the distribution cannot wait for the next sample."""
        known = self._wishes.get(name)
        if known is not None and known.report.session != report.session:
            self.forget([name])  # another vehicle, which comes behind those that wait
            known = None
        wish = self._wishes.setdefault(name, Wish(report, report.share_a, now_ms, now_ms))
        was_active, before = wish.active, grid_phases(wish.report)
        wish.report = report
        wish.wanted_a = self._wanted_a(wish, now_ms) if wish.active else 0
        if known is None or wish.active != was_active:
            self._line_up()
            return True
        return wish.active and not set(grid_phases(report)) <= set(before)

    def go_on(self, names: Iterable[str], now_ms: int) -> None:
        """These report what they reported the last time."""
        for name in names:
            wish = self._wishes[name]
            wish.wanted_a = self._wanted_a(wish, now_ms) if wish.active else 0

    def forget(self, names: Iterable[str]) -> None:
        """These take part no longer."""
        for name in names:
            self._wishes.pop(name, None)
        self._line_up()

    def _line_up(self) -> None:
        self._queue = queued(self._queue, (name for name, wish in self._wishes.items() if wish.active))

    def offered(self, name: str, share_a: int, now_ms: int) -> None:
        """A participant has been assigned this."""
        wish = self._wishes[name]
        if share_a > wish.share_a:
            wish.offered_ms = now_ms
            wish.begun_ms = wish.begun_ms if wish.share_a else now_ms
        wish.share_a = share_a

    def _wanted_a(self, wish: Wish, now_ms: int) -> int:
        report, offered_a = wish.report, min(wish.share_a, wish.report.most_a)
        if report.asleep:
            if offered_a and now_ms - wish.begun_ms >= IDLE_MS:
                wish.rests_until_ms = now_ms + REST_MS
            return 0 if now_ms < wish.rests_until_ms else min(report.most_a, report.minimum_a)
        wish.rests_until_ms = 0
        if not offered_a or report.drawn_da is None:
            return report.most_a
        if now_ms - wish.offered_ms < SETTLE_MS:
            return wish.wanted_a or report.most_a
        return wanted_a(report.most_a, offered_a, report.drawn_da, wish.wanted_a, report.minimum_a)

    def turn(self, shares_a: Mapping[str, int], waiting: Collection[str]) -> None:
        """A slot period is over: who waits comes to the front."""
        self._queue = turned(self._queue, shares_a, waiting)

    def claims(self) -> list[Claim]:
        """What all active participants claim, in order of priority; behind them who has to come down to nothing."""
        leaving = [name for name, wish in self._wishes.items() if not wish.active]
        return [self._claim(name) for name in (*self._queue, *leaving)]

    def _claim(self, name: str) -> Claim:
        wish = self._wishes[name]
        most_a = wish.report.most_a if wish.active else 0
        wanted_a, phases, claim = min(wish.wanted_a, most_a), grid_phases(wish.report), wish.claim
        if claim is None or (claim.phases, claim.most_a, claim.wanted_a, claim.offered_a) != (
            phases, most_a, wanted_a, wish.share_a,
        ):  # fmt: skip
            claim = wish.claim = Claim(name, phases, most_a, wanted_a, wish.share_a)
        return claim

    def active(self) -> Mapping[str, SocketReport]:
        """The reports of those with a vehicle that may have current."""
        return {name: self._wishes[name].report for name in self._queue}
