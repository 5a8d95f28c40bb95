"""Transfers against real sockets in virtual time: each scheme, both directions, cancelled, slow, many at a time."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Iterator

import pytest

from fixtures.servers.certificates import client_context
from fixtures.servers.files import Access, FileServer, Manner
from reference_impl.edges.transfer import Transfers

from .transfer_pair import BIG, FILE, SCHEMES, Pair, transfer_pair

every_scheme = pytest.mark.parametrize("scheme", SCHEMES)


@pytest.fixture
def pair() -> Iterator[Pair]:
    with transfer_pair() as pair:
        yield pair


@pytest.fixture(autouse=True, scope="module")
def nothing_left_open() -> Iterator[None]:
    """What was left open warns when it is collected, and a warning is an error."""
    yield
    gc.collect()


@every_scheme
@pytest.mark.parametrize("content", [b"", FILE, BIG], ids=["empty", "small", "5MB"])
def test_a_file_comes_whole_and_no_time_passes(pair: Pair, scheme: str, content: bytes) -> None:
    pair.store.put("/fw/new image.bin", content)
    when, result, why = pair.download(f"{scheme}://files.example/fw/new%20image.bin")
    assert (when, result == content, why) == (0, True, "")
    method = "RETR" if scheme == "ftp" else "GET"
    user = "anonymous:anonymous@" if scheme == "ftp" else ""
    assert pair.store.accesses == [Access(0, scheme, method, "/fw/new image.bin", user, len(content), complete=True)]


@every_scheme
@pytest.mark.parametrize("content", [b"", FILE, BIG], ids=["empty", "small", "5MB"])
def test_an_upload_goes_into_the_folder_under_its_name(pair: Pair, scheme: str, content: bytes) -> None:
    for folder in ("/logs", "/logs/"):
        assert pair.upload(f"{scheme}://files.example{folder}", content, "CP 1.zip") == (0, True, "")
        assert set(pair.store.uploads) == {"/logs/CP 1.zip"}
        assert pair.store.uploads.pop("/logs/CP 1.zip") == content


@every_scheme
def test_user_and_password_come_from_the_url(pair: Pair, scheme: str) -> None:
    pair.store.put("/a", FILE)
    pair.store.credentials = "station 1:se:cret"
    code = 530 if scheme == "ftp" else 401
    assert pair.download(f"{scheme}://files.example/a") == (0, None, f"access refused: {code}")
    assert pair.upload(f"{scheme}://me:wrong@files.example/", b"x") == (0, False, f"access refused: {code}")
    assert pair.download(f"{scheme}://station%201:se%3Acret@files.example/a") == (0, FILE, "")
    assert pair.upload(f"{scheme}://station%201:se%3Acret@files.example/", b"x") == (0, True, "")


@every_scheme
def test_a_slow_file_comes_to_the_millisecond_however_long_it_takes(pair: Pair, scheme: str) -> None:
    pair.store.put("/a", FILE, Manner(bytes_per_s=40))
    assert pair.download(f"{scheme}://files.example/a") == (128_000, FILE, "")
    pair.store.put("/b", BIG, Manner(bytes_per_s=100_000))
    when, result, _ = pair.download(f"{scheme}://files.example/b")
    assert (when, result == BIG) == (128_000 + 52_429, True)  # 52.4288 s, in whole milliseconds


@every_scheme
@pytest.mark.parametrize("iterations", range(0, 40, 3))
@pytest.mark.parametrize("upload", [False, True])
def test_cancel_is_silent_at_once_and_leaves_nothing(pair: Pair, scheme: str, iterations: int, upload: bool) -> None:
    pair.store.put("/a", BIG, Manner(bytes_per_s=1000))
    pair.store.behave("/logs/", Manner(stalls_after=0))
    pair.loop.settle()
    if upload:
        transfer = pair.transfers.upload(f"{scheme}://files.example/logs", "x", BIG, pair.done)
    else:
        transfer = pair.start(f"{scheme}://files.example/a")
    left = [iterations]

    def count_down() -> bool:
        left[0] -= 1
        return left[0] < 0

    pair.loop.run_to(0, count_down)
    transfer.cancel()
    pair.loop.settle()
    assert (pair.transfers.open_tasks, pair.server.open_tasks, pair.loop.open_timers) == (0, 0, 0)
    transfer.cancel()
    assert pair.ended == []


@every_scheme
def test_cancel_in_the_middle_of_a_slow_file_ends_the_line(pair: Pair, scheme: str) -> None:
    pair.store.put("/a", FILE, Manner(bytes_per_s=100))
    transfer = pair.start(f"{scheme}://files.example/a")
    pair.loop.run_to(3_500)
    transfer.cancel()
    pair.loop.settle()
    assert (pair.ended, pair.server.open_tasks, pair.loop.open_timers) == ([], 0, 0)
    assert (pair.store.accesses[0].size, pair.store.accesses[0].complete) == (300, False)


def test_several_at_a_time_do_not_disturb_each_other(pair: Pair) -> None:
    for number in range(1, 10):
        pair.store.put(f"/{number}", FILE, Manner(bytes_per_s=512 * number))
        pair.start(f"{SCHEMES[number % 3]}://files.example/{number}")
    pair.loop.run_to(20_000)
    assert [when for when, _, _ in pair.ended] == [1112, 1250, 1429, 1667, 2000, 2500, 3334, 5000, 10_000]
    assert {result for _, result, _ in pair.ended} == {FILE}


def test_a_server_that_takes_no_put_gets_a_form(pair: Pair) -> None:
    content = b"--diag\r\n\r\nnot the end\r\n--" + FILE
    for status in (405, 501):
        pair.store.behave("/logs/", Manner(status=status))
        assert pair.upload("http://files.example/logs", content, 'a "b" ü.zip') == (0, True, "")
        methods = [(access.method, access.path) for access in pair.store.accesses]
        assert methods == [("PUT", '/logs/a "b" ü.zip'), ("POST", "/logs")]
        assert pair.store.uploads == {"/logs/a %22b%22 ü.zip": content}
        pair.store.accesses.clear()


def test_a_url_with_a_query_is_complete(pair: Pair) -> None:
    assert pair.upload("https://files.example/put/here?signature=a/b%2Bc", b"x") == (0, True, "")
    assert pair.store.uploads == {"/put/here": b"x"}


def test_who_waits_may_start_the_next_one_and_what_it_raises_is_not_swallowed(pair: Pair) -> None:
    pair.store.put("/a", FILE)

    def once_more(_result: object, _why: str) -> None:
        pair.start("http://files.example/a")
        raise ZeroDivisionError("planted")

    pair.transfers.download("http://files.example/missing", once_more)
    with pytest.raises(ZeroDivisionError, match="planted"):
        pair.loop.settle()
    pair.loop.settle()
    assert pair.ended == [(0, FILE, "")]


@every_scheme
def test_it_runs_on_a_plain_loop_too(scheme: str) -> None:
    async def both() -> tuple[bytes | None, str]:
        loop = asyncio.get_running_loop()
        server = FileServer(loop)
        server.start()
        server.announce("files.example", 4711, scheme)
        server.store.put("/a", BIG)
        transfers = Transfers(loop, resolve=server.address, tls=lambda _host: client_context())
        ended: asyncio.Future[tuple[bytes | None, str]] = loop.create_future()
        transfers.download(f"{scheme}://files.example:4711/a", lambda *outcome: ended.set_result(outcome))
        outcome = await asyncio.wait_for(ended, 20)
        await transfers.wait_closed()
        server.stop()
        while server.open_tasks:
            await asyncio.wait([asyncio.ensure_future(_one_turn())])
        return outcome

    assert asyncio.run(both()) == (BIG, "")


async def _one_turn() -> None:
    return None
