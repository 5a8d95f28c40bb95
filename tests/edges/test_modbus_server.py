"""The Modbus TCP server on real sockets: who is answered, who is cut off, and that nothing of it is left open."""

from __future__ import annotations

import asyncio
import struct
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any

import pytest

from fixtures.peers.energy_manager import Ask, reply_of
from fixtures.servers.energy_manager import ManagerClients
from reference_impl.edges.modbus_server import MOST_CONNECTIONS, ModbusServer
from reference_impl.model import effects as fx
from reference_impl.model import events as ev

LOOPBACK = "127.0.0.1"
Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Station:
    """Answers reads with the register's own address, and takes every write."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.server = ModbusServer(loop, host=LOOPBACK, port=lambda port: 0)
        self.heard: list[ev.ManagerAsked] = []
        self.answers = True
        self.server.serve(1, 502, self.tell)

    def tell(self, event: ev.Event) -> None:
        assert isinstance(event, ev.ManagerAsked)
        self.heard.append(event)
        if self.answers:
            words = () if event.words else tuple(range(event.address, event.address + event.count))
            self.server.answer(fx.AnswerManager(event.request, words))

    async def dial(self) -> Line:
        where = self.server.address(502)
        assert where is not None
        return await asyncio.open_connection(*where)


def run(story: Callable[[Station], Coroutine[Any, Any, None]]) -> None:
    async def whole() -> None:
        station = Station(asyncio.get_running_loop())
        try:
            await story(station)
        finally:
            station.server.stop()
            for _ in range(1000):
                if not station.server.open_tasks:
                    break
                await pause()
            assert station.server.open_tasks == 0

    asyncio.run(whole())


async def pause() -> None:
    """One turn of the loop."""
    turn = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_soon(turn.set_result, None)
    await turn


async def ended(line: Line) -> bool:
    """It ends without a word."""
    try:
        said = await asyncio.wait_for(line[0].read(1), 5)
    except ConnectionError:
        said = b""
    line[1].close()
    with suppress(OSError):
        await line[1].wait_closed()
    return said == b""


async def answer(line: Line, octets: bytes) -> bytes:
    line[1].write(octets)
    return await asyncio.wait_for(line[0].read(512), 5)


def test_pymodbus_reads_and_writes() -> None:
    async def story(station: Station) -> None:
        loop = asyncio.get_running_loop()
        clients = ManagerClients(loop, lambda number, port: station.server.address(port))
        for ask, words in ((Ask(3, 100, 3), (100, 101, 102)), (Ask(16, 1000, 1, words=(10,)), ())):
            got = loop.create_future()
            clients.ask(1, 502, ask, got.set_result)
            assert (await asyncio.wait_for(got, 5)).words == words
        clients.close()
        assert station.heard[-1].words == (10,)

    run(story)


def test_several_requests_in_one_piece_and_one_in_several() -> None:
    async def story(station: Station) -> None:
        line = await station.dial()
        both = await answer(line, Ask(3, 100, 1).frame(1) + Ask(3, 200, 1).frame(2))
        assert [both[1], both[12], reply_of(both).words] == [1, 2, (100,)]
        frame = Ask(3, 300, 1).frame(3)
        line[1].write(frame[:5])
        await line[1].drain()
        assert reply_of(await answer(line, frame[5:])).words == (300,)
        line[1].close()

    run(story)


@pytest.mark.parametrize(
    "octets", [b"GET / HTTP/1.1\r\n\r\n", struct.pack(">HHHB", 1, 0, 0, 1), struct.pack(">HHHB", 1, 0, 65_535, 1) * 9]
)
def test_who_speaks_no_modbus_is_cut_off_and_others_are_not(octets: bytes) -> None:
    async def story(station: Station) -> None:
        good, bad = await station.dial(), await station.dial()
        bad[1].write(octets)
        assert await ended(bad)
        assert reply_of(await answer(good, Ask(3, 100, 1).frame())).words == (100,)
        good[1].close()

    run(story)


def test_a_request_that_makes_no_sense_is_answered_with_an_exception() -> None:
    async def story(station: Station) -> None:
        line = await station.dial()
        assert await answer(line, bytes((0, 1, 0, 0, 0, 4, 1, 3, 3, 0xE8))) == bytes((0, 1, 0, 0, 0, 3, 1, 0x83, 3))
        assert station.heard == []
        line[1].close()

    run(story)


def test_two_thousand_connections_do_not_keep_the_next_one_out() -> None:
    async def story(station: Station) -> None:
        lines = []
        for _ in range(2_000):
            lines.append(await station.dial())
            if len(lines) == 100:  # a crowd at a time: this process has to hold the other ends
                for line in lines[:-MOST_CONNECTIONS]:
                    assert await ended(line)
                del lines[:-MOST_CONNECTIONS]
        last = await station.dial()
        assert reply_of(await answer(last, Ask(3, 100, 1).frame())).words == (100,)
        assert station.server.open_tasks <= MOST_CONNECTIONS
        for line in (*lines, last):
            line[1].close()

    run(story)


def test_the_one_that_works_is_not_the_one_that_makes_room() -> None:
    async def story(station: Station) -> None:
        working = await station.dial()
        for _ in range(3):
            crowd = [await station.dial() for _ in range(MOST_CONNECTIONS - 1)]
            assert reply_of(await answer(working, Ask(3, 100, 1).frame())).words == (100,)
            for line in crowd:
                line[1].close()
        working[1].close()

    run(story)


def test_who_reads_no_answers_is_cut_off() -> None:
    async def story(station: Station) -> None:
        line = await station.dial()
        many = Ask(3, 0, 125).frame() * 1_000
        with suppress(ConnectionError):
            for _ in range(1_000):
                line[1].write(many)
                await asyncio.wait_for(line[1].drain(), 5)
        for _ in range(1000):
            await pause()
        assert station.server.open_tasks == 0
        line[1].close()
        with suppress(OSError):
            await line[1].wait_closed()

    run(story)


def test_nobody_is_answered_who_has_gone() -> None:
    async def story(station: Station) -> None:
        station.answers = False
        line = await station.dial()
        line[1].write(Ask(3, 100, 1).frame())
        while not station.heard:
            await pause()
        line[1].close()
        await line[1].wait_closed()
        while station.server.open_tasks:
            await pause()
        station.server.answer(fx.AnswerManager(station.heard[0].request, (1,)))

    run(story)


def test_a_port_that_is_taken_is_not_served(caplog: pytest.LogCaptureFixture) -> None:
    async def story(station: Station) -> None:
        where = station.server.address(502)
        assert where is not None
        other = ModbusServer(asyncio.get_running_loop(), host=LOOPBACK, port=lambda port: where[1])
        bound = station.server
        other.serve(1, 502, lambda event: None)
        assert other.address(502) is None
        assert bound.address(502) == where
        other.stop()

    run(story)
    assert "no Modbus TCP server at port 502" in caplog.text


def test_the_next_start_finds_its_port() -> None:
    async def story(station: Station) -> None:
        line = await station.dial()
        station.server.stop()
        assert await ended(line)
        assert station.server.address(502) is None
        station.server.serve(1, 502, station.tell)
        again = await station.dial()
        assert reply_of(await answer(again, Ask(3, 100, 1).frame())).words == (100,)
        again[1].close()

    run(story)
