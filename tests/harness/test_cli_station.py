"""`stationproof station`: a child process against a real WebSocket server of the loopback."""

from __future__ import annotations

import asyncio
import fcntl
import json
import os
import pty
import select
import signal
import socket
import struct
import subprocess
import sys
import termios
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.server import ServerConnection, serve
from websockets.typing import Subprotocol

from fixtures.bench.journal import Journal
from fixtures.bench.memory_store import MemoryStore
from reference_impl.model import events as ev
from reference_impl.model.link_request import LinkRequest
from stationproof.keyboard import LineEditor
from stationproof.simulation import Simulation
from stationproof.verbs import VERBS, Pause, Quit, obey
from stationproof.witness import WitnessLink
from tests.harness.cli_support import PATIENCE_S, ROOT

FAST = ("--boot", "0.05")


def run(*words: str, typed: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "stationproof", "station", *FAST, *words],
        cwd=ROOT,
        input=typed,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )


def test_it_ends_with_0_when_somebody_quits() -> None:
    ended = run(typed="wait\nplug 1\nhelp\nquit\n")
    assert ended.returncode == 0, ended.stderr
    assert "restart     state=running" in ended.stdout
    assert "driver 1 -> station           plug        end=station  inserted=yes  cable_a=32" in ended.stdout
    assert "hold a card to the reader" in ended.stdout
    assert ended.stderr == ""


def test_a_backend_that_cannot_be_reached_is_shown() -> None:
    with socket.socket() as nowhere:  # bound, but nobody listens
        nowhere.bind(("127.0.0.1", 0))
        url = f"ws://127.0.0.1:{nowhere.getsockname()[1]}/ocpp"
        ended = run("--url", url, "--identity", "PS2-1", typed="wait\nwait 1\npage Dashboard\nquit\n")
    assert ended.returncode == 0, ended.stderr
    assert f"state=connecting  url={url}/PS2-1" in ended.stdout
    assert "state=unreachable  reason=connection refused" in ended.stdout
    assert "Connection State (Backend): Not Connected" in ended.stdout


def test_what_was_saved_outlasts_the_process(tmp_path: Path) -> None:
    state = str(tmp_path / "disk")
    run("--state", state, typed='wait\nset "Vehicle connection timeout" 30\nsave\nquit\n')
    ended = run("--state", state, typed="wait\npage Authorization\nquit\n")
    assert "Vehicle connection timeout: 30" in ended.stdout


def test_a_damaged_record_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "configuration.json").write_text("{")
    ended = run("--state", str(tmp_path), typed="")
    assert ended.returncode == 3
    assert "the record 'configuration' cannot be read" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_local_network_is_an_address_of_this_machine() -> None:
    ended = run("--lan", "127.0.0.2:15331", typed="wait\nquit\n")
    assert ended.returncode == 0, ended.stderr
    for nonsense, why in (
        ("nowhere", "'nowhere' is no IPv4 address; name"),
        ("::1", "'::1' is no IPv4 address; name"),
        ("", "'' is no IPv4 address; name"),
        ("127.0.0.2:70000", "'70000' is no port from 1 to 65535; name"),
        ("127.0.0.2:x", "'x' is no port from 1 to 65535; name"),
        ("192.0.2.1", "cannot assign requested address; name"),
    ):
        ended = run("--lan", nonsense, typed="")
        assert ended.returncode == 3
        assert ended.stderr.startswith(f"stationproof: --lan {nonsense} cannot be used: {why}")


def test_an_address_on_the_local_network_belongs_to_one_station() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as a station has it
        taken.bind(("127.0.0.2", 0))
        port = taken.getsockname()[1]
        ended = run("--lan", f"127.0.0.2:{port}", typed="")
    assert ended.returncode == 3
    assert "address already in use; name an address of this machine" in ended.stderr


async def _backend(
    answer: Callable[[list[Any]], Any], typed: str, done: Callable[[list[Any]], bool]
) -> tuple[list[Any], str, int]:
    """What a station sends to a backend that answers calls so; `typed` is typed as soon as `done` says so."""
    heard: list[Any] = []
    enough = asyncio.Event()

    async def handle(connection: ServerConnection) -> None:
        async for text in connection:
            frame = json.loads(text)
            heard.append(frame)
            if frame[0] == 2:
                await connection.send(json.dumps([3, frame[1], answer(frame)]))
            if done(frame):
                enough.set()

    async with serve(handle, "127.0.0.1", 0, subprotocols=[Subprotocol("ocpp1.6")]) as server:
        port = next(iter(server.sockets)).getsockname()[1]
        words = ["--url", f"ws://127.0.0.1:{port}/ocpp", "--identity", "PS2-1"]
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "stationproof", "station", *FAST, *words,
            cwd=ROOT, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        await _in_time(enough.wait())
        stdout, _ = await _in_time(process.communicate(typed.encode()))
        assert process.returncode is not None
        return heard, stdout.decode(), process.returncode


