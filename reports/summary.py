"""The end of a run on the terminal: counts, failures, and which file to open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reports.results import Results, ScenarioResult
from reports.text import clean, one_line, shorten
from reports.verdicts import LEVELS, VERDICTS, Verdicts

WORDS = {
    "passed": "passed",
    "failed": "failed",
    "broken": "bench broken",
    "inconclusive": "inconclusive",
    "not_applicable": "not applicable",
    "waived": "waived",
    "not_covered": "not covered",
}
CONCLUSIONS = {
    "conformant": "CONFORMANT",
    "conformant_so_far": "CONFORMANT AS FAR AS JUDGED",
    "not_conformant": "NOT CONFORMANT",
    "no_verdict": "NO VERDICT",
}
SHOWN = 20


@dataclass(frozen=True)
class Summary:
    """What build() made: the counts of verdicts.json, the files, and the text for the terminal."""

    counts: Mapping[str, Any]
    files: tuple[Path, ...]
    text: str

    @property
    def conclusion(self) -> str:
        """conformant, conformant_so_far, not_conformant or no_verdict."""
        return str(self.counts["conclusion"])


def summary_text(results: Results, verdicts: Verdicts, open_this: Path) -> str:
    """Plain text of at most 110 columns, no colours."""
    subject = results.run.subject
    alarm = [] if results.complete else [f"warning: the run did not end ({results.end_message or results.ending})"]
    lines = [
        f"{subject.name}, firmware {subject.firmware}, on {' and '.join(results.run.benches)}",
        "",
        *_table(verdicts.summary),
        "",
        *_failures(results),
        *alarm,
        *(f"warning: {text}" for text in warnings(results, verdicts)),
    ]
    word = CONCLUSIONS[verdicts.summary["conclusion"]]
    because = "; ".join(verdicts.summary["because"])
    lines += [f"{word}{': ' if because else ''}{because}", f"Open {open_this}"]
    return clean("\n".join(lines)) + "\n"


def warnings(results: Results, verdicts: Verdicts) -> list[str]:
    """What a reader must know before trusting the counts, besides that a run did not end."""
    found = list(results.warnings)
    if unknown := verdicts.summary["unknown_requirements"]:
        found.append(f"scenarios name requirements that the catalogue does not have: {', '.join(unknown)}")
    return found


def _table(summary: Mapping[str, Any]) -> list[str]:
    """Verdicts by level; columns that are empty are left out."""
    shown = [verdict for verdict in VERDICTS if summary["verdicts"][verdict]]
    head = f"{'requirements':<14}{'all':>6}" + "".join(f"{WORDS[verdict]:>16}" for verdict in shown)
    rows = [(level, summary["levels"][level]) for level in LEVELS] + [("all", summary["verdicts"])]
    body = [
        f"{name:<14}{sum(row.values()):>6}" + "".join(f"{row[verdict]:>16}" for verdict in shown) for name, row in rows
    ]
    runs = summary["scenarios"]
    counted = ", ".join(f"{count} {WORDS[name]}" for name, count in runs.items() if name in WORDS and count)
    return [head, *body, f"{runs['distinct']} scenarios, {runs['runs']} runs: {counted or 'none'}"]


def _failures(results: Results) -> list[str]:
    """Failures first, then broken ones; what failed alike on several benches is told once."""
    wrong = [run for run in results.scenarios if run.outcome in ("failed", "broken")]
    wrong.sort(key=lambda run: run.outcome != "failed")
    alike: dict[tuple[str, ...], list[ScenarioResult]] = {}
    for run in wrong:
        alike.setdefault((run.id, run.outcome, run.expected, run.observed, run.message), []).append(run)
    groups = list(alike.values())
    lines = [line for runs in groups[:SHOWN] for line in _failure(runs)]
    if len(groups) > SHOWN:
        lines += [f"... and {len(groups) - SHOWN} more in the report", ""]
    return lines


def _failure(runs: list[ScenarioResult]) -> list[str]:
    run, benches = runs[0], ", ".join(dict.fromkeys(run.bench for run in runs))
    title = one_line(f"{', '.join(run.requirements) or '-'}: {run.title} ({benches})")
    lines = [f"{WORDS[run.outcome].upper()} {title}", f"  {run.feature.file}:{run.line}"]
    if run.expected or run.observed:
        lines += [f"  expected: {shorten(one_line(run.expected), 300)}"]
        lines += [f"  observed: {shorten(one_line(run.observed), 300)}"]
    elif run.message:
        lines.append(f"  {shorten(one_line(run.message), 300)}")
    return [*lines, ""]
