"""Standard keys of OCPP 1.6, chapter 9, and facts about the station."""

from __future__ import annotations

from ...model.settings import Key
from .readers import measurands, phase_rotation
from .rows import fact, live, live_text, on_off

MOST_MEASURANDS = 10


def metered(name: str, default: str, source: str) -> tuple[Key, Key]:
    """A list of measurands, and how many it may have."""
    values = live_text(name, name, "Backend", "Meter", measurands(MOST_MEASURANDS), default, source)
    return values, fact(f"{name}MaxLength", str(MOST_MEASURANDS), source)


METERING = (
    live("Meter Value Sample Interval (OCPP)", "MeterValueSampleInterval", "Backend", "Meter", 0, 99_999, "60",
          "OCPP 1.6, 9.1.16"),
    live("ClockAlignedDataInterval", "ClockAlignedDataInterval", "Backend", "Meter", 0, 86_400, "0",
          "OCPP 1.6, 9.1.7"),
    *metered("MeterValuesSampledData", "Energy.Active.Import.Register,Current.Import,Current.Offered",
             "OCPP 1.6, 9.1.17"),
    *metered("MeterValuesAlignedData", "Energy.Active.Import.Register", "OCPP 1.6, 9.1.14"),
    *metered("StopTxnSampledData", "", "OCPP 1.6, 9.1.25"),
    *metered("StopTxnAlignedData", "", "OCPP 1.6, 9.1.23"),
)
"""What is measured, and when."""

STANDARD = (
    *METERING,
    live("HeartbeatInterval", "HeartbeatInterval", "Backend", "OCPP", 1, 86_400, "240", "OCPP 1.6, 9.1.11"),
    live("TransactionMessageAttempts", "TransactionMessageAttempts", "Backend", "OCPP", 1, 100, "3",
          "OCPP 1.6, 9.1.30"),
    live("TransactionMessageRetryInterval", "TransactionMessageRetryInterval", "Backend", "OCPP", 1, 3_600, "60",
          "OCPP 1.6, 9.1.31"),
    on_off("LocalAuthListEnabled", "LocalAuthListEnabled", "Backend", "OCPP", "On", "OCPP 1.6, 9.2.1"),
    on_off("StopTransactionOnInvalidId", "StopTransactionOnInvalidId", "Backend", "OCPP", "On", "OCPP 1.6, 9.1"),
    on_off("UnlockConnectorOnEVSideDisconnect", "UnlockConnectorOnEVSideDisconnect", "Backend", "OCPP", "On",
            "OCPP 1.6, 9.1"),
    live_text("ConnectorPhaseRotation", "ConnectorPhaseRotation", "Load Management", "Local", phase_rotation,
              "0.RST,1.RST,2.RST", "OCPP 1.6, 9.1.8"),
    fact("ConnectorPhaseRotationMaxLength", "3", "OCPP 1.6, 9.1.9"),
    live("ResetRetries", "ResetRetries", "Backend", "OCPP", 0, 10, "0", "OCPP 1.6, 9.1.22"),
    fact("GetConfigurationMaxKeys", "20000", "OCPP 1.6, 9.1.10"),
    fact("SupportedFeatureProfilesMaxLength", "6", "OCPP 1.6, 9.1.28"),
    fact("LocalAuthListMaxLength", "10000", "OCPP 1.6, 9.2.2"),
    fact("SendLocalListMaxLength", "10000", "OCPP 1.6, 9.2.3"),
    fact("ReserveConnectorZeroSupported", "true", "OCPP 1.6, 9.3.1"),
    fact("NumberOfConnectors", "2", "OCPP 1.6, 9.1.20"),
    fact("SupportedFeatureProfiles",
         "Core,FirmwareManagement,LocalAuthListManagement,Reservation,SmartCharging,RemoteTrigger", "OCPP 1.6, 9.1.27"),
    fact("SupportedFileTransferProtocols", "FTP,HTTP,HTTPS", "security whitepaper, 2.6 (configuration keys)"),
    fact("ChargeProfileMaxStackLevel", "8", "OCPP 1.6, 9.4.1"),
    fact("ChargingScheduleAllowedChargingRateUnit", "Current,Power", "OCPP 1.6, 9.4.2; DLM-050: in W as well"),
    fact("ChargingScheduleMaxPeriods", "24", "OCPP 1.6, 9.4.3"),
    fact("ConnectorSwitch3to1PhaseSupported", "false", "OCPP 1.6, 9.4.4"),
    fact("MaxChargingProfilesInstalled", "10", "OCPP 1.6, 9.4.5"),
    fact("ChargePointVendor", "Powerstation", "QST-001"),
    fact("ChargePointModel", "Powerstation TWO", "QST-001"),
    fact("ChargePointSerialNumber", "PS2-0000001", "QST-056"),
    fact("FirmwareVersion", "5.33.5", "manual, 8: the firmware version on the screens"),
)
"""Standard keys of OCPP 1.6 and facts about the station."""
