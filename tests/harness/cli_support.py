"""Running the command line: in this process, or as a child with a stand-in for pytest."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

from typer.testing import CliRunner, Result

from fixtures.catalogue import Catalogue, load_catalogue
from reports import build
from stationproof import selection
from stationproof.app import app
from tests.reports.examples import END, RUN, scenario

ROOT = Path(__file__).parents[2]
PATIENCE_S = 60

# Instead of pytest: writes the lines of its script into results.jsonl, says something, and ends as told.
STAND_IN = """
import json, signal, sys
from pathlib import Path
script = json.loads(Path(__file__).with_name("script.json").read_text())
folder = next(word for word in sys.argv if word.startswith("--results=")).removeprefix("--results=")
Path(__file__).with_name("arguments.json").write_text(json.dumps(sys.argv[1:]))
if script["lines"]:
    file = open(Path(folder) / "results.jsonl", "w")
    file.write("".join(json.dumps(line) + "\\n" for line in script["lines"]))
    file.flush()
print(script["says"])
if script["waits"]:
    try:
        while True:
            signal.pause()
    except KeyboardInterrupt:
        print("KeyboardInterrupt")
    file.write(json.dumps({"type": "end", "outcome": "interrupted", "message": "stopped"}) + "\\n")
    sys.exit(2)
sys.exit(script["code"])
"""

# The command line, with the stand-in for pytest.
STARTER = """
import sys
from stationproof import child
child.PYTEST = (sys.executable, {stand_in!r})
from stationproof.cli import main
main()
"""

PLAN: dict[str, Any] = {
    "type": "plan",
    "scenarios": [
        {"id": scenario(name=name)["id"], "bench": "virtual", "requirements": ["AUT-001"]} for name in ("one", "two")
    ],
}
ONE_BENCH = {**RUN, "benches": ["virtual"]}
GOOD = (ONE_BENCH, PLAN, scenario(), scenario(name="two"), END)


_load_once = cache(load_catalogue)


def _one_requirement(folder: Path) -> Catalogue:
    return Catalogue((_load_once(folder).requirement("AUT-001"),), ())


def call(*words: str) -> Result:
    """The command line in this process; the catalogue is read only once, and reports are about one requirement."""
    with (
        patch.object(selection, "load_catalogue", _load_once),
        patch.object(build, "load_catalogue", _one_requirement),
    ):
        return CliRunner().invoke(app, list(words))


def stand_in(folder: Path, *lines: dict[str, Any], code: int = 0, says: str = "", waits: bool = False) -> Path:
    """A program that takes the place of pytest."""
    script = {"lines": lines, "code": code, "says": says, "waits": waits}
    (folder / "script.json").write_text(json.dumps(script))
    file = folder / "stand_in.py"
    file.write_text(STAND_IN)
    return file


def arguments_of(program: Path) -> list[str]:
    """With what the stand-in was called."""
    found: list[str] = json.loads(program.with_name("arguments.json").read_text())
    return found


def start(program: Path, *words: str, **extra: Any) -> subprocess.Popen[str]:
    """The command line in a process of its own, on the stand-in; ended when a test waits for it too long."""
    process = subprocess.Popen(
        [sys.executable, "-c", STARTER.format(stand_in=str(program)), *words],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **extra,
    )
    watchdog = threading.Timer(2 * PATIENCE_S, process.kill)
    watchdog.daemon = True
    watchdog.start()
    return process
