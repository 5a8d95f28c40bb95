"""Exit codes, and the exception that ends a command with one of them and a sentence.

Theory of operation. Somebody who calls us from a script must be able to tell a charge point that
broke a requirement (1) from a bench that could not judge it (2) and from a command that made no
sense (3). typer ends a usage error with 2, which is taken, so `Commands` gives it a 3; it also
turns what our own layers raise into a sentence without a traceback. What nobody reckoned with, a full
disk or a mistake of ours, would end Python with 1, which is a verdict; it is 2 here.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EPIPE
from pathlib import Path
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
_TYPERS_OWN: tuple[type[BaseException], ...] = (typer.Exit, typer.Abort, _UsageError.__bases__[0])
TRACEBACK = "STATIONPROOF_TRACEBACK"
"""An environment variable: when it is set, a mistake of ours is shown with all that Python says of it."""


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
    except _TYPERS_OWN:
        raise
    except OSError as error:
        if error.errno == EPIPE:  # whoever read our output has enough
            raise
        _refused(error)
    except Exception as error:  # the last place that can keep it from ending as a verdict
        _mistake(error)


OURS = ("fixtures", "reference_impl", "reports", "stationproof", "steps")


def _without(error: ModuleNotFoundError) -> NoReturn:
    name = (error.name or "").partition(".")[0]
    if not name or name in OURS:
        raise error
    complain(missing(name))
    raise typer.Exit(USAGE) from error


def _refused(error: OSError) -> NoReturn:
    """This machine does not do what is asked of it."""
    if os.environ.get(TRACEBACK):
        traceback.print_exc()
    where = f"{error.filename}: " if error.filename else ""
    complain(f"This machine refuses: {where}{error.strerror or error}.")
    raise typer.Exit(NO_VERDICT) from error


def _mistake(error: Exception) -> NoReturn:
    """A mistake of ours."""
    if os.environ.get(TRACEBACK):
        traceback.print_exc()
    last = traceback.extract_tb(error.__traceback__)[-1]
    complain(
        f"This is a mistake in Stationproof, no verdict: {type(error).__name__}: {error} "
        f"({Path(last.filename).name}, line {last.lineno}); with {TRACEBACK}=1 it says more."
    )
    raise typer.Exit(NO_VERDICT) from error


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
