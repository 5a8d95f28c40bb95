"""The simulated backend on real sockets: names, refusals, several stations, and nothing left behind."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest

from fixtures.peers.connection import Connection, Handshake, Verdict
from fixtures.servers.backend_ws import BackendServer
from fixtures.servers.certificates import authority_pem
from fixtures.virtual_loop import VirtualLoop
from reference_impl.edges.ocpp_j import WebSocketLink
from reference_impl.model import events as ev
from reference_impl.model.link_request import LinkRequest


class RoomPeer:
    """Tells every frame to all lines, with the name of its sender: the order of everything can be seen."""

    def __init__(self) -> None:
        self.lines: dict[Connection, str] = {}
        self.judged: list[Handshake] = []
        self.fails_in = ""

    def handshake(self, request: Handshake) -> Verdict:
        self._fail("handshake")
        self.judged.append(request)
        return Verdict(accept=True, subprotocol=request.subprotocols[0])

    def opened(self, connection: Connection) -> None:
        self._fail("opened")
        self.lines[connection] = self.judged[-1].path

    def received(self, connection: Connection, text: str) -> None:
        self._fail("received")
        for line in self.lines:
            line.send(f"{self.lines[connection]} {text}")

    def closed(self, connection: Connection) -> None:
        self.lines.pop(connection, None)
        self._fail("closed")

    def _fail(self, where: str) -> None:
        if where == self.fails_in:
            self.fails_in = ""
            raise ZeroDivisionError(where)


class Room:
    """A server and some stations on one loop; `seen` is what was told to them."""

    def __init__(self, stations: int) -> None:
        self.loop, self.peer = VirtualLoop(stall_s=5), RoomPeer()
        self.server = BackendServer(self.loop, self.peer)
        self.server.start()
        self.server.announce("csms.example", 80, tls=False)
        self.server.announce("csms.example", 443, tls=True)
        self.seen: list[tuple[int, int, str]] = []
        self.links = [
            WebSocketLink(self.loop, resolve=self.server.address, roots=(authority_pem(),))
            for _ in range(stations)
        ]

    def open(self, number: int, scheme: str = "ws") -> None:
        def tell(event: ev.Event) -> None:
            what = event.text if isinstance(event, ev.FrameReceived) else repr(event)
            self.seen.append((self.loop.now_ms(), number, what))

        self.links[number].open(LinkRequest(f"{scheme}://csms.example/{number}", "ocpp1.6"), tell)

    def end(self) -> None:
        for link in self.links:
            link.close()
        self.loop.settle()
        self.server.stop()
        self.loop.settle()
        assert (self.server.open_tasks, self.loop.open_tasks(), self.loop.open_timers) == (0, [], 0)
        self.loop.dispose()


@pytest.fixture
def room() -> Iterator[Room]:
    room = Room(stations=3)
    yield room
    room.end()


def test_stations_hear_each_other_in_the_order_of_sending(room: Room) -> None:
    for number in range(3):
        room.open(number, "wss" if number == 1 else "ws")
    room.loop.settle()
    room.seen.clear()
    for number in range(3):
        room.links[number].send("one")
        room.links[number].send("two")
    room.loop.settle()
    assert len(room.seen) == 3 * 3 * 2
    for sender in range(3):
        for hearer in range(3):
            heard = [what for _, who, what in room.seen if who == hearer and what.startswith(f"/{sender}")]
            assert heard == [f"/{sender} one", f"/{sender} two"]


def test_names_lead_where_they_were_announced(room: Room) -> None:
    room.server.announce("Other.Example", 8443, tls=True)
    plain, secure = room.server.address("csms.example", 80), room.server.address("CSMS.example", 443)
    assert len({plain, secure, room.server.address("other.example", 8443)}) == 3
    with pytest.raises(OSError, match="the name unknown is not known"):
        room.server.address("unknown", 80)


def test_a_cut_line_ends_running_connections_and_refuses_new_ones(room: Room) -> None:
    room.open(0)
    room.open(1, "wss")
    room.loop.run_to(500)
    room.server.refuse(True)
    room.open(2)
    room.loop.settle()
    assert sorted(room.seen[2:]) == [
        (500, 0, "LinkDown(reason='connection lost')"),
        (500, 1, "LinkDown(reason='connection lost')"),
        (500, 2, "LinkDown(reason='connection refused')"),
    ]
    assert room.peer.lines == {}
    room.server.refuse(False)
    room.open(2)
    room.loop.settle()
    assert room.seen[-1] == (500, 2, "LinkUp()")


def test_a_cut_while_a_handshake_is_under_way_refuses_it(room: Room) -> None:
    room.loop.settle()
    room.open(0)
    room.loop.run_to(0, lambda: room.server.open_tasks == 0 and len(room.loop.open_tasks()) == 2)
    room.server.refuse(True)
    room.loop.settle()
    assert [what for _, _, what in room.seen if what.startswith("LinkUp")] == []
    assert len(room.seen) == 1


@pytest.mark.parametrize("where", ["handshake", "opened", "received", "closed"])
def test_what_the_peer_raises_ends_the_run(room: Room, where: str) -> None:
    room.peer.fails_in = where
    raised = []
    steps: tuple[Callable[[], None], ...] = (
        lambda: room.open(0),
        lambda: room.links[0].send("hello"),
        room.links[0].close,
    )
    for step in steps:
        step()
        try:
            room.loop.settle()
        except ZeroDivisionError as error:
            raised.append(str(error))
    assert raised == [where]


def test_stopping_at_once_leaves_nothing() -> None:
    before = len(os.listdir("/proc/self/fd"))
    room = Room(stations=1)
    room.open(0)
    room.server.stop()
    room.loop.settle()
    room.end()
    assert len(os.listdir("/proc/self/fd")) == before


def test_twenty_runs_of_a_busy_day_are_identical() -> None:
    assert len({busy_day() for _ in range(20)}) == 1


def busy_day() -> tuple[tuple[int, int, str], ...]:
    """Three stations with and without TLS, equal phases, a cut in the middle: all that they are told."""
    room = Room(stations=3)

    def beat(number: int) -> None:
        room.links[number].send(f"beat at {room.loop.now_ms()}")
        room.loop.call_at(room.loop.time() + 900, beat, number)

    for number in range(3):
        room.open(number, "wss" if number == 1 else "ws")
        room.loop.call_at(900, beat, number)
    room.loop.run_to(12 * 3_600_000)
    room.server.refuse(True)
    room.loop.run_to(13 * 3_600_000)
    room.server.refuse(False)
    for number in range(3):
        room.open(number, "wss" if number == 2 else "ws")
    room.loop.run_to(24 * 3_600_000)
    for link in room.links:
        link.close()
    room.loop.settle()
    room.server.stop()
    room.loop.settle()
    room.loop.dispose()
    return tuple(room.seen)
