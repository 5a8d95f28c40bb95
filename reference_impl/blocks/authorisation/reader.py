"""The card reader: a supported token that stays in the field long enough is read, once.

The manual asks the driver to hold a token for at least 2 seconds (chapter 6); the reader
needs half of that, so every token held as asked is read. A module of another kind than LED-type
says is not heard, and neither is the slave's where RFID - Slave says that it uses the master's
(chapter 10; the meaning of both is D-TRB-03).
"""

from __future__ import annotations

from ...model import effects as fx
from ...model import events as ev
from ...model.errors import UnexpectedEvent
from ...model.quantities import SECOND_MS
from ...model.settings import Settings

READ_MS = 1 * SECOND_MS
OWNER = "reader"
LED_TYPE, OF_THE_MASTER = "LED-type", "RFID - Slave"
SLAVE = 2


class Reader:
    """The reader of one socket."""

    def __init__(
        self, socket: int, settings: Settings, technologies: frozenset[str], read_ms: int = READ_MS
    ) -> None:
        self._socket, self._settings, self._technologies, self._read_ms = socket, settings, technologies, read_ms
        self._uid = self._module = ""

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """React to one event."""
        match event:
            case ev.CardEntered(uid=uid, technology=technology):
                if not uid or technology not in self._technologies or not self._heard():
                    return []
                self._uid = uid
                return [fx.StartTimer(OWNER, self._socket, "read", self._read_ms)]
            case ev.CardLeft():
                self._uid = ""
                return [fx.CancelTimer(OWNER, self._socket, "read")]
            case ev.TimerExpired(name="read"):
                return [fx.Tell(ev.CardRecognised(self._socket, self._uid))]
            case ev.ReaderFound(module=module):
                self._module = module
                return []
        raise UnexpectedEvent(self, event)

    def _heard(self) -> bool:
        if self._module and self._module != self._settings.text(LED_TYPE):
            return False
        return not (self._socket == SLAVE and self._settings.on(OF_THE_MASTER))
