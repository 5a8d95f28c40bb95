"""What a block has to know of a meter that is read over Modbus TCP: where to ask, and what the answer means."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from .loads import PerPhase

Words = Mapping[int, int]
"""Registers of 16 bits by their address in the frame."""


class BadReading(ValueError):
    """The registers hold no reading: not a number, beyond all measure, or at odds with each other."""


@dataclass(frozen=True)
class Span:
    """Registers that are asked for in one request; address: as it stands in the frame, from 0."""

    address: int
    count: int


@dataclass(frozen=True)
class LineReading:
    """What flows through a meter now, per phase: L1, L2, L3.

    current_ma: milliamperes, negative while the phase feeds in
    voltage_v:  volts to neutral
    power_w:    active power, negative while the phase feeds in
    """

    current_ma: PerPhase
    voltage_v: PerPhase
    power_w: PerPhase


@dataclass(frozen=True)
class MeterModel:
    """A type of meter; functions raise BadReading for registers that hold no reading.

    unit:      the unit identifier at which it answers
    function:  the function code with which its registers are read
    line:      what is asked for to learn what flows
    energy:    what is asked for to learn the register of imported energy
    read_line: the words of `line` to what flows; low_word_first: the registers of a value come in the other order
    read_wh:   the words of `energy` to watt-hours; the same
    swappable: whether low_word_first is for the operator to say; other makers document their order
    """

    unit: int
    function: int
    line: tuple[Span, ...]
    energy: tuple[Span, ...]
    read_line: Callable[[Words, bool], LineReading]
    read_wh: Callable[[Words, bool], int]
    swappable: bool = False
