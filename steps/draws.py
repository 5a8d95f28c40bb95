"""Values for sentences about any situation: the same draws each time, so that a scenario can be repeated."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Draws:
    """A linear congruential generator (Numerical Recipes, 7.1): no chance in it, and well enough mixed."""

    def __init__(self, seed: int) -> None:
        self._state = seed

    def number(self, low: int, high: int) -> int:
        """From low up to and with high."""
        self._state = (self._state * 1_664_525 + 1_013_904_223) % 2**32
        return low + (self._state >> 8) * (high - low + 1) // 2**24

    def choice(self, among: Sequence[T]) -> T:
        """One of them."""
        return among[self.number(0, len(among) - 1)]
