"""Current Imbalance Prevention: the charge points do not load one phase much more than another.

The manual shows the name and that it is Off (DLM-092); what it does when On is a reading of the name (D-DLM-26):
the sums of the offers on L1, L2 and L3 stay within `IMBALANCE_A` of each other. Whoever loads all three phases
changes nothing about that, so only the others are held back, together and on their phase, by a bound of their own.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...model.loads import GRID_PHASES, Bound, Claim
from .allocation import allocate

IMBALANCE_A = 20
"""Single-phase loads over 20 A (4.6 kVA) are not wanted on a German connection (VDE-AR-N 4100, 5.5)."""


def allocate_balanced(
    claims: Sequence[Claim], bounds: Sequence[Bound], minimum_a: int, apart_a: int, *, keep_running: bool = True
) -> dict[str, int]:
    """As `allocate`, with the sums of the offers on any two grid phases at most `apart_a` amperes apart.

    What the others may have follows the phase with the least, which may become less when they are held back; so it is
    tried until it holds. It ends, since the bound becomes lower each time and holds at the latest at `apart_a`.
    """
    uneven = [claim for claim in claims if not set(claim.phases or GRID_PHASES) >= set(GRID_PHASES)]
    members = frozenset(claim.name for claim in uneven)
    shares_a = allocate(claims, bounds, minimum_a, keep_running=keep_running)
    while True:
        loads = [sum(shares_a[claim.name] for claim in uneven if phase in claim.phases) for phase in GRID_PHASES]
        if max(loads) - min(loads) <= apart_a:
            return shares_a
        most = min(loads) + apart_a
        held = Bound("imbalance", (most, most, most), members)
        shares_a = allocate(claims, [*bounds, held], minimum_a, keep_running=keep_running)
