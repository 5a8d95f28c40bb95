"""Which meter values are told when: purposes of a reading, the keys that choose from it, and its context.

OCPP 1.6, 3.16: sampled values belong to a transaction, clock-aligned ones to a connector; either
may go out in MeterValues at once, or be kept for the transactionData of StopTransaction.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ...model.backend_calls import MeterCall
from ...model.events import MeterRead
from ...model.quantities import Current
from ...model.settings import Settings

MOST_KEPT = 500
"""A StopTransaction with more would not get through every backend; OCPP 1.6 sets no limit."""
REGISTER = ("Energy.Active.Import.Register",)


@dataclass(frozen=True)
class Purpose:
    """Why the meter was read.

    told:  the key with the measurands of MeterValues; "" when none is sent
    kept:  the key with the measurands of transactionData; "" when none is kept
    """

    context: str
    told: str = ""
    kept: str = ""


PURPOSES: Mapping[str, Purpose] = {
    "begin": Purpose("Transaction.Begin", kept="StopTxnSampledData"),
    "sample": Purpose("Sample.Periodic", told="MeterValuesSampledData", kept="StopTxnSampledData"),
    "clock": Purpose("Sample.Clock", told="MeterValuesAlignedData", kept="StopTxnAlignedData"),
    "trigger": Purpose("Trigger", told="MeterValuesSampledData"),
    "end": Purpose("Transaction.End", kept="StopTxnSampledData"),
}


class Sampling:
    """Makes calls out of readings, with the measurands that are configured."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def told(self, read: MeterRead, ref: int, offer: Current, now_ms: int) -> MeterCall | None:
        """MeterValues, or None when none is wanted. A trigger is answered with the register at least."""
        purpose = PURPOSES[read.purpose]
        wanted = self._wanted(purpose.told) or (REGISTER if read.purpose == "trigger" else ())
        return _call(read, ref, offer, now_ms, purpose, wanted) if wanted else None

    def kept(self, read: MeterRead, ref: int, offer: Current, now_ms: int) -> MeterCall | None:
        """Values for transactionData, or None when none are wanted."""
        purpose = PURPOSES[read.purpose.split()[0]]
        wanted = self._wanted(purpose.kept)
        return _call(read, ref, offer, now_ms, purpose, wanted) if wanted else None

    def _wanted(self, key: str) -> tuple[str, ...]:
        text = self._settings.text(key) if key else ""
        return tuple(text.split(",")) if text else ()


def _call(
    read: MeterRead, ref: int, offer: Current, now_ms: int, purpose: Purpose, wanted: tuple[str, ...]
) -> MeterCall:
    offered_da = offer.deciamperes if ref else 0
    return MeterCall(
        ref, read.socket, read.energy_wh, read.current_da, offered_da, now_ms,
        purpose.context, read.voltage_v, read.power_w, wanted,
    )  # fmt: skip


def thinned(kept: list[MeterCall]) -> list[MeterCall]:
    """The same when there is room, otherwise the first, the last and every second one between them."""
    return kept if len(kept) <= MOST_KEPT else [kept[0], *kept[1:-1:2], kept[-1]]
