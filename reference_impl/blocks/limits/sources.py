"""Every source of a current limit as a row: what it limits, where its value comes from, what its silence means.

The manual orders the first five from the hardware down to the operator (7.2); which of them there are
depends on the feeds (its three cases). A limit of the feed binds both sockets together, which is the
matter of whoever shares it out (load_management/feed.py), and so each of them alone as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ...model import feeds
from ...model.loads import DISCONNECTED_LIMIT
from ...model.quantities import Current

MANUFACTURER = Current.of_a(32)
"""What each socket of the twin station is built for (manual, 1.4: at most 32 A a socket)."""

PROFILE = "backend profile"
"""The charging profiles of the backend (OCPP 1.6, 3.13; DLM-050)."""
MANAGER = "energy manager"
"""The current limit that an energy manager writes over Modbus TCP (DLM-046; bender-facts, 1.2, register 1000)."""
SAFE_CURRENT = "safe current of the energy manager"
"""In its place while it is silent."""
SHARED = frozenset({"DLM", "feed"})
"""What is left to a socket by those who share current out."""
UNCONNECTED = "phases connected"
"""What keeps a conductor without current that is not connected to the mains (7.1)."""


class Scope(StrEnum):
    """What a limit binds."""

    SOCKET = "socket"
    FEED = "feed of the station"
    ISLAND = "island"
    CONDUCTOR = "conductor of a socket"


class Feeds(StrEnum):
    """Which stations have the limit (7.2: case 3, and the others)."""

    ANY = "any"
    ONE = "two sockets on one feed"
    OTHER = "one socket, or two on two feeds"


@dataclass(frozen=True)
class Source:
    """A source of a limit for one socket.

    keys:   the configuration keys that hold it, by socket; None where it is told
    silent: what holds when the source has nothing to say, or says nothing any more
    """

    name: str
    scope: Scope
    silent: str
    keys: tuple[str, str] | None = None
    feeds: Feeds = Feeds.ANY


def _both(name: str) -> tuple[str, str]:
    return feeds.named(name, 1), feeds.named(name, 2)


KEPT = "cannot be silent: the value is on the disk"

SOURCES: tuple[Source, ...] = (
    Source("manufacturer", Scope.SOCKET, KEPT, (feeds.MAXIMUM, feeds.MAXIMUM)),
    Source("station hardware", Scope.FEED, KEPT, (feeds.HARDWARE, feeds.HARDWARE), Feeds.ONE),
    Source("station hardware (slave)", Scope.FEED, KEPT,
           (feeds.HARDWARE + feeds.CONTROLLER_2, feeds.HARDWARE + feeds.CONTROLLER_2), Feeds.ONE),
    Source("installation", Scope.SOCKET, KEPT, _both(feeds.INSTALLATION), Feeds.OTHER),
    Source("station installation", Scope.FEED, KEPT, (feeds.FEED, feeds.FEED), Feeds.ONE),
    Source("operator", Scope.SOCKET, KEPT, _both(feeds.OPERATOR)),
    Source("cable", Scope.SOCKET, "no plug, nothing is offered"),
    Source("vehicle", Scope.SOCKET, "a vehicle that says nothing over the power line takes less by itself"),
    Source(PROFILE, Scope.SOCKET, "no profile, no limit; profiles hold without the backend (OCPP 1.6, 3.13)"),
    Source(MANAGER, Scope.SOCKET, "the safe current (register 131), once the communication timeout (132) is over"),
    Source("DLM", Scope.ISLAND, "Disconnected Limit [A], 60 s after the master's last word (7.7); a rise: 102 s"),
    Source("feed", Scope.FEED, "the slave controller: its Disconnected Limit [A]; the master: the rest (D-DUO-05)"),
    Source(DISCONNECTED_LIMIT, Scope.SOCKET, KEPT),
    Source(SAFE_CURRENT, Scope.SOCKET, KEPT),
    Source(UNCONNECTED, Scope.CONDUCTOR, KEPT),
)  # fmt: skip
"""In the order of the manual; of equal limits the first is the one that is told.

The Disconnected Limit is named in place of the DLM or the feed while those are silent, the safe current in place of
the energy manager. Which phases are connected limits no socket, but names what keeps the others without current.
"""
