"""Steps for what an island of load management distributes (manual, 7.4): its limits, cars, offers and currents.

Station 1 is the master. A place is a socket: "2" is socket 1 of station 2, "4/2" socket 2 of station 4.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from pytest_bdd import given, then, when

from fixtures.bench.api import Bench, BenchBroken, CarModel, Mark, NonConformance
from fixtures.profile import Profile

from .configuration import PASSWORD, USER, type_in
from .dashboard import called, dashboard, is_called
from .vocabulary import step

ROLE = "Dynamic Load Management - DLM Master/Slave"
NETWORK = "DLM Network Id"
MASTER, STANDALONE = "DLM Master (With internal DLM-Slave)", "DLM Master (Standalone)"
SLAVE = "DLM Slave (Master-Auto-Discovery)"
LIMITS = ("EVSE Sub-Distribution Limit (L1/L2/L3) [A]", "Operator EVSE Sub-Distribution Limit (L1/L2/L3) [A]")
ONE_FEED, FEED = "Charging station with one feed", "Charging Station Installation Current Limit [A]"
FREE = {"Free Charging": "On", "Free Charging Mode": "No OCPP"}
"""Whoever plugs in may charge, without a backend."""
JOINED_MS = 90_000
"""A slave is part of the island within so long after it has booted."""
SAMPLE_MS = 30_000
TWO_RUNS_MS = 65_000
"""Two sample periods, and 5 s for the car (D-DLM-30)."""
PHASES = ("l1_da", "l2_da", "l3_da")
ROUNDING_DA = 2
"""What a duty cycle in whole per mille may leave below its amperes."""

Place = tuple[int, int]
Settings = Mapping[str, Mapping[str, str]]


# -- the island -------------------------------------------------------------------------------


def build(bench: Bench, profile: Profile, stations: int, role: str, settings: Settings) -> None:
    """A master with this role and slaves, each as from the factory but for these values; all have found each other.

    settings: values by "master", "slaves", "all" or the name of one, "station 3". Who has a role or network of its
    own there is not waited for.
    """
    everywhere = {**FREE, **settings.get("all", {})}
    type_in(bench, {**everywhere, ROLE: role, **settings.get("master", {})})
    slaves = 0
    for number in range(2, stations + 1):
        own = settings.get(f"station {number}", {})
        bench.add_station({**everywhere, ROLE: SLAVE, **settings.get("slaves", {}), **own}, wait=False)
        slaves += not {ROLE, NETWORK} & own.keys()
    bench.operator.save_and_restart()
    bench.run_up()
    join(bench, profile, slaves)


def join(bench: Bench, profile: Profile, slaves: int) -> None:
    """Wait until so many slaves are connected, and the first distribution is over."""
    bench.wait(15_000)
    if not is_called(profile, "slaves-connected"):
        bench.wait(JOINED_MS)
        return
    row = called(profile, "slaves-connected")
    found = _until(bench, lambda: dashboard(bench, 1).get(row, ""), str(slaves), JOINED_MS)
    if found != str(slaves):
        raise NonConformance(f"{slaves} slaves are connected", found or "the dashboard does not say")


def _until(bench: Bench, read: Callable[[], str], wanted: str, within_ms: int) -> str:
    """Look every 5 s."""
    for _ in range(within_ms // 5_000):
        if (found := read()) == wanted:
            return found
        bench.wait(5_000)
    return read()


def _settings(table: Sequence[Sequence[str]]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for who, name, value in table:
        found.setdefault(who, {})[name] = value
    return found


@given(step("an island of {stations:Number} stations, with"))
def island_with(bench: Bench, profile: Profile, stations: int, datatable: list[list[str]]) -> None:
    """Each row: the master, the slaves, all or one station; a parameter; its value."""
    build(bench, profile, stations, MASTER, _settings(datatable))


@given(step("an island of {stations:Number} stations on {limit:PerPhase}"))
def island_on(bench: Bench, profile: Profile, stations: int, limit: tuple[int, ...]) -> None:
    """Both sub-distribution limits."""
    build(bench, profile, stations, MASTER, {"master": _limits(limit)})


@given(step("an island of {stations:Number} stations on {limit:PerPhase}, with"))
def island_on_with(
    bench: Bench, profile: Profile, stations: int, limit: tuple[int, ...], datatable: list[list[str]]
) -> None:
    """Both sub-distribution limits, and a table as above."""
    settings = _settings(datatable)
    build(bench, profile, stations, MASTER, {**settings, "master": {**_limits(limit), **settings.get("master", {})}})


@given(step("an island of a stand-alone master and {slaves:Number} slaves on {limit:PerPhase}"))
def standalone_island(bench: Bench, profile: Profile, slaves: int, limit: tuple[int, ...]) -> None:
    """Station 1 distributes and has no socket in the distribution."""
    build(bench, profile, slaves + 1, STANDALONE, {"master": _limits(limit)})


def _limits(limit_da: tuple[int, ...]) -> dict[str, str]:
    return dict.fromkeys(LIMITS, "/".join(str(phase // 10) for phase in limit_da))


@given(step('the operator of station {station:Number} has set "{name:Text}" to "{value:Text}"'))
@when(
    step('the operator of station {station:Number} sets "{name:Text}" to "{value:Text}"'), target_fixture="stimulus"
)
def set_at(bench: Bench, station: int, name: str, value: str) -> Mark:
    """Log in, type and save, without a restart."""
    _type_at(bench, station, {name: value})
    return bench.station(station).operator.save()


def _type_at(bench: Bench, station: int, values: Mapping[str, str]) -> None:
    operator = bench.station(station).operator
    operator.log_in(USER, PASSWORD)
    for name, value in values.items():
        if refusal := operator.type_value(name, value):
            raise NonConformance(f"{name} accepts {value!r}", refusal)


@when(step('the operator of station {station:Number} tries to set "{name:Text}" to "{value:Text}"'))
def tries(bench: Bench, station: int, name: str, value: str) -> None:
    """Whether it is refused is not judged here; what is not refused is saved."""
    operator = bench.station(station).operator
    operator.log_in(USER, PASSWORD)
    operator.type_value(name, value)
    operator.save()


@then(step('the operator of station {station:Number} reads "{name:Text}" as "{value:Text}"'))
def reads_at(bench: Bench, station: int, name: str, value: str) -> None:
    """On the Load Management page."""
    operator = bench.station(station).operator
    operator.log_in(USER, PASSWORD)
    if (found := operator.open_page("Load Management").get(name, "no such row")) != value:
        raise NonConformance(f"{name}: {value}", found)


@given(step("station {station:Number} has one feed of {limit:Current}"))
def one_feed(bench: Bench, profile: Profile, station: int, limit: int) -> None:
    """Both sockets on one line (manual, 7.3), whose fuse is its Charging Station Installation Current Limit."""
    operator = bench.station(station).operator
    if not operator.log_in("manufacturer", profile.value("manufacturer-password")):
        raise BenchBroken("the manufacturer cannot log in, so the station cannot be set to one feed")
    for name, value in {ONE_FEED: "On", f"{ONE_FEED} (Controller 2)": "On", FEED: str(limit // 10)}.items():
        if refusal := operator.type_value(name, value):
            raise NonConformance(f"{name} accepts {value!r}", refusal)
    operator.save_and_restart()
    bench.run_up()
    bench.wait(35_000)


@when(step("station {station:Number} is set up with"), target_fixture="stimulus")
def set_up(bench: Bench, station: int, datatable: list[list[str]]) -> Mark:
    """Each row is a parameter and its value; ends with Save & Restart."""
    _type_at(bench, station, {row[0]: row[1] for row in datatable})
    mark = bench.station(station).operator.save_and_restart()
    bench.run_up()
    return mark


@when(step("the sub-distribution limits become {limit:PerPhase}"), target_fixture="stimulus")
@given(step("the sub-distribution limits became {limit:PerPhase}"))
def limits_become(bench: Bench, limit: tuple[int, ...]) -> Mark:
    """Both, at the master, saved without a restart."""
    _type_at(bench, 1, _limits(limit))
    return bench.operator.save()


# -- cars -------------------------------------------------------------------------------------


@given(step("a {conductors:Charger} car that takes {current:Current} charges at {places:Places}"))
def charge(bench: Bench, conductors: tuple[int, ...], current: int, places: Sequence[Place]) -> None:
    """One at each place, as slow as IEC 61851-1 allows; two sample periods later."""
    slow = CarModel(conductors=conductors, most_a=current // 10, reaction_ms=5_000)
    for station, socket in places:
        bench.station(station).vehicle(socket).plug_in(car=slow)
    bench.wait(TWO_RUNS_MS)


@given(step("a {conductors:Charger} car that takes {current:Current} was plugged in at {places:Places}"))
@when(
    step("a {conductors:Charger} car that takes {current:Current} is plugged in at {places:Places}"),
    target_fixture="stimulus",
)
def plug_in(bench: Bench, conductors: tuple[int, ...], current: int, places: Sequence[Place]) -> Mark:
    """One at each place."""
    mark = bench.mark()
    for station, socket in places:
        bench.station(station).vehicle(socket).plug_in(car=CarModel(conductors=conductors, most_a=current // 10))
    return mark


@given(step("the car at {place:Place} took no more than {current:Current} from then on"))
@when(step("the car at {place:Place} takes no more than {current:Current} from now on"), target_fixture="stimulus")
def demands(bench: Bench, place: Place, current: int) -> Mark:
    """Whatever it is offered."""
    return bench.station(place[0]).vehicle(place[1]).set_demand(current // 10)


@when(
    step("a car that does not charge below {least:Current} is plugged in at {place:Place}"), target_fixture="stimulus"
)
def picky(bench: Bench, least: int, place: Place) -> Mark:
    """Offered less, it stays in state B."""
    return bench.station(place[0]).vehicle(place[1]).plug_in(car=CarModel(least_a=least // 10))


@given(step("socket {socket:Socket} of station {station:Number} is wired {rotation:Word}"))
def wired(bench: Bench, socket: int, station: int, rotation: str) -> None:
    """By the electrician; what is set is another matter."""
    bench.grid.wire(station, socket, rotation)
