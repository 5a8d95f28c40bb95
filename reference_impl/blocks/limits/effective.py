"""The smallest of all limits of a socket, and which source set it.

Under 6 A no duty cycle is legal, so the socket then offers nothing: the session pauses. One offer holds for all
phases (7.6), so each conductor has the same limit, but for those that are not connected to the mains.
"""

from __future__ import annotations

from ...model import effects as fx
from ...model import events as ev
from ...model.errors import UnexpectedEvent
from ...model.feeds import connected_phases, one_feed
from ...model.loads import GRID_PHASES, PhaseLimit
from ...model.quantities import LEAST_OFFER, NO_CURRENT, Current
from ...model.settings import Settings
from .sources import MANAGER, MANUFACTURER, PROFILE, SAFE_CURRENT, SHARED, UNCONNECTED, Feeds, Source

NO_PLUG = "no plug"


class EffectiveLimit:
    """Offers nothing without a plug, otherwise the smallest limit in force."""

    def __init__(self, socket: int, settings: Settings, sources: tuple[Source, ...]) -> None:
        self._socket, self._settings, self._sources = socket, settings, sources
        self._limits_told: dict[str, Current | None] = {}
        self._named: dict[str, str] = {}
        self._told: tuple[Current, str] = (NO_CURRENT, "")
        self._phases: tuple[PhaseLimit, ...] = ()
        self._own = self._unshared = MANUFACTURER

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """React to one event."""
        match event:
            case ev.PlugInserted(rating=rating):
                self._limits_told["cable"] = rating
            case ev.PlugRemoved():
                self._limits_told["cable"] = None
            case ev.ProfileLimited(limit=limit):
                self._limits_told[PROFILE] = limit
            case ev.ManagerLimited(limit=limit, lost=lost):
                self._limits_told[MANAGER] = limit
                self._named[MANAGER] = SAFE_CURRENT if lost else MANAGER
            case ev.ShareAssigned(source=source, limit=limit, named=named):
                self._limits_told[source] = limit
                self._named[source] = named or source
            case ev.ValueStored() | ev.Booted():
                pass
            case _:
                raise UnexpectedEvent(self, event)
        limits = self._limits()
        offer = self._offer(limits)
        return [*offer, *self._by_phase(), *self._without_profiles(limits), *self._without_shares(limits)]

    def _offer(self, limits: list[tuple[Current, str]]) -> list[fx.Effect]:
        plugged = self._limits_told.get("cable") is not None
        least = min(limits, key=lambda one: one[0]) if plugged else (NO_CURRENT, NO_PLUG)
        offer = (least[0] if least[0] >= LEAST_OFFER else NO_CURRENT, self._named.get(least[1], least[1]))
        if offer == self._told:
            return []
        self._told = offer
        return [fx.Tell(ev.OfferChanged(self._socket, *offer))]

    def _by_phase(self) -> list[fx.Effect]:
        """For who shows it, behind the offer."""
        limit = PhaseLimit(*self._told)
        connected = GRID_PHASES if limit.source == NO_PLUG else connected_phases(self._settings, self._socket)
        l1, l2, l3 = (limit if one in connected else PhaseLimit(NO_CURRENT, UNCONNECTED) for one in GRID_PHASES)
        if (l1, l2, l3) == self._phases:
            return []
        self._phases = l1, l2, l3
        return [fx.Tell(ev.LimitChanged(self._socket, (l1, l2, l3)))]

    def _without_profiles(self, limits: list[tuple[Current, str]]) -> list[fx.Effect]:
        """For the sharing of the station's limit; behind the offer, so that less is offered before more is."""
        own = min(limit for limit, name in limits if name != PROFILE and name not in SHARED)
        if own == self._own:
            return []
        self._own = own
        return [fx.Tell(ev.OwnLimitChanged(self._socket, own))]

    def _without_shares(self, limits: list[tuple[Current, str]]) -> list[fx.Effect]:
        """For those who share current out."""
        unshared = min(limit for limit, name in limits if name not in SHARED)
        if unshared == self._unshared:
            return []
        self._unshared = unshared
        return [fx.Tell(ev.UnsharedLimitChanged(self._socket, unshared))]

    def _limits(self) -> list[tuple[Current, str]]:
        ones = (Feeds.ANY, Feeds.ONE if one_feed(self._settings) else Feeds.OTHER)
        values = ((self._value(source), source.name) for source in self._sources if source.feeds in ones)
        return [(limit, name) for limit, name in values if limit is not None]

    def _value(self, source: Source) -> Current | None:
        if source.keys is not None:
            return Current.of_a(self._settings.number(source.keys[self._socket - 1]))
        return self._limits_told.get(source.name)
