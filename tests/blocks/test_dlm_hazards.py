"""Situations in which a phase could carry too much because master and slave know different things of each other."""

from __future__ import annotations

import pytest

from reference_impl.blocks.load_management import parameters as names
from reference_impl.blocks.load_management.standing import Standing
from reference_impl.model import events as ev

from .dlm_island import Island, Node

KEPT_A = 7


def ready(limit_a: int, slaves: int) -> tuple[Island, Node, list[Node]]:
    island = Island(limit_a)
    master = island.master(names.STANDALONE)
    stations = [island.slave(number + 2) for number in range(slaves)]
    island.run(40)
    return island, master, stations


@pytest.mark.parametrize("name", [names.DISCONNECTED, "Operator Current Limit [A]"])
def test_a_limit_that_is_raised_while_the_slave_is_alone_waits_for_the_master(name: str) -> None:
    """The master keeps aside what the slave told it last (DLF-010, DLF-026)."""
    island, _, (gone, other) = ready(32, 2)
    gone.settings.values |= {names.DISCONNECTED: "20", "Operator Current Limit [A]": "20"}
    gone.settings.values |= {name: str(KEPT_A), f"{name} (Connector 2)": str(KEPT_A)}
    island.run(40)
    gone.arrives(1)
    other.arrives(1)
    island.run(60)
    gone.connected = False
    island.run(120)
    assert (gone.offer_a(1), other.offer_a(1)) == (KEPT_A, 32 - 2 * KEPT_A)
    island.store(gone, name, "20")
    island.run(60)
    assert gone.offer_a(1) == KEPT_A
    gone.connected = True
    island.run(60)
    gone.connected = False
    island.run(120)
    assert gone.offer_a(1) == 20, "now the master has been told"
    assert island.overloads == []


def test_a_lower_disconnected_limit_holds_at_once_while_the_slave_is_alone() -> None:
    island, master, (slave,) = ready(32, 1)
    slave.arrives(1)
    master.connected = False
    island.run(110)
    island.store(slave, names.DISCONNECTED, "6")
    assert slave.offer_a(1) == 6
    island.store(slave, names.DISCONNECTED, "7")
    assert slave.offer_a(1) == 6, "no more than the master may have been told"
    master.connected = True
    island.run(30)
    master.connected = False
    island.run(110)
    assert slave.offer_a(1) == 7


def test_a_slave_that_never_had_a_master_takes_its_disconnected_limit_as_it_is_set() -> None:
    island = Island(0)
    slave = island.slave(2)
    island.run(70)
    slave.arrives(1)
    island.store(slave, names.DISCONNECTED, "20")
    assert slave.offer_a(1) == 20


@pytest.mark.parametrize("restarted", [False, True])
def test_the_list_is_cleared_while_a_slave_that_was_cut_off_still_obeys(restarted: bool) -> None:
    """Clear forgets what a slave may take without a master, not what it was told a moment ago (DLM-097, DLM-062)."""
    island, master, (gone, other) = ready(32, 2)
    gone.settings.values[names.DISCONNECTED] = "0"
    island.run(20)
    gone.arrives(1)
    other.arrives(1)
    island.run(60)
    gone.connected = False
    island.run(28)
    assert master.rows["master"]["DLM slave 172.16.23.2"] == "missing"
    master.tell(ev.LoadButtonUsed(names.CLEAR))
    assert "DLM slave 172.16.23.2" not in master.rows["master"]
    if restarted:
        master.boot("restart")
    island.run(15)
    assert (gone.offer_a(1), other.offer_a(1)) == (16, 0 if restarted else 16), "a restarted master knows no shares"
    island.run(70)
    assert (gone.offer_a(1), other.offer_a(1)) == (0, 32)
    assert island.overloads == []


def test_a_car_behind_a_cut_cable_loads_more_phases_than_its_master_knows() -> None:
    """Nobody reserved L2 and L3 for it, so it may not have more there than is kept for any slave (PHR-011)."""
    island, _, (gone, other) = ready(32, 2)
    car = gone.arrives(1, conductors=(0,))
    other.settings.values["Phase rotation of the ChargePoint"] = "STR"
    other.arrives(1, conductors=(0,))
    island.run(60)
    assert (gone.offer_a(1), other.offer_a(1)) == (32, 32)
    gone.connected = False
    car.conductors, began_ms = (0, 1, 2), island.clock.now_ms()
    gone._demand(1, car.flows_a * 10)  # what its meter reads
    island.run(200)
    assert island.overloads, "for a while it does: nobody foresees it"
    assert max(at_ms for at_ms, _, _ in island.overloads) - began_ms <= 35_000
    assert gone.offer_a(1) == KEPT_A


