"""Steps about current limits: what the pilot says (IEC 61851-1), what flows, and what the dashboard tells of it."""

from __future__ import annotations

from pytest_bdd import given, then, when

from fixtures.bench.api import Bench, CarModel, Mark, NonConformance
from fixtures.profile import Profile

from .draws import Draws
from .roles import enter, log_in
from .vocabulary import step

MAXIMUM, INSTALLATION = "Maximum current [A]", "Installation Current Limit [A]"
OPERATOR = "Operator Current Limit [A]"
CONNECTOR = {1: "", 2: " (Connector 2)"}
FOLLOWS_MS = 10_000
"""How soon a limit is in force; the manual gives no figure."""
LEAST_DA = 60
"""IEC 61851-1: 6 A is the smallest current that a duty cycle can say."""


# -- vehicles ----------------------------------------------------------------------------------


@given(step("a single-phase vehicle is plugged in at socket {socket:Socket}"))
@when(step("a single-phase vehicle is plugged in at socket {socket:Socket}"), target_fixture="stimulus")
def plug_in_single_phase(bench: Bench, socket: int) -> Mark:
    """Its charger loads L1 of the socket, with up to 32 A."""
    return bench.vehicle(socket).plug_in(car=CarModel(conductors=(1,)))


@given(step("a vehicle that takes at most {most:Current} is plugged in at socket {socket:Socket}"))
@when(step("a vehicle that takes at most {most:Current} is plugged in at socket {socket:Socket}"),
      target_fixture="stimulus")  # fmt: skip
