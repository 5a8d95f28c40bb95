"""The whole bench walked at random under every invariant: cards, plugs, links, power, faults, configuration changes.

What such a walk finds becomes a scenario, since the next rule that is added makes other walks of all seeds.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from fixtures.bench.api import BenchBroken
from fixtures.bench.virtual import VirtualBench
from fixtures.broken import SUBJECTS
from fixtures.invariants import check_journal
from fixtures.peers.devices import BREAKDOWNS
from reference_impl.blocks.authorisation.modes import FREE_MODES
from reference_impl.blocks.session.stop_modes import ROWS
from reference_impl.station.blueprint import Blueprint
from steps.observations import date_from_now
from tests.harness.invariant_stories import opened

CARDS = ("0A0E9B83", "04567DAA5F3580", "DEADBEEF")
"""Accepted, refused, and on the local whitelist where that is on."""
CHANGES: dict[str, tuple[str, ...]] = {
    "Stop Transaction Mode": tuple(ROWS),
    "If in doubt allow charging": ("Off", "On", "OnImmediatelyWhenPluggedIn"),
    "Free Charging": ("Off", "On"),
    "Free Charging Mode": tuple(FREE_MODES),
    "Lock Actuator only if authorized": ("Off", "On"),
    "Send Authorize for RemoteStart": ("Off", "On"),
    "Enable local whitelist": ("Off", "On"),
    "Enable OCPP whitelist": ("Off", "On"),
    "List of entries in local whitelist": ("", "deadbeef", "deadbeef#2"),
    "Restart transaction after power loss": ("Off", "On"),
    "RFID Tag letter case": ("Lower Case", "Upper Case"),
    "Vehicle connection timeout": ("10", "45"),
}
WITHHELD = ("Authorize", "StartTransaction", "StopTransaction", "BootNotification")
PAUSES_MS = (0, 20, 300, 1_000, 3_000, 20_000, 70_000)
sockets = st.sampled_from((1, 1, 2))


class Walk(RuleBasedStateMachine):
    """One station on the virtual bench."""

    blueprint: Blueprint | None = None

    def __init__(self) -> None:
        super().__init__()
        self.bench: VirtualBench = opened(self.blueprint)
        self.powered = True
        self.broken: set[tuple[int, str]] = set()

    # -- drivers --

    @rule(socket=sockets, uid=st.sampled_from(CARDS), hold_ms=st.sampled_from((200, 2_000)))
    def card(self, socket: int, uid: str, hold_ms: int) -> None:
        self.bench.reader(socket).present(uid, hold_ms=hold_ms)

    @rule(socket=sockets, cable_a=st.sampled_from((20, 32)), ready=st.booleans())
    def plug(self, socket: int, cable_a: int, ready: bool) -> None:
        outlet, vehicle = self.bench.hardware.outlets[socket], self.bench.vehicle(socket)
        if outlet.cable_a is None:
            vehicle.plug_in(cable_a=cable_a, ready=ready)
        elif outlet.car is None:
            vehicle.connect_car(ready=ready)

    @initialize(begun=st.booleans())
    def begin(self, begun: bool) -> None:
        """Half of the walks begin where most of what can go wrong is: in a session."""
        if begun:
            self.visit(1, CARDS[0], returns=False)

    @rule(socket=sockets, uid=st.sampled_from(CARDS), returns=st.booleans())
    def visit(self, socket: int, uid: str, returns: bool) -> None:
        """The usual way into a session; or a car that leaves its cable, and another that comes to it."""
        vehicle, outlet = self.bench.vehicle(socket), self.bench.hardware.outlets[socket]
        if returns and outlet.car is not None:
            vehicle.unplug_car()
            self.bench.wait(20_000)
        self.plug(socket, 32, ready=True)
        if not returns:
            self.bench.reader(socket).present(uid)
        self.bench.wait(20_000)

    @rule(socket=sockets, ready=st.booleans(), gas=st.booleans())
    def car(self, socket: int, ready: bool, gas: bool) -> None:
        vehicle = self.bench.vehicle(socket)
        if self.bench.hardware.outlets[socket].car is not None:
            vehicle.ask_ventilation() if gas and ready else vehicle.set_ready(ready)

    @rule(socket=sockets)
    def leave(self, socket: int) -> None:
        if self.bench.hardware.outlets[socket].car is not None:
            self.bench.vehicle(socket).unplug_car()

    @rule(socket=sockets)
    def pull(self, socket: int) -> None:
        if self.bench.hardware.outlets[socket].cable_a is not None:
            self.bench.vehicle(socket).pull_plug()

    @rule(duration=st.sampled_from(PAUSES_MS))
    def wait(self, duration: int) -> None:
        self.bench.wait(duration)

    # -- links, power, faults --

    @rule(silent=st.booleans())
    def line(self, silent: bool) -> None:
        network = self.bench.network
        if network.lines.is_cut:
            network.restore()
        else:
            (network.silence if silent else network.cut)()

    @rule()
    def mend_line(self) -> None:
        self.bench.network.restore()
        self.bench.wait(70_000)

    @rule(dark_ms=st.sampled_from((0, 30_000)))
    def power(self, dark_ms: int) -> None:
        self.bench.mains.cut()
        self.bench.wait(dark_ms)
        self.bench.mains.restore()

    @rule(socket=sockets, name=st.sampled_from(BREAKDOWNS))
    def breakdown(self, socket: int, name: str) -> None:
        if (socket, name) not in self.broken:
            self.bench.faults(socket).raise_fault(name)
            self.broken.add((socket, name))

    @precondition(lambda self: self.broken)
    @rule(data=st.data())
    def mend(self, data: st.DataObject) -> None:
        socket, name = data.draw(st.sampled_from(sorted(self.broken)))
        self.broken.discard((socket, name))
        with suppress(BenchBroken):  # it mended itself
            self.bench.faults(socket).clear_fault(name)

    # -- the backend --

    @rule(action=st.sampled_from(WITHHELD), silent=st.booleans())
    def silence(self, action: str, silent: bool) -> None:
        (self.bench.backend.withhold if silent else self.bench.backend.release)(action)

    @rule(socket=sockets, uid=st.sampled_from(CARDS))
    def remote_start(self, socket: int, uid: str) -> None:
        self._ask("RemoteStartTransaction", {"idTag": uid.lower(), "connectorId": socket})

    @rule(socket=sockets)
    def remote_stop(self, socket: int) -> None:
        with suppress(BenchBroken):  # no transaction yet
            self._ask("RemoteStopTransaction", {"transactionId": self.bench.backend.transaction_id(socket)})

    @rule(socket=sockets)
    def unlock(self, socket: int) -> None:
        self._ask("UnlockConnector", {"connectorId": socket})

    @rule(socket=st.sampled_from((0, 1, 2)), operative=st.booleans())
    def availability(self, socket: int, operative: bool) -> None:
        kind = "Operative" if operative else "Inoperative"
        self._ask("ChangeAvailability", {"connectorId": socket, "type": kind})

    @rule(socket=st.sampled_from((0, 1, 2)), uid=st.sampled_from(CARDS), minutes=st.sampled_from((1, 60)))
    def reserve(self, socket: int, uid: str, minutes: int) -> None:
        until = date_from_now(self.bench, minutes * 60_000)
        asked = {"connectorId": socket, "expiryDate": until, "idTag": uid.lower(), "reservationId": 7}
        self._ask("ReserveNow", asked)

    @rule(status=st.sampled_from(("Accepted", "Blocked")), uid=st.sampled_from(CARDS), version=st.integers(1, 99))
    def send_list(self, status: str, uid: str, version: int) -> None:
        rows = [{"idTag": uid.lower(), "idTagInfo": {"status": status}}]
        self._ask("SendLocalList", {"listVersion": version, "updateType": "Full", "localAuthorizationList": rows})

    @rule(kind=st.sampled_from(("Soft", "Hard")))
    def reset(self, kind: str) -> None:
        self._ask("Reset", {"type": kind})

    def _ask(self, action: str, payload: dict[str, Any]) -> None:
        with suppress(BenchBroken):  # no station is connected just now
            self.bench.backend.request(action, payload)

    # -- the operator --

    @rule(data=st.data(), restart=st.booleans())
    def configure(self, data: st.DataObject, restart: bool) -> None:
        name = data.draw(st.sampled_from(sorted(CHANGES)))
        value = data.draw(st.sampled_from(CHANGES[name]))
        operator = self.bench.operator
        if operator.log_in("operator", "yellow_zone") and operator.type_value(name, value) == "":
            (operator.save_and_restart if restart else operator.save)()

    @rule(start=st.booleans())
    def learn(self, start: bool) -> None:
        operator = self.bench.operator
        if operator.log_in("operator", "yellow_zone"):
            (operator.start_learning if start else operator.finish_learning)()

    # -- what must hold --

    def teardown(self) -> None:
        """Every invariant, on all that was seen; a silence has an end, so that no line is left over."""
        self.bench.network.restore()
        self.bench.wait(10_000)
        found = check_journal(self.bench.journal)
        self.bench.close()
        assert found == []


TestWalk = Walk.TestCase
TestWalk.settings = settings(
    max_examples=40, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)

FIRST_FOUND = settings(
    parent=TestWalk.settings, max_examples=60, report_multiple_bugs=False, phases=[Phase.generate]
)


@pytest.mark.parametrize("name", ["charging-light-without-current", "lock-believed"])
def test_a_walk_of_a_station_with_a_fault_finds_it(name: str) -> None:
    """Otherwise walks that can never violate anything would pass."""
    (faulty,) = [subject for subject in SUBJECTS if subject.name == name]

    class OfFaulty(Walk):
        blueprint = faulty.blueprint(Blueprint())

    with pytest.raises((AssertionError, BaseExceptionGroup)):
        run_state_machine_as_test(OfFaulty, settings=FIRST_FOUND)
