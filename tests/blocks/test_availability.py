"""Availability: at once, or behind the running session; over a loss of power as well."""

from __future__ import annotations

import json
from typing import Any

import pytest

from reference_impl.blocks.maintenance.availability import Availability
from reference_impl.model import effects as fx
from reference_impl.model import events as ev
from reference_impl.model.grants import Grant, Source

from .telling import feed, told

GRANT = Grant(Source.BACKEND, "04A1B2C3", "04A1B2C3")
STARTED, ENDED = ev.SessionStarted(1, GRANT), ev.SessionEnded(1, "Local", "", GRANT)
OUT = ev.AvailabilityChanged(1, False)


def ask(connector: int, operative: bool) -> ev.AvailabilityAsked:
    return ev.AvailabilityAsked("m", connector, operative)


def status(effects: list[fx.Effect]) -> list[Any]:
    return [effect.payload["status"] for effect in effects if isinstance(effect, fx.SendAnswer)]


def disk(effects: list[fx.Effect]) -> dict[str, Any]:
    """The records after these effects, as they come back from a disk."""
    return {one.record: json.loads(json.dumps(one.value)) for one in effects if isinstance(one, fx.Persist)}


@pytest.mark.parametrize(("connector", "changed"), [(1, [1]), (2, [2]), (0, [1, 2])])
def test_without_a_session_it_changes_at_once(connector: int, changed: list[int]) -> None:
    effects = feed(Availability(), ask(connector, False))
    assert status(effects) == ["Accepted"]
    assert told(effects) == [ev.AvailabilityChanged(socket, False) for socket in changed]


def test_there_is_no_third_connector() -> None:
    assert status(feed(Availability(), ask(3, False))) == ["Rejected"]


def test_a_session_is_waited_for() -> None:
    made = Availability()
    effects = feed(made, STARTED, ask(1, False))
    assert (status(effects), told(effects)) == (["Scheduled"], [])
    assert told(feed(made, ENDED)) == [OUT]


def test_what_is_taken_back_while_it_waits_does_not_happen() -> None:
    made = Availability()
    assert status(feed(made, STARTED, ask(1, False), ask(1, True))) == ["Scheduled", "Accepted"]
    assert told(feed(made, ENDED)) == []


def test_what_waits_for_a_session_waits_behind_a_loss_of_power_too() -> None:
    after = Availability()
    records = disk(feed(Availability(), STARTED, ask(1, False)))
    assert told(feed(after, ev.RecordsRestored(records), STARTED)) == []
    effects = feed(after, ENDED)
    assert told(effects) == [OUT]
    assert disk(effects) == {"inoperative-later": [], "inoperative": [1]}


def test_out_of_service_stays_so_over_a_loss_of_power() -> None:
    records = disk(feed(Availability(), ask(1, False)))
    assert told(feed(Availability(), ev.RecordsRestored(records))) == [OUT]
