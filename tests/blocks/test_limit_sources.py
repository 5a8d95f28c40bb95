"""What limits each phase of a socket and of an island, as the blocks tell it and as the dashboard shows it."""

from __future__ import annotations

import pytest

from reference_impl.blocks.limits.effective import EffectiveLimit
from reference_impl.blocks.limits.sources import SOURCES
from reference_impl.blocks.load_management import parameters as names
from reference_impl.blocks.load_management.external import external_a
from reference_impl.blocks.load_management.feed import FeedBalancer
from reference_impl.blocks.load_management.island import Limits
from reference_impl.blocks.web_ui.signalled import Signalled
from reference_impl.model import effects as fx
from reference_impl.model import events as ev
from reference_impl.model import feeds
from reference_impl.model.loads import DISCONNECTED_LIMIT, PhaseLimit, PhaseLimits
from reference_impl.model.quantities import NO_CURRENT, Current

from .dlm_island import Island
from .telling import Values, feed, told

SINGLE = "Single-phase system"
PLUG = ev.PlugInserted(1, Current.of_a(32))


def each(amperes: int, source: str) -> PhaseLimits:
    """The same on L1, L2 and L3."""
    one = PhaseLimit(Current.of_a(amperes), source)
    return one, one, one


def said(effects: list[fx.Effect]) -> list[PhaseLimits]:
    """What is told of the limits, in order."""
    return [event.phases for event in told(effects) if isinstance(event, ev.LimitChanged)]


def limit(**values: str) -> EffectiveLimit:
    """Of socket 1."""
    return EffectiveLimit(1, Values(values), SOURCES)


def test_the_same_limit_holds_on_all_phases_and_is_told_once() -> None:
    made = limit(**{feeds.OPERATOR: "16"})
    assert said(feed(made, ev.Booted("power"), PLUG)) == [each(0, "no plug"), each(16, "operator")]
    assert said(feed(made, PLUG, ev.ProfileLimited(1, None))) == []


def test_behind_the_offer_so_that_the_pilot_is_never_late() -> None:
    effects = told(feed(limit(), PLUG))
    kinds = [type(event) for event in effects if isinstance(event, (ev.OfferChanged, ev.LimitChanged))]
    assert kinds == [ev.OfferChanged, ev.LimitChanged]


def test_conductors_that_are_not_connected_have_nothing_whatever_limits_the_others() -> None:
    made, nothing = limit(**{feeds.PHASES: SINGLE}), PhaseLimit(NO_CURRENT, "phases connected")
    assert said(feed(made, PLUG)) == [(PhaseLimit(Current.of_a(32), "manufacturer"), nothing, nothing)]
    assert said(feed(made, ev.PlugRemoved(1))) == [each(0, "no plug")]


def test_phases_that_are_changed_are_told_at_once() -> None:
    settings = Values({})
    made = EffectiveLimit(1, settings, SOURCES)
    feed(made, PLUG)
    settings.values[feeds.PHASES] = SINGLE
    ((l1, l2, _),) = said(feed(made, ev.ValueStored(feeds.PHASES, True)))
    assert (l1.source, l2.source) == ("manufacturer", "phases connected")


@pytest.mark.parametrize("source", ["DLM", "feed"])
def test_what_stands_in_for_a_silent_source_is_named_and_forgotten_again(source: str) -> None:
    made = limit()
    feed(made, PLUG, ev.ShareAssigned(1, source, Current.of_a(7)))
    assert said(feed(made, ev.ShareAssigned(1, source, Current.of_a(7), DISCONNECTED_LIMIT))) == [
        each(7, DISCONNECTED_LIMIT)
    ]
    assert said(feed(made, ev.ShareAssigned(1, source, Current.of_a(7)))) == [each(7, source)]


