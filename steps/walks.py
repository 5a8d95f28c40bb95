"""Steps that try what 7.4.2 says of any building: draws at random, each from a seed of its own, and slow changes."""

from __future__ import annotations

import random

from pytest_bdd import then

from fixtures.bench.api import Bench, NonConformance

from .configuration import type_in
from .external_load import SETTLED_MS, SUB, node_above, offers, settle
from .observations import seen_since
from .vocabulary import step

MAIN, HEADROOM = "Main Distribution Limit (L1/L2/L3) [A]", "External Load Headroom (L1/L2/L3) [A]"
FALLBACK = "External Load Fallback (L1/L2/L3) [A]"
MINIMUM_A, OWN_A = 7, 32
"""Of the factory."""
TAPER_A = 2
DRAWS_MS = 2 * 30_000 + 5_000 + 30_000
"""Two runs, and what a mean of readings may still hold of the situation before."""


def _per_phase(values: tuple[int, ...]) -> str:
    return "/".join(map(str, values))


def _three(chance: random.Random, low: int, high: int) -> tuple[int, int, int]:
    return chance.randint(low, high), chance.randint(low, high), chance.randint(low, high)


@then(step("the vehicles are offered what the formula leaves, in {count:Number} draws"))
def formula(bench: Bench, count: int) -> None:
    """A(g) = max(0, min(SUB, OPSUB, MAIN - X - HEAD)); two three-phase vehicles are held by the worst phase."""
    chance = random.Random("what the formula leaves")
    for _ in range(count):
        building, main_a = _three(chance, -20, 90), _three(chance, 40, 120)
        head_a, sub_a, opsub_a = _three(chance, 0, 15), _three(chance, 50, 100), _three(chance, 10, 50)
        values = {MAIN: main_a, HEADROOM: head_a, SUB: sub_a, f"Operator {SUB}": opsub_a}
        type_in(bench, {name: _per_phase(value) for name, value in values.items()})
        bench.operator.save()
        bench.grid.building(*building)
        bench.wait(DRAWS_MS)
        left_a = min(
            max(0, min(sub_a[g], opsub_a[g], main_a[g] - building[g] - head_a[g])) for g in range(3)
        )
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
        "while the building walks from {low:Current} to {high:Current} at random, the main carries {most:Current} "
        "at most at the end of {count:Number} steps"
    )
)
def random_walk(bench: Bench, low: int, high: int, most: int, count: int) -> None:
    """Each value is held for two sample periods and the 5 s of a vehicle."""
    chance = random.Random("a walk of the building")
    for _ in range(count):
        since = bench.grid.building(*_three(chance, low // 10, high // 10))
        settle(bench, since)
        if max(seen := bench.grid.flowing("main")) > most:
            raise NonConformance(f"at most {most / 10:g} A", _per_phase(tuple(one // 10 for one in seen)))


@then(
    step(
        "while the building rises by up to {rise:Current} in {period:Duration}, and falls, the main never carries "
        "more than {most:Current}"
    )
)
def slow_rise(bench: Bench, rise: int, period: int, most: int) -> None:
    """Ten periods; each phase by itself, at any moment of a period."""
    chance = random.Random("a slow rise")
    since, load = bench.mark(), (40, 40, 40)
    for _ in range(10):
        moment_ms = chance.randint(0, period)
        bench.wait(moment_ms)
        l1, l2, l3 = (min(90, max(0, a + chance.choice((-20, -5, rise // 20, rise // 10)))) for a in load)
        load = (l1, l2, l3)
        bench.grid.building(*load)
        bench.wait(period - moment_ms)
        bench.wait(period)
    if seen := seen_since(bench, node_above("main", most), since.number):
        raise NonConformance(f"never more than {most / 10:g} A", str(dict(seen[0].detail)))


@then(
    step(
        "while the vehicle at socket 1 tapers to {least:Current} over {duration:Duration}, the other follows with "
        "what is left of {whole:Current}"
    )
)
def taper(bench: Bench, least: int, duration: int, whole: int) -> None:
    """From half of it down; the other has the rest within 2 A after each sample period, up to its own 32 A."""
    steps = range(whole // 20 - 2, least // 10 - 1, -2)
    for demand_a in steps:
        since = bench.vehicle(1).set_demand(demand_a)
        settle(bench, since)
        wanted_da = min(10 * OWN_A, whole - 10 * demand_a)
        seen_da = bench.vehicle(2).offered_da()
        if not wanted_da - 10 * TAPER_A - 2 <= seen_da <= wanted_da:
            raise NonConformance(f"{wanted_da / 10:g} A, or up to 2 A less, at socket 2", f"{seen_da / 10:g} A")
        bench.wait(max(0, duration // len(steps) - SETTLED_MS))


@then(step("a fallback and a reading of the same current give the same offers, in {count:Number} draws"))
def fallback_is_a_reading(bench: Bench, count: int) -> None:
    """First read, then with a dead meter; within 1 A."""
    chance = random.Random("a dead meter")
    for _ in range(count):
        load = chance.randint(0, 120)
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
