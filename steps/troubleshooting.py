"""Steps for symptoms, causes and remedies of chapter 10 that no other chapter has."""

from __future__ import annotations

from pytest_bdd import given, then, when

from fixtures.bench.api import Bench, Mark, NonConformance

from .observations import current_flows
from .vocabulary import step

OUTAGE_MS = 10 * 60_000


@when("the supply goes", target_fixture="stimulus")
def supply_goes(bench: Bench) -> Mark:
    """And stays away."""
    return bench.mains.cut()


@then("the supply comes back")
def supply_back(bench: Bench) -> None:
    """The software runs again afterwards."""
    bench.mains.restore()


@when(
    step("the cable of socket {socket:Socket} is pulled from the car while the supply is off"),
    target_fixture="stimulus",
)
def pulled_in_the_dark(bench: Bench, socket: int) -> Mark:
    """In an outage of 10 min; the mark is its end."""
    bench.mains.cut()
    bench.vehicle(socket).unplug_car()
    bench.wait(OUTAGE_MS)
    return bench.mains.restore()


@then(step("no current flows at socket {socket:Socket} from then on for {duration:Duration}"))
def nothing_flows(bench: Bench, stimulus: Mark, socket: int, duration: int) -> None:
    """Also with a vehicle that is connected again, for which nobody has shown a card."""
    bench.wait(60_000)
    bench.vehicle(socket).connect_car()
    bench.never(current_flows(socket), since=stimulus, until_ms=duration)


@then(step("the LED of socket {socket:Socket} is dark for {duration:Duration}"))
def dark(bench: Bench, socket: int, duration: int) -> None:
    """From now on."""
    mark = bench.mark()
    bench.wait(duration)
    seen = {stretch.motion for stretch in bench.led(socket).seen(mark)}
    if seen != {"dark"}:
        raise NonConformance("a dark ring", ", ".join(sorted(seen)))


@given(step("the red lever of socket {socket:Socket} was moved to and fro {times:Number} times"))
@when(
    step("the red lever of socket {socket:Socket} is moved to and fro {times:Number} times"), target_fixture="stimulus"
)
def lever(bench: Bench, socket: int, times: int) -> Mark:
    """By hand; a jam is gone behind it, and the lock is open."""
    return bench.faults(socket).work_lever(times)
