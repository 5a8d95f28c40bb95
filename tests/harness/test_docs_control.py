"""The examples of docs/control-api.md work, in the order in which they stand there."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from fixtures.bench.device_subject import Process
from fixtures.profile import load_profile

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "control-api.md").read_text(encoding="utf-8")
PATIENCE_S = 60
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()]


@pytest.fixture
def addresses(tmp_path: Path) -> Iterator[dict[str, str]]:
    """All programs run; the addresses of the page and where they are in truth."""
    with ExitStack() as stack:
        words: tuple[str, ...] = ("backend", "--quiet", "--port", "0", "--control", "0")
        backend = stack.enter_context(closing(Process("the backend", words, ("stations", "control"))))
        found = backend.addresses()
        line = found["stations"].removesuffix("/IDENTITY")
        words = ("station", "--quiet", "--boot", "0.2", "--control", "0")
        words += ("--url", f"{line}/ocpp", "--identity", "PS2-1")
        station = stack.enter_context(closing(Process("the station", words, ("control",))))
        profile = tmp_path / "house.csv"
        profile.write_text("seconds;l1_a;l2_a;l3_a\n0;10;10;10\n60;35.5;10;12\n", encoding="utf-8")
        words = ("meter", "7KM2200", "--quiet", "--port", "0", "--http", "0", "--profile", str(profile))
        meter = stack.enter_context(closing(Process("the meter", words, ("control",))))
        yield {
            "http://127.0.0.1:9003": meter.addresses()["control"],
            "http://127.0.0.1:9001": found["control"],
            "http://127.0.0.1:9002": station.addresses()["control"],
        }


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed, so its examples cannot be tried")
def test_every_example_works(addresses: dict[str, str]) -> None:
    assert len(COMMANDS) > 25
    seen = ""
    wait_until_connected(addresses["http://127.0.0.1:9001"])
    for command in COMMANDS:
        for written, true in addresses.items():
            command = command.replace(written, true)
        ended = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=PATIENCE_S, check=False)
        assert ended.returncode == 0, (command, ended.stderr)
        answer = json.loads(ended.stdout)
        assert "error" not in answer, (command, answer)
        seen += ended.stdout
    assert '"message":"result"' in seen
    assert '"opened":true' in seen
    assert '"meter_start_wh"' in seen, "the card of the page starts a transaction"


def wait_until_connected(desk: str) -> None:
    """The page says to wait for the first entries; a slow machine needs more of them."""
    for after in range(20):
        url = f"{desk}/journal?after={after}&wait_s=30"
        ended = subprocess.run(["curl", "-s", url], capture_output=True, text=True, timeout=PATIENCE_S, check=True)
        if '"action":"StatusNotification"' in ended.stdout:
            return
    raise AssertionError("the station never connected")


def test_the_page_names_the_keys_of_a_profile() -> None:
    profile = load_profile("reference-process")
    assert profile.device is not None
    assert all(f"{name} = " in PAGE for name in vars(profile.device))
