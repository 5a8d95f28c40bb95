"""The ledger for many claims: the same answers as ledger.py, with arrays instead of loops.

An edge is a pair of a claim and a limit that its current counts against. What has to go one by one, because each
claim takes something away from the next, is done for those alone who meet a limit that is short.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from ...model.loads import GRID_PHASES, Bound, Claim
from .ledger import ENDLESS, place_of

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


def one_by_one(order: Iterable[int], need_a: Sequence[int], who: Numbers, what: Numbers, left: Numbers) -> list[int]:
    """Which claims fit in this order, where only these edges lead to limits that are short; left: of every limit."""
    limits: dict[int, list[int]] = {}
    for number, limit in zip(who.tolist(), what.tolist(), strict=True):
        limits.setdefault(number, []).append(limit)
    room, admitted = left.tolist(), []
    for number in order:
        mine, need = limits.get(number, ()), need_a[number]
        if all(room[limit] >= need for limit in mine):
            for limit in mine:
                room[limit] -= need
            admitted.append(number)
    return admitted


class WideLedger:
    """See `Ledger`, whose methods and answers these are."""

    def __init__(self, claims: Sequence[Claim], bounds: Iterable[Bound]) -> None:
        place, bounds, self._claims = place_of(claims), list(bounds), len(claims)
        self._left = np.array([bound.limits_a for bound in bounds], dtype=np.int64).ravel()
        every: list[int] = list(range(len(claims)))
        members = [
            every if bound.members is None else [place[name] for name in bound.members if name in place]
            for bound in bounds
        ]
        who = np.array([number for one in members for number in one], dtype=np.int64)
        bound_of = np.repeat(np.arange(len(bounds)), [len(one) for one in members])
        loaded: dict[tuple[int, ...], tuple[bool, ...]] = {}
        for claim in claims:
            if claim.phases not in loaded:
                loaded[claim.phases] = tuple(not claim.phases or phase in claim.phases for phase in GRID_PHASES)
        mask = np.array([loaded[claim.phases] for claim in claims], dtype=np.bool_).reshape(-1, len(GRID_PHASES))
        row, phase = np.nonzero(mask[who])
        self._who: Numbers = who[row]
        self._what: Numbers = bound_of[row] * len(GRID_PHASES) + phase

    def left(self) -> list[int]:
        """What is left: three numbers for each bound."""
        answer: list[int] = self._left.tolist()
        return answer

    def book(self, currents_a: Sequence[int]) -> None:
        """Take so much for each claim."""
        self._left -= self._sums(self._what, np.array(currents_a, dtype=np.int64)[self._who])

    def admit(self, order: Sequence[int], need_a: Sequence[int]) -> list[int]:
        """Book for each of these claims in this order what it needs, if it fits; who they are."""
        needs, mine = np.array(need_a, dtype=np.int64), self._flags(order)[self._who]
        who, what = self._who[mine], self._what[mine]
        short = self._sums(what, needs[who]) > self._left
        edges = short[what]
        admitted = list(order)
        if edges.any():
            admitted = one_by_one(order, need_a, who[edges], what[edges], self._left)
            booked = self._flags(admitted)[who]
            who, what = who[booked], what[booked]
        self._left -= self._sums(what, needs[who])
        return admitted

    def fill(self, floor_a: Sequence[int], cap_a: Sequence[int], offered_a: Sequence[int]) -> list[int]:
        """Raise the claims together, the lowest first, and book it; what each has then, in amperes."""
        floor, cap = np.array(floor_a, dtype=np.int64), np.array(cap_a, dtype=np.int64)
        wish = np.maximum(cap - floor, 0)
        narrow = self._sums(self._what, wish[self._who]) > self._left
        edges = narrow[self._what] & (wish > 0)[self._who]
        share = floor + wish
        if edges.any():  # else everybody can have all
            number_of = np.cumsum(narrow) - 1
            filling = _Filling(self._who[edges], number_of[self._what[edges]], self._left[narrow])
            share = filling.run(floor, share, np.array(offered_a, dtype=np.int64))
        self._left -= self._sums(self._what, (share - floor)[self._who])
        answer: list[int] = share.tolist()
        return answer

    def _sums(self, edges: Numbers, currents_a: Numbers) -> Numbers:
        """What these edges put on each limit; the sums are far below what a float counts exactly."""
        return np.bincount(edges, weights=currents_a, minlength=len(self._left)).astype(np.int64)

    def _flags(self, numbers: Sequence[int]) -> Flags:
        flags = np.zeros(self._claims, dtype=np.bool_)
        flags[numbers] = True
        return flags


class _Filling:
    """The claims that rise on limits that cannot give all of them what they wish, numbered anew."""

    def __init__(self, who: Numbers, what: Numbers, left: Numbers) -> None:
        self._who, self._what, self._left = who, what, left

    def run(self, floor: Numbers, cap: Numbers, offered: Numbers) -> Numbers:
        """What each claim has at the end."""
        rising = np.zeros(len(floor), dtype=np.bool_)
        rising[self._who] = True
        share = np.where(rising, floor, cap)
        while self._stop_where_nothing_is_left(rising):
            levels = np.where(rising, share, ENDLESS)
            level = levels.min()
            lowest = levels == level
            count = np.bincount(self._what[lowest[self._who]], minlength=len(self._left))
            room = (self._left // np.maximum(count, 1))[count > 0].min()
            step = min(room, np.where(lowest, cap, levels).min() - level)
            if step > 0:
                share[lowest] += step
                self._left -= count * step
            else:
                rising &= ~lowest | self._last_ampere(share, lowest, offered <= level, count)
            rising &= share < cap
        return share

    def _stop_where_nothing_is_left(self, rising: Flags) -> bool:
        """Take out those who meet an exhausted limit; whether anybody still rises."""
        rising[self._who[(self._left <= 0)[self._what]]] = False
        edges = rising[self._who]
        self._who, self._what = self._who[edges], self._what[edges]
        return len(self._who) > 0

    def _last_ampere(self, share: Numbers, lowest: Flags, later: Flags, count: Numbers) -> Flags:
        """One ampere for as many of the lowest as can have it, those first who are not `later`; who got it."""
        short = (self._left < count)[self._what] & lowest[self._who]
        able = np.flatnonzero(lowest)
        order: list[int] = able[np.argsort(later[able], kind="stable")].tolist()
        risen = np.zeros_like(lowest)
        risen[one_by_one(order, [1] * len(share), self._who[short], self._what[short], self._left)] = True
        share[risen] += 1
        self._left -= np.bincount(self._what[risen[self._who]], minlength=len(self._left))
        return risen
