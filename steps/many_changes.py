"""Steps for many changes of cars, of what they take and of the building, one after the other (manual, 7.4)."""

from __future__ import annotations

from pytest_bdd import then

from fixtures.bench.api import Bench, CarModel, Mark, NonConformance

from .distribution import TWO_RUNS_MS, Place
from .draws import Draws
from .shares import amperes, most_in
from .vocabulary import step

PLACES: tuple[Place, ...] = tuple((station, socket) for station in (1, 2, 3) for socket in (1, 2))
CHARGERS = ((1, 2, 3), (1,), (1, 2))
DEMANDS_A = (None, 6, 9, 14, 20, 32)
SUB, MAIN = "sub-distribution", "main"


class Site:
    """Six sockets at three stations, and who is there."""

    def __init__(self, bench: Bench, drawn: Draws) -> None:
        self._bench, self._drawn, self._cars = bench, drawn, set[Place]()

    def change(self) -> None:
        """A car comes, changes what it takes, or goes; slow ones among them."""
        place = self._drawn.choice(PLACES)
        vehicle = self._bench.station(place[0]).vehicle(place[1])
        if place not in self._cars:
            slow_ms = self._drawn.choice((100, 5_000))
            vehicle.plug_in(car=CarModel(conductors=self._drawn.choice(CHARGERS), reaction_ms=slow_ms))
            self._cars.add(place)
        elif self._drawn.number(1, 3) > 1:
            vehicle.set_demand(self._drawn.choice(DEMANDS_A))
        else:
            vehicle.unplug_car()
            self._bench.wait(3_000)
            vehicle.pull_plug()
            self._cars.remove(place)

    def building(self, most_a: int) -> tuple[int, ...]:
        """Another load on each phase; in amperes."""
        l1_a, l2_a, l3_a = (self._drawn.number(0, most_a) for _ in range(3))
        self._bench.grid.building(l1_a, l2_a, l3_a)
        return l1_a, l2_a, l3_a


def live(bench: Bench, seed: int, changes: int, limit_da: int) -> None:
    """Without a meter: changes at any distance; the sub-distribution carries no more at any moment."""
    mark, drawn = bench.mark(), Draws(seed)
    site = Site(bench, drawn)
    for _ in range(changes):
        site.change()
        bench.wait(drawn.choice((2_000, 5_000, 11_000, 40_000, TWO_RUNS_MS)))
    _judge_sub(bench, mark, limit_da)


def live_with_building(bench: Bench, seed: int, changes: int, limit_da: int, main_da: int) -> None:
    """With a meter: each situation is held for two sample periods; at its end the main carries no more.

    A building that alone takes more leaves no current to the cars. Charging alone stays within its own limit always.
    """
    mark, drawn = bench.mark(), Draws(seed)
    site = Site(bench, drawn)
    for _ in range(changes):
        site.change()
        load_a = site.building(main_da // 10 + 5)
        bench.wait(TWO_RUNS_MS)
        for phase, flowing in enumerate(bench.grid.flowing(MAIN)):
            if flowing > max(main_da, 10 * load_a[phase]):
                told = f"{flowing / 10:g} A, {amperes(bench.grid.flowing(SUB))} of it for cars"
                raise NonConformance(f"at most {main_da / 10:g} A on L{phase + 1} of the main", told)
    _judge_sub(bench, mark, limit_da)


def _judge_sub(bench: Bench, mark: Mark, limit_da: int) -> None:
    if not 0 < (worst := most_in(bench, mark, SUB)) <= limit_da:
        raise NonConformance(f"at most {limit_da / 10:g} A, and some", f"{worst / 10:g} A")


@then(step("through {changes:Number} changes of cars and their demand no phase of the sub-distribution ever carries "
           "more than {limit:Current}"))  # fmt: skip
def through(bench: Bench, changes: int, limit: int) -> None:
    """At six sockets cars of one to three phases."""
    live(bench, 67, changes, limit)


@then(step("through {changes:Number} changes of cars and building the main carries no more than {main:Current} at the "
           "end of each, and the sub-distribution never more than {limit:Current}"))  # fmt: skip
def through_with_building(bench: Bench, changes: int, main: int, limit: int) -> None:
    """The building takes up to 5 A more than the main can carry."""
    live_with_building(bench, 67, changes, limit, main)
