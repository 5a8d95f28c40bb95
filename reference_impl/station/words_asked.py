"""Requests of the backend as events: a row for each action that one block answers alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..codecs import ocpp_j
from ..model import events as ev
from ..model.cards import ListEntry
from ..model.certificates import HashData
from ..model.updates import UpdateOrder, UploadOrder
from .words_answered import card_info
from .words_profiles import READ_PROFILE_REQUESTS

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


TRIES, TRY_AGAIN_S = 3, 60
"""Where the backend leaves them out, they are ours to choose (OCPP 1.6, 6.25 and 6.55)."""


def _tries(payload: Payload) -> tuple[int, int]:
    """How often to try, and the seconds between two tries. At least once, whatever is asked."""
    return max(1, payload.get("retries", TRIES)), max(0, payload.get("retryInterval", TRY_AGAIN_S))


def _optional_date(payload: Payload, name: str) -> int | None:
    return ocpp_j.parse_timestamp(payload[name]) if name in payload else None


def _update(message_id: str, payload: Payload) -> ev.Event:
    fetch_ms = ocpp_j.parse_timestamp(payload["retrieveDate"])
    return ev.UpdateOrdered(message_id, UpdateOrder(payload["location"], *_tries(payload), fetch_ms))


def _signed_update(message_id: str, payload: Payload) -> ev.Event:
    firmware = payload["firmware"]
    order = UpdateOrder(
        firmware["location"],
        *_tries(payload),
        ocpp_j.parse_timestamp(firmware["retrieveDateTime"]),
        _optional_date(firmware, "installDateTime"),
        payload["requestId"],
        firmware["signingCertificate"],
        firmware["signature"],
    )
    return ev.UpdateOrdered(message_id, order)


def _diagnostics(message_id: str, payload: Payload) -> ev.Event:
    oldest_ms, latest_ms = _optional_date(payload, "startTime"), _optional_date(payload, "stopTime")
    tries = _tries(payload)
    order = UploadOrder("GetDiagnostics", "DiagnosticsLog", payload["location"], *tries, oldest_ms, latest_ms)
    return ev.UploadOrdered(message_id, order)


def _log(message_id: str, payload: Payload) -> ev.Event:
    log = payload["log"]
    oldest_ms, latest_ms = _optional_date(log, "oldestTimestamp"), _optional_date(log, "latestTimestamp")
    place, tries, request = log["remoteLocation"], _tries(payload), payload["requestId"]
    return ev.UploadOrdered(
        message_id, UploadOrder("GetLog", payload["logType"], place, *tries, oldest_ms, latest_ms, request)
    )


def _extended_trigger(message_id: str, payload: Payload) -> ev.Event:
    return ev.ExtendedTriggerAsked(message_id, payload["requestedMessage"], payload.get("connectorId", 0))


def _delete_certificate(message_id: str, payload: Payload) -> ev.Event:
    row = payload["certificateHashData"]
    issuer_name, issuer_key = row["issuerNameHash"].lower(), row["issuerKeyHash"].lower()
    serial = row["serialNumber"].lower().lstrip("0")
    return ev.RootUnwanted(message_id, HashData(row["hashAlgorithm"], issuer_name, issuer_key, serial))


READ_REQUESTS: dict[str, Callable[[str, Payload], ev.Event]] = {
    "SendLocalList": _local_list,
    "GetLocalListVersion": lambda message_id, payload: ev.LocalListVersionAsked(message_id),
    "ReserveNow": _reserve,
    "CancelReservation": lambda message_id, payload: ev.ReservationCancelled(message_id, payload["reservationId"]),
    "ChangeAvailability": _availability,
    "ClearCache": lambda message_id, payload: ev.CacheCleared(message_id),
    "UpdateFirmware": _update,
    "SignedUpdateFirmware": _signed_update,
    "GetDiagnostics": _diagnostics,
    "GetLog": _log,
    "ExtendedTriggerMessage": _extended_trigger,
    "CertificateSigned": lambda message_id, payload: ev.CertificateDelivered(message_id, payload["certificateChain"]),
    "InstallCertificate": lambda message_id, payload: ev.RootDelivered(
        message_id, payload["certificateType"], payload["certificate"]
    ),
    "DeleteCertificate": _delete_certificate,
    "GetInstalledCertificateIds": lambda message_id, payload: ev.RootsAsked(message_id, payload["certificateType"]),
    **READ_PROFILE_REQUESTS,
}
"""Requests that one block answers alone; the others go to blocks/backend/requests.py as they are."""
