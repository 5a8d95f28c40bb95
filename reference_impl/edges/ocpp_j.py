"""The WebSocket towards the backend: a pump that carries frames and decides nothing about charging.

Theory of operation. Each `open` makes one line with one task: it dials, tells LinkUp, tells
each text frame, and tells LinkDown once, whatever the line ended of. Sending is synchronous
and keeps its order. `close` silences the line at once; what remains to be done for a polite
end (the closing handshake of RFC 6455) runs in the background and is counted in `open_tasks`.
An abrupt `close` has none: the connection is gone, as when a station loses its supply.

Reasons in LinkDown are short sentences made of what the other side did, never of ports or
addresses, so that two runs of the same scenario tell the same.

A binary frame ends the line with status 1003 (RFC 6455, 7.4.1: cannot accept this type of
data): OCPP-J 1.6 is JSON in text frames.
"""

from __future__ import annotations

import asyncio
import base64
import ssl
from collections.abc import Callable, Coroutine
from socket import gaierror
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.asyncio.server import broadcast
from websockets.exceptions import (
    ConnectionClosed,
    InvalidProxyStatus,
    InvalidStatus,
    InvalidURI,
    NegotiationError,
    WebSocketException,
)
from websockets.frames import CloseCode
from websockets.typing import Subprotocol
from websockets.uri import parse_uri

from ..model import events as ev
from ..model.link_request import BasicCredentials, LinkRequest
from .tls import client_context, why_no_tls, why_refused

Tell = Callable[[ev.Event], None]
Resolve = Callable[[str, int], tuple[str, int]]
"""Host and port of the URL to the address to dial; OSError when there is none."""

CLOSE_TIMEOUT_S = 2.0
"""How long a backend may take to answer the closing handshake."""
NO_PONG = "keepalive ping timeout"
"""The reason that the websockets library gives when it fails a line whose pongs stay out."""
MAX_FRAME_BYTES = 2 * 1024 * 1024
USER_AGENT = "PowerstationTwo"


class _DialError(Exception):
    """The line did not come to stand; the sentence for LinkDown."""


class _Line:
    """One attempt, and the connection that it may become."""

    def __init__(self, tell: Tell) -> None:
        self.tell = tell
        self.socket: ClientConnection | None = None
        self.task: asyncio.Task[None] | None = None


