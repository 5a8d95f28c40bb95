"""Keys that came with a later firmware are not there, and are kept."""

from __future__ import annotations

import pytest

from reference_impl.blocks.configuration.keys import KEYS
from reference_impl.blocks.configuration.store import ConfigurationStore
from reference_impl.model import effects as fx
from reference_impl.model import events as ev
from reference_impl.model.versions import at_least

from .telling import asked, feed, told

SERVER, OCPP = "SMTP server", "EmailSmtpServer"


@pytest.mark.parametrize(
    ("running", "since", "has"),
    [("5.30", "5.30", True), ("5.30.0", "5.30", True), ("5.29.4", "5.30", False), ("5.9", "5.30", False),
     ("6.0", "5.30", True), ("5.29.1-13419", "5.29.1", True), ("5.4", "5.12", False)],
)  # fmt: skip
def test_versions(running: str, since: str, has: bool) -> None:
    assert at_least(running, since) is has


def store(version: str) -> ConfigurationStore:
    made = ConfigurationStore(KEYS)
    saved = {"configuration": {SERVER: "smtp.example"}}
    feed(made, ev.RecordsRestored(saved), ev.FactLearned("FirmwareVersion", version))
    return made


def read(made: ConfigurationStore, name: str) -> dict[str, object]:
    (sent,) = feed(made, ev.ConfigurationAsked("1", (name,)))
    assert isinstance(sent, fx.SendAnswer)
    return sent.payload


def test_an_older_firmware_does_not_have_the_key() -> None:
    made = store("5.29.4")
    assert not made.has(SERVER)
    assert made.text(SERVER) == ""
    assert asked(feed(made, ev.PageOpened("E-mail"))) == []
    assert read(made, OCPP) == {"configurationKey": [], "unknownKey": [OCPP]}
    (answer,) = feed(made, ev.ConfigurationWritten("2", OCPP, "x"))
    assert isinstance(answer, fx.SendAnswer)
    assert answer.payload == {"status": "NotSupported"}
    (refused,) = told(feed(made, ev.ValueEntered(SERVER, "x")))
    assert isinstance(refused, ev.ValueRefused)


def test_a_later_one_has_it_with_what_was_saved() -> None:
    made = store("5.29.4")
    feed(made, ev.FactLearned("FirmwareVersion", "5.30.0"))
    assert made.has(SERVER)
    assert made.text(SERVER) == "smtp.example"
    assert asked(feed(made, ev.PageOpened("E-mail"))) != []


MODE, HLC, FORCE = "ISO 15118 mode (HLC 15118)", "HlcMode", "On (Force)"


def with_force(version: str) -> ConfigurationStore:
    made = ConfigurationStore(KEYS)
    feed(made, ev.RecordsRestored({"configuration": {MODE: FORCE}}), ev.FactLearned("FirmwareVersion", version))
    return made


def test_a_choice_that_went_is_on_offer_before() -> None:
    made = with_force("4.62")
    assert made.text(MODE) == FORCE
    (page,) = feed(made, ev.PageOpened(f"Choices of {MODE}"))
    assert isinstance(page, fx.ShowPage)
    assert FORCE in dict(page.rows)
    assert feed(made, ev.ValueEntered(MODE, "On (Encouragement)")) == []


def test_from_then_on_it_is_neither_in_force_nor_shown_nor_taken() -> None:
    made = with_force("4.63")
    assert made.text(MODE) == "Off"
    assert read(made, HLC) == {"configurationKey": [{"key": HLC, "readonly": False, "value": "Off"}]}
    (page,) = feed(made, ev.PageOpened(f"Choices of {MODE}"))
    assert isinstance(page, fx.ShowPage)
    assert list(dict(page.rows)) == ["Off", "On (Offer)", "On (Ed2)"]
    (refused,) = told(feed(made, ev.ValueEntered(MODE, FORCE)))
    assert isinstance(refused, ev.ValueRefused)
    assert "On (Ed2)" in refused.sentence
    (answer,) = feed(made, ev.ConfigurationWritten("2", HLC, FORCE))
    assert isinstance(answer, fx.SendAnswer)
    assert answer.payload == {"status": "Rejected"}


def test_whole_configuration_of_an_older_firmware() -> None:
    (sent,) = feed(store("5.29.4"), ev.ConfigurationAsked("1", ()))
    assert isinstance(sent, fx.SendAnswer)
    assert not [row for row in sent.payload["configurationKey"] if row["key"].startswith("Email")]


def test_an_unknown_name_is_no_key() -> None:
    assert not store("5.33.5").has("No such parameter")
