"""Features, steps and catalogue agree: each step text means one thing, each tag is an id that exists."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import pytest
from pytest_bdd.parser import FeatureParser

from fixtures.catalogue import load_catalogue

ROOT = Path(__file__).resolve().parents[2]
FEATURES = sorted((ROOT / "features").rglob("*.feature"))
STEP_FILES = sorted(path for path in (ROOT / "steps").glob("*.py"))
ID = re.compile(r"[A-Z]{3}-\d{3}")
each_feature = pytest.mark.parametrize("path", FEATURES, ids=lambda path: str(path.relative_to(ROOT)))


def step_texts() -> list[str]:
    """The text of every step, as it stands in its decorator; one text may be given and when at once."""
    texts = []
    for path in STEP_FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                texts += sorted({text for mark in node.decorator_list for text in _text_of(mark)})
    return texts


def _text_of(decorator: ast.expr) -> list[str]:
    match decorator:
        case ast.Call(func=ast.Name("given" | "when" | "then"), args=[ast.Call(args=[text, *_]), *_]):
            return [ast.literal_eval(text)]
        case ast.Call(func=ast.Name("given" | "when" | "then"), args=[text, *_]):
            return [ast.literal_eval(text)]
    return []


def without_fields(text: str) -> str:
    """Two texts that differ in the names of their fields only mean the same sentence."""
    return re.sub(r"{\w*:(\w+)}", r"{\1}", text)


def test_there_are_features_and_steps() -> None:
    assert len(FEATURES) >= 7
    assert len(step_texts()) >= 50


def test_a_step_text_is_written_once() -> None:
    counted = Counter(without_fields(text) for text in step_texts())
    assert not [text for text, number in counted.items() if number > 1]


def test_no_step_is_async() -> None:
    """pytest-bdd would never run its body."""
    for path in STEP_FILES:
        nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        assert not [node.name for node in nodes if isinstance(node, ast.AsyncFunctionDef)]


def tags(path: Path) -> list[str]:
    """Every tag of a feature, of whatever it is written on."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [tag for line in lines if line.strip().startswith("@") for tag in line.split()]


@each_feature
def test_a_tag_with_the_form_of_an_id_is_in_the_catalogue(path: Path) -> None:
    catalogue = load_catalogue(ROOT / "features" / "requirements")
    ids = [tag.removeprefix("@") for tag in tags(path)]
    assert not [name for name in ids if ID.fullmatch(name) and name not in catalogue]


@each_feature
def test_every_scenario_belongs_to_a_requirement(path: Path) -> None:
    feature = FeatureParser(str(path.parent), path.name).parse()
    shared = {tag for tag in feature.tags if ID.fullmatch(tag)}
    bare = [
        scenario.name
        for scenario in feature.scenarios.values()
        if not shared | {tag for tag in scenario.tags if ID.fullmatch(tag)}
        and not any(ID.fullmatch(tag) for example in scenario.examples for tag in getattr(example, "tags", ()))
    ]
    assert not bare


@each_feature
def test_a_sentence_for_people_holds_no_technique(path: Path) -> None:
    """No sleep, no register, no JSON in the wording of a scenario; labels of the manual may have brackets: "[A]"."""
    steps = re.findall(r"^\s*(?:Given|When|Then|And|But) (.+)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    steps = [text.replace("[A]", "") for text in steps]
    assert not [text for text in steps if re.search(r"\bsleep|\bregister 0x|[{}\[\]]", text, flags=re.IGNORECASE)]
