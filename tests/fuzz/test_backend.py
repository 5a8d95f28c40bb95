"""The simulated backend under fire: it lives, and answers each call once."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from fixtures.bench.api import Mark
from fixtures.bench.journal import Journal
from fixtures.clock import VirtualClock
from fixtures.peers.backend import SimulatedBackend
from fixtures.peers.connection import Handshake

from .frames import STATION_SENDS, TEXTS, Call, budget, calls, cut, wrong_calls

BOOT = {"chargePointVendor": "V", "chargePointModel": "M"}
SAID = calls(STATION_SENDS) | wrong_calls(STATION_SENDS) | TEXTS


class Line:
    """The backend's end of a line: what was sent to the station."""

    def __init__(self) -> None:
        self.sent: list[Any] = []

    def send(self, text: str) -> None:
        self.sent.append(json.loads(text))

    def send_bytes(self, octets: bytes) -> None:
        raise AssertionError("nobody asked for bytes")

    def close(self) -> None:
        raise AssertionError("nobody asked to close")


class Rig:
    """A backend with one line."""

    def __init__(self) -> None:
        clock = VirtualClock()
        self.journal = Journal(clock.now_ms)
        self.backend = SimulatedBackend(self.journal, clock, lambda: Mark(clock.now_ms(), len(self.journal)))
        assert self.backend.handshake(Handshake("/ocpp/ST1", ("ocpp1.6",), "backend.example", 80, False, "")).accept
        self.line = Line()
        self.backend.opened(self.line)

    def hear(self, text: str) -> list[Any]:
        before = len(self.line.sent)
        self.backend.received(self.line, text)
        return self.line.sent[before:]


@budget(400)
@given(st.lists(SAID, min_size=1, max_size=6))
def test_each_call_gets_one_answer_and_whatever_else_none(said: list[Any]) -> None:
    rig = Rig()
    for number, one in enumerate(said):
        if isinstance(one, Call):
            (answer,) = rig.hear(json.dumps([2, f"m{number}", one.action, one.payload]))
            assert answer[0] in (3, 4)
            assert answer[1] == f"m{number}"
        else:
            assert len(rig.hear(one)) <= 1
    assert rig.hear(json.dumps([2, "last", "BootNotification", BOOT]))[0][0] == 3
    rig.journal.json_lines().encode()


@budget(100)
@given(cut(calls(STATION_SENDS).map(lambda one: json.dumps([2, "m", one.action, one.payload]))))
def test_a_call_that_breaks_off_gets_at_most_an_error(text: str) -> None:
    answers = Rig().hear(text)
    assert all(answer[0] == 4 for answer in answers) or json.loads(text)


@budget(150)
@given(calls(STATION_SENDS))
def test_what_the_schemas_take_is_no_fault_of_the_station(call: Call) -> None:
    rig = Rig()
    rig.hear(json.dumps([2, "m", call.action, call.payload]))
    (entry,) = [entry for entry in rig.journal if entry.kind == "frame" and entry.who == "station"]
    assert (entry.detail["message"], entry.detail["valid"]) == ("call", True), entry.detail["problem"]
