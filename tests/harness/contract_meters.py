"""Promises of every bench: Modbus TCP meters on the local network, what they measure and how they fail."""

from __future__ import annotations

import pytest

from fixtures.bench.api import Bench, BenchBroken

from .contract_words import METER_ADDRESS, asked, free, reading_station


def a_meter_is_asked_and_its_answers_are_seen(bench: Bench) -> None:
    reading_station(bench)
    mark = bench.wait(0)
    bench.wait(30_000)
    seen = asked(bench, mark)
    assert len(seen) >= 3
    assert {entry.to for entry in seen} == {"meter house"}
    assert all(entry.detail == {"function": 3, "address": 1, "count": 30, "answer": "registers"} for entry in seen)


def answers_of_a_faulty_meter_are_called_what_they_are(bench: Bench) -> None:
    reading_station(bench)
    answers = {
        "no answer": "none", "wrong unit": "none", "exception 2": "exception 2", "truncated frame": "truncated",
        "reset connection": "reset", "NaN": "registers", "swapped words": "registers", "slow": "registers",
    }  # fmt: skip
    for how, answer in answers.items():
        mark = bench.meters.misbehave("house", how)
        bench.wait(20_000)
        assert {entry.detail["answer"] for entry in asked(bench, mark)} == {answer}, how
    mark = bench.meters.misbehave("house", "")
    bench.wait(20_000)
    assert {entry.detail["answer"] for entry in asked(bench, mark)} == {"registers"}


def a_meter_without_power_or_at_another_address_is_not_asked(bench: Bench) -> None:
    reading_station(bench)
    mark = bench.meters.stop("house")
    bench.wait(30_000)
    assert asked(bench, mark) == []
    bench.meters.start("house")
    bench.wait(30_000)
    assert asked(bench, mark)
    for elsewhere, port in (("172.16.23.51", 502), (METER_ADDRESS, 503), ("192.168.1.2", 502)):
        mark = bench.meters.move("house", elsewhere, port=port)
        bench.wait(30_000)
        assert asked(bench, mark) == []
    mark = bench.meters.move("house", METER_ADDRESS)
    bench.wait(30_000)
    assert asked(bench, mark)


def a_station_without_its_cable_reaches_no_meter(bench: Bench) -> None:
    reading_station(bench)
    mark = bench.lan.cut()
    bench.wait(30_000)
    assert asked(bench, mark) == []
    mark = bench.lan.restore()
    bench.wait(30_000)
    assert asked(bench, mark)


def no_meter_can_be_put_where_none_can_be(bench: Bench) -> None:
    bench.meters.place("house", "7KM2200", address=METER_ADDRESS, where="excluding")
    with pytest.raises(BenchBroken, match="no meter 'PAC4200'"):
        bench.meters.place("other", "PAC4200", address="172.16.23.51", where="excluding")
    with pytest.raises(BenchBroken, match="no meter can be put 'the roof'"):
        bench.meters.place("other", "7KM2200", address="172.16.23.51", where="the roof")
    with pytest.raises(BenchBroken, match="no address"):
        bench.meters.place("other", "7KM2200", address="here", where="excluding")
    with pytest.raises(BenchBroken, match="already"):
        bench.meters.place("house", "7KM2200", address="172.16.23.51", where="excluding")
    with pytest.raises(BenchBroken, match="no meter 'attic'"):
        bench.meters.stop("attic")
    with pytest.raises(BenchBroken, match="cannot 'sing'"):
        bench.meters.misbehave("house", "sing")


def a_charging_meter_counts_what_goes_through_its_socket(bench: Bench) -> None:
    bench.meters.place("charging", "EM300-LR", address=METER_ADDRESS, where="socket 1")
    begun_wh = bench.meters.energy_wh("charging")
    free(bench)
    bench.vehicle(1).plug_in()
    bench.wait(3_600_000)
    assert bench.meters.energy_wh("charging") - begun_wh == pytest.approx(3 * 230 * 32, rel=0.02)
