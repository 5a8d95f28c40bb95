"""The allocation: examples of the manual and of the catalogue, and what holds for every island."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reference_impl.blocks.load_management import allocation
from reference_impl.blocks.load_management.allocation import allocate, remaining, stage
from reference_impl.blocks.load_management.imbalance import allocate_balanced
from reference_impl.model.loads import Bound, Claim, PerPhase

from .allocation_examples import bounds, islands, left, loads, offered

Island = tuple[list[Claim], list[Bound], int]
ALL, L1, L2, L3 = (0, 1, 2), (0,), (1,), (2,)


def cars(*phases: tuple[int, ...], own_a: int = 32) -> list[Claim]:
    """Cars that take all they are offered, named by their place."""
    return [Claim(str(place), loaded, own_a, own_a) for place, loaded in enumerate(phases)]


def shared(some: list[Claim], limits_a: PerPhase, minimum_a: int = 7) -> list[int]:
    return list(allocate(some, [Bound("island", limits_a)], minimum_a).values())


@pytest.mark.parametrize(("some", "limits_a", "minimum_a", "expected"), [
    pytest.param(cars(ALL), (63, 63, 63), 7, [32], id="DLM-075"),
    pytest.param(cars(ALL, ALL, ALL, ALL), (63, 63, 63), 7, [16, 16, 16, 15], id="DLM-074"),
    pytest.param(cars(ALL, ALL, ALL), (20, 20, 20), 7, [10, 10, 0], id="DLM-106"),
    pytest.param(cars(ALL, ALL), (15, 15, 15), 8, [15, 0], id="DLM-105 paused"),
    pytest.param(cars(ALL, ALL), (16, 16, 16), 8, [8, 8], id="DLM-105 both"),
    pytest.param(cars(ALL, ALL), (19, 19, 19), 10, [19, 0], id="DLM-114"),
    pytest.param(cars(ALL, ALL), (13, 13, 13), 7, [13, 0], id="DUO-014 one"),
    pytest.param(cars(ALL, ALL), (14, 14, 14), 7, [7, 7], id="DUO-014 both"),
    pytest.param(cars(L1, L2, L3, own_a=16), (16, 16, 16), 7, [16, 16, 16], id="PHR-004"),
    pytest.param(cars(L2, L1, ALL, own_a=16), (20, 20, 20), 7, [10, 10, 10], id="one on each phase, and one on all"),
    pytest.param(cars(L1, L1, L1), (63, 63, 63), 7, [21, 21, 21], id="DLM-070"),
    pytest.param(cars(L1, L2), (32, 16, 32), 7, [32, 16], id="DLM-007"),
    pytest.param(cars(ALL), (25, 12, 30), 7, [12], id="DLM-134 lowest phase"),
    pytest.param(cars(ALL), (25, 6, 30), 7, [0], id="DLM-134 paused"),
    pytest.param(cars(ALL, L1, L2), (10, 20, 20), 7, [10, 0, 10], id="who waits does not hold back others"),
    pytest.param(cars((), own_a=16), (16, 5, 16), 7, [0], id="phases that nobody knows are all three"),
    pytest.param(cars(ALL, own_a=6), (63, 63, 63), 7, [0], id="own limit under the minimum"),
    pytest.param(cars(ALL), (-5, 63, 63), 7, [0], id="overbooked"),
    pytest.param([], (63, 63, 63), 7, [], id="nobody"),
])  # fmt: skip
def test_examples(some: list[Claim], limits_a: PerPhase, minimum_a: int, expected: list[int]) -> None:
    assert shared(some, limits_a, minimum_a) == expected


def test_what_a_vehicle_does_not_use_goes_to_others() -> None:
    """DLM-058: A draws 10 A at most of 32 A, so B gets 22 A."""
    sparing, hungry = Claim("A", ALL, 32, 10, 16), Claim("B", ALL, 32, 32, 16)
    assert shared([sparing, hungry], (32, 32, 32)) == [10, 22]
    assert shared([sparing, hungry], (60, 60, 60)) == [28, 32], "what nobody else wants"


def test_who_wants_nothing_comes_last() -> None:
    asleep, awake = Claim("A", ALL, 32, 0, 13), Claim("B", ALL, 32, 32)
    assert shared([asleep, awake], (13, 13, 13)) == [0, 13]
    assert shared([asleep, awake], (40, 40, 40)) == [8, 32]


def test_a_slot_is_kept_unless_slots_are_given_anew() -> None:
    waits, runs = Claim("A", ALL, 32, 32), Claim("B", ALL, 32, 32, offered_a=13)
    feed = [Bound("feed", (13, 13, 13))]
    assert allocate([waits, runs], feed, 7) == {"A": 0, "B": 13}
    assert allocate([waits, runs], feed, 7, keep_running=False) == {"A": 13, "B": 0}


def test_bounds_may_be_nested() -> None:
    """Two sockets on one feed of 20 A, and a third station, in an island of 40 A."""
    some = cars(ALL, ALL, ALL)
    nested = [Bound("island", (40, 40, 40)), Bound("feed", (20, 20, 20), frozenset({"0", "1", "nobody"}))]
    assert list(allocate(some, nested, 7).values()) == [10, 10, 20]


@pytest.mark.parametrize("minimum_a", [0, -7])
def test_a_minimum_of_nothing_is_refused(minimum_a: int) -> None:
    with pytest.raises(ValueError, match="minimum"):
        allocate(cars(ALL), [], minimum_a)


def test_a_participant_claims_once() -> None:
    with pytest.raises(ValueError, match="same name"):
        allocate([*cars(ALL), *cars(ALL)], [], 7)


# ---------------------------------------------------------------- what holds for every island


@given(islands())
def test_dlm_062_no_limit_is_exceeded_on_any_phase(island: Island) -> None:
    some, within, minimum_a = island
    shares = allocate(some, within, minimum_a)
    for bound in within:
        load = loads(some, shares, bound)
        assert all(load[phase] <= max(0, bound.limits_a[phase]) for phase in ALL)


@given(islands())
def test_dlm_107_each_offer_is_0_or_between_the_minimum_and_its_own_limit(island: Island) -> None:
    some, within, minimum_a = island
    shares = allocate(some, within, minimum_a)
    assert all(not shares[one.name] or minimum_a <= shares[one.name] <= one.most_a for one in some)


@given(islands())
def test_dlm_063_nothing_is_left_that_somebody_could_use(island: Island) -> None:
    some, within, minimum_a = island
    shares = allocate(some, within, minimum_a)
    for one in some:
        if shares[one.name]:
            assert shares[one.name] == one.most_a or left(one, some, within, shares) == 0
        elif one.most_a >= minimum_a:
            assert left(one, some, within, shares) < minimum_a


@given(islands(), st.permutations((0, 1, 2)))
def test_dlm_064_renaming_the_phases_changes_nothing(island: Island, other: list[int]) -> None:
    some, within, minimum_a = island
    renamed = [replace(one, phases=tuple(other[phase] for phase in one.phases)) for one in some]
    moved = [replace(b, limits_a=tuple(b.limits_a[other.index(phase)] for phase in ALL)) for b in within]
    assert allocate(renamed, moved, minimum_a) == allocate(some, within, minimum_a)


@given(st.integers(0, 100), st.sampled_from((7, 8, 10)), st.integers(0, 20))
def test_dlm_108_as_many_charge_as_minimums_fit(limit_a: int, minimum_a: int, count: int) -> None:
    shares = shared(cars(*[ALL] * count), (limit_a, limit_a, limit_a), minimum_a)
    assert sum(share > 0 for share in shares) == min(count, limit_a // minimum_a)


@given(islands(greedy=True))
def test_shares_are_max_min_fair_within_an_ampere(island: Island) -> None:
    """Who has less than it wants meets a limit on which nobody who had to rise has over one ampere more."""
    some, within, minimum_a = island
    shares = allocate(some, within, minimum_a)
    for one in some:
        if 0 < shares[one.name] < one.most_a:
            rivals = [
                [shares[other.name] for other in some
                 if phase in other.phases and (bound.members is None or other.name in bound.members)]
                for bound in within if bound.members is None or one.name in bound.members
                for phase in one.phases if loads(some, shares, bound)[phase] == bound.limits_a[phase]
            ]  # fmt: skip
            assert any(max(shares[one.name] + 1, minimum_a) >= max(others) for others in rivals)


@given(islands())
def test_nothing_moves_while_nothing_changes(island: Island) -> None:
    some, within, minimum_a = island
    shares = allocate(some, within, minimum_a)
    assert allocate(offered(some, shares), within, minimum_a) == shares


@given(islands(greedy=True), st.randoms(use_true_random=False))
def test_the_order_alone_moves_nobody_who_runs(island: Island, chance: object) -> None:
    """Another order, for instance of a queue that was turned, neither pauses nor moves an ampere of rounding."""
    some, within, minimum_a = island
    shares = allocate(some, within, minimum_a)
    running = [one for one in offered(some, shares) if shares[one.name]]
    again = allocate(running[::-1], within, minimum_a)
    assert again == {one.name: shares[one.name] for one in running[::-1]}


@given(st.data())
def test_stage_lowers_at_once_and_raises_only_what_is_free(data: st.DataObject) -> None:
    some, within, minimum_a = data.draw(islands())
    before = allocate(some, within, minimum_a)
    after = data.draw(bounds(some))
    target = allocate(offered(some, before), after, minimum_a)
    now = stage(target, before, offered(some, before), after, minimum_a)
    reserved = {name: max(before[name], now[name]) for name in before}
    for one in some:
        assert now[one.name] <= target[one.name]
        assert now[one.name] == target[one.name] or now[one.name] >= before[one.name] or not now[one.name]
        assert not now[one.name] or now[one.name] >= min(minimum_a, target[one.name])
        if now[one.name] > before[one.name]:
            assert left(one, some, after, reserved) >= 0
    assert stage(target, now, offered(some, now), after, minimum_a) == target, "and the next word reaches the target"


def test_stage_one_comes_down_before_the_other_rises() -> None:
    some, feed = cars(ALL, ALL), [Bound("feed", (32, 32, 32))]
    target = {"0": 16, "1": 16}
    assert stage(target, {"0": 32}, some, feed, 7) == {"0": 16, "1": 0}
    assert stage(target, {"0": 20}, some, feed, 7) == {"0": 16, "1": 12}
    assert stage(target, {"0": 26}, some, feed, 7) == {"0": 16, "1": 0}, "6 A are less than the minimum"
    assert stage(target, {"0": 16}, some, feed, 7) == target


def test_what_is_reserved_is_left_to_nobody_else() -> None:
    some = cars(ALL, L1)
    bounds_a = [Bound("island", (20, 20, 20)), Bound("feed", (10, 10, 10), frozenset("1"))]
    assert remaining(bounds_a, some, {"0": 8, "1": 16}) == [
        Bound("island", (-4, 12, 12)), Bound("feed", (-6, 10, 10), frozenset("1"))]


# ---------------------------------------------------------------- many claims, and phases that are to be alike


@settings(deadline=None)  # the first call loads numpy
@given(islands(), st.dictionaries(st.integers(0, 19), st.sampled_from((0, 3, 7, 16, 32))), st.booleans())
def test_arrays_give_what_loops_give(island: Island, flowing: dict[int, int], keep: bool) -> None:
    some, within, minimum_a = island
    standing = {some[place].name: current for place, current in flowing.items() if place < len(some)}

    def answers(many: int) -> list[object]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(allocation, "MANY", many)
            shares = allocate(some, within, minimum_a, keep_running=keep)
            return [shares, stage(shares, standing, some, within, minimum_a), remaining(within, some, standing)]

    assert answers(0) == answers(1000)


@given(islands(), st.integers(0, 40))
def test_imbalance_is_kept_within_its_bound(island: Island, apart_a: int) -> None:
    some, within, minimum_a = island
    shares = allocate_balanced(some, within, minimum_a, apart_a)
    load = loads(some, shares, Bound("all", (0, 0, 0)))
    assert max(load) - min(load) <= apart_a
    for bound in within:
        assert all(one <= max(0, limit) for one, limit in zip(loads(some, shares, bound), bound.limits_a, strict=True))
    assert all(not shares[one.name] or minimum_a <= shares[one.name] <= one.most_a for one in some)


def test_imbalance_holds_back_a_single_phase_and_nobody_else() -> None:
    """DLM-093 without it: 32 A on one phase with 0 A on the others."""
    wide = [Bound("island", (63, 63, 63))]
    assert allocate_balanced(cars(L1), wide, 7, 20) == {"0": 20}
    assert allocate_balanced(cars(L1, L2, L3), wide, 7, 20) == {"0": 32, "1": 32, "2": 32}
    assert allocate_balanced(cars(L1, ALL), wide, 7, 20) == {"0": 20, "1": 32}
    assert allocate_balanced(cars(L1), wide, 7, 5) == {"0": 0}


def documented() -> list[tuple[list[Claim], PerPhase, int, list[int]]]:
    """The rows of the table of examples in docs/load-management.md."""
    rows = []
    for line in (Path(__file__).parents[2] / "docs" / "load-management.md").read_text(encoding="utf-8").splitlines():
        if found := re.match(r"\| ((?:(?:3ph|L[123]) ?)+) \| (\d+)/(\d+)/(\d+) \| (\d+) \| ([\d ]+) \|", line):
            loaded = [ALL if car == "3ph" else (int(car[1]) - 1,) for car in found[1].split()]
            limits_a = (int(found[2]), int(found[3]), int(found[4]))
            rows.append((cars(*loaded), limits_a, int(found[5]), [int(offer) for offer in found[6].split()]))
    return rows


def test_the_documented_examples_are_found() -> None:
    assert len(documented()) == 10


@pytest.mark.parametrize(("some", "limits_a", "minimum_a", "expected"), documented())
def test_documented_examples(some: list[Claim], limits_a: PerPhase, minimum_a: int, expected: list[int]) -> None:
    assert shared(some, limits_a, minimum_a) == expected


def test_stage_gives_nobody_what_only_stood_before_while_that_is_too_much() -> None:
    """A socket that was offered nothing for a minute may still count as taking 10 A; meanwhile others got those."""
    one, two = cars(L1, L1)
    some = [replace(one, offered_a=20), replace(two, offered_a=0)]
    island = [Bound("island", (20, 20, 20))]
    target = {"0": 10, "1": 10}
    assert stage(target, {"0": 20, "1": 10}, some, island, 7) == {"0": 10, "1": 0}
    assert stage(target, {"0": 10, "1": 10}, some, island, 7) == target
