"""The judge of backends: each rule is broken once, and what is right is left alone."""

from __future__ import annotations

import json
from typing import Any

import pytest

from stationproof.backend_judge.judge import MOST, BackendJudge
from stationproof.backend_judge.report import About, Verdict, as_json, as_text, page, verdict
from stationproof.backend_judge.rules import EXAMPLES, RULES, SHOWN_FRAME

NOON = "2026-01-05T12:00:00Z"
NOON_MS = 1_767_614_400_000
BOOT = {"currentTime": NOON, "interval": 300, "status": "Accepted"}
ABOUT = About("ws://127.0.0.1:9000/ocpp", "PS2-1", "5.33.5", "2026-01-05 12:00:00 UTC", 7_000, "0.1.0")


class Talk:
    """A station and a backend, told word for word."""

    def __init__(self) -> None:
        self.now_ms = 0
        self.judge = BackendJudge(lambda: self.now_ms, lambda: NOON_MS)
        self.judge.up()

    def asks(self, action: str, name: str = "1-1", **payload: Any) -> None:
        self.judge.sent(json.dumps([2, name, action, payload]))

    def says(self, *frame: Any) -> str:
        return self.judge.heard(json.dumps(frame))

    def rules(self) -> list[str]:
        return [rule for rule, _ in self.judge.findings]

    def verdict(self) -> Verdict:
        return verdict(self.judge, ABOUT)


@pytest.fixture
def talk() -> Talk:
    return Talk()


def test_what_is_right_is_left_alone(talk: Talk) -> None:
    talk.asks("BootNotification", chargePointVendor="a", chargePointModel="b")
    assert talk.says(3, "1-1", BOOT) == ""
    assert talk.says(2, "x", "GetConfiguration", {"key": ["HeartbeatInterval"]}) == ""
    talk.judge.sent('[3,"x",{}]')
    talk.asks("DataTransfer", "1-2", vendorId="v")
    talk.says(4, "1-2", "NotImplemented", "", {})
    found = talk.verdict()
    assert (found.kind, found.broken, [one.rule for one in found.look]) == ("no_fault", (), ["said no"])
    assert "BootNotification" not in found.unseen["station"]
    assert "Heartbeat" in found.unseen["station"]


@pytest.mark.parametrize(
    ("text", "rule", "words"),
    [
        ("this is no JSON", "array", "expected a JSON array"),
        ("[]", "array", "cannot be read"),
        ('[3,"1-1",{"currentTime":"2026-01-05T12:00:00Z"}', "array", "expected a JSON array"),
        ('[3,"1-1",{}]', "payload", "expected a field currentTime"),
        ('[3,"1-1",{},1]', "result", "expected three elements"),
        ('[3,"9-9",{}]', "id", "never used"),
        (f'[3,"{"x" * 40}",{{}}]', "id", "never used"),
        ('[4,"1-1","Oops","",{}]', "error", "expected a code of OCPP-J 1.6"),
        ('[4,"1-1","NotSupported","",{}]', "core", "CALLERROR NotSupported"),
        ('[2,"x","MakeCoffee",{}]', "call", "no action MakeCoffee"),
        ('[2,"x","BootNotification",{}]', "call", "request of the station, not of a backend"),
        ('[2,"x","Reset",{"type":"Medium"}]', "payload", 'found "Medium"'),
        ('[2,"x"]', "call", "expected four elements"),
        (f'[2,"{"x" * 40}","ClearCache",{{}}]', "id", "at most 36 characters"),
    ],
)
def test_a_wrong_frame_is_found_with_its_clause(talk: Talk, text: str, rule: str, words: str) -> None:
    talk.asks("Heartbeat")
    assert words in talk.judge.heard(text)
    found = talk.verdict()
    assert found.kind == "fault"
    (one,) = found.broken
    assert (one.rule, one.times, one.examples[0].frame) == (rule, 1, text)
    assert one.clause
    assert "{" not in one.clause
    assert one.clause in as_text(found)


def test_a_second_answer_and_a_late_one_are_told_apart(talk: Talk) -> None:
    talk.asks("Heartbeat")
    talk.says(3, "1-1", {"currentTime": NOON})
    talk.says(3, "1-1", {"currentTime": NOON})
    talk.now_ms = 1_000
    talk.asks("Heartbeat", "1-2")
    talk.now_ms = 31_000
    talk.asks("Heartbeat", "1-3")
    talk.now_ms = 32_000
    talk.says(3, "1-2", {"currentTime": NOON})
    assert talk.rules() == ["result", "silent", "late"]
    silent = talk.judge.findings["silent", "Heartbeat is not answered"]
    assert silent.examples[0].note == "nothing came in 30.0 s; the station went on"
    assert silent.clause == "OCPP 1.6, chapter 4, Heartbeat: the Central System SHALL respond"


def test_the_end_is_a_fault_only_behind_a_long_silence(talk: Talk) -> None:
    talk.asks("Heartbeat")
    talk.now_ms = 5_000
    talk.judge.end()
    assert talk.rules() == ["open"]
    talk.asks("Heartbeat", "1-2")
    talk.now_ms = 35_000
    talk.judge.end()
    assert talk.rules() == ["open", "silent"]


