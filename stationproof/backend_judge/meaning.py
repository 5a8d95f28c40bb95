"""What a well-formed answer of a backend means, and whether a station can live with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

CLOCK_S = 60
"""By how much a backend's time may differ from this machine's."""


class Meaning:
    """Reads answers whose form is right."""

    def __init__(self, unix_ms: Callable[[], int]) -> None:
        self._unix_ms = unix_ms
        self._transactions: dict[int, Any] = {}

    def of(self, action: str, asked: Any, payload: dict[str, Any]) -> Iterator[tuple[str, str]]:
        """(rule, sentence) of each thing to look at; asked: the payload of the station's request."""
        if "currentTime" in payload:
            off_s = self._off_s(payload["currentTime"])
            if abs(off_s) > CLOCK_S:
                yield "clock", f"{action}: currentTime is {_span(off_s)} this machine's clock"
        if action == "StartTransaction":
            earlier = self._transactions.setdefault(payload["transactionId"], asked)
            if earlier != asked:  # the same request again may have the same answer
                yield "transaction", "StartTransaction: a transactionId that another transaction has had"

    def _off_s(self, text: str) -> float:
        try:
            return datetime.fromisoformat(text).timestamp() - self._unix_ms() / 1000
        except ValueError:  # a leap second, which RFC 3339 knows and Python does not
            return 0.0


def _span(off_s: float) -> str:
    """Rounded, so that two answers say the same."""
    size = abs(off_s)
    text = f"{size / 3600:.0f} h" if size >= 3_570 else f"{size / 60:.0f} min"
    return f"{text} {'ahead of' if off_s > 0 else 'behind'}"
