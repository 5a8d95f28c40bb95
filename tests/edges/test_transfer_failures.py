"""Each way in which a transfer can fail has its sentence and its time, and leaves nothing open."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Iterator
from dataclasses import replace

import pytest

from fixtures.servers.certificates import client_context
from fixtures.servers.files import Manner
from reference_impl.edges.transfer import Transfers

from .transfer_pair import BIG, FILE, SCHEMES, Pair, transfer_pair

every_scheme = pytest.mark.parametrize("scheme", SCHEMES)


@pytest.fixture
def pair() -> Iterator[Pair]:
    with transfer_pair() as pair:
        yield pair


@pytest.fixture(autouse=True, scope="module")
def nothing_left_open() -> Iterator[None]:
    """What was left open warns when it is collected, and a warning is an error."""
    yield
    gc.collect()


# Manner, milliseconds, sentence over HTTP, sentence over FTP; empty: the same
FAILURES = [
    (Manner(status=404), 0, "not found: 404", "not found: 550"),
    (Manner(status=403), 0, "access refused: 403", "access refused: 553"),
    (Manner(status=500), 0, "the server answers 500", "the server answers 451"),
    (Manner(hangs_up=True), 0, "closed without an answer", ""),
    (Manner(breaks_after=0), 0, "broken off after 0 of 5120 bytes", ""),
    (Manner(breaks_after=1000), 0, "broken off after 1000 of 5120 bytes", ""),
    (Manner(claims=6000), 0, "broken off after 5120 of 6000 bytes", ""),
    (Manner(claims=10_000_001), 0, "too large: more than 10000000 bytes", ""),
    (Manner(silent=True), 30_000, "no answer", ""),
    (Manner(stalls_after=0), 30_000, "no answer after 0 of 5120 bytes", ""),
    (Manner(stalls_after=1000), 30_000, "no answer after 1000 of 5120 bytes", ""),
    (Manner(stalls_after=1000, bytes_per_s=100), 40_000, "no answer after 1000 of 5120 bytes", ""),
]


@every_scheme
@pytest.mark.parametrize(("manner", "when", "over_http", "over_ftp"), FAILURES)
def test_each_failure_of_a_download_has_its_sentence_and_its_time(
    pair: Pair, scheme: str, manner: Manner, when: int, over_http: str, over_ftp: str
) -> None:
    pair.store.put("/a", FILE, manner)
    assert pair.download(f"{scheme}://files.example/a") == (
        when,
        None,
        (over_ftp or over_http) if scheme == "ftp" else over_http,
    )
    assert manner.claims or not any(access.complete for access in pair.store.accesses)


UPLOAD_FAILURES = [
    (Manner(status=403), 0, "access refused: 403", "access refused: 553"),
    (Manner(status=507), 0, "the server answers 507", "the server answers 452"),
    (Manner(hangs_up=True), 0, "closed without an answer", ""),
    (Manner(breaks_after=1000), 0, "closed without an answer", "broken off"),
    (Manner(silent=True), 30_000, "no answer", ""),
    (Manner(stalls_after=0), 30_000, "no answer", ""),
]


@every_scheme
@pytest.mark.parametrize("content", [FILE, BIG], ids=["small", "5MB"])
@pytest.mark.parametrize(("manner", "when", "over_http", "over_ftp"), UPLOAD_FAILURES)
def test_each_failure_of_an_upload_has_its_sentence_and_its_time(
    pair: Pair, scheme: str, content: bytes, manner: Manner, when: int, over_http: str, over_ftp: str
) -> None:
    pair.store.behave("/logs/", manner)
    outcome = pair.upload(f"{scheme}://files.example/logs", content)
    assert outcome == (when, False, (over_ftp or over_http) if scheme == "ftp" else over_http)
    assert pair.store.uploads == {}


@every_scheme
def test_more_than_the_limit_is_refused_even_if_it_was_not_announced(pair: Pair, scheme: str) -> None:
    pair.transfers = pair.make(tls=lambda _host: client_context(), max_bytes=1000)
    pair.store.put("/a", FILE)
    assert pair.download(f"{scheme}://files.example/a") == (0, None, "too large: more than 1000 bytes")
    pair.store.put("/a", FILE[:1000])
    assert pair.download(f"{scheme}://files.example/a") == (0, FILE[:1000], "")


def test_a_length_too_short_is_noticed_where_the_protocol_can(pair: Pair) -> None:
    pair.store.put("/a", FILE, Manner(claims=100))
    assert pair.download("ftp://files.example/a") == (0, None, "more than the 100 bytes that were announced")
    assert pair.download("http://files.example/a") == (0, FILE[:100], "")  # its checksum will tell


@every_scheme
def test_a_refused_line_and_an_unknown_name_are_told(pair: Pair, scheme: str) -> None:
    assert pair.download(f"{scheme}://files.example:9/a") == (0, None, "connection refused")
    assert pair.download(f"{scheme}://other.example/a") == (0, None, "the name other.example is not known")
    pair.server.refuse(True)
    assert pair.upload(f"{scheme}://files.example/", b"x") == (0, False, "connection refused")
    pair.server.refuse(False)
    assert pair.upload(f"{scheme}://files.example/", b"x") == (0, True, "")


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("sftp://files.example/a", "unknown scheme: sftp"),
        ("file:///etc/passwd", "unknown scheme: file"),
        ("files.example/a", "this is not the address of a file"),
        ("", "this is not the address of a file"),
        ("http://", "this is not the address of a file"),
        ("ftp://files.example:port/a", "this is not the address of a file"),
        ("ftp://files.example:99999/a", "this is not the address of a file"),
        ("http://[::1/a", "this is not the address of a file"),
        ("ftp://files.example/a%0D%0ADELE b", "this is not the address of a file"),
        ("ftp://us%0Aer@files.example/a", "this is not the address of a file"),
    ],
)
def test_an_address_that_leads_nowhere_is_told(pair: Pair, url: str, why: str) -> None:
    assert pair.download(url) == (0, None, why)
    assert pair.upload(url, b"x") == (0, False, why)


def test_a_certificate_for_another_name_or_from_nobody_known_is_refused(pair: Pair) -> None:
    pair.store.put("/a", FILE)
    pair.server.announce("other.example", 443, "https")
    resolve = pair.server.address
    pair.transfers = Transfers(
        pair.loop, resolve=lambda _host, _port: resolve("other.example", 443), tls=lambda _host: client_context()
    )
    _, result, why = pair.download("https://files.example/a")
    assert (result, why.partition(",")[0]) == (None, "certificate refused: it is issued for another host")
    pair.transfers = pair.make()
    _, result, why = pair.download("https://files.example/a")
    assert (result, why.partition(":")[0]) == (None, "certificate refused")
    assert pair.store.accesses == []


def test_the_wrong_protocol_on_a_port_is_told(pair: Pair) -> None:
    for port, scheme in ((2101, "ftp"), (8001, "http"), (8401, "https")):
        pair.server.announce("files.example", port, scheme)
    assert pair.download("https://files.example:8001/a") == (0, None, "closed without an answer")
    assert pair.download("http://files.example:8401/a") == (0, None, "closed without an answer")
    assert pair.download("ftp://files.example:8001/a") == (30_000, None, "no answer")  # both wait for the other
    assert pair.download("http://files.example:2101/a") == (60_000, None, "no answer")  # a head without end


class Parrot(asyncio.Protocol):
    """Says its next line on connecting or whenever it hears something, and closes when it has no more."""

    def __init__(self, lines: list[bytes], greets: bool) -> None:
        self._lines, self._greets = iter(lines), greets

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        if self._greets:
            self.data_received(b"")

    def data_received(self, _data: bytes) -> None:
        if line := next(self._lines, b""):
            self._transport.write(line)
        else:
            self._transport.close()


CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nfour\r\n"


@pytest.mark.parametrize(
    ("scheme", "lines", "result", "why"),
    [
        ("http", [CHUNKED + b"0\r\n\r\n"], b"four", ""),
        ("http", [CHUNKED + b"nonsense\r\n"], None, "the server does not speak HTTP"),
        ("http", [b"HTTP/1.0 200 OK\r\n\r\n"], None, "no answer after 0 bytes"),
        ("http", [b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"], b"ok", ""),
        ("http", [b"HTTP/1.1 302 Found\r\nLocation: /b\r\n\r\n"], None, "the server answers 302"),
        ("http", [b"\x00\x01\x02"], None, "the server does not speak HTTP"),
        ("ftp", [], None, "closed without an answer"),
        ("ftp", [b"421 Too many.\r\n"], None, "the server answers 421"),
        ("ftp", [b"220 Hello\r\n"], None, "closed without an answer"),
        ("ftp", [b"220 Hello\r\n", b"\xff\xfe\r\n"], None, "the server does not speak FTP"),
        ("ftp", [b"220 Hello\r\n", b"230 In\r\n", b"200 I\r\n", b"213 big\r\n"], None, "the server does not speak FTP"),
        (
            "ftp",
            [
                b"220-Hello\r\n you\r\n220 there\r\n",
                b"230 In\r\n",
                b"200 I\r\n",
                b"500 SIZE?\r\n",
                b"200 I\r\n",
                b"229 ?\r\n",
            ],
            None,
            "the server does not speak FTP",
        ),
        ("ftp", [b"x" * 100_000], None, "the server does not speak FTP"),
    ],
)
def test_what_strange_servers_say_is_told(
    pair: Pair, scheme: str, lines: list[bytes], result: bytes | None, why: str
) -> None:
    server = pair.loop.run_until_complete(
        pair.loop.create_server(lambda: Parrot(lines, scheme == "ftp"), "127.0.0.1", 0)
    )
    pair.transfers._ways = replace(pair.transfers._ways, resolve=lambda _host, _port: server.sockets[0].getsockname())
    try:
        assert pair.download(f"{scheme}://files.example/a")[1:] == (result, why)
    finally:
        server.close()
        pair.loop.settle()


def test_a_cut_line_breaks_what_is_under_way(pair: Pair) -> None:
    for scheme in SCHEMES:
        pair.store.put(f"/{scheme}", FILE, Manner(bytes_per_s=100))
        pair.start(f"{scheme}://files.example/{scheme}")
    pair.loop.run_to(2_500)
    pair.server.refuse(True)
    pair.loop.settle()
    assert pair.ended == [(2_500, None, "broken off after 200 of 5120 bytes")] * 3
