"""The same story gives the same journal, byte for byte: again, in another order, under another hash seed."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from fixtures.bench.api import Bench
from fixtures.bench.factory import KINDS, open_bench

from .contract_words import CARD, LONG_MS, SECURE_HOST, charge, configure, connect

ROOT = Path(__file__).resolve().parents[2]
RUNS = 20
SEEDS = ("0", "1", "2")
SELECTION = "rfid or url or line"
"""Lights, cards, TLS and broken lines, on both benches."""


def a_session_with_every_misfortune(bench: Bench) -> None:
    connect(bench)
    charge(bench)
    bench.network.cut()
    bench.wait(400_000)
    bench.vehicle(1).unplug_car()
    bench.wait(30_000)
    bench.network.restore()
    bench.wait(600_000)
    charge(bench, 2, "C0FFEE01")
    bench.mains.cut()
    bench.wait(3_600_000)
    bench.mains.restore()
    bench.wait(600_000)


def an_hour_on_both_sockets(bench: Bench) -> None:
    connect(bench)
    charge(bench, 1)
    charge(bench, 2, "C0FFEE01", cable_a=20)
    for _ in range(3):
        bench.backend.request("GetConfiguration", {})
    bench.wait(1_200_000)
    bench.backend.request("RemoteStopTransaction", {"transactionId": bench.backend.transaction_id(2)})
    bench.reader(1).present(CARD)
    bench.wait(2_400_000)


def a_line_with_tls_and_a_stranger(bench: Bench) -> None:
    bench.network.resolve(SECURE_HOST, tls=True, port=443)
    connect(bench, f"wss://{SECURE_HOST}/ocpp")
    bench.vehicle(1).plug_in()
    bench.reader(1).present("DEADBEEF")
    bench.wait(60_000)
    bench.faults(1).jam_lock()
    configure(bench, **{"Enable local whitelist": "On", "List of entries in local whitelist": CARD.lower()})
    bench.reader(1).present(CARD)
    bench.wait(LONG_MS)


Story = Callable[[Bench], None]
STORIES: tuple[Story, ...] = (a_session_with_every_misfortune, an_hour_on_both_sockets, a_line_with_tls_and_a_stranger)


def journal_of(kind: str, story: Story) -> str:
    bench = open_bench(kind)
    bench.start()
    story(bench)
    text = bench.journal.json_lines()
    bench.close()
    return text


def all_journals() -> str:
    return "".join(journal_of(kind, story) for kind in KINDS for story in STORIES)


@pytest.mark.parametrize("kind", KINDS)
def test_twenty_runs_in_any_order_are_one(kind: str) -> None:
    seen: dict[str, set[str]] = {story.__name__: set() for story in STORIES}
    for run in range(RUNS):
        for story in random.Random(run).sample(STORIES, len(STORIES)):
            seen[story.__name__].add(journal_of(kind, story))
    assert {name: len(journals) for name, journals in seen.items()} == dict.fromkeys(seen, 1)
    assert all(len(journals.pop()) > 10_000 for journals in seen.values())


def test_the_stories_do_not_depend_on_the_hash_seed() -> None:
    code = f"from {__name__} import all_journals; print(all_journals(), end='')"
    here = all_journals()
    for seed in SEEDS:
        assert python(seed, "-c", code) == here


def python(seed: str, *args: str, path: Path = ROOT) -> str:
    """Another process, with this hash seed, and `path` in front of what it can import."""
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join((str(path), str(ROOT)))}
    run = subprocess.run(
        [sys.executable, *args], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout[-2_000:] + run.stderr[-2_000:]
    return run.stdout


SHUFFLER = '''
import random
import pytest

def pytest_addoption(parser):
    parser.addoption("--shuffle", type=int)

@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    random.Random(config.getoption("shuffle")).shuffle(items)
'''


def test_scenarios_run_alike_in_any_order_and_under_any_hash_seed(tmp_path: Path) -> None:
    (tmp_path / "shuffler.py").write_text(SHUFFLER)
    runs: list[dict[str, bytes]] = []
    orders: set[str] = set()
    for seed in SEEDS:
        folder = tmp_path / seed
        told = python(
            seed, "-m", "pytest", "tests/conformance", "-p", "no:randomly", "-p", "shuffler", "--shuffle", seed,
            "--bench", "all", "--results", str(folder), "-k", SELECTION, "-v",
            path=tmp_path,
        )  # fmt: skip
        runs.append({file.name: file.read_bytes() for file in sorted((folder / "journals").iterdir())})
        orders.add("\n".join(line.partition(" ")[0] for line in told.splitlines() if "::" in line))
    assert len(runs[0]) > 50
    assert len(orders) == len(SEEDS), "the order was not shuffled"
    assert runs[0] == runs[1] == runs[2]
