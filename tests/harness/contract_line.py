"""Promises of every bench: what stands in the way of a station and its backend, and what the backend demands."""

from __future__ import annotations

import pytest

from fixtures.bench.api import Bench, BenchBroken, Observation
from steps.observations import handshake

from .contract_words import HOST, LONG_MS, WAY, configure, connect, dial, entries

SECURE = "wss://csms.test/ocpp"
CLOSED = Observation("the line closes", lambda e: e.kind == "link" and e.detail["state"] == "closed")
TAKEN, REFUSED = handshake("handshake accepted"), handshake("handshake refused")


def a_certificate_is_what_the_scenario_says(bench: Bench) -> None:
    with pytest.raises(BenchBroken, match="forged"):
        bench.network.certificate("forged")
    bench.network.resolve(HOST, tls=True, port=443)
    bench.network.certificate("expired")
    mark = configure(bench, **{**WAY, "WebSockets JSON OCPP URL of the Backend": SECURE})
    bench.never(TAKEN, since=mark, until_ms=LONG_MS)
    bench.network.certificate("valid")
    bench.observe(TAKEN, since=bench.mark(), within_ms=LONG_MS)


def in_silence_nothing_passes_and_nobody_is_told(bench: Bench) -> None:
    connect(bench)
    mark = bench.network.silence()
    bench.backend.request("ClearCache", {})
    bench.wait(LONG_MS)
    assert not [entry for entry in entries(bench, mark, "frame") if entry.who == "station"]
    assert not entries(bench, mark, "link", state="closed")
    mended = bench.network.restore()
    bench.observe(CLOSED, since=mended, within_ms=1_000)
    bench.observe(TAKEN, since=mended, within_ms=LONG_MS)


def in_silence_nobody_connects(bench: Bench) -> None:
    bench.network.silence()
    mark = dial(bench)
    bench.never(TAKEN, since=mark, until_ms=LONG_MS)
    mark = bench.network.restore()
    bench.observe(TAKEN, since=mark, within_ms=LONG_MS)


def building_a_connection_takes_as_long_as_it_is_told(bench: Bench) -> None:
    bench.network.build_slowly(20_000)
    mark = dial(bench)
    taken = bench.observe(TAKEN, since=mark, within_ms=LONG_MS)
    running = entries(bench, mark, "restart", state="running")[-1]
    assert 20_000 <= taken.at_ms - running.at_ms <= 20_500


def a_router_forgets_what_is_idle_and_only_that(bench: Bench) -> None:
    bench.network.forget_idle(100_000)
    bench.backend.accept_boot(interval_s=90)
    mark = dial(bench)
    bench.observe(TAKEN, since=mark, within_ms=LONG_MS)
    mark = bench.mark()
    bench.wait(10 * LONG_MS)
    assert not entries(bench, mark, "link", state="forgotten")
    bench.backend.withhold("Heartbeat")
    bench.backend.accept_boot(interval_s=3_600)
    bench.network.cut()
    bench.network.restore()
    mark = bench.mark()
    bench.observe(TAKEN, since=mark, within_ms=LONG_MS)
    bench.wait(2 * 3_600_000)
    assert entries(bench, mark, "link", state="forgotten")
    assert entries(bench, mark, "link", state="closed")


def a_proxy_shows_the_way_and_is_seen_to(bench: Bench) -> None:
    bench.network.proxy("proxy.test", 3128)
    mark = dial(bench, **{"Websockets proxy": "proxy.test:3128"})
    bench.observe(TAKEN, since=mark, within_ms=LONG_MS)
    (asked,) = (entry for entry in entries(bench, mark, "link") if entry.to == "proxy")
    assert (asked.who, asked.detail["state"], asked.detail["target"]) == ("station", "CONNECT", "csms.test:80")


def a_proxy_that_nobody_has_leads_nowhere(bench: Bench) -> None:
    mark = dial(bench, **{"Websockets proxy": "proxy.test:3128"})
    bench.never(TAKEN, since=mark, until_ms=LONG_MS)


def the_backend_demands_a_password(bench: Bench) -> None:
    bench.backend.demand_password("s e s a m e")
    mark = dial(bench, **{"HTTP Basic Authentication password": "something else"})
    bench.observe(REFUSED, since=mark, within_ms=LONG_MS)
    bench.never(TAKEN, since=mark, until_ms=LONG_MS)
    mark = dial(bench, **{"HTTP Basic Authentication password": "s e s a m e"})
    bench.observe(TAKEN, since=mark, within_ms=LONG_MS)


def the_backend_demands_a_client_certificate(bench: Bench) -> None:
    bench.backend.demand_client_certificate(True)
    mark = dial(bench)
    bench.observe(REFUSED, since=mark, within_ms=LONG_MS)
    bench.never(TAKEN, since=mark, until_ms=LONG_MS)
    bench.backend.demand_client_certificate(False)
    bench.observe(TAKEN, since=bench.mark(), within_ms=LONG_MS)


def pings_and_pongs_are_in_the_journal(bench: Bench) -> None:
    mark = dial(bench, **{"WebSockets keep-alive interval": "30"})
    stood = bench.observe(TAKEN, since=mark, within_ms=LONG_MS)
    bench.wait(stood.at_ms + 100_000 - bench.mark().at_ms)
    pings, pongs = entries(bench, mark, "ping"), entries(bench, mark, "pong")
    assert [(entry.who, entry.to) for entry in (*pings[:1], *pongs[:1])] == [
        ("station", "backend"),
        ("backend", "station"),
    ]
    assert (len(pings), len(pongs)) == (3, 3)
