"""Download log files: the page Overview below System, and its button (manual, 10, Andere fouten)."""

from __future__ import annotations

from ...model import effects as fx
from ...model import events as ev
from ...model.errors import UnexpectedEvent
from ...model.settings import Settings

PAGE, BUTTON = "Overview", "Download log files"
IDENTITY = "OCPP ChargeBoxIdentity (ChargePointID)"
FACTS = (IDENTITY, "ChargePointModel", "ChargePointSerialNumber", "FirmwareVersion")
"""What tells a technician which station it is."""


class LogDownload:
    """Packs the logs together with what the station is."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """React to one event."""
        match event:
            case ev.PageOpened(page):
                return [fx.ShowPage(PAGE, (*self._facts(), (BUTTON, "button")))] if page == PAGE else []
            case ev.LogsRead(files):
                return [fx.OfferFiles(self._name(), (("station.txt", self._sheet()), *files))]
        raise UnexpectedEvent(self, event)

    def _facts(self) -> tuple[tuple[str, str], ...]:
        return tuple((name, self._settings.text(name)) for name in FACTS if self._settings.has(name))

    def _sheet(self) -> str:
        return "".join(f"{name}: {value}\n" for name, value in self._facts())

    def _name(self) -> str:
        identity = self._settings.text(IDENTITY)
        plain = "".join(char if char.isascii() and char.isalnum() else "-" for char in identity).strip("-")
        return f"logs-{plain or 'station'}.zip"
