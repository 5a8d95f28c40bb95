"""Steps about phases in a site of several stations (manual, 7.6 and 7.8): islands of load management, and none."""

from __future__ import annotations

from pytest_bdd import given, then, when

from fixtures.bench.api import Bench, CarModel, Mark, NonConformance

from .configuration import configure, enter
from .phases import CONNECTOR, FREE, ROTATION, TWO_RUNS_MS, amperes, within
from .vocabulary import rotation_name, step

ROLE = "Dynamic Load Management - DLM Master/Slave"
MASTER, SLAVE = "DLM Master (With internal DLM-Slave)", "DLM Slave (Master-Auto-Discovery)"
LIMITS = ("EVSE Sub-Distribution Limit (L1/L2/L3) [A]", "Operator EVSE Sub-Distribution Limit (L1/L2/L3) [A]")
MINIMUM = "Minimum Current Limit [A]"
JOINS_MS = 120_000
"""Until all stations of an island have found each other; a slave that boots offers nothing for up to 60 s."""
METER, METER_ADDRESS = "7KM2200", "172.16.23.50"

Table = list[list[str]]


def _labels(bench: Bench) -> dict[str, str]:
    enter(bench)
    return {choice[:3]: choice for choice in bench.operator.choices(ROTATION)}


def build(bench: Bench, table: Table, master: dict[str, str], slave: dict[str, str]) -> None:
    """Wire and set the sockets of station 1 and of as many more as the table has; all set as they are wired."""
    labels = _labels(bench)
    for station, *leads in table[1:]:
        number = int(station)
        turned = {}
        for socket, text in enumerate(leads, 1):
            bench.grid.wire(number, socket, rotation_name(text))
            turned[ROTATION + CONNECTOR[socket]] = labels[rotation_name(text)]
        if number == 1:
            configure(bench, {**FREE, **turned, **master})
        else:
            bench.add_station({**FREE, **turned, **slave}, wait=False)
    bench.run_up()


@given("stations without load management whose sockets lead to grid")
def no_island(bench: Bench, datatable: Table) -> None:
    """Each row is a station; each socket with where its L1, L2 and L3 lead to."""
    build(bench, datatable, {}, {})


@given(step("an island of {limit:Current} on each phase whose sockets lead to grid"))
def island(bench: Bench, limit: int, datatable: Table) -> None:
    """Station 1 is the master with a slave of its own, the others find it."""
    lead(bench, limit, datatable, {})


@given(step("an island of {limit:Current} on each phase, without current for lost slaves, whose sockets lead to grid"))
def island_without_rest(bench: Bench, limit: int, datatable: Table) -> None:
    """The Disconnected Limit is 0 A everywhere (DLF-028)."""
    lead(bench, limit, datatable, {"Disconnected Limit [A]": "0"})


