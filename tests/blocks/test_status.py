"""Which status each connector reports: session by vehicle by strategy, as a table; and faults."""

from __future__ import annotations

import pytest

from reference_impl.blocks.backend.status import Status
from reference_impl.blocks.signals.faults import FAULTS
from reference_impl.model import events as ev
from reference_impl.model.backend_calls import StatusCall
from reference_impl.model.electrical import PilotState
from reference_impl.model.faults import REPORTS
from reference_impl.model.quantities import Current

from .telling import Values, feed, told

STRATEGY = "Strategy for StatusNotification state transitions"
BY_CHARGING, BY_EITHER = "Occupied on Charging", "Occupied on Authorized/Plugged"
UNTIL_C = "Preparing until state C (OCPP 1.6)"
A, B, C, D = PilotState.A, PilotState.B, PilotState.C, PilotState.D
OFFERED, NOTHING = ev.OfferChanged(1, Current(160), "cable"), ev.OfferChanged(1, Current(0), "operator")
WELDED, LOCKING = "Contactor welded", "Plug locking failed"


def status(*events: ev.Event, registered: bool = True, **changed: str) -> Status:
    settings = {STRATEGY: BY_CHARGING, UNTIL_C: "On"}
    names = {"strategy": STRATEGY, "until_c": UNTIL_C, "free": "Free Charging", "mode": "Free Charging Mode", **REPORTS}
    values = Values(settings | {names[name]: value for name, value in changed.items()})
    made = Status(values, dict(FAULTS), frozenset({"No OCPP"}))
    feed(made, *([ev.Registered(300)] if registered else []), *events)
    return made


def calls(made: Status, *events: ev.Event, at_ms: int = 0) -> list[tuple[int, str, str, str]]:
    """Connector, status, error code and info of each StatusNotification."""
    queued = [event.call for event in told(feed(made, *events, at_ms=at_ms)) if isinstance(event, ev.CallQueued)]
    return [(call.socket, call.status, call.error_code, call.info) for call in queued if isinstance(call, StatusCall)]


def present(made: Status) -> str:
    """The status of connector 1, as it would be told to a backend that comes back."""
    feed(made, ev.Unregistered("connection lost"))
    return next(status for socket, status, _, _ in calls(made, ev.Registered(300)) if socket == 1)


TABLE = [
    # session, pilot, Occupied on Charging, Occupied on Authorized/Plugged
    ("idle", A, "Available", "Available"),
    ("plugged", B, "Available", "Preparing"),
    ("plugged", C, "Available", "Preparing"),
    ("authorised", A, "Available", "Preparing"),
    ("locking", B, "Preparing", "Preparing"),
    ("charging", B, "Preparing", "Preparing"),
    ("charging", C, "Charging", "Charging"),
    ("charging", D, "Charging", "Charging"),
    ("finished", B, "Finishing", "Finishing"),
    ("idle", B, "Available", "Preparing"),
]


@pytest.mark.parametrize(("session", "pilot", "by_charging", "by_either"), TABLE)
def test_session_and_vehicle_give_the_status(session: str, pilot: PilotState, by_charging: str, by_either: str) -> None:
    facts = [ev.SessionChanged(1, session), ev.VehicleChanged(1, A, pilot), OFFERED]
    assert present(status(*facts, strategy=BY_CHARGING)) == by_charging
    assert present(status(*facts, strategy=BY_EITHER)) == by_either


@pytest.mark.parametrize(("until_c", "expected"), [("On", "Preparing"), ("Off", "Charging")])
def test_a_session_before_the_vehicle_takes_energy(until_c: str, expected: str) -> None:
    made = status(OFFERED, ev.VehicleChanged(1, A, B), ev.SessionChanged(1, "charging"), until_c=until_c)
    assert present(made) == expected


def test_a_vehicle_that_pauses_has_suspended_the_session() -> None:
    made = status(OFFERED, ev.VehicleChanged(1, A, B), ev.SessionChanged(1, "charging"))
    assert calls(made, ev.VehicleChanged(1, B, C)) == [(1, "Charging", "NoError", "")]
    assert calls(made, ev.VehicleChanged(1, C, B)) == [(1, "SuspendedEV", "NoError", "")]
    assert calls(made, ev.VehicleChanged(1, B, C)) == [(1, "Charging", "NoError", "")]


