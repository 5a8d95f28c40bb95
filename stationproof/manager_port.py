"""Where `stationproof station` serves energy managers: the option, and what it writes into the configuration."""

from __future__ import annotations

from contextlib import ExitStack
from ipaddress import IPv4Address
from socket import AF_INET, SO_REUSEADDR, SOCK_STREAM, SOL_SOCKET, socket

from .codes import Stop
from .control_options import LOOPBACK, MOST_PORT

OPTION = "--energy-manager"
SERVER, BASE_PORT = "Modbus TCP Server for energy management systems", "Modbus TCP Server Base Port"


def manager_port(text: str | None) -> tuple[str, int] | None:
    """Address and base port; Stop when nobody can listen there and at the next port, which is that of socket 2."""
    if text is None:
        return None
    address, _, port = text.rpartition(":") if ":" in text else (LOOPBACK, "", text)
    advice = "write a port, or an address of this machine and a port, as in 0.0.0.0:1502"
    if not (port.isascii() and port.isdigit() and len(port) <= len(str(MOST_PORT)) and 0 < int(port) < MOST_PORT):
        raise Stop(f"{OPTION} {text} cannot be used: {port!r} is no port from 1 to {MOST_PORT - 1}; {advice}.")
    try:
        where = str(IPv4Address(address)), int(port)
        _probe(*where)
    except ValueError as error:
        raise Stop(f"{OPTION} {text} cannot be used: {address!r} is no IPv4 address; {advice}.") from error
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        both = "where this port and the next are free"
        raise Stop(f"{OPTION} {text} cannot be used: {why}; {advice}, {both}.") from error
    return where


def configuration(where: tuple[str, int] | None) -> dict[str, str]:
    """What somebody would have entered on the page Load Management."""
    return {} if where is None else {SERVER: "On", BASE_PORT: str(where[1])}


def _probe(address: str, port: int) -> None:
    with ExitStack() as probes:
        for one in (port, port + 1):
            probe = probes.enter_context(socket(AF_INET, SOCK_STREAM))
            probe.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
            probe.bind((address, one))
