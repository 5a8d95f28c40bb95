"""Promises of every bench: an energy manager on the local network, and what becomes of its requests."""

from __future__ import annotations

import pytest

from fixtures.bench.api import Bench, BenchBroken, Reply

from .contract_words import configure

SERVER = "Modbus TCP Server for energy management systems"


def _on(bench: Bench) -> None:
    configure(bench, **{SERVER: "On", "Free Charging": "On", "Free Charging Mode": "No OCPP"})


def nobody_listens_for_energy_managers_until_the_operator_wants_it(bench: Bench) -> None:
    assert bench.energy_manager.read(1000) == Reply(problem="no connection")


def an_energy_manager_writes_and_reads_back(bench: Bench) -> None:
    _on(bench)
    manager = bench.energy_manager
    assert manager.write(1000, (10,)) == Reply()
    assert manager.read(1000) == Reply((10,))
    assert manager.order("HEMS current limit", 12) == Reply()
    assert manager.shown("HEMS current limit") == Reply((12,), value=12)
    assert manager.read(1000, socket=2).words == (32,)
    assert manager.read(1000, base_port=1502).problem == "no connection"


def exceptions_are_replies(bench: Bench) -> None:
    _on(bench)
    manager = bench.energy_manager
    assert manager.read(1001).exception == 2
    assert manager.read(1000, 126).exception == 3
    assert manager.read(1000, function=4).exception == 1
    assert manager.write(1000, (65_535,)).exception == 3
    assert str(manager.read(1001)) == "exception 2"


def octets_that_are_no_frame_are_not_answered(bench: Bench) -> None:
    _on(bench)
    manager = bench.energy_manager
    assert manager.say(b"GET / HTTP/1.1\r\n\r\n").problem == "closed"
    assert manager.say(bytes((0, 1, 0, 0))).problem == "no answer"
    assert manager.say(bytes((0, 1, 0, 0, 0, 6, 1, 3, 3, 232, 0, 1))).words == (32,)


def requests_of_an_energy_manager_are_in_the_journal(bench: Bench) -> None:
    _on(bench)
    mark = bench.mark()
    bench.energy_manager.order("HEMS current limit", 10)
    asked, answered = (one for one in bench.journal.after(mark.number) if one.kind == "modbus")
    assert (asked.who, asked.to, answered.who, answered.to) == (
        "energy manager", "station", "station", "energy manager",
    )  # fmt: skip
    assert asked.detail == {
        "socket": 1, "port": 502, "function": 16, "address": 1000, "count": 1,
        "quantity": "HEMS current limit", "value": "10", "words": "10",
    }  # fmt: skip
    assert answered.detail == {"socket": 1, "port": 502, "answer": "registers"}


def an_energy_manager_is_on_the_local_network(bench: Bench) -> None:
    _on(bench)
    bench.lan.cut()
    assert bench.energy_manager.read(1000).problem == "no connection"
    bench.lan.restore()
    assert bench.energy_manager.read(1000).words == (32,)


def an_energy_manager_asks_for_quantities_that_there_are(bench: Bench) -> None:
    with pytest.raises(BenchBroken, match="no registers for 'the weather'"):
        bench.energy_manager.shown("the weather")
