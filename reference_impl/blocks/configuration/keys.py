"""Every configuration parameter as a row; nowhere else does the code know a limit or a default.

The labels are the manual's. The OCPP names are standard where OCPP 1.6 has the key; the
others are ours, because no public document gives the vendor's (bender-facts, section 2.3),
and they stand here and nowhere else.
"""

from __future__ import annotations

from ...model.settings import Key
from .readers import choice, line, switch, websocket_url, whole

FREE_CHARGING_MODES = (
    "No OCPP",
    "With OCPP Status Notifications without auth",
    "With OCPP Status Notifications with auth",
    "With OCPP Full, fixed rfid without auth",
    "With OCPP Full, fixed rfid with auth",
    "With OCPP full, any rfid with auth",
)
DOUBT = ("Off", "On", "OnImmediatelyWhenPluggedIn")
LETTER_CASES = (
    "Lower Case",
    "Upper Case",
    "Lower Case Reversed Byte Order",
    "Upper Case Reversed Byte Order",
)
STRATEGIES = ("Occupied on Charging", "Occupied on Authorized/Plugged")
EXPIRY_MODES = ("End of epoch 2038 (default)", "One year from now")
ON_OFF = ("On", "Off")


def _switch(name: str, ocpp: str, page: str, group: str, default: str, source: str) -> Key:
    return Key(
        name=name, ocpp=ocpp, page=page, group=group, read=switch, default=default, choices=ON_OFF, source=source
    )


def _choice(name: str, ocpp: str, page: str, group: str, choices: tuple[str, ...], source: str) -> Key:
    """The first choice is the factory value."""
    return Key(
        name=name, ocpp=ocpp, page=page, group=group, read=choice(*choices), default=choices[0],
        choices=choices, source=source,
    )


AUTHORIZATION = (
    _switch("Free Charging", "FreeCharging", "Authorization", "Free Charging", "Off", "FRE-006"),
    _choice("Free Charging Mode", "FreeChargingMode", "Authorization", "Free Charging", FREE_CHARGING_MODES, "FRE-003"),
    Key(
        name="Rfid Tag for Free Charging with OCPP Full, fixed rfid modes", ocpp="FreeChargingRfidTag",
        page="Authorization", group="Free Charging", read=line(20), default="", source="FRE-008",
    ),
    _choice("If in doubt allow charging", "IfInDoubtAllowCharging", "Authorization", "Free Charging", DOUBT, "AUT-013"),
    Key(
        name="Vehicle connection timeout", ocpp="ConnectionTimeOut", page="Authorization", group="General",
        read=whole(1, 86_400, "s"), default="45", source="AUT-004",
    ),
    _switch("Send Authorize for RemoteStart", "AuthorizeRemoteTxRequests", "Authorization", "General", "On", "AUT-012"),
    _switch(
        "Lock Actuator only if authorized", "LockActuatorOnlyIfAuthorized", "Authorization", "General", "Off", "AUT-082"
    ),
    _choice("RFID Tag letter case", "RfidTagLetterCase", "Authorization", "RFID Settings", LETTER_CASES, "RFD-030"),
    _switch("Enable OCPP whitelist", "AuthorizationCacheEnabled", "Authorization", "RFID Whitelists", "Off", "WLO-005"),
    _choice("OCPP whitelist expiry mode", "OcppWhitelistExpiryMode", "Authorization", "RFID Whitelists", EXPIRY_MODES,
            "WLO-027"),
    _switch("Local Pre Authorize", "LocalPreAuthorize", "Authorization", "RFID Whitelists", "On", "WLO-028"),
    _switch("Local Authorize Offline", "LocalAuthorizeOffline", "Authorization", "RFID Whitelists", "On", "WLO-030"),
    _switch("Enable local whitelist", "EnableLocalWhitelist", "Authorization", "RFID Whitelists", "Off", "WLL-008"),
    Key(
        name="List of entries in local whitelist", ocpp="LocalWhitelistEntries", page="Whitelists",
        group="Local Whitelists", read=line(500_000), default="", source="WLL-010",
    ),
)
"""Manual, chapter 5."""

