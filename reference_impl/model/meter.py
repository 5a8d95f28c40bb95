"""What the meter of a socket can tell, and under which names of OCPP 1.6 it is told."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .frozen import dataclass

SUM = ""
"""The phase of a value that stands for all phases together."""
PHASES = ("L1", "L2", "L3")

MEASURANDS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "Energy.Active.Import.Register": (SUM,),
    "Power.Active.Import": (SUM, *PHASES),
    "Current.Import": PHASES,
    "Current.Offered": (SUM,),
    "Voltage": tuple(f"{phase}-N" for phase in PHASES),
})  # fmt: skip
"""Measurand (OCPP 1.6, 7.31) to the phases in which the station has it."""


@dataclass(frozen=True)
class MeterReading:
    """One look at the meter: register in Wh; per phase deciamperes, volts and watts."""

    energy_wh: int
    current_da: tuple[int, ...]
    voltage_v: tuple[int, ...] = ()
    power_w: tuple[int, ...] = ()


def named(item: str) -> tuple[str, tuple[str, ...]]:
    """Measurand and phases of an item of a configuration key, as in "Voltage" or "Voltage.L1-N".

    Source: OCPP 1.6, 9.1.17: a phase may stand behind the measurand. ValueError for what the station cannot measure.
    """
    measurand, _, phase = item.rpartition(".")
    if item in MEASURANDS:
        return item, MEASURANDS[item]
    if phase and phase in MEASURANDS.get(measurand, ()):
        return measurand, (phase,)
    raise ValueError(f"{item!r} is not measured; choose from {', '.join(MEASURANDS)}")
