"""The table of the session machine: complete, without contradiction, and an illegal move changes nothing."""

from __future__ import annotations

import pytest

from reference_impl.blocks.session.session import Session
from reference_impl.blocks.session.states import IGNORED, MOVES, State, next_state
from reference_impl.model import events as ev
from reference_impl.model.errors import IllegalMove
from reference_impl.station.routes import ROUTES

from .telling import Values, feed

NOT_IN_THE_TABLE = {ev.RecordsRestored, ev.Booted, ev.FaultsChanged, ev.AvailabilityChanged, ev.EnergyWithheld,
                    ev.VehicleChanged, ev.CardNamed, ev.PlugInserted}  # fmt: skip
"""Read around the machine: they restore, bar, withhold or name, or the Stop Transaction Mode says what they mean."""
READ = sorted(
    {event for event, readers in ROUTES.items() if "session" in readers} - NOT_IN_THE_TABLE,
    key=lambda kind: kind.__name__,
)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("event", READ, ids=lambda kind: kind.__name__)
def test_every_pair_is_a_move_or_ignored_with_a_reason(state: State, event: type[ev.Event]) -> None:
    pair = (state, event)
    assert (pair in MOVES) != (pair in IGNORED)
    assert pair in MOVES or len(IGNORED[pair].split()) >= 3


def test_the_table_knows_no_event_that_the_session_is_not_told() -> None:
    assert {event for _, event in (*MOVES, *IGNORED)} == set(READ)


def test_every_state_can_be_entered_and_left() -> None:
    assert {state for state, _ in MOVES} == set(State)
    assert set(MOVES.values()) == set(State)


LIFE = [
    # the life of a session, written down once more by hand
    ("idle", ev.VehicleConnected(1), "plugged"),
    ("plugged", ev.VehicleDisconnected(1), "idle"),
    ("authorised", ev.VehicleConnected(1), "locking"),
    ("authorised", ev.ConnectionTimedOut(1), "idle"),
    ("locking", ev.Locked(1), "charging"),
    ("locking", ev.LockFailed(1, closing=True), "plugged"),
    ("charging", ev.StopRequested(1, "Local", "04A1B2C3"), "finished"),
    ("charging", ev.VehicleDisconnected(1), "idle"),
    ("charging", ev.PlugRemoved(1), "idle"),
    ("charging", ev.VehicleAway(1), "away"),
    ("away", ev.VehicleConnected(1), "resuming"),
    ("resuming", ev.Locked(1), "charging"),
    ("away", ev.StopRequested(1, "Local", "04A1B2C3"), "idle"),
    ("away", ev.PlugRemoved(1), "idle"),
    ("charging", ev.SessionHeld(1), "held"),
    ("held", ev.VehicleDisconnected(1), "held"),
    ("held", ev.PlugRemoved(1), "idle"),
    ("finished", ev.VehicleDisconnected(1), "idle"),
    ("charging", ev.Unlocked(1), "charging"),
    ("idle", ev.StopRequested(1, "Local"), "idle"),
    ("authorised", ev.PlugRemoved(1), "authorised"),
    ("finished", ev.ConnectionTimedOut(1), "finished"),
]


@pytest.mark.parametrize(("before", "event", "after"), LIFE)
def test_the_life_of_a_session(before: str, event: ev.Event, after: str) -> None:
    assert next_state(State(before), event) == State(after)


def test_a_pair_in_neither_table_is_an_error_that_says_what_to_do() -> None:
    with pytest.raises(IllegalMove, match="session: Booted in state idle is neither a move nor an ignored pair; add "):
        next_state(State.IDLE, ev.Booted("power"))


def test_an_illegal_move_changes_nothing() -> None:
    settings = Values({"Lock Actuator only if authorized": "On", "Vehicle connection timeout": "45"})
    session = Session(1, settings, dict(MOVES))
    feed(session, ev.VehicleConnected(1))
    before = dict(vars(session))
    with pytest.raises(IllegalMove):
        feed(session, ev.LinkUp())
    assert vars(session) == before
