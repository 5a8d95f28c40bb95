"""How long it takes to share out the current of an island: the one function, without any station around it."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reference_impl.blocks.load_management.allocation import allocate, stage
from reference_impl.model.loads import ROTATIONS, Bound, Claim

SIZES = (2, 10, 100, 250, 1_000, 10_000)
MINIMUM_A = 7
REPEATS_S = 0.5
"""Each figure is the best of as many runs as fit into this time: the others were disturbed."""


@dataclass(frozen=True)
class Allocated:
    """Processor time in milliseconds for an island of so many sockets.

    ample_ms:  the limit of the island leaves 20 A for each socket
    scarce_ms: it leaves 4 A, so that some of them wait
    stage_ms:  how much of it may be offered at once, while others still come down
    """

    sockets: int
    ample_ms: float
    scarce_ms: float
    stage_ms: float


def measure_allocation() -> list[Allocated]:
    """One row for each size of island."""
    return [_measured(sockets) for sockets in SIZES]


def island(sockets: int, each_a: int, seed: int = 1) -> tuple[list[Claim], list[Bound]]:
    """Stations of two sockets on a feed of 32 A each, and one limit for all; cars of every kind at every rotation."""
    chance = random.Random(seed)
    claims = []
    for number in range(sockets):
        rotation = ROTATIONS[chance.choice(sorted(ROTATIONS))]
        phases = tuple(rotation[phase] for phase in chance.choice(((0,), (0, 1), (0, 1, 2), (0, 1, 2))))
        most_a = chance.choice((16, 20, 32))
        wanted_a = chance.choice((most_a, most_a, chance.randrange(6, 32)))
        name = f"10.{number // 131_072}.{number // 512 % 256}.{number // 2 % 256}/{number % 2 + 1}"
        claims.append(Claim(name, phases, most_a, wanted_a, chance.choice((0, 8, 16))))
    pairs = [claims[first:first + 2] for first in range(0, sockets, 2)]
    feeds = [Bound(f"feed {pair[0].name}", (32, 32, 32), frozenset(one.name for one in pair)) for pair in pairs]
    return claims, [Bound("island", (each_a * sockets,) * 3), *feeds]


def _measured(sockets: int) -> Allocated:
    ample, scarce = island(sockets, 20), island(sockets, 4)
    target = allocate(*scarce, MINIMUM_A)
    return Allocated(
        sockets=sockets,
        ample_ms=_best_ms(lambda: allocate(*ample, MINIMUM_A)),
        scarce_ms=_best_ms(lambda: allocate(*scarce, MINIMUM_A)),
        stage_ms=_best_ms(lambda: stage(target, {}, *scarce, MINIMUM_A)),
    )


def _best_ms(run: Callable[[], object]) -> float:
    best, ends = float("inf"), time.perf_counter() + REPEATS_S
    while True:
        began = time.process_time_ns()
        run()
        best = min(best, (time.process_time_ns() - began) / 1e6)
        if time.perf_counter() > ends:
            return round(best, 3)


def rows(measured: Sequence[Allocated]) -> list[str]:
    """The figures for people."""
    head = f"{'sockets':>8}{'ample ms':>12}{'scarce ms':>12}{'stage ms':>12}"
    return [head, *(f"{one.sockets:>8}{one.ample_ms:>12.3f}{one.scarce_ms:>12.3f}{one.stage_ms:>12.3f}"
                    for one in measured)]  # fmt: skip
