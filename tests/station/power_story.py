"""A story with three sessions, in which the power may go at any moment, and what must hold in its end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fixtures.bench.memory_store import MemoryStore
from fixtures.bench.virtual import VirtualBench
from reference_impl.station.station import Blueprint

CARD = "0A0E9B83"
SETTING = "Restart transaction after power loss"
VALUES = {
    "Connection Type": "Ethernet",
    "WebSockets JSON OCPP URL of the Backend": "ws://backend.example/ocpp",
    "OCPP ChargeBoxIdentity (ChargePointID)": "PS2-1",
    "RFID Tag letter case": "Upper Case",
    "If in doubt allow charging": "On",
}
STORY_MS = 140_000
"""The story takes this long; afterwards the rest is delivered."""
MINUTES_MS = 10 * 60_000


class FailingSupply(MemoryStore):
    """A disk that holds what `save_all` has flushed and nothing else; the supply fails at one of the writes.

    A write is all or nothing, so there are two moments: just before it (nothing of it is on the
    disk) and just behind it (all of it is, and nothing that the station would do next is done).
    """

    def __init__(self, cut: Callable[[], object]) -> None:
        super().__init__()
        self._cut = cut
        self._left, self._flushed = 0, True
        self.failed_at = ""
        """The records of the write at which the supply failed."""

    def fail_at(self, write: int, *, flushed: bool) -> None:
        """At the n-th write from now on, behind (flushed) or before it."""
        self._left, self._flushed = write, flushed

    def save_all(self, records: dict[str, Any]) -> None:
        """Write, or not, and perhaps lose the supply."""
        self._left -= 1
        if self._left == 0 and not self._flushed:
            self.failed_at = "+".join(records)
            self._cut()
            return
        super().save_all(records)
        if self._left == 0:
            self.failed_at = "+".join(records)
            self._cut()


class Story:
    """Two sessions at socket 1, a third that overlaps at socket 2, told to whoever is there to hear it."""

    def __init__(self, resume: str = "On", *, quiet: bool = False, **more: str) -> None:
        self.resume = resume
        self.bench = VirtualBench(Blueprint())
        bench = self.bench
        self.disk = FailingSupply(bench.mains.cut)
        self.disk.save("configuration", VALUES | {SETTING: resume} | {k.replace("_", " "): v for k, v in more.items()})
        bench.store = bench.host._store = self.disk
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
        """What must hold in the end, by the backend's books, the frames and the meters."""
        assert self.bench.host.crash is None
        transactions = self.bench.backend.transactions
        open_ = [t.id for t in transactions if not t.stopped]
        assert not open_, f"transactions {open_} were never stopped"
        remarks = [str(entry.detail["what"]) for entry in self.bench.journal if entry.kind == "note"]
        wrong = [what for what in remarks if "never started" in what or "stopped before" in what]
        assert not wrong, wrong[0]
        for socket in (1, 2):
            mine = [t for t in transactions if t.socket == socket]
            registers = [wh for t in mine for wh in (t.meter_start_wh, t.meter_stop_wh)]
            assert registers == sorted(registers), "energy runs backwards"
            told_wh = sum(t.meter_stop_wh - t.meter_start_wh for t in mine)
            assert told_wh == self.bench.hardware.outlets[socket].energy_wh(), "energy outside of a transaction"
        assert all(t.started <= t.stopped for t in transactions)
        if self.resume == "On":
            assert len(transactions) <= 3, "a session that went on was started twice"

    def close(self) -> None:
        """Whatever is left open is a fault of the bench."""
        self.bench.close()
