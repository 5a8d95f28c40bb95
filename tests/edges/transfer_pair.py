"""A station's transfers and a file server on real loopback sockets, in virtual time."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from fixtures.servers.certificates import client_context
from fixtures.servers.files import FileServer
from fixtures.virtual_loop import VirtualLoop
from reference_impl.edges.transfer import Transfer, Transfers

SCHEMES = ["http", "https", "ftp"]
FILE = bytes(range(256)) * 20  # 5120 bytes
BIG = bytes(range(256)) * 4 * 1024 * 5  # 5 MB
Outcome = tuple[int, object, str]


class Pair:
    """A station's transfers and a file server on one loop; `ended` holds time, result and sentence of each."""

    def __init__(self) -> None:
        self.loop = VirtualLoop(stall_s=5)
        self.server = FileServer(self.loop)
        self.server.start()
        for port, scheme in ((80, "http"), (443, "https"), (21, "ftp")):
            self.server.announce("files.example", port, scheme)
        self.store = self.server.store
        self.transfers = self.make(tls=lambda _host: client_context())
        self.ended: list[Outcome] = []

    def make(self, *, tls: Callable[[str], ssl.SSLContext] | None = None, max_bytes: int = 10_000_000) -> Transfers:
        return Transfers(self.loop, resolve=self.server.address, tls=tls, timeout_s=30, max_bytes=max_bytes)

    def done(self, result: object, why: str) -> None:
        self.ended.append((self.loop.now_ms(), result, why))

    def start(self, url: str) -> Transfer:
        return self.transfers.download(url, self.done)

    def download(self, url: str) -> Outcome:
        """Fetch and wait for the end, for a day if need be."""
        self.start(url)
        return self.outcome()

    def upload(self, url: str, content: bytes, name: str = "diag.zip") -> Outcome:
        self.transfers.upload(url, name, content, self.done)
        return self.outcome()

    def outcome(self) -> Outcome:
        assert self.loop.run_to(self.loop.now_ms() + 86_400_000, lambda: bool(self.ended))
        self.loop.settle()
        (outcome,) = self.ended
        self.ended.clear()
        assert (self.transfers.open_tasks, self.server.open_tasks, self.loop.open_timers) == (0, 0, 0)
        return outcome

    def end(self) -> None:
        self.server.stop()
        self.loop.settle()
        assert (self.transfers.open_tasks, self.server.open_tasks, self.loop.open_tasks()) == (0, 0, [])
        assert self.loop.open_timers == 0


@contextmanager
def transfer_pair() -> Iterator[Pair]:
    """A pair that must be clean at its end."""
    pair = Pair()
    try:
        yield pair
        pair.end()
    finally:
        pair.loop.dispose()
