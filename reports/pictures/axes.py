"""Round numbers on the axes, and labels that keep clear of each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

SECOND, MINUTE, HOUR, DAY = 1_000, 60_000, 3_600_000, 86_400_000
_TIMES = (
    *(n * SECOND for n in (1, 2, 5, 10, 15, 30)),
    *(n * MINUTE for n in (1, 2, 5, 10, 15, 30)),
    *(n * HOUR for n in (1, 2, 3, 4, 6, 12)),
    *(n * DAY for n in (1, 2, 5, 10, 20, 50, 100)),
)
_AMPERES = (1, 2, 4, 5, 8, 10, 16, 20, 25, 40, 50, 100, 200, 250, 400, 500, 1_000, 2_000, 2_500, 5_000, 10_000)


@dataclass(frozen=True)
class Scale:
    """A straight line from a quantity to tenths of a pixel; `end` may be smaller than `begin` in pixels."""

    low: int
    high: int
    begin: int
    end: int

    def __call__(self, value: int) -> int:
        """The place of `value` in tenths of a pixel, rounded to the nearest."""
        span = max(self.high - self.low, 1)
        way = 10 * (self.end - self.begin) * (value - self.low)
        return 10 * self.begin + (2 * way + span) // (2 * span)


def px(tenths: int) -> str:
    """Tenths of a pixel as SVG reads them: 123, 12.3."""
    whole, rest = divmod(abs(tenths), 10)
    return f"{'-' if tenths < 0 else ''}{whole}" + (f".{rest}" if rest else "")


def time_ticks(begin_ms: int, end_ms: int, most: int = 9) -> list[int]:
    """Round moments between the two."""
    span = max(end_ms - begin_ms, 1)
    step = next((step for step in _TIMES if span // step <= most), _TIMES[-1])
    return list(range(-(-begin_ms // step) * step, end_ms + 1, step))


def ampere_ticks(top_da: int, most: int = 5, lowest_da: int = 0) -> list[int]:
    """Round currents from 0, or from `lowest_da` if that is less, up to at least `top_da`, in tenths of an ampere."""
    wanted = max(top_da, 60) - min(lowest_da, 0)
    step = 10 * next((step for step in _AMPERES if -(-wanted // (10 * step)) <= most), _AMPERES[-1])
    first, last = min(lowest_da, 0) // step, -(-max(top_da, 60) // step)
    return [step * number for number in range(first, last + 1)]


def clock(at_ms: int) -> str:
    """A moment as 00:01:40, 00:01:40.250 or 1d 02:00:00."""
    seconds, ms = divmod(at_ms, 1_000)
    days, seconds = divmod(seconds, 86_400)
    said = f"{seconds // 3_600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}" + (f".{ms:03}" if ms else "")
    return f"{days}d {said}" if days else said


def amperes(da: int) -> str:
    """Tenths of an ampere as 16 or 31.9."""
    whole, rest = divmod(abs(da), 10)
    sign = "-" if da < 0 else ""
    return f"{sign}{whole}.{rest}" if rest else f"{sign}{whole}"


def apart(wanted: Sequence[int], gap: int, low: int, high: int) -> list[int]:
    """Places near `wanted`, at least `gap` from one another and between `low` and `high` while there is room.

    In the order of `wanted`, which may be any.
    """
    order = sorted(range(len(wanted)), key=lambda one: (wanted[one], one))
    places: dict[int, int] = {}
    floor = low
    for one in order:
        places[one] = max(wanted[one], floor)
        floor = places[one] + gap
    ceiling = high
    for one in reversed(order):
        places[one] = min(places[one], ceiling)
        ceiling = places[one] - gap
    return [places[one] for one in range(len(wanted))]
