"""Steps at the socket: cables, vehicles, locks and currents."""

from __future__ import annotations

from pytest_bdd import given, then, when

from fixtures.bench.api import Bench, BenchBroken, Mark, NonConformance

from .observations import current_flows, current_stops, lock_moves, plug_pulled, seen_since
from .vocabulary import step

SOON_MS = 10_000
"""The manual says "immediately" and gives no figure; the catalogue's bound is 10 s (FRE-011)."""
BEGINS_MS = 60_000
"""So long a scenario waits for its beginning: under load management a vehicle may wait for a sample of 30 s."""


@given(step("a vehicle is plugged in at socket {socket:Socket}"))
@when(step("a vehicle is plugged in at socket {socket:Socket}"), target_fixture="stimulus")
def plug_in(bench: Bench, socket: int) -> Mark:
    """Cable of 32 A, both ends; the vehicle is ready to charge."""
    return bench.vehicle(socket).plug_in()


@given(step("a vehicle that is not ready to charge is plugged in at socket {socket:Socket}"))
@when(
    step("a vehicle that is not ready to charge is plugged in at socket {socket:Socket}"), target_fixture="stimulus"
)
def plug_in_unready(bench: Bench, socket: int) -> Mark:
    """State B and no further."""
    return bench.vehicle(socket).plug_in(ready=False)


