"""What every bench must do, whichever world it stands in: the promises of fixtures/bench/api.py, one function each.

`check_bench` runs them all, each on a fresh bench whose station runs. They use the Bench
protocol and nothing else, so a bench around somebody's device can be held to them as well.
What a bench lacks it says with NotApplicable, and only with that; the promises concerned are
then not owed, and `check_bench` says which and why. A promise about measured time is exact; a
bench in real time will have to bring its tolerance.

Two promises need a saboteur, who knows the bench from inside: see Sabotage.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from inspect import isfunction
from typing import Any

import pytest

from fixtures.bench.api import Bench, BenchBroken, Mark, NonConformance, NotApplicable, SubjectCrashed
from steps.observations import current_flows

PARTS = (
    "backend", "files", "grid", "lan", "limits", "line", "lists", "meters", "security", "socket", "station", "time",
)  # fmt: skip
pytest.register_assert_rewrite(*(f"{__package__}.contract_{part}" for part in PARTS))

# Behind the line that has their assertions explained.
from . import (  # noqa: E402
    contract_backend,
    contract_energy_manager,
    contract_files,
    contract_grid,
    contract_lan,
    contract_limits,
    contract_line,
    contract_lists,
    contract_meters,
    contract_security,
    contract_socket,
    contract_station,
    contract_time,
)
from .contract_words import CARD, LONG_MS  # noqa: E402  # as above

Promise = Callable[[Bench], None]
PROMISES: dict[str, Promise] = {
    name: value
    for module in (
        contract_time,
        contract_socket,
        contract_grid,
        contract_station,
        contract_line,
        contract_backend,
        contract_files,
        contract_security,
        contract_lists,
        contract_meters,
        contract_energy_manager,
        contract_lan,
        contract_limits,
    )
    for name, value in vars(module).items()
    if isfunction(value) and value.__module__ == module.__name__
}
"""Every function of those modules."""


@dataclass(frozen=True)
class Sabotage:
    """What is done to a bench behind its back.

    leave_open: opens a line to the backend and forgets it
    doomed:     makes a bench whose station's software dies of the next card at socket 1
    """

    leave_open: Callable[[Any], None]
    doomed: Callable[[], Bench]


def check_bench(make: Callable[[], Bench], sabotage: Sabotage | None = None) -> dict[str, str]:
    """Hold a bench to every promise; the names of those that it does not owe, with the reason."""
    not_owed: dict[str, str] = {}
    for name in PROMISES:
        if reason := check_promise(name, make):
            not_owed[name] = reason
    if sabotage is not None:
        check_left_open(make, sabotage)
        check_crash(sabotage)
    return not_owed


def check_promise(name: str, make: Callable[[], Bench]) -> str:
    """Hold a bench to one promise; "" when it is kept, otherwise why it is not owed."""
    bench = make()
    try:
        PROMISES[name](bench)
    except NotApplicable as lacking:
        return str(lacking) or pytest.fail("NotApplicable says what is lacking, and why")
    finally:
        bench.close()
    return ""


def check_left_open(make: Callable[[], Bench], sabotage: Sabotage) -> None:
    """A line that nobody closed breaks the bench, with a sentence."""
    bench = make()
    sabotage.leave_open(bench)
    bench.wait(1_000)
    with pytest.raises(BenchBroken, match=r"left 1 wire.* open"):
        bench.close()


def check_crash(sabotage: Sabotage) -> None:
    """When the station's software dies, whatever is asked next says so, as a verdict on the subject."""
    asked: tuple[Callable[[Bench, Mark], object], ...] = (
        lambda bench, mark: bench.wait(LONG_MS),
        lambda bench, mark: bench.wait_until(lambda: False, within_ms=LONG_MS),
        lambda bench, mark: bench.observe(current_flows(1), since=mark, within_ms=LONG_MS),
        lambda bench, mark: bench.never(current_flows(1), since=mark, until_ms=LONG_MS),
    )
    for ask in asked:
        bench = sabotage.doomed()
        mark = bench.reader(1).present(CARD)
        with pytest.raises(SubjectCrashed) as told:
            ask(bench, mark)
        assert isinstance(told.value, NonConformance)
        assert told.value.observed
        assert any(entry.kind == "crash" for entry in bench.journal.after(mark.number))
        bench.close()
