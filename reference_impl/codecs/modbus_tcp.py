"""Modbus TCP as a server reads and writes it: frames with their header, requests for registers, and answers.

Source: MODBUS Messaging on TCP/IP Implementation Guide 1.0b (header), MODBUS Application Protocol 1.1b3 (requests).
What is no Modbus at all ends the connection (NotModbus): where a frame ends is not known any more. What is Modbus and
makes no sense is answered with an exception.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

HEADER = struct.Struct(">HHHB")
LEAST, MOST = 2, 254
"""The length field: the unit identifier, and a PDU of 1 to 253 octets."""
WRITE_ONE, WRITE = 6, 16
READS = frozenset({1, 2, 3, 4})
ILLEGAL_VALUE = 3
ERROR = 0x80


class NotModbus(ValueError):
    """The stream of octets is no Modbus TCP (any more)."""


@dataclass(frozen=True)
class Frame:
    """One request as it came; pdu: function code and what follows."""

    transaction: int
    unit: int
    pdu: bytes


@dataclass(frozen=True)
class Request:
    """A request for registers; count is that of the words where it is a write. Other functions have neither."""

    function: int
    address: int = 0
    count: int = 0
    words: tuple[int, ...] = ()


@dataclass(frozen=True)
class Malformed:
    """A request that makes no sense; code: of the exception that answers it."""

    function: int
    code: int


def frames(octets: bytes) -> tuple[list[Frame], bytes]:
    """The whole frames at the beginning, and what is left. NotModbus when a header cannot be one."""
    found: list[Frame] = []
    while len(octets) >= HEADER.size:
        transaction, protocol, length, unit = HEADER.unpack_from(octets)
        if protocol or not LEAST <= length <= MOST:
            raise NotModbus(f"protocol {protocol}, length {length}")
        end = HEADER.size - 1 + length
        if len(octets) < end:
            break
        found.append(Frame(transaction, unit, octets[HEADER.size : end]))
        octets = octets[end:]
    return found, octets


def request_of(pdu: bytes) -> Request | Malformed:
    """What is asked."""
    function, body = pdu[0], pdu[1:]
    if function not in {*READS, WRITE_ONE, WRITE}:
        return Request(function)
    if function == WRITE:
        return _write(body)
    if len(body) != 4:
        return Malformed(function, ILLEGAL_VALUE)
    address, last = struct.unpack(">HH", body)
    return Request(function, address, 1, (last,)) if function == WRITE_ONE else Request(function, address, last)


def _write(body: bytes) -> Request | Malformed:
    if len(body) < 5:
        return Malformed(WRITE, ILLEGAL_VALUE)
    address, count, octets = struct.unpack_from(">HHB", body)
    if octets != 2 * count or octets != len(body) - 5:
        return Malformed(WRITE, ILLEGAL_VALUE)
    return Request(WRITE, address, count, struct.unpack_from(f">{count}H", body, 5))


def answer(frame: Frame, words: tuple[int, ...], exception: int) -> bytes:
    """The frame that answers a request: with the words that were read, with an exception, or with what was written."""
    function = frame.pdu[0]
    if exception:
        pdu = bytes((function | ERROR, exception))
    elif function in (WRITE_ONE, WRITE):
        pdu = frame.pdu[:5]
    else:
        pdu = struct.pack(f">BB{len(words)}H", function, 2 * len(words), *words)
    return HEADER.pack(frame.transaction, 0, len(pdu) + 1, frame.unit) + pdu
