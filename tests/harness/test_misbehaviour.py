"""The script of misbehaviour, and what the simulated backend makes of it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from fixtures.bench.api import BenchBroken, Mark
from fixtures.bench.journal import Entry, Journal
from fixtures.clock import VirtualClock
from fixtures.invariants import check_journal
from fixtures.peers.backend import SimulatedBackend
from fixtures.peers.connection import Handshake
from fixtures.peers.misbehaviour import HOWS, NOBODYS_ID, SHAPES, Misbehaviour, Script

HEARTBEAT, RIGHT = [2, "m2", "Heartbeat", {}], [3, "m2", {"currentTime": "2026-01-05T08:00:00.000Z"}]
OPENING = Handshake("/ocpp/ST1", ("ocpp1.6",), "backend.example", 80, False, "")


class Line:
    """The backend's end of a line, with the texts as they went out."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.binary: list[bytes] = []
        self.is_closed = False
        self.clean = True

    def send(self, text: str) -> None:
        self.texts.append(text)

    def send_bytes(self, octets: bytes) -> None:
        self.binary.append(octets)

    def close(self) -> None:
        self.is_closed = True


class Rig:
    """A backend with one line, on which Authorize was asked and answered."""

    def __init__(self) -> None:
        self.clock = VirtualClock()
        self.journal = Journal(self.clock.now_ms)
        self.backend = SimulatedBackend(self.journal, self.clock, lambda: Mark(self.clock.now_ms(), len(self.journal)))
        self.line = self.connect()
        self.say([2, "m1", "Authorize", {"idTag": "04A1B2C3"}])
        self.line.texts.clear()

    def connect(self) -> Line:
        assert self.backend.handshake(OPENING).accept
        line = Line()
        self.backend.opened(line)
        return line

    def say(self, frame: Any) -> list[Any]:
        """The station's frame; what came back, read as JSON where it is."""
        before = len(self.line.texts)
        self.backend.received(self.line, json.dumps(frame))
        return [read(text) for text in self.line.texts[before:]]

    def run(self, duration_ms: int) -> None:
        end = self.clock.now_ms() + duration_ms
        while self.clock.step(end):
            pass

    def by_backend(self, kind: str) -> list[Entry]:
        return [entry for entry in self.journal if (entry.kind, entry.who) == (kind, "backend")]


