"""Steps about what is reserved for a vehicle (manual, 7.6 and 7.8), as it is seen from outside.

A second vehicle, led to one grid phase after the other, is offered all that is shared out where nothing is
reserved, and only what is left where something is.
"""

from __future__ import annotations

from pytest_bdd import then

from fixtures.bench.api import Bench, CarModel, NonConformance

from .configuration import enter
from .phases import FIRST_ON, MARGIN_DA, ROTATION, TWO_RUNS_MS, amperes, charge, turn
from .vocabulary import step

GRID = "RST"
"""L1, L2 and L3 of the grid, in the names of rotations."""
LOADS = (((1,), 16), ((1, 2, 3), 10), ((2,), 8), ((1, 2), 12), ((1, 3), 9), ((3,), 14))
"""Conductors of a vehicle, and what it takes on each in A; one for each of the six rotations that there are."""


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


@then(step("its load is reserved on grid {expected:Phases} and nowhere else"))
def reserved(bench: Bench, shared_da: int, expected: tuple[int, ...]) -> None:
    """The vehicle at socket 1 is probed by one at socket 2."""
    if (seen := reserved_on(bench, shared_da)) != expected:
        raise NonConformance(f"reserved on {_names(expected)}", _names(seen))


@then("a vehicle at socket 2 is offered the same on each grid phase")
def same_on_each(bench: Bench, shared_da: int) -> None:
    """Probed one after the other."""
    offers = tuple(finds(bench, phase, shared_da) for phase in (1, 2, 3))
    if len(set(offers)) != 1:
        raise NonConformance("the same on L1, L2 and L3", amperes(offers))


def on_offer(bench: Bench) -> list[str]:
    """The names of the rotations that the page lets choose; at least those of the manual's three charge points."""
    enter(bench)
    names = [choice[:3] for choice in bench.operator.choices(ROTATION)]
    if not {"RST", "STR", "TRS"} <= set(names):
        raise NonConformance("RST, STR and TRS are on offer", ", ".join(names) or "none is")
    return names


def _leave(bench: Bench, socket: int) -> None:
    vehicle = bench.vehicle(socket)
    vehicle.unplug_car()
    bench.wait(2_000)
    vehicle.pull_plug()
    bench.wait(10_000)


def measured(bench: Bench, shared_da: int, rotation: str) -> tuple[int, ...]:
    """The grid phases on which the station reserves what socket 1 draws on its L1, L2 and L3; 0: none or several."""
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
    for name in on_offer(bench):
        seen = measured(bench, shared_da, name)
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


@then("for every rotation the loads of vehicles of one, two and three phases are reserved where they flow")
def where_they_flow(bench: Bench, shared_da: int) -> None:
    """Each rotation with other conductors, and each set of conductors with another current.

    Of two phases all three may be reserved (D-PHR-01).
    """
    for name, (conductors, most_a) in zip(on_offer(bench), LOADS, strict=False):
        turn(bench, 1, name)
        charge(bench, 1, CarModel(conductors=conductors, most_a=most_a))
        loaded = tuple(sorted(GRID.index(name[conductor - 1]) + 1 for conductor in conductors))
        seen = reserved_on(bench, shared_da)
        if seen != loaded and not (len(loaded) == 2 and len(seen) == 3):
            raise NonConformance(f"{name}, {_names(conductors)}: reserved on {_names(loaded)}", _names(seen))
        _leave(bench, 1)


@then("for every rotation a three-phase vehicle leaves the same on each grid phase")
def three_phases_alike(bench: Bench, shared_da: int) -> None:
    """Each rotation with another current."""
    for name, most_a in zip(on_offer(bench), (7, 16, 10, 13, 8, 15), strict=False):
        turn(bench, 1, name)
        charge(bench, 1, CarModel(most_a=most_a))
        same_on_each(bench, shared_da)
        _leave(bench, 1)
