"""FTP for transfers: passive mode, binary.

The dialogue (login, EPSV with PASV behind it, replies) is aioftp's. The transfer itself is
not: aioftp leaves the data line open when the command behind it is refused. ftplib in a thread was no
choice: a server that is silent for 30 virtual seconds would keep the thread for 30 real ones.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import SplitResult, unquote

import aioftp

from .transfer_job import CHUNK_BYTES, Job, Streams, TransferFailed, dialling, refused


async def ftp_download(job: Job, place: SplitResult) -> None:
    """Read a file into the job."""
    async with _dialogue(job, place) as client:
        code, info = await client.command(f"SIZE {_file(place)}", "xxx")
        if code == "213":  # else it does not know SIZE, or RETR will tell what is wrong
            job.expect(int(info[-1]))
        async with _data_line(job, client, f"RETR {_file(place)}") as (reader, _writer):
            while data := await reader.read(CHUNK_BYTES):
                job.add(data)
        await _check_transferred(job, client)


async def ftp_upload(job: Job, place: SplitResult, content: bytes) -> None:
    """Store a file."""
    async with _dialogue(job, place) as client:
        async with _data_line(job, client, f"STOR {_file(place)}") as (_reader, writer):
            await job.send(writer, content)
            writer.close()  # the end of the line is the end of the file: RFC 959, 3.4.1
            await writer.wait_closed()
        await _check_transferred(job, client)


@asynccontextmanager
async def _dialogue(job: Job, place: SplitResult) -> AsyncIterator[aioftp.Client]:
    """A control line that has logged in; what its other end refuses or gets wrong is a failure."""
    client = aioftp.Client()
    try:
        with dialling():
            await client.connect(*job.ways.address(place))
        await client.login(unquote(place.username or "anonymous"), unquote(place.password or "anonymous@"))
        await client.command("TYPE I", "200")  # what SIZE answers depends on it: RFC 3659, 4.1
        yield client
        await client.command("QUIT")
    except aioftp.StatusCodeError as refusal:
        raise refused(int(refusal.received_codes[-1])) from refusal
    except (aioftp.AIOFTPException, ValueError, IndexError) as error:
        raise TransferFailed("the server does not speak FTP") from error
    finally:
        client.close()


@asynccontextmanager
async def _data_line(job: Job, client: aioftp.Client, command: str) -> AsyncIterator[Streams]:
    with dialling():
        reader, writer = await client.get_passive_connection("I")
    try:
        await client.command(command, "1xx")
        job.answered = True
        job.moved()
        yield reader, writer
    finally:
        writer.transport.abort()


async def _check_transferred(job: Job, client: aioftp.Client) -> None:
    code, _info = await client.command(None, "xxx")
    if not code.matches("2xx"):
        raise TransferFailed(job.broken())
    job.check_complete()


def _file(place: SplitResult) -> str:
    return unquote(place.path).lstrip("/")
