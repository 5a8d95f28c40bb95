"""Steps for sentences about any island of load management (manual, 7.4): limits, minimum, and nothing left unused.

Offers are what the vehicles read from their pilots; they count on the grid phases that the vehicles load. Nobody is
asked who gets how much (D-DLM-12).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pytest_bdd import given, then, when

from fixtures.bench.api import Bench, CarModel, Mark, NonConformance

from .backend import BACK_MS, HOST, LOCAL_NETWORK, PORT
from .configuration import configure, type_in
from .draws import Draws
from .observations import current_flows, lock_moves, payload, request
from .phases_site import LIMITS, MASTER, MINIMUM, ROLE, SLAVE, build
from .sampled import registers_wh
from .vocabulary import step

JOINS_MS = 120_000
LETS_GO_MS = 3_000
"""Until a plug whose car has gone comes out."""
LOOK_MS, SETTLES_LOOKS = 10_000, 10
"""Looks until the phases of a new car are known, and two sample periods more (D-DLM-30)."""
LATE_LOOKS = 4
"""So many looks before the last one 70 s have passed."""
SITUATIONS = 10
ROUNDING_DA = 2
"""What a duty cycle in whole per mille may leave below its amperes."""
LEADS = (("L1, L2, L3", "L2, L3, L1"), ("L3, L1, L2", "L1, L3, L2"), ("L2, L1, L3", "L3, L2, L1"))
"""Where L1, L2 and L3 of both sockets of three stations lead to: every rotation (7.8)."""
OWN_DA = 320

Place = tuple[int, int]


@dataclass
class Island:
    """What the bench has set up: limits of L1, L2 and L3, the minimum, and the cars by station and socket."""

    limits_a: tuple[int, int, int] = (0, 0, 0)
    minimum_a: int = 0
    cars: dict[Place, CarModel] = field(default_factory=dict)
    offers_da: dict[Place, int] = field(default_factory=dict)
    drawn: set[Place] = field(default_factory=set)

    def phases(self, place: Place) -> list[int]:
        """The grid phases (0, 1, 2) that the car there loads."""
        leads = LEADS[place[0] - 1][place[1] - 1].split(", ")
        return [int(leads[conductor - 1][1]) - 1 for conductor in self.cars[place].conductors]

    def loads_da(self) -> list[int]:
        """The offers on each grid phase."""
        return [sum(offer for place, offer in self.offers_da.items() if phase in self.phases(place))
                for phase in (0, 1, 2)]  # fmt: skip

    def __str__(self) -> str:
        offers = ", ".join(
            f"{station}/{socket} {self.offers_da[station, socket] / 10:g} A on "
            + "".join(f"L{phase + 1}" for phase in self.phases((station, socket)))
            for station, socket in self.offers_da
        )
        return f"limits {'/'.join(map(str, self.limits_a))} A, minimum {self.minimum_a} A: {offers}"


@given("an island of three stations with every rotation", target_fixture="island")
def every_rotation(bench: Bench) -> Island:
    """Station 1 is the master; its minimum is the one that counts, as the others have 6 A."""
    table = [["station"], *([str(number), *leads] for number, leads in enumerate(LEADS, 1))]
    build(bench, table, {ROLE: MASTER, MINIMUM: "6"}, {ROLE: SLAVE, MINIMUM: "6"})
    bench.wait(JOINS_MS)
    return Island()


def limit(bench: Bench, island: Island, limits_a: tuple[int, int, int], minimum_a: int) -> Mark:
    """Both sub-distribution limits and the minimum, without a restart."""
    island.limits_a, island.minimum_a = limits_a, minimum_a
    type_in(bench, {**dict.fromkeys(LIMITS, "/".join(map(str, limits_a))), MINIMUM: str(minimum_a)})
    return bench.operator.save()


def look(bench: Bench, island: Island) -> Island:
    """What the cars are offered now, and whose phases can be known."""
    island.offers_da = {place: bench.station(place[0]).vehicle(place[1]).offered_da() for place in island.cars}
    for place in island.cars:
        if bench.station(place[0]).vehicle(place[1]).current_da():
            island.drawn.add(place)
    return island


def plug_in(bench: Bench, island: Island, place: Place, car: CarModel) -> Mark:
    """A car at this place, instead of the one that may be there."""
    vehicle = bench.station(place[0]).vehicle(place[1])
    if place in island.cars:
        leave(bench, island, place)
        bench.wait(1_000)
    island.cars[place] = car
    return vehicle.plug_in(car=car)


def leave(bench: Bench, island: Island, place: Place) -> Mark:
    """The driver takes the car and the cable."""
    vehicle = bench.station(place[0]).vehicle(place[1])
    mark = vehicle.unplug_car()
    bench.wait(LETS_GO_MS)
    vehicle.pull_plug()
    del island.cars[place]
    island.drawn.discard(place)
    return mark


def situations(bench: Bench, island: Island) -> Iterator[int]:
    """Limits, a minimum and cars of a fixed list: how many looks it still has to settle, 0 when it has."""
    draws = Draws(74)
    for _ in range(SITUATIONS):
        limits_a = (draws.number(6, 60), draws.number(6, 60), draws.number(6, 60))
        limit(bench, island, limits_a, draws.choice((6, 7, 8, 10)))
        for _ in range(2):
            place = (draws.number(1, len(LEADS)), draws.number(1, 2))
            conductors = draws.choice(((1,), (1, 2, 3)))
            plug_in(bench, island, place, CarModel(conductors=conductors, most_a=draws.choice((10, 16, 32))))
        for looks in range(SETTLES_LOOKS, -1, -1):
            bench.wait(LOOK_MS)
            look(bench, island)
            yield looks


# -- what holds in any situation --------------------------------------------------------------


@then(step("in a list of situations the loads that the cars may draw stay within the limit of each phase"))
def within_limits(bench: Bench, island: Island) -> None:
    """What is offered, and what flows, from two sample periods behind each change on (D-DLM-30)."""
    for looks in situations(bench, island):
        flowing = bench.grid.flowing("sub-distribution")
        for phase, limit_a in enumerate(island.limits_a):
            if looks <= LATE_LOOKS and max(island.loads_da()[phase], flowing[phase]) > limit_a * 10:
                raise NonConformance(f"at most {limit_a} A on L{phase + 1}", str(island))


@then(step("in a list of situations no car that wants more lacks what is left"))
def nothing_unused(bench: Bench, island: Island) -> None:
    """DLM-063: at least one limit on one of its phases is exhausted. Unknown phases are all of them (PHR-006)."""
    for looks in situations(bench, island):
        if looks:
            continue
        left = [limit_a * 10 - load for limit_a, load in zip(island.limits_a, island.loads_da(), strict=True)]
        active = sum(offer > 0 for offer in island.offers_da.values())
        for place, car in island.cars.items():
            offer = island.offers_da[place]
            phases = island.phases(place) if place in island.drawn else [0, 1, 2]
            room = min(left[phase] for phase in phases)
            enough = max(20 * active, 10) if offer else island.minimum_a * 10 + ROUNDING_DA * active
            if offer + ROUNDING_DA < min(car.most_a * 10, OWN_DA) and room >= enough:
                raise NonConformance(f"the car at {place[0]}/{place[1]} gets what is left", str(island))


@then(step("in a list of situations each car is offered nothing, or from the minimum up to its own limit"))
def zero_or_minimum(bench: Bench, island: Island) -> None:
    """DLM-107; a minimum that is raised is in force a run later."""
    for looks in situations(bench, island):
        for offer in island.offers_da.values():
            least = 60 if looks else island.minimum_a * 10
            if offer and not least - ROUNDING_DA <= offer <= OWN_DA:
                raise NonConformance(f"0 A, or {least / 10:g} A to 32 A", str(island))


# -- one situation ----------------------------------------------------------------------------


@given(step("the island has {limits:PerPhase}, at least {least:Current} for a car"))
@when(step("the island has {limits:PerPhase}, at least {least:Current} for a car"), target_fixture="stimulus")
def has(bench: Bench, island: Island, limits: tuple[int, ...], least: int) -> Mark:
    """Both sub-distribution limits, and the Minimum Current Limit."""
    l1_a, l2_a, l3_a = (current // 10 for current in limits)
    return limit(bench, island, (l1_a, l2_a, l3_a), least // 10)


@given(step("{count:Number} cars of three phases want 32 A each"))
@when(step("{count:Number} cars of three phases want 32 A each"), target_fixture="stimulus")
def so_many_cars(bench: Bench, island: Island, count: int) -> Mark:
    """At the first socket of each station, then at the second ones."""
    places = [(station, socket) for socket in (1, 2) for station in range(1, len(LEADS) + 1)]
    mark = bench.mark()
    for place in places[:count]:
        plug_in(bench, island, place, CarModel())
        bench.wait(LOOK_MS)
    return mark


@when(step("one of those that charge leaves"), target_fixture="stimulus")
def one_leaves(bench: Bench, island: Island) -> Mark:
    """The first that is offered current."""
    look(bench, island)
    return leave(bench, island, next(place for place, offer in island.offers_da.items() if offer))


def settle(bench: Bench, island: Island) -> list[int]:
    """The offers two sample periods later, the largest first."""
    bench.wait(SETTLES_LOOKS * LOOK_MS)
    return sorted(look(bench, island).offers_da.values(), reverse=True)


@then(step("{count:Number} of the cars are offered {current:Current} each, and the others nothing"))
def offered_each(bench: Bench, island: Island, count: int, current: int) -> None:
    """Two sample periods later; rounding may cost an ampere."""
    offers = settle(bench, island)
    if not all(current - 10 - ROUNDING_DA <= offer <= current for offer in offers[:count]) or any(offers[count:]):
        raise NonConformance(f"{count} cars are offered {current / 10:g} A each, the others nothing", str(island))


@then(step("at most {count:Number} of the cars are offered current, at least {least:Current} each, "
           "{low:Current} to {high:Current} together"))  # fmt: skip
def at_most(bench: Bench, island: Island, count: int, least: int, low: int, high: int) -> None:
    """Two sample periods later; how they share is not asserted (D-DLM-12)."""
    offers = settle(bench, island)
    _shared(island, [offer for offer in offers if offer], least, low, high)
    if any(offers[count:]):
        raise NonConformance(f"at most {count} cars are offered current", str(island))


def _shared(island: Island, offers: list[int], least: int, low: int, high: int) -> None:
    enough = all(offer >= least - ROUNDING_DA for offer in offers)
    if not enough or not low - ROUNDING_DA * len(offers) <= sum(offers) <= high:
        wanted = f"at least {least / 10:g} A each, {low / 10:g} A to {high / 10:g} A together"
        raise NonConformance(wanted, str(island))


@then(step("{count:Number} of the cars are offered current, at least {least:Current} each, "
           "{low:Current} to {high:Current} together"))  # fmt: skip
def so_many(bench: Bench, island: Island, count: int, least: int, low: int, high: int) -> None:
    """Two sample periods later: who comes is served where the minimum is left for all (DUO-009, DLM-078)."""
    at_most(bench, island, count, least, low, high)
    if sum(offer > 0 for offer in island.offers_da.values()) != count:
        raise NonConformance(f"{count} cars are offered current", str(island))


@then(step("within {duration:Duration} all cars are offered current, at least {least:Current} each, "
           "{low:Current} to {high:Current} together"))  # fmt: skip
def all_offered(bench: Bench, stimulus: Mark, island: Island, duration: int, least: int, low: int, high: int) -> None:
    """None of them waits for anything else than the next run."""
    bench.wait(stimulus.at_ms + duration - bench.mark().at_ms)
    _shared(island, list(look(bench, island).offers_da.values()), least, low, high)


@then("no more cars are offered current than minimums fit, and none waits while a minimum is left")
def so_many_charge(bench: Bench, island: Island, datatable: list[list[str]]) -> None:
    """Each row: the distributable current, the minimum, and how many times it fits (DLM-108)."""
    for limit_a, minimum_a, fit in datatable[1:]:
        limit(bench, island, (int(limit_a), int(limit_a), int(limit_a)), int(minimum_a))
        offers = settle(bench, island)
        charging = sum(offer > 0 for offer in offers)
        left_a = int(limit_a) - sum(-(-offer // 10) for offer in offers)
        if charging > int(fit) or (charging < len(offers) and left_a >= int(minimum_a)):
            raise NonConformance(f"up to {fit} cars charge, and no minimum is left", f"{charging}: {island}")


# -- the transaction of a pause ---------------------------------------------------------------


@given(step('the backend of the master accepts the card "{uid:Text}"'))
def with_backend(bench: Bench, uid: str) -> None:
    """Nobody charges without a card at station 1 any more."""
    bench.network.resolve(HOST, tls=False, port=PORT)
    bench.backend.accept_boot(interval_s=300)
    bench.backend.know_card(uid, "Accepted")
    mark = configure(bench, {**LOCAL_NETWORK, "Free Charging": "Off"})
    bench.observe(request("BootNotification"), since=mark, within_ms=BACK_MS)
    bench.wait(JOINS_MS)


def _told(bench: Bench, since: Mark) -> list[str]:
    """What the backend was told of transactions."""
    calls = ("StartTransaction", "StopTransaction")
    frames = [entry.detail for entry in bench.journal.after(since.number) if entry.kind == "frame"]
    return [str(one["action"]) for one in frames if one.get("message") == "call" and one.get("action") in calls]


def _register_wh(bench: Bench, socket: int) -> int:
    """What the backend is told of the meter when it asks."""
    mark = bench.backend.request("TriggerMessage", {"requestedMessage": "MeterValues", "connectorId": socket})
    found = payload(bench.observe(request("MeterValues"), since=mark, within_ms=30_000))
    return registers_wh(found["meterValue"])[0]


@then(
    step(
        "the session at socket {socket:Socket} pauses for {duration:Duration}, its transaction open, its plug locked "
        "and its register standing still"
    )
)
def keeps_its_session(bench: Bench, stimulus: Mark, socket: int, duration: int) -> None:
    """No current from two sample periods behind the stimulus on; nothing told of the transaction, nothing unlocked."""
    bench.wait(SETTLES_LOOKS * LOOK_MS)
    paused, before_wh = bench.mark(), _register_wh(bench, socket)
    if bench.vehicle(socket).current_da() or bench.vehicle(socket).offered_da():
        raise NonConformance("the car is offered no current", f"{bench.vehicle(socket).offered_da() / 10:g} A")
    bench.never(current_flows(socket), since=paused, until_ms=duration)
    bench.never(lock_moves(socket, closed=False), since=stimulus, until_ms=duration)
    if told := _told(bench, stimulus):
        raise NonConformance("the transaction stays open", ", ".join(told))
    if (after_wh := _register_wh(bench, socket)) != before_wh:
        raise NonConformance(f"the register stays at {before_wh} Wh", f"{after_wh} Wh")


@then(step("within {limit:Duration} current flows again at socket {socket:Socket}, in the same transaction"))
def same_transaction(bench: Bench, stimulus: Mark, limit: int, socket: int) -> None:
    """Nothing was stopped, nothing started."""
    bench.observe(current_flows(socket), since=stimulus, within_ms=limit)
    bench.wait(LOOK_MS)
    if told := _told(bench, stimulus):
        raise NonConformance("the same transaction goes on", ", ".join(told))


# -- renaming ---------------------------------------------------------------------------------

RENAMED: tuple[tuple[tuple[int, int, int], tuple[tuple[tuple[int, ...], tuple[int, ...], int], ...]], ...] = (
    ((32, 20, 16), (((0, 1, 2), (1,), 32), ((1, 2, 0), (1,), 32), ((2, 0, 1), (1, 2, 3), 32))),
    ((18, 40, 26), (((0, 1, 2), (1, 2, 3), 32), ((1, 2, 0), (1, 2, 3), 10), ((2, 1, 0), (1,), 32))),
)
"""Limits of L1, L2 and L3; and of three cars the grid phases behind their socket, their conductors, what they take."""


def _leads() -> dict[tuple[int, ...], Place]:
    return {
        tuple(int(phase[1]) - 1 for phase in text.split(", ")): (station, socket)
        for station, both in enumerate(LEADS, 1) for socket, text in enumerate(both, 1)
    }  # fmt: skip


@then("in a list of situations renaming the grid phases leads to the same offers")
def renaming(bench: Bench, island: Island) -> None:
    """DLM-064: limits and rotations change places together, in all six ways; equal within 1 A, or in sum."""
    places = _leads()
    for limits_a, cars in RENAMED:
        seen: list[tuple[list[int], str]] = []
        for names in sorted(places):
            for place in list(island.cars):
                leave(bench, island, place)
            l1_a, l2_a, l3_a = (limits_a[names.index(phase)] for phase in (0, 1, 2))
            limit(bench, island, (l1_a, l2_a, l3_a), 7)
            for leads, conductors, most_a in cars:
                plug_in(bench, island, places[tuple(names[phase] for phase in leads)], CarModel(conductors, most_a))
                bench.wait(LOOK_MS)
            settle(bench, island)
            seen.append((list(island.offers_da.values()), str(island)))
        first, story = seen[0]
        for offers, other in seen[1:]:
            apart = max(abs(one - two) for one, two in zip(first, offers, strict=True))
            if apart > 10 and abs(sum(first) - sum(offers)) > ROUNDING_DA * len(offers):
                raise NonConformance(f"the same offers as with {story}", other)
