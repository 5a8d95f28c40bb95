"""Every event has readers that really read it, every effect somebody who performs it, every timer its owner."""

from __future__ import annotations

import sys

import pytest

from reference_impl.model import effects as fx
from reference_impl.model import events as ev
from reference_impl.model.errors import IllegalMove, UnexpectedEvent
from reference_impl.station.routes import ROUTES
from reference_impl.station.station import Blueprint, Station

from .examples import example, kinds

BY_OTHER_MEANS = {
    ev.TimerExpired: "goes to its owner",
    ev.FrameReceived: "is read by translate.py",
    ev.DatagramReceived: "is read by datagrams.py",
}
EVENTS = kinds(ev.Event)
ROUTED = [(event, name) for event in EVENTS for name in ROUTES.get(event, ())]
BEFORE: dict[tuple[type[ev.Event], str], type[ev.Event]] = {
    (ev.SessionEnded, "transactions"): ev.SessionStarted,
}
"""What has to happen before an event can."""


def blocks_of(name: str) -> dict[int, object]:
    station = Station(Blueprint())
    return dict(station._socket_blocks[name]) if name in station._socket_blocks else {0: station._blocks[name]}


def names_of_blocks() -> set[str]:
    station = Station(Blueprint())
    return {*station._blocks, *station._socket_blocks}


def identity(pair: object) -> str:
    return pair.__name__ if isinstance(pair, type) else str(pair)


def test_every_event_has_a_row_and_every_row_an_event() -> None:
    assert set(EVENTS) - set(BY_OTHER_MEANS) == set(ROUTES)


def test_every_name_in_a_row_is_a_block_and_no_block_is_told_twice() -> None:
    names = names_of_blocks()
    for event, readers in ROUTES.items():
        assert set(readers) <= names, event
        assert len(set(readers)) == len(readers), event


def test_every_block_reads_something() -> None:
    assert names_of_blocks() == {name for readers in ROUTES.values() for name in readers}


@pytest.mark.parametrize(("event", "name"), ROUTED, ids=identity)
def test_a_reader_reads_what_it_is_told(event: type[ev.Event], name: str) -> None:
    block = next(iter(blocks_of(name).values()))
    if (event, name) in BEFORE:
        block.handle(example(BEFORE[event, name]), 0)
    try:
        block.handle(example(event), 0)
    except AssertionError:
        assert event is ev.CallSettled, "only this one needs a call that is outstanding"


@pytest.mark.parametrize("name", sorted(Station(Blueprint())._blocks))
def test_a_block_refuses_what_is_not_for_it(name: str) -> None:
    """A wrong row in routes.py is an error with advice, not silence."""
    silent = []
    for event in EVENTS:
        if event in BY_OTHER_MEANS or name in ROUTES[event]:
            continue
        try:
            next(iter(blocks_of(name).values())).handle(example(event), 0)
        except (UnexpectedEvent, IllegalMove):
            continue
        silent.append(event.__name__)
    assert silent == []


@pytest.mark.parametrize("name", sorted(Station(Blueprint())._blocks))
def test_a_block_owns_timers_by_its_own_name(name: str) -> None:
    """TimerExpired goes back to the block of this name."""
    for block in blocks_of(name).values():
        assert getattr(sys.modules[type(block).__module__], "OWNER", name) == name


def test_an_event_of_one_socket_goes_to_the_block_of_that_socket() -> None:
    station = Station(Blueprint())
    lights = [one for one in station.handle(ev.Booted("power"), 0) if isinstance(one, fx.ShowLight)]
    assert sorted(light.socket for light in lights) == [1, 2]
    (drive, *_) = (e for e in station.handle(ev.LockRequested(2), 0) if type(e).__name__ == "DriveLock")
    assert drive.socket == 2
