"""A whole site in real time: the reference station, and around it house, local network, meters, files and mail.

It is what the wire bench has (fixtures/bench/wire.py), on an event loop in real time and without a backend: that is
somebody else's. Frames, files, mails, datagrams and registers travel through real sockets on loopback.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from functools import partial

from fixtures.bench.api import Mark, NotApplicable
from fixtures.bench.embedded import EmbeddedBench
from fixtures.bench.embedded_files import EmbeddedFiles, EmbeddedManufacturer, witness
from fixtures.bench.embedded_lan import EmbeddedLan
from fixtures.bench.embedded_station import EmbeddedStation
from fixtures.peers.lan_switch import Switch
from fixtures.peers.mailbox import Mailbox
from fixtures.servers.certificates import authority_pem, client_context
from fixtures.servers.energy_manager import ManagerClients
from fixtures.servers.files import FileServer
from fixtures.servers.lan_hub import LOOPBACK, LanHub
from fixtures.servers.mail import MailServer
from fixtures.servers.modbus_meter import WireMeters
from reference_impl.edges.lan import UdpLan
from reference_impl.edges.mail import SmtpMailer
from reference_impl.edges.modbus import ModbusClients
from reference_impl.edges.modbus_server import ModbusServer
from reference_impl.edges.ocpp_j import WebSocketLink
from reference_impl.edges.runtime import RealClock
from reference_impl.edges.transfer import Transfers
from reference_impl.station.blueprint import SOCKETS, Blueprint
from reference_impl.station.host import Link, Mailer
from reference_impl.station.networks import Lan, ManagerServer, Registers

from . import outside
from .powered import Powered
from .simulation import PARTING_S, Simulation
from .witness import WitnessLink


class TurnClock(RealClock):
    """Real time that stands still while the loop does one thing.

    What belongs to one moment (a contactor that opens, the current that ends, what the feed carries) is in the journal
    at one millisecond, also where another one begins while it is written down.
    """

    _turn_ms: int | None = None

    def now_ms(self) -> int:
        """As it was when it was first asked for in this turn of the loop."""
        if self._turn_ms is None:
            self._turn_ms = super().now_ms()
            self._loop.call_soon(self._go_on)
        return self._turn_ms

    def _go_on(self) -> None:
        self._turn_ms = None


class Site(Powered, EmbeddedBench):
    """Time passes by itself: who has to wait for something reads the journal."""

    name = "site"
    clock: TurnClock
    start_ms = 0

    def __init__(self, loop: asyncio.AbstractEventLoop, *, boot_ms: int) -> None:
        self.loop, self.boot_ms = loop, boot_ms
        self._clients: list[ModbusClients] = []
        self.servers: dict[int, ModbusServer] = {}
        super().__init__(Blueprint(), TurnClock(loop, wall_ms=0))
        self.supply = self.mains
        own = self.stations[1]
        self.vehicles = {socket: own.vehicle(socket) for socket in SOCKETS}
        self.readers = {socket: own.reader(socket) for socket in SOCKETS}
        self.faults_at = {socket: own.faults(socket) for socket in SOCKETS}
        self.manufacturer = EmbeddedManufacturer()

    # -- what the bench around a station brings --

    def make_link(self) -> Link:
        """To wherever the name of the backend leads."""
        self.network = outside.Lan(self.journal, self.mark)
        self.network.link = self._link = WebSocketLink(
            self.loop, resolve=self.network.address, roots=(authority_pem(),)
        )
        return WitnessLink(self._link, self.journal)

    def make_transfers(self) -> Transfers:
        """HTTP and FTP to the site's file server."""
        self.file_server = FileServer(self.loop, witness(self.journal))
        self.files = EmbeddedFiles(
            self.file_server, self.file_server.store, self.journal, self.mark, self.file_server.start
        )
        self._transfers = Transfers(self.loop, resolve=self.file_server.address, tls=lambda host: client_context())
        return self._transfers

    def make_mailer(self, mailbox: Mailbox) -> Mailer:
        """SMTP to the site's mail server."""
        self._mails = MailServer(self.loop, mailbox)
        return SmtpMailer(self.loop, resolve=self._mails.address, tls=lambda host: client_context())

    def make_lan(self) -> EmbeddedLan:
        """A switch over UDP."""
        lan = EmbeddedLan(Switch(self.clock, self.journal), self.journal, self.mark)
        self._hub = LanHub(self.loop, lan.switch)
        return lan

    def make_port(self, number: int, address: str) -> Lan:
        """A UDP port behind a plug of the switch."""
        edge = UdpLan(
            self.loop, bind=(LOOPBACK, 0), resolve=self._hub.resolve, name=self._hub.name, give=self.lan.given(number)
        )
        self._hub.attach(self.lan.put_in(number, address), edge)
        return edge

    def make_registers(self, number: int) -> Registers:
        """Modbus TCP to the meters."""
        if number == 1:
            self._wire_meters = WireMeters(self.loop)
            self.meters.cut_off = self._wire_meters.abort
        return ModbusClients(self.loop, resolve=partial(self._dial_meter, number))

    def _dial_meter(self, station: int, address: str, port: int) -> tuple[str, int]:
        meter = self.meters.find(station, address, port)
        if meter is None:
            raise OSError(f"nobody answers at {address}")
        reached = partial(self.meters.reaches, station, meter)
        return self._wire_meters.port(station, meter, self.meters.note(station), reached)

    def make_carrier(self) -> ManagerClients:
        """Of nobody: the energy manager is the bench's."""
        return ManagerClients(self.loop, lambda station, port: None)

    def make_managers(self, number: int) -> ManagerServer:
        """Any ports that are free."""
        server = self.servers[number] = ModbusServer(self.loop, host=LOOPBACK, port=lambda port: 0)
        return server

    # -- in real time --

    def advance(self, until_ms: int, stop: object) -> bool:
        """Nobody waits here; `stop` is asked once."""
        return callable(stop) and bool(stop())

    def mark(self) -> Mark:
        """This moment."""
        return Mark(self.clock.now_ms(), len(self.journal))

    def check_subject(self) -> None:
        """The journal says when software has died."""

    def need(self, number: int) -> EmbeddedStation:
        """A station by its number; NotApplicable when there is none."""
        if number not in self.stations:
            raise NotApplicable(f"there is no station {number}; the site has {len(self.stations)}")
        return self.stations[number]

    async def end(self) -> None:
        """Take the power away and close what is open."""
        self._power_off()
        with suppress(TimeoutError):  # a backend that does not answer holds nobody up
            await asyncio.wait_for(self._link.wait_closed(), PARTING_S)
            await asyncio.wait_for(self._transfers.wait_closed(), PARTING_S)
        self.file_server.stop()
        self._mails.stop()
        self._wire_meters.stop()
        self._hub.close()
        self.clock.close()


AnyStation = Simulation | Site
"""A station in real time, alone or with a site around it."""
