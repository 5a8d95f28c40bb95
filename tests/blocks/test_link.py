"""The link with its request, its pauses and what it reports."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_impl.blocks.configuration.keys_backend import STRICTNESS_LEVELS
from reference_impl.blocks.connectivity.backoff import LONGEST_S, pause_ms
from reference_impl.blocks.connectivity.link import BackendLink
from reference_impl.blocks.connectivity.strictness import STRICTNESS
from reference_impl.model import effects as fx
from reference_impl.model import events as ev
from reference_impl.model.link_request import BasicCredentials, LinkRequest, Proxy, Trust

from .telling import Values, asked, feed, told

TYPE, URL, IDENTITY = (
    "Connection Type",
    "WebSockets JSON OCPP URL of the Backend",
    "OCPP ChargeBoxIdentity (ChargePointID)",
)
CONFIGURED = {TYPE: "Ethernet", URL: "wss://backend.example/ocpp", IDENTITY: "PS2-1"}
RETRY = ev.TimerExpired("link", 0, "retry")
DOWN = ev.LinkDown("connection lost")


def made(**changed: str) -> BackendLink:
    values = {name.replace("_", " "): value for name, value in changed.items()}
    return BackendLink(Values(CONFIGURED | values), STRICTNESS)


def request_of(link: BackendLink) -> LinkRequest:
    (opened,) = feed(link, ev.Booted("power"))
    assert isinstance(opened, fx.OpenLink)
    return opened.request


def pauses(link: BackendLink, number: int, at_ms: int = 0) -> list[int]:
    effects = feed(link, *[DOWN] * number, at_ms=at_ms)
    return [effect.after_ms for effect in effects if isinstance(effect, fx.StartTimer)]


@pytest.mark.parametrize("event", [ev.Booted("power"), ev.Booted("restart"), RETRY])
def test_it_opens_at_boot_and_after_each_pause(event: ev.Event) -> None:
    (opened,) = feed(made(), event)
    assert opened == fx.OpenLink(LinkRequest("wss://backend.example/ocpp/PS2-1", "ocpp1.6"))


@pytest.mark.parametrize(
    ("missing", "problem"),
    [({TYPE: "No Backend"}, ""), ({URL: ""}, f"{URL} is empty"), ({IDENTITY: ""}, f"{IDENTITY} is empty")],
)
def test_it_opens_nothing_while_something_is_missing_and_says_what(missing: dict[str, str], problem: str) -> None:
    effects = feed(BackendLink(Values(CONFIGURED | missing), STRICTNESS), ev.Booted("power"))
    assert (told(effects), asked(effects)) == ([ev.LinkReported(False, problem)], [])


STATIC = "Static network configuration "
BY_HAND = {
    "Mode for network configuration": "Manual configuration",
    STATIC + "IP": "192.168.1.77",
    STATIC + "netmask": "255.255.255.0",
    STATIC + "gateway": "192.168.1.1",
    STATIC + "DNS": "192.168.1.1",
}


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({}, ""),
        ({"IP": ""}, "IP is empty"),
        ({"netmask": ""}, "netmask is empty"),
        ({"gateway": ""}, "gateway is empty"),
        ({"DNS": ""}, "DNS is empty"),
        ({"gateway": "192.168.2.1"}, "gateway is outside the network of the station"),
        ({"netmask": "255.255.255.192"}, "gateway is outside the network of the station"),
    ],
)
def test_addresses_by_hand_have_to_lead_to_the_backend(changed: dict[str, str], problem: str) -> None:
    by_hand = BY_HAND | {STATIC + part: text for part, text in changed.items()}
    effects = feed(BackendLink(Values(CONFIGURED | by_hand), STRICTNESS), ev.Booted("power"))
    reports = [ev.LinkReported(False, STATIC + problem)] if problem else []
    assert (told(effects), len(asked(effects))) == (reports, 0 if problem else 1)


@pytest.mark.parametrize(("url", "opened"), [("ws://192.168.1.9/ocpp", 1), ("ws://192.168.2.9/ocpp", 0)])
def test_a_backend_in_the_own_network_needs_no_gateway_and_an_address_no_dns(url: str, opened: int) -> None:
    by_hand = BY_HAND | {STATIC + "gateway": "", STATIC + "DNS": "", URL: url}
    effects = feed(BackendLink(Values(CONFIGURED | by_hand), STRICTNESS), ev.Booted("power"))
    assert len(asked(effects)) == opened


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
    link = BackendLink(Values(CONFIGURED | {URL: url, IDENTITY: identity}), STRICTNESS)
    assert request_of(link).url == opened


def test_every_setting_of_the_line_is_in_the_request() -> None:
    request = request_of(
        made(
            Websockets_proxy="proxy.example:3128",
            HTTP_Basic_Authentication_password="sésame",
            SSL_Strictness_as_client="Skip host check",
            Backend_connection_timeout="33",
            **{"WebSockets keep-alive interval": "90"},
        )
    )
    assert request == LinkRequest(
        "wss://backend.example/ocpp/PS2-1",
        "ocpp1.6",
        trust=Trust(host=False),
        proxy=Proxy("proxy.example", 3128),
        basic=BasicCredentials("PS2-1", "sésame".encode()),
        ping_interval_s=90,
        open_timeout_s=33,
    )
    assert "same" not in repr(request)


def test_there_is_a_row_of_checks_for_each_level_on_offer() -> None:
    assert tuple(STRICTNESS) == STRICTNESS_LEVELS


def test_it_reports_the_line_and_what_is_in_its_way() -> None:
    link = made()
    assert told(feed(link, ev.LinkUp(), DOWN)) == [
        ev.LinkReported(True, ""),
        ev.LinkReported(False, "connection lost"),
    ]


# ---------------------------------------------------------------- pauses


def test_the_pauses_grow_to_a_minute_and_are_at_least_half_of_their_row() -> None:
    rows = [*LONGEST_S, LONGEST_S[-1], LONGEST_S[-1]]
    drawn = pauses(made(), len(rows))
    assert all(row * 500 <= pause <= row * 1_000 for row, pause in zip(rows, drawn, strict=True))
    assert len(set(drawn)) == len(rows)


def test_a_line_that_stood_makes_the_pause_short_again_and_one_that_falls_at_once_does_not() -> None:
    for stood_ms, longest_s in ((30_000, 5), (29_999, 60)):
        link = made()
        pauses(link, 4)
        feed(link, ev.LinkUp(), at_ms=1_000)
        (pause,) = pauses(link, 1, at_ms=1_000 + stood_ms)
        assert longest_s * 500 <= pause <= longest_s * 1_000


@given(st.text(max_size=48), st.integers(0, 1_000), st.integers(0, 1_000))
def test_a_pause_is_the_same_in_each_run_and_in_its_row(who: str, attempt: int, draw: int) -> None:
    longest_ms = LONGEST_S[min(attempt, len(LONGEST_S) - 1)] * 1_000
    assert longest_ms // 2 <= pause_ms(attempt, who, draw) <= longest_ms
    assert pause_ms(attempt, who, draw) == pause_ms(attempt, who, draw)


@given(st.text(max_size=20), st.integers(0, 50))
def test_the_stations_of_a_backend_that_was_away_do_not_come_back_together(seed: str, attempt: int) -> None:
    """A thousand stations: no tenth of the window sees more than twice its share, in whichever attempt."""
    longest_ms = LONGEST_S[min(attempt, len(LONGEST_S) - 1)] * 1_000
    drawn = [pause_ms(attempt, f"{seed}/PS2-{number:07}/ID", attempt) for number in range(1_000)]
    tenths = Counter((pause - longest_ms // 2) * 10 // (longest_ms // 2 + 1) for pause in drawn)
    assert max(tenths.values()) < 200
    assert set(tenths) == set(range(10))
