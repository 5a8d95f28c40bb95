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
Amperes = npt.NDArray[np.float64]
"""What is left of limits: whole numbers, far below what a float counts exactly; sums of numpy come as such."""
Flags = npt.NDArray[np.bool_]
NOBODY = -1


def _loaded(claims: Sequence[Claim]) -> Flags:
    """For each claim whether it loads each of the three phases; all of them while nobody knows."""
    loads = [claim.phases for claim in claims]
    number_of = {phases: number for number, phases in enumerate(set(loads))}
    rows = [[not phases or phase in phases for phase in GRID_PHASES] for phases in number_of]
    kinds: Flags = np.array(rows, dtype=np.bool_).reshape(-1, len(GRID_PHASES))
    return kinds[[number_of[phases] for phases in loads]]


def _first(who: Numbers) -> Numbers:
    """Where the edges of each claim begin."""
    begins = np.ones(len(who), dtype=np.bool_)
    np.not_equal(who[1:], who[:-1], out=begins[1:])
    return np.flatnonzero(begins)


def one_by_one(order: Iterable[int], need_a: Sequence[int], who: Numbers, what: Numbers, left: Amperes) -> list[int]:
    """Which claims fit in this order, where only these edges lead to limits that are short; left: of every limit."""
    first, edges = _first(who), what.tolist()
    ends = [*first[1:].tolist(), len(edges)]
    limits = {one: edges[begin:end] for one, begin, end in zip(who[first].tolist(), first.tolist(), ends, strict=True)}
    room, admitted = left.tolist(), []
    for number in order:
        mine, need = limits.get(number, ()), need_a[number]
        for limit in mine:
            if room[limit] < need:
                break
        else:
            for limit in mine:
                room[limit] -= need
            admitted.append(number)
    return admitted


def sums(edges: Numbers, currents_a: Numbers, limits: int) -> Amperes:
    """What these edges put on each of so many limits."""
    return np.bincount(edges, weights=currents_a, minlength=limits).astype(np.float64, copy=False)


class WideLedger:
    """See `Ledger`, whose methods and answers these are."""

    def __init__(self, claims: Sequence[Claim], bounds: Iterable[Bound]) -> None:
        place, bounds, self._claims = place_of(claims), list(bounds), len(claims)
        limits_a = [limit_a for bound in bounds for limit_a in bound.limits_a]
        self._left: Amperes = np.array(limits_a, dtype=np.float64)
        members = [place if bound.members is None else bound.members for bound in bounds]
        known: Numbers = np.array([place.get(name, NOBODY) for some in members for name in some], dtype=np.int64)
        bound_of = np.repeat(np.arange(len(bounds)), [len(some) for some in members])[known != NOBODY]
        who = known[known != NOBODY]
        row, phase = np.nonzero(_loaded(claims)[who])
        order = np.argsort(who[row], kind="stable")
        self._who: Numbers = who[row][order]
        self._what: Numbers = (bound_of[row] * len(GRID_PHASES) + phase)[order]

    def left(self) -> list[int]:
        """What is left: three numbers for each bound."""
        answer: list[int] = self._left.astype(np.int64).tolist()
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

    def _sums(self, edges: Numbers, currents_a: Numbers) -> Amperes:
        return sums(edges, currents_a, len(self._left))

    def _flags(self, numbers: Sequence[int]) -> Flags:
        flags = np.zeros(self._claims, dtype=np.bool_)
        flags[numbers] = True
        return flags


