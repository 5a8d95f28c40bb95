"""Steps for sentences about any site: wiring, Disconnected Limits and cars are drawn."""

from __future__ import annotations

from pytest_bdd import then

from fixtures.bench.api import Bench, CarModel, NonConformance

from .draws import Draws
from .island import DISCONNECTED
from .site import NODE, Place, places, set_up
from .vocabulary import step

ROTATIONS = {"RST": (0, 1, 2), "STR": (1, 2, 0), "TRS": (2, 0, 1), "RTS": (0, 2, 1), "SRT": (1, 0, 2), "TSR": (2, 1, 0)}
"""Grid phases of a socket's L1, L2 and L3 (manual, 7.8)."""
MOST_A, LEAST_A = 32, 6
SETTLE_MS = 15_000
FALLS_MS = 120_000
"""After this a slave has its Disconnected Limit, however careful it is to rise to it (D-DLF-01)."""


@then(
    step(
        "whatever is wired, limited and charging at {where:Line}, each phase carries the sum of its limits, "
        "in {count:Number} draws"
    )
)
def sums_of_limits(bench: Bench, where: str, count: int) -> None:
    """Both sockets of each station; a limit below 6 A is none at all, and no car takes more than it can.

    Limits are set while the master of station 1 is there, since during the failure they are constant (DLF-010).
    """
    drawn = Draws(count)
    sockets = [(station, socket) for station, _ in places(where) for socket in (1, 2)]
    for _ in range(count):
        limits_a = {station: drawn.number(0, 12) for station, _ in places(where)}
        bench.lan.restore(1)
        for station, limit_a in limits_a.items():
            set_up(bench, station, {DISCONNECTED: str(limit_a)})
            bench.station(station).operator.save()
        bench.wait(SETTLE_MS)
        bench.lan.cut(1)
        bench.wait(FALLS_MS)
        wanted_da = [0, 0, 0]
        for place in sockets:
            for phase, most_a in enumerate(_arrive(bench, place, drawn)):
                limit_a = limits_a[place[0]]
                wanted_da[phase] += min(limit_a, most_a) * 10 if limit_a >= LEAST_A else 0
        bench.wait(SETTLE_MS)
        _judge(bench, wanted_da, len(sockets))
        for station, socket in sockets:
            bench.station(station).vehicle(socket).unplug_car()
        bench.wait(SETTLE_MS)
        for station, socket in sockets:
            bench.station(station).vehicle(socket).pull_plug()


def _arrive(bench: Bench, place: Place, drawn: Draws) -> list[int]:
    """A socket is wired anew and a car comes; what it can take on each grid phase."""
    (station, socket), rotation = place, drawn.choice(tuple(ROTATIONS))
    conductors, most_a = drawn.choice((1, 3)), drawn.choice((LEAST_A, 10, MOST_A))
    bench.grid.wire(station, socket, rotation, conductors)
    used = tuple(range(1, conductors + 1))
    bench.station(station).vehicle(socket).plug_in(car=CarModel(conductors=used, most_a=most_a))
    loaded = ROTATIONS[rotation][:conductors]
    return [most_a if phase in loaded else 0 for phase in range(3)]


def _judge(bench: Bench, wanted_da: list[int], sockets: int) -> None:
    """A pilot may offer up to 0.2 A less than its limit, never more."""
    flowing = bench.grid.flowing(NODE)
    for found, wanted in zip(flowing, wanted_da, strict=True):
        if not wanted - 2 * sockets <= found <= wanted:
            raise NonConformance(f"{[one / 10 for one in wanted_da]} A", f"{[one / 10 for one in flowing]} A")
