"""Reading results.jsonl: what a killed run leaves is readable, what is wrong is a sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reports.results import ResultsError, read_results
from tests.reports.examples import END, RUN, both, scenario, write_run


def test_a_whole_file_is_read(tmp_path: Path) -> None:
    results = read_results(write_run(tmp_path, *both(example={"tag": "04A1"}), END))
    first = results.scenarios[0]
    assert results.complete
    assert results.warnings == ()
    assert results.run.benches == ("virtual", "wire")
    assert first.title == "Scenario one [tag 04A1]"
    assert first.steps[1].at_ms == 1400
    assert results.journal_file(first) == tmp_path / "journals/0001-virtual.jsonl"


def test_a_torn_last_line_is_left_out_with_a_warning(tmp_path: Path) -> None:
    file = write_run(tmp_path, scenario())
    file.write_text(file.read_text() + '{"type":"scenario","id":"qu')
    results = read_results(file)
    assert len(results.scenarios) == 1
    assert not results.complete
    assert results.warnings == ("results.jsonl, line 3: the last line is torn and was left out",)


def test_a_line_torn_inside_a_character_is_left_out_too(tmp_path: Path) -> None:
    file = write_run(tmp_path, scenario())
    file.write_bytes(file.read_bytes() + '{"type":"é'.encode()[:-1])
    assert len(read_results(file).warnings) == 1


def test_a_broken_line_in_the_middle_is_an_error_with_its_number(tmp_path: Path) -> None:
    file = write_run(tmp_path, scenario())
    file.write_text(file.read_text() + '{"type":"scen\n' + json.dumps(END) + "\n")
    with pytest.raises(ResultsError, match=r"^results\.jsonl, line 3: not JSON"):
        read_results(file)


def test_a_run_without_an_end_was_killed(tmp_path: Path) -> None:
    results = read_results(write_run(tmp_path, scenario()))
    assert (results.ending, results.complete) == ("interrupted", False)
    assert "killed" in results.end_message


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (scenario("good"), "line 2: 'outcome' is 'good'; it must be one of passed, failed"),
        (scenario(line="12"), "line 2: 'line' is '12'; a value of type int was expected"),
        (scenario(simulated_ms=True), "line 2: 'simulated_ms' is True"),
        (scenario(id=None), "line 2: 'id' is None"),
        (RUN, "line 2: a second 'run' line"),
        (scenario(steps=["Given"]), "line 2: a step must be one JSON object"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, line: dict[str, object], sentence: str) -> None:
    with pytest.raises(ResultsError) as caught:
        read_results(write_run(tmp_path, line))
    assert sentence in str(caught.value)


def test_another_schema_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ResultsError, match="schema 2; this version reads schema 1"):
        read_results(write_run(tmp_path, run={**RUN, "schema": 2}))


def test_an_empty_and_a_missing_file_are_told(tmp_path: Path) -> None:
    (tmp_path / "results.jsonl").write_text("")
    with pytest.raises(ResultsError, match="no 'run' line"):
        read_results(tmp_path / "results.jsonl")
    with pytest.raises(ResultsError, match="cannot be read"):
        read_results(tmp_path / "none.jsonl")


def test_a_line_of_a_later_version_is_left_out_with_a_warning(tmp_path: Path) -> None:
    results = read_results(write_run(tmp_path, {"type": "weather"}, scenario(), END))
    assert results.complete
    assert "line 2: a line of unknown type 'weather'" in results.warnings[0]


def test_a_journal_outside_the_results_folder_is_not_read(tmp_path: Path) -> None:
    results = read_results(write_run(tmp_path, scenario(journal="../../secret")))
    assert results.journal_file(results.scenarios[0]) is None
