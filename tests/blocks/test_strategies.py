"""First come, first served; and slots that rotate."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from reference_impl.blocks.load_management.allocation import allocate
from reference_impl.blocks.load_management.strategies import queued, turned, waiting
from reference_impl.model.loads import Bound, Claim

ALL = (0, 1, 2)


def car(name: str, offered_a: int = 0) -> Claim:
    return Claim(name, ALL, 32, 32, offered_a)


def test_the_queue_keeps_who_is_there_and_appends_who_comes() -> None:
    assert queued((), ["B", "A"]) == ("B", "A")
    assert queued(("B", "A"), ["A", "C", "B"]) == ("B", "A", "C")
    assert queued(("B", "A"), ["A"]) == ("A",)


def test_first_come_waits_for_a_slot() -> None:
    """20 A for three cars with a minimum of 7 A: the third waits until one leaves, whatever the queue says else."""
    limit = [Bound("island", (20, 20, 20))]
    assert allocate([car("A", 10), car("B", 10), car("C")], limit, 7) == {"A": 10, "B": 10, "C": 0}
    assert allocate([car("B", 10), car("C")], limit, 7) == {"B": 10, "C": 10}


def test_waiting_is_who_could_charge_alone() -> None:
    some = [car("A", 20), car("B"), Claim("C", ALL, 32, 0), Claim("D", ALL, 6, 6), Claim("E", (2,), 32, 32)]
    limit = [Bound("island", (20, 20, 6))]
    shares = {"A": 0, "B": 0, "C": 0, "D": 0, "E": 0}
    assert waiting(some, limit, 7, shares) == frozenset(), "6 A on L3 are enough for nobody"
    wide = [Bound("island", (20, 20, 20))]
    assert waiting(some, wide, 7, {**shares, "A": 20}) == frozenset("BE"), "C wants nothing, D may not have 7 A"


def test_without_anybody_who_waits_the_queue_stays() -> None:
    assert turned(("A", "B"), {"A": 10, "B": 10}, ()) == ("A", "B")


@given(st.integers(1, 12), st.integers(1, 12))
def test_with_rotating_slots_all_charge_equally_often(count: int, slots: int) -> None:
    """n cars and k slots: in n periods each car has k of them; within a period nobody is paused."""
    names = tuple(f"{number:02}" for number in range(count))
    limit, shares, queue = [Bound("island", (7 * slots,) * 3)], dict.fromkeys(names, 0), names
    charged: Counter[str] = Counter()
    for _ in range(count):
        queue = turned(queue, shares, waiting([car(name) for name in names], limit, 7, shares) if any(shares.values())
                       else ())
        shares = allocate([car(name, shares[name]) for name in queue], limit, 7, keep_running=False)
        assert allocate([car(name, shares[name]) for name in queue], limit, 7) == shares
        charged.update(name for name in names if shares[name])
    assert set(charged.values()) == {min(count, slots)}
