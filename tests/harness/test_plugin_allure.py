"""Scenarios as Allure is told of them, in a run of its own for each order of hashes."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from tests.harness.plugin_support import Project

FEATURE = """
    @needs-lock
    Feature: Locks
      Rule: The plug is locked
        @AUT-001 @octt:TC_003_CS
        Scenario: passes
          Given a station
          Then all is well
        @AUT-002
        Scenario: fails
          Given a station
          Then it happens
          And all is well
        @AUT-002
        Scenario: breaks
          Then it breaks
        @LED-001 @AUT-001
        Scenario Outline: cannot tell
          When <wait> s pass
          Then nobody knows
          Examples:
            | wait |
            | 1    |
        @AUT-001 @needs-wlan
        Scenario: is not asked
          Then it happens
"""

PLUGINS = ("fixtures.plugin", "stationproof.pytest_reports", "stationproof.pytest_allure", "no:hypothesispytest")
ROOT = Path(__file__).parents[2]
WITHOUT = "wlan is not claimed, because the reference has no wireless hardware"


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> list[Path]:
    """The folder of the same run under two hash seeds."""
    made = []
    for seed in ("1", "2"):
        root = tmp_path_factory.mktemp("project")
        Project.lay_out(root)
        Project.write_steps(
            root,
            '@then("it happens")\ndef it_happens(bench): raise NonConformance("blue", "green")\n'
            '@then("it breaks")\ndef it_breaks(bench): 1 / 0\n'
            '@then("nobody knows")\ndef unknown(bench): raise Inconclusive("both fit")\n',
        )
        Project.write_feature(root, FEATURE)
        options = [word for plugin in PLUGINS for word in ("-p", plugin)]
        subprocess.run(
            [sys.executable, "-m", "pytest", *options, "--alluredir=allure", "--clean-alluredir", "-q"],
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=False,
            timeout=120,
        )
        made.append(root)
    return made


def results(root: Path) -> dict[str, dict[str, Any]]:
    found = [json.loads(path.read_text(encoding="utf-8")) for path in (root / "allure").glob("*-result.json")]
    return dict(sorted((str(one["name"]), one) for one in found))


def one(folders: list[Path], start: str, bench: str = "virtual") -> dict[str, Any]:
    [name] = [name for name in results(folders[0]) if name.startswith(start) and f"({bench} bench)" in name]
    return results(folders[0])[name]


def labels(result: dict[str, Any], name: str) -> list[str]:
    return [label["value"] for label in result["labels"] if label["name"] == name]


def test_there_is_a_result_for_each_scenario_on_each_bench_and_nothing_else(folders: list[Path]) -> None:
    files = sorted(path.name for path in (folders[0] / "allure").iterdir())
    assert len(results(folders[0])) == len([name for name in files if name.endswith("-result.json")]) == 10
    assert not [name for name in files if "container" in name]
    assert "environment.properties" in files
    assert "categories.json" in files


@pytest.mark.parametrize(
    ("start", "status", "message", "steps"),
    [
        ("passes", "passed", None, ["passed", "passed"]),
        ("fails", "failed", "expected: blue\nobserved: green", ["passed", "failed", "skipped"]),
        ("breaks", "broken", "ZeroDivisionError: division by zero (at test_it.py, line 20)", ["broken"]),
        ("cannot tell", "skipped", "inconclusive: both fit", ["passed", "skipped"]),
        ("is not asked", "skipped", f"not applicable: {WITHOUT}", []),
    ],
)
def test_outcomes(folders: list[Path], start: str, status: str, message: str | None, steps: list[str]) -> None:
    for bench in ("virtual", "wire"):
        result = one(folders, start, bench)
        assert result["status"] == status
        assert result.get("statusDetails", {}).get("message") == message
        assert [step["status"] for step in result.get("steps", ())] == steps


def test_steps_are_those_of_the_feature(folders: list[Path]) -> None:
    result = one(folders, "fails")
    assert [step["name"] for step in result["steps"]] == ["Given a station", "Then it happens", "And all is well"]
    assert result["steps"][1]["statusDetails"]["message"] == "expected: blue\nobserved: green"
    assert all(step["start"] <= step["stop"] for step in result["steps"])


def test_labels_and_links(folders: list[Path]) -> None:
    result = one(folders, "cannot tell")
    assert result["fullName"] == "features/x.feature: cannot tell [wait=1]"
    assert result["parameters"] == [{"name": "bench", "value": "virtual"}, {"name": "wait", "value": "1"}]
    assert labels(result, "feature") == ["Locks"]
    assert labels(result, "story") == ["The plug is locked"]
    assert labels(result, "epic") == ["5 Autorisatie / Authorisation"]
    assert labels(result, "severity") == ["critical"]
    assert labels(result, "requirement") == ["AUT-001", "LED-001"]
    assert labels(result, "parentSuite") == ["virtual bench"]
    assert [link["url"] for link in result["links"]] == ["report.html#AUT-001", "report.html#LED-001"]
    assert labels(one(folders, "passes"), "tag") == ["needs-lock", "octt:TC_003_CS"]


def test_nothing_names_this_machine(folders: list[Path]) -> None:
    for result in results(folders[0]).values():
        assert {label["name"] for label in result["labels"]}.isdisjoint({"host", "thread", "package"})
        assert str(folders[0]) not in json.dumps({**result, "statusDetails": None})


def test_journal_and_diagram_are_attached(folders: list[Path]) -> None:
    attached = {one["name"]: folders[0] / "allure" / one["source"] for one in one(folders, "fails")["attachments"]}
    assert list(attached) == ["journal", "sequence diagram"]
    assert "Then" in attached["journal"].read_text(encoding="utf-8")
    assert ET.parse(attached["sequence diagram"]).getroot().tag == "{http://www.w3.org/2000/svg}svg"


def test_what_is_attached_is_named_after_what_is_in_it(folders: list[Path]) -> None:
    for result in results(folders[0]).values():
        for attached in result.get("attachments", ()):
            octets = (folders[0] / "allure" / attached["source"]).read_bytes()
            assert attached["source"].startswith(hashlib.sha256(octets).hexdigest()[:32])


def test_history_tells_benches_apart(folders: list[Path]) -> None:
    virtual, wire = one(folders, "fails"), one(folders, "fails", "wire")
    assert virtual["testCaseId"] == wire["testCaseId"]
    assert virtual["historyId"] != wire["historyId"]


def test_the_order_of_hashes_leaves_no_trace(folders: list[Path]) -> None:
    first, second = (json.dumps([stable(result) for result in results(root).values()]) for root in folders)
    assert first == second


def stable(part: Any) -> Any:
    """A result without its times and random names."""
    if isinstance(part, dict):
        random = ("start", "stop", "uuid", "source", "trace")
        return {name: stable(value) for name, value in part.items() if name not in random}
    return [stable(value) for value in part] if isinstance(part, list) else part


def test_the_environment_says_what_was_tested(folders: list[Path]) -> None:
    text = (folders[0] / "allure/environment.properties").read_text(encoding="ascii")
    assert "Firmware=5.33.5" in text
    assert "Benches=virtual, wire" in text


def test_the_reports_are_built_as_well(folders: list[Path]) -> None:
    folder = folders[0] / "reports/out/latest"
    assert {"results.jsonl", "verdicts.json", "report.html", "junit.xml"} <= {path.name for path in folder.iterdir()}