def test_a_station_that_offers_nothing_has_suspended_the_session() -> None:
    made = status(OFFERED, ev.VehicleChanged(1, A, C), ev.SessionChanged(1, "charging"))
    assert calls(made, NOTHING) == [(1, "SuspendedEVSE", "NoError", "")]
    assert calls(made, OFFERED) == [(1, "Charging", "NoError", "")]


def test_the_pause_of_one_session_is_not_that_of_the_next() -> None:
    made = status(OFFERED, ev.VehicleChanged(1, A, C), ev.SessionChanged(1, "charging"), ev.VehicleChanged(1, C, B))
    feed(made, ev.SessionChanged(1, "finished"), ev.SessionChanged(1, "locking"))
    assert calls(made, ev.SessionChanged(1, "charging")) == []
    assert present(made) == "Preparing"


def test_a_registered_station_reports_itself_and_both_connectors() -> None:
    """OCPP 1.6, 4.9: connector 0 is the station."""
    assert calls(status(registered=False), ev.Registered(300)) == [
        (0, "Available", "NoError", ""),
        (1, "Available", "NoError", ""),
        (2, "Available", "NoError", ""),
    ]


def test_it_reports_to_a_backend_that_comes_back_and_not_while_there_is_none() -> None:
    made = status(ev.Unregistered("connection lost"))
    assert calls(made, ev.SessionChanged(2, "finished")) == []
    assert (2, "Finishing", "NoError", "") in calls(made, ev.Registered(300))


def test_what_has_not_changed_is_not_told_again() -> None:
    made = status(ev.SessionChanged(1, "finished"))
    assert calls(made, ev.SessionChanged(1, "finished"), OFFERED) == []


def test_a_change_is_dated_when_it_happens() -> None:
    events = told(feed(status(), ev.SessionChanged(1, "finished"), at_ms=77_000))
    (event,) = (one for one in events if isinstance(one, ev.CallQueued))
    assert event == ev.CallQueued(StatusCall(1, "Finishing", "NoError", "", 77_000))


def test_the_sockets_are_independent() -> None:
    assert calls(status(), ev.SessionChanged(2, "finished")) == [(2, "Finishing", "NoError", "")]


def test_a_fault_that_bars_is_faulted_with_its_code_and_text_and_so_is_its_end() -> None:
    made = status()
    assert calls(made, ev.FaultsChanged(1, (WELDED,), True)) == [(1, "Faulted", "PowerSwitchFailure", WELDED)]
    assert calls(made, ev.FaultsChanged(1, (), False)) == [(1, "Available", "NoError", "Contactor weld resolved")]


def test_a_fault_that_does_not_bar_is_told_with_the_status_as_it_is() -> None:
    told_now = calls(status(), ev.FaultsChanged(1, (LOCKING,), False))
    assert told_now == [(1, "Available", "ConnectorLockFailure", LOCKING)]


def test_each_of_two_faults_is_told_once() -> None:
    made = status()
    feed(made, ev.FaultsChanged(1, (WELDED,), True))
    assert calls(made, ev.FaultsChanged(1, (WELDED, LOCKING), True)) == [
        (1, "Faulted", "ConnectorLockFailure", LOCKING)
    ]
    assert calls(made, ev.FaultsChanged(1, (LOCKING,), False)) == [
        (1, "Available", "NoError", "Contactor weld resolved")
    ]


@pytest.mark.parametrize(
    ("free", "mode", "seen"),
    [
        ("On", "No OCPP", False),
        ("Off", "No OCPP", True),
        ("On", "With OCPP Status Notifications without auth", True),
        ("On", "With OCPP full, any rfid with auth", True),
    ],
)
def test_in_mode_no_ocpp_nobody_sees_whether_the_socket_is_occupied(free: str, mode: str, seen: bool) -> None:
    made = status(free=free, mode=mode)
    assert bool(calls(made, ev.SessionChanged(1, "finished"))) is seen


USB_LOST = "USB link to master lost"
WARM = ev.InformationReported(1, "Controller temperature 62 C")


