"""The backend's answers to our calls as events: a row for each call."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..codecs import ocpp_j
from ..model import backend_calls as calls
from ..model import events as ev
from ..model.cards import CardInfo

Payload = dict[str, Any]


def _boot_answer(call: Any, payload: Payload) -> ev.Event:
    time_ms = ocpp_j.parse_timestamp(payload["currentTime"])
    return ev.BootAnswered(call, payload["status"], payload["interval"], time_ms)


def card_info(row: Payload) -> CardInfo:
    """IdTagInfo of OCPP 1.6, 7.27."""
    expiry = row.get("expiryDate")
    return CardInfo(row["status"], ocpp_j.parse_timestamp(expiry) if expiry else None, row.get("parentIdTag", ""))


def _start_answer(call: Any, payload: Payload) -> ev.Event:
    info = card_info(payload["idTagInfo"])
    return ev.StartAnswered(
        call, call.socket, call.ref, payload["transactionId"], info.status, call.id_tag, info
    )


def _authorize_answer(call: Any, payload: Payload) -> ev.Event:
    info = card_info(payload["idTagInfo"])
    return ev.AuthorizeAnswered(call, call.socket, call.id_tag, info.status, info)


def _stop_answer(call: Any, payload: Payload) -> ev.Event:
    info = card_info(payload["idTagInfo"]) if "idTagInfo" in payload else None
    return ev.StopAnswered(call, call.socket, call.ref, call.id_tag, info)


ANSWERS: dict[type[calls.BackendCall], Callable[[Any, Payload], ev.Event]] = {
    calls.BootCall: _boot_answer,
    calls.HeartbeatCall: lambda call, payload: ev.HeartbeatAnswered(
        call, ocpp_j.parse_timestamp(payload["currentTime"])
    ),
    calls.AuthorizeCall: _authorize_answer,
    calls.StatusCall: lambda call, payload: ev.OtherAnswered(call),
    calls.StartCall: _start_answer,
    calls.MeterCall: lambda call, payload: ev.OtherAnswered(call),
    calls.FirmwareStatusCall: lambda call, payload: ev.OtherAnswered(call),
    calls.SignedFirmwareStatusCall: lambda call, payload: ev.OtherAnswered(call),
    calls.DiagnosticsStatusCall: lambda call, payload: ev.OtherAnswered(call),
    calls.LogStatusCall: lambda call, payload: ev.OtherAnswered(call),
    calls.SecurityEventCall: lambda call, payload: ev.SecurityEventTaken(call),
    calls.SigningCall: lambda call, payload: ev.SigningAnswered(call, payload["status"]),
    calls.StopCall: _stop_answer,
}
