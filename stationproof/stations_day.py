"""A simulated day of whole stations: the virtual bench with many of them, and cars that come and go.

Theory of operation. Everything is there that a scenario has: stations with all their blocks, pilots, vehicles, mains,
datagrams, the journal. Only the entries for datagrams are left out of the journal (millions). One station leads, the
others find it. The day begins at six. A car comes to a free socket at random, most in the morning, and leaves after
one to eight hours. What flows through the sub-distribution is read from the journal, as an invariant reads it.
"""

from __future__ import annotations

import random
import time
from dataclasses import dataclass

from fixtures.bench.api import CarModel
from fixtures.bench.journal import Entry
from fixtures.bench.virtual import VirtualBench
from fixtures.peers.grid import LEADS
from reference_impl.blocks.configuration.keys_limits import ROTATED
from reference_impl.blocks.load_management import parameters as names
from reference_impl.model import feeds
from reference_impl.station.blueprint import Blueprint

STATIONS, LIMIT_A, HOURS = 125, 500, 24
HOUR_MS, BEGINS_H = 3_600_000, 6
NODE = "sub-distribution"
UNLOCKED_MS = 3_000
"""From the end of a session to a plug that can be pulled."""


@dataclass(frozen=True)
class StationsDay:
    """What came of it, and the processor time that it took.

    cars:    that came
    worst_a: the most that a phase of the sub-distribution carried
    opened:  fuses that opened
    entries: of the journal
    """

    sockets: int
    hours: float
    cars: int
    limit_a: int
    worst_a: float
    opened: int
    entries: int
    cpu_s: float


class Site:
    """The bench, and what is seen in its journal."""

    def __init__(self, stations: int, limit_a: int, seed: int) -> None:
        self._chance, self._limit_a = random.Random(seed), limit_a
        self.bench = VirtualBench(Blueprint())
        self.bench.lan.switch.witness = False
        self.bench.journal.listen(self._look)
        self.cars = self.worst_da = self.opened = 0
        self._leaves_ms: dict[tuple[int, int], int] = {}
        self._build(stations)

    def _build(self, stations: int) -> None:
        first = self.bench.station(1)
        first.preset(self._values(1))
        first.mains.restore(wait=False)
        for _ in range(2, stations + 1):
            self.bench.add_station(self._values(len(self.bench.stations) + 1), wait=False)
        self.bench.grid.fuse(NODE, self._limit_a)
        self.bench.run_up()

    def _values(self, number: int) -> dict[str, str]:
        """What a station is preset to; the electrician leads its sockets to the phases accordingly."""
        each, labels = "/".join([str(self._limit_a)] * 3), {label[:3]: label for label in ROTATED}
        values = {
            "Free Charging": "On", "Free Charging Mode": "No OCPP",
            names.ROLE: names.WITH_SLAVE if number == 1 else names.DISCOVERING,
            names.SUB: each, names.OPSUB: each,
        }  # fmt: skip
        for socket in (1, 2):
            leads = self._chance.choice(sorted(LEADS))
            self.bench.grid.wire(number, socket, leads)
            values[feeds.named(feeds.ROTATION, socket)] = labels[leads]
        return values

    def _look(self, entry: Entry) -> None:
        if entry.kind == "grid" and entry.detail["node"] == NODE:
            self.worst_da = max(self.worst_da, *(int(entry.detail[f"l{phase}_da"]) for phase in (1, 2, 3)))
        elif entry.kind == "fuse" and entry.detail["tripped"]:
            self.opened += 1

    def run(self, hours: float) -> None:
        """Each minute cars come and go."""
        began_ms = self.bench.now_ms()
        while self.bench.now_ms() < began_ms + hours * HOUR_MS:
            self._come_and_go((BEGINS_H + (self.bench.now_ms() - began_ms) / HOUR_MS) % 24)
            self.bench.wait(60_000)

    def _come_and_go(self, hour: float) -> None:
        now_ms, rush = self.bench.now_ms(), 4 if 7 <= hour < 10 else 1
        leaving = [place for place, at_ms in self._leaves_ms.items() if at_ms <= now_ms]
        for number, socket in leaving:
            self.bench.station(number).vehicle(socket).unplug_car()
        self.bench.wait(UNLOCKED_MS if leaving else 0)
        for number, socket in leaving:
            self.bench.station(number).vehicle(socket).pull_plug()
            del self._leaves_ms[number, socket]
        for place in [(number, socket) for number in self.bench.stations for socket in (1, 2)]:
            if place not in self._leaves_ms and self._chance.random() < rush / 240:
                self._leaves_ms[place] = now_ms + self._chance.randrange(60, 480) * 60_000
                self.bench.station(place[0]).vehicle(place[1]).plug_in(cable_a=32, car=self._car())
                self.cars += 1

    def _car(self) -> CarModel:
        conductors = self._chance.choice(((1,), (1, 2), (1, 2, 3), (1, 2, 3)))
        return CarModel(conductors=conductors, most_a=self._chance.choice((10, 16, 32)), reaction_ms=3_000)


def measure_stations(
    stations: int = STATIONS, limit_a: int = LIMIT_A, hours: float = HOURS, seed: int = 1
) -> StationsDay:
    """Simulate the day, or its first hours."""
    began_ns = time.process_time_ns()
    site = Site(stations, limit_a, seed)
    site.run(hours)
    cpu_s = round((time.process_time_ns() - began_ns) / 1e9, 1)
    entries = len(site.bench.journal)
    site.bench.close()
    return StationsDay(2 * stations, hours, site.cars, limit_a, site.worst_da / 10, site.opened, entries, cpu_s)


def told(day: StationsDay) -> str:
    """The figures for people."""
    return (
        f"{day.sockets // 2} whole stations for {day.hours:g} h: {day.cpu_s} s of processor time, {day.cars} cars, "
        f"at most {day.worst_a} A of {day.limit_a} A on a phase, {day.opened} fuses opened, "
        f"{day.entries} entries of the journal"
    )
