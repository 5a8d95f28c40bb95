"""Which charging profile governs when, and the composite schedule: examples.

Expected values are worked out by hand from OCPP 1.6 edition 2; its paragraph, or the public certification case,
stands at each test.
"""

from __future__ import annotations

from typing import Any

import pytest

from reference_impl.blocks.limits.schedules import (
    MAX_COMPOSITE_S,
    composite_schedule,
    governing,
    limit_at,
    whole_seconds,
)
from reference_impl.codecs.ocpp_payloads import timestamp_text
from reference_impl.model.charging_profiles import (
    Installed,
    Limit,
    Period,
    RateUnit,
    Schedule,
    TransactionInfo,
    schedule_payload,
)
from reference_impl.model.quantities import Current

from .profile_examples import RUNNING, A, W, ampere, at, now_limit, profile

# ---------------------------------------------------------------- one schedule in time: 7.9, 7.10, 7.13, 5.16.4


@pytest.mark.parametrize(("moment", "expected", "next_change"), [
    ("07:59:59.999", None, "08:00:00"),
    ("08:00:00", 10, "09:00:00"),
    ("08:59:59.999", 10, "09:00:00"),
    ("09:00:00", 20, "10:00:00"),
    ("10:00:00", None, None)])
def test_7_13_an_absolute_schedule_begins_steps_and_ends(
    moment: str, expected: int | None, next_change: str | None
) -> None:
    steps = profile(limits={0: 10, 3600: 20}, schedule={"startSchedule": "2026-01-05T08:00:00Z", "duration": 7200})
    found = limit_at([Installed(1, steps)], 1, at(moment), None)
    assert found == (ampere(expected), None if next_change is None else at(next_change))


def test_5_16_4_the_last_period_lasts_without_a_duration() -> None:
    endless = profile(limits={0: 10, 60: 20})
    assert limit_at([Installed(1, endless)], 1, at("00:01:00", day=31), None) == (Current.of_a(20), None)


def test_5_16_4_periods_beyond_the_duration_are_not_executed() -> None:
    short = profile(limits={0: 10, 3600: 20}, schedule={"startSchedule": "2026-01-05T00:00:00Z", "duration": 1800})
    assert now_limit([Installed(1, short)], at("00:29:59")) == Current.of_a(10)
    assert now_limit([Installed(1, short)], at("01:30:00")) is None


@pytest.mark.parametrize(("clock", "day", "expected"), [
    ("23:00:00", 4, None),  # not before the first
    ("22:59:59", 5, None),
    ("23:00:00", 5, 16),
    ("02:00:00", 6, 8),     # across midnight
    ("06:59:59", 6, 8),
    ("07:00:00", 6, None),  # over for this day
    ("23:30:00", 6, 16),
    ("01:59:59", 31, 16),
    ("02:00:00", 31, 8)])
def test_7_10_a_daily_schedule_starts_again_at_the_same_time(clock: str, day: int, expected: int | None) -> None:
    night = profile(limits={0: 16, 10_800: 8}, chargingProfileKind="Recurring", recurrencyKind="Daily",
                    schedule={"startSchedule": "2026-01-05T23:00:00Z", "duration": 8 * 3600})
    assert now_limit([Installed(0, night)], at(clock, day)) == ampere(expected)


@pytest.mark.parametrize(("clock", "day", "expected"), [
    ("22:00:00", 11, 10), ("00:30:00", 12, 10), ("02:00:00", 12, None), ("22:00:00", 12, None),
    ("21:59:59", 18, None), ("22:00:00", 18, 10), ("01:59:59", 19, 10)])
def test_7_10_a_weekly_schedule_starts_again_on_the_same_weekday(clock: str, day: int, expected: int | None) -> None:
    sunday = profile(limits={0: 10}, chargingProfileKind="Recurring", recurrencyKind="Weekly",
                     schedule={"startSchedule": "2026-01-04T22:00:00Z", "duration": 4 * 3600})
    assert now_limit([Installed(0, sunday)], at(clock, day)) == ampere(expected)


def test_5_16_4_what_a_recurring_schedule_holds_beyond_its_recurrence_is_not_executed() -> None:
    long = profile(limits={0: 10, 80_000: 20, 90_000: 30}, chargingProfileKind="Recurring", recurrencyKind="Daily",
                   schedule={"startSchedule": "2026-01-05T00:00:00Z", "duration": 100_000})
    installed = [Installed(1, long)]
    assert now_limit(installed, at("23:00:00")) == Current.of_a(20)
    assert limit_at(installed, 1, at("01:00:00", day=6), None) == (Current.of_a(10), at("22:13:20", day=6))
    assert now_limit(installed, at("23:59:59", day=6)) == Current.of_a(20)