@when(
    step("a vehicle is plugged in at socket {socket:Socket} with a cable of {rating:Current}"),
    target_fixture="stimulus",
)
def plug_in_cable(bench: Bench, socket: int, rating: int) -> Mark:
    """Both ends, with a cable of this rating."""
    return bench.vehicle(socket).plug_in(cable_a=rating // 10)


@when(step("a cable without a vehicle is put into socket {socket:Socket}"), target_fixture="stimulus")
@given(step("a cable without a vehicle is in socket {socket:Socket}"))
def cable_only(bench: Bench, socket: int) -> Mark:
    """The station's end only."""
    return bench.vehicle(socket).plug_in_station_end()


@given(step("a vehicle is connected to the cable in socket {socket:Socket}"))
@when(step("a vehicle is connected to the cable in socket {socket:Socket}"), target_fixture="stimulus")
def connect_car(bench: Bench, socket: int) -> Mark:
    """The free end goes into a car that is ready to charge."""
    return bench.vehicle(socket).connect_car()


@given(step("the cable of socket {socket:Socket} was pulled from the car"))
@when(step("the cable of socket {socket:Socket} is pulled from the car"), target_fixture="stimulus")
def unplug_car(bench: Bench, socket: int) -> Mark:
    """At the car."""
    return bench.vehicle(socket).unplug_car()


@when(step("somebody pulls at the plug in socket {socket:Socket}"), target_fixture="stimulus")
@given(step("the plug was pulled out of socket {socket:Socket}"))
@when(step("the plug is pulled out of socket {socket:Socket}"), target_fixture="stimulus")
def pull_plug(bench: Bench, socket: int) -> Mark:
    """At the station."""
    return bench.vehicle(socket).pull_plug()


@when(step("the vehicle at socket {socket:Socket} becomes ready to charge"), target_fixture="stimulus")
@given(step("the vehicle at socket {socket:Socket} becomes ready to charge"))
def becomes_ready(bench: Bench, socket: int) -> Mark:
    """State C as soon as the station offers a current."""
    return bench.vehicle(socket).set_ready(True)


@when(step("the vehicle at socket {socket:Socket} pauses"), target_fixture="stimulus")
def pauses(bench: Bench, socket: int) -> Mark:
    """Back to state B."""
    return bench.vehicle(socket).set_ready(False)


@when(
    step("the vehicle at socket {socket:Socket} asks for ventilation for {duration:Duration}"),
    target_fixture="stimulus",
)
def asks_ventilation(bench: Bench, socket: int, duration: int) -> Mark:
    """State D, then state C again."""
    mark = bench.vehicle(socket).ask_ventilation()
    bench.wait(duration)
    bench.vehicle(socket).set_ready(True)
    return mark


@given(step("the contactor of socket {socket:Socket} is welded"))
def contactor_welded(bench: Bench, socket: int) -> None:
    """It will not open any more."""
    bench.faults(socket).weld_contactor()


@given(step("the contactor of socket {socket:Socket} came loose"))
@when(step("the contactor of socket {socket:Socket} comes loose"), target_fixture="stimulus")
def contactor_loose(bench: Bench, socket: int) -> Mark:
    """It opens."""
    return bench.faults(socket).mend_contactor()


@given(step('a session of card "{uid:Text}" runs at socket {socket:Socket}'))
def session_runs(bench: Bench, uid: str, socket: int) -> None:
    """Plug in, present the card, and current flows; the scenario cannot begin without it."""
    bench.vehicle(socket).plug_in()
    bench.reader(socket).present(uid)
    if not bench.wait_until(lambda: bench.vehicle(socket).current_da() > 0, within_ms=BEGINS_MS):
        raise BenchBroken(f"no session of card {uid} can be brought about at socket {socket}")
    bench.settle(30_000)


@given(step("current flows at socket {socket:Socket}"))
def given_current(bench: Bench, socket: int) -> None:
    """The scenario cannot begin without it."""
    if not bench.wait_until(lambda: bench.vehicle(socket).current_da() > 0, within_ms=BEGINS_MS):
        raise BenchBroken(f"no current can be brought about at socket {socket}")


@then(step("current flows at socket {socket:Socket} within {limit:Duration}"))
def flows_within(bench: Bench, stimulus: Mark, socket: int, limit: int) -> None:
    """It begins after the stimulus and goes on."""
    bench.observe(current_flows(socket), since=stimulus, within_ms=limit)
    bench.wait(1_000)
    if not bench.vehicle(socket).current_da():
        raise NonConformance(f"current goes on at socket {socket}", "it stopped again within a second")


@then(step("charging starts at socket {socket:Socket}"))
@then(step("charging starts at once at socket {socket:Socket}"))
def starts(bench: Bench, stimulus: Mark, socket: int) -> None:
    """Current within 10 s of the stimulus."""
    flows_within(bench, stimulus, socket, SOON_MS)


@then(step("no current flows at socket {socket:Socket} for {duration:Duration}"))
def no_current(bench: Bench, stimulus: Mark, socket: int, duration: int) -> None:
    """From the stimulus on."""
    bench.never(current_flows(socket), since=stimulus, until_ms=duration)
    if bench.vehicle(socket).current_da():
        raise NonConformance(f"no current at socket {socket}", "current flows since before")


@then(step("the current at socket {socket:Socket} does not stop for {duration:Duration}"))
def goes_on(bench: Bench, stimulus: Mark, socket: int, duration: int) -> None:
    """It flows, and flows without a break."""
    bench.never(current_stops(socket), since=stimulus, until_ms=duration)
    if not bench.vehicle(socket).current_da():
        raise NonConformance(f"current flows at socket {socket}", "none flows")


@then(step("the current at socket {socket:Socket} stops within {limit:Duration}"))
def stops_within(bench: Bench, stimulus: Mark, socket: int, limit: int) -> None:
    """Zero within the limit."""
    bench.observe(current_stops(socket), since=stimulus, within_ms=limit)


@then(step("the vehicle at socket {socket:Socket} is offered {current:Current}"))
def offered(bench: Bench, socket: int, current: int) -> None:
    """As the vehicle reads the pilot, within 10 s; the duty cycle may round down by up to 0.1 A."""
    vehicle, least = bench.vehicle(socket), max(1, current - 1)
    bench.wait_until(lambda: least <= vehicle.offered_da() <= current, within_ms=SOON_MS)
    seen = vehicle.offered_da()
    if not current - 1 <= seen <= current:
        raise NonConformance(f"{current / 10} A offered", f"{seen / 10} A")


@then(step("the plug in socket {socket:Socket} is locked within {limit:Duration}"))
def locked_within(bench: Bench, stimulus: Mark, socket: int, limit: int) -> None:
    """The lock closes after the stimulus."""
    bench.observe(lock_moves(socket, closed=True), since=stimulus, within_ms=limit)


@then(step("the plug in socket {socket:Socket} is locked before current flows"))
def locked_first(bench: Bench, stimulus: Mark, socket: int) -> None:
    """The order of the two in the journal."""
    lock = bench.observe(lock_moves(socket, closed=True), since=stimulus, within_ms=SOON_MS)
    current = bench.observe(current_flows(socket), since=stimulus, within_ms=SOON_MS)
    if lock.number > current.number:
        raise NonConformance("the plug is locked, then current flows", "current flowed first")


@then(step("the plug in socket {socket:Socket} is unlocked within {limit:Duration}"))
def unlocked_within(bench: Bench, stimulus: Mark, socket: int, limit: int) -> None:
    """The lock opens after the stimulus."""
    bench.observe(lock_moves(socket, closed=False), since=stimulus, within_ms=limit)


@then(step("the plug in socket {socket:Socket} is not unlocked for {duration:Duration}"))
def stays_locked(bench: Bench, stimulus: Mark, socket: int, duration: int) -> None:
    """The lock does not open."""
    bench.never(lock_moves(socket, closed=False), since=stimulus, until_ms=duration)


@then(step("the plug in socket {socket:Socket} is not locked for {duration:Duration}"))
def stays_open(bench: Bench, stimulus: Mark, socket: int, duration: int) -> None:
    """The lock does not close."""
    bench.never(lock_moves(socket, closed=True), since=stimulus, until_ms=duration)


@then(step("the plug comes out of socket {socket:Socket}"))
def came_out(bench: Bench, stimulus: Mark, socket: int) -> None:
    """The pull succeeded."""
    bench.observe(plug_pulled(socket, removed=True), since=stimulus, within_ms=1_000)


@then(step("the plug stays in socket {socket:Socket}"))
def stayed_in(bench: Bench, stimulus: Mark, socket: int) -> None:
    """The pull failed, and the current did not even flicker."""
    bench.observe(plug_pulled(socket, removed=False), since=stimulus, within_ms=1_000)
    bench.wait(5_000)
    if seen_since(bench, current_stops(socket), stimulus.number):
        raise NonConformance("charging is not disturbed by the pull", "the current stopped")
