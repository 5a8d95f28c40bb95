"""How far a run is: a bar on a terminal, now and then a plain line elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from .following import Seen

TENTHS = 10


class Display(Protocol):
    """Shows how far a run is."""

    def show(self, seen: Seen) -> None:
        """This is what has been seen until now."""
        ...


class PlainDisplay:
    """A line for each tenth of the run, and one for each scenario that goes wrong."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._tenth = 0
        self._told = 0

    def show(self, seen: Seen) -> None:
        """Print what is new."""
        for line in seen.wrong[self._told :]:
            self._print(line)
        self._told = len(seen.wrong)
        tenth = TENTHS * seen.done // seen.planned if seen.planned else 0
        if tenth > self._tenth:
            self._tenth = tenth
            self._print(f"{seen.done} of {seen.planned} scenarios, {counts(seen)}")

    def _print(self, line: str) -> None:
        self._console.print(line, markup=False, highlight=False, soft_wrap=True)


class BarDisplay:
    """A bar with the counts, and above it what goes wrong."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task = progress.add_task("collecting", total=None)
        self._told = 0

    def show(self, seen: Seen) -> None:
        """Move the bar."""
        for line in seen.wrong[self._told :]:
            self._progress.console.print(line, markup=False, highlight=False, style="red")
        self._told = len(seen.wrong)
        total = seen.planned or None
        self._progress.update(self._task, completed=seen.done, total=total, description=counts(seen))


def counts(seen: Seen) -> str:
    """The outcomes in words, best first."""
    rows = [f"{number} {outcome.replace('_', ' ')}" for outcome, number in sorted(seen.outcomes.items())]
    return ", ".join(rows) or "collecting"


@contextmanager
def display_on(console: Console) -> Iterator[Display]:
    """A display that fits what `console` writes to."""
    if not console.is_terminal:
        yield PlainDisplay(console)
        return
    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=console, transient=True) as progress:
        yield BarDisplay(progress)
