"""Steps about Modbus TCP meters (manual, 7.5): where they hang, how they fail, who asks them, and what is counted."""

from __future__ import annotations

import pytest
from pytest_bdd import given, then, when

from fixtures.bench.api import Bench, Entry, Mark, NonConformance, Observation

from .configuration import configure
from .observations import payload, request, seen_since
from .sampled import registers_wh
from .vocabulary import step

PLACES = {
    "in the branch of the building": "excluding",
    "behind the meter of the grid operator": "including",
    "in front of socket 1": "socket 1",
    "in front of socket 2": "socket 2",
    "on a desk": "by hand",
}
TYPES = {
    "7KM2200": "Modbus Siemens 7KM2200 (TCP)",
    "EM300-LR": "Modbus B-Control EM300-LR (TCP)",
    "EEM-MB371": "Modbus Phoenix Contact EEM-MB371 (TCP)",
    "EEM-MB370": "Modbus Phoenix Contact EEM-MB370 (TCP)",
}
"""What is printed on the meter, and what is chosen for it; the manual writes the first two (7.5)."""
SOON_MS = 30_000
"""One poll per sample period at least (D-MTR-05)."""
SAME_WH = 40
"""What goes through a socket of 22 kW in 6 s: a poll, and the way to the register."""
Notes = dict[str, dict[str, str]]
CONNECTOR_2 = " (Connector 2)"
"""A station with two controllers has the fields of the second one, too (docs/decisions.md)."""


@pytest.fixture
def installed() -> Notes:
    """What the installer notes of each meter: model, place, address and port."""
    return {}


# -- the installer ----------------------------------------------------------------------------


@given(step('meter "{name:Text}" ({model:Word}) {place:Line} has the address {address:Word}'))
def install(bench: Bench, installed: Notes, name: str, model: str, place: str, address: str) -> None:
    """At the usual port."""
    install_at_port(bench, installed, name, model, place, address, 502)


@given(step('meter "{name:Text}" ({model:Word}) {place:Line} has the address {address:Word} and port {port:Number}'))
def install_at_port(
    bench: Bench, installed: Notes, name: str, model: str, place: str, address: str, port: int
) -> None:
    """Somewhere in the house, on the network of the charge points or elsewhere."""
    bench.meters.place(name, model, address=address, port=port, where=PLACES[place])
    installed[name] = {"model": model, "where": PLACES[place], "address": address, "port": str(port)}


@given(step('meter "{name:Text}" reads {l1:Number}/{l2:Number}/{l3:Number} A'))
@when(step('meter "{name:Text}" reads {l1:Number}/{l2:Number}/{l3:Number} A'), target_fixture="stimulus")
def reads(bench: Bench, name: str, l1: int, l2: int, l3: int) -> Mark:
    """On L1, L2 and L3, whatever flows."""
    return bench.meters.set_load(name, l1, l2, l3)


@given(step('meter "{name:Text}" reads {load:Current} on each phase'))
def reads_alike(bench: Bench, name: str, load: int) -> Mark:
    """To a tenth of an ampere, whatever flows."""
    return bench.meters.set_load(name, load / 10, load / 10, load / 10)


@when(step('meter "{name:Text}" reads a feed-in of {l1:Number}/{l2:Number}/{l3:Number} A'), target_fixture="stimulus")
def feeds_in(bench: Bench, name: str, l1: int, l2: int, l3: int) -> Mark:
    """On L1, L2 and L3, whatever flows."""
    return bench.meters.set_load(name, -l1, -l2, -l3)


@given(step('meter "{name:Text}" has failed for {duration:Duration}: {how:Line}'))
def has_failed(bench: Bench, name: str, duration: int, how: str) -> None:
    """Until now, and on."""
    fails(bench, name, how)
    bench.wait(duration)


@when(step('meter "{name:Text}" fails: {how:Line}'), target_fixture="stimulus")
def fails(bench: Bench, name: str, how: str) -> Mark:
    """"no power", or a word of the bench's meters."""
    return bench.meters.stop(name) if how == "no power" else bench.meters.misbehave(name, how)


@when(step('meter "{name:Text}" works again'), target_fixture="stimulus")
def works(bench: Bench, name: str) -> Mark:
    """With power, and as it should."""
    bench.meters.start(name)
    return bench.meters.misbehave(name, "")


@when(step('meter "{name:Text}" works again while the supply of the station is off'), target_fixture="stimulus")
def works_in_the_dark(bench: Bench, name: str) -> Mark:
    """A minute without a supply."""
    mark = bench.mains.cut()
    works(bench, name)
    bench.wait(60_000)
    bench.mains.restore()
    return mark


@when(step('meter "{name:Text}" gets the address {address:Word}'), target_fixture="stimulus")
def moves(bench: Bench, name: str, address: str) -> Mark:
    """The installer changes it at the meter."""
    return bench.meters.move(name, address)


# -- the charging meter -----------------------------------------------------------------------


def charging_meter(meter: dict[str, str]) -> dict[str, str]:
    """What is entered for it, at the socket in front of which it hangs."""
    second = CONNECTOR_2 if meter["where"] == "socket 2" else ""
    return {
        "Meter configuration": TYPES[meter["model"]],
        f"IP address of meter{second}": meter["address"],
        f"Port number of meter{second}": meter["port"],
    }


