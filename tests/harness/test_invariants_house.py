"""The invariants on the mains of the house, on journals written by hand."""

from __future__ import annotations

import pytest

from fixtures.invariants import BENCH
from tests.harness.invariant_support import Tale

NODES = ("feed 1", "sub-distribution", "main")


def flow(tale: Tale, *drawn: int, told: tuple[int, int, int] | None = None, socket: int = 1) -> Tale:
    """A socket draws this on L1, L2, L3, and all nodes are told to carry that, or something else."""
    l1, l2, l3 = drawn
    facts = {"current_da": max(drawn), "phases": 3, "l1_da": l1, "l2_da": l2, "l3_da": l3}
    tale.pilot(320, socket).contactor(True, socket).write(f"vehicle {socket}", "current", socket=socket, **facts)
    return nodes(tale, *(told or drawn))


def nodes(tale: Tale, *told: int, of: tuple[str, ...] = NODES) -> Tale:
    for node in of:
        tale.write("mains", "grid", node=node, l1_da=told[0], l2_da=told[1], l3_da=told[2])
    return tale


def charging() -> Tale:
    return Tale().set(Free_Charging="On").at(3).plug().car().lock(True)


def test_what_is_drawn_is_carried() -> None:
    assert flow(charging(), 160, 0, 0).at(60).page("open").violations() == []


def test_what_is_drawn_is_not_carried() -> None:
    tale = flow(charging(), 160, 0, 0, told=(0, 160, 0))
    assert tale.requirements() == [BENCH]
    (violation,) = tale.violations()
    assert "feed 1 is told to carry 0/16/0 A, what hangs on it adds up to 16/0/0 A" in violation.sentence


def test_a_wiring_leads_elsewhere() -> None:
    def wired(rotation: str, *told: int) -> list[str]:
        tale = charging().write("electrician", "wiring", node="feed 1", socket=1, rotation=rotation, conductors=3)
        return flow(tale, 160, 0, 0, told=(told[0], told[1], told[2])).requirements()

    assert wired("STR", 0, 160, 0) == []
    assert wired("TRS", 0, 0, 160) == []
    assert wired("STR", 160, 0, 0) == [BENCH]
    assert wired("STR", 0, 0, 160) == [BENCH]


def test_the_building_is_part_of_the_main() -> None:
    tale = flow(charging(), 160, 160, 160).at(4)
    tale.write("building", "building", to="mains", l1_da=10, l2_da=0, l3_da=-20)
    assert nodes(tale, 170, 160, 140, of=("main",)).violations() == []
    assert nodes(tale.at(5), 160, 160, 160, of=("main",)).requirements() == [BENCH]


def test_a_further_station_has_its_own_feed() -> None:
    tale = flow(charging(), 160, 0, 0).at(5)
    facts = {"socket": 1, "current_da": 70, "phases": 1, "l1_da": 0, "l2_da": 70, "l3_da": 0}
    tale.write("vehicle 2/1", "current", station=2, **facts)
    nodes(tale, 0, 70, 0, of=("feed 2",))
    assert nodes(tale, 160, 70, 0, of=("sub-distribution", "main")).violations() == []


def test_a_journal_without_mains_is_left_alone() -> None:
    tale = charging().pilot(160).contactor(True)
    tale.write("vehicle 1", "current", socket=1, current_da=160, phases=3, l1_da=160, l2_da=160, l3_da=160)
    assert tale.violations() == []


def test_a_main_that_is_open_carries_no_building() -> None:
    tale = flow(charging(), 160, 160, 160).write("building", "building", l1_da=10, l2_da=10, l3_da=10)
    nodes(tale, 170, 170, 170, of=("main",)).write("electrician", "fuse", name="main", rating_a=10, tripped=False,
                                                   may_open=True)
    tale.at(9).write("mains", "fuse", name="main", rating_a=10, tripped=True)
    assert flow(tale, 0, 0, 0).violations() == []


@pytest.mark.parametrize(("facts", "found"), [({}, ["DLM-067"]), ({"may_open": True}, [])])
def test_a_fuse_opens_only_where_it_is_meant_to(facts: dict[str, bool], found: list[str]) -> None:
    tale = charging().write("electrician", "fuse", name="main", rating_a=16, tripped=False, **facts)
    assert tale.at(9).write("mains", "fuse", name="main", rating_a=16, tripped=True).requirements() == found


def test_a_new_fuse_is_one_that_is_not_meant_to_open() -> None:
    tale = charging().write("electrician", "fuse", name="main", rating_a=16, tripped=False, may_open=True)
    tale.write("electrician", "fuse", name="main", rating_a=32, tripped=False)
    assert tale.at(9).write("mains", "fuse", name="main", rating_a=32, tripped=True).requirements() == ["DLM-067"]
