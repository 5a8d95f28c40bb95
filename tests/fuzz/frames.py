"""Hypothesis strategies over the frames of OCPP-J 1.6: right, slightly wrong, and anything at all.

Payloads are made from the published JSON schemas, so that neither the station's rows nor the
backend's checker is the model of what it is tried with.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

Strategy = st.SearchStrategy[Any]
FACTOR = int(os.environ.get("STATIONPROOF_FUZZ", "1"))
"""How much more is tried than in `make test`; `make fuzz` sets it, and lets chance be chance."""
STATION_SENDS = (
    "Authorize", "BootNotification", "DataTransfer", "DiagnosticsStatusNotification", "FirmwareStatusNotification",
    "Heartbeat", "LogStatusNotification", "MeterValues", "SecurityEventNotification", "SignCertificate",
    "SignedFirmwareStatusNotification", "StartTransaction", "StatusNotification", "StopTransaction",
)  # fmt: skip
BACKEND_SENDS = (
    "CancelReservation", "CertificateSigned", "ChangeAvailability", "ChangeConfiguration", "ClearCache",
    "ClearChargingProfile", "DataTransfer", "DeleteCertificate", "ExtendedTriggerMessage", "GetCompositeSchedule",
    "GetConfiguration", "GetDiagnostics", "GetInstalledCertificateIds", "GetLocalListVersion", "GetLog",
    "InstallCertificate", "RemoteStartTransaction", "RemoteStopTransaction", "ReserveNow", "Reset", "SendLocalList",
    "SetChargingProfile", "SignedUpdateFirmware", "TriggerMessage", "UnlockConnector", "UpdateFirmware",
)  # fmt: skip
HARMLESS = (
    "CancelReservation", "ClearCache", "ClearChargingProfile", "DataTransfer", "GetCompositeSchedule",
    "GetConfiguration", "GetInstalledCertificateIds", "GetLocalListVersion", "RemoteStopTransaction", "UnlockConnector",
)  # fmt: skip
"""Requests behind which a session can be run as before."""


def budget(examples: int) -> Callable[[Any], Any]:
    """So many examples in `make test`, always the same ones; more and by chance in `make fuzz`."""
    return settings(max_examples=examples * FACTOR, derandomize=FACTOR == 1, deadline=None, database=None)


# -- payloads by schema -----------------------------------------------------------------------

_DATES = st.datetimes().map(lambda moment: moment.isoformat(timespec="milliseconds") + "Z")
_NEAR_DATES = st.integers(0, 59).map(lambda minute: f"2026-01-05T08:{minute:02}:00Z")
_TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=60)
_WORDS = st.sampled_from(
    ["0a0e9b83", "HeartbeatInterval", "MeterValueSampleInterval", "ConnectionTimeOut", "0", "1", "30", "true", "false"]
)


@cache
def _schema(action: str) -> dict[str, Any]:
    file = resources.files("ocpp") / "v16" / "schemas" / f"{action}.json"
    schema: dict[str, Any] = json.loads(file.read_text(encoding="utf-8-sig"))
    return schema


@cache
def payloads(name: str) -> Strategy:
    """Payloads that the schema of this name takes ("Reset" or "ResetResponse")."""
    return _made(_schema(name), _schema(name))


def _made(part: dict[str, Any], whole: dict[str, Any]) -> Strategy:
    if "$ref" in part:
        return _made(whole["definitions"][part["$ref"].rpartition("/")[2]], whole)
    if "enum" in part:
        return st.sampled_from(part["enum"])
    match part.get("type"):
        case "object":
            return _object(part, whole)
        case "array":
            return st.lists(_made(part["items"], whole), min_size=part.get("minItems", 0), max_size=4)
        case "integer":
            return st.integers(-1, 3) | st.sampled_from([1000, 1001]) | st.integers(-(2**63), 2**63)
        case "number":
            return st.integers(-10, 1000).map(lambda tenths: tenths / 10)
        case "boolean":
            return st.booleans()
    if part.get("format") == "date-time":
        return _NEAR_DATES | _DATES
    if part.get("format") == "uri":
        return st.sampled_from(["http://files.test/image", "ftp://files.test/", "x:y"])
    longest = part.get("maxLength", 100)
    return (_WORDS | _TEXT).map(lambda text: text[:longest])


def _object(part: dict[str, Any], whole: dict[str, Any]) -> Strategy:
    required = set(part.get("required", ()))
    fields = {name: _made(field, whole) for name, field in part.get("properties", {}).items()}
    return st.fixed_dictionaries(
        {name: field for name, field in fields.items() if name in required},
        optional={name: field for name, field in fields.items() if name not in required},
    )


# -- what is not right ------------------------------------------------------------------------

_HUGE = st.integers(1, 5000).map(lambda digits: int("9" * min(digits, 4000))) | st.sampled_from([1e308, -0.0, 10**30])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | _HUGE | st.floats(allow_nan=False, allow_infinity=False) | _TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXT, inner, max_size=4),
    max_leaves=12,
)


@st.composite
def spoilt(draw: Callable[[Strategy], Any], payload: Strategy) -> Any:
    """One thing wrong: a field gone, strange, of another type or too long; or no object at all."""
    whole = draw(payload)
    how = draw(st.sampled_from(["drop", "add", "type", "long", "replace"]))
    names = sorted(whole)
    if how == "replace" or (how != "add" and not names):
        return draw(JSON)
    name = draw(_TEXT) if how == "add" else draw(st.sampled_from(names))
    if how == "drop":
        return {key: value for key, value in whole.items() if key != name}
    return {**whole, name: "x" * 600 if how == "long" else draw(JSON)}


_ESCAPES = st.sampled_from(['"\\ud800"', '"\\udc00\\ud800"', '"\\u0000"', "NaN", "-Infinity", "1e999", "9" * 5000])
TEXTS = (
    st.text(st.characters(codec="utf-8"), max_size=80)
    | JSON.map(json.dumps)
    | st.lists(st.integers(0, 9) | _TEXT | JSON, max_size=6).map(json.dumps)
    | st.tuples(st.integers(1, 3000), st.sampled_from("[{")).map(lambda deep: deep[1] * deep[0])
    | st.integers(1, 3000).map(lambda deep: f'[2,"deep","DataTransfer",{"[" * deep}{"]" * deep}]')
    | _ESCAPES.map(lambda token: f'[2,"odd","DataTransfer",{{"vendorId":{token}}}]')
    | st.binary(max_size=60).map(lambda octets: octets.decode("utf-8", errors="replace"))
)
"""Anything at all that a text frame can hold."""


@dataclass(frozen=True)
class Call:
    """A call with this action and payload, right or not."""

    action: str
    payload: Any


def calls(actions: tuple[str, ...]) -> Strategy:
    """Calls of these actions by the schemas."""
    return st.sampled_from(actions).flatmap(lambda action: payloads(action).map(lambda one: Call(action, one)))


def wrong_calls(actions: tuple[str, ...]) -> Strategy:
    """Calls with one thing wrong, the action included."""
    return st.sampled_from(actions).flatmap(
        lambda action: spoilt(payloads(action)).map(lambda one: Call(action, one))
    ) | st.builds(Call, _TEXT, JSON)


def cut(text: Strategy) -> Strategy:
    """Texts that break off."""
    return st.tuples(text, st.floats(0, 1)).map(lambda both: both[0][: int(len(both[0]) * both[1])])