@given(step('meter "{name:Text}" is configured as charging meter'))
@when(step('the operator configures meter "{name:Text}" as charging meter'), target_fixture="stimulus")
def as_charging_meter(bench: Bench, installed: Notes, name: str) -> Mark:
    """Type, address and port, saved with a restart."""
    return configure(bench, charging_meter(installed[name]))


@then(step('the transaction of socket {socket:Socket} has counted by meter "{name:Text}"'))
def counted_by(bench: Bench, stimulus: Mark, socket: int, name: str) -> None:
    """The last StartTransaction, MeterValues and StopTransaction have its register, and it has moved."""
    bench.observe(request("StopTransaction"), since=stimulus, within_ms=SOON_MS)
    display_wh = bench.meters.energy_wh(name)
    start_wh = payload(seen_since(bench, request("StartTransaction", connectorId=socket), 0)[-1])["meterStart"]
    stop_wh = payload(seen_since(bench, request("StopTransaction"), stimulus.number)[-1])["meterStop"]
    if abs(stop_wh - display_wh) > SAME_WH or not 0 < stop_wh - start_wh < display_wh - start_wh + SAME_WH:
        raise NonConformance(f"a transaction up to the {display_wh} Wh of the display", f"{start_wh} to {stop_wh} Wh")


@then(step('the next MeterValues of socket {socket:Socket} have the energy of meter "{name:Text}"'))
def sampled_by(bench: Bench, socket: int, name: str) -> None:
    """Energy.Active.Import.Register, as on its display."""
    seen = bench.observe(request("MeterValues", connectorId=socket), since=bench.mark(), within_ms=120_000)
    display_wh = bench.meters.energy_wh(name)
    values = registers_wh(payload(seen)["meterValue"])
    if not values or abs(values[0] - display_wh) > SAME_WH:
        raise NonConformance(f"an energy register of {display_wh} Wh", f"{values} Wh")


# -- requests ---------------------------------------------------------------------------------


def asked(name: str) -> Observation:
    """A request of the station to this meter."""

    def matches(entry: Entry) -> bool:
        return entry.kind == "modbus" and entry.who == "station" and entry.to == f"meter {name}"

    return Observation(f"the station asks meter {name}", matches)


@then(step('the station asks meter "{name:Text}" at least every {period:Duration}'))
def asks(bench: Bench, stimulus: Mark, name: str, period: int) -> None:
    """Watched for four periods behind the stimulus."""
    for _ in range(4):
        bench.observe(asked(name), since=bench.mark(), within_ms=period)


@then(step('the station asks meter "{name:Text}" within {limit:Duration}'))
def asks_within(bench: Bench, stimulus: Mark, name: str, limit: int) -> None:
    """Behind the stimulus."""
    bench.observe(asked(name), since=stimulus, within_ms=limit)


@then(step('the station does not ask meter "{name:Text}" for {duration:Duration}'))
def does_not_ask(bench: Bench, stimulus: Mark, name: str, duration: int) -> None:
    """From the stimulus on."""
    bench.never(asked(name), since=stimulus, until_ms=duration)


@then("the meter types that are read over the network are marked (TCP), in both lists")
def marked(bench: Bench) -> None:
    """The manual's two are on offer. A real list has others too, which are read in other ways; they have no mark."""
    network = {one.removesuffix(" (TCP)") for one in TYPES.values()}
    for name in ("Meter configuration", "Meter configuration (Second)"):
        offered = bench.operator.choices(name)
        missing = {TYPES["7KM2200"], TYPES["EM300-LR"]} - set(offered)
        if missing or network & set(offered) or all(one.endswith("(TCP)") for one in offered):
            raise NonConformance(f"types of {name}, those of the network marked (TCP)", "; ".join(offered))


@then(step('meter "{name:Text}" has answered all that it was asked'))
def answered(bench: Bench, stimulus: Mark, name: str) -> None:
    """With registers; an exception is a sign of other registers than the meter's."""
    bench.wait(SOON_MS)
    seen = [entry.detail["answer"] for entry in seen_since(bench, asked(name), stimulus.number)]
    if set(seen) != {"registers"}:
        raise NonConformance("requests that are answered with registers", ", ".join(map(str, seen)) or "no request")


@then(step('the station does not ask meter "{name:Text}" after the restart for {duration:Duration}'))
def not_after_restart(bench: Bench, name: str, duration: int) -> None:
    """From now on, when its software runs again."""
    bench.never(asked(name), since=bench.mark(), until_ms=duration)


@then(
    step('after a restart the station asks meter "{new:Text}" within {limit:Duration}, and meter "{old:Text}" no more')
)
def after_restart(bench: Bench, new: str, limit: int, old: str) -> None:
    """Save & Restart."""
    bench.operator.save_and_restart()
    running = bench.mark()
    bench.observe(asked(new), since=running, within_ms=limit)
    bench.never(asked(old), since=running, until_ms=2 * limit)


@then(step('the transaction of socket {socket:Socket} has counted by meter "{name:Text}" up to its failure'))
def counted_until(bench: Bench, stimulus: Mark, socket: int, name: str) -> None:
    """What the display showed then; the energy that was still drawn is not in it."""
    display_wh = bench.meters.energy_wh(name)
    stop = bench.observe(request("StopTransaction"), since=stimulus, within_ms=2 * SOON_MS)
    stop_wh = payload(stop)["meterStop"]
    if not display_wh - SAME_WH <= stop_wh <= display_wh:
        raise NonConformance(f"a meterStop of {display_wh} Wh", f"{stop_wh} Wh")
