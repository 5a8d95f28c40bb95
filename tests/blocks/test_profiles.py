"""Charging profiles as values: their form in a message and on the disk, and watts as amperes.

Expected values are worked out by hand from OCPP 1.6 edition 2; its paragraph stands at each test.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_impl.codecs.ocpp_payloads import check_request, parse_timestamp, timestamp_text
from reference_impl.model.charging_profiles import (
    ChargingProfile,
    Kind,
    Limit,
    Period,
    Purpose,
    Recurrency,
    Schedule,
    payload_of,
    profile_of,
)
from reference_impl.model.quantities import Current

from .profile_examples import A, W, at, profile, profiles, unhurried

# ---------------------------------------------------------------- the form of a profile: 7.8, 7.13, 7.14

FULL_PAYLOAD = {
    "chargingProfileId": 7, "transactionId": 42, "stackLevel": 3, "chargingProfilePurpose": "TxProfile",
    "chargingProfileKind": "Recurring", "recurrencyKind": "Weekly",
    "validFrom": "2026-01-05T00:00:00.000Z", "validTo": "2026-02-05T00:00:00.000Z",
    "chargingSchedule": {
        "duration": 3600, "startSchedule": "2026-01-05T08:00:00.250Z", "chargingRateUnit": "W",
        "minChargingRate": 1380.5,
        "chargingSchedulePeriod": [
            {"startPeriod": 0, "limit": 11040, "numberPhases": 3},
            {"startPeriod": 600, "limit": 3679.9, "numberPhases": 1}]},
}


def test_7_8_every_field_of_a_profile_is_read() -> None:
    start = at("08:00:00") + 250
    assert profile_of(FULL_PAYLOAD, parse_timestamp) == ChargingProfile(
        number=7, stack_level=3, purpose=Purpose.TX, kind=Kind.RECURRING, transaction_id=42,
        recurrency=Recurrency.WEEKLY, valid_from_ms=at("00:00:00"), valid_to_ms=parse_timestamp("2026-02-05T00:00:00Z"),
        schedule=Schedule(W, (Period(0, Limit(110_400, W, 3)), Period(600_000, Limit(36_799, W, 1))),
                          start_ms=start, duration_ms=3_600_000, least_tenths=13_805))


def test_7_8_a_profile_goes_out_as_it_came_in() -> None:
    assert payload_of(profile_of(FULL_PAYLOAD, parse_timestamp), timestamp_text) == FULL_PAYLOAD


def test_7_14_three_phases_where_no_number_is_given_and_nothing_else_is_added() -> None:
    small = profile(schedule={})
    assert small.schedule.periods[0].limit == Limit(160, A, 3)
    assert payload_of(small) == {
        "chargingProfileId": 1, "stackLevel": 0, "chargingProfilePurpose": "TxDefaultProfile",
        "chargingProfileKind": "Absolute", "chargingSchedule": {
            "chargingRateUnit": "A",
            "chargingSchedulePeriod": [{"startPeriod": 0, "limit": 16, "numberPhases": 3}]}}


@pytest.mark.parametrize(("number", "tenths"), [
    (16, 160), (16.0, 160), (13.8, 138), (0.1, 1), (0, 0), (1e300, int(1e300) * 10), (10**400, 10**401)])
def test_7_14_a_limit_is_whole_tenths(number: float, tenths: int) -> None:
    read = profile(limits={0: number})
    assert read.schedule.periods[0].limit.tenths == tenths
    assert profile_of(payload_of(read)) == read


@pytest.mark.parametrize(("limit", "deciamperes"), [
    (Limit(160, A), 160),
    (Limit(110_400, W, 3), 160),  # DLM-050: 11 040 W on three phases at 230 V is 16 A
    (Limit(110_399, W, 3), 159),  # never more than asked
    (Limit(36_800, W, 1), 160),
    (Limit(73_600, W, 2), 160),
    (Limit(220_000, W, 3), 318),
    (Limit(0, W, 3), 0)])
def test_dlm_050_watts_become_amperes_rounded_down(limit: Limit, deciamperes: int) -> None:
    assert limit.current == Current(deciamperes)


@given(st.integers(0, 10_000), st.integers(1, 3))
def test_5_7_amperes_asked_for_in_watts_are_the_same_amperes(deciamperes: int, phases: int) -> None:
    limit = Limit(deciamperes, A, phases)
    assert limit.in_unit(W).current == limit.current
    assert limit.in_unit(W).in_unit(A) == limit


@unhurried
@given(profiles)
def test_7_8_any_profile_comes_back_from_the_message_and_from_the_disk(original: ChargingProfile) -> None:
    payload = payload_of(original, timestamp_text)
    assert check_request("SetChargingProfile", {"connectorId": 1, "csChargingProfiles": payload}) is None
    assert profile_of(payload, parse_timestamp) == original
    assert profile_of(payload_of(original)) == original
