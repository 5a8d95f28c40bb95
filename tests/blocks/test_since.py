"""Keys that came with a later firmware are not there, and are kept."""

from __future__ import annotations

import pytest

from reference_impl.blocks.configuration.keys import KEYS
from reference_impl.blocks.configuration.store import ConfigurationStore
from reference_impl.blocks.configuration.versions import at_least
from reference_impl.model import effects as fx
from reference_impl.model import events as ev

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


def test_whole_configuration_of_an_older_firmware() -> None:
    (sent,) = feed(store("5.29.4"), ev.ConfigurationAsked("1", ()))
    assert isinstance(sent, fx.SendAnswer)
    assert not [row for row in sent.payload["configurationKey"] if row["key"].startswith("Email")]


def test_an_unknown_name_is_no_key() -> None:
    assert not store("5.33.5").has("No such parameter")
