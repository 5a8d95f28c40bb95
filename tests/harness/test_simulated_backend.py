"""The simulated central system, told of lines and texts by hand."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fixtures.bench.api import Backend, BenchBroken, Mark
from fixtures.bench.journal import Entry, Journal
from fixtures.clock import VirtualClock
from fixtures.peers.backend import SimulatedBackend
from fixtures.peers.backend_answers import Transaction, as_date_time
from fixtures.peers.backend_requests import REQUEST_LIMIT_MS
from fixtures.peers.connection import BackendPeer, Handshake
from fixtures.peers.gate import identity_of
from fixtures.peers.memory_link import MemoryLink, MemoryNetwork
from reference_impl.model.link_request import LinkRequest

WHEN = "2026-01-05T08:00:00Z"
START = {"connectorId": 1, "idTag": "04A1B2C3", "meterStart": 0, "timestamp": WHEN}
STOP = {"transactionId": 1000, "meterStop": 1500, "timestamp": "2026-01-05T09:00:00Z", "reason": "EVDisconnected"}


def opening(path: str = "/ocpp/ST%201", *subprotocols: str, tls: bool = True, authorization: str = "") -> Handshake:
    return Handshake(path, subprotocols or ("ocpp1.6",), "backend.example", 443, tls, authorization)


class Line:
    """The backend's end of a line: what was sent to the station."""

    def __init__(self) -> None:
        self.sent: list[Any] = []
        self.is_closed = False
        self.clean = True

    def send(self, text: str) -> None:
        self.sent.append(json.loads(text))

    def close(self) -> None:
        self.is_closed = True


class Rig:
    """A backend with one station's line."""

    def __init__(self) -> None:
        self.clock = VirtualClock()
        self.journal = Journal(self.clock.now_ms)
        self.backend = SimulatedBackend(self.journal, self.clock, lambda: Mark(self.clock.now_ms(), len(self.journal)))
        self.line = self.connect()

    def connect(self) -> Line:
        assert self.backend.handshake(opening()).accept
        line = Line()
        self.backend.opened(line)
        return line

    def hear(self, text: str) -> Any:
        """The station says this; what the backend answered, None for nothing."""
        before = len(self.line.sent)
        self.backend.received(self.line, text)
        answers = self.line.sent[before:]
        assert len(answers) <= 1
        return answers[0] if answers else None

    def ask(self, action: str, payload: Any, message_id: str = "m1") -> Any:
        """The station's call and the payload of the answer."""
        kind, answered_id, answer = self.hear(json.dumps([2, message_id, action, payload]))
        assert (kind, answered_id) == (3, message_id)
        return answer

    def run(self, duration_ms: int) -> None:
        end = self.clock.now_ms() + duration_ms
        while self.clock.step(end):
            pass

    def entries(self, kind: str, who: str) -> list[Entry]:
        return [entry for entry in self.journal if (entry.kind, entry.who) == (kind, who)]

    def last(self, kind: str, who: str) -> dict[str, Any]:
        return dict(self.entries(kind, who)[-1].detail)


@pytest.fixture
def rig() -> Rig:
    return Rig()


def test_it_is_a_peer_and_the_facet_of_the_bench(rig: Rig) -> None:
    def needs(peer: BackendPeer, facet: Backend) -> None:
        assert (peer, facet) == (rig.backend, rig.backend)

    needs(rig.backend, rig.backend)  # mypy compares the signatures


