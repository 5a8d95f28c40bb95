"""The invariant on what a pulled cable ends, on journals written by hand."""

from __future__ import annotations

import pytest

from tests.harness.invariant_support import Tale

BY_CARD, DISCONNECTING = "Only by RFID/RemoteStop", "Stop only by disconnecting"


def charging(mode: str) -> Tale:
    """A transaction runs in this mode."""
    return Tale().set(Free_Charging="On", Stop_Transaction_Mode=mode).boot().at(3).charge().start()


@pytest.mark.parametrize(("mode", "requirement"), [(BY_CARD, "AUT-060"), (DISCONNECTING, "AUT-052")])
def test_a_pull_at_the_car_ends_nothing(mode: str, requirement: str) -> None:
    tale = charging(mode).at(60).stop().unplug().stopped(reason="EVDisconnected")
    assert tale.requirements() == [requirement]


@pytest.mark.parametrize(("mode", "requirements"), [(BY_CARD, ["AUT-060"]), (DISCONNECTING, [])])
def test_a_pull_at_the_station_may(mode: str, requirements: list[str]) -> None:
    tale = charging(mode).at(60).stop().unplug().at(70).unplug("station").stopped(reason="EVDisconnected")
    assert tale.requirements() == requirements


@pytest.mark.parametrize("mode", ["Normal", "Normal + Mode D + RCD detected"])
def test_in_the_other_modes_every_pull_does(mode: str) -> None:
    assert charging(mode).at(60).stop().unplug().stopped(reason="EVDisconnected").violations() == []


@pytest.mark.parametrize("reason", ["Local", "Remote", "PowerLoss", "UnlockCommand"])
def test_other_reasons_are_for_others_to_judge(reason: str) -> None:
    assert charging(BY_CARD).at(60).stop().unplug().stopped(reason=reason).violations() == []


def test_a_stop_without_a_pull_is_about_an_earlier_session() -> None:
    tale = Tale().set(Stop_Transaction_Mode=BY_CARD).boot().at(3).start()
    assert tale.at(5).stopped(reason="EVDisconnected").violations() == []


def test_a_mode_that_was_changed_meanwhile_silences() -> None:
    tale = charging(BY_CARD).at(30).set(Stop_Transaction_Mode="Normal").at(60)
    assert tale.stop().unplug().stopped(reason="EVDisconnected").violations() == []
