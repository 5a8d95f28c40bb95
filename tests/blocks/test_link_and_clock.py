"""The link with its pauses, the date, and the restart."""

from __future__ import annotations

import pytest

from reference_impl.blocks.backend.wallclock import WallClock
from reference_impl.blocks.connectivity.link import BackendLink
from reference_impl.blocks.maintenance.reset import Reset
from reference_impl.model import effects as fx
from reference_impl.model import events as ev
from reference_impl.model.backend_calls import BootCall, HeartbeatCall
from reference_impl.model.link_request import LinkRequest

from .telling import Values, asked, feed

TYPE, URL, IDENTITY = (
    "Connection Type",
    "WebSockets JSON OCPP URL of the Backend",
    "OCPP ChargeBoxIdentity (ChargePointID)",
)
CONFIGURED = {TYPE: "Ethernet", URL: "wss://backend.example/ocpp", IDENTITY: "PS2-1"}
RETRY = ev.TimerExpired("link", 0, "retry")
DOWN = ev.LinkDown("connection lost")


def pauses(link: BackendLink, number: int) -> list[int]:
    return [effect.after_ms for effect in feed(link, *[DOWN] * number) if isinstance(effect, fx.StartTimer)]


@pytest.mark.parametrize("event", [ev.Booted("power"), ev.Booted("restart"), RETRY])
def test_it_opens_at_boot_and_after_each_pause(event: ev.Event) -> None:
    opened = feed(BackendLink(Values(CONFIGURED)), event)
    assert opened == [fx.OpenLink(LinkRequest("wss://backend.example/ocpp/PS2-1", "ocpp1.6"))]


@pytest.mark.parametrize("missing", [{TYPE: "No Backend"}, {URL: ""}, {IDENTITY: ""}])
def test_it_opens_nothing_while_something_is_missing(missing: dict[str, str]) -> None:
    assert feed(BackendLink(Values(CONFIGURED | missing)), ev.Booted("power")) == []


@pytest.mark.parametrize(
    ("url", "identity", "opened"),
    [
        ("ws://b.example/", "PS2-1", "ws://b.example/PS2-1"),
        ("ws://b.example", "+49*839*0000000001", "ws://b.example/%2B49%2A839%2A0000000001"),
        ("ws://b.example/a/b", "two words/1", "ws://b.example/a/b/two%20words%2F1"),
    ],
)
def test_the_identity_is_the_last_part_of_the_path(url: str, identity: str, opened: str) -> None:
    """OCPP-J 1.6, 3.1.1: percent-encoded."""
    link = BackendLink(Values(CONFIGURED | {URL: url, IDENTITY: identity}))
    assert feed(link, ev.Booted("power")) == [fx.OpenLink(LinkRequest(opened, "ocpp1.6"))]


def test_the_pauses_grow_and_stop_growing() -> None:
    assert pauses(BackendLink(Values(CONFIGURED)), 7) == [5_000, 10_000, 20_000, 40_000, 60_000, 60_000, 60_000]


def test_a_connection_that_stood_makes_the_pause_short_again() -> None:
    link = BackendLink(Values(CONFIGURED))
    pauses(link, 4)
    feed(link, ev.LinkUp())
    assert pauses(link, 1) == [5_000]


# ---------------------------------------------------------------- the date


@pytest.mark.parametrize(
    "answer",
    [ev.BootAnswered(BootCall(), "Accepted", 300, 1_000_000), ev.HeartbeatAnswered(HeartbeatCall(), 1_000_000)],
)
def test_the_backend_sets_the_clock_and_the_disk_keeps_it(answer: ev.Event) -> None:
    clock = WallClock()
    assert asked(feed(clock, answer, at_ms=400_000)) == [fx.Persist("clock", {"offset_ms": 600_000})]
    assert asked(feed(clock, answer, at_ms=400_000)) == []
    after = WallClock()
    feed(after, ev.RecordsRestored({"clock": {"offset_ms": 600_000}}))
    assert after.offset_ms == 600_000


def test_a_new_controller_has_the_date_of_its_own_clock() -> None:
    clock = WallClock()
    feed(clock, ev.RecordsRestored({}))
    assert clock.offset_ms == 0


# ---------------------------------------------------------------- restart


def test_a_restart_leaves_sessions_a_moment_to_end() -> None:
    reset = Reset()
    assert feed(reset, ev.RestartRequested("SoftReset")) == [fx.StartTimer("reset", 0, "restart", 2_000)]
    assert feed(reset, ev.TimerExpired("reset", 0, "restart")) == [fx.Restart()]
