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
from typing import TYPE_CHECKING

from ...model.loads import Bound, Claim
from .ledger import Ledger

if TYPE_CHECKING:
    from .wide_ledger import WideLedger

MANY = 32
"""From so many claims on arrays are faster than loops (measured: docs/performance.md)."""


def ledger_of(claims: Sequence[Claim], bounds: Iterable[Bound]) -> Ledger | WideLedger:
    """The ledger that is fast for so many claims."""
    if len(claims) < MANY:
        return Ledger(claims, bounds)
    from .wide_ledger import WideLedger  # only here: a station with two sockets need not load numpy

    return WideLedger(claims, bounds)


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
    ledger, share_a = ledger_of(claims, bounds), [0] * len(claims)
    offered_a, most_a = [claim.offered_a for claim in claims], [claim.most_a for claim in claims]
    wanted_a = [claim.wanted_a if claim.wanted_a < claim.most_a else claim.most_a for claim in claims]
    able = [number for number, most in enumerate(most_a) if most >= minimum_a]
    wanting, others = [n for n in able if wanted_a[n] > 0], [n for n in able if wanted_a[n] <= 0]
    for some, goal_a in ((wanting, wanted_a), (others, most_a)):
        if keep_running:
            some = [n for n in some if offered_a[n] > 0] + [n for n in some if offered_a[n] <= 0]
        for number in ledger.admit(some, [minimum_a] * len(claims)):
            share_a[number] = minimum_a
        cap_a = [goal if 0 < share < goal else share for goal, share in zip(goal_a, share_a, strict=True)]
        share_a = ledger.fill(share_a, cap_a, offered_a)
    return {claim.name: share for claim, share in zip(claims, share_a, strict=True)}


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
    stands and what is returned, except where it does not hold for what stands: nobody rises there above what it is
    offered, though more of an earlier offer may stand.
    """
    ledger = ledger_of(claims, bounds)
    stands_a = [max(0, standing.get(claim.name, claim.offered_a)) for claim in claims]
    target_a = [target.get(claim.name, 0) for claim in claims]
    ledger.book(stands_a)
    sound = set(ledger.admit(list(range(len(claims))), [0] * len(claims)))
    target_a = [
        min(goal, claim.offered_a) if goal <= stands and number not in sound else goal
        for number, (claim, goal, stands) in enumerate(zip(claims, target_a, stands_a, strict=True))
    ]
    least_a = [max(stands, min(minimum_a, goal)) for stands, goal in zip(stands_a, target_a, strict=True)]
    need_a = [least - stands for least, stands in zip(least_a, stands_a, strict=True)]
    floor_a, cap_a = list(stands_a), list(stands_a)
    for number in ledger.admit([n for n, goal in enumerate(target_a) if goal > stands_a[n]], need_a):
        floor_a[number], cap_a[number] = least_a[number], target_a[number]
    risen_a = ledger.fill(floor_a, cap_a, [claim.offered_a for claim in claims])
    return {
        claim.name: goal if goal <= stands else risen if risen >= min(minimum_a, goal) else 0
        for claim, goal, stands, risen in zip(claims, target_a, stands_a, risen_a, strict=True)
    }


def remaining(bounds: Iterable[Bound], claims: Sequence[Claim], reserved_a: Mapping[str, int]) -> list[Bound]:
    """The bounds less what is reserved for some claims, for instance for a station that cannot be reached.

    A limit that is overbooked is below zero in the answer, which `allocate` and `stage` take as nothing left.
    """
    bounds = list(bounds)
    ledger = ledger_of(claims, bounds)
    ledger.book([reserved_a.get(claim.name, 0) for claim in claims])
    left = ledger.left()
    limits = [left[first:first + 3] for first in range(0, len(left), 3)]
    return [
        Bound(bound.name, (l1, l2, l3), bound.members) for bound, (l1, l2, l3) in zip(bounds, limits, strict=True)
    ]
