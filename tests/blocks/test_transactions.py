"""Transactions: begun, sampled, ended, refused afterwards, and closed after a loss of power."""

from __future__ import annotations

import json
from typing import Any

import pytest

from reference_impl.blocks.session.transactions import Transactions
from reference_impl.model import effects as fx
from reference_impl.model import events as ev
from reference_impl.model.backend_calls import MeterCall, StartCall, StopCall
from reference_impl.model.grants import Grant, Source
from reference_impl.model.quantities import Current

from .telling import Values, asked, feed, told

CARD = "04A1B2C3"
GRANT = Grant(Source.BACKEND, CARD, CARD, revocable=True)
STATUS_ONLY = Grant(Source.FREE, "", "", transaction=False)
STARTED, ENDED = ev.SessionStarted(1, GRANT), ev.SessionEnded(1, "Local", CARD, GRANT)
CURRENTS = (160, 160, 160)


def transactions(interval: str = "60") -> Transactions:
    made = Transactions(Values({"Meter Value Sample Interval (OCPP)": interval}))
    feed(made, ev.RecordsRestored({}))
    return made


def queued(effects: list[fx.Effect]) -> list[Any]:
    return [event.call for event in told(effects) if isinstance(event, ev.CallQueued)]


def running(interval: str = "60") -> Transactions:
    made = transactions(interval)
    feed(made, STARTED, ev.MeterRead(1, "begin", 1_000, CURRENTS), at_ms=5_000)
    return made


def numbered(status: str = "Accepted", ref: int = 1) -> ev.StartAnswered:
    return ev.StartAnswered(StartCall(ref, 1, CARD, 1_000, 5_000), 1, ref, 1_001, status)


def test_a_session_begins_with_the_meter_and_is_on_the_disk_together_with_its_start() -> None:
    made = transactions()
    effects = feed(made, STARTED)
    assert [type(effect) for effect in effects] == [fx.ReadMeter, fx.StartTimer]
    begun = feed(made, ev.MeterRead(1, "begin", 1_234, CURRENTS))
    assert [type(effect) for effect in begun] == [fx.Tell, fx.Persist]
    assert fx.ReadMeter(1, "begin") in effects
    assert fx.StartTimer("transactions", 1, "sample", 60_000) in effects


def test_the_start_carries_card_register_and_time() -> None:
    made = transactions()
    feed(made, STARTED)
    assert queued(feed(made, ev.MeterRead(1, "begin", 1_234, CURRENTS), at_ms=5_000)) == [
        StartCall(1, 1, CARD, 1_234, 5_000)
    ]


def test_it_is_sampled_at_the_interval() -> None:
    made = running()
    feed(made, ev.OfferChanged(1, Current(200), "cable"))
    effects = feed(made, ev.TimerExpired("transactions", 1, "sample"))
    assert effects == [fx.ReadMeter(1, "sample"), fx.StartTimer("transactions", 1, "sample", 60_000)]
    (call,) = queued(feed(made, ev.MeterRead(1, "sample", 1_500, CURRENTS), at_ms=65_000))
    assert isinstance(call, MeterCall)
    assert (call.ref, call.socket, call.meter_wh, call.current_da, call.offered_da, call.at_ms) == (
        1, 1, 1_500, CURRENTS, 200, 65_000,
    )  # fmt: skip


def test_an_interval_of_0_means_no_samples() -> None:
    assert not [effect for effect in feed(transactions("0"), STARTED) if isinstance(effect, fx.StartTimer)]


def test_the_end_carries_reason_card_register_and_time() -> None:
    made = running()
    effects = feed(made, ENDED)
    cancelled, kept, read = asked(effects)
    assert (cancelled, read) == (fx.CancelTimer("transactions", 1, "sample"), fx.ReadMeter(1, "end 1"))
    assert isinstance(kept, fx.Persist)
    assert [row["reason"] for row in kept.value["open"]] == ["Local"]
    assert told(effects) == [ev.TransactionNumbered(1, 0)]
    assert queued(feed(made, ev.MeterRead(1, "end 1", 2_000, CURRENTS), at_ms=125_000)) == [
        StopCall(1, 1, CARD, "Local", 2_000, 125_000)
    ]


def test_every_transaction_has_a_number_of_its_own() -> None:
    made = running()
    feed(made, ev.SessionStarted(2, GRANT))
    (second,) = queued(feed(made, ev.MeterRead(2, "begin", 0, CURRENTS)))
    feed(made, ENDED, ev.MeterRead(1, "end 1", 0, CURRENTS), STARTED)
    (third,) = queued(feed(made, ev.MeterRead(1, "begin", 0, CURRENTS)))
    assert (second.ref, third.ref) == (2, 3)


def test_free_charging_without_transaction_sends_nothing() -> None:
    made = transactions()
    assert feed(made, ev.SessionStarted(1, STATUS_ONLY)) == []
    assert feed(made, ev.SessionEnded(1, "EVDisconnected", "", STATUS_ONLY)) == [fx.Tell(ev.SessionReported(1))]


def test_the_backends_number_is_told() -> None:
    assert told(feed(running(), numbered())) == [ev.TransactionNumbered(1, 1_001)]


def test_a_number_that_comes_after_the_end_is_not_told() -> None:
    made = running()
    feed(made, ENDED)
    assert feed(made, numbered()) == []


