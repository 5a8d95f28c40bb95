"""Steps about load management with an external meter (7.4.2): building, settings of the master, what is left over."""

from __future__ import annotations

from pytest_bdd import given, then, when

from fixtures.bench.api import Bench, CarModel, Entry, Mark, NonConformance, Observation

from .configuration import configure, type_in
from .meters import TYPES, Notes
from .observations import current_flows, request, seen_since
from .vocabulary import step

FREE = {"Free Charging": "On", "Free Charging Mode": "No OCPP"}
MASTER = {
    "Dynamic Load Management - DLM Master/Slave": "DLM Master (With internal DLM-Slave)",
    "External Meter Support": "On",
}
LOCATIONS = {"including": "Including EVSE Sub-Distribution", "excluding": "Excluding EVSE Sub-Distribution"}
SUB = "EVSE Sub-Distribution Limit (L1/L2/L3) [A]"
ROTATIONS = {1: "RST", 2: "STR", 3: "TRS"}
"""The rotation that leads a socket's L1 to this grid phase (manual, 7.8)."""
SHOWN = {
    "RST": "RST (L1/L2/L3, standard phase position)", "STR": "STR (L2/L3/L1)", "TRS": "TRS (L3/L1/L2)",
}  # fmt: skip
SETTLED_MS = 65_000
"""Two sample periods, and 5 s in which a vehicle follows (D-DLM-30)."""
LOST_MS = 30_000
"""A meter that is silent for a sample period is lost (D-DLM-10)."""
ROUNDED_DA = 12
"""An ampere and what a duty cycle in per mille leaves below it (DLM-129: within 1 A downward)."""


# -- settings ---------------------------------------------------------------------------------


def second_meter(meter: dict[str, str]) -> dict[str, str]:
    """What is entered for it."""
    location = {"External Meter Location": LOCATIONS[meter["where"]]} if meter["where"] in LOCATIONS else {}
    return {
        **MASTER,
        "Meter configuration (Second)": TYPES[meter["model"]],
        "IP address of second meter": meter["address"],
        "Port number of Second Meter": meter["port"],
        **location,
    }


def limits(rows: dict[str, str]) -> dict[str, str]:
    """The operator's limit follows the other, where only that is given."""
    return {f"Operator {SUB}": rows[SUB], **rows} if SUB in rows else rows


@given(step('a DLM master with meter "{name:Text}" as external meter and'))
def master(bench: Bench, installed: Notes, name: str, datatable: list[list[str]]) -> Mark:
    """Each row is a parameter and its value; whoever plugs in may charge. Ends with Save & Restart."""
    rows = limits({row[0]: row[1] for row in datatable})
    return configure(bench, {**second_meter(installed[name]), **FREE, **rows})


@given(step('a DLM master with meter "{name:Text}" as external meter'))
@when(step('a DLM master is given meter "{name:Text}" as external meter'), target_fixture="stimulus")
def plain_master(bench: Bench, installed: Notes, name: str) -> Mark:
    """With the factory's limits; who may charge stays as it was."""
    return configure(bench, second_meter(installed[name]))


@given(step('a DLM master with backend and meter "{name:Text}" as external meter and'))
def master_with_backend(
    bench: Bench, installed: Notes, name: str, datatable: list[list[str]]
) -> Mark:
    """Cards start sessions, and the backend hears of all."""
    return configure(bench, {**second_meter(installed[name]), **limits({row[0]: row[1] for row in datatable})})


@given("a DLM master without external meter and")
def master_without(bench: Bench, datatable: list[list[str]]) -> Mark:
    """Support is Off."""
    rows = limits({row[0]: row[1] for row in datatable})
    return configure(bench, {**MASTER, "External Meter Support": "Off", **FREE, **rows})


@when("the operator changes without a restart", target_fixture="stimulus")
@given("the operator changed without a restart")
def changes(bench: Bench, datatable: list[list[str]]) -> Mark:
    """Each row is a parameter and its value; saved."""
    type_in(bench, {row[0]: row[1] for row in datatable})
    return bench.operator.save()


# -- building and vehicles --------------------------------------------------------------------


@given(step("the building takes {l1:Number}/{l2:Number}/{l3:Number} A"))
@when(step("the building takes {l1:Number}/{l2:Number}/{l3:Number} A"), target_fixture="stimulus")
def building(bench: Bench, l1: int, l2: int, l3: int) -> Mark:
    """On grid L1, L2 and L3, from now on."""
    return bench.grid.building(l1, l2, l3)


@when(step("the building feeds in {l1:Number}/{l2:Number}/{l3:Number} A"), target_fixture="stimulus")
def building_feeds(bench: Bench, l1: int, l2: int, l3: int) -> Mark:
    """Solar panels."""
    return bench.grid.building(-l1, -l2, -l3)


@given(step("L1 of socket {socket:Socket} hangs on grid L{phase:Number}, and it is set so"))
def hangs_on(bench: Bench, socket: int, phase: int) -> None:
    """Wired and configured; in force without a restart or with the next one."""
    bench.grid.wire(1, socket, ROTATIONS[phase])
    second = " (Connector 2)" if socket == 2 else ""
    type_in(bench, {f"Phase rotation of the ChargePoint{second}": SHOWN[ROTATIONS[phase]]})
    bench.operator.save()


