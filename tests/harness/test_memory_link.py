"""The line in memory: order, delay, names, TLS, and the faults of a real line."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from fixtures.bench.journal import Journal
from fixtures.clock import VirtualClock
from fixtures.peers.connection import Connection, Handshake, Verdict
from fixtures.peers.memory_link import MemoryLink, MemoryNetwork
from fixtures.peers.opening import handshake_of
from reference_impl.model.link_request import LinkRequest, Proxy

URL = "ws://backend.example/ocpp/ST1"
DELAY_MS = 20


@dataclass
class Peer:
    """A backend that notes what it is told and when."""

    clock: VirtualClock
    verdict: Verdict = field(default_factory=lambda: Verdict(True, subprotocol="ocpp1.6"))
    greeting: str = ""
    requests: list[Handshake] = field(default_factory=list)
    connections: list[Connection] = field(default_factory=list)
    heard: list[tuple[int, str]] = field(default_factory=list)

    def handshake(self, request: Handshake) -> Verdict:
        self.requests.append(request)
        return self.verdict

    def opened(self, connection: Connection) -> None:
        self.connections.append(connection)
        self._note("opened")
        if self.greeting:
            connection.send(self.greeting)

    def received(self, connection: Connection, text: str) -> None:
        assert connection is self.connections[-1]
        self._note(text)

    def closed(self, connection: Connection) -> None:
        assert connection in self.connections
        self._note("closed")

    def _note(self, what: str) -> None:
        self.heard.append((self.clock.now_ms(), what))


class Rig:
    """One station's link, the network and the peer, on one clock."""

    def __init__(self) -> None:
        self.clock = VirtualClock()
        self.journal = Journal(self.clock.now_ms)
        self.peer = Peer(self.clock)
        self.network = MemoryNetwork(self.clock, self.peer, self.journal, delay_ms=DELAY_MS)
        self.network.resolve("backend.example", tls=False, port=80)
        self.link = self.another_link()
        self.told: list[tuple[int, str]] = []

    def another_link(self) -> MemoryLink[str]:
        return MemoryLink(self.network, up=lambda: "up", down="down: {}".format, frame=str)

    def tell(self, event: str) -> None:
        self.told.append((self.clock.now_ms(), event))

    def open(self, url: str = URL) -> None:
        self.link.open(LinkRequest(url, "ocpp1.6"), self.tell)

    def run(self, duration_ms: int) -> None:
        end = self.clock.now_ms() + duration_ms
        while self.clock.step(end):
            pass

    def connect(self) -> None:
        """A connection that stands, with both notebooks empty."""
        self.open()
        self.run(1000)
        assert self.told.pop()[1] == "up"
        self.peer.heard.clear()


@pytest.fixture
def rig() -> Rig:
    return Rig()


def test_opening_costs_a_journey_there_and_one_back(rig: Rig) -> None:
    rig.network.delay_to_backend_ms, rig.network.delay_to_station_ms = 30, 50
    rig.open()
    rig.run(1000)
    assert rig.peer.heard == [(30, "opened")]
    assert rig.told == [(80, "up")]
    assert rig.peer.requests == [Handshake("/ocpp/ST1", ("ocpp1.6",), "backend.example", 80, False, "")]


def test_nothing_is_told_in_the_call_of_the_sender(rig: Rig) -> None:
    rig.network.delay_to_backend_ms = rig.network.delay_to_station_ms = 0
    rig.connect()
    rig.link.send("a")
    rig.peer.connections[0].send("b")
    rig.network.cut()
    assert (rig.peer.heard, rig.told) == ([], [])
    rig.open()
    assert rig.told == []


def test_a_frame_sent_while_opening_comes_behind_the_opening(rig: Rig) -> None:
    rig.peer.greeting = "hello"
    rig.open()
    rig.run(1000)
    assert [event for _, event in rig.told] == ["up", "hello"]


def test_a_stream_never_reorders_when_the_delay_shrinks(rig: Rig) -> None:
    rig.connect()
    rig.network.delay_to_backend_ms = 500
    rig.link.send("slow")
    rig.run(100)
    rig.network.delay_to_backend_ms = 10
    rig.link.send("fast")
    rig.run(1000)
    assert rig.peer.heard == [(1500, "slow"), (1500, "fast")]