def test_the_feed_names_what_it_leaves_to_the_slave_controller_without_the_link() -> None:
    made = FeedBalancer(Values({feeds.ONE_FEED: "On", feeds.DISCONNECTED: "9"}))
    feed(made, ev.Booted("power"))
    for socket in (1, 2):
        feed(made, ev.DemandChanged(socket, True, False, Current.of_a(32), None, (0, 1, 2)))
    effects = told(feed(made, ev.UsbLinkSensed(2, False)))
    named = {one.socket: one.named for one in effects if isinstance(one, ev.ShareAssigned)}
    assert named[2] == DISCONNECTED_LIMIT
    assert not named.get(1)


# -- of an island --


def test_an_island_names_the_smallest_on_each_phase_and_of_equals_the_first() -> None:
    limits = Limits(Values({names.SUB: "20/20/20", names.OPSUB: "20/9/32"}))
    assert limits.sources((0, 0, 0)) == ("sub-distribution", "operator sub-distribution", "sub-distribution")


def test_an_input_is_named_while_it_is_closed_and_enabled() -> None:
    limits = Limits(Values({names.SUB: "20/20/20", names.OPSUB: "32/32/32", names.INPUT_LIMIT: "8/20/8",
                            names.INPUTS[2]: "Enable"}))  # fmt: skip
    assert not limits.switched(1, True)
    assert set(limits.sources((0, 0, 0))) == {"sub-distribution"}
    assert limits.switched(2, True)
    assert limits.sources((0, 0, 0)) == ("external input", "sub-distribution", "external input")
    limits.switched(2, False)
    assert set(limits.sources((0, 0, 0))) == {"sub-distribution"}


@pytest.mark.parametrize(("reading_ma", "name"), [
    ((30_000, 10_000, 50_000), "main distribution"), (None, "external load fallback"),
])  # fmt: skip
def test_the_building_counts_as_it_is_read_or_as_its_fallback(
    reading_ma: tuple[int, int, int] | None, name: str
) -> None:
    limits = Limits(Values({
        names.METER: "On", names.SUB: "32/32/32", names.OPSUB: "32/32/32", names.MAIN: "40/63/40",
        names.FALLBACK: "30/10/50",
    }))  # fmt: skip
    limits.reading_ma = reading_ma
    l1, l2, l3 = (external_a(phase, reading_ma, None, (30, 10, 50)) for phase in (0, 1, 2))
    assert limits.sources((l1, l2, l3)) == (name, "sub-distribution", name)
    assert limits.distributable_a((0, 0, 0)) == (10, 32, 0)


def test_a_master_tells_its_island_and_a_slave_none() -> None:
    island = Island(20)
    master, slave = island.master(names.WITH_SLAVE), island.slave(2)
    island.run(35)
    assert master.limited == each(20, "sub-distribution")
    assert master.rows["master"]["DLM distributable current is limited by (L1/L2/L3)"] == "/".join(
        ["sub-distribution"] * 3
    )
    assert slave.limited is None


# -- on the dashboard --


def test_page_and_word_are_the_same_and_an_empty_socket_says_nothing() -> None:
    made = Signalled(Values({}))
    assert made.note(ev.LimitChanged(1, each(0, "no plug"))) == []
    phases = (PhaseLimit(Current.of_a(16), "operator"), *each(0, "phases connected")[:2])
    assert made.note(ev.LimitChanged(1, phases)) == [fx.ShowLimit(1, phases)]
    assert made.note(ev.LimitChanged(1, phases)) == []
    rows = dict(made.rows())
    assert rows["Signaled Current"] == "0 A", "nothing is signalled without a session"
    assert rows["Signaled Current is limited by"] == "operator"
    assert rows["Limit on L1, L2 and L3"] == "16 A by operator, 0 A by phases connected, 0 A by phases connected"
    assert made.note(ev.EnergyAllowed(1)) == []
    assert dict(made.rows())["Signaled Current"] == "16 A"
    assert made.note(ev.LimitChanged(1, each(0, "no plug"))) == [fx.ShowLimit(1, each(0, "no plug"))]
