"""Steps about the end of a transaction, in any Stop Transaction Mode."""

from __future__ import annotations

import json
from datetime import datetime

from pytest_bdd import given, then, when

from fixtures.bench.api import Bench, Mark, NonConformance

from .backend import SOON_MS
from .observations import date_from_now, payload, request, seen_since
from .vocabulary import step

STOP = request("StopTransaction")
DATED_MS = 5_000


@when(
    step("the plug is pulled out of socket {socket:Socket} while the supply is cut for {duration:Duration}"),
    target_fixture="stimulus",
)
def pulled_in_the_dark(bench: Bench, socket: int, duration: int) -> Mark:
    """Nobody sees it happen."""
    mark = bench.mains.cut()
    bench.vehicle(socket).pull_plug()
    bench.wait(duration)
    bench.mains.restore()
    return mark


@when(step("the RCD of socket {socket:Socket} trips"), target_fixture="stimulus")
@given(step("the RCD of socket {socket:Socket} has tripped"))
def rcd_trips(bench: Bench, socket: int) -> Mark:
    """No supply behind it; the controller hears of it where a wire leads there."""
    return bench.faults(socket).trip_rcd()


@when(step("the RCD of socket {socket:Socket} is closed again"), target_fixture="stimulus")
def rcd_closed(bench: Bench, socket: int) -> Mark:
    """Supply again."""
    return bench.faults(socket).close_rcd()


@given(step("the RCD of socket {socket:Socket} has no wire to the controller"))
def rcd_unwired(bench: Bench, socket: int) -> None:
    """It trips all the same, and the controller does not hear of it (discrepancy D-AUT-12)."""
    bench.faults(socket).unwire_rcd()


@given(step("the lock of socket {socket:Socket} was forced open"))
def lock_forced(bench: Bench, socket: int) -> None:
    """With a tool (discrepancy D-AUT-14)."""
    bench.faults(socket).force_lock()


@then(step("the vehicle at socket {socket:Socket} is offered nothing within {limit:Duration}"))
def nothing_offered(bench: Bench, stimulus: Mark, socket: int, limit: int) -> None:
    """No duty cycle that allows a current."""
    left_ms = stimulus.at_ms + limit - bench.mark().at_ms
    if not bench.wait_until(lambda: not bench.vehicle(socket).offered_da(), within_ms=max(0, left_ms)):
        raise NonConformance("no current on offer", f"{bench.vehicle(socket).offered_da() / 10} A")


@then(step("a transaction stops within {limit:Duration}"))
def stops(bench: Bench, stimulus: Mark, limit: int) -> None:
    """Whatever the reason."""
    bench.observe(STOP, since=stimulus, within_ms=limit)


@then(step('a transaction of "{id_tag:Text}" starts at socket {socket:Socket} within {limit:Duration}'))
def starts_within(bench: Bench, stimulus: Mark, id_tag: str, socket: int, limit: int) -> None:
    """StartTransaction, after the stimulus."""
    wanted = request("StartTransaction", idTag=id_tag, connectorId=socket)
    bench.observe(wanted, since=stimulus, within_ms=limit)


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
