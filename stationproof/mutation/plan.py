"""What a run of mutants is asked for, and what it has found: plan.json and mutants.jsonl."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from .mutants import Mutant, found_in, sampled
from .text import Source

PLAN, RESULTS, MAP = "plan.json", "mutants.jsonl", "footprints.json"
SURVIVORS = ("survived", "unreached")
"""Outcomes of mutants that no scenario noticed; over an unreached one none runs."""


@dataclass(frozen=True)
class Plan:
    """Which mutants are tried.

    only:   beginnings of their names, which begin with the path of the file
    sample: so many of them by chance, None for all
    resume: those that results.jsonl knows are left out
    again:  those that survived are tried again, and no others
    most_s: processor seconds that one scenario may take
    most:   so many scenarios for a mutant, the likeliest ones
    tables: those of tables and constants too
    """

    only: tuple[str, ...]
    sample: int | None
    seed: int
    jobs: int
    resume: bool
    again: bool
    most_s: float
    most: int
    tables: bool = True

    def save(self, folder: Path) -> None:
        """Keep it for the child that follows it."""
        (folder / PLAN).write_text(json.dumps(asdict(self)), encoding="utf-8")


def read_plan(folder: Path) -> Plan:
    """The plan of this folder."""
    facts = json.loads((folder / PLAN).read_text(encoding="utf-8"))
    return Plan(**{**facts, "only": tuple(facts["only"])})


def results(folder: Path) -> dict[str, dict[str, Any]]:
    """What came of each mutant, by its name; the last word counts. A line that was cut short does not."""
    found: dict[str, dict[str, Any]] = {}
    try:
        lines = (folder / RESULTS).read_text(encoding="utf-8").splitlines()
    except OSError:
        return found
    for line in lines:
        try:
            facts = json.loads(line)
        except ValueError:
            continue
        if facts.get("type") == "mutant":
            found[facts["mutant"]] = facts
    return found


def planned(plan: Plan, root: Path, folder: Path, equivalent: Iterable[str]) -> Iterator[tuple[Mutant, Source]]:
    """The mutants of a plan, those that are known to make no difference left out."""
    found = found_in(root, plan.only)
    known = results(folder)
    left_out = {*equivalent, *(known if plan.resume else ())}
    if plan.again:
        left_out |= {name for name in found if known.get(name, {}).get("outcome") not in SURVIVORS}
    wanted = [mutant for mutant, _ in found.values() if plan.tables or mutant.code]
    chosen = sampled(wanted, plan.sample, plan.seed)
    for mutant in chosen:
        if mutant.name not in left_out:
            yield found[mutant.name]


def line_of(mutant: Mutant, source: Source, facts: dict[str, Any], requirements: Sequence[str]) -> dict[str, Any]:
    """A line of mutants.jsonl; `requirements` are those whose scenarios run over the mutant's line."""
    told = {"type": "mutant", "mutant": mutant.name, "file": mutant.file, "line": mutant.line} | facts
    if facts["outcome"] in SURVIVORS:
        told |= {"diff": mutant.diff(source), "requirements": sorted(requirements)}
    return told
