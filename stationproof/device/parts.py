"""Several runs of pytest that make one: their results and journals, put together in the order of the scenarios."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from fixtures.bench.factory import DEVICE

from ..judging import RESULTS
from .plan import Line

JOURNALS = "journals"


def put_together(parts: Sequence[Path], planned: Sequence[Line], folder: Path, command: str) -> bool:
    """Write the results of `folder` from those of its parts; False when no part has any.

    planned: all scenarios in their order, so that none is forgotten whose part never began; command: what was typed
    """
    lines = [list(_lines(part / RESULTS)) for part in parts]
    runs = [line for part in lines for line in part if line["type"] == "run"]
    if not runs:
        return False
    place = {line.id: number for number, line in enumerate(planned)}
    plan = [{"id": line.id, "bench": DEVICE, "requirements": list(line.requirements)} for line in planned]
    scenarios = [line for part in lines for line in part if line["type"] == "scenario"]
    scenarios.sort(key=lambda row: place[row["id"]])
    end = _end(lines, len(scenarios), len(planned))
    shutil.rmtree(folder / JOURNALS, ignore_errors=True)
    (folder / JOURNALS).mkdir(parents=True)
    for part in parts:
        for journal in (part / JOURNALS).glob("*"):
            journal.replace(folder / JOURNALS / journal.name)
    with (folder / RESULTS).open("w", encoding="utf-8", newline="\n") as file:
        for line in ({**runs[0], "command": command}, {"type": "plan", "scenarios": plan}, *scenarios, end):
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    return True


def _end(parts: Sequence[Sequence[Mapping[str, Any]]], done: int, of: int) -> dict[str, str]:
    """Complete when every part is; else as the first that is not."""
    ends = [next((line for line in part if line["type"] == "end"), None) for part in parts]
    short = [end for end in ends if end is None or end["outcome"] != "complete"]
    if not short and done == of:
        return {"type": "end", "outcome": "complete", "message": ""}
    told = next((end for end in short if end is not None), {"outcome": "interrupted", "message": "stopped"})
    reason = str(told["message"]).partition(" after ")[0]
    return {"type": "end", "outcome": str(told["outcome"]), "message": f"{reason} after {done} of {of} scenarios"}


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    """What was written whole."""
    if not file.is_file():
        return
    for text in file.read_bytes().split(b"\n"):
        try:
            line = json.loads(text)
        except ValueError:  # torn by whoever ended the part
            continue
        if isinstance(line, dict) and "type" in line:
            yield line
