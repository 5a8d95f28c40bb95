"""Steps for what becomes of datagrams between stations: late, lost, and stations that do not hear each other."""

from __future__ import annotations

from pytest_bdd import given, then, when

from fixtures.bench.api import Bench, Mark, NonConformance

from .distribution import Place
from .site import offers
from .vocabulary import step

KINDS = {"datagrams": "", "reports": "report", "assignments": "assignment", "beacons": "beacon"}
"""What of it is swallowed."""


@given(step("stations {one:Number} and {other:Number} do not hear each other"))
@when(step("stations {one:Number} and {other:Number} do not hear each other"), target_fixture="stimulus")
def parted(bench: Bench, one: int, other: int) -> Mark:
    """The others hear both."""
    return bench.lan.part(one, other)


@when(step("the datagrams of station {station:Number} are {late:Duration} under way"), target_fixture="stimulus")
def late_from_now_on(bench: Bench, station: int, late: int) -> Mark:
    """Each of them."""
    return bench.lan.delay(station, late)


@when(step("for {duration:Duration} the datagrams of station {station:Number} are {late:Duration} under way"),
      target_fixture="stimulus")
def late_for(bench: Bench, duration: int, station: int, late: int) -> Mark:
    """Those that leave after that arrive at once, before them."""
    mark = bench.lan.delay(station, late)
    bench.wait(duration)
    bench.lan.delay(station, 0)
    return mark


@given(step("for {duration:Duration} the {words:Word} of station {sender:Number} have not arrived "
            "at station {to:Number}"))
def swallowed_for(bench: Bench, duration: int, words: str, sender: int, to: int) -> None:
    """The other way they do."""
    swallowed(bench, words, sender, to)
    bench.wait(duration)


@when(
    step("the {words:Word} of station {sender:Number} do not arrive at station {to:Number} any more"),
    target_fixture="stimulus",
)
def swallowed(bench: Bench, words: str, sender: int, to: int) -> Mark:
    """The other way they do."""
    return bench.lan.swallow(sender, to, KINDS[words])


@when(step("the {words:Word} of station {sender:Number} arrive at station {to:Number} again"),
      target_fixture="stimulus")
def passed_on(bench: Bench, words: str, sender: int, to: int) -> Mark:
    """As before."""
    return bench.lan.pass_on(sender, to, KINDS[words])


@when(step("{duration:Duration} pass"), target_fixture="stimulus")
def time_passes(bench: Bench, duration: int) -> Mark:
    """Nothing else is done."""
    return bench.wait(duration)


@then(
    step("for {duration:Duration} at most {most:Number} of the cars at {where:Places} are offered current at once, "
         "and each of them at some time")
)
def take_turns(bench: Bench, duration: int, most: int, where: list[Place]) -> None:
    """Looked at every 10 s; a change takes 5 s."""
    seen: set[Place] = set()
    for _ in range(duration // 10_000):
        now = {place for place, offer in offers(bench, where).items() if offer}
        seen |= now
        if len(now) > most:
            raise NonConformance(f"at most {most} at once", f"{len(now)}: {sorted(now)}")
        bench.wait(10_000)
    if waiting := set(where) - seen:
        raise NonConformance("each of them at some time", f"never {sorted(waiting)}")
