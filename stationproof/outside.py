"""What is outside of the station's software and outlives it: the outlets, and the network it is connected to."""

from __future__ import annotations

from collections.abc import Callable

from fixtures.bench.api import Mark
from fixtures.bench.embedded_hardware import Hardware
from fixtures.bench.journal import Entry, Journal
from fixtures.peers.terminals import Clock
from reference_impl.edges.ocpp_j import WebSocketLink
from reference_impl.model.meter import MeterReading
from reference_impl.station.host import Store

RECORD = "outlets"
LASTING = ("plug", "vehicle", "lock")
"""Kinds of entries behind which the outlets are written down."""


class LastingHardware(Hardware):
    """Outlets that are as they were when the process was killed: cable, car, lock and register.

    The register is on the disk before the station learns it, so it never learns a lower one.
    """

    def __init__(self, journal: Journal, clock: Clock, disk: Store) -> None:
        """disk: begins with what is written there, and keeps it up to date."""
        super().__init__(journal, clock)
        self._disk = disk
        before = disk.load().get(RECORD, {})
        for socket, outlet in self.outlets.items():
            if str(socket) in before:
                outlet.resume(before[str(socket)])
        journal.listen(self._seen)

    def read_meter(self, socket: int) -> MeterReading:
        """Register in Wh and current per phase."""
        self._write_down()
        return super().read_meter(socket)

    def _seen(self, entry: Entry) -> None:
        if entry.kind in LASTING:
            self._write_down()

    def _write_down(self) -> None:
        self._disk.save_all({RECORD: {str(socket): outlet.remains() for socket, outlet in self.outlets.items()}})


class Lan:
    """The cable to the backend and the names behind it: the facet `Network` of a station in real time."""

    def __init__(self, journal: Journal, mark: Callable[[], Mark]) -> None:
        self._journal, self._mark = journal, mark
        self._names: dict[tuple[str, int], tuple[str, int]] = {}
        self.link: WebSocketLink | None = None
        self.up = True

    def address(self, host: str, port: int) -> tuple[str, int]:
        """Where to dial for a name and port; names that nobody announced are the system's. OSError on a cut line."""
        if not self.up:
            raise OSError("the line is cut")
        return self._names.get((host.lower(), port), (host, port))

    def lead(self, host: str, port: int, address: tuple[str, int]) -> Mark:
        """Let this name and port lead to an address."""
        mark = self._mark()
        self._names[host.lower(), port] = address
        return mark

    def cut(self) -> Mark:
        """Pull the cable: the running connection is lost, new ones fail."""
        mark = self._mark()
        self.up = False
        self._journal.write("network", "link", state="cut")
        if self.link is not None:
            self.link.lose()
        return mark

    def restore(self) -> Mark:
        """Put it in again."""
        mark = self._mark()
        self.up = True
        self._journal.write("network", "link", state="restored")
        return mark
