"""Steps for the course of messages: heartbeats, what is sent again, and values that are long."""

from __future__ import annotations

from pytest_bdd import given, then, when

from fixtures.bench.api import Bench, Mark, NonConformance, Observation
from fixtures.bench.journal import Entry

from .backend import SOON_MS
from .configuration import LOCAL_LIST, configure
from .observations import answer, payload, request
from .vocabulary import step


def _answered() -> Observation:
    return Observation("the backend answers", _is_result)


def _is_result(entry: Entry) -> bool:
    return entry.kind == "frame" and entry.who == "backend" and entry.detail["message"] == "result"


@when("the last message was answered", target_fixture="stimulus")
def last_answer(bench: Bench) -> Mark:
    """The next answer of the backend."""
    entry = bench.observe(_answered(), since=bench.mark(), within_ms=120_000)
    return Mark(entry.at_ms, entry.number)


@then(step("the next {number:Number} Heartbeats are {interval:Duration} apart"))
def beats_apart(bench: Bench, stimulus: Mark, number: int, interval: int) -> None:
    """Give or take a second; the first comes within the interval."""
    first = bench.observe(request("Heartbeat"), since=bench.mark(), within_ms=interval + 1_000)
    mark = Mark(first.at_ms, first.number)
    for _ in range(number - 1):
        beat = bench.observe(
            request("Heartbeat"), since=mark, within_ms=interval + 1_000, not_before_ms=interval - 1_000
        )
        mark = Mark(beat.at_ms, beat.number)


@then(step("a Heartbeat comes {interval:Duration} after the last message was answered"))
def beat_after_silence(bench: Bench, stimulus: Mark, interval: int) -> None:
    """Give or take a second."""
    beat = bench.observe(request("Heartbeat"), since=stimulus, within_ms=interval + SOON_MS)
    answers = [e for e in bench.journal.after(stimulus.number) if _is_result(e) and e.number < beat.number]
    silent_ms = beat.at_ms - (answers[-1].at_ms if answers else stimulus.at_ms)
    if abs(silent_ms - interval) > 1_000:
        raise NonConformance(f"a Heartbeat {interval} ms after the last answer", f"{silent_ms} ms after it")


@then(step("the same {action:Word} is sent again {interval:Duration} after the first"))
def sent_again(bench: Bench, stimulus: Mark, action: str, interval: int) -> None:
    """The same content, give or take a second."""
    first = bench.observe(request(action), since=stimulus, within_ms=SOON_MS)
    mark = Mark(first.at_ms, first.number)
    again = bench.observe(request(action), since=mark, within_ms=interval + 1_000, not_before_ms=interval - 1_000)
    if payload(again) != payload(first):
        raise NonConformance(f"the same {action} again", str(again.detail["payload"]))


# -- values that are long -------------------------------------------------------------------


def _whitelist(number: int) -> str:
    return ":".join(f"{0x04A00000 + one:08x}" for one in range(number))


@given(step("the local whitelist holds {number:Number} entries"), target_fixture="long_list")
def long_whitelist(bench: Bench, number: int) -> str:
    """Of eight characters each, with a colon in between."""
    text = _whitelist(number)
    configure(bench, {"Enable local whitelist": "On", LOCAL_LIST: text})
    return text


def _values(bench: Bench, mark: Mark) -> list[str]:
    sent = payload(bench.observe(answer("GetConfiguration"), since=mark, within_ms=SOON_MS))
    return [str(row.get("value", "")) for row in sent.get("configurationKey", [])]


@then("the answer holds the whole local whitelist")
def whole_list(bench: Bench, stimulus: Mark, long_list: str) -> None:
    """As the value of some key; the manual does not say of which."""
    values = _values(bench, stimulus)
    if long_list not in values:
        longest = max((len(value) for value in values), default=0)
        raise NonConformance(f"a value with all {len(long_list)} characters of the list", f"at most {longest}")


@then(step("no value in the answer has more than {longest:Number} characters"))
def short_values(bench: Bench, stimulus: Mark, longest: int) -> None:
    """And there are values at all."""
    values = _values(bench, stimulus)
    if not values or max(map(len, values)) > longest:
        raise NonConformance(f"values of at most {longest} characters", str(max(map(len, values), default=0)))