def test_a_lost_line_excuses_what_was_open_on_it(talk: Talk) -> None:
    talk.asks("Heartbeat")
    talk.judge.down("closed by the backend: 1008 go away")
    talk.now_ms = 60_000
    talk.judge.up()
    talk.says(3, "1-1", {"currentTime": NOON})
    assert talk.rules() == ["closed", "late"]
    assert talk.verdict().kind == "nothing", "the station was never answered"


@pytest.mark.parametrize(
    ("reason", "up", "rule"),
    [
        ("the backend does not speak ocpp1.6", False, "subprotocol"),
        ("handshake refused: 401 Unauthorized", False, "refused"),
        ("connection refused", False, "unreachable"),
        ("the backend sent a binary frame", True, "binary"),
        ("no answer to a ping", True, "pong"),
        ("closed by the backend", True, "closed"),
    ],
)
def test_the_end_of_a_line_says_why(reason: str, up: bool, rule: str) -> None:
    judge = BackendJudge(lambda: 0, lambda: NOON_MS)
    if up:
        judge.up()
    judge.down(reason)
    assert [name for name, _ in judge.findings] == [rule]


def test_message_ids_are_new_within_a_connection(talk: Talk) -> None:
    for _ in range(2):
        talk.says(2, "x", "ClearCache", {})
        talk.judge.sent('[3,"x",{"status":"Accepted"}]')
    assert talk.rules() == ["id"]
    talk.judge.up()
    talk.says(2, "x", "ClearCache", {})
    assert talk.judge.findings["id", "ClearCache: its message id was used before on this connection"].times == 1


def test_a_station_that_refuses_a_sound_request_is_something_to_look_at(talk: Talk) -> None:
    talk.says(2, "x", "UnlockConnector", {"connectorId": 0})
    talk.judge.sent('[4,"x","PropertyConstraintViolation","connectorId is 0",{}]')
    assert talk.rules() == ["station said no"]
    assert talk.verdict().rows["backend"][0][1].errors == 1


def test_the_time_of_the_backend_is_compared(talk: Talk) -> None:
    talk.asks("Heartbeat")
    talk.says(3, "1-1", {"currentTime": "2026-01-05T14:00:00Z"})
    talk.asks("Heartbeat", "1-2")
    talk.says(3, "1-2", {"currentTime": "2026-01-05T13:01:00+01:00"})
    assert list(talk.judge.findings) == [("clock", "Heartbeat: currentTime is 2 h ahead of this machine's clock")]


def test_a_transaction_has_an_id_of_its_own(talk: Talk) -> None:
    for number, meter in (("1-1", 0), ("1-2", 0), ("1-3", 5)):
        talk.asks("StartTransaction", number, connectorId=1, idTag="A", meterStart=meter, timestamp=NOON)
        talk.says(3, number, {"transactionId": 7, "idTagInfo": {"status": "Accepted"}})
    (one,) = talk.judge.findings.values()
    assert (one.rule, one.times, json.loads(one.examples[0].about)[1]) == ("transaction", 1, "1-3")


def test_ten_thousand_wrong_frames_are_one_finding_and_many_kinds_are_bounded(talk: Talk) -> None:
    for number in range(10_000):
        talk.says(2, f"x{number}", "MakeCoffee", {"sugar": "x" * 5_000 if number == 0 else ""})
    (one,) = talk.judge.findings.values()
    assert (one.times, len(one.examples)) == (10_000, EXAMPLES)
    assert len(one.examples[0].frame) < SHOWN_FRAME + 50
    for number in range(MOST + 9):
        talk.says(2, f"y{number}", f"Action{number}", {})
    assert talk.judge.dropped == 10
    assert talk.verdict().dropped == 10


def test_without_a_word_there_is_no_verdict() -> None:
    judge = BackendJudge(lambda: 0, lambda: NOON_MS)
    judge.down("connection refused")
    found = verdict(judge, ABOUT)
    assert found.kind == "nothing"
    assert as_text(found).endswith("NO VERDICT: the backend has said nothing that could be judged")


def test_the_page_shows_the_frames_and_runs_nothing(talk: Talk) -> None:
    talk.asks("Heartbeat")
    talk.judge.heard('[3,"1-1",{"currentTime":"<script>alert(1)</script>"}]')
    found = talk.verdict()
    html = page(found)
    assert "DOES NOT FIT" in html
    assert "&lt;script&gt;alert(1)" in html
    assert "<script" not in html
    assert "Heartbeat.conf" in html
    assert "Stationproof 0.1.0" in html
    facts = json.loads(as_json(found))
    assert (facts["verdict"], facts["broken"][0]["times"]) == ("fault", 1)
    assert facts["calls"]["station"]["Heartbeat"]["asked"] == 1


def test_every_rule_is_a_row_that_says_where_it_stands() -> None:
    assert all(rule.clause for rule in RULES.values() if rule.weight == "broken")
