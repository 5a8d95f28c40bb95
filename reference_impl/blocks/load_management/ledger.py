"""The limits that a share-out has to keep, as numbers: three for each bound, one per grid phase.

Theory of the filling. Think of a water level that rises ampere by ampere. A claim joins when the level reaches what it
has already (its floor) and leaves at its cap. A limit is tight where less is left of it than it has claims that
rise: there the amperes that are left go to some of its claims, one each, and the others stay where they are for good,
since what is left of a limit never grows. Between such levels nothing happens, so they are skipped in one step.

Of two claims that rise on one limit neither is left more than one ampere behind unless another of its limits stops
it, and nobody stays below its cap while each of its limits has an ampere left. So the result is max-min fair but for
rounding, and nothing is idle that somebody could use.

`wide_ledger.py` does the same for many claims at once; a property test compares both.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence

from ...model.loads import GRID_PHASES, Bound, Claim

ENDLESS = sys.maxsize


def place_of(claims: Sequence[Claim]) -> dict[str, int]:
    """The place of each claim by its name; ValueError for two of one name."""
    place = {claim.name: number for number, claim in enumerate(claims)}
    if len(place) != len(claims):
        raise ValueError("two claims have the same name; each participant claims once")
    return place


class Ledger:
    """What is left of each limit in whole amperes, and which limits each claim draws on.

    A claim is known by its place among the claims. left: below zero where more was booked than there is.
    """

    def __init__(self, claims: Sequence[Claim], bounds: Iterable[Bound]) -> None:
        place = place_of(claims)
        phases = [set(claim.phases) or GRID_PHASES for claim in claims]  # nobody knows: all of them
        self._left: list[int] = []
        self._limits: list[list[int]] = [[] for _ in claims]
        for bound in bounds:
            first = len(self._left)
            self._left.extend(bound.limits_a)
            members = place.values() if bound.members is None else [place[n] for n in bound.members if n in place]
            for number in members:
                self._limits[number].extend([first + phase for phase in phases[number]])

    def left(self) -> list[int]:
        """What is left: three numbers for each bound."""
        return list(self._left)

    def fitting(self, need_a: Sequence[int]) -> list[int]:
        """Who could have what it needs if nobody else had."""
        return [number for number, limits in enumerate(self._limits)
                if all(self._left[limit] >= need_a[number] for limit in limits)]  # fmt: skip

    def book(self, currents_a: Sequence[int]) -> None:
        """Take so much for each claim."""
        for limits, current in zip(self._limits, currents_a, strict=True):
            for limit in limits:
                self._left[limit] -= current

    def admit(self, order: Sequence[int], need_a: Sequence[int]) -> list[int]:
        """Book for each of these claims in this order what it needs, if it fits; who they are."""
        return [number for number in order if self._booked(number, need_a[number])]

    def _booked(self, number: int, need_a: int) -> bool:
        limits = self._limits[number]
        if fitting := all(self._left[limit] >= need_a for limit in limits):
            for limit in limits:
                self._left[limit] -= need_a
        return fitting

    def fill(self, floor_a: Sequence[int], cap_a: Sequence[int], offered_a: Sequence[int]) -> list[int]:
        """Raise the claims together, the lowest first, and book it; what each has then, in amperes.

        floor_a:   what each has already, and is booked
        cap_a:     what it may rise to; a claim whose cap is not above its floor stays where it is
        offered_a: what it is offered now: where not all can have one more ampere, those go first that have it
                   already, then those that come first in order; so rounding moves nobody without need
        """
        share_a = list(floor_a)
        rising = [number for number, floor in enumerate(floor_a) if floor < cap_a[number]]
        while rising:
            level = min(share_a[number] for number in rising)
            lowest = [number for number in rising if share_a[number] == level]
            step = min(self._room(lowest), *(self._next(n, level, share_a, cap_a) - level for n in rising))
            if step:
                self._raise(lowest, step)
            else:
                wish = sorted(lowest, key=lambda number: (offered_a[number] <= level, number))
                lowest, step = self.admit(wish, [1] * len(share_a)), 1
                stopped = set(wish).difference(lowest)
                rising = [number for number in rising if number not in stopped]
            for number in lowest:
                share_a[number] += step
            rising = [number for number in rising if share_a[number] < cap_a[number]]
        return share_a

    @staticmethod
    def _next(number: int, level: int, share_a: Sequence[int], cap_a: Sequence[int]) -> int:
        """The level at which this claim joins those at `level`, or leaves them."""
        return cap_a[number] if share_a[number] == level else share_a[number]

    def _room(self, numbers: Iterable[int]) -> int:
        """By how many amperes all of these claims can rise together."""
        count = Counter(limit for number in numbers for limit in self._limits[number])
        return max(0, min((self._left[limit] // rising for limit, rising in count.items()), default=ENDLESS))

    def _raise(self, numbers: Iterable[int], step_a: int) -> None:
        for number in numbers:
            for limit in self._limits[number]:
                self._left[limit] -= step_a
