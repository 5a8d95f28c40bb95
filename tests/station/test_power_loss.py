"""Loss of power at any moment: every transaction reaches the backend once, whole, and energy never runs backwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from fixtures.bench.virtual import VirtualBench
from reference_impl.station.station import Blueprint

CARD = "0A0E9B83"
VALUES = {
    "Connection Type": "Ethernet",
    "WebSockets JSON OCPP URL of the Backend": "ws://backend.example/ocpp",
    "OCPP ChargeBoxIdentity (ChargePointID)": "PS2-1",
    "RFID Tag letter case": "Upper Case",
    "If in doubt allow charging": "On",
}
STORY_MS = 140_000
"""The story below takes this long; afterwards the rest is delivered."""
MINUTES_MS = 10 * 60_000


class Story:
    """Two sessions at socket 1, a third that overlaps at socket 2, told to whoever is there to hear it."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.bench = VirtualBench(Blueprint())
        bench = self.bench
        bench.store.save("configuration", VALUES)
        bench.network.resolve("backend.example", tls=False, port=80)
        bench.backend.know_card(CARD, "Accepted")
        bench.start()
        bench.wait(5_000)
        begin = self.begin_ms = bench.clock.now_ms()
        if quiet:
            return
        self._at(begin + 1_000, lambda: self._plug(1))
        self._at(begin + 3_000, lambda: bench.reader(1).present(CARD))
        self._at(begin + 20_000, lambda: self._plug(2))
        self._at(begin + 22_000, lambda: bench.reader(2).present(CARD))
        self._at(begin + 70_000, lambda: bench.reader(1).present(CARD))
        self._at(begin + 90_000, lambda: bench.reader(1).present(CARD))
        self._at(begin + 120_000, lambda: self._leave(1))
        self._at(begin + 130_000, lambda: self._leave(2))

    def _at(self, at_ms: int, action: Callable[[], Any]) -> None:
        self.bench.clock.call_at(at_ms, action)

    def _plug(self, socket: int) -> None:
        self.bench.vehicle(socket).plug_in()

    def _leave(self, socket: int) -> None:
        self.bench.vehicle(socket).unplug_car()

    def cut(self, dark_ms: int) -> None:
        """No power for a while."""
        self.bench.mains.cut()
        self.bench.wait(dark_ms)
        self.bench.mains.restore()

    def finish(self) -> None:
        """To the end of the story, and long enough for everything to be delivered."""
        left_ms = self.begin_ms + STORY_MS - self.bench.clock.now_ms()
        self.bench.wait(max(0, left_ms))
        for socket in (1, 2):
            if self.bench.hardware.outlets[socket].car is not None:
                self._leave(socket)
        self.bench.wait(MINUTES_MS)

    def check(self) -> None:
        """What must hold in the end, by the backend's books and the frames."""
        assert self.bench.host.crash is None
        transactions = self.bench.backend.transactions
        open_ = [t.id for t in transactions if not t.stopped]
        assert not open_, f"transactions {open_} were never stopped"
        remarks = [str(entry.detail["what"]) for entry in self.bench.journal if entry.kind == "note"]
        wrong = [what for what in remarks if "never started" in what or "stopped before" in what]
        assert not wrong, wrong[0]
        for socket in (1, 2):
            registers = [
                wh for t in transactions if t.socket == socket for wh in (t.meter_start_wh, t.meter_stop_wh)
            ]
            assert registers == sorted(registers), "energy runs backwards"
        assert all(t.started <= t.stopped for t in transactions)

    def close(self) -> None:
        """Whatever is left open is a fault of the bench."""
        self.bench.close()


def stops(story: Story) -> Counter[str]:
    return Counter(t.reason for t in story.bench.backend.transactions)


def test_without_a_cut_the_story_has_three_transactions() -> None:
    story = Story()
    story.finish()
    story.check()
    assert stops(story) == {"Local": 1, "EVDisconnected": 2}
    assert all(t.meter_stop_wh > t.meter_start_wh for t in story.bench.backend.transactions)
    story.close()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, STORY_MS), min_size=1, max_size=3, unique=True), st.integers(1, 60_000))
