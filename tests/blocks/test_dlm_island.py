"""Load management between stations, as a whole island in memory."""

from __future__ import annotations

import pytest

from reference_impl.blocks.load_management import parameters as names
from reference_impl.model import events as ev

from .dlm_island import Island, Node


def ready(limit_a: int, slaves: int = 1, role: str = names.WITH_SLAVE) -> tuple[Island, Node, list[Node]]:
    """An island after its first distribution."""
    island = Island(limit_a)
    master = island.master(role)
    others = [island.slave(number + 2) for number in range(slaves)]
    island.run(35)
    return island, master, others


def test_a_slave_finds_its_master_and_its_car_gets_current_at_once() -> None:
    island, master, (slave,) = ready(63)
    assert master.rows["master"]["DLM slaves connected"] == "1"
    assert slave.rows["slave"]["DLM master"] == "172.16.23.1"
    slave.arrives(1)
    island.run(1)
    assert slave.offer_a(1) == 32
    assert master.rows["master"]["DLM share 172.16.23.2/1 [A]"] == "32"


def test_the_masters_own_sockets_take_part_as_any_slave() -> None:
    island, master, (slave,) = ready(20)
    master.arrives(1)
    island.run(1)
    assert master.offer_a(1) == 20
    slave.arrives(1)
    island.run(10)
    assert (master.offer_a(1), slave.offer_a(1)) == (10, 10)
    assert island.overloads == []


def test_the_second_car_waits_until_the_first_has_come_down() -> None:
    island, master, (slave,) = ready(20)
    master.arrives(1, reaction_ms=5_000)
    island.run(10)
    slave.arrives(1)
    island.run(4.9)
    assert (master.offer_a(1), master.cars[1].flows_a, slave.offer_a(1)) == (10, 20, 0)
    island.run(1)
    assert (master.cars[1].flows_a, slave.offer_a(1)) == (10, 10)
    assert island.overloads == []


def test_what_a_car_does_not_use_goes_to_another_within_two_samples() -> None:
    island, master, (slave,) = ready(32)
    master.arrives(1, takes_a=10)
    slave.arrives(1)
    island.run(65)
    assert 20 <= slave.offer_a(1) <= 22
    assert master.cars[1].flows_a == 10
    before = (master.offer_a(1), slave.offer_a(1))
    sent = len(island.sent)
    island.run(600)
    assert (master.offer_a(1), slave.offer_a(1)) == before, "nothing flaps while nothing changes"
    assert len(island.sent) - sent <= 600 / 10 * 4


def test_three_cars_on_twenty_amperes_two_charge_and_one_waits_its_turn() -> None:
    island, master, (one, other) = ready(20, 2)
    for node in (master, one, other):
        node.arrives(1)
    island.run(60)
    assert sorted((master.offer_a(1), one.offer_a(1), other.offer_a(1))) == [0, 10, 10]
    leaving = next(node for node in (master, one, other) if node.offer_a(1))
    leaving.leaves(1)
    island.run(10)
    assert sum(node.offer_a(1) > 0 for node in (master, one, other)) == 2
    assert island.overloads == []


def test_a_slave_without_master_falls_to_its_disconnected_limit_after_a_minute() -> None:
    island, master, (slave,) = ready(63)
    slave.arrives(1)
    island.run(5)
    master.stop()
    island.run(49)
    assert slave.offer_a(1) == 32
    island.run(12)
    assert slave.offer_a(1) == 7
    slave.arrives(2)
    island.run(30)
    assert slave.offer_a(2) == 0, "others may still obey the master"
    island.run(12)
    assert slave.offer_a(2) == 7
    assert slave.rows["slave"]["DLM master"] == "none, Disconnected Limit"


def test_after_a_boot_a_slave_offers_nothing_until_it_has_a_master_or_a_minute_is_over() -> None:
    island = Island(63)
    slave = island.slave(2)
    slave.arrives(1)
    island.run(59)
    assert slave.offer_a(1) == 0
    island.run(2)
    assert slave.offer_a(1) == 7


def test_for_a_missing_slave_its_share_and_then_its_disconnected_limit_is_kept() -> None:
    island, master, (gone, other) = ready(34, 2)
    gone.arrives(1)
    other.arrives(1)
    island.run(60)
    assert (gone.offer_a(1), other.offer_a(1)) == (17, 17)
    gone.connected = False
    island.run(50)
    assert master.rows["master"]["DLM slave 172.16.23.2"] == "missing"
    assert other.offer_a(1) <= 10, "17 for the one that may still take them, 7 for the other socket there"
    island.run(80)
    assert (gone.offer_a(1), other.offer_a(1)) == (7, 20)
    gone.connected = True
    island.run(90)
    assert (gone.offer_a(1), other.offer_a(1)) == (17, 17)
    assert island.overloads == []


