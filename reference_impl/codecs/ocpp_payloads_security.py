"""The messages that the security whitepaper adds to OCPP 1.6, as rows in the notation of `ocpp_names.py`.

Source: "Improved security for OCPP 1.6-J", edition 2, chapters 4 and 5. Its schemas are part of the `ocpp`
package; tests/codecs/test_ocpp_names.py compares every row with them. They are in no feature profile: the
whitepaper adds no word to the key SupportedFeatureProfiles.
"""

from __future__ import annotations

from .ocpp_names_types import (
    BACKEND,
    DATE_TIME,
    INTEGER,
    STATION,
    Message,
    Record,
    Text,
    choice,
    field,
    optional,
)

LOCATION = Text(512)

# ---------------------------------------------------------------- enumerations and objects

LOG_TYPE = choice("LogEnumType", "DiagnosticsLog SecurityLog")
LOG_STATUS = choice("LogStatusEnumType", "Accepted Rejected AcceptedCanceled")
UPLOAD_STATUS = choice("UploadLogStatusEnumType", """
    BadMessage Idle NotSupportedOperation PermissionDenied Uploaded UploadFailure Uploading""")
SIGNED_FIRMWARE_STATUS = choice("FirmwareStatusEnumType", """
    Downloaded DownloadFailed Downloading DownloadScheduled DownloadPaused Idle InstallationFailed Installing
    Installed InstallRebooting InstallScheduled InstallVerificationFailed InvalidSignature SignatureVerified""")
SIGNED_UPDATE_STATUS = choice("UpdateFirmwareStatusEnumType", """
    Accepted Rejected AcceptedCanceled InvalidCertificate RevokedCertificate""")

FIRMWARE = Record("FirmwareType", (
    field("location", LOCATION), field("retrieveDateTime", DATE_TIME), optional("installDateTime", DATE_TIME),
    field("signingCertificate", Text(5500)), field("signature", Text(800))))
LOG_PARAMETERS = Record("LogParametersType", (
    field("remoteLocation", LOCATION), optional("oldestTimestamp", DATE_TIME),
    optional("latestTimestamp", DATE_TIME)))

# ---------------------------------------------------------------- messages

FIRMWARE_AND_LOGS = (
    Message("GetLog", BACKEND,
        request=(
            field("logType", LOG_TYPE), field("requestId", INTEGER), optional("retries", INTEGER),
            optional("retryInterval", INTEGER), field("log", LOG_PARAMETERS)),
        response=(field("status", LOG_STATUS), optional("filename", Text(255)))),
    Message("LogStatusNotification", STATION,
        request=(field("status", UPLOAD_STATUS), optional("requestId", INTEGER))),
    Message("SignedFirmwareStatusNotification", STATION,
        request=(field("status", SIGNED_FIRMWARE_STATUS), optional("requestId", INTEGER))),
    Message("SignedUpdateFirmware", BACKEND,
        request=(
            optional("retries", INTEGER), optional("retryInterval", INTEGER), field("requestId", INTEGER),
            field("firmware", FIRMWARE)),
        response=(field("status", SIGNED_UPDATE_STATUS),)),
)

SECURITY: tuple[Message, ...] = (*FIRMWARE_AND_LOGS,)
