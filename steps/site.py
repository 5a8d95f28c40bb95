"""Steps for a site with several stations: how they are set, their supply, their cables, and the cars at them.

A station is named by its number; station 1 is the bench's own. A place is a station, meaning its socket 1, or a
station and a socket: "2, 3 and 4/2".
"""

from __future__ import annotations

import re
from itertools import chain

from pytest_bdd import given, then, when

from fixtures.bench.api import Bench, BenchBroken, CarModel, Mark, NonConformance
from fixtures.bench.journal import Entry

from .configuration import PASSWORD, USER
from .vocabulary import step

FREE = {"Free Charging": "On", "Free Charging Mode": "No OCPP"}
"""Whoever plugs in may charge: most sites need no backend."""
ROLE = "Dynamic Load Management - DLM Master/Slave"
ROLES = {
    "master": "DLM Master (With internal DLM-Slave)",
    "stand-alone master": "DLM Master (Standalone)",
    "slave": "DLM Slave (Master-Auto-Discovery)",
    "slave of an address": "DLM Slave (Master-Fixed-IP)",
    "none": "Disabled",
}
LIMITS = (
    "EVSE Sub-Distribution Limit (L1/L2/L3) [A]",
    "Operator EVSE Sub-Distribution Limit (L1/L2/L3) [A]",
)
NODE = "sub-distribution"
FORMS_MS = 15_000
"""In which a master that has booted has heard every slave (a report each 10 s)."""
SETTLES_MS = 60_000
"""Two sample periods of 30 s."""

Place = tuple[int, int]


def places(text: str) -> list[Place]:
    """"2, 3 and 4/2" to stations and sockets."""
    found = re.findall(r"(\d+)(?:/(\d))?", text)
    if not found:
        raise BenchBroken(f"{text!r} names no place; write stations, or stations and sockets, as in 2, 3 and 4/2")
    return [(int(station), int(socket or 1)) for station, socket in found]


def amperes(offered_da: int) -> int:
    """The limit that a pilot in whole per mille stands for: it may offer up to 0.5 A less, never more."""
    return (offered_da + 5) // 10 if offered_da % 10 not in range(1, 5) else offered_da // 10 + 1


# -- how they are set -------------------------------------------------------------------------


@given(step("{number:Number} further station"))
@given(step("{number:Number} further stations"))
def further_stations(bench: Bench, number: int) -> None:
    """As from the factory, but that vehicles charge without a card."""
    for _ in range(number):
        bench.add_station(FREE, wait=False)
    bench.run_up()


@given(step("a site with {limit:Current} on each phase and these stations"))
def site(bench: Bench, limit: int, datatable: list[list[str]]) -> None:
    """A row for each station, with its role and parameters; they are linked when the step ends."""
    head, *rows = datatable
    for row in sorted(rows, key=lambda row: int(row[0]) == 1):
        cells = {name: cell for name, cell in zip(head, row, strict=True) if cell}
        place_station(bench, cells, limit)
    bench.run_up()
    bench.wait(FORMS_MS)


