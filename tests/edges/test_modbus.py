"""The Modbus edge against pymodbus' own framing on loopback: one connection, faults in words, nothing left open."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from fixtures.peers.meter_registers import MAKES, Measured
from fixtures.peers.modbus_meter import Meter
from fixtures.servers.modbus_meter import WireMeters
from fixtures.virtual_loop import VirtualLoop
from reference_impl.edges.modbus import ModbusClients
from reference_impl.model import effects as fx
from reference_impl.model import events as ev


class Pair:
    """Clients of a station and one meter."""

    def __init__(self) -> None:
        self.loop = VirtualLoop()
        self.meter = Meter("house", MAKES["7KM2200"], lambda: Measured((10.0, 20.0, 30.0)))
        self.meters = WireMeters(self.loop)
        self.clients = ModbusClients(self.loop, resolve=self._dial)
        self.told: list[ev.Event] = []
        self.asked: list[str] = []
        self.unknown = self.cut = False

    def _dial(self, host: str, port: int) -> tuple[str, int]:
        if self.unknown:
            raise OSError("nobody")
        return self.meters.port(1, self.meter, self._note, lambda: not self.cut)

    def _note(self, meter: Meter, function: int, address: int, count: int, answer: str) -> None:
        self.asked.append(answer)

    def read(self, *, address: int = 1, count: int = 30, unit: int = 1, wait_ms: int = 20_000) -> ev.Event:
        """One request and what is told."""
        seen = len(self.told)
        order = fx.ReadRegisters(f"job {seen}", "172.16.23.50", 502, unit, 3, address, count)
        self.clients.read(order, self.told.append)
        assert len(self.told) == seen, "nothing is told within the call"
        self.loop.run_to(self.loop.now_ms() + wait_ms, lambda: len(self.told) > seen)
        assert len(self.told) == seen + 1
        return self.told[-1]

    @property
    def connections(self) -> int:
        """At the meter."""
        return self.meters.open_tasks

    def close(self) -> None:
        """Nothing is left open."""
        self.clients.drop_all()
        self.loop.run_to(self.loop.now_ms() + 60_000)
        assert self.clients.open_tasks == self.meters.open_tasks == 0
        self.meters.stop()
        self.loop.dispose()


@pytest.fixture
def pair() -> Iterator[Pair]:
    made = Pair()
    yield made
    made.close()


def why(event: ev.Event) -> str:
    assert isinstance(event, ev.RegistersFailed)
    return event.reason


def test_registers_arrive_over_one_connection(pair: Pair) -> None:
    for _ in range(3):
        read = pair.read()
        assert isinstance(read, ev.RegistersRead)
        assert len(read.words) == 30
        assert read.words[12:14] == (0x4120, 0)  # 10.0 A
    assert pair.connections == 1


def test_requests_to_one_meter_wait_for_each_other(pair: Pair) -> None:
    pair.meter.misbehave("slow")
    for job in ("a", "b"):
        pair.clients.read(fx.ReadRegisters(job, "172.16.23.50", 502, 1, 3, 1, 30), pair.told.append)
    pair.loop.run_to(3_000)
    assert [event.job for event in pair.told if isinstance(event, ev.RegistersRead)] == ["a"]
    pair.loop.run_to(5_000)
    assert [event.job for event in pair.told if isinstance(event, ev.RegistersRead)] == ["a", "b"]


@pytest.mark.parametrize(
    ("how", "reason"),
    [
        ("no answer", "the meter does not answer"),
        ("wrong unit", "the meter does not answer"),
        ("too slow", "the meter does not answer"),
        ("truncated frame", "the meter does not answer"),
        ("reset connection", "the meter does not answer"),
        ("exception 2", "the meter answers exception 2"),
        ("exception 4", "the meter answers exception 4"),
    ],
)
def test_what_went_wrong_is_told_in_words_and_the_next_request_is_heard(pair: Pair, how: str, reason: str) -> None:
    pair.read()
    pair.meter.misbehave(how)
    assert why(pair.read()) == reason
    pair.meter.misbehave("")
    assert isinstance(pair.read(), ev.RegistersRead)


def test_an_answer_that_comes_too_late_is_not_that_of_the_next_request(pair: Pair) -> None:
    pair.meter.misbehave("too slow")
    pair.read(address=1, count=6)
    pair.meter.misbehave("")
    pair.loop.run_to(pair.loop.now_ms() + 6_900)
    read = pair.read(address=13, count=6)
    assert isinstance(read, ev.RegistersRead)
    assert read.words[0] == 0x4120


def test_an_address_that_does_not_exist_is_answered_with_exception_2(pair: Pair) -> None:
    assert why(pair.read(address=43, count=2)) == "the meter answers exception 2"
    assert why(pair.read(address=2, count=2)) == "the meter answers exception 2"


def test_a_meter_that_is_not_there_or_has_no_power(pair: Pair) -> None:
    pair.unknown = True
    assert why(pair.read()) == "no connection to the meter"
    pair.unknown = False
    pair.read()
    pair.meter.stopped = True
    pair.meters.abort(pair.meter)
    assert isinstance(pair.read(), ev.RegistersFailed)
    pair.meter.stopped = False
    assert isinstance(pair.read(), ev.RegistersRead)


def test_a_request_over_a_cut_cable_does_not_arrive(pair: Pair) -> None:
    pair.read()
    pair.cut = True
    assert why(pair.read()) == "the meter does not answer"
    assert len(pair.asked) == 1


def test_loss_of_power_tells_nothing(pair: Pair) -> None:
    pair.clients.read(fx.ReadRegisters("job", "172.16.23.50", 502, 1, 3, 1, 30), pair.told.append)
    pair.clients.drop_all()
    pair.loop.run_to(10_000)
    assert pair.told == []
