"""Hand-made journals of load management for the tests of the pictures."""

from __future__ import annotations

from collections.abc import Sequence

from fixtures.bench.journal import Entry, Journal, Scalar

ROLE = "Dynamic Load Management - DLM Master/Slave"
MASTER = "DLM Master (With internal DLM-Slave)"
SUB, MAIN = "EVSE Sub-Distribution Limit (L1/L2/L3) [A]", "Main Distribution Limit (L1/L2/L3) [A]"


class Teller:
    """Writes a journal, at the moment that is set."""

    def __init__(self) -> None:
        self.now_ms = 0
        self.journal = Journal(lambda: self.now_ms)

    def save(self, how: str = "save", **values: str) -> None:
        """Type parameters, given by their short names here, and save them."""
        names = {"role": ROLE, "sub": SUB, "main": MAIN, "meter": "External Meter Support"}
        for name, value in values.items():
            self.journal.write("operator", "parameter", to="station", name=names[name], value=value, state="typed")
        self.journal.write("operator", "parameter", to="station", state=how)

    def plug(self, socket: int) -> None:
        """Cable and vehicle."""
        driver = f"driver {socket}"
        self.journal.write(driver, "plug", to="station", end="station", inserted=True, cable_a=32)
        self.journal.write(driver, "plug", to="station", end="car", inserted=True, ready=True)

    def offer(self, socket: int, offered_da: int, **station: Scalar) -> None:
        """The pilot."""
        who = f"vehicle {socket}"
        self.journal.write(
            "station", "pilot", to=who, socket=socket, duty_permille=offered_da // 6, offered_da=offered_da, **station
        )

    def draw(self, socket: int, l1_da: int, l2_da: int, l3_da: int, **station: Scalar) -> None:
        """What flows."""
        most, phases = max(l1_da, l2_da, l3_da), sum(1 for one in (l1_da, l2_da, l3_da) if one)
        self.journal.write(
            f"vehicle {socket}", "current", socket=socket, current_da=most, phases=phases,
            l1_da=l1_da, l2_da=l2_da, l3_da=l3_da, **station,
        )  # fmt: skip

    def limit(self, socket: int, each_da: tuple[int, int, int], source: str, **station: Scalar) -> None:
        """What the station says; socket 0: of its island."""
        l1_da, l2_da, l3_da = each_da
        facts: dict[str, Scalar] = {"l1_da": l1_da, "l2_da": l2_da, "l3_da": l3_da, "source": source, **station}
        if socket:
            self.journal.write("station", "limit", to="", socket=socket, **facts)
        else:
            self.journal.write("station", "limit", to="", scope="island", **facts)

    def building(self, l1_da: int, l2_da: int, l3_da: int) -> None:
        """What the building draws."""
        self.journal.write("grid", "building", l1_da=l1_da, l2_da=l2_da, l3_da=l3_da)

    def node(self, name: str, each_da: int) -> None:
        """What a node carries on each phase."""
        self.journal.write("mains", "grid", node=name, l1_da=each_da, l2_da=each_da, l3_da=each_da)


def two_cars() -> Sequence[Entry]:
    """A three-phase car, a single-phase one behind it, a building that jumps, a fuse, a limit that is lowered."""
    tell = Teller()
    tell.now_ms = 20_000
    tell.save("save and restart", role=MASTER, meter="On", sub="32/32/25", main="40/40/40")
    tell.now_ms = 60_000
    tell.building(50, 80, 100)
    tell.now_ms = 70_000
    tell.plug(1)
    tell.offer(1, 250)
    tell.now_ms = 73_000
    tell.draw(1, 250, 250, 250)
    tell.now_ms = 130_000
    tell.plug(2)
    tell.offer(1, 120)
    tell.now_ms = 132_500
    tell.draw(1, 120, 120, 120)
    tell.offer(2, 120)
    tell.now_ms = 135_000
    tell.draw(2, 115, 0, 0)
    tell.now_ms = 200_000
    tell.building(220, 80, 100)
    tell.now_ms = 207_000
    tell.building(120, 80, 100)
    tell.now_ms = 260_000
    tell.journal.write("grid", "fuse", name="main", rating_a=35, tripped=True)
    tell.now_ms = 280_000
    tell.save(sub="20/20/20")
    tell.now_ms = 330_000
    tell.journal.write("scenario", "step", keyword="Then", text="all is well")
    return list(tell.journal)


