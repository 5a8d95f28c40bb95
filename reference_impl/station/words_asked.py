"""Requests of the backend as events: a row for each action that one block answers alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..codecs import ocpp_j
from ..model import events as ev
from ..model.cards import ListEntry
from .words_answered import card_info

Payload = dict[str, Any]


def _local_list(message_id: str, payload: Payload) -> ev.Event:
    entries = tuple(
        ListEntry(row["idTag"], card_info(row["idTagInfo"]) if "idTagInfo" in row else None)
        for row in payload.get("localAuthorizationList", ())
    )
    return ev.LocalListSent(message_id, payload["updateType"] == "Full", payload["listVersion"], entries)


def _reserve(message_id: str, payload: Payload) -> ev.Event:
    return ev.ReservationAsked(
        message_id,
        payload["reservationId"],
        payload["connectorId"],
        payload["idTag"],
        payload.get("parentIdTag", ""),
        ocpp_j.parse_timestamp(payload["expiryDate"]),
    )


def _availability(message_id: str, payload: Payload) -> ev.Event:
    return ev.AvailabilityAsked(message_id, payload["connectorId"], payload["type"] == "Operative")


READ_REQUESTS: dict[str, Callable[[str, Payload], ev.Event]] = {
    "SendLocalList": _local_list,
    "GetLocalListVersion": lambda message_id, payload: ev.LocalListVersionAsked(message_id),
    "ReserveNow": _reserve,
    "CancelReservation": lambda message_id, payload: ev.ReservationCancelled(message_id, payload["reservationId"]),
    "ChangeAvailability": _availability,
    "ClearCache": lambda message_id, payload: ev.CacheCleared(message_id),
}
"""Requests that one block answers alone; the others go to blocks/backend/requests.py as they are."""
