"""Waking a vehicle that sleeps when it is offered current again (7.4: Allow EV Wakeup; DLM-086).

Theory of operation. A vehicle that was paused may have gone to sleep and ignore the offer that ends the pause. If
it takes no current WAIT_MS after it was offered some, the pilot is interrupted once, as if the plug had
been pulled and inserted; if it sleeps on it has no use for current, and is left in peace until the next pause.
"""

from __future__ import annotations

from ...model import effects as fx
from ...model import events as ev
from ...model.quantities import LEAST_OFFER, SECOND_MS
from ...model.settings import Settings
from . import parameters as names

SLEEP_MS = 30 * SECOND_MS
"""No vehicle sleeps in a shorter pause; one that just waits its turn is not disturbed."""
WAIT_MS = 15 * SECOND_MS
"""A vehicle that is awake has followed by then (IEC 61851-1: 5 s), and the meter been read again."""
LEAST_DA = 5
"""Less than this is no charging."""


class Wakeup:
    """Of both sockets of a station."""

    def __init__(self, settings: Settings, owner: str) -> None:
        self._settings, self._owner = settings, owner
        self._paused_ms: dict[int, int] = {}
        """Since when a vehicle is offered nothing."""
        self._waits: set[int] = set()
        """Who is offered current after a pause that was long enough to fall asleep in, and takes none."""

    def follow(self, demand: ev.DemandChanged, share_a: int, now_ms: int) -> list[fx.Effect]:
        """A share or a demand has changed."""
        socket, offered = demand.socket, share_a * 10 >= LEAST_OFFER.deciamperes
        takes = any(current >= LEAST_DA for current in demand.drawn_da or ())
        paused_ms = self._paused_ms.get(socket)
        if demand.charging and not offered:
            self._paused_ms.setdefault(socket, now_ms)
        else:
            self._paused_ms.pop(socket, None)
        if not demand.charging or not offered or takes:
            return self._let_be(socket)
        if paused_ms is None or now_ms - paused_ms < SLEEP_MS or not self._settings.on(names.WAKEUP):
            return []
        self._waits.add(socket)
        return [fx.StartTimer(self._owner, socket, "wake", WAIT_MS)]

    def _let_be(self, socket: int) -> list[fx.Effect]:
        if socket not in self._waits:
            return []
        self._waits.discard(socket)
        return [fx.CancelTimer(self._owner, socket, "wake")]

    def due(self, socket: int) -> list[fx.Effect]:
        """It has slept through the offer."""
        self._waits.discard(socket)
        return [fx.Tell(ev.WakeupAsked(socket))]
