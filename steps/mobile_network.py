"""Steps about the mobile network (manual, 3.1 and 10); only for benches that have one."""

from __future__ import annotations

import re

from pytest_bdd import given, then, when

from fixtures.bench.api import Bench, Mark, NonConformance

from .observations import handshake, seen_since
from .vocabulary import step

POOR_MS, EVERY_MS = 2 * 60_000, 10 * 60_000


def _dbm(text: str) -> int:
    """-85 as a number."""
    found = re.fullmatch(r"-\d+", text)
    if found is None:
        raise ValueError(f"{text!r} is no signal level, as in -85")
    return int(text)


@given(
    step(
        "a SIM card of operator {operator:Word} that {roams:Text}, "
        "and operator {other:Word} is received with {level:Word} dBm"
    )
)
def sim(bench: Bench, operator: str, roams: str, other: str, level: str) -> None:
    """roams, or does not roam."""
    bench.network.put_in_sim(operator, roams=roams == "roams")
    bench.network.resolve("csms.test", tls=False, port=80)
    bench.network.reception(_dbm(level), other)


@given(step("operator {operator:Word} is received with {level:Word} dBm"))
def received(bench: Bench, operator: str, level: str) -> None:
    """From now on."""
    bench.network.reception(_dbm(level), operator)


@when(
    step("operator {operator:Word} is received with {level:Word} dBm for 2 min every 10 min, {times:Number} times"),
    target_fixture="stimulus",
)
def comes_and_goes(bench: Bench, operator: str, level: str, times: int) -> Mark:
    """And with -85 dBm in between; the mark is from before."""
    mark = bench.mark()
    for _ in range(times):
        bench.network.reception(_dbm(level), operator)
        bench.wait(POOR_MS)
        bench.network.reception(-85, operator)
        bench.wait(EVERY_MS - POOR_MS)
    return mark


@then(step("the backend sees the connection fall and come back {times:Number} times"))
def falls_and_returns(bench: Bench, stimulus: Mark, times: int) -> None:
    """Since the stimulus."""
    closed, opened = (len(seen_since(bench, handshake(state), stimulus.number)) for state in ("closed", "open"))
    if (closed, opened) != (times, times):
        raise NonConformance(f"{times} times closed and open", f"{closed} times closed, {opened} times open")


@then(step("the connection does not fall for {duration:Duration}"))
def holds(bench: Bench, duration: int) -> None:
    """From now on."""
    bench.never(handshake("closed"), since=bench.mark(), until_ms=duration)