def place_station(bench: Bench, cells: dict[str, str], limit_da: int) -> None:
    """Add a station, or set the bench's own; role and parameters in one row."""
    number, role = int(cells.pop("station")), cells.pop("role")
    values = {**FREE, ROLE: ROLES[role]}
    if "master" in role:
        values |= dict.fromkeys(LIMITS, "/".join([str(limit_da // 10)] * 3))
    if role == "slave of an address":
        values["DLM Master IP Address"] = bench.station(1).address
    values |= cells
    if number > 1:
        if bench.add_station(values, wait=False) != number:
            raise BenchBroken("name the stations of a site in the order of their numbers")
        return
    set_up(bench, 1, values)
    bench.station(1).operator.save_and_restart()


def set_up(bench: Bench, station: int, values: dict[str, str]) -> None:
    """Log in at a station and type."""
    operator = bench.station(station).operator
    if not operator.log_in(USER, PASSWORD):
        raise BenchBroken(f"the operator cannot log in at station {station}")
    for name, value in values.items():
        if refusal := operator.type_value(name, value):
            raise NonConformance(f"{name} accepts {value!r}", refusal)


@when(step('"{name:Text}" of station {station:Number} is set to "{value:Text}" and saved'), target_fixture="stimulus")
def set_value_of(bench: Bench, name: str, station: int, value: str) -> Mark:
    """Save, without a restart."""
    set_up(bench, station, {name: value})
    return bench.station(station).operator.save()


@when(step("the role of station {station:Number} is set to {role:Line} and saved"), target_fixture="stimulus")
def set_role(bench: Bench, station: int, role: str) -> Mark:
    """Save, without a restart."""
    return set_value_of(bench, ROLE, station, ROLES[role])


@given(step("station {station:Number} was restarted"))
@when(step("station {station:Number} is restarted"), target_fixture="stimulus")
def restarted(bench: Bench, station: int) -> Mark:
    """Save & Restart; its software runs again."""
    set_up(bench, station, {})
    mark = bench.station(station).operator.save_and_restart()
    bench.wait(FORMS_MS)
    return mark


@when(step("a further station comes as {role:Line}"), target_fixture="stimulus")
def station_comes(bench: Bench, role: str) -> Mark:
    """Powered on in a site that is at work."""
    mark = bench.mark()
    bench.add_station({**FREE, ROLE: ROLES[role]})
    bench.wait(FORMS_MS)
    return mark


# -- supply and cables ------------------------------------------------------------------------


@given(step("the supply of station {station:Number} has failed for {duration:Duration}"))
def supply_has_failed(bench: Bench, station: int, duration: int) -> None:
    """It is off."""
    bench.station(station).mains.cut()
    bench.wait(duration)


@when(step("the supply of station {station:Number} fails"), target_fixture="stimulus")
def supply_fails(bench: Bench, station: int) -> Mark:
    """Power off."""
    return bench.station(station).mains.cut()


@when(step("the supply of station {station:Number} comes back"), target_fixture="stimulus")
def supply_comes_back(bench: Bench, station: int) -> Mark:
    """Power on; its software runs."""
    return bench.station(station).mains.restore()


@given(step("the network cable of station {station:Number} has been out for {duration:Duration}"))
def cable_has_been_out(bench: Bench, station: int, duration: int) -> None:
    """It is out."""
    bench.lan.cut(station)
    bench.wait(duration)


@when(step("the network cable of station {station:Number} is pulled out"), target_fixture="stimulus")
def cable_out(bench: Bench, station: int) -> Mark:
    """No datagram in or out."""
    return bench.lan.cut(station)


@when(step("the network cable of station {station:Number} is put in again"), target_fixture="stimulus")
def cable_in(bench: Bench, station: int) -> Mark:
    """As before."""
    return bench.lan.restore(station)


@given(step("the car at {where:Line} left, and the network cable of station {station:Number} is out for "
            "{duration:Duration}"))
def left_and_out(bench: Bench, where: str, station: int, duration: int) -> None:
    """The master has heard that the car is gone."""
    car_leaves(bench, where)
    bench.wait(duration)
    cable_has_been_out(bench, station, duration)


@given(step("the network cables of stations {stations:Line} are out for {duration:Duration}"))
def cables_out(bench: Bench, stations: str, duration: int) -> None:
    """One of them after the other, in the same moment."""
    for station, _ in places(stations):
        bench.lan.cut(station)
    bench.wait(duration)


@when(step("the network cables of stations {stations:Line} are put in again, one each {interval:Duration}"),
      target_fixture="stimulus")
def cables_in(bench: Bench, stations: str, interval: int) -> Mark:
    """In this order."""
    mark = bench.mark()
    for station, _ in places(stations):
        bench.lan.restore(station)
        bench.wait(interval)
    return mark


# -- cars -------------------------------------------------------------------------------------


@given(step("cars charge at {where:Line}"))
def cars_charge(bench: Bench, where: str) -> None:
    """Three-phase cars of 32 A; two sample periods have passed."""
    for station, socket in places(where):
        bench.station(station).vehicle(socket).plug_in()
    bench.wait(SETTLES_MS)


@given(step("a car that takes no more than {most:Current} charges at {where:Line}"))
def modest_car(bench: Bench, most: int, where: str) -> None:
    """On each of three phases."""
    for station, socket in places(where):
        bench.station(station).vehicle(socket).plug_in(car=CarModel(most_a=most // 10))
    bench.wait(SETTLES_MS)


@when(step("a car is plugged in at {where:Line}"), target_fixture="stimulus")
def car_comes(bench: Bench, where: str) -> Mark:
    """A three-phase car of 32 A."""
    mark = bench.mark()
    for station, socket in places(where):
        bench.station(station).vehicle(socket).plug_in()
    return mark


@when(step("the car at {where:Line} leaves"), target_fixture="stimulus")
def car_leaves(bench: Bench, where: str) -> Mark:
    """The driver takes the cable out of the car, and out of the station when it is let go."""
    mark = bench.mark()
    for station, socket in places(where):
        bench.station(station).vehicle(socket).unplug_car()
        bench.wait(2_000)
        bench.station(station).vehicle(socket).pull_plug()
    return mark


@given(step("the building takes {load:Current} on each phase"))
@when(step("the load of the building becomes {load:Current} on each phase"))
def building(bench: Bench, load: int) -> None:
    """Whatever else hangs on the mains."""
    bench.grid.building(load // 10, load // 10, load // 10)


# -- what is offered and what flows -----------------------------------------------------------


def offers(bench: Bench, where: list[Place]) -> dict[Place, int]:
    """Amperes that the cars read from their pilots now."""
    return {place: amperes(bench.station(place[0]).vehicle(place[1]).offered_da()) for place in where}


def _wanted(datatable: list[list[str]]) -> dict[Place, int]:
    return {places(where)[0]: int(offer.removesuffix(" A")) for where, offer in datatable}


def _told(found: dict[Place, int]) -> str:
    return ", ".join(f"{station}/{socket}: {offer} A" for (station, socket), offer in found.items())


@then(step("within {limit:Duration} the cars are offered"))
def offered_within(bench: Bench, limit: int, datatable: list[list[str]]) -> None:
    """Rows of place and current; all of them at one moment."""
    wanted = _wanted(datatable)
    if not bench.wait_until(lambda: offers(bench, list(wanted)) == wanted, within_ms=limit):
        raise NonConformance(f"{_told(wanted)} within {limit} ms", _told(offers(bench, list(wanted))))


@given("the cars are offered")
@then("the cars are offered")
def offered_now(bench: Bench, datatable: list[list[str]]) -> None:
    """Rows of place and current; now."""
    offered_within(bench, 0, datatable)


@then(step("for {duration:Duration} the cars at {where:Line} are offered the same"))
def offered_the_same(bench: Bench, duration: int, where: str) -> None:
    """No pilot changes."""
    mark, watched = bench.mark(), places(where)
    before = offers(bench, watched)
    bench.wait(duration)
    changed = {_place(entry) for entry in _pilots(bench, mark)} & set(watched)
    if changed or not all(before.values()):
        now = f"{_told(offers(bench, watched))}, changed {sorted(changed)}"
        raise NonConformance(f"{_told(before)} for {duration} ms", now)


def _pilots(bench: Bench, since: Mark) -> list[Entry]:
    return [entry for entry in bench.journal.after(since.number) if entry.kind == "pilot"]


def _place(entry: Entry) -> Place:
    return int(entry.detail.get("station", 1)), int(entry.detail["socket"])


@then(step("the cars at {where:Line} are offered {limit:Current} together at most, for {duration:Duration}"))
def together_at_most(bench: Bench, where: str, limit: int, duration: int) -> None:
    """From now on, at every moment."""
    mark, watched = bench.mark(), places(where)
    standing = {(s, k): bench.station(s).vehicle(k).offered_da() for s, k in watched}
    most = sum(standing.values())
    bench.wait(duration)
    for entry in _pilots(bench, mark):
        if _place(entry) in standing:
            standing[_place(entry)] = int(entry.detail["offered_da"])
            most = max(most, sum(standing.values()))
    if most > limit:
        raise NonConformance(f"at most {limit / 10} A together", f"{most / 10} A")


@then(step("no phase has carried more than {limit:Current}"))
@then(step("no phase has carried more than {limit:Current} for {duration:Duration}"))
def carried(bench: Bench, limit: int, duration: int = 0) -> None:
    """All stations together, since the scenario began and for so long from now."""
    bench.wait(duration)
    worst = max(chain([0], (_most(entry) for entry in bench.journal if _is_node(entry))))
    if worst > limit:
        raise NonConformance(f"at most {limit / 10} A on each phase", f"{worst / 10} A")


@then(step("after {duration:Duration} the stations together take {current:Current} on each phase"))
@then(step("the stations together take {current:Current} on each phase"))
def taken(bench: Bench, current: int, duration: int = 0) -> None:
    """What flows then, in the sub-distribution; 1 A less where pilots round down."""
    bench.wait(duration)
    flowing = bench.grid.flowing(NODE)
    if any(not current - 10 <= phase <= current for phase in flowing):
        raise NonConformance(f"{current / 10} A on each phase", " / ".join(f"{phase / 10} A" for phase in flowing))


@then(step("after {duration:Duration} the main connection carries {current:Current} on each phase"))
def main_carries(bench: Bench, current: int, duration: int) -> None:
    """The stations and the building."""
    bench.wait(duration)
    flowing = bench.grid.flowing("main")
    if any(not current - 10 < phase <= current for phase in flowing):
        raise NonConformance(f"{current / 10} A on each phase", " / ".join(f"{phase / 10} A" for phase in flowing))


@then(step("for {duration:Duration} the cars at {where:Line} are offered no less than {least:Current}"))
def offered_at_least(bench: Bench, duration: int, where: str, least: int) -> None:
    """Each of them, at every moment."""
    mark, watched = bench.mark(), places(where)
    seen = list(offers(bench, watched).values())
    bench.wait(duration)
    seen += [amperes(int(entry.detail["offered_da"])) for entry in _pilots(bench, mark) if _place(entry) in watched]
    if min(seen) * 10 < least:
        raise NonConformance(f"no less than {least / 10} A", f"{min(seen)} A")


def _is_node(entry: Entry) -> bool:
    return entry.kind == "grid" and entry.detail["node"] == NODE


def _most(entry: Entry) -> int:
    return max(int(entry.detail[phase]) for phase in ("l1_da", "l2_da", "l3_da"))
