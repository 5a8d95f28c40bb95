"""Promises of every bench: further stations, and the local network between them all."""

from __future__ import annotations

from itertools import pairwise

import pytest

from fixtures.bench.api import Bench, BenchBroken
from fixtures.invariants import check_journal
from steps.observations import current_flows, lock_moves

from .contract_words import LONG_MS, PASSWORD, USER, entries, heard, master_and_slave, swallowed

FREE = {"Free Charging": "On", "Free Charging Mode": "No OCPP"}


def a_further_station_is_complete(bench: Bench) -> None:
    number = bench.add_station(FREE)
    station = bench.station(number)
    assert (number, station.number, station.name) == (2, 2, "station 2")
    mark = station.vehicle(1).plug_in()
    bench.observe(current_flows(1).at(2), since=mark, within_ms=LONG_MS)
    assert station.vehicle(1).current_da() > 0
    assert bench.vehicle(1).current_da() == 0
    seen = station.led(1).seen(mark)
    assert any(shown.motion != "dark" for shown in seen)
    station.vehicle(1).unplug_car()
    bench.observe(lock_moves(1, closed=False).at(2), since=mark, within_ms=LONG_MS)
    station.mains.cut()
    assert bench.operator.log_in(USER, PASSWORD), "the first station has its own supply"
    assert not station.operator.log_in(USER, PASSWORD)


def a_station_can_be_the_model_with_one_socket(bench: Bench) -> None:
    with pytest.raises(BenchBroken, match="has power"):
        bench.station(1).build(sockets=1)
    bench.mains.cut()
    bench.station(1).build(sockets=1)
    bench.mains.restore()
    bench.operator.log_in(USER, PASSWORD)
    page = bench.operator.open_page("Installation")
    assert "Phase rotation of the ChargePoint" in page
    assert "Phase rotation of the ChargePoint (Connector 2)" not in page
    mark = bench.vehicle(2).plug_in()
    bench.never(lock_moves(2, closed=True), since=mark, until_ms=LONG_MS)


def what_one_station_does_is_no_sign_of_another(bench: Bench) -> None:
    bench.add_station(FREE)
    mark = bench.station(2).vehicle(1).plug_in()
    bench.never(current_flows(1), since=mark, until_ms=LONG_MS)
    assert bench.journal.last("current", socket=1) is None
    assert bench.journal.last("current", socket=1, station=2) is not None
    assert check_journal(list(bench.journal)) == []


def names_in_the_journal_tell_the_stations_apart(bench: Bench) -> None:
    bench.add_station(FREE)
    mark = bench.station(2).vehicle(2).plug_in()
    bench.wait(5_000)
    seen = [entry for entry in bench.journal.after(mark.number) if entry.kind != "grid"]
    assert {entry.who for entry in seen} == {"driver 2/2", "station 2", "vehicle 2/2", "led 2/2"}
    assert all(entry.detail["station"] == 2 for entry in seen)


def several_stations_boot_in_the_time_of_one(bench: Bench) -> None:
    mark = bench.mark()
    bench.operator.log_in(USER, PASSWORD)
    bench.operator.save_and_restart()
    alone_ms = bench.mark().at_ms - mark.at_ms
    mark = bench.mark()
    assert [bench.add_station(FREE, wait=False) for _ in range(3)] == [2, 3, 4]
    bench.run_up()
    assert bench.mark().at_ms - mark.at_ms <= alone_ms
    for number in (2, 3, 4):
        assert bench.station(number).operator.log_in(USER, PASSWORD)
        assert bench.station(number).operator.open_page("Authorization")["Free Charging"] == "On"
    assert len({bench.station(number).address for number in (1, 2, 3, 4)}) == 4


def what_is_preset_is_what_could_be_typed(bench: Bench) -> None:
    with pytest.raises(BenchBroken, match="no parameter"):
        bench.add_station({"No such parameter": "1"})
    with pytest.raises(BenchBroken, match="cannot be preset"):
        bench.add_station({"Free Charging": "Perhaps"})
    with pytest.raises(BenchBroken, match="has power"):
        bench.station(1).preset(FREE)
    bench.station(1).mains.cut()
    bench.station(1).preset(FREE)
    bench.station(1).mains.restore()
    mark = bench.vehicle(1).plug_in()
    bench.observe(current_flows(1), since=mark, within_ms=LONG_MS)


def there_are_no_other_stations(bench: Bench) -> None:
    assert bench.station(1).name == "station"
    with pytest.raises(BenchBroken):
        bench.station(2)
    with pytest.raises(BenchBroken):
        bench.lan.cut(2)


