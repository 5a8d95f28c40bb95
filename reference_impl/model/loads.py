"""Words of load management: who claims current, what bounds it, and the phases it flows on.

Currents are whole amperes per phase here (`_a`), since that is what is shared out; what is measured
comes in milliamperes (`_ma`). A grid phase is 0, 1 or 2 for L1, L2 and L3 of the supply.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from .frozen import dataclass
from .quantities import Current

GRID_PHASES = (0, 1, 2)

PerPhase = tuple[int, int, int]
"""One number for each of L1, L2 and L3 of the grid, or of a socket, as the name says."""

ROTATIONS: Mapping[str, PerPhase] = MappingProxyType({
    "RST": (0, 1, 2),
    "STR": (1, 2, 0),
    "TRS": (2, 0, 1),
    "RTS": (0, 2, 1),
    "SRT": (1, 0, 2),
    "TSR": (2, 1, 0),
})  # fmt: skip
"""Phase rotation to the grid phase of the socket's L1, L2 and L3 (manual, 7.8; D-PHR-03, D-PHR-04)."""


class PhaseLimit(NamedTuple):
    """The most that may be drawn on one phase, and the source of that limit as the dashboard names it."""

    current: Current
    source: str


PhaseLimits = tuple[PhaseLimit, PhaseLimit, PhaseLimit]
"""For L1, L2 and L3."""

DISCONNECTED_LIMIT = "disconnected limit"
"""The source of a limit where nobody can share current out (7.7); named in place of who does."""


@dataclass(frozen=True)
class Claim:
    """What one socket asks of those who share current.

    name:      the participant, unique in the island, for instance "172.16.23.2/1"
    phases:    the grid phases that it loads, or may load while nobody knows how many the vehicle uses
    most_a:    its own limit, without what is shared out
    wanted_a:  what it is likely to use: the same as most_a for a vehicle that takes all it is offered, what it
               draws and a margin for one that does not
    offered_a: what it is offered now
    """

    name: str
    phases: tuple[int, ...]
    most_a: int
    wanted_a: int
    offered_a: int = 0


@dataclass(frozen=True)
class Bound:
    """A limit per phase for several participants together; members None: for all of them."""

    name: str
    limits_a: PerPhase
    members: frozenset[str] | None = None
