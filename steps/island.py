"""Steps for an island of load management: what its master's dashboard shows, and what passes over the network."""

from __future__ import annotations

from pytest_bdd import given, then, when

from fixtures.bench.api import Bench, Mark, NonConformance, Observation
from fixtures.bench.journal import Entry
from fixtures.profile import Profile

from .configuration import PASSWORD, USER
from .dashboard import called, dashboard
from .observations import request, seen_since
from .site import places
from .vocabulary import step

CLEAR = "Clear persistent DLM slave DB"
EVERYBODY = "everybody"
ENOUGH = "suffice"
DISCONNECTED = "Disconnected Limit [A]"
NOT_LISTED = "not listed"


@then(
    step(
        "the dashboard of station {master:Number} lists {connected:Number} connected slaves "
        "and {missing:Number} missing"
    )
)
def counts(bench: Bench, profile: Profile, master: int, connected: int, missing: int) -> None:
    """Of those that the master knows."""
    rows = dashboard(bench, master)
    found = tuple(rows.get(name, "none") for name in _numbers(profile))
    begins = called(profile, "slave", address="")
    listed = [name for name in rows if name.startswith(begins)]
    if found != (str(connected), str(missing)) or len(listed) != connected + missing:
        told = f"{found[0]} connected, {found[1]} missing, {len(listed)} listed"
        raise NonConformance(f"{connected} connected, {missing} missing", told)


def _numbers(profile: Profile) -> tuple[str, str]:
    return called(profile, "slaves-connected"), called(profile, "slaves-missing")


@then(step("within {limit:Duration} the dashboard of station {master:Number} lists "
           "{connected:Number} connected slaves and {missing:Number} missing"))
