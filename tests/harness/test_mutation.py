"""Mutants of the reference station: which there are, how they are planted, and what comes of them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from stationproof.mutate import named, table, told
from stationproof.mutation import trial
from stationproof.mutation.equivalent import equivalent_mutants
from stationproof.mutation.footprint import Footprint, Map, hash_of, read_map
from stationproof.mutation.marks import NAME, marked
from stationproof.mutation.mutants import Mutant, found_in, mutants_of, sampled
from stationproof.mutation.plan import RESULTS, Plan, planned, results
from stationproof.mutation.planting import NotPlanted, plant_before_loading, plant_in_function
from stationproof.mutation.text import Source

ROOT = Path(__file__).resolve().parents[2]
SMALL = '''\
"""A station."""

from typing import Any

MOST = 3  # amperes
ROWS: tuple[Any, ...] = (dict(a=1), dict(b=2))


class Block:
    """One."""

    def __init__(self) -> None:
        self._on = False

    def handle(self, current: int, name: str = "x") -> list[str]:
        """React."""
        match name:
            case "stop" if self._on:
                return self._end()
            case "start":
                self._on = True
        if current < MOST and not self._on:
            raise ValueError(f"{name} is {current}")
        return ["one", "two"]

    def _end(self) -> list[str]:
        return [name for name in ("b",) if self._on]
'''


def small() -> Source:
    return Source("small_station.py", SMALL.encode())


def changed(mutant: Mutant) -> str:
    return mutant.name.partition(": ")[2]


def test_each_kind_of_change_is_found() -> None:
    said = {changed(mutant) for mutant in mutants_of(small())}
    assert said >= {
        "`3` -> `4` in `MOST = 3 # amperes`",
        "`3` -> `2` in `MOST = 3 # amperes`",
        "`dict(a=1), dict(b=2)` -> `dict(b=2), dict(a=1)` in `ROWS: tuple[Any, ...] = (dict(a=1), dict(b=2))`",
        "`self._on = False` -> `pass`",
        "`False` -> `True` in `self._on = False`",
        '`"x"` -> `\'x~\'` in `def handle(self, current: int, name: str = "x") -> list[str]:`',
        "`self._on` -> `False` in `case \"stop\" if self._on:`",
        "`self._on` -> `True` in `case \"stop\" if self._on:`",
        "`self._end()` -> `[]` in `return self._end()`",
        "never `case \"start\":`",
        "`<` -> `<=` in `if current < MOST and not self._on:`",
        "`<` -> `>=` in `if current < MOST and not self._on:`",
        "`not self._on` -> `(self._on)` in `if current < MOST and not self._on:`",
        "`current < MOST and not self._on` -> `((current < MOST) or (not self._on))` "
        "in `if current < MOST and not self._on:`",
        "`current < MOST and not self._on` -> `((not self._on))` in `if current < MOST and not self._on:`",
        'without `"one",` in `return ["one", "two"]`',
        'without `, "two"` in `return ["one", "two"]`',
        "`self._on` -> `True` in `return [name for name in (\"b\",) if self._on]`",
    }  # fmt: skip


def test_nothing_is_changed_that_no_behaviour_comes_from() -> None:
    said = " ".join(changed(mutant) for mutant in mutants_of(small()))
    assert "React" not in said
    assert "Any" not in said.replace("ROWS: tuple[Any, ...]", "")
    assert "ValueError" not in said


def test_every_mutant_compiles_and_differs_in_few_lines() -> None:
    for mutant in mutants_of(small()):
        compile(mutant.applied(small()), "mutant", "exec")
        assert 1 <= len(mutant.diff(small())) <= 4, mutant.name


def test_names_are_unique_and_outlive_changes_elsewhere() -> None:
    names = [mutant.name for mutant in mutants_of(small())]
    later = Source("small_station.py", SMALL.replace("MOST = 3", "\n\nLEAST = None\nMOST = 3").encode())
    assert len(set(names)) == len(names)
    assert [mutant.name for mutant in mutants_of(later)] == names


def test_a_sample_is_the_same_for_the_same_seed() -> None:
    found = mutants_of(small())
    assert sampled(found, 5, 1) == sampled(found, 5, 1) != sampled(found, 5, 2)
    assert sampled(found, None, 1) == sampled(found, 10_000, 1) == found


def test_a_mutant_can_be_named_by_folder_by_file_and_by_itself() -> None:
    folder, file = "reference_impl/blocks/outlet/", "reference_impl/blocks/outlet/cable.py"
    assert {mutant.file for mutant, _ in found_in(ROOT, [folder]).values()} > {file}
    one = next(iter(found_in(ROOT, [file])))
    assert list(found_in(ROOT, [one])) == [one]


def test_of_many_requirements_the_groups_are_told() -> None:
    assert named(["AUT-001", "LED-001"]) == "AUT-001, LED-001"
    assert named([*(f"AUT-{number:03}" for number in range(12)), "LED-001"]) == "AUT (12), LED (1)"


# -- equivalent mutants --


def test_every_equivalent_mutant_is_there_and_has_a_reason() -> None:
    known = equivalent_mutants()
    there = found_in(ROOT, sorted({name.partition(" ")[0] for name in known}) or ["none"])
    assert [name for name in known if name not in there] == []
    assert all(reason.strip().endswith(".") for reason in known.values())


def test_equivalent_mutants_are_left_out(tmp_path: Path) -> None:
    file = "reference_impl/blocks/outlet/cable.py"
    first, *rest = found_in(ROOT, [file])
    plan = Plan((file,), None, 1, 1, resume=False, again=False, most_s=1.0, most=1)
    assert [mutant.name for mutant, _ in planned(plan, ROOT, tmp_path, [first])] == rest


def test_a_run_goes_on_where_it_was_interrupted_and_survivors_can_be_tried_again(tmp_path: Path) -> None:
    file = "reference_impl/blocks/outlet/cable.py"
    one, two, *rest = found_in(ROOT, [file])
    came_of = ((one, "failed"), (two, "failed"), (two, "survived"))
    lines = [{"type": "mutant", "mutant": name, "outcome": outcome} for name, outcome in came_of]
    text = "".join(json.dumps(line) + "\n" for line in lines) + '{"type": "mutant", "mut'
    (tmp_path / RESULTS).write_text(text, encoding="utf-8")
    assert {name: facts["outcome"] for name, facts in results(tmp_path).items()} == {one: "failed", two: "survived"}
    resumed = Plan((file,), None, 1, 1, resume=True, again=False, most_s=1.0, most=1)
    again = Plan((file,), None, 1, 1, resume=False, again=True, most_s=1.0, most=1)
    assert [mutant.name for mutant, _ in planned(resumed, ROOT, tmp_path, [])] == rest
    assert [mutant.name for mutant, _ in planned(again, ROOT, tmp_path, [])] == [two]


# -- where scenarios run --


def ran_in(content: str, name: str, *arguments: object) -> list[int]:
    ran = bytearray(content.count("\n") + 2)
    space: dict[str, object] = {NAME: ran, "__name__": "marked"}
    exec(marked(content.encode(), "marked.py"), space)
    space[name](*arguments)  # type: ignore[operator]  # a function of the text
    return [line for line, mark in enumerate(ran) if mark]


def test_statements_and_lambdas_are_marked_as_they_run() -> None:
    text = '''\
def go(most):
    """Count."""
    for number in range(most):
        if number > 1:
            return TABLE[0](number)
        elif number:
            continue
    return None
TABLE = [
    lambda number: number,
]
'''
    assert ran_in(text, "go", 0) == [3, 8]
    assert ran_in(text, "go", 1) == [3, 4, 6, 8]
    assert ran_in(text, "go", 9) == [3, 4, 5, 6, 7, 10]


def test_the_map_tells_who_runs_over_a_line_and_is_forgotten_when_the_station_changes(tmp_path: Path) -> None:
    one = Footprint("", "passed", 1.0, ["AUT-001"], {"a.py": [3, 4]})
    other = Footprint("", "not_applicable", 1.0, ["AUT-001"], {"a.py": [3, 4]})
    made = Map("abc", {"a.py": [9]}, {"one": one, "other": other})
    made.save(tmp_path / "map.json")
    kept = read_map(tmp_path / "map.json", "abc")
    assert kept == made
    assert (kept.over("a.py", [4, 5]), kept.over("a.py", [5]), kept.passing()) == (["one"], [], ["one"])
    assert kept.runs_while_loading("a.py", [8, 9])
    assert read_map(tmp_path / "map.json", hash_of(ROOT)).scenarios == {}


# -- planting --


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    module = ModuleType("small_station")
    exec(compile(SMALL, "small_station.py", "exec"), module.__dict__)
    monkeypatch.setitem(sys.modules, "small_station", module)
    return module


def mutant_that(says: str) -> Mutant:
    return next(mutant for mutant in mutants_of(small()) if changed(mutant).startswith(says))


def test_a_function_of_a_loaded_module_is_changed(loaded: ModuleType) -> None:
    block = loaded.Block()
    assert block.handle(5) == ["one", "two"]
    plant_in_function(mutant_that('without `"one",`'), small())
    assert block.handle(5) == ["two"]


def test_what_a_function_made_of_another_keeps_its_code() -> None:
    """So it is planted before anything is loaded."""
    text = b"def reader(most: int):\n    def read(text: str):\n        return len(text) > most\n    return read\n"
    made = Source("made.py", text)
    assert {(mutant.nested, mutant.code) for mutant in mutants_of(made)} == {(True, "reader.read")}
    assert not any(mutant.nested for mutant in mutants_of(small()))


def test_what_takes_effect_while_loading_is_changed_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))
    plant_before_loading(mutant_that("`3` -> `4`"), small())
    import small_station  # type: ignore[import-not-found]  # it stands in the text above

    assert small_station.MOST == 4
    del sys.modules["small_station"]


def test_nothing_is_planted_into_what_is_loaded_already(loaded: ModuleType) -> None:
    with pytest.raises(NotPlanted, match="loaded already"):
        plant_before_loading(mutant_that("`3` -> `4`"), small())


# -- trying --


def came(play: trial.Play, monkeypatch: pytest.MonkeyPatch, *, fault: bool = False) -> trial.Outcome:
    def plant(*_: object) -> None:
        if fault:
            raise NameError("no such row")

    monkeypatch.setattr(trial, "plant_in_function", plant)
    monkeypatch.setattr(trial, "load", lambda _: None)
    child = trial.begin(trial.Order(mutants_of(small())[0], small(), ["a", "b", "c"], True, 0.3), play)
    while child.read():
        pass
    return child.ended()


def forever(_: str) -> str:
    while True:
        pass


def test_a_child_stops_at_the_first_scenario_that_notices(monkeypatch: pytest.MonkeyPatch) -> None:
    assert came(lambda name: "failed" if name == "b" else "passed", monkeypatch) == trial.Outcome("failed", "b", 2)


def test_a_mutant_that_nobody_notices_survives(monkeypatch: pytest.MonkeyPatch) -> None:
    assert came(lambda name: "passed", monkeypatch) == trial.Outcome("survived", "", 3)


def test_a_mutant_that_never_ends_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    assert came(forever, monkeypatch) == trial.Outcome("hung", "a", 1)


def test_a_mutant_that_does_not_load_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert came(lambda name: "passed", monkeypatch, fault=True) == trial.Outcome("refused", "NameError: no such row")


def test_a_child_that_dies_has_crashed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert came(lambda name: os._exit(9), monkeypatch).outcome == "crashed"


def test_scenarios_catch_one_mutant_and_let_another_through(tmp_path: Path) -> None:
    """The real station: a lock that is never driven is seen; how often it was tried before it is asked to is not."""
    lock, moves = "reference_impl/blocks/outlet/lock.py", "reference_impl/blocks/session/states.py"
    expected = {
        f"{moves} module: without `(S.PLUGGED, ev.Granted): S.LOCKING,`": "crashed",
        f"{lock} Lock._drive: without `, fx.DriveLock(self._socket, self._goal)`": "failed",
        f"{lock} Lock.__init__: `0` -> `1` in `self._tries = 0`": "survived",
    }
    Plan(tuple(expected), None, 1, 2, resume=False, again=False, most_s=20.0, most=3).save(tmp_path)
    arguments = ["-p", "fixtures.plugin", "-p", "stationproof.mutation.plugin", "--bench=virtual", "-q"]
    scenarios = ["tests/conformance/test_quick_start.py", "--requirement=QST-025", f"--mutants={tmp_path}"]
    said = subprocess.run(
        [sys.executable, "-m", "pytest", *arguments, *scenarios], cwd=ROOT, capture_output=True, text=True, check=False
    )
    found = {next(one for one in expected if name.startswith(one)): facts for name, facts in results(tmp_path).items()}
    assert {name: facts["outcome"] for name, facts in found.items()} == expected, said.stdout + said.stderr
    survivor = found[list(expected)[-1]]
    assert "QST-025" in survivor["requirements"]
    assert "\n".join(told([survivor])).startswith(f"{lock}:30  survived\n    -        self._tries = 0")
    assert table(list(found.values()))[-1].split()[:3] == ["blocks/session", "1", "0"]
