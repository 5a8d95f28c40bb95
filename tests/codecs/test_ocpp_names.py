"""Our rows against the published JSON schemas, as the `ocpp` package ships them: two readings of OCPP 1.6.

Every fact of all their schemas is compared: which fields there are, which are required, types, lengths, words
of enumerations, formats, steps, list sizes. The places where the text of the standard says more than the
schemas stand in DIFFERENCES, each with its reason; a difference that is not there fails, and so does an
entry that is no difference any more.

Over 300 lines, because the facts, the payloads made from the rows and the ways to spoil them walk the same
kinds, and are easier to keep complete side by side.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from importlib.resources import files
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reference_impl.codecs.ocpp_names import BACKEND, EITHER, MESSAGES, PROFILES, STATION
from reference_impl.codecs.ocpp_names_types import (
    Boolean,
    Choice,
    DateTime,
    Decimal,
    Field,
    Integer,
    Kind,
    ListOf,
    Record,
    Text,
    Uri,
)
from reference_impl.codecs.ocpp_payloads import (
    FORMATION_VIOLATION,
    OCCURENCE_VIOLATION,
    PROPERTY_VIOLATION,
    TYPE_VIOLATION,
    Problem,
    check_request,
    check_response,
    timestamp_text,
)
from reference_impl.codecs.ocpp_payloads_security import SECURITY

SCHEMAS = files("ocpp.v16") / "schemas"

UNITS = frozenset({
    "Wh", "kWh", "varh", "kvarh", "W", "kW", "VA", "kVA", "var", "kvar", "A", "V", "K", "Celcius", "Celsius",
    "Fahrenheit", "Percent"})

# (message, path, fact): (what our row says, what the schema says, why the row is right)
DIFFERENCES: dict[tuple[str, str, str], tuple[object, object, str]] = {
    ("ChangeAvailability.req", "connectorId", "least"): (0, None, "6.7: connectorId >= 0"),
    ("MeterValues.req", "connectorId", "least"): (0, None, "6.31: connectorId >= 0"),
    ("ReserveNow.req", "connectorId", "least"): (0, None, "6.37: connectorId >= 0"),
    ("StatusNotification.req", "connectorId", "least"): (0, None, "6.47: connectorId >= 0"),
    ("RemoteStartTransaction.req", "connectorId", "least"): (0, None, "6.33: connectorId > 0, and 0 gets Rejected"),
    ("StartTransaction.req", "connectorId", "least"): (1, None, "6.45: connectorId > 0"),
    ("TriggerMessage.req", "connectorId", "least"): (1, None, "6.51: connectorId > 0"),
    ("UnlockConnector.req", "connectorId", "least"): (1, None, "6.53: connectorId > 0"),
    ("RemoteStartTransaction.req", "chargingProfile.stackLevel", "least"): (0, None, "7.8: stackLevel >= 0"),
    ("SetChargingProfile.req", "csChargingProfiles.stackLevel", "least"): (0, None, "7.8: stackLevel >= 0"),
    ("GetCompositeSchedule.conf", "chargingSchedule.chargingSchedulePeriod", "items"): (
        1, 0, "7.13: 1..* periods"),
    ("RemoteStartTransaction.req", "chargingProfile.chargingSchedule.chargingSchedulePeriod", "items"): (
        1, 0, "7.13: 1..* periods"),
    ("SetChargingProfile.req", "csChargingProfiles.chargingSchedule.chargingSchedulePeriod", "items"): (
        1, 0, "7.13: 1..* periods"),
    ("StopTransaction.req", "transactionData[].sampledValue", "items"): (
        1, 0, "7.33: 1..* values; in MeterValues the package's schema has it"),
    ("MeterValues.req", "meterValue[].sampledValue[].unit", "words"): (
        UNITS, UNITS | {"Hertz"}, "errata 3.84: there is no unit of frequency; the package added one"),
    ("GetDiagnostics.req", "location", "format"): (None, "uri", "6.25: anyURI, which may be relative"),
    ("UpdateFirmware.req", "location", "format"): (None, "uri", "6.55: anyURI, which may be relative"),
}

PDUS = [(action, suffix) for action in MESSAGES for suffix in (".req", ".conf")]
NAMES = [action + suffix for action, suffix in PDUS]
pdus = pytest.mark.parametrize(("action", "suffix"), PDUS, ids=NAMES)

Facts = dict[tuple[str, str], object]


def schema(action: str, suffix: str) -> dict[str, Any]:
    name = action + ("Response" if suffix == ".conf" else "") + ".json"
    loaded: dict[str, Any] = json.loads((SCHEMAS / name).read_text("utf-8-sig"))
    loaded.pop("$id", None)
    with_parts: dict[str, Any] = in_place(loaded, loaded.pop("definitions", {}))
    return with_parts


def in_place(node: Any, definitions: dict[str, Any]) -> Any:
    """The schemas of the whitepaper name their parts; here each stands where it is used."""
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        return in_place(definitions[node["$ref"].removeprefix("#/definitions/")], definitions)
    return {key: in_place(value, definitions) for key, value in node.items()}


@cache
def validator(action: str, suffix: str) -> jsonschema_rs.Draft4Validator:
    return jsonschema_rs.Draft4Validator(schema(action, suffix), validate_formats=True)


def rows(action: str, suffix: str) -> tuple[Field, ...]:
    return MESSAGES[action].request if suffix == ".req" else MESSAGES[action].response


def check(action: str, suffix: str, payload: Any) -> Problem | None:
    return (check_request if suffix == ".req" else check_response)(action, payload)


# ---------------------------------------------------------------- the facts of both readings


def facts_of_rows(fields: tuple[Field, ...], path: str = "") -> Facts:
    facts: Facts = {}
    for field in fields:
        facts[path + field.name, "required"] = field.required
        facts |= facts_of_kind(field.kind, path + field.name)
    return facts


def facts_of_kind(kind: Kind, path: str) -> Facts:
    match kind:
        case Text(limit):
            return facts_of_text(path, limit=limit)
        case Uri():
            return facts_of_text(path)
        case DateTime():
            return facts_of_text(path, shape="date-time")
        case Choice():
            return facts_of_text(path, words=frozenset(kind.values))
        case Integer(least):
            return {(path, "type"): "integer", (path, "least"): least}
        case Decimal():
            return {(path, "type"): "number", (path, "step"): 0.1}
        case Boolean():
            return {(path, "type"): "boolean"}
        case Record():
            return {(path, "type"): "object"} | facts_of_rows(kind.fields, path + ".")
        case ListOf():
            facts: Facts = {(path, "type"): "array", (path, "items"): kind.least}
            return facts | facts_of_kind(kind.item, path + "[]")


def facts_of_text(path: str, limit: int | None = None, words: frozenset[str] | None = None,
                  shape: str | None = None) -> Facts:
    return {(path, "type"): "string", (path, "limit"): limit, (path, "words"): words, (path, "format"): shape}


def facts_of_schema(node: dict[str, Any], path: str = "") -> Facts:
    """The facts of an object's properties; a keyword that this test does not know is an error."""
    assert set(node) <= {"$schema", "title", "type", "properties", "required", "additionalProperties", "javaType"}, path
    assert node["additionalProperties"] is False, path
    assert node["type"] == "object"
    properties = node.get("properties", {})
    assert set(node.get("required", ())) <= set(properties)
    facts: Facts = {}
    for name, inner in properties.items():
        facts[path + name, "required"] = name in node.get("required", ())
        facts |= facts_of_property(inner, path + name)
    return facts


