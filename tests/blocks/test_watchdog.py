"""The watchdog: how long it waits, for what, and how it restarts the station."""

from __future__ import annotations

import pytest

from reference_impl.blocks.connectivity.watchdog import Watchdog
from reference_impl.model import effects as fx
from reference_impl.model import events as ev

from .telling import Values, asked, feed, told

BOOT, UP, DOWN = ev.Booted("power"), ev.LinkUp(), ev.LinkDown("connection lost")
OVER = ev.TimerExpired("watchdog", 0, "patience")
RESUME = "Restart transaction after power loss"


def watchdog(**values: str) -> Watchdog:
    named = {name.replace("_", " "): value for name, value in values.items()}
    return Watchdog(Values({"Connection Type": "Ethernet", **named}))


@pytest.mark.parametrize(("timeout", "after_ms"), [("10800", 10_800_000), ("60", 60_000)])
@pytest.mark.parametrize("event", [BOOT, DOWN])
def test_it_waits_from_the_boot_or_the_loss_of_the_line(event: ev.Event, timeout: str, after_ms: int) -> None:
    effects = feed(watchdog(TCP_Watchdog_Timeout=timeout), event)
    assert effects == [fx.StartTimer("watchdog", 0, "patience", after_ms)]


def test_attempts_that_fail_do_not_begin_the_time_anew() -> None:
    assert len(feed(watchdog(), BOOT, DOWN, DOWN)) == 1


def test_a_connection_ends_the_wait_and_its_loss_begins_it_anew() -> None:
    made = watchdog()
    feed(made, BOOT)
    assert feed(made, UP) == [fx.CancelTimer("watchdog", 0, "patience")]
    assert len(feed(made, DOWN)) == 1


@pytest.mark.parametrize("values", [{"TCP_Watchdog_Timeout": "0"}, {"Connection_Type": "No Backend"}])
def test_it_can_be_off(values: dict[str, str]) -> None:
    assert feed(watchdog(**values), BOOT, DOWN) == []


def test_a_session_that_may_go_on_loses_its_energy_first() -> None:
    made = watchdog()
    effects = feed(made, BOOT, OVER)
    assert told(effects) == [ev.EnergyBarred(1), ev.EnergyBarred(2)]
    assert asked(effects)[-1] == fx.StartTimer("watchdog", 0, "restart", 2_000)
    assert fx.CancelTimer("watchdog", 0, "restart") not in feed(made, UP), "the energy does not come back by itself"
    assert feed(made, ev.TimerExpired("watchdog", 0, "restart")) == [fx.Restart()]


def test_a_session_that_may_not_go_on_ends_as_before_any_restart() -> None:
    assert told(feed(watchdog(**{RESUME: "Off"}), BOOT, OVER)) == [ev.RestartRequested("Reboot")]
