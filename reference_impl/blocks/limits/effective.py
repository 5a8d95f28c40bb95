"""The smallest of all limits of a socket, and which source set it.

Under 6 A no duty cycle is legal, so the socket then offers nothing: the session pauses.
"""

from __future__ import annotations

from ...model import effects as fx
from ...model import events as ev
from ...model.errors import UnexpectedEvent
from ...model.quantities import LEAST_OFFER, NO_CURRENT, Current
from ...model.settings import Settings
from .sources import MANUFACTURER, PROFILE, Source


class EffectiveLimit:
    """Offers nothing without a plug, otherwise the smallest limit in force."""

    def __init__(self, socket: int, settings: Settings, sources: tuple[Source, ...]) -> None:
        self._socket, self._settings, self._sources = socket, settings, sources
        self._cable: Current | None = None
        self._profile: Current | None = None
        self._told: tuple[Current, str] = (NO_CURRENT, "")
        self._own = MANUFACTURER

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """React to one event."""
        match event:
            case ev.PlugInserted(rating=rating):
                self._cable = rating
            case ev.PlugRemoved():
                self._cable = None
            case ev.ProfileLimited(limit=limit):
                self._profile = limit
            case ev.ValueStored() | ev.Booted():
                pass
            case _:
                raise UnexpectedEvent(self, event)
        return [*self._offer(), *self._without_profiles()]

    def _offer(self) -> list[fx.Effect]:
        offer = min(self._limits()) if self._cable is not None else (NO_CURRENT, "no plug")
        if offer[0] < LEAST_OFFER:
            offer = (NO_CURRENT, offer[1])
        if offer == self._told:
            return []
        self._told = offer
        return [fx.Tell(ev.OfferChanged(self._socket, *offer))]

    def _without_profiles(self) -> list[fx.Effect]:
        """For the sharing of the station's limit; behind the offer, so that less is offered before more is."""
        own = min(limit for limit, name in self._limits() if name != PROFILE)
        if own == self._own:
            return []
        self._own = own
        return [fx.Tell(ev.OwnLimitChanged(self._socket, own))]

    def _limits(self) -> list[tuple[Current, str]]:
        return [(limit, source.name) for source in self._sources if (limit := self._value(source)) is not None]

    def _value(self, source: Source) -> Current | None:
        if source.keys is not None:
            return Current.of_a(self._settings.number(source.keys[self._socket - 1]))
        return {"manufacturer": MANUFACTURER, "cable": self._cable, PROFILE: self._profile}[source.name]
