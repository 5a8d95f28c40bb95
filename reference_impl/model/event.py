"""The base of everything that a block can be told."""

from __future__ import annotations

from .frozen import dataclass


@dataclass(frozen=True)
class Event:
    """Something that happened."""
