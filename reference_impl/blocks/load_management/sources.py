"""What limits an island on each grid phase, as rows: its name on the dashboard, its parameter, what its silence means.

The sources of a socket's limits are in limits/sources.py; the DLM there is what all of these leave to the socket.
"""

from __future__ import annotations

from dataclasses import dataclass

from . import parameters as names

KEPT = "cannot be silent: the value is on the disk"
RIVAL = "another master"
"""Who leads instead; this station then shares nothing out (D-DLM-32)."""


@dataclass(frozen=True)
class IslandSource:
    """A source of a limit for all sockets of an island together, on each grid phase."""

    name: str
    parameter: str
    silent: str


SUB = IslandSource("sub-distribution", names.SUB, KEPT)
INPUT = IslandSource("external input", names.INPUT_LIMIT, "an input that is open, or not enabled, limits nothing")
OPSUB = IslandSource("operator sub-distribution", names.OPSUB, KEPT)
MAIN = IslandSource(
    "main distribution", names.MAIN, "without External Meter Support none; a meter that is silent: the fallback"
)
FALLBACK = IslandSource(
    "external load fallback", names.FALLBACK, "main limit less fallback and headroom, until the meter is back (7.4.2)"
)
ISLAND_SOURCES = (SUB, INPUT, OPSUB, MAIN, FALLBACK)
"""Of equal limits the first is the one that is told."""
OTHER = IslandSource(RIVAL, "", "holds until the restart of the master, or until Clear")
"""What a master that yields would share out: a word over the network, no parameter of ours."""
