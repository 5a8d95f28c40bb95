"""What was found about a backend: for people (text and a page) and for programs."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from fixtures.bench.journal import Journal, format_ms
from reports.text import clean, one_line
from reports.verdicts import write_whole

from .exchanges import SIDES, Exchange
from .judge import BackendJudge
from .rules import BROKEN, LOOK, STATION_CORE, Finding

SCHEMA = 1
PAGE, VERDICT, JOURNAL = "backend.html", "backend.json", "journal.jsonl"
HERE = Path(__file__).parent
STYLES = HERE.parents[1] / "reports" / "templates"
WORDS = {
    "fault": "DOES NOT FIT",
    "no_fault": "NO FAULT SEEN",
    "nothing": "NO VERDICT",
}
BY_STATION = (*STATION_CORE, "DataTransfer")
BY_BACKEND = (
    "CancelReservation", "ChangeAvailability", "ChangeConfiguration", "ClearCache", "ClearChargingProfile",
    "DataTransfer", "GetCompositeSchedule", "GetConfiguration", "GetDiagnostics", "GetLocalListVersion",
    "RemoteStartTransaction", "RemoteStopTransaction", "ReserveNow", "Reset", "SendLocalList", "SetChargingProfile",
    "TriggerMessage", "UnlockConnector", "UpdateFirmware",
)  # fmt: skip
"""What can be asked in OCPP 1.6: what was not seen is said, because nothing is said about it otherwise."""


@dataclass(frozen=True)
class About:
    """Who talked to whom. started: UTC as text; version: of Stationproof."""

    url: str
    identity: str
    firmware: str
    started: str
    lasted_ms: int
    version: str


@dataclass(frozen=True)
class Verdict:
    """All that is said of a backend."""

    about: About
    kind: str
    broken: tuple[Finding, ...]
    look: tuple[Finding, ...]
    rows: dict[str, list[tuple[str, Exchange]]]
    unseen: dict[str, tuple[str, ...]]
    dropped: int

    @property
    def word(self) -> str:
        """The verdict in words."""
        return WORDS[self.kind]


def verdict(judge: BackendJudge, about: About) -> Verdict:
    """What comes of it, now that it is over."""
    judge.end()
    found = sorted(judge.findings.values(), key=lambda one: one.examples[0].at_ms)
    broken = tuple(one for one in found if one.weight == BROKEN)
    rows = {side: judge.exchanges.rows(side) for side in SIDES}
    heard = any(one.results or one.errors for _, one in rows["station"]) or bool(rows["backend"])
    seen = {side: {name for name, _ in rows[side]} for side in SIDES}
    return Verdict(
        about=about,
        kind="fault" if broken else "no_fault" if heard else "nothing",
        broken=broken,
        look=tuple(one for one in found if one.weight == LOOK),
        rows=rows,
        unseen={
            "station": tuple(name for name in BY_STATION if name not in seen["station"]),
            "backend": tuple(name for name in BY_BACKEND if name not in seen["backend"]),
        },
        dropped=judge.dropped,
    )


def write_report(found: Verdict, journal: Journal, folder: Path) -> tuple[Path, ...]:
    """The page, the verdict for programs, and all that passed; OSError where they cannot be written."""
    texts = {PAGE: page(found), VERDICT: as_json(found), JOURNAL: journal.json_lines()}
    for name, text in texts.items():
        write_whole(folder / name, text)
    return tuple(folder / name for name in texts)


def as_json(found: Verdict) -> str:
    """The verdict for programs."""
    facts: dict[str, Any] = {
        "schema": SCHEMA,
        "verdict": found.kind,
        "about": asdict(found.about),
        "broken": [asdict(one) for one in found.broken],
        "to_look_at": [asdict(one) for one in found.look],
        "calls": {side: {name: asdict(one) for name, one in rows} for side, rows in found.rows.items()},
        "not_seen": found.unseen,
        "further_findings": found.dropped,
    }
    return json.dumps(facts, ensure_ascii=False, indent=1) + "\n"


def page(found: Verdict) -> str:
    """One page that loads nothing and runs nothing."""
    environment = Environment(
        loader=FileSystemLoader([HERE, STYLES]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: clean(value) if type(value) is str else value,
    )
    environment.filters["clock"] = format_ms
    return environment.get_template("page.html.j2").render(found=found, about=found.about)


def as_text(found: Verdict) -> str:
    """The end of it on a terminal."""
    lines = []
    for heading, ones in (("BROKEN", found.broken), ("look at", found.look)):
        for one in ones:
            clause = f" [{one.clause}]" if one.clause else ""
            lines.append(f"{heading}: {one_line(one.what)}{clause}, {_times(one.times)}")
            lines += [f"    {text}" for text in _proof(one)]
    station, backend = (_count(found.rows[side]) for side in SIDES)
    lines.append(f"Calls of the station: {station}; of the backend: {backend}.")
    if found.unseen["station"] and found.kind != "nothing":
        lines.append(f"Not seen, so not judged: {', '.join(found.unseen['station'])}.")
    return "\n".join([*lines, f"{found.word}: {_because(found)}"])


def _proof(finding: Finding) -> list[str]:
    one = finding.examples[0]
    parts = (("station", one.about), ("backend", one.frame or (f"({one.note})" if one.note else "")))
    return [f"{format_ms(one.at_ms)} {who}: {one_line(text)[:300]}" for who, text in parts if text]


def _because(found: Verdict) -> str:
    if found.kind == "nothing":
        return "the backend has said nothing that could be judged"
    if found.kind == "fault":
        return f"{len(found.broken)} thing{'s' if len(found.broken) > 1 else ''} against OCPP"
    return "nothing against OCPP in what was seen"


def _count(rows: list[tuple[str, Exchange]]) -> int:
    return sum(one.asked for _, one in rows)


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"
