"""Charging profiles at work: what is told to the sockets, when, what is written, and what the backend is answered."""

from __future__ import annotations

from typing import Any

import pytest

from reference_impl.blocks.limits.smart import SmartCharging, limits_of
from reference_impl.model import effects as fx
from reference_impl.model import events as ev
from reference_impl.model.charging_profiles import ChargingProfile, Purpose, RateUnit, TransactionInfo
from reference_impl.model.grants import Grant, Source
from reference_impl.model.quantities import Current

from .profile_examples import ampere, at, profile
from .telling import Values, asked, feed, told

EIGHT = at("08:00:00")
CARD = Grant(Source.BACKEND, "0a0e9b83", "0a0e9b83")
UNTOLD = Grant(Source.FREE, "", "", transaction=False)
RELATIVE: dict[str, Any] = {"chargingProfileKind": "Relative", "schedule": {}}


def smart(**values: str) -> SmartCharging:
    """A station whose clock shows eight at 0 ms."""
    block = SmartCharging(Values(values))
    feed(block, ev.RecordsRestored({}), ev.ClockSet(EIGHT))
    return block


def limits(effects: list[fx.Effect]) -> list[tuple[int, Current | None]]:
    return [(event.socket, event.limit) for event in told(effects) if isinstance(event, ev.ProfileLimited)]


def answers(effects: list[fx.Effect]) -> list[str]:
    return [effect.payload["status"] for effect in effects if isinstance(effect, fx.SendAnswer)]


def timer(effects: list[fx.Effect]) -> int | None:
    (after_ms,) = [effect.after_ms for effect in effects if isinstance(effect, fx.StartTimer)] or [None]
    return after_ms


def put(block: SmartCharging, made: ChargingProfile, connector: int = 1, at_ms: int = 0) -> list[fx.Effect]:
    return feed(block, ev.ProfileSent("m", connector, made), at_ms=at_ms)


def session(socket: int = 1, grant: Grant = CARD) -> list[ev.Event]:
    return [ev.SessionChanged(socket, "charging"), ev.SessionStarted(socket, grant)]


def records(effects: list[fx.Effect]) -> list[Any]:
    return [effect.value for effect in effects if isinstance(effect, fx.Persist)]


# ---------------------------------------------------------------- what is told, and when


def test_a_profile_is_written_then_answered_then_obeyed() -> None:
    effects = put(smart(), profile())
    assert [type(effect) for effect in effects] == [fx.Persist, fx.SendAnswer, fx.Tell]
    assert answers(effects) == ["Accepted"]
    assert limits(effects) == [(1, ampere(16))]


def test_nothing_is_told_twice_and_nothing_written_twice() -> None:
    block = smart()
    put(block, profile())
    assert put(block, profile()) == [fx.SendAnswer("m", "SetChargingProfile", {"status": "Accepted"})]


def test_the_timer_is_set_for_the_next_change() -> None:
    block = smart()
    assert timer(put(block, profile(limits={0: 16, 8 * 3600 + 60: 10}))) == 60_000
    due = feed(block, ev.TimerExpired("smart", 0, "change"), at_ms=60_000)
    assert limits(due) == [(1, ampere(10))]
    assert timer(due) is None


@pytest.mark.parametrize("far_s", [10**9, 10**400])
def test_a_change_that_is_too_far_for_a_timer_is_looked_for_again(far_s: int) -> None:
    block = smart()
    assert timer(put(block, profile(limits={0: 16, far_s: 10}))) == 7 * 86_400_000
    again = feed(block, ev.TimerExpired("smart", 0, "change"), at_ms=7 * 86_400_000)
    assert limits(again) == []
    assert timer(again) == 7 * 86_400_000


def test_the_timer_goes_with_the_profile() -> None:
    block = smart()
    put(block, profile(limits={0: 16, 8 * 3600 + 60: 10}))
    cleared = feed(block, ev.ProfilesCleared("m", 1, None, None, None))
    assert fx.CancelTimer("smart", 0, "change") in cleared
    assert limits(cleared) == [(1, None)]


def test_a_clock_that_is_set_moves_absolute_schedules_and_leaves_relative_ones() -> None:
    block = smart()
    feed(block, *session())
    put(block, profile("TxProfile", {0: 10, 600: 16}, **RELATIVE))
    assert limits(feed(block, ev.ClockSet(EIGHT + 3_600_000), at_ms=1_000)) == []
    put(block, profile("TxProfile", {0: 8, 10 * 3600: 12}), at_ms=1_000)
    assert limits(feed(block, ev.ClockSet(EIGHT + 2 * 3_600_000), at_ms=2_000)) == [(1, ampere(12))]


