"""Device benches around our own station in a process of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from fixtures.bench.device import DeviceBench
from fixtures.bench.device_subject import Pairs
from fixtures.profile import load_profile
from steps.observations import request

LONG = os.environ.get("STATIONPROOF_DEVICE", "") in ("long", "all")
"""`make device` asks for what takes minutes."""
ALL = os.environ.get("STATIONPROOF_DEVICE") == "all"
"""And nobody by himself for what takes a quarter of an hour."""
CARD = "0A0E9B83"
VALUES = {
    "Connection Type": "Ethernet",
    "OCPP Mode": "OCPP-J 1.6",
    "WebSockets JSON OCPP URL of the Backend": "ws://csms.test/ocpp",
}


@contextmanager
def opened(*, lasting: bool = False) -> Iterator[DeviceBench]:
    """A bench whose station runs, as the profile reference-process has it."""
    profile = load_profile("reference-process")
    assert profile.device is not None
    pairs = Pairs(profile.device, ahead=False, lasting=lasting)
    bench = DeviceBench(pairs, profile.declines)
    try:
        bench.start()
        try:
            yield bench
        finally:
            bench.close()
    finally:
        pairs.close()


def connect(bench: DeviceBench) -> None:
    """Registered with the backend, which knows the card."""
    bench.backend.know_card(CARD.lower(), "Accepted")
    bench.network.resolve("csms.test", tls=False, port=80)
    assert bench.operator.log_in("operator", "yellow_zone")
    for name, value in VALUES.items():
        assert bench.operator.type_value(name, value) == ""
    mark = bench.operator.save_and_restart()
    bench.observe(request("BootNotification"), since=mark, within_ms=60_000)
    bench.wait(500)
