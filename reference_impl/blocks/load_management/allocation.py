"""Who is offered how much: one pure function of the claims, the limits and the minimum (manual, 7.3 and 7.4).

The manual promises no more than invariants (D-DLM-12), and these hold for every result, per grid phase:

- a limit holds for the sum of what its members are offered, each on the phases that it loads (DLM-062, PHR-010);
- an offer is 0 or between the minimum and the claim's own limit (DLM-106, DLM-107);
- nothing is left that a claim could use (DLM-063);
- the shares are max-min fair in whole amperes, never rounded up.

docs/load-management.md has worked examples.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ...model.loads import Bound, Claim
from .filling import Filling
from .ledger import Ledger


def allocate(
    claims: Sequence[Claim], bounds: Sequence[Bound], minimum_a: int, *, keep_running: bool = True
) -> dict[str, int]:
    """What each claim is to be offered, in whole amperes per loaded phase: 0, or at least `minimum_a`.

    claims:       in order of priority, each participant once; phases () counts as all three
    bounds:       may be nested or overlap; names that do not claim are ignored; what is below zero is as zero
    minimum_a:    Minimum Current Limit, over 0
    keep_running: who is offered current now keeps its slot before others that wait, so that nobody is paused for
                  another of higher priority; False: slots are given anew, by priority alone

    Who wants current comes before who wants none (wanted_a 0). In this order each gets the minimum if its phases
    have it; who does not fit waits, and does not hold back others on other phases. Those with a slot then
    share up to what they want, and up to their own limits what is still left.
    Raises ValueError for a minimum that is not positive and for two claims of one name.
    """
    if minimum_a <= 0:
        raise ValueError(f"a minimum of {minimum_a} A is none; the parameter goes from 6 A to 32 A")
    ledger, share_a = Ledger(claims, bounds), [0] * len(claims)
    offered_a = [claim.offered_a for claim in claims]
    for wanting in (True, False):
        some = [number for number, claim in enumerate(claims) if (claim.wanted_a > 0) == wanting]
        if keep_running:
            some.sort(key=lambda number: offered_a[number] <= 0)
        _admit(some, claims, ledger, minimum_a, share_a)
        cap_a = [_cap(claim, wanting, minimum_a) if share else 0 for claim, share in zip(claims, share_a, strict=True)]
        share_a = Filling(ledger, share_a, cap_a, offered_a).run()
    return {claim.name: share for claim, share in zip(claims, share_a, strict=True)}


def _cap(claim: Claim, wanting: bool, minimum_a: int) -> int:
    return min(claim.most_a, max(claim.wanted_a, minimum_a)) if wanting else claim.most_a


def _admit(order: Iterable[int], claims: Sequence[Claim], ledger: Ledger, minimum_a: int, share_a: list[int]) -> None:
    """A slot for each whose minimum is left on all its phases."""
    for number in order:
        if claims[number].most_a >= minimum_a and ledger.fits(number, minimum_a):
            ledger.book(number, minimum_a)
            share_a[number] = minimum_a


def stage(
    target: Mapping[str, int],
    standing: Mapping[str, int],
    claims: Sequence[Claim],
    bounds: Sequence[Bound],
    minimum_a: int,
) -> dict[str, int]:
    """What may be offered at once on the way to `target`: some come down, others rise when that has happened.

    target:   what `allocate` gave; a claim that is missing there comes down to 0
    standing: what may still flow at each claim: at least what it is offered, and what it was offered as long as the
              vehicle may take to follow (5 s) or the word may be under way; missing: what it is offered
    Returns amperes, for each claim 0, or between its minimum and its target. Each limit holds for the larger of what
    stands and what is returned, except where it does not hold for what stands: nobody rises there.
    """
    ledger = Ledger(claims, bounds)
    stands_a = [max(0, standing.get(claim.name, claim.offered_a)) for claim in claims]
    target_a = [target.get(claim.name, 0) for claim in claims]
    for number, current in enumerate(stands_a):
        ledger.book(number, current)
    floor_a, cap_a = list(stands_a), list(stands_a)
    for number, goal in enumerate(target_a):
        least = max(stands_a[number], min(minimum_a, goal))
        if goal > stands_a[number] and ledger.fits(number, least - stands_a[number]):
            ledger.book(number, least - stands_a[number])
            floor_a[number], cap_a[number] = least, goal
    risen_a = Filling(ledger, floor_a, cap_a, [claim.offered_a for claim in claims]).run()
    return {
        claim.name: goal if goal <= stands else risen if risen >= min(minimum_a, goal) else 0
        for claim, goal, stands, risen in zip(claims, target_a, stands_a, risen_a, strict=True)
    }


def remaining(bounds: Iterable[Bound], claims: Sequence[Claim], reserved_a: Mapping[str, int]) -> list[Bound]:
    """The bounds less what is reserved for some claims, for instance for a station that cannot be reached.

    A limit that is overbooked is below zero in the answer, which `allocate` and `stage` take as nothing left.
    """
    bounds = list(bounds)
    ledger = Ledger(claims, bounds)
    for number, claim in enumerate(claims):
        ledger.book(number, reserved_a.get(claim.name, 0))
    limits = [ledger.left[first:first + 3] for first in range(0, len(ledger.left), 3)]
    return [
        Bound(bound.name, (l1, l2, l3), bound.members) for bound, (l1, l2, l3) in zip(bounds, limits, strict=True)
    ]
