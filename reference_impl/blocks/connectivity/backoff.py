"""How long the station waits before it connects again, and why no two stations wait alike.

The pause grows with each attempt that fails, up to a minute: half of it is fixed, the other half
is drawn ("equal jitter"), or all stations of a backend that was away would come back in the same
moment. The draw is a hash of who the station is and how often it has drawn since it booted: the
same station draws the same pauses in each run, two stations draw different ones.
"""

from __future__ import annotations

from hashlib import sha256

from ...model.quantities import SECOND_MS

LONGEST_S = (5, 10, 20, 40, 60)
"""Longest pause in seconds before the next attempt; the last one repeats. The manual gives no figure."""

_PARTS = 1 << 32


def pause_ms(attempt: int, who: str, draw: int) -> int:
    """The pause before the next attempt, from half to all of its row.

    attempt: how many in a row have failed before, from 0
    who:     seed and identity of the station
    draw:    how many pauses it has had since it booted
    """
    longest_ms = LONGEST_S[min(attempt, len(LONGEST_S) - 1)] * SECOND_MS
    drawn = int.from_bytes(sha256(f"{who}/{draw}".encode()).digest()[:4])
    return longest_ms // 2 + longest_ms // 2 * drawn // _PARTS
