"""The server behind a control interface; apart from the options, because it takes a while to import."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from fixtures.servers.serving import HttpServer, PortError, bind, url_of

from .codes import Stop, complain
from .control_options import ControlOptions


def bound_to(host: str, port: int) -> Any:
    """A listening socket; Stop when there is none to be had."""
    try:
        return bind(host, port)
    except PortError as error:
        sentence = str(error)
        raise Stop(f"{sentence[0].upper()}{sentence[1:]}.") from error


class ControlServer:
    """A control interface that is served while something runs."""

    def __init__(self, options: ControlOptions) -> None:
        """Stop when the port cannot be had."""
        self.options = options
        self._bound = bound_to(options.host, options.port)
        self.url = url_of(self._bound)
        if not self._bound.getsockname()[0].startswith("127.") and options.token is None:
            complain("the control interface can be reached from other machines by anybody; --token asks for a word")

    def start(self, app: Any, wake: Callable[[], None]) -> None:
        """Serve in the running loop; `wake` lets go whoever waits in an endpoint when it ends."""
        self._server, self._wake = HttpServer(app), wake
        self._task = asyncio.get_running_loop().create_task(self._server.serve_on(self._bound))

    async def stop(self) -> None:
        """End it."""
        self._server.should_exit = True
        self._wake()
        await self._task
