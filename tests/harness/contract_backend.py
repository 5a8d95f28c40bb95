"""Promises of every bench: the backend and the line to it."""

from __future__ import annotations

import json

import pytest

from fixtures.bench.api import Bench, BenchBroken, Mark, Observation
from steps.observations import answer, handshake, payload, request

from .contract_words import (
    ANYTHING,
    CARD,
    HOST,
    LONG_MS,
    SECURE_HOST,
    URL,
    answered,
    charge,
    configure,
    connect,
    entries,
)


def the_backend_accepts_with_its_interval(bench: Bench) -> None:
    bench.backend.accept_boot(interval_s=123)
    mark = connect(bench)
    bench.observe(answered("BootNotification", status="Accepted", interval=123), since=mark, within_ms=LONG_MS)
    beat = bench.observe(request("Heartbeat"), since=bench.mark(), within_ms=124_000)
    assert entries(bench, Mark(beat.at_ms, beat.number), "frame", message="result", id=beat.detail["id"])


def the_backend_refuses_with_its_interval(bench: Bench) -> None:
    with pytest.raises(BenchBroken, match="Rejected"):
        bench.backend.refuse_boot(status="Accepted", interval_s=10)
    for status in ("Rejected", "Pending"):
        bench.backend.refuse_boot(status=status, interval_s=40)
        mark = connect(bench)
        bench.observe(answered("BootNotification", status=status, interval=40), since=mark, within_ms=LONG_MS)


def the_backend_takes_only_the_station_it_knows(bench: Bench) -> None:
    bench.backend.only_identity("SOMEBODY-ELSE")
    bench.network.resolve(HOST, tls=False, port=80)
    mark = configure(
        bench, **{"Connection Type": "Ethernet", "WebSockets JSON OCPP URL of the Backend": URL}
    )
    bench.observe(handshake("handshake refused"), since=mark, within_ms=LONG_MS)
    bench.never(handshake("handshake accepted"), since=mark, until_ms=LONG_MS)
    bench.backend.only_identity(None)
    bench.observe(handshake("handshake accepted"), since=bench.mark(), within_ms=LONG_MS)


def the_backend_has_one_path_and_may_be_out_of_order(bench: Bench) -> None:
    bench.backend.only_path("/elsewhere")
    bench.network.resolve(HOST, tls=False, port=80)
    mark = configure(
        bench, **{"Connection Type": "Ethernet", "WebSockets JSON OCPP URL of the Backend": URL}
    )
    bench.never(handshake("handshake accepted"), since=mark, until_ms=LONG_MS)
    bench.backend.only_path(None)
    bench.backend.out_of_order(on=True)
    bench.never(handshake("handshake accepted"), since=bench.mark(), until_ms=LONG_MS)
    bench.backend.out_of_order(on=False)
    bench.observe(handshake("handshake accepted"), since=bench.mark(), within_ms=LONG_MS)


def the_backend_knows_cards(bench: Bench) -> None:
    with pytest.raises(BenchBroken, match="Sympathetic"):
        bench.backend.know_card("0a0e9b83", "Sympathetic")
    connect(bench)
    for card, status in ((CARD, "Accepted"), ("C0FFEE01", "Blocked"), ("DEADBEEF", "Invalid")):
        if status != "Invalid":
            bench.backend.know_card(card.lower(), status)
        mark = bench.reader(1).present(card)
        wanted = answered("Authorize", idTagInfo={"status": status})
        bench.observe(wanted, since=mark, within_ms=LONG_MS)
        bench.wait(LONG_MS)
    date = "2036-01-01T02:00:00+02:00"
    bench.backend.know_card(CARD.lower(), "Accepted", parent="FLEET", expires=date)
    mark = bench.reader(1).present(CARD)
    said = {"status": "Accepted", "parentIdTag": "FLEET", "expiryDate": date}
    bench.observe(answered("Authorize", idTagInfo=said), since=mark, within_ms=LONG_MS)
    bench.wait(LONG_MS)


