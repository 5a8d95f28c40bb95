"""Steps for a charging plaza as the quick start sets it up: one master, its slaves, and what they may take together.

A place is a station and a socket: "1/1, 2/1". Station 1 is the master.
"""

from __future__ import annotations

import re

from pytest_bdd import given, then, when

from fixtures.bench.api import Bench, BenchBroken, Mark, NonConformance
from fixtures.bench.journal import Entry
from fixtures.profile import Profile

from .configuration import PASSWORD, USER
from .dashboard import called, dashboard
from .site import Place, car_comes, car_leaves, places
from .vocabulary import step

FREE = {"Free Charging": "On", "Free Charging Mode": "No OCPP"}
ROLE = "Dynamic Load Management - DLM Master/Slave"
MASTER, SLAVE = "DLM Master (With internal DLM-Slave)", "DLM Slave (Master-Auto-Discovery)"
LIMITS = ("EVSE Sub-Distribution Limit (L1/L2/L3) [A]", "Operator EVSE Sub-Distribution Limit (L1/L2/L3) [A]")
RUNS_MS = 65_000
"""Two sample periods of 30 s, and 5 s for the vehicle."""
FORMS_MS = 15_000
"""In which a master that has booted has heard every slave."""
METER, METER_AT = "meter of the building", "172.16.23.50"


