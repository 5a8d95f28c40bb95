"""`stationproof requirements`: the catalogue, who covers it, and what the last run said."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from fixtures.catalogue import Catalogue
from fixtures.octt import certification_cases

from . import selection as sel
from .codes import EXIT_CODES, Stop
from .judging import RESULTS, VERDICTS
from .octt import case_lines, case_rows, outcomes
from .places import checkout, latest, shown
from .rows import Row, doubt_lines, row_text, show
from .scenarios import Scenario, by_requirement, read_scenarios
from .tell import console, say

EPILOG = f"""\
**Examples**

- `stationproof requirements AUT-001`: one in full, with its scenarios and what is doubtful about it
- `stationproof requirements --chapter 5 --level shall`: what is binding in chapter 5
- `stationproof requirements --uncovered`: what no scenario asks yet
- `stationproof requirements --waived`: what no simulation can show, and why
- `stationproof requirements --octt`: the cases of the OCPP certification, and what covers them
- `stationproof requirements --verdict failed --json`: for a program

{EXIT_CODES}
"""


class Verdict(StrEnum):
    """What a run may say about a requirement."""

    PASSED = "passed"
    FAILED = "failed"
    BROKEN = "broken"
    INCONCLUSIVE = "inconclusive"
    NOT_APPLICABLE = "not_applicable"
    WAIVED = "waived"
    NOT_COVERED = "not_covered"


def requirements(
    one: Annotated[str | None, typer.Argument(metavar="[ID]", help="Show this one in full.")] = None,
    chapter: sel.Chapters = None,
    level: sel.Levels = None,
    verdict: Annotated[list[Verdict] | None, typer.Option("--verdict", help="Only those with this verdict.")] = None,
    waived: Annotated[bool, typer.Option("--waived", help="Only those that no simulation can judge.")] = False,
    uncovered: Annotated[bool, typer.Option("--uncovered", help="Only those that no scenario asks.")] = False,
    prefix: Annotated[list[str] | None, typer.Option("--id", metavar="AUT", help="Only ids that begin so.")] = None,
    verdicts: Annotated[
        Path | None,
        typer.Option("--verdicts", metavar="FILE", help="Verdicts of a run.", show_default="those of the last run"),
    ] = None,
    octt: Annotated[bool, typer.Option("--octt", help="The cases of the OCPP certification instead.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List the requirements, with the scenarios that ask them and the verdicts of the last run."""
    if octt:
        _show_cases(as_json)
        return
    catalogue = sel.catalogue()
    judged = _verdicts(verdicts, needed=bool(verdict))
    rows = _rows(catalogue, by_requirement(read_scenarios(checkout())), judged)
    if one is not None:
        _show_one(catalogue, rows, one.upper().removeprefix("@"), as_json)
        return
    wanted = _names(catalogue, chapter, prefix)
    chosen = [
        row
        for name, row in rows.items()
        if name in wanted
        and (not level or row.entry.level in level)
        and (not verdict or row.verdict in verdict)
        and (not waived or row.entry.waived is not None)
        and (not uncovered or not (row.covered or rows[catalogue.resolve(name).id].covered))
    ]
    if as_json:
        _show_json([row.as_json() for row in chosen])
    else:
        show(console(), chosen)
        say(f"{len(chosen)} of {len(rows)} requirements")


def _show_cases(as_json: bool) -> None:
    """The cases that test a charge point; those of a central system wait for a backend under test."""
    judged = outcomes(latest() / RESULTS)
    rows = case_rows(certification_cases(), read_scenarios(checkout()), judged)
    stations = [row for row in rows if row.case.side == "CS"]
    if as_json:
        _show_json([row.as_json() for row in rows])
        return
    say("\n".join(case_lines(stations)))
    say(f"{len(rows) - len(stations)} more cases test a central system; they wait for a backend under test.")


def _verdicts(file: Path | None, needed: bool) -> Mapping[str, Any]:
    """What a run has judged; {} when there was none and nobody asked."""
    path = file or latest() / VERDICTS
    if file is None and not needed and not path.exists():
        return {}
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["requirements"]
    except FileNotFoundError:
        raise Stop(f"There are no verdicts in {shown(path)} yet; `stationproof run` makes them.") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Stop(f"{shown(path)} is no verdicts.json; `stationproof report` builds it again.") from error
    return found


def _rows(
    catalogue: Catalogue, scenarios: Mapping[str, Sequence[Scenario]], judged: Mapping[str, Any]
) -> dict[str, Row]:
    rows = {}
    for entry in catalogue:
        said = judged.get(entry.id, {})
        own = tuple(scenarios.get(entry.id, ()))
        rows[entry.id] = Row(entry, own, said.get("verdict", ""), said.get("reason", ""))
    return rows


def _names(catalogue: Catalogue, chapters: Sequence[str] | None, prefixes: Sequence[str] | None) -> set[str]:
    """The ids that chapter and prefix leave."""
    names = {entry.id for entry in catalogue}
    if chapters:
        names &= {entry.id for chapter in chapters for entry in sel.in_chapter(catalogue, chapter)}
    if prefixes:
        names &= {entry.id for prefix in prefixes for entry in sel.with_prefix(catalogue, prefix.upper())}
    return names


def _show_one(catalogue: Catalogue, rows: Mapping[str, Row], name: str, as_json: bool) -> None:
    for doubt in catalogue.discrepancies:
        if doubt.id == name:
            _show_json(asdict(doubt)) if as_json else say("\n".join(doubt_lines(doubt)))
            return
    if name not in catalogue:
        near = catalogue.near(name)
        hint = f"did you mean {near}?" if near else "`stationproof requirements` lists them."
        raise Stop(f"There is no requirement {name!r}; {hint}")
    lent = rows[catalogue.resolve(name).id]
    _show_json(rows[name].as_json()) if as_json else say(row_text(catalogue, rows[name], lent))


def _show_json(facts: Any) -> None:
    print(json.dumps(facts, indent=1, ensure_ascii=False))
