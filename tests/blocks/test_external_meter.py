"""The second meter: who reads it, what is told, and when it counts as lost."""

from __future__ import annotations

import pytest

from reference_impl.blocks.metering.external_meter import FAULT, LOST_MS, ExternalMeter
from reference_impl.blocks.signals.faults import FAULTS
from reference_impl.model import effects as fx
from reference_impl.model import events as ev
from tests.blocks.meter_words import BAD, MODEL_NAME, MODELS, orders
from tests.blocks.telling import Values, asked, feed, told

USED = {
    "Dynamic Load Management - DLM Master/Slave": "DLM Master (With internal DLM-Slave)",
    "External Meter Support": "On",
    "Meter configuration (Second)": MODEL_NAME,
    "IP address of second meter": "172.16.23.50",
}
POLL = ev.TimerExpired("external_meter", 0, "poll")
SILENT, LOST = ev.TimerExpired("external_meter", 0, "silent"), ev.TimerExpired("external_meter", 0, "lost")


def meter(**changed: str) -> ExternalMeter:
    values = USED | {key.replace("_", " "): value for key, value in changed.items()}
    return ExternalMeter(Values(values), MODELS)


def booted(**changed: str) -> ExternalMeter:
    made = meter(**changed)
    feed(made, ev.RecordsRestored({}), ev.Booted("power"))
    return made


def poll(made: ExternalMeter, l1: int, l2: int, l3: int, at_ms: int) -> list[fx.Effect]:
    """A whole poll; the effects of all of it."""
    effects = feed(made, POLL, at_ms=at_ms)
    for words in ((l1, l2), (l3,)):
        (order,) = orders(effects)[-1:]
        effects += feed(made, ev.RegistersRead(order.job, words), at_ms=at_ms)
    return effects


@pytest.mark.parametrize(
    "changed",
    [
        {"External_Meter_Support": "Off"},
        {"Meter_configuration_(Second)": "No meter"},
        {"Dynamic_Load_Management_-_DLM_Master/Slave": "Disabled"},
        {"Dynamic_Load_Management_-_DLM_Master/Slave": "DLM Slave (Master-Auto-Discovery)"},
    ],
)
def test_only_a_master_with_support_on_reads_it(changed: dict[str, str]) -> None:
    assert feed(meter(**changed), ev.RecordsRestored({}), ev.Booted("power")) == []


def test_it_is_asked_span_by_span_at_its_address() -> None:
    made = booted(Port_number_of_Second_Meter="1502")
    (first,) = orders(feed(made, POLL))
    assert (first.host, first.port, first.unit, first.function) == ("172.16.23.50", 1502, 1, 3)
    assert (first.address, first.count) == (0, 2)
    (second,) = orders(feed(made, ev.RegistersRead(first.job, (1, 2))))
    assert (second.address, second.count) == (2, 1)


def test_the_first_reading_is_told_at_once_and_then_the_mean_of_those_since() -> None:
    made = booted()
    assert told(poll(made, 10, 20, 30, at_ms=1_000)) == [ev.ExternalMeterRead((10_000, 20_000, 30_000))]
    assert told(poll(made, 20, 0, 0, at_ms=6_000)) == []
    assert told(poll(made, 30, 0, 0, at_ms=11_000)) == [ev.ExternalMeterRead((25_000, 0, 0))]


def test_what_is_no_reading_is_not_told_and_does_not_keep_the_meter_alive() -> None:
    made = booted()
    effects = poll(made, BAD, 0, 0, at_ms=1_000)
    assert told(effects) == []
    assert [timer.name for timer in effects if isinstance(timer, fx.StartTimer)] == ["poll"]


def test_a_slow_meter_is_not_asked_again_before_it_has_answered() -> None:
    made = booted()
    assert orders(feed(made, POLL, at_ms=1_000))
    assert not orders(feed(made, POLL, at_ms=6_000))


def test_a_failed_poll_is_given_up_and_a_late_answer_is_not_listened_to() -> None:
    made = booted()
    (order,) = orders(feed(made, POLL, at_ms=1_000))
    assert feed(made, ev.RegistersFailed(order.job, "no answer"), at_ms=4_000) == []
    assert feed(made, ev.RegistersRead(order.job, (1, 2)), at_ms=4_500) == []
    assert orders(feed(made, POLL, at_ms=6_000))


def test_jobs_of_others_are_not_listened_to() -> None:
    made = booted()
    feed(made, POLL)
    assert feed(made, ev.RegistersRead("charging_meter 1 1/2", (1, 2))) == []
    assert feed(made, ev.RegistersFailed("charging_meter 1 1/2", "no answer")) == []


def test_silence_raises_the_fault_and_the_first_answer_clears_it() -> None:
    made = booted()
    assert told(feed(made, SILENT)) == [ev.FaultRaised(0, FAULT)]
    assert ev.FaultCleared(0, FAULT) in told(poll(made, 1, 1, 1, at_ms=15_000))
    assert FAULT in FAULTS


def test_every_reading_puts_silence_and_loss_off() -> None:
    effects = asked(poll(booted(), 1, 1, 1, at_ms=1_000))
    assert fx.StartTimer("external_meter", 0, "silent", 10_000) in effects
    assert fx.StartTimer("external_meter", 0, "lost", LOST_MS) in effects


def test_a_meter_silent_for_a_sample_period_has_no_reading_and_its_first_one_is_told_at_once() -> None:
    made = booted()
    poll(made, 10, 10, 10, at_ms=1_000)
    poll(made, 40, 40, 40, at_ms=6_000)
    assert told(feed(made, LOST, at_ms=36_000)) == [ev.ExternalMeterRead(None)]
    assert ev.ExternalMeterRead((7_000,) * 3) in told(poll(made, 7, 7, 7, at_ms=37_000))


def test_a_fault_of_a_meter_that_is_used_no_more_ends_with_the_restart() -> None:
    made = meter(External_Meter_Support="Off")
    feed(made, ev.RecordsRestored({"external-meter": True}))
    assert told(feed(made, ev.Booted("restart"))) == [ev.FaultCleared(0, FAULT)]


def test_a_meter_that_fails_over_a_restart_is_told_again_and_so_is_one_that_does_not() -> None:
    """The board's inputs may have ended the fault at the boot."""
    for event, wanted in ((SILENT, ev.FaultRaised(0, FAULT)), (None, ev.FaultCleared(0, FAULT))):
        made = meter()
        feed(made, ev.RecordsRestored({"external-meter": True}), ev.Booted("power"))
        effects = feed(made, event) if event else poll(made, 1, 2, 3, 0)
        assert wanted in told(effects)
        assert wanted not in told(feed(made, event) if event else poll(made, 1, 2, 3, 1_000))
