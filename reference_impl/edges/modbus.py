"""Reads registers of Modbus TCP devices; decides nothing and tells what came of each request.

One connection for each device and port, opened with the first request, kept, and opened anew after anything went
wrong on it: an answer that comes too late must not be taken for that to the next request. Requests to one device
wait for each other.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field

from pymodbus.client import AsyncModbusTcpClient
from pymodbus.exceptions import ModbusException

from ..model import effects as fx
from ..model import events as ev
from .ocpp_j import Resolve

TIMEOUT_S = 3.0
"""For building a connection and for each answer; the manual gives none (D-MTR-05)."""
READ_HOLDING = 3

logging.getLogger("pymodbus").addHandler(logging.NullHandler())  # what went wrong is told, not printed


class _NoReading(Exception):
    """Why there are no registers, in words."""


@dataclass
class _Line:
    """The connection to one device, and who may use it now."""

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    client: AsyncModbusTcpClient | None = None

    def drop(self) -> None:
        """Close it; the next request opens another."""
        if self.client is not None:
            self.client.close()
            self.client = None


class ModbusClients:
    """Modbus TCP clients of one station."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        *,
        resolve: Resolve = lambda host, port: (host, port),
        timeout_s: float = TIMEOUT_S,
    ) -> None:
        """resolve: where to dial for an address; OSError when it leads nowhere."""
        self._loop, self._resolve, self._timeout_s = loop, resolve, timeout_s
        self._lines: dict[tuple[str, int], _Line] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def open_tasks(self) -> int:
        """How many requests and connections are open."""
        return len(self._tasks) + sum(line.client is not None for line in self._lines.values())

    def read(self, order: fx.ReadRegisters, tell: Callable[[ev.Event], None]) -> None:
        """Begin to read; ends in RegistersRead or RegistersFailed, never within this call."""
        task = self._loop.create_task(self._carry(order, tell))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def drop_all(self) -> None:
        """Close all connections, in silence: the station has no power."""
        for task in tuple(self._tasks):
            task.cancel()
        for line in self._lines.values():
            line.drop()
        self._lines.clear()

    async def _carry(self, order: fx.ReadRegisters, tell: Callable[[ev.Event], None]) -> None:
        line = self._lines.setdefault((order.host, order.port), _Line())
        async with line.turn:
            try:
                words = await self._ask(line, order)
            except _NoReading as reason:
                told: ev.Event = ev.RegistersFailed(order.job, str(reason))
            except (ModbusException, OSError, ValueError):  # ValueError: an address that is none
                line.drop()
                told = ev.RegistersFailed(order.job, "the meter does not answer")
            else:
                told = ev.RegistersRead(order.job, words)
        tell(told)

    async def _ask(self, line: _Line, order: fx.ReadRegisters) -> tuple[int, ...]:
        client = await self._connected(line, order)
        read = client.read_holding_registers if order.function == READ_HOLDING else client.read_input_registers
        reply = await read(order.address, count=order.count, device_id=order.unit)
        if reply.isError():
            raise _NoReading(f"the meter answers exception {reply.exception_code}")
        if len(reply.registers) != order.count:
            line.drop()
            raise _NoReading("the meter answers with too few registers")
        return tuple(reply.registers)

    async def _connected(self, line: _Line, order: fx.ReadRegisters) -> AsyncModbusTcpClient:
        if line.client is None or not line.client.connected:
            line.drop()
            try:
                host, port = self._resolve(order.host, order.port)
            except OSError:
                raise _NoReading("no connection to the meter") from None
            line.client = AsyncModbusTcpClient(
                host, port=port, timeout=self._timeout_s, retries=0, reconnect_delay=0
            )
            if not await line.client.connect():
                line.drop()
                raise _NoReading("no connection to the meter")
        return line.client
