"""What a session asks for on its way: lock before energy, energy off before the lock opens, a timeout."""

from __future__ import annotations

import json
from typing import Any

import pytest

from reference_impl.blocks.session.session import Session
from reference_impl.blocks.session.states import MOVES
from reference_impl.model import effects as fx
from reference_impl.model import events as ev
from reference_impl.model.grants import Grant, Source

from .telling import Values, asked, feed, told

GRANT = Grant(Source.BACKEND, "04A1B2C3", "04A1B2C3")
GRANTED = ev.Granted(1, GRANT)
BARRED = ev.FaultsChanged(1, ("Contactor welded",), True)
HEALTHY = ev.FaultsChanged(1, (), False)
TIMEOUT = fx.StartTimer("session", 1, "connection", 45_000)
LAPSED = ev.TimerExpired("session", 1, "connection")


def session(lock_late: str = "On", timeout: str = "45") -> Session:
    settings = Values({"Lock Actuator only if authorized": lock_late, "Vehicle connection timeout": timeout})
    return Session(1, settings, dict(MOVES))


def charging() -> Session:
    made = session()
    feed(made, ev.VehicleConnected(1), GRANTED, ev.Locked(1))
    return made


def test_a_permission_waits_for_a_vehicle() -> None:
    effects = feed(session(), GRANTED)
    assert asked(effects) == [TIMEOUT]
    assert told(effects) == [ev.SessionChanged(1, "authorised")]


def test_the_timeout_is_the_one_that_is_set() -> None:
    assert fx.StartTimer("session", 1, "connection", 7_000) in feed(session(timeout="7"), GRANTED)


def test_a_permission_lapses() -> None:
    made = session()
    feed(made, GRANTED)
    assert told(feed(made, LAPSED)) == [ev.SessionChanged(1, "idle")]
    assert ev.LockRequested(1) not in told(feed(made, ev.VehicleConnected(1)))


def test_a_vehicle_in_time_is_locked_and_then_gets_energy() -> None:
    made = session()
    feed(made, GRANTED)
    effects = feed(made, ev.VehicleConnected(1))
    assert asked(effects) == [fx.CancelTimer("session", 1, "connection")]
    assert told(effects) == [ev.SessionChanged(1, "locking"), ev.LockRequested(1)]
    assert told(feed(made, ev.Locked(1))) == [
        ev.SessionChanged(1, "charging"),
        ev.SessionStarted(1, GRANT),
        ev.EnergyAllowed(1),
    ]


def test_another_permission_starts_the_wait_again_and_takes_the_place_of_the_first() -> None:
    made = session()
    feed(made, GRANTED)
    other = Grant(Source.BACKEND, "04FFFFFF", "04FFFFFF")
    effects = feed(made, ev.Granted(1, other))
    assert asked(effects) == [fx.CancelTimer("session", 1, "connection"), TIMEOUT]
    assert ev.SessionStarted(1, other) in told(feed(made, ev.VehicleConnected(1), ev.Locked(1)))


def test_the_first_permission_counts_while_the_plug_is_being_locked() -> None:
    made = session()
    feed(made, ev.VehicleConnected(1), GRANTED)
    assert feed(made, ev.Granted(1, Grant(Source.BACKEND, "04FFFFFF", "04FFFFFF"))) == []
    assert ev.SessionStarted(1, GRANT) in told(feed(made, ev.Locked(1)))


@pytest.mark.parametrize(("lock_late", "locks"), [("On", False), ("Off", True)])
def test_a_plug_without_permission_is_locked_when_the_setting_says_so(lock_late: str, locks: bool) -> None:
    assert (ev.LockRequested(1) in told(feed(session(lock_late), ev.VehicleConnected(1)))) is locks


def test_the_plug_of_a_vehicle_that_leaves_unauthorised_is_let_go() -> None:
    made = session("Off")
    feed(made, ev.VehicleConnected(1))
    assert told(feed(made, ev.VehicleDisconnected(1))) == [ev.SessionChanged(1, "idle"), ev.UnlockRequested(1)]


ENDS = [
    (ev.StopRequested(1, "Local", "04A1B2C3"), "Local", "04A1B2C3", "finished"),
    (ev.StopRequested(1, "Remote"), "Remote", "", "finished"),
    (ev.StopRequested(1, "DeAuthorized"), "DeAuthorized", "", "finished"),
    (ev.VehicleDisconnected(1), "EVDisconnected", "", "idle"),
    (ev.PlugRemoved(1), "EVDisconnected", "", "idle"),
    (ev.RestartRequested("SoftReset"), "SoftReset", "", "finished"),
]


@pytest.mark.parametrize(("event", "reason", "tag", "state"), ENDS)
def test_energy_ends_first_and_the_plug_is_let_go_last(event: ev.Event, reason: str, tag: str, state: str) -> None:
    assert told(feed(charging(), event)) == [
        ev.EnergyBarred(1),
        ev.SessionEnded(1, reason, tag, GRANT),
        ev.UnlockRequested(1),
        ev.SessionChanged(1, state),
    ]


def test_a_fault_that_bars_ends_the_session() -> None:
    assert told(feed(charging(), BARRED)) == [
        ev.EnergyBarred(1),
        ev.SessionEnded(1, "Other", "", GRANT),
        ev.UnlockRequested(1),
        ev.SessionChanged(1, "finished"),
    ]


