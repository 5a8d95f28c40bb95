"""Steps that try what 7.4.2 says of any building, on lists of situations, and on slow changes."""

from __future__ import annotations

from pytest_bdd import then, when

from fixtures.bench.api import Bench, Mark, NonConformance

from .configuration import type_in
from .external_load import SETTLED_MS, SUB, node_above, offers, settle
from .observations import seen_since
from .vocabulary import step

MAIN, HEADROOM = "Main Distribution Limit (L1/L2/L3) [A]", "External Load Headroom (L1/L2/L3) [A]"
FALLBACK = "External Load Fallback (L1/L2/L3) [A]"
MINIMUM_A, OWN_A = 7, 32
"""Of the factory."""
SUB_A, HEADROOM_A = 63, 10
"""Limit of the sub-distribution, and what is kept free of the main limit, as the scenarios set them."""
TAPER_A = 2
Three = tuple[int, int, int]
SITUATIONS: tuple[tuple[Three, Three, Three, Three, Three, int], ...] = (
    ((20, 20, 20), (100, 100, 100), (0, 0, 0), (63, 63, 63), (40, 40, 40), 40),
    ((60, 30, 30), (80, 90, 100), (2, 0, 0), (63, 63, 63), (63, 63, 63), 18),
    ((40, 40, 52), (80, 80, 80), (5, 0, 4), (70, 70, 70), (60, 60, 60), 24),
    ((90, 90, 90), (80, 120, 120), (0, 0, 0), (63, 63, 63), (50, 50, 50), 0),
    ((-20, 10, 35), (50, 50, 50), (0, 0, 0), (63, 63, 63), (50, 45, 50), 15),
    ((10, 10, 10), (63, 63, 63), (0, 0, 15), (100, 40, 100), (30, 40, 50), 30),
)
"""Building, main limit, headroom, EVSE limit and operator limit on L1, L2 and L3; each of them binds somewhere.

Last what is left on the worst phase: max(0, min(EVSE, operator, main - building - headroom)), by hand."""
WALK = ((72, 15, 40), (90, 90, 90), (10, 64, 31), (55, 55, 12), (33, 88, 70), (10, 10, 10),
        (81, 47, 59), (26, 26, 90), (64, 12, 18), (90, 33, 45), (49, 71, 22), (10, 90, 66))  # fmt: skip
RISES = ((3_000, (10, 0, 5)), (61_000, (10, 10, 10)), (29_000, (-20, 10, -5)), (31_000, (10, -20, 10)),
         (1_000, (10, 10, 10)), (44_000, (5, 10, 10)), (64_000, (-20, -20, 10)), (15_000, (10, 10, -20)))  # fmt: skip
"""When in its period of 65 s the building changes, and by how much on each phase."""
FALLBACKS = (0, 47, 88, 120)
DRAWS_MS = 2 * 30_000 + 5_000 + 30_000
"""Two runs, and what a mean of readings may still hold of the situation before."""


def _per_phase(values: tuple[int, ...]) -> str:
    return "/".join(map(str, values))


@then(step("the vehicles are offered what the formula leaves, whatever its terms are"))
def formula(bench: Bench) -> None:
    """A(g) = max(0, min(SUB, OPSUB, MAIN - X - HEAD)); two three-phase vehicles are held by the worst phase."""
    for building, main_a, head_a, sub_a, opsub_a, left_a in SITUATIONS:
        values = {MAIN: main_a, HEADROOM: head_a, SUB: sub_a, f"Operator {SUB}": opsub_a}
        type_in(bench, {name: _per_phase(value) for name, value in values.items()})
        bench.operator.save()
        bench.grid.building(*building)
        bench.wait(DRAWS_MS)
        _judge(bench, left_a, f"building {_per_phase(building)}, {values}")
        for g, flowing_da in enumerate(bench.grid.flowing("main")):
            if flowing_da > max(10 * main_a[g], 10 * building[g]):
                raise NonConformance(f"at most {main_a[g]} A on L{g + 1}", f"{flowing_da / 10:g} A")


