"""Messages of dynamic load management between stations, as typed words (docs/dlm-protocol.md)."""

from __future__ import annotations

from dataclasses import dataclass

from .loads import PerPhase

INTERNAL = "internal"
"""In place of an IP address: the master and the slave of the same station."""
EVERYBODY = ""
"""In place of an IP address: all hosts of the network."""
PORT = 5330
"""UDP port of all stations."""


@dataclass(frozen=True)
class DlmMessage:
    """A message; network: the DLM Network Id of its sender."""

    network: int


@dataclass(frozen=True)
class Beacon(DlmMessage):
    """The sender leads this network; era: how often it has booted."""

    era: int


@dataclass(frozen=True)
class SocketReport:
    """What a socket asks for, and what the master has to know of it.

    charging:   a vehicle is there that may charge
    asleep:     it has stopped asking for current
    most_a:     the socket's own limit, without what is shared out
    share_a:    the limit of load management that it obeys now
    drawn_da:   measured current on its own L1, L2, L3; None before the first reading of this session
    conductors: which of its own conductors (0, 1, 2) are to be reserved; () without a vehicle
    rotation:   on which grid phases they are (model/loads.py, ROTATIONS)
    minimum_a:  Minimum Current Limit of its station
    disconnected_a: what it offers at most while it has no master
    """

    socket: int
    charging: bool
    asleep: bool
    most_a: int
    share_a: int
    drawn_da: PerPhase | None
    conductors: tuple[int, ...]
    rotation: str
    minimum_a: int
    disconnected_a: int


@dataclass(frozen=True)
class Report(DlmMessage):
    """State of a slave; era and heard: of the last assignment that it obeys, 0 and 0 if it obeys none.

    feed_a: current per conductor that both sockets share, None where each has a feed of its own
    """

    era: int
    heard: int
    feed_a: int | None
    sockets: tuple[SocketReport, ...]


@dataclass(frozen=True)
class Assignment(DlmMessage):
    """What each socket may offer: pairs of socket and amperes. A later sequence of an era overrides an earlier."""

    era: int
    sequence: int
    shares_a: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Rival(DlmMessage):
    """From one master to another of the same network: this is the address that you are heard from."""

    address: str
