"""Random days of a site: a plan, drawn from a seed; what happens; and what the physics of it may never show.

A day is the whole bench: reference stations with their blocks, datagrams, meters over Modbus, cars and mains.
Cars come and go and change their minds, the building jumps, the meter, the master and others fail and come back.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from fixtures.bench.api import CarModel
from fixtures.bench.journal import Entry, Journal, Scalar, format_ms
from fixtures.bench.virtual import VirtualBench
from fixtures.peers.grid import LEADS
from reference_impl.blocks.configuration.keys_limits import ROTATED
from reference_impl.station.blueprint import Blueprint

SECOND_MS, MINUTE_MS, HOUR_MS = 1_000, 60_000, 3_600_000
ONE_RUN_MS, TWO_RUNS_MS = 35 * SECOND_MS, 65 * SECOND_MS
"""One or two sample periods of 30 s, and 5 s in which a car follows its pilot (PHR-011, DLM-119)."""
METER_LOST_MS = 30 * SECOND_MS
"""A meter that is silent for one sample period counts as lost (D-DLM-10)."""
FREE = {"Free Charging": "On", "Free Charging Mode": "No OCPP"}
ROLE = "Dynamic Load Management - DLM Master/Slave"
MASTER, SLAVE = "DLM Master (With internal DLM-Slave)", "DLM Slave (Master-Auto-Discovery)"
ROTATION = ("Phase rotation of the ChargePoint", "Phase rotation of the ChargePoint (Connector 2)")
OPERATOR_LIMIT = "Operator EVSE Sub-Distribution Limit (L1/L2/L3) [A]"
SILENCES = ("no answer", "too slow", "reset connection", "exception 4", "NaN", "truncated frame")


@dataclass(frozen=True)
class Plan:
    """What the electrician and the installer made of the site. Currents in amperes, the same on each phase."""

    stations: int
    rotations: tuple[tuple[str, str], ...]
    feeds_a: tuple[int | None, ...]
    limit_a: int
    minimum_a: int
    disconnected_a: int
    metered: str
    main_a: int
    building_a: int
    fallback_a: int
    strategy: str

    @property
    def together_a(self) -> int:
        """The Disconnected Limits of all sockets."""
        return 2 * self.stations * self.disconnected_a

    @classmethod
    def draw(cls, chance: random.Random, stations: int) -> Plan:
        """A site whose Disconnected Limits fit, as the installer has to see to (7.7; DLF-014, DLF-016)."""
        disconnected_a = chance.choice((0, 6, 7, 8))
        together_a = 2 * stations * disconnected_a
        limit_a = max(together_a, chance.choice((16, 20, 32, 63, 100, 250)))
        building_a = chance.choice((20, 40, 80))
        return cls(
            stations=stations,
            rotations=tuple((chance.choice(list(LEADS)), chance.choice(list(LEADS))) for _ in range(stations)),
            feeds_a=tuple(chance.choice((None, None, 20, 32)) for _ in range(stations)),
            limit_a=limit_a,
            minimum_a=chance.choice((6, 7, 8, 10)),
            disconnected_a=disconnected_a,
            metered=chance.choice(("", "including", "excluding")),
            main_a=building_a + max(together_a, chance.randint(limit_a // 2, limit_a)),
            building_a=building_a,
            fallback_a=chance.choice((building_a, 9999)),
            strategy=chance.choice(("First come, first served", "Rotating slots")),
        )


@dataclass
class Day:
    """The bench and what is known of it; `happen` lets one thing happen."""

    seed: int
    stations: int
    blueprint: Blueprint = field(default_factory=Blueprint)
    chance: random.Random = field(init=False)
    plan: Plan = field(init=False)
    bench: VirtualBench = field(init=False)
    failed: dict[str, tuple[int, Callable[[], object]]] = field(default_factory=dict)
    """What has failed: when it comes back, and how."""

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.plan = Plan.draw(self.chance, self.stations)
        self.bench = VirtualBench(self.blueprint)
        self.bench.lan.switch.witness = False
        self._build()

    # -- the site --

    def _values(self, number: int) -> dict[str, str]:
        plan, labels = self.plan, {label[:3]: label for label in ROTATED}
        each = "/".join([str(plan.limit_a)] * 3)
        values = {
            **FREE,
            **{name: labels[one] for name, one in zip(ROTATION, plan.rotations[number - 1], strict=True)},
            "Minimum Current Limit [A]": str(plan.minimum_a),
            "Disconnected Limit [A]": str(plan.disconnected_a),
            ROLE: MASTER if number == 1 else SLAVE,
        }
        if (feed_a := plan.feeds_a[number - 1]) is not None:
            values |= {"Charging station with one feed": "On", "Charging station with one feed (Controller 2)": "On"}
            values["Charging Station Installation Current Limit [A]"] = str(feed_a)
        if number == 1:
            values |= {
                "EVSE Sub-Distribution Limit (L1/L2/L3) [A]": each,
                "Operator EVSE Sub-Distribution Limit (L1/L2/L3) [A]": each,
                "DLM Algorithm": plan.strategy,
            }
        return values | (self._meter_values() if number == 1 and plan.metered else {})

    def _meter_values(self) -> dict[str, str]:
        plan = self.plan
        return {
            "External Meter Support": "On",
            "Meter configuration (Second)": "Modbus Siemens 7KM2200 (TCP)",
            "IP address of second meter": "172.16.23.50",
            "Main Distribution Limit (L1/L2/L3) [A]": "/".join([str(plan.main_a)] * 3),
            "External Load Fallback (L1/L2/L3) [A]": "/".join([str(plan.fallback_a)] * 3),
            "External Meter Location": f"{plan.metered.capitalize()} EVSE Sub-Distribution",
        }

    def _build(self) -> None:
        bench, plan = self.bench, self.plan
        for number, (one, two) in enumerate(plan.rotations, 1):
            bench.grid.wire(number, 1, one)
            bench.grid.wire(number, 2, two)
        if plan.metered:
            bench.meters.place("house", "7KM2200", address="172.16.23.50", where=plan.metered)
            bench.grid.fuse("main", plan.main_a)
        bench.station(1).preset(self._values(1))
        bench.station(1).mains.restore(wait=False)
        for number in range(2, plan.stations + 1):
            bench.add_station(self._values(number), wait=False)
        for number, feed_a in enumerate(plan.feeds_a, 1):
            if feed_a is not None:
                bench.grid.fuse(f"feed {number}", feed_a)
        bench.grid.fuse("sub-distribution", plan.limit_a)
        bench.run_up()

    # -- what happens --

    def live(self, duration_ms: int, pause_ms: int) -> None:
        """So long, one thing after another with pauses of up to twice this."""
        until_ms = self.bench.now_ms() + duration_ms
        while self.bench.now_ms() < until_ms:
            next_ms = self.bench.now_ms() + self.chance.randint(1, 2 * pause_ms)
            for name, (at_ms, back) in sorted(self.failed.items(), key=lambda item: item[1][0]):
                if at_ms <= next_ms:
                    self.bench.wait(max(0, at_ms - self.bench.now_ms()))
                    del self.failed[name]
                    back()
            self.bench.wait(max(0, next_ms - self.bench.now_ms()))
            self.happen()

    def _fail(self, name: str, fail: Callable[[], object], back: Callable[[], object]) -> None:
        """For some seconds up to ten minutes; what has failed already fails no more."""
        if name not in self.failed:
            fail()
            lasts_ms = self.chance.choice((5, 20, 40, 70, 100, 600)) * SECOND_MS + self.chance.randint(0, 5_000)
            self.failed[name] = (self.bench.now_ms() + lasts_ms, back)

    def happen(self) -> None:
        """One thing."""
        events: list[Callable[[], None]] = [
            *[self._come] * 8, *[self._go] * 4, *[self._demand] * 2, self._conductors, self._ready,
            self._power, self._cable, self._cable, self._limit,
        ]  # fmt: skip
        if self.plan.metered:
            events += [*[self._building] * 4, *[self._meter] * 2]
        self.chance.choice(events)()

    def _sockets(self, *, with_car: bool) -> list[tuple[int, int]]:
        return [
            (number, socket)
            for number, station in self.bench.stations.items()
            for socket, outlet in station.hardware.outlets.items()
            if (outlet.car is not None) == with_car and (with_car or outlet.cable_a is None)
        ]

    def _car(self) -> CarModel:
        chance = self.chance
        return CarModel(
            conductors=chance.choice(((1,), (1,), (1, 2), (1, 2, 3), (1, 2, 3))),
            most_a=chance.choice((10, 16, 20, 32, 32)),
            least_a=chance.choice((6, 6, 7, 8)),
            reaction_ms=chance.choice((100, 1_000, 3_000, 5_000)),
            ramp_a_per_s=chance.choice((0, 1, 4)),
            sleeps_after_ms=chance.choice((None, None, 5 * MINUTE_MS)),
            shares_percent=chance.choice(((100, 100, 100), (100, 100, 100), (100, 90, 80))),
        )

    def _come(self) -> None:
        if found := self._sockets(with_car=False):
            number, socket = self.chance.choice(found)
            cable_a = self.chance.choice((20, 32, 32))
            self.bench.station(number).vehicle(socket).plug_in(cable_a=cable_a, car=self._car())

    def _go(self) -> None:
        if found := self._sockets(with_car=True):
            number, socket = self.chance.choice(found)
            vehicle = self.bench.station(number).vehicle(socket)
            vehicle.unplug_car()
            self.bench.wait(3 * SECOND_MS)
            vehicle.pull_plug()

    def _demand(self) -> None:
        if found := self._sockets(with_car=True):
            number, socket = self.chance.choice(found)
            self.bench.station(number).vehicle(socket).set_demand(self.chance.choice((None, None, 0, 6, 10, 16)))

    def _ready(self) -> None:
        if found := self._sockets(with_car=True):
            number, socket = self.chance.choice(found)
            self.bench.station(number).vehicle(socket).set_ready(self.chance.random() < 0.6)

    def _conductors(self) -> None:
        if found := self._sockets(with_car=True):
            number, socket = self.chance.choice(found)
            self.bench.station(number).vehicle(socket).use_conductors(self.chance.choice(((1,), (1, 2, 3))))

    def _building(self) -> None:
        most_a = self.plan.building_a
        l1_a, l2_a, l3_a = (self.chance.randint(-5, most_a) for _ in range(3))
        self.bench.grid.building(l1_a, l2_a, l3_a)

    def _meter(self) -> None:
        meters, how = self.bench.meters, self.chance.choice(SILENCES)
        self._fail("meter", lambda: meters.misbehave("house", how), lambda: meters.misbehave("house", ""))

    def _limit(self) -> None:
        """The operator lowers his limit, or raises it again; never below what lost slaves may take."""
        plan, operator = self.plan, self.bench.station(1).operator
        limit_a = self.chance.randint(min(plan.limit_a, max(6, plan.together_a)), plan.limit_a)
        if operator.log_in("operator", "yellow_zone"):
            operator.type_value(OPERATOR_LIMIT, "/".join([str(limit_a)] * 3))
            operator.save()

    def _power(self) -> None:
        number = self.chance.choice([1, self.chance.randint(1, self.plan.stations)])
        mains = self.bench.station(number).mains
        self._fail(f"power {number}", mains.cut, lambda: mains.restore(wait=False))

    def _cable(self) -> None:
        number, lan = self.chance.choice([1, self.chance.randint(1, self.plan.stations)]), self.bench.lan
        self._fail(f"cable {number}", lambda: lan.cut(number), lambda: lan.restore(number))


# -- what may never be seen -------------------------------------------------------------------


@dataclass(frozen=True)
class Overload:
    """A phase of a node that carried more than its limit, without an excuse; in deciamperes and milliseconds."""

    node: str
    phase: int
    limit_da: int
    most_da: int
    from_ms: int
    to_ms: int

    def __str__(self) -> str:
        lasted = (self.to_ms - self.from_ms) / 1000
        return (
            f"{self.node} L{self.phase} carried {self.most_da / 10} A, {self.limit_da / 10} A allowed, from "
            f"{format_ms(self.from_ms)} for {lasted} s"
        )


@dataclass
class _Watch:
    """One phase of one node."""

    node: str
    phase: int
    limit_da: int
    grace_ms: int = 0
    """So long it may carry too much whatever the reason."""
    since_ms: int | None = None
    began_ms: int = 0
    excused_ms: int = -1
    most_da: int = 0
    carries_da: int = 0

    def see(self, current_da: int, at_ms: int) -> Iterator[Overload]:
        """What it carries from now on."""
        self.carries_da = current_da
        was_over = self.since_ms is not None
        yield from self._end(at_ms)
        if current_da > self.limit_da:
            self.since_ms, self.most_da = at_ms, current_da
            self.began_ms = self.began_ms if was_over else at_ms

    def limit(self, limit_da: int, at_ms: int) -> Iterator[Overload]:
        """Another limit; the next sample run obeys it."""
        carried, self.limit_da = self.carries_da, limit_da
        yield from self.excuse(at_ms + ONE_RUN_MS, at_ms)
        yield from self.see(carried, at_ms)

    def excuse(self, until_ms: int, at_ms: int) -> Iterator[Overload]:
        """Up to then it may carry too much; what was before is judged first."""
        over = self.since_ms is not None
        yield from self._end(at_ms)
        self.since_ms = at_ms if over else None
        self.excused_ms = max(self.excused_ms, until_ms)

    def _end(self, at_ms: int) -> Iterator[Overload]:
        if self.since_ms is None:
            return
        since_ms = max(self.since_ms, self.excused_ms, self.began_ms + self.grace_ms)
        if at_ms > since_ms:
            yield Overload(self.node, self.phase, self.limit_da, self.most_da, since_ms, at_ms)
        self.since_ms = None


class _Cars:
    """Which conductors cars load: nobody can know that one has gone over to more of them before it loads them."""

    def __init__(self) -> None:
        self._loaded: dict[tuple[Scalar, Scalar], set[int]] = {}
        """What the car at this station and socket loaded last."""

    def loads_more(self, entry: Entry) -> bool:
        """A car loads a conductor that it did not load the last time; not one that has loaded none yet."""
        if entry.kind == "plug":
            self._loaded.pop(_place(entry, int(entry.who.rpartition("/")[2].rpartition(" ")[2])), None)
        if entry.kind != "current":
            return False
        place, now = _place(entry, entry.detail["socket"]), {one for one in (1, 2, 3) if entry.detail[f"l{one}_da"]}
        before = self._loaded.get(place, set())
        self._loaded[place] = now or before
        return bool(before) and not now <= before


def _place(entry: Entry, socket: Scalar) -> tuple[Scalar, Scalar]:
    return entry.detail.get("station", 1), socket


def overloads(journal: Journal, plan: Plan) -> list[Overload]:
    """Every moment at which a phase carried more than its limit and no reaction time excuses it."""
    limits = {"sub-distribution": plan.limit_a}
    limits |= {f"feed {number}": feed_a for number, feed_a in enumerate(plan.feeds_a, 1) if feed_a is not None}
    if plan.metered:
        limits["main"] = plan.main_a
    watches = {
        (node, phase): _Watch(node, phase, limit_a * 10, TWO_RUNS_MS if node == "main" else 0)
        for node, limit_a in limits.items()
        for phase in (1, 2, 3)
    }
    found: list[Overload] = []
    building, cars = (0, 0, 0), _Cars()
    for entry in journal:
        if entry.kind == "grid":
            for phase in (1, 2, 3):
                if (watch := watches.get((str(entry.detail["node"]), phase))) is not None:
                    found += watch.see(int(entry.detail[f"l{phase}_da"]), entry.at_ms)
        elif entry.kind == "parameter" and entry.detail.get("name") == OPERATOR_LIMIT:
            limit_da = int(str(entry.detail["value"]).partition("/")[0]) * 10
            for phase in (1, 2, 3):
                found += watches["sub-distribution", phase].limit(limit_da, entry.at_ms)
        elif cars.loads_more(entry):
            for watch in watches.values():
                found += watch.excuse(entry.at_ms + ONE_RUN_MS, entry.at_ms)
        elif entry.kind == "building" and plan.metered:
            now = _phases(entry)
            for phase, (before_da, now_da) in enumerate(zip(building, now, strict=True), 1):
                if now_da > before_da:
                    until_ms = entry.at_ms + TWO_RUNS_MS + METER_LOST_MS
                    found += watches["main", phase].excuse(until_ms, entry.at_ms)
            building = now
    return found


def _phases(entry: Entry) -> tuple[int, int, int]:
    l1_da, l2_da, l3_da = (int(entry.detail[f"l{phase}_da"]) for phase in (1, 2, 3))
    return l1_da, l2_da, l3_da
