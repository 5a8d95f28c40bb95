"""Firmware images in, diagnostics out: one file over HTTP, HTTPS or FTP, or a sentence why not.

Theory of operation. Each transfer is one task; it ends by calling `done` once, with the content
or with a sentence, or by `cancel`, and then `done` is not called. A transfer may take as long as
it goes on: what ends it is `timeout_s` without a byte. Sentences are made of what the other side
did, never of addresses or times, so that two runs tell the same. Which libraries carry it, and
why, stands in `transfer_http.py` and `transfer_ftp.py`.

An upload goes into the folder that the URL names, under its own name (OCPP 1.6, GetDiagnostics: a
directory); a URL with a query is taken to be complete. HTTP uploads are a PUT, and where that
method is refused (405, 501) a POST to the URL itself, as the form of a browser would send it.

Limits. Redirects are not followed but told. FTP has no TLS. A refusal that comes while an upload is
still being sent, and is followed by a reset, is told as broken off.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable, Coroutine
from typing import Any, TypeAlias
from urllib.parse import SplitResult, quote

from .ocpp_j import Resolve
from .transfer_ftp import ftp_download, ftp_upload
from .transfer_http import http_download, http_upload
from .transfer_job import Job, TransferFailed, Ways, place_of

TIMEOUT_S = 30.0
MAX_BYTES = 256 * 1024 * 1024
"""A download is kept in memory; images of such controllers have some ten megabytes."""

Work: TypeAlias = Callable[[Job, SplitResult], Coroutine[Any, Any, None]]


class Transfer:
    """One transfer under way."""

    def __init__(self, task: asyncio.Task[None]) -> None:
        self._task = task

    def cancel(self) -> None:
        """End it now, in silence; harmless when it has ended."""
        self._task.cancel()


class Transfers:
    """Downloads and uploads, any number at a time."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        *,
        resolve: Resolve = lambda host, port: (host, port),
        tls: Callable[[str], ssl.SSLContext] | None = None,
        timeout_s: float = TIMEOUT_S,
        max_bytes: int = MAX_BYTES,
    ) -> None:
        """tls: the context for a host name; None: whom the system trusts."""
        self._loop = loop
        self._ways = Ways(resolve, tls or (lambda _host: ssl.create_default_context()), timeout_s, max_bytes)
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def open_tasks(self) -> int:
        """How many transfers have not ended."""
        return len(self._tasks)

    def download(self, url: str, done: Callable[[bytes | None, str], None]) -> Transfer:
        """Fetch a file; ends in done(content, "") or done(None, why not), never within this call."""
        return self._start(url, _fetch, lambda content, why: done(None if why else content, why))

    def upload(self, url: str, name: str, content: bytes, done: Callable[[bool, str], None]) -> Transfer:
        """Bring a file into the folder `url`; ends in done(True, "") or done(False, why not)."""

        async def bring(job: Job, folder: SplitResult) -> None:
            path = f"{folder.path.rstrip('/')}/{quote(name, safe='')}"
            place = folder if folder.query else folder._replace(path=path)
            if folder.scheme == "ftp":
                await ftp_upload(job, place, content)
            else:
                await http_upload(job, folder, name, place, content)

        return self._start(url, bring, lambda _content, why: done(not why, why))

    async def wait_closed(self) -> None:
        """Return when no transfer is left."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    # One task per transfer.

    def _start(self, url: str, work: Work, done: Callable[[bytes, str], None]) -> Transfer:
        task = self._loop.create_task(self._run(url, work, done))
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return Transfer(task)

    async def _run(self, url: str, work: Work, done: Callable[[bytes, str], None]) -> None:
        idle = asyncio.timeout(self._ways.timeout_s)
        job = Job(self._ways, idle)
        why = ""
        try:
            async with idle:
                await work(job, place_of(url))
        except TransferFailed as failure:
            why = str(failure)
        except TimeoutError:
            why = job.stalled()
        except OSError:
            why = job.broken()  # had the line never stood, this would be a TransferFailed
        done(b"" if why else bytes(job.content), why)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self._loop.call_exception_handler(
                {"message": "whoever waits for the transfer has raised", "exception": error, "task": task}
            )


async def _fetch(job: Job, place: SplitResult) -> None:
    await (ftp_download if place.scheme == "ftp" else http_download)(job, place)
