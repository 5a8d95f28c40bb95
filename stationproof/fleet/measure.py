"""What a fleet costs: memory of an idle station, processor time of one that meters, calls when all speak at once.

Real sockets on loopback, real time, two processes: the stations here, the backend in a child. Each call is checked by
the station's rows when it leaves and by the OCPP schemas when it arrives, and so is each answer.
"""

from __future__ import annotations

import asyncio
import gc
import json
import resource
import sys
import time
from dataclasses import dataclass

from ..codes import NO_VERDICT, Stop
from .stations import Fleet

METER_EVERY_S = 10
IDLE_S, BUSY_S = 20.0, 8.0
PATIENCE_S = 120.0
BOOT_CALLS = 4
"""BootNotification and a status of each connector at the least."""


@dataclass(frozen=True)
class Costs:
    """What was measured.

    registered_s:          from power to the status of every connector, for the whole fleet
    idle_kib:              resident memory for each station, connected and registered
    *_cpu_ms_per_station_s: processor time in a second for each station that sends a Heartbeat every 300 s and
                           MeterValues of both connectors every 10 s; of the stations' process, of the backend's
    calls_per_s:           when each station speaks again as soon as it is answered
    calls_per_*_cpu_s:     the same for each second of processor time of the backend, of the stations
    """

    stations: int
    registered_s: float
    idle_kib: float
    station_cpu_ms_per_station_s: float
    backend_cpu_ms_per_station_s: float
    calls_per_s: float
    calls_per_backend_cpu_s: float
    calls_per_station_cpu_s: float


@dataclass(frozen=True)
class _Moment:
    """Clocks and counters of both sides."""

    real_s: float
    station_cpu_s: float
    backend_cpu_s: float
    calls: int
    wrong: int


class _Backend:
    """The child process."""

    def __init__(self, child: asyncio.subprocess.Process) -> None:
        self._child = child

    async def told(self) -> dict[str, float]:
        """Its next line; Stop when it has died."""
        assert self._child.stdout is not None
        line = await self._child.stdout.readline()
        if not line:
            raise Stop("The fleet's backend has ended before its time.", NO_VERDICT)
        row: dict[str, float] = json.loads(line)
        return row

    async def moment(self) -> _Moment:
        """Both sides now."""
        assert self._child.stdin is not None
        self._child.stdin.write(b"\n")
        row = await self.told()
        return _Moment(time.perf_counter(), time.process_time(), row["cpu_s"], int(row["calls"]), int(row["wrong"]))

    async def end(self) -> None:
        """Let it go."""
        assert self._child.stdin is not None
        self._child.stdin.close()
        await self._child.wait()


def measure(stations: int) -> Costs:
    """Make a fleet, let it come, idle and speak; Stop when a call was wrong or a station died."""
    _allow_files(2 * stations + 200)
    return asyncio.run(_measure(stations))


def _allow_files(wanted: int) -> None:
    """A socket for each station needs a file; the child inherits the limit."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < wanted:
        raise Stop(f"This system allows {hard} open files; the fleet needs {wanted}. Ask for fewer stations.")
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


async def _measure(stations: int) -> Costs:
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", f"{__package__}.backend", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    backend = _Backend(child)
    try:
        port = int((await backend.told())["port"])
        before_kib = _resident_kib()
        fleet = Fleet(asyncio.get_running_loop(), stations, port, meter_every_s=METER_EVERY_S)
        began = await backend.moment()
        fleet.power_on()
        there = await _until(backend, began.calls + BOOT_CALLS * stations)
        idle_kib = (_resident_kib() - before_kib) / stations
        idle = await backend.moment(), await _after(backend, IDLE_S)
        fleet.set_busy()
        await _after(backend, 1.0)
        busy = await backend.moment(), await _after(backend, BUSY_S)
        crashes = fleet.crashes
        await fleet.end()
    finally:
        await backend.end()
    if crashes or busy[1].wrong:
        raise Stop(f"{busy[1].wrong} frames were wrong, {len(crashes)} stations died: no measurement.", NO_VERDICT)
    return _costs(stations, there.real_s - began.real_s, idle_kib, idle, busy)


async def _until(backend: _Backend, calls: int) -> _Moment:
    """When the backend has heard so many calls."""
    limit_s = time.perf_counter() + PATIENCE_S
    while (now := await _after(backend, 0.1)).calls < calls:
        if now.real_s > limit_s:
            raise Stop(f"The fleet made {now.calls} of {calls} calls in {PATIENCE_S:.0f} s.", NO_VERDICT)
    return now


async def _after(backend: _Backend, duration_s: float) -> _Moment:
    """A moment later; real time has to pass, it is what is measured."""
    passed = asyncio.Event()
    asyncio.get_running_loop().call_later(duration_s, passed.set)
    await passed.wait()
    return await backend.moment()


def _resident_kib() -> float:
    """Resident memory of this process."""
    gc.collect()
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * resource.getpagesize() / 1024


def _costs(
    stations: int, registered_s: float, idle_kib: float, idle: tuple[_Moment, _Moment], busy: tuple[_Moment, _Moment]
) -> Costs:
    idle_s = idle[1].real_s - idle[0].real_s
    calls = busy[1].calls - busy[0].calls
    return Costs(
        stations=stations,
        registered_s=round(registered_s, 2),
        idle_kib=round(idle_kib, 1),
        station_cpu_ms_per_station_s=round(
            (idle[1].station_cpu_s - idle[0].station_cpu_s) / idle_s / stations * 1000, 3
        ),
        backend_cpu_ms_per_station_s=round(
            (idle[1].backend_cpu_s - idle[0].backend_cpu_s) / idle_s / stations * 1000, 3
        ),
        calls_per_s=round(calls / (busy[1].real_s - busy[0].real_s)),
        calls_per_backend_cpu_s=round(calls / (busy[1].backend_cpu_s - busy[0].backend_cpu_s)),
        calls_per_station_cpu_s=round(calls / (busy[1].station_cpu_s - busy[0].station_cpu_s)),
    )


def lines(costs: Costs) -> list[str]:
    """The figures for people."""
    rows = (
        ("registered after", f"{costs.registered_s} s"),
        ("resident memory", f"{costs.idle_kib} KiB for each idle station"),
        ("processor time", f"{costs.station_cpu_ms_per_station_s} ms a second for each station that meters every 10 s"),
        ("  of the backend", f"{costs.backend_cpu_ms_per_station_s} ms"),
        ("calls", f"{costs.calls_per_s} a second when all speak"),
        ("  a core", f"{costs.calls_per_backend_cpu_s} by the backend, {costs.calls_per_station_cpu_s} by stations"),
    )
    return [f"fleet of {costs.stations} stations", *(f"{name:<20}{text}" for name, text in rows)]
