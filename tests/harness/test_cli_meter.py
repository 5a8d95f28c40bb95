"""`stationproof meter`: read by pymodbus' own client, controlled over HTTP, and sentences for mistakes."""

from __future__ import annotations

import signal
import struct
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from pymodbus.client import ModbusTcpClient

from fixtures.bench.device_subject import Process
from tests.harness.cli_support import PATIENCE_S
from tests.harness.test_cli_control import said_by


@pytest.fixture
def addresses(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A Siemens meter whose load follows a file: 5 A on L1, from the start on."""
    profile = tmp_path / "house.csv"
    profile.write_text("0;5;0;0\n", encoding="utf-8")
    words = ("meter", "7KM2200", "--quiet", "--port", "0", "--http", "0", "--profile", str(profile))
    with closing(Process("the meter", words, ("meter", "control"))) as running:
        yield running.addresses()
        running.signal(signal.SIGINT)
        running.wait(PATIENCE_S)
        assert running.ended() in ("exit code 0, it said nothing",)


def floats(address: str, first: int, count: int) -> tuple[float, ...]:
    """Float32 registers, high word first, as the maker documents them."""
    split = urlsplit(address.split()[0])
    assert split.hostname is not None
    assert split.port is not None
    with ModbusTcpClient(split.hostname, port=split.port, timeout=PATIENCE_S) as client:
        reply = client.read_holding_registers(first, count=2 * count, device_id=1)
    assert not reply.isError()
    return struct.unpack(f">{count}f", struct.pack(f">{2 * count}H", *reply.registers))


def test_a_meter_is_read_and_its_load_is_set(addresses: dict[str, str]) -> None:
    assert floats(addresses["meter"], 13, 3) == (5.0, 0.0, 0.0)
    control = httpx.Client(base_url=addresses["control"], timeout=PATIENCE_S)
    with control:
        assert control.put("/load", json={"l1_a": 10, "l2_a": 20, "l3_a": 30.5}).status_code == 200
        assert floats(addresses["meter"], 13, 3) == (10.0, 20.0, 30.5)
        assert floats(addresses["meter"], 1, 3) == (230.0, 230.0, 230.0)
        shown = control.get("/meter").json()
        assert (shown["current_a"], shown["follows_profile"]) == ([10.0, 20.0, 30.5], False)
        assert control.delete("/load").status_code == 200
        assert floats(addresses["meter"], 13, 3) == (5.0, 0.0, 0.0)
        seen = {entry["kind"]: entry["detail"] for entry in control.get("/journal").json()["entries"]}
        assert seen["modbus"]["answer"] == "registers"
        refused = control.put("/misbehaviour", json={"how": "sing"})
        assert refused.status_code == 409
        assert refused.json()["error"].startswith("a meter cannot 'sing'; there are ")
        for no_number in ("much", "10", True):
            answer = control.put("/load", json={"l1_a": no_number, "l2_a": 0, "l3_a": 0})
            assert (answer.status_code, answer.json()["error"]) == (422, "l1_a: Input should be a valid number")
        answer = control.put("/load", json={"l1_a": 1, "l2_a": 2, "l3_a": 3, "l4_a": 4})
        assert answer.json()["error"].startswith("l4_a: there is no such field")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("PAC4200",), "There is no meter 'PAC4200'; choose one of 7KM2200, EM300-LR, EEM-MB371, EEM-MB370."),
        (("7KM2200", "--profile", "nowhere.csv"), "nowhere.csv cannot be read: no such file or directory."),
    ],
)
def test_what_cannot_be_is_a_sentence(words: tuple[str, ...], sentence: str) -> None:
    assert said_by("meter", *words, "--port", "0", code=3) == f"stationproof: {sentence}\n"


def test_a_profile_that_is_none_is_a_sentence_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "house.csv"
    path.write_text("0;5;0;0\n1;5;much;0\n", encoding="utf-8")
    said = said_by("meter", "7KM2200", "--port", "0", "--profile", str(path), code=3)
    assert said == (
        f"stationproof: {path} is no load profile: line 2: l2_a is 'much', which is not a number like 12.5.\n"
    )
