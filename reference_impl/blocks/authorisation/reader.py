"""The card reader: a supported token that stays in the field long enough is read, once.

The manual asks the driver to hold a token for at least 2 seconds (chapter 6); the reader
needs half of that, so every token held as asked is read.
"""

from __future__ import annotations

from ...model import effects as fx
from ...model import events as ev
from ...model.errors import UnexpectedEvent
from ...model.quantities import SECOND_MS

READ_MS = 1 * SECOND_MS
OWNER = "reader"


class Reader:
    """The reader of one socket."""

    def __init__(self, socket: int, technologies: frozenset[str], read_ms: int = READ_MS) -> None:
        self._socket, self._technologies, self._read_ms = socket, technologies, read_ms
        self._uid = ""

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """React to one event."""
        match event:
            case ev.CardEntered(uid=uid, technology=technology):
                if technology not in self._technologies:
                    return []
                self._uid = uid
                return [fx.StartTimer(OWNER, self._socket, "read", self._read_ms)]
            case ev.CardLeft():
                self._uid = ""
                return [fx.CancelTimer(OWNER, self._socket, "read")]
            case ev.TimerExpired(name="read"):
                return [fx.Tell(ev.CardRecognised(self._socket, self._uid))]
        raise UnexpectedEvent(self, event)
