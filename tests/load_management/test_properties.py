"""Sentences of the catalogue that hold in any situation, tried on the whole bench with situations at random.

The same sentences are tried on the pure functions in tests/blocks; test_every_invariant.py lists both.
"""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from fixtures.bench.api import CarModel
from fixtures.peers.grid import LEADS
from steps.many_changes import live, live_with_building

from .sites import (
    CARS,
    MAIN,
    MASTER,
    ROLE,
    ROTATIONS,
    RUN_MS,
    SLAVE,
    STANDALONE,
    SUB,
    TWO_RUNS_MS,
    each,
    most,
    offers,
    one_feed,
    per_phase,
    running,
)  # fmt: skip

ROUNDING_DA = 2
"""What a duty cycle in whole per mille may leave below its amperes."""
PLACES = st.sampled_from(("excluding", "including"))
"""Of the external meter."""
LOADS = st.tuples(*[st.integers(-20, 90)] * 3)
BOTH = ((1, 1), (1, 2))


# -- one feed, two sockets (7.3) ----------------------------------------------------------------


@settings(max_examples=25, deadline=None)
@given(st.tuples(ROTATIONS, ROTATIONS), st.integers(10, 63), st.tuples(CARS, CARS), st.sampled_from((100, 7_000)),
       st.tuples(*[st.sampled_from((None, 6, 13, 24))] * 2))  # fmt: skip
def test_duo_008_no_phase_of_the_feed_carries_more_than_its_limit(
    wired: tuple[str, str], limit_a: int, cars: tuple[CarModel, CarModel], pause_ms: int,
    demands_a: tuple[int | None, int | None],
) -> None:  # fmt: skip
    with running(one_feed(limit_a), wired=[wired]) as bench:
        mark = bench.mark()
        for socket, car in enumerate(cars, 1):
            bench.vehicle(socket).plug_in(car=car)
            bench.wait(pause_ms)
        bench.wait(RUN_MS)
        for socket, demand_a in enumerate(demands_a, 1):
            bench.vehicle(socket).set_demand(demand_a)
        bench.wait(RUN_MS)
        assert 0 < max(most(bench, "feed 1", mark)) <= limit_a * 10


@settings(max_examples=12, deadline=None)
@given(st.integers(6, 32), st.integers(6, 32), st.integers(14, 63))
def test_duo_045_the_two_sockets_are_interchangeable(first_a: int, second_a: int, limit_a: int) -> None:
    sums = []
    for pair in ((first_a, second_a), (second_a, first_a)):
        with running(one_feed(limit_a)) as bench:
            mark = bench.mark()
            for socket, most_a in enumerate(pair, 1):
                bench.vehicle(socket).plug_in(car=CarModel(most_a=most_a))
                bench.wait(1_000)
            bench.wait(2 * RUN_MS)
            assert max(most(bench, "feed 1", mark)) <= limit_a * 10
            assert all(offer == 0 or 60 <= offer <= 320 for offer in offers(bench, BOTH))
            sums.append(sum(bench.vehicle(socket).current_da() for socket in (1, 2)))
    assert abs(sums[0] - sums[1]) <= 10


# -- both operating modes (7.4) -----------------------------------------------------------------


def island(limit_a: int) -> list[dict[str, str]]:
    """A master and two slaves on one sub-distribution."""
    return [{ROLE: MASTER, **dict.fromkeys(SUB, each(limit_a))}, {ROLE: SLAVE}, {ROLE: SLAVE}]


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(14, 70))
def test_dlm_067_without_a_meter_the_limit_holds_through_a_thousand_changes(seed: int, limit_a: int) -> None:
    with running(*island(limit_a)) as bench:
        live(bench, seed, 50, limit_a * 10)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(14, 70), st.integers(30, 100), PLACES)
def test_dlm_067_with_a_meter_both_limits_hold_through_a_thousand_changes(
    seed: int, limit_a: int, main_a: int, place: str
) -> None:
    """DLM-130 as well: the building and the vehicles within the main limit, or no vehicle."""
    master, *slaves = island(limit_a)
    with running({**master, MAIN: each(main_a)}, *slaves, metered=place) as bench:
        live_with_building(bench, seed, 50, limit_a * 10, main_a * 10)


# -- with an external meter (7.4.2) ---------------------------------------------------------------


@settings(max_examples=15, deadline=None)
@given(LOADS, st.tuples(*[st.integers(40, 100)] * 3), st.tuples(*[st.integers(0, 20)] * 3),
       st.tuples(*[st.integers(6, 100)] * 3))  # fmt: skip