def counts_within(bench: Bench, profile: Profile, limit: int, master: int, connected: int, missing: int) -> None:
    """Looked at each second."""
    wanted = (str(connected), str(missing))
    for _ in range(limit // 1_000):
        rows = dashboard(bench, master)
        if tuple(rows.get(name) for name in _numbers(profile)) == wanted:
            break
        bench.wait(1_000)
    counts(bench, profile, master, connected, missing)


@then(step("the dashboard of station {master:Number} lists station {slave:Number} as {state:Word}"))
def listed_as(bench: Bench, profile: Profile, master: int, slave: int, state: str) -> None:
    """Connected or missing."""
    found = _listed(bench, profile, master, slave)
    if found != called(profile, f"slave-is-{state}"):
        raise NonConformance(f"station {slave} is {state}", found)


def _listed(bench: Bench, profile: Profile, master: int, slave: int) -> str:
    row = called(profile, "slave", address=bench.station(slave).address)
    return dashboard(bench, master).get(row, NOT_LISTED)


@then(step("the dashboard of station {master:Number} does not list station {slave:Number}"))
@then(step("for {duration:Duration} the dashboard of station {master:Number} does not list station {slave:Number}"))
def not_listed(bench: Bench, profile: Profile, master: int, slave: int, duration: int = 0) -> None:
    """It has never heard of it, or forgotten it."""
    bench.wait(duration)
    if (found := _listed(bench, profile, master, slave)) != NOT_LISTED:
        raise NonConformance(f"station {slave} is not listed", found)


@then(step("the dashboard of station {master:Number} lists shares of stations {slaves:Line} only"))
def shares_of(bench: Bench, profile: Profile, master: int, slaves: str) -> None:
    """Participants are the sockets of stations."""
    begins = called(profile, "share")
    names = [name.removeprefix(begins) for name in dashboard(bench, master) if name.startswith(begins)]
    found = {name.partition("/")[0] for name in names}
    wanted = {bench.station(station).address for station, _ in places(slaves)}
    if found != wanted:
        raise NonConformance(f"shares of {sorted(wanted)}", str(sorted(found)))


@then(step("the page and the dashboard of station {station:Number} open"))
def pages_open(bench: Bench, station: int) -> None:
    """Its software runs."""
    if not dashboard(bench, station):
        raise NonConformance("the dashboard opens", "it does not")


@when(step("Clear persistent DLM slave DB is pressed at station {master:Number}"), target_fixture="stimulus")
def clear(bench: Bench, master: int) -> Mark:
    """The button of the page Load Management."""
    operator = bench.station(master).operator
    operator.log_in(USER, PASSWORD)
    mark = bench.mark()
    operator.press_load_button(CLEAR)
    return mark


@then("the backend has seen one transaction, and it runs")
def one_transaction(bench: Bench) -> None:
    """Since the scenario began."""
    starts, stops = (seen_since(bench, request(action), 0) for action in ("StartTransaction", "StopTransaction"))
    if (len(starts), len(stops)) != (1, 0):
        raise NonConformance("one StartTransaction, no StopTransaction", f"{len(starts)} and {len(stops)}")


# -- datagrams --------------------------------------------------------------------------------


def _broadcast(entry: Entry) -> bool:
    return entry.kind == "datagram" and entry.to == EVERYBODY


@then(step("station {station:Number} announces itself to everybody within {limit:Duration}"))
def announces(bench: Bench, station: int, limit: int) -> None:
    """From now."""
    wanted = Observation("a broadcast", lambda e: _broadcast(e) and e.who == "station", station)
    bench.observe(wanted, since=bench.mark(), within_ms=limit)


@then(step("nobody announces itself for {duration:Duration}"))
def nobody_announces(bench: Bench, duration: int) -> None:
    """From now on."""
    mark = bench.mark()
    bench.wait(duration)
    if found := [entry.who for entry in bench.journal.after(mark.number) if _broadcast(entry)]:
        raise NonConformance("no broadcast", f"{len(found)} by {found[0]}")


@then(step("stations {stations:Line} have exchanged datagrams with station {master:Number}"))
def exchanged(bench: Bench, stations: str, master: int) -> None:
    """Both ways."""
    centre = bench.station(master).name
    pairs = {(entry.who, entry.to) for entry in bench.journal if entry.kind == "datagram"}
    names = [bench.station(station).name for station, _ in places(stations)]
    silent = [name for name in names if not {(name, centre), (centre, name)} <= pairs]
    if silent:
        raise NonConformance(f"datagrams to and from {centre}", f"none of or for {', '.join(silent)}")


@given("the configuration of the stations is noted", target_fixture="noted")
def configuration_noted(bench: Bench) -> dict[int, dict[str, str]]:
    """Of every station there is."""
    return _settings(bench, 1) | _settings(bench, 2) | _settings(bench, 3)


@then("the configuration of the stations is as noted")
def configuration_as_noted(bench: Bench, noted: dict[int, dict[str, str]]) -> None:
    """Nobody had to change anything."""
    now = {station: rows for number in noted for station, rows in _settings(bench, number).items()}
    if now != noted or not all(noted.values()):
        changed = [station for station in noted if noted[station] != now[station]]
        raise NonConformance("no parameter has changed", f"those of {changed}")


def _settings(bench: Bench, station: int) -> dict[int, dict[str, str]]:
    operator = bench.station(station).operator
    operator.log_in(USER, PASSWORD)
    return {station: operator.open_page("Load Management")}


@then(
    step(
        "the Disconnected Limits of {sockets:Number} slaves take {total:Current}, "
        "and {available:Current} {verdict:Word} for them"
    )
)
def configuration_check(bench: Bench, sockets: int, total: int, verdict: str, available: int) -> None:
    """What an installer has to look after (D-DLF-06), from what the pages of the stations show."""
    limits_a: list[int] = []
    station = 2
    while len(limits_a) < sockets:
        limits_a += [int(_settings(bench, station)[station][DISCONNECTED])] * 2
        station += 1
    taken_a = sum(limits_a[:sockets])
    found = ENOUGH if taken_a * 10 <= available else "lack"
    if (taken_a * 10, found) != (total, verdict):
        told = f"{taken_a} A, {available / 10} A {found}"
        raise NonConformance(f"{total / 10} A, {available / 10} A {verdict}", told)
