"""Islands at random: claims, nested bounds and what is offered now, for properties of the allocation."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from reference_impl.model.loads import ROTATIONS, Bound, Claim, PerPhase

MINIMUMS = st.sampled_from((6, 7, 8, 10))
LIMIT = st.integers(0, 100)
LOADED = st.sampled_from(((0,), (0, 1), (0, 1, 2), (0, 1, 2)))


@st.composite
def claims(draw: st.DrawFn, least: int = 0, most: int = 20, greedy: bool = False) -> list[Claim]:
    """Claims of distinct names; greedy: each wants all that it may have."""
    found = []
    for number in range(draw(st.integers(least, most))):
        rotation = ROTATIONS[draw(st.sampled_from(sorted(ROTATIONS)))]
        phases = tuple(rotation[phase] for phase in draw(LOADED))
        own = draw(st.sampled_from((0, 5, 6, 10, 16, 20, 32)))
        wanted = own if greedy else draw(st.sampled_from((0, 3, 9, 16, 32)))
        offered = draw(st.sampled_from((0, 0, 7, 9, 16)))
        found.append(Claim(f"172.16.23.{number // 2 + 1}/{number % 2 + 1}", phases, own, wanted, offered))
    return found


@st.composite
def bounds(draw: st.DrawFn, of: list[Claim]) -> list[Bound]:
    """A bound over all, and feeds over some stations (pairs of sockets)."""
    island = Bound("island", (draw(LIMIT), draw(LIMIT), draw(LIMIT)))
    feeds = []
    for first in range(0, len(of), 2):
        if draw(st.booleans()):
            limit = draw(st.integers(0, 40))
            feeds.append(Bound(f"feed {first}", (limit,) * 3, frozenset(claim.name for claim in of[first:first + 2])))
    return [island, *feeds]


@st.composite
def islands(draw: st.DrawFn, greedy: bool = False) -> tuple[list[Claim], list[Bound], int]:
    """Claims, bounds and a minimum."""
    some = draw(claims(greedy=greedy))
    return some, draw(bounds(some)), draw(MINIMUMS)


def loads(some: list[Claim], shares_a: dict[str, int], bound: Bound) -> PerPhase:
    """What these shares put on each phase of a bound."""
    l1, l2, l3 = (
        sum(shares_a[claim.name] for claim in some
            if phase in claim.phases and (bound.members is None or claim.name in bound.members))
        for phase in (0, 1, 2)
    )  # fmt: skip
    return l1, l2, l3


def left(claim: Claim, some: list[Claim], within: list[Bound], shares_a: dict[str, int]) -> int:
    """What could be added to this claim before a limit is reached."""
    return min(
        bound.limits_a[phase] - loads(some, shares_a, bound)[phase]
        for bound in within if bound.members is None or claim.name in bound.members
        for phase in claim.phases
    )  # fmt: skip


def offered(some: list[Claim], shares_a: dict[str, int]) -> list[Claim]:
    """The same claims after these shares were offered."""
    return [replace(claim, offered_a=shares_a[claim.name]) for claim in some]
