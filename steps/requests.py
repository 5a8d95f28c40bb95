"""Steps for requests that go too far, and for the errors with which a station answers them."""

from __future__ import annotations

from pytest_bdd import then, when

from fixtures.bench.api import Bench, Mark, NonConformance

from .backend import SOON_MS
from .observations import answer, answer_of_two, payload, refusal
from .vocabulary import step


@when(step("the backend asks for one key more than {limit:Word}"), target_fixture="stimulus")
def ask_too_many(bench: Bench, limit: str) -> Mark:
    """GetConfiguration with as many keys as the station says that it answers, and one more."""
    mark = bench.backend.request("GetConfiguration", {"key": [limit]})
    rows = payload(bench.observe(answer("GetConfiguration"), since=mark, within_ms=SOON_MS)).get("configurationKey")
    if not rows:
        raise NonConformance(f"{limit} has a value", "the key is unknown")
    names = [f"Key{number}" for number in range(int(rows[0]["value"]) + 1)]
    return bench.backend.request("GetConfiguration", {"key": names})


@then(step("the station answers {action:Word} with {first:Word} or {second:Word}"))
def answers_one_of(bench: Bench, stimulus: Mark, action: str, first: str, second: str) -> None:
    """Soon after the request."""
    bench.observe(answer_of_two(action, first, second), since=stimulus, within_ms=SOON_MS)


@then(step("the station refuses {action:Word} with the error {code:Word}"))
def answers_error(bench: Bench, stimulus: Mark, action: str, code: str) -> None:
    """CALLERROR with this code, soon after the request."""
    bench.observe(refusal(action, code), since=stimulus, within_ms=SOON_MS)