class TestHandshake:
    def test_the_identity_is_the_last_element_of_the_path(self) -> None:
        assert identity_of("/ocpp/ST%201") == "ST 1"
        assert identity_of("/ST%2F1?token=a/b") == "ST/1"
        assert identity_of("/ocpp/") == ""

    @pytest.mark.parametrize(
        ("request_", "status", "reason"),
        [
            (opening("/ocpp/ST1", "ocpp2.0.1"), 400, "subprotocol ocpp1.6 was not offered"),
            (opening("/ocpp/ST1", "OCPP1.6"), 400, "subprotocol ocpp1.6 was not offered"),
            (opening("/ocpp/"), 404, "the path has no identity"),
            (opening("/ocpp/ST2"), 404, "ST2 is not known here"),
        ],
    )
    def test_others_are_refused_and_noted(self, rig: Rig, request_: Handshake, status: int, reason: str) -> None:
        rig.backend.only_identity("ST 1")
        verdict = rig.backend.handshake(request_)
        assert (verdict.accept, verdict.status, verdict.reason) == (False, status, reason)
        facts = rig.last("link", "backend")
        assert (facts["state"], facts["path"], facts["reason"]) == ("handshake refused", request_.path, reason)
        assert facts["subprotocol"] == request_.subprotocols[0]

    def test_none_takes_all_again(self, rig: Rig) -> None:
        rig.backend.only_identity("other")
        assert not rig.backend.handshake(opening()).accept
        rig.backend.only_identity(None)
        assert rig.backend.handshake(opening("/x/ST9", "ocpp2.0.1", "ocpp1.6")).subprotocol == "ocpp1.6"

    def test_a_line_is_noted_from_handshake_to_close(self, rig: Rig) -> None:
        rig.backend.closed(rig.line)
        assert not rig.backend.connected
        links = [dict(entry.detail) for entry in rig.entries("link", "backend")]
        assert [facts.pop("state") for facts in links] == ["handshake accepted", "open", "closed"]
        facts = {"identity": "ST 1", "path": "/ocpp/ST%201", "tls": True, "subprotocol": "ocpp1.6"}
        assert links == [facts | {"authorization": ""}] * 3

    def test_a_new_line_takes_the_place_of_the_old_one(self, rig: Rig) -> None:
        newer = rig.connect()
        assert (rig.line.is_closed, newer.is_closed) == (True, False)
        rig.backend.closed(rig.line)
        assert rig.backend.connected
        rig.backend.request("ClearCache", {})
        assert newer.sent == [[2, "backend-1", "ClearCache", {}]]


class TestAnswers:
    @pytest.mark.parametrize("status", ["Accepted", "Pending", "Rejected"])
    def test_boot_is_answered_with_time_status_and_interval(self, rig: Rig, status: str) -> None:
        if status == "Accepted":
            rig.backend.accept_boot(interval_s=900)
        else:
            rig.backend.refuse_boot(status=status, interval_s=900)
        rig.run(3_661_500)
        answer = rig.ask("BootNotification", {"chargePointVendor": "Example", "chargePointModel": "TWO"})
        assert answer == {"currentTime": "2026-01-05T09:01:01.500Z", "interval": 900, "status": status}

    def test_the_epoch_may_be_another(self, rig: Rig) -> None:
        backend = SimulatedBackend(rig.journal, rig.clock, lambda: Mark(0, 0), epoch_unix_ms=0)
        rig.backend = backend
        rig.line = rig.connect()
        assert rig.ask("Heartbeat", {}) == {"currentTime": "1970-01-01T00:00:00.000Z"}
        assert as_date_time(951_782_400_001) == "2000-02-29T00:00:00.001Z"

    def test_cards_are_known_whatever_their_case_and_others_are_invalid(self, rig: Rig) -> None:
        rig.backend.know_card("04a1b2c3", "Accepted")
        rig.backend.know_card("FF", "Blocked")
        assert rig.ask("Authorize", {"idTag": "04A1B2C3"}) == {"idTagInfo": {"status": "Accepted"}}
        assert rig.ask("Authorize", {"idTag": "FF"}) == {"idTagInfo": {"status": "Blocked"}}
        assert rig.ask("Authorize", {"idTag": "00"}) == {"idTagInfo": {"status": "Invalid"}}

    @pytest.mark.parametrize(
        ("action", "payload", "answer"),
        [
            (
                "MeterValues",
                {"connectorId": 1, "meterValue": [{"timestamp": WHEN, "sampledValue": [{"value": "1"}]}]},
                {},
            ),
            ("DataTransfer", {"vendorId": "Example"}, {"status": "UnknownVendorId"}),
            ("DiagnosticsStatusNotification", {"status": "Idle"}, {}),
            ("FirmwareStatusNotification", {"status": "Idle"}, {}),
            ("StatusNotification", {"connectorId": 2, "errorCode": "NoError", "status": "Available"}, {}),
        ],
    )
    def test_the_rest_is_taken_note_of(self, rig: Rig, action: str, payload: Any, answer: Any) -> None:
        assert rig.ask(action, payload) == answer
        assert all(entry.detail["valid"] for entry in rig.journal if entry.kind == "frame")

    def test_the_last_status_of_a_connector_is_kept(self, rig: Rig) -> None:
        assert rig.backend.last_status(2) == ""
        for status in ("Available", "Preparing"):
            rig.ask("StatusNotification", {"connectorId": 2, "errorCode": "NoError", "status": status})
        assert (rig.backend.last_status(2), rig.backend.last_status(1)) == ("Preparing", "")