BACKEND = (
    _choice("Connection Type", "ConnectionType", "Backend", "Connection", ("No Backend", "Ethernet"), "QST-060"),
    Key(
        name="OCPP ChargeBoxIdentity (ChargePointID)", ocpp="ChargeBoxIdentity", page="Backend", group="OCPP",
        read=line(48), default="+49*839*0000000001", source="manual, 2: screen of the configuration page",
    ),
    _choice("OCPP Mode", "OcppMode", "Backend", "OCPP", ("OCPP-J 1.6",), "QST-061"),
    Key(
        name="WebSockets JSON OCPP URL of the Backend", ocpp="WebSocketsJsonOcppUrl", page="Backend", group="OCPP",
        read=websocket_url, default="", source="BKD-026",
    ),
    Key(
        name="Backend connection timeout", ocpp="BackendConnectionTimeout", page="Backend", group="Connection",
        read=whole(1, 3_600, "s"), default="60", source="BKD-039",
    ),
    _choice(
        "Strategy for StatusNotification state transitions", "StatusNotificationStrategy", "Backend", "OCPP",
        STRATEGIES, "BKD-080",
    ),
    _switch("Preparing until state C (OCPP 1.6)", "PreparingUntilStateC", "Backend", "OCPP", "On", "BKD-090"),
)
"""Manual, chapter 4, Back-end verbinding."""


def _live(name: str, ocpp: str, page: str, group: str, low: int, high: int, default: str, source: str) -> Key:
    return Key(
        name=name, ocpp=ocpp, page=page, group=group, read=whole(low, high), default=default,
        restart=False, source=source,
    )


def _fact(name: str, value: str, source: str) -> Key:
    return Key(
        name=name, ocpp=name, page="System", group="General", read=line(500), default=value,
        restart=False, readonly=True, source=source,
    )


STANDARD = (
    _live("HeartbeatInterval", "HeartbeatInterval", "Backend", "OCPP", 1, 86_400, "240", "OCPP 1.6, 9.1.11"),
    _live("Meter Value Sample Interval (OCPP)", "MeterValueSampleInterval", "Backend", "Meter", 0, 99_999, "60",
          "OCPP 1.6, 9.1.16"),
    _live("TransactionMessageAttempts", "TransactionMessageAttempts", "Backend", "OCPP", 1, 100, "3",
          "OCPP 1.6, 9.1.30"),
    _live("TransactionMessageRetryInterval", "TransactionMessageRetryInterval", "Backend", "OCPP", 1, 3_600, "60",
          "OCPP 1.6, 9.1.31"),
    _live("Operator Current Limit (A)", "OperatorCurrentLimit", "Load Management", "Local", 6, 32, "32", "QST-074"),
    _live("Operator Current Limit (A) (Connector 2)", "OperatorCurrentLimit_2", "Load Management", "Local", 6, 32, "32",
          "QST-075"),
    _switch("LocalAuthListEnabled", "LocalAuthListEnabled", "Backend", "OCPP", "On", "OCPP 1.6, 9.2.1"),
    _switch("StopTransactionOnInvalidId", "StopTransactionOnInvalidId", "Backend", "OCPP", "On", "OCPP 1.6, 9.1"),
    _switch("UnlockConnectorOnEVSideDisconnect", "UnlockConnectorOnEVSideDisconnect", "Backend", "OCPP", "On",
            "OCPP 1.6, 9.1"),
    _fact("LocalAuthListMaxLength", "10000", "OCPP 1.6, 9.2.2"),
    _fact("SendLocalListMaxLength", "10000", "OCPP 1.6, 9.2.3"),
    _fact("ReserveConnectorZeroSupported", "true", "OCPP 1.6, 9.3.1"),
    _fact("NumberOfConnectors", "2", "OCPP 1.6, 9.1.20"),
    _fact("SupportedFeatureProfiles", "Core,LocalAuthListManagement,Reservation,RemoteTrigger", "OCPP 1.6, 9.1.27"),
    _fact("ChargePointVendor", "Powerstation", "QST-001"),
    _fact("ChargePointModel", "Powerstation TWO", "QST-001"),
    _fact("ChargePointSerialNumber", "PS2-0000001", "QST-056"),
    _fact("FirmwareVersion", "5.33.5", "manual, 8: the firmware version on the screens"),
)
"""Standard keys of OCPP 1.6 and facts about the station."""

KEYS: tuple[Key, ...] = AUTHORIZATION + BACKEND + STANDARD
