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
    ListOf,
    Message,
    Record,
    Text,
    choice,
    field,
    optional,
)

LOCATION = Text(512)
PEM = Text(5500)

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

CERTIFICATE_SIGNED_STATUS = choice("CertificateSignedStatusEnumType", "Accepted Rejected")
CERTIFICATE_STATUS = choice("CertificateStatusEnumType", "Accepted Failed Rejected")
CERTIFICATE_USE = choice("CertificateUseEnumType", "CentralSystemRootCertificate ManufacturerRootCertificate")
DELETE_CERTIFICATE_STATUS = choice("DeleteCertificateStatusEnumType", "Accepted Failed NotFound")
EXTENDED_TRIGGER = choice("MessageTriggerEnumType", """
    BootNotification LogStatusNotification FirmwareStatusNotification Heartbeat MeterValues
    SignChargePointCertificate StatusNotification""")
EXTENDED_TRIGGER_STATUS = choice("TriggerMessageStatusEnumType", "Accepted Rejected NotImplemented")
GENERIC_STATUS = choice("GenericStatusEnumType", "Accepted Rejected")
HASH_ALGORITHM = choice("HashAlgorithmEnumType", "SHA256 SHA384 SHA512")
INSTALLED_STATUS = choice("GetInstalledCertificateStatusEnumType", "Accepted NotFound")

HASH_DATA = Record("CertificateHashDataType", (
    field("hashAlgorithm", HASH_ALGORITHM), field("issuerNameHash", Text(128)), field("issuerKeyHash", Text(128)),
    field("serialNumber", Text(40))))
FIRMWARE = Record("FirmwareType", (
    field("location", LOCATION), field("retrieveDateTime", DATE_TIME), optional("installDateTime", DATE_TIME),
    field("signingCertificate", PEM), field("signature", Text(800))))
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

CERTIFICATES_AND_EVENTS = (
    Message("CertificateSigned", BACKEND,
        request=(field("certificateChain", Text(10_000)),),
        response=(field("status", CERTIFICATE_SIGNED_STATUS),)),
    Message("DeleteCertificate", BACKEND,
        request=(field("certificateHashData", HASH_DATA),),
        response=(field("status", DELETE_CERTIFICATE_STATUS),)),
    Message("ExtendedTriggerMessage", BACKEND,
        request=(field("requestedMessage", EXTENDED_TRIGGER), optional("connectorId", INTEGER)),
        response=(field("status", EXTENDED_TRIGGER_STATUS),)),
    Message("GetInstalledCertificateIds", BACKEND,
        request=(field("certificateType", CERTIFICATE_USE),),
        response=(field("status", INSTALLED_STATUS), optional("certificateHashData", ListOf(HASH_DATA, least=1)))),
    Message("InstallCertificate", BACKEND,
        request=(field("certificateType", CERTIFICATE_USE), field("certificate", PEM)),
        response=(field("status", CERTIFICATE_STATUS),)),
    Message("SecurityEventNotification", STATION,
        request=(field("type", Text(50)), field("timestamp", DATE_TIME), optional("techInfo", Text(255)))),
    Message("SignCertificate", STATION,
        request=(field("csr", PEM),),
        response=(field("status", GENERIC_STATUS),)),
)

SECURITY: tuple[Message, ...] = (*FIRMWARE_AND_LOGS, *CERTIFICATES_AND_EVENTS)
