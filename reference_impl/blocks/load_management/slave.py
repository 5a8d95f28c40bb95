"""A slave: finds its master, reports, obeys, and falls back to its Disconnected Limit (7.4, 7.7; docs/dlm-protocol.md).

Theory of operation. After a boot the slave searches: it offers nothing, for it does not know what the others take.
A master that it hears, or that it is told to have, gets its reports; the master's first assignment makes it led.
Each assignment holds for LEASE_MS. When the last has run out the slave is alone: each socket may offer the
Disconnected Limit, and a beacon or an assignment leads it back. A share is for the vehicle that is there: it ends
with the session, and the next vehicle waits until the master knows it. A stand-alone master has no sockets in the
distribution (DLF-007), so they offer nothing.

What the master does not know it cannot keep aside. So while a slave is alone it offers no more than the
Disconnected Limit that its master was told (DLF-010); and a vehicle that loads more phases than the master was told
falls to it when no assignment comes for UNHEARD_MS (PHR-011).
"""

from __future__ import annotations

from enum import StrEnum

from ...model import effects as fx
from ...model import events as ev
from ...model.dlm import INTERNAL, Assignment, Beacon, Report, SocketReport
from ...model.errors import UnexpectedEvent
from ...model.loads import DISCONNECTED_LIMIT
from ...model.quantities import LEAST_OFFER, NO_CURRENT, SECOND_MS, Current
from ...model.settings import Settings
from . import parameters as names
from .dashboard import NOBODY, slave_rows
from .wakeup import Wakeup

OWNER = "dlm_slave"
SOURCE = "DLM"
REPORT_MS = 10 * SECOND_MS
LEASE_MS = 60 * SECOND_MS
"""So long an assignment holds, and so long a slave searches after a boot (D-DLF-01)."""

UNHEARD_MS = 15 * SECOND_MS
"""One assignment may be lost. With a meter read each 10 s and 5 s for the vehicle: within a sample period."""


class State(StrEnum):
    """Whom a slave obeys."""

    SEARCHING = "searching"
    LED = "led"
    ALONE = "alone"


