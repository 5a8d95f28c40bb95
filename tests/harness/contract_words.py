"""What the promises of a bench are told in: short stories and observations."""

from __future__ import annotations

import json
from itertools import pairwise

from fixtures.bench.api import Bench, CarModel, Mark, Observation
from fixtures.bench.journal import Entry
from fixtures.bench.limits import SaidLimit
from steps.observations import current_flows, lock_moves, payload, request

HOST, SECURE_HOST, URL = "csms.test", "secure.test", "ws://csms.test/ocpp"
USER, PASSWORD = "operator", "yellow_zone"
CARD = "0A0E9B83"
OPERATOR_LIMIT = "Operator Current Limit [A]"
TIMEOUT = "Vehicle connection timeout"
LONG_MS = 180_000
"""In which a station that can do something has done it."""


def entries(bench: Bench, since: Mark, kind: str, **detail: object) -> list[Entry]:
    """What was seen behind the mark, of this kind and with these facts."""
    return [
        entry
        for entry in bench.journal.after(since.number)
        if entry.kind == kind and all(entry.detail.get(name) == value for name, value in detail.items())
    ]


def configure(bench: Bench, **values: str) -> Mark:
    """Log in, type, Save & Restart."""
    assert bench.operator.log_in(USER, PASSWORD)
    for name, value in values.items():
        assert bench.operator.type_value(name, value) == ""
    return bench.operator.save_and_restart()


def free(bench: Bench) -> None:
    """Whoever plugs in may charge, and no backend is needed for it."""
    configure(bench, **{"Free Charging": "On", "Free Charging Mode": "No OCPP"})


def connect(bench: Bench, url: str = URL) -> Mark:
    """Have the station connect to the backend and register, over the local network; the mark is from before."""
    bench.network.resolve(HOST, tls=False, port=80)
    mark = configure(
        bench,
        **{
            "Connection Type": "Ethernet",
            "OCPP Mode": "OCPP-J 1.6",
            "WebSockets JSON OCPP URL of the Backend": url,
        },
    )
    bench.observe(request("BootNotification"), since=mark, within_ms=LONG_MS)
    bench.wait(5_000)
    return mark


WAY = {"Connection Type": "Ethernet", "WebSockets JSON OCPP URL of the Backend": URL}


def dial(bench: Bench, **more: str) -> Mark:
    """Have the station try to connect to the backend, over the local network; whether it can is another matter."""
    bench.network.resolve(HOST, tls=False, port=80)
    return configure(bench, **WAY, **more)


def charge(bench: Bench, socket: int = 1, card: str = CARD, cable_a: int = 32) -> Mark:
    """A transaction of a card that the backend accepts; current flows. The mark is from before."""
    bench.backend.know_card(card.lower(), "Accepted")
    mark = bench.vehicle(socket).plug_in(cable_a=cable_a)
    bench.wait(2_000)
    bench.reader(socket).present(card)
    bench.observe(current_flows(socket), since=mark, within_ms=LONG_MS)
    bench.wait(5_000)
    return mark


def said(current_a: int, source: str) -> SaidLimit:
    """The same limit on all phases."""
    return SaidLimit((10 * current_a, 10 * current_a, 10 * current_a), (source, source, source))


def charge_car(bench: Bench, car: CarModel, socket: int = 1) -> None:
    """A car of this kind charges at a station that lets everybody charge."""
    mark = bench.vehicle(socket).plug_in(car=car)
    bench.observe(current_flows(socket), since=mark, within_ms=LONG_MS)
    bench.wait(5_000)


def limit_to(bench: Bench, limit_a: int) -> Mark:
    """The operator limits socket 1; in force at once. The mark is from before."""
    assert bench.operator.log_in(USER, PASSWORD)
    assert bench.operator.type_value(OPERATOR_LIMIT, str(limit_a)) == ""
    return bench.operator.save()


def answered(action: str, **fields: object) -> Observation:
    """The backend answers this request of the station with these fields."""
    return Observation(
        f"the backend answers {action}",
        lambda e: e.kind == "frame"
        and e.who == "backend"
        and e.detail["message"] == "result"
        and e.detail["action"] == action
        and all(payload(e).get(name) == value for name, value in fields.items()),
    )


NOTHING = Observation("pigs that fly", lambda entry: False)
ANYTHING = Observation("anything", lambda entry: entry.who != "scenario")


def a_lock(bench: Bench) -> tuple[Mark, Entry, int]:
    """Something that comes a while after its stimulus: the mark, the entry, and how long it took."""
    free(bench)
    mark = bench.vehicle(1).plug_in()
    entry = bench.observe(lock_moves(1, closed=True), since=mark, within_ms=LONG_MS)
    return mark, entry, entry.at_ms - mark.at_ms


def order_update(bench: Bench, scheme: str = "http", login: str = "") -> Mark:
    """An update that is tried once."""
    where = bench.files.address("/firmware/a.bin", scheme, login)
    content = {"location": where, "retrieveDate": "2020-01-01T00:00:00Z", "retries": 1}
    return bench.backend.request("UpdateFirmware", content)


def completed(bench: Bench, since: Mark) -> list[str]:
    """The schemes of what has gone or come whole."""
    return [str(entry.detail["scheme"]) for entry in entries(bench, since, "transfer", state="complete")]


def heard(text: str, at: str) -> Observation:
    """A datagram is on its way."""
    return Observation(
        f"datagram {text}", lambda e: e.kind == "datagram" and (e.detail["text"], e.to) == (text, at)
    )


METER_ADDRESS = "172.16.23.50"
MASTER = {
    "Dynamic Load Management - DLM Master/Slave": "DLM Master (With internal DLM-Slave)",
    "External Meter Support": "On",
    "Meter configuration (Second)": "Modbus Siemens 7KM2200 (TCP)",
    "IP address of second meter": METER_ADDRESS,
}


def reading_station(bench: Bench, where: str = "by hand", **more: str) -> Mark:
    """A meter named "house" and a master that reads it."""
    bench.meters.place("house", "7KM2200", address=METER_ADDRESS, where=where)
    return configure(bench, **(MASTER | {name.replace("_", " "): value for name, value in more.items()}))


def asked(bench: Bench, since: Mark, **detail: object) -> list[Entry]:
    """Requests of the station to a meter."""
    return [entry for entry in entries(bench, since, "modbus", **detail) if entry.who == "station"]


def master_and_slave(bench: Bench) -> None:
    """Station 1 leads and has no sockets in the distribution; station 2 follows."""
    role = "Dynamic Load Management - DLM Master/Slave"
    bench.mains.cut()
    bench.station(1).preset({role: "DLM Master (Standalone)"})
    bench.add_station({role: "DLM Slave (Master-Auto-Discovery)"}, wait=False)
    bench.mains.restore()
    bench.run_up()
    bench.wait(30_000)


def swallowed(bench: Bench) -> tuple[set[str], set[str]]:
    """The kinds of what station 2, and of what station 1 says in the next 25 s that do not arrive."""
    mark = bench.mark()
    bench.wait(25_000)
    kinds: dict[str, set[str]] = {"station": set(), "station 2": set()}
    for before, lost in pairwise(bench.journal.after(mark.number)):
        if lost.kind == "lan":
            assert lost.detail["state"] == "lost"
            kinds[before.who].add(json.loads(str(before.detail["text"]))["kind"])
    return kinds["station 2"], kinds["station"]
