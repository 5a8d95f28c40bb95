"""The station's WebSocket against real sockets, with and without TLS."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from fixtures.peers.certificate import VALID
from fixtures.peers.connection import Verdict
from fixtures.servers.relay import Relays
from reference_impl.model import events as ev
from reference_impl.model.link_request import BasicCredentials, LinkRequest, Proxy

from .backend_pair import SECURE_URL, URL, Pair, connected_pair


@pytest.fixture
def pair() -> Iterator[Pair]:
    with connected_pair() as pair:
        yield pair


def test_frames_go_both_ways_in_order_and_no_time_passes(pair: Pair) -> None:
    assert pair.open() == ["backend: opened", "station: up"]
    for number in range(5):
        pair.link.send(f"frame {number}")
    seen = pair.settle()
    assert [line for line in seen if "backend" in line] == [f"backend: frame {n}" for n in range(5)]
    assert [line for line in seen if "station" in line] == [f"station: echo frame {n}" for n in range(5)]
    assert pair.loop.now_ms() == 0


def test_what_the_backend_says_first_comes_behind_link_up(pair: Pair) -> None:
    pair.peer.on_open = lambda line: line.send("welcome")
    assert pair.open() == ["backend: opened", "station: up", "station: welcome"]


def test_the_handshake_is_that_of_the_url_and_not_of_the_loopback_port(pair: Pair) -> None:
    pair.server.announce("csms.example", 80, tls=False)
    pair.open("ws://user:secret@csms.example:8180/ocpp/CP%201?a=b")
    request = pair.peer.requests[0]
    assert (request.path, request.host, request.port) == ("/ocpp/CP%201?a=b", "csms.example", 8180)
    assert (request.subprotocols, request.tls) == (("ocpp1.6",), False)
    assert request.authorization == "Basic " + base64.b64encode(b"user:secret").decode()
    pair.open("ws://csms.example/x")
    assert (pair.peer.requests[1].port, pair.peer.requests[1].authorization) == (80, "")


def test_tls_works_with_a_certificate_for_the_name(pair: Pair) -> None:
    pair.server.announce("csms.example", 443, tls=True)
    assert pair.open(SECURE_URL) == ["backend: opened", "station: up"]
    assert (pair.peer.requests[0].tls, pair.peer.requests[0].port) == (True, 443)
    pair.link.send("secret")
    assert pair.settle() == ["backend: secret", "station: echo secret"]


def test_a_certificate_for_another_name_is_refused(pair: Pair) -> None:
    pair.server.announce("other.example", 443, tls=True)
    pair.link._resolve = lambda _host, _port: pair.server.address("other.example", 443)
    (told,) = pair.open(SECURE_URL)
    assert told == "station: down, certificate refused: it is issued for another host"
    assert pair.peer.requests == []


def test_tls_towards_a_plain_port_fails(pair: Pair) -> None:
    pair.server.announce("csms.example", 443, tls=False)
    assert pair.open(SECURE_URL) == ["station: down, no connection"]


def test_plain_towards_a_tls_port_fails(pair: Pair) -> None:
    pair.server.announce("csms.example", 8443, tls=True)
    (told,) = pair.open("ws://csms.example:8443/CP1")
    assert told in (
        "station: down, the backend does not answer as a WebSocket",
        "station: down, no connection",
    )


def test_an_unknown_name_a_refused_port_and_nonsense_are_told(pair: Pair) -> None:
    assert pair.open("ws://nowhere.example/CP1") == ["station: down, the name nowhere.example is not known"]
    assert pair.open("ws://csms.example:1/CP1") == ["station: down, connection refused"]
    assert pair.open("http://csms.example/CP1") == ["station: down, this is not the address of a WebSocket"]
    assert pair.open("ws://csms.example:port/CP1") == ["station: down, this is not the address of a WebSocket"]


def test_a_refusal_of_the_handshake_is_told_with_its_status(pair: Pair) -> None:
    pair.peer.verdict = Verdict(accept=False, status=404, reason="no such station")
    assert pair.open() == ["station: down, handshake refused: 404 no such station"]


@pytest.mark.parametrize("chosen", [None, "ocpp2.1"])
def test_a_backend_that_does_not_take_the_subprotocol_is_left(pair: Pair, chosen: str | None) -> None:
    pair.peer.verdict = Verdict(accept=True, subprotocol=chosen)
    assert sorted(pair.open()) == [
        "backend: closed",
        "backend: opened",
        "station: down, the backend does not speak ocpp1.6",
    ]


def test_no_answer_ends_after_the_open_timeout_exactly(pair: Pair) -> None:
    silent = pair.server._listeners["", VALID].socket.dup()  # a second handle on a port where nobody accepts
    pair.server.stop()
    pair.loop.settle()
    silent.listen()
    pair.link._resolve = lambda _host, _port: silent.getsockname()[:2]
    assert pair.open(open_timeout_s=45) == []
    pair.loop.run_to(60_000)
    silent.close()
    assert pair.seen == ["45000 station: down, no answer"]


def test_the_backend_closes(pair: Pair) -> None:
    pair.open()
    pair.peer.lines[0].close()
    assert sorted(pair.settle()) == ["backend: closed", "station: down, closed by the backend"]
    pair.link.send("into the void")
    assert pair.settle() == []


@pytest.mark.parametrize("url", [URL, SECURE_URL])
def test_the_backend_vanishes(pair: Pair, url: str) -> None:
    pair.server.announce("csms.example", 443, tls=True)
    pair.open(url)
    pair.server.refuse(True)
    assert sorted(pair.settle()) == ["backend: closed", "station: down, connection lost"]
    assert pair.open(url) == ["station: down, connection refused"]
    pair.server.refuse(False)
    assert pair.open(url) == ["backend: opened", "station: up"]


@pytest.mark.parametrize("url", [URL, SECURE_URL])
def test_nothing_is_told_after_close(pair: Pair, url: str) -> None:
    pair.server.announce("csms.example", 443, tls=True)
    pair.open(url)
    for number in range(3):
        pair.peer.lines[0].send(f"late {number}")
    pair.link.send("the last word")
    pair.link.close()
    pair.link.send("too late")
    assert pair.settle() == ["backend: the last word", "backend: closed"]
    assert pair.link.open_tasks == 0


@pytest.mark.parametrize("url", [URL, SECURE_URL])
@pytest.mark.parametrize("iterations", range(12))
def test_close_while_connecting_leaves_nothing(pair: Pair, url: str, iterations: int) -> None:
    pair.server.announce("csms.example", 443, tls=True)
    pair.loop.settle()
    pair.link.open(LinkRequest(url, "ocpp1.6"), pair.tell)
    left = [iterations]

    def count_down() -> bool:
        left[0] -= 1
        return left[0] < 0

    pair.loop.run_to(0, count_down)
    pair.seen.clear()
    pair.link.close()
    assert [line for line in pair.settle() if "station" in line] == []
    assert pair.server.open_tasks == 0


def test_a_second_open_closes_the_first_line(pair: Pair) -> None:
    pair.open()
    assert sorted(pair.open()) == ["backend: closed", "backend: opened", "station: up"]
    assert len(pair.peer.lines) == 1


def test_the_listener_may_close_and_open_from_within_a_telling(pair: Pair) -> None:
    told: list[ev.Event] = []

    def once_more(event: ev.Event) -> None:
        told.append(event)
        if len(told) == 1:
            pair.link.open(LinkRequest(URL, "ocpp1.6"), pair.tell)

    pair.link.open(LinkRequest("ws://nowhere.example/CP1", "ocpp1.6"), once_more)
    assert pair.settle() == ["backend: opened", "station: up"]
    assert told == [ev.LinkDown("the name nowhere.example is not known")]
    told.clear()
    pair.link.open(LinkRequest(URL, "ocpp1.6"), once_more)
    assert pair.settle()[-1] == "station: up"
    assert told == [ev.LinkUp()]


def test_a_frame_of_a_mebibyte_arrives_whole(pair: Pair) -> None:
    pair.open()
    big = "x" * (1024 * 1024)
    pair.link.send(big)
    pair.link.send("small")
    pair.settle()
    assert pair.frames == [f"echo {big}", "echo small"]
    assert pair.loop.now_ms() == 0


def test_a_frame_beyond_the_limit_ends_the_line(pair: Pair) -> None:
    pair.open()
    pair.peer.lines[0].send("x" * (2 * 1024 * 1024 + 1))
    told = [line for line in pair.settle() if "station" in line]
    assert len(told) == 1
    assert told[0].startswith("station: down, closed by the station: 1009")


def test_a_binary_frame_ends_the_line(pair: Pair) -> None:
    pair.open()
    connection = next(iter(pair.server._lines))
    connection.protocol.send_binary(b"\x00")
    connection.send_data()
    assert sorted(pair.settle()) == ["backend: closed", "station: down, the backend sent a binary frame"]


def test_what_the_listener_raises_is_not_swallowed(pair: Pair) -> None:
    def raising(_event: ev.Event) -> None:
        raise ZeroDivisionError("planted")

    pair.link.open(LinkRequest(URL, "ocpp1.6"), raising)
    with pytest.raises(ZeroDivisionError, match="planted"):
        pair.loop.settle()
    pair.loop.settle()
    assert pair.peer.lines == []


@pytest.mark.parametrize("abrupt", [False, True])
@pytest.mark.parametrize("url", [URL, SECURE_URL])
def test_the_backend_sees_whether_a_station_says_goodbye(pair: Pair, url: str, abrupt: bool) -> None:
    pair.server.announce("csms.example", 443, tls=True)
    pair.open(url)
    (line,) = pair.peer.lines
    pair.link.send("a")
    pair.link.close(abrupt)
    assert pair.settle() == ["backend: a", "backend: closed"]
    assert line.clean is not abrupt


def test_credentials_and_only_credentials_make_the_header(pair: Pair) -> None:
    credentials = BasicCredentials("CP1", "sésame".encode())
    pair.open(basic=credentials)
    pair.open("ws://other:one@csms.example:8180/ocpp/CP%201", basic=credentials)
    pair.open()
    with_basic, with_both, without = pair.peer.requests
    assert with_both == with_basic
    assert with_basic.authorization == "Basic " + base64.b64encode("CP1:sésame".encode()).decode()
    assert without.authorization == ""


def test_a_pong_that_stays_out_ends_the_line_two_seconds_behind_the_next_ping(pair: Pair) -> None:
    """As in memory: tests/harness/test_memory_link.py."""
    pair.open(ping_interval_s=30)
    pair.loop.run_to(40_000)
    pair.server.silence(True)
    pair.loop.run_to(140_000)
    assert pair.seen == ["92000 station: down, no answer to a ping"]
    pair.server.silence(False)
    assert pair.settle()[1:] == ["backend: closed"]


def test_pings_keep_their_interval(pair: Pair) -> None:
    heard: list[int] = []
    pair.server._pinged = lambda: heard.append(pair.loop.now_ms())
    pair.open(ping_interval_s=30)
    pair.loop.run_to(100_000)
    assert heard == [30_000, 60_000, 90_000]
    assert pair.seen == []


@pytest.mark.parametrize(
    ("proxy", "url", "end"),
    [
        (Proxy("Proxy.example", 3128), URL, "station: up"),
        (Proxy("proxy.example", 3128), SECURE_URL, "station: up"),
        (Proxy("proxy.example", 3128), "ws://nowhere.example/x", "station: down, the proxy refuses: 502"),
        (Proxy("other.example", 3128), URL, "station: down, the name other.example is not known"),
    ],
)
def test_a_proxy_leads_where_the_network_does(pair: Pair, proxy: Proxy, url: str, end: str) -> None:
    asked: list[str] = []
    relays = Relays(pair.loop, pair.server.address, asked.append)
    relays.proxy("proxy.example", 3128)
    pair.server.announce("csms.example", 443, tls=True)
    pair.link._resolve = relays.address
    assert pair.open(url, proxy=proxy)[-1] == end
    assert asked == ([] if "not known" in end else [f"CONNECT {target_of(url)}"])
    pair.link.close()
    pair.loop.settle()
    relays.stop()
    assert relays.open_flows == 0


def target_of(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.hostname}:{parts.port or {'ws': 80, 'wss': 443}[parts.scheme]}"