def plug_in_modest(bench: Bench, most: int, socket: int) -> Mark:
    """Three phases, none with more."""
    return bench.vehicle(socket).plug_in(car=CarModel(most_a=most // 10))


@given(step("a vehicle that follows the pilot after {reaction:Duration} is plugged in at socket {socket:Socket}"))
@when(step("a vehicle that follows the pilot after {reaction:Duration} is plugged in at socket {socket:Socket}"),
      target_fixture="stimulus")  # fmt: skip
def plug_in_slow(bench: Bench, reaction: int, socket: int) -> Mark:
    """IEC 61851-1 allows 5 s."""
    return bench.vehicle(socket).plug_in(car=CarModel(reaction_ms=reaction))


@given("the charging station has one socket")
def one_socket(bench: Bench) -> None:
    """The manufacturer's model with one EVSE (7.2, case 1)."""
    bench.mains.cut()
    bench.station(1).build(sockets=1)
    bench.mains.restore()


# -- pilot and current -------------------------------------------------------------------------


def duty_permille(bench: Bench, socket: int) -> int:
    """As it is at the vehicle's inlet; 1000 is a steady level without PWM."""
    seen = bench.journal.last("pilot", socket=socket)
    return 1000 if seen is None else int(seen.detail["duty_permille"])


@then(step("the duty cycle at socket {socket:Socket} is {duty:Percent}"))
def duty_is(bench: Bench, socket: int, duty: int) -> None:
    """To a tenth of a percent, within 10 s."""
    if not bench.wait_until(lambda: abs(duty_permille(bench, socket) - duty) <= 1, within_ms=FOLLOWS_MS):
        raise NonConformance(f"a duty cycle of {duty / 10} %", f"{duty_permille(bench, socket) / 10} %")


@then(step("the dashboard signals {current:Current} at socket {socket:Socket}"))
def dashboard_signals(bench: Bench, profile: Profile, current: int, socket: int) -> None:
    """Signaled Current."""
    _dashboard(bench, profile, f"Signaled Current{CONNECTOR[socket]}", f"{current // 10} A")


@then(step('the dashboard says that socket {socket:Socket} is limited by "{source:Text}"'))
def dashboard_source(bench: Bench, profile: Profile, socket: int, source: str) -> None:
    """The limit that is smallest."""
    _dashboard(bench, profile, f"Signaled Current is limited by{CONNECTOR[socket]}", source)


def _dashboard(bench: Bench, profile: Profile, label: str, wanted: str) -> None:
    log_in(bench, profile, "operator")
    seen = bench.operator.open_page("Dashboard").get(label, "no such row")
    if seen != wanted:
        raise NonConformance(f"{label}: {wanted}", seen)


@then(step("the vehicle at socket {socket:Socket} takes {l1:Number} A, {l2:Number} A and {l3:Number} A"))
def takes(bench: Bench, socket: int, l1: int, l2: int, l3: int) -> None:
    """On L1, L2 and L3 of the socket, within 10 s; the duty cycle may round down by up to 0.1 A."""
    wanted = (l1 * 10, l2 * 10, l3 * 10)

    def right() -> bool:
        drawn = bench.vehicle(socket).currents_da()
        return all(max(0, most - 1) <= seen <= most for seen, most in zip(drawn, wanted, strict=True))

    if not bench.wait_until(right, within_ms=FOLLOWS_MS):
        raise NonConformance(f"{l1} A, {l2} A and {l3} A", _amperes(bench.vehicle(socket).currents_da()))


def _amperes(currents_da: tuple[int, ...]) -> str:
    return ", ".join(f"{current / 10} A" for current in currents_da)


@then(step("the vehicle at socket {socket:Socket} takes between {least:Number} W and {most:Number} W"))
def takes_power(bench: Bench, socket: int, least: int, most: int) -> None:
    """At 230 V between each phase and neutral, within 10 s."""

    def power_w() -> int:
        return sum(bench.vehicle(socket).currents_da()) * 230 // 10

    if not bench.wait_until(lambda: least <= power_w() <= most, within_ms=FOLLOWS_MS):
        raise NonConformance(f"{least} W to {most} W", f"{power_w()} W")


@then(step("the current at socket {socket:Socket} never exceeds {most:Current} for {duration:Duration}"))
def never_exceeds(bench: Bench, stimulus: Mark, socket: int, most: int, duration: int) -> None:
    """On no conductor, from the stimulus on; and there is a current."""
    bench.wait(max(0, stimulus.at_ms + duration - bench.mark().at_ms))
    seen = [int(entry.detail["current_da"]) for entry in bench.journal.after(stimulus.number)
            if entry.kind == "current" and entry.detail["socket"] == socket]  # fmt: skip
    if not seen or max(seen) > most:
        raise NonConformance(f"current, at most {most / 10} A", f"{max(seen, default=0) / 10} A")


@then(step("the current at socket {socket:Socket} is at most {most:Current} within {limit:Duration}"))
def comes_down(bench: Bench, stimulus: Mark, socket: int, most: int, limit: int) -> None:
    """And it stays there for half a minute."""
    left_ms = max(1, limit - (bench.mark().at_ms - stimulus.at_ms))
    if not bench.wait_until(lambda: bench.vehicle(socket).current_da() <= most, within_ms=left_ms):
        raise NonConformance(f"at most {most / 10} A", f"{bench.vehicle(socket).current_da() / 10} A")
    never_exceeds_from_now(bench, socket, most)


def never_exceeds_from_now(bench: Bench, socket: int, most: int) -> None:
    """For half a minute."""
    if bench.wait_until(lambda: bench.vehicle(socket).current_da() > most, within_ms=30_000):
        raise NonConformance(f"at most {most / 10} A", f"{bench.vehicle(socket).current_da() / 10} A")


@then(step("the vehicle at socket {socket:Socket} is offered no current, and its pilot is steady"))
def no_pwm(bench: Bench, socket: int) -> None:
    """No PWM at all, and nothing flows."""
    bench.wait(FOLLOWS_MS)
    if duty_permille(bench, socket) != 1000 or bench.vehicle(socket).current_da():
        raise NonConformance("a pilot without PWM", f"a duty cycle of {duty_permille(bench, socket) / 10} %")


@then(step("whatever the vehicle at socket {socket:Socket} demands, it takes no more than {most:Current}"))
def follows_demand(bench: Bench, socket: int, most: int) -> None:
    """Demands of 6 A to 32 A; it takes the smaller of the two."""
    for demand_a in range(6, 33):
        bench.vehicle(socket).set_demand(demand_a)
        bench.wait(1_000)
        wanted = min(demand_a * 10, most)
        if not wanted - 1 <= (seen := bench.vehicle(socket).current_da()) <= wanted:
            raise NonConformance(f"{wanted / 10} A of {demand_a} A", f"{seen / 10} A")


# -- sentences for any value -------------------------------------------------------------------


def nominal_permille(amperes: float) -> float:
    """IEC 61851-1, table A.7: the duty cycle of a current of 6 A to 63 A."""
    return amperes / 0.6 * 10 if amperes <= 51 else (amperes / 2.5 + 64) * 10


@then("each whole ampere from 6 to 32 can be set, is kept, and is signalled as IEC 61851-1 has it")
def each_ampere(bench: Bench, profile: Profile) -> None:
    """Accepted, stored, signalled to a tenth of a percent; the vehicle never reads more than is meant."""
    for amperes in range(6, 33):
        enter(bench, profile, "operator", {OPERATOR: str(amperes)})
        bench.operator.save()
        bench.wait(2_000)
        kept = bench.operator.open_page("Load Management").get(OPERATOR)
        duty, read_da = duty_permille(bench, 1), bench.vehicle(1).offered_da()
        nominal, meant_da = nominal_permille(amperes), amperes * 10
        if kept != str(amperes) or not nominal - 1 <= duty < nominal + 1 or not meant_da - 1 <= read_da <= meant_da:
            wanted = f"{amperes} A kept, a duty cycle of {nominal / 10:.1f} %, read as {amperes} A or 0.1 A less"
            raise NonConformance(wanted, f"{kept} kept, {duty / 10} %, read as {read_da / 10} A")


@then(step("whatever limits are set, the offer is never above the smallest of them, in {count:Number} draws"))
def never_above(bench: Bench, profile: Profile, count: int) -> None:
    """Maximum, installation and operator limit of 0 to 100 A each; a value may be refused."""
    drawn = Draws(count)
    standing = {MAXIMUM: 32, INSTALLATION: 32, OPERATOR: 32}
    log_in(bench, profile, "manufacturer")
    for _ in range(count):
        for name in standing:
            value = drawn.number(0, 100) if drawn.number(0, 1) else drawn.number(6, 32)
            standing[name] = standing[name] if bench.operator.type_value(name, str(value)) else value
        bench.operator.save()
        bench.wait(2_000)
        _compare(bench, 1, min(standing.values()), standing)


def _compare(bench: Bench, socket: int, smallest_a: int, standing: dict[str, int]) -> None:
    """Exactly the smallest for a vehicle that charges alone; nothing where it is under 6 A."""
    wanted = smallest_a * 10 if smallest_a * 10 >= LEAST_DA else 0
    if not max(0, wanted - 1) <= (seen := bench.vehicle(socket).offered_da()) <= wanted:
        raise NonConformance(f"{wanted / 10} A of {standing}", f"{seen / 10} A")


@then(
    step("whatever limits are set, by the backend too, the offer is the smallest of them, in {count:Number} draws")
)
def smallest_of_all(bench: Bench, profile: Profile, count: int) -> None:
    """Maximum, installation and operator limit and a TxDefaultProfile, of 6 A to 63 A, in any order."""
    drawn = Draws(count)
    standing = {MAXIMUM: 32, INSTALLATION: 32, OPERATOR: 32, "profile": 32}
    log_in(bench, profile, "manufacturer")
    for _ in range(count):
        name, value = drawn.choice(sorted(standing)), drawn.number(5, 63)
        if name == "profile":
            bench.backend.request("SetChargingProfile", {"connectorId": 1, "csChargingProfiles": _default(value)})
            standing[name] = value
        elif not bench.operator.type_value(name, str(value)):
            standing[name] = value
        bench.operator.save()
        bench.wait(2_000)
        _compare(bench, 1, min(standing.values()), standing)


def _default(limit_a: int, unit: str = "A", **period: int) -> dict[str, object]:
    periods = [{"startPeriod": 0, "limit": limit_a, **period}]
    schedule = {"chargingRateUnit": unit, "chargingSchedulePeriod": periods}
    kind = {"chargingProfilePurpose": "TxDefaultProfile", "chargingProfileKind": "Relative"}
    return {"chargingProfileId": 1, "stackLevel": 0, **kind, "chargingSchedule": schedule}


@then(step("a limit in W is phases times voltage times current for the vehicle at socket {socket:Socket}, "
           "in {count:Number} draws"))  # fmt: skip
def watts_to_amperes(bench: Bench, profile: Profile, socket: int, count: int) -> None:
    """207 V to 253 V, 6 A to 32 A, one phase or three; a watt less is rounded down, to tenths or to whole amperes."""
    drawn = Draws(count)
    for _ in range(count):
        volts, amperes, phases = drawn.number(207, 253), drawn.number(6, 32), drawn.choice((1, 3))
        enter(bench, profile, "operator", {"Power Source Voltage": str(volts)})
        bench.operator.save()
        for missing_w in (0, 1):
            limit_w = phases * volts * amperes - missing_w
            period = {"startPeriod": 0, "limit": limit_w, "numberPhases": phases}
            bench.backend.request(
                "SetChargingProfile", {"connectorId": socket, "csChargingProfiles": _default(0, unit="W", **period)}
            )
            bench.wait(2_000)
            most_da, whole_da = amperes * 10 - missing_w, (amperes - missing_w) * 10
            least_da = whole_da - 1 if whole_da >= LEAST_DA else 0
            seen = bench.vehicle(socket).offered_da()
            if not least_da <= seen <= (most_da if most_da >= LEAST_DA else 0):
                what = f"{limit_w} W at {volts} V on {phases} phases: {most_da / 10} A"
                raise NonConformance(what, f"{seen / 10} A")


@given(step("the electrician has connected {conductors:Number} phase to socket {socket:Socket}"))
def connected(bench: Bench, conductors: int, socket: int) -> None:
    """L1 of the socket only, on L1 of the grid."""
    bench.grid.wire(1, socket, "RST", conductors)


@given(step('the electrician has connected {conductors:Number} phase to socket {socket:Socket}, as "{rotation:Text}"'))
def connected_to(bench: Bench, conductors: int, socket: int, rotation: str) -> None:
    """L1 of the socket only, on the first phase of the rotation: R, S, T are L1, L2, L3 of the grid (7.8)."""
    bench.grid.wire(1, socket, rotation, conductors)


@given(step('the electrician has wired socket {socket:Socket} as "{rotation:Text}"'))
def wired(bench: Bench, socket: int, rotation: str) -> None:
    """L1, L2 and L3 of the socket lead to these phases of the grid: R, S, T are L1, L2, L3 (7.8)."""
    bench.grid.wire(1, socket, rotation)
