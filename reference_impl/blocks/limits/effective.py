"""The smallest of all limits of a socket, and which source set it."""

from __future__ import annotations

from ...model import effects as fx
from ...model import events as ev
from ...model.errors import UnexpectedEvent
from ...model.quantities import NO_CURRENT, Current
from ...model.settings import Settings
from .sources import MANUFACTURER, Source


class EffectiveLimit:
    """Offers nothing without a plug, otherwise the smallest limit in force."""

    def __init__(self, socket: int, settings: Settings, sources: tuple[Source, ...]) -> None:
        self._socket, self._settings, self._sources = socket, settings, sources
        self._cable: Current | None = None
        self._told: tuple[Current, str] = (NO_CURRENT, "")

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """React to one event."""
        match event:
            case ev.PlugInserted(rating=rating):
                self._cable = rating
            case ev.PlugRemoved():
                self._cable = None
            case ev.ValueStored():
                pass
            case _:
                raise UnexpectedEvent(self, event)
        limits = [(limit, source.name) for source in self._sources if (limit := self._value(source)) is not None]
        offer = min(limits) if self._cable is not None else (NO_CURRENT, "no plug")
        if offer == self._told:
            return []
        self._told = offer
        return [fx.Tell(ev.OfferChanged(self._socket, *offer))]

    def _value(self, source: Source) -> Current | None:
        if source.keys is not None:
            return Current.of_a(self._settings.number(source.keys[self._socket - 1]))
        return {"manufacturer": MANUFACTURER, "cable": self._cable}[source.name]
