"""One transfer on its way: where it goes, how far it has come, and the sentences for its failures."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import SplitResult, unquote, urlsplit

from .ocpp_j import Resolve, why_not_connected

PORTS = {"http": 80, "https": 443, "ftp": 21}
CHUNK_BYTES = 64 * 1024
REFUSALS = {
    **dict.fromkeys((404, 410, 550), "not found"),
    **dict.fromkeys((401, 403, 407, 430, 530, 532, 553), "access refused"),
}
"""Status codes of HTTP and reply codes of FTP; they do not collide where it matters."""

Streams: TypeAlias = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class TransferFailed(Exception):
    """The transfer has failed; the sentence for whoever waits for it."""


@dataclass(frozen=True)
class Ways:
    """What all transfers of one Transfers share."""

    resolve: Resolve
    context_for: Callable[[str], ssl.SSLContext]
    timeout_s: float
    max_bytes: int

    def address(self, place: SplitResult) -> tuple[str, int]:
        """What to dial for the host of a URL."""
        try:
            return self.resolve(place.hostname or "", place.port or PORTS[place.scheme])
        except OSError as error:
            raise TransferFailed(str(error)) from error


class Job:
    """How far a transfer has come."""

    def __init__(self, ways: Ways, idle: asyncio.Timeout) -> None:
        self.ways, self._idle = ways, idle
        self.content = bytearray()
        self.answered = False
        """The other side has taken the order."""
        self._sends = False
        self._total: int | None = None

    def expect(self, total: int) -> None:
        """So many bytes shall come."""
        if total > self.ways.max_bytes:
            raise self._too_large()
        self._total = total

    def moved(self) -> None:
        """Something came or went."""
        if not self._idle.expired():
            self._idle.reschedule(asyncio.get_running_loop().time() + self.ways.timeout_s)

    def add(self, data: bytes) -> None:
        """A piece of the content has come."""
        self.content += data
        self.moved()
        if len(self.content) > self.ways.max_bytes:
            raise self._too_large()

    async def send(self, writer: asyncio.StreamWriter, content: bytes) -> None:
        """Send content piece by piece."""
        self._sends = bool(content)
        for start in range(0, len(content), CHUNK_BYTES):
            writer.write(content[start : start + CHUNK_BYTES])
            await writer.drain()
            self.moved()

    def check_complete(self) -> None:
        """Fail unless just what was announced has come."""
        if self._total is not None and len(self.content) < self._total:
            raise TransferFailed(self.broken())
        if self._total is not None and len(self.content) > self._total:
            raise TransferFailed(f"more than the {self._total} bytes that were announced")

    def broken(self) -> str:
        """The sentence for a line that has ended too early."""
        return f"broken off{self._after()}" if self.answered else "closed without an answer"

    def stalled(self) -> str:
        """The sentence for a line on which nothing moves any more."""
        return f"no answer{self._after()}"

    def _after(self) -> str:
        if not self.answered or self._sends:
            return ""  # what has gone is in the buffers of this system, and each has others
        whole = "" if self._total is None else f" of {self._total}"
        return f" after {len(self.content)}{whole} bytes"

    def _too_large(self) -> TransferFailed:
        return TransferFailed(f"too large: more than {self.ways.max_bytes} bytes")


def place_of(url: str) -> SplitResult:
    """The parts of a URL that a transfer can go to."""
    nonsense = TransferFailed("this is not the address of a file")
    try:
        place = urlsplit(url)
        whole = bool(place.hostname) and place.port != 0
    except ValueError:
        raise nonsense from None
    if place.scheme and place.scheme not in PORTS:
        raise TransferFailed(f"unknown scheme: {place.scheme}")
    if not place.scheme or not whole or not unquote(place.netloc + place.path).isprintable():
        raise nonsense
    return place


def refused(code: int) -> TransferFailed:
    """The refusal of the other side in words, with its code."""
    return TransferFailed(f"{REFUSALS[code]}: {code}" if code in REFUSALS else f"the server answers {code}")


@contextmanager
def dialling() -> Iterator[None]:
    """Tell a line that does not come to stand from one that breaks."""
    try:
        yield
    except ConnectionResetError:
        raise  # it stood
    except OSError as error:
        raise TransferFailed(why_not_connected(error)) from error
    except UnicodeError as error:
        raise TransferFailed("the name is not known") from error
