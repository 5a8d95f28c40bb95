"""Whom the simulated backend lets in, and with which status it shows others the door."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fixtures.peers.connection import Handshake
from fixtures.peers.gate import Gate
from fixtures.peers.opening import basic_header

PLAIN = Handshake("/ocpp/PS2-1", ("ocpp1.6",), "csms.test", 80, False, "")
RIGHT, WRONG = basic_header(b"PS2-1", b"sesame"), basic_header(b"PS2-2", b"sesame")


@pytest.mark.parametrize(
    ("demands", "request_", "status"),
    [
        ({}, PLAIN, 101),
        ({}, replace(PLAIN, subprotocols=("ocpp2.0.1",)), 400),
        ({}, replace(PLAIN, path="/ocpp/"), 404),
        ({"identity": "PS2-1"}, PLAIN, 101),
        ({"identity": "PS2-2"}, PLAIN, 404),
        ({"password": "sesame"}, PLAIN, 401),
        ({"password": "sesame"}, replace(PLAIN, authorization=RIGHT), 101),
        ({"password": "sesame"}, replace(PLAIN, authorization=WRONG), 401),
        ({"client_certificate": True}, PLAIN, 400),
        ({"client_certificate": True}, replace(PLAIN, tls=True, client_certificate="PEM"), 101),
    ],
)
def test_a_station_brings_what_is_demanded_or_stays_outside(
    demands: dict[str, object], request_: Handshake, status: int
) -> None:
    gate = Gate()
    for name, value in demands.items():
        setattr(gate, name, value)
    verdict = gate.judge(request_)
    assert (verdict.status, verdict.accept, bool(verdict.reason)) == (status, status == 101, status != 101)
