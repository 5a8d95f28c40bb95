"""Steps for what an island of load management offers to its cars, and what flows (manual, 7.4).

A place is a socket: "2" is socket 1 of station 2, "4/2" socket 2 of station 4.
"""

from __future__ import annotations

from collections.abc import Sequence

from pytest_bdd import then

from fixtures.bench.api import Bench, Mark, NonConformance

from .distribution import TWO_RUNS_MS, Place
from .vocabulary import step

PHASES = ("l1_da", "l2_da", "l3_da")
ROUNDING_DA = 2
"""What a duty cycle in whole per mille may leave below its amperes."""


# -- what is offered --------------------------------------------------------------------------


def offered_da(bench: Bench, place: Place) -> int:
    """As the car reads its pilot."""
    return bench.station(place[0]).vehicle(place[1]).offered_da()


def expect_offer(bench: Bench, place: Place, low_da: int, high_da: int, within_ms: int = TWO_RUNS_MS) -> None:
    """NonConformance unless the offer is between these within that time, and stays there."""
    bench.wait_until(lambda: low_da - ROUNDING_DA <= offered_da(bench, place) <= high_da, within_ms=within_ms)
    seen = offered_da(bench, place)
    if not low_da - ROUNDING_DA <= seen <= high_da:
        raise NonConformance(f"{low_da / 10:g} A to {high_da / 10:g} A are offered", f"{seen / 10:g} A")


@then(step("the car at {place:Place} is offered {current:Current}"))
def is_offered(bench: Bench, place: Place, current: int) -> None:
    """Two sample periods later, and not only on the way there."""
    is_offered_between(bench, place, current, current)


@then(step("the car at {place:Place} is offered {low:Current} to {high:Current}"))
def is_offered_between(bench: Bench, place: Place, low: int, high: int) -> None:
    """Two sample periods later."""
    bench.wait(TWO_RUNS_MS)
    expect_offer(bench, place, low, high, 0)


@then(step("the car at {place:Place} is offered {low:Current} to {high:Current} within {limit:Duration}"))
def is_offered_between_within(bench: Bench, stimulus: Mark, place: Place, low: int, high: int, limit: int) -> None:
    """From the stimulus on."""
    expect_offer(bench, place, low, high, max(0, stimulus.at_ms + limit - bench.mark().at_ms))


@then(step("the car at {place:Place} is offered no current"))
def is_paused(bench: Bench, place: Place) -> None:
    """No PWM, two sample periods later."""
    bench.wait(TWO_RUNS_MS)
    expect_offer(bench, place, 0, 0, 0)


@then(step("the car at {place:Place} is offered {current:Current} within {limit:Duration}"))
def is_offered_within(bench: Bench, stimulus: Mark, place: Place, current: int, limit: int) -> None:
    """From the stimulus on."""
    expect_offer(bench, place, current, current, max(0, stimulus.at_ms + limit - bench.mark().at_ms))


@then(step("{count:Number} of the cars at {places:Places} charge, and the others pause"))
def so_many_charge(bench: Bench, count: int, places: Sequence[Place]) -> None:
    """Two sample periods later."""
    bench.wait(TWO_RUNS_MS)
    offers = [offered_da(bench, place) for place in places]
    if sum(offer > 0 for offer in offers) != count:
        raise NonConformance(f"{count} of them are offered current", ", ".join(f"{offer / 10:g} A" for offer in offers))


@then(step("the offers to {places:Places} add up to {low:Current} to {high:Current}"))
def add_up(bench: Bench, places: Sequence[Place], low: int, high: int) -> None:
    """Two sample periods later."""
    bench.wait(TWO_RUNS_MS)
    total = sum(offers := [offered_da(bench, place) for place in places])
    if not low - ROUNDING_DA * len(offers) <= total <= high:
        shown = " + ".join(f"{offer / 10:g}" for offer in offers)
        raise NonConformance(f"{low / 10:g} A to {high / 10:g} A together", f"{shown} = {total / 10:g} A")


@then(step("within {limit:Duration} the offers to {places:Places} add up to {low:Current} to {high:Current}"))
def add_up_within(bench: Bench, limit: int, places: Sequence[Place], low: int, high: int) -> None:
    """At some moment from now."""

    def total() -> int:
        """What the cars read from their pilots now."""
        return sum(offered_da(bench, place) for place in places)

    if not bench.wait_until(lambda: low - ROUNDING_DA * len(places) <= total() <= high, within_ms=limit):
        raise NonConformance(f"{low / 10:g} A to {high / 10:g} A together", f"{total() / 10:g} A")


@then(step("each of {places:Places} is offered 0 A or at least {least:Current}"))
def none_below(bench: Bench, places: Sequence[Place], least: int) -> None:
    """Two sample periods later."""
    bench.wait(TWO_RUNS_MS)
    offers = [offered_da(bench, place) for place in places]
    if any(0 < offer < least - ROUNDING_DA for offer in offers):
        raise NonConformance(f"0 A or at least {least / 10:g} A", ", ".join(f"{offer / 10:g} A" for offer in offers))