def the_backend_can_demand_to_be_asked(bench: Bench) -> None:
    connect(bench)
    configure(bench, **{"Send Authorize for RemoteStart": "Off"})
    bench.wait(LONG_MS)
    bench.backend.know_card(CARD.lower(), "Accepted")
    bench.backend.demand_authorize()
    bench.vehicle(1).plug_in()
    mark = bench.backend.request("RemoteStartTransaction", {"idTag": CARD.lower(), "connectorId": 1})
    bench.observe(answered("StartTransaction", idTagInfo={"status": "Invalid"}), since=mark, within_ms=LONG_MS)
    bench.wait(LONG_MS)
    mark = bench.reader(1).present(CARD)
    bench.observe(answered("StartTransaction", idTagInfo={"status": "Accepted"}), since=mark, within_ms=LONG_MS)


def the_backend_withholds_and_releases(bench: Bench) -> None:
    connect(bench)
    with pytest.raises(BenchBroken, match="Autorise"):
        bench.backend.withhold("Autorise")
    bench.backend.withhold("Authorize")
    mark = bench.reader(1).present(CARD)
    asked = bench.observe(request("Authorize"), since=mark, within_ms=LONG_MS)
    bench.never(answered("Authorize"), since=mark, until_ms=asked.at_ms - mark.at_ms + 10_000)
    released = bench.backend.release("Authorize")
    given = bench.observe(answered("Authorize"), since=released, within_ms=0)
    assert given.detail["id"] == asked.detail["id"]


def the_backend_misbehaves_as_it_is_told(bench: Bench) -> None:
    connect(bench)
    with pytest.raises(BenchBroken, match="Autorise"):
        bench.backend.misbehave("Autorise", "drop")
    with pytest.raises(BenchBroken, match="sulking"):
        bench.backend.misbehave("Authorize", "sulking")
    bench.backend.misbehave("*", "error", code="GenericError", times=1)
    mark = bench.reader(1).present(CARD)
    asked = bench.observe(request("Authorize"), since=mark, within_ms=LONG_MS)
    bench.wait(1_000)
    (told,) = [entry for entry in entries(bench, mark, "frame", id=asked.detail["id"]) if entry.who == "backend"]
    assert (told.detail["message"], told.detail["valid"]) == ("error", True)
    bench.backend.misbehave("*", "drop")
    bench.backend.behave()
    mark = bench.reader(2).present(CARD)
    bench.observe(answered("Authorize"), since=mark, within_ms=LONG_MS)


def the_backend_sends_what_no_backend_should(bench: Bench) -> None:
    with pytest.raises(BenchBroken, match="no station is connected"):
        bench.backend.say("nonsense")
    with pytest.raises(BenchBroken, match="no station is connected"):
        bench.backend.say_bytes(b"nonsense")
    connect(bench)
    mark = bench.backend.say('[2,"m1","MakeCoffee",{}]')
    wanted = Observation("an answer to m1", lambda e: e.who == "station" and e.detail.get("id") == "m1")
    bench.observe(wanted, since=mark, within_ms=LONG_MS)
    mark = bench.backend.say_bytes(b"\x00\xff")
    (said,) = entries(bench, mark, "frame")
    assert (said.who, said.detail["message"], said.detail["malformed"]) == ("backend", "garbage", True)
    bench.wait(LONG_MS)


def the_backend_asks_the_station(bench: Bench) -> None:
    key = {"key": ["HeartbeatInterval"]}
    with pytest.raises(BenchBroken, match="no station is connected"):
        bench.backend.request("GetConfiguration", key)
    connect(bench)
    with pytest.raises(BenchBroken, match="malformed"):
        bench.backend.request("GetConfiguration", {"key": "HeartbeatInterval"})
    mark = bench.backend.request("GetConfiguration", key)
    asked = bench.observe(ANYTHING, since=mark, within_ms=0)
    assert (asked.who, asked.detail["action"], json.loads(str(asked.detail["payload"]))) == (
        "backend",
        "GetConfiguration",
        key,
    )
    bench.observe(answer("GetConfiguration"), since=mark, within_ms=10_000)


