"""Steps for a site with several stations: stations that are added, their supply and their cables.

A station is named by its number; station 1 is the bench's own.
"""

from __future__ import annotations

from pytest_bdd import given

from fixtures.bench.api import Bench

from .vocabulary import step

FREE = {"Free Charging": "On", "Free Charging Mode": "No OCPP"}
"""Whoever plugs in may charge: most sites need no backend."""


@given(step("{number:Number} further station"))
@given(step("{number:Number} further stations"))
def further_stations(bench: Bench, number: int) -> None:
    """As from the factory, but that vehicles charge without a card."""
    for _ in range(number):
        bench.add_station(FREE, wait=False)
    bench.run_up()
