"""Short words for tests of the blocks that read Modbus meters: a meter of one register per phase."""

from __future__ import annotations

from reference_impl.model import effects as fx
from reference_impl.model.modbus_meter import BadReading, LineReading, MeterModel, Span, Words

BAD = 0xFFFF
MODEL_NAME = "Modbus Siemens 7KM2200 (TCP)"


def _line(words: Words, low_first: bool) -> LineReading:
    """Whole amperes in registers 0 to 2; BAD is no reading."""
    if BAD in words.values():
        raise BadReading("a bad register")
    l1, l2, l3 = (1000 * words[at] for at in range(3))
    return LineReading((l1, l2, l3), (230, 230, 230), (0, 0, 0))


MODEL = MeterModel(
    unit=1, function=3, line=(Span(0, 2), Span(2, 1)), energy=(Span(9, 1),), read_line=_line,
    read_wh=lambda words, low_first: words[9],
)  # fmt: skip
MODELS = {MODEL_NAME: MODEL}


def orders(effects: list[fx.Effect]) -> list[fx.ReadRegisters]:
    """What is asked of meters."""
    return [effect for effect in effects if isinstance(effect, fx.ReadRegisters)]


