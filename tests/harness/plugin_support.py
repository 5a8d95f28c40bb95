"""A project of one feature in a folder of its own, to try the pytest plugin on."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

import fixtures.bench.virtual
import fixtures.bench.wire
import fixtures.broken  # noqa: F401  what a run inside this process imports it would forget again

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


class Project:
    """Feature files and steps in a temporary folder, and pytest run on them in this process."""

    def __init__(self, pytester: pytest.Pytester) -> None:
        self.pytester = pytester
        self.root = pytester.path
        pytester.makeini("[pytest]\nbdd_features_base_dir = .\n")
        self.file("requirements/x.toml", "".join(entry(name, facts) for name, facts in CATALOGUE.items()))
        self.steps("")

    def file(self, name: str, text: str) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def steps(self, more: str, name: str = "test_it.py") -> None:
        self.file(name, dedent(STEPS) + dedent(more))

    def feature(self, text: str, name: str = "features/x.feature") -> None:
        self.file(name, dedent(text).lstrip("\n"))

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