@pytest.mark.parametrize("most_a", [KEPT_A, 20, 32])
@pytest.mark.parametrize("read_s", [0, 3, 9])
def test_a_car_loads_more_phases_when_the_master_has_failed(most_a: int, read_s: float) -> None:
    """Another slave obeys the last word for a minute, and may have all that there is on L2 and L3 (PHR-011)."""
    island, master, (gone, other) = ready(32, 2)
    gone.most_a = most_a
    car = gone.arrives(1, conductors=(0,))
    other.settings.values["Phase rotation of the ChargePoint"] = "STR"
    other.arrives(1, conductors=(0,))
    island.run(60)
    assert (gone.offer_a(1), other.offer_a(1)) == (most_a, 32)
    car.conductors, began_ms = (0, 1, 2), island.clock.now_ms()
    master.stop()
    island.run(read_s)
    gone._demand(1, car.flows_a * 10)
    island.run(90 - read_s)
    assert island.overloads, "for a while it does: nobody foresees it"
    assert max(at_ms for at_ms, _, _ in island.overloads) - began_ms <= 35_000
    assert (gone.offer_a(1), other.offer_a(1)) == (0, KEPT_A)
    island.run(20)
    assert (gone.offer_a(1), other.offer_a(1)) == (KEPT_A, KEPT_A)


def test_the_word_that_lets_a_car_begin_does_not_know_what_it_will_load() -> None:
    """The car went over to three phases while it waited, and the report of that is lost with the master (PHR-011)."""
    island, master, (gone, other) = ready(32, 2)
    car = gone.arrives(1, conductors=(0,))
    other.settings.values["Phase rotation of the ChargePoint"] = "STR"
    other.arrives(1, conductors=(0,))
    island.run(60)
    gone.most_a = 0
    gone._demand(1, 0)
    island.run(60)
    assert gone.shares_a[1] == 0
    gone.most_a = 32
    gone._demand(1, 0)
    island.run(0.001)  # the master has answered
    car.conductors, began_ms = (0, 1, 2), island.clock.now_ms()
    gone._demand(1, 0)
    island.deaf_pairs.add((gone.address, master.address))
    island.run(0.01)
    assert gone.offer_a(1) == 32
    master.stop()
    island.run(200)
    assert island.overloads
    assert max(at_ms for at_ms, _, _ in island.overloads) - began_ms <= 35_000


def test_however_often_it_is_told_nothing_that_a_slave_may_obey_is_forgotten() -> None:
    standing = Standing()
    standing.said(1, {1: 6}, 0)
    standing.acknowledged(1, 0)
    standing.said(2, {1: 20}, 1)
    for sequence in range(3, 40):
        standing.said(sequence, {1: 6}, sequence)
    assert standing.may_flow_a(1, 100) == 20
    standing.acknowledged(39, 100)
    assert (standing.may_flow_a(1, 5_099), standing.may_flow_a(1, 5_100)) == (20, 6)


def test_the_list_is_cleared_while_the_master_yields_to_another() -> None:
    """Nothing has been shared out since the slave went missing, so it still had wishes."""
    island, master, (gone, other) = ready(32, 2)
    gone.arrives(1)
    other.arrives(1)
    island.run(30)
    rival = island.add("172.16.23.0", {names.ROLE: names.STANDALONE})
    island.run(5)
    assert master.rows["master"]["DLM master"] == "yields to 172.16.23.0"
    gone.connected = False
    island.run(40)
    master.tell(ev.LoadButtonUsed(names.CLEAR))
    assert master.rows["master"]["DLM master"] == "yields to 172.16.23.0"
    rival.stop()
    master.stop()
    master.boot("restart")
    island.run(120)
    assert other.offer_a(1) == 32


# -- what version 1 of the protocol left open --------------------------------------------------


def texts(island: Island, sender: str, kind: str) -> list[str]:
    return [text for _, who, _, text in island.sent if who == sender and f'"kind":"{kind}"' in text]


def test_an_old_report_overwrites_no_newer_one() -> None:
    """A Disconnected Limit of 0 that was raised to 7 is 7, though the report of before comes again (DLF-026)."""
    island, master, (gone, other) = ready(32, 2)
    island.store(gone, names.DISCONNECTED, "0")
    island.run(20)
    old = texts(island, gone.address, "report")[-1]
    island.store(gone, names.DISCONNECTED, "7")
    gone.arrives(1)
    other.arrives(1)
    island.run(60)
    gone.connected = False
    island._arrive(gone, master, old)
    island.run(150)
    assert (gone.offer_a(1), other.offer_a(1)) == (7, 32 - 2 * 7)
    assert island.overloads == []


