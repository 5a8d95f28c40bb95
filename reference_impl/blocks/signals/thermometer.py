"""The temperature of a socket's controller, reported when it has moved (manual, chapter 4: purely informative)."""

from __future__ import annotations

from ...model import effects as fx
from ...model import events as ev
from ...model.errors import UnexpectedEvent

STEP_CELSIUS = 5
"""Nearer to what was reported last it is not worth a message. The manual gives no figure."""


class Thermometer:
    """Tells of each STEP_CELSIUS; the first reading behind a boot is what the next ones are compared with."""

    def __init__(self, socket: int) -> None:
        self._socket = socket
        self._told: int | None = None

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """React to one event."""
        match event:
            case ev.TemperatureSensed(celsius=celsius):
                return self._read(celsius)
        raise UnexpectedEvent(self, event)

    def _read(self, celsius: int) -> list[fx.Effect]:
        before = self._told
        if before is not None and abs(celsius - before) < STEP_CELSIUS:
            return []
        self._told = celsius
        text = f"Controller temperature {celsius} C"
        return [] if before is None else [fx.Tell(ev.InformationReported(self._socket, text))]
