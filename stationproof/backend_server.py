"""The simulated central system while it runs: stations on one port, the control interface on another."""

from __future__ import annotations

import asyncio
import signal
import socket
import time
from contextlib import suppress
from typing import Any

from fixtures.bench.journal import Journal
from fixtures.loop_clock import LoopClock
from fixtures.peers.fleet import Fleet
from fixtures.servers.backend_control import BackendControl, backend_app
from fixtures.servers.backend_ws import BackendServer
from fixtures.servers.serving import url_of

from .codes import NO_VERDICT, Stop
from .control_options import ControlOptions
from .control_server import ControlServer, bound_to


def serve(port: int, options: ControlOptions, *, quiet: bool) -> None:
    """Serve until Ctrl-C; Stop when a port cannot be had or it cannot go on."""
    bound = bound_to(options.host, port)
    asyncio.run(_serve(bound, ControlServer(options), quiet))


async def _serve(bound: socket.socket, control: ControlServer, quiet: bool) -> None:
    """Until Ctrl-C; Stop when it cannot go on."""
    loop, over, failures = asyncio.get_running_loop(), asyncio.Event(), list[object]()

    def failed(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        failures.append(context.get("exception") or context["message"])
        over.set()

    loop.set_exception_handler(failed)
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # where Ctrl-C ends the loop itself
            loop.add_signal_handler(number, over.set)
    clock = LoopClock(loop, origin_s=loop.time())
    fleet = Fleet(Journal(clock.now_ms), clock, time.time_ns() // 1_000_000)

    def pinged() -> None:
        fleet.journal.write("station", "ping", to="backend")
        fleet.journal.write("backend", "pong", to="station")

    server = BackendServer(loop, fleet.backend_for, pinged=pinged)
    desk = BackendControl(fleet, server)
    if not quiet:
        fleet.journal.listen(lambda entry: print(entry.as_text(), flush=True))
    server.start(bound)
    control.start(backend_app(desk, control.options.token), desk.feed.wake)
    print(f"stations: {url_of(bound, 'ws')}/IDENTITY", flush=True)
    print(f"control:  {control.url}", flush=True)
    await over.wait()
    server.stop()
    await control.stop()
    if failures:
        raise Stop(f"The simulated backend cannot go on: {failures[0]}.", NO_VERDICT)


