"""`backend`, `station --control` and `run --bench device`: whatever is wrong is one sentence and an exit code."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from fixtures.bench.api import BenchBroken
from fixtures.bench.device import DeviceBench
from fixtures.bench.device_subject import Pairs, Process
from fixtures.device_profile import DeviceProfile, DeviceProfileError, read_device
from stationproof.codes import Stop
from stationproof.control_options import LOOPBACK, TOKEN_VARIABLE, control_options
from tests.harness.cli_support import PATIENCE_S, ROOT


def said_by(*words: str, code: int) -> str:
    """What a command says on standard error; it ends with this code and without a traceback."""
    ended = subprocess.run(
        [sys.executable, "-m", "stationproof", *words],
        cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=4 * PATIENCE_S, check=False,
    )  # fmt: skip
    assert ended.returncode == code, ended.stderr
    assert "Traceback" not in ended.stderr
    return ended.stderr


@pytest.mark.parametrize("words", [("backend", "--control", "0", "--port"), ("station", "--control")])
def test_a_port_in_use_is_a_sentence(words: tuple[str, ...]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = said_by(*words, str(port), code=3)
    assert said == (
        f"stationproof: Port {port} of 127.0.0.1 cannot be had: address already in use; choose another, or 0 for any.\n"
    )


def test_an_address_of_another_machine_is_a_sentence() -> None:
    said = said_by("meter", "7KM2200", "--port", "0", "--host", "192.0.2.1", code=3)
    assert said.startswith("stationproof: 192.0.2.1 is no address of this machine (cannot assign requested address)")


def test_an_address_that_is_none_is_a_sentence() -> None:
    said = said_by("backend", "--host", "256.1.1.1.1", "--port", "0", code=3)
    assert said.startswith("stationproof: There is no address '256.1.1.1.1': ")
    assert said.count("\n") == 1


@pytest.mark.parametrize("token", ["", " x", "caf\u00e9"])
def test_a_token_that_no_header_carries_is_a_sentence(token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Stop, match="The token must be "):
        control_options(0, LOOPBACK, token)
    monkeypatch.setenv(TOKEN_VARIABLE, token)
    with pytest.raises(Stop, match="The token must be "):
        control_options(0, LOOPBACK, None)


def test_a_token_from_the_environment_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(TOKEN_VARIABLE, "sesame")
    assert control_options(0, LOOPBACK, None).token == "sesame"
    assert control_options(0, LOOPBACK, "other").token == "other"


def test_ctrl_c_ends_the_backend_with_0() -> None:
    process = Process("the backend", ("backend", "--port", "0", "--control", "0"), ("stations", "control"))
    try:
        process.addresses()
        process.signal(signal.SIGINT)
        process.wait(PATIENCE_S)
        assert process.ended() == "exit code 0, it said nothing"
    finally:
        process.close()


# -- the device bench --


def profile_of(folder: Path, device: str, benches: str = '["device"]') -> Path:
    """A profile with this table [device]."""
    text = (ROOT / "fixtures" / "profiles" / "reference.toml").read_text(encoding="utf-8")
    text = text.replace('["virtual", "wire"]', benches)
    file = folder / "mine.toml"
    file.write_text(text.replace("[claims]", f"{device}\n\n[claims]"), encoding="utf-8")
    return file


def test_the_device_bench_needs_a_profile_that_has_it() -> None:
    said = said_by("run", "--bench", "device", code=3)
    assert "reference.toml does not run on the device bench; choose --bench virtual or wire" in said


def test_a_profile_with_a_device_bench_needs_the_table(tmp_path: Path) -> None:
    said = said_by("run", "--profile", str(profile_of(tmp_path, "")), code=3)
    assert "mine.toml: the bench 'device' and the table [device] go together; write both or neither" in said


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ({"tolerance": 5}, "[device] has 'tolerance', which nobody reads; write one of station, backend,"),
        ({"tolerance_ms": "5"}, "[device] has tolerance_ms = '5'; write a whole number of milliseconds"),
        ({"tolerance_ms": -5}, "[device] has tolerance_ms = -5; write a whole number of milliseconds"),
        ({"boot_ms": True}, "[device] has boot_ms = True; write a whole number of milliseconds"),
        ({"station": 9002}, "[device] has station = 9002; write a text in quotes"),
        ({"station": "somewhere"}, "[device] has station = 'somewhere'; write \"process\", or an address like http://"),
        ({"backend": "http://x:1"}, "[device] line is where the subject reaches the backend"),
        ({"line": "ws://x:1"}, "[device] line is where the subject reaches the backend"),
        (3, "'device' is 3; write it as a table [device]"),
    ],
)
def test_what_is_wrong_with_the_table_is_a_sentence(table: object, sentence: str) -> None:
    with pytest.raises(DeviceProfileError) as told:
        read_device(table)
    assert str(told.value).startswith(sentence)


@pytest.mark.parametrize("which", ["station", "backend"])
def test_an_interface_that_does_not_answer_breaks_the_bench_with_a_sentence(which: str) -> None:
    with socket.socket() as nowhere:  # bound, but nobody listens
        nowhere.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{nowhere.getsockname()[1]}"
        addresses = {"station": url} if which == "station" else {"backend": url, "line": "ws://127.0.0.1:1"}
        with closing(Pairs(DeviceProfile(**addresses), ahead=False)) as pairs, pytest.raises(BenchBroken) as told:
            DeviceBench(pairs).start()
    sentence = f"the control interface of the {which} at {url} does not answer: All connection attempts failed"
    assert str(told.value) == sentence


def test_a_station_that_is_not_claimed_to_have_an_eye_is_not_asked(tmp_path: Path) -> None:
    """Decided before anything is started: the addresses lead nowhere."""
    table = '[device]\nstation = "http://127.0.0.1:1"\nbackend = "http://127.0.0.1:1"\nline = "ws://127.0.0.1:1"'
    file = profile_of(tmp_path, table)
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("led = true", 'led = { claim = false, because = "no camera looks at it" }'), "utf-8")
    out = tmp_path / "out"
    said_by("run", "--bench", "device", "--profile", str(file), "-r", "LED-010", "--no-allure", "-o", str(out), code=2)
    results = (out / "results.jsonl").read_text(encoding="utf-8")
    assert '"outcome": "not_applicable"' in results
    assert "led is not claimed, because no camera looks at it" in results
    assert '"outcome": "broken"' not in results
