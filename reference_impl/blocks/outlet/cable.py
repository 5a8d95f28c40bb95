"""Cable coding: the resistor in the plug tells what the cable can carry (IEC 61851-1, table B.2)."""

from __future__ import annotations

from ...model import effects as fx
from ...model import events as ev
from ...model.errors import UnexpectedEvent
from ...model.quantities import Current

CODES: tuple[tuple[int, int, Current], ...] = (
    (1_000, 2_200, Current.of_a(13)),
    (330, 1_000, Current.of_a(20)),
    (150, 330, Current.of_a(32)),
    (75, 150, Current.of_a(63)),
)
"""From (included) and to (excluded) in ohms, rating. Nominal: 1500, 680, 220 and 100 ohms."""


class Cable:
    """Says when a plug is in the socket, and its rating; a resistance in no row counts as no plug."""

    def __init__(self, socket: int, codes: tuple[tuple[int, int, Current], ...]) -> None:
        self._socket, self._codes = socket, codes
        self._rating: Current | None = None

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """React to one event."""
        match event:
            case ev.ProximitySensed(ohms=ohms):
                rating = self._rating_of(ohms)
                if rating == self._rating:
                    return []
                self._rating = rating
                if rating is None:
                    return [fx.Tell(ev.PlugRemoved(self._socket))]
                return [fx.Tell(ev.PlugInserted(self._socket, rating))]
        raise UnexpectedEvent(self, event)

    def _rating_of(self, ohms: int | None) -> Current | None:
        if ohms is None:
            return None
        return next((rating for low, high, rating in self._codes if low <= ohms < high), None)