@given(step("a hungry vehicle charges at socket {socket:Socket}"))
def hungry(bench: Bench, socket: int) -> None:
    """Three phases, all that it is offered up to 32 A; what it gets has come to rest."""
    bench.vehicle(socket).plug_in()
    bench.wait(SETTLED_MS)


@when(step("a hungry vehicle comes to socket {socket:Socket}"), target_fixture="stimulus")
def hungry_comes(bench: Bench, socket: int) -> Mark:
    """Three phases, all that it is offered up to 32 A."""
    return bench.vehicle(socket).plug_in()


@given(step("a hungry single-phase vehicle charges at socket {socket:Socket}"))
def hungry_single(bench: Bench, socket: int) -> None:
    """On L1 of the socket, all that it is offered up to 32 A; what it gets has come to rest."""
    bench.vehicle(socket).plug_in(car=CarModel(conductors=(1,)))
    bench.wait(SETTLED_MS)


@when(step("a hungry single-phase vehicle comes to socket {socket:Socket}"), target_fixture="stimulus")
def hungry_single_comes(bench: Bench, socket: int) -> Mark:
    """On L1 of the socket, all that it is offered up to 32 A."""
    return bench.vehicle(socket).plug_in(car=CarModel(conductors=(1,)))


# -- what is offered and what flows -----------------------------------------------------------


def settle(bench: Bench, since: Mark, for_ms: int = SETTLED_MS) -> None:
    """Let two runs have been since then."""
    bench.wait(max(0, since.at_ms + for_ms - bench.mark().at_ms))


def offers(bench: Bench) -> tuple[int, int]:
    """Of both sockets, as the vehicles read them."""
    return bench.vehicle(1).offered_da(), bench.vehicle(2).offered_da()


@then(step("after two runs the vehicle at socket {socket:Socket} is offered {current:Current}"))
def offered_after(bench: Bench, stimulus: Mark, socket: int, current: int) -> None:
    """Up to 1 A less where amperes are rounded, never more."""
    settle(bench, stimulus)
    is_offered(bench, socket, current)


@then(step("the vehicle at socket {socket:Socket} has an offer of {current:Current}"))
def is_offered(bench: Bench, socket: int, current: int) -> None:
    """Now; up to 1 A less where amperes are rounded, never more."""
    seen = bench.vehicle(socket).offered_da()
    if not current - ROUNDED_DA < seen <= current or bool(seen) != bool(current):
        raise NonConformance(f"an offer of {current / 10:g} A at socket {socket}", f"{seen / 10:g} A")


@then(step("after two runs both vehicles together are offered {current:Current}"))
def both_offered(bench: Bench, stimulus: Mark, current: int) -> None:
    """Up to 2 A less for each, never more."""
    settle(bench, stimulus)
    seen = sum(offers(bench))
    if not current - 40 < seen <= current or bool(seen) != bool(current):
        raise NonConformance(f"offers of {current / 10:g} A in all", f"{seen / 10:g} A")


@then(step("after two runs the vehicle at socket {socket:Socket} is paused"))
def paused_after(bench: Bench, stimulus: Mark, socket: int) -> None:
    """No offer, and no current."""
    settle(bench, stimulus)
    seen, drawn = bench.vehicle(socket).offered_da(), bench.vehicle(socket).current_da()
    if seen or drawn:
        raise NonConformance(f"no offer at socket {socket}", f"{seen / 10:g} A offered, {drawn / 10:g} A drawn")


@then(step("after two runs no vehicle is offered anything"))
def nobody(bench: Bench, stimulus: Mark) -> None:
    """Neither at socket 1 nor at socket 2."""
    settle(bench, stimulus)
    if any(seen := offers(bench)):
        raise NonConformance("no offer at any socket", " and ".join(f"{one / 10:g} A" for one in seen))


@then(step("the offer at socket {socket:Socket} does not rise above {current:Current} for {duration:Duration}"))
def not_above(bench: Bench, stimulus: Mark, socket: int, current: int, duration: int) -> None:
    """From the stimulus on, at no moment."""
    if (seen := bench.vehicle(socket).offered_da()) > current:
        raise NonConformance(f"at most {current / 10:g} A offered", f"{seen / 10:g} A")
    bench.never(_offer_above(socket, current), since=stimulus, until_ms=duration)


def _offer_above(socket: int, current_da: int) -> Observation:
    def matches(entry: Entry) -> bool:
        here = entry.kind == "pilot" and entry.detail["socket"] == socket
        return here and int(entry.detail["offered_da"]) > current_da

    return Observation(f"more than {current_da / 10:g} A offered at socket {socket}", matches)


def node_above(node: str, most_da: int) -> Observation:
    """A node carries more than this on some phase."""

    def matches(entry: Entry) -> bool:
        here = entry.kind == "grid" and entry.detail["node"] == node
        return here and max(int(entry.detail[f"l{phase}_da"]) for phase in (1, 2, 3)) > most_da

    return Observation(f"more than {most_da / 10:g} A on a phase of the {node}", matches)


