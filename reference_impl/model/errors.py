"""Errors of the station: each keeps its facts as fields and ends with advice."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class StationError(Exception):
    """Anything wrong inside or with the use of the reference station."""


class UnexpectedEvent(StationError):
    """A block was told something that it does not own: a mistake in routes.py."""

    def __init__(self, block: object, event: object) -> None:
        self.block, self.event = block, event
        super().__init__(
            f"{type(block).__name__} was told {type(event).__name__}, which it does not read; "
            "correct its row in station/routes.py"
        )


class IllegalMove(StationError):
    """A state machine has neither a move nor a reason to ignore this event in this state."""

    def __init__(self, machine: str, state: object, event: object) -> None:
        self.machine, self.state, self.event = machine, state, event
        super().__init__(
            f"{machine}: {type(event).__name__} in state {state} is neither a move nor an ignored pair; "
            "add a row to its table"
        )


class UnknownKey(StationError):
    """A configuration key that the table in keys.py does not hold."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        self.name = name
        near = difflib.get_close_matches(name, list(known), n=1)
        advice = f"did you mean {near[0]!r}?" if near else "the pages of the configuration interface list them"
        super().__init__(f"there is no configuration key {name!r}; {advice}")
