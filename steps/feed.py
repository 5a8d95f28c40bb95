"""Steps about a station whose two sockets share one feed (manual, 7.3)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_bdd import given, then, when

from fixtures.bench.api import Bench, CarModel, Entry, Mark, NonConformance, Observation
from fixtures.profile import Profile

from .draws import Draws
from .limits import CONNECTOR, OPERATOR
from .roles import MANUFACTURER_PAGE, enter, log_in
from .vocabulary import step

ONE_FEED = "Charging station with one feed"
HARDWARE = "Charging Station Hardware Current Limit [A]"
FEED = "Charging Station Installation Current Limit [A]"
ROTATION = "Phase rotation of the ChargePoint"
SLAVE = " (Controller 2)"
NODE = "feed 1"
RUN_MS = 30_000
"""A distribution run of the DLM (7.4.1); the local one may be quicker."""
ROTATIONS = (
    "RST (L1/L2/L3, standard phase position)", "STR (L2/L3/L1)", "TRS (L3/L1/L2)", "RTS (L1/L3/L2)",
    "SRT (L2/L1/L3)", "TSR (L3/L2/L1)",
)  # fmt: skip
"""As the page shows them (7.8, D-PHR-03)."""


def one_feed(limit_da: int) -> dict[str, str]:
    """Both controllers as 7.3 has them, and everybody may charge."""
    amperes, hardware = str(limit_da // 10), str(max(32, limit_da // 10))
    rows = {ONE_FEED: "On", ONE_FEED + SLAVE: "On", HARDWARE: hardware, HARDWARE + SLAVE: hardware, FEED: amperes}
    return {**rows, "Free Charging": "On", "Free Charging Mode": "No OCPP"}


@given(step("a station with one feed of {limit:Current}"))
def station_with_one_feed(bench: Bench, profile: Profile, limit: int) -> Mark:
    """Set at both controllers, saved, restarted."""
    enter(bench, profile, "manufacturer", one_feed(limit))
    return bench.operator.save_and_restart()


@given(step("a station with one feed of {limit:Current} on which"))
def station_on_which(bench: Bench, profile: Profile, limit: int, datatable: list[list[str]]) -> Mark:
    """The same with further parameters."""
    enter(bench, profile, "manufacturer", one_feed(limit) | {row[0]: row[1] for row in datatable})
    return bench.operator.save_and_restart()


@pytest.fixture
def parameters() -> dict[str, str]:
    """What all pages showed."""
    return {}


@given("all parameters are noted", target_fixture="parameters")
def noted(bench: Bench, profile: Profile) -> dict[str, str]:
    """As the manufacturer sees them."""
    return _all(bench, profile)


@then(step('another parameter than "{name:Text}" has changed'))
def another_changed(bench: Bench, profile: Profile, parameters: dict[str, str], name: str) -> None:
    """At least one."""
    after = _all(bench, profile)
    if not any(parameters.get(one) != value for one, value in after.items() if one != name):
        raise NonConformance(f"a parameter besides {name} has been adapted", "none has")


def _all(bench: Bench, profile: Profile) -> dict[str, str]:
    log_in(bench, profile, "manufacturer")
    pages = ("Installation", "Load Management", "Backend", MANUFACTURER_PAGE, f"{MANUFACTURER_PAGE} (slave)")
    return {name: value for page in pages for name, value in bench.operator.open_page(page).items()}


@then(step("whatever two vehicles demand, neither offers nor feed ever exceed {most:Current}"))
def swept(bench: Bench, most: int) -> None:
    """Demands of 6 A to 32 A each."""
    mark = bench.mark()
    for first, second in ((6, 6), (6, 32), (32, 6), (16, 16), (10, 27), (32, 32), (24, 9)):
        bench.vehicle(1).set_demand(first)
        bench.vehicle(2).set_demand(second)
        bench.wait(RUN_MS)
        if not all(bench.vehicle(socket).offered_da() for socket in (1, 2)):
            raise NonConformance(f"an offer to each, within {most / 10} A", f"none to one of {first} A and {second} A")
    _offers_within(bench, mark, most)
    _feed_within(bench, mark, most)


@then(step("the offers together never exceed {most:Current} for {duration:Duration}"))
def offers_within(bench: Bench, stimulus: Mark, most: int, duration: int) -> None:
    """At every moment from the stimulus on, and so is what flows; both vehicles take three phases."""
    bench.wait(max(0, stimulus.at_ms + duration - bench.mark().at_ms))
    _offers_within(bench, stimulus, most)
    _feed_within(bench, stimulus, most)
    if not any(bench.vehicle(socket).offered_da() for socket in (1, 2)):
        raise NonConformance(f"offers within {most / 10} A", "nobody is offered anything")


@then(step("the feed never carries more than {most:Current} on a phase for {duration:Duration}"))
def feed_within(bench: Bench, stimulus: Mark, most: int, duration: int) -> None:
    """At every moment from the stimulus on."""
    bench.wait(max(0, stimulus.at_ms + duration - bench.mark().at_ms))
    _feed_within(bench, stimulus, most)


def _offers(bench: Bench, since: Mark) -> Iterator[tuple[Entry, dict[int, int]]]:
    """What both sockets offer after each change of a pilot."""
    offers = {1: 0, 2: 0}
    for entry in bench.journal.after(0):
        if entry.kind == "pilot" and "station" not in entry.detail:
            offers[int(entry.detail["socket"])] = int(entry.detail["offered_da"])
            if entry.number >= since.number:
                yield entry, offers


def _offers_within(bench: Bench, since: Mark, most: int) -> None:
    for entry, offers in _offers(bench, since):
        if sum(offers.values()) > most:
            seen = " and ".join(f"{offer / 10} A" for offer in offers.values())
            raise NonConformance(f"offers of {most / 10} A together", f"{seen} at {entry.at_ms} ms")


def _feed_within(bench: Bench, since: Mark, most: int) -> None:
    for entry in bench.journal.after(since.number):
        if entry.kind != "grid" or entry.detail["node"] != NODE:
            continue
        phases = [int(entry.detail[f"l{phase}_da"]) for phase in (1, 2, 3)]
        if max(phases) > most:
            seen = "/".join(str(current / 10) for current in phases)
            raise NonConformance(f"at most {most / 10} A on each phase of the feed", f"{seen} A at {entry.at_ms} ms")


@then(step("socket {second:Socket} offers no more than the vehicle at socket {first:Socket} has left "
           "of {most:Current}, at any moment"))  # fmt: skip
def after_the_other(bench: Bench, stimulus: Mark, second: int, first: int, most: int) -> None:
    """What is offered at one and flows at the other, from the stimulus on; in the end both have something."""
    bench.wait(2 * RUN_MS)
    flowing, offered = 0, 0
    for entry in bench.journal.after(0):
        if entry.kind == "current" and entry.detail["socket"] == first:
            flowing = int(entry.detail["current_da"])
        if entry.kind == "pilot" and entry.detail["socket"] == second:
            offered = int(entry.detail["offered_da"])
        if entry.number >= stimulus.number and offered and flowing + offered > most:
            seen = f"{offered / 10} A are offered while {flowing / 10} A flow, {entry.at_ms} ms"
            raise NonConformance(f"{most / 10} A together", seen)
    if not offered or not flowing:
        raise NonConformance("both vehicles charge in the end", f"{flowing / 10} A flow, {offered / 10} A are offered")


@then(step("the vehicles are offered {least:Current} to {most:Current} together within {limit:Duration}"))
def together(bench: Bench, least: int, most: int, limit: int) -> None:
    """The sum over both sockets; 2 A less for each vehicle are no more than its algorithm's own affair (D-DLM-12)."""

    def total() -> int:
        return sum(bench.vehicle(socket).offered_da() for socket in (1, 2))

    if not bench.wait_until(lambda: least - 2 <= total() <= most, within_ms=limit):
        raise NonConformance(f"{least / 10} A to {most / 10} A together", f"{total() / 10} A")


