"""What the security profiles of OCPP 1.6 need of the line: the backend demands it, and the journal shows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from fixtures.bench.api import Mark
from fixtures.bench.journal import Journal
from fixtures.clock import VirtualClock
from fixtures.loop_clock import LoopClock
from fixtures.peers.authority import OPERATOR, Subject, key_pem
from fixtures.peers.backend import SimulatedBackend
from fixtures.peers.gate import basic_header
from fixtures.peers.memory_link import MemoryLink, MemoryNetwork
from fixtures.servers.backend_ws import BackendServer
from fixtures.servers.certificates import authority_pem
from fixtures.virtual_loop import VirtualLoop
from reference_impl.edges.ocpp_j import WebSocketLink
from reference_impl.model import events as ev
from reference_impl.model.link_request import BasicCredentials, ClientCertificate, LinkRequest

HOST, PASSWORD = "csms.example", "0123456789abcdef"
BASIC = BasicCredentials("CP1", PASSWORD.encode())
OWN = ClientCertificate(OPERATOR.certify(Subject("Stationproof", "CP1"), "CP1"), key_pem("CP1"))
ROOTS = (authority_pem(),)
PROFILES: dict[int, dict[str, Any]] = {
    0: {},
    1: {"basic": BASIC},
    2: {"basic": BASIC, "roots": ROOTS},
    3: {"client_certificate": OWN, "roots": ROOTS},
}
"""Security whitepaper, 3: plain, Basic, TLS with Basic, TLS with client certificate."""


def _demand(backend: SimulatedBackend, profile: int) -> None:
    backend.demand_password(PASSWORD if profile in (1, 2) else None)
    backend.demand_client_certificate(profile == 3)


def _made(clock: Any) -> tuple[SimulatedBackend, Journal]:
    journal = Journal(clock.now_ms)
    return SimulatedBackend(journal, clock, lambda: Mark(clock.now_ms(), len(journal))), journal


def in_memory(request: LinkRequest, profile: int) -> Journal:
    """One attempt at a backend with the demands of the profile."""
    clock = VirtualClock()
    backend, journal = _made(clock)
    _demand(backend, profile)
    network = MemoryNetwork(clock, backend, journal)
    network.resolve(HOST, tls=True, port=443)
    network.resolve(HOST, tls=False, port=80)
    MemoryLink[str](network, up=str, down=str, frame=str).open(request, lambda _event: None)
    while clock.step(10_000):
        pass
    return journal


def over_sockets(request: LinkRequest, profile: int) -> Journal:
    """The same, over loopback."""
    loop = VirtualLoop(stall_s=5)
    backend, journal = _made(LoopClock(loop))
    _demand(backend, profile)
    server = BackendServer(loop, backend)
    server.start()
    server.announce(HOST, 443, tls=True)
    server.announce(HOST, 80, tls=False)
    link = WebSocketLink(loop, resolve=server.address, roots=ROOTS)
    told: list[ev.Event] = []
    try:
        link.open(request, told.append)
        loop.settle()
        link.close()
        server.stop()
        loop.settle()
    finally:
        loop.dispose()
    return journal


@pytest.mark.parametrize("connect", [in_memory, over_sockets])
@pytest.mark.parametrize("demanded", PROFILES)
@pytest.mark.parametrize("offered", PROFILES)
def test_a_station_comes_in_with_what_the_profile_asks_for(
    connect: Callable[[LinkRequest, int], Journal], demanded: int, offered: int
) -> None:
    scheme = "wss" if offered in (2, 3) else "ws"
    journal = connect(LinkRequest(f"{scheme}://{HOST}/CP1", "ocpp1.6", **PROFILES[offered]), demanded)
    seen = next(entry for entry in journal if entry.who == "backend").detail
    enough = {0: True, 1: offered in (1, 2), 2: offered in (1, 2), 3: offered == 3}[demanded]
    assert seen["state"] == ("handshake accepted" if enough else "handshake refused")
    assert seen["tls"] is (scheme == "wss")
    assert seen["authorization"] == (basic_header(b"CP1", PASSWORD.encode()) if offered in (1, 2) else "")
    assert seen.get("client", "") == ("CP1" if offered == 3 else "")
