"""Cable coding: the resistor in the plug, with its tolerance, to what the cable can carry."""

from __future__ import annotations

from itertools import pairwise

import pytest

from reference_impl.blocks.outlet.cable import CODES, Cable
from reference_impl.model import events as ev
from reference_impl.model.quantities import Current

from .telling import feed, told

NOMINAL = [(1_500, 13), (680, 20), (220, 32), (100, 63)]
"""Ohms and amperes of IEC 61851-1, table B.2."""


@pytest.mark.parametrize(("ohms", "amperes"), NOMINAL)
@pytest.mark.parametrize("per_cent", [97, 100, 103])
def test_a_resistor_within_its_tolerance_of_3_per_cent_tells_the_rating(ohms: int, amperes: int, per_cent: int) -> None:
    plugged = told(feed(Cable(1, CODES), ev.ProximitySensed(1, ohms * per_cent // 100)))
    assert plugged == [ev.PlugInserted(1, Current.of_a(amperes))]


@pytest.mark.parametrize("ohms", [None, 0, 20, 5_000, 100_000])
def test_a_resistance_of_no_cable_is_no_plug(ohms: int | None) -> None:
    assert feed(Cable(1, CODES), ev.ProximitySensed(1, ohms)) == []


@pytest.mark.parametrize("ohms", [None, 20, 5_000])
def test_a_plug_that_goes_is_told(ohms: int | None) -> None:
    cable = Cable(2, CODES)
    feed(cable, ev.ProximitySensed(2, 220))
    assert told(feed(cable, ev.ProximitySensed(2, ohms))) == [ev.PlugRemoved(2)]


def test_a_reading_that_wavers_within_a_code_tells_nothing() -> None:
    cable = Cable(1, CODES)
    feed(cable, ev.ProximitySensed(1, 220))
    assert feed(cable, ev.ProximitySensed(1, 226), ev.ProximitySensed(1, 214)) == []


def test_no_resistance_has_two_ratings_and_less_resistance_carries_more() -> None:
    by_ohms = sorted(CODES)
    assert all(high <= low for (_, high, _), (low, _, _) in pairwise(by_ohms))
    assert [rating for _, _, rating in by_ohms] == sorted((rating for _, _, rating in CODES), reverse=True)
