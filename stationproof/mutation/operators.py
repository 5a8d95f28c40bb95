"""What a mutant is made of: small changes of an expression or a statement, as replacements of its text.

One function for each kind of change; OPERATORS says which node of the syntax tree each is asked about. They look
at one node alone: what is not to be changed at all (annotations, docstrings, messages of errors) is left out by the
walk in mutants.py, and a change that does not compile is dropped there.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from .text import Placed, Replacement, Source

BOUNDARY = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}
OPPOSITE = {
    "<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "==",
    "in": "not in", "not in": "in", "is": "is not", "is not": "is",
}  # fmt: skip
COMPARISON = re.compile(r"not\s+in\b|is\s+not\b|<=|>=|==|!=|<|>|\bin\b|\bis\b")
ARITHMETIC = {"+": "-", "-": "+", "*": "+", "//": "*", "/": "*", "%": "*", "|": "&", "&": "|"}
OTHER_CALL = {"min": "max", "max": "min", "any": "all", "all": "any"}
SMALL = 100
"""Up to here a number is changed by one; above, where one more is seldom seen, it is doubled and halved."""

Found = Iterator[Replacement]
Operator = Callable[[Source, Any], Found]


def comparison(source: Source, node: ast.Compare) -> Found:
    """The boundary moved by one, and the comparison turned round."""
    for left, right in pairwise([node.left, *node.comparators]):
        start, end = source.end(left), source.start(right)
        sign = COMPARISON.search(source.between(start, end))
        if sign is None:
            continue
        word = re.sub(r"\s+", " ", sign[0])
        for other in (BOUNDARY.get(word), OPPOSITE[word]):
            if other is not None:
                yield Replacement(start + sign.start(), start + sign.end(), other)


def connective(source: Source, node: ast.BoolOp) -> Found:
    """`and` for `or`, and each operand left out."""
    word = "or" if isinstance(node.op, ast.And) else "and"
    texts = [source.text(value) for value in node.values]
    start, end = source.start(node), source.end(node)
    yield Replacement(start, end, "(" + f" {word} ".join(f"({text})" for text in texts) + ")")
    same = "and" if word == "or" else "or"
    for place in range(len(texts)):
        rest = [f"({text})" for text in texts[:place] + texts[place + 1 :]]
        yield Replacement(start, end, "(" + f" {same} ".join(rest) + ")")


def negation(source: Source, node: ast.UnaryOp) -> Found:
    """`not x` or `-x` becomes `x`."""
    if isinstance(node.op, (ast.Not, ast.USub)) and not isinstance(node.operand, ast.Constant):
        yield Replacement(source.start(node), source.end(node), f"({source.text(node.operand)})")


def branch(source: Source, node: ast.If | ast.While | ast.IfExp) -> Found:
    """The other branch is taken. A comparison, `and`, `or` and `not` have changes of their own."""
    yield from _negated(source, node.test)


def _negated(source: Source, test: ast.expr) -> Found:
    turned = isinstance(test, (ast.Compare, ast.BoolOp)) or (
        isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not)
    )
    if not turned:
        yield Replacement(source.start(test), source.end(test), f"(not ({source.text(test)}))")


def sieve(source: Source, node: ast.comprehension) -> Found:
    """A condition of a comprehension lets everything through, or is turned round."""
    for test in node.ifs:
        yield Replacement(source.start(test), source.end(test), "True")
        yield from _negated(source, test)


def case(source: Source, node: ast.match_case) -> Found:
    """A case that is never taken, and one without its guard."""
    if node.guard is None:
        yield Replacement(source.end(node.pattern), source.end(node.pattern), " if False")
    else:
        start, end = source.start(node.guard), source.end(node.guard)
        yield Replacement(start, end, "False")
        yield Replacement(start, end, "True")


def constant(source: Source, node: ast.Constant) -> Found:
    """Another truth, number or text."""
    start, end = source.start(node), source.end(node)
    for other in _others(node.value):
        yield Replacement(start, end, repr(other))


def _others(value: object) -> Sequence[object]:
    if isinstance(value, bool):
        return (not value,)
    if isinstance(value, int):
        return (value + 1, value - 1) if abs(value) <= SMALL else (value * 2, value // 2)
    if isinstance(value, float):
        return (value * 2, value / 2) if value else (1.0,)
    if isinstance(value, str):
        return (f"{value}~" if value else "~",)
    return ()


def arithmetic(source: Source, node: ast.BinOp) -> Found:
    """Another sign."""
    start, end = source.end(node.left), source.start(node.right)
    sign = re.search(r"//|[-+*/%|&]", source.between(start, end))
    if sign is not None:
        yield Replacement(start + sign.start(), start + sign.end(), ARITHMETIC[sign[0]])


def augmented(source: Source, node: ast.AugAssign) -> Found:
    """Added becomes taken away; and nothing happens."""
    start, end = source.end(node.target), source.start(node.value)
    sign = re.search(r"//|[-+*/%|&]", source.between(start, end))
    if sign is not None:
        yield Replacement(start + sign.start(), start + sign.end(), ARITHMETIC[sign[0]])
    yield Replacement(source.start(node), source.end(node), "pass")


def call(source: Source, node: ast.Call) -> Found:
    """min for max, any for all."""
    if isinstance(node.func, ast.Name) and (other := OTHER_CALL.get(node.func.id)):
        yield Replacement(source.start(node.func), source.end(node.func), other)


def statement(source: Source, node: ast.Expr) -> Found:
    """A call, or a value that a generator gives, is left out."""
    if not isinstance(node.value, ast.Constant):
        yield Replacement(source.start(node), source.end(node), "pass")


def assignment(source: Source, node: ast.Assign) -> Found:
    """What a block was to remember is forgotten."""
    if all(_is_remembered(target) for target in node.targets):
        yield Replacement(source.start(node), source.end(node), "pass")


def _is_remembered(target: ast.expr) -> bool:
    if isinstance(target, ast.Tuple):
        return all(_is_remembered(one) for one in target.elts)
    return isinstance(target, (ast.Attribute, ast.Subscript))


def display(source: Source, node: ast.List | ast.Tuple | ast.Set) -> Found:
    """A list without one of its elements. A tuple counts as a list when its elements are alike."""
    items = node.elts
    if isinstance(node, ast.Tuple) and (len({type(one) for one in items}) != 1 or isinstance(items[0], ast.Name)):
        return
    for place in range(len(items)):
        yield _without(source, items, place, isinstance(node, ast.Tuple))
    if isinstance(node, ast.Tuple) and isinstance(items[0], ast.Call):
        yield from (_exchanged(source, one, other) for one, other in pairwise(items))


def _without(source: Source, items: Sequence[Placed], place: int, is_tuple: bool = False) -> Replacement:
    """Without one element and one comma; a line break that goes with it stays, so that lines keep their numbers."""
    start, end, left = source.start(items[place]), source.end(items[place]), ""
    if is_tuple and len(items) == 1:
        end = _behind_comma(source, end)
    elif is_tuple and len(items) == 2:
        start, end = source.start(items[0]), _behind_comma(source, source.end(items[1]))
        left = source.text(items[1 - place]) + ","
    elif place + 1 < len(items):
        end = source.start(items[place + 1])
    elif place > 0:
        start = source.end(items[place - 1])
    return Replacement(start, end, left + "\n" * source.between(start, end).count("\n"))


def _behind_comma(source: Source, offset: int) -> int:
    comma = re.match(rb"\s*,", source.content[offset:])
    return offset + comma.end() if comma else offset


def _exchanged(source: Source, one: Placed, other: Placed) -> Replacement:
    between = source.between(source.end(one), source.start(other))
    return Replacement(source.start(one), source.end(other), source.text(other) + between + source.text(one))


def mapping(source: Source, node: ast.Dict) -> Found:
    """A table without one of its rows, and two neighbours with each other's value."""
    rows = [_Row(source, key, value) for key, value in zip(node.keys, node.values, strict=True)]
    for place in range(len(rows)):
        yield _without(source, rows, place)
    for (_, one), (_, other) in pairwise(zip(node.keys, node.values, strict=True)):
        if source.text(one) != source.text(other):
            yield _exchanged(source, one, other)


