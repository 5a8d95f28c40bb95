"""The reader, and how a UID is written."""

from __future__ import annotations

import pytest

from reference_impl.blocks.authorisation.cards import FORMS, TECHNOLOGIES, written
from reference_impl.blocks.authorisation.reader import READ_MS, Reader
from reference_impl.model import effects as fx
from reference_impl.model import events as ev

from .telling import Values, feed

WRITTEN = [
    # bytes on the card, form, as the manual writes it (5.3)
    ("04567daa5f3580", "Lower Case", "04567daa5f3580"),
    ("04567daa5f3580", "Upper Case", "04567DAA5F3580"),
    ("04567daa5f3580", "Lower Case Reversed Byte Order", "80355faa7d5604"),
    ("04567daa5f3580", "Upper Case Reversed Byte Order", "80355FAA7D5604"),
    ("0A0E9B83", "Lower Case", "0a0e9b83"),
    ("0A0E9B83", "Upper Case", "0A0E9B83"),
    ("0A0E9B83", "Lower Case Reversed Byte Order", "839b0e0a"),
    ("0A0E9B83", "Upper Case Reversed Byte Order", "839B0E0A"),
]


@pytest.mark.parametrize(("uid", "form", "text"), WRITTEN)
def test_a_uid_is_written_in_one_of_four_forms(uid: str, form: str, text: str) -> None:
    assert written(uid, form) == text


def test_there_are_four_forms() -> None:
    assert set(FORMS) == {form for _, form, _ in WRITTEN}


def entered(technology: str = "MIFARE Classic") -> ev.CardEntered:
    return ev.CardEntered(1, "04a1b2c3", technology)


LONG_ENOUGH = ev.TimerExpired("reader", 1, "read")


def test_a_token_that_stays_is_read() -> None:
    reader = Reader(1, Values({}), TECHNOLOGIES)
    assert feed(reader, entered()) == [fx.StartTimer("reader", 1, "read", READ_MS)]
    assert feed(reader, LONG_ENOUGH) == [fx.Tell(ev.CardRecognised(1, "04a1b2c3"))]


def test_a_token_held_for_2_s_is_always_read() -> None:
    """LED-008."""
    assert READ_MS <= 2_000


def test_a_token_that_leaves_too_soon_is_not_read() -> None:
    reader = Reader(1, Values({}), TECHNOLOGIES)
    assert feed(reader, entered(), ev.CardLeft(1))[-1] == fx.CancelTimer("reader", 1, "read")


def test_a_token_without_a_uid_is_none() -> None:
    """It would count as a plug that asks without a card."""
    assert feed(Reader(1, Values({}), TECHNOLOGIES), ev.CardEntered(1, "", "MIFARE Classic")) == []


def test_a_module_of_another_kind_is_not_heard() -> None:
    reader = Reader(1, Values({"LED-type": "RFID105"}), TECHNOLOGIES)
    assert feed(reader, ev.ReaderFound(1, "RFID110"), entered()) == []
    assert feed(reader, ev.ReaderFound(1, "RFID105"), entered()) != []


def test_the_reader_of_the_slave_is_not_heard_where_it_uses_the_masters() -> None:
    values = Values({"RFID - Slave": "On"})
    assert feed(Reader(2, values, TECHNOLOGIES), ev.CardEntered(2, "0a0e9b83", "MIFARE Classic")) == []
    assert feed(Reader(1, values, TECHNOLOGIES), entered()) != []


def test_a_token_is_read_once_however_long_it_stays() -> None:
    reader = Reader(1, Values({}), TECHNOLOGIES)
    assert len(feed(reader, entered(), LONG_ENOUGH)) == 2


@pytest.mark.parametrize("technology", ["EM4100", "LEGIC prime", ""])
def test_another_kind_of_token_is_not_seen(technology: str) -> None:
    assert feed(Reader(1, Values({}), TECHNOLOGIES), entered(technology)) == []


def test_the_last_token_in_the_field_is_the_one_that_is_read() -> None:
    reader = Reader(1, Values({}), TECHNOLOGIES)
    effects = feed(reader, entered(), ev.CardLeft(1), ev.CardEntered(1, "04ffffff", "MIFARE DESFire"), LONG_ENOUGH)
    assert effects[-1] == fx.Tell(ev.CardRecognised(1, "04ffffff"))
