"""Steps at the line to the backend: keep-alive, proxy, password, the time that building takes."""

from __future__ import annotations

import base64
from itertools import pairwise

import pytest
from pytest_bdd import given, then, when

from fixtures.bench.api import Bench, BenchBroken, Mark, NonConformance, Observation
from fixtures.bench.journal import Entry

from .backend import BACK_MS, HOST, LOCAL_NETWORK, URL
from .configuration import configure
from .observations import handshake, request, seen_since
from .vocabulary import step

LOCAL_URL = "WebSockets JSON OCPP URL of the Backend"
KEEP_ALIVE, PROXY = "WebSockets keep-alive interval", "Websockets proxy"
BASIC_PASSWORD, TIMEOUT = "HTTP Basic Authentication password", "Backend connection timeout"


# -- keep-alive ---------------------------------------------------------------------------


def _ping(entry: Entry) -> bool:
    return entry.kind == "ping" and entry.who == "station"


def _connect(bench: Bench, keep_alive: int, heartbeat: int) -> Mark:
    bench.network.resolve(HOST, tls=False, port=80)
    bench.backend.accept_boot(interval_s=heartbeat // 1_000)
    mark = configure(bench, {**LOCAL_NETWORK, KEEP_ALIVE: str(keep_alive // 1_000)})
    bench.observe(request("BootNotification"), since=mark, within_ms=BACK_MS)
    opened = bench.journal.last("link", state="open")
    assert opened is not None, "a frame came over a line"
    return Mark(opened.at_ms, opened.number)


@given(
    step("a station that is connected to its backend with a keep-alive interval of {keep_alive:Duration}"),
    target_fixture="connected_at",
)
def connected_with_keep_alive(bench: Bench, keep_alive: int) -> Mark:
    """Registered; the mark is the moment in which the line stood."""
    return _connect(bench, keep_alive, 300_000)


@given(
    step(
        "a station that is connected to its backend with a keep-alive interval of {keep_alive:Duration} "
        "and a heartbeat interval of {heartbeat:Duration}"
    ),
    target_fixture="connected_at",
)
def connected_with_both(bench: Bench, keep_alive: int, heartbeat: int) -> Mark:
    """As above."""
    return _connect(bench, keep_alive, heartbeat)


@given(step("a router that forgets a connection after {after:Duration} of silence"))
def forgetful_router(bench: Bench, after: int) -> None:
    """Between the station and its backend."""
    bench.network.forget_idle(after)


@when("the line to the backend falls silent", target_fixture="stimulus")
def silent(bench: Bench) -> Mark:
    """Everything vanishes, nobody is told."""
    return bench.network.silence()


@then(step("the station has sent {number:Number} pings, {interval:Duration} apart"))
def pings_apart(bench: Bench, connected_at: Mark, number: int, interval: int) -> None:
    """From the moment in which the line stood; give or take half a second."""
    bench.wait(1_000)
    times = [connected_at.at_ms, *(entry.at_ms for entry in bench.journal.after(connected_at.number) if _ping(entry))]
    gaps = [later - sooner for sooner, later in pairwise(times)]
    if len(gaps) != number or any(abs(gap - interval) > 500 for gap in gaps):
        raise NonConformance(f"{number} pings, {interval} ms apart", f"{len(gaps)} pings, {sorted(set(gaps))} ms apart")


@then("the backend has answered each")
def pongs(bench: Bench) -> None:
    """As many pongs as pings; a bench whose backend does not answer is at fault."""
    pings = sum(_ping(entry) for entry in bench.journal)
    answers = sum(entry.kind == "pong" for entry in bench.journal)
    if pings != answers:
        raise BenchBroken(f"the backend answered {answers} of {pings} pings")


@then("the station has sent no ping")
def no_ping(bench: Bench) -> None:
    """From the beginning."""
    found = next(filter(_ping, bench.journal), None)
    if found is not None:
        raise NonConformance("no ping", f"one at {found.at_ms} ms")


def _closed(entry: Entry) -> bool:
    return entry.kind == "link" and entry.who == "backend" and entry.detail["state"] == "closed"


@then("the connection is still the same")
def still_the_same(bench: Bench, connected_at: Mark) -> None:
    """It was not lost, and no other was made; a request of the backend is answered over it."""
    after = bench.journal.after(connected_at.number)
    if any(_closed(entry) or handshake("handshake accepted").matches(entry) for entry in after):
        raise NonConformance("one connection all the time", "it was lost or made anew")
    mark = bench.backend.request("GetConfiguration", {"key": ["HeartbeatInterval"]})
    answered = Observation("the station answers", lambda e: e.kind == "frame" and e.detail["message"] == "result")
    bench.observe(answered, since=mark, within_ms=10_000)


@then("the connection was lost, and the station has connected again")
def lost_and_back(bench: Bench, connected_at: Mark) -> None:
    """In this order."""
    after = bench.journal.after(connected_at.number)
    forgotten = next((e for e in after if e.kind == "link" and e.detail["state"] == "forgotten"), None)
    if forgotten is None:
        raise NonConformance("the router has forgotten the connection", "it was used all the time")
    if not seen_since(bench, handshake("handshake accepted"), forgotten.number):
        raise NonConformance("the station connects again", "it does not")


@then(step("once the line is mended the station connects again within {limit:Duration}"))
def back_after_silence(bench: Bench, limit: int) -> None:
    """A new handshake."""
    bench.observe(handshake("handshake accepted"), since=bench.network.restore(), within_ms=limit)


# -- proxy --------------------------------------------------------------------------------


@given(step('a backend that is reachable at "{url:Text}"'), target_fixture="backend_url")
def reachable_at(bench: Bench, url: str) -> str:
    """Under the host and port of the URL."""
    scheme, _, rest = url.partition("://")
    host, _, port = rest.partition("/")[0].partition(":")
    bench.network.resolve(host, tls=scheme == "wss", port=int(port or {"ws": 80, "wss": 443}[scheme]))
    bench.backend.accept_boot(interval_s=300)
    return url


@pytest.fixture
def backend_url() -> str:
    """The URL of the backend without the identity."""
    return URL


@given(step('an HTTP proxy at "{host:Text}" on port {port:Number}'))
def http_proxy(bench: Bench, host: str, port: int) -> None:
    """It knows the way to the backend."""
    bench.network.proxy(host, port)


@when(step('the operator configures this backend and the proxy "{proxy:Text}"'), target_fixture="stimulus")
def configure_proxy(bench: Bench, backend_url: str, proxy: str) -> Mark:
    """Over the local network, with Save & Restart."""
    return configure(bench, {**LOCAL_NETWORK, LOCAL_URL: backend_url, PROXY: proxy})


_CONNECT = Observation("the proxy is asked for CONNECT", lambda e: e.kind == "link" and e.to == "proxy")


@then(step('the proxy is asked for CONNECT to "{target:Text}", and then the backend for a WebSocket'))
def through_proxy(bench: Bench, stimulus: Mark, target: str) -> None:
    """Both, in this order."""
    asked = bench.observe(_CONNECT, since=stimulus, within_ms=BACK_MS)
    if (asked.detail["state"], asked.detail["target"]) != ("CONNECT", target):
        raise NonConformance(f"CONNECT {target}", f"{asked.detail['state']} {asked.detail['target']}")
    accepted = bench.observe(handshake("handshake accepted"), since=stimulus, within_ms=BACK_MS)
    if accepted.number < asked.number:
        raise NonConformance("the proxy is asked before the backend", "the backend is asked first")


@then("nobody has asked the proxy for anything")
def no_proxy(bench: Bench) -> None:
    """From the beginning."""
    if seen_since(bench, _CONNECT, 0):
        raise NonConformance("the way is direct", "the proxy was asked")


# -- HTTP Basic ---------------------------------------------------------------------------


@given(step('a backend that asks for the password "{password:Text}"'))
def asks_for_password(bench: Bench, password: str) -> None:
    """HTTP Basic; others are refused with 401."""
    bench.network.resolve(HOST, tls=False, port=80)
    bench.backend.accept_boot(interval_s=300)
    bench.backend.demand_password(password)


@when(step('the operator configures the backend and the password "{password:Text}"'), target_fixture="stimulus")
def configure_password(bench: Bench, password: str) -> Mark:
    """Over the local network, with Save & Restart."""
    return configure(bench, {**LOCAL_NETWORK, BASIC_PASSWORD: password})


@then(step('the handshake says user "{user:Text}" and password "{password:Text}", and is accepted'))
def basic_header(bench: Bench, stimulus: Mark, user: str, password: str) -> None:
    """RFC 7617."""
    accepted = bench.observe(handshake("handshake accepted"), since=stimulus, within_ms=BACK_MS)
    wanted = "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
    if accepted.detail["authorization"] != wanted:
        raise NonConformance(wanted, repr(accepted.detail["authorization"]))


@then("the handshake has no Authorization header, and is accepted")
def no_header(bench: Bench, stimulus: Mark) -> None:
    """Empty means no header."""
    accepted = bench.observe(handshake("handshake accepted"), since=stimulus, within_ms=BACK_MS)
    if accepted.detail["authorization"]:
        raise NonConformance("no Authorization header", repr(accepted.detail["authorization"]))


def _refusals(bench: Bench, since: Mark) -> list[Entry]:
    return seen_since(bench, handshake("handshake refused"), since.number)


@then(step("the backend refuses the station with 401 for {duration:Duration}"))
def refused_401(bench: Bench, stimulus: Mark, duration: int) -> None:
    """It asks more than once and is never taken."""
    bench.never(handshake("handshake accepted"), since=stimulus, until_ms=duration)
    if len(_refusals(bench, stimulus)) < 2:
        raise NonConformance("at least two attempts", f"{len(_refusals(bench, stimulus))}")


@then(step("the station has not restarted, and has left at least {least:Duration} between two attempts"))
def no_loop(bench: Bench, stimulus: Mark, least: int) -> None:
    """Behind the restart that the operator asked for."""
    refusals = _refusals(bench, stimulus)
    if any(entry.kind in ("restart", "crash") for entry in bench.journal.after(refusals[0].number)):
        raise NonConformance("the station keeps running", "it restarted")
    gaps = [later.at_ms - sooner.at_ms for sooner, later in pairwise(refusals)]
    if min(gaps) < least:
        raise NonConformance(f"at least {least} ms between two attempts", f"{min(gaps)} ms")


@then(step("once the backend takes any password the station connects within {limit:Duration}"))
def takes_any(bench: Bench, limit: int) -> None:
    """It has not given up."""
    bench.backend.demand_password(None)
    bench.observe(handshake("handshake accepted"), since=bench.mark(), within_ms=limit)


# -- the time that building a connection takes --------------------------------------------


@given(step("a network that needs {build:Duration} to build a connection"))
def slow_network(bench: Bench, build: int) -> None:
    """From now on."""
    bench.network.build_slowly(build)


@when(
    step("the operator configures the backend with a connection timeout of {limit:Duration}"),
    target_fixture="stimulus",
)
def configure_timeout(bench: Bench, limit: int) -> Mark:
    """Over the local network, with Save & Restart."""
    return configure(bench, {**LOCAL_NETWORK, TIMEOUT: str(limit // 1_000)})


@then(step("once a connection is built in {build:Duration} the station connects within {limit:Duration}"))
def faster_network(bench: Bench, build: int, limit: int) -> None:
    """It has not given up trying."""
    bench.network.build_slowly(build)
    bench.observe(handshake("handshake accepted"), since=bench.mark(), within_ms=limit)
