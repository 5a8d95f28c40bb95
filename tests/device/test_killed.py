"""A station that is killed (SIGKILL) at any moment and started again loses nothing that the backend has to know."""

from __future__ import annotations

import random
from datetime import datetime
from typing import Any

import pytest

from fixtures.bench.device import DeviceBench
from steps.observations import answer, payload, request

from .support import CARD, LONG, connect, opened

KILLS, SEEDS = (6, range(1, 5)) if LONG else (2, range(1, 2))
MOST_DELAY_MS = 4_000
"""A session is on its way after 2 s; what is cut off is anything from the card to the metering."""
SLACK_S = 2.0
"""Between the date in a message and what the bench saw of it."""


def one_life(bench: DeviceBench, chance: random.Random) -> None:
    """Plug in where nothing is, hold up the card, and kill the station some time later; then start it again."""
    if not bench.plant.ask("GET", "/sockets/1")["car"]:
        bench.vehicle(1).plug_in()
    bench.reader(1).present(CARD, hold_ms=500)
    bench.wait(chance.randrange(MOST_DELAY_MS))
    mark = bench.mark()
    bench.kill_station()
    bench.start_station_again()
    bench.network.resolve("csms.test", tls=False, port=80)
    bench.observe(request("BootNotification"), since=mark, within_ms=120_000)
    bench.wait(1_500)


def ended(bench: DeviceBench) -> None:
    """Pull the cable and let what is queued go out."""
    if bench.plant.ask("GET", "/sockets/1")["car"]:
        bench.vehicle(1).unplug_car()
    assert bench.wait_until(lambda: all(row["stopped"] for row in bench.backend.transactions()), within_ms=90_000)
    mark = bench.backend.request("GetConfiguration", {"key": ["HeartbeatInterval"]})
    bench.observe(answer("GetConfiguration"), since=mark, within_ms=30_000)


def unix_s(date: str) -> float:
    return datetime.fromisoformat(date).timestamp()


def started_unix_s(bench: DeviceBench) -> float:
    """The date at which the bench's clock showed 0, by the backend's answers."""
    told = [e for e in bench.journal if e.who == "backend" and e.kind == "frame" and "currentTime" in payload(e)]
    return unix_s(payload(told[0])["currentTime"]) - told[0].at_ms / 1000


def check_nothing_lost(bench: DeviceBench, rows: list[dict[str, Any]]) -> None:
    """Each moment at which current flowed lies in a transaction."""
    zero_s = started_unix_s(bench)
    for entry in bench.journal:
        if entry.kind == "current" and int(entry.detail["current_da"]) > 0:
            at_s = zero_s + entry.at_ms / 1000
            spans = [(unix_s(row["started"]), unix_s(row["stopped"])) for row in rows]
            assert any(first - SLACK_S <= at_s <= last + SLACK_S for first, last in spans), (entry, spans)


def check_nothing_doubled(bench: DeviceBench, rows: list[dict[str, Any]]) -> None:
    """No two transactions of one session, and nothing that the backend wondered about."""
    beginnings = [(row["socket"], row["id_tag"], row["started"]) for row in rows]
    assert len(set(beginnings)) == len(beginnings)
    notes = [str(entry.detail["what"]) for entry in bench.journal if (entry.who, entry.kind) == ("backend", "note")]
    assert not [what for what in notes if what.startswith("transaction")]


def check_energy(rows: list[dict[str, Any]]) -> None:
    """The register never decreases, within a transaction and from one to the next."""
    registers = [value for row in rows for value in (row["meter_start_wh"], row["meter_stop_wh"])]
    assert registers == sorted(registers)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_killed_station_loses_and_doubles_nothing(seed: int) -> None:
    chance = random.Random(seed)
    with opened(lasting=True) as bench:
        connect(bench)
        for _ in range(KILLS):
            one_life(bench, chance)
        ended(bench)
        rows = bench.backend.transactions()
        check_nothing_lost(bench, rows)
        check_nothing_doubled(bench, rows)
        check_energy(rows)
        assert all(row["stopped"] for row in rows)