class TestTransactions:
    def test_numbers_are_counted_from_1000_and_kept_by_socket(self, rig: Rig) -> None:
        rig.backend.know_card("04A1B2C3", "Accepted")
        first = rig.ask("StartTransaction", START)
        second = rig.ask("StartTransaction", START | {"connectorId": 2})
        assert first == {"transactionId": 1000, "idTagInfo": {"status": "Accepted"}}
        assert second["transactionId"] == 1001
        assert (rig.backend.transaction_id(1), rig.backend.transaction_id(2)) == (1000, 1001)
        with pytest.raises(BenchBroken, match="no transaction was ever started at socket 3"):
            rig.backend.transaction_id(3)

    def test_start_and_stop_are_in_the_books(self, rig: Rig) -> None:
        rig.ask("StartTransaction", START)
        running = Transaction(1000, 1, "04A1B2C3", WHEN, 0)
        assert rig.backend.transactions == (running,)
        assert rig.ask("StopTransaction", STOP) == {}
        assert rig.backend.transactions == (
            Transaction(1000, 1, "04A1B2C3", WHEN, 0, "2026-01-05T09:00:00Z", 1500, "EVDisconnected"),
        )

    def test_a_stop_with_a_card_tells_of_the_card(self, rig: Rig) -> None:
        rig.ask("StartTransaction", START)
        assert rig.ask("StopTransaction", STOP | {"idTag": "04A1B2C3"}) == {"idTagInfo": {"status": "Invalid"}}

    def test_a_resend_gets_the_same_number_and_is_noted(self, rig: Rig) -> None:
        assert rig.ask("StartTransaction", START, "m1")["transactionId"] == 1000
        assert "repeat" not in rig.last("frame", "station")
        assert rig.ask("StartTransaction", START, "m2")["transactionId"] == 1000
        assert list(rig.last("frame", "station").items())[-1] == ("repeat", True)
        assert rig.ask("StartTransaction", START | {"timestamp": "2026-01-05T08:00:01Z"})["transactionId"] == 1001
        rig.ask("StopTransaction", STOP)
        rig.ask("StopTransaction", STOP, "m5")
        assert rig.last("frame", "station")["repeat"] is True
        assert len(rig.backend.transactions) == 2
        assert rig.entries("note", "backend") == []

    @pytest.mark.parametrize("number", [999, 1001, -1])
    def test_a_stop_of_what_was_never_started_is_remarked(self, rig: Rig, number: int) -> None:
        rig.ask("StartTransaction", START)
        assert rig.ask("StopTransaction", STOP | {"transactionId": number}) == {}
        assert rig.last("note", "backend")["what"] == f"transaction {number} was never started"
        assert rig.backend.transactions[0].stopped == ""

    def test_a_second_stop_is_remarked_and_changes_nothing(self, rig: Rig) -> None:
        rig.ask("StartTransaction", START)
        rig.ask("StopTransaction", STOP)
        rig.ask("StopTransaction", STOP | {"meterStop": 9999})
        assert rig.last("note", "backend")["what"] == "transaction 1000 was stopped before"
        assert rig.backend.transactions[0].meter_stop_wh == 1500


