"""The registers that an energy manager finds, as data: the controller's native set, holding registers only.

Source: bender-facts, 1.2 and 1.3; the manual names the interface and no register. `since` is the first firmware
with the register: the interface came with 5.12, 5.22 added to it, and what is known from 5.32 on only is taken to
have come with that. docs/modbus-server.md has the table with units and confidence.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from ...model.versions import at_least

REVISED, LATEST = "5.22", "5.32"
"""The firmware that added registers and turned some, and the one whose documents show the rest."""


@dataclass(frozen=True)
class Register:
    """One value.

    address: of its first register, as it stands in the frame
    size:    registers of 16 bits
    value:   its name in values.py, and in writes.py where it can be written
    since:   the first firmware that has it
    written: an energy manager may write it
    master:  only a DLM master has it
    """

    address: int
    size: int
    value: str
    since: str = ""
    written: bool = False
    master: bool = False


# fmt: off
REGISTERS: tuple[Register, ...] = (
    Register(100, 2, "firmware"),
    Register(104, 1, "OCPP state"),
    Register(105, 2, "errors 1"),
    Register(107, 2, "errors 2"),
    Register(109, 2, "errors 3"),
    Register(111, 2, "errors 4"),
    Register(120, 2, "protocol version"),
    Register(122, 1, "vehicle state"),
    Register(123, 1, "vehicle state hexadecimal", LATEST),
    Register(124, 1, "availability", written=True),
    Register(130, 1, "offset", written=True),
    Register(131, 1, "safe current", written=True),
    Register(132, 1, "communication timeout", written=True),
    Register(133, 1, "hardware current limit", LATEST),
    Register(134, 1, "operator current limit", REVISED),
    Register(140, 1, "relay state", LATEST),
    Register(141, 1, "device id", LATEST),
    Register(142, 10, "model", REVISED),
    Register(152, 1, "plug lock", REVISED),
    Register(168, 13, "serial number", LATEST),
    Register(200, 2, "energy L1"), Register(202, 2, "energy L2"), Register(204, 2, "energy L3"),
    Register(206, 2, "power L1"), Register(208, 2, "power L2"), Register(210, 2, "power L3"),
    Register(212, 2, "current L1"), Register(214, 2, "current L2"), Register(216, 2, "current L3"),
    Register(218, 2, "energy", REVISED),
    Register(220, 2, "power", REVISED),
    Register(222, 2, "voltage L1", REVISED), Register(224, 2, "voltage L2", REVISED),
    Register(226, 2, "voltage L3", REVISED),
    Register(600, 1, "DLM mode"),
    Register(610, 1, "sub-distribution limit L1", master=True),
    Register(611, 1, "sub-distribution limit L2", master=True),
    Register(612, 1, "sub-distribution limit L3", master=True),
    Register(613, 1, "operator sub-distribution limit L1", written=True, master=True),
    Register(614, 1, "operator sub-distribution limit L2", written=True, master=True),
    Register(615, 1, "operator sub-distribution limit L3", written=True, master=True),
    Register(620, 1, "external meter support", master=True),
    Register(705, 1, "session energy, 16 bits"),
    Register(706, 1, "signalled current"),
    Register(707, 2, "session start"),
    Register(709, 1, "session duration, 16 bits"),
    Register(710, 2, "session end"),
    Register(712, 1, "minimum current limit", REVISED),
    Register(715, 1, "cable current", REVISED),
    Register(716, 2, "session energy", REVISED),
    Register(718, 2, "session duration", REVISED),
    Register(720, 10, "user id"),
    Register(740, 1, "ISO 15118 vehicle"),
    Register(741, 6, "EVCCID"),
    Register(1000, 1, "current limit", written=True),
    Register(1110, 10, "card", REVISED, written=True),
)
# fmt: on


def of_firmware(running: str, *, master: bool) -> dict[int, Register]:
    """What a station with this firmware has, by the address of each register."""
    return {
        row.address + place: row
        for row in REGISTERS
        if (master or not row.master) and (not row.since or at_least(running, row.since))
        for place in range(row.size)
    }


def overlaps(rows: Iterable[Register]) -> list[tuple[Register, Register]]:
    """Pairs that claim the same address."""
    ordered = sorted(rows, key=lambda row: row.address)
    return [(one, next_) for one, next_ in pairwise(ordered) if one.address + one.size > next_.address]
