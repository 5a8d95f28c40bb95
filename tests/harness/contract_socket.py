"""Promises of every bench: what stands at a socket - vehicle, card reader, light, faults."""

from __future__ import annotations

from itertools import pairwise

import pytest

from fixtures.bench.api import Bench, BenchBroken, Mark
from steps.observations import current_flows, current_stops, lock_moves, plug_pulled

from .contract_words import CARD, LONG_MS, a_lock, configure, entries, free


def the_driver_cannot_do_what_cannot_be_done(bench: Bench) -> None:
    vehicle = bench.vehicle(1)
    for undoable in (vehicle.pull_plug, vehicle.unplug_car, vehicle.connect_car, vehicle.ask_ventilation):
        with pytest.raises(BenchBroken, match="socket 1"):
            undoable()
    with pytest.raises(BenchBroken, match="no car"):
        vehicle.set_ready(True)
    with pytest.raises(BenchBroken, match="no cable of 17 A"):
        vehicle.plug_in(cable_a=17)
    vehicle.plug_in_station_end()
    with pytest.raises(BenchBroken, match="already has a plug"):
        vehicle.plug_in()
    vehicle.connect_car()
    with pytest.raises(BenchBroken, match="a car already"):
        vehicle.connect_car()
    bench.vehicle(2).plug_in()


def a_locked_plug_stays_in_and_an_open_one_comes_out(bench: Bench) -> None:
    mark, _, _ = a_lock(bench)
    bench.wait(5_000)
    pulled = bench.vehicle(1).pull_plug()
    bench.observe(plug_pulled(1, removed=False), since=pulled, within_ms=0)
    with pytest.raises(BenchBroken):
        bench.vehicle(1).plug_in()
    gone = bench.vehicle(1).unplug_car()
    bench.observe(lock_moves(1, closed=False), since=gone, within_ms=LONG_MS)
    pulled = bench.vehicle(1).pull_plug()
    bench.observe(plug_pulled(1, removed=True), since=pulled, within_ms=0)
    assert bench.vehicle(1).plug_in().number > mark.number


def the_car_reads_the_pilot(bench: Bench) -> None:
    free(bench)
    vehicle = bench.vehicle(1)
    assert (vehicle.offered_da(), vehicle.current_da()) == (0, 0)
    mark = vehicle.plug_in(cable_a=20)
    bench.observe(current_flows(1), since=mark, within_ms=LONG_MS)
    bench.wait(5_000)
    assert 60 <= vehicle.offered_da() <= 200
    assert vehicle.offered_da() == entries(bench, mark, "pilot", socket=1)[-1].detail["offered_da"]
    assert bench.vehicle(2).offered_da() == 0


def current_flows_only_when_all_that_it_needs_is_there(bench: Bench) -> None:
    free(bench)
    vehicle = bench.vehicle(1)
    mark = vehicle.plug_in_station_end()
    bench.never(current_flows(1), since=mark, until_ms=10_000)
    mark = vehicle.connect_car(ready=False)
    bench.never(current_flows(1), since=mark, until_ms=10_000)
    mark = vehicle.set_ready(True)
    flows = bench.observe(current_flows(1), since=mark, within_ms=LONG_MS)
    assert 0 < vehicle.current_da() <= vehicle.offered_da()
    assert flows.detail["current_da"] == vehicle.current_da()
    switched = [entry for entry in bench.journal if entry.kind == "contactor" and entry.detail["socket"] == 1]
    assert [entry.detail["closed"] for entry in switched] == [True]
    assert switched[0].number < flows.number
    mark = vehicle.set_ready(False)
    bench.observe(current_stops(1), since=mark, within_ms=LONG_MS)
    assert vehicle.current_da() == 0
    mark = vehicle.set_ready(True)
    bench.observe(current_flows(1), since=mark, within_ms=LONG_MS)
    mark = vehicle.unplug_car()
    bench.observe(current_stops(1), since=mark, within_ms=1_000)
    assert bench.vehicle(2).current_da() == 0


def a_card_is_held_to_one_reader(bench: Bench) -> None:
    configure(bench, **{"Enable local whitelist": "On", "List of entries in local whitelist": CARD.lower()})
    bench.vehicle(1).plug_in()
    bench.vehicle(2).plug_in()
    bench.wait(5_000)
    mark = bench.reader(2).present(CARD, hold_ms=3_000, technology="MIFARE DESFire")
    (card,) = entries(bench, mark, "card")
    assert (card.at_ms, card.who, card.to) == (mark.at_ms, "driver 2", "card reader 2")
    assert dict(card.detail) == {"uid": CARD.lower(), "technology": "MIFARE DESFire"}
    bench.observe(current_flows(2), since=mark, within_ms=LONG_MS)
    assert bench.vehicle(1).current_da() == 0