def test_the_next_vehicle_does_not_get_the_share_of_the_one_before() -> None:
    """It came within a cut of 20 s, and loads phases that are somebody else's."""
    island, master, (gone, other) = ready(32, 2)
    gone.arrives(1, conductors=(0,))
    other.settings.values["Phase rotation of the ChargePoint"] = "STR"
    other.arrives(1, conductors=(0,))
    island.run(60)
    assert (gone.offer_a(1), other.offer_a(1)) == (32, 32)
    gone.connected = False
    island.run(5)
    gone.leaves(1)
    gone.arrives(1)
    gone.connected = True
    island.deaf_pairs.add((gone.address, master.address))  # its report is lost, the master's next word is not
    island.run(11)
    island.deaf_pairs.clear()
    island.run(60)
    assert sorted((gone.offer_a(1), other.offer_a(1))) == [16, 16]
    assert island.overloads == []


@pytest.mark.parametrize("restarted", [False, True])
def test_a_limit_that_is_raised_without_a_master_waits_for_it_over_a_restart(restarted: bool) -> None:
    island, _, (gone, other) = ready(32, 2)
    island.store(gone, names.DISCONNECTED, "6")
    island.run(20)
    other.arrives(1)
    gone.connected = False
    island.run(120)
    island.store(gone, names.DISCONNECTED, "16")
    if restarted:
        gone.stop()
        gone.boot()
    island.run(110)
    gone.arrives(1)
    gone.arrives(2)
    island.run(1)
    assert (gone.offer_a(1), gone.offer_a(2), other.offer_a(1)) == (6, 6, 20)
    assert island.overloads == []
    gone.connected = True
    island.run(60)
    gone.connected = False
    island.run(120)
    assert (gone.offer_a(1), other.offer_a(1)) == (16, 0)


def test_what_another_islands_master_was_told_does_not_count() -> None:
    island, _, (gone,) = ready(32, 1)
    gone.stop()
    gone.settings.values |= {names.NETWORK: "5", names.DISCONNECTED: "16"}
    gone.boot("restart")
    island.run(70)
    gone.arrives(1)
    assert gone.offer_a(1) == 16


def test_an_assignment_holds_no_longer_for_being_long_under_way() -> None:
    """Its master reckons with it for 76 s from when it was sent."""
    island, master, (gone, other) = ready(32, 2)
    gone.arrives(1)
    island.run(30)
    assert gone.offer_a(1) == 32
    island.ways = ((50_000,),)
    island.run(10)
    gone.connected, island.ways = False, ((1,),)
    other.arrives(1)
    island.run(35)
    gone.connected = True  # now what was said 45 s ago arrives
    gone.deaf, reports = False, len(texts(island, gone.address, "report"))
    island.deaf_pairs.add((gone.address, master.address))
    island.run(15)
    assert len(texts(island, gone.address, "report")) > reports
    island.run(120)
    assert island.overloads == []


def test_an_assignment_of_before_a_restart_is_taken_by_nobody() -> None:
    island, master, (slave,) = ready(32, 1)
    slave.arrives(1)
    island.run(20)
    old = texts(island, master.address, "assignment")[-1]
    slave.stop()
    slave.boot()
    master.connected = False
    slave.arrives(1)
    island._arrive(master, slave, texts(island, master.address, "beacon")[-1])
    island._arrive(master, slave, old)
    assert slave.offer_a(1) == 0


def test_a_slave_that_lost_its_memory_is_taken_back() -> None:
    island, master, (slave,) = ready(32, 1)
    for _ in range(3):
        slave.stop()
        slave.boot()
        island.run(20)
    slave.stop()
    slave.records.clear()
    slave.boot()
    island.run(120)
    assert master.rows["master"]["DLM slaves connected"] == "1"


@pytest.mark.parametrize("before_s", [0, 5, 12, 20, 24])
@pytest.mark.parametrize("arrives_s", [-70, 1, 30, 38, 50, 60])
def test_who_loses_the_master_first_does_not_rise_while_others_still_obey_it(before_s: float, arrives_s: float) -> None:
    """One is cut off, then the master fails before it can count that one as missing (DLF-015, DLF-024)."""
    island, master, (gone, other) = ready(32, 2)
    other.arrives(1)
    if arrives_s < 0:
        gone.arrives(1, takes_a=6)
        gone.arrives(2, takes_a=6)
    island.run(70)
    gone.connected = False
    island.run(before_s)
    master.stop()
    island.run(max(arrives_s, 0))
    for socket in (1, 2) if arrives_s > 0 else ():
        gone.arrives(socket)
    for socket in (1, 2):
        gone.takes(socket, 32)
    island.run(120)
    assert island.overloads == []
    assert (gone.offer_a(1), gone.offer_a(2), other.offer_a(1)) == (KEPT_A, KEPT_A, KEPT_A)
