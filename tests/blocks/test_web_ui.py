"""The configuration interface: nothing passes the gate before the login."""

from __future__ import annotations

import pytest

from reference_impl.blocks.web_ui.interface import USERS, WebInterface
from reference_impl.blocks.web_ui.menu import ENTRIES
from reference_impl.model import effects as fx
from reference_impl.model import events as ev

from .telling import Values, asked, feed, told

LOGIN = ev.LoginAttempted("operator", "yellow_zone")
IDENTITY = "OCPP ChargeBoxIdentity (ChargePointID)"
GATE = [
    (ev.PageRequested("Authorization"), ev.PageOpened("Authorization")),
    (ev.ValueTyped("Free Charging", "On"), ev.ValueEntered("Free Charging", "On")),
    (ev.SavePressed(restart=False), ev.SaveRequested(restart=False)),
    (ev.SavePressed(restart=True), ev.SaveRequested(restart=True)),
    (ev.LearningPressed(start=True), ev.LearningSwitched(on=True)),
    (ev.LearningPressed(start=False), ev.LearningSwitched(on=False)),
    (ev.ResetPressed(), ev.ChangesDropped()),
    (ev.RestartPressed(), ev.RestartRequested("Reboot")),
]


def interface(*events: ev.Event, whitelist: str = "Off") -> WebInterface:
    made = WebInterface(Values({IDENTITY: "PS2-1", "Enable local whitelist": whitelist}), dict(USERS), ENTRIES)
    feed(made, *events)
    return made


@pytest.mark.parametrize(("outside", "inside"), GATE)
def test_nothing_passes_before_the_login(outside: ev.Event, inside: ev.Event) -> None:
    made = interface()
    (refusal,) = feed(made, outside)
    assert isinstance(refusal, fx.ShowRefusal)
    assert refusal.sentence == "log in first"
    assert told(feed(made, LOGIN, outside)) == [inside]


@pytest.mark.parametrize(
    ("user", "password"), [("operator", "wrong"), ("nobody", "yellow_zone"), ("operator", ""), ("", ""), ("nobody", "")]
)
def test_a_wrong_login_opens_nothing(user: str, password: str) -> None:
    made = interface()
    assert feed(made, ev.LoginAttempted(user, password)) == [
        fx.ShowRefusal("login", "user name or password is wrong")
    ]
    assert told(feed(made, GATE[0][0])) == []


def dashboard(made: WebInterface, at_ms: int = 0) -> dict[str, str]:
    (shown,) = asked(feed(made, ev.PageRequested("Dashboard"), at_ms=at_ms))
    assert isinstance(shown, fx.ShowPage)
    return dict(shown.rows)


def test_the_login_opens_the_dashboard() -> None:
    (shown,) = feed(interface(), LOGIN)
    assert isinstance(shown, fx.ShowPage)
    assert (shown.page, dict(shown.rows)[IDENTITY]) == ("Dashboard", "PS2-1")


def test_the_dashboard_tells_of_the_backend_and_counts_down_to_the_heartbeat() -> None:
    made = interface(LOGIN)
    assert dashboard(made)["Connection State (Backend)"] == "Not Connected"
    feed(made, ev.Registered(300), ev.HeartbeatDue(300_000))
    assert dashboard(made, at_ms=58_000)["Connection State (Backend)"] == "Connected (send heartbeat in 242 seconds)"
    feed(made, ev.Unregistered("connection lost"))
    assert dashboard(made)["Connection State (Backend)"] == "Not Connected"


def test_the_dashboard_names_what_is_in_the_way_of_a_connection() -> None:
    made = interface(LOGIN)
    assert dashboard(made)["Connection problem (Backend)"] == ""
    feed(made, ev.LinkReported(False, "certificate refused: it has expired"))
    assert dashboard(made)["Connection problem (Backend)"] == "certificate refused: it has expired"
    feed(made, ev.LinkReported(True, ""))
    assert dashboard(made)["Connection problem (Backend)"] == ""


@pytest.mark.parametrize(("whitelist", "listed"), [("On", True), ("Off", False)])
def test_the_menu_of_the_manual(whitelist: str, listed: bool) -> None:
    """WLL-014, WLL-015; E-mail came with 5.30 (EML-001)."""
    (menu,) = feed(interface(LOGIN, whitelist=whitelist), ev.PageRequested("Menu"))
    assert isinstance(menu, fx.ShowPage)
    entries = ["Dashboard", "Network", "Backend", "E-mail", "Authorization", "Whitelists"]
    entries += ["Load Management", "Installation", "System"]
    assert [entry for entry, _ in menu.rows] == [entry for entry in entries if listed or entry != "Whitelists"]


def test_a_refused_value_is_shown_to_whoever_typed_it() -> None:
    assert feed(interface(LOGIN), ev.ValueRefused("Free Charging", "no")) == [fx.ShowRefusal("Free Charging", "no")]
