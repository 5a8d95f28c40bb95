"""A small fleet for a moment: that it runs and that its figures hang together, not how good they are."""

from __future__ import annotations

import json

import pytest

from stationproof.codes import Stop
from stationproof.fleet import measure as fleet
from tests.harness.cli_support import call


def test_a_small_fleet_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fleet, "IDLE_S", 0.2)
    monkeypatch.setattr(fleet, "BUSY_S", 0.5)
    result = call("bench", "--fleet", "3", "--json")
    assert result.exit_code == 0, result.output
    costs = json.loads(result.stdout)
    assert costs["stations"] == 3
    assert costs["calls_per_s"] > 0
    assert costs["calls_per_backend_cpu_s"] > costs["calls_per_s"] / 2
    assert 0 < costs["registered_s"] < fleet.PATIENCE_S


def test_more_stations_than_files_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fleet.resource, "getrlimit", lambda _: (256, 256))
    with pytest.raises(Stop, match="allows 256 open files"):
        fleet.measure(1_000)


def test_a_backend_that_dies_is_no_measurement(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fleet, "__package__", "stationproof.no_such")
    with pytest.raises(Stop, match="ended before its time"):
        fleet.measure(1)
