"""Told about the line to the backend, for whoever shows it."""

from __future__ import annotations

from .event import Event
from .frozen import dataclass


@dataclass(frozen=True)
class LinkReported(Event):
    """Whether the line stands, and if it does not, what is in the way ("" when nothing is known), in words."""

    connected: bool
    problem: str
