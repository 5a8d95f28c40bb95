"""What a run of the device bench is going to do, and several runs put together as one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from stationproof.codes import Stop
from stationproof.device.parts import put_together
from stationproof.device.plan import (
    INCONCLUSIVE,
    NOT_APPLICABLE,
    Line,
    Rehearsed,
    deal,
    duration_ms,
    in_words,
    plan,
    summary,
)

MINUTE_MS = 60_000


@pytest.mark.parametrize(
    ("text", "length_ms"), [("90s", 90_000), ("10m", 600_000), ("2h", 7_200_000), ("1d", 86_400_000)]
)
def test_a_length_of_time_is_read(text: str, length_ms: int) -> None:
    assert duration_ms(text) == length_ms


@pytest.mark.parametrize("text", ["", "10", "m", "-5m", "1.5h", "5 minutes", "٣m"])
def test_what_is_no_length_of_time_is_a_sentence(text: str) -> None:
    with pytest.raises(Stop, match="write for instance 90s, 10m, 2h or 1d"):
        duration_ms(text)


@pytest.mark.parametrize(
    ("length_ms", "words"),
    [(0, "0 s"), (45_000, "45 s"), (12 * MINUTE_MS, "12 min"), (185 * MINUTE_MS, "3 h 5 min"),
     (3_120 * MINUTE_MS, "2 d 4 h")],
)
def test_a_length_of_time_is_told(length_ms: int, words: str) -> None:
    assert in_words(length_ms) == words


def test_what_takes_too_long_is_inconclusive_and_what_is_lacking_is_not_applicable() -> None:
    rehearsed = [
        Rehearsed("short", ("AUT-001",), "passed", "", 5_000),
        Rehearsed("long", ("AUT-002",), "passed", "", 3 * MINUTE_MS),
        Rehearsed("lacking", ("AUT-003",), "not_applicable", "no eye", 100),
        Rehearsed("just", (), "passed", "", 2 * MINUTE_MS),
        Rehearsed("otherwise", (), "failed", "the reference does otherwise", 5_000),
    ]
    short, long, lacking, just, otherwise = plan(rehearsed, 2 * MINUTE_MS)
    assert [short.outcome, just.outcome, otherwise.outcome] == ["", "", ""]
    assert (lacking.outcome, lacking.reason) == (NOT_APPLICABLE, "no eye")
    assert long.outcome == INCONCLUSIVE
    assert long.reason == "not run: it takes 3 min in real time, longer than 2 min (--longest)"
    assert long.requirements == ("AUT-002",)


def test_each_scenario_is_in_one_share_and_all_shares_are_about_as_long() -> None:
    lines = [Line(str(number), (), number * 1_000) for number in range(1, 41)]
    shares = deal(lines, 4)
    assert sorted(int(line.id) for share in shares for line in share) == list(range(1, 41))
    lengths = [sum(line.real_ms for line in share) for share in shares]
    assert max(lengths) - min(lengths) <= 2_000
    assert all(share == sorted(share, key=lambda line: int(line.id)) for share in shares)
    assert len(deal(lines[:2], 12)) == 2


def test_the_plan_says_how_many_run_how_long_and_what_does_not() -> None:
    lines = [
        Line("a", (), 60 * MINUTE_MS), Line("b", (), 30 * MINUTE_MS), Line("c", (), 0, INCONCLUSIVE, "not run: ..."),
        Line("d", (), 0, NOT_APPLICABLE, "no eye"), Line("e", (), 0, NOT_APPLICABLE, "no eye"),
    ]  # fmt: skip
    assert summary(lines, deal(lines, 2)) == [
        "5 scenarios, of which 2 run: about 60 min, 2 at a time.",
        "1 take longer than --longest allows; they are not run and stay inconclusive.",
        "2 are not applicable, most because:",
        "     2  no eye",
    ]


def part(folder: Path, *names: str, ended: bool = True) -> Path:
    """What a run of pytest leaves."""
    (folder / "journals").mkdir(parents=True)
    lines: list[dict[str, Any]] = [{"type": "run", "command": "pytest"}, {"type": "plan", "scenarios": []}]
    for name in names:
        (folder / "journals" / name).write_text(name, encoding="utf-8")
        lines.append({"type": "scenario", "id": name})
    if ended:
        lines.append({"type": "end", "outcome": "complete", "message": ""})
    text = "".join(json.dumps(line) + "\n" for line in lines)
    (folder / "results.jsonl").write_text(text if ended else text + '{"type": "scen', encoding="utf-8")
    return folder


def together(tmp_path: Path, parts: list[Path], *planned: str) -> list[dict[str, Any]]:
    lines = [Line(name, ("AUT-001",)) for name in planned]
    assert put_together(parts, lines, tmp_path, "stationproof run")
    return [json.loads(line) for line in (tmp_path / "results.jsonl").read_text(encoding="utf-8").splitlines()]


def test_parts_become_one_run_in_the_order_of_the_scenarios(tmp_path: Path) -> None:
    parts = [part(tmp_path / "1", "b", "d"), part(tmp_path / "2", "a", "c")]
    run, planned, *scenarios, end = together(tmp_path, parts, "a", "b", "c", "d")
    assert run == {"type": "run", "command": "stationproof run"}
    assert [row["id"] for row in planned["scenarios"]] == ["a", "b", "c", "d"]
    assert [row["id"] for row in scenarios] == ["a", "b", "c", "d"]
    assert end == {"type": "end", "outcome": "complete", "message": ""}
    assert sorted(file.name for file in (tmp_path / "journals").iterdir()) == ["a", "b", "c", "d"]


@pytest.mark.parametrize("begun", [True, False])
def test_a_part_that_did_not_end_is_not_forgotten(tmp_path: Path, begun: bool) -> None:
    """Its scenarios stay in the plan, so that nothing passes for want of them."""
    lost = part(tmp_path / "2", ended=False) if begun else tmp_path / "2"
    _, planned, scenario, end = together(tmp_path, [part(tmp_path / "1", "a"), lost], "a", "b")
    assert [row["id"] for row in planned["scenarios"]] == ["a", "b"]
    assert planned["scenarios"][1] == {"id": "b", "bench": "device", "requirements": ["AUT-001"]}
    assert scenario["id"] == "a"
    assert end == {"type": "end", "outcome": "interrupted", "message": "stopped after 1 of 2 scenarios"}


def test_without_any_part_there_is_nothing(tmp_path: Path) -> None:
    assert not put_together([tmp_path / "1"], [Line("a")], tmp_path, "stationproof run")
