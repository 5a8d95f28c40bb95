"""What the dashboard says about the current that each socket signals to its vehicle, and which limit set it."""

from __future__ import annotations

from ...model import events as ev
from ...model.feeds import OPERATOR, named
from ...model.quantities import NO_CURRENT, Current
from ...model.settings import Settings

SIGNALED = "Signaled Current"
LIMITED_BY = "Signaled Current is limited by"
SOCKETS = (1, 2)


class Signalled:
    """The rows of both sockets."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._offers: dict[int, tuple[Current, str]] = dict.fromkeys(SOCKETS, (NO_CURRENT, ""))
        self._allowed: set[int] = set()

    def note(self, event: ev.OfferChanged | ev.EnergyAllowed | ev.EnergyBarred) -> None:
        """Something has changed at a socket."""
        match event:
            case ev.OfferChanged(socket, current, source):
                self._offers[socket] = (current, source)
            case ev.EnergyAllowed(socket):
                self._allowed.add(socket)
            case ev.EnergyBarred(socket):
                self._allowed.discard(socket)

    def rows(self) -> list[tuple[str, str]]:
        """Label and value; without a session nothing is signalled, and the limit is that of the next one."""
        rows: list[tuple[str, str]] = []
        for socket, (current, source) in self._offers.items():
            if not self._settings.has(named(OPERATOR, socket)):
                continue
            signalled = current if socket in self._allowed else NO_CURRENT
            rows += [(named(SIGNALED, socket), str(signalled)), (named(LIMITED_BY, socket), source)]
        return rows
