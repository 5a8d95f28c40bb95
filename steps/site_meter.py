"""Steps for the external meter on the local network of a site: its address, and who else has it."""

from __future__ import annotations

from pytest_bdd import given, then, when

from fixtures.bench.api import Bench, Mark, NonConformance
from fixtures.profile import Profile

from .dashboard import called, dashboard
from .site import FORMS_MS, FREE, LIMITS, ROLE, ROLES
from .vocabulary import step

METER = "house"
DHCP = {"Mode for network configuration": "DHCP server"}
MODELS = {"7KM2200": "Modbus Siemens 7KM2200 (TCP)", "EEM-MB371": "Modbus Phoenix Contact EEM-MB371 (TCP)"}


@given(
    step(
        "slaves 2 and 3 of a stand-alone master with {limit:Current}, main connection {main:Current}, "
        "fallback {fallback:Current}, that reads the {model:Word} at {address:Word}"
    )
)
def metered_site(bench: Bench, limit: int, main: int, fallback: int, model: str, address: str) -> None:
    """The meter sees building and charge points; the master gives the addresses of its network."""

    def each(current: int) -> str:
        return "/".join([str(current // 10)] * 3)

    bench.station(1).mains.cut()
    bench.station(1).preset({
        **FREE, **DHCP, **dict.fromkeys(LIMITS, each(limit)),
        ROLE: ROLES["stand-alone master"],
        "External Meter Support": "On",
        "Meter configuration (Second)": MODELS[model],
        "IP address of second meter": address,
        "Main Distribution Limit (L1/L2/L3) [A]": each(main),
        "External Load Fallback (L1/L2/L3) [A]": each(fallback),
        "External Meter Location": "Including EVSE Sub-Distribution",
    })  # fmt: skip
    for _ in range(2):
        bench.add_station({**FREE, ROLE: ROLES["slave"]}, wait=False)
    bench.station(1).mains.restore()
    bench.wait(FORMS_MS)


@given(step("a {model:Word} at the connection of the house has the address {address:Word}"))
@given(step("an {model:Word} at the connection of the house has the address {address:Word}"))
def meter_of_the_house(bench: Bench, model: str, address: str) -> None:
    """It sees building and charge points."""
    bench.meters.place(METER, model, address=address, where="including")


@when(step("the meter of the house gets the address {address:Word}"), target_fixture="stimulus")
def meter_moves(bench: Bench, address: str) -> Mark:
    """Set at the meter."""
    return bench.meters.move(METER, address)


@when(step("another host comes with the address {address:Word}"), target_fixture="stimulus")
def collision(bench: Bench, address: str) -> Mark:
    """A device that knows nothing of meters."""
    mark = bench.mark()
    bench.lan.host(address)
    return mark


@then(step("the master reads {current:Current} on each phase"))
def master_reads(bench: Bench, profile: Profile, current: int) -> None:
    """On its dashboard."""
    wanted = "/".join([str(current // 10)] * 3)
    found = dashboard(bench, 1).get(called(profile, "external-meter"), "nothing")
    if found != wanted:
        raise NonConformance(f"the external meter shows {wanted}", found)


@then(step("within {limit:Duration} the master reads {current:Current} on each phase"))
def master_reads_within(bench: Bench, profile: Profile, limit: int, current: int) -> None:
    """On its dashboard, looked at each second."""
    wanted = "/".join([str(current // 10)] * 3)
    _wait_for(bench, profile, limit, wanted)


@then(step("within {limit:Duration} the master cannot read the meter"))
def master_is_blind(bench: Bench, profile: Profile, limit: int) -> None:
    """On its dashboard, looked at each second."""
    _wait_for(bench, profile, limit, called(profile, "external-meter-lost"))


def _wait_for(bench: Bench, profile: Profile, limit_ms: int, wanted: str) -> None:
    found = ""
    for _ in range(limit_ms // 1_000 + 1):
        found = dashboard(bench, 1).get(called(profile, "external-meter"), "nothing")
        if found == wanted:
            return
        bench.wait(1_000)
    raise NonConformance(f"the external meter shows {wanted}", found)


@then(step("the main connection has not carried more than {limit:Current}"))
def main_limit(bench: Bench, limit: int) -> None:
    """Stations and building together, since the scenario began."""
    loads = [entry for entry in bench.journal if entry.kind == "grid" and entry.detail["node"] == "main"]
    worst = max((int(entry.detail[phase]) for entry in loads for phase in ("l1_da", "l2_da", "l3_da")), default=0)
    if worst > limit or not loads:
        raise NonConformance(f"at most {limit / 10} A on each phase", f"{worst / 10} A")