def test_frames_travel_both_ways(rig: Rig) -> None:
    rig.connect()
    rig.link.send("a")
    rig.peer.connections[0].send("b")
    rig.run(1000)
    assert rig.peer.heard == [(1000 + DELAY_MS, "a")]
    assert rig.told == [(1000 + DELAY_MS, "b")]
    assert rig.network.lost == 0


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ws://elsewhere.example/ST1", "down: the name elsewhere.example is not known"),
        ("ws://backend.example:9000/ST1", "down: backend.example refuses connections at port 9000"),
        ("wss://backend.example:80/ST1", "down: port 80 of backend.example does not speak TLS"),
        ("ws://secure.example:443/ST1", "down: port 443 of secure.example speaks TLS only"),
        ("http://backend.example/ST1", "down: this is not the address of a WebSocket"),
        ("ws://backend.example:port/ST1", "down: this is not the address of a WebSocket"),
        ("", "down: this is not the address of a WebSocket"),
    ],
)
def test_an_address_that_leads_nowhere_goes_down_and_is_noted(rig: Rig, url: str, reason: str) -> None:
    rig.network.resolve("secure.example", tls=True, port=443)
    rig.open(url)
    rig.run(60_000)
    assert rig.told == [(2 * DELAY_MS, reason)]
    assert rig.peer.requests == []
    assert rig.network.open_wires == 0
    assert [(entry.who, entry.kind, entry.detail["state"]) for entry in rig.journal] == [
        ("station", "link", "unreachable")
    ]


@pytest.mark.parametrize("url", ["ws://BACKEND.example/x", "ws://backend.example:80", "wss://secure.example/x"])
def test_names_ignore_case_and_ports_have_defaults(rig: Rig, url: str) -> None:
    rig.network.resolve("Secure.example", tls=True, port=443)
    rig.open(url)
    rig.run(1000)
    assert [event for _, event in rig.told] == ["up"]


def test_a_request_has_path_query_and_credentials_of_its_url() -> None:
    assert handshake_of(LinkRequest("wss://me:s%40crt@h.example:8443/a/b%20c?x=1", "ocpp1.6")) == Handshake(
        "/a/b%20c?x=1", ("ocpp1.6",), "h.example", 8443, True, "Basic bWU6c0BjcnQ="
    )
    bare = handshake_of(LinkRequest("ws://h.example", "ocpp1.6"))
    assert bare is not None
    assert (bare.path, bare.port, bare.authorization) == ("/", 80, "")


def test_a_refused_handshake_goes_down_with_its_status(rig: Rig) -> None:
    rig.peer.verdict = Verdict(False, 404, reason="not known")
    rig.open()
    rig.run(60_000)
    assert rig.told == [(2 * DELAY_MS, "down: handshake refused: 404 not known")]
    assert (rig.peer.connections, rig.network.open_wires, rig.clock.pending) == ([], 0, 0)


def test_a_cut_ends_both_sides_at_once_and_loses_what_is_under_way(rig: Rig) -> None:
    rig.connect()
    rig.link.send("a")
    rig.peer.connections[0].send("b")
    rig.run(DELAY_MS - 1)
    rig.network.cut()
    rig.run(60_000)
    assert rig.told == [(1000 + DELAY_MS - 1, "down: connection lost")]
    assert rig.peer.heard == [(1000 + DELAY_MS - 1, "closed")]
    assert (rig.network.lost, rig.network.open_wires, rig.clock.pending) == (2, 0, 0)


def test_a_frame_sent_before_the_cut_is_noticed_is_lost(rig: Rig) -> None:
    rig.connect()
    rig.network.cut()
    rig.link.send("a")
    rig.peer.connections[0].send("b")
    rig.run(60_000)
    assert (rig.network.lost, [what for _, what in rig.peer.heard]) == (2, ["closed"])


def test_while_cut_nothing_opens_and_afterwards_it_does(rig: Rig) -> None:
    rig.network.cut()
    rig.open()
    rig.run(1000)
    assert rig.told == [(2 * DELAY_MS, "down: network unreachable")]
    rig.network.restore()
    rig.open()
    rig.run(1000)
    assert rig.told[1:] == [(1000 + 2 * DELAY_MS, "up")]


def test_a_cut_while_opening_ends_the_opening(rig: Rig) -> None:
    rig.open()
    rig.run(DELAY_MS + 5)
    rig.network.cut()
    rig.run(60_000)
    assert rig.told == [(DELAY_MS + 5, "down: connection lost")]
    assert [what for _, what in rig.peer.heard] == ["opened", "closed"]
    assert (rig.network.open_wires, rig.clock.pending) == (0, 0)


