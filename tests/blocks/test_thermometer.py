"""The temperature of a controller: told when it has moved, and not before."""

from __future__ import annotations

from reference_impl.blocks.signals.thermometer import Thermometer
from reference_impl.model import events as ev

from .telling import feed, told


def readings(*celsius: int) -> list[str]:
    """What is told at these temperatures, one after the other."""
    made = Thermometer(1)
    events = told(feed(made, *(ev.TemperatureSensed(1, one) for one in celsius)))
    return [event.text for event in events if isinstance(event, ev.InformationReported)]


def test_the_first_reading_is_no_news() -> None:
    assert readings(25) == []


def test_five_degrees_are_news_up_and_down() -> None:
    assert readings(25, 29, 30, 34, 29, 25) == ["Controller temperature 30 C", "Controller temperature 25 C"]


def test_it_creeps_up_and_is_told() -> None:
    assert readings(*range(25, 36)) == ["Controller temperature 30 C", "Controller temperature 35 C"]