@pytest.mark.parametrize("kind", ["Relative", "Absolute"])
def test_7_9_without_a_start_a_schedule_counts_from_the_start_of_the_transaction(kind: str) -> None:
    relative = profile(limits={0: 16, 1800: 8}, chargingProfileKind=kind, schedule={"duration": 3600})
    installed = [Installed(1, relative)]
    assert limit_at(installed, 1, at("08:00:00"), None) == (None, None)
    assert limit_at(installed, 1, at("08:00:00"), RUNNING) == (Current.of_a(16), at("08:30:00"))
    assert limit_at(installed, 1, at("08:30:00"), RUNNING) == (Current.of_a(8), at("09:00:00"))
    assert limit_at(installed, 1, at("09:00:00"), RUNNING) == (None, None)


@pytest.mark.parametrize("length", [{"duration": 8 * 3600}, {}])
def test_7_10_the_next_start_of_a_recurring_schedule_is_a_change(length: dict[str, int]) -> None:
    night = profile(limits={0: 16, 10_800: 8}, chargingProfileKind="Recurring", recurrencyKind="Daily",
                    schedule={"startSchedule": "2026-01-05T23:00:00Z"} | length)
    assert limit_at([Installed(0, night)], 1, at("12:00:00", day=7), None).next_change_ms == at("23:00:00", day=7)


def test_7_13_a_station_profile_does_not_count_from_the_start_of_a_transaction() -> None:
    assert now_limit([Installed(0, profile("ChargePointMaxProfile", schedule={}))], at("12:00:00"), tx=RUNNING) is None


def test_7_8_a_profile_has_a_value_from_valid_from_until_just_before_valid_to() -> None:
    bounded = profile(validFrom="2026-01-05T10:00:00Z", validTo="2026-01-05T11:00:00+00:00")
    values = [limit_at([Installed(1, bounded)], 1, at(clock), None)
              for clock in ("09:59:59.999", "10:00:00", "10:59:59.999", "11:00:00")]
    sixteen = Current.of_a(16)
    assert values == [
        (None, at("10:00:00")), (sixteen, at("11:00:00")), (sixteen, at("11:00:00")), (None, None)]


# ---------------------------------------------------------------- which profile governs: 3.13.1, 3.13.2


def test_3_13_1_a_default_for_connector_0_limits_every_socket_and_one_for_a_socket_only_that_one() -> None:
    common, own = Installed(0, profile(limits={0: 20})), Installed(2, profile(limits={0: 25}, chargingProfileId=2))
    assert [now_limit([common, own], at("12:00:00"), socket) for socket in (0, 1, 2)] == [
        None, Current.of_a(20), Current.of_a(25)]


def test_3_13_1_the_connectors_own_default_governs_whatever_the_stack_level_of_the_common_one() -> None:
    common = Installed(0, profile(limits={0: 20}, stackLevel=5))
    own = Installed(1, profile(limits={0: 25}, stackLevel=0, chargingProfileId=2, validTo="2026-01-05T13:00:00Z"))
    assert now_limit([common, own], at("12:00:00")) == Current.of_a(25)
    assert now_limit([common, own], at("13:00:00")) == Current.of_a(20)  # its own says nothing any more


def test_tc_057_a_tx_profile_overrules_the_default_while_its_transaction_runs() -> None:
    installed = [Installed(1, profile(limits={0: 10}, stackLevel=9)),
                 Installed(1, profile("TxProfile", {0: 20}, transactionId=42, chargingProfileId=2))]
    assert now_limit(installed, at("12:00:00"), tx=RUNNING) == Current.of_a(20)
    assert now_limit(installed, at("12:00:00"), tx=None) == Current.of_a(10)
    assert now_limit(installed, at("12:00:00"), tx=TransactionInfo(43, 0)) == Current.of_a(10)
    assert now_limit(installed, at("12:00:00"), tx=TransactionInfo(None, 0)) == Current.of_a(20)  # not numbered yet
    assert now_limit(installed, at("12:00:00"), socket=2, tx=RUNNING) is None
    assert now_limit([Installed(0, installed[1].profile)], at("12:00:00"), tx=RUNNING) is None  # never for all sockets


