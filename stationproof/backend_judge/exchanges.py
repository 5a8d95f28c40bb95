"""What was asked and answered, counted by action: a verdict says how much it rests on."""

from __future__ import annotations

from dataclasses import dataclass

SIDES = ("station", "backend")


@dataclass
class Exchange:
    """One action. longest_ms: until an answer came, for calls of the station."""

    asked: int = 0
    results: int = 0
    errors: int = 0
    longest_ms: int = 0

    @property
    def unanswered(self) -> int:
        """Without an answer until now."""
        return self.asked - self.results - self.errors


class Exchanges:
    """Calls of both sides."""

    def __init__(self) -> None:
        self.by: dict[str, dict[str, Exchange]] = {side: {} for side in SIDES}

    def asked(self, side: str, action: str) -> None:
        """A call of this side."""
        self._of(side, action).asked += 1

    def answered(self, side: str, action: str, after_ms: int | None, error: bool) -> None:
        """The other side has answered it."""
        one = self._of(side, action)
        one.errors += error
        one.results += not error
        one.longest_ms = max(one.longest_ms, after_ms or 0)

    def rows(self, side: str) -> list[tuple[str, Exchange]]:
        """By name."""
        return sorted(self.by[side].items())

    def _of(self, side: str, action: str) -> Exchange:
        return self.by[side].setdefault(action, Exchange())
