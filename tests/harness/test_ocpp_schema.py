"""The schema checker: its sentences, its policy, and how it differs from the `ocpp` package's own check."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from decimal import Decimal
from importlib import resources
from typing import Any

import jsonschema_rs
import pytest
from ocpp.messages import MessageType, get_validator

from fixtures.peers.ocpp_schema import SchemaChecker, shared_checker

WHEN = "2026-01-05T08:00:00Z"
SAMPLES: list[tuple[str, str, dict[str, Any]]] = [
    ("call", "BootNotification", {"chargePointVendor": "Example", "chargePointModel": "TWO", "iccid": "8931"}),
    ("result", "BootNotification", {"status": "Accepted", "currentTime": WHEN, "interval": 300}),
    ("result", "Authorize", {"idTagInfo": {"status": "Accepted", "expiryDate": WHEN, "parentIdTag": "A"}}),
    ("call", "Heartbeat", {}),
    ("call", "StartTransaction", {"connectorId": 1, "idTag": "04A1B2C3", "meterStart": 0, "timestamp": WHEN}),
    ("result", "StartTransaction", {"transactionId": 1000, "idTagInfo": {"status": "Invalid"}}),
    (
        "call",
        "StopTransaction",
        {
            "transactionId": 1000,
            "meterStop": 1500,
            "timestamp": WHEN,
            "reason": "EVDisconnected",
            "transactionData": [{"timestamp": WHEN, "sampledValue": [{"value": "15", "unit": "kWh"}]}],
        },
    ),
    (
        "call",
        "MeterValues",
        {
            "connectorId": 1,
            "transactionId": 1000,
            "meterValue": [{"timestamp": WHEN, "sampledValue": [{"value": "15.9", "phase": "L1", "unit": "A"}]}],
        },
    ),
    ("call", "StatusNotification", {"connectorId": 1, "errorCode": "NoError", "status": "Available", "info": "x"}),
    ("result", "GetConfiguration", {"configurationKey": [{"key": "k", "readonly": False}], "unknownKey": ["u"]}),
    ("call", "GetDiagnostics", {"location": "ftp://files.example/in", "retries": 3, "startTime": WHEN}),
    (
        "call",
        "SetChargingProfile",
        {
            "connectorId": 1,
            "csChargingProfiles": {
                "chargingProfileId": 1,
                "stackLevel": 0,
                "chargingProfilePurpose": "TxProfile",
                "chargingProfileKind": "Absolute",
                "chargingSchedule": {
                    "chargingRateUnit": "A",
                    "chargingSchedulePeriod": [{"startPeriod": 0, "limit": 21.4}],
                },
            },
        },
    ),
    ("call", "SecurityEventNotification", {"type": "InvalidMessages", "timestamp": WHEN}),
    ("call", "GetLog", {"logType": "SecurityLog", "requestId": 7, "log": {"remoteLocation": "ftp://x"}}),
]
NAMES = [f"{action} {kind}" for kind, action, _ in SAMPLES]
REPLACEMENTS: tuple[Any, ...] = (7, 7.0, 7.25, "x", "x" * 600, "", None, True, [], {}, [{}], "2026-01-05 08:00")


def mutations(value: Any) -> Iterator[Any]:
    """The value with one place replaced, removed or added, at any depth."""
    yield from REPLACEMENTS
    if isinstance(value, dict):
        yield {**value, "unheardOf": 1}
        for name, inner in value.items():
            yield {other: kept for other, kept in value.items() if other != name}
            yield from ({**value, name: mutated} for mutated in mutations(inner))
    if isinstance(value, list):
        yield value + value
        yield from ([mutated, *value[1:]] for mutated in mutations(value[0]))


def stock_accepts(kind: str, action: str, payload: Any) -> bool:
    """What `ocpp.messages.validate_payload` says, without its thread; the Decimal detour is its own."""
    number = MessageType.Call if kind == "call" else MessageType.CallResult
    if action in ("SetChargingProfile", "RemoteStartTransaction", "GetCompositeSchedule"):
        validator = get_validator(number, action, "1.6", parse_float=Decimal)
        payload = json.loads(json.dumps(payload), parse_float=Decimal)
    else:
        validator = get_validator(number, action, "1.6")
    return bool(validator.is_valid(payload))


@pytest.mark.parametrize(("kind", "action", "payload"), SAMPLES, ids=NAMES)
def test_a_sound_payload_has_no_problem(kind: str, action: str, payload: dict[str, Any]) -> None:
    assert SchemaChecker().problem(kind, action, payload) == ""


@pytest.mark.parametrize(("kind", "action", "payload"), SAMPLES, ids=NAMES)
def test_only_formats_are_judged_otherwise_than_by_the_ocpp_package(
    kind: str, action: str, payload: dict[str, Any]
) -> None:
    # First known gap of the package: it checks no format at all. Where the two differ, that is why.
    checker = shared_checker()
    for mutated in mutations(payload):
        found = checker.find(kind, action, deepcopy(mutated))
        if (found is None) != stock_accepts(kind, action, mutated):
            assert found is not None, mutated
            assert found.keyword == "format", mutated


def test_the_ocpp_package_accepts_a_time_that_is_none() -> None:
    payload = {"currentTime": "bogus"}
    assert stock_accepts("result", "Heartbeat", payload)
    assert SchemaChecker().problem("result", "Heartbeat", payload) == 'currentTime: expected a date-time, found "bogus"'


def test_seven_point_zero_is_no_integer_even_where_the_schema_is_draft_06() -> None:
    # Second known gap of the package: it reads draft-06 schemas by draft-04. Here that is our policy too.
    payload = {"logType": "SecurityLog", "requestId": 7.0, "log": {"remoteLocation": "ftp://x"}}
    text = (resources.files("ocpp") / "v16" / "schemas" / "GetLog.json").read_text(encoding="utf-8")
    assert jsonschema_rs.validator_for(text).is_valid(payload)
    assert not stock_accepts("call", "GetLog", payload)
    assert SchemaChecker().problem("call", "GetLog", payload) == "requestId: expected integer, found 7.0"


@pytest.mark.parametrize(
    ("when", "accepted"),
    [
        ("2026-01-05T08:00:00Z", True),
        ("2026-01-05T08:00:00.123Z", True),
        ("2026-01-05T09:00:00+01:00", True),
        ("2026-01-05T08:00:00", False),
        ("2026-01-05 08:00:00Z", False),
        ("2026-02-30T08:00:00Z", False),
        ("", False),
    ],
)
def test_a_time_has_a_t_and_a_zone(when: str, accepted: bool) -> None:
    assert (SchemaChecker().problem("result", "Heartbeat", {"currentTime": when}) == "") == accepted


def test_every_limit_with_one_decimal_is_a_multiple_of_a_tenth() -> None:
    checker = SchemaChecker()
    schedule = {"status": "Accepted", "chargingSchedule": {"chargingRateUnit": "A", "chargingSchedulePeriod": []}}

    def problem(limit: float) -> str:
        payload: dict[str, Any] = deepcopy(schedule)
        payload["chargingSchedule"]["chargingSchedulePeriod"] = [{"startPeriod": 0, "limit": limit}]
        return checker.problem("result", "GetCompositeSchedule", payload)

    assert [limit / 10 for limit in range(1001) if problem(limit / 10)] == []
    assert [limit for limit in (21.45, 21.399999999999995, 0.01) if not problem(limit)] == []


@pytest.mark.parametrize(
    ("kind", "action", "payload", "sentence"),
    [
        ("call", "Authorize", {}, "payload: expected a field idTag"),
        ("call", "Authorize", {"idTag": "x" * 21}, "idTag: expected at most 20 characters, found 21"),
        ("call", "Authorize", {"idTag": "A", "more": 1}, "payload: expected no field more"),
        ("call", "Authorize", [], "payload: expected object, found []"),
        ("call", "Reset", {"type": "Firm"}, 'type: expected one of Hard, Soft, found "Firm"'),
        ("call", "authorize", {}, "payload: OCPP 1.6 has no action authorize"),
        ("call", "AuthorizeResponse", {}, "payload: OCPP 1.6 has no action AuthorizeResponse"),
        ("call", "../Authorize", {}, "payload: OCPP 1.6 has no action ../Authorize"),
        (
            "call",
            "MeterValues",
            {"connectorId": 1, "meterValue": [{"timestamp": WHEN, "sampledValue": [{"value": 15}]}]},
            "meterValue[0].sampledValue[0].value: expected string, found 15",
        ),
    ],
)
def test_the_sentence_says_where_and_what_was_expected(kind: str, action: str, payload: Any, sentence: str) -> None:
    assert SchemaChecker().problem(kind, action, payload) == sentence


def test_every_schema_of_the_package_compiles() -> None:
    checker = SchemaChecker()
    names = sorted(file.name.removesuffix(".json") for file in (resources.files("ocpp") / "v16/schemas").iterdir())
    actions = [name for name in names if not name.endswith("Response")]
    assert len(actions) == 39
    for action in actions:
        assert checker.knows(action)
        checker.find("call", action, {})
        checker.find("result", action, {})


def test_of_several_problems_the_first_by_path_is_told() -> None:
    payload = {"timestamp": "x", "meterStop": "x", "transactionId": "x"}
    assert SchemaChecker().problem("call", "StopTransaction", payload).startswith("meterStop: ")