def facts_of_property(node: dict[str, Any], path: str) -> Facts:
    known = {
        "string": {"maxLength", "enum", "format", "additionalProperties"},
        "integer": {"minimum"}, "number": {"multipleOf"}, "boolean": set(),
        "array": {"items", "minItems", "additionalItems"},
        "object": {"properties", "required", "additionalProperties", "javaType"}}
    # additionalItems says nothing where items is one schema for all, javaType nothing about JSON
    kind = node["type"]
    assert set(node) <= known[kind] | {"type"}, path
    facts: Facts = {(path, "type"): kind}
    match kind:
        case "string":
            words = frozenset(node["enum"]) if "enum" in node else None
            facts |= facts_of_text(path, node.get("maxLength"), words, node.get("format"))
        case "integer":
            facts[path, "least"] = node.get("minimum")
        case "number":
            facts[path, "step"] = node.get("multipleOf")
        case "array":
            facts[path, "items"] = node.get("minItems", 0)
            facts |= facts_of_property(node["items"], path + "[]")
        case "object":
            facts |= facts_of_schema(node, path + ".")
    return facts


@pdus
def test_the_row_and_the_schema_say_the_same_but_for_the_listed_differences(action: str, suffix: str) -> None:
    ours, theirs = facts_of_rows(rows(action, suffix)), facts_of_schema(schema(action, suffix))
    name = action + suffix
    found = {(name, *key): (ours.get(key), theirs.get(key))
             for key in ours.keys() | theirs.keys()
             if (key in ours, ours.get(key)) != (key in theirs, theirs.get(key))}
    listed = {key: value[:2] for key, value in DIFFERENCES.items() if key[0] == name}
    assert found == listed