@then(step("each of {places:Places} is offered {low:Current} to {high:Current}"))
def each_between(bench: Bench, places: Sequence[Place], low: int, high: int) -> None:
    """Two sample periods later."""
    bench.wait(TWO_RUNS_MS)
    for place in places:
        expect_offer(bench, place, low, high, 0)


@then(
    step(
        "as the car at {first:Place} tapers from {high:Current} to {low:Current} in {duration:Duration}, "
        "the car at {other:Place} is offered what is left of {limit:Current}"
    )
)
def tapers(bench: Bench, first: Place, high: int, low: int, duration: int, other: Place, limit: int) -> None:
    """By one ampere each time; after each sample period the other has within 2 A of what the first does not take."""
    steps = (high - low) // 10
    for taken in range(high - 10, low - 1, -10):
        bench.station(first[0]).vehicle(first[1]).set_demand(taken // 10)
        bench.wait(duration // steps)
        left = min(limit - bench.station(first[0]).vehicle(first[1]).current_da(), 320)
        expect_offer(bench, other, left - 20, left, 0)


# -- what flows -------------------------------------------------------------------------------


@then(step("no phase of the sub-distribution carries more than {limit:Current} for {duration:Duration}"))
def within_limit(bench: Bench, stimulus: Mark, limit: int, duration: int) -> None:
    """From the stimulus on, at no moment."""
    _carries_at_most(bench, stimulus, limit, duration, "sub-distribution")


@then(step("no phase of the main carries more than {limit:Current} for {duration:Duration}"))
def main_within(bench: Bench, stimulus: Mark, limit: int, duration: int) -> None:
    """The building among it; from the stimulus on, at no moment."""
    _carries_at_most(bench, stimulus, limit, duration, "main")


@then(step("a phase of the sub-distribution carries {current:Current} or more, as is to be shown"))
def overloaded(bench: Bench, current: int) -> None:
    """What the manual warns of."""
    bench.wait_until(lambda: max(bench.grid.flowing("sub-distribution")) >= current, within_ms=TWO_RUNS_MS)
    if max(seen := bench.grid.flowing("sub-distribution")) < current:
        raise NonConformance(f"{current / 10:g} A or more on a phase", amperes(seen))


def _carries_at_most(bench: Bench, since: Mark, limit_da: int, duration_ms: int, node: str) -> None:
    if (left_ms := since.at_ms + duration_ms - bench.mark().at_ms) > 0:
        bench.wait(left_ms)
    if (worst := most_in(bench, since, node)) > limit_da:
        raise NonConformance(f"at most {limit_da / 10:g} A on each phase", f"{worst / 10:g} A")


def most_in(bench: Bench, since: Mark, node: str) -> int:
    """The most that a phase of this node has carried since then."""
    grid = (entry.detail for entry in bench.journal.after(since.number) if entry.kind == "grid")
    return max((int(seen[phase]) for seen in grid if seen["node"] == node for phase in PHASES), default=0)


@then(step("no feed of station {station:Number} carries more than {limit:Current} for {duration:Duration}"))
def feed_within(bench: Bench, stimulus: Mark, station: int, limit: int, duration: int) -> None:
    """From the stimulus on, at no moment."""
    _carries_at_most(bench, stimulus, limit, duration, f"feed {station}")


@then(step("the sub-distribution carries {expected:PerPhase}"))
def carries(bench: Bench, expected: tuple[int, ...]) -> None:
    """Within two sample periods."""
    bench.wait_until(lambda: _like(bench.grid.flowing("sub-distribution"), expected), within_ms=TWO_RUNS_MS)
    if not _like(seen := bench.grid.flowing("sub-distribution"), expected):
        raise NonConformance(f"the sub-distribution carries {amperes(expected)}", amperes(seen))


@then(step("the {node:Word} carries {low:PerPhase} to {high:PerPhase} after two sample periods"))
def carries_between(bench: Bench, node: str, low: tuple[int, ...], high: tuple[int, ...]) -> None:
    """What is there is used, and no more."""
    bench.wait(TWO_RUNS_MS)
    seen = bench.grid.flowing(node)
    if any(not least <= one <= most for one, least, most in zip(seen, low, high, strict=True)):
        raise NonConformance(f"between {amperes(low)} and {amperes(high)}", amperes(seen))


def _like(seen: Sequence[int], expected: Sequence[int]) -> bool:
    return all(0 <= wanted - one <= ROUNDING_DA * 4 for one, wanted in zip(seen, expected, strict=True))


def amperes(currents_da: Sequence[int]) -> str:
    """As the features write it."""
    return "/".join(f"{current / 10:g}" for current in currents_da) + " A"
