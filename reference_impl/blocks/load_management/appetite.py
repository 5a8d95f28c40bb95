"""How much a vehicle is likely to use: what it is offered if it takes all of it, else what it draws and a margin."""

from __future__ import annotations

from collections.abc import Sequence

MARGIN_A = 1
"""Above what is drawn, in whole amperes; rounding up adds less than one more (DUO-011: at most 2 A in all)."""
TAKES_ALL_DA = 6
"""Nearer than this to its offer a vehicle takes all of it; IEC 61851-1 lets the duty cycle be wrong by 0.6 A."""


def wanted_a(most_a: int, offered_a: int, drawn_da: Sequence[int], before_a: int, minimum_a: int) -> int:
    """What to claim for a vehicle whose draw has settled under an offer.

    drawn_da:  measured on each of the socket's conductors, in deciamperes
    before_a:  the answer of before; it stays while it fits, so that a draw that trembles moves nothing
    Limits:    whole amperes, at most most_a, at least minimum_a where most_a allows it
    """
    drawn = max(drawn_da)
    if drawn > offered_a * 10 - TAKES_ALL_DA:
        return most_a
    fits = before_a * 10 - 10 * (MARGIN_A + 1) <= drawn <= before_a * 10 - TAKES_ALL_DA
    wanted = before_a if fits and before_a < offered_a else -(-drawn // 10) + MARGIN_A
    return min(most_a, max(wanted, minimum_a))
