"""One mutant against scenarios, in a process of its own that is forked for it.

All that pytest has collected is there already. The child plants the mutant, runs scenarios until one does not
pass, writes what came of it into a pipe and ends. The kernel ends a child that computes for too long: its limit is
processor time, so that a busy machine changes no result.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import signal
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NoReturn

from fixtures.bench.factory import load

from .mutants import Mutant
from .planting import plant_before_loading, plant_in_function
from .text import Source

Play = Callable[[str], str]
"""Runs the scenario of this id; its outcome as in results.jsonl, or `crashed`."""

CAUGHT = ("failed", "broken", "crashed")
"""Outcomes with which a station does not pass."""
GIGABYTE = 1 << 30
MOST_MEMORY = 4 * GIGABYTE


@dataclass(frozen=True)
class Order:
    """What a child is to do: the scenarios in their order, and the processor time that each of them may take."""

    mutant: Mutant
    source: Source
    scenarios: Sequence[str]
    in_function: bool
    most_s: float


@dataclass(frozen=True)
class Outcome:
    """What came of a mutant: failed, broken, crashed or hung in the scenario `by`, refused (not loaded), survived."""

    outcome: str
    by: str = ""
    ran: int = 0


@dataclass
class Child:
    """A forked process at work."""

    order: Order
    process: int
    pipe: int
    _said: bytes = field(default=b"")

    def read(self) -> bool:
        """Take in what it says; False when it has said all."""
        said = os.read(self.pipe, 65536)
        self._said += said
        return bool(said)

    def ended(self) -> Outcome:
        """What came of it, after its last word."""
        os.close(self.pipe)
        _, status = os.waitpid(self.process, 0)
        lines = [json.loads(line) for line in self._said.splitlines()]
        if lines and "outcome" in lines[-1]:
            return Outcome(**lines[-1])
        last = lines[-1]["begins"] if lines else ""
        died = signal.Signals(os.WTERMSIG(status)).name if os.WIFSIGNALED(status) else f"exit {status}"
        return Outcome("hung" if died in ("SIGPROF", "SIGXCPU") else "crashed", last or died, len(lines))

    def kill(self) -> None:
        """End it at once."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.process, signal.SIGKILL)
        os.close(self.pipe)
        os.waitpid(self.process, 0)


def begin(order: Order, play: Play) -> Child:
    """Fork a child that tries the mutant."""
    reading, writing = os.pipe()
    process = os.fork()
    if process:
        os.close(writing)
        return Child(order, process, reading)
    os.close(reading)
    raise SystemExit(_work(order, play, writing))  # never reached: the child has ended


def _work(order: Order, play: Play, pipe: int) -> NoReturn:
    """In the child: never comes back into pytest."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends us
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        for line in _told(order, play):
            os.write(pipe, json.dumps(line).encode() + b"\n")
    except BaseException:  # a fault of ours is told too, as a child without a result
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def _told(order: Order, play: Play) -> Iterator[dict[str, object]]:
    """Each scenario as it begins, and the result."""
    signal.setitimer(signal.ITIMER_PROF, order.most_s)
    try:
        (plant_in_function if order.in_function else plant_before_loading)(order.mutant, order.source)
        load("virtual")
    except Exception as error:
        yield {"outcome": "refused", "by": f"{type(error).__name__}: {error}"}
        return
    for number, name in enumerate(order.scenarios, start=1):
        yield {"begins": name}
        signal.setitimer(signal.ITIMER_PROF, order.most_s)
        outcome = play(name)
        if outcome in CAUGHT:
            yield {"outcome": outcome, "by": name, "ran": number}
            return
    yield {"outcome": "survived", "ran": len(order.scenarios)}
