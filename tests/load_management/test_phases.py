"""Properties of rotation and reservation for any socket, vehicle and offer (manual, 7.6 and 7.8).

The scenarios of features/load_management/phases.feature show the same of the whole station, for a fixed list.
"""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from fixtures.peers.grid import LEADS, Wiring
from reference_impl.blocks.configuration.keys_limits import ROTATED
from reference_impl.blocks.load_management.ledger import Ledger
from reference_impl.blocks.load_management.participants import grid_phases
from reference_impl.model.dlm import SocketReport
from reference_impl.model.loads import GRID_PHASES, ROTATIONS, Bound, Claim, PerPhase

CONDUCTORS = st.sets(st.sampled_from(GRID_PHASES), min_size=1).map(lambda found: tuple(sorted(found)))
OFFERS = st.integers(6, 32)
NAMES = st.sampled_from(sorted(ROTATIONS))


def report(rotation: str, conductors: tuple[int, ...]) -> SocketReport:
    return SocketReport(
        socket=1, session=1, charging=True, asleep=False, most_a=32, share_a=0, drawn_da=None, conductors=conductors,
        rotation=rotation, minimum_a=6, disconnected_a=0,
    )  # fmt: skip


def booked(rotation: str, conductors: tuple[int, ...], offer_a: int) -> PerPhase:
    """What is booked on the phases of an island for one socket."""
    claim = Claim("one", tuple(grid_phases(report(rotation, conductors))), 32, 32)
    ledger = Ledger([claim], [Bound("island", (100, 100, 100))])
    ledger.book([offer_a])
    l1, l2, l3 = (100 - left for left in ledger.left())
    return l1, l2, l3


@given(NAMES, CONDUCTORS, OFFERS)
def test_what_is_reserved_is_what_flows(rotation: str, conductors: tuple[int, ...], offer_a: int) -> None:
    """PHR-010: the offer on each grid phase that a loaded conductor leads to, by the wiring of the bench; else 0."""
    drawn = tuple(offer_a if conductor in conductors else 0 for conductor in GRID_PHASES)
    seen = booked(rotation, conductors, offer_a)
    assert seen == Wiring(rotation).to_grid((drawn[0], drawn[1], drawn[2]))
    assert sum(seen) == offer_a * len(conductors)


@given(NAMES, OFFERS)
def test_rotation_changes_nothing_for_three_phases(rotation: str, offer_a: int) -> None:
    """PHR-034."""
    assert booked(rotation, GRID_PHASES, offer_a) == (offer_a, offer_a, offer_a)


def test_every_rotation_on_offer_is_one_to_one() -> None:
    """PHR-032."""
    assert {label[:3] for label in ROTATED} == set(ROTATIONS) == set(LEADS)
    for label in ROTATED:
        assert sorted(ROTATIONS[label[:3]]) == list(GRID_PHASES)
        assert [f"L{phase + 1}" for phase in ROTATIONS[label[:3]]] == label[5:13].split("/")


def test_the_three_charge_points_form_a_cycle() -> None:
    """PHR-033: STR o STR = TRS, STR^3 = RST, and local L1 of the three covers L1, L2, L3."""

    def then(one: str, other: str) -> PerPhase:
        l1, l2, l3 = (ROTATIONS[other][phase] for phase in ROTATIONS[one])
        return l1, l2, l3

    assert then("STR", "STR") == ROTATIONS["TRS"]
    assert then("STR", "TRS") == ROTATIONS["RST"]
    assert {ROTATIONS[name][0] for name in ("RST", "STR", "TRS")} == set(GRID_PHASES)
    for one, other in product(("RST", "STR", "TRS"), repeat=2):
        assert then(one, other) in {ROTATIONS[name] for name in ("RST", "STR", "TRS")}