def test_links_come_back_one_after_the_other_without_an_overload() -> None:
    island, master, slaves = ready(63, 4, names.STANDALONE)
    for slave in slaves:
        slave.arrives(1)
    island.run(60)
    master.connected = False
    island.run(120)
    assert [slave.offer_a(1) for slave in slaves] == [7, 7, 7, 7]
    for slave in slaves:
        slave.connected = False
    master.connected = True
    for slave in slaves:
        slave.connected = True
        island.run(10)
        assert slave.offer_a(1) <= 32
    island.run(90)
    assert sum(slave.offer_a(1) for slave in slaves) in (62, 63)
    assert island.overloads == []


def test_a_master_that_restarts_keeps_its_slaves_and_raises_nobody_before_all_have_reported() -> None:
    island, master, (slave, other) = ready(40, 2)
    slave.arrives(1)
    other.arrives(1)
    island.run(60)
    other.connected = False
    master.stop()
    island.run(1)
    master.boot()
    assert master.rows["master"]["DLM slaves missing"] == "2"
    master.arrives(1)
    island.run(40)
    assert master.offer_a(1) == 0
    island.run(60)
    assert (other.offer_a(1), master.offer_a(1), slave.offer_a(1)) == (7, 13, 13)
    assert island.overloads == []


def test_the_list_of_slaves_can_be_cleared() -> None:
    island, master, (_slave, gone) = ready(63, 2)
    gone.stop()
    island.run(60)
    assert master.rows["master"]["DLM slaves missing"] == "1"
    master.tell(ev.LoadButtonUsed(names.CLEAR))
    assert master.rows["master"]["DLM slaves missing"] == "0"
    master.stop()
    master.boot()
    island.run(60)
    assert master.rows["master"]["DLM slaves connected"] == "1"
    assert "DLM slave 172.16.23.3" not in master.rows["master"]


def two_masters(limit_a: int = 63) -> tuple[Island, Node, Node, Node]:
    """A second master that comes to an island with one slave; cars at both."""
    island, master, (slave,) = ready(limit_a)
    second = island.add("172.16.23.9", {names.ROLE: names.WITH_SLAVE, names.SUB: "63/63/63", names.OPSUB: "63/63/63"})
    second.arrives(1)
    slave.arrives(1)
    island.run(150)
    return island, master, second, slave


def test_of_two_masters_the_lower_address_leads_and_the_others_sockets_take_part() -> None:
    island, master, second, slave = two_masters()
    assert second.rows["master"]["DLM master"] == "yields to 172.16.23.1"
    assert master.rows["master"]["DLM slaves connected"] == "2"
    assert sorted((second.offer_a(1), slave.offer_a(1))) == [31, 32]
    assert island.overloads == []


def test_of_two_masters_limits_the_lower_holds() -> None:
    island, master, second, slave = two_masters(20)
    assert (second.offer_a(1), slave.offer_a(1)) == (10, 10)
    island.store(second, names.OPSUB, "16/16/16")
    island.run(60)
    assert master.rows["master"]["DLM distributable current (L1/L2/L3) [A]"] == "16/16/16"
    assert second.offer_a(1) + slave.offer_a(1) == 16
    assert island.overloads == []


def test_a_master_that_yields_leads_again_only_after_a_restart_that_somebody_asked_for() -> None:
    """A leader whose cable is out shares out all that there is: nobody can tell it from one without supply."""
    island, master, second, slave = two_masters()
    master.connected = False
    master.arrives(1)
    island.run(130)
    assert (master.offer_a(1), second.offer_a(1), slave.offer_a(1)) == (32, 7, 7)
    second.boot()
    second.arrives(1)
    island.run(130)
    assert (master.offer_a(1), second.offer_a(1), slave.offer_a(1)) == (32, 7, 7)
    assert island.overloads == []
    master.stop()
    second.boot("restart")
    second.arrives(1)
    island.run(200)
    assert second.rows["master"]["DLM slaves connected"] == "1"
    assert sorted((second.offer_a(1), slave.offer_a(1))) == [24, 25], "the first is missing, with two sockets of 7 A"
    assert island.overloads == []


def test_two_masters_that_do_not_hear_each_other_are_told_by_a_slave() -> None:
    island, _, (slave,) = ready(63)
    slave.arrives(1)
    island.run(30)
    island.deaf_pairs |= {("172.16.23.9", "172.16.23.1"), ("172.16.23.1", "172.16.23.9")}
    second = island.add("172.16.23.9", {names.ROLE: names.WITH_SLAVE, names.SUB: "63/63/63", names.OPSUB: "63/63/63"})
    second.arrives(1)
    second.arrives(2)
    island.run(150)
    assert second.rows["master"]["DLM master"] == "yields to 172.16.23.1"
    assert island.overloads == []


def test_a_master_that_never_yields_is_not_answered_without_end() -> None:
    island, master, (slave,) = ready(63)
    slave.arrives(1)
    island.run(40)
    stranger, sent = Node(island, "172.16.23.8", slave.settings), len(island.sent)
    rival = '{"dlm":2,"kind":"rival","network":0,"address":"172.16.23.1","leader":null,"limit_a":null}'
    for _ in range(1_000):
        island._arrive(stranger, master, rival)
    assert len(island.sent) - sent == 1
    assert master.rows["master"]["DLM master"] == "this station"
    assert slave.offer_a(1) == 32, "what is shared out stays"


