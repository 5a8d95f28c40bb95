"""Messages of dynamic load management between stations, as typed words (docs/dlm-protocol.md)."""

from __future__ import annotations

from .frozen import dataclass
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

    session:    how many vehicles have begun to charge here since the boot; a share is for this one only
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
    session: int
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

    boot:   another one after each boot of the slave; number: rises with each report of a boot
    feed_a: current per conductor that both sockets share, None where each has a feed of its own
    """

    boot: int
    number: int
    era: int
    heard: int
    feed_a: int | None
    sockets: tuple[SocketReport, ...]


@dataclass(frozen=True)
class Assignment(DlmMessage):
    """What each socket may offer. A later sequence of an era overrides an earlier.

    boot, number: the report that it answers, after which it holds for so long at most
    shares_a:     socket, session and amperes
    """

    boot: int
    number: int
    era: int
    sequence: int
    shares_a: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True)
class Rival(DlmMessage):
    """To a master of whose network there is another one.

    address: that it is heard from, since nobody knows his own
    leader:  who leads, as far as the sender knows; None: the sender itself
    limit_a: what the sender would share out if it led; None from a slave
    """

    address: str
    leader: str | None
    limit_a: PerPhase | None


@dataclass(frozen=True)
class OtherVersion(DlmMessage):
    """A message of another version of this protocol, as far as nobody can do without.

    leads:          it is a beacon: a master is there that no word of ours reaches
    disconnected_a: it is a report: socket, and what it offers at most without a master
    """

    leads: bool
    disconnected_a: tuple[tuple[int, int], ...]
