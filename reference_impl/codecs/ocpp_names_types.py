"""What a field of an OCPP 1.6 message may hold: the kinds, the enumerations and the shared objects.

Theory of operation. A kind says which JSON values fit: `accepts` is the JSON type in Python's terms,
`words` the same for a sentence, and the rest are the limits beyond the type. A field is a name, a
kind, and whether it must be there; one written with `optional` may be left out, and is left out
rather than sent as null. There is no behaviour here: `ocpp_j.py` walks these rows to check a payload,
and a test walks them to compare them with another reading of the same standard.

Source: OCPP 1.6 edition 2, chapter 7, with errata sheet 4.0. Names of enumerations and objects are
those of the chapter, and so is the order of their values.

Limits. The text wants printable ASCII in a CiString. This is not checked: OCPP-J 4.1.2 lets natural
language use any character, and no table says which fields hold natural language.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

# ---------------------------------------------------------------- the notation


@dataclass(frozen=True)
class Text:
    """A string of at most `limit` characters; None is without limit."""

    limit: int | None
    words: ClassVar[str] = "a string"
    accepts: ClassVar[tuple[type, ...]] = (str,)


@dataclass(frozen=True)
class Uri:
    """xs:anyURI, which allows relative ones, so any string; who fetches it finds out the rest."""

    words: ClassVar[str] = "a string"
    accepts: ClassVar[tuple[type, ...]] = (str,)


@dataclass(frozen=True)
class DateTime:
    """A point in time as `ocpp_j.parse_timestamp` reads it."""

    words: ClassVar[str] = "a string"
    accepts: ClassVar[tuple[type, ...]] = (str,)


@dataclass(frozen=True)
class Choice:
    """One of the words of an enumeration; `name` is its name in chapter 7."""

    name: str
    values: tuple[str, ...]
    words: ClassVar[str] = "a string"
    accepts: ClassVar[tuple[type, ...]] = (str,)


@dataclass(frozen=True)
class Integer:
    """A whole number, not below `least`. The text names no upper end, so there is none."""

    least: int | None = None
    words: ClassVar[str] = "an integer"
    accepts: ClassVar[tuple[type, ...]] = (int,)


@dataclass(frozen=True)
class Decimal:
    """A number with at most one digit after the point."""

    words: ClassVar[str] = "a number"
    accepts: ClassVar[tuple[type, ...]] = (int, float)


@dataclass(frozen=True)
class Boolean:
    words: ClassVar[str] = "true or false"
    accepts: ClassVar[tuple[type, ...]] = (bool,)


@dataclass(frozen=True)
class Record:
    """A nested object; `name` is its name in chapter 7."""

    name: str
    fields: tuple[Field, ...]
    words: ClassVar[str] = "an object"
    accepts: ClassVar[tuple[type, ...]] = (dict,)


@dataclass(frozen=True)
class ListOf:
    """`least` items or more: 0..* in the text is 0, 1..* is 1."""

    item: Kind
    least: int = 0
    words: ClassVar[str] = "a list"
    accepts: ClassVar[tuple[type, ...]] = (list,)


Kind = Text | Uri | DateTime | Choice | Integer | Decimal | Boolean | Record | ListOf


@dataclass(frozen=True)
class Field:
    name: str
    kind: Kind
    required: bool


def field(name: str, kind: Kind) -> Field:
    return Field(name, kind, required=True)


def optional(name: str, kind: Kind) -> Field:
    return Field(name, kind, required=False)


def choice(name: str, values: str) -> Choice:
    return Choice(name, tuple(values.split()))


STATION, BACKEND, EITHER = "station", "backend", "either"


@dataclass(frozen=True)
class Message:
    """One action. `sender` is who may send its request: STATION, BACKEND or EITHER."""

    action: str
    sender: str
    request: tuple[Field, ...] = ()
    response: tuple[Field, ...] = ()


# ---------------------------------------------------------------- enumerations

AUTHORIZATION_STATUS = choice("AuthorizationStatus", "Accepted Blocked Expired Invalid ConcurrentTx")
AVAILABILITY_STATUS = choice("AvailabilityStatus", "Accepted Rejected Scheduled")
AVAILABILITY_TYPE = choice("AvailabilityType", "Inoperative Operative")
CANCEL_RESERVATION_STATUS = choice("CancelReservationStatus", "Accepted Rejected")
ERROR_CODE = choice("ChargePointErrorCode", """
    ConnectorLockFailure EVCommunicationError GroundFailure HighTemperature InternalError LocalListConflict
    NoError OtherError OverCurrentFailure OverVoltage PowerMeterFailure PowerSwitchFailure ReaderFailure
    ResetFailure UnderVoltage WeakSignal""")
STATUS = choice("ChargePointStatus", """
    Available Preparing Charging SuspendedEVSE SuspendedEV Finishing Reserved Unavailable Faulted""")
PROFILE_KIND = choice("ChargingProfileKindType", "Absolute Recurring Relative")
PROFILE_PURPOSE = choice("ChargingProfilePurposeType", "ChargePointMaxProfile TxDefaultProfile TxProfile")
PROFILE_STATUS = choice("ChargingProfileStatus", "Accepted Rejected NotSupported")
RATE_UNIT = choice("ChargingRateUnitType", "W A")
CLEAR_CACHE_STATUS = choice("ClearCacheStatus", "Accepted Rejected")
CLEAR_PROFILE_STATUS = choice("ClearChargingProfileStatus", "Accepted Unknown")
CONFIGURATION_STATUS = choice("ConfigurationStatus", "Accepted Rejected RebootRequired NotSupported")
DATA_TRANSFER_STATUS = choice("DataTransferStatus", "Accepted Rejected UnknownMessageId UnknownVendorId")
DIAGNOSTICS_STATUS = choice("DiagnosticsStatus", "Idle Uploaded UploadFailed Uploading")
FIRMWARE_STATUS = choice("FirmwareStatus", """
    Downloaded DownloadFailed Downloading Idle InstallationFailed Installing Installed""")
COMPOSITE_STATUS = choice("GetCompositeScheduleStatus", "Accepted Rejected")
LOCATION = choice("Location", "Body Cable EV Inlet Outlet")
MEASURAND = choice("Measurand", """
    Current.Export Current.Import Current.Offered
    Energy.Active.Export.Register Energy.Active.Import.Register
    Energy.Reactive.Export.Register Energy.Reactive.Import.Register
    Energy.Active.Export.Interval Energy.Active.Import.Interval
    Energy.Reactive.Export.Interval Energy.Reactive.Import.Interval
    Frequency Power.Active.Export Power.Active.Import Power.Factor Power.Offered
    Power.Reactive.Export Power.Reactive.Import RPM SoC Temperature Voltage""")
MESSAGE_TRIGGER = choice("MessageTrigger", """
    BootNotification DiagnosticsStatusNotification FirmwareStatusNotification Heartbeat MeterValues
    StatusNotification""")
PHASE = choice("Phase", "L1 L2 L3 N L1-N L2-N L3-N L1-L2 L2-L3 L3-L1")
READING_CONTEXT = choice("ReadingContext", """
    Interruption.Begin Interruption.End Other Sample.Clock Sample.Periodic Transaction.Begin
    Transaction.End Trigger""")
REASON = choice("Reason", """
    DeAuthorized EmergencyStop EVDisconnected HardReset Local Other PowerLoss Reboot Remote SoftReset
    UnlockCommand""")
RECURRENCY_KIND = choice("RecurrencyKindType", "Daily Weekly")
REGISTRATION_STATUS = choice("RegistrationStatus", "Accepted Pending Rejected")
REMOTE_STATUS = choice("RemoteStartStopStatus", "Accepted Rejected")
RESERVATION_STATUS = choice("ReservationStatus", "Accepted Faulted Occupied Rejected Unavailable")
RESET_STATUS = choice("ResetStatus", "Accepted Rejected")
RESET_TYPE = choice("ResetType", "Hard Soft")
TRIGGER_STATUS = choice("TriggerMessageStatus", "Accepted Rejected NotImplemented")
# "Celcius" is a misprint of the published schemas that both sides must live with (OCPP-J errata). There is
# no unit for a frequency: the errata (3.84) say that Frequency is always in hertz, without naming a unit.
UNIT = choice("UnitOfMeasure", """
    Wh kWh varh kvarh W kW VA kVA var kvar A V Celsius Celcius Fahrenheit K Percent""")
UNLOCK_STATUS = choice("UnlockStatus", "Unlocked UnlockFailed NotSupported")
UPDATE_STATUS = choice("UpdateStatus", "Accepted Failed NotSupported VersionMismatch")
UPDATE_TYPE = choice("UpdateType", "Differential Full")
VALUE_FORMAT = choice("ValueFormat", "Raw SignedData")

# ---------------------------------------------------------------- shared objects

INTEGER, DECIMAL, BOOLEAN, DATE_TIME, URI, ANY_TEXT = (
    Integer(), Decimal(), Boolean(), DateTime(), Uri(), Text(None))
CONNECTOR = Integer(least=1)  # the text: "connectorId > 0"
CONNECTOR_OR_STATION = Integer(least=0)  # the text: "connectorId >= 0"; 0 is the station as a whole
ID_TOKEN = Text(20)

ID_TAG_INFO = Record("IdTagInfo", (
    optional("expiryDate", DATE_TIME), optional("parentIdTag", ID_TOKEN),
    field("status", AUTHORIZATION_STATUS)))
AUTHORIZATION_DATA = Record("AuthorizationData", (
    field("idTag", ID_TOKEN), optional("idTagInfo", ID_TAG_INFO)))
KEY_VALUE = Record("KeyValue", (
    field("key", Text(50)), field("readonly", BOOLEAN), optional("value", Text(500))))
SAMPLED_VALUE = Record("SampledValue", (
    field("value", ANY_TEXT), optional("context", READING_CONTEXT), optional("format", VALUE_FORMAT),
    optional("measurand", MEASURAND), optional("phase", PHASE), optional("location", LOCATION),
    optional("unit", UNIT)))
METER_VALUE = Record("MeterValue", (
    field("timestamp", DATE_TIME), field("sampledValue", ListOf(SAMPLED_VALUE, least=1))))
SCHEDULE_PERIOD = Record("ChargingSchedulePeriod", (
    field("startPeriod", INTEGER), field("limit", DECIMAL), optional("numberPhases", INTEGER)))
SCHEDULE = Record("ChargingSchedule", (
    optional("duration", INTEGER), optional("startSchedule", DATE_TIME), field("chargingRateUnit", RATE_UNIT),
    field("chargingSchedulePeriod", ListOf(SCHEDULE_PERIOD, least=1)), optional("minChargingRate", DECIMAL)))
PROFILE = Record("ChargingProfile", (
    field("chargingProfileId", INTEGER), optional("transactionId", INTEGER),
    field("stackLevel", Integer(least=0)), field("chargingProfilePurpose", PROFILE_PURPOSE),
    field("chargingProfileKind", PROFILE_KIND), optional("recurrencyKind", RECURRENCY_KIND),
    optional("validFrom", DATE_TIME), optional("validTo", DATE_TIME), field("chargingSchedule", SCHEDULE)))
