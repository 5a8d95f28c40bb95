"""A simulated day of a large site: the master's load management, and cars that come and go, in virtual time.

Theory of operation. 125 stations of two sockets report to one `Distribution`, as their slaves would over the network.
What they are assigned they obey. Everything else of the stations is left out: no network, no pilot, no backend. Cars
come at random, most in the morning, load one to three phases, want so many ampere-hours, and go. At each step the
currents are added up on the grid phases that they load.
"""

from __future__ import annotations

import random
import time
from dataclasses import dataclass

from reference_impl.blocks.configuration.keys import KEYS
from reference_impl.blocks.configuration.store import ConfigurationStore
from reference_impl.blocks.load_management import parameters as names
from reference_impl.blocks.load_management.distribution import Distribution, Heard
from reference_impl.blocks.load_management.participants import Member
from reference_impl.model import events as ev
from reference_impl.model.dlm import Report, SocketReport
from reference_impl.model.loads import ROTATIONS, PerPhase

STATIONS, LIMIT_A = 125, 500
STEP_S, SAMPLE_S, DAY_H = 15, 30, 24
FADED_MS = 6_000
"""When what was lowered has come down, so that others may begin."""
MINIMUM_A, OWN_A = 7, 32


@dataclass
class Car:
    """One car: its conductors, the most it takes, and the charge that it still wants, in ampere-seconds a phase."""

    conductors: tuple[int, ...]
    most_a: int
    wants_as: int
    drawn_a: int = 0
    session: int = 0


@dataclass(frozen=True)
class Day:
    """What came of a day, and the processor time that it took.

    runs:      distributions computed
    sessions:  cars that came
    worst_a:   the most that a phase carried
    waiting_s: socket-seconds in which a car was offered nothing
    """

    sockets: int
    runs: int
    sessions: int
    limit_a: int
    worst_a: int
    waiting_s: int
    cpu_s: float


