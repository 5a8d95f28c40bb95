"""Our station under fire, on the virtual bench: it lives, answers each call once, and charges afterwards."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from fixtures.bench.api import BenchBroken
from fixtures.bench.journal import Entry
from fixtures.bench.virtual import VirtualBench
from fixtures.invariants import check_journal
from steps.observations import request, seen_since
from tests.harness.invariant_stories import CARD, opened

from .frames import BACKEND_SENDS, HARMLESS, TEXTS, Call, budget, calls, cut, wrong_calls

ANSWERS_WITHIN_MS = 60_000
"""The longest wait of an answer is for a lock that is tried three times."""
CUT = cut(calls(BACKEND_SENDS).map(lambda one: json.dumps([2, "cut", one.action, one.payload])))


def say(bench: VirtualBench, one: Any) -> None:
    """Send a call or a text, if a station is there to hear it."""
    try:
        if isinstance(one, Call) and isinstance(one.payload, dict):
            bench.backend.request(one.action, one.payload, malformed=True)
        elif isinstance(one, Call):
            bench.backend.say(json.dumps([2, f"fuzz-{len(bench.journal)}", one.action, one.payload]))
        else:
            bench.backend.say(one)
    except BenchBroken:
        bench.wait(30_000)  # the station restarts
        return
    bench.wait(200)


def answers_of(bench: VirtualBench, call: Entry) -> list[Entry]:
    """What the station answered to this call of the backend."""
    return [
        entry
        for entry in bench.journal.after(call.number)
        if entry.kind == "frame"
        and entry.who == "station"
        and entry.detail["message"] in ("result", "error")
        and entry.detail["id"] == call.detail["id"]
    ]


def check_answers(bench: VirtualBench) -> None:
    """One answer to each call; none is owed where the line ended, nor to what is no frame."""
    ends_ms = [e.at_ms for e in bench.journal if e.kind == "link" and e.detail.get("state") == "closed"]
    frames = [e for e in bench.journal if e.kind == "frame" and e.who == "backend"]
    calls_made = [e for e in frames if e.detail["message"] == "call"]
    ids = [e.detail["id"] for e in calls_made]
    for call in calls_made:
        owed = call.detail["problem"] != "sent as it is" or str(call.detail["id"]).startswith("fuzz-")
        lost = any(call.at_ms <= end_ms <= call.at_ms + ANSWERS_WITHIN_MS for end_ms in ends_ms)
        found = len(answers_of(bench, call))
        assert found <= ids.count(call.detail["id"])
        assert found or lost or not owed, f"no answer to {call.as_text()}"


def check_lives(bench: VirtualBench) -> None:
    """The software runs and nothing impossible was seen."""
    assert bench.host.crash is None
    bench.journal.json_lines().encode()
    assert check_journal(bench.journal) == []


def charge(bench: VirtualBench) -> None:
    """A session from plug to stop."""
    mark = bench.vehicle(1).plug_in()
    bench.reader(1).present(CARD)
    assert bench.wait_until(lambda: bench.vehicle(1).current_da() > 0, within_ms=90_000)
    bench.wait(90_000)
    bench.reader(1).present(CARD)
    bench.wait(90_000)
    told = [e.detail["action"] for e in seen_since(bench, request("StartTransaction"), mark.number)]
    told += [e.detail["action"] for e in seen_since(bench, request("StopTransaction"), mark.number)]
    assert told == ["StartTransaction", "StopTransaction"]


@budget(200)
@given(st.lists(calls(BACKEND_SENDS) | wrong_calls(BACKEND_SENDS) | TEXTS, min_size=1, max_size=8))
def test_whatever_the_backend_says_the_station_lives_and_answers_once(said: list[Any]) -> None:
    bench = opened()
    for one in said:
        say(bench, one)
    bench.wait(5 * 60_000)
    check_answers(bench)
    check_lives(bench)
    bench.close()


@budget(200)
@given(st.lists(calls(HARMLESS) | wrong_calls(HARMLESS) | TEXTS | CUT, min_size=1, max_size=8))
def test_behind_nonsense_a_session_can_be_run(said: list[Any]) -> None:
    bench = opened()
    for one in said:
        say(bench, one)
    bench.wait(70_000)
    charge(bench)
    check_lives(bench)
    bench.close()


@budget(50)
@given(st.integers(0, 2**32))
def test_a_backend_that_misbehaves_at_random_ends_up_with_the_transaction(seed: int) -> None:
    """A start or a stop may be given up after three errors; what the backend took it took once."""
    bench = opened()
    mark = bench.vehicle(1).plug_in()
    bench.reader(1).present(CARD)
    bench.wait(5_000)
    bench.backend.misbehave("*", "mix", seed=seed)
    bench.wait(10 * 60_000)
    bench.vehicle(1).unplug_car()
    bench.wait(10 * 60_000)
    bench.backend.behave()
    bench.wait(30 * 60_000)
    check_lives(bench)
    stops = seen_since(bench, request("StopTransaction"), mark.number)
    assert len({str(entry.detail["payload"]) for entry in stops}) == 1
    assert len(bench.backend.transactions) == 1
    bench.close()
