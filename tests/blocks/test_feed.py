"""The balancer of one feed: within its limit, nobody rises before the other came down, nothing is left over."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_impl.blocks.load_management.appetite import wanted_a
from reference_impl.blocks.load_management.feed import OBEYS_MS, FeedBalancer
from reference_impl.model import effects as fx
from reference_impl.model import events as ev
from reference_impl.model import feeds
from reference_impl.model.quantities import Current

from .telling import Values, feed, told

ON = {feeds.ONE_FEED: "On"}
ALL = (0, 1, 2)


def balancer(**values: str) -> FeedBalancer:
    made = FeedBalancer(Values(ON | values))
    assert shares(feed(made, ev.Booted("power"))) == {1: 32, 2: 32}
    return made


def charges(socket: int, most_a: int = 32, *, drawn: tuple[int, int, int] | None = None,
            phases: tuple[int, ...] = ALL) -> ev.DemandChanged:  # fmt: skip
    return ev.DemandChanged(socket, True, False, Current.of_a(most_a), drawn, phases)


def offered(socket: int, amperes: int) -> ev.OfferChanged:
    return ev.OfferChanged(socket, Current.of_a(amperes), "feed")


def shares(effects: list[fx.Effect]) -> dict[int, int]:
    """The last share of each socket."""
    assigned = [event for event in told(effects) if isinstance(event, ev.ShareAssigned)]
    assert all(event.source == "feed" and event.limit is not None for event in assigned)
    return {event.socket: event.limit.deciamperes // 10 for event in assigned if event.limit is not None}


def first_charges(**values: str) -> FeedBalancer:
    made = balancer(**values)
    assert shares(feed(made, offered(1, 32), charges(1))) == {2: 0}
    return made


def test_two_feeds_are_not_shared() -> None:
    made = FeedBalancer(Values({}))
    assert feed(made, ev.Booted("power"), charges(1), charges(2), offered(1, 32)) == []


def test_sessions_that_go_on_before_the_boot_is_over_are_known() -> None:
    made = FeedBalancer(Values(ON))
    assert shares(feed(made, charges(1), charges(2), ev.Booted("power"))) == {1: 16, 2: 16}


def test_the_second_waits_until_the_first_may_have_come_down() -> None:
    made = first_charges()
    assert shares(feed(made, charges(2))) == {1: 16}
    assert fx.StartTimer("feed", 1, "obeyed", OBEYS_MS) in feed(made, offered(1, 16), at_ms=1_000)
    assert shares(feed(made, ev.TimerExpired("feed", 1, "obeyed"), at_ms=6_000)) == {2: 16}


def test_the_second_need_not_wait_when_the_first_is_seen_to_come_down() -> None:
    made = first_charges()
    feed(made, charges(2), offered(1, 16))
    assert shares(feed(made, charges(1, drawn=(320, 320, 320)))) == {}
    assert shares(feed(made, charges(1, drawn=(159, 159, 159)))) == {2: 16}


def test_a_low_draw_from_before_is_no_sign_of_obedience() -> None:
    made = first_charges()
    feed(made, charges(2), offered(1, 16))
    assert shares(feed(made, charges(1, drawn=(100, 100, 100)))) == {}


def test_a_vehicle_that_does_not_obey_is_reckoned_with() -> None:
    made = first_charges()
    feed(made, charges(2), offered(1, 16), charges(1, drawn=(240, 240, 240)))
    assert shares(feed(made, ev.TimerExpired("feed", 1, "obeyed"), at_ms=6_000)) == {2: 8}


def test_without_the_link_the_slave_has_its_disconnected_limit_and_the_master_the_rest() -> None:
    made = balancer()
    assert shares(feed(made, ev.UsbLinkSensed(2, False))) == {1: 25, 2: 7}
    assert shares(feed(made, ev.UsbLinkSensed(2, True))) == {1: 32, 2: 32}


def test_the_dlm_is_one_more_limit() -> None:
    made = balancer()
    assert shares(feed(made, ev.ShareAssigned(1, "DLM", Current.of_a(10)))) == {1: 10}
    assert shares(feed(made, ev.ShareAssigned(1, "DLM", None))) == {1: 32}


@pytest.mark.parametrize(("limit", "pair"), [("13", [0, 13]), ("14", [7, 7])])
def test_nobody_gets_less_than_the_minimum(limit: str, pair: list[int]) -> None:
    made = FeedBalancer(Values(ON | {feeds.FEED: limit}))
    found = shares(feed(made, ev.Booted("power"), charges(1), charges(2)))
    assert sorted((found.get(1, int(limit)), found.get(2, 0))) == pair


@given(st.integers(6, 32), st.integers(6, 32), st.integers(12, 63))
def test_two_that_charge_are_within_the_feed_and_leave_nothing(first_a: int, second_a: int, limit_a: int) -> None:
    values = {name: str(limit_a) for name in (feeds.FEED, feeds.HARDWARE, feeds.HARDWARE + feeds.CONTROLLER_2)}
    made = FeedBalancer(Values(ON | values | {feeds.MINIMUM: "6"}))
    found = shares(feed(made, ev.Booted("power"), charges(1, first_a), charges(2, second_a)))
    assert sum(found.values()) == min(limit_a, first_a + second_a)


@given(st.permutations(ALL), st.permutations(ALL), st.sampled_from([(0,), ALL]), st.sampled_from([(0,), ALL]),
       st.integers(12, 63))  # fmt: skip
def test_each_grid_phase_is_within_the_feed(
    one: list[int], two: list[int], first: tuple[int, ...], second: tuple[int, ...], limit_a: int
) -> None:
    turned = {1: rotation(one), 2: rotation(two)}
    values = {name: str(limit_a) for name in (feeds.FEED, feeds.HARDWARE, feeds.HARDWARE + feeds.CONTROLLER_2)}
    values |= {feeds.named(feeds.ROTATION, socket): name for socket, name in turned.items()}
    made = FeedBalancer(Values(ON | values))
    begun = shares(feed(made, ev.Booted("power"), charges(1, phases=first), charges(2, phases=second)))
    wires = {1: [one[phase] for phase in first], 2: [two[phase] for phase in second]}
    for grid in ALL:
        assert sum(begun[socket] for socket in (1, 2) if grid in wires[socket]) <= limit_a


def rotation(lines: list[int]) -> str:
    """The choice of the page that leads the socket's L1, L2, L3 to these phases of the grid."""
    from reference_impl.blocks.configuration.keys_limits import ROTATED

    wanted = "/".join(f"L{line + 1}" for line in lines)
    return next(choice for choice in ROTATED if wanted in choice)


