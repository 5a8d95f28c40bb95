"""The simulated mains: wiring, sums, fuses and what a meter measures."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fixtures.bench.journal import Journal
from fixtures.clock import VirtualClock
from fixtures.peers.fuse import FULL, HOLDS_MS, Fuse, heating
from fixtures.peers.grid import LEADS, Grid, PhasesDa, Wiring
from reference_impl.model.loads import ROTATIONS

CURRENTS = st.tuples(*[st.integers(0, 320)] * 3)


class House:
    """A grid with its clock and journal."""

    def __init__(self) -> None:
        self.clock = VirtualClock()
        self.journal = Journal(self.clock.now_ms)
        self.grid = Grid(self.journal, self.clock)

    def pass_ms(self, duration_ms: int) -> None:
        until_ms = self.clock.now_ms() + duration_ms
        while self.clock.step(until_ms):
            pass

    def draw(self, station: int, socket: int, *currents_a: int) -> None:
        l1, l2, l3 = (current_a * 10 for current_a in currents_a)
        self.grid.line(station).draws(socket, (l1, l2, l3))


def test_bench_and_station_read_the_rotations_alike() -> None:
    """From the same tables of the manual (7.8), written twice."""
    assert {name: tuple(phase - 1 for phase in phases) for name, phases in LEADS.items()} == dict(ROTATIONS)


@given(CURRENTS, st.sampled_from(sorted(LEADS)))
def test_no_current_is_lost_or_doubled_on_its_way(currents_da: PhasesDa, rotation: str) -> None:
    assert sorted(Wiring(rotation).to_grid(currents_da)) == sorted(currents_da)


@given(st.lists(st.tuples(st.integers(1, 3), st.sampled_from([1, 2]), CURRENTS, st.sampled_from(sorted(LEADS)))))
def test_nodes_are_the_sums_of_what_hangs_on_them(moves: list[tuple[int, int, PhasesDa, str]]) -> None:
    house = House()
    house.grid.building((10, 20, 30))
    for station, socket, currents_da, rotation in moves:
        house.grid.wire(station, socket, Wiring(rotation))
        house.grid.line(station).draws(socket, currents_da)
    feeds = [house.grid.flowing(f"feed {station}") for station in {station for station, *_ in moves}]
    charging = house.grid.flowing("sub-distribution")
    assert charging == tuple(sum(feed[phase] for feed in feeds) for phase in range(3))
    assert house.grid.flowing("main") == tuple(a + b for a, b in zip(charging, (10, 20, 30), strict=True))
    standing = {(station, socket): currents_da for station, socket, currents_da, _ in moves}
    assert sum(charging) == sum(map(sum, standing.values()))


def test_nothing_is_told_twice() -> None:
    house = House()
    for _ in range(2):
        house.draw(1, 1, 16, 0, 0)
        house.grid.building((5, 5, 5))
    assert [entry.kind for entry in house.journal] == ["grid"] * 3 + ["building", "grid"]


def test_hotter_is_sooner() -> None:
    percents = [percent for percent, _ in HOLDS_MS]
    assert all(higher > lower for higher, lower in pairwise(percents))
    assert all(heating(higher) > heating(lower) for higher, lower in pairwise(percents))
    assert heating(125) < 0
    assert heating(0) < 0


@pytest.mark.parametrize(
    ("load_a", "opens_ms"), [(20, None), (26, 600_000), (32, 60_000), (40, 10_000), (80, 1_000), (112, 100)]
)
def test_a_fuse_of_16_a_holds_as_its_curve_says(load_a: int, opens_ms: int | None) -> None:
    assert Fuse(16).carries((0, load_a * 10, 0), 0) == opens_ms


def test_a_fuse_remembers_heat_and_cools() -> None:
    fuse = Fuse(16)
    fuse.carries((400, 0, 0), 0)
    assert fuse.carries((0, 0, 0), 9_000) is None
    assert fuse.carries((400, 0, 0), 9_000) == 10_000
    assert fuse.carries((0, 0, 0), 9_500) is None
    again_ms = fuse.carries((400, 0, 0), 9_500 + 3_600_000)
    assert again_ms == 9_500 + 3_600_000 + 10_000
    assert not fuse.opens(again_ms - 1)
    assert fuse.opens(again_ms)


def test_feed_in_heats_too() -> None:
    assert Fuse(16).carries((-400, 0, 0), 0) == 10_000
    assert heating(250) == FULL // 10_000


def test_a_blown_fuse_takes_the_voltage_from_all_behind_it() -> None:
    house = House()
    one, two = house.grid.line(1), house.grid.line(2)
    told: list[int] = []
    two.listen(lambda: told.append(house.clock.now_ms()))
    house.grid.fuse("feed 1", 16)
    told.clear()
    house.draw(1, 1, 40, 0, 0)
    house.pass_ms(9_999)
    assert one.live(1) == (True, True, True)
    house.pass_ms(1)
    assert told == [10_000]
    assert one.live(1) == (False, False, False)
    assert two.live(1) == (True, True, True)
    house.grid.building((50, 50, 50))
    house.grid.fuse("main", 1)
    house.pass_ms(60_000)
    assert two.live(1) == (False, False, False)
    assert house.grid.flowing("main") == (400, 0, 0), "nobody but the outlets stops what they draw"
    assert [entry.detail["name"] for entry in house.journal if entry.detail.get("tripped")] == ["feed 1", "main"]
    house.grid.fuse("main", 100)
    assert two.live(1) == (True, True, True)


def test_a_fuse_that_was_replaced_does_not_open() -> None:
    house = House()
    house.grid.line(1)
    house.grid.fuse("feed 1", 16)
    house.draw(1, 1, 40, 0, 0)
    house.pass_ms(5_000)
    house.grid.fuse("feed 1", 63)
    house.pass_ms(3_600_000)
    assert not [entry for entry in house.journal if entry.detail.get("tripped")]


def test_a_mean_is_exact_over_every_change() -> None:
    house = House()
    tap = house.grid.metered("including")
    for current_a in (10, 20, 40):
        house.draw(1, 1, current_a, 0, 0)
        house.pass_ms(1_000)
    house.grid.building((0, -30, 0))
    assert tap.now_ma() == (40_000, -3_000, 0)
    assert tap.mean_ma() == (70_000 // 3, 0, 0)
    assert tap.mean_ma() == (40_000, -3_000, 0)
    house.pass_ms(1)
    assert tap.mean_ma() == (40_000, -3_000, 0)
