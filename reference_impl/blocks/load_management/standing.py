"""What may still flow at the sockets of a slave: what it has been told, and may not have heard or followed yet.

Theory of operation. Each assignment has a sequence, and the slave's reports say which one it obeys. Until
one is acknowledged, the slave may obey that or any earlier one since the last acknowledged. From then on
the vehicles have FOLLOW_MS to come down (IEC 61851-1: 5 s), and what stood before stands so long. Nothing stands
longer than SURE_MS after it was said: an assignment holds for ANSWER_MS at most from the report that it answers, so no
longer from when it was said, however long it was under way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ...model.quantities import SECOND_MS

FOLLOW_MS = 5 * SECOND_MS
"""In which a vehicle follows its pilot (IEC 61851-1, table A.7; D-DLM-30)."""
LEASE_MS = 60 * SECOND_MS
"""So long a slave obeys an assignment; then comes its Disconnected Limit (7.7, D-DLF-01)."""
ANSWER_MS = LEASE_MS + 10 * SECOND_MS
"""And no longer than so after the report that it answers; a slave reports each 10 s."""
SURE_MS = ANSWER_MS + FOLLOW_MS + SECOND_MS
"""So long after it was said the vehicles have surely followed; a second is for clocks that differ."""
MOST_OPEN = 10
"""So many can still be acknowledged; of older ones it is known how long they stand."""


@dataclass(frozen=True)
class Said:
    """An assignment: shares in amperes by socket."""

    sequence: int
    at_ms: int
    shares_a: Mapping[int, int]


class Standing:
    """Of one slave."""

    def __init__(self) -> None:
        self._obeyed = Said(0, 0, {})
        self._open: list[Said] = []
        self._fading: list[tuple[int, int, int]] = []
        """Socket, amperes, until when."""
        self.confirmed_ms: int | None = None
        """When the newest acknowledged assignment was sent."""

    @property
    def last_said_ms(self) -> int | None:
        """When the last assignment that is not acknowledged was sent, or else the last that is."""
        return self._open[-1].at_ms if self._open else self.confirmed_ms

    def said(self, sequence: int, shares_a: Mapping[int, int], now_ms: int) -> None:
        """An assignment has been sent."""
        self._open = [one for one in self._open if now_ms < one.at_ms + SURE_MS]
        self._open.append(Said(sequence, now_ms, dict(shares_a)))
        if len(self._open) > MOST_OPEN:
            oldest = self._open.pop(0)
            for socket, amperes in oldest.shares_a.items():
                self._fade(socket, amperes, 0, oldest.at_ms + SURE_MS, now_ms)

    def found(self, shares_a: Mapping[int, int], now_ms: int) -> None:
        """The slave obeys none of ours, and may take this; what we said, and what it took before, stand beside it.

        Each runs out by itself: a slave that does not hear us may go on saying what it takes for hours.
        """
        before = self._standing(now_ms)
        for socket, amperes in before.shares_a.items():
            self._fade(socket, amperes, shares_a.get(socket, 0), before.at_ms + SURE_MS, now_ms)
        self._obeyed = Said(0, now_ms, dict(shares_a))

    def _standing(self, now_ms: int) -> Said:
        return self._obeyed if now_ms < self._obeyed.at_ms + SURE_MS else Said(0, now_ms, {})

    def knows(self, sequence: int) -> bool:
        """This assignment of ours is acknowledged, or may be obeyed."""
        if sequence == self._obeyed.sequence:
            return sequence > 0
        return sequence > 0 and any(said.sequence == sequence for said in self._open)

    def acknowledged(self, sequence: int, now_ms: int) -> None:
        """The slave obeys this assignment; ignored if it is not among those that are open."""
        only = self._open[0] if len(self._open) == 1 else None
        calm = only is not None and not self._fading and only.shares_a == self._obeyed.shares_a
        if only is not None and calm and only.sequence == sequence:
            self._open, self._obeyed, self.confirmed_ms = [], only, only.at_ms
            return  # nearly always: a repetition
        heard = next((said for said in self._open if said.sequence == sequence), None)
        if heard is None:
            return
        followed_ms = now_ms + FOLLOW_MS
        self._fading = [(socket, amperes, min(until_ms, followed_ms)) for socket, amperes, until_ms in self._fading]
        for before in (self._standing(now_ms), *(said for said in self._open if said.sequence < sequence)):
            for socket, amperes in before.shares_a.items():
                self._fade(socket, amperes, heard.shares_a.get(socket, 0), followed_ms, now_ms)
        self._open = [said for said in self._open if said.sequence > sequence]
        self._obeyed, self.confirmed_ms = heard, heard.at_ms

    def _fade(self, socket: int, before_a: int, now_a: int, until_ms: int, now_ms: int) -> None:
        self._fading = [one for one in self._fading if one[2] > now_ms]
        if before_a > now_a:
            self._fading.append((socket, before_a, until_ms))

    def may_flow_a(self, socket: int, now_ms: int) -> int:
        """The most that the vehicle at this socket may still take, in amperes."""
        most_a = 0
        for one, amperes, until_ms in self._fading:
            if one == socket and until_ms > now_ms:
                most_a = max(most_a, amperes)
        for said in (self._obeyed, *self._open):
            if now_ms < said.at_ms + SURE_MS:
                most_a = max(most_a, said.shares_a.get(socket, 0))
        return most_a

    def next_fade_ms(self, now_ms: int) -> int | None:
        """When something that still stands will have gone."""
        if not self._fading:
            return None
        return min((until_ms for _, _, until_ms in self._fading if until_ms > now_ms), default=None)
