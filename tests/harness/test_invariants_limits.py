"""The invariant on what a station says of its limits, on journals written by hand."""

from __future__ import annotations

import pytest

from fixtures.invariants.named_limit import NAMED, NOTHING
from reference_impl.blocks.limits.sources import SOURCES, UNCONNECTED
from reference_impl.model.feeds import named
from tests.harness.invariant_support import Tale

LIMIT = "Operator Current Limit [A]"


def free() -> Tale:
    """A station at which anybody may charge."""
    return Tale().set(Free_Charging="On")


def says(tale: Tale, most_a: int, source: str, socket: int = 1) -> Tale:
    """The same on each phase, where one source is named."""
    l2_a = 0 if "/" in source else most_a
    facts = {"l1_da": 10 * most_a, "l2_da": 10 * l2_a, "l3_da": 10 * l2_a}
    return tale.write("station", "limit", socket=socket, **facts, source=source)


def test_the_names_are_those_of_the_station() -> None:
    rows = {row.name: row for row in SOURCES}
    for name, parameter in NAMED.items():
        keys = rows[name].keys
        assert keys is not None
        assert keys[0] == parameter
        assert keys[1] in (parameter, named(parameter, 2))
    assert UNCONNECTED in NOTHING


@pytest.mark.parametrize(("most_a", "source"), [
    (32, "manufacturer"), (32, "operator"), (0, "no plug"), (9, "backend profile"), (9, "DLM"), (32, "cable"),
    (32, "operator/phases connected/phases connected"),
])  # fmt: skip
def test_what_is_so_may_be_said(most_a: int, source: str) -> None:
    assert says(free().boot().plug(), most_a, source).at(60).light("dark", "").violations() == []


@pytest.mark.parametrize(("most_a", "source"), [
    (31, "manufacturer"), (16, "operator"), (32, "no plug"), (20, "cable"), (20, "installation"),
    (20, "station installation"), (16, "operator/phases connected/phases connected"),
])  # fmt: skip
def test_what_is_not_so_is_found(most_a: int, source: str) -> None:
    assert says(free().boot().plug(), most_a, source).requirements() == ["PWR-050"]


def test_a_conductor_that_is_not_connected_has_nothing() -> None:
    tale = free().boot().plug()
    tale.write("station", "limit", socket=1, l1_da=320, l2_da=320, l3_da=0, source="operator/phases connected/operator")
    assert tale.requirements() == ["PWR-050"]


def test_each_socket_has_its_own() -> None:
    tale = Tale().set(**{"Free_Charging": "On", f"{LIMIT} (Connector 2)": "16"}).boot().plug().plug(socket=2)
    assert says(says(tale, 32, "operator"), 16, "operator", socket=2).violations() == []
    assert says(tale, 32, "operator", socket=2).requirements() == ["PWR-050"]


def test_under_6_a_nothing_is_left() -> None:
    tale = Tale().set(**{"Free_Charging": "On", LIMIT: "5"}).boot().plug()
    assert says(tale, 0, "operator").violations() == []
    assert says(tale, 5, "operator").requirements() == ["PWR-050"]


def test_a_limit_that_is_changed_may_be_said_for_a_while() -> None:
    tale = says(free().boot().plug().pilot(319), 32, "operator").at(60).type(LIMIT, "16").save(restart=False)
    says(tale.at(61).pilot(159), 16, "operator")
    assert tale.at(80).pilot(158).violations() == []


def test_and_not_for_good() -> None:
    tale = says(free().boot().plug().pilot(319), 32, "operator").at(60).type(LIMIT, "16").save(restart=False)
    assert tale.at(61).pilot(159).at(80).pilot(158).requirements() == ["PWR-050"]
    assert tale.at(81).pilot(157).requirements() == ["PWR-050"], "it is told once"


def test_no_more_is_offered_than_is_said() -> None:
    tale = says(free().boot().plug(), 9, "DLM").pilot(90)
    assert tale.at(60).pilot(160).violations() == [], "the rest of this moment is not known yet"
    assert tale.at(62).light("dark", "").requirements() == ["PWR-050"]


def test_pilot_and_word_may_come_in_either_order() -> None:
    tale = says(free().boot().plug(), 9, "DLM").pilot(90).at(60).pilot(160)
    assert says(tale, 16, "DLM").at(90).light("dark", "").violations() == []


def test_who_says_nothing_is_not_judged() -> None:
    assert free().boot().at(3).charge().at(60).light("dark", "").violations() == []
    tale = says(free().boot().plug(), 9, "DLM").running("restart").running()
    assert tale.at(40).pilot(319).at(60).light("dark", "").violations() == []