def test_a_relative_schedule_that_no_session_has_begun_needs_no_timer() -> None:
    assert timer(put(smart(), profile("TxDefaultProfile", {0: 10, 60: 16}, **RELATIVE))) is None


def test_a_session_begins_with_the_limit_that_its_socket_was_told_before() -> None:
    block = smart()
    assert limits(put(block, profile("TxDefaultProfile", {0: 10, 60: 16}, **RELATIVE))) == [(1, ampere(10))]
    started = feed(block, *session(), at_ms=5_000)
    assert limits(started) == []
    assert timer(started) == 60_000


# ---------------------------------------------------------------- the station's limit


def test_who_gets_less_is_told_before_who_gets_more() -> None:
    block = smart()
    feed(block, *session(1), *session(2))
    put(block, profile("ChargePointMaxProfile", {0: 20}), 0)
    changed = limits(feed(block, ev.OwnLimitChanged(1, Current.of_a(6))))
    assert changed == [(1, ampere(6)), (2, ampere(14))]
    assert limits(feed(block, ev.OwnLimitChanged(1, Current.of_a(32)))) == [(2, ampere(10)), (1, ampere(10))]


def test_a_socket_without_a_session_takes_no_share() -> None:
    block = smart()
    feed(block, *session(1))
    assert limits(put(block, profile("ChargePointMaxProfile", {0: 20}), 0)) == [(1, ampere(20)), (2, ampere(10))]
    assert limits(feed(block, *session(2))) == [(1, ampere(10))]
    assert limits(feed(block, ev.SessionEnded(2, "Local", "", CARD))) == [(1, ampere(20))]


def test_who_came_first_goes_on_when_there_is_too_little_for_two() -> None:
    block = smart()
    feed(block, *session(2))
    feed(block, *session(1), at_ms=1_000)
    assert dict(limits(put(block, profile("ChargePointMaxProfile", {0: 11}), 0))) == {1: ampere(0), 2: ampere(11)}


# ---------------------------------------------------------------- transactions


def test_a_tx_profile_counts_until_its_session_ends() -> None:
    block = smart()
    feed(block, *session(), ev.TransactionNumbered(1, 42))
    assert answers(put(block, profile("TxProfile", transactionId=43))) == ["Rejected"]
    assert limits(put(block, profile("TxProfile", transactionId=42))) == [(1, ampere(16))]
    assert limits(feed(block, ev.SessionEnded(1, "Local", "", CARD), ev.TransactionNumbered(1, 0))) == [(1, None)]


def test_a_session_of_which_the_backend_is_told_nothing_has_no_tx_profile_but_the_default() -> None:
    block = smart()
    feed(block, *session(grant=UNTOLD))
    assert answers(put(block, profile("TxProfile"))) == ["Rejected"]
    assert limits(put(block, profile("TxDefaultProfile"))) == [(1, ampere(16))]


def test_a_session_that_was_cut_short_goes_on_with_its_profile_from_its_begin() -> None:
    block = smart()
    effects = feed(block, *session(), ev.TransactionNumbered(1, 42))
    effects += put(block, profile("TxProfile", {0: 10, 600: 16}, transactionId=42, **RELATIVE))
    booted = SmartCharging(Values({}))
    feed(booted, ev.RecordsRestored({"profiles": records(effects)[-1]}), at_ms=700_000)
    assert limits(feed(booted, ev.ClockSet(EIGHT), at_ms=700_000)) == [(1, ampere(16))]
    assert limits(feed(booted, *session(), ev.TransactionNumbered(1, 42), at_ms=701_000)) == []


def test_a_session_that_was_cut_short_and_has_ended_takes_its_profile_with_it() -> None:
    block = smart()
    effects = feed(block, *session()) + put(block, profile("TxProfile"))
    booted = SmartCharging(Values({}))
    feed(booted, ev.RecordsRestored({"profiles": records(effects)[-1]}), ev.ClockSet(EIGHT))
    ended = feed(booted, ev.SessionEnded(1, "PowerLoss", "", CARD))
    assert limits(ended) == [(1, None)]
    assert records(ended) == [{"installed": [], "running": {}}]


# ---------------------------------------------------------------- remote starts


def start(block: SmartCharging, made: ChargingProfile) -> list[fx.Effect]:
    return feed(block, ev.StartProfileSent("m", 1, "0a0e9b83", made))


