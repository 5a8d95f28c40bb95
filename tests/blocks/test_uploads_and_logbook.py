"""Uploads: tries, replacements, what is told; the logbook: dates, limits and what an order asks for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from reference_impl.blocks.maintenance.logbook import LINES, Logbook
from reference_impl.blocks.maintenance.uploads import Uploads
from reference_impl.model import effects as fx
from reference_impl.model import events as ev
from reference_impl.model.backend_calls import DiagnosticsStatusCall, LogStatusCall
from reference_impl.model.updates import UploadOrder

from .telling import Values, feed, told

DIAGNOSTICS = UploadOrder("GetDiagnostics", "DiagnosticsLog", "ftp://x/", tries=2, interval_s=30)
LOG = UploadOrder("GetLog", "SecurityLog", "ftp://x/", tries=1, interval_s=30, request=5)


def uploads() -> Uploads:
    made = Uploads(Values({}))
    feed(made, ev.RecordsRestored({}), ev.ClockSet(1_000_000))
    return made


def job_of(effects: Iterable[fx.Effect]) -> str:
    (upload,) = (effect for effect in effects if isinstance(effect, fx.Upload))
    return upload.job


def statuses(effects: Iterable[fx.Effect]) -> list[str]:
    calls = [event.call for event in told(effects) if isinstance(event, ev.CallQueued)]
    return [call.status for call in calls if isinstance(call, (DiagnosticsStatusCall, LogStatusCall))]


def test_the_name_in_the_answer_is_the_name_of_the_file() -> None:
    effects = feed(uploads(), ev.LogExtracted("m", DIAGNOSTICS, "text"))
    (answer,) = (effect for effect in effects if isinstance(effect, fx.SendAnswer))
    (upload,) = (effect for effect in effects if isinstance(effect, fx.Upload))
    assert answer.payload == {"fileName": upload.name}
    assert upload.content == b"text"
    assert statuses(effects) == ["Uploading"]


@pytest.mark.parametrize(("order", "answer"), [(DIAGNOSTICS, {}), (LOG, {"status": "Rejected"})])
def test_with_nothing_to_tell_nothing_is_uploaded(order: UploadOrder, answer: dict[str, Any]) -> None:
    assert feed(uploads(), ev.LogExtracted("m", order, "")) == [fx.SendAnswer("m", order.action, answer)]


def test_a_failed_upload_is_tried_again_and_then_told() -> None:
    block = uploads()
    job = job_of(feed(block, ev.LogExtracted("m", DIAGNOSTICS, "text")))
    assert feed(block, ev.UploadEnded(job, "broken off")) == [fx.StartTimer("uploads", 0, "GetDiagnostics", 30_000)]
    job = job_of(feed(block, ev.TimerExpired("uploads", 0, "GetDiagnostics")))
    assert statuses(feed(block, ev.UploadEnded(job, "broken off"))) == ["UploadFailed"]
    assert feed(block, ev.UploadEnded(job, "")) == []


@pytest.mark.parametrize(
    ("problem", "status"),
    [
        ("", "Uploaded"),
        ("broken off", "UploadFailure"),
        ("access refused: 530", "PermissionDenied"),
        ("unknown scheme: sftp", "NotSupportedOperation"),
        ("this is not the address of a file", "BadMessage"),
    ],
)
def test_the_end_of_a_log_has_its_word(problem: str, status: str) -> None:
    block = uploads()
    job = job_of(feed(block, ev.LogExtracted("m", LOG, "text")))
    assert statuses(feed(block, ev.UploadEnded(job, problem))) == [status]


def test_a_second_log_cancels_the_first_and_leaves_diagnostics_alone() -> None:
    block = uploads()
    feed(block, ev.LogExtracted("d", DIAGNOSTICS, "text"))
    first = job_of(feed(block, ev.LogExtracted("m", LOG, "text")))
    effects = feed(block, ev.LogExtracted("n", replace(LOG, request=6), "text"))
    assert [effect.job for effect in effects if isinstance(effect, fx.CancelTransfer)] == [first]
    (answer,) = (effect for effect in effects if isinstance(effect, fx.SendAnswer))
    assert answer.payload["status"] == "AcceptedCanceled"
    assert statuses(feed(block, ev.MessageTriggered("DiagnosticsStatusNotification", 0))) == ["Uploading"]


def test_what_a_restart_has_ended_is_told_as_failed() -> None:
    effects = feed(Uploads(Values({})), ev.RecordsRestored({"uploads": {"GetDiagnostics": None, "GetLog": 5}}))
    assert statuses(effects) == ["UploadFailed", "UploadFailure"]


def extracted(logbook: Logbook, order: UploadOrder) -> list[str]:
    (event,) = told(feed(logbook, ev.UploadOrdered("m", order)))
    assert isinstance(event, ev.LogExtracted)
    return event.text.splitlines()


def test_lines_of_this_boot_are_dated_when_the_clock_is_set() -> None:
    logbook = Logbook()
    feed(logbook, ev.RecordsRestored({}), ev.ClockSet(0))
    feed(logbook, ev.LinkUp(), at_ms=1_000)
    feed(logbook, ev.ClockSet(1_767_600_000_000))
    feed(logbook, ev.LinkDown("gone"), at_ms=2_000)
    feed(logbook, ev.ClockSet(1_767_600_005_000))
    assert extracted(logbook, DIAGNOSTICS) == [
        "2026-01-05T08:00:01.000Z the line to the backend stands",
        "2026-01-05T08:00:07.000Z no line to the backend: gone",
    ]


def test_attempts_that_fail_alike_are_one_line() -> None:
    logbook = Logbook()
    refused = ev.LinkDown("refused")
    feed(logbook, refused, refused, ev.LinkDown("no answer"), ev.LinkUp(), refused)
    assert len(extracted(logbook, DIAGNOSTICS)) == 4


def test_the_security_log_holds_security_alone_and_diagnostics_hold_all() -> None:
    logbook = Logbook()
    feed(logbook, ev.Booted("power"), ev.SecurityNoted("FirmwareUpdated", "5.34.0"))
    assert [line.split(" ", 1)[1] for line in extracted(logbook, LOG)] == [
        "StartupOfTheDevice power", "FirmwareUpdated 5.34.0"]  # fmt: skip
    assert len(extracted(logbook, DIAGNOSTICS)) == 3


def test_both_ends_of_the_time_that_is_asked_for_count() -> None:
    logbook = Logbook()
    for at_ms in (1_000, 2_000, 3_000):
        feed(logbook, ev.LinkUp(), at_ms=at_ms)
    within = replace(DIAGNOSTICS, oldest_ms=2_000, latest_ms=2_000)
    assert [line[:24] for line in extracted(logbook, within)] == ["1970-01-01T00:00:02.000Z"]


def test_the_newest_lines_of_each_log_are_kept_over_a_boot() -> None:
    logbook = Logbook()
    feed(logbook, ev.SecurityNoted("InvalidMessages"))
    effects: list[fx.Effect] = []
    for at_ms in range(LINES + 10):
        effects = feed(logbook, ev.LinkUp(), at_ms=at_ms)
    (kept,) = (effect for effect in effects if isinstance(effect, fx.Persist))
    again = Logbook()
    feed(again, ev.RecordsRestored({"logbook": kept.value}))
    lines = extracted(again, DIAGNOSTICS)
    assert len(lines) == LINES + 1
    assert "InvalidMessages" in lines[0]
