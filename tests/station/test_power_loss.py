"""Loss of power at any moment: every transaction reaches the backend once, whole, and energy never runs backwards."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .power_story import CARD, STORY_MS, Story

RESUME = st.sampled_from(("On", "Off"))
BOTH = pytest.mark.parametrize("resume", ["On", "Off"])


def stops(story: Story) -> Counter[str]:
    return Counter(t.reason for t in story.bench.backend.transactions)


def test_without_a_cut_the_story_has_three_transactions() -> None:
    story = Story()
    story.finish()
    story.check()
    assert stops(story) == {"Local": 1, "EVDisconnected": 2}
    assert all(t.meter_stop_wh > t.meter_start_wh for t in story.bench.backend.transactions)
    story.close()


@settings(max_examples=60, deadline=None)
@given(RESUME, st.lists(st.integers(0, STORY_MS), min_size=1, max_size=4, unique=True), st.integers(1, 60_000))
def test_whenever_the_power_goes_every_transaction_is_told_once(
    resume: str, cuts_ms: list[int], dark_ms: int
) -> None:
    story = Story(resume)
    for cut_ms in sorted(cuts_ms):
        story.bench.wait(max(0, story.begin_ms + cut_ms - story.bench.clock.now_ms()))
        story.cut(dark_ms)
    story.finish()
    story.check()
    story.close()


def test_a_session_that_the_power_ended_is_closed_for_power_loss() -> None:
    story = Story("Off")
    story.bench.wait(60_000)
    story.cut(1_000)
    story.finish()
    story.check()
    assert stops(story)["PowerLoss"] == 2
    story.close()


def test_a_session_that_the_power_interrupted_goes_on() -> None:
    """BKD-035: also when it goes again and again, also while the station boots."""
    story = Story("On")
    story.bench.wait(30_000)
    story.cut(1_000)
    story.bench.mains.cut()
    story.bench.host.power_on()
    story.bench.wait(3_000)
    story.bench.host.power_off()
    story.bench.mains.restore()
    story.finish()
    story.check()
    assert not stops(story)["PowerLoss"]
    story.close()


@settings(max_examples=30, deadline=None)
@given(RESUME, st.integers(0, STORY_MS), st.integers(0, STORY_MS))
def test_whenever_the_line_and_then_the_power_goes_every_transaction_is_told_once(
    resume: str, line_ms: int, cut_ms: int
) -> None:
    story = Story(resume)
    story.bench.wait(line_ms)
    story.bench.network.cut()
    story.bench.wait(max(0, cut_ms - line_ms))
    story.cut(2_000)
    story.bench.network.restore()
    story.finish()
    story.check()
    story.close()


def cut_at(resume: str, write: int, *, flushed: bool) -> tuple[str, str]:
    """The records at whose write the power went ("" when there are fewer), and what was wrong in the end."""
    story = Story(resume)
    story.disk.fail_at(write, flushed=flushed)
    story.bench.wait_until(lambda: bool(story.disk.failed_at), within_ms=STORY_MS)
    if story.disk.failed_at:
        story.bench.wait(1_000)
        story.bench.mains.restore()
    story.finish()
    try:
        story.check()
    except AssertionError as wrong:
        return story.disk.failed_at, str(wrong).splitlines()[0]
    story.close()
    return story.disk.failed_at, ""


@BOTH
@pytest.mark.parametrize("flushed", [True, False], ids=["behind", "before"])
def test_a_loss_of_power_at_any_write_loses_and_doubles_nothing(resume: str, flushed: bool) -> None:
    broken, write = {}, 1
    while (ended := cut_at(resume, write, flushed=flushed))[0]:
        if ended[1]:
            broken[write] = ended
        write += 1
    assert write > 20, "the story writes less than it should"
    assert broken == {}


def interrupted(resume: str, **values: str) -> Story:
    """A session at socket 1 in which the power goes."""
    story = Story(resume, quiet=True, **values)
    story.bench.vehicle(1).plug_in()
    story.bench.reader(1).present(CARD)
    story.bench.wait(10_000)
    assert story.bench.hardware.outlets[1].locked
    story.bench.mains.cut()
    story.bench.wait(1_000)
    return story


def test_after_a_power_loss_a_plug_without_permission_is_removable_where_it_should_be() -> None:
    """AUT-078: with Lock Actuator only if authorized on, a cable without authorisation stays removable."""
    story = interrupted("Off", Lock_Actuator_only_if_authorized="On")
    story.bench.mains.restore()
    story.bench.wait(30_000)
    assert not story.bench.hardware.outlets[1].locked


@BOTH
def test_after_a_power_loss_a_plug_whose_vehicle_has_gone_is_let_go(resume: str) -> None:
    """D-AUT-13: it opens when the car is disconnected, also when the station could not see that."""
    story = interrupted(resume)
    story.bench.vehicle(1).unplug_car()
    story.bench.mains.restore()
    story.bench.wait(30_000)
    assert not story.bench.hardware.outlets[1].locked
    assert stops(story) == {"EVDisconnected" if resume == "On" else "PowerLoss": 1}


def test_a_session_that_cannot_go_on_because_its_plug_cannot_be_held_is_ended() -> None:
    story = interrupted("On")
    outlet = story.bench.hardware.outlets[1]
    outlet.locked, outlet.faults.lock_stuck = False, True
    story.bench.mains.restore()
    story.bench.wait(60_000)
    assert outlet.current_da == 0
    assert stops(story) == {"PowerLoss": 1}


def test_a_session_whose_card_was_refused_stays_without_energy_over_a_loss_of_power() -> None:
    story = Story("On", quiet=True, StopTransactionOnInvalidId="Off")
    story.bench.network.cut()
    story.bench.vehicle(1).plug_in()
    story.bench.reader(1).present(CARD)
    story.bench.wait(10_000)
    story.bench.backend.know_card(CARD, "Blocked")
    story.bench.network.restore()
    story.bench.wait(120_000)
    outlet = story.bench.hardware.outlets[1]
    refused_wh = outlet.energy_wh()
    story.cut(1_000)
    story.bench.wait(120_000)
    assert outlet.energy_wh() == refused_wh
    assert story.bench.backend.last_status(1) == "SuspendedEVSE"
