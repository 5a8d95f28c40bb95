"""Requests about charging profiles as events, and the dates in the answer to GetCompositeSchedule."""

from __future__ import annotations

import json
from typing import Any

import pytest

from reference_impl.model import effects as fx
from reference_impl.model import events as ev
from reference_impl.model.charging_profiles import ChargingProfile, Purpose
from reference_impl.station.translate import answer_frame, frame_events

EIGHT_MS = 1_767_600_000_000
PROFILE: dict[str, Any] = {
    "chargingProfileId": 1, "stackLevel": 0, "chargingProfilePurpose": "TxProfile", "chargingProfileKind": "Absolute",
    "validTo": "2026-01-05T09:00:00+01:00",
    "chargingSchedule": {
        "chargingRateUnit": "A",
        "startSchedule": "2026-01-05T08:00:00Z",
        "chargingSchedulePeriod": [{"startPeriod": 0, "limit": 13.5}],
    },
}  # fmt: skip


def read(action: str, payload: dict[str, Any]) -> ev.Event:
    events, frames = frame_events(json.dumps([2, "m", action, payload]))
    assert frames == []
    (event,) = events
    return event


def test_a_profile_is_read_with_its_dates() -> None:
    event = read("SetChargingProfile", {"connectorId": 2, "csChargingProfiles": PROFILE})
    assert isinstance(event, ev.ProfileSent)
    assert (event.message_id, event.connector) == ("m", 2)
    assert (event.profile.schedule.start_ms, event.profile.valid_to_ms) == (EIGHT_MS, EIGHT_MS)
    assert event.profile.schedule.periods[0].limit.tenths == 135


def test_a_remote_start_keeps_its_words_and_its_profile_is_read() -> None:
    plain = {"idTag": "0a0e9b83", "connectorId": 1}
    assert read("RemoteStartTransaction", plain) == ev.CallReceived("m", "RemoteStartTransaction", plain)
    event = read("RemoteStartTransaction", {**plain, "chargingProfile": PROFILE})
    assert isinstance(event, ev.CallReceived)
    assert isinstance(event.payload["chargingProfile"], ChargingProfile)


@pytest.mark.parametrize(("payload", "event"), [
    ({}, ev.ProfilesCleared("m", None, None, None, None)),
    ({"id": 0}, ev.ProfilesCleared("m", 0, None, None, None)),
    ({"connectorId": 0, "chargingProfilePurpose": "TxDefaultProfile", "stackLevel": 0},
     ev.ProfilesCleared("m", None, 0, Purpose.TX_DEFAULT, 0))])  # fmt: skip
def test_in_a_clearing_0_is_a_value_and_what_is_not_there_is_any(payload: dict[str, Any], event: ev.Event) -> None:
    assert read("ClearChargingProfile", payload) == event


@pytest.mark.parametrize(("unit", "read_as"), [({}, ""), ({"chargingRateUnit": "W"}, "W")])
def test_the_unit_of_a_composite_schedule_may_be_left_open(unit: dict[str, str], read_as: str) -> None:
    asked = {"connectorId": 1, "duration": 60, **unit}
    assert read("GetCompositeSchedule", asked) == ev.CompositeAsked("m", 1, 60, read_as)


def test_the_composite_schedule_is_sent_with_dates() -> None:
    schedule = {**PROFILE["chargingSchedule"], "startSchedule": EIGHT_MS, "duration": 60}
    payload = {"status": "Accepted", "connectorId": 1, "scheduleStart": EIGHT_MS, "chargingSchedule": schedule}
    sent = json.loads(answer_frame(fx.SendAnswer("m", "GetCompositeSchedule", payload)))[2]
    assert sent["scheduleStart"] == sent["chargingSchedule"]["startSchedule"] == "2026-01-05T08:00:00.000Z"


def test_a_composite_schedule_that_was_refused_has_no_dates() -> None:
    frame = answer_frame(fx.SendAnswer("m", "GetCompositeSchedule", {"status": "Rejected"}))
    assert json.loads(frame) == [3, "m", {"status": "Rejected"}]