class TestWithholding:
    def test_withheld_calls_are_answered_on_release_in_their_order(self, rig: Rig) -> None:
        rig.backend.withhold("Authorize")
        assert rig.hear('[2,"m1","Authorize",{"idTag":"A"}]') is None
        assert rig.hear('[2,"m2","Authorize",{"idTag":"B"}]') is None
        assert rig.ask("Heartbeat", {}, "m3")
        rig.run(5_000)
        mark = rig.backend.release("Authorize")
        assert [frame[1] for frame in rig.line.sent] == ["m3", "m1", "m2"]
        assert [entry.detail["id"] for entry in rig.journal.after(mark.number)] == ["m1", "m2"]
        assert rig.ask("Authorize", {"idTag": "C"}, "m4")

    def test_a_withheld_start_is_the_same_transaction_when_sent_again(self, rig: Rig) -> None:
        rig.backend.withhold("StartTransaction")
        assert rig.hear(json.dumps([2, "m1", "StartTransaction", START])) is None
        rig.backend.closed(rig.line)
        rig.line = rig.connect()
        rig.backend.release("StartTransaction")
        assert rig.line.sent == []
        assert rig.ask("StartTransaction", START, "m2")["transactionId"] == 1000
        assert rig.last("frame", "station")["repeat"] is True

    def test_a_word_that_is_no_answered_action_breaks_the_bench(self, rig: Rig) -> None:
        with pytest.raises(BenchBroken, match="answers no 'StartTransactions', only Authorize"):
            rig.backend.withhold("StartTransactions")


class TestRequests:
    def test_one_at_a_time_and_the_mark_is_the_moment_before(self, rig: Rig) -> None:
        mark = rig.backend.request("Reset", {"type": "Soft"})
        rig.backend.request("ClearCache", {})
        assert rig.line.sent == [[2, "backend-1", "Reset", {"type": "Soft"}]]
        assert rig.journal.after(mark.number)[0].detail["action"] == "Reset"
        rig.hear('[3,"backend-7",{"status":"Accepted"}]')
        assert len(rig.line.sent) == 1
        assert rig.hear('[3,"backend-1",{"status":"Accepted"}]') == [2, "backend-2", "ClearCache", {}]
        assert rig.last("frame", "station")["action"] == "Reset"

    def test_an_error_is_an_answer_too(self, rig: Rig) -> None:
        rig.backend.request("Reset", {"type": "Soft"})
        rig.backend.request("ClearCache", {})
        rig.hear('[4,"backend-1","InternalError","",{}]')
        assert rig.last("frame", "station") == {
            "message": "error",
            "id": "backend-1",
            "action": "Reset",
            "payload": '{"errorCode":"InternalError","errorDescription":"","errorDetails":{}}',
            "valid": True,
            "problem": "",
        }
        assert rig.line.sent[-1][1] == "backend-2"

    def test_an_unanswered_request_is_noted_and_the_next_is_sent(self, rig: Rig) -> None:
        rig.backend.request("Reset", {"type": "Soft"})
        rig.backend.request("ClearCache", {})
        rig.run(REQUEST_LIMIT_MS - 1)
        assert len(rig.line.sent) == 1
        rig.run(1)
        assert rig.line.sent[1:] == [[2, "backend-2", "ClearCache", {}]]
        assert rig.last("note", "backend") == {
            "what": "request unanswered for 60000 ms",
            "id": "backend-1",
            "action": "Reset",
        }
        rig.hear('[3,"backend-1",{"status":"Accepted"}]')
        assert rig.last("note", "backend")["what"] == "answer came too late"
        assert rig.last("frame", "station")["valid"] is True
        rig.hear('[3,"backend-2",{"status":"Accepted"}]')
        assert rig.clock.pending == 0

    def test_with_the_line_goes_what_was_asked_on_it(self, rig: Rig) -> None:
        rig.backend.request("Reset", {"type": "Soft"})
        rig.backend.request("ClearCache", {})
        rig.backend.closed(rig.line)
        assert [entry.detail["id"] for entry in rig.entries("note", "backend")] == ["backend-1", "backend-2"]
        assert rig.clock.pending == 0
        with pytest.raises(BenchBroken, match="no station is connected that could be asked for Reset"):
            rig.backend.request("Reset", {"type": "Soft"})

    def test_a_malformed_request_is_a_fault_of_the_scenario_unless_it_is_meant(self, rig: Rig) -> None:
        with pytest.raises(BenchBroken, match="malformed Reset: type: expected one of Hard, Soft"):
            rig.backend.request("Reset", {"type": "Firm"})
        assert rig.line.sent == []
        rig.backend.request("Reset", {"type": "Firm"}, malformed=True)
        assert rig.line.sent == [[2, "backend-1", "Reset", {"type": "Firm"}]]
        assert rig.last("frame", "backend")["valid"] is False

    def test_words_of_the_scenario_are_checked(self, rig: Rig) -> None:
        with pytest.raises(BenchBroken, match="'Maybe' is no authorization status"):
            rig.backend.know_card("A", "Maybe")
        with pytest.raises(BenchBroken, match="'Accepted' refuses no registration"):
            rig.backend.refuse_boot(status="Accepted", interval_s=1)


