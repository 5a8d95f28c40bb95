"""Any frame about charging profiles gets exactly one answer, whatever numbers and dates are in it."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from reference_impl.model import effects as fx
from reference_impl.model import events as ev
from reference_impl.model.grants import Grant, Source
from reference_impl.station.station import Blueprint, Station

CARD = Grant(Source.BACKEND, "0a0e9b83", "0a0e9b83")
numbers = st.sampled_from([0, 1, 2, 3, 4, 60, 86_400, -1, 10**9, 2**63, 10**30, 10**400])
amounts = st.one_of(numbers, st.sampled_from([0.5, 5.9, 16.0, 1e300, -1.5, 0.1]))
dates = st.sampled_from([
    "0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "2026-01-05T08:00:00+14:00", "9999-12-31T23:59:59Z",
    "2026-01-05T08:00:00", "yesterday"])  # fmt: skip
periods = st.fixed_dictionaries({"startPeriod": numbers, "limit": amounts}, optional={"numberPhases": numbers})
schedules = st.fixed_dictionaries(
    {
        "chargingRateUnit": st.sampled_from(["A", "W"]),
        "chargingSchedulePeriod": st.lists(periods, min_size=1, max_size=3),
    },
    optional={"duration": numbers, "startSchedule": dates, "minChargingRate": amounts},
)
profiles = st.fixed_dictionaries(
    {
        "chargingProfileId": numbers,
        "stackLevel": numbers,
        "chargingProfilePurpose": st.sampled_from(["ChargePointMaxProfile", "TxDefaultProfile", "TxProfile"]),
        "chargingProfileKind": st.sampled_from(["Absolute", "Recurring", "Relative"]),
        "chargingSchedule": schedules,
    },
    optional={
        "transactionId": numbers, "recurrencyKind": st.sampled_from(["Daily", "Weekly"]),
        "validFrom": dates, "validTo": dates,
    },
)  # fmt: skip
PURPOSES = st.sampled_from(["ChargePointMaxProfile", "TxDefaultProfile", "TxProfile"])
calls = st.one_of(
    st.tuples(
        st.just("SetChargingProfile"),
        st.fixed_dictionaries({"connectorId": numbers, "csChargingProfiles": profiles}),
    ),
    st.tuples(
        st.just("RemoteStartTransaction"),
        st.fixed_dictionaries({"idTag": st.just("0a0e9b83"), "chargingProfile": profiles}),
    ),
    st.tuples(
        st.just("GetCompositeSchedule"),
        st.fixed_dictionaries({"connectorId": numbers, "duration": numbers},
                              optional={"chargingRateUnit": st.sampled_from(["A", "W"])}),
    ),
    st.tuples(
        st.just("ClearChargingProfile"),
        st.fixed_dictionaries({}, optional={"id": numbers, "connectorId": numbers, "stackLevel": numbers,
                                            "chargingProfilePurpose": PURPOSES}),
    ),
)  # fmt: skip


def answers(effects: list[fx.Effect], name: str) -> int:
    """How many frames answer this call."""
    frames = [json.loads(effect.text) for effect in effects if isinstance(effect, fx.SendFrame)]
    return sum(frame[0] in (3, 4) and frame[1] == name for frame in frames)


def kept(effects: list[fx.Effect]) -> dict[str, Any]:
    """What is on the disk afterwards, as the disk gives it back."""
    records: dict[str, Any] = {}
    for effect in effects:
        if isinstance(effect, fx.Write):
            records |= json.loads(json.dumps(effect.records))
    return records


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(calls, max_size=6), st.booleans())
def test_every_call_gets_one_answer_and_the_station_boots_from_what_it_kept(
    sent: list[tuple[str, dict[str, Any]]], charging: bool
) -> None:
    station = Station(Blueprint())
    effects = station.handle(ev.RecordsRestored({}), 0)
    if charging:
        effects += station.handle(ev.SessionStarted(1, CARD), 0)
    for number, (action, payload) in enumerate(sent):
        answered = station.handle(ev.FrameReceived(json.dumps([2, str(number), action, payload])), 1_000)
        assert answers(answered, str(number)) == 1
        effects += answered
    effects += station.handle(ev.TimerExpired("smart", 0, "change"), 5_000)
    assert all(0 < one.after_ms < 10**12 for one in effects if isinstance(one, fx.StartTimer) and one.owner == "smart")
    Station(Blueprint()).handle(ev.RecordsRestored(kept(effects)), 10_000)
