"""Requests of the backend about charging profiles as events, and their answers (OCPP 1.6, 5.5, 5.7, 5.11, 5.16)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..codecs import ocpp_j
from ..model import events as ev
from ..model.charging_profiles import Purpose, profile_of

Payload = dict[str, Any]


def _remote_start(message_id: str, payload: Payload) -> ev.Event:
    """As it came, but for the profile, whose dates nobody else can read."""
    if "chargingProfile" in payload:
        payload = {**payload, "chargingProfile": profile_of(payload["chargingProfile"], ocpp_j.parse_timestamp)}
    return ev.CallReceived(message_id, "RemoteStartTransaction", payload)


def _profile(message_id: str, payload: Payload) -> ev.Event:
    profile = profile_of(payload["csChargingProfiles"], ocpp_j.parse_timestamp)
    return ev.ProfileSent(message_id, payload["connectorId"], profile)


def _clear_profiles(message_id: str, payload: Payload) -> ev.Event:
    purpose = payload.get("chargingProfilePurpose")
    return ev.ProfilesCleared(
        message_id,
        payload.get("id"),
        payload.get("connectorId"),
        None if purpose is None else Purpose(purpose),
        payload.get("stackLevel"),
    )


def _composite(message_id: str, payload: Payload) -> ev.Event:
    unit = payload.get("chargingRateUnit", "")
    return ev.CompositeAsked(message_id, payload["connectorId"], payload["duration"], unit)


def _composite_answer(payload: Payload) -> Payload:
    if "chargingSchedule" not in payload:
        return payload
    schedule = payload["chargingSchedule"]
    dated = {**schedule, "startSchedule": ocpp_j.timestamp_text(schedule["startSchedule"])}
    return {**payload, "scheduleStart": ocpp_j.timestamp_text(payload["scheduleStart"]), "chargingSchedule": dated}


READ_PROFILE_REQUESTS: dict[str, Callable[[str, Payload], ev.Event]] = {
    "RemoteStartTransaction": _remote_start,
    "SetChargingProfile": _profile,
    "ClearChargingProfile": _clear_profiles,
    "GetCompositeSchedule": _composite,
}
"""The part of READ_REQUESTS (words_asked.py) that has to do with profiles."""

WRITE_ANSWERS: dict[str, Callable[[Payload], Payload]] = {"GetCompositeSchedule": _composite_answer}
"""Answers in which blocks give dates as Unix milliseconds."""
