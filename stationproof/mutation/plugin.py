"""The pytest plugin of `stationproof mutate`: instead of running what was collected, tries mutants on it.

Theory of operation. Everything that a scenario needs except the station and its bench is loaded when the loop begins.
Mutants that take effect while the station is loaded come first, each in a child that loads it changed; then the
station is loaded once, and each further child changes one function of it. The scenarios of a mutant are those that
run over its line; first come those that have caught others in the same function, in the same file, then the quick ones.
"""

from __future__ import annotations

import gc
import json
import os
import re
import selectors
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import IO, Any

import pytest
from _pytest.runner import runtestprotocol

from fixtures import peers
from fixtures.bench.api import SubjectCrashed
from fixtures.bench.factory import load
from fixtures.pytest_run import RUN, RUNS
from fixtures.pytest_scenarios import Case, case_of, rendered

from .constants import used_only_at
from .equivalent import equivalent_mutants
from .footprint import Map, hash_of, measured, read_map
from .marks import Marks
from .mutants import Mutant, all_sources
from .plan import MAP, RESULTS, Plan, line_of, planned, read_plan
from .text import Source
from .trial import CAUGHT, Child, Order, Outcome, begin

STATION = "reference_impl"
NEAR = 20
"""Lines that have to do with a line."""
_LITERAL = re.compile(r'"([^"~]{3,})"|\b(\d{2,})\b')


def pytest_addoption(parser: pytest.Parser) -> None:
    """Where the plan is."""
    parser.addoption("--mutants", metavar="DIR", help="try the mutants of the plan in this folder")


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """Try mutants instead."""
    folder = session.config.getoption("mutants")
    if not folder:
        return None
    Run(session, Path(folder)).run()
    return True


@dataclass
class Scenarios:
    """The collected scenarios by their ids."""

    items: dict[str, pytest.Item]

    def play(self, name: str) -> str:
        """Run one; its outcome."""
        item = self.items[name]
        runtestprotocol(item, log=False, nextitem=None)
        verdict = item.stash[RUN].verdict
        item.config.stash[RUNS].clear()
        return "crashed" if isinstance(verdict.error, SubjectCrashed) else verdict.outcome

    def words(self, name: str) -> str:
        """What the scenario says."""
        case = self._case(name)
        steps = rendered(case.template, case.example)
        background = [(step.type, step.name) for step in case.template.all_background_steps]
        return repr((background, [step[:2] for step in steps], case.requirements))

    def requirements(self, name: str) -> list[str]:
        """What the scenario proves."""
        return list(self._case(name).requirements)

    def _case(self, name: str) -> Case:
        case = case_of(self.items[name])
        assert case is not None
        return case