class Site:
    """Stations and their cars, around one distribution."""

    def __init__(self, stations: int, limit_a: int, seed: int) -> None:
        self._chance, self._sequence, self._reports = random.Random(seed), 0, 0
        each = "/".join([str(limit_a)] * 3)
        settings = ConfigurationStore(KEYS)
        settings.handle(ev.RecordsRestored({"configuration": {names.SUB: each, names.OPSUB: each}}), 0)
        self._distribution = Distribution(settings, 0)
        self._addresses = [f"172.16.{23 + number // 250}.{number % 250 + 1}" for number in range(stations)]
        self._rotation = {address: self._chance.choice(sorted(ROTATIONS)) for address in self._addresses}
        self._cars: dict[tuple[str, int], Car] = {}
        self._shares: dict[str, dict[int, int]] = {address: {1: 0, 2: 0} for address in self._addresses}
        self._said: dict[str, tuple[object, tuple[SocketReport, ...]]] = {}
        """What each station has reported last, behind what it followed from."""
        self.runs = self.sessions = self.worst_a = self.waiting_s = 0

    def run(self, hours: int) -> None:
        """From midnight on. A run at each sample, when a car comes or goes, and when what was lowered has come down."""
        for now_s in range(0, hours * 3_600, STEP_S):
            now_ms = now_s * 1_000
            self._charge()
            self._come_and_go(now_s)
            urgent = [self._report(address, now_ms) for address in self._addresses]
            if now_s % SAMPLE_S == 0 or any(urgent):
                self._share_out(now_ms, whole=now_s % SAMPLE_S == 0)
            due_ms = self._distribution.next_change_ms(now_ms)
            if due_ms is not None and due_ms <= now_ms + FADED_MS:
                self._share_out(due_ms, whole=False)

    def _charge(self) -> None:
        """What flowed since the last step; the same on each phase that a car loads."""
        phases = [0, 0, 0]
        for (address, socket), car in list(self._cars.items()):
            share_a = self._shares[address][socket]
            car.drawn_a = min(share_a, car.most_a)
            car.wants_as -= car.drawn_a * STEP_S
            self.waiting_s += 0 if share_a else STEP_S
            for conductor in car.conductors:
                phases[ROTATIONS[self._rotation[address]][conductor]] += car.drawn_a
        self.worst_a = max(self.worst_a, *phases)

    def _come_and_go(self, now_s: int) -> None:
        for place in [place for place, car in self._cars.items() if car.wants_as <= 0]:
            del self._cars[place]
        rush = 4 if 7 * 3600 <= now_s < 10 * 3600 else 1
        for address in self._addresses:
            for socket in (1, 2):
                if (address, socket) not in self._cars and self._chance.random() < rush * STEP_S / 14_400:
                    conductors = self._chance.choice(((0,), (0, 1), (0, 1, 2), (0, 1, 2)))
                    wants_as = self._chance.randrange(5, 80) * 3_600
                    self._cars[address, socket] = Car(conductors, self._chance.choice((10, 16, 32)), wants_as)
                    self.sessions += 1
                    self._cars[address, socket].session = self.sessions

    def _socket(self, address: str, socket: int) -> SocketReport:
        car = self._cars.get((address, socket))
        drawn: PerPhase | None = None
        if car is not None and car.drawn_a:
            l1, l2, l3 = (car.drawn_a * 10 if conductor in car.conductors else 0 for conductor in (0, 1, 2))
            drawn = l1, l2, l3
        conductors = () if car is None else car.conductors if drawn else (0, 1, 2)
        return SocketReport(
            socket=socket, session=0 if car is None else car.session,
            charging=car is not None, asleep=False, most_a=OWN_A if car else 0,
            share_a=self._shares[address][socket], drawn_da=drawn, conductors=conductors,
            rotation=self._rotation[address], minimum_a=MINIMUM_A, disconnected_a=0,
        )  # fmt: skip

    def _report(self, address: str, now_ms: int) -> bool:
        """A slave says how it is, and that it has heard the master's last word, which was repeated to it just now.

        True if its news cannot wait for the next sample.
        """
        slave = self._distribution.slaves.get(address)
        if slave is not None:
            self._tell(slave, now_ms)
        self._reports += 1
        report = Report(0, 1, self._reports, 1, self._sequence, None, self._sockets(address))
        return self._distribution.hear(address, report, slave is not None, now_ms) is Heard.URGENT

    def _sockets(self, address: str) -> tuple[SocketReport, ...]:
        """How both are; made anew when it has changed, as the codec reads a text that it knows once only."""
        cars = [self._cars.get((address, socket)) for socket in (1, 2)]
        seen = [car and (car.drawn_a, car.conductors) for car in cars], list(self._shares[address].values())
        known = self._said.get(address)
        if known is None or known[0] != seen:
            known = self._said[address] = seen, (self._socket(address, 1), self._socket(address, 2))
        return known[1]

    def _tell(self, slave: Member, now_ms: int) -> None:
        self._sequence += 1
        slave.standing.said(self._sequence, slave.shares_a, now_ms)
        slave.told = slave.shares()
        self._shares[slave.address].update(slave.shares_a)

    def _share_out(self, now_ms: int, *, whole: bool) -> None:
        for slave in self._distribution.run(now_ms, whole=whole):
            self._tell(slave, now_ms)
            slave.standing.acknowledged(self._sequence, now_ms)
        self.runs += 1


def measure_day(stations: int = STATIONS, limit_a: int = LIMIT_A, hours: int = DAY_H, seed: int = 1) -> Day:
    """Simulate it, or its first hours."""
    began_ns = time.process_time_ns()
    site = Site(stations, limit_a, seed)
    site.run(hours)
    cpu_s = round((time.process_time_ns() - began_ns) / 1e9, 1)
    return Day(stations * 2, site.runs, site.sessions, limit_a, site.worst_a, site.waiting_s, cpu_s)


def told(day: Day) -> str:
    """The figures for people."""
    return (
        f"{day.sockets} sockets for a day: {day.cpu_s} s of processor time, {day.runs} runs, {day.sessions} cars, "
        f"at most {day.worst_a} A of {day.limit_a} A on a phase, {day.waiting_s / 3600:.0f} h of waiting"
    )
