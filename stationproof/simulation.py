"""The reference station on real sockets and in real time, with its physical side simulated."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable
from contextlib import suppress
from functools import partial

from fixtures.bench.api import Mark
from fixtures.bench.embedded_facets import (
    EmbeddedFaults,
    EmbeddedMains,
    EmbeddedOperator,
    EmbeddedReader,
    EmbeddedVehicle,
)
from fixtures.bench.embedded_hardware import Hardware, Screen
from fixtures.bench.journal import Journal
from fixtures.bench.limits import write_limit
from reference_impl.edges.keys import make_key
from reference_impl.edges.lan import UdpLan, broadcast_of
from reference_impl.edges.mail import SmtpMailer
from reference_impl.edges.modbus import ModbusClients
from reference_impl.edges.modbus_server import ModbusServer
from reference_impl.edges.ocpp_j import WebSocketLink
from reference_impl.edges.runtime import RealClock
from reference_impl.edges.transfer import Transfers
from reference_impl.station.blueprint import SOCKETS, Blueprint
from reference_impl.station.host import Host, Store

from .backend_judge.judge import BackendJudge
from .outside import Lan, LastingHardware
from .powered import Powered
from .witness import WitnessLink
from .witness_lan import WitnessLan

PARTING_S = 3.0
"""How long the last handshake with the backend may take."""


class Simulation(Powered):
    """One station, its outlets, its network and the supply; who controls it uses the facets of a bench."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        *,
        store: Store,
        boot_ms: int,
        roots: tuple[str, ...] | None = None,
        outside: Store | None = None,
        lan: tuple[str, int] | None = None,
        managers: str | None = None,
    ) -> None:
        """What one process runs.

        outside: where the state of the outlets is kept over the end of the process; None: nowhere
        lan:     address and port for the datagrams of load management; None: no local network
        managers: address at which energy managers are served; None: nowhere
        """
        self.clock = RealClock(loop)
        self.start_ms = self.clock.now_ms()
        self.journal = Journal(self.now_ms)
        self.judge = BackendJudge(self.now_ms, self.clock.now_ms)
        self.hardware = self._hardware(outside)
        self.screen = Screen()
        self.network = Lan(self.journal, self.mark)
        self._socket = self.network.link = WebSocketLink(loop, resolve=self.network.address, roots=roots)
        self._transfers = Transfers(loop, tls=_trusting(roots) if roots else None)
        self.host = Host(
            Blueprint(),
            clock=self.clock,
            board=self.hardware,
            link=WitnessLink(self._socket, self.journal, self.judge),
            store=store,
            console=self.screen,
            transfers=self._transfers,
            make_key=make_key,
            mailer=SmtpMailer(loop),
            lan=None if lan is None else self._lan(loop, lan),
            registers=ModbusClients(loop),
            managers=None if managers is None else ModbusServer(loop, host=managers),
            on_lifecycle=self._lifecycle,
            on_limit=partial(write_limit, self.journal),
            boot_ms=boot_ms,
        )
        self.hardware.tell = self.host.tell
        self.operator, self.supply = EmbeddedOperator(self), EmbeddedMains(self)
        self.vehicles = {socket: EmbeddedVehicle(self, socket) for socket in SOCKETS}
        self.readers = {socket: EmbeddedReader(self, socket) for socket in SOCKETS}
        self.faults_at = {socket: EmbeddedFaults(self, socket) for socket in SOCKETS}

    def _hardware(self, outside: Store | None) -> Hardware:
        if outside is None:
            return Hardware(self.journal, self.clock)
        return LastingHardware(self.journal, self.clock, outside)

    def _lan(self, loop: asyncio.AbstractEventLoop, bind: tuple[str, int]) -> WitnessLan:
        return WitnessLan(UdpLan(loop, bind=bind, broadcast=broadcast_of(bind[0])), self.journal, self.now_ms)

    def now_ms(self) -> int:
        """Milliseconds since the start."""
        return self.clock.now_ms() - self.start_ms

    def mark(self) -> Mark:
        """This moment."""
        return Mark(self.now_ms(), len(self.journal))

    def wait_until(self, holds: Callable[[], bool], *, within_ms: int) -> bool:
        """Whether it holds now: time passes by itself here, and who has to wait reads the journal."""
        return holds()

    async def end(self) -> None:
        """Take the power away and let the link end."""
        if self.supplied:
            self.power(False)
        with suppress(TimeoutError):  # a backend that does not answer holds nobody up
            await asyncio.wait_for(self._socket.wait_closed(), PARTING_S)
            await asyncio.wait_for(self._transfers.wait_closed(), PARTING_S)
        self.clock.close()

    def _lifecycle(self, what: str) -> None:
        kind = "crash" if what.startswith("crash") else "restart"
        self.journal.write("station", kind, state=what)


def _trusting(roots: tuple[str, ...]) -> Callable[[str], ssl.SSLContext]:
    return lambda _host: ssl.create_default_context(cadata="\n".join(roots))
