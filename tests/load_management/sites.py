"""Sites for properties that are tried on the whole bench: what is preset, wired, plugged in, and what flows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from hypothesis import strategies as st

from fixtures.bench.api import CarModel, Mark
from fixtures.bench.virtual import VirtualBench
from fixtures.peers.grid import LEADS
from reference_impl.blocks.configuration.keys_limits import ROTATED
from reference_impl.station.blueprint import Blueprint

FREE = {"Free Charging": "On", "Free Charging Mode": "No OCPP"}
ROLE = "Dynamic Load Management - DLM Master/Slave"
MASTER, STANDALONE = "DLM Master (With internal DLM-Slave)", "DLM Master (Standalone)"
SLAVE = "DLM Slave (Master-Auto-Discovery)"
SUB = ("EVSE Sub-Distribution Limit (L1/L2/L3) [A]", "Operator EVSE Sub-Distribution Limit (L1/L2/L3) [A]")
MAIN = "Main Distribution Limit (L1/L2/L3) [A]"
ROTATION = {1: "Phase rotation of the ChargePoint", 2: "Phase rotation of the ChargePoint (Connector 2)"}
RUN_MS, TWO_RUNS_MS = 30_000, 65_000
ROTATIONS = st.sampled_from(sorted(LEADS))
CARS = st.builds(
    CarModel,
    conductors=st.sampled_from(((1,), (1, 2, 3))),
    most_a=st.integers(6, 32),
    reaction_ms=st.sampled_from((100, 2_000, 5_000)),
    ramp_a_per_s=st.sampled_from((0, 3)),
)
Values = Mapping[str, str]


def each(amperes: int) -> str:
    """The same on all phases."""
    return per_phase((amperes,) * 3)


def per_phase(amperes: Sequence[int]) -> str:
    """As the page takes it."""
    return "/".join(map(str, amperes))


def rotations(*names: str) -> Values:
    """The setting of both sockets."""
    labels = {label[:3]: label for label in ROTATED}
    return {ROTATION[socket]: labels[name] for socket, name in enumerate(names, 1)}


def one_feed(limit_a: int) -> Values:
    """Both sockets on one line."""
    return {
        "Charging station with one feed": "On", "Charging station with one feed (Controller 2)": "On",
        "Charging Station Hardware Current Limit [A]": "63",
        "Charging Station Hardware Current Limit [A] (Controller 2)": "63",
        "Charging Station Installation Current Limit [A]": str(limit_a),
    }  # fmt: skip


@contextmanager
def running(*stations: Values, wired: Sequence[Sequence[str]] = (), metered: str = "") -> Iterator[VirtualBench]:
    """A bench with these stations, all free to use; wired: rotations of each station's sockets, as they are set too.

    metered: where the external meter of station 1 hangs; "including" or "excluding"
    """
    bench = VirtualBench(Blueprint())
    bench.lan.switch.witness = False
    for number, names in enumerate(wired, 1):
        for socket, name in enumerate(names, 1):
            bench.grid.wire(number, socket, name)
    turned = wired or [()] * len(stations)
    values = [{**FREE, **own, **rotations(*names)} for own, names in zip(stations, turned, strict=True)]
    if metered:
        bench.meters.place("house", "7KM2200", address="172.16.23.50", where=metered)
        values[0] |= {
            "External Meter Support": "On",
            "Meter configuration (Second)": "Modbus Siemens 7KM2200 (TCP)",
            "IP address of second meter": "172.16.23.50",
            "External Meter Location": f"{metered.capitalize()} EVSE Sub-Distribution",
        }
    bench.station(1).preset(values[0])
    bench.station(1).mains.restore(wait=False)
    for own in values[1:]:
        bench.add_station(own, wait=False)
    bench.run_up()
    bench.wait(15_000)
    try:
        yield bench
    finally:
        bench.close()


def most(bench: VirtualBench, node: str, since: Mark) -> tuple[int, ...]:
    """The most that each phase of this node carried since then, in deciamperes."""
    seen = [entry.detail for entry in bench.journal.after(since.number)
            if entry.kind == "grid" and entry.detail["node"] == node]  # fmt: skip
    return tuple(max((int(one[f"l{phase}_da"]) for one in seen), default=0) for phase in (1, 2, 3))


def offers(bench: VirtualBench, places: Sequence[tuple[int, int]]) -> list[int]:
    """What the vehicles read from their pilots, in deciamperes."""
    return [bench.station(station).vehicle(socket).offered_da() for station, socket in places]
