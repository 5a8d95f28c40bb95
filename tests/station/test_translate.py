"""Calls to frames and frames to events: a row each way for every call, and nothing wrong leaves the station."""

from __future__ import annotations

import json
from typing import Any

import pytest

from fixtures.peers.ocpp_schema import shared_checker
from reference_impl.codecs import ocpp_j
from reference_impl.model import backend_calls as calls
from reference_impl.model import effects as fx
from reference_impl.model import events as ev
from reference_impl.model.errors import StationError
from reference_impl.station import translate
from reference_impl.station.station import Blueprint, Station

from .examples import example, kinds

CALLS = kinds(calls.BackendCall)
WHEN = "2026-01-05T08:00:00.000Z"
ANSWERS: dict[str, dict[str, Any]] = {
    "BootNotification": {"status": "Accepted", "currentTime": WHEN, "interval": 300},
    "Heartbeat": {"currentTime": WHEN},
    "Authorize": {"idTagInfo": {"status": "Accepted"}},
    "StartTransaction": {"idTagInfo": {"status": "Accepted"}, "transactionId": 1_001},
    "SignCertificate": {"status": "Accepted"},
}
"""The least that a backend answers; all other answers are empty."""


def context(transaction_id: int = 1_001) -> translate.Context:
    return translate.Context(Station(Blueprint())._settings.text, 1_767_600_000_000, transaction_id)


def frame(call: calls.BackendCall, transaction_id: int = 1_001) -> list[Any]:
    text = translate.request_frame(fx.SendCall("1-1", call, transaction_id), context(transaction_id))
    parsed: list[Any] = json.loads(text)
    return parsed


def test_every_call_has_a_row_in_each_direction() -> None:
    assert set(translate.REQUESTS) == set(CALLS)
    assert set(translate.ANSWERS) == set(CALLS)


@pytest.mark.parametrize("kind", CALLS, ids=lambda kind: kind.__name__)
def test_every_call_becomes_a_sound_frame(kind: type) -> None:
    number, message_id, action, payload = frame(example(kind))
    assert (number, message_id) == (2, "1-1")
    assert ocpp_j.check_request(action, payload) is None
    assert shared_checker().problem("call", action, payload) == ""


@pytest.mark.parametrize("kind", CALLS, ids=lambda kind: kind.__name__)
def test_every_answer_is_read_and_settles_the_call(kind: type) -> None:
    call = example(kind)
    action, _ = translate.REQUESTS[kind]
    answer, settled = translate.answer_events(fx.ReadAnswer("1-1", call, ANSWERS.get(action, {})))
    assert isinstance(answer, ev.CallAnswered)
    assert answer.call == call
    assert settled == ev.CallSettled()


@pytest.mark.parametrize("kind", CALLS, ids=lambda kind: kind.__name__)
def test_a_useless_answer_counts_as_an_error(kind: type) -> None:
    (error,) = translate.answer_events(fx.ReadAnswer("1-1", example(kind), {"wrong": 1}))
    assert isinstance(error, ev.ErrorReceived)
    assert error.message_id == "1-1"


@pytest.mark.parametrize("kind", calls.DURABLE.values(), ids=lambda kind: kind.__name__)
def test_a_durable_call_survives_the_disk(kind: type[calls.BackendCall]) -> None:
    call = example(kind)
    assert calls.from_record(json.loads(json.dumps(calls.to_record(call)))) == call


def test_calls_that_must_arrive_are_durable() -> None:
    """OCPP 1.6, 3.7: transaction-related messages; and how an update or an upload ended, for nobody asks again."""
    assert set(calls.DURABLE) == {
        "StartCall", "MeterCall", "StopCall",
        "FirmwareStatusCall", "SignedFirmwareStatusCall", "DiagnosticsStatusCall", "LogStatusCall"}  # fmt: skip
    assert {kind.__name__ for kind in CALLS if kind.durable} == set(calls.DURABLE)


