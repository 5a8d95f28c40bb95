"""The limits that a share-out has to keep, as numbers: three for each bound, one per grid phase."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...model.loads import GRID_PHASES, Bound, Claim


class Ledger:
    """What is left of each limit, in whole amperes, and which limits each claim draws on.

    left:   for each limit what nobody has; below zero where more was booked than there is
    limits: for each claim the numbers of the limits that its current counts against
    """

    def __init__(self, claims: Sequence[Claim], bounds: Iterable[Bound]) -> None:
        place = {claim.name: number for number, claim in enumerate(claims)}
        if len(place) != len(claims):
            raise ValueError("two claims have the same name; each participant claims once")
        phases = [sorted(set(claim.phases)) or GRID_PHASES for claim in claims]  # unknown: all of them
        self.left: list[int] = []
        self.limits: list[list[int]] = [[] for _ in claims]
        for bound in bounds:
            first = len(self.left)
            self.left.extend(bound.limits_a)
            members = place.values() if bound.members is None else [place[n] for n in bound.members if n in place]
            for number in members:
                self.limits[number].extend([first + phase for phase in phases[number]])

    def fits(self, number: int, current_a: int) -> bool:
        """Whether so much more for this claim is within all its limits."""
        return all(self.left[limit] >= current_a for limit in self.limits[number])

    def book(self, number: int, current_a: int) -> None:
        """Take so much for this claim; negative: give it back."""
        for limit in self.limits[number]:
            self.left[limit] -= current_a
