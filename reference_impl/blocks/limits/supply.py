"""Charging profiles in watts, by the supply as configured: Power Source Voltage and phases connected (7.1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from ...model.charging_profiles import ALL_PHASES, VOLTAGE, Installed, Period


class Supply(NamedTuple):
    """The phases that are connected, and the volts between one of them and neutral."""

    phases: int
    voltage: int


SUPPLY = Supply(ALL_PHASES, VOLTAGE)
"""From the factory."""


def supplied(installed: Iterable[Installed], supply: Supply) -> tuple[Installed, ...]:
    """The same profiles with their limits as this supply has them: no more phases than are connected, its voltage."""
    return tuple(installed) if supply == SUPPLY else tuple(_supplied(one, supply) for one in installed)


def _supplied(one: Installed, supply: Supply) -> Installed:
    periods = tuple(
        Period(each.start_ms, replace(each.limit, phases=min(each.limit.phases, supply.phases), voltage=supply.voltage))
        for each in one.profile.schedule.periods
    )
    schedule = replace(one.profile.schedule, periods=periods)
    return replace(one, profile=replace(one.profile, schedule=schedule))