def test_whenever_the_power_goes_every_transaction_is_told_once(cuts_ms: list[int], dark_ms: int) -> None:
    story = Story()
    for cut_ms in sorted(cuts_ms):
        story.bench.wait(max(0, story.begin_ms + cut_ms - story.bench.clock.now_ms()))
        story.cut(dark_ms)
    story.finish()
    story.check()
    story.close()


def test_a_session_that_the_power_ended_is_closed_for_power_loss() -> None:
    story = Story()
    story.bench.wait(60_000)
    story.cut(1_000)
    story.finish()
    story.check()
    assert stops(story)["PowerLoss"] == 2
    story.close()


@settings(max_examples=20, deadline=None)
@given(st.integers(0, STORY_MS), st.integers(0, STORY_MS))
def test_whenever_the_line_and_then_the_power_goes_every_transaction_is_told_once(line_ms: int, cut_ms: int) -> None:
    story = Story()
    story.bench.wait(line_ms)
    story.bench.network.cut()
    story.bench.wait(max(0, cut_ms - line_ms))
    story.cut(2_000)
    story.bench.network.restore()
    story.finish()
    story.check()
    story.close()


class CutAfterWrites:
    """Takes the power away right behind the n-th write, before whatever the station does next."""

    def __init__(self, story: Story, write: int) -> None:
        self.story, self.left = story, write
        self.save_all = story.bench.store.save_all
        self.cut_after = ""

    def __call__(self, records: dict[str, Any]) -> None:
        """Write, and perhaps cut."""
        self.save_all(records)
        self.left -= 1
        if self.left == 0:
            self.cut_after = "+".join(records)
            self.story.bench.mains.cut()


def cut_behind(write: int) -> tuple[str, str]:
    """The record behind whose write the power went ("" when there are fewer), and what was wrong in the end."""
    story = Story()
    cutter = CutAfterWrites(story, write)
    story.bench.store.save_all = cutter  # type: ignore[method-assign]  # the disk of this bench only
    story.bench.wait_until(lambda: bool(cutter.cut_after), within_ms=STORY_MS)
    if cutter.cut_after:
        story.bench.wait(1_000)
        story.bench.mains.restore()
    story.finish()
    try:
        story.check()
    except AssertionError as wrong:
        return cutter.cut_after, str(wrong).splitlines()[0]
    story.close()
    return cutter.cut_after, ""


def test_a_loss_of_power_behind_any_write_loses_and_doubles_nothing() -> None:
    broken, write = {}, 1
    while (ended := cut_behind(write))[0]:
        if ended[1]:
            broken[write] = ended
        write += 1
    assert write > 12, "the story writes less than it should"
    assert broken == {}


def interrupted(lock_late: str) -> Story:
    """A session at socket 1 in which the power goes."""
    story = Story(quiet=True)
    story.bench.store.save("configuration", VALUES | {"Lock Actuator only if authorized": lock_late})
    story.cut(1_000)
    story.bench.vehicle(1).plug_in()
    story.bench.reader(1).present(CARD)
    story.bench.wait(10_000)
    assert story.bench.hardware.outlets[1].locked
    story.bench.mains.cut()
    story.bench.wait(1_000)
    return story


def test_after_a_power_loss_a_plug_without_permission_is_removable_where_it_should_be() -> None:
    """AUT-078: with Lock Actuator only if authorized on, a cable without authorisation stays removable."""
    story = interrupted("On")
    story.bench.mains.restore()
    story.bench.wait(30_000)
    assert not story.bench.hardware.outlets[1].locked


def test_after_a_power_loss_a_plug_whose_vehicle_has_gone_is_let_go() -> None:
    """D-AUT-13: it opens when the car is disconnected, also when the station could not see that."""
    story = interrupted("Off")
    story.bench.vehicle(1).unplug_car()
    story.bench.mains.restore()
    story.bench.wait(30_000)
    assert not story.bench.hardware.outlets[1].locked
