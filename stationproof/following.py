"""Following results.jsonl while the run writes it."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any, Protocol


class Seen(Protocol):
    """How far a run is."""

    @property
    def planned(self) -> int:
        """How many scenarios will run, 0 while nobody knows."""
        ...

    @property
    def done(self) -> int:
        """How many scenarios have run."""
        ...

    @property
    def outcomes(self) -> Counter[str]:
        """How many of them ended how."""
        ...

    @property
    def wrong(self) -> list[str]:
        """Scenarios that did not pass, as lines for people."""
        ...


class Follower:
    """Counts what a growing results file says; what lay there before the run began does not count."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._before = self._state()
        self._read_to = 0
        self.begun = False
        """The run has written something."""
        self.planned = 0
        """How many scenarios will run, 0 while nobody knows."""
        self.outcomes: Counter[str] = Counter()
        self.wrong: list[str] = []
        """Scenarios that did not pass, as lines for people."""

    @property
    def done(self) -> int:
        """How many scenarios have run."""
        return self.outcomes.total()

    def read(self) -> bool:
        """Take in what is new; True when there was something."""
        if not self.begun and self._state() in (None, self._before):
            return False
        self.begun = True
        try:
            with self._file.open("rb") as file:
                file.seek(self._read_to)
                fresh = file.read()
        except OSError:
            return False
        whole = fresh[: fresh.rfind(b"\n") + 1]
        self._read_to += len(whole)
        for line in whole.splitlines():
            self._take(line)
        return bool(whole)

    def _take(self, line: bytes) -> None:
        try:
            facts: Any = json.loads(line)
        except ValueError:
            return  # whoever builds the report says what is wrong with the file
        if isinstance(facts, dict):
            self._take_facts(facts)

    def _take_facts(self, facts: dict[str, Any]) -> None:
        if facts.get("type") == "plan":
            self.planned += len(facts.get("scenarios", ()))
        elif facts.get("type") == "scenario":
            outcome = str(facts.get("outcome"))
            self.outcomes[outcome] += 1
            if outcome in ("failed", "broken"):
                names = ", ".join(facts.get("requirements", ())) or "-"
                self.wrong.append(f"{outcome} {names}: {facts.get('scenario')} ({facts.get('bench')})")

    def _state(self) -> tuple[int, int, int] | None:
        try:
            state = self._file.stat()
        except OSError:
            return None
        return state.st_ino, state.st_size, state.st_mtime_ns