def test_tc_082_a_default_that_comes_during_a_transaction_limits_it_at_once_unless_it_has_a_tx_profile() -> None:
    default, own = Installed(0, profile(limits={0: 10})), Installed(1, profile("TxProfile", {0: 20}, stackLevel=1))
    assert now_limit([default], at("12:00:00"), tx=RUNNING) == Current.of_a(10)
    assert now_limit([default, own], at("12:00:00"), tx=RUNNING) == Current.of_a(20)


def test_tc_072_the_highest_stack_level_governs_and_uncovers_the_next_when_it_is_over() -> None:
    window = {"startSchedule": "2026-01-05T10:00:00Z", "duration": 3600}
    installed = [Installed(1, profile(limits={0: 16})),
                 Installed(1, profile(limits={0: 8}, stackLevel=2, schedule=window, chargingProfileId=2)),
                 Installed(1, profile(limits={0: 12}, stackLevel=1, chargingProfileId=3,
                                      validTo="2026-01-05T10:30:00Z"))]
    assert [now_limit(installed, at(clock)) for clock in ("09:00:00", "10:00:00", "10:45:00", "11:00:00")] == [
        Current.of_a(amperes) for amperes in (12, 8, 8, 16)]


def test_3_13_2_a_higher_level_may_also_allow_more() -> None:
    installed = [Installed(1, profile(limits={0: 8})),
                 Installed(1, profile(limits={0: 30}, stackLevel=1, chargingProfileId=2))]
    assert now_limit(installed, at("12:00:00")) == Current.of_a(30)


def test_3_13_1_a_tx_profile_that_is_over_gives_way_to_the_default() -> None:
    first_hour = profile("TxProfile", {0: 20}, chargingProfileKind="Relative", schedule={"duration": 3600})
    installed = [Installed(1, first_hour), Installed(1, profile(limits={0: 10}, chargingProfileId=2))]
    assert limit_at(installed, 1, at("08:30:00"), RUNNING) == (Current.of_a(20), at("09:00:00"))
    assert now_limit(installed, at("09:00:00"), tx=RUNNING) == Current.of_a(10)


def test_3_13_3_the_smaller_of_the_sockets_and_the_stations_profile_counts() -> None:
    station = Installed(0, profile("ChargePointMaxProfile", {0: 12, 43_200: 24}, chargingProfileId=2))
    own = Installed(1, profile(limits={0: 16}))
    assert now_limit([station, own], at("11:00:00")) == Current.of_a(12)
    assert now_limit([station, own], at("13:00:00")) == Current.of_a(16)
    assert now_limit([station, own], at("13:00:00"), socket=0) == Current.of_a(24)
    assert now_limit([station, own], at("13:00:00"), socket=2) == Current.of_a(24)


def test_3_13_2_the_highest_stack_level_counts_for_the_station_too() -> None:
    installed = [Installed(0, profile("ChargePointMaxProfile", {0: 12})),
                 Installed(0, profile("ChargePointMaxProfile", {0: 20}, stackLevel=1, chargingProfileId=2))]
    assert now_limit(installed, at("12:00:00")) == Current.of_a(20)


def test_3_13_3_watts_and_amperes_are_compared_as_amperes() -> None:
    station = Installed(0, profile("ChargePointMaxProfile", {0: 11_040}, unit="W", chargingProfileId=2))
    assert now_limit([station, Installed(1, profile(limits={0: 16.1}))], at("12:00:00")) == Current.of_a(16)
    assert now_limit([station, Installed(1, profile(limits={0: 15.9}))], at("12:00:00")) == Current(159)


def test_3_13_nothing_installed_is_no_limit() -> None:
    assert limit_at([], 1, at("12:00:00"), RUNNING) == (None, None)
    assert governing([], 1, at("12:00:00"), RUNNING) is None


# ---------------------------------------------------------------- the composite schedule: 5.7


