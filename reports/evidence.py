"""What backs a verdict, ready for the page: failing scenarios as cards, all scenarios with their journals.

A journal is shown once for each scenario. Where a scenario carries several requirements the
first of them shows it and the others point there; the page would grow without bound otherwise.
For the same reason a scenario that passed shows its journal from the first When on, in short, or none where there
are very many, and pictures stand in the page only as long as there is room; all of them lie in files beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from markupsafe import Markup

from fixtures.bench.journal import Entry, format_ms
from reports.journals import Record, around_failure, read_journal
from reports.pictures import load_svg, story_of
from reports.results import Results, ScenarioResult, StepResult
from reports.sequence import sequence_svg
from reports.text import one_line, shorten

MOST_LINES = 200  # of one journal
FEWEST_LINES = 10  # fewer of a journal than this say nothing: of so many scenarios that passed, none is shown
ALL_LINES = 12_000  # of all journals of passed scenarios together
MOST_DIAGRAMS = 60
MOST_CHARACTERS, FEWER_CHARACTERS = 400, 200  # of one journal line; of one of a scenario that passed
ALL_PICTURES = 300_000  # characters of the pictures of passed scenarios in the page together
MOST_PICTURE = 150_000  # characters of one of them

WORST_FIRST = ("failed", "broken", "inconclusive", "passed", "not_applicable")


@dataclass(frozen=True)
class Shown:
    """A journal, or a part of it, as text; `note` says what is missing and where all of it is."""

    text: str
    note: str = ""


@dataclass(frozen=True)
class Picture:
    """Current against limits. file: its place beside the page; inline: the same to stand in the page, if it fits."""

    file: str
    svg: str
    inline: Markup | None


@dataclass(frozen=True)
class Card:
    """A scenario that did not pass, the same way on each of `benches`."""

    anchor: str
    run: ScenarioResult
    benches: tuple[str, ...]
    steps: tuple[tuple[str, StepResult], ...]
    journal: Shown
    diagram: Markup | None

    @property
    def message(self) -> str:
        """The message, unless it only repeats what was expected and observed."""
        run = self.run
        rest = run.message
        for known in (run.expected, run.observed, "expected:", "observed:", "NonConformance:"):
            rest = rest.replace(known, "") if known else rest
        return run.message if rest.strip() else ""


@dataclass(frozen=True)
class Evidence:
    """A scenario on all benches, with the journal of the first (or of the first that did not pass).

    picture: where the journal tells of load management
    """

    anchor: str
    run: ScenarioResult
    outcomes: tuple[tuple[str, str], ...]
    steps: tuple[tuple[str, StepResult], ...]
    journal: Shown | None
    picture: Picture | None = None


def cards(results: Results, outcomes: Sequence[str], prefix: str, order: Sequence[str]) -> list[Card]:
    """The scenarios with one of `outcomes`, in the order of the requirements; like failures in one card."""
    place = {name: number for number, name in enumerate(order)}
    alike: dict[tuple[str, ...], list[ScenarioResult]] = {}
    for run in results.scenarios:
        if run.outcome in outcomes:
            alike.setdefault((run.id, run.outcome, run.expected, run.observed, run.message), []).append(run)
    groups = sorted(
        alike.values(),
        key=lambda runs: min((place.get(n, len(place)) for n in runs[0].requirements), default=len(place)),
    )
    return [_card(results, runs, prefix, number) for number, runs in enumerate(groups, start=1)]


def _card(results: Results, runs: list[ScenarioResult], prefix: str, number: int) -> Card:
    run = runs[0]
    record = read_journal(results.journal_file(run))
    near = around_failure(run, record.entries)
    diagram = None
    if near and number <= MOST_DIAGRAMS:
        label = f"Sequence diagram around the failure of {run.title}"
        diagram = Markup(sequence_svg(near, len(near), label))
    benches, shown = tuple(one.bench for one in runs), _excerpt(run, record, near)
    return Card(f"{prefix}{number}", run, benches, _steps(run), shown, diagram)


def _excerpt(run: ScenarioResult, record: Record, near: Sequence[Entry]) -> Shown:
    note = record.problem
    if len(near) < len(record.entries):
        first, last = near[0].number, near[-1].number
        note = f"entries {first} to {last} of {len(record.entries)}; all of them are in {run.journal}"
    return Shown(_lines(near), note)


def evidence(results: Results) -> dict[str, Evidence]:
    """Every scenario by its id, in the order of files and lines."""
    groups: dict[str, list[ScenarioResult]] = {}
    for run in sorted(results.scenarios, key=lambda run: (run.feature.file, run.line, run.id)):
        groups.setdefault(run.id, []).append(run)
    limit = min(MOST_LINES, ALL_LINES // max(len(groups), 1))
    limit = limit if limit >= FEWEST_LINES else 0
    benches = results.run.benches
    room = ALL_PICTURES
    found = {}
    for number, (name, runs) in enumerate(groups.items(), start=1):
        runs.sort(key=lambda run: benches.index(run.bench) if run.bench in benches else len(benches))
        shown = min(runs, key=lambda run: WORST_FIRST.index(run.outcome))
        outcomes = tuple((run.bench, run.outcome) for run in runs)
        record = read_journal(results.journal_file(shown))
        picture = _picture(shown, record, room)
        if picture is not None and picture.inline is not None and shown.outcome == "passed":
            room -= len(picture.inline)
        journal = _journal(shown, record, limit)
        found[name] = Evidence(f"s{number}", shown, outcomes, _steps(shown), journal, picture)
    return found


def _picture(run: ScenarioResult, record: Record, room: int) -> Picture | None:
    story = story_of(record.entries, run.simulated_ms)
    if story is None:
        return None
    title = f"{run.feature.name}: {run.title}"
    inline = load_svg(story, title, alone=False)
    fits = len(inline) <= (min(MOST_PICTURE, room) if run.outcome == "passed" else MOST_PICTURE)
    file = f"pictures/{PurePosixPath(run.journal).stem}.svg"
    return Picture(file, load_svg(story, title), Markup(inline) if fits else None)


def _journal(run: ScenarioResult, record: Record, most: int) -> Shown | None:
    if run.outcome == "not_applicable" and not run.journal:
        return None
    passed, entries, note = run.outcome == "passed", record.entries, record.problem
    first, most = (_first_when(entries), most) if passed else (0, MOST_LINES)
    shown = entries[first : first + most]
    if len(shown) < len(entries):
        note = f"{len(entries)} entries"
        if shown:
            which = f"entries {shown[0].number} to {shown[-1].number} of {len(entries)}"
            note = f"{which}; all of them are in {run.journal}"
    return Shown(_lines(shown, FEWER_CHARACTERS if passed else MOST_CHARACTERS), note)


def in_short(entries: Sequence[Entry], most: int) -> list[Entry]:
    """At most so many entries of a scenario that passed: half from the first When on, half from the end."""
    begun = entries[_first_when(entries) :]
    return list(begun if len(begun) <= most else [*begun[: most // 2], *begun[-(most - most // 2) :]])


def _first_when(entries: Sequence[Entry]) -> int:
    """Where the first When step begins; 0 without one."""
    steps = ((place, entry.detail) for place, entry in enumerate(entries) if entry.kind == "step")
    return next((place for place, step in steps if step.get("keyword") == "When"), 0)


def _lines(entries: Iterable[Entry], most: int = MOST_CHARACTERS) -> str:
    return "\n".join(shorten(one_journal_line(entry), most) for entry in entries)


def one_journal_line(entry: Entry) -> str:
    """The entry's own text form; its columns stay, a line end inside it does not."""
    text = entry.as_text()
    return text if text.isprintable() else one_line(text)


def _steps(run: ScenarioResult) -> tuple[tuple[str, StepResult], ...]:
    return tuple((format_ms(step.at_ms), step) for step in run.steps)
