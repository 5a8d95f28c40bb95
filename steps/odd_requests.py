"""Steps with a backend that asks what it should not, or when it should not."""

from __future__ import annotations

import json
import re
from typing import Any

from pytest_bdd import given, then, when

from fixtures.bench.api import Bench, BenchBroken, Mark, NonConformance, Observation

from .backend import SOON_MS
from .observations import answer, payload
from .vocabulary import step

MARKER = "odd-"
"""Begins the ids of requests that are sent past the backend's own queue."""
LONG_KEY = 50
"""Characters of a CiString50Type."""


def _card(number: int) -> str:
    """UID of the card of this number in the long list, as hexadecimal."""
    return f"0a{number:06x}"


def _answer_to(message_id: str) -> Observation:
    return Observation(
        f"the station answers request {message_id}",
        lambda e: e.kind == "frame"
        and e.who == "station"
        and e.detail["message"] in ("result", "error")
        and e.detail["id"] == message_id,
    )


# -- what the backend sends ---------------------------------------------------------------


@when(step("the backend sends the request {action:Word} with {content:Line}"), target_fixture="stimulus")
def sends_request(bench: Bench, action: str, content: str) -> Mark:
    """As it is, whatever the schemas say."""
    return bench.backend.say(f'[2,"{MARKER}1",{json.dumps(action)},{content}]')


@when(step("the backend sends {number:Number} requests at once"), target_fixture="stimulus")
def sends_many(bench: Bench, number: int) -> Mark:
    """GetConfiguration, none waiting for the answer to another."""
    mark = bench.mark()
    for one in range(number):
        bench.backend.say(f'[2,"{MARKER}{one}","GetConfiguration",{{"key":["HeartbeatInterval"]}}]')
    return mark


@when(step("the backend sends the frame {text:Line}"), target_fixture="stimulus")
def sends_frame(bench: Bench, text: str) -> Mark:
    """As it is."""
    return bench.backend.say(text)


@when(step("the backend sends a frame of {number:Number} brackets"), target_fixture="stimulus")
def sends_brackets(bench: Bench, number: int) -> Mark:
    """A payload that is nested without end."""
    return bench.backend.say(f'[2,"{MARKER}1","DataTransfer",{"[" * number}{"]" * number}]')


@when(step("the backend sends a frame of an integer of {number:Number} digits"), target_fixture="stimulus")
def sends_digits(bench: Bench, number: int) -> Mark:
    """As connectorId."""
    return bench.backend.say(f'[2,"{MARKER}1","UnlockConnector",{{"connectorId":{"9" * number}}}]')


@when(step("the backend sends a frame of a text of {number:Number} characters"), target_fixture="stimulus")
def sends_characters(bench: Bench, number: int) -> Mark:
    """As data of a vendor that nobody knows."""
    data = json.dumps({"vendorId": "nobody", "data": "x" * number})
    return bench.backend.say(f'[2,"{MARKER}1","DataTransfer",{data}]')


@when("the backend sends a binary frame", target_fixture="stimulus")
def sends_bytes(bench: Bench) -> Mark:
    """No text at all."""
    return bench.backend.say_bytes(bytes(range(256)))


@when(step("the backend sends a full list of {number:Number} cards"), target_fixture="stimulus")
def sends_long_list(bench: Bench, number: int) -> Mark:
    """SendLocalList, version 1, more than 100 bytes a card."""
    info = {"status": "Accepted", "expiryDate": "2036-01-01T00:00:00Z", "parentIdTag": "A-FLEET-OF-ITS-OWN"}
    rows = [{"idTag": _card(one), "idTagInfo": info} for one in range(1, number + 1)]
    content: dict[str, Any] = {"listVersion": 1, "updateType": "Full", "localAuthorizationList": rows}
    return bench.backend.request("SendLocalList", content)


@given(step("the backend sent a full list of {number:Number} cards"))
def sent_long_list(bench: Bench, number: int) -> None:
    """And the station took it."""
    mark = sends_long_list(bench, number)
    bench.observe(answer("SendLocalList", status="Accepted"), since=mark, within_ms=SOON_MS)


@when(step("card {number:Number} of the list is presented at socket {socket:Socket}"), target_fixture="stimulus")
def presents_listed(bench: Bench, number: int, socket: int) -> Mark:
    """For 2 s."""
    return bench.reader(socket).present(_card(number).upper())


@when(step("the backend asks for {number:Number} keys that do not exist"), target_fixture="stimulus")
def asks_unknown(bench: Bench, number: int) -> Mark:
    """GetConfiguration, names as long as they may be."""
    return bench.backend.request("GetConfiguration", {"key": _unknown_keys(number)})


def _unknown_keys(number: int) -> list[str]:
    return [f"NoSuchKey{one:06}".ljust(LONG_KEY, "x") for one in range(number)]


# -- what the station makes of it ---------------------------------------------------------


@then(step("the station answers it with the error {codes:Line}"))
def answers_error(bench: Bench, stimulus: Mark, codes: str) -> None:
    """CALLERROR with the code, or with one of several."""
    fitting = re.split(r", | or ", codes)
    entry = bench.observe(_answer_to(f"{MARKER}1"), since=stimulus, within_ms=SOON_MS)
    code = payload(entry).get("errorCode", f"no error: {entry.detail['payload']}")
    if code not in fitting:
        raise NonConformance(f"CALLERROR {codes}", str(code))


@then(step("all of them are answered within {limit:Duration}"))
def answers_all(bench: Bench, stimulus: Mark, limit: int) -> None:
    """Each once."""
    ids = [str(e.detail["id"]) for e in bench.journal.after(stimulus.number) if _is_odd_call(e.detail)]
    for message_id in ids:
        bench.observe(_answer_to(message_id), since=stimulus, within_ms=limit)
    bench.wait(limit)
    frames = [e for e in bench.journal.after(stimulus.number) if e.kind == "frame" and e.who == "station"]
    told = [str(e.detail["id"]) for e in frames]
    doubled = [message_id for message_id in ids if told.count(message_id) != 1]
    if doubled:
        raise NonConformance("one answer to each request", f"more to {', '.join(doubled)}")


def _is_odd_call(detail: Any) -> bool:
    return detail.get("message") == "call" and str(detail.get("id", "")).startswith(MARKER)


@then("the station answers requests afterwards")
def answers_afterwards(bench: Bench) -> None:
    """On the same line or on a new one, whichever stands."""
    bench.wait(2_000)
    try:
        mark = bench.backend.request("GetConfiguration", {"key": ["HeartbeatInterval"]})
    except BenchBroken as gone:
        raise NonConformance("the station is connected to its backend", str(gone)) from gone
    bench.observe(answer("GetConfiguration"), since=mark, within_ms=SOON_MS)


@then(step("the station sends no request for {duration:Duration}"))
def no_request(bench: Bench, stimulus: Mark, duration: int) -> None:
    """Whatever the action."""
    wanted = Observation(
        "the station sends a request",
        lambda e: e.kind == "frame" and e.who == "station" and e.detail["message"] == "call",
    )
    bench.never(wanted, since=stimulus, until_ms=duration)


@then(step("the answer names all {number:Number} of them"))
def names_all(bench: Bench, stimulus: Mark, number: int) -> None:
    """As unknown keys."""
    told = payload(bench.observe(answer("GetConfiguration"), since=stimulus, within_ms=SOON_MS))
    if told.get("unknownKey") != _unknown_keys(number):
        raise NonConformance(f"{number} unknown keys", f"{len(told.get('unknownKey', []))}")
