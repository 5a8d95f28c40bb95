"""The backend of a fleet, in a process of its own: a simulated central system for each station, on one port.

Standard output: a line of JSON with the port, then one for each line of standard input: processor time, calls, and
how many of them were wrong. Every call and every answer is checked against the schemas, as on the benches; what is
seen is counted instead of kept.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time

from fixtures.bench.api import Mark
from fixtures.bench.journal import Entry, Journal, Scalar
from fixtures.peers.backend import SimulatedBackend
from fixtures.peers.connection import Connection, Handshake, Verdict
from fixtures.peers.gate import Gate, identity_of
from fixtures.servers.backend_ws import BackendServer
from reference_impl.edges.runtime import RealClock

HOST, PORT = "csms.test", 80


class Counting(Journal):
    """A journal that keeps nothing but numbers."""

    def __init__(self) -> None:
        super().__init__(lambda: 0)
        self.calls = self.wrong = 0
        self._entry = Entry(0, 0, "", "", "", {})

    def write(self, who: str, kind: str, *, to: str = "", **detail: Scalar) -> Entry:
        """Count a call of a station, and a frame that is not as it should be."""
        if kind == "frame":
            self.calls += who == "station" and detail["message"] == "call"
            self.wrong += not detail["valid"]
        return self._entry


class Office:
    """The peer of all stations: hands each line to the central system of its identity."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.journal = Counting()
        self._gate, self._clock, self._now = Gate(), RealClock(loop), Mark(0, 0)
        self._backends: dict[Connection, SimulatedBackend] = {}

    def handshake(self, request: Handshake) -> Verdict:
        """Whoever speaks OCPP-J 1.6 and has a name."""
        return self._gate.judge(request)

    def opened(self, connection: Connection) -> None:
        """A station has come."""
        backend = SimulatedBackend(self.journal, self._clock, lambda: self._now, epoch_unix_ms=0)
        path = f"/{identity_of(_path_of(connection))}"
        backend.handshake(Handshake(path, ("ocpp1.6",), HOST, PORT, False, ""))
        backend.accept_boot(interval_s=300)
        self._backends[connection] = backend
        backend.opened(connection)

    def received(self, connection: Connection, text: str) -> None:
        """It says something."""
        self._backends[connection].received(connection, text)

    def closed(self, connection: Connection) -> None:
        """It has gone."""
        self._backends.pop(connection).closed(connection)


def _path_of(connection: Connection) -> str:
    request = getattr(getattr(connection, "connection", None), "request", None)
    return str(getattr(request, "path", "/unknown"))


async def main() -> None:
    """Serve until standard input ends."""
    loop = asyncio.get_running_loop()
    office = Office(loop)
    server = BackendServer(loop, office)
    server.start()
    server.announce(HOST, PORT, tls=False)
    tell({"port": server.address(HOST, PORT)[1]})
    over = asyncio.Event()

    def asked() -> None:
        if sys.stdin.readline():
            tell({"cpu_s": time.process_time(), "calls": office.journal.calls, "wrong": office.journal.wrong})
        else:
            over.set()

    loop.add_reader(sys.stdin, asked)
    await over.wait()


def tell(row: dict[str, float]) -> None:
    """A line on standard output."""
    print(json.dumps(row), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
