"""Steps for what surrounds the distribution of an island (manual, 7.4): pages, other devices, sleep, the backend."""

from __future__ import annotations

from itertools import pairwise

from pytest_bdd import given, then

from fixtures.bench.api import Bench, BenchBroken, CarModel, NonConformance
from fixtures.bench.journal import Entry
from fixtures.profile import Profile

from .configuration import PASSWORD, USER, configure, enter
from .distribution import LIMITS, MASTER, ROLE, TWO_RUNS_MS, Place, join
from .shares import expect_offer, offered_da
from .vocabulary import step

PAGE = "Load Management"
SLEEP_MS = 5 * 60_000
STEP_MS = 7_000
"""Between a lowering and the raise that waits for it: 5 s for the car, and the way."""


def row_of(bench: Bench, station: int, name: str) -> str:
    """Of the station's dashboard."""
    operator = bench.station(station).operator
    operator.log_in(USER, PASSWORD)
    return operator.open_page("Dashboard").get(name, "no such row")


@then(step('the dashboard of station {station:Number} shows "{name:Text}" as "{value:Text}"'))
def dashboard_shows(bench: Bench, station: int, name: str, value: str) -> None:
    """Within two sample periods."""
    for _ in range(TWO_RUNS_MS // 5_000):
        if row_of(bench, station, name) == value:
            return
        bench.wait(5_000)
    if (found := row_of(bench, station, name)) != value:
        raise NonConformance(f"{name}: {value}", found)


@then(step('the dashboard of station {station:Number} shows "{name:Text}" as the address of station {other:Number}'))
def shows_address(bench: Bench, station: int, name: str, other: int) -> None:
    """Within two sample periods."""
    dashboard_shows(bench, station, name, bench.station(other).address)


# -- the page ---------------------------------------------------------------------------------


@then(step('"{name:Text}" offers "{value:Text}"'))
def offers_value(bench: Bench, name: str, value: str) -> None:
    """Among others."""
    enter(bench)
    if value not in (found := bench.operator.choices(name)):
        raise NonConformance(f"{value} is on offer", "; ".join(found) or "nothing is")


@then("the page accepts it")
def accepted(refusal: str) -> None:
    """No refusal."""
    if refusal:
        raise NonConformance("the value is accepted", refusal)


@given("the Load Management page of station 1 was read", target_fixture="page_before")
def read_page(bench: Bench) -> dict[str, str]:
    """With all its rows."""
    enter(bench)
    return bench.operator.open_page(PAGE)


@then("of the Load Management page of station 1 nothing has changed but")
def unchanged(bench: Bench, page_before: dict[str, str], datatable: list[list[str]]) -> None:
    """Each row of the table is the name of a row of the page."""
    enter(bench)
    after = bench.operator.open_page(PAGE)
    changed = {name for name in {*page_before, *after} if page_before.get(name) != after.get(name)}
    if not page_before or changed != {row[0] for row in datatable}:
        raise NonConformance("these rows are different", ", ".join(sorted(changed)) or "none")


# -- others on the network and in the house ------------------------------------------------------


@given("nobody else is on the network")
def alone(bench: Bench) -> None:
    """What the bench has besides stations: no backend can be reached, and no other host is there."""
    bench.network.cut()


# -- cars that sleep -----------------------------------------------------------------------------


@given(step("a car that has to be woken after 5 min without current waits at {place:Place}"))
def sleeper(bench: Bench, place: Place) -> None:
    """It has been offered nothing, and sleeps."""
    vehicle = bench.station(place[0]).vehicle(place[1])
    vehicle.plug_in(car=CarModel(sleeps_after_ms=SLEEP_MS))
    bench.wait(SLEEP_MS + 30_000)
    if vehicle.offered_da():
        raise BenchBroken("the car is offered current, so it does not sleep")


@then(step("the car at {place:Place} takes {current:Current} within {limit:Duration}"))
def takes(bench: Bench, place: Place, current: int, limit: int) -> None:
    """From now."""
    vehicle = bench.station(place[0]).vehicle(place[1])
    if not bench.wait_until(lambda: current - 2 <= vehicle.current_da() <= current, within_ms=limit):
        raise NonConformance(f"{current / 10:g} A flow", f"{vehicle.current_da() / 10:g} A")


@then(step("the pilot at {place:Place} does not change for {duration:Duration}"))
def steady(bench: Bench, place: Place, duration: int) -> None:
    """Nobody toggles it."""
    mark = bench.mark()
    bench.wait(duration)
    for entry in bench.journal.after(mark.number):
        if entry.kind == "pilot" and _at(entry, place):
            raise NonConformance("the pilot does not change", f"{entry.detail} after {entry.at_ms - mark.at_ms} ms")


@then(step("the duty cycle at {place:Place} is {duty:Word} %"))
def duty_cycle(bench: Bench, place: Place, duty: str) -> None:
    """The last that the car has read."""
    seen = [
        int(entry.detail["duty_permille"])
        for entry in bench.journal
        if entry.kind == "pilot" and _at(entry, place)
    ]
    if not seen or f"{seen[-1] / 10:.1f}" not in (duty, f"{float(duty) - 0.1:.1f}"):
        raise NonConformance(f"{duty} %", f"{seen[-1] / 10:.1f} %" if seen else "no duty cycle")


# -- a master by itself, and the backend ----------------------------------------------------------


@given(step("station 1 leads an island of {limit:PerPhase} by itself"))
def leads_alone(bench: Bench, profile: Profile, limit: tuple[int, ...]) -> None:
    """A master without slaves that goes on asking its backend about cards."""
    amperes = "/".join(str(phase // 10) for phase in limit)
    configure(bench, {ROLE: MASTER, **dict.fromkeys(LIMITS, amperes)})
    join(bench, profile, 0)
    bench.wait(30_000)


@given(step("the car at {place:Place} was offered {current:Current}"))
def was_offered(bench: Bench, place: Place, current: int) -> None:
    """Within two sample periods."""
    expect_offer(bench, place, current, current)


# -- the sample period -----------------------------------------------------------------------------


@then(
    step(
        "as one of the cars at {one:Place} and {two:Place} takes less and less, the other is raised at most once in "
        "{period:Duration}, and has {least:Current} in the end"
    )
)
def raised_at_samples(bench: Bench, one: Place, two: Place, period: int, least: int) -> None:
    """One ampere less every 7 s, from 19 A to 9 A. A raise may come in two steps, until others have come down.

    Who is offered more takes less and less, since it is not said who that is (D-DLM-12).
    """
    first, other = sorted((one, two), key=lambda place: -offered_da(bench, place))
    mark = bench.mark()
    for demand_a in range(19, 8, -1):
        bench.station(first[0]).vehicle(first[1]).set_demand(demand_a)
        bench.wait(7_000)
    bench.wait(2 * period + 5_000)
    seen = [entry for entry in bench.journal.after(mark.number) if entry.kind == "pilot" and _at(entry, other)]
    offers = [(mark.at_ms, 0), *((entry.at_ms, int(entry.detail["offered_da"])) for entry in seen)]
    raises = [at_ms for (_, before), (at_ms, now) in pairwise(offers) if now > before]
    if not raises or offered_da(bench, other) < least - 2:
        raise NonConformance(f"{least / 10:g} A in the end", f"{offered_da(bench, other) / 10:g} A")
    phases = [(at_ms - raises[0]) % period for at_ms in raises]
    if any(STEP_MS < phase < period - STEP_MS for phase in phases):
        raise NonConformance(f"raised once in {period} ms", f"raised at {raises} ms")


def _at(entry: Entry, place: Place) -> bool:
    return (entry.detail.get("station", 1), entry.detail.get("socket")) == place
