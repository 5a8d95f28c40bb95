"""The reference station on real sockets and in real time, with its physical side simulated."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable
from contextlib import suppress

from fixtures.bench.embedded import Hardware, Screen
from fixtures.bench.journal import Journal
from reference_impl.edges.keys import make_key
from reference_impl.edges.mail import SmtpMailer
from reference_impl.edges.ocpp_j import WebSocketLink
from reference_impl.edges.runtime import RealClock
from reference_impl.edges.transfer import Transfers
from reference_impl.station.blueprint import Blueprint
from reference_impl.station.host import Host, Store

from .witness import WitnessLink

PARTING_S = 3.0
"""How long the last handshake with the backend may take."""


class Simulation:
    """One station, its outlets, and the supply."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        *,
        store: Store,
        boot_ms: int,
        roots: tuple[str, ...] | None = None,
    ) -> None:
        self.clock = RealClock(loop)
        start_ms = self.clock.now_ms()
        self.journal = Journal(lambda: self.clock.now_ms() - start_ms)
        self.hardware = Hardware(self.journal, self.clock)
        self.screen = Screen()
        self._socket = WebSocketLink(loop, roots=roots)
        self._transfers = Transfers(loop, tls=_trusting(roots) if roots else None)
        self.host = Host(
            Blueprint(),
            clock=self.clock,
            board=self.hardware,
            link=WitnessLink(self._socket, self.journal),
            store=store,
            console=self.screen,
            transfers=self._transfers,
            make_key=make_key,
            mailer=SmtpMailer(loop),
            on_lifecycle=self._lifecycle,
            boot_ms=boot_ms,
        )
        self.hardware.tell = self.host.tell
        self.supplied = False

    def mains(self, on: bool) -> None:
        """Switch the supply."""
        self.supplied = on
        self.journal.write("mains", "mains", to="station", on=on)
        if on:
            self.host.power_on()
        else:
            self.host.power_off()

    async def end(self) -> None:
        """Take the power away and let the link end."""
        if self.supplied:
            self.mains(False)
        with suppress(TimeoutError):  # a backend that does not answer holds nobody up
            await asyncio.wait_for(self._socket.wait_closed(), PARTING_S)
            await asyncio.wait_for(self._transfers.wait_closed(), PARTING_S)
        self.clock.close()

    def _lifecycle(self, what: str) -> None:
        kind = "crash" if what.startswith("crash") else "restart"
        self.journal.write("station", kind, state=what)


def _trusting(roots: tuple[str, ...]) -> Callable[[str], ssl.SSLContext]:
    return lambda _host: ssl.create_default_context(cadata="\n".join(roots))
