"""What a socket tells those who share current: charging, asleep, drawn, and the phases to be reserved."""

from __future__ import annotations

import pytest

from reference_impl.blocks.load_management.demand import FAST_MS, LIE_IN_MS, SLOW_MS, Demand
from reference_impl.model import effects as fx
from reference_impl.model import events as ev
from reference_impl.model.electrical import PilotState
from reference_impl.model.feeds import DLM_ROLE, ONE_FEED, ONE_PHASE, PHASES
from reference_impl.model.quantities import Current

from .telling import Values, asked, feed, told

OFFER = ev.OfferChanged(1, Current.of_a(16), "feed")
STARTS = (ev.EnergyAllowed(1), OFFER)
READY = ev.VehicleChanged(1, PilotState.B, PilotState.C)
NOT_READY = ev.VehicleChanged(1, PilotState.C, PilotState.B)


def demand(**values: str) -> Demand:
    made = Demand(1, Values({ONE_FEED: "On", **values}))
    feed(made, ev.Booted("power"))
    return made


def read(*current_da: int) -> ev.MeterRead:
    return ev.MeterRead(1, "demand", 0, current_da)


def last(made: Demand, *events: ev.Event) -> ev.DemandChanged:
    found = [event for event in told(feed(made, *events)) if isinstance(event, ev.DemandChanged)]
    return found[-1]


def test_where_nobody_shares_nothing_is_read_and_nothing_told() -> None:
    made = Demand(1, Values({}))
    assert feed(made, ev.Booted("power"), *STARTS, READY, read(160, 160, 160)) == []


@pytest.mark.parametrize("values", [{ONE_FEED: "On"}, {ONE_FEED: "Off", DLM_ROLE: "DLM Master (Standalone)"}])
def test_where_somebody_shares_a_session_is_told_with_all_conductors(values: dict[str, str]) -> None:
    now = last(demand(**values), *STARTS)
    assert (now.charging, now.asleep, now.drawn_da, now.phases) == (True, False, None, (0, 1, 2))


def test_a_single_phase_connection_reserves_one_conductor() -> None:
    assert last(demand(**{PHASES: ONE_PHASE}), *STARTS).phases == (0,)


def test_two_readings_that_agree_free_the_unused_conductors() -> None:
    made = demand()
    assert last(made, *STARTS, READY, read(160, 0, 0)).phases == (0, 1, 2)
    assert last(made, read(159, 0, 0)).phases == (0,)


def test_a_vehicle_that_takes_nothing_yet_teaches_nothing() -> None:
    assert last(demand(), *STARTS, READY, read(0, 0, 0), read(0, 0, 0)).phases == (0, 1, 2)


def test_a_conductor_that_comes_back_is_reserved_at_once() -> None:
    made = demand()
    feed(made, *STARTS, READY, read(160, 0, 0), read(160, 0, 0))
    assert last(made, read(160, 160, 160)).phases == (0, 1, 2)


def test_the_next_vehicle_is_learned_anew() -> None:
    made = demand()
    feed(made, *STARTS, READY, read(160, 0, 0), read(160, 0, 0))
    assert last(made, ev.EnergyBarred(1)).phases == ()
    assert last(made, ev.EnergyAllowed(1)).phases == (0, 1, 2)


def test_a_vehicle_that_stops_asking_is_asleep_and_wakes() -> None:
    made = demand()
    feed(made, *STARTS, READY)
    assert last(made, NOT_READY).asleep
    assert not last(made, READY).asleep


def test_a_vehicle_that_never_asked_is_asleep_after_a_while() -> None:
    made = demand()
    assert fx.StartTimer("demand", 1, "lie-in", LIE_IN_MS) in feed(made, *STARTS)
    assert last(made, ev.TimerExpired("demand", 1, "lie-in")).asleep


def test_a_pause_does_not_make_a_vehicle_want_current() -> None:
    made = demand()
    assert last(made, *STARTS, READY, NOT_READY).asleep
    assert not told(feed(made, ev.OfferChanged(1, Current(0), "feed"), ev.OfferChanged(1, Current.of_a(8), "feed")))
    assert not last(made, READY).asleep


def test_without_an_offer_nobody_falls_asleep() -> None:
    made = demand()
    feed(made, *STARTS, READY, ev.OfferChanged(1, Current(0), "feed"))
    effects = told(feed(made, NOT_READY))
    assert not any(isinstance(event, ev.DemandChanged) and event.asleep for event in effects)


def test_the_meter_is_read_often_after_a_change_and_seldom_later() -> None:
    made, due = demand(), ev.TimerExpired("demand", 1, "read")
    feed(made, *STARTS)
    assert fx.StartTimer("demand", 1, "read", FAST_MS) in asked(feed(made, due, at_ms=1_000))
    assert fx.StartTimer("demand", 1, "read", SLOW_MS) in asked(feed(made, due, at_ms=60_000))


def test_readings_of_others_are_not_ours() -> None:
    made = demand()
    feed(made, *STARTS)
    assert feed(made, ev.MeterRead(1, "sample", 0, (160, 160, 160))) == []