class TestMalformedFrames:
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ('[2,"m1","Authorize",{}]', "ProtocolError"),
            ('[2,"m1","Authorize",{"idTag":5}]', "TypeConstraintViolation"),
            ('[2,"m1","Authorize",{"idTag":"123456789012345678901"}]', "TypeConstraintViolation"),
            ('[2,"m1","Authorize",{"idTag":"A","more":1}]', "FormationViolation"),
            ('[2,"m1","Heartbeat",null]', "FormationViolation"),
            ('[2,"m1","Heartbeat",[]]', "FormationViolation"),
            ('[2,"m1","FirmwareStatusNotification",{"status":"Lost"}]', "PropertyConstraintViolation"),
            (
                '[2,"m1","MeterValues",{"connectorId":1,"meterValue":[{"timestamp":"2026-01-05T08:00:00Z",'
                '"sampledValue":[]}]}]',
                "OccurenceConstraintViolation",
            ),
            ('[2,"m1","Charge",{}]', "NotImplemented"),
            ('[2,"m1","authorize",{"idTag":"A"}]', "NotImplemented"),
            ('[2,"m1","Reset",{"type":"Hard"}]', "NotSupported"),
            ('[2,"m1","Heartbeat"]', "ProtocolError"),
            ('[2,"m1","Heartbeat",{},{}]', "ProtocolError"),
            ('[2,"m1"]', "ProtocolError"),
            ('[2,"m1",7,{}]', "FormationViolation"),
        ],
    )
    def test_a_call_gets_its_callerror_and_is_noted_as_invalid(self, rig: Rig, text: str, code: str) -> None:
        kind, message_id, answered, description, details = rig.hear(text)
        assert (kind, message_id, answered, details) == (4, "m1", code, {})
        facts = rig.last("frame", "station")
        assert (facts["message"], facts["valid"]) == ("call", False)
        assert facts["problem"] == description != ""
        assert rig.last("frame", "backend")["message"] == "error"

    def test_a_long_message_id_is_answered_too(self, rig: Rig) -> None:
        answer = rig.hear(json.dumps([2, "x" * 37, "Heartbeat", {}]))
        assert answer[2:4] == ["FormationViolation", "message id: expected at most 36 characters, found 37"]

    def test_a_malformed_start_is_not_booked(self, rig: Rig) -> None:
        rig.hear(json.dumps([2, "m1", "StartTransaction", START | {"timestamp": "2026-01-05 08:00"}]))
        assert rig.backend.transactions == ()

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "hello",
            "null",
            "{}",
            "[]",
            "[2]",
            "[2.0]",
            "[9]",
            '[9,"m1","Heartbeat",{}]',
            '[2,7,"Heartbeat",{}]',
            '[2,["m1"],"Heartbeat",{}]',
            '[2,"m1","Heartbeat",{}',
            '[2,"m1","Heartbeat",{"a":NaN}]',
            '[2,"m1","Heartbeat",{"a":1e999}]',
            '[2,"m1","Heartbeat",{"a":"\\ud800"}]',
            "[" * 100_000,
            '[2,"m1","Heartbeat",' + "[" * 900 + "]" * 900 + "]",
            '[2,"m1","Heartbeat",' + "9" * 5000 + "]",
        ],
        ids=lambda text: text[:30] or "empty",
    )
    def test_garbage_is_noted_and_not_answered(self, rig: Rig, text: str) -> None:
        assert rig.hear(text) is None
        facts = rig.last("frame", "station")
        assert (facts["message"], facts["payload"], facts["valid"]) == ("garbage", text, False)
        assert facts["problem"]
        rig.journal.json_lines().encode()

    @pytest.mark.parametrize(
        ("text", "problem"),
        [
            ('[3,"backend-1",{"status":"Maybe"}]', 'status: expected one of Accepted, Rejected, found "Maybe"'),
            ('[3,"backend-1",{"status":"Accepted"},{}]', "result: expected three elements, found four"),
            ('[3,"other",{"status":"Accepted"}]', "answers no open request"),
            ('[4,"other","InternalError","",{}]', "answers no open request"),
            ('[4,"backend-1","InternalError",""]', "error: expected an object of details as fifth element"),
            ('[4,"backend-1","InternalError",null,{}]', "error: expected a description as text"),
            ('[4,"backend-1","Unhappy","",{}]', 'error: expected a code of OCPP-J 1.6, found "Unhappy"'),
            ('[4,"backend-1",["Unhappy"],"",{}]', 'error: expected a code of OCPP-J 1.6, found ["Unhappy"]'),
        ],
    )
    def test_a_wrong_answer_is_noted_with_its_problem(self, rig: Rig, text: str, problem: str) -> None:
        rig.backend.request("Reset", {"type": "Soft"})
        assert rig.hear(text) is None
        facts = rig.last("frame", "station")
        assert (facts["valid"], facts["problem"]) == (False, problem)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)
