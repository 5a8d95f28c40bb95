"""A simulated meter while it runs: Modbus TCP on one port, the control interface on another."""

from __future__ import annotations

import asyncio
import signal
import socket
from contextlib import suppress
from pathlib import Path
from typing import Any

from fixtures.bench.journal import Journal
from fixtures.loop_clock import LoopClock
from fixtures.peers.live_load import LiveLoad
from fixtures.peers.load_profile import LoadProfile, LoadProfileError, read_profile
from fixtures.peers.meter_registers import MAKES
from fixtures.peers.modbus_meter import Meter, Note
from fixtures.servers.control import Feed
from fixtures.servers.meter_control import MeterControl, meter_app
from fixtures.servers.modbus_meter import MeterServer
from fixtures.servers.serving import url_of

from .codes import NO_VERDICT, Stop
from .control_options import ControlOptions
from .control_server import ControlServer, bound_to


def serve(
    model: str, port: int, options: ControlOptions | None, host: str, profile: Path | None, *, quiet: bool
) -> None:
    """Serve until Ctrl-C; Stop for a model, a file or a port that cannot be had."""
    if model not in MAKES:
        raise Stop(f"There is no meter {model!r}; choose one of {', '.join(MAKES)}.")
    load = _profile(profile) if profile is not None else None
    bound = bound_to(host, port)
    asyncio.run(_serve(model, bound, ControlServer(options) if options else None, load, quiet))


def _profile(path: Path) -> LoadProfile:
    try:
        return read_profile(path.read_text(encoding="utf-8"))
    except LoadProfileError as error:
        raise Stop(f"{path} is no load profile: {error}.") from error
    except UnicodeDecodeError as error:
        raise Stop(f"{path} is no load profile: it is not a text in UTF-8.") from error
    except OSError as error:
        raise Stop(f"{path} cannot be read: {(error.strerror or str(error)).lower()}.") from error


async def _serve(
    model: str, bound: socket.socket, control: ControlServer | None, profile: LoadProfile | None, quiet: bool
) -> None:
    """Until Ctrl-C; Stop when it cannot go on."""
    loop, over, failures = asyncio.get_running_loop(), asyncio.Event(), list[object]()

    def failed(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, OSError) and "transport" in context:
            return  # a client that went away without a word
        failures.append(error or context["message"])
        over.set()

    loop.set_exception_handler(failed)
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # where Ctrl-C ends the loop itself
            loop.add_signal_handler(number, over.set)
    clock = LoopClock(loop, origin_s=loop.time())
    journal = Journal(clock.now_ms)
    load = LiveLoad(lambda: clock.now_ms() / 1000, profile)
    meter = Meter(model, MAKES[model], load.measure)
    if not quiet:
        journal.listen(lambda entry: print(entry.as_text(), flush=True))
    server = MeterServer(loop, meter, _noting(journal), bound)
    print(f"meter:   {url_of(bound, 'modbus')}  unit {meter.make.unit}", flush=True)
    if control is not None:
        desk = MeterControl(model, meter, load, Feed(journal, clock.now_ms), journal)
        control.start(meter_app(desk, control.options.token), desk.feed.wake)
        print(f"control: {control.url}", flush=True)
    await over.wait()
    server.stop()
    if control is not None:
        await control.stop()
    if failures:
        raise Stop(f"The simulated meter cannot go on: {failures[0]}.", NO_VERDICT)


def _noting(journal: Journal) -> Note:
    """Each kind of request once, and again when its answer is another: clients ask for the same every second."""
    known: dict[tuple[int, int, int], str] = {}

    def note(meter: Meter, function: int, address: int, count: int, answer: str) -> None:
        if known.get((function, address, count)) == answer:
            return
        known[function, address, count] = answer
        journal.write(
            "client", "modbus", to=f"meter {meter.name}",
            function=function, address=address, count=count, answer=answer,
        )  # fmt: skip

    return note
