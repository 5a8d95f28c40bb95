"""Promises of every bench: cars of all kinds, and the mains that the stations hang on."""

from __future__ import annotations

import pytest

from fixtures.bench.api import Bench, BenchBroken, CarModel
from steps.observations import current_flows, current_stops

from .contract_words import CARD, LONG_MS, OPERATOR_LIMIT, charge_car, configure, entries, free, limit_to


def a_car_loads_its_own_conductors(bench: Bench) -> None:
    free(bench)
    mark = bench.mark()
    charge_car(bench, CarModel(conductors=(2,), most_a=16))
    assert bench.vehicle(1).currents_da() == (0, 160, 0)
    assert bench.vehicle(1).current_da() == 160
    (seen,) = entries(bench, mark, "current", socket=1)
    wanted = {"socket": 1, "current_da": 160, "phases": 1, "l1_da": 0, "l2_da": 160, "l3_da": 0}
    assert dict(seen.detail) == wanted
    charge_car(bench, CarModel(conductors=(1, 3), shares_percent=(100, 0, 50), most_a=20), socket=2)
    assert bench.vehicle(2).currents_da() == (200, 0, 100)


def a_car_changes_its_conductors_and_its_demand(bench: Bench) -> None:
    free(bench)
    charge_car(bench, CarModel(most_a=16))
    bench.vehicle(1).use_conductors((1,))
    assert bench.vehicle(1).currents_da() == (160, 0, 0)
    bench.vehicle(1).use_conductors((1, 2, 3))
    bench.vehicle(1).set_demand(6)
    assert bench.vehicle(1).currents_da() == (60, 60, 60)
    bench.vehicle(1).set_demand(None)
    assert bench.vehicle(1).currents_da() == (160, 160, 160)
    for undoable in (lambda: bench.vehicle(1).use_conductors((4,)), lambda: bench.vehicle(1).set_demand(-1)):
        with pytest.raises(BenchBroken):
            undoable()


def a_car_follows_the_pilot_within_its_own_time(bench: Bench) -> None:
    free(bench)
    charge_car(bench, CarModel(reaction_ms=4_000, ramp_a_per_s=2))
    bench.wait(LONG_MS)
    full = bench.vehicle(1).current_da()
    assert full == bench.vehicle(1).offered_da()
    mark = limit_to(bench, 16)
    bench.wait(10_000)
    lowered = entries(bench, mark, "pilot", socket=1)[-1]
    (fell,) = entries(bench, mark, "current", socket=1)
    assert fell.at_ms == lowered.at_ms + 4_000
    assert fell.detail["current_da"] == lowered.detail["offered_da"]
    mark = limit_to(bench, 20)
    bench.wait(10_000)
    raised = entries(bench, mark, "pilot", socket=1)[-1]
    rose = entries(bench, mark, "current", socket=1)
    assert len(rose) >= 4
    assert rose[0].at_ms == raised.at_ms + 4_500
    assert rose[-1].detail["current_da"] == raised.detail["offered_da"]


def a_car_that_needs_more_stays_in_state_b(bench: Bench) -> None:
    configure(bench, **{"Free Charging": "On", "Free Charging Mode": "No OCPP", OPERATOR_LIMIT: "7"})
    mark = bench.vehicle(1).plug_in(car=CarModel(least_a=8))
    bench.never(current_flows(1), since=mark, until_ms=20_000)
    assert bench.vehicle(1).offered_da() > 0
    mark = limit_to(bench, 9)
    bench.observe(current_flows(1), since=mark, within_ms=LONG_MS)


def a_car_that_sleeps_ignores_an_offer(bench: Bench) -> None:
    configure(bench, **{"Enable local whitelist": "On", "List of entries in local whitelist": CARD.lower()})
    mark = bench.vehicle(1).plug_in(car=CarModel(sleeps_after_ms=300_000))
    bench.wait(400_000)
    (asleep,) = entries(bench, mark, "vehicle")
    assert (asleep.at_ms - mark.at_ms, asleep.detail["asleep"]) == (300_000, True)
    mark = bench.reader(1).present(CARD)
    bench.never(current_flows(1), since=mark, until_ms=900)
    assert bench.wait_until(lambda: bench.vehicle(1).offered_da() > 0, within_ms=LONG_MS)
    assert bench.vehicle(1).current_da() == 0


