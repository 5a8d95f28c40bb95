"""What a slave has told its master, and what the master knows of it at least (docs/dlm-protocol.md, "A slave").

Theory of operation. Reports are numbered, and an assignment names the one that it answers. So the master knows that
report, or any later one, since later ones may have come through as well. What has been told to no purpose is
forgotten as soon as a later report is answered. What a slave takes on its own is the least of all that the master
may know; that outlasts a restart of the slave, else a limit that was raised meanwhile would be taken and nobody
knew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ...model import events as ev
from ...model.dlm import SocketReport
from ...model.quantities import LEAST_OFFER, NO_CURRENT, Current
from ...model.settings import Settings
from . import parameters as names
from .standing import ANSWER_MS

MOST_OPEN = 60
"""Reports that are remembered one by one; older ones together, and those whose answer would not hold any more."""


@dataclass(frozen=True)
class Fact:
    """What matters of a socket when its master cannot be reached."""

    session: int
    conductors: frozenset[int]
    disconnected_a: int


@dataclass(frozen=True)
class Sent:
    """One report, or several of which each may be what the master knows."""

    number: int
    at_ms: int
    sockets: Mapping[int, Fact]


def _least(one: Fact, later: Fact) -> Fact:
    disconnected_a = min(one.disconnected_a, later.disconnected_a)
    if one.session != later.session:
        return replace(later, disconnected_a=disconnected_a)
    return Fact(later.session, one.conductors & later.conductors, disconnected_a)


def _together(one: Sent, later: Sent) -> Sent:
    sockets = {socket: _least(one.sockets.get(socket, fact), fact) for socket, fact in later.sockets.items()}
    return replace(later, sockets=sockets)


class Told:
    """Of one slave since its boot.

    record: of the boot before; network: DLM Network Id, for the master of another network never knew anything
    """

    def __init__(self, record: Mapping[str, Any], network: int) -> None:
        same = record.get("network") == network
        self._network = network
        self.boot: int = record.get("boot", 0) + 1
        self.number = 0
        self._sent: list[Sent] = []
        self._states: tuple[SocketReport, ...] = ()
        self._facts: Mapping[int, Fact] = {}
        """What was reported last, and what of it matters."""
        self._settled: tuple[Mapping[int, Fact], dict[str, Any]] | None = None
        """The record that follows from facts that all open reports have in common."""
        self._kept_a = {int(socket): kept_a for socket, kept_a in record.get("kept_a", {}).items()} if same else {}
        """By socket what a master keeps aside at least, from before the boot."""
        self._answered = bool(self._kept_a)

    def send(self, states: tuple[SocketReport, ...], now_ms: int) -> int:
        """The next report is sent; its number."""
        self.number += 1
        if states != self._states:
            self._states, self._facts = states, {
                one.socket: Fact(one.session, frozenset(one.conductors), one.disconnected_a) for one in states
            }
        self._sent.append(Sent(self.number, now_ms, self._facts))
        while len(self._sent) > MOST_OPEN or self._is_old(now_ms):
            self._sent[:2] = [_together(*self._sent[:2])]
        return self.number

    def _is_old(self, now_ms: int) -> bool:
        return len(self._sent) > 1 and self._sent[1].at_ms + ANSWER_MS <= now_ms

    def sent_ms(self, boot: int, number: int) -> int | None:
        """When this report was sent; None if it is none of ours, or was sent long ago."""
        if boot != self.boot:
            return None
        return next((sent.at_ms for sent in self._sent if sent.number == number), None)

    def answered(self, number: int) -> None:
        """The master knows this report, or a later one."""
        self._sent = [sent for sent in self._sent if sent.number >= number]
        self._kept_a, self._answered = {}, True

    def disconnected_a(self, socket: int) -> int | None:
        """What the master keeps aside for this socket, at least; None if it was told nothing."""
        told = [sent.sockets[socket].disconnected_a for sent in self._sent if socket in sent.sockets]
        if socket in self._kept_a:
            told.append(self._kept_a[socket])
        return min(told, default=None)

    def conductors(self, socket: int, session: int) -> frozenset[int] | None:
        """What the master has reserved for this session, at least; None if it was told nothing of it."""
        facts = [sent.sockets[socket] for sent in self._sent if socket in sent.sockets]
        known = [fact.conductors for fact in facts if fact.session == session]
        return frozenset.intersection(*known) if known else None

    def record(self) -> dict[str, Any]:
        """What outlasts a restart; the same object while nothing changes."""
        calm = self._answered and not self._kept_a and all(sent.sockets is self._facts for sent in self._sent)
        if not (calm and self._sent):
            return self._recorded()
        if self._settled is None or self._settled[0] is not self._facts:
            self._settled = self._facts, self._recorded()
        return self._settled[1]

    def _recorded(self) -> dict[str, Any]:
        record: dict[str, Any] = {"boot": self.boot, "network": self._network}
        if self._answered:
            sockets = sorted({*self._kept_a, *(socket for sent in self._sent for socket in sent.sockets)})
            record["kept_a"] = {str(socket): self.disconnected_a(socket) for socket in sockets}
        return record


def socket_report(
    settings: Settings, socket: int, demand: ev.DemandChanged | None, session: int, share_a: int
) -> SocketReport:
    """What a slave says of one socket; demand: None before anything is known of it."""
    demand = demand or ev.DemandChanged(socket, False, False, NO_CURRENT, None, ())
    disconnected_a = min(settings.number(names.DISCONNECTED), names.own_a(settings, socket))
    return SocketReport(
        socket=socket,
        session=session,
        charging=demand.charging,
        asleep=demand.asleep,
        most_a=demand.most.deciamperes // 10,
        share_a=share_a,
        drawn_da=demand.drawn_da,
        conductors=demand.phases,
        rotation=names.rotation(settings, socket),
        minimum_a=settings.number(names.MINIMUM),
        disconnected_a=disconnected_a if Current.of_a(disconnected_a) >= LEAST_OFFER else 0,
    )
