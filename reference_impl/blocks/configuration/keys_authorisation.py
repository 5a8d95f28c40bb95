"""Parameters of the manual's chapter 5: who may charge."""

from __future__ import annotations

from dataclasses import replace

from ...model.settings import Key
from .keys_limits import MANUFACTURER_PAGE
from .readers import choice, id_tag, line, whole
from .rows import on_off, one_of

FREE_CHARGING_MODES = (
    "No OCPP",
    "With OCPP Status Notifications without auth",
    "With OCPP Status Notifications with auth",
    "With OCPP Full, fixed rfid without auth",
    "With OCPP Full, fixed rfid with auth",
    "With OCPP full, any rfid with auth",
)
SETTINGS = "RFID Settings"
DOUBT = ("Off", "On", "OnImmediatelyWhenPluggedIn")
LETTER_CASES = (
    "Lower Case",
    "Upper Case",
    "Lower Case Reversed Byte Order",
    "Upper Case Reversed Byte Order",
)
STOP_MODES = (
    "Normal",
    "Stop only by disconnecting",
    "Only by RFID/RemoteStop",
    "Normal + Mode D + RCD detected",
)
HLC_MODES = ("Off", "On (Encouragement)", "On (Offer)", "On (Force)", "On (Ed2)")
"""Manual, 7.3, ISO 15118; by name, for the list from release 4.63 on keeps the numbers 1, 3 and 5 (D-HLC-02)."""
HLC_WENT = (("On (Encouragement)", "4.63"), ("On (Force)", "4.63"))
READER_MODULES = ("RFID105", "RFID110", "RFID117")
"""Manual, chapter 6; the reader and the ring are one module."""
EXPIRY_MODES = ("End of epoch 2038 (default)", "One year from now")

_READER = (
    Key(
        name="LED-type", ocpp="", page=MANUFACTURER_PAGE, group=SETTINGS, role="manufacturer",
        read=choice(*READER_MODULES), default="RFID117", choices=READER_MODULES, source="TRB-006, TRB-011; D-TRB-03",
    ),
    replace(
        on_off("RFID - Slave", "", MANUFACTURER_PAGE, SETTINGS, "Off", "TRB-007, TRB-011; D-TRB-03"),
        role="manufacturer",
    ),
)
"""The manufacturer's: which module is fitted, and whether the slave uses the reader of the master."""

AUTHORIZATION = (
    on_off("Free Charging", "FreeCharging", "Authorization", "Free Charging", "Off", "FRE-006"),
    Key(
        name="Free Charging Mode", ocpp="FreeChargingMode", page="Authorization", group="Free Charging",
        read=choice(*FREE_CHARGING_MODES), default=FREE_CHARGING_MODES[0], choices=FREE_CHARGING_MODES,
        shown_with="Free Charging", source="FRE-003, FRE-007",
    ),
    Key(
        name="Rfid Tag for Free Charging with OCPP Full, fixed rfid modes", ocpp="FreeChargingRfidTag",
        page="Authorization", group="Free Charging", read=id_tag(20), default="", shown_with="Free Charging",
        source="FRE-008",
    ),
    one_of("If in doubt allow charging", "IfInDoubtAllowCharging", "Authorization", "Free Charging", DOUBT, "AUT-013"),
    Key(
        name="Vehicle connection timeout", ocpp="ConnectionTimeOut", page="Authorization", group="General",
        read=whole(1, 86_400, "s"), default="45", source="AUT-004",
    ),
    one_of("Stop Transaction Mode", "StopTransactionMode", "Authorization", "General", STOP_MODES, "AUT-040"),
    on_off("Send Authorize for RemoteStart", "AuthorizeRemoteTxRequests", "Authorization", "General", "On", "AUT-012"),
    on_off(
        "Lock Actuator only if authorized", "LockActuatorOnlyIfAuthorized", "Authorization", "General", "Off", "AUT-082"
    ),
    one_of("RFID Tag letter case", "RfidTagLetterCase", "Authorization", SETTINGS, LETTER_CASES, "RFD-030"),
    replace(
        on_off("Enforce Master RFID", "EnforceMasterRfid", "Authorization", SETTINGS, "Off", "RFD-031"), since="5.12"
    ),
    replace(
        on_off("Enforce using Secure RFID", "EnforceSecureRfid", "Authorization", SETTINGS, "Off", "RFD-032"),
        since="5.12",
    ),
    *_READER,
    Key(
        name="Language of Display", ocpp="LanguageOfDisplay", page="Authorization", group=SETTINGS,
        read=line(64), default="Multi-Language EN-DE-FR-NL", since="5.12", source="RFD-033",
    ),
    on_off("Enable OCPP whitelist", "AuthorizationCacheEnabled", "Authorization", "RFID Whitelists", "Off", "WLO-005"),
    one_of("OCPP whitelist expiry mode", "OcppWhitelistExpiryMode", "Authorization", "RFID Whitelists", EXPIRY_MODES,
            "WLO-027"),
    on_off("Local Pre Authorize", "LocalPreAuthorize", "Authorization", "RFID Whitelists", "On", "WLO-028"),
    on_off("Local Authorize Offline", "LocalAuthorizeOffline", "Authorization", "RFID Whitelists", "On", "WLO-030"),
    on_off("Enable local whitelist", "EnableLocalWhitelist", "Authorization", "RFID Whitelists", "Off", "WLL-008"),
    Key(
        name="List of entries in local whitelist", ocpp="LocalWhitelistEntries", page="Whitelists",
        group="Local Whitelists", read=line(500_000), default="", source="WLL-010",
    ),
    Key(
        name="List of entries in OCPP whitelist", ocpp="", page="Whitelists", group="OCPP Whitelist",
        read=line(500_000), default="", restart=False, source="WLO-013",
    ),
    replace(
        one_of("ISO 15118 mode (HLC 15118)", "HlcMode", "Authorization", "HLC 15118", HLC_MODES, "WLL-016, HLC-018"),
        went=HLC_WENT,
    ),
)
"""Manual, chapter 5."""
