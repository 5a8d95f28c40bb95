"""Statements of the station that note that they run.

The station is loaded with a mark before each statement of each function and in each lambda. A tracer in Python
would be called for each line of the bench too and make a run fifteen times as long; sys.monitoring needs Python 3.12.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any, TypeVar

NAME = "__ran__"
"""What the marks are called in a module."""
Function = TypeVar("Function", ast.FunctionDef, ast.AsyncFunctionDef)


class Marks(MetaPathFinder):
    """Loads the package `reference_impl` below `root` with marks in it."""

    def __init__(self, root: Path) -> None:
        self._root, self._ran = root, dict[str, bytearray]()

    def install(self) -> None:
        """From now on; the package must not be loaded yet."""
        sys.meta_path.insert(0, self)

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None) -> Any:
        """The spec of a module of the station, None for any other."""
        if fullname.partition(".")[0] != "reference_impl":
            return None
        spec: ModuleSpec | None = PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.origin is not None:
            spec.loader = _Marking(fullname, spec.origin, self._of(Path(spec.origin)))
        return spec

    def _of(self, file: Path) -> bytearray:
        name = file.relative_to(self._root).as_posix()
        return self._ran.setdefault(name, bytearray(file.read_bytes().count(b"\n") + 2))

    def clear(self) -> None:
        """Nothing has run."""
        for ran in self._ran.values():
            ran[:] = bytes(len(ran))

    def lines(self) -> dict[str, list[int]]:
        """What has run, file by file."""
        found = {name: [line for line, mark in enumerate(ran) if mark] for name, ran in sorted(self._ran.items())}
        return {name: lines for name, lines in found.items() if lines}


class _Marking(SourceFileLoader):
    """Loads one module with marks, never from its compiled form."""

    def __init__(self, fullname: str, path: str, ran: bytearray) -> None:
        super().__init__(fullname, path)
        self._ran = ran

    def get_code(self, fullname: str) -> CodeType:
        """The module's code with marks."""
        return marked(self.get_data(self.path), self.path)

    def exec_module(self, module: ModuleType) -> None:
        """Run it, with a place for its marks."""
        setattr(module, NAME, self._ran)
        super().exec_module(module)


def marked(content: bytes, file: str) -> CodeType:
    """A module that sets `__ran__[line]` before each statement of a function, and in a lambda."""
    tree = _Marker().visit(ast.parse(content))
    return compile(ast.fix_missing_locations(tree), file, "exec")


class _Marker(ast.NodeTransformer):
    """Puts the marks in."""

    def __init__(self) -> None:
        self._inside = 0

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """Its body, behind its docstring."""
        return self._function(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AST:
        """Its body, behind its docstring."""
        return self._function(node)

    def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
        """`lambda: x` becomes `lambda: (mark, x)[1]`."""
        self.generic_visit(node)
        pair = ast.Tuple([_expression(f"{NAME}.__setitem__({node.lineno}, 1)"), node.body], ast.Load())
        node.body = ast.Subscript(pair, ast.Constant(1), ast.Load())
        return node

    def generic_visit(self, node: ast.AST) -> ast.AST:
        """A mark before each statement of a block inside a function."""
        super().generic_visit(node)
        for name in ("body", "orelse", "finalbody"):
            block = getattr(node, name, None)
            if self._inside and isinstance(block, list):
                setattr(node, name, [one for statement in block for one in (_mark(statement), statement)])
        return node

    def _function(self, node: Function) -> Function:
        said: list[ast.stmt] = node.body[:1] if ast.get_docstring(node, clean=False) is not None else []
        node.body = node.body[len(said) :]
        outside, self._inside = self._inside, 1
        self.generic_visit(node)
        self._inside = outside
        node.body = [*said, *node.body] or [ast.Pass()]
        return node


def _mark(statement: ast.stmt) -> ast.stmt:
    (mark,) = ast.parse(f"{NAME}[{statement.lineno}] = 1").body
    return mark


def _expression(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body