def test_every_listed_difference_belongs_to_a_message_and_has_a_reason() -> None:
    assert {key[0] for key in DIFFERENCES} <= set(NAMES)
    assert all(reason for *_, reason in DIFFERENCES.values())


def test_there_is_a_row_for_every_schema_of_the_standard() -> None:
    published = {entry.name.removesuffix(".json").removesuffix("Response") for entry in SCHEMAS.iterdir()
                 if entry.name.endswith(".json")}
    assert set(MESSAGES) == published
    assert len(MESSAGES) == 28 + len(SECURITY)


# ---------------------------------------------------------------- what no schema says


def test_an_action_is_in_one_profile_only() -> None:
    actions = [message.action for messages in (*PROFILES.values(), SECURITY) for message in messages]
    assert sorted(actions) == sorted(MESSAGES)


def test_who_may_send_what() -> None:
    """OCPP 1.6: chapter 4 is what the station starts, chapter 5 what the backend starts."""
    standard = [message for messages in PROFILES.values() for message in messages]
    from_station = {message.action for message in standard if message.sender in (STATION, EITHER)}
    from_backend = {message.action for message in standard if message.sender in (BACKEND, EITHER)}
    assert from_station == {
        "Authorize", "BootNotification", "DataTransfer", "DiagnosticsStatusNotification",
        "FirmwareStatusNotification", "Heartbeat", "MeterValues", "StartTransaction", "StatusNotification",
        "StopTransaction"}
    assert len(from_backend) == 19
    assert from_station & from_backend == {"DataTransfer"}


def test_who_may_send_what_of_the_whitepaper() -> None:
    """What a station sends of its own ends in Notification, but for the request for a certificate."""
    from_station = {message.action for message in SECURITY if message.sender == STATION}
    assert from_station == {
        message.action for message in SECURITY
        if message.action.endswith("Notification") or message.action == "SignCertificate"}


# ---------------------------------------------------------------- payloads made from the rows

moments = st.integers(0, 4_000_000_000_000).map(timestamp_text)
zones = st.sampled_from(["Z", "+00:00", "+02:00", "-11:30", ".25Z", ".123456+05:45"])
numbers = st.integers(-10_000, 1_000_000)


@cache
def values(kind: Kind) -> st.SearchStrategy[Any]:
    match kind:
        case Text(limit):
            return st.text(max_size=8 if limit is None else limit)
        case Uri():
            return st.sampled_from(["ftp://user:secret@host.test/in", "https://host.test:8443/fw.bin?x=1"])
        case DateTime():
            return st.builds(lambda moment, zone: moment[:-5] + zone, moments, zones)
        case Choice():
            return st.sampled_from(kind.values)
        case Integer(least):
            return st.integers(-2**31 if least is None else least, 2**31 - 1)
        case Decimal():
            return numbers | numbers.map(lambda tenths: tenths / 10)
        case Boolean():
            return st.booleans()
        case Record():
            return payloads(kind.fields)
        case ListOf():
            return st.lists(values(kind.item), min_size=kind.least, max_size=3)


@cache
def payloads(fields: tuple[Field, ...]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {field.name: values(field.kind) for field in fields if field.required},
        optional={field.name: values(field.kind) for field in fields if not field.required})


fuzz = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pdus
@fuzz
@given(data=st.data())
def test_a_payload_from_the_row_is_accepted_by_both(action: str, suffix: str, data: st.DataObject) -> None:
    payload = data.draw(payloads(rows(action, suffix)))
    assert check(action, suffix, payload) is None
    validator(action, suffix).validate(payload)


