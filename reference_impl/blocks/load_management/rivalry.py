"""Two masters of one network: the one with the lower address leads, the other yields (D-DLM-32).

A master does not know its own address, so each tells the other which one it is heard from.
"""

from __future__ import annotations

from ipaddress import IPv4Address

from ...model.quantities import SECOND_MS

YIELD_MS = 35 * SECOND_MS
"""So long without a beacon of the other until a master that yields leads again: three beacons and a half."""


class Rivalry:
    """What a master knows of another one."""

    def __init__(self) -> None:
        self._own = ""
        self._until_ms = 0
        self.leader = ""

    def yields(self, now_ms: int) -> bool:
        """Another one leads."""
        return now_ms < self._until_ms

    def beacon(self, sender: str, now_ms: int) -> bool:
        """Another master of our network is there; True if it has to be told where we hear it."""
        if self._own and _before(sender, self._own):
            self.leader, self._until_ms = sender, now_ms + YIELD_MS
            return False
        return True

    def told(self, own: str, sender: str, now_ms: int) -> bool:
        """Another master tells our address; True if it has to be told its own."""
        self._own = own
        return self.beacon(sender, now_ms)


def _before(one: str, other: str) -> bool:
    return IPv4Address(one) < IPv4Address(other)
