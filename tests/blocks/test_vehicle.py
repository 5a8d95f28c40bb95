"""Pilot voltages to the states of IEC 61851-1, and when a vehicle comes and goes."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_impl.blocks.outlet.vehicle import LEVELS, VehicleSensor
from reference_impl.model import events as ev
from reference_impl.model.electrical import PilotState

from .telling import feed, told

STATES = {
    # IEC 61851-1, table A.4: 12 V, 9 V, 6 V and 3 V, each a volt up and down; 0 V; -12 V
    "A": (11, 12, 13),
    "B": (8, 9, 10),
    "C": (5, 6, 7),
    "D": (2, 3, 4),
    "E": (-1, 0, 1),
    "F": (-13, -12, -11),
}
VOLTS = [(volts, state) for state, levels in STATES.items() for volts in levels]


@pytest.mark.parametrize(("volts", "state"), VOLTS)
def test_each_voltage_has_its_state(volts: int, state: str) -> None:
    sensor = VehicleSensor(1, LEVELS)
    feed(sensor, ev.PilotSensed(1, 9 if state == "A" else 12))
    changes = [event for event in told(feed(sensor, ev.PilotSensed(1, volts))) if isinstance(event, ev.VehicleChanged)]
    assert [change.state for change in changes] == [PilotState(state)]


@given(st.lists(st.integers(-13, 13), max_size=30))
def test_every_change_begins_where_the_last_one_ended(voltages: list[int]) -> None:
    sensor = VehicleSensor(2, LEVELS)
    changes = [
        event
        for volts in voltages
        for event in told(feed(sensor, ev.PilotSensed(2, volts)))
        if isinstance(event, ev.VehicleChanged)
    ]
    assert all(change.before is not change.state for change in changes)
    assert all(one.state is other.before for one, other in pairwise(changes))
    assert not changes or changes[0].before is PilotState.A


@given(st.lists(st.integers(-13, 13), max_size=30))
def test_vehicles_come_and_go_in_turn(voltages: list[int]) -> None:
    sensor = VehicleSensor(1, LEVELS)
    visits = [
        type(event)
        for volts in voltages
        for event in told(feed(sensor, ev.PilotSensed(1, volts)))
        if isinstance(event, (ev.VehicleConnected, ev.VehicleDisconnected))
    ]
    expected = [ev.VehicleConnected, ev.VehicleDisconnected] * len(visits)
    assert visits == expected[: len(visits)]


def test_a_vehicle_that_gets_ready_stays_connected() -> None:
    sensor = VehicleSensor(1, LEVELS)
    assert told(feed(sensor, ev.PilotSensed(1, 9), ev.PilotSensed(1, 6), ev.PilotSensed(1, 3))) == [
        ev.VehicleChanged(1, PilotState.A, PilotState.B),
        ev.VehicleConnected(1),
        ev.VehicleChanged(1, PilotState.B, PilotState.C),
        ev.VehicleChanged(1, PilotState.C, PilotState.D),
    ]


@pytest.mark.parametrize("volts", [12, -12])
def test_a_broken_pilot_circuit_is_no_vehicle(volts: int) -> None:
    sensor = VehicleSensor(1, LEVELS)
    feed(sensor, ev.PilotSensed(1, 6))
    assert told(feed(sensor, ev.PilotSensed(1, volts)))[-1] == ev.VehicleDisconnected(1)


def test_a_vehicle_that_signals_an_error_has_not_gone() -> None:
    sensor = VehicleSensor(1, LEVELS)
    feed(sensor, ev.PilotSensed(1, 6))
    assert told(feed(sensor, ev.PilotSensed(1, 0))) == [ev.VehicleChanged(1, PilotState.C, PilotState.E)]
    assert told(feed(sensor, ev.PilotSensed(1, 12)))[-1] == ev.VehicleDisconnected(1)


def test_an_error_on_an_empty_socket_is_no_vehicle() -> None:
    assert told(feed(VehicleSensor(1, LEVELS), ev.PilotSensed(1, 0))) == [
        ev.VehicleChanged(1, PilotState.A, PilotState.E)
    ]


def test_the_same_voltage_tells_nothing() -> None:
    assert feed(VehicleSensor(1, LEVELS), ev.PilotSensed(1, 12), ev.PilotSensed(1, 11)) == []
