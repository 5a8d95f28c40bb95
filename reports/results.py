"""Reading results.jsonl, which the run appends to line by line.

Theory of operation: the file is written while the run goes on, so a run that was killed
leaves a readable prefix. The first line is the run, then scenarios follow, the last line
says how the run ended. A last line that is torn is dropped with a warning; anything else
that does not read is an error with file and line. A run without its end line did not end:
it counts as interrupted. A "plan" line, where the run wrote one, names every scenario that
was going to run, so that what is missing can be told from what never existed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn, TypeVar

OUTCOMES = ("passed", "failed", "broken", "inconclusive", "not_applicable")
STEP_OUTCOMES = ("passed", "failed", "broken", "skipped")
ENDS = ("complete", "interrupted", "bench_broken")
SCHEMA = 1

T = TypeVar("T")


class ResultsError(Exception):
    """A results file that cannot be read, as a sentence with file and line (0: the file as a whole)."""

    def __init__(self, file: Path, line: int, problem: str) -> None:
        self.file, self.line, self.problem = file, line, problem
        place = f", line {line}" if line else ""
        super().__init__(f"{file.name}{place}: {problem}")


@dataclass(frozen=True)
class Subject:
    """What was tested."""

    name: str
    firmware: str
    profile: str


@dataclass(frozen=True)
class Run:
    """The first line: what was started, when (UTC, as written), on which benches, and of which version and commit."""

    started: str
    subject: Subject
    benches: tuple[str, ...]
    command: str
    selection: str
    made_with: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Feature:
    """The feature file a scenario stands in."""

    name: str
    file: str
    description: str


@dataclass(frozen=True)
class StepResult:
    """One step of a scenario; at_ms is simulated time since the scenario began."""

    keyword: str
    text: str
    outcome: str
    at_ms: int


@dataclass(frozen=True)
class ScenarioResult:
    """One scenario on one bench. The same id appears once for each bench."""

    id: str
    feature: Feature
    scenario: str
    example: Mapping[str, str]
    line: int
    tags: tuple[str, ...]
    requirements: tuple[str, ...]
    bench: str
    outcome: str
    expected: str
    observed: str
    message: str
    steps: tuple[StepResult, ...]
    journal: str
    simulated_ms: int
    wall_ms: float

    @property
    def title(self) -> str:
        """The scenario's name with its example row, which tells rows of an outline apart."""
        row = ", ".join(f"{name} {value}" for name, value in self.example.items())
        return f"{self.scenario} [{row}]" if row else self.scenario


@dataclass(frozen=True)
class Planned:
    """A scenario that was going to run."""

    id: str
    bench: str
    requirements: tuple[str, ...]


@dataclass(frozen=True)
class Results:
    """A whole results file; `plan` is None when the run wrote none."""

    file: Path
    run: Run
    scenarios: tuple[ScenarioResult, ...]
    plan: tuple[Planned, ...] | None = None
    ending: str = "interrupted"
    end_message: str = ""
    warnings: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether everything that was going to run has run."""
        return self.ending == "complete"

    def journal_file(self, scenario: ScenarioResult) -> Path | None:
        """Where the scenario's journal lies, if it has one inside the results folder."""
        if not scenario.journal:
            return None
        folder = self.file.parent.resolve()
        path = (folder / scenario.journal).resolve()
        return path if path.is_relative_to(folder) else None


