"""One station in real time: clock, WebSocket, file transfers and disk of this machine around a host.

The power electronics and whoever looks at the configuration interface are handed in by the
caller, who builds the host; everything here is plumbing.
"""

from __future__ import annotations

import asyncio
import heapq
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

from ..station.host import Clock, Host, Link, Store
from ..station.transfers import Transfers as StationTransfers
from .disk import FolderStore
from .ocpp_j import WebSocketLink
from .transfer import Transfers

BuildHost = Callable[[Clock, Link, Store, StationTransfers], Host]
"""Puts board and console to what is given; the host comes back without power."""


class RealTimer:
    """A call that waits for its time."""

    def __init__(self, at_ms: int, order: int, action: Callable[[], None]) -> None:
        self._place = (at_ms, order)
        self.at_ms = at_ms
        self.action: Callable[[], None] | None = action

    def cancel(self) -> None:
        """Forget it; harmless when it has already run."""
        self.action = None

    def __lt__(self, other: RealTimer) -> bool:
        return self._place < other._place


class RealClock:
    """Unix milliseconds that only run forward: the wall clock is read once, the loop's clock counts on from there.

    asyncio does not order equal deadlines, so they are kept here and one timer of the loop
    waits for the soonest. A time that is over means at once.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, wall_ms: int | None = None) -> None:
        self._loop = loop
        self._start_ms = time.time_ns() // 1_000_000 if wall_ms is None else wall_ms
        self._start_s = loop.time()
        self._due: list[RealTimer] = []
        self._order = count()
        self._alarm: asyncio.TimerHandle | None = None

    def now_ms(self) -> int:
        """Milliseconds since 1970-01-01 UTC; half a microsecond makes up for the loop's floats."""
        return self._start_ms + int((self._loop.time() - self._start_s) * 1000 + 0.0005)

    def call_at(self, at_ms: int, action: Callable[[], None]) -> RealTimer:
        """Call `action` at that time; equal times run in the order in which they were set."""
        timer = RealTimer(at_ms, next(self._order), action)
        heapq.heappush(self._due, timer)
        if self._due[0] is timer:
            self._set_alarm()
        return timer

    def _set_alarm(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
        while self._due and self._due[0].action is None:
            heapq.heappop(self._due)
        self._alarm = None
        if self._due:
            at_s = self._start_s + (self._due[0].at_ms - self._start_ms) / 1000
            self._alarm = self._loop.call_at(at_s, self._ring)

    def _ring(self) -> None:
        self._alarm = None
        try:
            while self._due and self._due[0].at_ms <= self.now_ms():
                action = heapq.heappop(self._due).action
                if action is not None:
                    action()
        finally:
            self._set_alarm()

    def close(self) -> None:
        """Forget every call."""
        self._due.clear()
        self._set_alarm()


async def run_station(build: BuildHost, folder: Path, stop: asyncio.Event) -> Host:
    """Give a station power, let it run in real time until `stop` is set, and take the power away.

    Records live in `folder`. Raises at the end what the station's software died of, if it did;
    a caller who wants to end right then sets `stop` in the host's `on_lifecycle`.
    """
    loop = asyncio.get_running_loop()
    clock, link, transfers = RealClock(loop), WebSocketLink(loop), Transfers(loop)
    host = build(clock, link, FolderStore(folder), transfers)
    try:
        host.power_on()
        await stop.wait()
    finally:
        host.power_off()
        await link.wait_closed()
        await transfers.wait_closed()
        clock.close()
    if host.crash is not None:
        raise host.crash
    return host
