"""report.html: one file that a quality manager can read, print and sign, without any network."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from fixtures.bench.journal import format_ms
from fixtures.catalogue import Catalogue, Requirement
from reports.evidence import Card, Evidence, cards, evidence
from reports.pictures.ink import style
from reports.results import Results
from reports.summary import CONCLUSIONS, WORDS, warnings
from reports.text import clean
from reports.verdicts import LEVELS, VERDICTS, Judgement, Verdicts

TEMPLATES = Path(__file__).parent / "templates"
LEVEL_WORDS = {"shall": "shall (binding)", "should": "should (recommended)", "info": "info (explains)"}
MONTHS = "January,February,March,April,May,June,July,August,September,October,November,December"
_DISCREPANCY = re.compile(r"D-[A-Z]{3}-\d{2}")


@dataclass(frozen=True)
class RequirementView:
    """One requirement as the page shows it; evidence that an earlier one shows is only pointed to."""

    requirement: Requirement
    judged: Judgement
    shown: tuple[Evidence, ...]
    elsewhere: tuple[Evidence, ...]
    failures: tuple[str, ...]
    readings: tuple[str, ...]


@dataclass(frozen=True)
class ChapterView:
    """One chapter of the manual: its requirements and how many of each verdict."""

    anchor: str
    name: str
    views: tuple[RequirementView, ...]
    counts: Counter[str]

    @property
    def bar(self) -> list[tuple[str, int, str]]:
        """(verdict, count, width in per cent) of each part of the chapter's bar."""
        total = max(len(self.views), 1)
        return [(v, self.counts[v], f"{self.counts[v] * 100 / total:.2f}") for v in VERDICTS if self.counts[v]]


@dataclass(frozen=True)
class Page:
    """report.html, and what lies beside it: text by file name."""

    html: str
    files: Mapping[str, str]


def report_html(results: Results, catalogue: Catalogue, verdicts: Verdicts) -> Page:
    """The whole page. It loads nothing, runs no script, and all text of the subject is escaped."""
    by_id = {requirement.id: requirement for requirement in catalogue}
    failures = cards(results, ("failed",), "f", list(by_id))
    known = evidence(results)
    chapters = _chapters(catalogue, verdicts, known, failures)
    told = {one.anchor for view in _all(chapters) for one in view.shown}
    context = {
        "results": results,
        "run": results.run,
        "summary": verdicts.summary,
        "statement": _statement(results, verdicts),
        "warnings": warnings(results, verdicts),
        "failures": failures,
        "anchors": {name: one.anchor for name, one in known.items()},
        "picture_style": Markup(style(dark=False)),
        "unanswered": cards(results, ("broken", "inconclusive"), "b", list(by_id)),
        "chapters": chapters,
        "requirements": by_id,
        "waived": [view for view in _all(chapters) if view.judged.verdict == "waived"],
        "uncovered": [view for view in _all(chapters) if view.judged.verdict == "not_covered"],
        "others": [one for one in known.values() if one.anchor not in told],
        "discrepancies": catalogue.discrepancies,
        "words": WORDS,
        "levels": LEVEL_WORDS,
        "verdict_names": VERDICTS,
        "level_names": LEVELS,
    }
    files = {one.picture.file: one.picture.svg for one in known.values() if one.picture is not None}
    return Page(_environment().get_template("report.html.j2").render(context), files)


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: clean(value) if type(value) is str else value,
    )
    environment.filters["clock"] = format_ms
    return environment


def _all(chapters: Iterable[ChapterView]) -> Iterable[RequirementView]:
    return (view for chapter in chapters for view in chapter.views)


def _chapters(
    catalogue: Catalogue, verdicts: Verdicts, known: Mapping[str, Evidence], failures: Iterable[Card]
) -> list[ChapterView]:
    taken: set[str] = set()
    made = []
    for number, name in enumerate(catalogue.chapters, start=1):
        views = []
        for requirement in (one for one in catalogue if one.chapter == name):
            judged = verdicts.judgements[requirement.id]
            ids = list(dict.fromkeys(run.id for run in judged.runs))
            failed = tuple(card.anchor for card in failures if card.run.id in ids)
            views.append(_view(requirement, judged, [known[one] for one in ids], taken, failed))
        counts = Counter(view.judged.verdict for view in views)
        made.append(ChapterView(f"chapter-{number}", name, tuple(views), counts))
    return made


def _view(
    requirement: Requirement,
    judged: Judgement,
    found: list[Evidence],
    taken: set[str],
    failed: tuple[str, ...],
) -> RequirementView:
    shown = tuple(one for one in found if one.anchor not in taken)
    elsewhere = tuple(one for one in found if one.anchor in taken)
    taken.update(one.anchor for one in shown)
    readings = tuple(dict.fromkeys(_DISCREPANCY.findall(requirement.source_note)))
    return RequirementView(requirement, judged, shown, elsewhere, failed, readings)


def _statement(results: Results, verdicts: Verdicts) -> dict[str, Any]:
    """The headline: the verdict in words and the numbers it rests on."""
    count = verdicts.summary["verdicts"]
    return {
        "word": CONCLUSIONS[verdicts.summary["conclusion"]],
        "kind": verdicts.summary["conclusion"],
        "because": verdicts.summary["because"],
        "date": _date(results.run.started),
        "benches": " and ".join(results.run.benches),
        "judged": count["passed"] + count["failed"],
        "open": count["broken"] + count["inconclusive"],
    }


def _date(started: str) -> str:
    """2026-11-22T10:00:00Z as 22 November 2026, 10:00 UTC; what is no date stays as it is."""
    try:
        when = datetime.fromisoformat(started)
    except ValueError:
        return started
    zone = " UTC" if started.endswith(("Z", "+00:00")) else ""
    # strftime would follow the locale
    return f"{when.day} {MONTHS.split(',')[when.month - 1]} {when.year}, {when:%H:%M}{zone}"
