"""Stations as `stationproof station --lan` runs them share current: real datagrams on loopback, virtual time."""

from __future__ import annotations

import pytest

from fixtures.bench.journal import Journal
from fixtures.bench.memory_store import MemoryStore
from fixtures.virtual_loop import VirtualLoop
from reference_impl.model import effects as fx
from reference_impl.model import events as ev
from stationproof.simulation import Simulation
from stationproof.witness_lan import MOST, MOST_WAYS, SPAN_MS, WitnessLan

FREE = {"Free Charging": "On", "Free Charging Mode": "No OCPP"}
ROLE = "Dynamic Load Management - DLM Master/Slave"
MASTER = {
    ROLE: "DLM Master (With internal DLM-Slave)",
    "EVSE Sub-Distribution Limit (L1/L2/L3) [A]": "20/20/20",
    "Operator EVSE Sub-Distribution Limit (L1/L2/L3) [A]": "20/20/20",
}
SLAVE = {ROLE: "DLM Slave (Master-Auto-Discovery)"}
PORT = 15_340


def station(loop: VirtualLoop, number: int, values: dict[str, str]) -> Simulation:
    store = MemoryStore()
    store.save("configuration", {**FREE, **values})
    made = Simulation(loop, store=store, boot_ms=0, lan=(f"127.0.0.{number + 1}", PORT))
    made.power(True)
    return made


def offers(stations: list[Simulation]) -> list[int]:
    return [round(one.vehicles[1].offered_da() / 10) for one in stations]


def test_two_stations_share_20_a_and_the_slave_falls_back() -> None:
    loop = VirtualLoop()
    try:
        stations = [station(loop, 1, MASTER), station(loop, 2, SLAVE)]
        for one in stations:
            loop.run_to(1_000)
            one.vehicles[1].plug_in()
        loop.run_to(90_000)
        assert offers(stations) == [10, 10]
        stations[0].power(False)
        loop.run_to(160_000)
        assert offers(stations) == [0, 7]
        for one in stations:
            loop.run_until_complete(one.end())
    finally:
        loop.dispose()


@pytest.mark.parametrize("number", [1, 2])
def test_what_a_station_says_to_all_does_not_come_back_to_it(number: int) -> None:
    loop = VirtualLoop()
    try:
        alone = station(loop, number, MASTER)
        loop.run_to(60_000)
        assert alone.operator.log_in("operator", "yellow_zone")
        rows = alone.operator.open_page("Dashboard")
        assert rows["DLM master"] == "this station"
        loop.run_until_complete(alone.end())
    finally:
        loop.dispose()


def said(one: Simulation, who: str) -> list[str]:
    return [str(entry.detail["text"]) for entry in one.journal if entry.kind == "datagram" and entry.who == who]


def test_what_stations_say_stands_in_the_journals_of_both_and_an_island_at_rest_adds_little() -> None:
    loop = VirtualLoop()
    try:
        master, slave = station(loop, 1, MASTER), station(loop, 2, SLAVE)
        loop.run_to(60_000)
        assert any('"kind":"beacon"' in text for text in said(master, "station"))
        assert any('"kind":"report"' in text for text in said(slave, "station"))
        assert said(master, "host 127.0.0.3")[-1] in said(slave, "station")
        assert said(slave, "host 127.0.0.2")[-1] in said(master, "station")
        before = len(master.journal), len(slave.journal)
        loop.run_to(3_660_000)
        assert (len(master.journal) - before[0], len(slave.journal) - before[1]) < (5, 5)
        slave.vehicles[1].plug_in()
        loop.run_to(3_670_000)
        fresh = [entry for entry in slave.journal.after(before[1]) if entry.kind == "datagram"]
        assert int(fresh[0].detail["unwritten"]) > 300
        assert '"charging":true' in str(fresh[0].detail["text"]) or len(fresh) > 1
        for one in (master, slave):
            loop.run_until_complete(one.end())
    finally:
        loop.dispose()


class _Wire:
    """A network interface in memory."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str]] = []
        self.given: list[fx.GiveLease] = []
        self.is_open = False

    def open(self, tell: object) -> None:
        self.is_open, self.tell = True, tell

    def send(self, to: str, text: str) -> None:
        self.sent.append((to, text))

    def give(self, lease: fx.GiveLease) -> None:
        self.given.append(lease)

    def close(self) -> None:
        self.is_open = False


def test_a_flood_passes_and_does_not_fill_the_journal() -> None:
    now = [0]
    journal, wire, heard = Journal(lambda: now[0]), _Wire(), []
    lan = WitnessLan(wire, journal, lambda: now[0])  # type: ignore[arg-type]  # a wire of this test
    lan.open(heard.append)
    for number in range(5_000):
        wire.tell(ev.DatagramReceived("10.0.0.9", f"noise {number}" * 1_000))  # type: ignore[operator]  # what open was given
    assert (len(heard), len(journal)) == (5_000, MOST)
    assert all(len(str(entry.detail["text"])) <= 4_096 for entry in journal)
    now[0] += SPAN_MS
    wire.tell(ev.DatagramReceived("10.0.0.9", "[]"))  # type: ignore[operator]  # as above
    assert journal.last("datagram").detail["unwritten"] == 5_000 - MOST  # type: ignore[union-attr]  # there is one
    for number in range(MOST_WAYS * 2):
        lan.send(f"10.0.{number // 200}.{number % 200}", "{}")
    assert len(lan._ways) <= MOST_WAYS
    assert len(wire.sent) == MOST_WAYS * 2
    lan.close()
    assert not wire.is_open
