"""Two masters of one network: the one with the lower address leads, the other yields (D-DLM-32, docs/dlm-protocol.md).

Theory of operation. A master does not know its own address, so each tells the other which one it is heard from; where
they do not hear each other a slave that hears both does it. Who yields goes on yielding when it hears the other no
more, also over a loss of power: a cable that is out looks like a supply that has failed, and the leader behind
it may still share out all there is. It is the operator who knows; his restart ends it.
"""

from __future__ import annotations

from ipaddress import IPv4Address

from ...model.dlm import Rival
from ...model.loads import PerPhase
from ...model.quantities import SECOND_MS
from .standing import SURE_MS

PATIENCE_MS = SECOND_MS
"""Between two words to the same station: two that both answer at once would never end."""


class Rivalry:
    """What a master knows of others. leader: the address of the one that leads in our place, "" while we lead."""

    def __init__(self, network: int, leader: str) -> None:
        self._network, self.leader = network, leader
        self._own = ""
        self._until_ms = 0
        self._answered_ms: dict[str, int] = {}

    def is_held(self, now_ms: int) -> bool:
        """What another one assigned may still hold, so nobody may rise."""
        return now_ms < self._until_ms

    def met(self, now_ms: int) -> None:
        """Another master may lead, or have led until now."""
        self._until_ms = now_ms + SURE_MS

    def beacon(self, other: str, limit_a: PerPhase, now_ms: int) -> Rival | None:
        """Another master says that it leads. What it is to be told, None for nothing; limit_a: our own."""
        if self.leader or self._comes_before(other):
            self.leader = other
        else:
            self.met(now_ms)
        if now_ms < self._answered_ms.get(other, -PATIENCE_MS) + PATIENCE_MS:
            return None
        self._answered_ms[other] = now_ms
        return Rival(self._network, other, self.leader or None, limit_a)

    def _comes_before(self, other: str) -> bool:
        return bool(self._own) and IPv4Address(other) < IPv4Address(self._own)

    def told(self, rival: Rival, sender: str, limit_a: PerPhase, now_ms: int) -> Rival | None:
        """Somebody tells us our address, and who leads; what that one is to be told, None for nothing."""
        self._own, other = rival.address, rival.leader or sender
        return None if other == self._own else self.beacon(other, limit_a, now_ms)
