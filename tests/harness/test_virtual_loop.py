"""Virtual time over real sockets: exact, quiet at the end of each instant, loud when something is wrong."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise

import pytest

from fixtures.loop_clock import LoopClock
from fixtures.virtual_loop import DeadlockError, VirtualLoop, loopback_delivers_at_once

SECOND = 1000
DAY = 24 * 3600 * SECOND


class Wire:
    """A real loopback connection whose far end tells the loop each byte that arrives."""

    def __init__(self, loop: VirtualLoop, hear: Callable[[int], None]) -> None:
        with socket.create_server(("127.0.0.1", 0)) as server:
            self._near = socket.create_connection(server.getsockname())
            self._far, _ = server.accept()
        self._loop, self._hear = loop, hear
        loop.add_reader(self._far, self._read)

    def send(self, byte: int) -> None:
        self._near.sendall(bytes([byte]))

    def _read(self) -> None:
        for byte in self._far.recv(4096):
            self._hear(byte)

    def close(self) -> None:
        self._loop.remove_reader(self._far)
        self._near.close()
        self._far.close()


@pytest.fixture
def loop() -> Iterator[VirtualLoop]:
    loop = VirtualLoop(stall_s=5)
    yield loop
    loop.dispose()


@pytest.fixture
def clock(loop: VirtualLoop) -> LoopClock:
    return LoopClock(loop)


def test_loopback_delivers_at_once_here() -> None:
    assert loopback_delivers_at_once()


def test_a_timer_runs_at_its_millisecond_exactly(loop: VirtualLoop) -> None:
    seen: list[tuple[int, int]] = []

    def note(wanted: int) -> None:
        seen.append((wanted, loop.now_ms()))

    for at_ms in (1, 45, 57, 300, 1_001, 86_399_999, 365 * DAY + 1):
        loop.call_at(at_ms / 1000, partial(note, at_ms))
    assert not loop.run_to(400 * DAY)
    assert len(seen) == 7
    assert all(wanted == observed for wanted, observed in seen)
    assert loop.now_ms() == 400 * DAY
    assert loop.time() == 400 * 24 * 3600.0


def test_relative_timers_do_not_drift_for_a_year(loop: VirtualLoop) -> None:
    seen: list[int] = []

    def tick() -> None:
        seen.append(loop.now_ms())
        loop.call_later(3 * 3600.1, tick)

    loop.call_later(3 * 3600.1, tick)
    loop.run_to(365 * DAY)
    assert len(seen) == 365 * DAY // 10_800_300
    assert {late - early for early, late in pairwise(seen)} == {10_800_300}


def test_steps_finer_than_the_clock_still_end(loop: VirtualLoop) -> None:
    loop.run_to(400 * DAY)
    done = asyncio.Event()
    loop.call_later(1e-9, done.set)
    loop.run_until_complete(asyncio.wait_for(done.wait(), 1))
    assert loop.now_ms() == 400 * DAY


def test_equal_deadlines_run_in_the_order_in_which_they_were_set(loop: VirtualLoop, clock: LoopClock) -> None:
    seen: list[str] = []
    for number in range(50):
        clock.call_at(7 * SECOND, partial(seen.append, str(number)))
        clock.call_at((number * 37) % 7000, lambda: None)

    def first() -> None:
        seen.append("first")
        clock.call_at(6 * SECOND, lambda: seen.append("added for the same instant"))

    clock.call_at(6 * SECOND, first)
    clock.call_at(6 * SECOND, lambda: seen.append("second"))
    loop.run_to(7 * SECOND)
    assert seen == ["first", "second", "added for the same instant", *map(str, range(50))]
    assert clock.pending == 0
    assert loop.open_timers == 0


def test_a_cancelled_call_does_not_run_and_leaves_no_timer(loop: VirtualLoop, clock: LoopClock) -> None:
    seen: list[str] = []
    one, two = (clock.call_at(5, lambda: seen.append("wrong")) for _ in range(2))
    assert (clock.pending, loop.open_timers) == (2, 1)
    one.cancel()
    one.cancel()
    assert (clock.pending, loop.open_timers) == (1, 1)
    two.cancel()
    assert (clock.pending, loop.open_timers) == (0, 0)
    clock.call_at(5, lambda: seen.append("right"))
    loop.run_to(10)
    assert seen == ["right"]


def test_a_call_may_cancel_and_set_others_of_its_own_millisecond(loop: VirtualLoop, clock: LoopClock) -> None:
    seen: list[str] = []

    def first() -> None:
        other.cancel()
        clock.call_at(5, lambda: seen.append("new"))

    clock.call_at(5, first)
    other = clock.call_at(5, lambda: seen.append("wrong"))
    loop.run_to(5)
    assert seen == ["new"]
    assert clock.pending == 0


def test_a_clock_may_begin_later_than_its_loop(loop: VirtualLoop) -> None:
    loop.run_to(1234)
    clock, seen = LoopClock(loop, origin_s=loop.time()), list[tuple[int, int]]()
    clock.call_at(57, lambda: seen.append((clock.now_ms(), loop.now_ms())))
    loop.run_to(2000)
    assert seen == [(57, 1291)]
    assert clock.now_ms() == 766


def test_a_time_that_is_over_is_refused(loop: VirtualLoop, clock: LoopClock) -> None:
    loop.run_to(10)
    with pytest.raises(ValueError, match="9 ms is over, it is 10 ms"):
        loop.run_to(9)
    with pytest.raises(ValueError, match="9 ms is over, it is 10 ms"):
        clock.call_at(9, lambda: None)


def test_run_to_stops_where_its_condition_comes_true(loop: VirtualLoop, clock: LoopClock) -> None:
    seen: list[int] = []
    for at_ms in (10, 20, 20, 30):
        clock.call_at(at_ms, lambda: seen.append(loop.now_ms()))
    assert loop.run_to(100, lambda: len(seen) == 2)
    assert (loop.now_ms(), seen) == (20, [10, 20])
    assert loop.run_to(100, lambda: len(seen) == 2)
    assert (loop.now_ms(), clock.pending) == (20, 2)
    assert not loop.run_to(100)
    assert seen == [10, 20, 20, 30]


def test_run_to_asks_only_when_woken_if_told_so(loop: VirtualLoop, clock: LoopClock) -> None:
    asked: list[int] = []

    def stop() -> bool:
        asked.append(loop.now_ms())
        return loop.now_ms() >= 30

    for at_ms in (10, 20, 30, 40):
        clock.call_at(at_ms, loop.wake_check if at_ms in (20, 40) else lambda: None)
    assert loop.run_to(100, stop, only_when_woken=True)
    assert asked == [0, 20, 40]


def test_no_time_passes_between_runs(loop: VirtualLoop) -> None:
    loop.run_to(5)
    heard: list[int] = []
    wire = Wire(loop, heard.append)
    wire.send(1)
    loop.settle()
    assert (heard, loop.now_ms(), loop.jumps) == ([1], 5, 1)
    wire.close()


def test_the_last_instant_is_finished_with_everything_it_sets_off_on_the_network(
    loop: VirtualLoop, clock: LoopClock
) -> None:
    heard: list[tuple[int, int]] = []

    def hear(hop: int) -> None:
        heard.append((loop.now_ms(), hop))
        if hop < 100:
            wire.send(hop + 1)

    wire = Wire(loop, hear)
    clock.call_at(60 * SECOND, lambda: wire.send(1))
    clock.call_at(60 * SECOND + 1, lambda: heard.append((loop.now_ms(), -1)))
    assert not loop.run_to(60 * SECOND)
    assert heard == [(60 * SECOND, hop) for hop in range(1, 101)]
    assert loop.now_ms() == 60 * SECOND
    wire.close()


def test_time_stands_still_while_a_job_runs_in_a_thread(loop: VirtualLoop, clock: LoopClock) -> None:
    release, seen = threading.Event(), list[str]()

    async def work() -> None:
        async with asyncio.timeout(0.001):
            await loop.run_in_executor(None, release.wait, 5)
        seen.append(f"job at {loop.now_ms()}")

    task = loop.create_task(work())
    threading.Timer(0.05, release.set).start()
    clock.call_at(1 * SECOND, lambda: seen.append("timer"))
    loop.run_to(1 * SECOND)
    assert task.done()
    assert seen == ["job at 0", "timer"]


def test_time_stands_still_while_it_is_held(loop: VirtualLoop) -> None:
    done = asyncio.Event()

    async def wait_for_a_thread() -> None:
        with loop.hold():
            async with asyncio.timeout(0.001):
                await done.wait()

    threading.Timer(0.05, lambda: loop.call_soon_threadsafe(done.set)).start()
    loop.run_until_complete(wait_for_a_thread())
    assert loop.now_ms() == 0


def test_holding_time_for_nothing_is_reported() -> None:
    loop = VirtualLoop(stall_s=0.01)
    with (
        loop.hold(),
        pytest.raises(DeadlockError, match=r"time was held for 0\.01 real seconds and nobody answered"),
    ):
        loop.run_to(1)
    loop.dispose()


def test_a_wait_for_what_cannot_come_is_reported(loop: VirtualLoop) -> None:
    async def wait_for_godot() -> None:
        await asyncio.Event().wait()

    loop.run_to(12 * SECOND)
    with pytest.raises(DeadlockError) as caught:
        loop.run_until_complete(wait_for_godot())
    assert str(caught.value).startswith(
        "nothing can happen any more at 12000 ms: no timer, no ready socket, no job in a thread; "
    )
    assert str(caught.value).partition("still waiting: ")[2].endswith("wait_for_godot")


def test_what_nobody_catches_is_raised_by_the_run_and_spoils_no_other_call(loop: VirtualLoop, clock: LoopClock) -> None:
    seen: list[str] = []

    def fail() -> None:
        raise ZeroDivisionError("planted")

    clock.call_at(5, fail)
    clock.call_at(5, lambda: seen.append("the other"))
    with pytest.raises(ZeroDivisionError, match="planted"):
        loop.run_to(10)
    assert loop.now_ms() == 5
    loop.run_to(10)
    assert seen == ["the other"]


def test_what_is_left_open_can_be_named(loop: VirtualLoop) -> None:
    async def linger() -> None:
        await asyncio.Event().wait()

    loop.create_task(linger())
    loop.run_to(10)
    assert [name.rpartition(".")[2] for name in loop.open_tasks()] == ["linger"]


def test_twenty_runs_of_an_exchange_with_timers_are_identical() -> None:
    assert len({exchange() for _ in range(20)}) == 1


def exchange() -> tuple[tuple[int, int, int], ...]:
    """Eight wires and their timers of equal and unequal phase, all answering each other."""
    loop, seen = VirtualLoop(), list[tuple[int, int, int]]()
    clock, wires = LoopClock(loop), list[Wire]()

    def hear(number: int, byte: int) -> None:
        seen.append((loop.now_ms(), number, byte))
        if byte:
            wires[(number * 3 + byte) % 8].send(byte - 1)

    def beat(number: int) -> None:
        wires[number].send(4)
        clock.call_at(loop.now_ms() + 10 + number % 3, partial(beat, number))

    for number in range(8):
        wires.append(Wire(loop, partial(hear, number)))
        clock.call_at(10, partial(beat, number))
    loop.run_to(500)
    for wire in wires:
        wire.close()
    loop.dispose()
    return tuple(seen)
