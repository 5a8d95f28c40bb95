"""Max-min fair filling in whole amperes: all rise together, the lowest first, until a limit or its own cap stops each.

Theory of operation. Think of a water level that rises ampere by ampere. A claim joins when the level reaches what it
has already (its floor) and leaves at its cap. A limit is tight at a level where less is left of it than it has claims
that rise; there the amperes that are left go to some of its claims, one each, and the others stay where they are for
good, since what is left of a limit never grows. Between such levels nothing happens, so they are skipped: each limit
notes for which level it was booked last and how many rise on it, and a heap tells which limit is tight next. The work
grows with the number of claims and limits (times a logarithm), not with the amperes.

Of two claims that rise on one limit neither is left more than one ampere behind unless another of its limits stops
it, and nobody stays below its cap while each of its limits has an ampere left. So the result is max-min fair but for
rounding, and nothing is idle that somebody could use.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import heappop, heappush

from .ledger import Ledger


class Filling:
    """One filling of what a ledger has left; it books what it gives.

    floor_a:   what each claim has already and the ledger has booked
    cap_a:     what it may rise to; a claim whose cap is not above its floor stays where it is
    offered_a: what each is offered now: where not all can have one more ampere, those go first that have it already,
               then those that come first in the order of the claims; so rounding moves nobody without need
    """

    def __init__(self, ledger: Ledger, floor_a: Sequence[int], cap_a: Sequence[int], offered_a: Sequence[int]) -> None:
        self._ledger, self._cap_a, self._offered_a = ledger, cap_a, offered_a
        self._share_a = list(floor_a)
        rising = [number for number, floor in enumerate(floor_a) if floor < cap_a[number]]
        self._joins = sorted(rising, key=floor_a.__getitem__, reverse=True)
        self._leaves: list[tuple[int, int]] = []
        self._tight: list[tuple[int, int]] = []
        self._rising: set[int] = set()
        self._count = [0] * len(ledger.left)
        self._booked_at = [0] * len(ledger.left)
        self._members: list[list[int]] = [[] for _ in ledger.left]
        for number in rising:
            for limit in ledger.limits[number]:
                self._members[limit].append(number)

    def run(self) -> list[int]:
        """What each claim ends with in amperes, in the order of the claims."""
        while self._joins or self._rising:
            level = self._next_level()
            self._join(level)
            while self._leaves and self._leaves[0][0] == level:
                _, number = heappop(self._leaves)
                if number in self._rising:
                    self._stop(number, level)
            self._ration(level)
        return self._share_a

    def _next_level(self) -> int:
        """The next level at which something happens; each of the three lists has its earliest at hand."""
        levels = [self._share_a[self._joins[-1]]] if self._joins else []
        levels += [upcoming[0][0] for upcoming in (self._leaves, self._tight) if upcoming]
        return min(levels)

    def _join(self, level: int) -> None:
        touched: set[int] = set()
        while self._joins and self._share_a[self._joins[-1]] == level:
            number = self._joins.pop()
            self._rising.add(number)
            heappush(self._leaves, (self._cap_a[number], number))
            for limit in self._ledger.limits[number]:
                self._book(limit, level)
                self._count[limit] += 1
                touched.add(limit)
        self._watch(touched, level)

    def _stop(self, number: int, level: int) -> None:
        self._rising.remove(number)
        self._share_a[number] = level
        for limit in self._ledger.limits[number]:
            self._book(limit, level)
            self._count[limit] -= 1

    def _book(self, limit: int, level: int) -> None:
        """Bring what is left of a limit up to date."""
        self._ledger.left[limit] -= self._count[limit] * (level - self._booked_at[limit])
        self._booked_at[limit] = level

    def _watch(self, limits: Iterable[int], level: int) -> None:
        """Note when each of these limits will be tight if nobody joins or stops before."""
        for limit in limits:
            if self._count[limit]:
                steps = max(0, self._ledger.left[limit] // self._count[limit])
                heappush(self._tight, (level + steps, limit))

    def _ration(self, level: int) -> None:
        """One more ampere for as many as can have it, where not all can; the others stop here."""
        due: set[int] = set()
        while self._tight and self._tight[0][0] <= level:
            due.add(heappop(self._tight)[1])
        for limit in due:
            self._book(limit, level)
        room = {limit: self._ledger.left[limit] for limit in due if self._ledger.left[limit] < self._count[limit]}
        for number in self._candidates(room, level):
            mine = [limit for limit in self._ledger.limits[number] if limit in room]
            if all(room[limit] >= 1 for limit in mine):
                for limit in mine:
                    room[limit] -= 1
            else:
                self._stop(number, level)
        self._watch(due, level)

    def _candidates(self, limits: Iterable[int], level: int) -> list[int]:
        """Who rises on one of these limits, in the order in which they may have one ampere more."""
        found = {number for limit in limits for number in self._members[limit] if number in self._rising}
        return sorted(found, key=lambda number: (self._offered_a[number] <= level, number))