def busy_day(sockets: int = 4) -> Sequence[Entry]:
    """A day in which each socket changes its current every half minute, with one peak of a single second."""
    tell = Teller()
    tell.save(role=MASTER, sub="160/160/160")
    for minute in range(24 * 60):
        tell.now_ms = minute * 60_000 + 1_000
        for number in range(sockets):
            station, socket = divmod(number, 2)
            others: dict[str, Scalar] = {"station": station + 1} if station else {}
            flowing = 60 + (minute * 7 + number * 13) % 40
            tell.offer(socket + 1, flowing, **others)
            tell.draw(socket + 1, flowing, flowing, flowing, **others)
            tell.now_ms += 15_000 // sockets
        if minute == 700:
            tell.now_ms += 1_000
            tell.draw(1, 999, 999, 999)
            tell.now_ms += 1_000
            tell.draw(1, 60, 60, 60)
    return list(tell.journal)


def island_says() -> Sequence[Entry]:
    """An island of two stations whose master names an external input; one socket charges, one waits, one falls back."""
    tell = Teller()
    names = ("External Input 1 Config", "External Input Limit (L1/L2/L3) [A]", "Minimum Current Limit [A]", ROLE, SUB)
    for name, value in zip(names, ("Enable", "12/8/20", "8", MASTER, "20/20/20"), strict=True):
        tell.journal.write("operator", "parameter", to="station", name=name, value=value, state="preset")
    slave = "DLM Slave (Master-Auto-Discovery)"
    for name, value in ((ROLE, slave), (names[2], "10")):
        tell.journal.write("operator", "parameter", to="station", name=name, value=value, state="preset", station=2)
    tell.now_ms = 20_000
    tell.journal.write("station", "restart", state="running")
    tell.limit(0, (200, 200, 200), "sub-distribution")
    tell.plug(1)
    tell.limit(1, (200, 200, 200), "DLM")
    tell.offer(1, 200)
    tell.draw(1, 199, 199, 199)
    tell.plug(2)
    tell.limit(2, (0, 0, 0), "DLM")
    tell.limit(1, (70, 0, 0), "disconnected limit/phases connected/phases connected", station=2)
    tell.now_ms = 60_000
    tell.journal.write("bench", "fault", to="station", socket=1, what="external input 1 closed")
    tell.limit(0, (120, 80, 200), "external input/external input/sub-distribution")
    tell.limit(1, (80, 80, 80), "DLM")
    tell.offer(1, 80)
    tell.draw(1, 79, 79, 79)
    tell.now_ms = 100_000
    tell.journal.write("bench", "fault", to="station", socket=1, what="external input 1 open")
    tell.limit(0, (200, 200, 200), "sub-distribution")
    tell.now_ms = 101_000
    tell.limit(1, (160, 160, 160), "operator")
    tell.now_ms = 102_000
    tell.limit(1, (0, 0, 0), "no plug")
    tell.now_ms = 140_000
    tell.journal.write("scenario", "step", keyword="Then", text="all is well")
    return list(tell.journal)


def many_say(stations: int = 4) -> Sequence[Entry]:
    """So many stations whose sockets are offered what load management leaves, 16 A and then 10 A."""
    tell = Teller()
    tell.save(role=MASTER, sub="160/160/160")
    for at_ms, each_da in ((1_000, 160), (60_000, 100), (120_000, 100)):
        for station in range(1, stations + 1):
            others: dict[str, Scalar] = {"station": station} if station > 1 else {}
            for socket in (1, 2):
                tell.now_ms = at_ms
                tell.limit(socket, (each_da, each_da, each_da), "operator" if at_ms < 60_000 else "DLM", **others)
                tell.offer(socket, each_da, **others)
                tell.draw(socket, each_da, each_da, each_da, **others)
    return list(tell.journal)
