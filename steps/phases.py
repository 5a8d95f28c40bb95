"""Steps about phases (manual, 7.6 and 7.8): how a socket is wired and set, what a vehicle loads, what is reserved for it.

What is reserved is seen from outside: a second vehicle, led to one grid phase after the other, is offered all
that is shared out where nothing is reserved, and only what is left where something is.
"""

from __future__ import annotations

import random
import re

from parse import with_pattern
from pytest_bdd import given, parsers, then, when

from fixtures.bench.api import Bench, BenchBroken, CarModel, Mark, NonConformance
from fixtures.profile import Profile

from .configuration import enter
from .observations import current_flows
from .vocabulary import TYPES, step

ROTATION = "Phase rotation of the ChargePoint"
CONNECTOR = {1: "", 2: " (Connector 2)"}
GRID = "RST"
"""L1, L2 and L3 of the grid, in the names of rotations."""
FIRST_ON = {1: "RST", 2: "STR", 3: "TRS"}
"""The rotation that leads a socket's L1 to this grid phase (manual, 7.8: charge points 1, 2 and 3)."""
FREE = {"Free Charging": "On", "Free Charging Mode": "No OCPP"}
TWO_RUNS_MS = 65_000
"""Two sample periods, and 5 s in which a vehicle follows its pilot (PHR-005)."""
MARGIN_DA = 20
"""What a vehicle does not take may be kept up to 2 A above its draw (DUO-011)."""
ROUNDING_DA = 2
"""What a duty cycle in whole per mille may leave below its amperes."""


@with_pattern(r"L[123], L[123], L[123]")
def rotation(text: str) -> str:
    """"L2, L3, L1" to STR: where L1, L2 and L3 lead to."""
    return "".join(GRID[int(name[1]) - 1] for name in text.split(", "))


@with_pattern(r"\d+/\d+/\d+ A")
def per_phase(text: str) -> tuple[int, ...]:
    """"16/0/0 A" in deciamperes."""
    return tuple(int(part) * 10 for part in text.removesuffix(" A").split("/"))


@with_pattern(r"(?:L[123](?:, | and )?)+")
def phases(text: str) -> tuple[int, ...]:
    """"L1, L2 and L3" to 1, 2 and 3."""
    return tuple(int(number) for number in re.findall(r"L(\d)", text))


@with_pattern(r"single-phase|two-phase|three-phase")
def charger(text: str) -> tuple[int, ...]:
    """The conductors of an on-board charger."""
    return {"single-phase": (1,), "two-phase": (1, 2), "three-phase": (1, 2, 3)}[text]


def phased(text: str) -> parsers.StepParser:
    """A step text with these types as well."""
    kinds = {"Leads": rotation, "PerPhase": per_phase, "Phases": phases, "Charger": charger}
    return parsers.parse(text, extra_types={**TYPES, **kinds})


# -- wiring and settings ----------------------------------------------------------------------