@given(step("an island of {limit:Current} on each phase, at least {least:Current} each, whose sockets lead to grid"))
def island_with_minimum(bench: Bench, limit: int, least: int, datatable: Table) -> None:
    """The same, with another Minimum Current Limit at every station."""
    lead(bench, limit, datatable, {MINIMUM: str(least // 10)})


def lead(bench: Bench, limit: int, table: Table, more: dict[str, str]) -> None:
    """An island under a sub-distribution limit, joined."""
    each = "/".join([str(limit // 10)] * 3)
    build(bench, table, {ROLE: MASTER, **dict.fromkeys(LIMITS, each), **more}, {ROLE: SLAVE, **more})
    bench.wait(JOINS_MS)


@given(step("its master reads a meter in the branch of the building, and the main limit is {limit:Current}"))
def metered(bench: Bench, limit: int) -> None:
    """A Siemens 7KM2200; the readings are the building's."""
    bench.meters.place("house", METER, address=METER_ADDRESS, where="excluding")
    values = {
        "External Meter Support": "On",
        "Meter configuration (Second)": "Modbus Siemens 7KM2200 (TCP)",
        "IP address of second meter": METER_ADDRESS,
        "Main Distribution Limit (L1/L2/L3) [A]": "/".join([str(limit // 10)] * 3),
        "External Meter Location": "Excluding EVSE Sub-Distribution",
    }
    configure(bench, values)
    bench.wait(JOINS_MS)


@given(step("the phases of the building carry {load:PerPhase}"))
@when(step("the phases of the building carry {load:PerPhase}"), target_fixture="stimulus")
def building(bench: Bench, load: tuple[int, ...]) -> Mark:
    """On grid L1, L2 and L3."""
    l1_a, l2_a, l3_a = (current // 10 for current in load)
    return bench.grid.building(l1_a, l2_a, l3_a)


@given(step("{conductors:Charger} vehicles that take {current:Current} are plugged in at"))
@when(step("{conductors:Charger} vehicles that take {current:Current} are plugged in at"), target_fixture="stimulus")
def plugged_in_at(bench: Bench, conductors: tuple[int, ...], current: int, datatable: Table) -> Mark:
    """Each row is a station and a socket; some seconds lie between them."""
    mark = bench.mark()
    for station, socket in datatable[1:]:
        car = CarModel(conductors=conductors, most_a=current // 10)
        bench.station(int(station)).vehicle(int(socket)).plug_in(car=car)
        bench.wait(20_000)
    bench.wait(TWO_RUNS_MS)
    return mark


@then(step("the neutral of the sub-distribution carries {expected:Current}"))
def neutral(bench: Bench, expected: int) -> None:
    """The three phases being 120 degrees apart."""
    if abs((seen := bench.grid.neutral_da("sub-distribution")) - expected) > 3:
        raise NonConformance(f"{expected / 10} A in the neutral", f"{seen / 10} A")


@given(step("station {station:Number} has been away from the network for {duration:Duration}"))
def away(bench: Bench, station: int, duration: int) -> None:
    """Its cable is out."""
    bench.lan.cut(station)
    bench.wait(duration)


@when(step("station {station:Number} is back on the network"), target_fixture="stimulus")
def back(bench: Bench, station: int) -> Mark:
    """Its cable is in again."""
    return bench.lan.restore(station)


@given(step("a single-phase vehicle that reacts after {reaction:Duration} charges at station {station:Number}"))
def slow_vehicle(bench: Bench, reaction: int, station: int) -> None:
    """At socket 1; it takes all that it is offered."""
    bench.station(station).vehicle(1).plug_in(car=CarModel(conductors=(1,), reaction_ms=reaction))
    bench.wait(TWO_RUNS_MS)


@then(step("at most {most:Number} of these vehicles draw current, together no more than {limit:Current} on a phase"))
def at_most(bench: Bench, stimulus: Mark, most: int, limit: int) -> None:
    """At no moment since they came; some of them do."""
    drawing: dict[tuple[object, object], int] = {}
    for entry in bench.journal.after(stimulus.number):
        if entry.kind == "current":
            drawing[entry.detail.get("station", 1), entry.detail["socket"]] = int(entry.detail["current_da"])
        if entry.kind == "grid" and entry.detail["node"] == "sub-distribution":
            seen = tuple(int(entry.detail[f"l{phase}_da"]) for phase in (1, 2, 3))
            if max(seen) > limit:
                raise NonConformance(f"at most {limit / 10} A on a phase", amperes(seen))
    number = sum(current > 0 for current in drawing.values())
    if not 0 < number <= most:
        raise NonConformance(f"1 to {most} vehicles charge", str(number))


@when(step("the cable of station {station:Number} is pulled out and its vehicle goes over to three phases"),
      target_fixture="stimulus")
def more_phases_unheard(bench: Bench, station: int) -> Mark:
    """In the same moment; the vehicle at socket 1."""
    bench.lan.cut(station)
    return bench.station(station).vehicle(1).use_conductors((1, 2, 3))


@when(
    step("the supply of station {failed:Number} fails and the vehicle of station {station:Number} loads three phases"),
    target_fixture="stimulus",
)
def more_phases_leaderless(bench: Bench, failed: int, station: int) -> Mark:
    """In the same moment; the vehicle at socket 1."""
    bench.station(failed).mains.cut()
    return bench.station(station).vehicle(1).use_conductors((1, 2, 3))


@when(step("the vehicle of station {station:Number} goes over to three phases"), target_fixture="stimulus")
def more_phases(bench: Bench, station: int) -> Mark:
    """At socket 1."""
    return bench.station(station).vehicle(1).use_conductors((1, 2, 3))


@then(step("from {later:Duration} on no phase of the sub-distribution carries more than {limit:Current}"))
def site_holds_later(bench: Bench, stimulus: Mark, later: int, limit: int) -> None:
    """What flows then, and what follows for three minutes."""
    mark = bench.wait(max(0, stimulus.at_ms + later - bench.mark().at_ms))
    if max(seen := bench.grid.flowing("sub-distribution")) > limit:
        raise NonConformance(f"at most {limit / 10} A on each phase", amperes(seen))
    within(bench, mark, "the sub-distribution", limit, 180_000)
