"""Stations as `stationproof station --lan` runs them share current: real datagrams on loopback, virtual time."""

from __future__ import annotations

import pytest

from fixtures.bench.memory_store import MemoryStore
from fixtures.virtual_loop import VirtualLoop
from stationproof.simulation import Simulation

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
    made.mains(True)
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
        stations[0].mains(False)
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
