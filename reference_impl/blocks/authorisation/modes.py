"""The six Free Charging Modes as rows (manual, 5.2; names and order: discrepancy D-FRE-01)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FreeMode:
    """One mode.

    card:        some card has to be shown, and the same card ends charging
    status:      the backend sees whether the charge point is occupied
    transaction: the backend gets StartTransaction, MeterValues and StopTransaction
    own_id:      the idTag is the card's own; otherwise the fixed one that is configured
    """

    card: bool
    status: bool
    transaction: bool
    own_id: bool = False


FREE_MODES: dict[str, FreeMode] = {
    "No OCPP": FreeMode(card=False, status=False, transaction=False),
    "With OCPP Status Notifications without auth": FreeMode(card=False, status=True, transaction=False),
    "With OCPP Status Notifications with auth": FreeMode(card=True, status=True, transaction=False),
    "With OCPP Full, fixed rfid without auth": FreeMode(card=False, status=True, transaction=True),
    "With OCPP Full, fixed rfid with auth": FreeMode(card=True, status=True, transaction=True),
    "With OCPP full, any rfid with auth": FreeMode(card=True, status=True, transaction=True, own_id=True),
}