def test_a_master_yields_to_one_of_another_version_and_keeps_aside_for_slaves_of_another_version() -> None:
    island, master, (slave,) = ready(63)
    slave.arrives(1)
    island.run(10)
    old = '{"dlm":1,"kind":"report","network":0,"sockets":[{"socket":1,"disconnected_a":20}]}'
    stranger = Node(island, "172.16.23.8", slave.settings)
    island._arrive(stranger, master, old)
    assert master.rows["master"]["DLM slave 172.16.23.8"] == "missing"
    assert master.rows["master"]["DLM current kept for missing slaves (L1/L2/L3) [A]"] == "20/20/20"
    island._arrive(stranger, master, '{"dlm":1,"kind":"beacon","network":1,"era":1}')
    assert master.rows["master"]["DLM master"] == "this station"
    island._arrive(stranger, master, '{"dlm":1,"kind":"beacon","network":0,"era":1}')
    assert master.rows["master"]["DLM master"] == "yields to 172.16.23.8"
    island.run(70)
    assert slave.offer_a(1) == 7


@pytest.mark.parametrize(("own", "offer"), [("7", 0), ("6", 6)])
def test_the_larger_minimum_of_master_and_slave_counts(own: str, offer: int) -> None:
    island = Island(6)
    master = island.master()
    island.store(master, names.MINIMUM, "6")
    slave = island.slave(2, {names.MINIMUM: own})
    island.run(35)
    slave.arrives(1)
    island.run(35)
    assert slave.offer_a(1) == offer


def test_with_discovery_disabled_nobody_is_found() -> None:
    island = Island(63)
    island.add("172.16.23.1", {names.ROLE: names.WITH_SLAVE, names.QUIET: "On"})
    slave = island.slave(2)
    fixed = island.add("172.16.23.3", {names.ROLE: names.FIXED, names.MASTER_ADDRESS: "172.16.23.1"})
    slave.arrives(1)
    fixed.arrives(1)
    island.run(70)
    assert (slave.offer_a(1), fixed.offer_a(1)) == (7, 16)


def test_islands_of_other_network_ids_are_apart() -> None:
    island, master, (_slave,) = ready(63)
    other = island.slave(5, {names.NETWORK: "1"})
    other.arrives(1)
    island.run(70)
    assert other.offer_a(1) == 7
    assert master.rows["master"]["DLM slaves connected"] == "1"


def test_limits_act_at_once_and_so_does_an_external_input() -> None:
    island, master, (slave,) = ready(63)
    slave.arrives(1)
    island.run(10)
    island.store(master, names.OPSUB, "20/20/20")
    island.run(0.1)
    assert slave.offer_a(1) == 20
    master.settings.values |= {names.INPUTS[1]: "Enable", names.INPUT_LIMIT: "16/10/16"}
    master.tell(ev.InputSwitched(1, True))
    island.run(0.1)
    assert slave.offer_a(1) == 10
    master.tell(ev.InputSwitched(2, True))
    master.tell(ev.InputSwitched(1, False))
    island.run(10)
    assert slave.offer_a(1) == 20


def test_garbage_from_the_network_is_counted_and_dropped() -> None:
    island, master, (slave,) = ready(63)
    slave.arrives(1)
    island.run(10)
    for text in ("", "{}", "[" * 5_000, '{"dlm":3,"kind":"rival","network":0,"era":1}', '{"dlm":2,"kind":"x"}'):
        for node in (master, slave):
            island._arrive(master if node is slave else slave, node, text)
    island.run(60)
    assert slave.offer_a(1) == 32
    assert master.rows["master"]["DLM messages not understood"] == "5"


def test_a_disabled_station_has_no_timers_and_no_limit() -> None:
    island = Island(0)
    node = island.add("172.16.23.4", {})
    assert node.timers == {}
    assert node.shares_a == {}
    assert node.rows == {}


def test_a_full_car_is_asked_every_quarter_of_an_hour_and_no_oftener() -> None:
    """Without an offer it cannot ask; each time the others come down by the minimum, for a minute."""
    island = Island(32)
    island.master(names.STANDALONE)
    full, other = island.slave(2), island.slave(3)
    full.arrives(1, takes_a=0)
    other.arrives(1)
    island.run(60)
    full._demand(1, 0)
    island.run(120)
    assert (full.offer_a(1), other.offer_a(1)) == (0, 32)
    seen = []
    for _ in range(360):
        island.run(10)
        seen.append((full.offer_a(1), other.offer_a(1)))
    asked = [pair for pair in seen if pair[0]]
    assert 3 * 5 <= len(asked) <= 4 * 9
    assert {full_a for full_a, _ in asked} == {7}
    assert min(other_a for _, other_a in seen) == 32 - 7
    full.takes(1, 32)
    island.run(17 * 60)
    assert sorted((full.offer_a(1), other.offer_a(1))) == [16, 16], "it has shown that it wants current again"
