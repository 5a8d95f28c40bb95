"""`stationproof bench`: how fast the benches are."""

from __future__ import annotations

import json
import math
import statistics
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer

from reports.results import ResultsError, read_results

from . import selection as sel
from .allocation_speed import measure_allocation, rows
from .child import LOG, conduct
from .codes import EXIT_CODES, INTERRUPTED, NO_VERDICT, Stop
from .fleet.measure import lines, measure
from .judging import RESULTS
from .places import check_dependencies, checkout, latest, shown
from .scenarios import read_scenarios
from .site_day import measure_day, told
from .stations_day import measure_stations
from .stations_day import told as told_of_stations
from .tell import say

EPILOG = f"""\
Scenarios that do not apply to the subject are not counted; a scenario that fails is.

**Examples**

- `stationproof bench`: every scenario, once on each bench
- `stationproof bench --bench virtual --requirement AUT --json`: one group in memory, for a program
- `stationproof bench --allocation`: processor time to share out the current of 2 to 10,000 sockets, and for a day
- `stationproof bench --day 24`: a day of 125 whole stations in memory (some minutes)
- `stationproof bench --fleet 1000`: memory, processor time and calls of a thousand stations

{EXIT_CODES}
"""


@dataclass(frozen=True)
class Speed:
    """What one bench took; run_s is the whole of pytest, with start and collection."""

    bench: str
    scenarios: int
    simulated_s: float
    real_s: float
    run_s: float
    simulated_per_real: float
    median_ms: float
    p95_ms: float
    max_ms: float


def bench(
    chapter: sel.Chapters = None,
    requirement: sel.Requirements = None,
    tag: sel.Tags = None,
    level: sel.Levels = None,
    bench: sel.Benches = sel.Bench.ALL,
    profile: sel.Profile = None,
    fleet: Annotated[
        int | None, typer.Option("--fleet", metavar="STATIONS", min=1, help="Measure so many stations instead.")
    ] = None,
    allocation: Annotated[
        bool, typer.Option("--allocation", help="Measure how long sharing out current takes instead.")
    ] = False,
    day: Annotated[
        float | None,
        typer.Option("--day", metavar="HOURS", min=0.0, help="Simulate so many hours of 125 whole stations instead."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Measure simulated time per real time and the time that a scenario takes, on each bench.

    Runs the scenarios once on each bench, one after the other. No verdict is given. With --fleet it
    measures stations in one process against our backend in another, over real sockets in real time.
    """
    root = checkout()
    check_dependencies()
    if sum((allocation, day is not None, fleet is not None)) > 1:
        raise Stop("--allocation, --day and --fleet each measure something else; give one of them.")
    if allocation:
        found, site = measure_allocation(), measure_day()
        figures = {"allocation": [asdict(one) for one in found], "day": asdict(site)}
        say(json.dumps(figures, indent=1) if as_json else "\n".join([*rows(found), told(site)]))
        return
    if day is not None:
        stations = measure_stations(hours=day)
        say(json.dumps(asdict(stations), indent=1) if as_json else told_of_stations(stations))
        return
    if fleet is not None:
        costs = measure(fleet)
        say(json.dumps(asdict(costs), indent=1) if as_json else "\n".join(lines(costs)))
        return
    if bench is sel.Bench.DEVICE:
        raise Stop("A device runs in real time, so there is nothing to measure; choose --bench virtual or wire.")
    kinds = [kind for kind in (sel.Bench.VIRTUAL, sel.Bench.WIRE) if bench in (kind, sel.Bench.ALL)]
    chosen = [sel.select(chapter, requirement, tag, level, kind, profile) for kind in kinds]
    sel.check(chosen[0], sel.catalogue(), read_scenarios(root))
    speeds = [_measure(one.bench, one.arguments(root), aside=as_json) for one in chosen]
    if as_json:
        print(json.dumps({speed.bench: asdict(speed) for speed in speeds}, indent=1))
    else:
        say("\n".join(table(speeds)))


def _measure(kind: sel.Bench, arguments: Sequence[str], *, aside: bool) -> Speed:
    folder = latest().with_name("bench") / kind
    began = time.perf_counter()
    ending, _ = conduct(arguments, folder, aside=aside)
    run_s = time.perf_counter() - began
    if ending.interrupted:
        raise Stop("Interrupted; half a run is no measurement.", INTERRUPTED)
    if ending.fell_over:
        raise Stop(f"pytest stopped: {ending.sentence} (see {shown(folder / LOG)})", NO_VERDICT)
    return speed_of(folder / RESULTS, kind, run_s)


def speed_of(results: Path, kind: str, run_s: float) -> Speed:
    """The figures of a results file; Stop when there is nothing to measure."""
    try:
        runs = [run for run in read_results(results).scenarios if run.outcome != "not_applicable"]
    except ResultsError as error:
        raise Stop(f"{error}.", NO_VERDICT) from error
    runs = [run for run in runs if run.bench == kind]
    if not runs:
        raise Stop(
            f"Nothing ran on the {kind} bench, so there is nothing to measure (see {shown(results.with_name(LOG))}).",
            NO_VERDICT,
        )
    spent = sorted(run.wall_ms for run in runs)
    simulated_s, real_s = sum(run.simulated_ms for run in runs) / 1000, sum(spent) / 1000
    return Speed(
        bench=kind,
        scenarios=len(runs),
        simulated_s=round(simulated_s, 3),
        real_s=round(real_s, 3),
        run_s=round(run_s, 3),
        simulated_per_real=round(simulated_s / real_s, 1) if real_s else 0.0,
        median_ms=round(statistics.median(spent), 2),
        p95_ms=round(spent[math.ceil(0.95 * len(spent)) - 1], 2),
        max_ms=round(spent[-1], 2),
    )


def table(speeds: Sequence[Speed]) -> list[str]:
    """The figures for people."""
    head = ("bench", "scenarios", "simulated s", "real s", "simulated/real", "median ms", "p95 ms", "max ms", "run s")
    rows = [
        (
            speed.bench,
            f"{speed.scenarios}",
            f"{speed.simulated_s:.0f}",
            f"{speed.real_s:.2f}",
            f"{speed.simulated_per_real:.0f}",
            f"{speed.median_ms:.2f}",
            f"{speed.p95_ms:.2f}",
            f"{speed.max_ms:.2f}",
            f"{speed.run_s:.2f}",
        )
        for speed in speeds
    ]
    return ["".join(f"{cell:<9}" if at == 0 else f"{cell:>15}" for at, cell in enumerate(row)) for row in (head, *rows)]
