"""Where a constant of a module is used, so that a changed one is shown only to scenarios that use it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator

from .text import Source

Function = ast.FunctionDef | ast.AsyncFunctionDef


def used_only_at(source: Source, name: str, others: Iterable[Source]) -> list[int] | None:
    """The lines of the statements in functions of this file that use it; None when it is used elsewhere too."""
    word = re.compile(rf"\b{re.escape(name)}\b".encode())
    if any(word.search(other.content) for other in others if other.name != source.name):
        return None
    uses = [node for node in ast.walk(source.tree) if isinstance(node, ast.Name) and node.id == name]
    loads = sum(isinstance(node.ctx, ast.Load) for node in uses)
    found = list(_lines(source.tree, name))
    return sorted(set(found)) if uses and len(found) == loads else None


def _lines(tree: ast.Module, name: str) -> Iterator[int]:
    """The line of a statement for each time that it uses the name."""
    inside = [node for function in _functions(tree) for node in function.body]
    for outer in inside:
        for statement in ast.walk(outer):
            if isinstance(statement, ast.stmt) and not isinstance(statement, Function):
                yield from (
                    statement.lineno for node in _own(statement) if isinstance(node, ast.Name) and node.id == name
                )


def _functions(tree: ast.AST) -> Iterator[Function]:
    """Functions and methods, not those inside of others."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, Function):
            yield node
        elif isinstance(node, ast.ClassDef):
            yield from _functions(node)


def _own(node: ast.AST) -> Iterator[ast.AST]:
    """What belongs to a statement itself and not to the statements in it."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.stmt):
            yield child
            yield from _own(child)
