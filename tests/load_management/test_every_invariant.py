"""Every sentence of chapter 7 that holds in any situation is a property that hypothesis tries.

Such an entry of the catalogue has a title that begins with "Invariant:" or "Property:". Its id stands in the name or in
the docstring of a test with `@given`: of a pure function in tests/blocks, or of the whole bench in this folder.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from fixtures.catalogue import load_catalogue

ROOT = Path(__file__).parents[2]
TESTS = ROOT / "tests"
PREFIXES = ("PWR", "DUO", "HLC", "DLM", "MTR", "PHR", "DLF")
FINITE = {
    "PHR-032": "six rotations, all of which test_every_rotation_on_offer_is_one_to_one goes through",
    "PHR-033": "one sentence about three rotations: test_the_three_charge_points_form_a_cycle",
}
"""Where there is nothing to draw."""


def sentences() -> list[str]:
    """Ids of the catalogue."""
    return [
        one.id for one in load_catalogue(ROOT / "features" / "requirements")
        if one.id.startswith(PREFIXES) and one.title.startswith(("Invariant:", "Property:"))
    ]  # fmt: skip


def properties() -> Iterator[str]:
    """Ids that the names and docstrings of properties tell."""
    for folder in ("blocks", "load_management"):
        for file in sorted((TESTS / folder).glob("test_*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.FunctionDef) and any(_is_given(one) for one in node.decorator_list):
                    told = f"{node.name} {ast.get_docstring(node) or ''}".upper().replace("_", "-")
                    yield from re.findall(rf"(?:{'|'.join(PREFIXES)})-\d\d\d", told)


def _is_given(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Call) and isinstance(decorator.func, ast.Name) and decorator.func.id == "given"


FOUND = frozenset(properties())


def test_the_catalogue_has_such_sentences() -> None:
    assert len(sentences()) >= 25


@pytest.mark.parametrize("name", sentences())
def test_the_sentence_is_a_property(name: str) -> None:
    assert name in FOUND or name in FINITE


def test_what_is_finite_is_still_in_the_catalogue() -> None:
    assert FINITE.keys() <= set(sentences()) - FOUND
