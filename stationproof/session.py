"""A station that runs, somebody at the keyboard, and the screen between them."""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import ExitStack, suppress
from typing import Any

from rich.live import Live

from fixtures.bench.journal import Entry
from reference_impl.station.host import Store

from .codes import NO_VERDICT, Stop
from .dashboard import View, screen
from .keyboard import LineEditor, listen, standard_input, unbuffered
from .simulation import Simulation
from .tell import console
from .verbs import Pause, Quit, obey

REFRESH_S = 0.1
"""The screen is drawn at most this often,"""
IDLE_S = 1.0
"""and at least this often, for the energy that flows."""
GREETING = "type help for what can be done, quit to leave"


class Session:
    """Runs one station until somebody leaves."""

    def __init__(self, store: Store, *, boot_ms: int, roots: tuple[str, ...] | None, plain: bool) -> None:
        self._store, self._boot_ms, self._roots, self._plain = store, boot_ms, roots, plain
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
        self._station = Simulation(loop, store=self._store, boot_ms=self._boot_ms, roots=self._roots)
        self._view = View(self._station)
        with ExitStack() as stack:
            self._open_keyboard(loop, stack)
            drawing = loop.create_task(self._print() if self._plain else self._draw())
            working = loop.create_task(self._work())
            working.add_done_callback(self._worked)
            self._station.mains(True)
            await self._over.wait()
            working.cancel()
            await self._station.end()
            await drawing
        if self._failure is not None:
            raise Stop(f"The station cannot go on: {self._failure}.", NO_VERDICT)

    def _open_keyboard(self, loop: asyncio.AbstractEventLoop, stack: ExitStack) -> None:
        file = standard_input()
        if file is None:
            return
        if not self._plain and os.isatty(file):
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
                if self._plain and self._answer:
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
