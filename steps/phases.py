"""Steps about phases (manual, 7.6 and 7.8): how a socket is wired and set, what a vehicle loads, what flows."""

from __future__ import annotations

from pytest_bdd import given, then, when

from fixtures.bench.api import Bench, BenchBroken, CarModel, Mark, NonConformance
from fixtures.profile import Profile

from .configuration import enter
from .observations import current_flows
from .vocabulary import step

ROTATION = "Phase rotation of the ChargePoint"
CONNECTOR = {1: "", 2: " (Connector 2)"}
FIRST_ON = {1: "RST", 2: "STR", 3: "TRS"}
"""The rotation that leads a socket's L1 to this grid phase (manual, 7.8: charge points 1, 2 and 3)."""
NODES = {"the feed": "feed 1", "the sub-distribution": "sub-distribution", "the main": "main"}
FREE = {"Free Charging": "On", "Free Charging Mode": "No OCPP"}
TWO_RUNS_MS = 65_000
"""Two sample periods, and 5 s in which a vehicle follows its pilot (PHR-005)."""
MARGIN_DA = 20
"""What a vehicle does not take may be kept up to 2 A above its draw (DUO-011)."""
ROUNDING_DA = 2
"""What a duty cycle in whole per mille may leave below its amperes."""


# -- wiring and settings ----------------------------------------------------------------------


