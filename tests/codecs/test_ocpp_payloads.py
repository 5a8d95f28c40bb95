"""Which fault is found in a payload, under which code, and how a point in time is written and read.

That rows and schemas agree, and that spoilt payloads are refused by both, is in test_ocpp_names.py. Here is
what the schemas do not know: ranges, least items, the order of the checks, the sentences.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reference_impl.codecs.ocpp_names import MESSAGES
from reference_impl.codecs.ocpp_payloads import (
    ERROR_CODES,
    Problem,
    check_request,
    check_response,
    parse_timestamp,
    timestamp_text,
)

unhurried = settings(deadline=None)
MOMENT = "2026-01-05T08:00:00.000Z"
PERIOD = {"startPeriod": 0, "limit": 16.0}


def profile(**changes: Any) -> dict[str, Any]:
    schedule = {"chargingRateUnit": "A", "chargingSchedulePeriod": [PERIOD]} | changes.pop("schedule", {})
    return {"chargingProfileId": 1, "stackLevel": 0, "chargingProfilePurpose": "TxDefaultProfile",
            "chargingProfileKind": "Absolute", "chargingSchedule": schedule} | changes


def set_profile(**changes: Any) -> dict[str, Any]:
    return {"connectorId": 1, "csChargingProfiles": profile(**changes)}


# ---------------------------------------------------------------- the right payload

GOOD_REQUESTS: dict[str, dict[str, Any]] = {
    "Heartbeat": {},
    "BootNotification": {"chargePointVendor": "Vendor", "chargePointModel": "TWO", "imsi": ""},
    "StatusNotification": {"connectorId": 0, "errorCode": "NoError", "status": "Available", "timestamp": MOMENT},
    "UnlockConnector": {"connectorId": 2},
    "SetChargingProfile": set_profile(),
    "MeterValues": {"connectorId": 1, "meterValue": [
        {"timestamp": MOMENT, "sampledValue": [{"value": "230.1", "measurand": "Voltage", "phase": "L1-N",
                                                "unit": "V"}]}]},
    "DataTransfer": {"vendorId": "x" * 255, "data": "y" * 100_000},
    "GetConfiguration": {"key": []},
    "GetDiagnostics": {"location": "relative/place"},
}


@pytest.mark.parametrize("action", GOOD_REQUESTS)
def test_a_good_request_has_no_problem(action: str) -> None:
    assert check_request(action, GOOD_REQUESTS[action]) is None


def test_request_and_response_of_an_action_are_told_apart() -> None:
    answer = {"status": "Accepted", "currentTime": MOMENT, "interval": 300}
    assert check_response("BootNotification", answer) is None
    assert check_request("BootNotification", answer) is not None


@pytest.mark.parametrize("limit", [8.1, 0.1, 0.3, 16, 80.7, -0.1, 1e15, 10**30])
def test_a_limit_may_have_one_digit_after_the_point(limit: float) -> None:
    period = {"startPeriod": 0, "limit": limit}
    assert check_request("SetChargingProfile", set_profile(schedule={"chargingSchedulePeriod": [period]})) is None


@unhurried
@given(st.integers(-10**9, 10**9))
def test_every_whole_number_of_tenths_is_a_limit(tenths: int) -> None:
    assert check_request("SetChargingProfile", set_profile(schedule={"minChargingRate": tenths / 10})) is None


# ---------------------------------------------------------------- the wrong payload

SENTENCES: list[tuple[str, Any, str, str]] = [
    ("Explode", {}, "NotImplemented", "'Explode' is no action of OCPP 1.6"),
    ("heartbeat", {}, "NotImplemented", "'heartbeat' is no action of OCPP 1.6"),
    ("x" * 999, {}, "NotImplemented", f"'{'x' * 40}...' is no action of OCPP 1.6"),
    ("Heartbeat", [], "TypeConstraintViolation", "Heartbeat.req: the payload is a list of 0 items, not an object"),
    ("Heartbeat", {"now": 1}, "FormationViolation", "Heartbeat.req: now is no field of this message"),
    ("Authorize", {"idTag": None}, "TypeConstraintViolation",
     "Authorize.req: idTag is null, not a string"),
    ("Authorize", {}, "OccurenceConstraintViolation", "Authorize.req: idTag is missing"),
    ("Authorize", {"idTag": "0" * 21}, "TypeConstraintViolation",
     "Authorize.req: idTag has 21 characters; the limit is 20"),
    ("Reset", {"type": "soft"}, "PropertyConstraintViolation", "Reset.req: type is 'soft', which is no ResetType"),
    ("UnlockConnector", {"connectorId": 0}, "PropertyConstraintViolation",
     "UnlockConnector.req: connectorId is 0, less than 1"),
    ("UnlockConnector", {"connectorId": True}, "TypeConstraintViolation",
     "UnlockConnector.req: connectorId is true, not an integer"),
    ("UnlockConnector", {"connectorId": 1.0}, "TypeConstraintViolation",
     "UnlockConnector.req: connectorId is 1.0, not an integer"),
    ("UnlockConnector", {"connectorId": -10**5000}, "PropertyConstraintViolation",
     "UnlockConnector.req: connectorId is an integer of more than 20 digits, less than 1"),
    ("RemoteStartTransaction", {"idTag": "A", "connectorId": -1}, "PropertyConstraintViolation",
     "RemoteStartTransaction.req: connectorId is -1, less than 0"),
    ("ChangeAvailability", {"connectorId": -1, "type": "Operative"}, "PropertyConstraintViolation",
     "ChangeAvailability.req: connectorId is -1, less than 0"),
    ("MeterValues", {"connectorId": 1, "meterValue": []}, "OccurenceConstraintViolation",
     "MeterValues.req: meterValue has 0 items; 1 is the least"),
    ("StopTransaction", {"meterStop": 1, "timestamp": MOMENT, "transactionId": 1,
                         "transactionData": [{"timestamp": MOMENT, "sampledValue": []}]},
     "OccurenceConstraintViolation",
     "StopTransaction.req: transactionData[0].sampledValue has 0 items; 1 is the least"),
    ("SetChargingProfile", set_profile(schedule={"chargingSchedulePeriod": []}), "OccurenceConstraintViolation",
     "SetChargingProfile.req: csChargingProfiles.chargingSchedule.chargingSchedulePeriod has 0 items; 1 is the least"),
    ("SetChargingProfile", set_profile(schedule={"chargingSchedulePeriod": [PERIOD, PERIOD | {"limit": 8.15}]}),
     "PropertyConstraintViolation",
     "SetChargingProfile.req: csChargingProfiles.chargingSchedule.chargingSchedulePeriod[1].limit is 8.15: "
     "more than one digit after the point"),
    ("SetChargingProfile", set_profile(stackLevel=-1), "PropertyConstraintViolation",
     "SetChargingProfile.req: csChargingProfiles.stackLevel is -1, less than 0"),
    ("SetChargingProfile", set_profile(validTo="tomorrow"), "TypeConstraintViolation",
     "SetChargingProfile.req: csChargingProfiles.validTo: 'tomorrow' is no date-time: "
     "write for instance 2026-01-05T08:00:00.000Z"),
    ("SendLocalList", {"listVersion": 1, "updateType": "Full", "localAuthorizationList": [{"idTagInfo": {}}]},
     "OccurenceConstraintViolation", "SendLocalList.req: localAuthorizationList[0].idTag is missing"),
    ("GetConfiguration", {"key": ["a", 7]}, "TypeConstraintViolation",
     "GetConfiguration.req: key[1] is 7, not a string"),
    ("MeterValues", {"connectorId": 1, "meterValue": [
        {"timestamp": MOMENT, "sampledValue": [{"value": "50", "measurand": "Frequency", "unit": "Hertz"}]}]},
     "PropertyConstraintViolation",
     "MeterValues.req: meterValue[0].sampledValue[0].unit is 'Hertz', which is no UnitOfMeasure"),
]


@pytest.mark.parametrize(("action", "payload", "code", "sentence"), SENTENCES, ids=range(len(SENTENCES)))
def test_a_fault_has_a_code_and_a_sentence(action: str, payload: Any, code: str, sentence: str) -> None:
    assert check_request(action, payload) == Problem(code, sentence)


def test_a_fault_in_an_answer_names_the_answer() -> None:
    problem = check_response("StartTransaction", {"transactionId": 1})
    assert problem == Problem("OccurenceConstraintViolation", "StartTransaction.conf: idTagInfo is missing")


def test_unknown_fields_are_found_before_missing_ones_and_missing_ones_before_wrong_values() -> None:
    wrong: dict[str, Any] = {"type": "Soft", "extra": 1}
    assert check_request("ChangeAvailability", wrong).code == "FormationViolation"
    del wrong["extra"]
    assert check_request("ChangeAvailability", wrong).code == "OccurenceConstraintViolation"
    wrong["connectorId"] = 1
    assert check_request("ChangeAvailability", wrong).code == "PropertyConstraintViolation"


anything: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3), max_leaves=8)


@unhurried
@given(st.sampled_from(sorted(MESSAGES)) | st.text(), anything)
def test_no_payload_makes_a_check_raise(action: str, payload: Any) -> None:
    for problem in (check_request(action, payload), check_response(action, payload)):
        assert problem is None or (problem.code in ERROR_CODES and len(problem.sentence) <= 255)


def test_the_codes_are_spelt_as_in_table_7() -> None:
    assert sorted(ERROR_CODES) == [
        "FormationViolation", "GenericError", "InternalError", "NotImplemented", "NotSupported",
        "OccurenceConstraintViolation", "PropertyConstraintViolation", "ProtocolError", "SecurityError",
        "TypeConstraintViolation"]


# ---------------------------------------------------------------- date-times

EIGHT = 1_767_600_000_000  # 2026-01-05 08:00:00 UTC


@pytest.mark.parametrize(("text", "unix_ms"), [
    ("2026-01-05T08:00:00Z", EIGHT),
    ("2026-01-05T08:00:00.000Z", EIGHT),
    ("2026-01-05t08:00:00z", EIGHT),
    ("2026-01-05T09:00:00+01:00", EIGHT),
    ("2026-01-04T20:29:00-11:31", EIGHT),
    ("2026-01-05T08:00:00-00:00", EIGHT),
    ("2026-01-05T08:00:00.1Z", EIGHT + 100),
    ("2026-01-05T08:00:00.1239999999Z", EIGHT + 123),
    ("1970-01-01T00:00:00Z", 0),
    ("1969-12-31T23:59:59.999Z", -1),
    ("2024-02-29T00:00:00Z", 1_709_164_800_000),
    ("2016-12-31T23:59:60Z", 1_483_228_800_000),
])
def test_a_date_time_is_read(text: str, unix_ms: int) -> None:
    assert parse_timestamp(text) == unix_ms


@pytest.mark.parametrize("text", [
    "", "now", "2026-01-05", "2026-01-05T08:00:00", "2026-01-05 08:00:00Z", "2026-01-05T08:00Z",
    "2026-01-05T08:00:00,5Z", "2026-01-05T08:00:00.Z", "2026-01-05T08:00:00+0100", "2026-01-05T08:00:00+01",
    "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-01-05T24:00:00Z", "2026-01-05T08:60:00Z",
    "2026-01-05T08:00:61Z", "2026-01-05T08:00:00+24:00", "2026-01-05T08:00:00+01:60", "0000-01-01T00:00:00Z",
    "2026-01-05T08:00:00Z ", " 2026-01-05T08:00:00Z", "2026-01-05T08:00:00Z\n", "٢٠٢٦-01-05T08:00:00Z",
])
def test_what_is_no_date_time_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match="is no date-time: "):
        parse_timestamp(text)


def test_a_date_time_is_written_in_utc_with_milliseconds() -> None:
    assert timestamp_text(EIGHT) == "2026-01-05T08:00:00.000Z"
    assert timestamp_text(EIGHT + 7) == "2026-01-05T08:00:00.007Z"
    assert timestamp_text(-1) == "1969-12-31T23:59:59.999Z"


@pytest.mark.parametrize("unix_ms", [-62_135_596_800_001, 253_402_300_800_000, 10**30, -10**5000], ids=range(4))
def test_a_time_that_no_year_of_four_digits_holds_is_refused(unix_ms: int) -> None:
    with pytest.raises(ValueError, match="outside the years 1 to 9999"):
        timestamp_text(unix_ms)


@unhurried
@given(st.integers(-62_135_596_800_000, 253_402_300_799_999))
def test_what_is_written_is_read_again(unix_ms: int) -> None:
    assert parse_timestamp(timestamp_text(unix_ms)) == unix_ms


@unhurried
@given(st.datetimes(min_value=datetime(2, 1, 1), max_value=datetime(9998, 12, 31)), st.integers(-1439, 1439))
def test_any_offset_is_read_as_python_reads_it(moment: datetime, minutes: int) -> None:
    local = moment.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    assert parse_timestamp(local.isoformat()) == (local - epoch) // timedelta(milliseconds=1)


@unhurried
@given(st.text() | st.from_regex(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", fullmatch=True))
def test_reading_a_date_time_raises_nothing_but_a_value_error(text: str) -> None:
    problem = ""
    try:
        assert isinstance(parse_timestamp(text), int)
    except ValueError as error:
        problem = str(error)
    assert not problem or "is no date-time: " in problem
