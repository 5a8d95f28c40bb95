"""The stations of a fleet: our own software on boards of which nothing moves, each with its own WebSocket."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from fixtures.bench.memory_store import MemoryStore
from reference_impl.edges.keys import make_key
from reference_impl.edges.mail import SmtpMailer
from reference_impl.edges.ocpp_j import WebSocketLink
from reference_impl.edges.runtime import RealClock
from reference_impl.model import events as ev
from reference_impl.model.lights import Light
from reference_impl.model.link_request import LinkRequest
from reference_impl.model.meter import MeterReading
from reference_impl.station.blueprint import Blueprint
from reference_impl.station.host import Host

ALIGNED = "ClockAlignedDataInterval"
SOCKETS = (1, 2)


class Board:
    """Two idle sockets."""

    def drive_lock(self, socket: int, closed: bool) -> None:
        """Nothing moves."""

    def drive_contactor(self, socket: int, closed: bool) -> None:
        """Nothing moves."""

    def close_rcd(self, socket: int) -> None:
        """None has tripped."""

    def drive_pilot(self, socket: int, duty_permille: int) -> None:
        """Nobody looks."""

    def send_v2g(self, socket: int, message: str, most_da: int | None) -> None:
        """No vehicle hears it."""

    def show_light(self, socket: int, light: Light) -> None:
        """Nobody looks."""

    def read_meter(self, socket: int) -> MeterReading:
        """A meter that stands still."""
        return MeterReading(1_000, (0, 0, 0), (230, 230, 230), (0, 0, 0))

    def software_gone(self) -> None:
        """Nothing to switch off."""

    def sense(self) -> list[ev.Event]:
        """No cable, no vehicle."""
        return [
            event
            for socket in SOCKETS
            for event in (
                ev.LockFeedback(socket, False),
                ev.ContactorFeedback(socket, False),
                ev.ProximitySensed(socket, None),
                ev.PilotSensed(socket, 12),
            )
        ]


class Console:
    """Nobody at the configuration interface."""

    def show_page(self, page: str, rows: tuple[tuple[str, str], ...]) -> None:
        """Nobody looks."""

    def show_refusal(self, what: str, sentence: str) -> None:
        """Nobody looks."""


class BusyLink:
    """A link that can have its station speak again as soon as it is answered."""

    def __init__(self, link: WebSocketLink, fleet: Fleet) -> None:
        self._link, self._fleet = link, fleet
        self.host: Host | None = None

    def open(self, request: LinkRequest, tell: Callable[[ev.Event], None]) -> None:
        """Connect."""
        self._link.open(request, lambda event: self._heard(event, tell))

    def send(self, text: str) -> None:
        """Send."""
        self._link.send(text)

    def close(self, abrupt: bool = False) -> None:
        """Close."""
        self._link.close(abrupt)

    def _heard(self, event: ev.Event, tell: Callable[[ev.Event], None]) -> None:
        tell(event)
        if self._fleet.busy and self.host is not None and isinstance(event, ev.FrameReceived):
            self.host.tell(ev.MessageTriggered("MeterValues", 1))


class Fleet:
    """So many stations on one loop, sharing one clock, one board and one console."""

    def __init__(self, loop: asyncio.AbstractEventLoop, number: int, port: int, *, meter_every_s: int) -> None:
        self.busy = False
        """Each station sends MeterValues as fast as it is answered."""
        self.clock = RealClock(loop)
        self._loop, self._address = loop, ("127.0.0.1", port)
        self._blueprint, self._board, self._console = Blueprint(), Board(), Console()
        self._mailer = SmtpMailer(loop)
        self._links: list[WebSocketLink] = []
        self.hosts = [self._made(one, meter_every_s) for one in range(number)]

    def _made(self, number: int, meter_every_s: int) -> Host:
        store = MemoryStore()
        store.save("configuration", {
            "Connection Type": "Ethernet",
            "WebSockets JSON OCPP URL of the Backend": "ws://csms.test/ocpp",
            "OCPP ChargeBoxIdentity (ChargePointID)": f"FLEET-{number}",
            ALIGNED: str(meter_every_s),
        })  # fmt: skip
        socket = WebSocketLink(self._loop, resolve=lambda host, port: self._address)
        self._links.append(socket)
        link = BusyLink(socket, self)
        host = Host(
            self._blueprint, clock=self.clock, board=self._board, link=link, store=store, console=self._console,
            mailer=self._mailer, make_key=make_key, boot_ms=0,
        )  # fmt: skip
        link.host = host
        return host

    def power_on(self) -> None:
        """All at once."""
        for host in self.hosts:
            host.power_on()

    def set_busy(self) -> None:
        """From now on each speaks again when it is answered."""
        self.busy = True
        for host in self.hosts:
            host.tell(ev.MessageTriggered("MeterValues", 1))

    async def end(self) -> None:
        """Power off; the lines end."""
        self.busy = False
        for host in self.hosts:
            host.power_off()
        for link in self._links:
            await link.wait_closed()
        self.clock.close()

    @property
    def crashes(self) -> list[Any]:
        """What stations died of."""
        return [host.crash for host in self.hosts if host.crash is not None]
