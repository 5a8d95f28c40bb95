"""Values that follow from another value (OCPP 1.6, 9.1.8; manual, 7.3 and 7.8).

ConnectorPhaseRotation and the rotation of each connector on the page say the same. Where OCPP says
NotApplicable or Unknown, or leaves a connector out, its rotation stays what it was.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ...model.feeds import CONTROLLER_2, MODE, ROTATION, named
from .keys_limits import BACKENDS, ROTATED, SLAVE_BACKEND

LIST = "ConnectorPhaseRotation"
CONNECTORS = {"1": named(ROTATION, 1), "2": named(ROTATION, 2)}


def with_linked(values: Mapping[str, str], shown: Callable[[str], str]) -> dict[str, str]:
    """The values to store, and those that follow from them; shown: the values that are saved."""
    if (mode := values.get(MODE + CONTROLLER_2)) is not None:
        values = {**values, SLAVE_BACKEND: BACKENDS[mode]}
    if LIST in values:
        return {**values, **_rotations(values[LIST])}
    if not values.keys() & set(CONNECTORS.values()):
        return dict(values)
    turned = {number: values.get(name, shown(name))[:3] for number, name in CONNECTORS.items()}
    items = dict(item.partition(".")[::2] for item in shown(LIST).split(",") if item)
    return {**values, LIST: ",".join(f"{where}.{how}" for where, how in sorted((items | turned).items()))}


def _rotations(text: str) -> dict[str, str]:
    items = dict(item.partition(".")[::2] for item in text.split(",") if item)
    found = {CONNECTORS[where]: how for where, how in items.items() if where in CONNECTORS}
    return {name: value for name, how in found.items() for value in ROTATED if value[:3] == how}
