"""Stop Transaction Mode: what the session machine makes of each row of the table."""

from __future__ import annotations

import pytest

from reference_impl.blocks.session.session import Session
from reference_impl.blocks.session.states import MOVES
from reference_impl.blocks.session.stop_modes import ROWS, Cause, Outcome, cause_of
from reference_impl.model import effects as fx
from reference_impl.model import events as ev
from reference_impl.model.electrical import PilotState
from reference_impl.model.grants import Grant, Source

from .telling import Values, feed, told

GRANT = Grant(Source.BACKEND, "04a1b2c3", "04a1b2c3")
EVENTS: dict[Cause, ev.Event] = {
    Cause.CAR: ev.VehicleDisconnected(1),
    Cause.STATION: ev.PlugRemoved(1),
    Cause.CARD: ev.StopRequested(1, "Local", "04a1b2c3"),
    Cause.REMOTE: ev.StopRequested(1, "Remote"),
    Cause.UNLOCK: ev.StopRequested(1, "UnlockCommand"),
    Cause.REFUSED: ev.StopRequested(1, "DeAuthorized"),
    Cause.STATE_D: ev.VehicleChanged(1, PilotState.C, PilotState.D),
    Cause.RCD: ev.FaultsChanged(1, ("RCD-Fault",), True, True),
    Cause.FAULT: ev.FaultsChanged(1, ("Contactor welded",), True),
    Cause.RESTART: ev.RestartRequested("SoftReset"),
}
ELSEWHERE = {Cause.OTHER_CARD, Cause.POWER}
"""Refused by the decider; over before the software knows."""


def charging(mode: str) -> Session:
    values = {
        "Lock Actuator only if authorized": "On",
        "Vehicle connection timeout": "45",
        "Stop Transaction Mode": mode,
        "UnlockConnectorOnEVSideDisconnect": "On",
    }
    made = Session(1, Values(values), dict(MOVES))
    feed(made, ev.VehicleConnected(1), ev.Granted(1, GRANT), ev.Locked(1))
    return made


def test_every_cause_is_an_event_or_belongs_elsewhere() -> None:
    assert set(EVENTS) | ELSEWHERE == set(Cause)
    assert all(set(rows) == set(Cause) for rows in ROWS.values())
    assert all(cause_of(EVENTS[cause]) is cause for cause in EVENTS if cause not in (Cause.FAULT, Cause.RESTART))


@pytest.mark.parametrize("cause", EVENTS)
@pytest.mark.parametrize("mode", ROWS)
def test_each_row_is_what_happens(mode: str, cause: Cause) -> None:
    row, seen = ROWS[mode][cause], told(feed(charging(mode), EVENTS[cause]))
    ended = [one for one in seen if isinstance(one, ev.SessionEnded)]
    assert bool(ended) == (row.outcome is Outcome.ENDS)
    assert all(one.reason in row.reason for one in ended)
    assert (ev.EnergyBarred(1) in seen) == (row.outcome is not Outcome.GOES_ON)
    opens = row.outcome not in (Outcome.GOES_ON, Outcome.INTERRUPTED)
    assert (ev.UnlockRequested(1) in seen) == opens


@pytest.mark.parametrize("mode", ROWS)
def test_what_was_interrupted_goes_on_where_it_was_not_ended(mode: str) -> None:
    made = charging(mode)
    feed(made, EVENTS[Cause.RCD])
    again = told(feed(made, ev.FaultsChanged(1, (), False)))
    assert (ev.EnergyAllowed(1) in again) == (ROWS[mode][Cause.RCD].outcome is Outcome.INTERRUPTED)


def test_a_car_that_comes_back_during_a_trip_waits_for_its_end() -> None:
    made = charging("Stop only by disconnecting")
    feed(made, EVENTS[Cause.CAR], EVENTS[Cause.RCD])
    assert ev.EnergyAllowed(1) not in told(feed(made, ev.VehicleConnected(1), ev.Locked(1)))
    assert told(feed(made, ev.FaultsChanged(1, (), False))) == [ev.EnergyAllowed(1)]


def test_a_refused_card_gets_no_energy_behind_a_trip() -> None:
    made = charging("Normal")
    feed(made, ev.EnergyWithheld(1), EVENTS[Cause.RCD])
    assert fx.Tell(ev.EnergyAllowed(1)) not in feed(made, ev.FaultsChanged(1, (), False))