def composite(installed: list[Installed], clock: str, duration_s: int, unit: RateUnit = A, **more: Any) -> Any:
    start, tx = at(clock), more.get("tx")
    periods = composite_schedule(installed, more.get("socket", 1), start, duration_s, unit, tx, Current.of_a(32))
    return [(period.start_ms // 1000, period.limit.tenths, period.limit.phases) for period in periods]


def test_tc_066_the_composite_schedule_merges_all_purposes_and_the_stations_own_limit() -> None:
    installed = [
        Installed(0, profile("ChargePointMaxProfile", {0: 40, 36_600: 10}, chargingProfileId=3)),
        Installed(0, profile(limits={0: 25}, chargingProfileId=2)),
        Installed(1, profile("TxProfile", {0: 16, 300: 40}, schedule={
            "startSchedule": "2026-01-05T10:00:00Z", "duration": 900}))]
    assert composite(installed, "09:59:00", 1000, tx=RUNNING) == [
        (0, 250, 3), (60, 160, 3), (360, 320, 3), (660, 100, 3)]
    assert composite(installed, "09:59:00", 100) == [(0, 250, 3)]  # no transaction, no TxProfile
    assert composite(installed, "09:59:00", 1000, socket=0) == [(0, 320, 3), (660, 100, 3)]


def test_5_7_a_recurring_schedule_is_shown_again_each_day() -> None:
    night = profile(limits={0: 16, 10_800: 8}, chargingProfileKind="Recurring", recurrencyKind="Daily",
                    schedule={"startSchedule": "2026-01-05T23:00:00Z", "duration": 8 * 3600})
    hour = 3600
    assert composite([Installed(0, night)], "12:00:00", 48 * hour) == [
        (0, 320, 3), (11 * hour, 160, 3), (14 * hour, 80, 3), (19 * hour, 320, 3),
        (35 * hour, 160, 3), (38 * hour, 80, 3), (43 * hour, 320, 3)]


def test_5_7_equal_neighbours_are_one_period() -> None:
    assert composite([Installed(1, profile(limits={0: 16, 60: 16.0, 120: 8, 180: 8}))], "00:00:00", 600) == [
        (0, 160, 3), (120, 80, 3)]


@pytest.mark.parametrize("duration_s", [0, 1, MAX_COMPOSITE_S])
def test_5_7_without_profiles_there_is_one_period_with_the_stations_limit(duration_s: int) -> None:
    assert composite([], "00:00:00", duration_s) == [(0, 320, 3)]


def test_5_7_a_duration_of_0_s_gives_the_present_limit() -> None:
    assert composite([Installed(1, profile(limits={0: 10}))], "12:00:00", 0) == [(0, 100, 3)]


@pytest.mark.parametrize("duration_s", [-1, MAX_COMPOSITE_S + 1])
def test_5_7_what_cannot_be_reported_is_told_so(duration_s: int) -> None:
    with pytest.raises(ValueError, match="answer Rejected"):
        composite([], "00:00:00", duration_s)


def test_5_7_a_limit_in_the_unit_asked_for_comes_out_as_it_went_in() -> None:
    watts = [Installed(1, profile(limits={0: 11_000}, unit="W"))]
    assert composite(watts, "12:00:00", 60, W) == [(0, 110_000, 3)]
    assert composite(watts, "12:00:00", 60, A) == [(0, 159, 3)]
    amperes = [Installed(1, profile(limits={0: 16}))]
    assert composite(amperes, "12:00:00", 60, W) == [(0, 110_400, 3)]


def test_5_7_a_message_has_whole_seconds_and_each_is_given_the_least_of_its_limits() -> None:
    ten, twenty, five = Limit(100, A), Limit(200, A), Limit(50, A)
    rising_and_falling = [Period(0, ten), Period(1200, twenty), Period(3700, five)]
    assert whole_seconds(rising_and_falling, 60) == [Period(0, ten), Period(2000, twenty), Period(3000, five)]
    within_one_second = [Period(0, ten), Period(1200, twenty), Period(1700, five)]
    assert whole_seconds(within_one_second, 60) == [Period(0, ten), Period(1000, five)]
    assert whole_seconds([Period(0, ten), Period(1200, twenty)], 2) == [Period(0, ten)]
    assert whole_seconds([Period(0, ten), Period(200, five)], 0) == [Period(0, five)]
    assert schedule_payload(Schedule(A, tuple(whole_seconds(rising_and_falling, 60)), 0, 60_000), timestamp_text) == {
        "chargingRateUnit": "A", "startSchedule": "1970-01-01T00:00:00.000Z", "duration": 60,
        "chargingSchedulePeriod": [
            {"startPeriod": 0, "limit": 10, "numberPhases": 3}, {"startPeriod": 2, "limit": 20, "numberPhases": 3},
            {"startPeriod": 3, "limit": 5, "numberPhases": 3}]}
