"""What stands in each register: from what is known of the socket, what is configured, and what was written.

Numbers are big-endian, high word first (bender-facts, 1.1); what a meter does not have is 0xFFFFFFFF. The error
registers have their own order (1.4).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ...model.electrical import PilotState
from ...model.faults import Fault
from ...model.feeds import DLM_ROLE, MAXIMUM, MINIMUM, OPERATOR, PHASES, THREE_PHASES, named
from ...model.quantities import SECOND_MS
from ...model.settings import Settings
from ...model.versions import at_least
from .known import Known
from .registers import LATEST, REVISED, Register

Value = int | bytes | None
"""A number, text or packed digits, or None: there is no such value."""

FIRMWARE, MODEL, SERIAL = "FirmwareVersion", "ChargePointModel", "ChargePointSerialNumber"
DISCLOSE = "Modbus TCP Server Allow UID Disclose"
LIMIT, OPERATED = "EVSE Sub-Distribution Limit (L1/L2/L3) [A]", "Operator EVSE Sub-Distribution Limit (L1/L2/L3) [A]"
EXTERNAL_METER = "External Meter Support"
STATES = (
    "Available", "Occupied", "Reserved", "Unavailable", "Faulted", "Preparing", "Charging", "SuspendedEVSE",
    "SuspendedEV", "Finishing",
)  # fmt: skip
"""The words of OCPP in the order of their numbers; Occupied is of 1.5."""
VEHICLE_STATES = {state: number for number, state in enumerate(PilotState, 1)}
ROLES = {
    "Disabled": 0, "DLM Master (With internal DLM-Slave)": 1, "DLM Master (Standalone)": 2,
    "DLM Slave (Master-Auto-Discovery)": 3, "DLM Slave (Master-Fixed-IP)": 4,
}  # fmt: skip
MASTERS = frozenset(name for name, number in ROLES.items() if number in (1, 2))
PROTOCOLS = ((LATEST, b"0.14"), (REVISED, b"0.9c"), ("", b"0.6"))
"""The revision of the register set, by the firmware from which it is documented."""
DEVICE_ID = 0xEBEE
CLOSED_ON_3, CLOSED_ON_1 = 1, 5
MOST_16 = 0xFFFF
UPDATING_BIT = 12
ID_TAG_OCTETS = 20
DAY_S = 86_400


@dataclass
class Written:
    """What energy managers have written; the safe current and its timeout are kept over restarts.

    limit_a: None until somebody writes it
    """

    limit_a: int | None = None
    safe_a: int = 8
    timeout_s: int = 0


@dataclass(frozen=True)
class Sight:
    """All that a register can show of one socket."""

    socket: int
    known: Known
    written: Written
    settings: Settings
    faults: Mapping[str, Fault] = field(repr=False)
    now_ms: int

    @property
    def revised(self) -> bool:
        """The firmware is 5.22 or later."""
        return at_least(self.settings.text(FIRMWARE), REVISED)


def limit_a(sight: Sight) -> int:
    """The present limit; from the factory 6 A, from 5.22 on 32 A (bender-facts, 1.2)."""
    if sight.written.limit_a is not None:
        return sight.written.limit_a
    return 32 if sight.revised else 6


# -- numbers ---------------------------------------------------------------------------------


def _availability(sight: Sight) -> int:
    """1 is available from 5.22 on, and unavailable before."""
    return int(sight.known.operative == sight.revised)


def _relay(sight: Sight) -> int:
    three = sight.settings.text(named(PHASES, sight.socket)) == THREE_PHASES
    return (CLOSED_ON_3 if three else CLOSED_ON_1) if sight.known.closed else 0


def _protocol(sight: Sight) -> bytes:
    running = sight.settings.text(FIRMWARE)
    return next(revision for since, revision in PROTOCOLS if not since or at_least(running, since))


def _errors(sight: Sight) -> bytes:
    """Bits 0 to 15 in the first register and the others behind it, low byte first in each (bender-facts, 1.4)."""
    names = {*sight.known.faults, *sight.known.station_faults}
    bits = {sight.faults[name].bit for name in names if name in sight.faults}
    bits |= {UPDATING_BIT} if sight.known.updating else set()
    return sum(1 << bit for bit in bits if bit is not None).to_bytes(4, "little")


def _phase(of: str, phase: int, scale: int = 1) -> Callable[[Sight], Value]:
    def value(sight: Sight) -> Value:
        values = getattr(sight.known.meter, of, ())
        return values[phase] * scale if phase < len(values) else None

    return value


def _energy(sight: Sight) -> Value:
    return sight.known.meter.energy_wh if sight.known.meter else None


def _power(sight: Sight) -> Value:
    watts = sight.known.meter.power_w if sight.known.meter else ()
    return sum(watts) if watts else None


def _session_energy(sight: Sight) -> int:
    known = sight.known
    return known.meter.energy_wh - known.begun_wh if known.meter and known.begun_wh is not None else 0


def _session_duration(sight: Sight) -> int:
    known = sight.known
    if known.began_ms is None:
        return 0
    return ((known.ended_ms or sight.now_ms) - known.began_ms) // SECOND_MS


def _sub_distribution(key: str, phase: int) -> Callable[[Sight], Value]:
    return lambda sight: int(sight.settings.text(key).split("/")[phase])


# -- texts and digits ------------------------------------------------------------------------


def _clock(sight: Sight, at_ms: int | None) -> bytes:
    """hhmmss in packed digits, a zero octet on the left; all zero when there is nothing, or no clock yet."""
    if at_ms is None or sight.known.offset_ms is None:
        return bytes(4)
    second = (at_ms + sight.known.offset_ms) // SECOND_MS % DAY_S
    digits = f"{second // 3600:02}{second // 60 % 60:02}{second % 60:02}"
    return bytes.fromhex("00" + digits)


def _user_id(sight: Sight) -> bytes:
    card = sight.known.card if sight.settings.on(DISCLOSE) else ""
    return card.encode("ascii", "replace")[:ID_TAG_OCTETS].rjust(ID_TAG_OCTETS)


def _evccid(sight: Sight) -> bytes:
    return sight.known.evccid.encode("ascii", "replace") if sight.settings.on(DISCLOSE) else b""


def _text(key: str, octets: int) -> Callable[[Sight], Value]:
    return lambda sight: sight.settings.text(key).encode("ascii", "replace")[:octets]


def _number(key: str) -> Callable[[Sight], Value]:
    return lambda sight: sight.settings.number(key)


METERED = frozenset({
    *(f"{what} {phase}" for what in ("energy", "power", "current", "voltage") for phase in ("L1", "L2", "L3")),
    "energy", "power", "session energy", "session energy, 16 bits",
})  # fmt: skip
"""For these the meter is asked first."""

VALUES: Mapping[str, Callable[[Sight], Value]] = {
    "firmware": _text(FIRMWARE, 4),
    "OCPP state": lambda sight: STATES.index(sight.known.status),
    "errors 1": lambda sight: 0,
    "errors 2": lambda sight: 0,
    "errors 3": lambda sight: 0,
    "errors 4": _errors,
    "protocol version": _protocol,
    "vehicle state": lambda sight: VEHICLE_STATES[sight.known.vehicle],
    "vehicle state hexadecimal": lambda sight: int(sight.known.vehicle, 16),
    "availability": _availability,
    "offset": lambda sight: 0,
    "safe current": lambda sight: sight.written.safe_a,
    "communication timeout": lambda sight: sight.written.timeout_s,
    "hardware current limit": _number(MAXIMUM),
    "operator current limit": lambda sight: sight.settings.number(named(OPERATOR, sight.socket)),
    "relay state": _relay,
    "device id": lambda sight: DEVICE_ID,
    "model": _text(MODEL, 20),
    "plug lock": lambda sight: int(sight.known.locked),
    "serial number": _text(SERIAL, 26),
    "energy L1": _energy,
    "energy L2": lambda sight: None,
    "energy L3": lambda sight: None,
    **{f"power L{phase + 1}": _phase("power_w", phase) for phase in range(3)},
    **{f"current L{phase + 1}": _phase("current_da", phase, 100) for phase in range(3)},
    **{f"voltage L{phase + 1}": _phase("voltage_v", phase) for phase in range(3)},
    "energy": _energy,
    "power": _power,
    "DLM mode": lambda sight: ROLES[sight.settings.text(DLM_ROLE)],
    **{f"sub-distribution limit L{phase + 1}": _sub_distribution(LIMIT, phase) for phase in range(3)},
    **{f"operator sub-distribution limit L{phase + 1}": _sub_distribution(OPERATED, phase) for phase in range(3)},
    "external meter support": lambda sight: int(sight.settings.on(EXTERNAL_METER)),
    "session energy, 16 bits": lambda sight: min(_session_energy(sight), MOST_16),
    "session energy": _session_energy,
    "session duration, 16 bits": lambda sight: min(_session_duration(sight), MOST_16),
    "session duration": _session_duration,
    "session start": lambda sight: _clock(sight, sight.known.began_ms),
    "session end": lambda sight: _clock(sight, sight.known.ended_ms),
    "signalled current": lambda sight: sight.known.offer.deciamperes // 10 if sight.known.allowed else 0,
    "minimum current limit": _number(MINIMUM),
    "cable current": lambda sight: sight.known.cable.deciamperes // 10,
    "user id": _user_id,
    "ISO 15118 vehicle": lambda sight: int(bool(sight.known.evccid)),
    "EVCCID": _evccid,
    "current limit": limit_a,
    "card": lambda sight: b"",
}


def words_of(row: Register, values: Mapping[str, Callable[[Sight], Value]], sight: Sight) -> list[int]:
    """What its registers hold."""
    value, octets = values[row.value](sight), 2 * row.size
    if value is None:
        text = b"\xff" * octets
    elif isinstance(value, int):
        text = max(0, min(value, 256**octets - 1)).to_bytes(octets, "big")
    else:
        text = value.ljust(octets, b"\0")
    return [int.from_bytes(text[place : place + 2], "big") for place in range(0, octets, 2)]
