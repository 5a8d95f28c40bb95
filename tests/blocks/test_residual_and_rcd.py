"""The residual current monitor trips and is reset as chapter 9 says; the RCD is closed again up to a certain point."""

from __future__ import annotations

import pytest

from reference_impl.blocks.signals.faults import RESIDUAL
from reference_impl.blocks.signals.rcd import MOST_ATTEMPTS, PAUSE_MS, Rcd
from reference_impl.blocks.signals.residual import ResidualMonitor, reset_ms
from reference_impl.model import effects as fx
from reference_impl.model import events as ev
from reference_impl.model.quantities import Current

from .telling import asked, feed, told

RAISED, CLEARED = ev.FaultRaised(1, RESIDUAL), ev.FaultCleared(1, RESIDUAL)
FLOWS, GONE = ev.ResidualCurrentSensed(1, 30, 0), ev.ResidualCurrentSensed(1, 0, 0)
TRIPPED, CLOSED = ev.RcdSensed(1, True), ev.RcdSensed(1, False)


def monitor(*events: ev.Event) -> ResidualMonitor:
    made = ResidualMonitor(1)
    feed(made, ev.RcmbFound(1, "D0470"), ev.PlugInserted(1, Current(320)), ev.VehicleConnected(1), *events)
    return made


@pytest.mark.parametrize(("ac_ma", "dc_ma", "trips"), [(29, 5, False), (30, 0, True), (0, 6, True), (0, 0, False)])
def test_it_trips_at_30_ma_ac_and_6_ma_dc(ac_ma: int, dc_ma: int, trips: bool) -> None:
    assert (told(feed(monitor(), ev.ResidualCurrentSensed(1, ac_ma, dc_ma))) == [RAISED]) is trips


@pytest.mark.parametrize(
    ("version", "delay_ms"), [("D0468", 900_000), ("D0469", 900_000), ("D0470", 10_000), ("", 10_000), ("E1", 10_000)]
)
def test_the_delay_depends_on_the_version(version: str, delay_ms: int) -> None:
    assert reset_ms(version) == delay_ms


def test_it_is_reset_at_once_when_the_plug_is_pulled_at_the_station() -> None:
    assert told(feed(monitor(FLOWS, GONE), ev.VehicleDisconnected(1), ev.PlugRemoved(1))) == [CLEARED]


def test_it_is_not_reset_while_the_current_flows_or_the_vehicle_is_there() -> None:
    assert told(feed(monitor(FLOWS), ev.VehicleDisconnected(1), ev.PlugRemoved(1))) == []
    assert told(feed(monitor(FLOWS), GONE)) == []


def test_the_delay_begins_with_the_later_of_both() -> None:
    wait = fx.StartTimer("residual", 1, "reset", 10_000)
    assert wait in feed(monitor(FLOWS, GONE), ev.VehicleDisconnected(1))
    assert wait in feed(monitor(FLOWS, ev.VehicleDisconnected(1)), GONE)


def test_a_vehicle_that_comes_back_within_the_delay_stops_it() -> None:
    back = feed(monitor(FLOWS, GONE, ev.VehicleDisconnected(1)), ev.VehicleConnected(1))
    assert back == [fx.CancelTimer("residual", 1, "reset")]


def test_a_trip_is_known_after_a_restart() -> None:
    made = ResidualMonitor(1)
    feed(made, ev.FaultsRestored(1, (RESIDUAL,)), GONE)
    assert told(feed(made, ev.Booted("restart"))) == [CLEARED]


def test_an_rcd_is_closed_again_so_often_and_no_more() -> None:
    made = Rcd(1)
    for _ in range(MOST_ATTEMPTS):
        assert fx.StartTimer("rcd", 1, "close", PAUSE_MS) in feed(made, TRIPPED)
        assert feed(made, ev.TimerExpired("rcd", 1, "close")) == [fx.CloseRcd(1)]
        feed(made, CLOSED)
    assert asked(feed(made, TRIPPED)) == [fx.CancelTimer("rcd", 1, "good")]


def test_an_rcd_that_holds_has_its_attempts_back() -> None:
    made = Rcd(1, attempts=1)
    feed(made, TRIPPED, ev.TimerExpired("rcd", 1, "close"), CLOSED, ev.TimerExpired("rcd", 1, "good"))
    assert fx.StartTimer("rcd", 1, "close", PAUSE_MS) in feed(made, TRIPPED)
