"""Exit codes, and the exception that ends a command with one of them and a sentence.

Theory of operation. Somebody who calls us from a script must be able to tell a charge point that
broke a requirement (1) from a bench that could not judge it (2) and from a command that made no
sense (3). typer ends a usage error with 2, which is taken, so `Commands` gives it a 3; it also
turns what our own layers raise into a sentence without a traceback.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import typer
from typer.core import TyperGroup

PASS = 0
NONCONFORMANCE = 1
NO_VERDICT = 2
USAGE = 3
INTERRUPTED = 130

TABLE = (
    (PASS, "every requirement that was judged holds; or: done"),
    (NONCONFORMANCE, "non-conformance: a requirement failed, a verdict got worse, a planted fault was not found"),
    (NO_VERDICT, "no verdict: the bench broke, a question stayed open, or nothing was judged"),
    (USAGE, "the command makes no sense as it stands, or something that it needs is missing"),
    (INTERRUPTED, "interrupted; what was seen until then is kept and reported"),
)
EXIT_CODES = "\n".join(["**Exit codes**", "", *(f"- {code}: {meaning}" for code, meaning in TABLE)])

# The usage error of whichever click this typer brings: BadParameter is exported, its base is not.
_UsageError: type[Exception] = typer.BadParameter.__bases__[0]


class Stop(Exception):
    """End the command with this sentence and this exit code."""

    def __init__(self, sentence: str, code: int = USAGE) -> None:
        self.sentence, self.code = sentence, code
        super().__init__(sentence)


def missing(name: str) -> str:
    """The sentence about a package that is not there."""
    return f"The Python package {name!r} is missing; `pip install -e .` in the checkout installs all that is needed."


def complain(sentence: str) -> None:
    """Say it where complaints belong, as plain text."""
    print(f"stationproof: {sentence}", file=sys.stderr)


@contextmanager
def _told() -> Iterator[None]:
    """Ends of every kind as an exit code and at most one sentence."""
    try:
        yield
    except Stop as stop:
        complain(stop.sentence)
        raise typer.Exit(stop.code) from stop
    except ModuleNotFoundError as error:
        _without(error)
    except _UsageError as error:
        error.exit_code = USAGE  # type: ignore[attr-defined]  # an attribute of click's UsageError
        raise
    except KeyboardInterrupt:
        complain("interrupted")
        raise typer.Exit(INTERRUPTED) from None


OURS = ("fixtures", "reference_impl", "reports", "stationproof", "steps")


def _without(error: ModuleNotFoundError) -> NoReturn:
    name = (error.name or "").partition(".")[0]
    if not name or name in OURS:
        raise error
    complain(missing(name))
    raise typer.Exit(USAGE) from error


class Commands(TyperGroup):
    """The group of commands, with our exit codes."""

    def make_context(self, *args: Any, **extra: Any) -> Any:
        """As typer does it; a usage error ends with 3."""
        with _told():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: Any) -> Any:
        """As typer does it; see `_told`."""
        with _told():
            return super().invoke(ctx)