async def _in_time(work: Awaitable[Any]) -> Any:
    return await asyncio.wait_for(work, PATIENCE_S)


def _accepting(frame: list[Any]) -> dict[str, Any]:
    if frame[2] == "BootNotification":
        return {"status": "Accepted", "currentTime": "2026-11-22T10:00:00Z", "interval": 300}
    return {"idTagInfo": {"status": "Accepted"}, "transactionId": 7} if "Transaction" in frame[2] else {}


def test_a_backend_hears_it_boot() -> None:
    heard, said, code = asyncio.run(
        _backend(_accepting, "quit\n", lambda frame: frame[2] == "StatusNotification" and frame[3]["connectorId"] == 2)
    )
    assert code == 0
    assert heard[0][2] == "BootNotification"
    assert heard[0][3]["chargePointModel"] == "Powerstation TWO"
    assert "backend -> station            frame       message=result" in said
    assert "state=closed  reason=closed by the station" in said


def test_ctrl_c_ends_it_with_0() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "stationproof", "station", *FAST],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    while "state=running" not in process.stdout.readline():
        pass
    process.send_signal(signal.SIGINT)
    said, complaints = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 0
    assert "state=power off" in said
    assert complaints == ""


def test_a_terminal_gets_a_dashboard() -> None:
    ours, theirs = pty.openpty()
    fcntl.ioctl(ours, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    with socket.socket() as nowhere:  # bound, but nobody listens
        nowhere.bind(("127.0.0.1", 0))
        url = f"ws://127.0.0.1:{nowhere.getsockname()[1]}/ocpp"
        process = subprocess.Popen(
            [sys.executable, "-m", "stationproof", "station", *FAST, "--url", url],
            cwd=ROOT, stdin=theirs, stdout=theirs, stderr=theirs, env={**os.environ, "TERM": "xterm"},
        )  # fmt: skip
        os.close(theirs)
        try:
            _read_until(ours, "software running", "socket 2", "backend unreachable connection refused")
            os.write(ours, b"plug 1\n")
            _read_until(ours, "cable of 32 A")
            os.write(ours, b"mains off\nhelp")
            _read_until(ours, "software power off", "> help")
            os.write(ours, b"\x15quit\n")
            _read_until(ours, "\x1b[?1049l")  # back to the ordinary screen
            assert process.wait(PATIENCE_S) == 0
        finally:
            process.kill()
            process.wait()
            os.close(ours)


def _read_until(terminal: int, *words: str) -> None:
    """Read what a terminal shows until all the words have been seen."""
    seen = ""
    while not all(word in seen for word in words):
        ready, _, _ = select.select([terminal], [], [], PATIENCE_S)
        assert ready, f"the screen never showed {words}: {seen[-3000:]}"
        seen += os.read(terminal, 65_536).decode(errors="replace")


# What is typed


def test_the_line_editor_knows_backspace_ctrl_u_and_cursor_keys() -> None:
    editor = LineEditor()
    assert editor.feed(b"plux\x7fg 1\r") == ["plug 1"]
    assert editor.feed(b"nonsense\x15quit\x1b[A\n") == ["quit"]
    assert editor.feed("caf\u00e9".encode()[:4]) == []
    assert editor.feed("caf\u00e9".encode()[4:] + b"\n") == ["caf\u00e9"]
    assert editor.text == ""


def with_station(work: Callable[[Simulation], None]) -> None:
    """Do something with a station whose software runs."""

    async def main() -> None:
        station = Simulation(asyncio.get_running_loop(), store=MemoryStore(), boot_ms=0)
        running = asyncio.Event()
        station.journal.listen(lambda entry: running.set() if entry.detail.get("state") == "running" else None)
        station.power(True)
        await _in_time(running.wait())
        work(station)
        await station.end()

    asyncio.run(main())


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("", ""),
        ("fly", "there is no command 'fly'; type help"),
        ("plug", "write: plug 1, or plug 1 20 for a cable of 20 A"),
        ("plug 3", "there is no socket '3'; there are 1 and 2"),
        ("plug 1 x", "'x' is no cable rating; write 13, 20, 32 or 63"),
        ("plug 1 14", "there is no cable of 14 A; choose one of 13, 20, 32, 63"),
        ("unplug 1", "no car is connected to socket 1"),
        ("pull 1", "there is no plug in socket 1 to pull"),
        ("ready 1", "no car is connected to socket 1"),
        ("card 1 0A0", "'0A0' is not a UID: write its bytes in hexadecimal, for instance 0A0E9B83"),
        ('set "Free Charging', "this cannot be read (No closing quotation); put quotes around what has blanks in it"),
        ("set Nothing 1", "there is no configuration key 'Nothing'"),
        ('set "Free Charging" Maybe', "Free Charging: 'Maybe' is neither 'On' nor 'Off'"),
        ("mains on", "the supply is on already"),
        ("mains up", "write: mains on, or mains off"),
        ("page Nowhere", "there is no page 'Nowhere'; type page Menu"),
        ("wait long", "'long' is no whole number of seconds"),
    ],
)
def test_what_cannot_be_done_is_answered_with_a_sentence(line: str, answer: str) -> None:
    with_station(lambda station: _starts(obey(station, line), answer))


