"""The parameters of chapter 7.4 as load management reads them: names, and per-phase values as numbers."""

from __future__ import annotations

from ...model import feeds
from ...model.loads import PerPhase
from ...model.settings import Settings

ROLE = feeds.DLM_ROLE
WITH_SLAVE, STANDALONE = "DLM Master (With internal DLM-Slave)", "DLM Master (Standalone)"
DISCOVERING, FIXED = "DLM Slave (Master-Auto-Discovery)", "DLM Slave (Master-Fixed-IP)"
MASTERS = frozenset({WITH_SLAVE, STANDALONE})
SLAVES = frozenset({WITH_SLAVE, DISCOVERING, FIXED})
NETWORK = "DLM Network Id"
MASTER_ADDRESS = "DLM Master IP Address"
QUIET = "Disable Discovery Broadcasting"
ALGORITHM, ROTATING = "DLM Algorithm", "Rotating slots"
WAKEUP = "Allow EV Wakeup"
SUB = "EVSE Sub-Distribution Limit (L1/L2/L3) [A]"
OPSUB = "Operator EVSE Sub-Distribution Limit (L1/L2/L3) [A]"
INPUTS = {1: "External Input 1 Config", 2: "External Input 2 Config"}
INPUT_LIMIT = "External Input Limit (L1/L2/L3) [A]"
METER = "External Meter Support"
MAIN = "Main Distribution Limit (L1/L2/L3) [A]"
HEADROOM = "External Load Headroom (L1/L2/L3) [A]"
FALLBACK = "External Load Fallback (L1/L2/L3) [A]"
LOCATION, INCLUDING = "External Meter Location", "Including EVSE Sub-Distribution"
IMBALANCE = "Current Imbalance Prevention"
MINIMUM, DISCONNECTED = feeds.MINIMUM, feeds.DISCONNECTED
CLEAR = "Clear persistent DLM slave DB"
"""A button."""

LIVE = frozenset({SUB, OPSUB, INPUT_LIMIT, MAIN, HEADROOM, FALLBACK, MINIMUM})
"""What changes the distribution at once when it is saved (D-DLM-20)."""


def per_phase(settings: Settings, name: str) -> PerPhase:
    """The three numbers of a parameter that has one for each of L1, L2 and L3."""
    l1, l2, l3 = (int(part) for part in settings.text(name).split("/"))
    return l1, l2, l3


def shown(values: PerPhase) -> str:
    """Three numbers as the parameters write them."""
    return "/".join(map(str, values))


# -- of one station --


def sockets(settings: Settings) -> tuple[int, ...]:
    """The sockets that this model has."""
    return tuple(socket for socket in (1, 2) if settings.has(feeds.named(feeds.OPERATOR, socket)))


def rotation(settings: Settings, socket: int) -> str:
    """RST and the like, without what the page says behind it."""
    return settings.text(feeds.named(feeds.ROTATION, socket))[:3]


def own_a(settings: Settings, socket: int) -> int:
    """The smallest limit of a socket that stands in the parameters."""
    own = [settings.number(name) for name in (feeds.MAXIMUM, feeds.named(feeds.OPERATOR, socket))]
    if not feeds.one_feed(settings):
        own.append(settings.number(feeds.named(feeds.INSTALLATION, socket)))
    return min(own)


def feed_a(settings: Settings) -> int | None:
    """What both sockets of the station share on each conductor; None where each has a feed of its own (7.3)."""
    if not feeds.one_feed(settings):
        return None
    return min(settings.number(name) for name in (feeds.HARDWARE, feeds.HARDWARE + feeds.CONTROLLER_2, feeds.FEED))
