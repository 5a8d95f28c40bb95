"""Steps with a backend that answers wrongly: what it does, and what the station makes of it."""

from __future__ import annotations

import json
from typing import Any

from pytest_bdd import given, then, when

from fixtures.bench.api import Bench, BenchBroken, Mark, NonConformance, Observation
from fixtures.bench.journal import Entry

from .backend import SOON_MS, TRANSACTION
from .observations import any_request, payload, request, seen_since
from .vocabulary import duration_ms, step

SLACK_MS = 2_000
"""Journeys, and timers that are checked once a second."""
MANNERS: dict[str, dict[str, str]] = {
    "not at all": {"how": "drop"},
    "twice": {"how": "duplicate"},
    "by closing the line": {"how": "close"},
    "with a text that is no JSON": {"how": "malformed", "shape": "text"},
    "with JSON that breaks off": {"how": "malformed", "shape": "truncated"},
    "with values of other types": {"how": "malformed", "shape": "types"},
    "with an id that nobody asked with": {"how": "malformed", "shape": "unknown-id"},
    "with the id of an earlier call": {"how": "malformed", "shape": "earlier-id"},
    "with a number as id": {"how": "malformed", "shape": "number-id"},
}


def _misbehave(bench: Bench, action: str, manner: str, times: int | None) -> None:
    if manner in MANNERS:
        bench.backend.misbehave(action, times=times, **MANNERS[manner])
    elif manner.startswith("with the error "):
        bench.backend.misbehave(action, "error", times=times, code=manner.removeprefix("with the error "))
    elif manner.endswith(" late"):
        bench.backend.misbehave(action, "delay", times=times, delay_ms=duration_ms(manner.removesuffix(" late")))
    else:
        raise BenchBroken(f"no backend answers {manner!r}; write one of: {', '.join(MANNERS)}")


@given(step("the backend answers the next {action:Word} {manner:Line}"))
def answers_next(bench: Bench, action: str, manner: str) -> None:
    """The first one that comes from now on; then as it should."""
    _misbehave(bench, action, manner, 1)


@given(step("the backend answers every {action:Word} {manner:Line}"))
def answers_every(bench: Bench, action: str, manner: str) -> None:
    """From now on."""
    _misbehave(bench, action, manner, None)


@given(step("the backend misbehaves at random, by the seed {seed:Number}"))
def misbehaves(bench: Bench, seed: int) -> None:
    """Every action, in every way, and sometimes not."""
    bench.backend.misbehave("*", "mix", seed=seed)


@when("the backend answers as it should again", target_fixture="stimulus")
def behaves(bench: Bench) -> Mark:
    """Every action."""
    mark = bench.mark()
    bench.backend.behave()
    return mark


@given(step("the backend triggered {message:Word}"))
def triggered(bench: Bench, message: str) -> None:
    """TriggerMessage, of no connector in particular."""
    bench.backend.request("TriggerMessage", {"requestedMessage": message})
    bench.wait(1_000)


# -- told again ----------------------------------------------------------------------------


def _mark(entry: Entry) -> Mark:
    return Mark(entry.at_ms, entry.number)


def _again(bench: Bench, first: Entry, pause_ms: int) -> Entry:
    """The same request after the pause."""
    action = str(first.detail["action"])
    second = bench.observe(
        request(action), since=_mark(first), within_ms=pause_ms + SLACK_MS, not_before_ms=pause_ms - SLACK_MS
    )
    if payload(second) != payload(first):
        raise NonConformance(f"the same {action} again: {first.detail['payload']}", str(second.detail["payload"]))
    return second


@then(step("the same {action:Word} is told again after {pause:Duration}, and a third time never"))
def told_again(bench: Bench, stimulus: Mark, action: str, pause: int) -> None:
    """Give or take 2 s; never is half an hour."""
    first = bench.observe(request(action), since=stimulus, within_ms=SOON_MS)
    second = _again(bench, first, pause)
    bench.never(request(action), since=_mark(second), until_ms=30 * 60_000)


@then(step("{action:Word} is told 3 times, with pauses of {first:Duration} and {second:Duration}"))
def told_three_times(bench: Bench, stimulus: Mark, action: str, first: int, second: int) -> None:
    """Give or take 2 s; the same each time, and no fourth time for half an hour."""
    told = bench.observe(request(action), since=stimulus, within_ms=SOON_MS)
    told = _again(bench, _again(bench, told, first), second)
    bench.never(request(action), since=_mark(told), until_ms=30 * 60_000)


@then("the session goes on and its stop is told when it ends")
def goes_on(bench: Bench) -> None:
    """Current flows until the card is shown again."""
    if not bench.vehicle(1).current_da():
        raise NonConformance("the session goes on", "no current flows at socket 1")
    mark = bench.reader(1).present("0A0E9B83")
    bench.observe(request("StopTransaction"), since=mark, within_ms=SOON_MS)


