"""The notation and the shared types: what no schema of a message can tell."""

from __future__ import annotations

import dataclasses

import pytest

from reference_impl.codecs import ocpp_names_types as types
from reference_impl.codecs.ocpp_names_types import Choice, Integer, Record, Text, choice, field, optional

CHOICES = [value for value in vars(types).values() if isinstance(value, Choice)]
RECORDS = [value for value in vars(types).values() if isinstance(value, Record)]


def test_the_words_of_a_choice_are_read_from_one_text() -> None:
    assert choice("Side", "  Left\n  Right ") == Choice("Side", ("Left", "Right"))


def test_a_field_is_required_unless_it_is_written_as_optional() -> None:
    assert field("a", Text(20)).required
    assert not optional("a", Text(20)).required


@pytest.mark.parametrize("kind", CHOICES, ids=lambda kind: kind.name)
def test_an_enumeration_names_no_word_twice(kind: Choice) -> None:
    assert kind.values
    assert len(set(kind.values)) == len(kind.values)


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.name)
def test_an_object_names_no_field_twice(kind: Record) -> None:
    names = [row.name for row in kind.fields]
    assert len(set(names)) == len(names)


def test_enumerations_and_objects_have_names_of_their_own() -> None:
    names = [kind.name for kind in CHOICES] + [kind.name for kind in RECORDS]
    assert len(set(names)) == len(names)


def test_a_station_is_connector_0_and_the_first_connector_is_1() -> None:
    assert Integer(least=0) == types.CONNECTOR_OR_STATION
    assert Integer(least=1) == types.CONNECTOR


def test_rows_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        types.ID_TOKEN.limit = 21
