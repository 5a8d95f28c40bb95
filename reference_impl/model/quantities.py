"""Quantities: whole numbers with one unit each, so that sums are exact.

A bare number at a border is refused: text is read with its unit and printed with it.
Times are plain `int` milliseconds in names that end in `_ms`; energy is watt-hours in
names that end in `_wh`.
"""

from __future__ import annotations

import re

from .frozen import dataclass

SECOND_MS = 1_000
MINUTE_MS = 60 * SECOND_MS


@dataclass(frozen=True, order=True)
class Current:
    """An electric current in whole deciamperes: Current(135) is 13.5 A."""

    deciamperes: int

    @classmethod
    def of_a(cls, amperes: int) -> Current:
        """A whole number of amperes."""
        return cls(amperes * 10)

    @classmethod
    def parse(cls, text: str) -> Current:
        """Read "13.5 A" or "32 A"; ValueError says what was expected."""
        match = re.fullmatch(r"(\d+)(?:\.(\d))? A", text)
        if match is None:
            raise ValueError(f"{text!r} is not a current: write for instance '16 A' or '13.5 A'")
        return cls(int(match[1]) * 10 + int(match[2] or 0))

    def __str__(self) -> str:
        whole, tenth = divmod(self.deciamperes, 10)
        return f"{whole}.{tenth} A" if tenth else f"{whole} A"


NO_CURRENT = Current(0)
LEAST_OFFER = Current(60)
"""Below 6 A no pilot duty cycle is legal (IEC 61851-1, table A.7)."""
