"""`stationproof station --energy-manager`: where it listens, and that a real client of Modbus TCP is answered."""

from __future__ import annotations

import asyncio
import socket
from types import SimpleNamespace
from typing import Any

import pytest

from fixtures.bench.device_energy_manager import DeviceEnergyManager
from fixtures.bench.facets_energy_manager import Reply
from fixtures.bench.journal import Journal
from fixtures.bench.memory_store import MemoryStore
from fixtures.bench.outcomes import NotApplicable
from fixtures.device_profile import DeviceProfile, DeviceProfileError, read_device
from fixtures.peers.energy_manager import Ask
from fixtures.servers.energy_manager import ManagerClients
from reference_impl.edges.modbus_server import ModbusServer
from reference_impl.model import effects as fx
from reference_impl.model import events as ev
from stationproof.codes import Stop
from stationproof.manager_port import configuration, manager_port
from stationproof.simulation import Simulation

LOOPBACK = "127.0.0.1"


def free_port() -> int:
    """It and the next one are free now."""
    while True:
        with socket.socket() as one, socket.socket() as two:
            one.bind((LOOPBACK, 0))
            port = int(one.getsockname()[1])
            try:
                two.bind((LOOPBACK, port + 1))
            except (OSError, OverflowError):
                continue
            return port


def test_it_writes_what_the_operator_would_have_entered() -> None:
    assert configuration(None) == {}
    assert configuration(("0.0.0.0", 1502)) == {
        "Modbus TCP Server for energy management systems": "On", "Modbus TCP Server Base Port": "1502",
    }  # fmt: skip


def test_an_address_and_a_port_or_a_port_alone() -> None:
    port = free_port()
    assert manager_port(None) is None
    assert manager_port(str(port)) == (LOOPBACK, port)
    assert manager_port(f"127.0.0.2:{port}") == ("127.0.0.2", port)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("nowhere:1502", "'nowhere' is no IPv4 address"),
        ("x", "'x' is no port from 1 to 65534"),
        ("65535", "'65535' is no port from 1 to 65534"),
        ("", "'' is no port"),
        ("192.0.2.1:1502", "cannot assign requested address"),
    ],
)
def test_nonsense_is_a_sentence(text: str, why: str) -> None:
    with pytest.raises(Stop, match=why):
        manager_port(text)


def test_a_port_whose_next_one_is_taken_is_not_used() -> None:
    port = free_port()
    with socket.socket() as taken:
        taken.bind((LOOPBACK, port + 1))
        taken.listen()
        with pytest.raises(Stop, match="address already in use"):
            manager_port(str(port))


def test_a_real_client_reads_and_writes() -> None:
    port = free_port()

    async def story() -> list[Reply]:
        loop, store = asyncio.get_running_loop(), MemoryStore()
        store.save_all({"configuration": configuration((LOOPBACK, port))})
        simulation = Simulation(loop, store=store, boot_ms=1, managers=LOOPBACK)
        running = asyncio.Event()
        simulation.journal.listen(lambda entry: running.set() if entry.kind == "restart" else None)
        simulation.power(True)
        await asyncio.wait_for(running.wait(), 10)
        clients = ManagerClients(loop, lambda station, base: (LOOPBACK, base))
        replies: list[Reply] = []
        for socket_port, ask in (
            (port, Ask(16, 1000, 1, words=(10,))), (port, Ask(3, 1000, 1)), (port + 1, Ask(3, 1000, 1)),
            (port, Ask(3, 1001, 1)), (port, Ask(3, 100, 2)),
        ):  # fmt: skip
            got: asyncio.Future[Reply] = loop.create_future()
            clients.ask(1, socket_port, ask, got.set_result)
            replies.append(await asyncio.wait_for(got, 10))
        clients.close()
        await simulation.end()
        return replies

    written, read, other, absent, firmware = asyncio.run(story())
    assert (written.problem, written.exception) == ("", 0)
    assert (read.words, other.words, absent.exception) == ((10,), (32,), 2)
    assert firmware.words == (0x352E, 0x3333)


def test_a_profile_names_an_address_and_a_port() -> None:
    assert read_device({"energy_manager": "192.168.1.7:502"}).energy_manager == "192.168.1.7:502"
    for nonsense in ("192.168.1.7", ":502", "host:", "host:x", "host:65535"):
        with pytest.raises(DeviceProfileError, match="write address and base port"):
            read_device({"energy_manager": nonsense})


def test_the_device_bench_asks_at_the_address_of_the_profile() -> None:
    loop = asyncio.new_event_loop()
    server = ModbusServer(loop, host=LOOPBACK, port=lambda port: 0)

    def tell(event: ev.Event) -> None:
        assert isinstance(event, ev.ManagerAsked)
        server.answer(fx.AnswerManager(event.request, (event.address,)))

    server.serve(1, 502, tell)
    where = server.address(502)
    assert where is not None
    stub: Any = SimpleNamespace(
        profile=DeviceProfile(energy_manager=f"{LOOPBACK}:{where[1]}"), journal=Journal(lambda: 0), sync=lambda: None
    )
    manager = DeviceEnergyManager(stub, loop)
    assert manager.read(1000).words == (1000,)
    assert manager.shown("HEMS current limit").value == 1000
    assert [entry.kind for entry in stub.journal.after(0)] == ["modbus"] * 4
    with pytest.raises(NotApplicable, match="one station"):
        manager.read(1000, station=2)
    manager.clients.close()
    server.stop()
    loop.run_until_complete(loop.shutdown_asyncgens())
    loop.run_until_complete(asyncio.wait_for(_idle(server), 5))
    loop.close()


async def _idle(server: ModbusServer) -> None:
    while server.open_tasks:
        turn = asyncio.get_running_loop().create_future()
        asyncio.get_running_loop().call_soon(turn.set_result, None)
        await turn


def test_a_profile_without_an_address_asks_nobody() -> None:
    profile = DeviceProfile(station="http://192.168.1.7:9002")
    stub: Any = SimpleNamespace(profile=profile, journal=Journal(lambda: 0), sync=lambda: None)
    loop = asyncio.new_event_loop()
    with pytest.raises(NotApplicable, match="names no address"):
        DeviceEnergyManager(stub, loop).read(1000)
    loop.close()