@given(step("the two sockets share a feed of {limit:Current}"), target_fixture="shared_da")
def share_a_feed(bench: Bench, profile: Profile, limit: int) -> int:
    """A double station on one line (manual, 7.3), at which whoever plugs in may charge."""
    if not bench.operator.log_in("manufacturer", profile.value("manufacturer-password")):
        raise BenchBroken("the manufacturer cannot log in, so the station cannot be set to one feed")
    one_feed = "Charging station with one feed"
    values = {
        one_feed: "On", f"{one_feed} (Controller 2)": "On",
        "Charging Station Installation Current Limit [A]": str(limit // 10), **FREE,
    }  # fmt: skip
    for name, value in values.items():
        if refusal := bench.operator.type_value(name, value):
            raise NonConformance(f"{name} accepts {value!r}", refusal)
    bench.operator.save_and_restart()
    return limit


@given("whoever plugs in may charge")
def anybody(bench: Bench) -> None:
    """Free charging without a backend."""
    enter(bench)
    for name, value in FREE.items():
        bench.operator.type_value(name, value)
    bench.operator.save_and_restart()


def set_rotation(bench: Bench, socket: int, rotation: str) -> None:
    """Choose the rotation that the page offers under this name."""
    name = ROTATION + CONNECTOR[socket]
    enter(bench)
    offered = [choice for choice in bench.operator.choices(name) if choice.startswith(rotation)]
    if not offered:
        raise NonConformance(f"{name} can be set to {rotation}", ", ".join(bench.operator.choices(name)))
    bench.operator.type_value(name, offered[0])
    bench.operator.save()


def turn(bench: Bench, socket: int, rotation: str) -> None:
    """Wire a socket, and set it as it is wired."""
    bench.grid.wire(1, socket, rotation)
    set_rotation(bench, socket, rotation)


@given(step("L1, L2, L3 of socket {socket:Socket} lead to grid {rotation:Leads}, and it is set so"))
def wired_and_set(bench: Bench, socket: int, rotation: str) -> None:
    """The installer did both."""
    turn(bench, socket, rotation)


@given(step("L1, L2, L3 of socket {socket:Socket} lead to grid {rotation:Leads}, and it is set to {other:Leads}"))
def wired_and_set_wrongly(bench: Bench, socket: int, rotation: str, other: str) -> None:
    """The installer forgot one of them."""
    bench.grid.wire(1, socket, rotation)
    set_rotation(bench, socket, other)


@given(step("socket {socket:Socket} is a single-phase system, wired and set"))
def single_phase_system(bench: Bench, socket: int) -> None:
    """Only its L1 is connected (manual, 7.1)."""
    bench.grid.wire(1, socket, FIRST_ON[1], conductors=1)
    enter(bench)
    bench.operator.type_value("Phases connected to the ChargePoint" + CONNECTOR[socket], "Single-phase system")
    bench.operator.save()


# -- vehicles ---------------------------------------------------------------------------------


def charge(bench: Bench, socket: int, car: CarModel) -> Mark:
    """Plug in; the scenario cannot go on without current. The mark is from before."""
    mark = bench.vehicle(socket).plug_in(car=car)
    bench.observe(current_flows(socket), since=mark, within_ms=TWO_RUNS_MS)
    return mark


@given(step("a {conductors:Charger} vehicle that takes {current:Current} charges at socket {socket:Socket}"))
@when(
    step("a {conductors:Charger} vehicle that takes {current:Current} charges at socket {socket:Socket}"),
    target_fixture="stimulus",
)
def charges(bench: Bench, conductors: tuple[int, ...], current: int, socket: int) -> Mark:
    """Its own maximum is this."""
    return charge(bench, socket, CarModel(conductors=conductors, most_a=current // 10))


@given(step("a vehicle that draws {current:Current} on {conductors:Phases} only charges at socket {socket:Socket}"))
@when(
    step("a vehicle that draws {current:Current} on {conductors:Phases} only charges at socket {socket:Socket}"),
    target_fixture="stimulus",
)
def draws_on(bench: Bench, current: int, conductors: tuple[int, ...], socket: int) -> Mark:
    """An unequal load."""
    return charge(bench, socket, CarModel(conductors=conductors, most_a=current // 10))


@given(step("the vehicle at socket {socket:Socket} has gone over to {conductors:Phases}"))
@when(
    step("the vehicle at socket {socket:Socket} goes over to {conductors:Phases}"), target_fixture="stimulus"
)
def goes_over(bench: Bench, socket: int, conductors: tuple[int, ...]) -> Mark:
    """Its on-board charger, in mid-session."""
    return bench.vehicle(socket).use_conductors(conductors)


# -- what flows -------------------------------------------------------------------------------


def amperes(currents: tuple[int, ...]) -> str:
    return "/".join(f"{current / 10:g}" for current in currents) + " A"


def _like(seen: tuple[int, ...], expected: tuple[int, ...]) -> bool:
    return all(0 <= wanted - one <= ROUNDING_DA for one, wanted in zip(seen, expected, strict=True))


@then(step("the vehicle at socket {socket:Socket} draws {expected:PerPhase} on its L1, L2 and L3"))
def draws(bench: Bench, socket: int, expected: tuple[int, ...]) -> None:
    """Within two runs."""
    bench.wait_until(lambda: _like(bench.vehicle(socket).currents_da(), expected), within_ms=TWO_RUNS_MS)
    if not _like(seen := bench.vehicle(socket).currents_da(), expected):
        raise NonConformance(amperes(expected), amperes(seen))


@then(step("the vehicle at socket {socket:Socket} loads {conductors:Phases} and no other conductor"))
def loads(bench: Bench, socket: int, conductors: tuple[int, ...]) -> None:
    """Within two runs; how much is another matter."""

    def seen() -> tuple[int, ...]:
        """Those of its conductors that carry current."""
        drawn = bench.vehicle(socket).currents_da()
        return tuple(conductor for conductor in (1, 2, 3) if drawn[conductor - 1])

    if not bench.wait_until(lambda: seen() == conductors, within_ms=TWO_RUNS_MS):
        raise NonConformance(f"current on {conductors}", amperes(bench.vehicle(socket).currents_da()))


@then(step("{node:Line} carries {expected:PerPhase} on grid L1, L2 and L3"))
def carries(bench: Bench, node: str, expected: tuple[int, ...]) -> None:
    """The feed, the sub-distribution or the main: within two runs."""
    name = NODES[node]
    bench.wait_until(lambda: _like(bench.grid.flowing(name), expected), within_ms=TWO_RUNS_MS)
    if not _like(seen := bench.grid.flowing(name), expected):
        raise NonConformance(f"{node} carries {amperes(expected)}", amperes(seen))


@then(step("no phase of the feed carries more than {limit:Current} for {duration:Duration}"))
def holds(bench: Bench, stimulus: Mark, limit: int, duration: int) -> None:
    """From the stimulus on, at no moment."""
    within(bench, stimulus, "the feed", limit, duration)


@then(step("{node:Line} stays within {limit:Current} on each phase for {duration:Duration}"))
def within(bench: Bench, stimulus: Mark, node: str, limit: int, duration: int) -> None:
    """From the stimulus on, at no moment more."""
    left_ms = stimulus.at_ms + duration - bench.mark().at_ms
    if left_ms > 0:
        bench.wait(left_ms)
    for entry in bench.journal.after(stimulus.number):
        if entry.kind == "grid" and entry.detail["node"] == NODES[node]:
            seen = tuple(int(entry.detail[f"l{phase}_da"]) for phase in (1, 2, 3))
            if max(seen) > limit:
                raise NonConformance(f"at most {limit / 10} A on each phase", amperes(seen))


@then(step("from {later:Duration} on no phase of the feed carries more than {limit:Current}"))
def holds_later(bench: Bench, stimulus: Mark, later: int, limit: int) -> None:
    """Watched for two minutes."""
    left_ms = stimulus.at_ms + later - bench.mark().at_ms
    mark = bench.wait(left_ms) if left_ms > 0 else bench.mark()
    if max(seen := bench.grid.flowing("feed 1")) > limit:
        raise NonConformance(f"at most {limit / 10} A on each phase", amperes(seen))
    within(bench, mark, "the feed", limit, 120_000)


@then(step("a phase of the feed carries more than {limit:Current}, as is to be shown"))
def overloaded(bench: Bench, limit: int) -> None:
    """A setting that does not fit the wiring is seen in the physics."""
    bench.wait_until(lambda: max(bench.grid.flowing("feed 1")) > limit, within_ms=TWO_RUNS_MS)
    if max(seen := bench.grid.flowing("feed 1")) <= limit:
        raise NonConformance(f"more than {limit / 10} A on a phase", amperes(seen))


# -- what is offered --------------------------------------------------------------------------


@then(step("within two runs the vehicle at socket {socket:Socket} is offered {current:Current} or up to 2 A less"))
def offered_nearly(bench: Bench, socket: int, current: int) -> None:
    """As the vehicle reads the pilot."""
    vehicle = bench.vehicle(socket)
    bench.wait_until(lambda: vehicle.offered_da() >= current - MARGIN_DA - ROUNDING_DA, within_ms=TWO_RUNS_MS)
    if not current - MARGIN_DA - ROUNDING_DA <= (seen := vehicle.offered_da()) <= current:
        raise NonConformance(f"{current / 10} A offered", f"{seen / 10} A")


@then(step("until current flows at socket {socket:Socket} both are offered no more than {limit:Current} together"))
def together(bench: Bench, stimulus: Mark, socket: int, limit: int) -> None:
    """From the stimulus to the first current, at every change of a pilot."""
    bench.observe(current_flows(socket), since=stimulus, within_ms=TWO_RUNS_MS)
    offers: dict[object, int] = {}
    for entry in bench.journal:
        if entry.kind == "pilot":
            offers[entry.detail["socket"]] = int(entry.detail["offered_da"])
        if entry.number <= stimulus.number:
            continue
        if offers.get(socket) and sum(offers.values()) > limit:
            raise NonConformance(f"at most {limit / 10} A together", f"{sum(offers.values()) / 10} A are offered")
        if current_flows(socket).matches(entry):
            return
