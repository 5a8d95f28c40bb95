"""A central system made with ocpp-csms: takes one station and tells what it saw, one JSON object a line.

Run with the package on the path; the first line is {"port": n}. Ends when standard input does.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from contextlib import suppress
from typing import Any

from ocpp_csms import CentralSystem, ConnectedEvent


def tell(**row: Any) -> None:
    print(json.dumps(row, default=str), flush=True)


class Faults(logging.Handler):
    """Whatever the library warns of is a fault."""

    def emit(self, record: logging.LogRecord) -> None:
        tell(fault=record.getMessage())


async def ask(point: Any) -> None:
    """A few requests, behind the boot."""
    while point.boot is None or 2 not in point.connectors:
        with suppress(TimeoutError):
            await asyncio.wait_for(asyncio.Event().wait(), 0.05)
    tell(asked="ChangeConfiguration", answer=await point.async_change_configuration("MeterValueSampleInterval", "1"))
    tell(asked="GetConfiguration", answer=str(await point.async_get_configuration()))
    tell(asked="everything")


async def main() -> None:
    logging.getLogger().addHandler(Faults(logging.WARNING))
    over, questions = asyncio.Event(), set()

    def hear(event: Any) -> None:
        tell(event=type(event).__name__, what=str(event))
        if isinstance(event, ConnectedEvent):
            questions.add(asyncio.ensure_future(ask(system.charge_points[event.charge_point_id])))

    async with CentralSystem(host="127.0.0.1", port=0) as system:
        system.add_listener(hear)
        tell(port=system.port)
        asyncio.get_running_loop().add_reader(sys.stdin, lambda: over.set() if not sys.stdin.readline() else None)
        await over.wait()


asyncio.run(main())
