"""The file server in memory comes to the same as real transfers with a real server: result, time, accesses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from fixtures.clock import VirtualClock
from fixtures.peers.memory_files import MemoryFiles
from fixtures.servers.files_store import Access, FileBooks, Manner
from tests.edges.test_transfer_failures import FAILURES, UPLOAD_FAILURES
from tests.edges.transfer_pair import FILE, SCHEMES, Outcome, Pair, transfer_pair

TOO_LARGE = 10_000_001
"""Left out: the limit is a setting of each Transfers."""
MANNERS = [
    *(Manner(), Manner(bytes_per_s=100), Manner(bytes_per_s=10_000)),
    *(row[0] for row in FAILURES if row[0].claims != TOO_LARGE),
]
UPLOAD_MANNERS = [Manner(), *(row[0] for row in UPLOAD_FAILURES)]
ADDRESSES = (
    "{}://files.example/a", "{}://files.example:9/a", "{}://nobody.example/a", "{}://u:p@files.example/a",
    "sftp://files.example/a", "files.example/a", "http://[::1/a", "ftp://files.example/a%0D%0ADELE b", "",
)  # fmt: skip
every_scheme = pytest.mark.parametrize("scheme", SCHEMES)


class Memory:
    """The same questions as to a Pair."""

    def __init__(self) -> None:
        self.clock = VirtualClock()
        self.books = FileBooks(self.clock.now_ms)
        self.server = MemoryFiles(self.clock, self.books)
        for port, scheme in ((80, "http"), (443, "https"), (21, "ftp")):
            self.server.announce("files.example", port, scheme)
        self.ended: list[Outcome] = []

    def done(self, result: object, why: str) -> None:
        self.ended.append((self.clock.now_ms(), result, why))

    def outcome(self) -> Outcome:
        assert self.ended == [], "a transfer never ends within the call that starts it"
        while self.clock.step(self.clock.now_ms() + 86_400_000) and not self.ended:
            pass
        (outcome,) = self.ended
        self.ended.clear()
        assert self.server.running == []
        return outcome

    def download(self, url: str) -> Outcome:
        self.server.download(url, self.done)
        return self.outcome()

    def upload(self, url: str, content: bytes) -> Outcome:
        self.server.upload(url, "diag.zip", content, self.done)
        return self.outcome()


@pytest.fixture
def pair() -> Iterator[Pair]:
    with transfer_pair() as pair:
        yield pair


def told(accesses: list[Access]) -> list[Access]:
    """How much had gone of what failed is left to each."""
    return [one if one.complete else replace(one, size=0) for one in accesses]


@every_scheme
@pytest.mark.parametrize("manner", MANNERS, ids=str)
def test_a_download_comes_to_the_same(pair: Pair, scheme: str, manner: Manner) -> None:
    memory = Memory()
    for one in (pair.store, memory.books):
        one.put("/a", FILE, manner)
    url = f"{scheme}://files.example/a"
    assert memory.download(url) == pair.download(url)
    assert told(memory.books.accesses) == told(pair.store.accesses)


@every_scheme
@pytest.mark.parametrize("manner", UPLOAD_MANNERS, ids=str)
def test_an_upload_comes_to_the_same(pair: Pair, scheme: str, manner: Manner) -> None:
    memory = Memory()
    for one in (pair.store, memory.books):
        one.behave("/logs/", manner)
    url = f"{scheme}://files.example/logs"
    assert memory.upload(url, FILE) == pair.upload(url, FILE)
    assert memory.books.uploads == pair.store.uploads
    assert told(memory.books.accesses) == told(pair.store.accesses)


@every_scheme
@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("login", [None, "u:p", "u:other"])
def test_an_address_leads_to_the_same(pair: Pair, scheme: str, address: str, login: str | None) -> None:
    memory = Memory()
    for one in (pair.store, memory.books):
        one.files["/a"] = FILE
        one.credentials = login
    url = address.format(scheme)
    assert memory.download(url) == pair.download(url)
    assert memory.upload(url, b"x") == pair.upload(url, b"x")
    assert told(memory.books.accesses) == told(pair.store.accesses)


@every_scheme
def test_a_server_that_goes_away_breaks_what_is_on_its_way(pair: Pair, scheme: str) -> None:
    memory, url = Memory(), f"{scheme}://files.example/a"
    for one in (pair.store, memory.books):
        one.put("/a", FILE, Manner(bytes_per_s=100))
    memory.clock.call_at(20_500, lambda: memory.server.refuse(True))
    pair.loop.call_later(20.5, pair.server.refuse, True)
    ours, real = memory.download(url), pair.download(url)
    assert ours == real
    assert ours[2] == "broken off after 2000 of 5120 bytes"


def test_a_cancelled_transfer_says_nothing() -> None:
    memory = Memory()
    memory.books.put("/a", FILE, Manner(bytes_per_s=100))
    memory.server.download("http://files.example/a", memory.done).cancel()
    memory.clock.step(1_000_000)
    assert (memory.ended, memory.server.running) == ([], [])