def test_the_words_of_a_transaction() -> None:
    start = calls.StartCall(1, 2, "04A1B2C3", 1_000, 1_500)
    assert frame(start)[2:] == ["StartTransaction", {
        "connectorId": 2, "idTag": "04A1B2C3", "meterStart": 1_000,
        "timestamp": "2026-01-05T08:00:01.500Z"}]  # fmt: skip
    stop = calls.StopCall(1, 2, "", "EVDisconnected", 2_000, 60_000)
    assert frame(stop, 1_007)[2:] == ["StopTransaction", {
        "meterStop": 2_000, "reason": "EVDisconnected", "timestamp": "2026-01-05T08:01:00.000Z",
        "transactionId": 1_007}]  # fmt: skip


def test_currents_have_one_digit_after_the_point() -> None:
    sampled = frame(example(calls.MeterCall))[3]["meterValue"][0]["sampledValue"]
    rows = {(row["measurand"], row.get("phase", "")): row["value"] for row in sampled}
    assert [rows["Current.Import", f"L{phase}"] for phase in (1, 2, 3)] == ["16.0", "15.5", "0.0"]


def test_what_would_be_sent_wrongly_stops_the_station() -> None:
    with pytest.raises(StationError, match=r"StatusNotification would be sent wrongly: .*correct translate\.py"):
        frame(calls.StatusCall(1, "Broken", "NoError", "", 0))
    with pytest.raises(StationError, match="the answer to Reset would be sent wrongly"):
        translate.answer_frame(fx.SendAnswer("m", "Reset", {"status": "Maybe"}))


FRAMES = [
    # text of the backend, event for the blocks, frame back at once
    ('[2,"m","Reset",{"type":"Soft"}]', ev.CallReceived("m", "Reset", {"type": "Soft"}), None),
    ('[2,"m","Reset",{"type":"Gentle"}]', None, [4, "m", "PropertyConstraintViolation"]),
    ('[2,"m","Reset",{}]', None, [4, "m", "OccurenceConstraintViolation"]),
    ('[2,"m","NoSuchAction",{}]', None, [4, "m", "NotImplemented"]),
    ('[2,"m","Reset"]', None, [4, "m", "ProtocolError"]),
    ('[3,"1-1",{"currentTime":"now"}]', ev.AnswerReceived("1-1", {"currentTime": "now"}), None),
    ('[4,"1-1","GenericError","no",{}]', ev.ErrorReceived("1-1", "GenericError", "no"), None),
    ('[3,"1-1"]', ev.ErrorReceived, None),
    ("no JSON", None, None),
    ("[7,1,2]", None, None),
]


@pytest.mark.parametrize(("text", "event", "reply"), FRAMES)
def test_what_a_frame_of_the_backend_means(text: str, event: Any, reply: list[Any] | None) -> None:
    events, frames = translate.frame_events(text)
    if isinstance(event, type):
        assert [type(one) for one in events] == [event]
    else:
        assert events == ([event] if event else [])
    assert [json.loads(one)[:3] for one in frames] == ([reply] if reply else [])


def test_whatever_is_refused_its_sentence_fits() -> None:
    """OCPP-J 1.6, 4.2.3: 255 characters."""
    long = "x" * 300
    for text in (f'[2,"m","{long}",{{}}]', f'[2,"m","Reset",{{"{long}":1}}]', f'[2,"{long}","Reset",{{}}]'):
        (reply,) = translate.frame_events(text)[1]
        assert len(json.loads(reply)[3]) <= 255


def test_an_answer_of_ours_is_a_result_or_an_error() -> None:
    accepted = fx.SendAnswer("m", "Reset", {"status": "Accepted"})
    assert translate.answer_frame(accepted) == '[3,"m",{"status":"Accepted"}]'
    assert translate.answer_frame(fx.SendError("m", "NotSupported", "no")) == '[4,"m","NotSupported","no",{}]'
