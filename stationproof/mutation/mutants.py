"""All mutants of a file, each with a name that outlives changes elsewhere in the file.

Left out is what no behaviour comes from: annotations, docstrings, decorators, base classes, the messages of errors,
patterns (their case is dropped as a whole) and the texts that explain a row.
"""

from __future__ import annotations

import ast
import difflib
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from .operators import changes
from .text import Replacement, Source

LONGEST = 90
"""Of a piece of source in a mutant's name."""
EXPLAINING = frozenset({"source", "reason", "about", "why"})
"""Arguments of rows that are there for readers."""
DIRECT = frozenset({"property", "staticmethod", "classmethod"})
"""Decorators behind which a function can be found again."""


@dataclass(frozen=True)
class Mutant:
    """One small change of one file.

    function:  the outermost function it is in, as `Class.method`; "" outside, and where a decorator hides it
    code:      the innermost function it is in; "" when it takes effect while the module is loaded
    lines:     first and last line of the statement or row that has to run for it to matter
    constant:  the name to which a module gives the value that is changed
    """

    name: str
    file: str
    function: str
    code: str
    lines: tuple[int, int]
    change: Replacement
    constant: str = ""

    @property
    def range(self) -> range:
        """Its lines."""
        return range(self.lines[0], self.lines[1] + 1)

    @property
    def line(self) -> int:
        """Where its statement begins."""
        return self.lines[0]

    @property
    def nested(self) -> bool:
        """In a function inside another one: made perhaps while a module was loaded, it keeps the code of then."""
        return bool(self.function) and self.code != self.function

    def applied(self, source: Source) -> bytes:
        """The file with the change in it."""
        return source.with_(self.change)

    def diff(self, source: Source) -> list[str]:
        """The lines that go and those that come, without context."""
        before, after = source.content.decode().splitlines(), self.applied(source).decode().splitlines()
        return [
            line
            for line in difflib.unified_diff(before, after, n=0, lineterm="")
            if not line.startswith(("---", "+++", "@@")) and line[1:].strip()
        ]


@dataclass(frozen=True)
class _Place:
    """Where the walk is."""

    names: tuple[str, ...] = ()
    function: str = ""
    code: str = ""
    lines: tuple[int, int] = (0, 0)
    gives_list: bool = False
    constant: str = ""


def mutants_of(source: Source) -> list[Mutant]:
    """Every mutant of a file that compiles, in the order of the source."""
    seen, found = Counter[str](), list[Mutant]()
    for place, change in _walk(source, source.tree, _Place()):
        if _is_doubtful(change) and not _compiles(source.with_(change)):
            continue
        name = _name(source, place, change)
        seen[name] += 1
        number = f" #{seen[name]}" if seen[name] > 1 else ""
        found.append(
            Mutant(name + number, source.name, place.function, place.code, place.lines, change, place.constant)
        )
    return found


def _is_doubtful(change: Replacement) -> bool:
    """Where a comma was taken out; all other changes put an expression where one was."""
    return not change.text.strip() or change.text.rstrip().endswith(",")


def _compiles(content: bytes) -> bool:
    try:
        compile(content, "mutant", "exec")
    except (SyntaxError, ValueError):
        return False
    return True


def _name(source: Source, place: _Place, change: Replacement) -> str:
    where = f"{source.name} {'.'.join(place.names) or 'module'}"
    old, new = _short(source.between(change.start, change.end)), _short(change.text)
    line = _short(source.line(source.line_of(change.start)))
    if not old:
        return f"{where}: never `{line}`"
    said = f"`{old}` -> `{new}`" if new else f"without `{old}`"
    return f"{where}: {said}" + (f" in `{line}`" if old != line else "")


def _short(text: str) -> str:
    text = re.sub(r"\s+", " ", text).strip()
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


# -- the walk --


def _walk(source: Source, node: ast.AST, place: _Place) -> Iterator[tuple[_Place, Replacement]]:
    place = _entered(node, place)
    for change in changes(source, node):
        yield place, change
    if isinstance(node, ast.Return) and place.gives_list and isinstance(node.value, ast.Call):
        yield place, Replacement(source.start(node.value), source.end(node.value), "[]")
    for child in _children(node):
        yield from _walk(source, child, place)


