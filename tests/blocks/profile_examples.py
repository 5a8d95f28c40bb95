"""Charging profiles for tests: short ways to write one, and strategies that make any.

Monday, 2026-01-05 is the day; moments are written as in a message and read by the codec.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from reference_impl.blocks.limits.schedules import limit_at
from reference_impl.codecs.ocpp_payloads import check_request, parse_timestamp
from reference_impl.model.charging_profiles import (
    ChargingProfile,
    Installed,
    Kind,
    Limit,
    Period,
    Purpose,
    RateUnit,
    Recurrency,
    Schedule,
    TransactionInfo,
    profile_of,
)
from reference_impl.model.quantities import Current

unhurried = settings(deadline=None)
A, W = RateUnit.A, RateUnit.W
DAY_MS = 86_400_000


def at(clock: str, day: int = 5) -> int:
    return parse_timestamp(f"2026-01-{day:02}T{clock}Z")


def ampere(number: int | None) -> Current | None:
    return None if number is None else Current.of_a(number)


def profile(
    purpose: str = "TxDefaultProfile",
    limits: dict[int, float] | None = None,
    *,
    unit: str = "A",
    schedule: dict[str, Any] | None = None,
    **fields: Any,
) -> ChargingProfile:
    """A profile from a payload: one limit of 16 A from midnight of the 5th, unless told otherwise."""
    payload: dict[str, Any] = {
        "chargingProfileId": 1, "stackLevel": 0, "chargingProfilePurpose": purpose, "chargingProfileKind": "Absolute",
        "chargingSchedule": {
            "chargingRateUnit": unit,
            "chargingSchedulePeriod": [
                {"startPeriod": start, "limit": limit} for start, limit in (limits or {0: 16}).items()],
            **({"startSchedule": "2026-01-05T00:00:00Z"} if schedule is None else schedule)},
    } | fields
    assert check_request("SetChargingProfile", {"connectorId": 1, "csChargingProfiles": payload}) is None
    return profile_of(payload, parse_timestamp)


def now_limit(
    installed: Iterable[Installed], moment: int, socket: int = 1, tx: TransactionInfo | None = None
) -> Current | None:
    return limit_at(installed, socket, moment, tx).limit


RUNNING = TransactionInfo(42, at("08:00:00"))

# ---------------------------------------------------------------- strategies

seconds = st.integers(0, 2 * 86_400)
moments = st.integers(-2 * DAY_MS, 16 * DAY_MS).map(lambda offset: at("00:00:00", day=8) + offset)


@st.composite
def schedules(draw: st.DrawFn) -> Schedule:
    """Up to five periods in one unit, up to two days long, with or without a start and an end."""
    unit = draw(st.sampled_from(RateUnit))
    limits = st.builds(Limit, st.integers(0, 400 if unit is A else 250_000), st.just(unit), st.integers(1, 3))
    steps = draw(st.dictionaries(seconds, limits, max_size=4)) | {0: draw(limits)}
    periods = tuple(Period(start * 1000, steps[start]) for start in sorted(steps))
    length = draw(st.none() | seconds.map(lambda whole: (whole + 1) * 1000))
    return Schedule(unit, periods, draw(st.none() | moments), length)


profiles = st.builds(
    ChargingProfile, number=st.integers(1, 99), stack_level=st.integers(0, 4), purpose=st.sampled_from(Purpose),
    kind=st.sampled_from(Kind), schedule=schedules(), recurrency=st.sampled_from(Recurrency),
    transaction_id=st.none() | st.integers(42, 43), valid_from_ms=st.none() | moments,
    valid_to_ms=st.none() | moments)


def unique(installed: list[Installed]) -> list[Installed]:
    """At most one of each rank, as the book holds them; a station's profile is at connector 0."""
    placed = [Installed(0, each.profile) if each.profile.purpose is Purpose.STATION_MAX else each for each in installed]
    return list({(each.connector, each.profile.purpose, each.profile.stack_level): each for each in placed}.values())


sockets = st.integers(0, 2)
books = st.lists(st.builds(Installed, sockets, profiles), max_size=5).map(unique)
transactions = st.none() | st.builds(TransactionInfo, st.none() | st.just(42), moments)
