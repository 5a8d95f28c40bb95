"""Our calls as payloads of OCPP 1.6: a row for each call."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..codecs import ocpp_j
from ..model import backend_calls as calls
from .words_metered import sampled_values

Payload = dict[str, Any]
LONGEST_DETAILS = 255
"""Characters of techInfo (security whitepaper, 5.15)."""


class Context:
    """What a payload needs besides the call itself."""

    def __init__(self, facts: Callable[[str], str], offset_ms: int, transaction_id: int) -> None:
        self.facts, self._offset_ms, self.transaction_id = facts, offset_ms, transaction_id

    def date(self, at_ms: int) -> str:
        """A time on the station's clock as a date."""
        return ocpp_j.timestamp_text(at_ms + self._offset_ms)


def _boot(call: Any, context: Context) -> Payload:
    return {
        "chargePointVendor": context.facts("ChargePointVendor"),
        "chargePointModel": context.facts("ChargePointModel"),
        "chargePointSerialNumber": context.facts("ChargePointSerialNumber"),
        "firmwareVersion": context.facts("FirmwareVersion"),
    }


def _status(call: Any, context: Context) -> Payload:
    info = {"info": call.info} if call.info else {}
    return {
        "connectorId": call.socket,
        "errorCode": call.error_code,
        "status": call.status,
        "timestamp": context.date(call.at_ms),
        **info,
    }


def _start(call: Any, context: Context) -> Payload:
    ended = {} if call.reservation is None else {"reservationId": call.reservation}
    return {
        **ended,
        "connectorId": call.socket,
        "idTag": call.id_tag,
        "meterStart": call.meter_wh,
        "timestamp": context.date(call.at_ms),
    }


def _meter(call: Any, context: Context) -> Payload:
    number = {"transactionId": context.transaction_id} if call.ref else {}
    return {"connectorId": call.socket, **number, "meterValue": [_meter_value(call, context)]}


def _meter_value(call: calls.MeterCall, context: Context) -> Payload:
    return {"timestamp": context.date(call.at_ms), "sampledValue": sampled_values(call)}


def _stop(call: Any, context: Context) -> Payload:
    tag = {"idTag": call.id_tag} if call.id_tag else {}
    data = {"transactionData": [_meter_value(kept, context) for kept in call.data]} if call.data else {}
    return {
        **tag,
        **data,
        "meterStop": call.meter_wh,
        "timestamp": context.date(call.at_ms),
        "transactionId": context.transaction_id,
        "reason": call.reason,
    }


def _status_of(call: Any, context: Context) -> Payload:
    return {"status": call.status}


def _status_of_request(call: Any, context: Context) -> Payload:
    number = {} if call.request is None else {"requestId": call.request}
    return {"status": call.status, **number}


def _security_event(call: Any, context: Context) -> Payload:
    details = {"techInfo": call.details[:LONGEST_DETAILS]} if call.details else {}
    return {"type": call.kind, "timestamp": context.date(call.at_ms), **details}


REQUESTS: dict[type[calls.BackendCall], tuple[str, Callable[[Any, Context], Payload]]] = {
    calls.BootCall: ("BootNotification", _boot),
    calls.HeartbeatCall: ("Heartbeat", lambda call, context: {}),
    calls.AuthorizeCall: ("Authorize", lambda call, context: {"idTag": call.id_tag}),
    calls.StatusCall: ("StatusNotification", _status),
    calls.StartCall: ("StartTransaction", _start),
    calls.MeterCall: ("MeterValues", _meter),
    calls.StopCall: ("StopTransaction", _stop),
    calls.FirmwareStatusCall: ("FirmwareStatusNotification", _status_of),
    calls.SignedFirmwareStatusCall: ("SignedFirmwareStatusNotification", _status_of_request),
    calls.DiagnosticsStatusCall: ("DiagnosticsStatusNotification", _status_of),
    calls.LogStatusCall: ("LogStatusNotification", _status_of_request),
    calls.SecurityEventCall: ("SecurityEventNotification", _security_event),
    calls.SigningCall: ("SignCertificate", lambda call, context: {"csr": call.request}),
}