def test_the_profile_of_a_remote_start_counts_before_its_session_begins() -> None:
    block = smart()
    effects = start(block, profile("TxProfile"))
    assert answers(effects) == ["Accepted"]
    assert told(effects)[0] == ev.RemoteStartRequested(1, "0a0e9b83")
    assert limits(effects) == [(1, ampere(16))]
    assert limits(feed(block, *session())) == []
    assert limits(feed(block, ev.SessionEnded(1, "Local", "", CARD))) == [(1, None)]


@pytest.mark.parametrize("made", [profile("TxDefaultProfile"), profile("TxProfile", transactionId=42)])
def test_a_remote_start_with_a_profile_that_does_not_do_starts_nothing(made: ChargingProfile) -> None:
    effects = start(smart(), made)
    assert (answers(effects), told(effects)) == (["Rejected"], [])


@pytest.mark.parametrize("events", [
    [ev.Refused(1)],
    [ev.SessionChanged(1, "authorised"), ev.SessionChanged(1, "idle")],
    [ev.SessionChanged(1, "authorised"), ev.SessionChanged(1, "locking"), ev.SessionChanged(1, "plugged")],
    session(grant=Grant(Source.BACKEND, "c0ffee01", "c0ffee01"))])  # fmt: skip
def test_the_profile_of_a_remote_start_that_came_to_nothing_is_gone(events: list[ev.Event]) -> None:
    block = smart()
    start(block, profile("TxProfile"))
    assert limits(feed(block, *events)) == [(1, None)]


def test_another_card_that_is_refused_leaves_the_remote_start_alone() -> None:
    block = smart()
    start(block, profile("TxProfile"))
    assert limits(feed(block, ev.SessionChanged(1, "authorised"), ev.Refused(1), *session())) == []


# ---------------------------------------------------------------- the composite schedule


def composite(block: SmartCharging, connector: int = 1, duration_s: int = 60, unit: str = "") -> dict[str, Any]:
    (effect,) = asked(feed(block, ev.CompositeAsked("m", connector, duration_s, unit)))
    assert isinstance(effect, fx.SendAnswer)
    return effect.payload


def test_without_profiles_the_composite_schedule_is_what_the_socket_can_offer() -> None:
    block = smart()
    feed(block, ev.OwnLimitChanged(1, Current.of_a(13)))
    assert composite(block) == {
        "status": "Accepted",
        "connectorId": 1,
        "scheduleStart": EIGHT,
        "chargingSchedule": {
            "chargingRateUnit": "A",
            "chargingSchedulePeriod": [{"startPeriod": 0, "limit": 13, "numberPhases": 3}],
            "startSchedule": EIGHT,
            "duration": 60,
        },
    }
    assert composite(block, 0)["chargingSchedule"]["chargingSchedulePeriod"][0]["limit"] == 45


@pytest.mark.parametrize(("connector", "duration_s", "unit"), [(3, 60, ""), (-1, 60, ""), (1, -1, ""), (1, 10**9, "")])
def test_a_composite_schedule_that_cannot_be_made_is_rejected(connector: int, duration_s: int, unit: str) -> None:
    assert composite(smart(), connector, duration_s, unit) == {"status": "Rejected"}


def test_a_station_without_watts_says_so() -> None:
    block = smart(ChargingScheduleAllowedChargingRateUnit="Current")
    assert composite(block, unit="W") == {"status": "Rejected"}
    assert answers(put(block, profile(unit="W"))) == ["NotSupported"]


def test_the_share_of_the_other_changes_in_the_composite_schedule_when_it_pauses() -> None:
    block = smart()
    feed(block, *session(1), *session(2))
    put(block, profile("ChargePointMaxProfile", {0: 20}), 0)
    put(block, profile("TxDefaultProfile", {0: 32, 8 * 3600 + 30: 0}, chargingProfileId=2), 2)
    periods = composite(block)["chargingSchedule"]["chargingSchedulePeriod"]
    assert [(row["startPeriod"], row["limit"]) for row in periods] == [(0, 10), (30, 20)]


# ---------------------------------------------------------------- keys


def test_what_the_book_holds_is_what_the_keys_say() -> None:
    held = limits_of(Values({"ChargeProfileMaxStackLevel": "3", "ChargingScheduleMaxPeriods": "5"}))
    assert (held.max_stack_level, held.max_periods, held.max_installed) == (3, 5, 10)
    assert held.units == frozenset(RateUnit)


def test_a_transaction_is_known_by_its_number_only_while_it_runs() -> None:
    block = smart()
    feed(block, *session(), ev.TransactionNumbered(1, 42))
    assert dict(block._transactions()) == {1: TransactionInfo(42, EIGHT)}
    cleared = feed(block, ev.ProfilesCleared("m", None, None, Purpose.TX, None))
    assert answers(cleared) == ["Unknown"]
