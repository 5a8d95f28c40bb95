"""Loss of power at any moment of an update: the station runs the old or the new version, never none."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from fixtures.bench.virtual import VirtualBench
from reference_impl.model.updates import Slots
from reference_impl.station.station import Blueprint

OLD, NEW, NEWEST = "5.33.5", "5.34.0", "5.35.0"
BACKEND = {
    "Connection Type": "Ethernet",
    "WebSockets JSON OCPP URL of the Backend": "ws://backend.example/ocpp",
}
STORY_MS = 260_000
"""Download (40 s), wait for a session, installation (90 s), restart (22 s); afterwards nothing is left to do."""


class Update:
    """An update that is ordered while a session runs; the session ends a minute later."""

    def __init__(self, *, signed: bool = False) -> None:
        self.bench = VirtualBench(Blueprint())
        bench = self.bench
        bench.store.save("configuration", BACKEND)
        bench.network.resolve("backend.example", tls=False, port=80)
        bench.backend.know_card("0a0e9b83", "Accepted")
        bench.start()
        bench.wait(5_000)
        bench.vehicle(1).plug_in()
        bench.reader(1).present("0A0E9B83")
        bench.wait(5_000)
        image = bench.manufacturer.image(NEW, size=4_000)
        bench.files.put("/a", image)
        bench.files.behave("/a", bytes_per_s=100)
        place, now = bench.files.address("/a"), "2026-01-05T08:00:00Z"
        if signed:
            firmware = {
                "location": place,
                "retrieveDateTime": now,
                "signingCertificate": bench.manufacturer.certificate("genuine"),
                "signature": bench.manufacturer.signature(image),
            }
            bench.backend.request("SignedUpdateFirmware", {"requestId": 1, "firmware": firmware})
        else:
            bench.backend.request("UpdateFirmware", {"location": place, "retrieveDate": now})
        bench.wait(1_000)
        self.begin_ms = bench.clock.now_ms()
        bench.clock.call_at(self.begin_ms + 60_000, self._leave)

    def _leave(self) -> None:
        self.bench.vehicle(1).unplug_car()

    def cut_at(self, at_ms: int, dark_ms: int = 1_000) -> None:
        """No power for a while, from this moment of the story on."""
        self.bench.wait(max(0, self.begin_ms + at_ms - self.bench.clock.now_ms()))
        self.bench.mains.cut()
        assert self.slots.runs, "no version is left that could run"
        self.bench.wait(dark_ms)
        self.bench.mains.restore()

    @property
    def slots(self) -> Slots:
        return Slots.of_record(self.bench.store.load().get("firmware"), OLD)

    def finish(self) -> None:
        """Long enough for an update that begins again."""
        self.bench.wait(max(0, self.begin_ms + 60_000 - self.bench.clock.now_ms()))
        self.bench.wait(2 * STORY_MS)

    def check(self) -> None:
        """What must hold in the end: the new version runs, was reported once, and nothing is left of the order."""
        assert self.bench.host.crash is None
        assert self.bench.host.running
        boots = self.calls("BootNotification")
        versions = [boot["firmwareVersion"] for boot in boots]
        assert versions == sorted(versions), "the station went back to an older version"
        assert set(versions) == {OLD, NEW}
        told = [call["status"] for call in self.calls("FirmwareStatusNotification", "SignedFirmwareStatusNotification")]
        assert told.count("Installed") == 1
        assert told[-1] == "Installed"
        assert self.bench.store.load()["update"]["order"] is None
        self.bench.close()

    def calls(self, *actions: str) -> list[dict[str, Any]]:
        frames = (entry.detail for entry in self.bench.journal if entry.kind == "frame" and entry.who == "station")
        return [
            json.loads(str(frame["payload"]))
            for frame in frames
            if frame["message"] == "call" and frame["action"] in actions
        ]


def test_without_a_cut_the_update_is_installed_behind_the_session() -> None:
    update = Update()
    update.finish()
    update.check()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, STORY_MS), min_size=1, max_size=3, unique=True), st.integers(1, 60_000), st.booleans())
def test_whenever_the_power_goes_the_new_version_runs_in_the_end(
    cuts_ms: list[int], dark_ms: int, signed: bool
) -> None:
    update = Update(signed=signed)
    for cut_ms in sorted(cuts_ms):
        update.cut_at(cut_ms, dark_ms)
    update.finish()
    update.check()


def cut_behind(write: int) -> bool:
    """Whether the story has so many writes; the power goes right behind this one."""
    update = Update()
    bench = update.bench
    save_all: Callable[[dict[str, Any]], None] = bench.store.save_all
    left = write

    def save(records: dict[str, Any]) -> None:
        nonlocal left
        save_all(records)
        left -= 1
        if left == 0:
            bench.mains.cut()

    bench.store.save_all = save  # type: ignore[method-assign]  # the disk of this bench only
    bench.wait_until(lambda: left <= 0, within_ms=STORY_MS)
    if left > 0:
        return False
    bench.wait(1_000)
    assert update.slots.runs
    bench.mains.restore()
    update.finish()
    update.check()
    return True


def test_a_loss_of_power_behind_any_write_of_an_update_leaves_a_version_that_runs() -> None:
    write = 1
    while cut_behind(write):
        write += 1
    assert write > 10, "the story writes less than it should"


def test_a_station_without_a_whole_version_does_not_boot() -> None:
    """So that the property above can fail."""
    update = Update()
    update.bench.mains.cut()
    broken = Slots("a", (OLD, NEW), (False, False))
    update.bench.store.save("firmware", broken.to_record())
    update.bench.mains.restore()
    assert not update.bench.host.running
    update.bench.close()


def test_an_order_that_comes_during_an_installation_is_carried_out_behind_it() -> None:
    update = Update()
    bench = update.bench
    bench.wait(90_000)
    bench.files.put("/b", bench.manufacturer.image(NEWEST))
    bench.backend.request(
        "UpdateFirmware", {"location": bench.files.address("/b"), "retrieveDate": "2026-01-05T08:00:00Z"}
    )
    bench.wait(4 * STORY_MS)
    assert [boot["firmwareVersion"] for boot in update.calls("BootNotification")] == [OLD, NEW, NEWEST]
    bench.close()