def test_a_socket_taken_out_of_service_lets_its_session_end_and_its_permission_lapse() -> None:
    """OCPP 1.6, 5.2: a running transaction is waited for."""
    out = ev.AvailabilityChanged(1, operative=False)
    assert feed(charging(), out) == []
    made = session()
    feed(made, GRANTED)
    assert ev.SessionChanged(1, "idle") in told(feed(made, out))


def test_a_fault_that_does_not_bar_ends_nothing() -> None:
    assert feed(charging(), ev.FaultsChanged(1, ("Plug locking failed",), False)) == []


def test_nobody_gets_permission_at_a_socket_out_of_operation() -> None:
    made = session()
    feed(made, BARRED)
    assert told(feed(made, GRANTED)) == [ev.Refused(1)]
    feed(made, HEALTHY)
    assert told(feed(made, GRANTED)) == [ev.SessionChanged(1, "authorised")]


def test_a_permission_given_before_the_fault_leads_to_no_charging() -> None:
    """LED-022: while the fault is shown, authorisation does not lead to charging."""
    made = session()
    feed(made, GRANTED, BARRED)
    assert ev.EnergyAllowed(1) not in told(feed(made, ev.VehicleConnected(1), ev.Locked(1)))


def test_a_fault_while_the_plug_is_being_locked_leads_to_no_charging() -> None:
    """LED-022."""
    made = session()
    feed(made, ev.VehicleConnected(1), GRANTED, BARRED)
    assert ev.EnergyAllowed(1) not in told(feed(made, ev.Locked(1)))


def test_a_lock_that_fails_leads_to_no_charging_and_the_card_can_be_shown_again() -> None:
    made = session()
    assert ev.EnergyAllowed(1) not in told(feed(made, ev.VehicleConnected(1), GRANTED, ev.LockFailed(1, closing=True)))
    assert ev.LockRequested(1) in told(feed(made, GRANTED))


def test_the_next_driver_can_charge_while_the_vehicle_of_the_last_session_is_still_there() -> None:
    made = charging()
    feed(made, ev.StopRequested(1, "Local", "04A1B2C3"))
    other = Grant(Source.BACKEND, "04FFFFFF", "04FFFFFF")
    assert ev.SessionStarted(1, other) in told(feed(made, ev.Granted(1, other), ev.Locked(1)))


# ---------------------------------------------------------------- over a loss of power

RESUME = "Restart transaction after power loss"
LATE = "Lock Actuator only if authorized"


def disk(made: Session, *events: ev.Event) -> dict[str, Any]:
    """What this session has kept after these events, as it comes back from a disk."""
    kept = [effect for effect in feed(made, *events) if isinstance(effect, fx.Persist)]
    return {effect.record: json.loads(json.dumps(effect.value)) for effect in kept}


RUNNING = (ev.VehicleConnected(1), GRANTED, ev.Locked(1))


def behind(records: dict[str, Any], resume: str = "On") -> tuple[Session, list[fx.Effect]]:
    """A session behind a loss of power, and what it wants first."""
    made = Session(1, Values({RESUME: resume, LATE: "On"}), dict(MOVES))
    return made, feed(made, ev.RecordsRestored(records))


def test_a_session_that_was_cut_short_goes_on_under_its_grant() -> None:
    made, first = behind(disk(session(), *RUNNING))
    assert first == []
    assert ev.LockRequested(1) in told(feed(made, ev.VehicleConnected(1)))
    assert feed(made, ev.Booted("power")) == []
    assert told(feed(made, ev.Locked(1)))[1:] == [ev.SessionStarted(1, GRANT), ev.EnergyAllowed(1)]


def test_where_it_must_not_go_on_it_ends_for_power_loss_and_is_forgotten() -> None:
    made, first = behind(disk(session(), *RUNNING), "Off")
    assert asked(first) == [fx.Persist("session-1", None)]
    assert told(first) == [ev.SessionEnded(1, "PowerLoss", "", GRANT)]
    assert told(feed(made, ev.VehicleConnected(1))) == [ev.SessionChanged(1, "plugged")]
    assert told(feed(made, ev.Booted("power"))) == [ev.UnlockRequested(1)]


def test_without_its_vehicle_it_ends_when_the_station_has_booted() -> None:
    made, _ = behind(disk(session(), *RUNNING))
    effects = feed(made, ev.Booted("power"))
    assert told(effects) == [ev.SessionEnded(1, "EVDisconnected", "", GRANT), ev.UnlockRequested(1)]
    assert fx.Persist("session-1", None) in effects


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        (ev.LockFailed(1, closing=True), "PowerLoss"),
        (ev.VehicleDisconnected(1), "EVDisconnected"),
        (ev.StopRequested(1, "UnlockCommand"), "UnlockCommand"),
        (ev.RestartRequested("HardReset"), "HardReset"),
    ],
)
def test_one_that_cannot_go_on_after_all_ends(event: ev.Event, reason: str) -> None:
    made, _ = behind(disk(session(), *RUNNING))
    feed(made, ev.VehicleConnected(1))
    assert ev.SessionEnded(1, reason, "", GRANT) in told(feed(made, event))
    again = told(feed(made, ev.VehicleConnected(1), GRANTED, ev.VehicleDisconnected(1)))
    assert not [one for one in again if isinstance(one, ev.SessionEnded)], "it ends once"


def test_a_session_that_has_ended_leaves_nothing_to_go_on() -> None:
    made, first = behind(disk(session(), *RUNNING, ev.StopRequested(1, "Local")), "Off")
    assert first == []
    assert told(feed(made, ev.VehicleConnected(1))) == [ev.SessionChanged(1, "plugged")]
