"""A project of one feature in a folder of its own, to try the pytest plugin on."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from textwrap import dedent, indent
from types import SimpleNamespace
from typing import Any

import pytest

from fixtures.bench import journal

# What a run inside this process imports for the first time is forgotten after it, and would be read again by the next.
for module in ("fixtures.bench.virtual", "fixtures.bench.wire", "fixtures.broken"):
    import_module(module)

CATALOGUE = {
    "AUT-001": 'level = "shall"',
    "AUT-002": 'level = "should"',
    "AUT-003": 'level = "shall"\nwaived = "Nobody can see it from outside."',
    "AUT-004": 'level = "shall"\nsame_as = "AUT-001"',
    "AUT-005": 'level = "info"\nuntil = "5.1"',
    "LED-001": 'level = "info"',
}

STEPS = """
    from pytest_bdd import given, parsers, scenarios, then, when
    from fixtures.bench.api import (
        BenchBroken, Inconclusive, NonConformance, NotApplicable, Observation, SubjectCrashed,
    )

    scenarios("features")

    @given("a station")
    def station(bench): pass

    @when(parsers.parse("{seconds:d} s pass"))
    def passes(bench, seconds): bench.wait(seconds * 1000)

    @then("all is well")
    def well(bench): pass
"""


def entry(name: str, facts: str) -> str:
    section = {"AUT": "5.1 Authorisation", "LED": "6. LEDs"}[name[:3]]
    return (
        dedent(f"""
        [[requirement]]
        id = "{name}"
        section = "{section}"
        title = "Title of {name}"
        statement = "The station shall do what {name} says."
        parameters = []
        values = ""
        verify = "Look."
        observable = ["ocpp"]
        source_note = ""
    """)
        + facts
        + "\n"
    )


FEATURE = """
    Feature: X
      What it is about.

      @AUT-001
      Scenario: one
        Given a station
        When 2 s pass
        Then it happens
        And all is well
"""

TWO = """
    Feature: X
      @AUT-001
      Scenario: first
        Given a station
        Then all is well
      @AUT-002
      Scenario: second
        Given a station
        Then it happens
      @AUT-001 @LED-001
      Scenario Outline: third with <how>
        When <wait> s pass
        Examples:
          | how  | wait |
          | this | 1    |
          | that | 2    |
"""


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


class Project:
    """Feature files and steps in a temporary folder, and pytest run on them in this process."""

    def __init__(self, pytester: pytest.Pytester) -> None:
        self.pytester = pytester
        self.root = pytester.path
        self.lay_out(self.root)

    @staticmethod
    def lay_out(root: Path) -> None:
        """Settings, catalogue and steps."""
        _write(root / "pytest.ini", "[pytest]\nbdd_features_base_dir = .\n")
        _write(root / "requirements/x.toml", "".join(entry(name, facts) for name, facts in CATALOGUE.items()))
        Project.write_steps(root, "")

    @staticmethod
    def write_steps(root: Path, more: str, name: str = "test_it.py") -> None:
        _write(root / name, dedent(STEPS) + dedent(more))

    @staticmethod
    def write_feature(root: Path, text: str, name: str = "features/x.feature") -> None:
        _write(root / name, dedent(text).lstrip("\n"))

    def file(self, name: str, text: str) -> None:
        _write(self.root / name, text)

    def steps(self, more: str, name: str = "test_it.py") -> None:
        self.write_steps(self.root, more, name)

    def feature(self, text: str, name: str = "features/x.feature") -> None:
        self.write_feature(self.root, text, name)

    def happens(self, what: str) -> None:
        """What the step "it happens" does."""
        body = indent(dedent(what), "    ")
        self.steps(f'import pytest\n\n@then("it happens")\ndef it_happens(bench):\n{body}\n')

    def run(self, *arguments: str, bench: str = "virtual", **other: Any) -> pytest.RunResult:
        plugins = ("fixtures.plugin", "no:cacheprovider", "no:hypothesispytest", "no:xdist", "no:time_machine")
        options = [word for plugin in plugins for word in ("-p", plugin)]
        if bench:
            options.append(f"--bench={bench}")
        return self.pytester.runpytest_inprocess(*options, *arguments, **other)

    def refused(self, *arguments: str, **other: Any) -> str:
        """The one sentence with which pytest refuses to run."""
        run = self.run(*arguments, **other)
        said = [line.removeprefix("ERROR: ") for line in run.errlines if line]
        assert run.ret == pytest.ExitCode.USAGE_ERROR, run.stdout.str()
        assert "Traceback" not in run.stdout.str() + run.stderr.str()
        assert len(said) == 1, said
        return said[0]

    def lines(self, folder: str = "reports/out/partial") -> list[dict[str, Any]]:
        text = (self.root / folder / "results.jsonl").read_text(encoding="utf-8")
        return [json.loads(line) for line in text.splitlines()]

    def scenarios(self, folder: str = "reports/out/partial") -> list[dict[str, Any]]:
        return [line for line in self.lines(folder) if line["type"] == "scenario"]

    def scenario(self, folder: str = "reports/out/partial") -> dict[str, Any]:
        """The only one."""
        [found] = self.scenarios(folder)
        return found


class FakeBench:
    """As much of a bench as the plugin uses; the steps of these tests use none."""

    def __init__(self, closing: Exception | None = None, starting: Exception | None = None) -> None:
        self.journal = journal.Journal(lambda: 0)
        self.closing, self.starting, self.closed = closing, starting, 0

    def start(self) -> None:
        if self.starting:
            raise self.starting

    def mark(self) -> Any:
        return SimpleNamespace(at_ms=0)

    def wait(self, _ms: int) -> None:
        """Nothing."""

    def close(self) -> None:
        self.closed += 1
        if self.closing:
            raise self.closing
