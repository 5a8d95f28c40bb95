"""The lock actuator: driven, tried again, given up; and a lock that moves by itself."""

from __future__ import annotations

import pytest

from reference_impl.blocks.outlet.lock import Lock
from reference_impl.model import effects as fx
from reference_impl.model import events as ev

from .telling import feed, told

TRY = fx.StartTimer("lock", 1, "try", 2_000)
AGAIN = ev.TimerExpired("lock", 1, "try")


def closed_lock() -> Lock:
    lock = Lock(1)
    feed(lock, ev.LockRequested(1), ev.LockFeedback(1, True))
    return lock


def test_it_is_driven_and_watched() -> None:
    assert feed(Lock(1), ev.LockRequested(1)) == [TRY, fx.DriveLock(1, True)]


def test_its_switch_ends_the_watch() -> None:
    lock = Lock(1)
    feed(lock, ev.LockRequested(1))
    assert feed(lock, ev.LockFeedback(1, True)) == [fx.CancelTimer("lock", 1, "try"), fx.Tell(ev.Locked(1))]


def test_it_is_driven_three_times_and_then_given_up() -> None:
    lock = Lock(1)
    drive = [TRY, fx.DriveLock(1, True)]
    assert feed(lock, ev.LockRequested(1)) == drive
    assert feed(lock, AGAIN) == drive
    assert feed(lock, AGAIN) == drive
    assert feed(lock, AGAIN) == [fx.Tell(ev.LockFailed(1, closing=True))]


def test_a_lock_that_does_not_open_says_so() -> None:
    lock = closed_lock()
    assert told(feed(lock, ev.UnlockRequested(1), AGAIN, AGAIN, AGAIN)) == [ev.LockFailed(1, closing=False)]


def test_a_lock_that_was_called_back_before_it_moved_is_open_and_no_fault() -> None:
    lock = Lock(1)
    feed(lock, ev.LockRequested(1))
    assert told(feed(lock, ev.UnlockRequested(1), AGAIN, AGAIN, AGAIN)) == [ev.Unlocked(1)]


def test_it_is_tried_afresh_after_it_was_given_up() -> None:
    lock = Lock(1)
    feed(lock, ev.LockRequested(1), AGAIN, AGAIN, AGAIN)
    drive = [TRY, fx.DriveLock(1, True)]
    assert feed(lock, ev.LockRequested(1), AGAIN, AGAIN) == drive * 3


def test_a_lock_that_is_where_it_should_be_is_not_driven() -> None:
    assert feed(closed_lock(), ev.LockRequested(1)) == [fx.Tell(ev.Locked(1))]
    assert feed(Lock(1), ev.UnlockRequested(1)) == [fx.Tell(ev.Unlocked(1))]


def test_it_turns_round_when_it_is_asked_to() -> None:
    lock = Lock(1)
    feed(lock, ev.LockRequested(1))
    assert feed(lock, ev.UnlockRequested(1)) == [TRY, fx.DriveLock(1, False)]
    assert told(feed(lock, ev.LockFeedback(1, True))) == []
    assert told(feed(lock, ev.LockFeedback(1, False))) == [ev.Unlocked(1)]


def test_a_lock_that_springs_open_is_reported() -> None:
    assert feed(closed_lock(), ev.LockFeedback(1, False)) == [fx.Tell(ev.LockLost(1))]


def test_a_lock_that_opens_where_it_was_not_to_be_closed_is_reported_as_open() -> None:
    assert told(feed(Lock(1), ev.LockFeedback(1, True), ev.LockFeedback(1, False))) == [ev.Locked(1), ev.Unlocked(1)]


def test_a_lock_that_comes_after_it_was_given_up_is_reported() -> None:
    lock = Lock(1)
    feed(lock, ev.LockRequested(1), AGAIN, AGAIN, AGAIN)
    assert feed(lock, ev.LockFeedback(1, True)) == [fx.Tell(ev.Locked(1))]


@pytest.mark.parametrize("closed", [True, False])
def test_a_switch_that_repeats_itself_tells_nothing(closed: bool) -> None:
    lock = closed_lock() if closed else Lock(1)
    assert feed(lock, ev.LockFeedback(1, closed)) == []


def test_a_plug_is_not_let_go_before_the_contactor_reports_open() -> None:
    lock = Lock(1)
    feed(lock, ev.LockRequested(1), ev.LockFeedback(1, closed=True), ev.ContactorMoved(1, closed=True))
    assert feed(lock, ev.UnlockRequested(1)) == []
    assert fx.DriveLock(1, closed=False) in feed(lock, ev.ContactorMoved(1, closed=False))


def test_who_is_locked_in_again_meanwhile_is_not_let_go() -> None:
    lock = Lock(1)
    feed(lock, ev.LockRequested(1), ev.LockFeedback(1, closed=True), ev.ContactorMoved(1, closed=True))
    feed(lock, ev.UnlockRequested(1), ev.LockRequested(1))
    assert feed(lock, ev.ContactorMoved(1, closed=False)) == []