@then(
    step("from {settled:Duration} on the {node:Text} carries {most:Current} per phase at most, for {duration:Duration}")
)
def carries_at_most(bench: Bench, stimulus: Mark, settled: int, node: str, most: int, duration: int) -> None:
    """Node: "main" or "sub-distribution"."""
    settle(bench, stimulus, settled)
    if max(seen := bench.grid.flowing(node)) > most:
        raise NonConformance(f"at most {most / 10:g} A on each phase", "/".join(f"{one / 10:g}" for one in seen))
    bench.never(node_above(node, most), since=bench.mark(), until_ms=duration)


@then("the vehicles have kept their transactions")
def transactions_kept(bench: Bench, stimulus: Mark) -> None:
    """No StopTransaction, and no plug was let go."""
    if seen := seen_since(bench, request("StopTransaction"), stimulus.number):
        raise NonConformance("the transactions stay open", f"{len(seen)} StopTransaction")
    opened = [e for e in bench.journal.after(stimulus.number) if e.kind == "lock" and not e.detail["closed"]]
    if opened:
        raise NonConformance("the plugs stay locked", "a plug was let go")


@then(step("the vehicle at socket {socket:Socket} charges again within {limit:Duration}"))
def charges_again(bench: Bench, stimulus: Mark, socket: int, limit: int) -> None:
    """Current, behind the stimulus."""
    bench.observe(current_flows(socket), since=stimulus, within_ms=limit)


@then(step("the offer at socket {socket:Socket} stays at {current:Current} for {duration:Duration}"))
def stays_at(bench: Bench, stimulus: Mark, socket: int, current: int, duration: int) -> None:
    """Neither above nor 1 A below it, at no moment."""
    is_offered(bench, socket, current)
    bench.never(_offer_above(socket, current), since=stimulus, until_ms=duration)
    below = [e for e in bench.journal.after(stimulus.number) if _is_below(e, socket, current - ROUNDED_DA)]
    if below:
        raise NonConformance(f"an offer of {current / 10:g} A all the time", f"{below[0].detail['offered_da']} dA")


def _is_below(entry: Entry, socket: int, least_da: int) -> bool:
    return entry.kind == "pilot" and entry.detail["socket"] == socket and int(entry.detail["offered_da"]) <= least_da


@then(step("for {duration:Duration} both vehicles together go on being offered {current:Current}"))
def go_on(bench: Bench, duration: int, current: int) -> None:
    """From now on, after each sample period; up to 2 A less for each, never more at any moment."""
    mark, standing = bench.mark(), dict(enumerate(offers(bench), 1))
    for _ in range(duration // LOST_MS):
        bench.wait(LOST_MS)
        if not current - 40 < sum(offers(bench)) <= current:
            raise NonConformance(f"offers of {current / 10:g} A in all", f"{sum(offers(bench)) / 10:g} A")
    for entry in bench.journal.after(mark.number):
        if entry.kind == "pilot":
            standing[int(entry.detail["socket"])] = int(entry.detail["offered_da"])
            if sum(standing.values()) > current:
                raise NonConformance(f"never more than {current / 10:g} A in all", f"{sum(standing.values()) / 10:g} A")


@then(step("30 s later and after two runs both vehicles together are offered {current:Current}"))
def both_offered_without_meter(bench: Bench, stimulus: Mark, current: int) -> None:
    """When the meter has been silent for a sample period (D-DLM-10)."""
    settle(bench, stimulus, LOST_MS + SETTLED_MS)
    both_offered(bench, stimulus, current)


@then("30 s later and after two runs no vehicle is offered anything")
def nobody_without_meter(bench: Bench, stimulus: Mark) -> None:
    """When the meter has been silent for a sample period (D-DLM-10)."""
    settle(bench, stimulus, LOST_MS + SETTLED_MS)
    nobody(bench, stimulus)


@then(step("when the building takes {l1:Number}/{l2:Number}/{l3:Number} A no vehicle is offered any after two runs"))
def then_nobody(bench: Bench, l1: int, l2: int, l3: int) -> None:
    """The building changes once more."""
    nobody(bench, bench.grid.building(l1, l2, l3))


@then(step("within {limit:Duration} both vehicles together are offered {current:Current} or less"))
def low_at_times(bench: Bench, stimulus: Mark, limit: int, current: int) -> None:
    """At some moment, for the first time behind two runs."""
    settle(bench, stimulus)
    if not bench.wait_until(lambda: sum(offers(bench)) <= current, within_ms=limit):
        raise NonConformance(f"{current / 10:g} A or less", f"{sum(offers(bench)) / 10:g} A all the time")


@then(step("within {limit:Duration} the main carries more than {current:Current} on each phase"))
def overloaded(bench: Bench, limit: int, current: int) -> None:
    """At some moment."""
    if not bench.wait_until(lambda: min(bench.grid.flowing("main")) > current, within_ms=limit):
        raise NonConformance(f"more than {current / 10:g} A", str(bench.grid.flowing("main")))
