"""The Modbus TCP server for energy managers: carries requests to the station and its answers back; decides nothing.

The server of pymodbus is not used: it answers a request for too many registers with function code 0, and one of two
requests that come together not at all (docs/decisions.md). Clients are never waited for: one that reads no answers, or
sends what is no Modbus, is cut off, and where all places are taken the one that has been silent longest makes room.
"""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Callable

from ..codecs import modbus_tcp
from ..model import effects as fx
from ..model import events as ev

MOST_CONNECTIONS = 32
"""At each port; energy managers are few."""
MOST_UNREAD = 65_536
"""Octets of answers that a client has not read."""
BACKLOG = 16

Tell = Callable[[ev.Event], None]
Address = tuple[str, int]


class _Connection(asyncio.Protocol):
    """One energy manager's connection to one socket."""

    def __init__(self, server: ModbusServer, number: int, tell: Tell) -> None:
        self._server, self._number, self._tell = server, number, tell
        self._octets = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """It stands."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._server.admit(self._number, self)

    def connection_lost(self, exc: Exception | None) -> None:
        """It has gone."""
        self._transport = None
        self._server.forget(self._number, self)

    def data_received(self, data: bytes) -> None:
        """Something has come: whole requests, parts of one, or anything."""
        self._server.used(self._number, self)
        try:
            found, self._octets = modbus_tcp.frames(self._octets + data)
        except modbus_tcp.NotModbus:
            self.abort()
            return
        for frame in found:
            asked = modbus_tcp.request_of(frame.pdu)
            if isinstance(asked, modbus_tcp.Malformed):
                self.send(modbus_tcp.answer(frame, (), asked.code))
                continue
            request = self._server.expect(self, frame)
            self._tell(ev.ManagerAsked(self._number, request, asked.function, asked.address, asked.count, asked.words))

    def send(self, octets: bytes) -> None:
        """Towards the client; who does not read is cut off."""
        if self._transport is None:
            return
        self._transport.write(octets)
        if self._transport.get_write_buffer_size() > MOST_UNREAD:
            self.abort()

    def abort(self) -> None:
        """Cut it off."""
        if self._transport is not None:
            self._transport.abort()


class ModbusServer:
    """The ports of one station, one for each socket."""

    def __init__(
        self, loop: asyncio.AbstractEventLoop, *, host: str = "0.0.0.0", port: Callable[[int], int] = lambda port: port
    ) -> None:
        """host: the address to listen at; port: the real port for one of the station's."""
        self._loop, self._host, self._port = loop, host, port
        self._ports: dict[int, tuple[int, socket.socket]] = {}
        self._connections: dict[int, dict[_Connection, None]] = {}
        self._waiting: dict[str, tuple[_Connection, modbus_tcp.Frame]] = {}
        self._requests = 0
        self._opening: set[asyncio.Task[object]] = set()

    @property
    def open_tasks(self) -> int:
        """How many connections have not ended."""
        return sum(len(lines) for lines in self._connections.values()) + len(self._opening)

    def ports(self) -> dict[int, int]:
        """The real port behind each of the station's."""
        return {configured: int(bound.getsockname()[1]) for configured, bound in self._ports.values()}

    def address(self, port: int) -> Address | None:
        """Where this port of the station really is; None when nobody listens there."""
        for configured, bound in self._ports.values():
            if configured == port:
                host, real = bound.getsockname()
                return host, real
        return None

    # -- ManagerServer --

    def serve(self, socket: int, port: int, tell: Tell) -> None:
        """Listen; nowhere when the port cannot be had."""
        try:
            bound = self._bind(self._port(port))
        except OSError as error:
            logging.getLogger(__name__).warning("no Modbus TCP server at port %s: %s", port, error)
            return
        self._ports[socket] = (port, bound)
        self._connections[socket] = {}
        self._loop.add_reader(bound, self._accept, bound, socket, tell)

    def answer(self, answer: fx.AnswerManager) -> None:
        """To the one who asked."""
        connection, frame = self._waiting.pop(answer.request, (None, None))
        if connection is not None and frame is not None:
            connection.send(modbus_tcp.answer(frame, answer.words, answer.exception))

    def stop(self) -> None:
        """Close all."""
        for _, bound in self._ports.values():
            self._loop.remove_reader(bound)
            bound.close()
        self._ports.clear()
        for lines in self._connections.values():
            for connection in tuple(lines):
                connection.abort()
        self._waiting.clear()

    # -- connections --

    def admit(self, number: int, connection: _Connection) -> None:
        """One more; the one that has been silent longest makes room for it."""
        lines = self._connections[number]
        lines[connection] = None
        if len(lines) > MOST_CONNECTIONS:
            oldest = next(iter(lines))
            oldest.abort()
            self.forget(number, oldest)

    def used(self, number: int, connection: _Connection) -> None:
        """It is not silent."""
        lines = self._connections[number]
        if connection in lines:
            lines[connection] = lines.pop(connection)

    def forget(self, number: int, connection: _Connection) -> None:
        """It has ended; nobody waits for its answers."""
        self._connections[number].pop(connection, None)
        for request in [name for name, (waits, _) in self._waiting.items() if waits is connection]:
            del self._waiting[request]

    def expect(self, connection: _Connection, frame: modbus_tcp.Frame) -> str:
        """The name of a request that will be answered."""
        self._requests += 1
        name = str(self._requests)
        self._waiting[name] = (connection, frame)
        return name

    def _bind(self, port: int) -> socket.socket:
        bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        try:
            bound.setblocking(False)
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            bound.bind((self._host, port))
            bound.listen(BACKLOG)
        except OSError:
            bound.close()
            raise
        return bound

    def _accept(self, bound: socket.socket, number: int, tell: Tell) -> None:
        try:
            line, _ = bound.accept()
        except OSError:
            return  # it has gone again, or no more can be opened now
        line.setblocking(False)
        opening: asyncio.Task[object] = self._loop.create_task(
            self._loop.connect_accepted_socket(lambda: _Connection(self, number, tell), line)
        )
        self._opening.add(opening)
        opening.add_done_callback(self._opening.discard)