@pytest.mark.parametrize("status", ["Blocked", "Expired", "Invalid", "ConcurrentTx"])
def test_a_card_that_is_refused_afterwards_ends_the_session(status: str) -> None:
    assert told(feed(running(), numbered(status)))[-1] == ev.StopRequested(1, "DeAuthorized")


@pytest.mark.parametrize("source", [Source.WHITELIST, Source.FREE])
def test_a_refusal_does_not_end_a_session_that_needs_no_approval(source: Source) -> None:
    """D-WLL-06, D-FRE-04."""
    made = transactions()
    feed(made, ev.SessionStarted(1, Grant(source, CARD, CARD)), ev.MeterRead(1, "begin", 0, CURRENTS))
    assert told(feed(made, numbered("Invalid"))) == [ev.TransactionNumbered(1, 1_001)]


@pytest.mark.parametrize(("number", "stops"), [(1_001, [ev.StopRequested(1, "Remote")]), (1_002, [])])
def test_a_remote_stop_ends_the_transaction_of_its_number(number: int, stops: list[ev.Event]) -> None:
    made = running()
    feed(made, numbered())
    assert told(feed(made, ev.RemoteStopRequested(number))) == stops


def test_the_end_is_reported_when_the_backend_has_it() -> None:
    made = running()
    feed(made, ENDED, ev.MeterRead(1, "end 1", 2_000, CURRENTS))
    call = StopCall(1, 1, CARD, "Local", 2_000, 0)
    assert told(feed(made, ev.StopAnswered(call, 1, 1))) == [ev.SessionReported(1)]


def test_the_end_of_the_session_before_says_nothing_of_the_present_one() -> None:
    made = running()
    feed(made, ENDED, ev.MeterRead(1, "end 1", 2_000, CURRENTS), STARTED)
    assert feed(made, ev.StopAnswered(StopCall(1, 1, CARD, "Local", 2_000, 0), 1, 1)) == []


def disk(effects: list[fx.Effect]) -> dict[str, Any]:
    """The records after these effects, as they come back from a disk."""
    return {one.record: json.loads(json.dumps(one.value)) for one in effects if isinstance(one, fx.Persist)}


def begun(*events: ev.Event) -> dict[str, Any]:
    """The disk of a transaction that runs under its session, after these events."""
    effects = feed(transactions(), STARTED, ev.MeterRead(1, "begin", 1_234, CURRENTS), *events)
    return {**disk(effects), "session-1": {"card": CARD}}


def test_a_transaction_goes_on_with_its_session_under_its_number_without_a_second_start() -> None:
    after = transactions()
    assert feed(after, ev.RecordsRestored(begun(numbered()))) == []
    effects = feed(after, STARTED)
    assert told(effects) == [ev.TransactionNumbered(1, 1_001)]
    assert asked(effects) == [fx.StartTimer("transactions", 1, "sample", 60_000)]
    feed(after, ENDED)
    assert queued(feed(after, ev.MeterRead(1, "end 1", 2_000, CURRENTS))) == [StopCall(1, 1, CARD, "Local", 2_000, 0)]


def test_a_transaction_ends_with_its_session_when_that_does_not_go_on() -> None:
    after = transactions()
    feed(after, ev.RecordsRestored(begun()), ev.SessionEnded(1, "PowerLoss", "", GRANT))
    assert queued(feed(after, ev.MeterRead(1, "end 1", 1_700, (0, 0, 0)))) == [
        StopCall(1, 1, "", "PowerLoss", 1_700, 0)
    ]


def test_a_transaction_that_ended_as_the_power_went_keeps_its_reason() -> None:
    after = transactions()
    assert feed(after, ev.RecordsRestored(begun(ENDED))) == [fx.ReadMeter(1, "end 1")]
    assert queued(feed(after, ev.MeterRead(1, "end 1", 1_700, (0, 0, 0)))) == [
        StopCall(1, 1, CARD, "Local", 1_700, 0)
    ]


def test_a_session_without_energy_goes_on_without_energy() -> None:
    off = Values({"StopTransactionOnInvalidId": "Off"})
    made = Transactions(off)
    effects = feed(made, STARTED, ev.MeterRead(1, "begin", 1_234, CURRENTS), numbered("Invalid"))
    withheld = [ev.EnergyBarred(1), ev.EnergyWithheld(1)]
    assert told(effects)[-2:] == withheld
    after = Transactions(off)
    feed(after, ev.RecordsRestored({**disk(effects), "session-1": {"card": CARD}}))
    assert told(feed(after, STARTED))[-2:] == withheld


def test_a_transaction_cut_by_a_loss_of_power_is_closed_with_the_present_register() -> None:
    made = transactions()
    records = {
        effect.record: json.loads(json.dumps(effect.value))
        for effect in feed(made, STARTED, ev.MeterRead(1, "begin", 1_234, CURRENTS))
        if isinstance(effect, fx.Persist)
    }
    after = Transactions(Values({}))
    assert feed(after, ev.RecordsRestored(records)) == [fx.ReadMeter(1, "end 1")]
    effects = feed(after, ev.MeterRead(1, "end 1", 1_700, (0, 0, 0)), at_ms=30_000)
    assert queued(effects) == [StopCall(1, 1, "", "PowerLoss", 1_700, 30_000)]
    feed(after, STARTED)
    (call,) = queued(feed(after, ev.MeterRead(1, "begin", 1_700, (0, 0, 0))))
    assert call.ref == 2, "numbers go on after a loss of power"