def read(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


@pytest.fixture
def rig() -> Rig:
    return Rig()


def test_a_dropped_answer_never_comes(rig: Rig) -> None:
    rig.backend.misbehave("Heartbeat", "drop")
    assert rig.say(HEARTBEAT) == []
    rig.run(1_000_000)
    assert rig.line.texts == []
    assert rig.by_backend("note")[-1].detail["what"] == "answer dropped"


def test_a_delayed_answer_is_one_of_its_own_time(rig: Rig) -> None:
    rig.backend.misbehave("Heartbeat", "delay", delay_ms=5_000)
    assert rig.say(HEARTBEAT) == []
    rig.run(4_999)
    assert rig.line.texts == []
    rig.run(1)
    assert read(rig.line.texts[0]) == [3, "m2", {"currentTime": "2026-01-05T08:00:05.000Z"}]


def test_a_delayed_answer_does_not_come_over_another_line(rig: Rig) -> None:
    rig.backend.misbehave("Heartbeat", "delay", delay_ms=5_000)
    rig.say(HEARTBEAT)
    old, rig.line = rig.line, rig.connect()
    rig.backend.closed(old)
    rig.run(10_000)
    assert (old.texts, rig.line.texts) == ([], [])


def test_a_doubled_answer_comes_twice(rig: Rig) -> None:
    rig.backend.misbehave("Heartbeat", "duplicate")
    assert rig.say(HEARTBEAT) == [RIGHT, RIGHT]


def test_an_error_has_the_code_and_words_that_were_asked_for(rig: Rig) -> None:
    rig.backend.misbehave("Heartbeat", "error", code="SecurityError", description="not you")
    assert rig.say(HEARTBEAT) == [[4, "m2", "SecurityError", "not you", {}]]


def test_a_closed_line_is_no_answer(rig: Rig) -> None:
    rig.backend.misbehave("Heartbeat", "close")
    assert rig.say(HEARTBEAT) == []
    assert rig.line.is_closed


SPOILT = {
    "text": "<html><body>502 Bad Gateway</body></html>",
    "truncated": '[3,"m2",{"currentTime":"2',
    "types": [3, "m2", {"currentTime": 4711}],
    "unknown-id": [3, NOBODYS_ID, RIGHT[2]],
    "earlier-id": [3, "m1", RIGHT[2]],
    "number-id": [3, 4711, RIGHT[2]],
}


@pytest.mark.parametrize("shape", SHAPES)
def test_malformed_answers_are_marked_in_the_journal_and_blame_nobody(rig: Rig, shape: str) -> None:
    rig.backend.misbehave("Heartbeat", "malformed", shape=shape)
    assert rig.say(HEARTBEAT) == [SPOILT[shape]]
    detail = rig.by_backend("frame")[-1].detail
    assert (detail["valid"], detail["malformed"], detail["action"]) == (False, True, "Heartbeat")
    assert detail["problem"]
    assert check_journal(rig.journal) == []


def test_an_answer_without_values_is_spoilt_too(rig: Rig) -> None:
    rig.backend.misbehave("StatusNotification", "malformed", shape="types")
    row = {"connectorId": 1, "errorCode": "NoError", "status": "Available"}
    assert rig.say([2, "m2", "StatusNotification", row]) == [[3, "m2", ["nothing"]]]


def test_what_is_misanswered_is_booked_all_the_same(rig: Rig) -> None:
    rig.backend.misbehave("StartTransaction", "drop", times=1)
    start = {"connectorId": 1, "idTag": "04A1B2C3", "meterStart": 0, "timestamp": "2026-01-05T08:00:00Z"}
    assert rig.say([2, "m2", "StartTransaction", start]) == []
    (answer,) = rig.say([2, "m3", "StartTransaction", start])
    assert answer[2]["transactionId"] == rig.backend.transaction_id(1) == 1000
    assert len(rig.backend.transactions) == 1


def test_wrong_calls_may_be_answered_wrongly_as_well(rig: Rig) -> None:
    assert rig.say([2, "m2", "MakeCoffee", {}])[0][:3] == [4, "m2", "NotImplemented"]
    rig.backend.misbehave("*", "drop")
    assert rig.say([2, "m2", "MakeCoffee", {}]) == []


def test_so_many_times_and_then_no_more(rig: Rig) -> None:
    rig.backend.misbehave("Heartbeat", "drop", times=2)
    assert [rig.say(HEARTBEAT) for _ in range(3)] == [[], [], [RIGHT]]


def test_the_actions_own_goes_before_the_one_for_all(rig: Rig) -> None:
    rig.backend.misbehave("*", "drop")
    rig.backend.misbehave("Heartbeat", "error")
    assert rig.say(HEARTBEAT)[0][0] == 4
    rig.backend.behave("Heartbeat")
    assert rig.say(HEARTBEAT) == []
    rig.backend.behave()
    assert rig.say(HEARTBEAT) == [RIGHT]


def test_released_answers_go_wrong_too(rig: Rig) -> None:
    rig.backend.withhold("Heartbeat")
    rig.backend.misbehave("Heartbeat", "duplicate")
    assert rig.say(HEARTBEAT) == []
    rig.backend.release("Heartbeat")
    assert [read(text) for text in rig.line.texts] == [RIGHT, RIGHT]


def mixed(seed: int, count: int) -> list[Misbehaviour | None]:
    script = Script()
    script.set("*", Misbehaviour("mix", seed=seed), None)
    return [script.next("Heartbeat") for _ in range(count)]


def test_a_mix_has_everything_and_is_the_same_for_the_same_seed() -> None:
    drawn = mixed(1, 500)
    assert drawn == mixed(1, 500) != mixed(2, 500)
    some = [one for one in drawn if one is not None]
    assert {one.how for one in some} == set(HOWS) - {"mix"}
    assert {one.shape for one in some} == set(SHAPES)
    assert 100 < drawn.count(None) < 250


@pytest.mark.parametrize(
    "wrong",
    [{"how": "sulk"}, {"how": "error", "code": "Oops"}, {"how": "malformed", "shape": "round"}, {"how": "drop", "x": 1},
     {"how": "delay", "delay_ms": -1}, {"how": "drop", "times": 0}],
)  # fmt: skip
def test_what_no_backend_does_breaks_the_bench(rig: Rig, wrong: dict[str, Any]) -> None:
    with pytest.raises(BenchBroken):
        rig.backend.misbehave("Heartbeat", **wrong)


@pytest.mark.parametrize("payload", [{"connectorId": []}, {"idTag": {}, "connectorId": "one"}, {"idTag": 7}])
def test_a_wrong_request_that_is_meant_says_nothing_to_invariants(rig: Rig, payload: dict[str, Any]) -> None:
    rig.backend.request("RemoteStartTransaction", payload, malformed=True)
    assert rig.by_backend("frame")[-1].detail["malformed"] is True
    assert check_journal(rig.journal) == []


def test_an_error_to_a_request_without_a_name_is_no_surprise(rig: Rig) -> None:
    rig.backend.request("", {}, malformed=True)
    rig.say([4, "backend-1", "NotImplemented", "", {}])
    assert check_journal(rig.journal) == []


class TestWhatIsSentAsItIs:
    def test_a_call_gets_its_answer_and_the_answer_is_no_surprise(self, rig: Rig) -> None:
        rig.backend.say('[2,"odd","MakeCoffee",{}]')
        rig.say([4, "odd", "NotImplemented", "", {}])
        station = [entry for entry in rig.journal if entry.kind == "frame" and entry.who == "station"]
        assert (station[-1].detail["valid"], station[-1].detail["action"]) == (True, "MakeCoffee")
        assert check_journal(rig.journal) == []

    def test_a_second_answer_is_one_too_many(self, rig: Rig) -> None:
        rig.backend.say('[2,"odd","MakeCoffee",{}]')
        for _ in range(2):
            rig.say([4, "odd", "NotImplemented", "", {}])
        assert [violation.requirement for violation in check_journal(rig.journal)] == ["BKD-024"]

    def test_garbage_and_bytes_are_marked(self, rig: Rig) -> None:
        rig.backend.say("{")
        rig.backend.say_bytes(b"\xff")
        assert (rig.line.texts, rig.line.binary) == (["{"], [b"\xff"])
        assert [entry.detail["malformed"] for entry in rig.by_backend("frame")[-2:]] == [True, True]

    def test_they_do_not_wait_for_open_requests(self, rig: Rig) -> None:
        rig.backend.request("ClearCache", {})
        rig.backend.say('[2,"odd","MakeCoffee",{}]')
        assert len(rig.line.texts) == 2
        assert check_journal(rig.journal) == []