def _entered(node: ast.AST, place: _Place) -> _Place:
    """Where the walk is inside of this node."""
    if isinstance(node, ast.ClassDef):
        return replace(place, names=(*place.names, node.name))
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        names = (*place.names, node.name)
        function = ".".join(names) if all(_is_direct(one) for one in node.decorator_list) else ""
        returns = ast.unparse(node.returns) if node.returns else ""
        return _Place(
            names,
            place.function if place.code else function,
            ".".join(names),
            (node.lineno, node.lineno),
            returns.startswith("list["),
        )
    if isinstance(node, ast.Lambda):
        return replace(place, code=f"{'.'.join(place.names)}.<lambda>", lines=_span(node), gives_list=False)
    if isinstance(node, ast.match_case) and node.guard is None:  # it matters when the case would be taken
        return replace(place, lines=(node.body[0].lineno, node.body[0].lineno))
    if isinstance(node, ast.stmt):
        return replace(place, lines=_header(node), constant="" if place.names else _assigned(node))
    return place


def _assigned(node: ast.stmt) -> str:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    names = [one.id for one in targets if isinstance(one, ast.Name)]
    return names[0] if len(names) == len(targets) == 1 else ""


def _is_direct(decorator: ast.expr) -> bool:
    return ast.unparse(decorator) in DIRECT or (isinstance(decorator, ast.Attribute) and decorator.attr == "setter")


def _span(node: ast.stmt | ast.Lambda) -> tuple[int, int]:
    return node.lineno, node.end_lineno or node.lineno


def _header(node: ast.stmt) -> tuple[int, int]:
    """The lines of a statement without those of its body."""
    body = getattr(node, "body", None) or getattr(node, "cases", None)
    if not body:
        return _span(node)
    first = body[0].pattern if isinstance(body[0], ast.match_case) else body[0]
    return node.lineno, max(node.lineno, first.lineno - 1)


def _children(node: ast.AST) -> Iterator[ast.AST]:
    """What behaviour comes from."""
    for field, value in ast.iter_fields(node):
        if (type(node), field) in _LEFT_OUT:
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not _is_silent(node, child):
                yield child


_LEFT_OUT = {
    (kind, field)
    for kinds, fields in (
        ((ast.FunctionDef, ast.AsyncFunctionDef), ("decorator_list", "returns")),
        ((ast.ClassDef,), ("decorator_list", "bases", "keywords")),
        ((ast.AnnAssign, ast.arg), ("annotation",)),
        ((ast.Assign,), ("targets",)),
        ((ast.AnnAssign, ast.AugAssign), ("target",)),
        ((ast.match_case,), ("pattern",)),
        ((ast.For, ast.comprehension), ("target",)),
        ((ast.Raise,), ("exc", "cause")),
        ((ast.Assert,), ("msg",)),
    )
    for kind in kinds
    for field in fields
}


def _is_silent(parent: ast.AST, child: ast.AST) -> bool:
    """Whether nothing comes of the child: a docstring, a name for a type, a text for readers, a text in pieces."""
    if isinstance(child, (ast.JoinedStr, ast.Import, ast.ImportFrom, ast.Assert)):
        return True
    if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
        return True
    if isinstance(child, ast.keyword) and child.arg in EXPLAINING:
        return True
    return isinstance(parent, ast.Module) and isinstance(child, ast.Assign) and _names_a_type(child)


def _names_a_type(node: ast.Assign) -> bool:
    """`Move = tuple[State, type[Event]]`, `Call = A | B`."""
    value = node.value
    return isinstance(value, ast.Subscript) or (isinstance(value, ast.BinOp) and isinstance(value.op, ast.BitOr))


# -- many files --


def all_sources(root: Path) -> list[Source]:
    """The files of the reference station."""
    files = sorted(path for path in (root / "reference_impl").rglob("*.py") if path.name != "__init__.py")
    return [Source(path.relative_to(root).as_posix(), path.read_bytes()) for path in files]


def found_in(root: Path, only: Sequence[str]) -> dict[str, tuple[Mutant, Source]]:
    """The mutants of the reference station whose name begins with one of `only`, by their names, in order.

    A name begins with the path of the file, so a folder, a file or a mutant can be meant.
    """
    wanted = [source for source in all_sources(root) if _may_begin(source.name, only)]
    pairs = [(mutant, source) for source in wanted for mutant in mutants_of(source)]
    return {mutant.name: (mutant, source) for mutant, source in pairs if mutant.name.startswith(tuple(only))}


def _may_begin(file: str, only: Sequence[str]) -> bool:
    return any(file.startswith(one) or one.startswith(f"{file} ") for one in only)


def sampled(mutants: Sequence[Mutant], size: int | None, seed: int) -> list[Mutant]:
    """So many of them by chance, in their order; all without a size."""
    if size is None or size >= len(mutants):
        return list(mutants)
    chosen = set(random.Random(seed).sample(range(len(mutants)), size))
    return [mutant for place, mutant in enumerate(mutants) if place in chosen]
