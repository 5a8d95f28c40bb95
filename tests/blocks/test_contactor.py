"""The contactor: closed while everything holds that must hold, and watched when it is to open."""

from __future__ import annotations

import pytest

from reference_impl.blocks.outlet.contactor import Contactor
from reference_impl.model import effects as fx
from reference_impl.model import events as ev
from reference_impl.model.electrical import PilotState
from reference_impl.model.quantities import Current

from .telling import asked, feed, told

B, C = PilotState.B, PilotState.C
CONDITIONS: list[tuple[ev.Event, ev.Event]] = [
    # holds, and does not hold any more
    (ev.EnergyAllowed(1), ev.EnergyBarred(1)),
    (ev.VehicleChanged(1, B, C), ev.VehicleChanged(1, C, B)),
    (ev.Locked(1), ev.Unlocked(1)),
    (ev.OfferChanged(1, Current(160), "cable"), ev.OfferChanged(1, Current(0), "no plug")),
]
HOLD = [holds for holds, _ in CONDITIONS]
CLOSE = fx.DriveContactor(1, True)
OPEN = fx.DriveContactor(1, False)
WATCH = fx.StartTimer("contactor", 1, "weld", 1_000)
LATE = ev.TimerExpired("contactor", 1, "weld")


def closed_contactor() -> Contactor:
    contactor = Contactor(1)
    feed(contactor, *HOLD, ev.ContactorFeedback(1, True))
    return contactor


@pytest.mark.parametrize("last", range(4))
def test_it_closes_with_the_last_condition_and_not_before(last: int) -> None:
    contactor = Contactor(1)
    assert feed(contactor, *(event for place, event in enumerate(HOLD) if place != last)) == []
    assert CLOSE in feed(contactor, HOLD[last])


@pytest.mark.parametrize("missing", [drop for _, drop in CONDITIONS], ids=lambda event: type(event).__name__)
def test_it_opens_as_soon_as_one_condition_is_gone_and_is_watched(missing: ev.Event) -> None:
    assert feed(closed_contactor(), missing) == [WATCH, OPEN]


@pytest.mark.parametrize(("holds", "drop"), CONDITIONS, ids=lambda event: type(event).__name__)
def test_it_closes_again_when_the_condition_is_back(holds: ev.Event, drop: ev.Event) -> None:
    contactor = closed_contactor()
    feed(contactor, drop, ev.ContactorFeedback(1, False))
    assert CLOSE in feed(contactor, holds)


@pytest.mark.parametrize(("state", "closes"), [(PilotState.D, True), (PilotState.E, False), (PilotState.F, False)])
def test_a_vehicle_is_ready_in_states_c_and_d_only(state: PilotState, closes: bool) -> None:
    contactor = Contactor(1)
    assert (CLOSE in feed(contactor, HOLD[0], *HOLD[2:], ev.VehicleChanged(1, B, state))) is closes


def test_it_is_not_driven_twice_the_same_way() -> None:
    assert asked(feed(closed_contactor(), *HOLD)) == []


def test_its_mirror_contact_is_told_when_it_changes() -> None:
    contactor = Contactor(1)
    feed(contactor, *HOLD)
    assert told(feed(contactor, ev.ContactorFeedback(1, True))) == [ev.ContactorMoved(1, True)]
    assert told(feed(contactor, ev.ContactorFeedback(1, True))) == []


def test_a_contactor_that_stays_closed_for_a_second_is_welded() -> None:
    contactor = closed_contactor()
    feed(contactor, ev.EnergyBarred(1), ev.ContactorFeedback(1, True))
    assert told(feed(contactor, LATE)) == [ev.FaultRaised(1, "Contactor welded")]


def test_a_weld_that_breaks_is_a_fault_no_more() -> None:
    contactor = closed_contactor()
    feed(contactor, ev.EnergyBarred(1), LATE)
    assert told(feed(contactor, ev.ContactorFeedback(1, False))) == [
        ev.FaultCleared(1, "Contactor welded"),
        ev.ContactorMoved(1, False),
    ]


def test_a_contactor_that_opens_in_time_is_not_watched_any_more() -> None:
    contactor = closed_contactor()
    feed(contactor, ev.EnergyBarred(1))
    effects = feed(contactor, ev.ContactorFeedback(1, False))
    assert fx.CancelTimer("contactor", 1, "weld") in effects
    assert told(effects) == [ev.ContactorMoved(1, False)]


def test_a_contactor_found_closed_after_a_boot_is_watched() -> None:
    contactor = Contactor(1)
    assert WATCH in feed(contactor, ev.ContactorFeedback(1, True))
    assert told(feed(contactor, LATE)) == [ev.FaultRaised(1, "Contactor welded")]


def test_a_contactor_that_never_closed_is_not_welded() -> None:
    """Its mirror contact has nothing to report when it is told to open: it is open, as it was."""
    contactor = Contactor(1)
    feed(contactor, *HOLD, ev.EnergyBarred(1))
    assert told(feed(contactor, LATE)) == []
