"""Sizes and habits that a linter does not know: length, reasons for exceptions, no waiting, no hidden state."""

from __future__ import annotations

import ast
import io
import re
import subprocess
import tokenize
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("reference_impl", "fixtures", "steps", "reports", "stationproof", "tests")
MOST_LINES = 500
MOST_FUNCTION_LINES = 60


def python_files() -> list[Path]:
    """Every Python file of the checkout that git knows or will know."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *(f"{name}/*.py" for name in FOLDERS)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    ).stdout.split()  # fmt: skip
    found = [ROOT / name for name in listed] or [path for name in FOLDERS for path in (ROOT / name).rglob("*.py")]
    return sorted(path for path in found if path.exists())


FILES = python_files()


def offenders(look: Callable[[Path], object], paths: list[Path] | None = None) -> dict[str, object]:
    """What `look` finds in each file where it finds something."""
    found = {str(path.relative_to(ROOT)): look(path) for path in (FILES if paths is None else paths)}
    return {name: what for name, what in found.items() if what}


@cache
def tree(path: Path) -> ast.Module:
    """The syntax of a file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def comments(path: Path) -> Iterator[tuple[int, str]]:
    """Line number and text of each comment; strings that look like one do not count."""
    for token in tokenize.generate_tokens(io.StringIO(path.read_text(encoding="utf-8")).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def test_the_files_are_found() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in FILES} == set(FOLDERS)


def too_long(path: Path) -> int:
    """How many lines, where they are too many."""
    lines = len(path.read_text(encoding="utf-8").splitlines())
    return lines if lines > MOST_LINES else 0


def long_functions(path: Path) -> dict[str, int]:
    """Functions with too many lines."""
    return {
        node.name: length
        for node in ast.walk(tree(path))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and (length := (node.end_lineno or 0) - node.lineno + 1) > MOST_FUNCTION_LINES
    }


def global_statements(path: Path) -> list[list[str]]:
    """Names that functions rebind in their module."""
    return [node.names for node in ast.walk(tree(path)) if isinstance(node, ast.Global)]


def test_no_file_is_too_long() -> None:
    assert offenders(too_long) == {}


def test_no_function_is_too_long() -> None:
    assert offenders(long_functions) == {}


def test_no_module_rebinds_its_own_globals() -> None:
    assert offenders(global_statements) == {}


MUTATORS = frozenset(
    {"append", "extend", "insert", "add", "update", "setdefault"}
    | {"pop", "popitem", "remove", "discard", "clear", "sort"}
)


def mutated_globals(module: ast.Module) -> set[str]:
    """Names that a module binds to a list, dict or set and then changes from inside a function."""
    bound = {
        target.id
        for node in module.body
        if isinstance(node, (ast.Assign, ast.AnnAssign))
        and isinstance(node.value, (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp))
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }
    changed: set[str] = set()
    for function in (node for node in ast.walk(module) if isinstance(node, (ast.FunctionDef, ast.Lambda))):
        for node in ast.walk(function):
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name(name), attr=verb)) if verb in MUTATORS:
                    changed.add(name)
                case ast.Subscript(value=ast.Name(name), ctx=ast.Store() | ast.Del()):
                    changed.add(name)
    return bound & changed


def test_no_module_changes_its_own_tables() -> None:
    """A helper of the tests may collect its cases while it is imported."""
    ours = [path for path in FILES if path.relative_to(ROOT).parts[0] != "tests"]
    assert offenders(lambda path: mutated_globals(tree(path)), ours) == {}


@pytest.mark.parametrize("line", ["CASES.append(1)", "CASES[0] = 1", "del CASES[0]"])
def test_a_changed_table_would_be_seen(line: str) -> None:
    assert mutated_globals(ast.parse(f"CASES = []\n\ndef f():\n    {line}\n")) == {"CASES"}


def sleeps(path: Path) -> list[int]:
    """Lines that call a `sleep`: time's, asyncio's or anybody's. Virtual time needs none."""
    return [
        node.lineno
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and getattr(node.func, "attr", getattr(node.func, "id", "")) == "sleep"
        and not _is_bare_yield(node)
    ]


def _is_bare_yield(call: ast.Call) -> bool:
    """`sleep(0)` lets other tasks run and waits for nothing."""
    return [getattr(argument, "value", None) for argument in call.args] == [0]


def test_nothing_waits_in_real_time() -> None:
    assert offenders(sleeps) == {}


EXCEPTION = re.compile(r"#\s*(?:type:\s*ignore|noqa)[^#]*")


def unexplained(path: Path) -> list[int]:
    """Lines with an exception from a rule and no reason: a second comment behind it, or one on the line before."""
    spoken = dict(comments(path))
    return [
        line
        for line, text in spoken.items()
        if EXCEPTION.search(text)
        and not EXCEPTION.sub("", text).strip("# ")
        and (line - 1 not in spoken or EXCEPTION.search(spoken[line - 1]))
    ]


def test_an_exception_from_a_rule_says_why() -> None:
    assert offenders(unexplained) == {}


SKIPS = {"skip", "skipif", "xfail", "importorskip"}


def skips_without_reason(module: ast.Module) -> list[int]:
    """Lines that mark a test as skipped or failing without saying why."""
    found = []
    for node in ast.walk(module):
        reasoned = isinstance(node, ast.Call) and (
            any(keyword.arg == "reason" for keyword in node.keywords) or (_name(node) == "skip" and node.args)
        )
        marked = isinstance(node, ast.Call) and _name(node) in SKIPS and _is_pytests(node.func)
        if marked and not reasoned:
            found.append(node.lineno)
        if isinstance(node, ast.FunctionDef):
            found += [mark.lineno for mark in node.decorator_list if getattr(mark, "attr", "") in SKIPS]
    return found


def _name(call: ast.Call) -> str:
    return getattr(call.func, "attr", "")


def _is_pytests(function: ast.expr) -> bool:
    return ast.unparse(function).startswith("pytest.")


def test_a_skipped_test_says_why() -> None:
    assert offenders(lambda path: skips_without_reason(tree(path))) == {}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("@pytest.mark.skip\ndef test_x(): ...", [1]),
        ("@pytest.mark.xfail()\ndef test_x(): ...", [1]),
        ("@pytest.mark.skipif(True, reason='no IPv6 here')\ndef test_x(): ...", []),
        ("def test_x():\n    pytest.skip()", [2]),
        ("def test_x():\n    pytest.skip('no IPv6 here')", []),
    ],
)
def test_a_skip_without_a_reason_would_be_seen(source: str, found: list[int]) -> None:
    assert skips_without_reason(ast.parse(source)) == found


PURE_FOLDERS = {("reference_impl", part) for part in ("model", "blocks", "codecs", "station")}
PURE = [path for path in FILES if path.relative_to(ROOT).parts[:2] in PURE_FOLDERS]


def world_calls(path: Path) -> list[str]:
    """Calls that reach for the date, a file or a console; import contracts cannot see a method or a builtin."""
    return [
        ast.unparse(node.func)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and (
            (isinstance(node.func, ast.Attribute) and node.func.attr in ("now", "today", "utcnow", "fromtimestamp"))
            or (isinstance(node.func, ast.Name) and node.func.id in ("open", "print", "input", "hash", "id"))
        )
    ]


def test_nobody_below_the_edges_asks_for_the_date_or_opens_a_file() -> None:
    assert len(PURE) > 40
    assert offenders(world_calls, PURE) == {}