@pytest.mark.parametrize(
    ("fault", "report", "code"), [(LOCKING, "error", "ConnectorLockFailure"), (USB_LOST, "usb", "OtherError")]
)
def test_a_fault_is_told_where_its_class_is_let_through(fault: str, report: str, code: str) -> None:
    faulty = ev.FaultsChanged(1, (fault,), False)
    assert calls(status(**{report: "On"}), faulty) == [(1, "Available", code, fault)]
    assert calls(status(**{report: "Off"}), faulty, ev.FaultsChanged(1, (), False)) == []


def test_a_class_that_is_switched_off_keeps_no_other_back() -> None:
    both = ev.FaultsChanged(1, (USB_LOST, LOCKING), False)
    assert calls(status(usb="Off"), both) == [(1, "Available", "ConnectorLockFailure", LOCKING)]


def test_out_of_operation_is_told_without_the_error_where_errors_are_not_let_through() -> None:
    made = status(error="Off")
    assert calls(made, ev.FaultsChanged(1, (WELDED,), True)) == [(1, "Faulted", "NoError", "")]
    assert calls(made, ev.MessageTriggered("StatusNotification", 1)) == [(1, "Faulted", "NoError", "")]


def test_information_is_told_with_the_present_status_where_it_is_let_through() -> None:
    assert calls(status(), WARM) == [(1, "Available", "NoError", "Controller temperature 62 C")]
    assert calls(status(informative="Off"), WARM) == []
    assert calls(status(registered=False), WARM) == []


def test_a_session_without_energy_is_suspended_by_the_station_until_it_ends() -> None:
    made = status(ev.SessionChanged(1, "charging"), ev.VehicleChanged(1, B, C), OFFERED)
    assert calls(made, ev.EnergyWithheld(1)) == [(1, "SuspendedEVSE", "NoError", "")]
    assert calls(made, ev.VehicleChanged(1, C, B)) == []
    assert calls(made, ev.SessionChanged(1, "finished")) == [(1, "Finishing", "NoError", "")]
    assert calls(made, ev.SessionChanged(1, "charging"), ev.VehicleChanged(1, B, C))[-1][1] == "Charging"


# -- faults while there is no backend --


def test_a_fault_that_came_and_went_without_a_backend_is_told_with_its_own_dates() -> None:
    made = status(ev.Unregistered("connection lost"))
    feed(made, ev.FaultsChanged(1, (LOCKING,), False), at_ms=5_000)
    feed(made, ev.FaultsChanged(1, (), False), at_ms=9_000)
    sent = [e.call for e in told(feed(made, ev.Registered(300), at_ms=60_000)) if isinstance(e, ev.CallQueued)]
    assert [call for call in sent if isinstance(call, StatusCall) and call.socket == 1] == [
        StatusCall(1, "Available", "ConnectorLockFailure", LOCKING, 5_000),
        StatusCall(1, "Available", "NoError", "Plug locking failed", 9_000),
    ]


def test_what_is_still_wrong_is_told_to_a_backend_that_comes_back() -> None:
    made = status(ev.FaultsChanged(1, (WELDED,), True), ev.Unregistered("connection lost"))
    assert (1, "Faulted", "PowerSwitchFailure", WELDED) in calls(made, ev.Registered(300))


def test_what_was_wrong_before_a_restart_and_is_not_any_more_is_told_as_over_only() -> None:
    made = status(ev.FaultsRestored(1, (WELDED,)), ev.FaultsChanged(1, (), False), registered=False)
    sent = [call for call in calls(made, ev.Registered(300)) if call[0] == 1]
    assert sent == [(1, "Available", "NoError", "Contactor weld resolved")]


def test_the_station_as_a_whole_is_connector_0() -> None:
    lost = "Backend disconnected"
    assert calls(status(), ev.StationFaultsChanged((lost,))) == [(0, "Available", "OtherError", lost)]


def test_the_station_is_told_a_status_that_no_backend_sees() -> None:
    """An energy manager reads it, whatever the mode of free charging is."""
    made = status(registered=False, free="On", mode="No OCPP")
    events = told(feed(made, ev.SessionChanged(1, "finished")))
    assert ev.StatusChanged(1, "Finishing") in events
    assert told(feed(made, ev.SessionChanged(1, "finished"))) == []