@dataclass(frozen=True)
class Spoilt:
    """One way to spoil a payload: do it to the copy, and know which code it deserves."""

    what: str
    code: str
    spoil: Callable[[], object]


def ways_to_spoil(fields: tuple[Field, ...], payload: dict[str, Any], path: str = "") -> Iterator[Spoilt]:
    """Every way to spoil `payload` that a schema can see too. The change is made in place."""
    yield Spoilt(f"{path}unknown", FORMATION_VIOLATION, lambda: payload.update(unknown=1))
    for field in fields:
        name = field.name
        if name not in payload:
            continue
        if field.required:
            yield Spoilt(f"{path}{name} dropped", OCCURENCE_VIOLATION, partial(payload.pop, name))
        yield from ways_to_spoil_value(field.kind, payload, name, path + name)


def ways_to_spoil_value(kind: Kind, holder: Any, key: Any, path: str) -> Iterator[Spoilt]:
    def put(what: str, code: str, value: Any) -> Spoilt:
        return Spoilt(f"{path} {what}", code, lambda: holder.__setitem__(key, value))

    yield put("null", TYPE_VIOLATION, None)
    yield put("wrong type", TYPE_VIOLATION, 7 if str in kind.accepts else "7")
    yield put("a list or object", TYPE_VIOLATION, {} if list in kind.accepts else [])
    match kind:
        case Text(limit) if limit is not None:
            yield put("too long", TYPE_VIOLATION, "x" * (limit + 1))
        case Choice():
            yield put("not in the enumeration", PROPERTY_VIOLATION, kind.values[0] + "x")
            yield put("in the wrong case", PROPERTY_VIOLATION, kind.values[0].swapcase())
        case DateTime():
            yield put("no date-time", TYPE_VIOLATION, "2026-01-05 08:00")
            yield put("without an offset", TYPE_VIOLATION, "2026-01-05T08:00:00")
        case Integer():
            yield put("a boolean", TYPE_VIOLATION, True)
            yield put("half", TYPE_VIOLATION, 1.5)
        case Decimal():
            yield put("a boolean", TYPE_VIOLATION, True)
            yield put("two digits", PROPERTY_VIOLATION, 8.15)
        case Boolean():
            yield put("a number", TYPE_VIOLATION, 1)
        case Record():
            yield from ways_to_spoil(kind.fields, holder[key], path + ".")
        case ListOf():
            for index in range(len(holder[key])):
                yield from ways_to_spoil_value(kind.item, holder[key], index, f"{path}[{index}]")
        case _:
            pass


@pdus
@fuzz
@given(data=st.data())
def test_a_spoilt_payload_is_refused_by_both(action: str, suffix: str, data: st.DataObject) -> None:
    payload = copy.deepcopy(data.draw(payloads(rows(action, suffix))))
    way = data.draw(st.sampled_from(list(ways_to_spoil(rows(action, suffix), payload))), label="way")
    way.spoil()
    problem = check(action, suffix, payload)
    assert problem is not None
    assert problem.code == way.code, (way.what, problem)
    assert problem.sentence.startswith(f"{action}{suffix}: ")
    assert len(problem.sentence) <= 255
    assert not validator(action, suffix).is_valid(payload)


json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3), max_leaves=8)


def places(kind: Kind, holder: Any, key: Any) -> Iterator[tuple[Any, Any]]:
    """Where a value of `kind` and the values inside it stand; not URIs, where the row is laxer (see above)."""
    if not isinstance(kind, Uri):
        yield holder, key
    if isinstance(kind, Record):
        for field in kind.fields:
            if field.name in holder[key]:
                yield from places(field.kind, holder[key], field.name)
    if isinstance(kind, ListOf):
        for index in range(len(holder[key])):
            yield from places(kind.item, holder[key], index)


@pdus
@fuzz
@given(data=st.data())
def test_nowhere_is_the_row_laxer_than_the_schema(action: str, suffix: str, data: st.DataObject) -> None:
    """A good payload with any JSON at any place: what the row still accepts, the schema accepts."""
    whole = Record(action, rows(action, suffix))
    box = {"payload": copy.deepcopy(data.draw(values(whole)))}
    holder, key = data.draw(st.sampled_from(list(places(whole, box, "payload"))))
    holder[key] = data.draw(json_values)
    if check(action, suffix, box["payload"]) is None:
        validator(action, suffix).validate(box["payload"])
