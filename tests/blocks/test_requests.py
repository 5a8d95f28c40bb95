"""Requests of the backend: who gets a remote start, what a remote stop means, what is not supported."""

from __future__ import annotations

from typing import Any

import pytest

from reference_impl.blocks.backend.requests import Requests
from reference_impl.model import effects as fx
from reference_impl.model import events as ev

from .telling import Values, feed, told

MODE = "With OCPP Full, fixed rfid with auth"
SETTINGS = Values({"Free Charging": "Off", "Free Charging Mode": MODE})


def ask(made: Requests, action: str, **payload: Any) -> tuple[str, list[ev.Event]]:
    """The status of the answer, and what is told."""
    effects = feed(made, ev.CallReceived("m", action, payload))
    (answer,) = (effect for effect in effects if isinstance(effect, fx.SendAnswer))
    assert (answer.message_id, answer.action) == ("m", action)
    return answer.payload["status"], told(effects)


def requests(*events: ev.Event) -> Requests:
    made = Requests(SETTINGS, frozenset({"No OCPP"}))
    feed(made, *events)
    return made


def state(socket: int, name: str) -> ev.SessionChanged:
    return ev.SessionChanged(socket, name)


REMOTE_START = [
    # facts, connector asked for, socket that gets it (0: Rejected)
    ([], None, 1),
    ([], 2, 2),
    ([], 3, 0),
    ([state(2, "plugged")], None, 2),
    ([state(1, "charging")], None, 2),
    ([state(1, "charging")], 1, 0),
    ([state(1, "charging"), state(2, "authorised")], None, 0),
    ([state(1, "locking")], 1, 0),
    ([state(1, "finished")], 1, 1),
    ([ev.FaultsChanged(1, ("Contactor welded",), True)], 1, 0),
    ([ev.FaultsChanged(1, ("Contactor welded",), True)], None, 2),
    ([ev.FaultsChanged(1, ("Plug locking failed",), False)], 1, 1),
]


@pytest.mark.parametrize(
    ("values", "connector", "status"),
    [
        ({"Free Charging": "On"}, 1, "Accepted"),
        ({"Free Charging": "On", "Free Charging Mode": "No OCPP"}, 1, "Rejected"),
        ({"Free Charging Mode": "No OCPP"}, 1, "Accepted"),
        ({"NumberOfConnectors": "1"}, 1, "Accepted"),
        ({"NumberOfConnectors": "1"}, 2, "Rejected"),
    ],
)
def test_a_remote_start_needs_a_connector_and_a_transaction(
    values: dict[str, str], connector: int, status: str
) -> None:
    made = Requests(Values({"Free Charging": "Off", "Free Charging Mode": MODE} | values), frozenset({"No OCPP"}))
    assert ask(made, "RemoteStartTransaction", idTag="04A1B2C3", connectorId=connector)[0] == status


@pytest.mark.parametrize(("facts", "connector", "socket"), REMOTE_START)
def test_a_remote_start_goes_to_a_free_socket_with_a_vehicle_first(
    facts: list[ev.Event], connector: int | None, socket: int
) -> None:
    wanted = {} if connector is None else {"connectorId": connector}
    status, events = ask(requests(*facts), "RemoteStartTransaction", idTag="04A1B2C3", **wanted)
    assert status == ("Accepted" if socket else "Rejected")
    assert events == ([ev.RemoteStartRequested(socket, "04A1B2C3")] if socket else [])


def test_a_remote_stop_means_a_transaction_that_runs() -> None:
    made = requests(ev.TransactionNumbered(1, 1_001))
    assert ask(made, "RemoteStopTransaction", transactionId=1_002) == ("Rejected", [])
    assert ask(made, "RemoteStopTransaction", transactionId=1_001) == ("Accepted", [ev.RemoteStopRequested(1_001)])
    feed(made, ev.TransactionNumbered(1, 0))
    assert ask(made, "RemoteStopTransaction", transactionId=1_001) == ("Rejected", [])
    assert ask(made, "RemoteStopTransaction", transactionId=0) == ("Rejected", [])


@pytest.mark.parametrize(("kind", "cause"), [("Soft", "SoftReset"), ("Hard", "HardReset")])
def test_a_reset_is_accepted_and_its_kind_is_the_reason_of_the_sessions_that_it_ends(kind: str, cause: str) -> None:
    assert ask(requests(), "Reset", type=kind) == ("Accepted", [ev.RestartRequested(cause)])


def test_reading_and_writing_keys_is_left_to_the_configuration() -> None:
    made = requests()
    assert feed(made, ev.CallReceived("m", "GetConfiguration", {"key": ["A", "B"]})) == [
        fx.Tell(ev.ConfigurationAsked("m", ("A", "B")))
    ]
    assert feed(made, ev.CallReceived("m", "GetConfiguration", {})) == [fx.Tell(ev.ConfigurationAsked("m", ()))]
    assert feed(made, ev.CallReceived("m", "ChangeConfiguration", {"key": "A", "value": "1"})) == [
        fx.Tell(ev.ConfigurationWritten("m", "A", "1"))
    ]


@pytest.mark.parametrize("action", ["BootNotification", "StartTransaction", "Heartbeat"])
def test_an_action_without_a_row_is_not_supported(action: str) -> None:
    assert feed(requests(), ev.CallReceived("m", action, {})) == [
        fx.SendError("m", "NotSupported", f"{action} is not supported")
    ]