class _Row:
    """Key and value of a table as one element; `**other` begins with its stars."""

    def __init__(self, source: Source, key: ast.expr | None, value: ast.expr) -> None:
        first: Placed = key or value
        self.lineno, self.col_offset = first.lineno, first.col_offset - (0 if key else 2)
        self.end_lineno, self.end_col_offset = value.end_lineno, value.end_col_offset


OPERATORS: tuple[tuple[tuple[type[ast.AST], ...], Operator], ...] = (
    ((ast.Compare,), comparison),
    ((ast.BoolOp,), connective),
    ((ast.UnaryOp,), negation),
    ((ast.If, ast.While, ast.IfExp), branch),
    ((ast.comprehension,), sieve),
    ((ast.match_case,), case),
    ((ast.Constant,), constant),
    ((ast.BinOp,), arithmetic),
    ((ast.AugAssign,), augmented),
    ((ast.Call,), call),
    ((ast.Expr,), statement),
    ((ast.Assign,), assignment),
    ((ast.List, ast.Tuple, ast.Set), display),
    ((ast.Dict,), mapping),
)
"""Which kind of node each is asked about."""


def changes(source: Source, node: ast.AST) -> Found:
    """All changes at this node, those below it left out."""
    for kinds, operator in OPERATORS:
        if isinstance(node, kinds):
            yield from operator(source, node)
