"""Sampled values as OCPP 1.6, 7.43, lets them be written: with defaults left out, in Wh or kWh, W or kW."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

REGISTER = "Energy.Active.Import.Register"
"""The measurand that is meant where none is given."""
_THOUSANDS = {"kWh": "Wh", "kW": "W"}

Sample = Mapping[str, Any]


def measurand_of(sample: Sample) -> str:
    """Its measurand."""
    return str(sample.get("measurand", REGISTER))


def unit_of(sample: Sample) -> str:
    """Its unit, the small one."""
    unit = str(sample.get("unit", "Wh" if measurand_of(sample).startswith("Energy") else ""))
    return _THOUSANDS.get(unit, unit)


def value_of(sample: Sample) -> Decimal:
    """Its value in that unit."""
    return Decimal(sample["value"]) * (1_000 if sample.get("unit") in _THOUSANDS else 1)


def registers_wh(values: list[dict[str, Any]]) -> list[int]:
    """The energy registers in meterValue or transactionData, those of the whole socket."""
    return [
        round(value_of(sample))
        for value in values
        for sample in value["sampledValue"]
        if measurand_of(sample) == REGISTER and "phase" not in sample
    ]
