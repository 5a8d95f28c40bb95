"""Clock-aligned meter values: due at the same moments of each day."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reference_impl.blocks.metering.clock_aligned import DAY_MS, ClockAligned, next_ms
from reference_impl.model import effects as fx
from reference_impl.model import events as ev

from .telling import Values, feed

NOON_MS = 20_000 * DAY_MS + DAY_MS // 2
DUE = ev.TimerExpired("clock_aligned", 0, "due")


def aligned(interval: str) -> ClockAligned:
    return ClockAligned(Values({"ClockAlignedDataInterval": interval}))


@given(st.integers(0, 10**13), st.integers(1, 86_400).map(lambda seconds: seconds * 1_000))
def test_the_next_moment_lies_ahead_by_no_more_than_an_interval_and_is_counted_from_midnight(
    unix_ms: int, interval_ms: int
) -> None:
    due_ms = next_ms(unix_ms, interval_ms)
    assert 0 < due_ms - unix_ms <= interval_ms
    assert due_ms % DAY_MS % interval_ms == 0


def test_both_meters_are_read_when_it_is_time() -> None:
    made = aligned("900")
    assert feed(made, ev.ClockSet(NOON_MS), at_ms=60_000) == [fx.StartTimer("clock_aligned", 0, "due", 840_000)]
    assert feed(made, DUE, at_ms=900_000) == [
        fx.ReadMeter(1, "clock"),
        fx.ReadMeter(2, "clock"),
        fx.StartTimer("clock_aligned", 0, "due", 900_000),
    ]


def test_a_timer_that_comes_a_little_early_does_not_make_the_moment_due_twice() -> None:
    made = aligned("900")
    feed(made, ev.ClockSet(NOON_MS), at_ms=0)
    assert feed(made, DUE, at_ms=899_999)[-1] == fx.StartTimer("clock_aligned", 0, "due", 900_001)


def test_an_interval_of_0_stops_it() -> None:
    stop = [fx.CancelTimer("clock_aligned", 0, "due")]
    assert feed(aligned("0"), ev.ValueStored("ClockAlignedDataInterval", live=True)) == stop


def test_another_value_does_not_concern_it() -> None:
    assert feed(aligned("900"), ev.ValueStored("HeartbeatInterval", live=True)) == []
