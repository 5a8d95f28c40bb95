"""Our station and our backend against programs made with libraries of other people.

Real processes on loopback, in real time, a few seconds each; no part of what is judged. `make interop` installs the
libraries beside these files; where they are not there, each test says so and is skipped.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import pytest

from fixtures.bench.api import Mark
from fixtures.bench.journal import Journal
from fixtures.invariants import check_journal
from fixtures.peers.backend import SimulatedBackend
from fixtures.servers.backend_ws import BackendServer
from reference_impl.edges.runtime import RealClock

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PATIENCE_S = 60
NODE = shutil.which("node")
needs_node = pytest.mark.skipif(
    NODE is None or not (HERE / "node_modules" / "ocpp-rpc").is_dir(),
    reason="Node or the library ocpp-rpc is missing; `make interop` installs the library",
)
needs_csms = pytest.mark.skipif(
    not (HERE / ".python_modules" / "ocpp_csms").is_dir(),
    reason="the library ocpp-csms is missing; `make interop` installs it",
)
SESSION = "wait\nwait 4\nplug 1\nwait 1\ncard 1 0A0E9B83\nwait 6\ncard 1 0A0E9B83\nwait 3\nunplug 1\nwait 1\nquit\n"


def rows(stream: IO[str]) -> Iterator[dict[str, Any]]:
    """What the other program tells; a line that is no JSON is a fault of its own."""
    for line in stream:
        try:
            yield json.loads(line)
        except ValueError:
            yield {"fault": line.strip()}


@contextmanager
def program(*words: str, path: str = "") -> Iterator[subprocess.Popen[str]]:
    """The other side, until it is left."""
    environment = {**os.environ, "PYTHONPATH": path} if path else None
    child = subprocess.Popen(
        words, cwd=HERE, env=environment, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    try:
        yield child
    finally:
        child.kill()
        child.wait()
        assert child.stdout is not None
        child.stdout.close()


def session_at(port: int) -> str:
    """Our station against a backend at this port: boots, charges, stops; its journal."""
    where = ("--url", f"ws://127.0.0.1:{port}/ocpp", "--identity", "INTEROP 1", "--boot", "0.05", "--plain")
    ended = subprocess.run(
        [sys.executable, "-m", "stationproof", "station", *where],
        cwd=ROOT, input=SESSION, capture_output=True, text=True, timeout=PATIENCE_S, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def told_by(child: subprocess.Popen[str]) -> tuple[str, list[dict[str, Any]]]:
    """One session of our station, and what the other side told of it."""
    assert child.stdout is not None
    assert child.stdin is not None
    told = rows(child.stdout)
    first = next(told)
    assert first.get("port"), first
    journal = session_at(first["port"])
    child.stdin.close()
    return journal, list(told)


@needs_node
def test_our_station_and_a_strict_central_system_of_ocpp_rpc() -> None:
    with program(str(NODE), "central_system.mjs") as child:
        journal, told = told_by(child)
    assert not [row for row in told if "fault" in row], journal
    assert {"identity": "INTEROP 1"} in told
    answers = {row["asked"]: row.get("answer", {}) for row in told if "asked" in row}
    assert "everything" in answers, told
    assert answers["ChangeConfiguration"] == answers["SendLocalList"] == {"status": "Accepted"}
    assert answers["GetLocalListVersion"] == {"listVersion": 1}
    said = [row["action"] for row in told if "action" in row]
    assert said[0] == "BootNotification"
    assert said.count("StartTransaction") == said.count("StopTransaction") == 1
    values = [row["params"] for row in told if row.get("action") == "MeterValues"]
    assert values
    assert {row.get("transactionId") for row in values if row["connectorId"] == 1} == {4711}


@needs_csms
def test_our_station_and_a_central_system_of_ocpp_csms() -> None:
    with program(sys.executable, "central_system.py", path=".python_modules") as child:
        journal, told = told_by(child)
    assert not [row for row in told if "fault" in row], journal
    assert {row["asked"]: row.get("answer") for row in told if "asked" in row}["ChangeConfiguration"] == "Accepted"
    events = [row["event"] for row in told if "event" in row]
    assert {"ConnectedEvent", "BootEvent", "StatusEvent"} <= set(events), events
    assert events.count("TransactionStartedEvent") == events.count("TransactionStoppedEvent") == 1, events


class Served:
    """Our backend on a real port, in real time."""

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.clock = RealClock(self.loop)
        start_ms = self.clock.now_ms()
        self.journal = Journal(lambda: self.clock.now_ms() - start_ms)
        self.backend = SimulatedBackend(self.journal, self.clock, lambda: Mark(0, len(self.journal)))
        self.server = BackendServer(self.loop, self.backend)
        self.server.start()
        self.server.announce("csms.test", 80, tls=False)
        self.port = self.server.address("csms.test", 80)[1]

    async def end(self) -> None:
        self.server.stop()
        while self.server.open_tasks:
            await asyncio.wait([*self.server._tasks], timeout=1)
        self.clock.close()


async def _serve_station_of_rpc() -> tuple[Journal, list[dict[str, Any]]]:
    """Our backend, and the other station against it."""
    ours = Served()
    ours.backend.know_card("0a0e9b83", "Accepted")
    child = await asyncio.create_subprocess_exec(
        str(NODE), "station.mjs", f"ws://127.0.0.1:{ours.port}/ocpp",
        cwd=HERE, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    assert child.stdout is not None
    assert child.stdin is not None
    told: list[dict[str, Any]] = []
    try:
        async with asyncio.timeout(PATIENCE_S):
            while {"action": "everything"} not in told:
                line = await child.stdout.readline()
                assert line, told
                told.append(json.loads(line) if line.startswith(b"{") else {"fault": line.decode()})
            ours.backend.request("GetConfiguration", {})
            ours.backend.request("Reset", {"type": "Soft"})
            ours.backend.request("ClearCache", {})
            answered = asyncio.Event()
            ours.journal.listen(lambda e: answered.set() if e.detail.get("action") == "ClearCache" else None)
            while not _answered(ours.journal, "ClearCache"):
                answered.clear()
                await answered.wait()
    finally:
        child.kill()
        await child.wait()
        await ours.end()
    return ours.journal, told


def _answered(journal: Journal, action: str) -> bool:
    return any(e.who == "station" and e.detail["action"] == action for e in journal if e.kind == "frame")


@needs_node
def test_our_backend_and_a_strict_station_of_ocpp_rpc() -> None:
    journal, told = asyncio.run(_serve_station_of_rpc())
    faults = [row for row in told if "fault" in row]
    assert [row for row in faults if not row["fault"].startswith("SecurityEventNotification: NotSupported")] == []
    frames = [entry for entry in journal if entry.kind == "frame"]
    assert [entry.as_text() for entry in frames if not entry.detail["valid"]] == []
    said = [entry.detail for entry in frames if entry.who == "station" and entry.detail["message"] != "call"]
    answers = {detail["action"]: detail["message"] for detail in said}
    assert answers == {"GetConfiguration": "result", "Reset": "result", "ClearCache": "error"}
    assert check_journal(journal) == []
    start = next(row["answer"] for row in told if row.get("action") == "StartTransaction")
    assert start["idTagInfo"] == {"status": "Accepted"}
