"""Promises of every bench: what the stations say of their limits is noted, under the station that says it."""

from __future__ import annotations

from fixtures.bench.api import Bench
from fixtures.bench.limits import EMPTY, SaidLimit
from fixtures.invariants import check_journal

from .contract_words import OPERATOR_LIMIT, PASSWORD, USER, configure, entries, free, said

SINGLE = {"Phases connected to the ChargePoint": "Single-phase system"}
ROLE = "Dynamic Load Management - DLM Master/Slave"
MASTER = {
    ROLE: "DLM Master (With internal DLM-Slave)",
    "External Input 1 Config": "Enable",
    "External Input Limit (L1/L2/L3) [A]": "16/10/16",
}


def what_limits_a_socket_is_said_when_it_changes(bench: Bench) -> None:
    station = bench.station(1)
    assert station.limit(1) == EMPTY
    configure(bench, **{OPERATOR_LIMIT: "10"})
    mark = bench.vehicle(1).plug_in(cable_a=13)
    assert station.limit(1) == said(10, "operator")
    assert station.limit(2) == EMPTY
    bench.operator.log_in(USER, PASSWORD)
    bench.operator.type_value(OPERATOR_LIMIT, "20")
    bench.operator.save()
    bench.wait(5_000)
    assert station.limit(1) == said(13, "cable")
    bench.vehicle(1).unplug_car()
    bench.wait(5_000)
    bench.vehicle(1).pull_plug()
    bench.wait(1_000)
    assert station.limit(1) == EMPTY
    named = [entry.detail["source"] for entry in entries(bench, mark, "limit", socket=1)]
    assert named == ["operator", "cable", "no plug"]


def without_software_nothing_is_said_to_limit_a_socket(bench: Bench) -> None:
    free(bench)
    bench.vehicle(1).plug_in()
    assert bench.station(1).limit(1) == said(32, "manufacturer")
    bench.mains.cut()
    assert bench.station(1).limit(1) == EMPTY
    bench.mains.restore()
    assert bench.station(1).limit(1) == said(32, "manufacturer")


def a_conductor_that_is_not_connected_has_a_limit_of_its_own(bench: Bench) -> None:
    configure(bench, **SINGLE)
    bench.vehicle(1).plug_in()
    others = 2 * ("phases connected",)
    assert bench.station(1).limit(1) == SaidLimit((320, 0, 0), ("manufacturer", *others))


def each_station_speaks_for_itself_and_a_master_for_its_island(bench: Bench) -> None:
    bench.add_station({"Operator Current Limit [A]": "8"})
    bench.station(2).vehicle(1).plug_in()
    assert bench.station(2).limit(1) == said(8, "operator")
    assert bench.station(1).limit(1) == EMPTY
    configure(bench, **MASTER)
    bench.wait(30_000)
    assert bench.station(1).limit() == said(16, "sub-distribution")
    bench.station(1).faults(1).switch_input(1, True)
    bench.wait(1_000)
    by = ("sub-distribution", "external input", "sub-distribution")
    assert bench.station(1).limit() == SaidLimit((160, 100, 160), by)
    assert bench.station(2).limit() == EMPTY
    assert check_journal(list(bench.journal)) == []