PART = JSON | st.sampled_from([2, 3, 4, "m1", "backend-1", "Authorize", "Reset", "StartTransaction", "GenericError"])


@given(st.text() | JSON.map(json.dumps) | st.lists(PART, max_size=6).map(json.dumps))
def test_whatever_a_station_says_the_backend_notes_it_once_and_lives(text: str) -> None:
    rig = Rig()
    rig.backend.request("Reset", {"type": "Soft"})
    rig.hear(text)
    assert len(rig.entries("frame", "station")) == 1
    json.loads(rig.journal.json_lines().encode().splitlines()[-1])


class TestJournal:
    def test_a_frame_has_its_facts_in_order_and_its_payload_as_sent(self, rig: Rig) -> None:
        rig.hear('[2, "m1", "BootNotification", {"chargePointVendor": "Käse", "chargePointModel": "TWO"}]')
        call, result = [entry for entry in rig.journal if entry.kind == "frame"]
        assert (call.who, call.to, result.who, result.to) == ("station", "backend", "backend", "station")
        assert list(call.detail.items()) == [
            ("message", "call"),
            ("id", "m1"),
            ("action", "BootNotification"),
            ("payload", '{"chargePointVendor":"Käse","chargePointModel":"TWO"}'),
            ("valid", True),
            ("problem", ""),
        ]
        assert list(result.detail) == ["message", "id", "action", "payload", "valid", "problem"]
        assert (result.detail["message"], result.detail["action"]) == ("result", "BootNotification")

    def test_a_conversation_over_the_line_in_memory_is_the_same_every_time(self) -> None:
        def converse() -> str:
            clock = VirtualClock()
            journal = Journal(clock.now_ms)
            backend = SimulatedBackend(journal, clock, lambda: Mark(clock.now_ms(), len(journal)))
            network = MemoryNetwork(clock, backend, journal)
            network.resolve("backend.example", tls=True, port=443)
            link = MemoryLink(network, up=lambda: "", down=lambda reason: "", frame=lambda text: text)

            def station(text: str) -> None:
                if text.startswith("[2,"):
                    link.send(f'[3,"{json.loads(text)[1]}",{{"status":"Accepted"}}]')

            link.open(LinkRequest("wss://backend.example/ST1", "ocpp1.6"), station)
            while clock.step(1_000):
                pass
            link.send(json.dumps([2, "m1", "StartTransaction", START]))
            backend.request("Reset", {"type": "Soft"})
            backend.request("ClearCache", {})
            while clock.step(100_000):
                pass
            link.close()
            while clock.step(200_000):
                pass
            assert (network.open_wires, network.lost, clock.pending) == (0, 0, 0)
            return journal.json_lines()

        assert converse() == converse()
        assert len(converse().splitlines()) == 9
