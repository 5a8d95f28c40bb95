"""What every block looks like to the station that runs it."""

from __future__ import annotations

from typing import Protocol

from ..model.effects import Effect
from ..model.events import Event


class Block(Protocol):
    """A block is told events and answers with effects; it holds state, but no socket, clock or file."""

    def handle(self, event: Event, now_ms: int) -> list[Effect]:
        """React to one event; UnexpectedEvent for one that it does not read."""
        ...
