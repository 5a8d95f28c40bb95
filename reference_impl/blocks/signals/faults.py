"""Every fault as a row: what the backend is told, whether the socket is out of operation, and what ends it.

Texts and codes are the manual's chapter 9; the lost USB link, which the manual names in chapter
4 only, is worded here. The manual's mode3Error does not exist in OCPP 1.6, whose nearest word is
EVCommunicationError (discrepancy D-ERR-03). Times until a device counts as silent are ours
(D-ERR-14).
"""

from __future__ import annotations

from ...model.faults import Fault, Until
from ...model.quantities import SECOND_MS

SILENT_MS = 10 * SECOND_MS
"""A meter or a reader that answers nothing for so long does not communicate."""
BACKEND_LOST_MS = 30 * SECOND_MS
"""A line that is back within this time was not lost."""

RESIDUAL = "Residual current detected via sensor"
VEHICLE_ERROR = "Vehicle signals error"
DIODE = "Vehicle diode check failed - tamper detection"
RCD = "RCD-Fault"
WELDED = "Contactor welded"
BACKEND = "Backend disconnected"
LOCKING_FAILED = "Plug locking failed"
STUCK = "Type 2 actuator stuck, cannot unlock"
UNDETECTED = "Could not detect type 2 locking actuator"
USB_LOST = "USB link to master lost"

# fmt: off
FAULTS: dict[str, Fault] = {
    row.raised: row
    for row in (
        Fault(RESIDUAL, "Residual current situation resolved", "GroundFailure", stops=True, bit=0),
        Fault(VEHICLE_ERROR, "Vehicle error resolved", "EVCommunicationError", stops=False, bit=1),
        Fault(DIODE, "Vehicle with diode problem disconnected", "EVCommunicationError", stops=True,
              seen="no diode", until=Until.UNPLUGGED, bit=2),
        Fault("MCB of type 2 socket triggered", "MCB type 2 reconnected", "OverCurrentFailure", stops=True,
              seen="type 2 MCB open", bit=3),
        Fault("MCB of domestic socket triggered", "MCB domestic socket reconnected", "OverCurrentFailure",
              stops=True, seen="domestic MCB open", bit=4),
        Fault(RCD, "RCD reconnected", "GroundFailure", stops=True, by_mode=True, bit=5),
        Fault(WELDED, "Contactor weld resolved", "PowerSwitchFailure", stops=True, bit=6),
        Fault(LOCKING_FAILED, "Plug locking failed", "ConnectorLockFailure", stops=False, bit=8),
        Fault(STUCK, "Type 2 locking actuator recovered", "ConnectorLockFailure", stops=True, bit=10),
        Fault(UNDETECTED, "Type 2 locking actuator detected", "ConnectorLockFailure", stops=True,
              seen="no lock actuator", until=Until.RESTART, bit=11),
        Fault("OCPP meter not communicating", "OCPP meter communication recovered", "PowerMeterFailure",
              stops=True, seen="OCPP meter silent", after_ms=SILENT_MS),
        Fault("RFID reader not communicating", "RFID reader recovered", "ReaderFailure", stops=False,
              seen="RFID reader silent", after_ms=SILENT_MS),
        Fault(USB_LOST, "USB link to master restored", "OtherError", stops=False, report="usb"),
        # of the station as a whole
        Fault("Surge Protection Device (SPD) tripped. Replace.", "SPD triggered", "OtherError", stops=False,
              seen="SPD open"),
        Fault(BACKEND, "Backend disconnected", "OtherError", stops=False, bit=7),
        Fault("External meter not communicating", "External meter communication recovered", "PowerMeterFailure",
              stops=False, seen="external meter silent", after_ms=SILENT_MS),
    )
}
# fmt: on
"""By their activation text."""