@then(step("the transaction of socket {socket:Socket} was told at most twice"))
def told_at_most_twice(bench: Bench, socket: int) -> None:
    """StartTransaction so far, and at least once."""
    told = len(seen_since(bench, request("StartTransaction", connectorId=socket), 0))
    if told not in (1, 2):
        raise NonConformance("StartTransaction once or twice", f"{told} times")


@then(step("the MeterValues of the transaction come within {limit:Duration} with its number"))
def numbered(bench: Bench, stimulus: Mark, limit: int) -> None:
    """Of socket 1."""
    number = bench.backend.transaction_id(1)
    bench.observe(request("MeterValues", connectorId=1, transactionId=number), since=stimulus, within_ms=limit)


# -- told whole ----------------------------------------------------------------------------


def _answered(bench: Bench, call: Entry) -> Entry | None:
    """The answer to this call that counts: a result as it should be."""
    return next(
        (
            entry
            for entry in bench.journal.after(call.number)
            if entry.kind == "frame"
            and entry.who == "backend"
            and entry.detail["message"] == "result"
            and entry.detail["id"] == call.detail["id"]
            and not entry.detail.get("malformed")
        ),
        None,
    )


def _happened(sent: dict[str, Any]) -> str:
    """The time that a message of a transaction tells."""
    return str(sent["timestamp"] if "timestamp" in sent else sent["meterValue"][0]["timestamp"])


def _stop_answered(bench: Bench, since: Mark) -> bool:
    stops = seen_since(bench, request("StopTransaction"), since.number)
    return any(_answered(bench, stop) is not None for stop in stops)


@then(
    step(
        "the whole transaction of socket {socket:Socket} is told in order within {limit:Duration}, "
        "each message until it is answered"
    )
)
def told_whole(bench: Bench, stimulus: Mark, socket: int, limit: int) -> None:
    """Start, meter values and stop, none missing, none again behind its answer."""
    bench.wait_until(lambda: _stop_answered(bench, stimulus), within_ms=limit)
    bench.wait(5 * 60_000)
    messages: dict[str, list[Entry]] = {}
    for call in seen_since(bench, any_request(*TRANSACTION), 0):
        if payload(call).get("connectorId", socket) == socket:
            messages.setdefault(json.dumps([call.detail["action"], payload(call)], sort_keys=True), []).append(call)
    actions = [str(calls[0].detail["action"]) for calls in messages.values()]
    if (actions[:1], set(actions[1:-1]), actions[-1:]) != (["StartTransaction"], {"MeterValues"}, ["StopTransaction"]):
        raise NonConformance("a start, meter values and a stop", ", ".join(actions) or "nothing")
    times = [_happened(payload(calls[0])) for calls in messages.values()]
    if times != sorted(times):
        raise NonConformance("messages in the order in which things happened", ", ".join(times))
    number = bench.backend.transaction_id(socket)
    for calls in messages.values():
        _told_until_answered(bench, calls, number)


def _told_until_answered(bench: Bench, calls: list[Entry], number: int) -> None:
    """The last telling is answered, none before it is, and the transaction has its number."""
    what = f"{calls[0].detail['action']} of {_happened(payload(calls[0]))}"
    if payload(calls[0]).get("transactionId", number) != number:
        raise NonConformance(f"{what} is about transaction {number}", str(calls[0].detail["payload"]))
    answers = [_answered(bench, call) for call in calls]
    if answers[-1] is None:
        raise NonConformance(f"{what} is told until it is answered", f"told {len(calls)} times, not answered")
    if any(one is not None and one.number < calls[-1].number for one in answers[:-1]):
        raise NonConformance(f"{what} is not told again behind its answer", f"told {len(calls)} times")


@then(
    step(
        "the stop of the transaction of socket {socket:Socket} is told within {limit:Duration}, and is not told again"
    )
)
def stop_told(bench: Bench, stimulus: Mark, socket: int, limit: int) -> None:
    """Answered once, and then never again; it may have been before the stimulus."""
    everything, number = Mark(0, 0), bench.backend.transaction_id(socket)
    if not bench.wait_until(lambda: _stop_answered(bench, everything), within_ms=limit):
        raise NonConformance(f"StopTransaction of {number} reaches the backend", "it does not")
    bench.wait(10 * 60_000)
    stops = seen_since(bench, request("StopTransaction", transactionId=number), 0)
    if not stops:
        raise NonConformance(f"StopTransaction of {number}", "that of another transaction")
    _told_until_answered(bench, stops, number)


@then(step("the station sends nothing for {duration:Duration}"))
def sends_nothing(bench: Bench, stimulus: Mark, duration: int) -> None:
    """Neither request nor answer."""
    anything = Observation("the station sends a frame", lambda e: e.kind == "frame" and e.who == "station")
    bench.never(anything, since=stimulus, until_ms=duration)
