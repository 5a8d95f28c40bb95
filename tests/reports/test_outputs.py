"""build(), junit.xml, the text for the terminal, and the comparison of two runs."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import reports
from reports.build import build
from reports.compare import CompareError, compare, compare_text
from reports.junit import junit_xml
from reports.results import ResultsError, read_results
from tests.reports.examples import (
    CATALOGUE_FOLDER,
    END,
    HOSTILE,
    INTERRUPTED,
    RUN,
    both,
    requirement,
    scenario,
    verdicts_of,
    write_run,
)


def test_build_makes_all_files_and_tells_the_counts(tmp_path: Path) -> None:
    summary = build(write_run(tmp_path, *both("failed"), END), CATALOGUE_FOLDER, tmp_path / "out")
    assert [file.name for file in summary.files] == ["verdicts.json", "report.html", "junit.xml"]
    assert all(file.stat().st_size for file in summary.files)
    assert summary.conclusion == "not_conformant"
    assert summary.counts["verdicts"]["failed"] == 1
    written = json.loads(summary.files[0].read_text())
    assert written["summary"] == summary.counts


def test_build_gives_the_same_bytes_again(tmp_path: Path) -> None:
    file = write_run(tmp_path, *both("failed"), END)
    first = [made.read_bytes() for made in build(file, CATALOGUE_FOLDER, tmp_path).files]
    again = [made.read_bytes() for made in build(file, CATALOGUE_FOLDER, tmp_path).files]
    assert first == again


def test_build_takes_away_old_pictures_and_nothing_else(tmp_path: Path) -> None:
    file = write_run(tmp_path, *both("failed"), END)
    (tmp_path / "pictures").mkdir()
    for name in ("old.svg", "holiday.jpg"):
        (tmp_path / "pictures" / name).write_text("")
    build(file, CATALOGUE_FOLDER, tmp_path)
    assert [one.name for one in (tmp_path / "pictures").iterdir()] == ["holiday.jpg"]


def test_the_reports_say_what_made_the_run(tmp_path: Path) -> None:
    run = {**RUN, "made_with": {"stationproof": "1.2.3", "commit": "0123456789ab", "features": "fedcba987654"}}
    made = build(write_run(tmp_path, *both("failed"), END, run=run), CATALOGUE_FOLDER, tmp_path).files
    assert json.loads(made[0].read_text())["made_with"]["commit"] == "0123456789ab"
    page = made[1].read_text()
    assert "Stationproof 1.2.3; commit 0123456789ab; features and requirements fedcba987654" in page
    assert "Stationproof at commit 0123456789ab" in page


def test_build_writes_nothing_when_the_results_do_not_read(tmp_path: Path) -> None:
    with pytest.raises(ResultsError):
        build(tmp_path / "none.jsonl", CATALOGUE_FOLDER, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_the_terminal_text_tells_a_failure_once_and_no_escape_sequence(tmp_path: Path) -> None:
    lines = both("failed", observed="blue \x1b[31m", expected="green")
    text = build(write_run(tmp_path, *lines, END), CATALOGUE_FOLDER, tmp_path).text
    assert "FAILED AUT-001: Scenario one (virtual, wire)\n  features/quick_start/plug.feature:12\n" in text
    assert "  expected: green\n  observed: blue \\u001b[31m\n" in text
    assert "NOT CONFORMANT: binding requirements (shall) that failed: 1" in text
    assert text.rstrip().endswith("report.html")


def test_the_terminal_text_warns(tmp_path: Path) -> None:
    lines = [*both(requirements=["AUT-001", "AUT-999"]), INTERRUPTED]
    text = build(write_run(tmp_path, *lines), CATALOGUE_FOLDER, tmp_path).text
    assert "warning: the run did not end (stopped from the keyboard)" in text
    assert "AUT-999" in text
    assert "NO VERDICT" in text


def test_junit_has_a_suite_for_each_bench_and_an_element_for_each_outcome(tmp_path: Path) -> None:
    lines = [scenario(), scenario("failed", name="b"), scenario("broken", name="c")]
    lines += [scenario("inconclusive", name="d"), scenario("not_applicable", name="e"), scenario(bench="wire")]
    root = ET.fromstring(junit_xml(read_results(write_run(tmp_path, *lines, END))).encode())
    suites = {suite.get("name"): suite for suite in root}
    assert list(suites) == ["virtual", "wire"]
    virtual = suites["virtual"]
    assert {name: virtual.get(name) for name in ("tests", "failures", "errors", "skipped", "time")} == {
        "tests": "5",
        "failures": "1",
        "errors": "1",
        "skipped": "2",
        "time": "0.021",
    }
    found = [[child.tag for child in case] for case in virtual]
    assert found == [[], ["failure"], ["error"], ["skipped"], ["skipped"]]
    assert virtual[4][0].get("message") == "not applicable: why it is not_applicable"
    assert "observed: the light is blue" in (virtual[1][0].text or "")


def test_junit_is_xml_whatever_a_message_holds(tmp_path: Path) -> None:
    text = HOSTILE + "]]>" + "".join(map(chr, range(32))) + "\ud800\uffff"
    lines = [scenario("broken", message=text, example={"tag": text})]
    root = ET.fromstring(junit_xml(read_results(write_run(tmp_path, *lines, END))))
    assert HOSTILE in (root[0][0][0].text or "")
    assert "\\u0000" in (root[0][0][0].text or "")


def test_junit_tells_a_run_that_did_not_end(tmp_path: Path) -> None:
    root = ET.fromstring(junit_xml(read_results(write_run(tmp_path, INTERRUPTED))))
    assert root[-1].get("errors") == "1"


def test_compare_puts_regressions_first(tmp_path: Path) -> None:
    names = ("AUT-001", "AUT-002", "AUT-003")
    old = [*both("failed"), *both(name="b", requirements=["AUT-002"]), *both(name="c", requirements=["AUT-003"])]
    new = [*both(), *both("failed", "b", requirements=["AUT-002"]), *both(name="c", requirements=["AUT-003"])]
    entries = tuple(requirement(name) for name in names)
    verdicts_of(tmp_path, *old, END, entries=entries).write(tmp_path / "old.json")
    verdicts_of(tmp_path, *new, END, entries=entries).write(tmp_path / "new.json")
    changes = compare(tmp_path / "old.json", tmp_path / "new.json")
    assert [(change.id, change.kind) for change in changes] == [
        ("AUT-002", "regression"),
        ("AUT-001", "improvement"),
    ]
    text = compare_text(tmp_path / "old.json", tmp_path / "new.json")
    assert text.startswith("regressions: 1\n  AUT-002  passed -> failed  Scenario b on virtual")
    assert compare_text(tmp_path / "old.json", tmp_path / "old.json") == "No verdict changed.\n"


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("passed", "broken", "regression"),
        ("passed", "not_covered", "regression"),
        ("inconclusive", "failed", "regression"),
        ("broken", "inconclusive", "change"),
        ("not_covered", "passed", "improvement"),
        ("", "passed", "addition"),
        ("", "failed", "regression"),
        ("passed", "", "removal"),
    ],
)
def test_what_a_change_is_called(tmp_path: Path, before: str, after: str, kind: str) -> None:
    for name, verdict in (("old.json", before), ("new.json", after)):
        judged = {"AUT-001": {"verdict": verdict, "reason": ""}} if verdict else {}
        (tmp_path / name).write_text(json.dumps({"schema": 1, "requirements": judged}))
    assert [change.kind for change in compare(tmp_path / "old.json", tmp_path / "new.json")] == [kind]


@pytest.mark.parametrize("text", ["", "[]", '{"schema": 2}', '{"schema":1,"requirements":{"A":{"verdict":"x"}}}'])
def test_compare_refuses_what_is_no_verdicts_file(tmp_path: Path, text: str) -> None:
    (tmp_path / "old.json").write_text(text)
    with pytest.raises(CompareError, match=r"old\.json"):
        compare(tmp_path / "old.json", tmp_path / "old.json")


def test_the_reports_import_no_test_tool_and_no_station() -> None:
    for file in Path(str(reports.__file__)).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                assert name.split(".")[0] not in ("pytest", "pytest_bdd", "steps", "reference_impl"), file.name
