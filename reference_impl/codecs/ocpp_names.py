"""Every message of OCPP 1.6 as a row: action, sender, fields of the request, fields of the response.

Theory of operation. One `Message` per action, grouped by feature profile, in the notation of
`ocpp_names_types.py`. The rows are data: `ocpp_j.py` checks payloads with them, `MESSAGES` finds one by
its action, and a test compares them with somebody else's reading of the standard: the 28 of the standard
here, those of the security whitepaper in `ocpp_payloads_security.py`.

Source: OCPP 1.6 edition 2, chapter 6, with errata sheet 4.0. The published JSON schemas are poorer than
the text: they know no ranges ("connectorId > 0") and miss two "one or more". There the rows follow the
text; tests/codecs/test_ocpp_names.py lists every such place with its reason.

Limits. A row judges one field at a time. Rules between fields (a profile in RemoteStartTransaction is a
TxProfile, a full local list needs idTagInfo) belong to the blocks that know what they mean.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .ocpp_names_types import (
    ANY_TEXT,
    AUTHORIZATION_DATA,
    AVAILABILITY_STATUS,
    AVAILABILITY_TYPE,
    BACKEND,
    CANCEL_RESERVATION_STATUS,
    CLEAR_CACHE_STATUS,
    CLEAR_PROFILE_STATUS,
    COMPOSITE_STATUS,
    CONFIGURATION_STATUS,
    CONNECTOR,
    CONNECTOR_OR_STATION,
    DATA_TRANSFER_STATUS,
    DATE_TIME,
    DIAGNOSTICS_STATUS,
    EITHER,
    ERROR_CODE,
    FIRMWARE_STATUS,
    ID_TAG_INFO,
    ID_TOKEN,
    INTEGER,
    KEY_VALUE,
    MESSAGE_TRIGGER,
    METER_VALUE,
    PROFILE,
    PROFILE_PURPOSE,
    PROFILE_STATUS,
    RATE_UNIT,
    REASON,
    REGISTRATION_STATUS,
    REMOTE_STATUS,
    RESERVATION_STATUS,
    RESET_STATUS,
    RESET_TYPE,
    SCHEDULE,
    STATION,
    STATUS,
    TRIGGER_STATUS,
    UNLOCK_STATUS,
    UPDATE_STATUS,
    UPDATE_TYPE,
    URI,
    ListOf,
    Message,
    Text,
    field,
    optional,
)
from .ocpp_payloads_security import SECURITY

__all__ = ["BACKEND", "EITHER", "MESSAGES", "PROFILES", "STATION", "Message"]


CORE = (
    Message("Authorize", STATION,
        request=(field("idTag", ID_TOKEN),),
        response=(field("idTagInfo", ID_TAG_INFO),)),
    Message("BootNotification", STATION,
        request=(
            field("chargePointVendor", Text(20)), field("chargePointModel", Text(20)),
            optional("chargePointSerialNumber", Text(25)), optional("chargeBoxSerialNumber", Text(25)),
            optional("firmwareVersion", Text(50)), optional("iccid", Text(20)), optional("imsi", Text(20)),
            optional("meterType", Text(25)), optional("meterSerialNumber", Text(25))),
        response=(
            field("status", REGISTRATION_STATUS), field("currentTime", DATE_TIME),
            field("interval", INTEGER))),
    Message("ChangeAvailability", BACKEND,
        request=(field("connectorId", CONNECTOR_OR_STATION), field("type", AVAILABILITY_TYPE)),
        response=(field("status", AVAILABILITY_STATUS),)),
    Message("ChangeConfiguration", BACKEND,
        request=(field("key", Text(50)), field("value", Text(500))),
        response=(field("status", CONFIGURATION_STATUS),)),
    Message("ClearCache", BACKEND, response=(field("status", CLEAR_CACHE_STATUS),)),
    Message("DataTransfer", EITHER,
        request=(field("vendorId", Text(255)), optional("messageId", Text(50)), optional("data", ANY_TEXT)),
        response=(field("status", DATA_TRANSFER_STATUS), optional("data", ANY_TEXT))),
    Message("GetConfiguration", BACKEND,
        request=(optional("key", ListOf(Text(50))),),
        response=(optional("configurationKey", ListOf(KEY_VALUE)), optional("unknownKey", ListOf(Text(50))))),
    Message("Heartbeat", STATION, response=(field("currentTime", DATE_TIME),)),
    Message("MeterValues", STATION,
        request=(
            field("connectorId", CONNECTOR_OR_STATION), optional("transactionId", INTEGER),
            field("meterValue", ListOf(METER_VALUE, least=1)))),
    Message("RemoteStartTransaction", BACKEND,
        request=(
            # The text: "connectorId > 0"; certification wants a 0 answered Rejected, not with a CALLERROR (TC_027).
            optional("connectorId", CONNECTOR_OR_STATION), field("idTag", ID_TOKEN),
            optional("chargingProfile", PROFILE)),
        response=(field("status", REMOTE_STATUS),)),
    Message("RemoteStopTransaction", BACKEND,
        request=(field("transactionId", INTEGER),),
        response=(field("status", REMOTE_STATUS),)),
    Message("Reset", BACKEND,
        request=(field("type", RESET_TYPE),),
        response=(field("status", RESET_STATUS),)),
    Message("StartTransaction", STATION,
        request=(
            field("connectorId", CONNECTOR), field("idTag", ID_TOKEN), field("meterStart", INTEGER),
            optional("reservationId", INTEGER), field("timestamp", DATE_TIME)),
        response=(field("idTagInfo", ID_TAG_INFO), field("transactionId", INTEGER))),
    Message("StatusNotification", STATION,
        request=(
            field("connectorId", CONNECTOR_OR_STATION), field("errorCode", ERROR_CODE),
            optional("info", Text(50)), field("status", STATUS), optional("timestamp", DATE_TIME),
            optional("vendorId", Text(255)), optional("vendorErrorCode", Text(50)))),
    Message("StopTransaction", STATION,
        request=(
            optional("idTag", ID_TOKEN), field("meterStop", INTEGER), field("timestamp", DATE_TIME),
            field("transactionId", INTEGER), optional("reason", REASON),
            optional("transactionData", ListOf(METER_VALUE))),
        response=(optional("idTagInfo", ID_TAG_INFO),)),
    Message("UnlockConnector", BACKEND,
        request=(field("connectorId", CONNECTOR),),
        response=(field("status", UNLOCK_STATUS),)),
)

FIRMWARE_MANAGEMENT = (
    Message("DiagnosticsStatusNotification", STATION, request=(field("status", DIAGNOSTICS_STATUS),)),
    Message("FirmwareStatusNotification", STATION, request=(field("status", FIRMWARE_STATUS),)),
    Message("GetDiagnostics", BACKEND,
        request=(
            field("location", URI), optional("retries", INTEGER), optional("retryInterval", INTEGER),
            optional("startTime", DATE_TIME), optional("stopTime", DATE_TIME)),
        response=(optional("fileName", Text(255)),)),
    Message("UpdateFirmware", BACKEND,
        request=(
            field("location", URI), optional("retries", INTEGER), field("retrieveDate", DATE_TIME),
            optional("retryInterval", INTEGER))),
)

LOCAL_AUTH_LIST_MANAGEMENT = (
    Message("GetLocalListVersion", BACKEND, response=(field("listVersion", INTEGER),)),
    Message("SendLocalList", BACKEND,
        request=(
            field("listVersion", INTEGER), optional("localAuthorizationList", ListOf(AUTHORIZATION_DATA)),
            field("updateType", UPDATE_TYPE)),
        response=(field("status", UPDATE_STATUS),)),
)

RESERVATION = (
    Message("CancelReservation", BACKEND,
        request=(field("reservationId", INTEGER),),
        response=(field("status", CANCEL_RESERVATION_STATUS),)),
    Message("ReserveNow", BACKEND,
        request=(
            field("connectorId", CONNECTOR_OR_STATION), field("expiryDate", DATE_TIME),
            field("idTag", ID_TOKEN), optional("parentIdTag", ID_TOKEN), field("reservationId", INTEGER)),
        response=(field("status", RESERVATION_STATUS),)),
)

SMART_CHARGING = (
    Message("ClearChargingProfile", BACKEND,
        request=(
            optional("id", INTEGER), optional("connectorId", INTEGER),
            optional("chargingProfilePurpose", PROFILE_PURPOSE), optional("stackLevel", INTEGER)),
        response=(field("status", CLEAR_PROFILE_STATUS),)),
    Message("GetCompositeSchedule", BACKEND,
        request=(
            field("connectorId", INTEGER), field("duration", INTEGER),
            optional("chargingRateUnit", RATE_UNIT)),
        response=(
            field("status", COMPOSITE_STATUS), optional("connectorId", INTEGER),
            optional("scheduleStart", DATE_TIME), optional("chargingSchedule", SCHEDULE))),
    Message("SetChargingProfile", BACKEND,
        request=(field("connectorId", INTEGER), field("csChargingProfiles", PROFILE)),
        response=(field("status", PROFILE_STATUS),)),
)

REMOTE_TRIGGER = (
    Message("TriggerMessage", BACKEND,
        request=(field("requestedMessage", MESSAGE_TRIGGER), optional("connectorId", CONNECTOR)),
        response=(field("status", TRIGGER_STATUS),)),
)

# The names are those that the key SupportedFeatureProfiles lists.
PROFILES: Mapping[str, tuple[Message, ...]] = MappingProxyType({
    "Core": CORE,
    "FirmwareManagement": FIRMWARE_MANAGEMENT,
    "LocalAuthListManagement": LOCAL_AUTH_LIST_MANAGEMENT,
    "Reservation": RESERVATION,
    "SmartCharging": SMART_CHARGING,
    "RemoteTrigger": REMOTE_TRIGGER,
})

MESSAGES: Mapping[str, Message] = MappingProxyType(
    {message.action: message for messages in (*PROFILES.values(), SECURITY) for message in messages})
