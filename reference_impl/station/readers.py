"""Which blocks of a station read an event: worked out once for all stations that have the same blocks.

A station keeps its blocks in a row; here are the places in that row, so that a thousand stations share one table.
"""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType

from ..blocks.block import Block
from ..model import events as ev
from .blueprint import SOCKETS
from .routes import ROUTES


class Readers:
    """Where the readers of each event stand in the row: the blocks of the station, then those of each socket."""

    def __init__(self, station: tuple[str, ...], socket: tuple[str, ...], sockets: int) -> None:
        """The names of both kinds of blocks; sockets: of this model."""
        self._sockets = sockets
        self.station = MappingProxyType({name: place for place, name in enumerate(station)})
        first = len(station)
        self.socket = MappingProxyType({
            name: {one: first + len(SOCKETS) * number + at for at, one in enumerate(SOCKETS)}
            for number, name in enumerate(socket)
        })
        self._found: dict[tuple[type[ev.Event], int | None], tuple[int, ...]] = {}
        self._timers: dict[tuple[str, int], tuple[int, ...]] = {}

    def of(self, event: ev.Event) -> tuple[int, ...]:
        """The places of its readers, in the order in which they are told."""
        if isinstance(event, ev.TimerExpired):
            return self._owner(event.owner, event.socket)
        if isinstance(event, ev.CallQueued) and self._is_elsewhere(getattr(event.call, "socket", None)):
            return ()
        key = (type(event), getattr(event, "socket", None))
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = () if self._is_elsewhere(key[1]) else tuple(self._route(*key))
        return found

    def _is_elsewhere(self, socket: int | None) -> bool:
        """A socket that this model does not have."""
        return socket is not None and socket > self._sockets

    def _owner(self, name: str, socket: int) -> tuple[int, ...]:
        """A timer goes back to the block that set it."""
        key = (name, socket)
        if key not in self._timers:
            place = self.station[name] if name in self.station else self.socket[name][socket]
            self._timers[key] = () if self._is_elsewhere(socket) else (place,)
        return self._timers[key]

    def _route(self, kind: type[ev.Event], socket: int | None) -> list[int]:
        places: list[int] = []
        for name in ROUTES[kind]:
            if name in self.station:
                places.append(self.station[name])
            elif socket is None:
                places.extend(self.socket[name].values())
            elif socket:  # 0 is the station as a whole; that goes to no block of a socket
                places.append(self.socket[name][socket])
        return places


@lru_cache(maxsize=32)
def readers_of(station: tuple[str, ...], socket: tuple[str, ...], sockets: int) -> Readers:
    """Those of all stations with blocks of these names."""
    return Readers(station, socket, sockets)


def by_name(readers: Readers, row: list[Block]) -> tuple[dict[str, Block], dict[str, dict[int, Block]]]:
    """The blocks of a row under their names: those of the station, and those of each socket."""
    alone = {name: row[place] for name, place in readers.station.items()}
    each = {name: {one: row[place] for one, place in places.items()} for name, places in readers.socket.items()}
    return alone, each
