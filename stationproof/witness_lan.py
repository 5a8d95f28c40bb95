"""A local network that writes down what is said on it, as somebody with a tap in the station's cable would.

Stations repeat what they say every 10 s for as long as they run (docs/dlm-protocol.md), so a repetition that says
nothing new is counted and not written: an island at rest adds a line only where something changes. Counters are no
news. From whoever sends more than MOST in SPAN_MS the rest is left out, so that nobody fills the memory of a process
that runs for weeks.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fixtures.bench.journal import Journal, Scalar
from reference_impl.model import effects as fx
from reference_impl.model import events as ev
from reference_impl.station.networks import Lan

EVERYBODY = "everybody"
COUNTERS = ("boot", "number", "heard", "sequence")
"""Fields that change with every message."""
LONGEST = 4_096
"""Characters that are written of a datagram; none of ours has more."""
MOST, SPAN_MS = 60, 60_000
"""So many lines in so long, for each way to or from a host."""
MOST_WAYS = 1_000
"""So many are told apart; with more it begins anew."""


@dataclass
class _Way:
    """What was written last of a kind of message between two hosts; unwritten: how many since were not."""

    news: str
    unwritten: int = 0


@dataclass
class _Span:
    """How many lines were written since when."""

    since_ms: int
    lines: int = 0


class WitnessLan:
    """Hands everything on to the network inside and notes it in the journal."""

    def __init__(self, inside: Lan, journal: Journal, now_ms: Callable[[], int]) -> None:
        self._inside, self._journal, self._now_ms = inside, journal, now_ms
        self._ways: dict[tuple[str, str, str], _Way] = {}
        self._spans: dict[tuple[str, str], _Span] = {}

    def open(self, tell: Callable[[ev.Event], None]) -> None:
        """Listen."""
        self._inside.open(lambda event: self._heard(event, tell))

    def send(self, to: str, text: str) -> None:
        """Send; that somebody hears it nobody knows."""
        self._note("station", f"host {to}" if to else EVERYBODY, text)
        self._inside.send(to, text)

    def give(self, lease: fx.GiveLease) -> None:
        """Bring the lease to the client."""
        self._inside.give(lease)

    def close(self) -> None:
        """Do not listen any more."""
        self._inside.close()

    def _heard(self, event: ev.Event, tell: Callable[[ev.Event], None]) -> None:
        if isinstance(event, ev.DatagramReceived):
            self._note(f"host {event.sender}", "station", event.text)
        tell(event)

    def _note(self, who: str, to: str, text: str) -> None:
        kind, news = _news(text)
        way = self._ways.get((who, to, kind))
        if way is not None and (way.news == news or not self._has_room(who, to)):
            way.unwritten += 1
            return
        if way is None and not self._has_room(who, to):
            return
        if len(self._ways) >= MOST_WAYS:
            self._ways.clear()
            self._spans.clear()
        self._ways[who, to, kind] = _Way(news)
        self._span(who, to).lines += 1
        repeated: dict[str, Scalar] = {"unwritten": way.unwritten} if way is not None and way.unwritten else {}
        self._journal.write(who, "datagram", to=to, text=text[:LONGEST], **repeated)

    def _has_room(self, who: str, to: str) -> bool:
        return self._span(who, to).lines < MOST

    def _span(self, who: str, to: str) -> _Span:
        span = self._spans.get((who, to))
        if span is None or self._now_ms() - span.since_ms >= SPAN_MS:
            span = self._spans[who, to] = _Span(self._now_ms())
        return span


def _news(text: str) -> tuple[str, str]:
    """Kind of a message, and what it says without its counters; of what is no message the text."""
    try:
        message: Any = json.loads(text)
        kind = str(message["kind"])
    except (ValueError, LookupError, TypeError, RecursionError):
        return "", text
    return kind, json.dumps({name: value for name, value in message.items() if name not in COUNTERS}, sort_keys=True)
