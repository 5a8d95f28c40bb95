"""`stationproof bench` and `stationproof broken`: figures and survivors; pytest is a stand-in."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from reference_impl.blocks.load_management.allocation import allocate
from reference_impl.blocks.load_management.island import drawn_ma
from stationproof import allocation_speed, bench, broken, child
from stationproof.bench import speed_of
from stationproof.codes import Stop
from stationproof.site_day import Site, measure_day
from stationproof.stations_day import StationsDay, measure_stations
from tests.harness.cli_support import ONE_BENCH, arguments_of, call, stand_in
from tests.reports.examples import END, scenario, write_run

# bench


def test_figures_of_a_results_file(tmp_path: Path) -> None:
    lines = [scenario(name=str(number), wall_ms=number, simulated_ms=1_000) for number in range(1, 21)]
    lines.append(scenario("not_applicable", name="left out", wall_ms=10_000))
    lines.append(scenario(name="elsewhere", bench="wire", wall_ms=10_000))
    speed = speed_of(write_run(tmp_path, *lines, END), "virtual", 1.5)
    assert (speed.scenarios, speed.simulated_s, speed.real_s, speed.run_s) == (20, 20, 0.21, 1.5)
    assert speed.simulated_per_real == 95.2
    assert (speed.median_ms, speed.p95_ms, speed.max_ms) == (10.5, 19, 20)


def test_nothing_to_measure_is_no_verdict(tmp_path: Path) -> None:
    with pytest.raises(Stop, match="Nothing ran on the wire bench") as stop:
        speed_of(write_run(tmp_path, scenario(), END), "wire", 1.0)
    assert stop.value.code == 2


def test_each_bench_is_measured_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = stand_in(tmp_path, ONE_BENCH, scenario(), scenario(bench="wire"), END)
    monkeypatch.setattr(child, "PYTEST", (sys.executable, str(program)))
    monkeypatch.setattr(bench, "latest", lambda: tmp_path / "latest")
    result = call("bench", "--json")
    assert result.exit_code == 0, result.output
    figures = json.loads(result.stdout)
    assert {name: facts["scenarios"] for name, facts in figures.items()} == {"virtual": 1, "wire": 1}
    assert "--bench=wire" in arguments_of(program)
    result = call("bench", "--bench", "virtual")
    assert [line.split()[0] for line in result.stdout.splitlines()] == ["bench", "virtual"]


def test_a_run_that_breaks_off_is_no_measurement(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = stand_in(tmp_path, ONE_BENCH, scenario(), code=3, says="INTERNALERROR")
    monkeypatch.setattr(child, "PYTEST", (sys.executable, str(program)))
    monkeypatch.setattr(bench, "latest", lambda: tmp_path / "latest")
    result = call("bench", "--bench", "virtual")
    assert result.exit_code == 2
    assert "pytest stopped: INTERNALERROR" in result.stderr


# broken

CAUGHT = {"name": "deaf-reader", "requirements": ["AUT-001"], "caught_by": ["one"]}
SURVIVOR = {"name": "blind-led", "requirements": ["LED-001"], "caught_by": []}


def report(**changes: Any) -> dict[str, Any]:
    facts = {
        "subjects": [CAUGHT],
        "survivors": [],
        "scenarios_without_subject": ["two"],
        "scenarios_that_fail_on_the_reference": [],
    }
    return {**facts, **changes}


# Instead of pytest: writes broken.json.
WRITER = """
import sys
from pathlib import Path
Path({file!r}).write_text({text!r})
sys.exit({code})
"""


@pytest.mark.parametrize(
    ("facts", "pytest_ended", "code", "said"),
    [
        (report(), 0, 0, "1 stations with a planted fault: 1 caught"),
        (report(), 0, 0, "never seen to fail: two"),
        (
            report(scenarios_not_asked_of_the_reference=["two"]),
            0,
            0,
            "not asked of the reference, for it does not claim what they need: 1",
        ),
        (
            report(subjects=[CAUGHT, SURVIVOR], survivors=["blind-led"]),
            1,
            1,
            "FAILED to catch blind-led, which breaks LED-001",
        ),
        (report(scenarios_that_fail_on_the_reference=["one"]), 1, 2, "fails on the sound station: one"),
    ],
)
def test_survivors_end_with_1(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    facts: dict[str, Any],
    pytest_ended: int,
    code: int,
    said: str,
) -> None:
    program = tmp_path / "writer.py"
    file = tmp_path / "out" / "broken.json"
    program.write_text(WRITER.format(file=str(file), text=json.dumps(facts), code=pytest_ended))
    monkeypatch.setattr(child, "PYTEST", (sys.executable, str(program)))
    monkeypatch.setattr(broken, "latest", lambda: tmp_path / "out" / "latest")
    result = call("broken")
    assert result.exit_code == code, result.output
    assert said in result.stdout
    assert f"Open {file}" in result.stdout


def test_an_old_report_is_not_taken_for_a_new_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "broken.json").write_text(json.dumps(report()))
    program = stand_in(tmp_path, code=3, says="INTERNALERROR")
    program.write_text("print('INTERNALERROR'); raise SystemExit(3)")
    monkeypatch.setattr(child, "PYTEST", (sys.executable, str(program)))
    monkeypatch.setattr(broken, "latest", lambda: tmp_path / "latest")
    result = call("broken")
    assert result.exit_code == 2
    assert "pytest stopped before there was a result: INTERNALERROR" in result.stderr


# allocation


def test_the_allocation_is_measured_for_islands_of_every_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(allocation_speed, "SIZES", (2, 40))
    monkeypatch.setattr(allocation_speed, "REPEATS_S", 0.0)
    monkeypatch.setattr(bench, "measure_day", lambda: measure_day(stations=2, limit_a=20, hours=1))
    result = call("bench", "--allocation", "--json")
    assert result.exit_code == 0, result.output
    figures = json.loads(result.stdout)
    assert [row["sockets"] for row in figures["allocation"]] == [2, 40]
    assert all(row["ample_ms"] > 0 and row["scarce_ms"] > 0 for row in figures["allocation"])
    assert figures["day"]["sockets"] == 4
    lines = call("bench", "--allocation").stdout.splitlines()
    assert [line.split()[0] for line in lines[:3]] == ["sockets", "2", "40"]
    assert lines[3].startswith("4 sockets for a day")


def test_a_day_keeps_the_limit_while_cars_wait() -> None:
    day = measure_day(stations=10, limit_a=60, hours=10)
    assert day.sessions > 30
    assert day.waiting_s > 3_600
    assert 45 <= day.worst_a <= 60


def test_whole_stations_share_a_limit_for_an_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    def small(hours: float) -> StationsDay:
        return measure_stations(stations=6, limit_a=32, hours=hours)

    monkeypatch.setattr(bench, "measure_stations", small)
    day = json.loads(call("bench", "--day", "2", "--json").stdout)
    assert (day["sockets"], day["hours"], day["opened"]) == (12, 2, 0)
    assert day["cars"] >= 5
    assert 25 <= day["worst_a"] <= 32
    assert call("bench", "--day", "0.1").stdout.startswith("6 whole stations for 0.1 h: ")


def test_some_of_a_measured_island_waits_where_current_is_scarce() -> None:
    for each_a, least, most in ((20, 1.0, 1.0), (4, 0.4, 0.95)):
        claims, bounds = allocation_speed.island(250, each_a)
        shares = allocate(claims, bounds, allocation_speed.MINIMUM_A)
        assert least <= sum(share > 0 for share in shares.values()) / 250 <= most


def test_the_sum_of_what_flows_is_that_of_all_who_are_connected() -> None:
    site = Site(4, 60, 1)
    site.run(8)
    distribution, now_ms = site._distribution, 8 * 3_600_000 - 15_000
    assert distribution._flowing_ma == drawn_ma(distribution.connected(now_ms)) != (0, 0, 0)
    distribution.drop_missing(now_ms + 60_000)
    assert distribution._flowing_ma == (0, 0, 0), "who is missing draws nothing that is known"
