"""Values of the meter as SampledValue of OCPP 1.6, 7.43: a row for each measurand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ..model.backend_calls import MeterCall
from ..model.meter import PHASES, SUM, named

PERIODIC = "Sample.Periodic"
"""The context that is meant where none is given."""

Values = Mapping[str, str]


def _deciamperes(amount: int) -> str:
    return f"{amount // 10}.{amount % 10}"


def _per_phase(amounts: tuple[int, ...], text: Callable[[int], str] = str, suffix: str = "") -> Values:
    """A three-phase station may be given a meter with fewer phases: then those alone are told."""
    return {phase + suffix: text(amount) for phase, amount in zip(PHASES, amounts, strict=False)}


def _power(call: MeterCall) -> Values:
    return {SUM: str(sum(call.power_w)), **_per_phase(call.power_w)} if call.power_w else {}


ROWS: Mapping[str, tuple[str, Callable[[MeterCall], Values]]] = {
    "Energy.Active.Import.Register": ("Wh", lambda call: {SUM: str(call.meter_wh)}),
    "Power.Active.Import": ("W", _power),
    "Current.Import": ("A", lambda call: _per_phase(call.current_da, _deciamperes)),
    "Current.Offered": ("A", lambda call: {SUM: _deciamperes(call.offered_da)}),
    "Voltage": ("V", lambda call: _per_phase(call.voltage_v, suffix="-N")),
}
"""Measurand to its unit, and its values by phase."""


def sampled_values(call: MeterCall) -> list[dict[str, Any]]:
    """All values that the call is to carry, in the order of its measurands."""
    context = {} if call.context == PERIODIC else {"context": call.context}
    return [{**row, **context} for item in call.measurands for row in _rows(item, call)]


def _rows(item: str, call: MeterCall) -> Iterator[dict[str, Any]]:
    measurand, phases = named(item)
    unit, read = ROWS[measurand]
    values = read(call)
    for phase in phases:
        if phase in values:
            yield {
                "value": values[phase],
                "measurand": measurand,
                "unit": unit,
                **({"phase": phase} if phase else {}),
            }