def test_a_station_may_open_again_when_it_is_told_of_the_loss(rig: Rig) -> None:
    def open_again(event: str) -> None:
        rig.tell(event)
        if event.startswith("down") and len(rig.told) < 4:
            rig.link.open(LinkRequest(URL, "ocpp1.6"), open_again)

    rig.link.open(LinkRequest(URL, "ocpp1.6"), open_again)
    rig.run(1000)
    rig.peer.connections[0].close()
    rig.run(1000)
    assert [event for _, event in rig.told] == ["up", "down: closed by the backend", "up"]
    assert rig.network.open_wires == 1


def test_after_close_nothing_is_told_and_the_backend_hears_all_that_was_sent(rig: Rig) -> None:
    rig.connect()
    rig.peer.connections[0].send("b")
    rig.link.send("last words")
    rig.link.close()
    rig.link.send("too late")
    rig.link.close()
    rig.run(60_000)
    assert rig.told == []
    assert [what for _, what in rig.peer.heard] == ["last words", "closed"]
    assert (rig.network.lost, rig.network.open_wires, rig.clock.pending) == (1, 0, 0)


@pytest.mark.parametrize("after_ms", [0, DELAY_MS - 1, DELAY_MS, DELAY_MS + 1, 2 * DELAY_MS - 1])
def test_an_opening_may_be_given_up_at_any_moment(rig: Rig, after_ms: int) -> None:
    rig.open()
    rig.run(after_ms)
    rig.link.close()
    rig.run(60_000)
    assert rig.told == []
    assert [what for _, what in rig.peer.heard] in ([], ["opened", "closed"])
    assert (rig.network.open_wires, rig.clock.pending) == (0, 0)


def test_opening_again_closes_the_line_before(rig: Rig) -> None:
    rig.connect()
    rig.open()
    rig.run(1000)
    assert [event for _, event in rig.told] == ["up"]
    assert [what for _, what in rig.peer.heard] == ["closed", "opened"]
    assert rig.network.open_wires == 1


def test_the_backend_closes_behind_what_it_sent(rig: Rig) -> None:
    rig.connect()
    connection = rig.peer.connections[0]
    rig.link.send("a")
    connection.send("b")
    connection.close()
    connection.close()
    connection.send("c")
    rig.run(60_000)
    assert [event for _, event in rig.told] == ["b", "down: closed by the backend"]
    assert [what for _, what in rig.peer.heard] == ["closed"]
    assert (rig.network.lost, rig.network.open_wires) == (2, 0)


def test_a_mute_line_loses_frames_and_nobody_notices(rig: Rig) -> None:
    rig.connect()
    rig.link.send("under way")
    rig.network.mute(True)
    rig.link.send("a")
    rig.peer.connections[0].send("b")
    rig.run(3_600_000)
    rig.network.mute(False)
    rig.link.send("c")
    rig.run(1000)
    assert rig.told == []
    assert [what for _, what in rig.peer.heard] == ["c"]
    assert (rig.network.lost, rig.network.open_wires) == (3, 1)


def test_an_end_left_alone_on_a_mute_line_is_reset_when_it_speaks_again(rig: Rig) -> None:
    rig.connect()
    rig.network.mute(True)
    rig.link.close()
    rig.run(60_000)
    assert (rig.peer.heard, rig.network.open_wires) == ([], 1)
    rig.network.mute(False)
    rig.run(1000)
    assert ([what for _, what in rig.peer.heard], rig.network.open_wires) == (["closed"], 0)


def test_a_station_left_alone_on_a_mute_line_is_reset_when_it_speaks_again(rig: Rig) -> None:
    rig.connect()
    rig.network.mute(True)
    rig.peer.connections[0].close()
    rig.run(60_000)
    assert rig.told == []
    rig.network.mute(False)
    rig.run(1000)
    assert [event for _, event in rig.told] == ["down: connection reset"]
    assert rig.network.open_wires == 0


@pytest.mark.parametrize("mute_after_ms", [0, DELAY_MS + 1])
def test_opening_on_a_mute_line_ends_after_a_limit(rig: Rig, mute_after_ms: int) -> None:
    rig.open()
    rig.run(mute_after_ms)
    rig.network.mute(True)
    rig.run(70_000)
    assert rig.told == [(60_000, "down: no answer")]
    rig.network.mute(False)
    rig.run(1000)
    assert (rig.network.open_wires, rig.clock.pending) == (0, 0)