def _three(limit_da: int) -> str:
    return "/".join([str(limit_da // 10)] * 3)


def _type(bench: Bench, station: int, values: dict[str, str]) -> None:
    operator = bench.station(station).operator
    if not operator.log_in(USER, PASSWORD):
        raise BenchBroken(f"the operator cannot log in at station {station}")
    for name, value in values.items():
        if refusal := operator.type_value(name, value):
            raise NonConformance(f"{name} accepts {value!r}", refusal)


# -- setting it up --------------------------------------------------------------------------------


@given(step("a charging plaza of a master and {slaves:Number} slaves with {limit:Current} on each phase"))
@given(step("a charging plaza of a master and {slaves:Number} slaves with {limit:Current} on each phase and"))
def plaza(bench: Bench, slaves: int, limit: int, datatable: list[list[str]] | None = None) -> None:
    """Rows: further parameters of the master. They are linked when the step ends."""
    for _ in range(slaves):
        bench.add_station({**FREE, ROLE: SLAVE}, wait=False)
    further = {row[0]: row[1] for row in datatable or ()}
    _type(bench, 1, {**FREE, ROLE: MASTER, **dict.fromkeys(LIMITS, _three(limit)), **further})
    bench.station(1).operator.save_and_restart()
    bench.run_up()
    bench.wait(FORMS_MS)


@given(step("the master of the plaza reads a meter in the branch of the building, behind {limit:Current}"))
def with_meter(bench: Bench, limit: int) -> None:
    """A Siemens 7KM2200; the main limit on each phase. In force behind a restart."""
    bench.meters.place(METER, "7KM2200", address=METER_AT, where="excluding")
    values = {
        "External Meter Support": "On",
        "Meter configuration (Second)": "Modbus Siemens 7KM2200 (TCP)",
        "IP address of second meter": METER_AT,
        "Main Distribution Limit (L1/L2/L3) [A]": _three(limit),
        "External Meter Location": "Excluding EVSE Sub-Distribution",
    }
    _type(bench, 1, values)
    bench.station(1).operator.save_and_restart()
    bench.wait(FORMS_MS)


@when(step("the limit of the plaza is set to {limit:Current} at the master"), target_fixture="stimulus")
def set_limit(bench: Bench, limit: int) -> Mark:
    """Saved, without a restart."""
    _type(bench, 1, dict.fromkeys(reversed(LIMITS), _three(limit)))
    return bench.station(1).operator.save()


@when(step("the main limit of the plaza is set to {limit:Current} at the master"), target_fixture="stimulus")
def set_main_limit(bench: Bench, limit: int) -> Mark:
    """Saved, without a restart."""
    _type(bench, 1, {"Main Distribution Limit (L1/L2/L3) [A]": _three(limit)})
    return bench.station(1).operator.save()


@given(step("the Disconnected Limit of station {station:Number} is {limit:Current}"))
def disconnected(bench: Bench, station: int, limit: int) -> None:
    """Saved; it acts at once."""
    _type(bench, station, {"Disconnected Limit [A]": str(limit // 10)})
    bench.station(station).operator.save()


# -- what happens there ---------------------------------------------------------------------------


@given(step("vehicles are charging in the plaza at {where:Line}"))
def charging(bench: Bench, where: str) -> None:
    """Three phases of 32 A; two samples have passed."""
    arrive(bench, where)
    bench.wait(RUNS_MS)


@when(step("vehicles come to the plaza at {where:Line}"), target_fixture="stimulus")
def arrive(bench: Bench, where: str) -> Mark:
    """Plugged in; they may charge."""
    return car_comes(bench, where)


@when(step("the vehicle leaves the plaza at {where:Line}"), target_fixture="stimulus")
def leaves(bench: Bench, where: str) -> Mark:
    """Out of the car, then out of the station."""
    return car_leaves(bench, where)


@given(step("the building beside the plaza draws {load:Current} on each phase"))
@when(step("the building beside the plaza draws {load:Current} on each phase"), target_fixture="stimulus")
def building(bench: Bench, load: int) -> Mark:
    """From now on."""
    return bench.grid.building(load // 10, load // 10, load // 10)


@when(step("the link of station {station:Number} of the plaza breaks"), target_fixture="stimulus")
@given(step("the link of station {station:Number} of the plaza has broken"))
def link_breaks(bench: Bench, station: int) -> Mark:
    """Its own cable to the switch."""
    return bench.lan.cut(station)


@when(step("the link of station {station:Number} of the plaza is back"), target_fixture="stimulus")
def link_back(bench: Bench, station: int) -> Mark:
    """As before."""
    return bench.lan.restore(station)


@when(step("the protective device of station {station:Number} of the plaza opens"), target_fixture="stimulus")
def dark(bench: Bench, station: int) -> Mark:
    """Its supply is its own."""
    return bench.station(station).mains.cut()


@when(step("the supply of station {station:Number} goes, through which the cable of station {behind:Number} is led"),
      target_fixture="stimulus")  # fmt: skip
def chain_breaks(bench: Bench, station: int, behind: int) -> Mark:
    """A daisy chain, against the manual's advice."""
    mark = bench.station(station).mains.cut()
    bench.lan.cut(behind)
    return mark


@when(step("external input {number:Number} of the master closes"), target_fixture="stimulus")
def input_closes(bench: Bench, number: int) -> Mark:
    """A potential-free contact."""
    return bench.station(1).faults(1).switch_input(number, True)


# -- what is seen -----------------------------------------------------------------------------------


def _offered(bench: Bench, place: Place) -> int:
    return bench.station(place[0]).vehicle(place[1]).offered_da()


def _is(seen_da: int, wanted_da: int) -> bool:
    """A duty cycle of whole per mille offers up to 0.1 A less."""
    return max(0, wanted_da - 1) <= seen_da <= wanted_da


@given(step("the plaza offers {offers:Line}"))
@then(step("the plaza offers {offers:Line}"))
def offers_now(bench: Bench, offers: str) -> None:
    """ "20 A at 1/1, 0 A at 2/1": within two samples and the time of the vehicle."""
    wanted = {(int(s), int(k)): int(a) * 10 for a, s, k in re.findall(r"(\d+) A at (\d+)/(\d)", offers)}

    def holds() -> bool:
        """All of them at one moment."""
        return all(_is(_offered(bench, place), most) for place, most in wanted.items())

    if not bench.wait_until(holds, within_ms=RUNS_MS):
        seen = ", ".join(f"{_offered(bench, (s, k)) / 10} A at {s}/{k}" for s, k in wanted)
        raise NonConformance(offers, seen)


@then(step("one vehicle of the plaza is offered {offer:Current} and the other nothing: {where:Line}"))
def one_pauses(bench: Bench, offer: int, where: str) -> None:
    """Whichever it is."""
    first, second = places(where)

    def holds() -> bool:
        """One charges, one pauses."""
        less, more = sorted((_offered(bench, first), _offered(bench, second)))
        return less == 0 and _is(more, offer)

    if not bench.wait_until(holds, within_ms=RUNS_MS):
        seen = f"{_offered(bench, first) / 10} A and {_offered(bench, second) / 10} A"
        raise NonConformance(f"{offer / 10} A and nothing", seen)


@then(step("for {duration:Duration} the plaza offers no more than {limit:Current} together, and {least:Current} soon"))
def together(bench: Bench, stimulus: Mark, duration: int, limit: int, least: int) -> None:
    """From the stimulus on, as all vehicles read their pilots; least within two samples."""
    bench.wait(duration)
    standing: dict[Place, int] = {}
    most = last = 0
    for entry in bench.journal:
        if entry.kind != "pilot":
            continue
        standing[_place(entry)] = int(entry.detail["offered_da"])
        last = sum(standing.values())
        if entry.number > stimulus.number:
            most = max(most, last)
    if most > limit or last < least:
        raise NonConformance(f"{least / 10} to {limit / 10} A together", f"at most {most / 10} A, now {last / 10} A")


@then(step("for {duration:Duration} the plaza changes no offer"))
def unchanged(bench: Bench, stimulus: Mark, duration: int) -> None:
    """From the stimulus on no pilot changes, and vehicles charge."""
    bench.wait(duration)
    changes = [entry for entry in bench.journal.after(stimulus.number) if entry.kind == "pilot"]
    if changes:
        raise NonConformance("no offer changes", changes[0].as_text())
    flowing = [e for e in bench.journal if e.kind == "current"]
    if not flowing or not flowing[-1].detail["current_da"]:
        raise NonConformance("a vehicle charges", "none does")


def _place(entry: Entry) -> Place:
    return int(entry.detail.get("station", 1)), int(entry.detail["socket"])


@then(step("the master of the plaza shows {number:Number} connected slaves"))
def connected(bench: Bench, profile: Profile, number: int) -> None:
    """On its dashboard, within a minute."""
    row = called(profile, "slaves-connected")

    def shown() -> str:
        """The row of the dashboard."""
        return dashboard(bench, 1).get(row, "no such row")

    for _ in range(12):
        if shown() == str(number):
            return
        bench.wait(5_000)
    raise NonConformance(f"{number} slaves are connected", shown())


@then(step("the ring of station {station:Number} of the plaza is dark, and current flows at {where:Line}"))
def dark_there(bench: Bench, stimulus: Mark, station: int, where: str) -> None:
    """For a minute from the stimulus on."""
    bench.wait(60_000)
    lit = [
        s
        for k in (1, 2)
        for s in bench.station(station).led(k).seen(stimulus)
        if s.motion != "dark" and s.to_ms > stimulus.at_ms + 1_000
    ]
    idle = [place for place in places(where) if not bench.station(place[0]).vehicle(place[1]).current_da()]
    if lit or idle:
        raise NonConformance(f"station {station} is dark, and the others charge", f"lit {lit[:1]}, idle {idle}")


@then(step("nothing but load management is announced on the network for {duration:Duration}"))
def announced(bench: Bench, duration: int) -> None:
    """No SEMP, no EEBus, since the scenario began."""
    bench.wait(duration)
    words = ("semp", "simple-energy-management", "ssdp", "eebus", "_ship", "mdns")
    found = [e for e in bench.journal if e.kind == "datagram" and any(word in e.as_text().lower() for word in words)]
    if found:
        raise NonConformance("datagrams of load management only", found[0].as_text())


# -- pages of each station ------------------------------------------------------------------------


@when(step('the operator of station {station:Number} saves "{name:Text}" as "{value:Text}"'), target_fixture="stimulus")
def saves(bench: Bench, station: int, name: str, value: str) -> Mark:
    """Without a restart; then the page is left."""
    _type(bench, station, {name: value})
    return bench.station(station).operator.save()


@then(step('page "{page:Text}" of station {station:Number} shows "{name:Text}" as "{value:Text}"'))
def shows(bench: Bench, page: str, station: int, name: str, value: str) -> None:
    """When it is opened again."""
    operator = bench.station(station).operator
    operator.log_in(USER, PASSWORD)
    if (found := operator.open_page(page).get(name, "no such row")) != value:
        raise NonConformance(f"{name}: {value}", found)


@then(
    step('before a login nobody can set "{name:Text}" of station {station:Number} to "{value:Text}", then the operator')
)
def only_logged_in(bench: Bench, name: str, station: int, value: str) -> None:
    """The same browser, before and behind the login."""
    operator = bench.station(station).operator
    if not operator.type_value(name, value):
        raise NonConformance(f"{name} cannot be edited before a login", "it can")
    if not operator.log_in(USER, PASSWORD) or (refusal := operator.type_value(name, value)):
        raise NonConformance(f"the operator can set {name}", refusal)


@then(step('on page "{page:Text}" stations {station:Number} and {other:Number} differ in "{names:Text}" only'))
def differ(bench: Bench, page: str, station: int, other: int, names: str) -> None:
    """All rows of the page."""
    rows = []
    for number in (station, other):
        bench.station(number).operator.log_in(USER, PASSWORD)
        rows.append(bench.station(number).operator.open_page(page))
    first, second = rows
    found = sorted(name for name in {*first, *second} if first.get(name) != second.get(name))
    if found != sorted(names.split(", ")) or not first:
        raise NonConformance(names, ", ".join(found) or "no difference")