def _starts(said: str, answer: str) -> None:
    assert said.startswith(answer)


def test_a_driver_an_operator_and_the_supply() -> None:
    def work(station: Simulation) -> None:
        assert obey(station, "plug 1 20") == ""
        assert station.hardware.outlets[1].cable_a == 20
        assert obey(station, "notready 1") == obey(station, "ready 1") == obey(station, "card 2 04a1b2c3") == ""
        assert obey(station, 'set "Vehicle connection timeout" 30') == "typed; save or restart makes it last"
        assert obey(station, "save") == "saved; what needs a restart waits for one"
        assert "Vehicle connection timeout: 30" in obey(station, "page Authorization")
        assert obey(station, "unplug 1") == obey(station, "mains off") == ""
        assert obey(station, "save") == "the station's software does not run; wait for it, or type mains on"

    with_station(work)


def test_leaving_and_waiting_are_for_whoever_reads_the_lines() -> None:
    def work(station: Simulation) -> None:
        with pytest.raises(Quit):
            obey(station, "quit")
        with pytest.raises(Pause) as pause:
            obey(station, "wait 2")
        assert pause.value.seconds == 2
        with pytest.raises(Pause) as pause:
            obey(station, "wait")
        assert pause.value.seconds is None

    with_station(work)


def test_help_names_every_command() -> None:
    def work(station: Simulation) -> None:
        assert all(f"{name} " in obey(station, "help") for name in VERBS)

    with_station(work)


# The tap on the line


class DeadLink:
    """A link that goes nowhere."""

    def __init__(self) -> None:
        self.tell: Callable[[ev.Event], None] = lambda event: None

    def open(self, request: LinkRequest, tell: Callable[[ev.Event], None]) -> None:
        self.tell = tell

    def send(self, text: str) -> None: ...

    def close(self, abrupt: bool = False) -> None: ...


def test_what_passes_is_written_down_and_handed_on() -> None:
    journal, inside, told = Journal(lambda: 0), DeadLink(), list[ev.Event]()
    link = WitnessLink(inside, journal)
    link.send("lost, the line is not open")
    link.open(LinkRequest("ws://there/1", "ocpp1.6"), told.append)
    inside.tell(ev.LinkUp())
    link.send('[2,"1","Heartbeat",{}]')
    inside.tell(ev.FrameReceived('[3,"1",{"currentTime":"x"}]'))
    inside.tell(ev.FrameReceived("garbage"))
    inside.tell(ev.FrameReceived('[4,"2","InternalError","why",{}]'))
    link.close()
    link.close()
    assert [(entry.who, entry.kind, entry.detail.get("state")) for entry in journal if entry.kind == "link"] == [
        ("station", "link", "connecting"),
        ("station", "link", "open"),
        ("station", "link", "closed"),
    ]
    frames = [
        (entry.who, entry.detail["message"], entry.detail["action"]) for entry in journal if entry.kind == "frame"
    ]
    assert frames == [
        ("station", "call", "Heartbeat"),
        ("backend", "result", "Heartbeat"),
        ("backend", "garbage", ""),
        ("backend", "error", ""),
    ]
    assert len(told) == 4