def _judge(bench: Bench, left_a: int, situation: str) -> None:
    """Both vehicles together have what is left, up to 2 A less for each, and nobody has less than the minimum."""
    wanted_a = min(left_a, 2 * OWN_A) if left_a >= MINIMUM_A else 0
    seen_da = sum(offers(bench))
    if not 10 * wanted_a - 40 < seen_da <= 10 * wanted_a or bool(seen_da) != bool(wanted_a):
        raise NonConformance(f"{wanted_a} A offered: {situation}", f"{seen_da / 10:g} A")


@then(
    step(
        "while the building walks from 10 A to 90 A and back, at the end of each step the main carries {most:Current} "
        "at most, and the vehicles are offered what is left"
    )
)
def walk(bench: Bench, most: int) -> None:
    """Each value is held for two sample periods and the 5 s of a vehicle; three phases are held by the worst."""
    for load in WALK:
        since = bench.grid.building(*load)
        settle(bench, since)
        if max(seen := bench.grid.flowing("main")) > most:
            raise NonConformance(f"at most {most / 10:g} A", _per_phase(tuple(one // 10 for one in seen)))
        _judge(bench, min(SUB_A, most // 10 - max(load)), f"building {_per_phase(load)}")


@then(
    step(
        "while the building rises by up to 10 A in 65 s, and falls, the main never carries more than {most:Current}"
    )
)
def slow_rise(bench: Bench, most: int) -> None:
    """Each phase by itself, at any moment of a period; a period without a change follows, and what is left is used."""
    since, load = bench.mark(), (40, 40, 40)
    for moment_ms, step_a in RISES:
        bench.wait(moment_ms)
        l1, l2, l3 = (min(90, max(0, now + more)) for now, more in zip(load, step_a, strict=True))
        load = (l1, l2, l3)
        bench.grid.building(*load)
        bench.wait(2 * SETTLED_MS - moment_ms)
        _judge(bench, min(SUB_A, most // 10 - HEADROOM_A - max(load)), f"building {_per_phase(load)}")
    if seen := seen_since(bench, node_above("main", most), since.number):
        raise NonConformance(f"never more than {most / 10:g} A", str(dict(seen[0].detail)))


@then(
    step(
        "while the vehicle at socket 1 tapers to {least:Current} over {duration:Duration}, the other follows with "
        "what is left of {whole:Current}"
    )
)
def taper(bench: Bench, least: int, duration: int, whole: int) -> None:
    """From half of it down; the other has what it leaves within 2 A after each sample period, up to its own 32 A."""
    steps = range(whole // 20 - 2, least // 10 - 1, -2)
    for demand_a in steps:
        since = bench.vehicle(1).set_demand(demand_a)
        settle(bench, since)
        wanted_da = min(10 * OWN_A, whole - bench.vehicle(1).current_da())
        seen_da = bench.vehicle(2).offered_da()
        if not wanted_da - 10 * TAPER_A - 2 <= seen_da <= wanted_da:
            raise NonConformance(f"{wanted_da / 10:g} A, or up to 2 A less, at socket 2", f"{seen_da / 10:g} A")
        bench.wait(max(0, duration // len(steps) - SETTLED_MS))


@when(
    step(
        "for {duration:Duration} the vehicle at socket {socket:Socket} takes {low:Current} and {high:Current} "
        "by turns, each for {each:Duration}, while the building takes {load:Current} on each phase"
    ),
    target_fixture="stimulus",
)
def restless(bench: Bench, duration: int, socket: int, low: int, high: int, each: int, load: int) -> Mark:
    """It never rests, so no reading of the house falls into a calm moment."""
    since = bench.grid.building(*(load // 10,) * 3)
    for turn in range(duration // each):
        bench.vehicle(socket).set_demand((high if turn % 2 else low) // 10)
        bench.wait(each)
    return since


@then(step("a fallback and a reading of the same current give the same offers"))
def fallback_is_a_reading(bench: Bench) -> None:
    """First read, then with a dead meter; within 1 A."""
    for load in FALLBACKS:
        bench.meters.start("house")
        bench.meters.set_load("house", load, load, load)
        type_in(bench, {FALLBACK: _per_phase((load,) * 3)})
        bench.operator.save()
        bench.wait(DRAWS_MS)
        living = offers(bench)
        bench.meters.stop("house")
        bench.wait(DRAWS_MS + 30_000)
        dead = offers(bench)
        if abs(sum(living) - sum(dead)) > 10:
            raise NonConformance(f"with {load} A of fallback {living} deciamperes", f"{dead}")
