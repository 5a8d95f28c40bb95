"""Steps for symptoms, causes and remedies of chapter 10 that no other chapter has."""

from __future__ import annotations

from pytest_bdd import given, then, when

from fixtures.bench.api import Bench, Mark, NonConformance

from .configuration import CONNECTED, CONNECTION_STATE, configure, enter
from .observations import current_flows, lock_moves, payload, request, seen_since
from .vocabulary import step

OUTAGE_MS = 10 * 60_000
BACK_MS = 3 * 60_000
CORRECT = {
    "identity": ("OCPP ChargeBoxIdentity (ChargePointID)", "PS2-0001"),
    "URL": ("WebSockets JSON OCPP URL of the Backend", "ws://csms.test/ocpp"),
    "password": ("HTTP Basic Authentication password", "juist-wachtwoord"),
    "mode": ("OCPP Mode", "OCPP-J 1.6"),
}
"""The provider's data in these scenarios."""


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


# -- the provider's data --------------------------------------------------------------------


@when(
    step("the operator corrects the {first:Word}, the {second:Word} and the {third:Word}, with 10 min after each"),
    target_fixture="corrections",
)
def correct_three(bench: Bench, first: str, second: str, third: str) -> list[Mark]:
    """A mark before each."""
    return _correct(bench, first, second, third)


@when(
    step(
        "the operator corrects the {first:Word}, the {second:Word}, the {third:Word} and the {fourth:Word}, "
        "with 10 min after each"
    ),
    target_fixture="corrections",
)
def correct_four(bench: Bench, first: str, second: str, third: str, fourth: str) -> list[Mark]:
    """A mark before each."""
    return _correct(bench, first, second, third, fourth)


def _correct(bench: Bench, *names: str) -> list[Mark]:
    marks = []
    for name in names:
        marks.append(bench.mark())
        configure(bench, dict([CORRECT[name]]))
        bench.wait(OUTAGE_MS)
    return marks


@then("the station connects after the last correction, and not before")
def connects_at_last(bench: Bench, corrections: list[Mark]) -> None:
    """BootNotification reaches the backend."""
    last = corrections[-1]
    before = [entry for entry in seen_since(bench, request("BootNotification"), 0) if entry.number <= last.number]
    if before:
        raise NonConformance("no connection before the last correction", before[0].as_text())
    bench.observe(request("BootNotification"), since=last, within_ms=BACK_MS)


@then(step("within {limit:Duration} the dashboard stops showing the backend as connected"))
def stops_showing(bench: Bench, limit: int) -> None:
    """A line that nobody ends is noticed when an answer does not come."""
    enter(bench)
    bench.wait(limit)
    shown = bench.operator.open_page("Dashboard").get(CONNECTION_STATE, "")
    if CONNECTED.fullmatch(shown):
        raise NonConformance("the backend is not connected", shown)


# -- a lock that sticks now and then --------------------------------------------------------


@when(step("the lock of socket {socket:Socket} sticks at two of three plugs"), target_fixture="plugs")
def two_of_three(bench: Bench, socket: int) -> list[tuple[bool, Mark]]:
    """It sticks at the first and the third; whether it stuck, and a mark before each plug."""
    plugs = []
    bench.faults(socket).clear_fault("lock actuator stuck")
    for sticks in (True, False, True):
        if sticks:
            bench.faults(socket).raise_fault("lock actuator stuck")
        plugs.append((sticks, bench.vehicle(socket).plug_in()))
        bench.wait(30_000)
        if sticks:
            bench.faults(socket).clear_fault("lock actuator stuck")
        bench.vehicle(socket).unplug_car()
        bench.wait(60_000)
        bench.vehicle(socket).pull_plug()
        bench.wait(60_000)
    return plugs


@then("each plug that sticks is a ConnectorLockFailure, and the one between is locked without one")
def each_failure(bench: Bench, plugs: list[tuple[bool, Mark]]) -> None:
    """Told to the backend within the half minute after the plug."""
    ends = [mark.number for _, mark in plugs[1:]] + [bench.mark().number]
    for place, ((sticks, mark), end) in enumerate(zip(plugs, ends, strict=True), start=1):
        told = [
            payload(entry)["errorCode"]
            for entry in seen_since(bench, request("StatusNotification"), mark.number)
            if entry.number <= end
        ]
        if ("ConnectorLockFailure" in told) is not sticks:
            wanted = "a ConnectorLockFailure" if sticks else "no ConnectorLockFailure"
            raise NonConformance(f"{wanted} at plug {place}", ", ".join(dict.fromkeys(told)) or "no status")
        closed = [entry for entry in seen_since(bench, lock_moves(1, closed=True), mark.number) if entry.number <= end]
        if bool(closed) is sticks:
            raise NonConformance(f"plug {place} is {'not ' if sticks else ''}locked", "the opposite")


@then(step("the dashboard comes to show the backend as connected within {limit:Duration}"))
def comes_to_show(bench: Bench, limit: int) -> None:
    """With the seconds to the next heartbeat."""
    enter(bench)
    bench.wait(limit)
    shown = bench.operator.open_page("Dashboard").get(CONNECTION_STATE, "")
    if not CONNECTED.fullmatch(shown):
        raise NonConformance("the backend is connected", shown)