class _Filling:
    """The claims that rise on limits that cannot give all of them what they wish.

    Theory. If all who load a limit rose together, it would be used up at some level: its own. A claim gets no further
    than the lowest level of its limits. Where everybody on a limit gets as far as the level of that limit, nothing
    elsewhere can change this any more: the limit is settled. So hundreds are settled at once, each at its own level.
    What is left because somebody is held elsewhere raises the levels of the other limits, in the next round.

    who, what: the edges, those of one claim side by side; what: numbers of limits, left: what is left of them
    """

    def __init__(self, who: Numbers, what: Numbers, left: Amperes) -> None:
        self._who, self._what, self._left = who, what, left

    def run(self, floor: Numbers, cap: Numbers, offered: Numbers) -> Numbers:
        """What each claim has at the end."""
        share, cap = floor.copy(), cap.copy()
        while self._still_rising(share, cap):
            level = self._levels(share, cap)
            reach = self._reach(level, len(cap))
            here = self._settled(level, reach, share, cap)[self._what]
            risen = np.zeros(len(cap), dtype=np.bool_)
            risen[self._who[here]] = True
            before = share
            share = np.where(risen, np.maximum(share, np.minimum(cap, reach)), share)
            self._left -= self._sums((share - before)[self._who])
            self._last_ampere(share, cap, risen & (share == reach) & (share < cap), offered)
        return cap

    def _still_rising(self, share: Numbers, cap: Numbers) -> bool:
        """Stop who meets an exhausted limit, and forget the limits that can give everybody what he still wishes."""
        stopped = self._who[(self._left <= 0)[self._what]]
        cap[stopped] = share[stopped]
        wish = (cap - share)[self._who]
        edges = (self._sums(wish) > self._left)[self._what] & (wish > 0)
        self._who, self._what = self._who[edges], self._what[edges]
        return len(self._who) > 0

    def _levels(self, share: Numbers, cap: Numbers) -> Numbers:
        """For each limit the last whole ampere up to which all who load it can rise together; found by halving."""
        has, may_have = share[self._who], cap[self._who]
        fits, short = np.full(len(self._left), has.min()), np.full(len(self._left), may_have.max())
        for _ in range(int(short[0] - fits[0] - 1).bit_length()):
            level = (fits + short) // 2
            enough = self._sums(np.maximum(np.minimum(may_have, level[self._what]) - has, 0)) <= self._left
            fits, short = np.where(enough, level, fits), np.where(enough, short, level)
        return fits

    def _reach(self, level: Numbers, claims: int) -> Numbers:
        """The lowest level of the limits of each claim."""
        first = _first(self._who)
        reach = np.full(claims, ENDLESS)
        reach[self._who[first]] = np.minimum.reduceat(level[self._what], first)
        return reach

    def _settled(self, level: Numbers, reach: Numbers, share: Numbers, cap: Numbers) -> Flags:
        """The limits whose claims all get as far as their level.

        Who stops at two limits of one level gets the last ampere of both or of none: one of them waits for the other.
        """
        open_ = np.zeros(len(level), dtype=np.bool_)
        gets_on = (reach < cap)[self._who]
        open_[self._what[gets_on & (reach[self._who] < level[self._what])]] = True
        stops = gets_on & (reach[self._who] == level[self._what]) & (share <= reach)[self._who]
        who, what = self._who[stops], self._what[stops]
        held = np.zeros(len(cap), dtype=np.bool_)
        while (new := open_[what] & ~held[who]).any():
            held[who[new]] = True
            open_[what[held[who]]] = True
        return ~open_

    def _last_ampere(self, share: Numbers, cap: Numbers, lowest: Flags, offered: Numbers) -> None:
        """One ampere more for as many as can have it, those first who are offered it; the others stop."""
        edges = lowest[self._who]
        edges &= (np.bincount(self._what[edges], minlength=len(self._left)) > self._left)[self._what]
        able = np.flatnonzero(lowest)
        order: list[int] = able[np.argsort((offered <= share)[able], kind="stable")].tolist()
        risen = np.zeros_like(lowest)
        risen[one_by_one(order, [1] * len(share), self._who[edges], self._what[edges], self._left)] = True
        share[risen] += 1
        self._left -= np.bincount(self._what[risen[self._who]], minlength=len(self._left))
        stopped = lowest & ~risen
        cap[stopped] = share[stopped]

    def _sums(self, currents_a: Numbers) -> Amperes:
        return sums(self._what, currents_a, len(self._left))