def test_two_stations_do_not_hear_each_other(rig: Rig) -> None:
    other: list[str] = []
    second = rig.another_link()
    rig.open()
    second.open(LinkRequest(URL, "ocpp1.6"), other.append)
    rig.run(1000)
    rig.peer.connections[0].send("to the first")
    rig.peer.connections[1].send("to the second")
    rig.run(1000)
    assert [event for _, event in rig.told] == ["up", "to the first"]
    assert other == ["up", "to the second"]
    rig.network.cut()
    rig.run(1000)
    assert rig.network.open_wires == 0


def test_faults_are_in_the_journal(rig: Rig) -> None:
    rig.network.cut()
    rig.network.restore()
    rig.network.mute(True)
    rig.network.mute(True)
    rig.network.mute(False)
    assert [entry.detail["state"] for entry in rig.journal] == ["cut", "restored", "mute", "restored"]


@pytest.mark.parametrize("abrupt", [False, True])
def test_the_backend_sees_whether_a_station_says_goodbye(rig: Rig, abrupt: bool) -> None:
    rig.connect()
    rig.link.send("a")
    rig.link.close(abrupt)
    rig.run(1000)
    assert [what for _, what in rig.peer.heard] == ["a", "closed"]
    assert rig.peer.connections[0].clean is not abrupt
    assert (rig.told, rig.network.open_wires, rig.clock.pending) == ([], 0, 0)


def test_pings_keep_their_interval_and_are_heard(rig: Rig) -> None:
    heard: list[int] = []
    rig.network.pinged = lambda: heard.append(rig.clock.now_ms())
    rig.link.open(LinkRequest(URL, "ocpp1.6", ping_interval_s=30), rig.tell)
    rig.run(100_000)
    up_ms = rig.told[0][0]
    assert heard == [up_ms + 30_000 * number + DELAY_MS for number in (1, 2, 3)]
    rig.link.close()
    rig.run(100_000)
    assert (len(heard), rig.clock.pending) == (3, 0)


def test_a_pong_that_stays_out_ends_the_line_two_seconds_behind_the_next_ping(rig: Rig) -> None:
    """As over sockets: tests/edges/test_ocpp_j_link.py."""
    rig.link.open(LinkRequest(URL, "ocpp1.6", ping_interval_s=30), rig.tell)
    rig.run(40_000)
    up_ms = rig.told[0][0]
    rig.network.mute(True)
    rig.run(100_000)
    assert rig.told[1:] == [(up_ms + 30_000 * 3 + 2_000, "down: no answer to a ping")]


@pytest.mark.parametrize(("idle_ms", "lost"), [(60_000, False), (60_001, True)])
def test_a_router_forgets_behind_its_patience(rig: Rig, idle_ms: int, lost: bool) -> None:
    rig.network.forget_after_ms = 60_000
    rig.connect()
    rig.link.send("a")
    rig.run(idle_ms)
    rig.link.send("b")
    rig.run(1_000)
    assert [event for _, event in rig.told] == (["down: connection lost"] if lost else [])
    assert [what for _, what in rig.peer.heard] == ["a", "closed" if lost else "b"]


def test_what_the_backend_sends_on_a_forgotten_connection_vanishes(rig: Rig) -> None:
    rig.network.forget_after_ms = 60_000
    rig.connect()
    rig.run(61_000)
    rig.peer.connections[0].send("b")
    rig.run(61_000)
    assert (rig.told, rig.network.lost) == ([], 1)


def test_building_takes_its_time_and_what_is_given_up_never_arrives(rig: Rig) -> None:
    rig.network.build_ms = 50_000
    rig.link.open(LinkRequest(URL, "ocpp1.6", open_timeout_s=30), rig.tell)
    rig.run(40_000)
    assert rig.told == [(30_000, "down: no answer")]
    rig.run(40_000)
    assert (rig.peer.requests, rig.network.open_wires, rig.clock.pending) == ([], 0, 0)


@pytest.mark.parametrize(
    ("proxy", "url", "end"),
    [
        (Proxy("Proxy.example", 3128), URL, "up"),
        (Proxy("proxy.example", 3128), "ws://nowhere.example/x", "down: the proxy refuses: 502"),
        (Proxy("other.example", 3128), URL, "down: the name other.example is not known"),
    ],
)
def test_a_proxy_leads_where_the_network_does(rig: Rig, proxy: Proxy, url: str, end: str) -> None:
    rig.network.proxy("proxy.example", 3128)
    rig.link.open(LinkRequest(url, "ocpp1.6", proxy=proxy), rig.tell)
    rig.run(1_000)
    assert [event for _, event in rig.told] == [end]
