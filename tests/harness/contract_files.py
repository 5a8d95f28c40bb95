"""What a bench promises about its file server and about the manufacturer of its subject."""

from __future__ import annotations

import pytest

from fixtures.bench.api import Bench, BenchBroken

from .contract_words import completed, connect, entries, order_update

SCHEMES = ("http", "https", "ftp")
LONG_MS = 900_000


def a_station_reaches_the_file_server_by_every_scheme(bench: Bench) -> None:
    connect(bench)
    bench.files.put("/firmware/a.bin", b"no image")
    for scheme in SCHEMES:
        mark = order_update(bench, scheme)
        bench.wait(60_000)
        assert completed(bench, mark) == [scheme]
    with pytest.raises(BenchBroken, match="gopher"):
        bench.files.address("/", "gopher")


def an_access_is_noted_when_it_begins_and_when_it_is_whole(bench: Bench) -> None:
    connect(bench)
    bench.files.put("/firmware/a.bin", b"x" * 100)
    bench.files.behave("/firmware/", bytes_per_s=10)
    mark = order_update(bench)
    bench.wait(60_000)
    asked, complete = entries(bench, mark, "transfer")
    assert (asked.detail["state"], asked.detail["method"], asked.detail["path"]) == ("asked", "GET", "/firmware/a.bin")
    assert (complete.detail["state"], complete.detail["size"]) == ("complete", 100)
    assert complete.at_ms - asked.at_ms == 10_000


def a_file_that_misbehaves_does_not_come(bench: Bench) -> None:
    connect(bench)
    bench.files.put("/firmware/a.bin", b"x" * 100)
    manners = [{"status": 404}, {"silent": True}, {"breaks_after": 10}, {"stalls_after": 10}]
    for manner in manners:
        bench.files.behave("/firmware/a.bin", **manner)  # type: ignore[arg-type]  # a bool or a number each
        mark = order_update(bench)
        bench.wait(60_000)
        assert completed(bench, mark) == [], manner
    bench.files.behave("/firmware/a.bin")
    mark = order_update(bench)
    bench.wait(60_000)
    assert completed(bench, mark) == ["http"]


def a_server_that_is_gone_comes_back(bench: Bench) -> None:
    connect(bench)
    bench.files.put("/firmware/a.bin", b"x")
    order_update(bench)
    bench.wait(10_000)
    gone = bench.files.cut()
    mark = order_update(bench)
    bench.wait(60_000)
    assert mark.number > gone.number
    assert entries(bench, mark, "transfer") == []
    bench.files.restore()
    mark = order_update(bench)
    bench.wait(60_000)
    assert completed(bench, mark) == ["http"]


def a_server_lets_in_who_has_the_login(bench: Bench) -> None:
    connect(bench)
    bench.files.put("/firmware/a.bin", b"x")
    bench.files.require_login("station:secret")
    for login, let_in in (("", []), ("station:wrong", []), ("station:secret", ["http"])):
        mark = order_update(bench, login=login)
        bench.wait(60_000)
        assert completed(bench, mark) == let_in, login


def what_a_station_brings_is_kept(bench: Bench) -> None:
    connect(bench)
    mark = bench.backend.request("GetDiagnostics", {"location": bench.files.address("/logs", "ftp")})
    bench.wait(60_000)
    (path,) = bench.files.uploads()
    assert path.startswith("/logs/")
    assert bench.files.uploads()[path]
    (entry,) = entries(bench, mark, "transfer", state="complete")
    assert (entry.detail["method"], entry.detail["path"]) == ("STOR", path)


def the_manufacturer_makes_updates_that_the_subject_takes(bench: Bench) -> None:
    connect(bench)
    image = bench.manufacturer.image("7.0.0")
    bench.files.put("/firmware/a.bin", image)
    mark = order_update(bench)
    bench.wait(LONG_MS)
    assert '"firmwareVersion":"7.0.0"' in str([entry.detail.get("payload") for entry in entries(bench, mark, "frame")])


def the_manufacturer_signs_with_certificates_of_every_kind(bench: Bench) -> None:
    kinds = {kind: bench.manufacturer.certificate(kind) for kind in ("genuine", "foreign", "expired", "revoked")}
    assert len(set(kinds.values())) == 4
    with pytest.raises(BenchBroken, match="forged"):
        bench.manufacturer.certificate("forged")
    assert bench.manufacturer.signature(b"a") == bench.manufacturer.signature(b"a")
    assert bench.manufacturer.signature(b"a") != bench.manufacturer.signature(b"b")
