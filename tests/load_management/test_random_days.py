"""Random days on the whole bench: no phase carries more than its limit, no fuse opens, and every invariant holds.

`make test` has some hours of sites of 1 to 15 stations (2 to 30 sockets); `make days` has 100 whole days. A day is
a function of its seed, and one that finds something is repeated by STATIONPROOF_SEED. What it found becomes a scenario
(features/load_management/return.feature), since the next thing that may happen makes other days of all seeds.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from fixtures.bench.journal import Journal
from fixtures.invariants import check_journal
from reference_impl.blocks.load_management.demand import Demand
from reference_impl.blocks.load_management.distribution import Distribution
from reference_impl.blocks.load_management.master import Master
from reference_impl.station.blueprint import Blueprint

from .days import HOUR_MS, MINUTE_MS, ONE_RUN_MS, Day, Overload, Plan, overloads

DAYS, HOURS = int(os.environ.get("STATIONPROOF_DAYS", "0")), float(os.environ.get("STATIONPROOF_HOURS", "24"))
FIRST = int(os.environ.get("STATIONPROOF_SEED", "1"))
SHORT = ((1, 1, 3.0), (2, 2, 3.0), (3, 3, 2.0), (4, 4, 1.5), (5, 6, 1.0), (6, 10, 0.5), (14, 15, 0.5))
"""Seed, stations and hours."""
LONG = tuple((seed, 1 + seed % 15, HOURS) for seed in range(FIRST, FIRST + DAYS))
PAUSE_MS = 2 * MINUTE_MS


def lived(seed: int, stations: int, hours: float, blueprint: Blueprint | None = None) -> Day:
    day = Day(seed, stations, blueprint or Blueprint())
    day.live(round(hours * HOUR_MS), PAUSE_MS)
    return day


@pytest.mark.parametrize(("seed", "stations", "hours"), LONG or SHORT)
def test_no_phase_carries_too_much_and_no_fuse_opens(seed: int, stations: int, hours: float) -> None:
    day = lived(seed, stations, hours)
    assert overloads(day.bench.journal, day.plan) == []
    assert check_journal(day.bench.journal) == []
    day.bench.close()


def test_a_day_is_a_function_of_its_seed() -> None:
    one, two = lived(2, 2, 0.3), lived(2, 2, 0.3)
    assert one.plan == two.plan
    assert one.bench.journal.text() == two.bench.journal.text()
    assert lived(3, 2, 0.3).bench.journal.text() != one.bench.journal.text()


# -- what is an overload -----------------------------------------------------------------------


def carried(*, before: str, after: str, pause_ms: int) -> list[Overload]:
    """A car at station 2 loads some conductors, pauses, and loads others: with 33 A of 32 A for a minute each time."""
    now_ms = 0
    journal = Journal(lambda: now_ms)
    for conductors in (before, after):
        current_da = {f"l{one}_da": 330 if str(one) in conductors else 0 for one in (1, 2, 3)}
        journal.write("station 2", "current", socket=1, station=2, **current_da)
        journal.write("mains", "grid", node="sub-distribution", **current_da)
        now_ms += 60_000
        for name in ("current", "grid"):
            journal.write("mains", name, node="sub-distribution", socket=1, station=2, l1_da=0, l2_da=0, l3_da=0)
        now_ms += pause_ms
    plan = replace(Plan.draw(random.Random(1), 2), limit_a=32, metered="", feeds_a=(None, None))
    return overloads(journal, plan)


@pytest.mark.parametrize("pause_ms", [1, 3_600_000])
def test_a_car_that_loads_more_conductors_has_a_sample_period_from_when_it_does(pause_ms: int) -> None:
    """Nobody can know before; also when it went over to them while it waited (PHR-011)."""
    began_ms = 60_000 + pause_ms
    once = [(1, 0, 60_000)]
    assert _judged(before="1", after="1", pause_ms=pause_ms) == [*once, (1, began_ms, began_ms + 60_000)]
    later = [(phase, began_ms + ONE_RUN_MS, began_ms + 60_000) for phase in (1, 2, 3)]
    assert _judged(before="1", after="123", pause_ms=pause_ms) == [*once, *later]


def _judged(*, before: str, after: str, pause_ms: int) -> list[tuple[int, int, int]]:
    return [(one.phase, one.from_ms, one.to_ms) for one in carried(before=before, after=after, pause_ms=pause_ms)]


# -- that such a day finds what is wrong ------------------------------------------------------


def _at_once(target: Mapping[str, int], *_: object) -> dict[str, int]:
    """Who may have more rises before others came down."""
    return dict(target)


class _OnlyL1(Demand):
    """Whatever a vehicle loads is booked on L1."""

    def _reserved(self) -> tuple[int, ...]:
        return (0,)


def _staged(stage: Callable[..., dict[str, int]]) -> Blueprint:
    return Blueprint().with_station_block(
        "dlm_master",
        lambda tables, settings: Master(settings, lambda mine, now_ms: Distribution(mine, now_ms, stage=stage)),
    )


def _demanding(kind: type[Demand]) -> Blueprint:
    return Blueprint().with_socket_block("demand", lambda socket, tables, settings: kind(socket, settings))


@pytest.mark.parametrize(
    ("blueprint", "seed", "stations", "hours"),
    [(_staged(_at_once), 13, 3, 0.5), (_demanding(_OnlyL1), 8, 3, 0.5)],
    ids=["nobody waits for others to come down", "all is booked on L1"],
)
def test_a_day_finds_an_overload(blueprint: Blueprint, seed: int, stations: int, hours: float) -> None:
    day = lived(seed, stations, hours, blueprint)
    assert overloads(day.bench.journal, day.plan)
