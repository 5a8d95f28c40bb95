"""What a car makes of the pilot, and the registers behind it: the parts of the bench's physics one by one."""

from __future__ import annotations

import json

import pytest

from fixtures.bench.api import CarModel
from fixtures.peers.register import Register
from fixtures.peers.vehicle import Car, offered_da

MINUTE_MS = 60_000
LIVE = (True, True, True)


def sleeper() -> Car:
    """A car that has fallen asleep after five minutes without an offer."""
    car = Car.of(CarModel(sleeps_after_ms=5 * MINUTE_MS), ready=True)
    car.sees(1000, 0)
    car.reacts(0, 0, healthy=True)
    assert not car.asleep
    assert car.sleeps_at_ms == 5 * MINUTE_MS
    car.reacts(0, 5 * MINUTE_MS, healthy=True)
    assert car.asleep
    return car


@pytest.mark.parametrize(
    ("duties", "awake"),
    [
        (((267, 6),), False),
        (((267, 6), (1000, 6.5), (267, 7)), False),
        (((267, 6), (1000, 6.5), (267, 7.5)), True),
        (((267, 6), (1000, 6.5), (267, 6.5 + 31)), False),
        (((0, 6), (267, 10)), True),
        (((0, 6), (1000, 10), (267, 100)), False),
    ],
    ids=["an offer", "half a second", "a second", "a pause", "state F", "state F and a pause"],
)
def test_a_toggle_of_the_pilot_wakes_a_car(duties: tuple[tuple[int, float], ...], awake: bool) -> None:
    car = sleeper()
    for duty, minute in duties:
        at_ms = 5 * MINUTE_MS + round(minute * 1000)
        car.sees(duty, at_ms)
        car.reacts(offered_da(duty), at_ms, healthy=True)
    assert car.asleep is not awake
    assert car.drawing is awake


def test_an_offer_in_time_keeps_a_car_awake() -> None:
    car = Car.of(CarModel(sleeps_after_ms=MINUTE_MS), ready=True)
    car.reacts(0, 0, healthy=True)
    car.reacts(60, MINUTE_MS - 1, healthy=True)
    assert car.sleeps_at_ms is None
    car.reacts(0, MINUTE_MS, healthy=True)
    assert not car.asleep
    assert car.sleeps_at_ms == 2 * MINUTE_MS


@pytest.mark.parametrize(
    ("model", "offer_da", "demand_da", "level_da"),
    [
        (CarModel(), 160, None, 160),
        (CarModel(most_a=10), 160, None, 100),
        (CarModel(), 319, None, 200),
        (CarModel(), 160, 70, 70),
        (CarModel(least_a=8), 74, None, 0),
        (CarModel(least_a=8), 79, None, 79),
    ],
)
def test_a_car_takes_the_least_of_all_limits(
    model: CarModel, offer_da: int, demand_da: int | None, level_da: int
) -> None:
    car = Car.of(model, ready=True)
    car.demand_da = demand_da
    car.reacts(offer_da, 0, healthy=True)
    assert car.wants_da(cable_a=20) == level_da


def test_a_car_that_does_not_want_or_has_a_fault_takes_nothing() -> None:
    car = Car.of(CarModel(), ready=False)
    car.reacts(160, 0, healthy=True)
    assert car.wants_da(32) == 0
    car.ready = True
    car.reacts(160, 0, healthy=False)
    assert car.wants_da(32) == 0


def test_shares_and_voltages_per_conductor() -> None:
    car = Car.of(CarModel(conductors=(1, 2), shares_percent=(100, 50, 100)), ready=True)
    assert car.currents_da(161, LIVE) == (161, 80, 0)
    assert car.currents_da(161, (True, False, False)) == (161, 0, 0)


def test_a_car_outlasts_a_restart_of_the_bench() -> None:
    car = sleeper()
    car.conductors, car.demand_da = (1,), 60
    again = Car.resumed(json.loads(json.dumps(car.remains())))
    assert (again.model, again.ready, again.conductors, again.demand_da, again.asleep) == (
        car.model, True, (1,), 60, True,
    )  # fmt: skip


def test_energy_is_exact_per_conductor() -> None:
    register = Register()
    register.count((0, 0, 0), 1_000)
    register.count((161, 0, 1), 1_007)
    assert register.count((9, 9, 9), 1_007) == [161 * 23 * 7, 0, 23 * 7]
