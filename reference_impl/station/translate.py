"""Calls to frames and frames to events, for OCPP-J 1.6: the only place that knows both words.

Each call and each answer has one row. Payloads are checked against the message rows in both
directions: what the backend sends wrongly is answered with the right CALLERROR, what we
would send wrongly is a mistake of the station and stops it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..codecs import ocpp_j
from ..model import backend_calls as calls
from ..model import effects as fx
from ..model import events as ev
from ..model.cards import CardInfo, ListEntry
from ..model.errors import StationError

Payload = dict[str, Any]


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


def _deciamperes(amount: int) -> str:
    return f"{amount // 10}.{amount % 10}"


def _meter(call: Any, context: Context) -> Payload:
    context_ = {} if call.context == "Sample.Periodic" else {"context": call.context}
    energy = {"value": str(call.meter_wh), "measurand": "Energy.Active.Import.Register", "unit": "Wh"}
    currents = [
        {"value": _deciamperes(amount), "measurand": "Current.Import", "unit": "A", "phase": f"L{phase}"}
        for phase, amount in enumerate(call.current_da, start=1)
    ]
    offered = {"value": _deciamperes(call.offered_da), "measurand": "Current.Offered", "unit": "A"}
    sampled = [{**row, **context_} for row in (energy, *currents, offered)]
    number = {"transactionId": context.transaction_id} if call.ref else {}
    return {
        "connectorId": call.socket,
        **number,
        "meterValue": [{"timestamp": context.date(call.at_ms), "sampledValue": sampled}],
    }


def _stop(call: Any, context: Context) -> Payload:
    tag = {"idTag": call.id_tag} if call.id_tag else {}
    return {
        **tag,
        "meterStop": call.meter_wh,
        "timestamp": context.date(call.at_ms),
        "transactionId": context.transaction_id,
        "reason": call.reason,
    }


REQUESTS: dict[type[calls.BackendCall], tuple[str, Callable[[Any, Context], Payload]]] = {
    calls.BootCall: ("BootNotification", _boot),
    calls.HeartbeatCall: ("Heartbeat", lambda call, context: {}),
    calls.AuthorizeCall: ("Authorize", lambda call, context: {"idTag": call.id_tag}),
    calls.StatusCall: ("StatusNotification", _status),
    calls.StartCall: ("StartTransaction", _start),
    calls.MeterCall: ("MeterValues", _meter),
    calls.StopCall: ("StopTransaction", _stop),
}


def request_frame(effect: fx.SendCall, context: Context) -> str:
    """The frame for a call of ours; StationError when our own payload breaks the message's rows."""
    action, build = REQUESTS[type(effect.call)]
    payload = build(effect.call, context)
    problem = ocpp_j.check_request(action, payload)
    if problem is not None:
        raise StationError(f"{action} would be sent wrongly: {problem.sentence}; correct translate.py")
    return ocpp_j.encode(ocpp_j.Call(effect.message_id, action, payload))


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


ANSWERS: dict[type[calls.BackendCall], Callable[[Any, Payload], ev.Event]] = {
    calls.BootCall: _boot_answer,
    calls.HeartbeatCall: lambda call, payload: ev.HeartbeatAnswered(
        call, ocpp_j.parse_timestamp(payload["currentTime"])
    ),
    calls.AuthorizeCall: _authorize_answer,
    calls.StatusCall: lambda call, payload: ev.OtherAnswered(call),
    calls.StartCall: _start_answer,
    calls.MeterCall: lambda call, payload: ev.OtherAnswered(call),
    calls.StopCall: lambda call, payload: ev.StopAnswered(call, call.socket, call.ref),
}


def answer_events(effect: fx.ReadAnswer) -> list[ev.Event]:
    """What the backend's answer means; a useless answer counts as an error of the backend."""
    action, _ = REQUESTS[type(effect.call)]
    problem = ocpp_j.check_response(action, effect.payload)
    if problem is not None:
        return [ev.ErrorReceived(effect.message_id, problem.code, problem.sentence)]
    return [ANSWERS[type(effect.call)](effect.call, effect.payload), ev.CallSettled()]


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


def frame_events(text: str) -> tuple[list[ev.Event], list[str]]:
    """What a frame of the backend means: events for the blocks, and frames to send back at once."""
    frame = ocpp_j.decode(text)
    match frame:
        case ocpp_j.Call(message_id, action, payload):
            problem = ocpp_j.check_request(action, payload)
            if problem is None:
                read = READ_REQUESTS.get(action)
                return [read(message_id, payload) if read else ev.CallReceived(message_id, action, payload)], []
            return [], [ocpp_j.encode(ocpp_j.CallError(message_id, problem.code, problem.sentence[:255], {}))]
        case ocpp_j.CallResult(message_id, payload):
            return [ev.AnswerReceived(message_id, payload)], []
        case ocpp_j.CallError(message_id, code, description, _):
            return [ev.ErrorReceived(message_id, code, description)], []
        case ocpp_j.Malformed():
            return _malformed_events(frame)


def _malformed_events(frame: ocpp_j.Malformed) -> tuple[list[ev.Event], list[str]]:
    """A call that cannot be read is answered; an answer that cannot be read counts as an error of the backend."""
    if frame.answerable and frame.message_id is not None:
        return [], [ocpp_j.encode(ocpp_j.CallError(frame.message_id, frame.code, frame.problem[:255], {}))]
    if frame.message_id is not None:
        return [ev.ErrorReceived(frame.message_id, frame.code, frame.problem)], []
    return [], []  # without an id nothing can be answered (OCPP-J 1.6, 4.2.3)


def answer_frame(effect: fx.SendAnswer | fx.SendError) -> str:
    """The frame for an answer of ours."""
    if isinstance(effect, fx.SendError):
        return ocpp_j.encode(ocpp_j.CallError(effect.message_id, effect.code, effect.description, {}))
    problem = ocpp_j.check_response(effect.action, effect.payload)
    if problem is not None:
        raise StationError(f"the answer to {effect.action} would be sent wrongly: {problem.sentence}")
    return ocpp_j.encode(ocpp_j.CallResult(effect.message_id, effect.payload))