class WebSocketLink:
    """One WebSocket at a time towards the backend."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        *,
        resolve: Resolve = lambda host, port: (host, port),
        roots: tuple[str, ...] | None = None,
    ) -> None:
        """roots: the authorities to trust where a request names none, as PEM texts; None: the system's."""
        self._loop, self._resolve, self._roots = loop, resolve, roots
        self._line: _Line | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def open_tasks(self) -> int:
        """How many lines and ends of lines are still at work; 0 when nothing is left of this link."""
        return len(self._tasks)

    def open(self, request: LinkRequest, tell: Tell) -> None:
        """Begin to connect; ends in LinkUp or LinkDown. A line that is still open is closed first."""
        self.close()
        self._line = line = _Line(tell)
        line.task = self._start(self._carry(line, request))

    def send(self, text: str) -> None:
        """Send a text frame; dropped silently when the link is down."""
        if self._line is None or self._line.socket is None:
            return
        if not self._line.socket.transport.is_closing():  # else asyncio complains of each frame on standard error
            broadcast([self._line.socket], text)

    def close(self, abrupt: bool = False) -> None:
        """Close; nothing is told through the `tell` of this line any more. abrupt: no closing handshake."""
        line, self._line = self._line, None
        if line is None or line.task is None or line.task.done():
            return
        line.tell = lambda _event: None
        if line.socket is None:
            line.task.cancel()
        elif abrupt:
            line.socket.transport.abort()
        else:
            self._start(line.socket.close())

    def lose(self) -> None:
        """The line is gone without a word, as when a cable is pulled; ends in LinkDown, as does a dial under way."""
        line = self._line
        if line is None or line.task is None or line.task.done():
            return
        if line.socket is not None:
            line.socket.transport.abort()
        else:
            line.task.cancel()
            line.tell(ev.LinkDown("connection lost"))

    async def wait_closed(self) -> None:
        """Return when nothing is left at work; call `close` first."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    # The work of one line.

    async def _carry(self, line: _Line, request: LinkRequest) -> None:
        try:
            socket = await self._dial(request)
        except _DialError as failure:
            line.tell(ev.LinkDown(str(failure)))
            return
        line.socket = socket
        try:
            if socket.subprotocol == request.subprotocol:
                line.tell(ev.LinkUp())
                reason = await self._pump(line, socket)
            else:
                await socket.close()
                reason = f"the backend does not speak {request.subprotocol}"
        finally:
            line.socket = None
            socket.transport.abort()  # nothing to abort, unless whoever was told has raised
        line.tell(ev.LinkDown(reason))

    async def _dial(self, request: LinkRequest) -> ClientConnection:
        try:
            return await connect(
                request.url if request.basic is None else _without_user(request.url),
                subprotocols=[Subprotocol(request.subprotocol)],
                additional_headers=_authorization(request.basic),
                compression=None,
                user_agent_header=USER_AGENT,
                open_timeout=request.open_timeout_s,
                ping_interval=request.ping_interval_s or None,
                ping_timeout=request.ping_interval_s or None,
                close_timeout=CLOSE_TIMEOUT_S,
                max_size=MAX_FRAME_BYTES,
                **self._way(request),
            )
        except NegotiationError as error:
            raise _DialError(f"the backend does not speak {request.subprotocol}") from error
        except (OSError, WebSocketException, ValueError) as error:  # ValueError: a redirect elsewhere
            raise _DialError(why_not_connected(error)) from error

    def _way(self, request: LinkRequest) -> dict[str, Any]:
        """Address, proxy and TLS, as the library wants them."""
        try:
            uri = parse_uri(request.url)
            target = (uri.host, uri.port) if request.proxy is None else (request.proxy.host, request.proxy.port)
            host, port = self._resolve(*target)
        except (InvalidURI, ValueError) as error:
            raise _DialError("this is not the address of a WebSocket") from error
        except OSError as error:
            raise _DialError(str(error)) from error
        way: dict[str, Any] = {"proxy": None, "host": host, "port": port}
        if request.proxy is not None:
            way = {"proxy": f"http://{f'[{host}]' if ':' in host else host}:{port}"}
        if uri.secure:
            try:
                roots = self._roots if request.roots is None else request.roots
                way["ssl"] = client_context(request.trust, roots, request.client_certificate)
            except ssl.SSLError as error:
                raise _DialError("the station's certificates cannot be read") from error
        return way

    async def _pump(self, line: _Line, socket: ClientConnection) -> str:
        """Tell what comes until the line ends; the reason of the end."""
        try:
            while True:
                frame = await socket.recv()
                if isinstance(frame, bytes):
                    await socket.close(CloseCode.UNSUPPORTED_DATA, "text frames only")
                    return "the backend sent a binary frame"
                line.tell(ev.FrameReceived(frame))
        except ConnectionClosed as end:
            return why_ended(end)

    # Tasks.

    def _start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = self._loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self._loop.call_exception_handler(
                {"message": "whoever listens to the link has raised", "exception": error, "task": task}
            )


def _without_user(url: str) -> str:
    """The URL without user and password, which would make a second Authorization header."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def _authorization(basic: BasicCredentials | None) -> dict[str, str] | None:
    if basic is None:
        return None
    return {"Authorization": "Basic " + base64.b64encode(basic.user.encode() + b":" + basic.password).decode()}


def why_not_connected(error: Exception) -> str:
    """The failed attempt in words."""
    match error:
        case ssl.SSLCertVerificationError():
            return why_refused(error)
        case ssl.SSLError():
            return why_no_tls(error)
        case TimeoutError():
            return "no answer"
        case ConnectionRefusedError():
            return "connection refused"
        case gaierror():
            return "the name is not known"
        case InvalidStatus():
            first_line = (error.response.body or b"").partition(b"\n")[0].decode(errors="replace")
            return f"handshake refused: {error.response.status_code} {first_line[:80]}".rstrip()
        case InvalidProxyStatus():
            return f"the proxy refuses: {error.response.status_code}"
        case OSError():
            return "no connection"
    return "the backend does not answer as a WebSocket"


def why_ended(end: ConnectionClosed) -> str:
    """The end of a line that stood, in words; codes are those of RFC 6455, 7.4."""
    if end.rcvd is not None and end.rcvd_then_sent is not False:
        by, close = "the backend", end.rcvd
    elif end.sent is not None:
        by, close = "the station", end.sent
    else:
        return "connection lost"
    if by == "the station" and close.reason == NO_PONG:
        return "no answer to a ping"
    if close.code == CloseCode.NORMAL_CLOSURE and not close.reason:
        return f"closed by {by}"
    return f"closed by {by}: {close.code} {close.reason}".rstrip()
