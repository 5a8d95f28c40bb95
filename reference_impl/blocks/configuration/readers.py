"""How a typed text becomes a value. A ValueError tells the person at the screen what was expected."""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import IPv4Address, IPv4Network
from urllib.parse import urlsplit

from ...model.link_request import Proxy
from ...model.mail import is_address
from ...model.meter import named

MOST_DIGITS = 18
"""Longer ones mean no number that anything here has, and Python would refuse them in words of its own."""
LONGEST_SHOWN = 60
"""Of what somebody typed, in the sentence that refuses it."""


def switch(text: str) -> bool:
    """On or Off."""
    if text not in ("On", "Off"):
        raise ValueError(f"{text!r} is neither 'On' nor 'Off'")
    return text == "On"


def whole(low: int, high: int, unit: str = "") -> Callable[[str], int]:
    """A whole number between two limits, both included."""
    in_unit = f" {unit}" if unit else ""

    def read(text: str) -> int:
        digits = text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
        if not digits or not low <= int(text) <= high:
            raise ValueError(f"{text[:LONGEST_SHOWN]!r} is not a whole number from {low} to {high}{in_unit}")
        return int(text)

    return read


def per_phase(low: int, high: int, unit: str = "A") -> Callable[[str], tuple[int, ...]]:
    """Three whole numbers, for L1, L2 and L3, as in "20/20/20"."""
    one = whole(low, high, unit)

    def read(text: str) -> tuple[int, ...]:
        parts = text.split("/")
        if len(parts) != 3:
            raise ValueError(f"{text!r} is not a value for L1, L2 and L3 with strokes between them, as in 20/20/20")
        return tuple(one(part) for part in parts)

    return read


def choice(*choices: str) -> Callable[[str], str]:
    """One of the values on offer."""

    def read(text: str) -> str:
        if text not in choices:
            raise ValueError(f"{text!r} is not on offer; choose one of: {'; '.join(choices)}")
        return text

    return read


def line(longest: int) -> Callable[[str], str]:
    """One line of text."""

    def read(text: str) -> str:
        if len(text) > longest or not text.isprintable():
            raise ValueError(f"write at most {longest} printable characters on one line")
        return text

    return read


def id_tag(longest: int) -> Callable[[str], str]:
    """An idTag as it may travel: printable ASCII (OCPP 1.6, 7.15 and CiString)."""
    one_line = line(longest)

    def read(text: str) -> str:
        if not text.isascii():
            raise ValueError(f"{text[:LONGEST_SHOWN]!r} has letters that no backend takes; write ASCII, as in FREE0001")
        return one_line(text)

    return read


def host(text: str) -> str:
    """Empty, or the name or the address of a server, without a scheme and without a port."""
    if len(text) > 253 or not text.isascii() or not text.isprintable() or set(text) & set(" /@:,;<>"):
        raise ValueError(f"{text[:LONGEST_SHOWN]!r} is not the name of a server, as in smtp.example.org")
    return text


def measurands(most: int) -> Callable[[str], tuple[str, ...]]:
    """Measurands that the station has, with commas between them; none is possible (OCPP 1.6, 9.1.17)."""

    def read(text: str) -> tuple[str, ...]:
        items = tuple(text.split(",")) if text else ()
        if len(items) > most or len(set(items)) < len(items):
            raise ValueError(f"write at most {most} measurands, each once, with commas between them")
        for item in items:
            named(item)
        return items

    return read


def proxy(text: str) -> str:
    """Empty, or host and port of an HTTP proxy."""
    Proxy.read(text)
    return text


ROTATIONS = ("NotApplicable", "Unknown", "RST", "RTS", "SRT", "STR", "TRS", "TSR")
ROTATED = ("0", "1", "2")
"""The station and its connectors."""


def phase_rotation(text: str) -> tuple[str, ...]:
    """How each connector is wired to its meter, as in "0.RST,1.RST,2.STR" (OCPP 1.6, 9.1.8)."""
    items = tuple(text.split(",")) if text else ()
    pairs = [item.partition(".")[::2] for item in items]
    if any(where not in ROTATED or how not in ROTATIONS for where, how in pairs):
        raise ValueError(f"{text!r} is no list of connector and rotation, as in 0.RST,1.RST,2.STR")
    if len({where for where, _ in pairs}) < len(pairs):
        raise ValueError(f"{text!r} names a connector twice")
    return items


def websocket_url(text: str) -> str:
    """Empty, or ws: or wss: with a host (manual, Back-end verbinding, scenario 2)."""
    if text:
        parts = urlsplit(text)
        if parts.scheme not in ("ws", "wss") or not parts.hostname:
            raise ValueError(f"{text!r} is not a WebSocket URL: it begins with ws: or wss: and names a host, as in ws://backend.example/ocpp")
    return text


def ipv4(text: str) -> str:
    """Empty, or an IPv4 address."""
    try:
        return str(IPv4Address(text)) if text else ""
    except ValueError as error:
        raise ValueError(f"{text!r} is not an IPv4 address, as in 192.168.1.77") from error


def netmask(text: str) -> str:
    """Empty, or the netmask of an IPv4 network."""
    masks = {str(IPv4Network((0, length)).netmask) for length in range(1, 33)}
    if text and text not in masks:
        raise ValueError(f"{text!r} is not a netmask, as in 255.255.255.0")
    return text


def mail_address(text: str) -> str:
    """Empty, or one address (RFC 5321, 4.1.2) without a display name."""
    if text and not is_address(text):
        raise ValueError(f"{text[:LONGEST_SHOWN]!r} is not one mail address, as in facility@example.org")
    return text
