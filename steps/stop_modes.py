"""Steps about the end of a transaction, in any Stop Transaction Mode."""

from __future__ import annotations

import json
from datetime import datetime

from pytest_bdd import then

from fixtures.bench.api import Bench, Mark, NonConformance

from .backend import SOON_MS
from .observations import date_from_now, payload, request, seen_since
from .vocabulary import step

STOP = request("StopTransaction")
DATED_MS = 5_000


@then(step("a transaction stops within {limit:Duration}"))
def stops(bench: Bench, stimulus: Mark, limit: int) -> None:
    """Whatever the reason."""
    bench.observe(STOP, since=stimulus, within_ms=limit)


@then("the stop of the transaction is dated to that moment")
def dated_now(bench: Bench, stimulus: Mark) -> None:
    """The moment of the stimulus, give or take 5 s."""
    sent = payload(bench.observe(STOP, since=stimulus, within_ms=SOON_MS))["timestamp"]
    moment = date_from_now(bench, stimulus.at_ms - bench.mark().at_ms)
    off_ms = (datetime.fromisoformat(sent) - datetime.fromisoformat(moment)).total_seconds() * 1_000
    if abs(off_ms) > DATED_MS:
        raise NonConformance(f"a stop dated to {moment}", sent)


@then(step("exactly one transaction stops, with reason {first:Word} or {second:Word}"))
def stops_once(bench: Bench, stimulus: Mark, first: str, second: str) -> None:
    """Soon, and not again for 5 min."""
    bench.observe(STOP, since=stimulus, within_ms=SOON_MS)
    bench.wait(5 * 60_000)
    sent = [payload(entry) for entry in seen_since(bench, STOP, 0)]
    if len(sent) != 1 or sent[0].get("reason", "Local") not in (first, second):
        raise NonConformance(f"one StopTransaction, reason {first} or {second}", json.dumps(sent))