def a_datagram_reaches_its_host_and_a_broadcast_all(bench: Bench) -> None:
    bench.add_station()
    here, there = bench.station(1).address, bench.station(2).address
    stranger = bench.lan.host("172.16.23.50")
    mark = stranger.send("", "all")
    bench.observe(heard("all", "everybody"), since=mark, within_ms=0)
    mark = stranger.send(there, "one")
    bench.observe(heard("one", "station 2"), since=mark, within_ms=0)
    bench.wait(1_000)
    assert entries(bench, mark, "lan", state="lost") == []
    mark = stranger.send("172.16.23.99", "nobody")
    bench.wait(1_000)
    (lost,) = entries(bench, mark, "lan", state="lost")
    assert (lost.to, lost.detail["sender"]) == ("host 172.16.23.99", "host 172.16.23.50")
    assert bench.lan.reaches(2, here)


def a_cable_that_is_out_carries_nothing(bench: Bench) -> None:
    bench.add_station()
    stranger = bench.lan.host("172.16.23.50")
    bench.lan.cut(2)
    mark = stranger.send(bench.station(2).address, "lost")
    bench.wait(10)
    assert [entry.to for entry in entries(bench, mark, "lan", state="lost")] == ["station 2"]
    assert not bench.lan.reaches(1, bench.station(2).address)
    with pytest.raises(BenchBroken):
        bench.lan.cut(2)
    bench.lan.restore(2)
    assert bench.lan.reaches(1, bench.station(2).address)
    bench.lan.part(1, 2)
    assert not bench.lan.reaches(1, bench.station(2).address)
    assert bench.lan.reaches(1, "172.16.23.50")
    bench.lan.join(2, 1)
    assert bench.lan.reaches(1, bench.station(2).address)


def datagrams_are_swallowed_in_one_direction(bench: Bench) -> None:
    master_and_slave(bench)
    for kind, lost in (("", {"report"}), ("report", {"report"}), ("assignment", set())):
        bench.lan.swallow(2, 1, kind)
        assert swallowed(bench) == (lost, set())
        bench.lan.pass_on(2, 1, kind)
    bench.lan.swallow(1, 2, "beacon")
    assert swallowed(bench) == (set(), {"beacon"})
    assert bench.lan.reaches(1, bench.station(2).address), "connections are made as before"
    bench.lan.swallow(1, 2)
    assert swallowed(bench)[1] == {"beacon", "assignment"}
    bench.lan.pass_on(1, 2)
    bench.lan.pass_on(1, 2, "beacon")
    assert swallowed(bench) == (set(), set())
    done = [(entry.to, entry.detail["state"], entry.detail["sender"]) for entry in bench.journal
            if entry.kind == "lan" and entry.detail["state"] != "lost"]  # fmt: skip
    assert done[:2] == [("station", "deaf", "station 2"), ("station", "hears", "station 2")]
    for wrong in (lambda: bench.lan.pass_on(1, 2), lambda: bench.lan.swallow(1, 1), lambda: bench.lan.swallow(1, 3)):
        with pytest.raises(BenchBroken):
            wrong()


def a_host_of_another_subnet_cannot_be_reached(bench: Bench) -> None:
    far = bench.lan.host("192.168.1.2")
    assert not bench.lan.reaches(1, far.address)
    far.move("172.16.23.60")
    assert bench.lan.reaches(1, far.address)
    far.cut()
    assert not bench.lan.reaches(1, far.address)
    far.restore()
    assert bench.lan.reaches(1, far.address)
    with pytest.raises(BenchBroken):
        bench.lan.host("somewhere")


def three_stations_give_the_same_journal_again(bench: Bench) -> None:
    for _ in range(2):
        bench.add_station(FREE, wait=False)
    bench.run_up()
    for number in (3, 2):
        bench.station(number).vehicle(1).plug_in()
    bench.wait(60_000)
    numbers = [entry.number for entry in bench.journal]
    assert all(before < after for before, after in pairwise(numbers))
    starts = [entry.detail["station"] for entry in bench.journal if entry.kind == "current"]
    assert starts[:2] == [3, 2], "what happens in one millisecond happens in the order in which it was begun"


def an_address_is_asked_for_and_given(bench: Bench) -> None:
    mark = bench.mark()
    assert bench.lan.lease("laptop") == "", "nobody is DHCP server from the factory"
    bench.operator.log_in(USER, PASSWORD)
    assert bench.operator.type_value("Mode for network configuration", "DHCP server") == ""
    bench.operator.save_and_restart()
    address = bench.lan.lease("laptop")
    first, second, answer = entries(bench, mark, "lease")
    assert (first.who, first.detail["state"]) == (second.who, second.detail["state"]) == ("laptop", "asked")
    assert (answer.who, answer.to, answer.detail["address"]) == ("station", "laptop", address)
    bench.lan.cut(1)
    assert bench.lan.lease("laptop") == "", "nobody hears it"


def a_button_of_load_management_is_pressed(bench: Bench) -> None:
    bench.operator.log_in(USER, PASSWORD)
    mark = bench.operator.press_load_button("Clear persistent DLM slave DB")
    (pressed,) = entries(bench, mark, "page")
    assert pressed.detail["action"] == "Clear persistent DLM slave DB"
    assert check_journal(list(bench.journal)) == []