@dataclass
class Run:
    """One run over the mutants of a plan."""

    session: pytest.Session
    folder: Path
    caught_by: dict[str, Counter[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.root = self.session.config.rootpath
        cases = [(case, item) for item in self.session.items if (case := case_of(item)) is not None]
        self.sources = all_sources(self.root)
        self.scenarios = Scenarios({case.id: item for case, item in cases})

    def run(self) -> None:
        """All of it."""
        if loaded := [name for name in sys.modules if name.partition(".")[0] == STATION]:
            raise pytest.UsageError(f"{loaded[0]} is loaded before the mutants are")
        for found in iter_modules(peers.__path__, f"{peers.__name__}."):  # they and their libraries know no station
            import_module(found.name)
        plan = read_plan(self.folder)
        self.map = self._mapped()
        chosen = list(planned(plan, self.root, self.folder, equivalent_mutants()))
        orders = [self._order(mutant, source, plan) for mutant, source in chosen]
        with (self.folder / RESULTS).open("a" if plan.resume or plan.again else "w", encoding="utf-8") as file:
            self._write(file, {"type": "plan", "scenarios": [mutant.name for mutant, _ in chosen]})
            self._try([one for one in orders if not one.in_function], plan, file)
            load("virtual")
            gc.collect()
            gc.freeze()
            self._try([one for one in orders if one.in_function], plan, file)

    # -- the map --

    def _mapped(self) -> Map:
        """The kept map, with what is missing in it."""
        place, station = self.folder / MAP, hash_of(self.root)
        known = read_map(place, station)
        words = {name: self.scenarios.words(name) for name in self.scenarios.items}
        missing = [name for name in words if name not in known.scenarios or known.scenarios[name].words != words[name]]
        if missing:
            process = os.fork()
            if process == 0:
                self._measure(known, missing, words, place)
            _, status = os.waitpid(process, 0)
            known = read_map(place, station)
            if status or any(name not in known.scenarios for name in missing):
                raise pytest.UsageError("the scenarios could not be traced")
        known.scenarios = {name: known.scenarios[name] for name in words}
        if failing := [name for name, one in known.scenarios.items() if one.outcome in CAUGHT]:
            place.unlink()
            raise pytest.UsageError(f"{len(failing)} scenarios fail on the sound station, the first is: {failing[0]}")
        return known

    def _measure(self, known: Map, missing: list[str], words: dict[str, str], place: Path) -> None:
        """In a child, which ends here."""
        marks, code = Marks(self.root), 1
        try:
            marks.install()
            load("virtual")
            known.loading = marks.lines()
            for name in missing:
                run, needs = partial(self.scenarios.play, name), self.scenarios.requirements(name)
                known.scenarios[name] = measured(marks, words[name], needs, run)
            known.save(place)
            code = 0
        finally:
            os._exit(code)

    # -- the mutants --

    def _order(self, mutant: Mutant, source: Source, plan: Plan) -> Order:
        direct = bool(mutant.function) and not mutant.nested and not self._loading(mutant)
        return Order(mutant, source, self._over(mutant), direct, plan.most_s)

    def _over(self, mutant: Mutant) -> list[str]:
        """The scenarios that run over it, or that use the constant."""
        if mutant.constant and not mutant.code and (uses := self._uses(mutant.file, mutant.constant)):
            return self.map.over(mutant.file, uses)
        return self.map.passing() if self._loading(mutant) else self.map.over(mutant.file, mutant.range)

    def _uses(self, file: str, name: str) -> list[int] | None:
        found = used_only_at(next(one for one in self.sources if one.name == file), name, self.sources)
        return None if found is None or self.map.runs_while_loading(file, found) else found

    def _loading(self, mutant: Mutant) -> bool:
        return not mutant.code or self.map.runs_while_loading(mutant.file, mutant.range)

    def _try(self, orders: Iterable[Order], plan: Plan, file: IO[str]) -> None:
        """Some at a time, each in its child; what comes of them is written as it comes."""
        waiting, working = iter(orders), selectors.DefaultSelector()
        try:
            while self._fill(working, waiting, plan, file):
                for key, _ in working.select():
                    child: Child = key.data
                    if not child.read():
                        working.unregister(key.fd)
                        self._keep(child.order, child.ended(), file)
        finally:
            for key in list(working.get_map().values()):
                key.data.kill()

    def _fill(self, working: selectors.BaseSelector, waiting: Iterator[Order], plan: Plan, file: IO[str]) -> bool:
        """See that enough children work; False when there is nothing left to do."""
        while len(working.get_map()) < plan.jobs:
            order = next(waiting, None)
            if order is None:
                break
            if not order.scenarios:
                self._keep(order, Outcome("unreached"), file)
                continue
            child = begin(self._sorted(order, plan.most), self.scenarios.play)
            working.register(child.pipe, selectors.EVENT_READ, child)
        return bool(working.get_map())

    def _sorted(self, order: Order, most: int) -> Order:
        """The scenarios that are likely to notice come first: those that have noticed a neighbour, those that say what
        stands in the line, and those that go where few go, near the line; of a table, in its folder."""
        mutant, nobody = order.mutant, Counter[str]()
        near = self.caught_by.get(f"{mutant.file} {mutant.code}", nobody)
        far = self.caught_by.get(mutant.file, nobody)
        place = mutant.file if mutant.code else mutant.file.rpartition("/")[0]
        said = [text or f" {number} " for text, number in _LITERAL.findall(mutant.name)]
        close = range(mutant.line - NEAR, mutant.line + NEAR) if mutant.code else None

        def rank(name: str) -> tuple[float, ...]:
            one = self.map.scenarios[name]
            rare = sum(self.map.rarity(name, file, close) for file in one.lines if file.startswith(place))
            words = sum(text in one.words for text in said)
            return -near[name], -words, -round(rare, 6), -far[name], one.spent_ms

        return replace(order, scenarios=sorted(order.scenarios, key=rank)[:most])

    def _keep(self, order: Order, came: Outcome, file: IO[str]) -> None:
        mutant = order.mutant
        if came.by in self.scenarios.items:
            for place in (mutant.file, f"{mutant.file} {mutant.code}"):
                self.caught_by.setdefault(place, Counter())[came.by] += 1
        over = self._over(mutant)
        facts: dict[str, Any] = {"outcome": came.outcome, "by": came.by, "ran": came.ran, "of": len(over)}
        needs = {need for name in over for need in self.map.scenarios[name].requirements}
        self._write(file, line_of(mutant, order.source, facts, sorted(needs) if mutant.code else ()))

    def _write(self, file: IO[str], facts: dict[str, Any]) -> None:
        file.write(json.dumps(facts | {"at": round(time.time())}, ensure_ascii=False) + "\n")
        file.flush()
