"""Who comes first when not all can charge: two strategies, as pure functions of the queue (DLM Algorithm).

First come, first served: who got a slot keeps it until it wants no more; the others wait in the order in which they
came. Rotating slots: while somebody waits, slots are given anew at the end of each slot period, to those who wait
first. The queue is state of whoever asks (names, who came first at the front) and goes in and out explicitly:

    queue = queued(queue, names that want current)
    shares = allocate([claim of each name in queue], bounds, minimum_a)
    # at the end of a slot period, with rotating slots:
    queue = turned(queue, shares, waiting(claims, bounds, minimum_a, shares))
    shares = allocate([claim of each name in queue], bounds, minimum_a, keep_running=False)
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from ...model.loads import Bound, Claim
from ...model.quantities import MINUTE_MS
from .ledger import Ledger

SLOT_MS = 15 * MINUTE_MS
"""How long a slot lasts while others wait. Ours: the maker gives no figure."""


def queued(queue: Sequence[str], present: Iterable[str]) -> tuple[str, ...]:
    """The queue of those who are present: who was in it keeps the place, others follow in the order given."""
    now = dict.fromkeys(present)
    return (*(name for name in queue if name in now), *(name for name in now if name not in set(queue)))


def waiting(
    claims: Sequence[Claim], bounds: Sequence[Bound], minimum_a: int, shares_a: Mapping[str, int]
) -> frozenset[str]:
    """Who has no share, wants one and could have it if nobody else charged."""
    able = Ledger(claims, bounds).fitting([minimum_a] * len(claims))
    return frozenset(
        claims[number].name
        for number in able
        if not shares_a.get(claims[number].name, 0)
        and claims[number].wanted_a > 0
        and claims[number].most_a >= minimum_a
    )


def turned(queue: Sequence[str], shares_a: Mapping[str, int], wait: Collection[str]) -> tuple[str, ...]:
    """The queue at the end of a slot period: who waits comes first, then who has no slot, last who had one.

    Without anybody who waits it stays as it is. With n cars and k slots each car charges k of n periods.
    """
    if not wait:
        return tuple(queue)
    return tuple(sorted(queue, key=lambda name: 0 if name in wait else 2 if shares_a.get(name, 0) else 1))
