"""The slaves of an island as their master knows them: present, missing, and what is kept aside for the missing."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from ...model.dlm import Report, SocketReport
from ...model.loads import GRID_PHASES, ROTATIONS
from ...model.quantities import SECOND_MS
from .standing import SURE_MS, Standing

MISSING_MS = 25 * SECOND_MS
"""So long after an assignment that it acknowledged a slave counts as missing: two repetitions and a half."""
MOST_A = 32
"""No socket offers more (manual, 1.4)."""


def name_of(address: str, socket: int) -> str:
    """The participant (D-DLM-27: each socket is one)."""
    return f"{address}/{socket}"


class Member:
    """One station that takes part.

    report:  what it said last, when it obeyed us; None after a restart of the master
    boot:    its boot, of which it was heard at heard_ms
    answers: boot and number of the report that the next assignment answers
    shares_a, sessions: what it is assigned, by socket, and for which vehicle
    kept_a:  by socket what it may offer without a master, at most
    ceiling_a: by socket what it may at most obey from before the master's restart
    since_ms: when the master began to watch it
    """

    def __init__(self, address: str, now_ms: int) -> None:
        self.address, self.since_ms = address, now_ms
        self.report: Report | None = None
        self.boot, self.heard_ms = 0, now_ms
        self.answers = (0, 0)
        self._newest = (0, 0)
        """Sequence that it acknowledges and number of the newest report: both rise together."""
        self._sorted: Report | None = None
        self._sockets: Mapping[int, SocketReport] = {}
        self._recorded_of: tuple[bool, tuple[tuple[int, int], ...]] | None = None
        self._recorded: dict[str, Any] = {}
        self.kept_a: dict[int, int] = {}
        self.ceiling_a: dict[int, int] = {}
        self.standing = Standing()
        self.shares_a: dict[int, int] = {}
        self.sessions: dict[int, int] = {}
        self.told: tuple[tuple[int, int, int], ...] = ()
        """What the last assignment said."""

    def connected(self, now_ms: int) -> bool:
        """It acknowledges what it is told."""
        confirmed_ms = self.standing.confirmed_ms
        return self.report is not None and confirmed_ms is not None and now_ms - confirmed_ms <= MISSING_MS

    def sockets(self) -> Mapping[int, SocketReport]:
        """Its sockets by number, as reported."""
        if self.report is not self._sorted:
            self._sorted = self.report
            self._sockets = {one.socket: one for one in self.report.sockets} if self.report else {}
        return self._sockets

    def is_restarted(self, report: Report, now_ms: int) -> bool:
        """It has booted since; a lower boot is an old report, unless the higher one is heard of no more."""
        return report.boot > self.boot or (report.boot < self.boot and now_ms >= self.heard_ms + SURE_MS)

    def restarted(self, boot: int) -> None:
        """Nothing that it acknowledged before counts."""
        self.boot, self.standing.confirmed_ms = boot, None

    def takes(self, report: Report) -> bool:
        """It obeys an assignment of ours, and this is newer than what it said last."""
        newer = (report.heard, report.number) > self._newest
        return newer and report.boot == self.boot and self.standing.knows(report.heard)

    def hear(self, report: Report, now_ms: int) -> None:
        """Note what it says: it obeys us."""
        self.report, self._newest = report, (report.heard, report.number)
        self.kept_a = {one.socket: one.disconnected_a for one in report.sockets}
        self._answer(report, now_ms)
        self.standing.acknowledged(report.heard, now_ms)

    def greet(self, report: Report, now_ms: int) -> None:
        """It obeys us not, or not yet: assign it what it offers, up to what is kept aside for it."""
        for one in report.sockets:
            self.kept_a[one.socket] = max(self.kept_a.get(one.socket, 0), one.disconnected_a)
        stands_a = {one.socket: self._stands_a(one.socket, now_ms) for one in report.sockets}
        self.standing.found({one.socket: max(one.share_a, self.kept_a[one.socket]) for one in report.sockets}, now_ms)
        self.shares_a = {
            one.socket: min(one.share_a, max(self.kept_a[one.socket], stands_a[one.socket])) for one in report.sockets
        }
        self._answer(report, now_ms)

    def _answer(self, report: Report, now_ms: int) -> None:
        self.heard_ms, self.answers = now_ms, (report.boot, report.number)
        self.sessions = {one.socket: one.session for one in report.sockets}

    def shares(self) -> tuple[tuple[int, int, int], ...]:
        """What an assignment says."""
        return tuple((socket, self.sessions[socket], share_a) for socket, share_a in sorted(self.shares_a.items()))

    def sure_ms(self) -> int:
        """From when on a slave that is missing can be at its Disconnected Limit only."""
        said_ms = self.standing.last_said_ms
        return (self.since_ms if said_ms is None else said_ms) + SURE_MS

    def reserve_a(self, now_ms: int) -> list[int]:
        """What is kept aside per grid phase while it is missing: any car may come and load all three."""
        left = [0, 0, 0]
        sockets = self.sockets()
        for socket in self.kept_a:
            stands_a = self._stands_a(socket, now_ms)
            charges_on = grid_phases(sockets[socket]) if socket in sockets else GRID_PHASES
            for phase in GRID_PHASES:
                left[phase] += max(self.kept_a[socket], stands_a if phase in charges_on else 0)
        return left

    def _stands_a(self, socket: int, now_ms: int) -> int:
        ceiling_a = self.ceiling_a.get(socket, 0) if now_ms < self.since_ms + SURE_MS else 0
        return max(self.standing.may_flow_a(socket, now_ms), ceiling_a)

    def record(self, now_ms: int) -> dict[str, Any]:
        """What outlasts a restart of the master; led: it may obey us, so that nobody knows what it offers.

        The same object while it says the same.
        """
        facts = self.connected(now_ms) or now_ms < self.sure_ms(), tuple(self.kept_a.items())
        if facts != self._recorded_of:
            self._recorded_of = facts
            self._recorded = {"kept_a": {str(socket): kept_a for socket, kept_a in facts[1]}, "led": facts[0]}
        return self._recorded

    @classmethod
    def restored(cls, address: str, record: Mapping[str, Any], now_ms: int) -> Member:
        """A slave of before the restart, which may still obey what it was told then."""
        slave = cls(address, now_ms)
        slave.kept_a = {int(socket): kept_a for socket, kept_a in record["kept_a"].items()}
        slave.ceiling_a = dict.fromkeys(slave.kept_a, MOST_A if record["led"] else 0)
        return slave


def grid_phases(socket: SocketReport) -> tuple[int, ...]:
    """The grid phases that are to be reserved for a socket (7.8)."""
    return _on_the_grid(socket.rotation, socket.conductors)


@lru_cache(maxsize=64)
def _on_the_grid(rotation: str, conductors: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(ROTATIONS[rotation][conductor] for conductor in conductors or GRID_PHASES)