def test_a_vehicle_that_takes_all_it_is_offered_wants_all_it_could() -> None:
    assert wanted_a(32, 16, (159, 159, 159), 0, 6) == 32


@pytest.mark.parametrize(("drawn_da", "wanted"), [(100, 11), (101, 12), (0, 7), (30, 7)])
def test_one_that_takes_less_wants_a_margin(drawn_da: int, wanted: int) -> None:
    """DUO-011: at most 2 A above what it draws, and no less than the minimum."""
    assert wanted_a(32, 16, (drawn_da, 0, 0), 0, 7) == wanted


@given(st.integers(60, 300), st.integers(-3, 3))
def test_a_draw_that_trembles_moves_nothing_for_long(drawn_da: int, tremble: int) -> None:
    once = wanted_a(32, 32, (drawn_da,), 32, 6)
    again = wanted_a(32, 32, (drawn_da + tremble,), once, 6)
    assert wanted_a(32, 32, (drawn_da,), again, 6) == again


def test_the_page_has_every_rotation_once() -> None:
    from reference_impl.blocks.configuration.keys_limits import ROTATED

    seen = {feeds.grid_phases(Values({feeds.ROTATION: choice}), 1) for choice in ROTATED}
    assert seen == {lines for lines in product(ALL, repeat=3) if len(set(lines)) == 3}
    for choice in ROTATED:
        lines = [f"L{phase + 1}" for phase in feeds.grid_phases(Values({feeds.ROTATION: choice}), 1)]
        assert f"({'/'.join(lines)}" in choice
