"""Frames of Modbus TCP: whole ones, parts of them, several at once, and anything else."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fixtures.peers.energy_manager import Ask, reply_of
from reference_impl.codecs.modbus_tcp import Frame, Malformed, NotModbus, Request, answer, frames, request_of

READ = Ask(3, 1000, 1).frame(transaction=7)


def test_a_frame_is_read_as_the_energy_manager_writes_it() -> None:
    ((frame,), rest) = frames(READ)
    assert (frame, rest) == (Frame(7, 1, bytes((3, 3, 0xE8, 0, 1))), b"")
    assert request_of(frame.pdu) == Request(3, 1000, 1)


@pytest.mark.parametrize(
    ("ask", "request_"),
    [
        (Ask(16, 1000, 1, words=(10,)), Request(16, 1000, 1, (10,))),
        (Ask(16, 131, 2, words=(8, 60)), Request(16, 131, 2, (8, 60))),
        (Ask(6, 1000, 1, words=(10,)), Request(6, 1000, 1, (10,))),
        (Ask(4, 100, 2), Request(4, 100, 2)),
        (Ask(3, 100, 126), Request(3, 100, 126)),
        (Ask(43, 0, 0), Request(43)),
    ],
)
def test_requests_mean_what_was_asked(ask: Ask, request_: Request) -> None:
    ((frame,), _) = frames(ask.frame())
    assert request_of(frame.pdu) == request_


@pytest.mark.parametrize(
    "pdu",
    [
        b"\x03\x03\xe8",  # no count
        b"\x03\x03\xe8\x00\x01\x00",  # more than a count
        b"\x06\x03\xe8",
        b"\x10\x03\xe8\x00\x01",  # no octets
        b"\x10\x03\xe8\x00\x01\x04\x00\x0a",  # says four octets, has two
        b"\x10\x03\xe8\x00\x02\x02\x00\x0a",  # says two registers, has one
    ],
)
def test_a_request_that_makes_no_sense_is_answered_with_an_exception(pdu: bytes) -> None:
    assert request_of(pdu) == Malformed(pdu[0], 3)


@pytest.mark.parametrize(
    "octets",
    [b"GET / HTTP/1.1\r\n", struct.pack(">HHHB", 1, 5, 6, 1), struct.pack(">HHHB", 1, 0, 0, 1),
     struct.pack(">HHHB", 1, 0, 1, 1), struct.pack(">HHHB", 1, 0, 255, 1), struct.pack(">HHHB", 1, 0, 65_535, 1)],
)  # fmt: skip
def test_what_is_no_modbus_is_said_to_be_none(octets: bytes) -> None:
    with pytest.raises(NotModbus):
        frames(octets)


@given(st.lists(st.integers(0, 65_535), min_size=1, max_size=5), st.data())
def test_requests_may_come_in_any_pieces(transactions: list[int], data: st.DataObject) -> None:
    stream, found, rest = b"".join(Ask(3, 1000, 1).frame(one) for one in transactions), [], b""
    while stream:
        cut = data.draw(st.integers(1, len(stream)))
        more, rest = frames(rest + stream[:cut])
        found += more
        stream = stream[cut:]
    assert [frame.transaction for frame in found] == transactions
    assert rest == b""


@given(st.binary(max_size=600))
def test_any_octets_are_frames_or_none(octets: bytes) -> None:
    try:
        found, rest = frames(octets)
    except NotModbus:
        return
    assert len(rest) <= 260
    for frame in found:
        assert isinstance(request_of(frame.pdu), Request | Malformed)


def test_answers_are_read_by_the_energy_manager() -> None:
    ((frame,), _) = frames(READ)
    assert reply_of(answer(frame, (10,), 0)).words == (10,)
    assert reply_of(answer(frame, (), 2)).exception == 2
    assert answer(frame, (), 2) == bytes((0, 7, 0, 0, 0, 3, 1, 0x83, 2))
    ((write,), _) = frames(Ask(16, 1000, 1, words=(10,)).frame(9))
    assert answer(write, (), 0) == bytes((0, 9, 0, 0, 0, 6, 1, 16, 3, 0xE8, 0, 1))
