"""Registration and heartbeat: asked until accepted, then one heartbeat each interval."""

from __future__ import annotations

import pytest

from reference_impl.blocks.backend.boot import Boot
from reference_impl.blocks.backend.heartbeat import Heartbeat
from reference_impl.model import effects as fx
from reference_impl.model import events as ev
from reference_impl.model.backend_calls import AuthorizeCall, BootCall, HeartbeatCall

from .telling import Values, asked, feed, told

ASK = [ev.CallQueued(BootCall())]
AGAIN = ev.TimerExpired("boot", 0, "retry")


def answer(status: str, interval_s: int = 300) -> ev.BootAnswered:
    return ev.BootAnswered(BootCall(), status, interval_s, 0)


def test_it_registers_when_the_line_stands() -> None:
    assert told(feed(Boot(), ev.LinkUp())) == ASK


def test_accepted_is_registered() -> None:
    assert told(feed(Boot(), answer("Accepted", 240))) == [ev.Registered(240)]


@pytest.mark.parametrize("status", ["Pending", "Rejected"])
@pytest.mark.parametrize(("interval_s", "pause_ms"), [(10, 10_000), (0, 60_000)])
def test_otherwise_it_asks_again_after_the_interval(status: str, interval_s: int, pause_ms: int) -> None:
    boot = Boot()
    effects = feed(boot, answer(status, interval_s))
    assert fx.StartTimer("boot", 0, "retry", pause_ms) in asked(effects)
    assert [type(event) for event in told(effects)] == [ev.Unregistered]
    assert told(feed(boot, AGAIN)) == ASK


def test_requests_are_not_heard_while_it_is_rejected() -> None:
    boot, heard = Boot(), [True]
    for event, hears in (
        (ev.LinkUp(), True), (answer("Rejected"), False), (AGAIN, False), (answer("Pending"), True),
        (answer("Rejected"), False), (answer("Accepted"), True), (answer("Rejected"), False), (ev.LinkUp(), True),
    ):  # fmt: skip
        heard += [effect.heard for effect in feed(boot, event) if isinstance(effect, fx.HearRequests)]
        assert heard[-1] is hears


def test_without_an_answer_it_asks_again() -> None:
    assert feed(Boot(), ev.CallUnanswered(BootCall(), "no answer in time")) == [
        fx.StartTimer("boot", 0, "retry", 60_000)
    ]


def test_other_calls_are_not_its_business() -> None:
    assert feed(Boot(), ev.CallUnanswered(AuthorizeCall(1, "04A1B2C3"), "no answer in time")) == []


def test_without_a_line_it_waits_for_one() -> None:
    effects = feed(Boot(), ev.LinkDown("connection lost"))
    assert asked(effects) == [fx.CancelTimer("boot", 0, "retry")]
    assert told(effects) == [ev.Unregistered("connection lost")]


def test_a_registered_station_does_not_register_again_because_an_earlier_line_broke() -> None:
    """The line breaks while BootNotification is open; the outbox says so behind LinkDown."""
    boot = Boot()
    waiting = False
    story = [
        ev.LinkUp(),
        ev.LinkDown("connection lost"),
        ev.CallUnanswered(BootCall(), "connection lost"),
        ev.LinkUp(),
        answer("Accepted"),
    ]
    for effect in feed(boot, *story):
        if isinstance(effect, fx.StartTimer | fx.CancelTimer):
            waiting = isinstance(effect, fx.StartTimer)
    assert not waiting, "a retry still waits although the station is registered"


# ---------------------------------------------------------------- heartbeat

BEAT = ev.TimerExpired("heartbeat", 0, "beat")


def heartbeat() -> Heartbeat:
    return Heartbeat(Values({"HeartbeatInterval": "240"}))


@pytest.mark.parametrize(("interval_s", "pause_ms"), [(300, 300_000), (1, 1_000), (0, 240_000)])
def test_the_backend_sets_the_interval_and_0_leaves_it_to_the_station(interval_s: int, pause_ms: int) -> None:
    effects = feed(heartbeat(), ev.Registered(interval_s), at_ms=1_000)
    assert asked(effects) == [fx.StartTimer("heartbeat", 0, "beat", pause_ms)]
    assert told(effects) == [ev.HeartbeatDue(1_000 + pause_ms)]


def test_it_beats_and_waits_for_the_next_beat() -> None:
    made = heartbeat()
    feed(made, ev.Registered(300))
    effects = feed(made, BEAT, at_ms=300_000)
    assert asked(effects) == [fx.StartTimer("heartbeat", 0, "beat", 300_000)]
    assert told(effects) == [ev.CallQueued(HeartbeatCall()), ev.HeartbeatDue(600_000)]


def test_it_does_not_beat_while_unregistered() -> None:
    made = heartbeat()
    feed(made, ev.Registered(300))
    assert feed(made, ev.Unregistered("connection lost")) == [fx.CancelTimer("heartbeat", 0, "beat")]


SETTLED = ev.CallSettled()
WRITTEN = ev.ValueStored("HeartbeatInterval", live=True)


def test_other_answers_do_not_put_off_a_forced_heartbeat() -> None:
    made = heartbeat()
    feed(made, ev.Registered(300))
    assert feed(made, SETTLED) == []


def test_an_answer_puts_off_a_heartbeat_that_is_not_forced() -> None:
    made = Heartbeat(Values({"Force Heartbeat request messages": "Off"}))
    assert feed(made, SETTLED) == [], "the answer to BootNotification comes before the registration"
    feed(made, ev.Registered(300))
    effects = feed(made, SETTLED, at_ms=50_000)
    assert asked(effects) == [fx.StartTimer("heartbeat", 0, "beat", 300_000)]
    assert told(effects) == [ev.HeartbeatDue(350_000)]
    assert feed(made, ev.Unregistered("connection lost"), SETTLED) == [fx.CancelTimer("heartbeat", 0, "beat")]


def test_an_interval_that_is_written_is_kept_at_once_while_registered() -> None:
    made = heartbeat()
    assert feed(made, WRITTEN) == []
    feed(made, ev.Registered(300))
    assert asked(feed(made, WRITTEN)) == [fx.StartTimer("heartbeat", 0, "beat", 240_000)]
    assert feed(made, ev.ValueStored("TransactionMessageAttempts", live=True)) == []
