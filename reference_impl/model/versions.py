"""Versions of the firmware, as the manual writes them: 5.29.4, 5.30, 4.63."""

from __future__ import annotations

import re
from functools import lru_cache


def at_least(running: str, since: str) -> bool:
    """Whether version `running` is `since` or later; what follows the numbers (5.29.1-13419) counts last."""
    return _numbers(running) >= _numbers(since)


@lru_cache(maxsize=256)
def _numbers(version: str) -> list[int]:
    return [int(digits) for digits in re.findall(r"\d+", version)]
