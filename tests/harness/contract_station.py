"""Promises of every bench: the configuration interface, the supply, the journal and the end."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest

from fixtures.bench.api import Bench, BenchBroken
from steps.observations import current_flows, current_stops, payload, request

from .contract_words import CARD, LONG_MS, PASSWORD, TIMEOUT, USER, charge, configure, connect, entries


def nobody_gets_in_without_the_password(bench: Bench) -> None:
    assert bench.operator.open_page("Authorization") == {}
    assert not bench.operator.log_in(USER, "guess")
    assert bench.operator.open_page("Authorization") == {}
    assert bench.operator.type_value(TIMEOUT, "50")
    assert bench.operator.log_in(USER, PASSWORD)
    assert bench.operator.open_page("Authorization")
    assert bench.operator.open_page("No such page") == {}


def a_value_is_typed_saved_and_read_back(bench: Bench) -> None:
    bench.operator.log_in(USER, PASSWORD)
    old = bench.operator.open_page("Authorization")[TIMEOUT]
    assert bench.operator.type_value(TIMEOUT, "soon")
    assert bench.operator.type_value("No such parameter", "1")
    assert bench.operator.open_page("Authorization")[TIMEOUT] == old
    assert bench.operator.type_value(TIMEOUT, "50") == ""
    mark = bench.operator.save_and_restart()
    assert bench.mark().at_ms > mark.at_ms
    restarts = entries(bench, mark, "restart")
    assert [entry.detail["state"] for entry in restarts] == ["restart", "running"]
    assert bench.operator.open_page("Authorization") == {}, "a restart ends the login"
    bench.operator.log_in(USER, PASSWORD)
    assert bench.operator.open_page("Authorization")[TIMEOUT] == "50"


def a_restart_says_goodbye_to_the_backend(bench: Bench) -> None:
    connect(bench)
    bench.operator.log_in(USER, PASSWORD)
    mark = bench.operator.save_and_restart()
    (ended,) = entries(bench, mark, "link", state="closed")
    assert "lost" not in ended.detail


def saving_restarts_nothing(bench: Bench) -> None:
    bench.operator.log_in(USER, PASSWORD)
    assert bench.operator.type_value("HeartbeatInterval", "77") == ""
    mark = bench.operator.save()
    assert bench.mark().at_ms == mark.at_ms
    bench.wait(LONG_MS)
    assert entries(bench, mark, "restart") == []
    assert bench.operator.open_page("Backend")["HeartbeatInterval"] == "77"


def a_card_can_be_learned(bench: Bench) -> None:
    configure(bench, **{"Enable local whitelist": "On"})
    bench.operator.log_in(USER, PASSWORD)
    mark = bench.operator.start_learning()
    bench.reader(1).present(CARD)
    bench.wait(5_000)
    assert bench.operator.finish_learning().number > mark.number
    assert CARD.lower() in bench.operator.open_page("Whitelists")["List of entries in local whitelist"].lower()


def the_supply_is_on_or_off(bench: Bench) -> None:
    with pytest.raises(BenchBroken, match="on already"):
        bench.mains.restore()
    off = bench.mains.cut()
    with pytest.raises(BenchBroken, match="off already"):
        bench.mains.cut()
    bench.wait(1_000)
    on = bench.mains.restore()
    assert [entry.detail["on"] for entry in entries(bench, off, "mains")] == [False, True]
    assert bench.mark().at_ms > on.at_ms
    assert bench.operator.log_in(USER, PASSWORD), "restore returns when the software runs"


def without_supply_all_is_dark_and_dead(bench: Bench) -> None:
    connect(bench)
    configure(bench, **{"Restart transaction after power loss": "Off"})
    charge(bench)
    off = bench.mains.cut()
    assert bench.vehicle(1).current_da() == 0
    assert bench.vehicle(1).offered_da() == 0
    bench.wait(60_000)
    (shown,) = bench.led(1).seen(off)
    assert (shown.from_ms, shown.to_ms, shown.motion) == (off.at_ms, off.at_ms + 60_000, "dark")
    assert not bench.operator.log_in(USER, PASSWORD)
    assert not [entry for entry in entries(bench, off, "frame") if entry.who == "station"]
    (ended,) = entries(bench, off, "link", state="closed")
    assert ended.detail["lost"] is True, "without supply nobody says goodbye to the backend"
    with pytest.raises(BenchBroken, match="no station is connected"):
        bench.backend.request("ClearCache", {})
    number = bench.backend.transaction_id(1)
    on = bench.mains.restore()
    stop = bench.observe(request("StopTransaction"), since=on, within_ms=LONG_MS)
    assert payload(stop)["transactionId"] == number


def a_controller_gets_warm_and_its_usb_link_breaks(bench: Bench) -> None:
    """Each is seen on the line to the backend where the station is to report it."""
    connect(bench)
    configure(bench, **{"Send informative StatusNotifications": "On", "Send USB error StatusNotifications": "On"})
    bench.wait(LONG_MS)
    for act in (lambda: bench.faults(1).warm_controller(62), bench.faults(2).cut_usb, bench.faults(2).mend_usb):
        mark = act()
        assert len(entries(bench, mark, "fault")) == 1
        bench.observe(request("StatusNotification"), since=mark, within_ms=LONG_MS)


def an_rcd_cuts_the_supply_and_says_so_where_it_has_a_wire(bench: Bench) -> None:
    """The current is gone at once, with a wire and without; only with one does the backend hear of it."""
    connect(bench)
    mark = charge(bench)
    bench.observe(current_flows(1), since=mark, within_ms=LONG_MS)
    told = request("StatusNotification", connectorId=1, errorCode="GroundFailure")
    tripped = bench.faults(1).trip_rcd()
    assert bench.vehicle(1).current_da() == 0
    bench.observe(told, since=tripped, within_ms=LONG_MS)
    bench.faults(1).unwire_rcd()
    mark = bench.faults(1).close_rcd()
    bench.never(told, since=mark, until_ms=LONG_MS)
    bench.faults(2).unwire_rcd()
    bench.never(told, since=bench.faults(2).trip_rcd(), until_ms=LONG_MS)


def a_lock_can_be_forced(bench: Bench) -> None:
    connect(bench)
    mark = charge(bench)
    bench.observe(current_flows(1), since=mark, within_ms=LONG_MS)
    forced = bench.faults(1).force_lock()
    (moved,) = entries(bench, forced, "lock", closed=False)
    assert moved.who == "driver 1"
    pulled = bench.vehicle(1).pull_plug()
    assert entries(bench, pulled, "plug", removed=True)
    bench.observe(current_stops(1), since=pulled, within_ms=LONG_MS)


def what_was_saved_outlives_the_supply(bench: Bench) -> None:
    configure(bench, **{TIMEOUT: "50"})
    bench.operator.log_in(USER, PASSWORD)
    bench.operator.type_value(TIMEOUT, "51")
    bench.mains.cut()
    bench.wait(30 * 86_400_000)
    bench.mains.restore()
    bench.operator.log_in(USER, PASSWORD)
    assert bench.operator.open_page("Authorization")[TIMEOUT] == "50"


def the_journal_is_in_order(bench: Bench) -> None:
    connect(bench)
    mark = charge(bench)
    bench.network.cut()
    bench.wait(30_000)
    bench.mains.cut()
    bench.network.restore()
    bench.mains.restore()
    bench.wait(600_000)
    seen = list(bench.journal)
    assert {"frame", "link", "plug", "card", "lock", "contactor", "pilot", "current", "light", "mains", "restart"} <= {
        entry.kind for entry in seen
    }
    assert [entry.number for entry in seen] == list(range(1, len(bench.journal) + 1))
    assert all(a.at_ms <= b.at_ms for a, b in pairwise(seen))
    assert bench.journal.after(mark.number) == seen[mark.number :]
    lines = [json.loads(line) for line in bench.journal.json_lines().splitlines()]
    assert [(line["t"], line["n"], line["kind"]) for line in lines] == [(e.at_ms, e.number, e.kind) for e in seen]
    assert len(bench.journal.text().splitlines()) == len(seen)
    assert all(type(value) in (str, int, bool) for entry in seen for value in entry.detail.values())


def a_bench_closes_in_the_middle_of_everything(bench: Bench) -> None:
    connect(bench)
    charge(bench)
    bench.backend.withhold("Heartbeat")
    bench.backend.request("ClearCache", {})
    bench.reader(2).present(CARD)
