"""Steps at the file server: what it offers, how it misbehaves, and who came for what."""

from __future__ import annotations

from itertools import pairwise

from pytest_bdd import given, then, when

from fixtures.bench.api import Bench, Mark, NonConformance, Observation
from fixtures.bench.journal import Entry

from .observations import seen_since
from .vocabulary import step

IMAGE, FOLDER = "/firmware/update.bin", "/logs"
SIZE = 4_000
"""Bytes of an update, about."""


# -- the file server -------------------------------------------------------------------------


@given(step("the file server offers the update to version {version:Word}"))
def offers_update(bench: Bench, version: str) -> None:
    """Under IMAGE, about 4 kB."""
    bench.files.put(IMAGE, bench.manufacturer.image(version, size=SIZE))


@given(step("{count:Number} bytes of the update are overwritten"))
def overwritten(bench: Bench, count: int) -> None:
    """In the middle, after it was offered (and, where it is signed, after it was signed)."""
    image = bytearray(bench.manufacturer.image("5.34.0", size=SIZE))
    begin = len(image) // 2
    image[begin : begin + count] = bytes(octet ^ 0xFF for octet in image[begin : begin + count])
    bench.files.put(IMAGE, bytes(image))


@given("the file on the server is no update at all")
def no_update(bench: Bench) -> None:
    """A web page, as a wrong address often gives."""
    bench.files.put(IMAGE, b"<html><body>Welcome</body></html>" * 100)


@given(step("the file server answers {status:Number}"))
def server_answers(bench: Bench, status: int) -> None:
    """An HTTP status, for downloads and uploads alike."""
    bench.files.behave("/", status=status)


@given(step("the file server breaks off after {count:Number} bytes"))
def breaks_off(bench: Bench, count: int) -> None:
    """Downloads and uploads alike."""
    bench.files.behave("/", breaks_after=count)


@given(step("the file server falls silent after {count:Number} bytes"))
def falls_silent(bench: Bench, count: int) -> None:
    """The line stands and nothing moves any more."""
    bench.files.behave("/", stalls_after=count)


@given(step("the file server sends {rate:Number} bytes a second"))
def sends_slowly(bench: Bench, rate: int) -> None:
    """About 4 kB are to be sent."""
    bench.files.behave("/", bytes_per_s=rate)


@given("the file server is gone")
@when("the file server goes away")
def server_gone(bench: Bench) -> None:
    """Lines break and new ones are refused."""
    bench.files.cut()


@given("the file server is sound again")
@when("the file server is sound again")
def server_sound(bench: Bench) -> None:
    """Reachable, and it treats every path as it should."""
    bench.files.restore()
    bench.files.behave("/")


@given(step('the file server lets in only "{login:Text}"'))
def lets_in(bench: Bench, login: str) -> None:
    """user:password."""
    bench.files.require_login(login)


# -- words of orders -------------------------------------------------------------------------


def rows_of(datatable: list[list[str]]) -> dict[str, str]:
    """A table of two columns."""
    return {row[0]: row[1] for row in datatable}


def tries_of(rows: dict[str, str]) -> dict[str, int]:
    """retries and retryInterval (s), where they are given."""
    return {name: int(rows[name]) for name in ("retries", "retryInterval") if name in rows}


# -- what the file server sees ---------------------------------------------------------------


def _access(state: str, *methods: str) -> Observation:
    return Observation(
        f"the file server is {state} ({', '.join(methods)})",
        lambda e: e.kind == "transfer" and e.detail["state"] == state and e.detail["method"] in methods,
    )


DOWNLOADS, UPLOADS = ("GET", "RETR"), ("PUT", "POST", "STOR")


def _tries(bench: Bench, since: Mark, methods: tuple[str, ...]) -> list[Entry]:
    return seen_since(bench, _access("asked", *methods), since.number)


@then(step("the file is fetched whole, once, within {limit:Duration}"))
def fetched_once(bench: Bench, stimulus: Mark, limit: int) -> None:
    """By GET or RETR."""
    bench.observe(_access("complete", *DOWNLOADS), since=stimulus, within_ms=limit)
    bench.wait(1_000)
    if (count := len(_tries(bench, stimulus, DOWNLOADS))) != 1:
        raise NonConformance("one download", f"{count}")


@then(step("nobody comes for the file for {duration:Duration}"))
def not_fetched(bench: Bench, stimulus: Mark, duration: int) -> None:
    """After the stimulus."""
    bench.never(_access("asked", *DOWNLOADS), since=stimulus, until_ms=duration)


@then(step("the station comes for the file within {limit:Duration}"))
def comes(bench: Bench, stimulus: Mark, limit: int) -> None:
    """After the stimulus."""
    bench.observe(_access("asked", *DOWNLOADS), since=stimulus, within_ms=limit)


@then(step("the download is tried {count:Number} times, {interval:Duration} apart"))
def download_tried(bench: Bench, stimulus: Mark, count: int, interval: int) -> None:
    """Give or take a second; see `_check_tries`."""
    _check_tries(bench, stimulus, DOWNLOADS, count, interval)


@then(step("the upload is tried {count:Number} times, {interval:Duration} apart"))
def upload_tried(bench: Bench, stimulus: Mark, count: int, interval: int) -> None:
    """Give or take a second; see `_check_tries`."""
    _check_tries(bench, stimulus, UPLOADS, count, interval)


def _check_tries(bench: Bench, since: Mark, methods: tuple[str, ...], count: int, interval: int) -> None:
    """So often, or once more: OCPP 1.6 calls the field `retries` and explains it as how often it is tried."""
    bench.wait((count + 2) * (interval + 1_000))
    tries = _tries(bench, since, methods)
    apart = [later.at_ms - earlier.at_ms for earlier, later in pairwise(tries)]
    on_time = all(interval - 1_000 <= gap <= interval + 1_000 for gap in apart)
    if len(tries) not in (count, count + 1) or not on_time:
        raise NonConformance(f"{count} tries, {interval} ms apart", f"{len(tries)}, {apart} ms apart")


@then(step("nothing is uploaded for {duration:Duration}"))
def nothing_uploaded(bench: Bench, stimulus: Mark, duration: int) -> None:
    """Not even tried."""
    bench.never(_access("asked", *UPLOADS), since=stimulus, until_ms=duration)
