"""Faults of a socket: raised and cleared by what happens, told as they stand, barring when their row says so."""

from __future__ import annotations

import pytest

from reference_impl.blocks.signals.faults import FAULTS
from reference_impl.blocks.signals.supervisor import Supervisor
from reference_impl.codecs.ocpp_names_types import ERROR_CODE
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