@then(step("one vehicle is offered {much:Current} and the other {less:Current} within {limit:Duration}"))
def in_some_order(bench: Bench, much: int, less: int, limit: int) -> None:
    """Whichever of them; and it stays so for five minutes."""

    def right() -> bool:
        seen = sorted(bench.vehicle(socket).offered_da() for socket in (1, 2))
        return all(max(0, wanted - 1) <= one <= wanted for one, wanted in zip(seen, sorted((much, less)), strict=True))

    if not bench.wait_until(right, within_ms=limit) or bench.wait_until(lambda: not right(), within_ms=300_000):
        seen = [f"{bench.vehicle(socket).offered_da() / 10} A" for socket in (1, 2)]
        raise NonConformance(f"{much / 10} A and {less / 10} A, and so it stays", " and ".join(seen))


@then(step("the vehicle at socket {socket:Socket} is offered between {least:Current} and {most:Current} "
           "within {limit:Duration}"))  # fmt: skip
def between(bench: Bench, socket: int, least: int, most: int, limit: int) -> None:
    """And it stays so for five minutes."""

    def right() -> bool:
        return least - 1 <= bench.vehicle(socket).offered_da() <= most

    if not bench.wait_until(right, within_ms=limit) or bench.wait_until(lambda: not right(), within_ms=300_000):
        raise NonConformance(f"{least / 10} A to {most / 10} A", f"{bench.vehicle(socket).offered_da() / 10} A")


