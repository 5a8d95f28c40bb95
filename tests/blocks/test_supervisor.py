"""Faults of a socket: raised and cleared by what happens, told as they stand, barring when their row says so."""

from __future__ import annotations

import pytest

from reference_impl.blocks.signals.faults import BACKEND, FAULTS
from reference_impl.blocks.signals.faults import DIODE as NO_DIODE
from reference_impl.blocks.signals.faults import UNDETECTED as NOT_DETECTED
from reference_impl.blocks.signals.supervisor import StationSupervisor, Supervisor
from reference_impl.codecs.ocpp_names_types import ERROR_CODE
from reference_impl.model import effects as fx
from reference_impl.model import events as ev

from .telling import feed, told

WELDED, LOCKING, STUCK = "Contactor welded", "Plug locking failed", "Type 2 actuator stuck, cannot unlock"


def supervisor(*events: ev.Event) -> Supervisor:
    made = Supervisor(1, dict(FAULTS))
    feed(made, *events)
    return made


RAISE = [
    (ev.FaultRaised(1, WELDED), WELDED, True),
    (ev.LockFailed(1, closing=True), LOCKING, False),
    (ev.LockFailed(1, closing=False), STUCK, True),
    (ev.UsbLinkSensed(1, up=False), "USB link to master lost", False),
]


@pytest.mark.parametrize(("event", "name", "barred"), RAISE)
def test_a_fault_is_told_with_what_it_means(event: ev.Event, name: str, barred: bool) -> None:
    assert told(feed(supervisor(), event)) == [ev.FaultsChanged(1, (name,), barred)]


@pytest.mark.parametrize(("event", "name", "barred"), RAISE)
def test_a_fault_that_is_known_is_not_told_again(event: ev.Event, name: str, barred: bool) -> None:
    assert feed(supervisor(event), event) == []


CLEAR = [
    (ev.FaultRaised(1, WELDED), ev.FaultCleared(1, WELDED)),
    (ev.LockFailed(1, closing=True), ev.Locked(1)),
    (ev.LockFailed(1, closing=True), ev.Unlocked(1)),
    (ev.LockFailed(1, closing=True), ev.PlugRemoved(1)),
    (ev.LockFailed(1, closing=False), ev.Unlocked(1)),
    (ev.UsbLinkSensed(1, up=False), ev.UsbLinkSensed(1, up=True)),
]


@pytest.mark.parametrize(("raised", "cleared"), CLEAR)
def test_a_fault_goes_with_its_cause(raised: ev.Event, cleared: ev.Event) -> None:
    assert told(feed(supervisor(raised), cleared)) == [ev.FaultsChanged(1, (), False)]


def test_a_stuck_lock_is_not_cleared_by_being_closed_or_by_the_plug() -> None:
    assert feed(supervisor(ev.LockFailed(1, closing=False)), ev.Locked(1), ev.PlugRemoved(1)) == []


def test_faults_stand_side_by_side_in_the_order_in_which_they_came() -> None:
    made = supervisor(ev.LockFailed(1, closing=True))
    assert told(feed(made, ev.FaultRaised(1, WELDED))) == [ev.FaultsChanged(1, (LOCKING, WELDED), True)]
    assert told(feed(made, ev.FaultCleared(1, WELDED))) == [ev.FaultsChanged(1, (LOCKING,), False)]


def test_what_did_not_fail_clears_nothing() -> None:
    assert feed(supervisor(), ev.Locked(1), ev.Unlocked(1), ev.PlugRemoved(1), ev.FaultCleared(1, WELDED)) == []


def test_every_row_can_be_told_to_a_backend() -> None:
    """Codes of OCPP 1.6, 7.6; info of StatusNotification holds 50 characters."""
    for name, row in FAULTS.items():
        assert row.raised == name
        assert row.code in ERROR_CODE.values
        assert len(row.raised) <= 50
        assert len(row.cleared) <= 50


# -- inputs of the board, restarts, and the station as a whole --

MCB, DIODE, UNDETECTED = "MCB of type 2 socket triggered", NO_DIODE, NOT_DETECTED
METER = "OCPP meter not communicating"


def restored(*names: str) -> Supervisor:
    return supervisor(ev.RecordsRestored({"faults-1": [*names, "a row of another firmware"]}))


def present(made: Supervisor) -> tuple[str, ...]:
    return tuple(made._present)


def test_an_input_raises_and_clears_its_row() -> None:
    made = supervisor(ev.ConditionSensed(1, "type 2 MCB open", True))
    assert present(made) == (MCB,)
    feed(made, ev.ConditionSensed(1, "type 2 MCB open", False))
    assert present(made) == ()


def test_communication_counts_as_lost_after_a_while() -> None:
    made = supervisor()
    wait = feed(made, ev.ConditionSensed(1, "OCPP meter silent", True))
    assert wait == [fx.StartTimer("supervisor", 1, METER, 10_000)]
    assert present(made) == ()
    feed(made, ev.TimerExpired("supervisor", 1, METER))
    assert present(made) == (METER,)


def test_communication_that_is_back_in_time_was_not_lost() -> None:
    made = supervisor(ev.ConditionSensed(1, "OCPP meter silent", True))
    back = feed(made, ev.ConditionSensed(1, "OCPP meter silent", False))
    assert back == [fx.CancelTimer("supervisor", 1, METER)]


def test_a_missing_diode_is_over_when_the_vehicle_is_unplugged_and_not_before() -> None:
    made = supervisor(ev.VehicleConnected(1), ev.ConditionSensed(1, "no diode", True))
    feed(made, ev.ConditionSensed(1, "no diode", False))
    assert present(made) == (DIODE,)
    feed(made, ev.VehicleDisconnected(1))
    assert present(made) == ()


def test_an_actuator_is_looked_for_at_the_start_only() -> None:
    gone, there = ev.ConditionSensed(1, "no lock actuator", True), ev.ConditionSensed(1, "no lock actuator", False)
    made = supervisor(gone, there)
    assert present(made) == (UNDETECTED,)
    feed(made, ev.Booted("restart"))
    assert present(made) == ()


def test_an_actuator_that_is_not_there_fails_in_no_other_way() -> None:
    made = supervisor(ev.ConditionSensed(1, "no lock actuator", True), ev.LockFailed(1, closing=False))
    assert present(made) == (UNDETECTED,)


def test_faults_are_kept_over_a_restart() -> None:
    made = supervisor()
    assert fx.Persist("faults-1", [WELDED]) in feed(made, ev.FaultRaised(1, WELDED))
    assert present(restored(WELDED)) == (WELDED,)


def test_what_cannot_be_sensed_any_more_is_over_when_the_station_has_booted() -> None:
    made = restored(LOCKING, DIODE, "Vehicle signals error")
    feed(made, ev.Booted("restart"))
    assert present(made) == ()


def test_a_stuck_actuator_is_tried_again_after_a_restart() -> None:
    assert ev.UnlockRequested(1) in told(feed(restored(STUCK), ev.Booted("restart")))


def test_a_backend_is_lost_after_a_while_and_once() -> None:
    made = StationSupervisor(dict(FAULTS))
    feed(made, ev.LinkUp())
    assert len(feed(made, ev.LinkDown("x"), ev.LinkDown("x"))) == 1
    assert told(feed(made, ev.TimerExpired("station_supervisor", 0, BACKEND))) == [ev.StationFaultsChanged((BACKEND,))]
    assert told(feed(made, ev.LinkUp())) == [ev.StationFaultsChanged(())]