def test_dlm_129_dlm_131_the_formula_holds_wherever_the_meter_hangs(
    building: tuple[int, ...], main: tuple[int, ...], headroom: tuple[int, ...], sub: tuple[int, ...]
) -> None:
    """Two three-phase vehicles are held by the worst phase; DLM-130: building and vehicles within the main limit."""
    values = {
        ROLE: MASTER, **dict.fromkeys(SUB, per_phase(sub)), MAIN: per_phase(main),
        "External Load Headroom (L1/L2/L3) [A]": per_phase(headroom),
    }  # fmt: skip
    left_a = min(min(sub[g], main[g] - building[g] - headroom[g]) for g in range(3))
    wanted_da = 10 * min(left_a, 64) if left_a >= 7 else 0
    seen = []
    for place in ("excluding", "including"):
        with running(values, metered=place) as bench:
            l1_a, l2_a, l3_a = building
            bench.grid.building(l1_a, l2_a, l3_a)
            for socket in (1, 2):
                bench.vehicle(socket).plug_in()
                bench.wait(1_000)
            bench.wait(2 * TWO_RUNS_MS)
            total = sum(offers(bench, BOTH))
            assert wanted_da - 20 - 2 * ROUNDING_DA <= total <= wanted_da
            for flowing, limit_a, load_a in zip(bench.grid.flowing("main"), main, building, strict=True):
                assert flowing <= 10 * max(limit_a, load_a)
            seen.append(total)
    assert abs(seen[0] - seen[1]) <= 10


@settings(max_examples=8, deadline=None)
@given(st.lists(st.tuples(st.integers(1_000, 64_000), st.tuples(*[st.integers(-20, 10)] * 3)), min_size=4, max_size=8),
       PLACES)  # fmt: skip
def test_dlm_156_a_headroom_covers_what_the_building_grows_by_within_the_reaction_time(
    rises: list[tuple[int, tuple[int, ...]]], place: str
) -> None:
    """10 A in 65 s at most, each phase by itself; a period without a change follows each."""
    values = {ROLE: MASTER, **dict.fromkeys(SUB, each(63)), MAIN: each(100),
              "External Load Headroom (L1/L2/L3) [A]": each(10)}  # fmt: skip
    with running(values, metered=place) as bench:
        bench.grid.building(40, 40, 40)
        for socket in (1, 2):
            bench.vehicle(socket).plug_in()
        bench.wait(2 * TWO_RUNS_MS)
        mark, load = bench.mark(), [40, 40, 40]
        for moment_ms, step_a in rises:
            bench.wait(moment_ms)
            load = [min(90, max(0, now + more)) for now, more in zip(load, step_a, strict=True)]
            bench.grid.building(load[0], load[1], load[2])
            bench.wait(2 * TWO_RUNS_MS - moment_ms)
        assert max(most(bench, "main", mark)) <= 1_000
        assert max(bench.grid.flowing("sub-distribution")) > 0


# -- without the master (7.7) ---------------------------------------------------------------------


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 12), st.tuples(ROTATIONS, ROTATIONS), st.tuples(CARS, CARS)),
                min_size=1, max_size=3))  # fmt: skip
def test_dlf_015_each_phase_carries_the_disconnected_limits_of_the_slaves_that_load_it(
    slaves: list[tuple[int, tuple[str, str], tuple[CarModel, CarModel]]]
) -> None:
    """A limit below 6 A is none at all, and no car takes more than it can; the island has room for all of them."""
    own = [{ROLE: SLAVE, "Disconnected Limit [A]": str(limit_a)} for limit_a, _, _ in slaves]
    master = {ROLE: STANDALONE, **dict.fromkeys(SUB, each(100))}
    with running(master, *own, wired=[("RST", "RST"), *(wired for _, wired, _ in slaves)]) as bench:
        for number, (_, _, cars) in enumerate(slaves, 2):
            for socket, car in enumerate(cars, 1):
                bench.station(number).vehicle(socket).plug_in(car=car)
        bench.wait(TWO_RUNS_MS)
        bench.lan.cut(1)
        bench.wait(TWO_RUNS_MS + 10_000)
        wanted_da = [0, 0, 0]
        for limit_a, wired, cars in slaves:
            for name, car in zip(wired, cars, strict=True):
                for conductor in car.conductors:
                    taken_a = min(limit_a, car.most_a) if limit_a >= 6 else 0
                    wanted_da[LEADS[name][conductor - 1] - 1] += taken_a * 10
        for flowing, wanted in zip(bench.grid.flowing("sub-distribution"), wanted_da, strict=True):
            assert wanted - 2 * len(slaves) * ROUNDING_DA <= flowing <= wanted