def there_is_no_car_that_cannot_be(bench: Bench) -> None:
    for car in (CarModel(conductors=()), CarModel(reaction_ms=6_000), CarModel(most_a=-1)):
        with pytest.raises(BenchBroken, match="no such car"):
            bench.vehicle(1).plug_in(car=car)
    bench.vehicle(1).plug_in()  # raises where a refused car has left its cable


def what_flows_is_summed_up_per_phase(bench: Bench) -> None:
    free(bench)
    bench.grid.wire(1, 1, "STR")
    mark = bench.grid.building(10, 20, -5)
    charge_car(bench, CarModel(conductors=(1,), most_a=16))
    assert bench.grid.flowing("feed 1") == (0, 160, 0)
    assert bench.grid.flowing("sub-distribution") == (0, 160, 0)
    assert bench.grid.neutral_da("sub-distribution") == 160
    assert bench.grid.flowing("main") == (100, 360, -50)
    seen = {str(entry.detail["node"]): entry.detail["l2_da"] for entry in entries(bench, mark, "grid")}
    assert seen == {"feed 1": 160, "sub-distribution": 160, "main": 360}
    (building,) = entries(bench, mark, "building")
    assert dict(building.detail) == {"l1_da": 100, "l2_da": 200, "l3_da": -50}


def a_further_station_has_a_feed_of_its_own(bench: Bench) -> None:
    free(bench)
    number = bench.add_station({"Free Charging": "On", "Free Charging Mode": "No OCPP"})
    bench.grid.wire(number, 1, "STR")
    charge_car(bench, CarModel(conductors=(1,), most_a=16))
    mark = bench.station(number).vehicle(1).plug_in(car=CarModel(conductors=(1,), most_a=20))
    bench.wait(20_000)
    assert bench.station(number).vehicle(1).currents_da() == (200, 0, 0)
    assert bench.grid.flowing(f"feed {number}") == (0, 200, 0)
    assert bench.grid.flowing("sub-distribution") == (160, 200, 0)
    assert [entry.detail["node"] for entry in entries(bench, mark, "grid")] == [
        f"feed {number}", "sub-distribution", "main",
    ]  # fmt: skip


def a_socket_of_a_single_phase_system_has_one_conductor(bench: Bench) -> None:
    free(bench)
    bench.grid.wire(1, 1, "TRS", conductors=1)
    charge_car(bench, CarModel(most_a=16))
    assert bench.vehicle(1).currents_da() == (160, 0, 0)
    assert bench.grid.flowing("main") == (0, 0, 160)


def a_meter_measures_at_its_place(bench: Bench) -> None:
    free(bench)
    bench.grid.building(1, 2, 3)
    charge_car(bench, CarModel(most_a=16))
    whole, house = bench.grid.metered("including"), bench.grid.metered("excluding")
    assert whole.now_ma() == (17_000, 18_000, 19_000)
    assert house.now_ma() == (1_000, 2_000, 3_000)
    bench.wait(1_000)
    bench.grid.building(7, 2, 3)
    bench.wait(2_000)
    assert house.mean_ma() == (5_000, 2_000, 3_000)
    assert house.mean_ma() == (7_000, 2_000, 3_000)
    with pytest.raises(BenchBroken, match="no meter"):
        bench.grid.metered("cellar")


def a_fuse_opens_when_it_is_hot_and_what_hangs_behind_it_has_no_voltage(bench: Bench) -> None:
    free(bench)
    bench.grid.fuse("feed 1", 10, may_open=True)
    bench.grid.fuse("main", 100)
    mark = bench.vehicle(1).plug_in(car=CarModel(most_a=25))
    flows = bench.observe(current_flows(1), since=mark, within_ms=LONG_MS)
    stops = bench.observe(current_stops(1), since=mark, within_ms=LONG_MS)
    assert stops.at_ms == flows.at_ms + 10_000
    (tripped,) = entries(bench, mark, "fuse")
    assert dict(tripped.detail) == {"name": "feed 1", "rating_a": 10, "tripped": True}
    assert bench.grid.flowing("main") == (0, 0, 0)
    bench.grid.fuse("feed 1", 35)
    mark = bench.wait(LONG_MS)
    assert not entries(bench, mark, "fuse")


def nobody_wires_what_is_not_there(bench: Bench) -> None:
    with pytest.raises(BenchBroken, match="RST"):
        bench.grid.wire(1, 1, "XYZ")
    with pytest.raises(BenchBroken, match="feed 1"):
        bench.grid.fuse("feed 9", 16)
    with pytest.raises(BenchBroken, match="no node"):
        bench.grid.flowing("feed 9")
