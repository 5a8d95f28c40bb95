"""The same walk with a supply that goes at any event, and in the middle of any: behind each single effect.

The line to the backend never comes up, so that all that is to be told stays in the queue on the
disk: that is where transactions are counted.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reference_impl.model import effects as fx
from reference_impl.model import events as ev
from reference_impl.station.station import Blueprint, Station

from .test_walk import DOUBTS, MODES, Socket, World, charge, walk

ONLINE = {
    "Connection Type": "Ethernet",
    "WebSockets JSON OCPP URL of the Backend": "ws://backend.example/ocpp",
    "OCPP ChargeBoxIdentity (ChargePointID)": "PS2-1",
}
BEHIND = (1, 2, 3, 5, 8)
"""Effects of an event that are done before the supply goes."""


class SupplyGone(Exception):
    """The rest of what the station wanted is not done."""


@dataclass
class SuppliedWorld(World):
    """A world whose disk keeps what is written, and whose meter counts."""

    resume: str = "On"
    records: dict[str, str] = field(default_factory=dict)
    effects_left: int | None = None
    register_wh: int = 0

    def __post_init__(self) -> None:
        resume = {"Restart transaction after power loss": self.resume}
        self.write({"configuration": self.values() | ONLINE | resume})
        self.boot("power")

    def write(self, records: dict[str, Any]) -> None:
        """All or nothing, as JSON."""
        self.records |= {record: json.dumps(value) for record, value in records.items()}

    def boot(self, cause: str) -> None:
        """Safe outputs, and new software on the old disk."""
        self.timers.clear()
        self.effects_left = None
        for socket in self.sockets.values():
            socket.closed, socket.closed_reported, socket.duty, socket.lock_under_way = False, False, 1000, None
            socket.volts = max(socket.volts, 9)
        self.station = Station(Blueprint())
        self.tell(ev.RecordsRestored({record: json.loads(text) for record, text in self.records.items()}))
        for number, socket in self.sockets.items():
            self.tell(ev.LockFeedback(number, socket.locked))
            self.tell(ev.ContactorFeedback(number, False))
            self.tell(ev.ProximitySensed(number, 220 if socket.plugged else None))
            self.tell(ev.RcdSensed(number, socket.tripped))
            self.tell(ev.PilotSensed(number, socket.volts))
        self.tell(ev.Booted(cause))

    def tell(self, *events: ev.Event) -> None:
        """As before; the supply may go on the way."""
        try:
            super().tell(*events)
        except SupplyGone:
            self.boot("power")

    def _do(self, effect: fx.Effect) -> list[ev.Event]:
        if self.effects_left is not None:
            self.effects_left -= 1
            if self.effects_left < 0:
                raise SupplyGone
        match effect:
            case fx.Write(records):
                self.write(records)
            case fx.Restart():
                raise SupplyGone
            case fx.ReadMeter(socket, purpose):
                self.register_wh += 100
                return [ev.MeterRead(socket, purpose, self.register_wh, (0, 0, 0))]
        return super()._do(effect)

    def possible(self, busy: int) -> list[tuple[str, Callable[[], None]]]:
        """What can happen; the supply goes now, or behind the first effects of what happens next."""
        ways = [*super().possible(busy), ("supply goes", lambda: self.boot("power"))]
        if self.effects_left is None:
            ways += [(f"supply goes {n} effects later", lambda n=n: self._later(n)) for n in BEHIND]
        return ways

    def _later(self, effects: int) -> None:
        self.effects_left = effects

    # -- the queue on the disk --

    def queue(self) -> list[dict[str, Any]]:
        """All that is to be told of transactions, in order."""
        calls: list[dict[str, Any]] = json.loads(self.records["outbox"])["calls"]
        return calls

    def check_told(self) -> None:
        """Each transaction is started once and stopped once, or still runs; registers only rise."""
        starts = Counter(call["ref"] for call in self.queue() if call["kind"] == "StartCall")
        stops = Counter(call["ref"] for call in self.queue() if call["kind"] == "StopCall")
        assert set(starts.values()) | set(stops.values()) <= {1}, "a transaction is doubled"
        stored = json.loads(self.records.get("transactions", "{}"))
        running = {row["ref"] for row in stored.get("open", [])}
        assert set(starts) == set(stops) | running, "a transaction is lost"
        assert not running & set(stops), "a transaction that was stopped goes on"
        registers = [call["meter_wh"] for call in self.queue()]
        assert registers == sorted(registers), "energy runs backwards"


@settings(max_examples=300, deadline=None)
@given(
    st.tuples(st.sampled_from(("On", "Off")), st.sampled_from(MODES), st.sampled_from(DOUBTS)),
    st.booleans(),
    st.sampled_from([1, 2]),
    st.lists(st.integers(0, 27_719), min_size=5, max_size=60),
)
def test_whenever_the_supply_goes_nothing_is_lost_or_doubled_and_no_pin_is_live(
    values: tuple[str, str, str], begun: bool, busy: int, choices: list[int]
) -> None:
    resume, mode, doubt = values
    world = SuppliedWorld(lock_early=False, resume=resume, mode=mode, doubt=doubt)
    walk(world, begun, busy, choices)
    world.effects_left = None
    world.boot("power")
    world.check_told()


def middle(world: SuppliedWorld) -> Socket:
    """Charging, with a start that is on the disk."""
    charge(world)
    assert [call["kind"] for call in world.queue()] == ["StartCall"]
    return world.sockets[1]


@pytest.mark.parametrize("resume", ["On", "Off"])
@pytest.mark.parametrize("effects", range(12))
def test_a_supply_that_goes_behind_any_effect_of_a_stop_leaves_one_stop(resume: str, effects: int) -> None:
    world = SuppliedWorld(lock_early=False, resume=resume)
    socket = middle(world)
    world._later(effects)
    world._card(1, "04a1b2c3")
    world.effects_left = None
    world._pilot(socket, 12)
    world.boot("power")
    world.check_told()
    assert [call["kind"] for call in world.queue()] == ["StartCall", "StopCall"]


def test_the_walk_can_go_on_behind_a_cut() -> None:
    """Otherwise nothing would be said of a session that goes on."""
    world = SuppliedWorld(lock_early=False)
    socket = middle(world)
    world.boot("power")
    world._pilot(socket, 6)
    assert socket.closed
    assert [call["kind"] for call in world.queue()] == ["StartCall"]
