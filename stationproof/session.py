"""A station that runs, somebody at the keyboard, and the screen between them."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable
from contextlib import ExitStack, suppress
from enum import Enum
from typing import TYPE_CHECKING, Any

from rich.live import Live

from fixtures.bench.journal import Entry

from .codes import NO_VERDICT, Stop
from .dashboard import View, screen
from .keyboard import LineEditor, listen, standard_input, unbuffered
from .site import AnyStation
from .tell import console
from .verbs import Pause, Quit, obey

if TYPE_CHECKING:
    from .control_server import ControlServer

REFRESH_S = 0.1
"""The screen is drawn at most this often,"""
IDLE_S = 1.0
"""and at least this often, for the energy that flows."""
GREETING = "type help for what can be done, quit to leave"


class Show(Enum):
    """What is printed."""

    DASHBOARD = "dashboard"
    LOG = "log"
    NOTHING = "nothing"


class Session:
    """Runs one station until somebody leaves."""

    def __init__(
        self,
        make: Callable[[asyncio.AbstractEventLoop], AnyStation],
        *,
        show: Show,
        control: ControlServer | None = None,
    ) -> None:
        """make: the station; control: the interface over HTTP through which it can be controlled too."""
        self._make, self._show, self._control = make, show, control
        self.station: AnyStation | None = None
        """The station, once it runs; also when it has ended."""
        self._over, self._changed = asyncio.Event(), asyncio.Event()
        self._failure: object = None
        self._editor, self._answer = LineEditor(), GREETING
        self._lines: asyncio.Queue[str] = asyncio.Queue()

    async def run(self) -> None:
        """Run; Stop when something other than the station's own software has failed."""
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(self._failed)
        for number in (signal.SIGINT, signal.SIGTERM):
            with suppress(NotImplementedError):  # where Ctrl-C ends the loop itself
                loop.add_signal_handler(number, self._over.set)
        self.station = self._station = self._make(loop)
        self._view = View(self._station)
        with ExitStack() as stack:
            self._open_keyboard(loop, stack)
            drawing = loop.create_task(self._draw() if self._show is Show.DASHBOARD else self._print())
            working = loop.create_task(self._work())
            working.add_done_callback(self._worked)
            self._station.power(True)
            await self._serve_until_over()
            working.cancel()
            await self._station.end()
            await drawing
        if self._failure is not None:
            raise Stop(f"The station cannot go on: {self._failure}.", NO_VERDICT)

    async def _serve_until_over(self) -> None:
        if self._control is None:
            await self._over.wait()
            return
        from .station_control import StationControl, station_app  # now, because it takes a while to import

        control = StationControl(self._station)
        self._control.start(station_app(control, self._control.options.token), control.feed.wake)
        if self._show is not Show.DASHBOARD:
            print(f"control: {self._control.url}", flush=True)
        await self._over.wait()
        await self._control.stop()

    def _open_keyboard(self, loop: asyncio.AbstractEventLoop, stack: ExitStack) -> None:
        file = standard_input()
        if file is None:
            return
        if self._show is Show.DASHBOARD and os.isatty(file):
            stack.enter_context(unbuffered(file))
        listen(loop, file, self._hear)

    def _failed(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        self._failure = context.get("exception") or context["message"]
        self._over.set()

    def _hear(self, octets: bytes) -> None:
        for line in self._editor.feed(octets):
            self._lines.put_nowait(line)
        self._changed.set()

    async def _work(self) -> None:
        """Do what was typed, line by line."""
        while True:
            line = await self._lines.get()
            try:
                self._answer = obey(self._station, line)
            except Quit:
                self._over.set()
            except Pause as pause:
                await self._pause(pause.seconds)
            else:
                if self._show is not Show.DASHBOARD and self._answer:
                    print(self._answer, flush=True)
                self._changed.set()

    async def _pause(self, seconds: float | None) -> None:
        if seconds is not None:
            await _within(seconds, self._over)
        while seconds is None and not self._station.host.running and not self._over.is_set():
            await _within(REFRESH_S, self._over)

    def _worked(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and (error := task.exception()) is not None:
            self._failure = error
            self._over.set()

    # -- what is shown --

    async def _print(self) -> None:
        """Each entry of the journal as a line."""
        if self._show is Show.LOG:
            print(GREETING, flush=True)
            self._station.journal.listen(lambda entry: print(entry.as_text(), flush=True))
        await self._over.wait()

    async def _draw(self) -> None:
        """The dashboard, whenever something has changed."""

        def changed(_entry: Entry) -> None:
            self._changed.set()

        self._station.journal.listen(changed)
        out = console()
        with Live(console=out, screen=True, auto_refresh=False) as live:
            while not self._over.is_set():
                self._changed.clear()
                shown = screen(
                    self._station, self._view, typed=self._editor.text, answer=self._answer, height=out.height
                )
                live.update(shown, refresh=True)
                await _within(IDLE_S, self._changed)
                await _within(REFRESH_S, self._over)


async def _within(seconds: float, event: asyncio.Event) -> None:
    """Wait for the event, but not for ever."""
    with suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), seconds)
