"""The smallest limit wins, and nothing is offered without a plug."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_impl.blocks.limits.effective import EffectiveLimit
from reference_impl.blocks.limits.sources import SOURCES
from reference_impl.model import effects as fx
from reference_impl.model import events as ev
from reference_impl.model import feeds
from reference_impl.model.charging_profiles import Limit, RateUnit
from reference_impl.model.quantities import Current

from .telling import Values, feed, told

FIRST, SECOND = "Operator Current Limit [A]", "Operator Current Limit [A] (Connector 2)"


def offers(effects: Iterable[fx.Effect]) -> list[ev.Event]:
    """What is offered; what the socket could offer without profiles is told to smart charging beside it."""
    return [event for event in told(effects) if isinstance(event, ev.OfferChanged)]


def limit(socket: int = 1, first: int = 32, second: int = 32) -> EffectiveLimit:
    return EffectiveLimit(socket, Values({FIRST: str(first), SECOND: str(second)}), SOURCES)


@pytest.mark.parametrize(
    ("operator", "cable", "offered", "source"),
    [(32, 13, 13, "cable"), (16, 32, 16, "operator"), (6, 20, 6, "operator"), (32, 20, 20, "cable")],
)
def test_the_smallest_limit_is_offered(operator: int, cable: int, offered: int, source: str) -> None:
    effects = feed(limit(first=operator), ev.PlugInserted(1, Current.of_a(cable)))
    assert offers(effects) == [ev.OfferChanged(1, Current.of_a(offered), source)]


def test_a_socket_gives_32_a_at_most() -> None:
    """Manual, 1.4."""
    (offer,) = offers(feed(limit(first=32), ev.PlugInserted(1, Current.of_a(63))))
    assert isinstance(offer, ev.OfferChanged)
    assert offer.current == Current.of_a(32)


@given(st.integers(6, 32), st.integers(6, 32), st.sampled_from([13, 20, 32, 63]), st.sampled_from([1, 2]))
def test_no_limit_is_ever_exceeded_and_none_undercut(first: int, second: int, cable: int, socket: int) -> None:
    (offer,) = offers(feed(limit(socket, first, second), ev.PlugInserted(socket, Current.of_a(cable))))
    assert isinstance(offer, ev.OfferChanged)
    assert offer.current.deciamperes == 10 * min((first, second)[socket - 1], cable, 32)


def test_without_a_plug_nothing_is_offered() -> None:
    effective = limit()
    feed(effective, ev.PlugInserted(1, Current.of_a(32)))
    assert offers(feed(effective, ev.PlugRemoved(1))) == [ev.OfferChanged(1, Current(0), "no plug")]


def test_a_saved_limit_counts_at_once() -> None:
    settings = Values({FIRST: "32", SECOND: "32"})
    effective = EffectiveLimit(1, settings, SOURCES)
    feed(effective, ev.PlugInserted(1, Current.of_a(32)))
    settings.values[FIRST] = "10"
    stored = ev.ValueStored(FIRST, live=True)
    assert offers(feed(effective, stored)) == [ev.OfferChanged(1, Current.of_a(10), "operator")]


def test_the_other_sockets_limit_changes_nothing() -> None:
    settings = Values({FIRST: "32", SECOND: "32"})
    effective = EffectiveLimit(1, settings, SOURCES)
    feed(effective, ev.PlugInserted(1, Current.of_a(20)))
    settings.values[SECOND] = "6"
    assert feed(effective, ev.ValueStored(SECOND, live=True)) == []


def test_a_profile_of_the_backend_limits_the_socket_and_its_end_frees_it() -> None:
    effective = limit()
    feed(effective, ev.PlugInserted(1, Current.of_a(32)))
    assert offers(feed(effective, ev.ProfileLimited(1, Current(135)))) == [
        ev.OfferChanged(1, Current(135), "backend profile")
    ]
    assert offers(feed(effective, ev.ProfileLimited(1, None))) == [ev.OfferChanged(1, Current.of_a(32), "manufacturer")]


@pytest.mark.parametrize("deciamperes", [0, 1, 59])
def test_under_6_a_nothing_is_offered(deciamperes: int) -> None:
    """IEC 61851-1, table A.7: no duty cycle is legal."""
    effective = limit()
    feed(effective, ev.PlugInserted(1, Current.of_a(32)))
    assert offers(feed(effective, ev.ProfileLimited(1, Current(deciamperes)))) == [
        ev.OfferChanged(1, Current(0), "backend profile")
    ]


def without_profiles(effects: Iterable[fx.Effect]) -> list[ev.Event]:
    return [event for event in told(effects) if isinstance(event, ev.OwnLimitChanged)]


def test_what_the_socket_could_offer_without_profiles_is_told_when_it_changes() -> None:
    effective = limit(first=16)
    assert without_profiles(feed(effective, ev.Booted("power"))) == [ev.OwnLimitChanged(1, Current.of_a(16))]
    assert without_profiles(feed(effective, ev.ProfileLimited(1, Current.of_a(8)))) == []
    plugged = feed(effective, ev.PlugInserted(1, Current.of_a(13)))
    assert without_profiles(plugged) == [ev.OwnLimitChanged(1, Current.of_a(13))]


LAYERS = {
    feeds.MAXIMUM: st.integers(6, 32),
    feeds.INSTALLATION: st.integers(0, 63),
    feeds.OPERATOR: st.integers(0, 32),
    feeds.HARDWARE: st.integers(0, 63),
    feeds.FEED: st.integers(0, 63),
}
TOLD = st.none() | st.integers(0, 63)


@given(st.fixed_dictionaries(LAYERS), st.booleans(), st.sampled_from([13, 20, 32, 63]), TOLD, TOLD, TOLD)
def test_the_offer_is_the_smallest_of_all_layers(
    amperes: dict[str, int], one_feed: bool, cable: int, profile: int | None, dlm: int | None, share: int | None
) -> None:
    """PWR-002 and PWR-050: limits of the other kind of station do not count; below 6 A nothing is offered."""
    settings = {name: str(value) for name, value in amperes.items()}
    settings |= {feeds.HARDWARE + feeds.CONTROLLER_2: "63", feeds.ONE_FEED: "On" if one_feed else "Off"}
    effective = EffectiveLimit(1, Values(settings), SOURCES)
    shares = [ev.ShareAssigned(1, name, current(value)) for name, value in (("DLM", dlm), ("feed", share))]
    feed(effective, ev.Booted("power"), ev.ProfileLimited(1, current(profile)), *shares)
    feed(effective, ev.PlugInserted(1, Current.of_a(cable)))
    there = [feeds.HARDWARE, feeds.FEED] if one_feed else [feeds.INSTALLATION]
    layers = [amperes[name] for name in (feeds.MAXIMUM, feeds.OPERATOR, *there)]
    smallest = min([*layers, cable, *(value for value in (profile, dlm, share) if value is not None)])
    assert effective._told[0] == Current.of_a(smallest if smallest >= 6 else 0)


def current(amperes: int | None) -> Current | None:
    return None if amperes is None else Current.of_a(amperes)


@given(st.integers(207, 253), st.integers(6, 32), st.sampled_from([1, 3]), st.integers(1, 50))
def test_watts_come_back_as_the_amperes_they_were_made_of(volts: int, amperes: int, phases: int, less_w: int) -> None:
    """PWR-019; rounded down, never up."""
    power_w = phases * volts * amperes
    assert Limit(power_w * 10, RateUnit.W, phases, volts).current == Current.of_a(amperes)
    assert Limit((power_w - less_w) * 10, RateUnit.W, phases, volts).current < Current.of_a(amperes)
