"""A station's link and a backend on real loopback sockets, in virtual time; everything they were told is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from fixtures.peers.connection import Connection, Handshake, Verdict
from fixtures.servers.backend_ws import BackendServer
from fixtures.servers.certificates import authority_pem
from fixtures.virtual_loop import VirtualLoop
from reference_impl.edges.ocpp_j import WebSocketLink
from reference_impl.model import events as ev
from reference_impl.model.link_request import LinkRequest

URL = "ws://csms.example:8180/ocpp/CP%201"
SECURE_URL = "wss://csms.example/ocpp/CP1"


class Peer:
    """A backend that echoes what it gets, and closes, drops or floods when told to by a frame."""

    def __init__(self, note: Callable[[str], None]) -> None:
        self._note = note
        self.verdict = Verdict(accept=True, subprotocol="ocpp1.6")
        self.requests: list[Handshake] = []
        self.lines: list[Connection] = []
        self.on_open: Callable[[Connection], None] = lambda _line: None

    def handshake(self, request: Handshake) -> Verdict:
        self.requests.append(request)
        return self.verdict

    def opened(self, connection: Connection) -> None:
        self._note("backend: opened")
        self.lines.append(connection)
        self.on_open(connection)

    def received(self, connection: Connection, text: str) -> None:
        self._note(f"backend: {text[:40]}")
        connection.send(f"echo {text}")

    def closed(self, connection: Connection) -> None:
        self._note("backend: closed")
        self.lines.remove(connection)


class Pair:
    """Both ends; `seen` holds what each was told, in order and with its virtual time."""

    def __init__(self) -> None:
        self.loop = VirtualLoop(stall_s=5)
        self.seen: list[str] = []
        self.frames: list[str] = []
        self.peer = Peer(self.note)
        self.server = BackendServer(self.loop, self.peer)
        self.server.start()
        self.server.announce("csms.example", 8180, tls=False)
        self.link = WebSocketLink(
            self.loop, resolve=self.server.address, roots=(authority_pem(),)
        )

    def note(self, what: str) -> None:
        self.seen.append(f"{self.loop.now_ms()} {what}")

    def tell(self, event: ev.Event) -> None:
        match event:
            case ev.LinkUp():
                self.note("station: up")
            case ev.LinkDown(reason):
                self.note(f"station: down, {reason}")
            case ev.FrameReceived(text):
                self.note(f"station: {text[:40]}")
                self.frames.append(text)

    def open(self, url: str = URL, subprotocol: str = "ocpp1.6", **terms: Any) -> list[str]:
        """Dial and do all that can be done at once; what was seen of it."""
        self.link.open(LinkRequest(url, subprotocol, **terms), self.tell)
        return self.settle()

    def settle(self) -> list[str]:
        """Do all that can be done at once; what was seen since the last time, without the times."""
        self.loop.settle()
        seen = [line.partition(" ")[2] for line in self.seen]
        self.seen.clear()
        return seen

    def end(self) -> None:
        """Close everything; nothing may be left."""
        self.link.close()
        self.loop.settle()
        self.server.stop()
        self.loop.settle()
        assert (self.link.open_tasks, self.server.open_tasks, self.loop.open_tasks()) == (0, 0, [])
        assert self.loop.open_timers == 0


@contextmanager
def connected_pair() -> Iterator[Pair]:
    """A pair that must be clean at its end."""
    pair = Pair()
    try:
        yield pair
        pair.end()
    finally:
        pair.loop.dispose()