class Slave:
    """Does nothing unless the role of the station is one of the slaves'."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._role = ""

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """React to one event."""
        match event:
            case ev.RecordsRestored():
                return self._begin(now_ms)
            case ev.DemandChanged():
                return self._want(event, now_ms) if self._role in names.SLAVES else []
            case ev.Booted() | ev.DlmHeard() | ev.ValueStored() | ev.TimerExpired():
                return self._follow(event, now_ms) if self._role in names.SLAVES else []
        raise UnexpectedEvent(self, event)

    def _begin(self, now_ms: int) -> list[fx.Effect]:
        """Before anything can be offered."""
        role = self._settings.text(names.ROLE)
        if role == names.STANDALONE:
            rows = slave_rows(role, self._settings.number(names.NETWORK), "", NOBODY)
            barred = [fx.Tell(ev.ShareAssigned(socket, SOURCE, NO_CURRENT)) for socket in names.sockets(self._settings)]
            return [*barred, fx.Tell(ev.LoadReported("slave", rows))]
        if role not in names.SLAVES:
            return []
        self._role, self._state = role, State.SEARCHING
        self._sockets = names.sockets(self._settings)
        self._network = self._settings.number(names.NETWORK)
        fixed = self._settings.text(names.MASTER_ADDRESS)
        self._master = {names.WITH_SLAVE: INTERNAL, names.FIXED: fixed}.get(role, "")
        self._era = self._heard = 0
        self._shares_a = dict.fromkeys(self._sockets, 0)
        self._told: dict[int, tuple[Current, str]] = {}
        self._known: dict[int, SocketReport] = {}
        """By socket what the master has heard, as far as an assignment that came later tells."""
        self._unheard: set[int] = set()
        """Sockets whose vehicle loads phases that the master may not know."""
        self._fallen: set[int] = set()
        """Those of them that have fallen to the Disconnected Limit."""
        self._demands: dict[int, ev.DemandChanged] = {}
        self._reported: tuple[SocketReport, ...] = ()
        self._wakeup = Wakeup(self._settings, OWNER)
        self._rows: tuple[tuple[str, str], ...] = ()
        return self._obey(now_ms)

    def _follow(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        match event:
            case ev.Booted():
                return [self._lease(), *self._report(), *self._show()]
            case ev.DlmHeard(sender, Beacon(network)) if network == self._network:
                return self._beacon(sender)
            case ev.DlmHeard(sender, Assignment(network=network) as assignment) if network == self._network:
                return self._assigned(sender, assignment, now_ms)
            case ev.ValueStored(live=True):
                return [*self._obey(now_ms), *self._report_change()]
            case ev.TimerExpired(name="lease"):
                self._state, self._era, self._heard = State.ALONE, 0, 0
                return [*self._obey(now_ms), *self._report(), *self._show()]
            case ev.TimerExpired(name="report"):
                return self._report()
            case ev.TimerExpired(socket=socket, name="wake"):
                return self._wakeup.due(socket)
            case ev.TimerExpired(socket=socket, name="unheard"):
                self._unheard.discard(socket)
                self._fallen.add(socket)
                self._shares_a[socket] = min(self._shares_a[socket], self._disconnected_a(socket))
                return [*self._obey(now_ms), *self._report_change()]
        return []

    # -- the master --

    def _beacon(self, sender: str) -> list[fx.Effect]:
        """A master is there; one who obeys nobody reports to it."""
        if self._state is State.LED or (self._role != names.DISCOVERING and sender != self._master):
            return []
        self._master = sender
        return self._report()

    def _assigned(self, sender: str, assignment: Assignment, now_ms: int) -> list[fx.Effect]:
        word = (assignment.era, assignment.sequence)
        if sender != self._master or not self._master or word <= (self._era, self._heard):
            return []
        self._state, (self._era, self._heard) = State.LED, word
        shares_a = dict(assignment.shares_a)
        self._shares_a = {socket: shares_a.get(socket, 0) if self._charging(socket) else 0 for socket in self._sockets}
        self._known = {one.socket: one for one in self._reported}
        heard: list[fx.Effect] = [fx.CancelTimer(OWNER, socket, "unheard") for socket in sorted(self._unheard)]
        self._unheard.clear()
        self._fallen.clear()
        return [self._lease(), *heard, *self._obey(now_ms), *self._report(), *self._show()]

    def _lease(self) -> fx.Effect:
        return fx.StartTimer(OWNER, 0, "lease", LEASE_MS)

    # -- the sockets --

    def _charging(self, socket: int) -> bool:
        return socket in self._demands and self._demands[socket].charging

    def _want(self, demand: ev.DemandChanged, now_ms: int) -> list[fx.Effect]:
        socket = demand.socket
        self._demands[socket] = demand
        if not demand.charging:
            self._shares_a[socket] = 0
            self._fallen.discard(socket)
        woken = self._wakeup.follow(demand, self._share_a(socket), now_ms)
        return [*self._obey(now_ms), *woken, *self._ask(demand), *self._report_change()]

    def _ask(self, demand: ev.DemandChanged) -> list[fx.Effect]:
        """More phases than the master was told: from now on it has UNHEARD_MS to answer."""
        socket, known = demand.socket, self._known.get(demand.socket)
        if known is None or set(demand.phases) <= set(known.conductors) or socket in self._unheard:
            return []
        if self._shares_a[socket] <= self._disconnected_a(socket):
            return []
        self._unheard.add(socket)
        return [fx.StartTimer(OWNER, socket, "unheard", UNHEARD_MS)]

    def _share_a(self, socket: int) -> int:
        return self._disconnected_a(socket) if self._state is State.ALONE else self._shares_a[socket]

    def _named(self, socket: int) -> str:
        """What the share is called where it is none of the master's."""
        return DISCONNECTED_LIMIT if self._state is State.ALONE or socket in self._fallen else ""

    def _disconnected_a(self, socket: int) -> int:
        """Without a master; not above what it keeps aside for this socket."""
        disconnected_a, known = self._settings.number(names.DISCONNECTED), self._known.get(socket)
        return disconnected_a if known is None else min(disconnected_a, known.disconnected_a)

    def _obey(self, now_ms: int) -> list[fx.Effect]:
        """Tell the sockets their shares where they have changed; what falls first."""
        shares = {socket: (Current.of_a(self._share_a(socket)), self._named(socket)) for socket in self._sockets}
        changed = [socket for socket in self._sockets if self._told.get(socket) != shares[socket]]
        changed.sort(key=lambda socket: shares[socket][0] > self._told.get(socket, (NO_CURRENT, ""))[0])
        self._told |= shares
        told: list[fx.Effect] = [fx.Tell(ev.ShareAssigned(socket, SOURCE, *shares[socket])) for socket in changed]
        for socket in changed:
            if socket in self._demands:
                told += self._wakeup.follow(self._demands[socket], self._share_a(socket), now_ms)
        return told

    # -- reports --

    def _report_change(self) -> list[fx.Effect]:
        return self._report() if self._master and self._states() != self._reported else []

    def _report(self) -> list[fx.Effect]:
        again = fx.StartTimer(OWNER, 0, "report", REPORT_MS)
        if not self._master:
            return [again]
        self._reported = self._states()
        report = Report(self._network, self._era, self._heard, names.feed_a(self._settings), self._reported)
        return [again, fx.SendDlm(self._master, report)]

    def _states(self) -> tuple[SocketReport, ...]:
        return tuple(self._socket(socket) for socket in self._sockets)

    def _socket(self, socket: int) -> SocketReport:
        demand = self._demands.get(socket) or ev.DemandChanged(socket, False, False, NO_CURRENT, None, ())
        disconnected_a = min(self._settings.number(names.DISCONNECTED), names.own_a(self._settings, socket))
        return SocketReport(
            socket=socket,
            charging=demand.charging,
            asleep=demand.asleep,
            most_a=demand.most.deciamperes // 10,
            share_a=self._share_a(socket),
            drawn_da=demand.drawn_da,
            conductors=demand.phases,
            rotation=names.rotation(self._settings, socket),
            minimum_a=self._settings.number(names.MINIMUM),
            disconnected_a=disconnected_a if Current.of_a(disconnected_a) >= LEAST_OFFER else 0,
        )

    def _show(self) -> list[fx.Effect]:
        rows = slave_rows(self._role, self._network, self._state, self._master)
        if rows == self._rows:
            return []
        self._rows = rows
        return [fx.Tell(ev.LoadReported("slave", rows))]
