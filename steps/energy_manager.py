"""Steps of an energy management system that reads and steers the station over Modbus TCP (manual, 7.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from pytest_bdd import given, then, when

from fixtures.bench.api import Bench, BenchBroken, Mark, NonConformance, Reply

from .configuration import configure
from .vocabulary import step

SERVER = "Modbus TCP Server for energy management systems"
LIMIT = "HEMS current limit"
FOLLOWS_MS = 10_000
"""How soon an order is followed; the manual gives no figure, a vehicle has 5 s of it (IEC 61851-1)."""
ROUNDING_DA = 2
"""What a duty cycle in whole per mille may leave below its amperes."""
ALIVE_MS = 20_000
"""How often a manager that only reads does so."""


@dataclass
class Followed:
    """What became of each order of a curve: amperes ordered, deciamperes offered and drawn on L1."""

    steps: list[tuple[int, int, int]] = field(default_factory=list)


@pytest.fixture
def followed() -> Followed:
    """The curve of this scenario."""
    return Followed()


# -- the server ---------------------------------------------------------------------------------


@given("the Modbus TCP server for energy managers is on")
def server_on(bench: Bench) -> Mark:
    """And whoever is plugged in may charge."""
    return configure(bench, {SERVER: "On", "Free Charging": "On"})


@given("the Modbus TCP server for energy managers is on, with")
def server_on_with(bench: Bench, datatable: list[list[str]]) -> Mark:
    """Each row is a parameter and its value."""
    return configure(bench, {SERVER: "On", "Free Charging": "On", **{row[0]: row[1] for row in datatable}})


@when("the operator switches the Modbus TCP server off", target_fixture="stimulus")
def server_off(bench: Bench) -> Mark:
    """With Save & Restart."""
    return configure(bench, {SERVER: "Off"})


@then(step("the energy manager finds nobody for socket {socket:Socket}"))
def finds_nobody(bench: Bench, socket: int) -> None:
    """Its connection is refused."""
    _expect_problem(bench.energy_manager.shown(LIMIT, socket=socket), "no connection")


@then(step("the energy manager finds socket {socket:Socket} from base port {base:Number} on"))
def finds_from(bench: Bench, socket: int, base: int) -> None:
    """Socket 1 at the base port, socket 2 at the next one."""
    _taken(bench.energy_manager.shown("OCPP state", socket=socket, base_port=base))


@then(step("the energy manager finds nobody from base port {base:Number} on"))
def finds_nobody_from(bench: Bench, base: int) -> None:
    """Neither socket."""
    for socket in (1, 2):
        _expect_problem(bench.energy_manager.shown(LIMIT, socket=socket, base_port=base), "no connection")


# -- orders ---------------------------------------------------------------------------------------


@given(step("the energy manager has allowed {current:Current} at socket {socket:Socket}"))
def has_allowed(bench: Bench, current: int, socket: int) -> None:
    """And the vehicle has followed."""
    allow(bench, current, socket)
    bench.wait(FOLLOWS_MS)


@when(step("the energy manager allows {current:Current} at socket {socket:Socket}"), target_fixture="stimulus")
def allow(bench: Bench, current: int, socket: int) -> Mark:
    """In whole amperes, into the register of the current limit."""
    return write(bench, current // 10, LIMIT, socket)


@given(step('the energy manager has written {value:Number} as "{quantity:Text}" of socket {socket:Socket}'))
@when(
    step('the energy manager writes {value:Number} as "{quantity:Text}" of socket {socket:Socket}'),
    target_fixture="stimulus",
)
def write(bench: Bench, value: int, quantity: str, socket: int) -> Mark:
    """NonConformance when it is not taken."""
    mark = bench.mark()
    _taken(bench.energy_manager.order(quantity, value, socket=socket))
    return mark


@given(step('the energy manager has written the id tag "{id_tag:Text}" at socket {socket:Socket}'))
def has_shown_card(bench: Bench, id_tag: str, socket: int) -> None:
    """And the session runs."""
    show_card(bench, id_tag, socket)
    if not bench.wait_until(lambda: bench.vehicle(socket).current_da() > 0, within_ms=60_000):
        raise BenchBroken("no current flows, so there is no session to stop")


@when(
    step('the energy manager writes the id tag "{id_tag:Text}" at socket {socket:Socket}'), target_fixture="stimulus"
)
def show_card(bench: Bench, id_tag: str, socket: int) -> Mark:
    """As a card that is held to the reader."""
    mark = bench.mark()
    _taken(bench.energy_manager.order("id tag", id_tag, socket=socket))
    return mark


@then(step('the energy manager cannot write the id tag "{id_tag:Text}" at socket {socket:Socket}'))
def cannot_show_card(bench: Bench, id_tag: str, socket: int) -> None:
    """An exception answers it."""
    _expect_exception(bench.energy_manager.order("id tag", id_tag, socket=socket))


@then(step('the energy manager cannot write {value:Number} as "{quantity:Text}" of socket {socket:Socket}'))
def cannot_write(bench: Bench, value: int, quantity: str, socket: int) -> None:
    """An exception answers it."""
    _expect_exception(bench.energy_manager.order(quantity, value, socket=socket))


@when(step("the energy manager falls silent"), target_fixture="stimulus")
def silent(bench: Bench) -> Mark:
    """It asks nothing any more."""
    return bench.mark()


@given(step("the energy manager has been silent for {duration:Duration}"))
def has_been_silent(bench: Bench, duration: int) -> None:
    """It asked nothing."""
    bench.wait(duration)


@when(step("the energy manager does nothing but read for {duration:Duration}"), target_fixture="stimulus")
def only_reads(bench: Bench, duration: int) -> Mark:
    """Three times a minute."""
    mark = bench.mark()
    for _ in range(duration // ALIVE_MS):
        bench.wait(ALIVE_MS)
        _taken(bench.energy_manager.shown("current L1"))
    return mark


# -- what follows -----------------------------------------------------------------------------------


@then(step("the vehicle at socket {socket:Socket} has {current:Current} within {limit:Duration}"))
def has_within(bench: Bench, stimulus: Mark, socket: int, current: int, limit: int) -> None:
    """On its pilot and in its cable, from the stimulus on; 0 A: neither PWM nor current."""
    wanted = range(max(0, current - ROUNDING_DA), current + 1)

    def right() -> bool:
        vehicle = bench.vehicle(socket)
        return vehicle.offered_da() in wanted and vehicle.current_da() in wanted

    left_ms = max(0, stimulus.at_ms + limit - bench.mark().at_ms)
    if not bench.wait_until(right, within_ms=left_ms):
        raise NonConformance(f"{current / 10:g} A are offered and flow", _has(bench, socket))


@then(step("the vehicle at socket {socket:Socket} still has {current:Current}"))
def still_has(bench: Bench, socket: int, current: int) -> None:
    """10 s later."""
    mark = bench.wait(FOLLOWS_MS)
    has_within(bench, mark, socket, current, 0)


def _has(bench: Bench, socket: int) -> str:
    vehicle = bench.vehicle(socket)
    return f"{vehicle.offered_da() / 10:g} A offered, {vehicle.current_da() / 10:g} A drawn"


# -- a curve ------------------------------------------------------------------------------------------


@when(step("the energy manager follows a surplus of {curve:Line} A"), target_fixture="stimulus")
def follow(bench: Bench, followed: Followed, curve: str) -> Mark:
    """Ampere by ampere as listed, each for 10 s, at socket 1."""
    mark = bench.mark()
    for text in curve.split(" "):
        allow(bench, int(text) * 10, 1)
        bench.wait(FOLLOWS_MS)
        vehicle = bench.vehicle(1)
        followed.steps.append((int(text), vehicle.offered_da(), vehicle.current_da()))
    return mark


@then(step("the vehicle at socket 1 had {curve:Line} A"))
def had(followed: Followed, curve: str) -> None:
    """Offered, and no more than that drawn."""
    wanted = [int(text) for text in curve.split(" ")]
    if len(wanted) != len(followed.steps):
        raise BenchBroken(f"{len(followed.steps)} orders were given, {len(wanted)} offers are listed")
    for want_a, (order_a, offered_da, drawn_da) in zip(wanted, followed.steps, strict=True):
        low_da = max(0, want_a * 10 - ROUNDING_DA)
        if not low_da <= offered_da <= want_a * 10 or not low_da <= drawn_da <= want_a * 10:
            seen = f"{offered_da / 10:g} A offered, {drawn_da / 10:g} A drawn"
            raise NonConformance(f"{want_a} A with a surplus of {order_a} A", seen)


# -- what is read ---------------------------------------------------------------------------------------


@then(step('the energy manager reads "{quantity:Text}" of socket {socket:Socket} as "{value:Text}"'))
def reads(bench: Bench, quantity: str, socket: int, value: str) -> None:
    """Within 10 s."""
    seen: list[Reply] = []

    def right() -> bool:
        seen.append(bench.energy_manager.shown(quantity, socket=socket))
        return not seen[-1].problem and str(seen[-1].value) == value

    for _ in range(10):
        if right():
            return
        bench.wait(1_000)
    _taken(seen[-1])
    raise NonConformance(f"{quantity}: {value}", str(seen[-1].value))


@then(
    step('the energy manager reads "{quantity:Text}" of socket {socket:Socket} between {low:Number} and {high:Number}')
)
def reads_between(bench: Bench, quantity: str, socket: int, low: int, high: int) -> None:
    """Now."""
    reply = bench.energy_manager.shown(quantity, socket=socket)
    _taken(reply)
    if not isinstance(reply.value, int) or not low <= reply.value <= high:
        raise NonConformance(f"{quantity} between {low} and {high}", str(reply.value))


@then(step('the energy manager does not learn the id tag "{id_tag:Text}" at socket {socket:Socket}'))
def does_not_learn(bench: Bench, id_tag: str, socket: int) -> None:
    """An exception or other text."""
    reply = bench.energy_manager.shown("user id", socket=socket)
    if id_tag in str(reply.value):
        raise NonConformance("no id tag", str(reply.value))


@then(step('there are no registers for "{quantity:Text}"'))
def no_registers(bench: Bench, quantity: str) -> None:
    """An exception answers."""
    _expect_exception(bench.energy_manager.shown(quantity))


@when(step("the energy manager asks with {request:Line}"), target_fixture="reply")
def asks(bench: Bench, request: str) -> Reply:
    """A request that no station has to carry out."""
    manager = bench.energy_manager
    return {
        "a read of register 1001": lambda: manager.read(1001),
        "a read of register 3": lambda: manager.read(3),
        "a read beyond the last register": lambda: manager.read(65_535, 2),
        "a read of 126 registers": lambda: manager.read(100, 126),
        "a read of no register": lambda: manager.read(1000, 0),
        "a read of input register 1000": lambda: manager.read(1000, function=4),
        "a read of coil 1000": lambda: manager.read(1000, function=1),
        "a write of register 104": lambda: manager.write(104, (6,)),
        "a write of registers 1000 and 1001": lambda: manager.write(1000, (12, 12)),
        "a write of 65535 A": lambda: manager.write(1000, (65_535,)),
        "function 43": lambda: manager.say(bytes((0, 1, 0, 0, 0, 5, 1, 43, 14, 1, 0))),
        "a write without values": lambda: manager.say(bytes((0, 1, 0, 0, 0, 6, 1, 16, 3, 232, 0, 1))),
    }[request]()


@then("the station answers with an exception")
def answered_with_exception(reply: Reply) -> None:
    """Of whatever code."""
    _expect_exception(reply)


@when(step("the energy manager sends {octets:Line} instead of a frame"))
def sends(bench: Bench, octets: str) -> None:
    """Over a connection of its own."""
    said = {
        "HTTP": b"GET / HTTP/1.1\r\n\r\n",
        "half a frame": bytes((0, 1, 0, 0)),
        "a length of 65535": bytes((0, 1, 0, 0, 255, 255, 1, 3)),
    }
    bench.energy_manager.say(said[octets])


@then(step("the energy manager reads with every unit id from {units:Line}"))
def reads_with(bench: Bench, units: str) -> None:
    """The answer is the same."""
    for unit in (int(text) for text in units.split(", ")):
        _taken(bench.energy_manager.read(1000, unit=unit))


# -- replies ------------------------------------------------------------------------------------------------


def _taken(reply: Reply) -> None:
    if reply.problem or reply.exception:
        raise NonConformance("the request is answered", str(reply))


def _expect_exception(reply: Reply) -> None:
    if not reply.exception:
        raise NonConformance("an exception response", _said(reply))


def _expect_problem(reply: Reply, problem: str) -> None:
    if reply.problem != problem:
        raise NonConformance(problem, _said(reply))


def _said(reply: Reply) -> str:
    words: Sequence[int] = reply.words
    return " ".join([str(reply), *(str(one) for one in words)])
