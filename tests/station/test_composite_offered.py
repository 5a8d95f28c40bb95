"""The composite schedule agrees with what the pilot offers, for any profiles, over time, on the virtual bench."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fixtures.bench.api import Bench
from fixtures.bench.factory import open_bench
from fixtures.broken.charging_profiles import SUBJECTS
from fixtures.invariants import check_journal
from reference_impl.station.blueprint import Blueprint
from steps.backend import connected_station
from steps.charging import session_runs
from steps.observations import answer, date_from_now, payload

HORIZON_S = 900
LEAST_DA = 60
CARDS = {1: "0A0E9B83", 2: "C0FFEE01"}

starts = st.integers(-600, 900)
limits = st.one_of(st.integers(0, 40), st.integers(0, 400).map(lambda tenths: tenths / 10))
watts = st.integers(0, 25_000)


@st.composite
def schedules(draw: st.DrawFn) -> dict[str, Any]:
    """Up to four periods in A or in W; a start of None is written without startSchedule, others in seconds from now."""
    unit = draw(st.sampled_from(["A", "A", "W"]))
    edges = sorted({0, *draw(st.lists(st.integers(1, 900), max_size=3))})
    phases = draw(st.sampled_from([{}, {"numberPhases": 1}, {"numberPhases": 3}]))
    periods = [{"startPeriod": edge, "limit": draw(limits if unit == "A" else watts), **phases} for edge in edges]
    duration = draw(st.none() | st.integers(1, 1200))
    return {"chargingRateUnit": unit, "chargingSchedulePeriod": periods, "startSchedule": draw(st.none() | starts)} | (
        {} if duration is None else {"duration": duration}
    )


profiles = st.builds(
    lambda place, level, kind, schedule, validity: (place, level, kind, schedule, validity),
    st.sampled_from([
        (0, "ChargePointMaxProfile"), (0, "TxDefaultProfile"), (1, "TxDefaultProfile"), (2, "TxDefaultProfile"),
        (1, "TxProfile"), (2, "TxProfile"),
    ]),
    st.integers(0, 3),
    st.sampled_from(["Absolute", "Relative", "Recurring"]),
    schedules(),
    st.tuples(st.none() | starts, st.none() | starts),
)  # fmt: skip


def sent(bench: Bench, number: int, profile: tuple[Any, ...]) -> dict[str, Any]:
    """SetChargingProfile, with dates from now; what contradicts itself the station refuses, and may."""
    (connector, purpose), level, kind, schedule, (since, until) = profile
    schedule = dict(schedule)
    start = schedule.pop("startSchedule")
    if kind != "Relative" and start is not None:
        schedule["startSchedule"] = date_from_now(bench, start * 1_000)
    dates = {"validFrom": since, "validTo": until}
    return {
        "connectorId": connector,
        "csChargingProfiles": {
            "chargingProfileId": number,
            "stackLevel": level,
            "chargingProfilePurpose": purpose,
            "chargingProfileKind": kind,
            "chargingSchedule": schedule,
            **({"recurrencyKind": "Daily"} if kind == "Recurring" else {}),
            **{name: date_from_now(bench, at * 1_000) for name, at in dates.items() if at is not None},
        },
    }


def composite(bench: Bench, connector: int) -> dict[str, Any]:
    asked = {"connectorId": connector, "duration": HORIZON_S, "chargingRateUnit": "A"}
    mark = bench.backend.request("GetCompositeSchedule", asked)
    told = payload(bench.observe(answer("GetCompositeSchedule"), since=mark, within_ms=10_000))
    assert told["status"] == "Accepted"
    return told


def shown_da(told: dict[str, Any], at: datetime) -> int:
    """What the schedule says of this moment, in deciamperes."""
    into_s = (at - datetime.fromisoformat(told["scheduleStart"])).total_seconds()
    periods = told["chargingSchedule"]["chargingSchedulePeriod"]
    limit = [period["limit"] for period in periods if period["startPeriod"] <= into_s][-1]
    return round(limit * 10)


def check_until_end(bench: Bench, told: dict[int, dict[str, Any]]) -> None:
    """In the middle of each stretch in which nothing changes, at every socket, as the vehicle reads the pilot."""
    begin = datetime.fromisoformat(told[1]["scheduleStart"])
    here = datetime.fromisoformat(date_from_now(bench, 0))
    edges = {float(HORIZON_S)}
    for one in told.values():
        skew = (datetime.fromisoformat(one["scheduleStart"]) - begin).total_seconds()
        edges |= {skew + period["startPeriod"] for period in one["chargingSchedule"]["chargingSchedulePeriod"]}
    ordered = sorted(edges)
    for first, last in pairwise(ordered):
        middle = begin + timedelta(seconds=(first + last) / 2)
        if last - first < 4 or middle <= here:
            continue
        bench.wait(round((middle - here).total_seconds() * 1_000))
        here = middle
        for socket, one in told.items():
            shown, seen = shown_da(one, middle.astimezone(UTC)), bench.vehicle(socket).offered_da()
            wanted = shown if shown >= LEAST_DA else 0
            assert max(0, wanted - 1) <= seen <= wanted, f"socket {socket}: {shown} da shown, {seen} da offered"


def tell(chosen: list[tuple[Any, ...]], both: bool, blueprint: Blueprint | None = None) -> None:
    """Sessions, profiles, the schedules that are shown, and then a quarter of an hour."""
    bench = open_bench("virtual", blueprint)
    try:
        bench.start()
        connected_station(bench)
        for card in CARDS.values():
            bench.backend.know_card(card.lower(), "Accepted")
        bench.backend.request("ChangeConfiguration", {"key": "MeterValueSampleInterval", "value": "0"})
        sockets = (1, 2) if both else (1,)
        for socket in sockets:
            session_runs(bench, CARDS[socket], socket)
        for number, profile in enumerate(chosen, start=1):
            bench.backend.request("SetChargingProfile", sent(bench, number, profile))
            bench.wait(200)
        bench.wait(1_000)
        check_until_end(bench, {socket: composite(bench, socket) for socket in sockets})
        assert check_journal(bench.journal) == []
    finally:
        bench.close()


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(profiles, min_size=1, max_size=5), st.booleans())
def test_what_is_shown_is_offered(chosen: list[tuple[Any, ...]], both: bool) -> None:
    tell(chosen, both)


def absolute(connector: int, purpose: str, limit: int) -> tuple[Any, ...]:
    periods = [{"startPeriod": 0, "limit": limit}]
    schedule = {"chargingRateUnit": "A", "chargingSchedulePeriod": periods, "startSchedule": -10}
    return (connector, purpose), 0, "Absolute", schedule, (None, None)


@pytest.mark.parametrize(
    "name", ["composite-without-tx", "composite-without-default", "composite-without-station", "composite-alone"]
)
def test_a_station_that_shows_something_else_is_found(name: str) -> None:
    (broken,) = (one for one in SUBJECTS if one.name == name)
    purposes = {"composite-without-tx": "TxProfile", "composite-without-default": "TxDefaultProfile"}
    purpose = purposes.get(name, "ChargePointMaxProfile")
    profile = absolute(int(purpose != "ChargePointMaxProfile"), purpose, 20)
    tell([profile], both=True)
    with pytest.raises(AssertionError, match="da shown"):
        tell([profile], both=True, blueprint=broken.plant())
