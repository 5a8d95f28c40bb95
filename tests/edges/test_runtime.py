"""The clock of real stations, on a loop whose seconds cost nothing; and a host run from power on to power off."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import cast

import pytest

from fixtures.virtual_loop import VirtualLoop
from reference_impl.edges.disk import FolderStore
from reference_impl.edges.runtime import RealClock, run_station
from reference_impl.model.link_request import LinkRequest
from reference_impl.station.host import Clock, Host, Link, Store

START_MS = 1_700_000_000_000
HOUR_MS = 3_600_000


@pytest.fixture
def loop() -> Iterator[VirtualLoop]:
    loop = VirtualLoop(stall_s=5)
    yield loop
    loop.dispose()


def test_calls_come_at_their_unix_time_and_ties_in_order(loop: VirtualLoop) -> None:
    clock, seen = RealClock(loop, START_MS), list[tuple[int, int]]()

    def note(number: int) -> None:
        seen.append((clock.now_ms() - START_MS, number))

    wanted = [HOUR_MS, 45, 57, HOUR_MS, 0, 45, HOUR_MS]
    for number, after_ms in enumerate(wanted):
        clock.call_at(START_MS + after_ms, partial(note, number))
    clock.call_at(START_MS + 50, partial(note, 99)).cancel()
    clock.call_at(START_MS - HOUR_MS, partial(note, -1))
    loop.run_to(2 * HOUR_MS)
    assert seen == [(0, -1), (0, 4), (45, 1), (45, 5), (57, 2), (HOUR_MS, 0), (HOUR_MS, 3), (HOUR_MS, 6)]
    assert loop.open_timers == 0


def test_a_call_that_raises_does_not_lose_the_others(loop: VirtualLoop) -> None:
    clock, seen = RealClock(loop, START_MS), list[int]()

    def fail() -> None:
        raise ZeroDivisionError("planted")

    clock.call_at(START_MS + 5, fail)
    clock.call_at(START_MS + 5, partial(seen.append, 5))
    with pytest.raises(ZeroDivisionError):
        loop.run_to(10)
    loop.run_to(10)
    assert seen == [5]


def test_the_wall_clock_is_the_origin(loop: VirtualLoop) -> None:
    assert RealClock(loop).now_ms() > START_MS


class HostStandIn:
    """Has power or not; asks for one call and saves one record."""

    def __init__(self, clock: Clock, link: Link, store: Store, crash: Exception | None) -> None:
        self.clock, self.link, self.store, self.crash = clock, link, store, crash
        self.said: list[str] = []

    def power_on(self) -> None:
        self.said.append("on")
        self.store.save("boots", 1)
        self.clock.call_at(self.clock.now_ms() + HOUR_MS, lambda: self.said.append("an hour later"))
        self.clock.call_at(self.clock.now_ms() + 9 * HOUR_MS, lambda: self.said.append("never"))
        self.link.open(LinkRequest("ws://127.0.0.1:1/CP1", "ocpp1.6"), lambda event: self.said.append(repr(event)))

    def power_off(self) -> None:
        self.link.close()
        self.said.append("off")


def run(loop: VirtualLoop, folder: Path, crash: Exception | None = None) -> HostStandIn:
    async def station() -> Host:
        stop = asyncio.Event()
        loop.call_later(2 * 3600, stop.set)
        return await run_station(
            lambda clock, link, store, _transfers: cast(Host, HostStandIn(clock, link, store, crash)), folder, stop
        )

    return cast(HostStandIn, loop.run_until_complete(station()))


def test_a_station_runs_until_it_is_told_to_stop(loop: VirtualLoop, tmp_path: Path) -> None:
    host = run(loop, tmp_path)
    assert host.said == ["on", "LinkDown(reason='connection refused')", "an hour later", "off"]
    assert FolderStore(tmp_path).load() == {"boots": 1}
    assert loop.open_timers == 0


def test_a_crash_of_the_software_is_raised_at_the_end(loop: VirtualLoop, tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError, match="planted"):
        run(loop, tmp_path, ZeroDivisionError("planted"))
