"""Files that the station fetches and brings, as its host sees them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from ..model import effects as fx
from ..model import events as ev


class Transfer(Protocol):
    """One transfer under way."""

    def cancel(self) -> None:
        """End it now, in silence; harmless when it has ended."""
        ...


class Transfers(Protocol):
    """Downloads and uploads; each ends once, with what came of it, and never within the call that starts it."""

    def download(self, url: str, done: Callable[[bytes | None, str], None]) -> Transfer:
        """Fetch a file; ends in done(content, "") or done(None, why not)."""
        ...

    def upload(self, url: str, name: str, content: bytes, done: Callable[[bool, str], None]) -> Transfer:
        """Bring a file into the folder `url`; ends in done(True, "") or done(False, why not)."""
        ...


class RunningTransfers:
    """The transfers of a host, by job."""

    def __init__(self, transfers: Transfers | None, tell: Callable[[ev.Event], None]) -> None:
        """None: a host without a network for files; every transfer fails."""
        self._transfers, self._tell = transfers, tell
        self._running: dict[str, Transfer] = {}

    def perform(self, effect: fx.Download | fx.Upload | fx.CancelTransfer) -> None:
        """Start or cancel."""
        job = effect.job
        match effect:
            case fx.CancelTransfer():
                if running := self._running.pop(job, None):
                    running.cancel()
            case fx.Download(url=url):
                if self._transfers is None:
                    self._tell(ev.DownloadEnded(job, b"", "there is no way to fetch files"))
                else:
                    self._running[job] = self._transfers.download(
                        url, lambda content, why: self._end(job, ev.DownloadEnded(job, content or b"", why))
                    )
            case fx.Upload(url=url, name=name, content=content):
                if self._transfers is None:
                    self._tell(ev.UploadEnded(job, "there is no way to bring files"))
                else:
                    self._running[job] = self._transfers.upload(
                        url, name, content, lambda _, why: self._end(job, ev.UploadEnded(job, why))
                    )

    def _end(self, job: str, event: ev.Event) -> None:
        if self._running.pop(job, None) is not None:
            self._tell(event)

    def cancel_all(self) -> None:
        """The software is gone."""
        for transfer in self._running.values():
            transfer.cancel()
        self._running.clear()
