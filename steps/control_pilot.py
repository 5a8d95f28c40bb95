"""Steps that look at contactor and pilot of a socket, as IEC 61851-1 has them."""

from __future__ import annotations

from pytest_bdd import then

from fixtures.bench.api import Bench, Mark, NonConformance, Observation

from .observations import current_flows
from .vocabulary import step


def _contactor(socket: int, *, closed: bool) -> Observation:
    return Observation(
        f"the contactor of socket {socket} {'closes' if closed else 'opens'}",
        lambda e: e.kind == "contactor" and e.detail["socket"] == socket and e.detail["closed"] is closed,
    )


@then(step("the contactor of socket {socket:Socket} closes within {limit:Duration}"))
def closes(bench: Bench, stimulus: Mark, socket: int, limit: int) -> None:
    """Behind the stimulus."""
    bench.observe(_contactor(socket, closed=True), since=stimulus, within_ms=limit)


@then(step("the contactor of socket {socket:Socket} opens within {limit:Duration}"))
def opens(bench: Bench, stimulus: Mark, socket: int, limit: int) -> None:
    """Behind the stimulus."""
    bench.observe(_contactor(socket, closed=False), since=stimulus, within_ms=limit)


@then(step("the contactor of socket {socket:Socket} does not close for {duration:Duration}"))
def stays_open(bench: Bench, stimulus: Mark, socket: int, duration: int) -> None:
    """From the stimulus on."""
    bench.never(_contactor(socket, closed=True), since=stimulus, until_ms=duration)


@then(step("the pilot of socket {socket:Socket} is not modulated for {duration:Duration}"))
def steady(bench: Bench, stimulus: Mark, socket: int, duration: int) -> None:
    """No duty cycle below 100 %."""
    modulated = Observation(
        f"the pilot of socket {socket} is modulated",
        lambda e: e.kind == "pilot" and e.detail["socket"] == socket and int(e.detail["duty_permille"]) < 1_000,
    )
    bench.never(modulated, since=stimulus, until_ms=duration)


@then(step("from {begin:Duration} on no current flows at socket {socket:Socket} for {duration:Duration}"))
def none_from(bench: Bench, begin: int, socket: int, duration: int) -> None:
    """What began before is over by then."""
    mark = bench.wait(begin)
    bench.never(current_flows(socket), since=mark, until_ms=duration)
    if bench.vehicle(socket).current_da():
        raise NonConformance(f"no current at socket {socket}", "current flows since before")