@given(step("the two sockets share a feed of {limit:Current}"), target_fixture="shared_da")
def share_a_feed(bench: Bench, profile: Profile, limit: int) -> int:
    """A double station on one line (manual, 7.3), at which whoever plugs in may charge."""
    if not bench.operator.log_in("manufacturer", profile.value("manufacturer-password")):
        raise BenchBroken("the manufacturer cannot log in, so the station cannot be set to one feed")
    one_feed = "Charging station with one feed"
    values = {
        one_feed: "On", f"{one_feed} (Controller 2)": "On",
        "Charging Station Installation Current Limit [A]": str(limit // 10), **FREE,
    }  # fmt: skip
    for name, value in values.items():
        if refusal := bench.operator.type_value(name, value):
            raise NonConformance(f"{name} accepts {value!r}", refusal)
    bench.operator.save_and_restart()
    return limit


@given("whoever plugs in may charge")
def anybody(bench: Bench) -> None:
    """Free charging without a backend."""
    enter(bench)
    for name, value in FREE.items():
        bench.operator.type_value(name, value)
    bench.operator.save_and_restart()


def set_rotation(bench: Bench, socket: int, rotation: str) -> None:
    """Choose the rotation that the page offers under this name."""
    name = ROTATION + CONNECTOR[socket]
    enter(bench)
    offered = [choice for choice in bench.operator.choices(name) if choice.startswith(rotation)]
    if not offered:
        raise NonConformance(f"{name} can be set to {rotation}", ", ".join(bench.operator.choices(name)))
    bench.operator.type_value(name, offered[0])
    bench.operator.save()


def turn(bench: Bench, socket: int, rotation: str) -> None:
    """Wire a socket, and set it as it is wired."""
    bench.grid.wire(1, socket, rotation)
    set_rotation(bench, socket, rotation)


@given(phased("L1, L2, L3 of socket {socket:Socket} lead to grid {rotation:Leads}, and it is set so"))
def wired_and_set(bench: Bench, socket: int, rotation: str) -> None:
    """The installer did both."""
    turn(bench, socket, rotation)


@given(phased("L1, L2, L3 of socket {socket:Socket} lead to grid {rotation:Leads}, and it is set to {other:Leads}"))
def wired_and_set_wrongly(bench: Bench, socket: int, rotation: str, other: str) -> None:
    """The installer forgot one of them."""
    bench.grid.wire(1, socket, rotation)
    set_rotation(bench, socket, other)


@given(step("socket {socket:Socket} is a single-phase system, wired and set"))
def single_phase_system(bench: Bench, socket: int) -> None:
    """Only its L1 is connected (manual, 7.1)."""
    bench.grid.wire(1, socket, FIRST_ON[1], conductors=1)
    enter(bench)
    bench.operator.type_value("Phases connected to the ChargePoint" + CONNECTOR[socket], "Single-phase system")
    bench.operator.save()


# -- vehicles ---------------------------------------------------------------------------------


def charge(bench: Bench, socket: int, car: CarModel) -> Mark:
    """Plug in; the scenario cannot go on without current. The mark is from before."""
    mark = bench.vehicle(socket).plug_in(car=car)
    bench.observe(current_flows(socket), since=mark, within_ms=TWO_RUNS_MS)
    return mark


@given(phased("a {conductors:Charger} vehicle that takes {current:Current} charges at socket {socket:Socket}"))
@when(
    phased("a {conductors:Charger} vehicle that takes {current:Current} charges at socket {socket:Socket}"),
    target_fixture="stimulus",
)
def charges(bench: Bench, conductors: tuple[int, ...], current: int, socket: int) -> Mark:
    """Its own maximum is this."""
    return charge(bench, socket, CarModel(conductors=conductors, most_a=current // 10))


@when(
    phased("a vehicle that draws {current:Current} on {conductors:Phases} only charges at socket {socket:Socket}"),
    target_fixture="stimulus",
)
def draws_on(bench: Bench, current: int, conductors: tuple[int, ...], socket: int) -> Mark:
    """An unequal load."""
    return charge(bench, socket, CarModel(conductors=conductors, most_a=current // 10))


@given(phased("the vehicle at socket {socket:Socket} has gone over to {conductors:Phases}"))
@when(
    phased("the vehicle at socket {socket:Socket} goes over to {conductors:Phases}"), target_fixture="stimulus"
)
def goes_over(bench: Bench, socket: int, conductors: tuple[int, ...]) -> Mark:
    """Its on-board charger, in mid-session."""
    return bench.vehicle(socket).use_conductors(conductors)


# -- what flows -------------------------------------------------------------------------------


def _amperes(currents: tuple[int, ...]) -> str:
    return "/".join(f"{current / 10:g}" for current in currents) + " A"


def _like(seen: tuple[int, ...], expected: tuple[int, ...]) -> bool:
    return all(0 <= wanted - one <= ROUNDING_DA for one, wanted in zip(seen, expected, strict=True))


@then(phased("the vehicle at socket {socket:Socket} draws {expected:PerPhase} on its L1, L2 and L3"))
def draws(bench: Bench, socket: int, expected: tuple[int, ...]) -> None:
    """Within two runs."""
    bench.wait_until(lambda: _like(bench.vehicle(socket).currents_da(), expected), within_ms=TWO_RUNS_MS)
    if not _like(seen := bench.vehicle(socket).currents_da(), expected):
        raise NonConformance(_amperes(expected), _amperes(seen))


@then(phased("{node:Line} carries {expected:PerPhase} on grid L1, L2 and L3"))
def carries(bench: Bench, node: str, expected: tuple[int, ...]) -> None:
    """The feed, the sub-distribution or the main: within two runs."""
    name = {"the feed": "feed 1", "the sub-distribution": "sub-distribution", "the main": "main"}[node]
    bench.wait_until(lambda: _like(bench.grid.flowing(name), expected), within_ms=TWO_RUNS_MS)
    if not _like(seen := bench.grid.flowing(name), expected):
        raise NonConformance(f"{node} carries {_amperes(expected)}", _amperes(seen))


@then(step("no phase of the feed carries more than {limit:Current} for {duration:Duration}"))
def holds(bench: Bench, stimulus: Mark, limit: int, duration: int) -> None:
    """From the stimulus on, at no moment."""
    left_ms = stimulus.at_ms + duration - bench.mark().at_ms
    if left_ms > 0:
        bench.wait(left_ms)
    for entry in bench.journal.after(stimulus.number):
        if entry.kind == "grid" and entry.detail["node"] == "feed 1":
            seen = tuple(int(entry.detail[f"l{phase}_da"]) for phase in (1, 2, 3))
            if max(seen) > limit:
                raise NonConformance(f"at most {limit / 10} A on each phase", _amperes(seen))


@then(step("from {later:Duration} on no phase of the feed carries more than {limit:Current}"))
def holds_later(bench: Bench, stimulus: Mark, later: int, limit: int) -> None:
    """Watched for two minutes."""
    left_ms = stimulus.at_ms + later - bench.mark().at_ms
    mark = bench.wait(left_ms) if left_ms > 0 else bench.mark()
    if max(seen := bench.grid.flowing("feed 1")) > limit:
        raise NonConformance(f"at most {limit / 10} A on each phase", _amperes(seen))
    holds(bench, mark, limit, 120_000)


@then(phased("a phase of the feed carries more than {limit:Current}, as is to be shown"))
def overloaded(bench: Bench, limit: int) -> None:
    """A setting that does not fit the wiring is seen in the physics."""
    bench.wait_until(lambda: max(bench.grid.flowing("feed 1")) > limit, within_ms=TWO_RUNS_MS)
    if max(seen := bench.grid.flowing("feed 1")) <= limit:
        raise NonConformance(f"more than {limit / 10} A on a phase", _amperes(seen))


# -- what is offered --------------------------------------------------------------------------


@then(step("within two runs the vehicle at socket {socket:Socket} is offered {current:Current} or up to 2 A less"))
def offered_nearly(bench: Bench, socket: int, current: int) -> None:
    """As the vehicle reads the pilot."""
    vehicle = bench.vehicle(socket)
    bench.wait_until(lambda: vehicle.offered_da() >= current - MARGIN_DA - ROUNDING_DA, within_ms=TWO_RUNS_MS)
    if not current - MARGIN_DA - ROUNDING_DA <= (seen := vehicle.offered_da()) <= current:
        raise NonConformance(f"{current / 10} A offered", f"{seen / 10} A")


@then(step("until current flows at socket {socket:Socket} both are offered no more than {limit:Current} together"))
def together(bench: Bench, stimulus: Mark, socket: int, limit: int) -> None:
    """From the stimulus to the first current, at every change of a pilot."""
    bench.observe(current_flows(socket), since=stimulus, within_ms=TWO_RUNS_MS)
    offers: dict[object, int] = {}
    for entry in bench.journal:
        if entry.kind == "pilot":
            offers[entry.detail["socket"]] = int(entry.detail["offered_da"])
        if entry.number <= stimulus.number:
            continue
        if offers.get(socket) and sum(offers.values()) > limit:
            raise NonConformance(f"at most {limit / 10} A together", f"{sum(offers.values()) / 10} A are offered")
        if current_flows(socket).matches(entry):
            return


# -- what is reserved -------------------------------------------------------------------------


def finds(bench: Bench, phase: int, shared_da: int) -> int:
    """What a single-phase vehicle is offered that comes to socket 2 and loads this grid phase, then leaves."""
    turn(bench, 2, FIRST_ON[phase])
    vehicle = bench.vehicle(2)
    vehicle.plug_in(car=CarModel(conductors=(1,)))
    bench.wait_until(lambda: vehicle.offered_da() >= shared_da - MARGIN_DA, within_ms=TWO_RUNS_MS)
    offered = vehicle.offered_da()
    drawn = bench.grid.flowing("feed 1")[phase - 1]
    vehicle.unplug_car()
    bench.wait(2_000)
    vehicle.pull_plug()
    if drawn > shared_da:
        raise NonConformance(f"at most {shared_da / 10} A on grid L{phase}", f"{drawn / 10} A")
    bench.wait(10_000)
    return offered


def reserved_on(bench: Bench, shared_da: int) -> tuple[int, ...]:
    """The grid phases of which a second vehicle does not get all."""
    return tuple(phase for phase in (1, 2, 3) if finds(bench, phase, shared_da) < shared_da - MARGIN_DA)


def _names(phases: tuple[int, ...]) -> str:
    return " and ".join(f"L{phase}" for phase in phases) or "no phase"


@then(phased("its load is reserved on grid {expected:Phases} and nowhere else"))
def reserved(bench: Bench, shared_da: int, expected: tuple[int, ...]) -> None:
    """The vehicle at socket 1 is probed by one at socket 2."""
    if (seen := reserved_on(bench, shared_da)) != expected:
        raise NonConformance(f"reserved on {_names(expected)}", _names(seen))


@then("a vehicle at socket 2 is offered the same on each grid phase")
def same_on_each(bench: Bench, shared_da: int) -> None:
    """Probed one after the other."""
    offers = tuple(finds(bench, phase, shared_da) for phase in (1, 2, 3))
    if len(set(offers)) != 1:
        raise NonConformance("the same on L1, L2 and L3", _amperes(offers))


def _leave(bench: Bench, socket: int) -> None:
    vehicle = bench.vehicle(socket)
    vehicle.unplug_car()
    bench.wait(2_000)
    vehicle.pull_plug()
    bench.wait(10_000)


def measured(bench: Bench, shared_da: int, rotation: str) -> tuple[int, ...]:
    """The grid phases on which the station reserves what socket 1 draws on its L1, L2 and L3; 0: on none, or several."""
    turn(bench, 1, rotation)
    found: list[int] = []
    for conductor in (1, 2, 3):
        charge(bench, 1, CarModel(conductors=(conductor,), most_a=16))
        seen = reserved_on(bench, shared_da)
        found.append(seen[0] if len(seen) == 1 else 0)
        _leave(bench, 1)
    return tuple(found)


@then("each rotation on offer leads L1, L2 and L3 to three different grid phases")
def permutations(bench: Bench, shared_da: int) -> None:
    """No current is lost or doubled."""
    for name in bench.operator.choices(ROTATION):
        seen = measured(bench, shared_da, name[:3])
        if sorted(seen) != [1, 2, 3]:
            raise NonConformance(f"{name} is one-to-one", f"L1, L2 and L3 are reserved on {_names(seen)}")


@then("the rotation of charge point 2 twice is that of charge point 3, and three times that of charge point 1")
def a_cycle(bench: Bench, shared_da: int) -> None:
    """By what is reserved; each grid phase is L1 of one of the three."""
    one, two, three = (measured(bench, shared_da, name) for name in ("RST", "STR", "TRS"))
    twice = tuple(two[two[conductor] - 1] for conductor in range(3))
    thrice = tuple(two[phase - 1] for phase in twice)
    if (twice, thrice) != (three, one) or sorted((one[0], two[0], three[0])) != [1, 2, 3]:
        seen = f"1: {_names(one)}; 2: {_names(two)}; 3: {_names(three)}"
        raise NonConformance("the rotations of the three charge points form a cycle", seen)


@then(step("for {number:Number} vehicles and rotations at random the load is reserved where it flows"))
def at_random(bench: Bench, shared_da: int, number: int) -> None:
    """One to three conductors, every rotation that is on offer; always the same ones."""
    chance = random.Random(number)
    enter(bench)
    names = [choice[:3] for choice in bench.operator.choices(ROTATION)]
    for _ in range(number):
        name = chance.choice(names)
        conductors = tuple(sorted(chance.sample((1, 2, 3), chance.choice((1, 1, 2, 3)))))
        turn(bench, 1, name)
        charge(bench, 1, CarModel(conductors=conductors, most_a=chance.randint(8, 16)))
        loaded = tuple(sorted(GRID.index(name[conductor - 1]) + 1 for conductor in conductors))
        if (seen := reserved_on(bench, shared_da)) != loaded:
            raise NonConformance(f"{name}, {_names(conductors)}: reserved on {_names(loaded)}", _names(seen))
        _leave(bench, 1)


@then("for every rotation a three-phase vehicle leaves the same on each grid phase")
def three_phases_alike(bench: Bench, shared_da: int) -> None:
    """Random offers."""
    chance = random.Random(34)
    enter(bench)
    for name in bench.operator.choices(ROTATION):
        turn(bench, 1, name[:3])
        charge(bench, 1, CarModel(most_a=chance.randint(7, 16)))
        same_on_each(bench, shared_da)
        _leave(bench, 1)
