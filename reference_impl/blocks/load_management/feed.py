"""The balancer of a station whose two sockets are fed by one line (7.3): what the feed leaves to each.

Theory of operation. The feed's limit holds on each of its phases, for both sockets together. Whoever has
the lower of limit or appetite keeps it, the rest goes to the other, and a socket for which less than the
minimum is left pauses (allocation.py). Nobody is given more before the other has come down: for 5 s after
an offer was lowered the old one may still flow, or until the meter has seen the vehicle obey (DUO-009,
IEC 61851-1). A socket without a session is told what it would have if one began now, so that none begins
with too much. Under the DLM its share is one more limit of a socket (DUO-003); this bound holds besides.

Without the link between the controllers nobody can be told anything: then the slave's socket has its
Disconnected Limit and the master's what the feed has beside it (D-DUO-05).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ...model import effects as fx
from ...model import events as ev
from ...model import feeds
from ...model.errors import UnexpectedEvent
from ...model.loads import DISCONNECTED_LIMIT, Bound, Claim
from ...model.quantities import LEAST_OFFER, NO_CURRENT, SECOND_MS, Current
from ...model.settings import Settings
from .allocation import allocate, stage
from .appetite import wanted_a

OWNER = "feed"
SOURCE = "feed"
OBEYS_MS = 5 * SECOND_MS
"""A vehicle follows the pilot within this time (IEC 61851-1)."""
SETTLES_MS = 10 * SECOND_MS
"""So long after its offer was raised a vehicle may still be on its way up."""
HEARS = (
    ev.Booted, ev.UsbLinkSensed, ev.DemandChanged, ev.OfferChanged, ev.ContactorMoved, ev.ShareAssigned,
    ev.ValueStored, ev.TimerExpired,
)  # fmt: skip
SOCKETS = (1, 2)
LEAST_A = LEAST_OFFER.deciamperes // 10
LIMITS = (feeds.HARDWARE, feeds.HARDWARE + feeds.CONTROLLER_2, feeds.FEED)
MASTER = 1
"""The socket of the master controller (manual, 1.2)."""


@dataclass
class Seat:
    """A socket on the feed; amperes rounded up where they may flow, down where they are allowed."""

    demand: ev.DemandChanged
    offered_a: int = 0
    standing_a: int = 0
    """What may still flow of offers made before."""
    closed: bool = False
    disobeys: bool = False
    """Since its offer was lowered it was seen to take more."""
    raised_ms: int = 0
    wanted_a: int = 0
    dlm: Current | None = None
    told: tuple[int, str] = (-1, "")

    @property
    def flows_a(self) -> int:
        """What may flow now."""
        return self.standing_a if self.demand.charging or self.closed else 0


class FeedBalancer:
    """Shares the feed of both sockets; silent on a station with two feeds."""

    def __init__(self, settings: Settings, *, allocate: Callable[..., dict[str, int]] = allocate) -> None:
        self._settings, self._on, self._linked, self._allocate = settings, False, True, allocate
        self._booted = False
        self._seats = {one: Seat(ev.DemandChanged(one, False, False, Current.of_a(32), None, ())) for one in SOCKETS}
        self._came: list[int] = []

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """React to one event."""
        if not isinstance(event, HEARS):
            raise UnexpectedEvent(self, event)
        if not self._booted:  # sessions that outlast a loss of supply go on before Booted is told
            self._on = feeds.one_feed(self._settings)
        if not self._on and not isinstance(event, (ev.Booted, ev.UsbLinkSensed)):
            return []
        match event:
            case ev.Booted():
                self._booted = True
            case ev.UsbLinkSensed(up=up):
                self._linked = up
            case ev.DemandChanged(socket):
                self._demand(self._seats[socket], event, now_ms)
            case ev.OfferChanged(socket, current):
                return self._offered(self._seats[socket], socket, current, now_ms)
            case ev.ContactorMoved(socket, closed):
                self._seats[socket].closed = closed
            case ev.ShareAssigned(socket, source, limit):
                if source == SOURCE:
                    return []
                self._seats[socket].dlm = limit
            case ev.TimerExpired(socket=socket, name="obeyed"):
                self._obeyed(self._seats[socket])
        return self._share(now_ms) if self._on else []

    # -- what may flow --

    def _demand(self, seat: Seat, demand: ev.DemandChanged, now_ms: int) -> None:
        began = demand.charging and not seat.demand.charging
        seat.demand = demand
        if began:
            seat.standing_a, seat.disobeys, seat.raised_ms = seat.offered_a, False, now_ms
            self._came.append(demand.socket)
        if not demand.charging and demand.socket in self._came:
            self._came.remove(demand.socket)
        if demand.drawn_da is None or seat.standing_a <= seat.offered_a:
            return
        above = max(demand.drawn_da) > seat.offered_a * 10
        if seat.disobeys and not above:
            seat.standing_a = seat.offered_a
        seat.disobeys = above

    def _obeyed(self, seat: Seat) -> None:
        """A vehicle that still takes more than it may is reckoned with."""
        drawn_da = max(seat.demand.drawn_da or (0,))
        seat.standing_a = max(seat.offered_a, -(-drawn_da // 10)) if seat.disobeys else seat.offered_a

    def _offered(self, seat: Seat, socket: int, current: Current, now_ms: int) -> list[fx.Effect]:
        before, seat.offered_a = seat.offered_a, -(-current.deciamperes // 10)
        if seat.offered_a > before:
            seat.raised_ms = now_ms
        if seat.offered_a >= seat.standing_a:
            seat.standing_a = seat.offered_a
            return [fx.StartTimer(OWNER, socket, "settled", SETTLES_MS)] if seat.demand.charging else []
        seat.disobeys = False
        return [fx.StartTimer(OWNER, socket, "obeyed", OBEYS_MS)]

    # -- what is left to each --

    def _share(self, now_ms: int) -> list[fx.Effect]:
        found = self._staged(self._came, now_ms)
        for socket in SOCKETS:
            if socket not in self._came:
                found[socket] = self._staged([*self._came, socket], now_ms)[socket]
        told = {socket: (share_a, self._named(socket, share_a)) for socket, share_a in found.items()}
        changed = [(socket, *share) for socket, share in told.items() if share != self._seats[socket].told]
        changed.sort(key=lambda one: one[1] > self._seats[one[0]].told[0])
        for socket, *_ in changed:
            self._seats[socket].told = told[socket]
        return [fx.Tell(ev.ShareAssigned(socket, SOURCE, Current.of_a(a), named)) for socket, a, named in changed]

    def _named(self, socket: int, share_a: int) -> str:
        """What the share is called where it is not shared out but left to the slave controller."""
        left_alone = not self._linked and socket != MASTER and share_a == self._settings.number(feeds.DISCONNECTED)
        return DISCONNECTED_LIMIT if left_alone else ""

    def _staged(self, sockets: Sequence[int], now_ms: int) -> dict[int, int]:
        minimum_a = self._minimum_a(sockets)
        claims = [self._claim(socket, minimum_a, now_ms) for socket in sockets]
        limit_a = self._limit_a()
        bounds = [Bound(SOURCE, (limit_a, limit_a, limit_a))]
        target = self._allocate(claims, bounds, minimum_a)
        standing = {str(socket): self._seats[socket].flows_a for socket in SOCKETS}
        ending = [Claim(str(socket), (), 0, 0) for socket in SOCKETS if socket not in sockets]
        shares = stage(target, standing, [*claims, *ending], bounds, minimum_a)
        return {socket: shares[str(socket)] for socket in sockets}

    def _claim(self, socket: int, minimum_a: int, now_ms: int) -> Claim:
        seat, most_a = self._seats[socket], self._most_a(socket)
        drawn, wanted = seat.demand.drawn_da, most_a
        if drawn is not None and seat.offered_a and now_ms - seat.raised_ms >= SETTLES_MS:
            wanted = wanted_a(most_a, seat.offered_a, drawn, seat.wanted_a, minimum_a)
        seat.wanted_a = wanted
        rotation = feeds.grid_phases(self._settings, socket)
        conductors = seat.demand.phases or feeds.connected_phases(self._settings, socket)
        phases = tuple(sorted(rotation[one] for one in conductors))
        return Claim(str(socket), phases, most_a, wanted, seat.offered_a if seat.demand.charging else 0)

    def _most_a(self, socket: int) -> int:
        """Its other limits, in whole amperes."""
        seat = self._seats[socket]
        most = min(seat.demand.most, seat.dlm or seat.demand.most) if seat.dlm != NO_CURRENT else NO_CURRENT
        most_a = most.deciamperes // 10
        if self._linked:
            return most_a
        alone_a = self._settings.number(feeds.DISCONNECTED)
        return min(most_a, max(0, self._limit_a() - alone_a) if socket == MASTER else alone_a)

    def _limit_a(self) -> int:
        return min(self._settings.number(name) for name in LIMITS)

    def _minimum_a(self, sockets: Sequence[int]) -> int:
        """Minimum Current Limit; less where a socket's own limit is less and would never charge."""
        able = [most_a for socket in sockets if (most_a := self._most_a(socket)) >= LEAST_A]
        return min([self._settings.number(feeds.MINIMUM), *able])
