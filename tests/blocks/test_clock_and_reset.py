"""The date, and the restart."""

from __future__ import annotations

import pytest

from reference_impl.blocks.backend.wallclock import WallClock
from reference_impl.blocks.maintenance.reset import Reset
from reference_impl.model import effects as fx
from reference_impl.model import events as ev
from reference_impl.model.backend_calls import BootCall, HeartbeatCall

from .telling import asked, feed

# ---------------------------------------------------------------- the date


@pytest.mark.parametrize(
    "answer",
    [ev.BootAnswered(BootCall(), "Accepted", 300, 1_000_000), ev.HeartbeatAnswered(HeartbeatCall(), 1_000_000)],
)
def test_the_backend_sets_the_clock_and_the_disk_keeps_it(answer: ev.Event) -> None:
    clock = WallClock()
    assert asked(feed(clock, answer, at_ms=400_000)) == [fx.Persist("clock", {"offset_ms": 600_000})]
    assert asked(feed(clock, answer, at_ms=400_000)) == []
    after = WallClock()
    feed(after, ev.RecordsRestored({"clock": {"offset_ms": 600_000}}))
    assert after.offset_ms == 600_000


def test_a_new_controller_has_the_date_of_its_own_clock() -> None:
    clock = WallClock()
    feed(clock, ev.RecordsRestored({}))
    assert clock.offset_ms == 0


# ---------------------------------------------------------------- restart


def test_a_restart_leaves_sessions_a_moment_to_end() -> None:
    reset = Reset()
    assert feed(reset, ev.RestartRequested("SoftReset")) == [fx.StartTimer("reset", 0, "restart", 2_000)]
    assert feed(reset, ev.TimerExpired("reset", 0, "restart")) == [fx.Restart()]
