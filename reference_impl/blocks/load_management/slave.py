"""A slave: finds its master, reports, obeys, and falls back to its Disconnected Limit (7.4, 7.7; docs/dlm-protocol.md).

Theory of operation. After a boot the slave searches: it offers nothing, for it does not know what the others take.
A master that it hears, or that it is told to have, gets its reports; the master's first assignment makes it led.
Each assignment holds for LEASE_MS. It answers a report, and holds no longer than ANSWER_MS from when that was sent:
so one that was long under way holds no longer than its master reckons. When the last has run out the slave is alone:
each socket falls to the Disconnected Limit, and a beacon or an assignment leads it back. Who has less than that rises
to it at RISE_MS: others, who heard the master later, may obey it until then. A share is for the session that it names:
it ends with the session, and the next vehicle waits until the master knows it. A stand-alone master has
no sockets in the distribution (DLF-007), so they offer nothing.

What the master does not know it cannot keep aside (told.py). So while a slave is alone it offers no more than the
Disconnected Limit that its master was told (DLF-010); and a vehicle that loads more phases than the master was told is
offered nothing when no assignment that knows better comes for UNHEARD_MS (PHR-011): if the master has failed, then the
others obey until RISE_MS, and may have all that there is on those phases.

Whoever obeys one master and hears another of the same network tells both of it, and the other what it takes on its own.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from ...model import effects as fx
from ...model import events as ev
from ...model.dlm import INTERNAL, Assignment, Beacon, Report, Rival, SocketReport
from ...model.errors import UnexpectedEvent
from ...model.loads import DISCONNECTED_LIMIT
from ...model.quantities import NO_CURRENT, SECOND_MS, Current
from ...model.settings import Settings
from . import parameters as names
from .dashboard import NOBODY, slave_rows
from .participants import MISSING_MS
from .standing import ANSWER_MS, LEASE_MS, SURE_MS
from .told import Told, socket_report
from .wakeup import Wakeup

OWNER = "dlm_slave"
RECORD = "dlm_slave"
SOURCE = "DLM"
REPORT_MS = 10 * SECOND_MS
UNHEARD_MS = 15 * SECOND_MS
"""One assignment may be lost. With a meter read each 10 s and 5 s for the vehicle: within a sample period."""
RISE_MS = MISSING_MS + SURE_MS + SECOND_MS
"""From the last assignment on: until the master misses this slave and keeps its Disconnected Limit aside, and what it
assigned the others meanwhile counts no more (DLF-015); a second is for clocks that differ."""


class State(StrEnum):
    """Whom a slave obeys; it searches for LEASE_MS."""

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
            case ev.RecordsRestored(records):
                self._kept: dict[str, Any] = records.get(RECORD, {})
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
        self._era = self._heard = self._until_ms = 0
        self._led_ms = now_ms
        """The last word of a master; also, after a restart, the one that may have been there just before."""
        self._shares_a = dict.fromkeys(self._sockets, 0)
        self._sessions = dict.fromkeys(self._sockets, 0)
        self._told: dict[int, tuple[Current, str]] = {}
        self._said = Told(self._kept, self._network)
        self._may_rise = not any(self._said.disconnected_a(socket) is not None for socket in self._sockets)
        self._unheard: set[int] = set()
        """Sockets whose vehicle loads phases that the master may not know."""
        self._stopped: set[int] = set()
        """Those that had to stop because it did not learn of them in time."""
        self._demands: dict[int, ev.DemandChanged] = {}
        self._reported: tuple[SocketReport, ...] = ()
        self._read_settings()
        self._wakeup = Wakeup(self._settings, OWNER)
        self._rows: tuple[tuple[str, str], ...] = ()
        return self._obey(now_ms)

    def _follow(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        match event:
            case ev.Booted():
                self._read_settings()
                return [self._lease(now_ms + LEASE_MS, now_ms), *self._report(now_ms), *self._show()]
            case ev.DlmHeard(sender, Beacon(network)) if network == self._network:
                return self._beacon(sender, now_ms)
            case ev.DlmHeard(sender, Assignment(network=network) as assignment) if network == self._network:
                return self._assigned(sender, assignment, now_ms)
            case ev.ValueStored(live=True):
                self._read_settings()
                return [*self._obey(now_ms), *self._report_change(now_ms)]
            case ev.TimerExpired(name="lease"):
                self._state, self._era, self._heard = State.ALONE, 0, 0
                rise = fx.StartTimer(OWNER, 0, "rise", max(1, self._led_ms + RISE_MS - now_ms))
                return [rise, *self._obey(now_ms), *self._report(now_ms), *self._show()]
            case ev.TimerExpired(name="rise"):
                self._may_rise = True
                return [*self._obey(now_ms), *self._report_change(now_ms)]
            case ev.TimerExpired(name="report"):
                return self._report(now_ms)
            case ev.TimerExpired(socket=socket, name="wake"):
                return self._wakeup.due(socket)
            case ev.TimerExpired(socket=socket, name="unheard"):
                self._unheard.discard(socket)
                self._stopped.add(socket)
                self._shares_a[socket] = 0
                return [*self._obey(now_ms), *self._report_change(now_ms)]
        return []

    # -- the master --

    def _beacon(self, sender: str, now_ms: int) -> list[fx.Effect]:
        """A master is there; one who obeys nobody reports to it, and one who obeys another tells both."""
        if self._state is State.LED:
            return self._tell_both(sender, now_ms) if sender != self._master else []
        if self._role == names.FIXED and sender != self._master:
            return self._greet(sender, now_ms)
        self._master = sender
        return self._report(now_ms)

    def _tell_both(self, other: str, now_ms: int) -> list[fx.Effect]:
        """Two masters of one network, who may not hear each other."""
        told = self._greet(other, now_ms)
        if INTERNAL not in (self._master, other):
            told.append(fx.SendDlm(other, Rival(self._network, other, self._master, None)))
            told.append(fx.SendDlm(self._master, Rival(self._network, self._master, other, None)))
        return told

    def _assigned(self, sender: str, assignment: Assignment, now_ms: int) -> list[fx.Effect]:
        word = (assignment.era, assignment.sequence)
        sent_ms = self._said.sent_ms(assignment.boot, assignment.number)
        if sender != self._master or not self._master or word <= (self._era, self._heard):
            return []
        if sent_ms is None or now_ms >= sent_ms + ANSWER_MS:
            return []  # to a station that has restarted since, or too long under way
        stays = [fx.CancelTimer(OWNER, 0, "rise")] if self._state is State.ALONE else []
        self._state, (self._era, self._heard) = State.LED, word
        self._led_ms, self._may_rise = now_ms, False
        self._said.answered(assignment.number)
        self._shares_a = dict.fromkeys(self._sockets, 0) | {
            socket: share_a for socket, session, share_a in assignment.shares_a if self._charges(socket, session)
        }
        lease = self._lease(max(self._until_ms, min(now_ms + LEASE_MS, sent_ms + ANSWER_MS)), now_ms)
        return [lease, *stays, *self._answered(), *self._obey(now_ms), *self._report(now_ms), *self._show()]

    def _lease(self, until_ms: int, now_ms: int) -> fx.Effect:
        self._until_ms = until_ms
        return fx.StartTimer(OWNER, 0, "lease", until_ms - now_ms)

    def _answered(self) -> list[fx.Effect]:
        """The master now knows more of the phases."""
        known = [socket for socket in sorted(self._unheard) if self._is_known(self._demands[socket])]
        self._unheard.difference_update(known)
        self._stopped = {socket for socket in self._stopped if not self._is_known(self._demands[socket])}
        self._shares_a |= dict.fromkeys(self._stopped, 0)
        asked = [effect for demand in self._demands.values() for effect in self._ask(demand)]
        return [*(fx.CancelTimer(OWNER, socket, "unheard") for socket in known), *asked]

    # -- the sockets --

    def _charging(self, socket: int) -> bool:
        return socket in self._demands and self._demands[socket].charging

    def _charges(self, socket: int, session: int) -> bool:
        """The vehicle of this session is there."""
        return self._charging(socket) and self._sessions[socket] == session

    def _want(self, demand: ev.DemandChanged, now_ms: int) -> list[fx.Effect]:
        socket = demand.socket
        if demand.charging and not self._charging(socket):
            self._sessions[socket] += 1
        self._demands[socket] = demand
        if not demand.charging:
            self._shares_a[socket] = 0
            self._stopped.discard(socket)
        woken = self._wakeup.follow(demand, self._share_a(socket), now_ms)
        return [*self._obey(now_ms), *woken, *self._ask(demand), *self._report_change(now_ms)]

    def _ask(self, demand: ev.DemandChanged) -> list[fx.Effect]:
        """More phases than the master was told: from now on it has UNHEARD_MS to answer."""
        socket = demand.socket
        if self._is_known(demand) or socket in self._unheard or not self._shares_a[socket]:
            return []
        self._unheard.add(socket)
        return [fx.StartTimer(OWNER, socket, "unheard", UNHEARD_MS)]

    def _is_known(self, demand: ev.DemandChanged) -> bool:
        """The master has reserved all phases that this vehicle may load."""
        known = self._said.conductors(demand.socket, self._sessions[demand.socket])
        return known is None or known.issuperset(demand.phases)

    def _share_a(self, socket: int) -> int:
        if self._state is not State.ALONE:
            return self._shares_a[socket]
        return self._disconnected_a(socket) if self._falls(socket) else self._shares_a[socket]

    def _falls(self, socket: int) -> bool:
        """The Disconnected Limit counts for a socket that is alone."""
        return self._may_rise or self._shares_a[socket] >= self._disconnected_a(socket)

    def _named(self, socket: int) -> str:
        """What the share is called where it is none of the master's."""
        return DISCONNECTED_LIMIT if self._state is State.ALONE and self._falls(socket) else ""

    def _disconnected_a(self, socket: int) -> int:
        """Without a master; not above what it keeps aside for this socket."""
        disconnected_a, known_a = self._settings.number(names.DISCONNECTED), self._said.disconnected_a(socket)
        return disconnected_a if known_a is None else min(disconnected_a, known_a)

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

    def _report_change(self, now_ms: int) -> list[fx.Effect]:
        return self._report(now_ms) if self._master and self._states() != self._reported else []

    def _report(self, now_ms: int) -> list[fx.Effect]:
        again = fx.StartTimer(OWNER, 0, "report", REPORT_MS)
        if not self._master:
            return [again, *self._remember()]
        self._reported = self._states()
        return [again, *self._send(self._master, self._reported, (self._era, self._heard), now_ms)]

    def _greet(self, sender: str, now_ms: int) -> list[fx.Effect]:
        """A master that is not ours learns what it has to keep aside."""
        return self._send(sender, self._states(), (0, 0), now_ms)

    def _send(self, to: str, states: tuple[SocketReport, ...], heard: tuple[int, int], now_ms: int) -> list[fx.Effect]:
        number = self._said.send(states, now_ms)
        report = Report(self._network, self._said.boot, number, *heard, self._feed_a, states)
        return [*self._remember(), fx.SendDlm(to, report)]

    def _remember(self) -> list[fx.Effect]:
        record = self._said.record()
        if record == self._kept:
            return []
        self._kept = record
        return [fx.Persist(RECORD, record)]

    def _states(self) -> tuple[SocketReport, ...]:
        return tuple(self._socket_state(one) for one in self._sockets)

    def _socket_state(self, socket: int) -> SocketReport:
        """What is reported of it; made anew only when something of it has changed."""
        facts = (self._demands.get(socket), self._sessions[socket], self._share_a(socket))
        known = self._made_of.get(socket)
        if known is None or known[0] != facts:
            known = self._made_of[socket] = facts, socket_report(self._settings, socket, *facts)
        return known[1]

    def _read_settings(self) -> None:
        self._feed_a = names.feed_a(self._settings)
        self._made_of: dict[int, tuple[tuple[ev.DemandChanged | None, int, int], SocketReport]] = {}

    def _show(self) -> list[fx.Effect]:
        rows = slave_rows(self._role, self._network, self._state, self._master)
        if rows == self._rows:
            return []
        self._rows = rows
        return [fx.Tell(ev.LoadReported("slave", rows))]
