"""Hand-made catalogues, journals and results for the tests of the reports."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from fixtures.bench.journal import Entry
from fixtures.catalogue import Catalogue, Requirement, load_catalogue
from reports.results import read_results
from reports.verdicts import Judgement, Verdicts, judge

RUN: dict[str, Any] = {
    "type": "run",
    "schema": 1,
    "started": "2026-11-22T10:00:00Z",
    "subject": {"name": "reference", "firmware": "5.33.5", "profile": "reference"},
    "benches": ["virtual", "wire"],
    "command": "stationproof run",
    "selection": "all",
}
END = {"type": "end", "outcome": "complete", "message": ""}
INTERRUPTED = {"type": "end", "outcome": "interrupted", "message": "stopped from the keyboard"}

HOSTILE = '</pre><script>alert("04A1")</script>'

JOURNAL = (
    Entry(0, 1, "operator", "station", "parameter", {"name": "Vehicle connection timeout", "value": "45"}),
    Entry(1000, 2, "card reader 1", "station", "card", {"tag": HOSTILE}),
    Entry(
        1200,
        3,
        "station",
        "backend",
        "frame",
        {
            "message": "call",
            "id": "3",
            "action": "Authorize",
            "payload": json.dumps({"idTag": HOSTILE}),
            "valid": True,
            "problem": "",
        },
    ),
    Entry(
        1300,
        4,
        "backend",
        "station",
        "frame",
        {
            "message": "result",
            "id": "3",
            "action": "Authorize",
            "payload": '{"idTagInfo":{"status":"Accepted"}}',
            "valid": True,
            "problem": "",
        },
    ),
    Entry(1400, 5, "station", "", "light", {"colour": "blue", "blinking": True}),
    Entry(47000, 6, "station", "", "contactor", {"socket": 1, "closed": True}),
)


def requirement(name: str = "AUT-001", **other: Any) -> Requirement:
    """A requirement of the catalogue with everything that the test does not care about filled in."""
    facts: dict[str, Any] = {
        "section": "5.1 Standaard parameters",
        "title": f"Title of {name}",
        "statement": f"The station shall do what {name} says.",
        "parameters": (),
        "values": "",
        "level": "shall",
        "verify": "Look.",
        "observable": ("ocpp",),
        "source_note": "",
    }
    return Requirement(name, **{**facts, **other})


def catalogue(*entries: Requirement) -> Catalogue:
    return Catalogue(entries or (requirement(),), ())


def scenario(outcome: str = "passed", bench: str = "virtual", name: str = "one", **other: Any) -> dict[str, Any]:
    """A scenario line; `name` tells scenarios apart."""
    return {
        "type": "scenario",
        "id": f"quick_start/plug.feature:12:{name}",
        "feature": {
            "name": "Plug and charge",
            "file": "features/quick_start/plug.feature",
            "description": "",
        },
        "scenario": f"Scenario {name}",
        "example": {},
        "line": 12,
        "tags": ["AUT-001", "shall"],
        "requirements": ["AUT-001"],
        "bench": bench,
        "outcome": outcome,
        "expected": "the light is green" if outcome == "failed" else "",
        "observed": "the light is blue" if outcome == "failed" else "",
        "message": "" if outcome in ("passed", "failed") else f"why it is {outcome}",
        "steps": [
            {"keyword": "Given", "text": "a station", "outcome": "passed", "at_ms": 0},
            {"keyword": "Then", "text": "the light is green", "outcome": _step(outcome), "at_ms": 1400},
        ],
        "journal": "journals/0001-virtual.jsonl",
        "simulated_ms": 47000,
        "wall_ms": 4.25,
        **other,
    }


def _step(outcome: str) -> str:
    return outcome if outcome in ("passed", "failed", "broken") else "skipped"


def both(outcome: str = "passed", name: str = "one", **other: Any) -> list[dict[str, Any]]:
    """The same scenario on both benches."""
    return [scenario(outcome, bench, name, **other) for bench in ("virtual", "wire")]


def write_run(folder: Path, *lines: dict[str, Any], run: dict[str, Any] = RUN) -> Path:
    """A results file with these lines behind the run line, and a journal beside it."""
    file = folder / "results.jsonl"
    (folder / "journals").mkdir(parents=True, exist_ok=True)
    text = "".join(entry.as_json() + "\n" for entry in JOURNAL)
    (folder / "journals/0001-virtual.jsonl").write_text(text, encoding="utf-8")
    file.write_text("".join(json.dumps(line) + "\n" for line in (run, *lines)), encoding="utf-8")
    return file


def verdicts_of(
    folder: Path,
    *lines: dict[str, Any],
    entries: tuple[Requirement, ...] = (),
    firmware: str = "5.33.5",
    run: dict[str, Any] = RUN,
) -> Verdicts:
    return judge(read_results(write_run(folder, *lines, run=run)), catalogue(*entries), firmware)


def verdict_of(folder: Path, *lines: dict[str, Any], **other: Any) -> Judgement:
    """The judgement of AUT-001."""
    return verdicts_of(folder, *lines, **other).judgements["AUT-001"]


CATALOGUE_FOLDER = Path(__file__).parents[2] / "features" / "requirements"


def real_catalogue() -> Catalogue:
    return load_catalogue(CATALOGUE_FOLDER)