def the_backend_numbers_transactions(bench: Bench) -> None:
    with pytest.raises(BenchBroken, match="socket 1"):
        bench.backend.transaction_id(1)
    connect(bench)
    mark = charge(bench, 1)
    given = bench.observe(answered("StartTransaction"), since=mark, within_ms=LONG_MS)
    assert bench.backend.transaction_id(1) == payload(given)["transactionId"]
    with pytest.raises(BenchBroken, match="socket 2"):
        bench.backend.transaction_id(2)
    charge(bench, 2, "C0FFEE01")
    assert bench.backend.transaction_id(2) != bench.backend.transaction_id(1)


def every_frame_is_in_the_journal_with_its_verdict(bench: Bench) -> None:
    mark = connect(bench)
    frames = entries(bench, mark, "frame")
    assert {(frame.who, frame.to) for frame in frames} == {("station", "backend"), ("backend", "station")}
    assert all(frame.detail["valid"] is True and frame.detail["problem"] == "" for frame in frames)
    calls = [frame.detail["id"] for frame in frames if frame.detail["message"] == "call"]
    results = [frame.detail["id"] for frame in frames if frame.detail["message"] == "result"]
    assert calls == results


def a_cut_line_ends_and_carries_nothing(bench: Bench) -> None:
    connect(bench)
    mark = bench.network.cut()
    closed = Observation("the line closes", lambda e: e.kind == "link" and e.detail["state"] == "closed")
    bench.observe(closed, since=mark, within_ms=1_000)
    assert [entry.detail["state"] for entry in entries(bench, mark, "link") if entry.who == "network"] == ["cut"]
    with pytest.raises(BenchBroken, match="no station is connected"):
        bench.backend.request("ClearCache", {})
    bench.wait(LONG_MS)
    assert entries(bench, mark, "frame") == []
    assert not [entry for entry in entries(bench, mark, "link") if "handshake" in str(entry.detail["state"])]
    mark = bench.network.restore()
    bench.observe(handshake("handshake accepted"), since=mark, within_ms=LONG_MS)
    assert [entry.detail["state"] for entry in entries(bench, mark, "link") if entry.who == "network"] == ["restored"]


def an_unknown_name_leads_nowhere(bench: Bench) -> None:
    mark = configure(
        bench, **{"Connection Type": "Ethernet", "WebSockets JSON OCPP URL of the Backend": "ws://nowhere.test/ocpp"}
    )
    bench.never(handshake("handshake accepted"), since=mark, until_ms=LONG_MS)
    bench.network.resolve("NOWHERE.test", tls=False, port=80)
    bench.observe(handshake("handshake accepted"), since=bench.mark(), within_ms=LONG_MS)


def a_line_with_tls_is_one(bench: Bench) -> None:
    bench.network.resolve(SECURE_HOST, tls=True, port=8443)
    connect(bench, f"wss://{SECURE_HOST}:8443/ocpp")
    (opened,) = [entry for entry in bench.journal if entry.kind == "link" and entry.detail["state"] == "open"]
    assert opened.detail["tls"] is True
    mark = bench.backend.request("GetConfiguration", {"key": ["HeartbeatInterval"]})
    bench.observe(answer("GetConfiguration"), since=mark, within_ms=10_000)


def the_wrong_side_of_tls_leads_nowhere(bench: Bench) -> None:
    bench.network.resolve(HOST, tls=False, port=80)
    bench.network.resolve(SECURE_HOST, tls=True, port=8443)
    for url in (f"wss://{HOST}:80/ocpp", f"ws://{SECURE_HOST}:8443/ocpp", f"wss://{SECURE_HOST}:9999/ocpp"):
        mark = configure(
            bench, **{"Connection Type": "Ethernet", "WebSockets JSON OCPP URL of the Backend": url}
        )
        bench.never(handshake("handshake accepted"), since=mark, until_ms=LONG_MS)