@dataclass
class _Reader:
    """The state of reading one file; `at` is the line being read."""

    file: Path
    at: int = 0
    run: Run | None = None
    plan: list[Planned] | None = None
    scenarios: list[ScenarioResult] = field(default_factory=list)
    ending: tuple[str, str] | None = None
    warnings: list[str] = field(default_factory=list)

    def fail(self, problem: str) -> NoReturn:
        raise ResultsError(self.file, self.at, problem)

    def take(self, facts: Mapping[str, Any], name: str, kind: type[T], default: T | None = None) -> T:
        """The fact `name` of type `kind`; without it the default, without that an error."""
        value = facts.get(name, default)
        if kind is float and isinstance(value, int):
            value = float(value)
        wrong = isinstance(value, bool) and kind is not bool
        if wrong or not isinstance(value, kind):
            self.fail(f"{name!r} is {value!r}; a value of type {kind.__name__} was expected")
        return value

    def word(self, facts: Mapping[str, Any], name: str, allowed: Sequence[str]) -> str:
        value = self.take(facts, name, str)
        if value not in allowed:
            self.fail(f"{name!r} is {value!r}; it must be one of {', '.join(allowed)}")
        return value

    def words(self, facts: Mapping[str, Any], name: str) -> tuple[str, ...]:
        return tuple(str(item) for item in self.take(facts, name, list, []))

    def line(self, facts: Any) -> None:
        """Take in one line of the file."""
        if not isinstance(facts, dict):
            self.fail("a line must be one JSON object")
        kind = facts.get("type")
        if kind == "run":
            self._run(facts)
        elif self.run is None:
            self.fail(f"the first line must be of type 'run', not {kind!r}")
        elif kind == "plan":
            self.plan = [*(self.plan or []), *map(self._planned, self.take(facts, "scenarios", list))]
        elif kind == "scenario":
            self.scenarios.append(self._scenario(facts))
        elif kind == "end":
            self.ending = self.word(facts, "outcome", ENDS), self.take(facts, "message", str, "")
        else:
            where = f"{self.file.name}, line {self.at}"
            self.warnings.append(f"{where}: a line of unknown type {kind!r} was left out")

    def _run(self, facts: Mapping[str, Any]) -> None:
        if self.run is not None:
            self.fail("a second 'run' line; a results file holds one run, so give each run its own folder")
        if (schema := facts.get("schema")) != SCHEMA:
            self.fail(f"schema {schema!r}; this version reads schema {SCHEMA}")
        subject = self.take(facts, "subject", dict)
        self.run = Run(
            started=self.take(facts, "started", str),
            subject=Subject(
                self.take(subject, "name", str),
                self.take(subject, "firmware", str, ""),
                self.take(subject, "profile", str, ""),
            ),
            benches=self.words(facts, "benches"),
            command=self.take(facts, "command", str, ""),
            selection=self.take(facts, "selection", str, ""),
            made_with={str(name): str(value) for name, value in self.take(facts, "made_with", dict, {}).items()},
        )

    def _planned(self, facts: Any) -> Planned:
        if not isinstance(facts, dict):
            self.fail("a planned scenario must be one JSON object")
        return Planned(self.take(facts, "id", str), self.take(facts, "bench", str), self.words(facts, "requirements"))

    def _scenario(self, facts: Mapping[str, Any]) -> ScenarioResult:
        feature = self.take(facts, "feature", dict)
        example = self.take(facts, "example", dict, {})
        return ScenarioResult(
            id=self.take(facts, "id", str),
            feature=Feature(
                self.take(feature, "name", str),
                self.take(feature, "file", str, ""),
                self.take(feature, "description", str, ""),
            ),
            scenario=self.take(facts, "scenario", str),
            example={str(name): str(value) for name, value in example.items()},
            line=self.take(facts, "line", int, 0),
            tags=self.words(facts, "tags"),
            requirements=tuple(dict.fromkeys(self.words(facts, "requirements"))),
            bench=self.take(facts, "bench", str),
            outcome=self.word(facts, "outcome", OUTCOMES),
            expected=self.take(facts, "expected", str, ""),
            observed=self.take(facts, "observed", str, ""),
            message=self.take(facts, "message", str, ""),
            steps=tuple(map(self._step, self.take(facts, "steps", list, []))),
            journal=self.take(facts, "journal", str, ""),
            simulated_ms=self.take(facts, "simulated_ms", int, 0),
            wall_ms=self.take(facts, "wall_ms", float, 0.0),
        )

    def _step(self, facts: Any) -> StepResult:
        if not isinstance(facts, dict):
            self.fail("a step must be one JSON object")
        return StepResult(
            self.take(facts, "keyword", str, ""),
            self.take(facts, "text", str),
            self.word(facts, "outcome", STEP_OUTCOMES),
            self.take(facts, "at_ms", int, 0),
        )


def read_results(file: Path) -> Results:
    """The results in `file`; a sentence with file and line as ResultsError if they do not read."""
    reader = _Reader(file)
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise ResultsError(file, 0, f"cannot be read ({error.strerror}); run the scenarios first") from error
    lines = raw.decode("utf-8", errors="replace").split("\n")
    torn_allowed = lines[-1] != ""  # a whole file ends with a newline
    for number, text in enumerate(lines, start=1):
        reader.at = number
        if not text.strip():
            continue
        try:
            facts = json.loads(text)
        except ValueError as error:
            if torn_allowed and number == len(lines) and reader.run is not None:
                reader.warnings.append(f"{file.name}, line {number}: the last line is torn and was left out")
                break
            raise ResultsError(file, number, f"not JSON ({error})") from error
        reader.line(facts)
    if reader.run is None:
        raise ResultsError(file, 1, "no 'run' line; the file is empty or the run died before it began")
    ending, message = reader.ending or ("interrupted", "the results file has no end: the run was killed")
    plan = None if reader.plan is None else tuple(reader.plan)
    return Results(file, reader.run, tuple(reader.scenarios), plan, ending, message, tuple(reader.warnings))
