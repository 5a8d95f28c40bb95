"""Rows of the dashboard about load management; scenarios read them by these labels (docs/load-management.md)."""

from __future__ import annotations

from ...model.dlm import INTERNAL
from ...model.loads import PerPhase
from .distribution import Distribution
from .parameters import WITH_SLAVE, shown

ROLE, NETWORK, LEADER = "DLM role", "DLM network", "DLM master"
CONNECTED, MISSING = "DLM slaves connected", "DLM slaves missing"
AVAILABLE = "DLM distributable current (L1/L2/L3) [A]"
LIMITED_BY = "DLM distributable current is limited by (L1/L2/L3)"
RESERVED = "DLM current kept for missing slaves (L1/L2/L3) [A]"
METER, EXTERNAL = "DLM external meter (L1/L2/L3) [A]", "DLM external load (L1/L2/L3) [A]"
NOISE = "DLM messages not understood"
LEADS = "this station"
NOBODY = "nobody"
"""In place of a master's address: the sockets are not in the distribution."""
ALONE, SEARCHING = "none, Disconnected Limit", "searching"

Rows = tuple[tuple[str, str], ...]


def state_of(address: str) -> str:
    """The row of one slave."""
    return f"DLM slave {address}"


def share_of(name: str) -> str:
    """The row of what one participant may offer."""
    return f"DLM share {name} [A]"


def _meter(distribution: Distribution) -> str:
    reading_ma = distribution.limits.reading_ma
    return shown(_amperes(reading_ma)) if reading_ma is not None else "not readable, fallback"


def _amperes(current_ma: PerPhase) -> PerPhase:
    l1, l2, l3 = ((phase + 500) // 1000 for phase in current_ma)
    return l1, l2, l3


STATES = {True: "connected", False: "missing"}


def master_rows(distribution: Distribution, leader: str, noise: int, now_ms: int) -> Rows:
    """What the master's dashboard shows; leader: the address of a master that it yields to, or ""."""
    if leader:
        return ((LEADER, f"yields to {leader}"),)
    connected = {slave.address: slave.connected(now_ms) for slave in distribution.slaves.values()}
    others = [is_there for address, is_there in connected.items() if address != INTERNAL]
    rows = [
        (LEADER, LEADS),
        (CONNECTED, str(others.count(True))),
        (MISSING, str(others.count(False))),
        *((state_of(one), STATES[is_there]) for one, is_there in connected.items() if one != INTERNAL),
        (AVAILABLE, shown(distribution.available_a)),
    ]
    if distribution.limited_by:
        rows.append((LIMITED_BY, "/".join(distribution.limited_by)))
    if any(distribution.reserved_a):
        rows.append((RESERVED, shown(distribution.reserved_a)))
    if distribution.limits.metered:
        rows += [(METER, _meter(distribution)), (EXTERNAL, shown(distribution.external_a))]
    rows += [
        (share_of(f"{slave.address}/{socket}"), str(share_a))
        for slave in distribution.slaves.values()
        if connected[slave.address]
        for socket, share_a in slave.shares_a.items()
    ]
    return (*rows, *(((NOISE, str(noise)),) if noise else ()))


def slave_rows(role: str, network: int, state: str, master: str) -> Rows:
    """What the dashboard of every station in an island shows, and whom a slave obeys."""
    rows = ((ROLE, role), (NETWORK, str(network)))
    if master == NOBODY or role == WITH_SLAVE:
        return rows  # its own master says who leads
    return (*rows, (LEADER, {"led": master, "alone": ALONE}.get(state, SEARCHING)))
