"""Standard keys of OCPP 1.6, chapter 9, and facts about the station."""

from __future__ import annotations

from .rows import fact, live, on_off

STANDARD = (
    live("HeartbeatInterval", "HeartbeatInterval", "Backend", "OCPP", 1, 86_400, "240", "OCPP 1.6, 9.1.11"),
    live("Meter Value Sample Interval (OCPP)", "MeterValueSampleInterval", "Backend", "Meter", 0, 99_999, "60",
          "OCPP 1.6, 9.1.16"),
    live("TransactionMessageAttempts", "TransactionMessageAttempts", "Backend", "OCPP", 1, 100, "3",
          "OCPP 1.6, 9.1.30"),
    live("TransactionMessageRetryInterval", "TransactionMessageRetryInterval", "Backend", "OCPP", 1, 3_600, "60",
          "OCPP 1.6, 9.1.31"),
    live("Operator Current Limit (A)", "OperatorCurrentLimit", "Load Management", "Local", 6, 32, "32", "QST-074"),
    live("Operator Current Limit (A) (Connector 2)", "OperatorCurrentLimit_2", "Load Management", "Local", 6, 32, "32",
          "QST-075"),
    on_off("LocalAuthListEnabled", "LocalAuthListEnabled", "Backend", "OCPP", "On", "OCPP 1.6, 9.2.1"),
    on_off("StopTransactionOnInvalidId", "StopTransactionOnInvalidId", "Backend", "OCPP", "On", "OCPP 1.6, 9.1"),
    on_off("UnlockConnectorOnEVSideDisconnect", "UnlockConnectorOnEVSideDisconnect", "Backend", "OCPP", "On",
            "OCPP 1.6, 9.1"),
    fact("LocalAuthListMaxLength", "10000", "OCPP 1.6, 9.2.2"),
    fact("SendLocalListMaxLength", "10000", "OCPP 1.6, 9.2.3"),
    fact("ReserveConnectorZeroSupported", "true", "OCPP 1.6, 9.3.1"),
    fact("NumberOfConnectors", "2", "OCPP 1.6, 9.1.20"),
    fact("SupportedFeatureProfiles", "Core,LocalAuthListManagement,Reservation,RemoteTrigger", "OCPP 1.6, 9.1.27"),
    fact("ChargePointVendor", "Powerstation", "QST-001"),
    fact("ChargePointModel", "Powerstation TWO", "QST-001"),
    fact("ChargePointSerialNumber", "PS2-0000001", "QST-056"),
    fact("FirmwareVersion", "5.33.5", "manual, 8: the firmware version on the screens"),
)
"""Standard keys of OCPP 1.6 and facts about the station."""
