"""A whole island in memory: the blocks of load management of several stations, cars, and a network of one line.

Only the master and slave blocks run; what the rest of a station does is a few lines here: a car takes
what it is offered reaction_ms after it is offered, and the station says what it draws.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from fixtures.clock import VirtualClock
from reference_impl.blocks.load_management import parameters as names
from reference_impl.blocks.load_management.master import Master
from reference_impl.blocks.load_management.slave import Slave
from reference_impl.model import effects as fx
from reference_impl.model import events as ev
from reference_impl.model.dlm import EVERYBODY, INTERNAL
from reference_impl.model.loads import GRID_PHASES, ROTATIONS, PhaseLimits
from reference_impl.model.quantities import Current
from reference_impl.station.datagrams import datagram, heard

from .telling import Values

LEAST_A = 6


@dataclass
class Car:
    """A car at a socket; takes_a: what it takes at most."""

    conductors: tuple[int, ...] = (0, 1, 2)
    takes_a: int = 32
    reaction_ms: int = 100
    flows_a: int = 0


@dataclass
class Node:
    """One station."""

    island: Island
    address: str
    settings: Values
    records: dict[str, Any] = field(default_factory=dict)
    cars: dict[int, Car] = field(default_factory=dict)
    shares_a: dict[int, int] = field(default_factory=dict)
    rows: dict[str, dict[str, str]] = field(default_factory=dict)
    woken: list[int] = field(default_factory=list)
    limited: PhaseLimits | None = None
    """What it says of its island, where it leads one."""
    connected: bool = True
    deaf: bool = False
    """Its datagrams arrive, but none arrives at it."""
    running: bool = False
    most_a: int = 32

    def boot(self, cause: str = "power") -> Node:
        """Power or a restart that somebody asked for, and software that runs at once."""
        self.blocks = {"dlm_slave": Slave(self.settings), "dlm_master": Master(self.settings)}
        self.timers: dict[tuple[str, int, str], int] = {}
        self.running, self._busy = True, False
        self._told: deque[ev.Event] = deque()
        self.tell(ev.RecordsRestored(self.records))
        self.tell(ev.Booted(cause))
        return self

    def stop(self) -> None:
        """No power: the cars have none."""
        self.running, self.cars, self.shares_a = False, {}, {}

    def tell(self, event: ev.Event) -> None:
        """Run the station to completion."""
        self._told.append(event)
        if self._busy:
            return
        self._busy = True
        while self._told:
            event = self._told.popleft()
            for name in READERS.get(type(event), (event.owner,) if isinstance(event, ev.TimerExpired) else ()):
                for effect in self.blocks[name].handle(event, self.island.clock.now_ms()):
                    self._perform(effect)
        self._busy = False

    def _perform(self, effect: fx.Effect) -> None:
        match effect:
            case fx.Tell(ev.ShareAssigned(socket, _, Current() as limit)):
                self.shares_a[socket] = limit.deciamperes // 10
                self._follow(socket)
            case fx.Tell(ev.LoadReported(part, rows)):
                self.rows[part] = dict(rows)
            case fx.Tell(ev.WakeupAsked(socket)):
                self.woken.append(socket)
            case fx.ShowLimit(0, phases):
                self.limited = phases
            case fx.Persist(record, value):
                self.records[record] = value
            case fx.StartTimer(owner, socket, name, after_ms):
                self._start((owner, socket, name), after_ms)
            case fx.CancelTimer(owner, socket, name):
                self.timers.pop((owner, socket, name), None)
            case fx.SendDlm(to, message) if to == INTERNAL:
                self._told.append(ev.DlmHeard(INTERNAL, message))
            case fx.SendDlm():
                self.island.carry(self, datagram(effect))
            case _:
                raise AssertionError(f"nobody performs {effect}")

    def _start(self, key: tuple[str, int, str], after_ms: int) -> None:
        at_ms = self.timers[key] = self.island.clock.now_ms() + after_ms
        blocks = self.blocks

        def expired() -> None:
            if self.running and self.blocks is blocks and self.timers.get(key) == at_ms:
                del self.timers[key]
                self.tell(ev.TimerExpired(*key))

        self.island.clock.call_at(at_ms, expired)

    # -- cars --

    def arrives(self, socket: int = 1, conductors: tuple[int, ...] = (0, 1, 2), takes_a: int = 32, **car: Any) -> Car:
        """A car that may charge."""
        self.cars[socket] = Car(conductors, takes_a, **car)
        self._demand(socket, None)
        self._follow(socket)
        return self.cars[socket]

    def leaves(self, socket: int = 1) -> None:
        """The car goes."""
        del self.cars[socket]
        self.tell(ev.DemandChanged(socket, False, False, Current.of_a(self.most_a), None, (0, 1, 2)))

    def takes(self, socket: int, takes_a: int) -> None:
        """The car takes no more than this from now on."""
        self.cars[socket].takes_a = takes_a
        self._follow(socket)

    def offer_a(self, socket: int) -> int:
        """What the pilot says."""
        offer_a = min(self.shares_a.get(socket, 0), self.most_a)
        return offer_a if socket in self.cars and offer_a >= LEAST_A else 0

    def _follow(self, socket: int) -> None:
        car = self.cars.get(socket)
        if car is not None:
            self.island.clock.call_at(self.island.clock.now_ms() + car.reaction_ms, lambda: self._flows(socket, car))

    def _flows(self, socket: int, car: Car) -> None:
        now_a = min(self.offer_a(socket), car.takes_a)
        if self.cars.get(socket) is car and car.flows_a != now_a:
            car.flows_a = now_a
            self._demand(socket, now_a * 10)

    def _demand(self, socket: int, flows_da: int | None) -> None:
        car = self.cars[socket]
        drawn = None if flows_da is None else tuple(flows_da if one in car.conductors else 0 for one in GRID_PHASES)
        conductors = GRID_PHASES if flows_da is None else car.conductors
        asleep = flows_da == 0 and self.offer_a(socket) > 0
        self.tell(ev.DemandChanged(socket, True, asleep, Current.of_a(self.most_a), drawn, conductors))  # type: ignore[arg-type]  # three


READERS: dict[type[ev.Event], tuple[str, ...]] = {
    ev.RecordsRestored: ("dlm_slave", "dlm_master"),
    ev.Booted: ("dlm_slave", "dlm_master"),
    ev.DlmHeard: ("dlm_slave", "dlm_master"),
    ev.DlmNoise: ("dlm_master",),
    ev.ValueStored: ("dlm_slave", "dlm_master"),
    ev.DemandChanged: ("dlm_slave",),
    ev.ExternalMeterRead: ("dlm_master",),
    ev.InputSwitched: ("dlm_master",),
    ev.LoadButtonUsed: ("dlm_master",),
}


class Island:
    """Stations on one network; `overloads` notes every moment at which a grid phase carries more than limit_a."""

    def __init__(self, limit_a: int = 0, **values: str) -> None:
        self.clock = VirtualClock()
        self.nodes: dict[str, Node] = {}
        self.limit_a = limit_a
        self.overloads: list[tuple[int, list[int], list[int]]] = []
        self.sent: list[tuple[int, str, str, str]] = []
        """Time, sender, target and text of each datagram."""
        self.deaf_pairs: set[tuple[str, str]] = set()
        """Sender and host that it does not reach."""
        self.lose: int = 0
        """Every so many-th datagram is lost; 0: none."""
        self.ways: tuple[tuple[int, ...], ...] = ((1,),)
        """In turn for each datagram: after how many ms it arrives; () never, two numbers: twice."""
        self._carried = 0

    def master(self, role: str = names.WITH_SLAVE, **values: str) -> Node:
        """A master at 172.16.23.1 with this limit on all phases."""
        limit = "/".join([str(self.limit_a)] * 3)
        return self.add("172.16.23.1", {names.ROLE: role, names.SUB: limit, names.OPSUB: limit})

    def slave(self, host: int, values: Mapping[str, str] | None = None) -> Node:
        """A slave at 172.16.23.<host>."""
        return self.add(f"172.16.23.{host}", {names.ROLE: names.DISCOVERING, **(values or {})})

    def add(self, address: str, values: Mapping[str, str]) -> Node:
        """A station that runs."""
        self.nodes[address] = node = Node(self, address, Values(values))
        return node.boot()

    def store(self, node: Node, name: str, text: str) -> None:
        """A live parameter is saved."""
        node.settings.values[name] = text
        node.tell(ev.ValueStored(name, live=True))

    def carry(self, sender: Node, effect: fx.SendDatagram) -> None:
        """A datagram, on one of the ways."""
        self._carried += 1
        if self.lose and self._carried % (self.lose + 1) == 0:
            return
        self.sent.append((self.clock.now_ms(), sender.address, effect.to, effect.text))
        for address, node in self.nodes.items():
            if node is sender or effect.to not in (EVERYBODY, address) or not sender.connected:
                continue
            for late_ms in self.ways[self._carried % len(self.ways)]:
                self.clock.call_at(
                    self.clock.now_ms() + late_ms, lambda node=node: self._arrive(sender, node, effect.text)
                )

    def _arrive(self, sender: Node, node: Node, text: str) -> None:
        deaf = node.deaf or (sender.address, node.address) in self.deaf_pairs
        if node.connected and node.running and not deaf:
            node.tell(heard(ev.DatagramReceived(sender.address, text)))

    def run(self, duration_s: float) -> None:
        """Let time pass, and look at every moment in which something happens."""
        until_ms = self.clock.now_ms() + int(duration_s * 1000)
        while self.clock.step(until_ms):
            self._look()

    def _look(self) -> None:
        flows, offers = self.flows_a(), self.offers_a()
        if self.limit_a and max(*flows, *offers) > self.limit_a:
            self.overloads.append((self.clock.now_ms(), flows, offers))

    def flows_a(self) -> list[int]:
        """What flows on each grid phase."""
        return self._sum(lambda node, socket: node.cars[socket].flows_a)

    def offers_a(self) -> list[int]:
        """What is offered on each grid phase to cars that are there, on the phases that they use."""
        return self._sum(lambda node, socket: node.offer_a(socket))

    def _sum(self, what: Any) -> list[int]:
        total = [0, 0, 0]
        for node in self.nodes.values():
            for socket, car in node.cars.items():
                for conductor in car.conductors:
                    total[ROTATIONS[names.rotation(node.settings, socket)][conductor]] += what(node, socket)
        return total
