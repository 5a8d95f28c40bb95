"""HTTP and HTTPS for transfers: one request on one line.

h11 over asyncio's streams: h11 does no I/O, so the loop's sockets and the loop's time are all
there is, and a file that ends too early is an error of its protocol, not a short file. The large
HTTP clients bring pools, redirects, proxies and clocks of their own, none of which is wanted here.
"""

from __future__ import annotations

import asyncio
from base64 import b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import SplitResult, quote, unquote

import h11

from .ocpp_j import USER_AGENT
from .transfer_job import CHUNK_BYTES, Job, Streams, TransferFailed, dialling, refused

_BOUNDARY = "diagnostics-5e1f0c9a7d3b4862"
_NO_SUCH_METHOD = (405, 501)


async def http_download(job: Job, place: SplitResult) -> None:
    """Read a file into the job."""
    async with _line(job, place) as (reader, writer):
        http = h11.Connection(h11.CLIENT)
        await _ask(job, writer, http, _request(place, "GET", []))
        while not isinstance(event := await _next(job, http, reader), h11.EndOfMessage):
            match event:
                case h11.Response(status_code=200, headers=headers):
                    job.answered = True
                    for length in (value for name, value in headers if name == b"content-length"):
                        job.expect(int(length))
                case h11.Response(status_code=status):
                    raise refused(status)
                case h11.Data(data=data):
                    job.add(bytes(data))


async def http_upload(job: Job, folder: SplitResult, name: str, place: SplitResult, content: bytes) -> None:
    """Bring a file to `place`; to a server that wants forms, to `folder`."""
    status = await _send(job, place, "PUT", content, "application/octet-stream")
    if status in _NO_SUCH_METHOD:
        status = await _send(job, folder, "POST", _form(name, content), f"multipart/form-data; boundary={_BOUNDARY}")
    if not 200 <= status < 300:
        raise refused(status)


async def _send(job: Job, place: SplitResult, method: str, body: bytes, kind: str) -> int:
    """The status of the answer."""
    headers = [("Content-Length", str(len(body))), ("Content-Type", kind)]
    async with _line(job, place) as (reader, writer):
        http = h11.Connection(h11.CLIENT)
        await _ask(job, writer, http, _request(place, method, headers), body)
        while not isinstance(event := await _next(job, http, reader), h11.Response):
            pass  # a 100 Continue, unasked
        return event.status_code


@asynccontextmanager
async def _line(job: Job, place: SplitResult) -> AsyncIterator[Streams]:
    host, port = job.ways.address(place)
    tls: dict[str, Any] = {}
    if place.scheme == "https":
        name = place.hostname or ""
        tls = {"ssl": job.ways.context_for(name), "server_hostname": name}
        tls["ssl_handshake_timeout"] = 2 * job.ways.timeout_s  # so that it is never the first to end
    with dialling():
        reader, writer = await asyncio.open_connection(host, port, **tls)
    try:
        yield reader, writer
    finally:
        writer.transport.abort()


async def _ask(
    job: Job, writer: asyncio.StreamWriter, http: h11.Connection, request: h11.Request, body: bytes = b""
) -> None:
    writer.write(http.send(request) or b"")
    http.send(h11.Data(data=body))  # counts it; it goes as it is
    http.send(h11.EndOfMessage())
    await job.send(writer, body)


async def _next(job: Job, http: h11.Connection, reader: asyncio.StreamReader) -> object:
    """What comes next from the server."""
    try:
        while (event := http.next_event()) is h11.NEED_DATA:
            http.receive_data(await reader.read(CHUNK_BYTES))
            job.moved()
    except h11.RemoteProtocolError as error:
        raise TransferFailed(job.broken() if reader.at_eof() else "the server does not speak HTTP") from error
    return event


def _request(place: SplitResult, method: str, headers: list[tuple[str, str]]) -> h11.Request:
    target = quote(place.path or "/", safe="/%:@!$&'()*+,;=~")
    if place.query:
        target += "?" + quote(place.query, safe="/%:@!$&'()*+,;=~?")
    headers = [
        ("Host", place.netloc.rpartition("@")[2]),
        ("User-Agent", USER_AGENT),
        ("Accept-Encoding", "identity"),
        ("Connection", "close"),
        *headers,
    ]
    if place.username is not None:
        pair = f"{unquote(place.username)}:{unquote(place.password or '')}"
        headers.append(("Authorization", "Basic " + b64encode(pair.encode()).decode()))
    return h11.Request(method=method, target=target, headers=headers)


def _form(name: str, content: bytes) -> bytes:
    """The file as the form of a browser would send it (RFC 7578)."""
    safe = name.replace('"', "%22")
    head = (
        f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{safe}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    )
    return head.encode() + content + f"\r\n--{_BOUNDARY}--\r\n".encode()
