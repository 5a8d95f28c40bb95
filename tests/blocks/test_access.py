"""Who sees and sets a parameter, which limits bound it, and which values follow from another one."""

from __future__ import annotations

import pytest

from reference_impl.blocks.configuration.keys import KEYS
from reference_impl.blocks.configuration.keys_limits import MANUFACTURER_PAGE, SLAVE_BACKEND
from reference_impl.blocks.configuration.linked import LIST
from reference_impl.blocks.configuration.store import ConfigurationStore
from reference_impl.model import effects as fx
from reference_impl.model import events as ev
from reference_impl.model import feeds

from .telling import asked, feed, told

SAVE = ev.SaveRequested(restart=False)


def store(**values: str) -> ConfigurationStore:
    made = ConfigurationStore(KEYS)
    feed(made, ev.RecordsRestored({"configuration": values}))
    return made


def page(made: ConfigurationStore, name: str, role: str) -> dict[str, str]:
    shown = [effect for effect in feed(made, ev.PageOpened(name, role)) if isinstance(effect, fx.ShowPage)]
    return dict(shown[0].rows) if shown else {}


def refused(made: ConfigurationStore, name: str, text: str, role: str = "operator") -> bool:
    return any(isinstance(event, ev.ValueRefused) for event in told(feed(made, ev.ValueEntered(name, text, role))))


@pytest.mark.parametrize("role", ["operator", "installer"])
def test_the_manufacturers_page_opens_for_nobody_else(role: str) -> None:
    made = store(**{feeds.ONE_FEED: "On"})
    assert page(made, MANUFACTURER_PAGE, role) == {}
    assert {feeds.MODE, feeds.ONE_FEED, feeds.OPENED, feeds.HARDWARE, feeds.MAXIMUM} <= page(
        made, MANUFACTURER_PAGE, "manufacturer"
    ).keys()
    assert refused(made, feeds.MAXIMUM, "16", role)
    assert not refused(made, feeds.MAXIMUM, "16", "manufacturer")


def test_what_the_manufacturer_opens_anybody_sees_and_sets() -> None:
    closed, opened = store(), store(**{feeds.OPENED: "On"})
    assert feeds.ONE_FEED not in page(closed, "Installation", "installer")
    assert feeds.ONE_FEED in page(opened, "Installation", "installer")
    assert refused(closed, feeds.ONE_FEED, "On")
    assert not refused(opened, feeds.ONE_FEED, "On")


def test_the_station_has_one_installation_limit_or_one_for_each_socket() -> None:
    two = page(store(), "Installation", "operator")
    one = page(store(**{feeds.ONE_FEED: "On"}), "Installation", "operator")
    both = {feeds.INSTALLATION, feeds.FEED}
    assert (both & two.keys(), both & one.keys()) == ({feeds.INSTALLATION}, {feeds.FEED})


def test_a_limit_is_bound_by_what_is_typed_of_its_superior() -> None:
    made = store()
    assert not refused(made, feeds.INSTALLATION, "20")
    assert refused(made, feeds.OPERATOR, "21")
    assert not refused(made, feeds.OPERATOR, "20")


def test_a_backend_is_bound_by_what_is_saved() -> None:
    made = store(**{feeds.INSTALLATION: "20"})
    answers = {}
    for text in ("20", "21"):
        written = feed(made, ev.ConfigurationWritten("m", "OperatorCurrentLimit", text))
        answers[text] = [effect.payload["status"] for effect in asked(written) if isinstance(effect, fx.SendAnswer)]
    assert answers == {"20": ["Accepted"], "21": ["Rejected"]}


def test_a_superior_limit_may_be_lowered_below_an_inferior_one() -> None:
    assert not refused(store(), feeds.INSTALLATION, "16")


def test_the_rotation_on_the_page_is_the_one_of_ocpp() -> None:
    made = store()
    feed(made, ev.ValueEntered(feeds.named(feeds.ROTATION, 2), "STR (L2/L3/L1)"), SAVE)
    assert made.text(LIST) == "0.RST,1.RST,2.STR"
    feed(made, ev.ConfigurationWritten("m", LIST, "1.TRS,2.Unknown"))
    assert made.text(feeds.ROTATION) == "TRS (L3/L1/L2)"
    assert made.text(feeds.named(feeds.ROTATION, 2)) == "STR (L2/L3/L1)"


def test_the_mode_of_the_slave_says_where_its_backend_is() -> None:
    made = store()
    feed(made, ev.ValueEntered(feeds.MODE + feeds.CONTROLLER_2, feeds.ALONE, "manufacturer"), SAVE)
    assert made.text(SLAVE_BACKEND) == ""
    feed(made, ev.ValueEntered(feeds.MODE + feeds.CONTROLLER_2, feeds.SLAVE, "manufacturer"), SAVE)
    assert made.text(SLAVE_BACKEND) == "the master controller, over USB"
