"""The shares of the sockets, and what holds for any set of charging profiles; OCPP 1.6's paragraph at each test."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_impl.blocks.limits.schedules import (
    composite_schedule,
    governing,
    limit_at,
    share,
    value_at,
    whole_seconds,
)
from reference_impl.model.charging_profiles import (
    ChargingProfile,
    Installed,
    Kind,
    Purpose,
    RateUnit,
    Recurrency,
    Schedule,
    TransactionInfo,
)
from reference_impl.model.quantities import LEAST_OFFER, NO_CURRENT, Current

from .profile_examples import DAY_MS, A, ampere, at, books, moments, schedules, sockets, transactions, unhurried

# ---------------------------------------------------------------- shares of the sockets: 3.13.3


@pytest.mark.parametrize(("total", "wanted", "offered"), [
    (None, {1: 32, 2: 16}, {1: 32, 2: 16}),
    (40, {1: 32, 2: 32}, {1: 20, 2: 20}),
    (40, {1: 32, 2: 10}, {1: 30, 2: 10}),   # what is not wanted goes to the other
    (40, {1: 10, 2: 32}, {1: 10, 2: 30}),
    (64, {1: 32, 2: 32}, {1: 32, 2: 32}),
    (12, {1: 32, 2: 32}, {1: 6, 2: 6}),
    (11, {1: 32, 2: 32}, {1: 11, 2: 0}),    # never below 6 A: the last pauses
    (11, {2: 32, 1: 32}, {1: 0, 2: 11}),
    (5, {1: 32, 2: 32}, {1: 0, 2: 0}),
    (0, {1: 32}, {1: 0}),
    (20, {1: 5, 2: 32}, {1: 0, 2: 20}),     # who wants less than 6 A pauses and counts for nothing
    (20, {1: 0, 2: 32}, {1: 0, 2: 20}),
    (16, {}, {})])
def test_3_13_3_the_share_of_each_socket(
    total: int | None, wanted: dict[int, int], offered: dict[int, int]
) -> None:
    assert share(ampere(total), {socket: Current.of_a(current) for socket, current in wanted.items()}) == {
        socket: Current.of_a(current) for socket, current in offered.items()}


def test_3_13_3_a_deciampere_that_does_not_divide_is_not_lost() -> None:
    assert share(Current(201), {1: Current(320), 2: Current(320)}) == {1: Current(100), 2: Current(101)}


totals = st.integers(0, 1500).map(Current)
wishes = st.dictionaries(st.integers(1, 6), st.integers(0, 400).map(Current))


@given(totals, wishes)
def test_3_13_3_shares_never_exceed_the_total_or_the_wish_and_are_never_below_6_a(
    total: Current, wanted: dict[int, Current]
) -> None:
    offered = share(total, wanted)
    assert offered.keys() == wanted.keys()
    assert sum(current.deciamperes for current in offered.values()) <= total.deciamperes
    for socket, current in offered.items():
        assert current == NO_CURRENT or LEAST_OFFER <= current <= wanted[socket]


@given(totals, wishes)
def test_3_13_3_nothing_usable_is_left_over_and_equals_are_treated_equally(
    total: Current, wanted: dict[int, Current]
) -> None:
    offered = share(total, wanted)
    left = total.deciamperes - sum(current.deciamperes for current in offered.values())
    for socket, current in offered.items():
        if current == NO_CURRENT and wanted[socket] >= LEAST_OFFER:
            assert total.deciamperes - 60 * sum(other > NO_CURRENT for other in offered.values()) < 60
        elif NO_CURRENT < current < wanted[socket]:
            assert left == 0
            assert all(other.deciamperes <= current.deciamperes + 1 for other in offered.values())


# ---------------------------------------------------------------- any set of profiles


@unhurried
@given(books, sockets, moments, transactions)
def test_5_7_nothing_changes_before_the_next_change(
    installed: list[Installed], socket: int, now: int, tx: TransactionInfo | None
) -> None:
    limit, next_change = limit_at(installed, socket, now, tx)
    assert next_change is None or next_change > now
    end = now + 30 * DAY_MS if next_change is None else next_change
    for later in {end - 1, *range(now + 1, end, 1 + (end - now) // 20)}:
        assert limit_at(installed, socket, later, tx).limit == limit


@unhurried
@given(books, sockets, moments, st.integers(0, 3 * 86_400), st.sampled_from(RateUnit), transactions, st.data())
def test_5_7_the_composite_schedule_agrees_with_the_limit_at_every_instant(
    installed: list[Installed], socket: int, start: int, duration: int, unit: RateUnit,
    tx: TransactionInfo | None, data: st.DataObject,
) -> None:
    local = Current.of_a(32)
    periods = composite_schedule(installed, socket, start, duration, unit, tx, local)
    assert periods[0].start_ms == 0
    assert all(earlier.start_ms < later.start_ms and earlier.limit != later.limit
               for earlier, later in pairwise(periods))
    assert {period.limit.unit for period in periods} == {unit}
    edges = {edge for period in periods for edge in (period.start_ms, max(0, period.start_ms - 1))}
    chosen = data.draw(st.lists(st.integers(0, max(0, duration * 1000 - 1)), max_size=20))
    for instant in edges | set(chosen):
        shown = [period.limit for period in periods if period.start_ms <= instant][-1]
        allowed = limit_at(installed, socket, start + instant, tx).limit
        assert shown.current == (local if allowed is None else min(local, allowed))


@unhurried
@given(books, moments, st.integers(1, 86_400), transactions)
def test_5_7_the_message_never_shows_more_than_there_is(
    installed: list[Installed], start: int, duration: int, tx: TransactionInfo | None
) -> None:
    exact = composite_schedule(installed, 1, start, duration, A, tx, Current.of_a(32))
    told = whole_seconds(exact, duration)
    assert told[0].start_ms == 0
    for instant in {edge for period in exact + told for edge in (period.start_ms, max(0, period.start_ms - 1))}:
        shown = [period.limit for period in told if period.start_ms <= instant][-1]
        assert shown.current <= [period.limit for period in exact if period.start_ms <= instant][-1].current


@unhurried
@given(books, st.integers(1, 2), moments, transactions)
def test_3_13_3_a_socket_never_has_more_than_the_stations_profile(
    installed: list[Installed], socket: int, now: int, tx: TransactionInfo | None
) -> None:
    station, own = limit_at(installed, 0, now, tx).limit, limit_at(installed, socket, now, tx).limit
    assert station is None or (own is not None and own <= station)


@unhurried
@given(books, sockets, moments, transactions)
def test_3_13_2_removing_the_governing_profile_reveals_the_next(
    installed: list[Installed], socket: int, now: int, tx: TransactionInfo | None
) -> None:
    left, ranks = list(installed), []
    while (top := governing(left, socket, now, tx)) is not None:
        ranks.append((top.profile.purpose is Purpose.TX, top.connector > 0, top.profile.stack_level))
        assert value_at(top.profile, now, tx) is not None
        others = [each for each in left if each != top]
        assert governing([*others, top], socket, now, tx) == top  # the order of the book does not matter
        left = others
    assert ranks == sorted(set(ranks), reverse=True)


@unhurried
@given(schedules(), st.sampled_from(Recurrency), moments, st.integers(1, 60))
def test_7_10_a_recurring_schedule_is_the_same_in_each_recurrence(
    schedule: Schedule, recurrency: Recurrency, now: int, times: int
) -> None:
    recurring = ChargingProfile(
        number=1, stack_level=0, purpose=Purpose.TX_DEFAULT, kind=Kind.RECURRING, schedule=schedule,
        recurrency=recurrency)
    begun = TransactionInfo(42, at("00:00:00", day=4))
    start = begun.started_ms if schedule.start_ms is None else schedule.start_ms
    value = value_at(recurring, now, begun)
    if now < start:
        assert value is None
    else:
        assert value_at(recurring, now + times * recurrency.period_ms, begun) == value
