"""The register maps of the Modbus TCP meters, as data, and how words become amperes, volts, watts and watt-hours.

Manual, 7.5, names the meters and no register (D-MTR-05). The addresses are those that stand in the frame. What each
map rests on, and how sure it is, stands beside it; the bench's meters have the same maps written a
second time (fixtures/peers/meter_registers.py), and a test compares the two.

A reading is refused, never mended: a value that is not a number, or beyond what any phase carries; a phase without a
plausible voltage that is not simply unconnected (swapped words turn 230 V into next to nothing, and would turn a
full load into zero). A phase feeds in when its active power is negative; meters give currents without a sign.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ..model.loads import PerPhase
from ..model.modbus_meter import BadReading, LineReading, MeterModel, Span, Words

KINDS: Mapping[str, str] = {"f32": ">f", "f64": ">d", "u32": ">I", "i32": ">i", "u64": ">Q"}
"""Name of a type to its form; big-endian, as Modbus has it."""
MOST_WORDS = 125
"""In one request (Modbus application protocol 1.1b3, 6.3)."""

MOST_A, LEAST_V, MOST_V, MOST_W, MOST_WH = 10_000.0, 100.0, 300.0, 10e6, 1e12
"""Beyond these nothing is believed; 10,000 A is the largest limit that can be entered per phase."""


@dataclass(frozen=True)
class Register:
    """A value of a meter: quantity and phase (0: all together), address, type, and what one unit of it is worth."""

    quantity: str
    phase: int
    address: int
    kind: str
    scale: float = 1.0

    @property
    def words(self) -> int:
        """How many registers it takes."""
        return struct.calcsize(KINDS[self.kind]) // 2


@dataclass(frozen=True)
class MeterMap:
    """The registers of a type of meter that we read; energy registers of imported energy are added up."""

    unit: int
    function: int
    registers: tuple[Register, ...]
    energy: tuple[Register, ...]
    swappable: bool = field(default=False, kw_only=True)


def _phases(quantity: str, kind: str, *addresses: int, scale: float = 1.0) -> tuple[Register, ...]:
    return tuple(Register(quantity, phase, at, kind, scale) for phase, at in enumerate(addresses, start=1))


SIEMENS = MeterMap(
    unit=1,  # usual; 126 is the factory value of the RS-485 module (medium)
    function=3,  # 4 gives the same
    registers=(
        # mbmd pac2200.go, OpenEMS MeterSiemensPac2200Impl, Siemens L1V30415167B: high. Line voltages and apparent
        # powers are asked for because they lie between: one request instead of three.
        *_phases("voltage", "f32", 1, 3, 5),
        *_phases("line voltage", "f32", 7, 9, 11),
        *_phases("current", "f32", 13, 15, 17),
        *_phases("apparent power", "f32", 19, 21, 23),
        *_phases("power", "f32", 25, 27, 29),
    ),
    energy=(Register("energy", 1, 801, "f64"), Register("energy", 2, 805, "f64")),  # tariffs 1 and 2, Wh: high
)
"""Siemens 7KM2200 (SENTRON PAC2200); a read across the gap 43 to 54 may fail, so nothing here comes near it."""

B_CONTROL = MeterMap(
    unit=1,  # openWB (medium)
    function=3,
    registers=(
        # KOSTAL's Smart Energy Meter, which is the TQ EM410: high; that the EM300-LR is read the same way: medium.
        # Its unlisted registers answer exception 2, so only what is listed is asked for.
        *_phases("import", "u32", 40, 80, 120, scale=0.1),
        *_phases("export", "u32", 42, 82, 122, scale=0.1),
        *_phases("current", "u32", 60, 100, 140, scale=0.001),
        *_phases("voltage", "u32", 62, 102, 142, scale=0.001),
    ),
    energy=(Register("energy", 0, 512, "u64", 0.1),),
)
"""TQ B-control EM300-LR."""

PHOENIX = MeterMap(
    unit=1,  # MeterHub, for the XM family (medium)
    function=4,  # MeterHub (medium)
    registers=(
        # P1 dongle (EMpro register table 1.6.0) and MeterHub agree: high. The frequency lies between.
        *_phases("voltage", "f32", 32774, 32776, 32778),
        Register("frequency", 0, 32780, "f32"),
        *_phases("current", "f32", 32782, 32784, 32786),
        *_phases("power", "f32", 32798, 32800, 32802),
    ),
    energy=(Register("energy", 0, 37630, "f32"),),  # Wh; another source has 33024 in kWh: low
    swappable=True,  # some units of the family give the low word first: low
)
"""Phoenix Contact EEM-MB371 and EEM-MB370; the family EEM-MA37x is what the sources describe."""


def decoded(words: Words, register: Register, low_word_first: bool = False) -> float:
    """The value in its base unit; BadReading when a word is missing or it is not a finite number."""
    order = range(register.address, register.address + register.words)
    try:
        listed = [words[address] for address in (reversed(order) if low_word_first else order)]
    except KeyError as missing:
        raise BadReading(f"register {missing} is missing") from None
    (value,) = struct.unpack(KINDS[register.kind], struct.pack(f">{len(listed)}H", *listed))
    if not math.isfinite(value):
        raise BadReading(f"{register.quantity} at {register.address} is not a number")
    return float(value) * register.scale


def spans(registers: tuple[Register, ...]) -> tuple[Span, ...]:
    """As few requests as ask for all these and for nothing else."""
    return tuple(_runs(sorted(registers, key=lambda register: register.address)))


def _runs(ordered: list[Register]) -> Iterator[Span]:
    begin = end = ordered[0].address
    for register in ordered:
        if register.address != end or register.address + register.words - begin > MOST_WORDS:
            yield Span(begin, end - begin)
            begin = register.address
        end = register.address + register.words
    yield Span(begin, end - begin)


def line_of(words: Words, table: MeterMap, low_word_first: bool = False) -> LineReading:
    """What flows; BadReading for what no phase of a house carries."""
    values = {(row.quantity, row.phase): decoded(words, row, low_word_first) for row in table.registers}
    current_ma, voltage_v, power_w = [], [], []
    for phase in (1, 2, 3):
        current_a, volts = values["current", phase], values["voltage", phase]
        watts = values["power", phase] if ("power", phase) in values else _net(values, phase)
        _check(phase, current_a, volts, watts)
        current_ma.append(round(1000 * math.copysign(current_a, watts) if watts else 1000 * current_a))
        voltage_v.append(round(volts))
        power_w.append(round(watts))
    if not any(voltage_v):
        raise BadReading("no phase has a voltage")
    return LineReading(_three(current_ma), _three(voltage_v), _three(power_w))


def _net(values: Mapping[tuple[str, int], float], phase: int) -> float:
    return values["import", phase] - values["export", phase]


def _check(phase: int, current_a: float, volts: float, watts: float) -> None:
    if not volts and not current_a:
        return  # not connected
    if not LEAST_V <= volts <= MOST_V:
        raise BadReading(f"L{phase} has {volts:g} V")
    if abs(current_a) > MOST_A or abs(watts) > MOST_W:
        raise BadReading(f"L{phase} has {current_a:g} A and {watts:g} W")


def _three(values: list[int]) -> PerPhase:
    l1, l2, l3 = values
    return l1, l2, l3


def energy_of(words: Words, table: MeterMap, low_word_first: bool = False) -> int:
    """Imported energy in Wh, rounded down as a register is; BadReading for what no meter has counted."""
    energy_wh = sum(decoded(words, row, low_word_first) for row in table.energy)
    if not 0 <= energy_wh <= MOST_WH:
        raise BadReading(f"{energy_wh:g} Wh have been imported")
    return int(energy_wh)


def model_of(table: MeterMap) -> MeterModel:
    """The map as blocks use it."""
    return MeterModel(
        unit=table.unit,
        function=table.function,
        line=spans(table.registers),
        energy=spans(table.energy),
        read_line=lambda words, low_first: line_of(words, table, low_first),
        read_wh=lambda words, low_first: energy_of(words, table, low_first),
        swappable=table.swappable,
    )


MAPS: Mapping[str, MeterMap] = {
    "Modbus Siemens 7KM2200 (TCP)": SIEMENS,
    "Modbus B-Control EM300-LR (TCP)": B_CONTROL,
    "Modbus Phoenix Contact EEM-MB371 (TCP)": PHOENIX,
    "Modbus Phoenix Contact EEM-MB370 (TCP)": PHOENIX,
}
"""Value of Meter configuration and Meter configuration (Second) to the map."""
MODELS: Mapping[str, MeterModel] = {name: model_of(table) for name, table in MAPS.items()}
