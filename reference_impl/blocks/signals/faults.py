"""Every fault as a row: what the backend is told, and whether the socket is out of operation.

Texts and codes are the manual's chapter 9; the lost USB link, which the manual names in chapter
4 only, is worded here. Rows of this table are raised by the block that
sees the fault; the other rows of the chapter join as their hardware joins the station.
"""

from __future__ import annotations

from ...model.faults import Fault

FAULTS: dict[str, Fault] = {
    row.raised: row
    for row in (
        Fault("Contactor welded", "Contactor weld resolved", "PowerSwitchFailure", stops=True),
        Fault("Plug locking failed", "Plug locking failed", "ConnectorLockFailure", stops=False),
        Fault(
            "Type 2 actuator stuck, cannot unlock",
            "Type 2 locking actuator recovered",
            "ConnectorLockFailure",
            stops=True,
        ),
        Fault("RCD-Fault", "RCD reconnected", "GroundFailure", stops=True, by_mode=True),
        Fault("USB link to master lost", "USB link to master restored", "OtherError", stops=False, report="usb"),
    )
}