def what_is_no_uid_is_no_card(bench: Bench) -> None:
    mark = bench.mark()
    for text in ("no hex", "ABC"):
        with pytest.raises(BenchBroken, match="hexadecimal"):
            bench.reader(1).present(text)
    assert bench.mark() == mark


def the_eye_sees_a_steady_light_as_one_stretch(bench: Bench) -> None:
    mark = bench.wait(10_000)
    assert bench.led(1).seen(mark) == []
    after = bench.wait(4_000)
    (shown,) = bench.led(1).seen(mark)
    assert (shown.from_ms, shown.to_ms, shown.motion) == (mark.at_ms, after.at_ms, "steady")
    assert shown.colours


def the_eye_sees_each_flash(bench: Bench) -> None:
    configure(bench, **{"Enable local whitelist": "On"})
    bench.vehicle(1).plug_in()
    mark = bench.wait(5_000)
    bench.reader(1).present(CARD)
    bench.wait(60_000)
    light = next(entry for entry in entries(bench, mark, "light", socket=1, motion="blinking"))
    seen = bench.led(1).seen(mark)
    assert (seen[0].from_ms, seen[-1].to_ms) == (mark.at_ms, bench.mark().at_ms)
    assert all(a.to_ms == b.from_ms for a, b in pairwise(seen))
    flashes = [shown for shown in seen if shown.motion == "blinking"]
    assert len(flashes) == light.detail["flashes"]
    assert len(flashes) > 1
    assert {b.from_ms - a.from_ms for a, b in pairwise(flashes)} == {light.detail["period_ms"]}
    assert {shown.colours for shown in flashes} == {tuple(str(light.detail["colours"]).split("+"))}
    gaps = seen[seen.index(flashes[0]) : seen.index(flashes[-1])]
    assert [shown.motion for shown in gaps] == ["blinking", "dark"] * (len(flashes) - 1)
    assert bench.led(1).seen(bench.mark()) == []


def the_eye_sees_a_rotation(bench: Bench) -> None:
    configure(bench, **{"Enable local whitelist": "On", "List of entries in local whitelist": CARD.lower()})
    bench.vehicle(1).plug_in()
    mark = bench.wait(5_000)
    bench.reader(1).present(CARD)
    bench.wait(10_000)
    begun = next(entry for entry in entries(bench, mark, "light", socket=1, motion="rotating"))
    ended = next(entry for entry in entries(bench, Mark(begun.at_ms, begun.number), "light", socket=1))
    (shown,) = [shown for shown in bench.led(1).seen(mark) if shown.motion == "rotating"]
    assert (shown.from_ms, shown.to_ms) == (begun.at_ms, ended.at_ms)
    assert not [shown for shown in bench.led(2).seen(mark) if shown.motion == "rotating"]


def a_jammed_lock_does_not_move(bench: Bench) -> None:
    free(bench)
    named = bench.faults(2).raise_fault("type 2 MCB open")
    assert [entry.detail["what"] for entry in entries(bench, named, "fault", socket=2)] == ["type 2 MCB open"]
    bench.faults(2).clear_fault("type 2 MCB open")
    jammed = bench.faults(1).jam_lock()
    assert [entry.detail["what"] for entry in entries(bench, jammed, "fault", socket=1)] == ["lock jammed"]
    mark = bench.vehicle(1).plug_in()
    bench.never(lock_moves(1, closed=True), since=mark, until_ms=60_000)
    bench.vehicle(2).plug_in()
    bench.observe(lock_moves(2, closed=True), since=mark, within_ms=LONG_MS)
    bench.vehicle(1).pull_plug()
    bench.wait(5_000)
    bench.faults(1).free_lock()
    mark = bench.vehicle(1).plug_in()
    bench.observe(lock_moves(1, closed=True), since=mark, within_ms=LONG_MS)


def a_welded_contactor_stays_closed(bench: Bench) -> None:
    free(bench)
    mark = bench.vehicle(1).plug_in()
    bench.observe(current_flows(1), since=mark, within_ms=LONG_MS)
    welded = bench.faults(1).weld_contactor()
    bench.vehicle(1).set_ready(False)
    bench.wait(60_000)
    assert entries(bench, welded, "contactor", socket=1) == []
    mended = bench.faults(1).mend_contactor()
    assert [entry.detail["closed"] for entry in entries(bench, mended, "contactor", socket=1)] == [False]
    assert [entry.detail["what"] for entry in entries(bench, welded, "fault")] == [
        "contactor welded",
        "contactor mended",
    ]