@then(step("the feed carries {least:Number} A to {most:Number} A on L{phase:Number} and nothing on the others"))
def feed_carries_about(bench: Bench, least: int, most: int, phase: int) -> None:
    """Within a minute."""

    def right() -> bool:
        flowing = list(bench.grid.flowing(NODE))
        here = flowing.pop(phase - 1)
        return least * 10 <= here <= most * 10 and not any(flowing)

    if not bench.wait_until(right, within_ms=60_000):
        seen = "/".join(str(current / 10) for current in bench.grid.flowing(NODE))
        raise NonConformance(f"{least} A to {most} A on L{phase} of the feed, nothing on the others", f"{seen} A")


@then(step("the feed carries {l1:Number} A, {l2:Number} A and {l3:Number} A"))
def feed_carries(bench: Bench, l1: int, l2: int, l3: int) -> None:
    """Per grid phase, within a minute; each duty cycle may round down by 0.1 A."""
    wanted = (l1 * 10, l2 * 10, l3 * 10)

    def right() -> bool:
        flowing = bench.grid.flowing(NODE)
        return all(max(0, most - 2) <= seen <= most for seen, most in zip(flowing, wanted, strict=True))

    if not bench.wait_until(right, within_ms=60_000):
        seen = "/".join(str(current / 10) for current in bench.grid.flowing(NODE))
        raise NonConformance(f"{l1}/{l2}/{l3} A on the feed", f"{seen} A")


@when(step('a further slave controller "{serial:Word}" is plugged into the master'), target_fixture="stimulus")
def further_controller(bench: Bench, serial: str) -> Mark:
    """Over USB, as the slave that the master has already."""
    return bench.faults(1).attach_controller(serial)


@then(step('the log files say that controller "{serial:Word}" is not taken'))
def not_taken(bench: Bench, profile: Profile, serial: str) -> None:
    """Their format is not laid down: a line that names it and says not."""
    log_in(bench, profile, "operator")
    lines = "\n".join(bench.operator.open_page("Log files").values()).splitlines()
    if not any(serial in line and " not " in line for line in lines):
        raise NonConformance(f"a line that controller {serial} is not taken", "there is none")


@then(step("the backend is told of no connector but 1 and 2 for {duration:Duration}"))
def no_third_connector(bench: Bench, stimulus: Mark, duration: int) -> None:
    """Whatever it is told."""
    third = Observation("the station tells of connector 3", lambda entry: entry.kind == "frame"
                        and '"connectorId":3' in str(entry.detail["payload"]).replace(" ", ""))  # fmt: skip
    bench.never(third, since=stimulus, until_ms=duration)


