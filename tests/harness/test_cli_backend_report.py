"""`stationproof station --report`: a child process against backends that behave and that do not."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.server import ServerConnection, serve
from websockets.typing import Subprotocol

from tests.harness.cli_support import PATIENCE_S, ROOT

Answer = Callable[[list[Any]], str | bytes | None]
BOOT = {"currentTime": "2026-01-05T12:00:00Z", "interval": 300, "status": "Accepted"}


def proper(frame: list[Any]) -> str:
    return json.dumps([3, frame[1], BOOT if frame[2] == "BootNotification" else {}])


async def _judged(answer: Answer, folder: Path, words: tuple[str, ...], typed: bytes) -> tuple[int, str, str]:
    async def handle(connection: ServerConnection) -> None:
        async for text in connection:
            said = answer(json.loads(text))
            if said is not None:
                await connection.send(said)

    async with serve(handle, "127.0.0.1", 0, subprotocols=[Subprotocol("ocpp1.6")]) as server:
        url = f"ws://user:secret@127.0.0.1:{server.sockets[0].getsockname()[1]}/ocpp"
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "stationproof", "station", "--boot", "0.05", "--url", url),
            *("--report", str(folder), *words), cwd=ROOT,
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        out, err = await asyncio.wait_for(process.communicate(typed), PATIENCE_S)
        return process.returncode or 0, out.decode(), err.decode()


def judged(answer: Answer, folder: Path, *words: str, typed: bytes = b"wait\nwait 1\nquit\n") -> tuple[int, str, str]:
    return asyncio.run(_judged(answer, folder, words, typed))


def test_a_backend_that_behaves(tmp_path: Path) -> None:
    code, out, err = judged(proper, tmp_path)
    assert (code, err) == (0, "")
    assert "NO FAULT SEEN: nothing against OCPP in what was seen" in out
    facts = json.loads((tmp_path / "backend.json").read_text())
    assert facts["verdict"] == "no_fault"
    assert facts["about"]["url"].startswith("ws://127.0.0.1:"), "without the password"
    assert [json.loads(line)["kind"] for line in (tmp_path / "journal.jsonl").read_text().splitlines()]
    assert "NO FAULT SEEN" in (tmp_path / "backend.html").read_text()


@pytest.mark.parametrize(
    ("answer", "code", "words"),
    [
        (lambda frame: proper(frame)[:-1], 1, "BROKEN: A frame cannot be read: expected a JSON array"),
        (
            lambda frame: json.dumps([3, frame[1], {}]),
            1,
            "BROKEN: Answer to BootNotification: payload: expected a field",
        ),
        (lambda _: b"\x00", 1, "BROKEN: The backend sends a binary frame"),
        (lambda _: None, 2, "NO VERDICT: the backend has said nothing"),
    ],
)
def test_a_backend_that_does_not(answer: Answer, code: int, words: str, tmp_path: Path) -> None:
    ended, out, err = judged(answer, tmp_path / "new", "--plain")
    assert ended == code, out
    assert words in out
    assert "Traceback" not in out + err
    assert (tmp_path / "new" / "backend.html").exists()


def test_what_is_wrong_in_a_frame_is_printed_with_it(tmp_path: Path) -> None:
    _, out, _ = judged(lambda frame: json.dumps([3, frame[1], {}]), tmp_path)
    (line,) = [line for line in out.splitlines() if "message=result" in line]
    assert "problem=Answer to BootNotification: payload: expected a field" in line


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--report", "{file}", "--url", "ws://127.0.0.1:9/x"), "cannot be made: File exists"),
        (("--report", "{folder}"), "--report judges a backend; name it with --url."),
    ],
)
def test_what_cannot_be_reported_is_said_before_anything_runs(
    words: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    words = tuple(word.format(file=tmp_path / "file", folder=tmp_path) for word in words)

    async def run() -> tuple[int, str]:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "stationproof", "station", *words, cwd=ROOT,
            stdin=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        _, err = await asyncio.wait_for(process.communicate(), PATIENCE_S)
        return process.returncode or 0, err.decode()

    code, err = asyncio.run(run())
    assert code == 3
    assert said in err
