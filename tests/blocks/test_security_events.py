"""Security events: what is told, in order, once a backend takes it, and kept until then."""

from __future__ import annotations

import json
from dataclasses import replace

from reference_impl.blocks.security.events import ATTEMPTS, OWNER, PAUSE_MS, RECORD, SecurityEvents
from reference_impl.blocks.security.kinds import KINDS
from reference_impl.model import effects as fx
from reference_impl.model import events as ev
from reference_impl.model.backend_calls import BackendCall, HeartbeatCall, SecurityEventCall

from .telling import Values, feed, told

NOTED = ev.SecurityNoted("InvalidChargePointCertificate", "why")


def block(connection: str = "Ethernet") -> SecurityEvents:
    return SecurityEvents(Values({"Connection Type": connection}))


def sent(effects: list[fx.Effect]) -> list[tuple[str, str]]:
    calls: list[BackendCall] = [event.call for event in told(effects) if isinstance(event, ev.CallQueued)]
    return [(call.kind, call.details) for call in calls if isinstance(call, SecurityEventCall)]


def kept(effects: list[fx.Effect]) -> list[str]:
    records = [one.value for one in effects if isinstance(one, fx.Persist) and one.record == RECORD]
    return [row["kind"] for row in json.loads(json.dumps(records[-1]))["queue"]] if records else []


def test_the_whitepaper_s_list_is_whole_and_critical_events_are_told() -> None:
    assert len(KINDS) == 18
    assert {kind.name for kind in KINDS if kind.critical} == {
        "FirmwareUpdated", "SettingSystemTime", "StartupOfTheDevice", "ResetOrReboot", "SecurityLogWasCleared",
        "MemoryExhaustion", "TamperDetectionActivated"}  # fmt: skip
    assert all(kind.told for kind in KINDS if kind.critical)


def test_what_happens_without_a_backend_waits_on_the_disk_and_goes_in_order() -> None:
    events = block()
    assert kept(feed(events, ev.Booted("power"), NOTED)) == ["StartupOfTheDevice", "InvalidChargePointCertificate"]
    first = feed(events, ev.Registered(300))
    assert sent(first) == [("StartupOfTheDevice", "power")]
    call = told(first)[0].call  # type: ignore[attr-defined]  # a CallQueued, as sent() has seen
    second = feed(events, ev.SecurityEventTaken(call))
    assert sent(second) == [("InvalidChargePointCertificate", "why")]
    assert kept(second) == ["InvalidChargePointCertificate"]


def test_what_waits_survives_a_loss_of_power() -> None:
    effects = feed(block(), NOTED)
    record = next(one.value for one in effects if isinstance(one, fx.Persist))
    later = block()
    feed(later, ev.RecordsRestored({RECORD: json.loads(json.dumps(record))}))
    assert sent(feed(later, ev.Registered(300))) == [("InvalidChargePointCertificate", "why")]


def test_an_answer_that_does_not_come_is_waited_for_and_an_error_ends_the_event_after_three() -> None:
    events = block()
    (call,) = [e.call for e in told(feed(events, ev.Registered(300), NOTED)) if isinstance(e, ev.CallQueued)]
    for _ in range(5):
        assert feed(events, ev.CallUnanswered(call, "late")) == [fx.StartTimer(OWNER, 0, "again", PAUSE_MS)]
        assert sent(feed(events, ev.TimerExpired(OWNER, 0, "again")))
    for _ in range(ATTEMPTS - 1):
        assert feed(events, ev.CallUnanswered(call, "no", "NotSupported"))
        feed(events, ev.TimerExpired(OWNER, 0, "again"))
    dropped = feed(events, ev.CallUnanswered(call, "no", "NotSupported"))
    assert isinstance(dropped[0], fx.Persist)
    assert dropped[0].value["queue"] == []
    assert feed(events, ev.CallUnanswered(HeartbeatCall(), "no")) == []


def test_non_critical_events_and_those_without_a_backend_are_not_queued() -> None:
    assert feed(block(), ev.SecurityNoted("ReconfigurationOfSecurityParameters")) == []
    assert feed(block("No Backend"), ev.Booted("power")) == []


def test_the_clock_of_the_boot_is_no_setting_of_the_time() -> None:
    events = block()
    assert feed(events, ev.ClockSet(5)) == []
    assert told(feed(events, ev.ClockSet(9))) == [ev.SecurityNoted("SettingSystemTime", "by the backend")]
    assert feed(events, ev.ClockSet(9)) == []


def test_a_bad_certificate_of_the_backend_is_noted_once_until_a_line_stands() -> None:
    events, down = block(), ev.LinkDown("certificate refused: it has expired")
    noted = [ev.SecurityNoted("InvalidCentralSystemCertificate", down.reason)]
    assert told(feed(events, down)) == noted
    assert told(feed(events, down)) == []
    assert told(feed(events, ev.LinkUp(), down)) == noted
    assert told(feed(events, replace(down, reason="connection lost"))) == []