@then(step("the backend knows one line of the station, with connectors 1 and 2"))
def one_line(bench: Bench) -> None:
    """One WebSocket since the last boot; a status of either connector came over it."""
    restarts = [entry.number for entry in bench.journal if entry.kind == "restart"]
    since = bench.journal.after(restarts[-1] if restarts else 0)
    opened = [entry for entry in since if entry.kind == "link" and entry.detail.get("state") == "open"]
    told = {socket for socket in (0, 1, 2) for entry in since
            if entry.kind == "frame" and entry.detail.get("action") == "StatusNotification"
            and f'"connectorId":{socket},' in str(entry.detail["payload"]).replace(" ", "")}  # fmt: skip
    if len(opened) != 1 or not {1, 2} <= told:
        raise NonConformance("one line, connectors 1 and 2", f"{len(opened)} lines, connectors {sorted(told)}")


# -- sentences for any situation -----------------------------------------------------------------


@then(step("whatever is wired, configured and demanded, the feed never carries more than its limit, "
           "in {count:Number} draws"))  # fmt: skip
def never_above_the_feed(bench: Bench, profile: Profile, count: int) -> None:
    """Any pair of rotations, cars of one and three phases, demands of 6 A to 32 A, a feed of 10 A to 63 A."""
    drawn = Draws(count)
    for _ in range(count):
        limit_a, values = drawn.number(10, 63), {}
        for socket in (1, 2):
            rotation = drawn.choice(ROTATIONS)
            values[ROTATION + CONNECTOR[socket]] = rotation
            bench.grid.wire(1, socket, rotation[:3])
        enter(bench, profile, "operator", values | {FEED: str(limit_a)})
        bench.operator.save()
        mark = bench.wait(1_000)
        for socket in (1, 2):
            car = CarModel(
                conductors=drawn.choice(((1,), (1,), (1, 2, 3))), most_a=drawn.number(6, 32),
                reaction_ms=drawn.choice((100, 2_000, 5_000)), ramp_a_per_s=drawn.choice((0, 3)),
            )  # fmt: skip
            bench.vehicle(socket).plug_in(car=car)
            bench.wait(drawn.choice((100, 7_000)))
        bench.wait(RUN_MS)
        for socket in (1, 2):
            bench.vehicle(socket).set_demand(drawn.choice((None, 6, 13, 24)))
        bench.wait(RUN_MS)
        _feed_within(bench, mark, limit_a * 10)
        if not max(bench.grid.flowing(NODE)):
            raise NonConformance(f"a current within {limit_a} A", "nothing flows")
        _leave(bench)


def _leave(bench: Bench) -> None:
    for socket in (1, 2):
        bench.vehicle(socket).unplug_car()
    bench.wait(2_000)
    for socket in (1, 2):
        bench.vehicle(socket).pull_plug()
    bench.wait(5_000)


@then(step("exchanging the vehicles changes no sum by more than 1 A, in {count:Number} draws"))
def interchangeable(bench: Bench, profile: Profile, count: int) -> None:
    """Demands of 6 A to 32 A; each offer is 0 or between 6 A and the operator's limit."""
    drawn = Draws(count)
    log_in(bench, profile, "operator")
    limit_a = int(bench.operator.open_page("Load Management")[OPERATOR])
    for _ in range(count):
        pair = (drawn.number(6, 32), drawn.number(6, 32))
        sums = [_sum(bench, one, limit_a) for one in (pair, pair[::-1])]
        if abs(sums[0] - sums[1]) > 10:
            seen = f"{sums[0] / 10} A and {sums[1] / 10} A"
            raise NonConformance(f"the same sum for {pair} both ways, within 1 A", seen)


def _sum(bench: Bench, demands: tuple[int, int], limit_a: int) -> int:
    mark = bench.mark()
    for socket, demand_a in zip((1, 2), demands, strict=True):
        bench.vehicle(socket).plug_in(car=CarModel(most_a=demand_a))
        bench.wait(1_000)
    bench.wait(2 * RUN_MS)
    _feed_within(bench, mark, 320)
    for socket in (1, 2):
        if 0 < (offer := bench.vehicle(socket).offered_da()) < 60 or offer > limit_a * 10:
            raise NonConformance(f"offers of 0 A or 6 A to {limit_a} A", f"{offer / 10} A")
    total = sum(bench.vehicle(socket).current_da() for socket in (1, 2))
    _leave(bench)
    return total
