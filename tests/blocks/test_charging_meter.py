"""The charging meter: who answers for a socket, and what a silent meter means."""

from __future__ import annotations

from reference_impl.blocks.metering.charging_meter import FAULT, ChargingMeter
from reference_impl.blocks.signals.faults import FAULTS
from reference_impl.model import effects as fx
from reference_impl.model import events as ev
from tests.blocks.meter_words import MODEL_NAME, MODELS, orders
from tests.blocks.telling import Values, feed, told

USED = {"Meter configuration": MODEL_NAME, "IP address of meter": "172.16.23.60"}
BOARD = ev.BoardMeterRead(1, "sample", 500, (160, 160, 160), (230, 230, 230), (3_680, 3_680, 3_680))
OWN = ev.MeterRead(1, "sample", 500, (160, 160, 160), (230, 230, 230), (3_680, 3_680, 3_680))
POLL, SILENT = ev.TimerExpired("charging_meter", 1, "poll"), ev.TimerExpired("charging_meter", 1, "silent")


def meter(socket: int = 1, records: dict[str, object] | None = None, **changed: str) -> ChargingMeter:
    made = ChargingMeter(socket, Values(USED | {key.replace("_", " "): one for key, one in changed.items()}), MODELS)
    made.handle(ev.RecordsRestored({} if records is None else records), 0)
    return made


def poll(made: ChargingMeter, amperes: int, energy_wh: int) -> list[fx.Effect]:
    effects = feed(made, POLL)
    for words in ((amperes, amperes), (amperes,), (energy_wh,)):
        effects += feed(made, ev.RegistersRead(orders(effects)[-1].job, words))
    return effects


def test_the_internal_meter_answers_where_no_other_is_configured() -> None:
    made = meter(Meter_configuration="Internal meter")
    assert feed(made, BOARD) == [fx.Tell(OWN)]


def test_socket_2_keeps_its_internal_meter_until_it_has_an_address() -> None:
    board = ev.BoardMeterRead(2, "sample", 500, (0, 0, 0))
    assert told(feed(meter(2), board)) == [ev.MeterRead(2, "sample", 500, (0, 0, 0))]
    second = meter(2, **{"IP_address_of_meter_(Connector_2)": "172.16.23.61"})
    assert feed(second, board) == []
    (order,) = orders(feed(second, ev.TimerExpired("charging_meter", 2, "poll")))
    assert order.host == "172.16.23.61"


def test_the_modbus_meter_answers_with_all_that_it_measures() -> None:
    made = meter()
    poll(made, 12, 40_000)
    assert told(feed(made, BOARD)) == [ev.MeterRead(1, "sample", 40_000, (120,) * 3, (230,) * 3, (0,) * 3)]


def test_an_answer_waits_for_the_first_poll() -> None:
    made = meter()
    assert feed(made, BOARD) == []
    assert [event.energy_wh for event in told(poll(made, 12, 40_000)) if isinstance(event, ev.MeterRead)] == [40_000]


def test_silence_raises_the_fault_and_the_register_stays_where_it_was() -> None:
    made = meter()
    poll(made, 12, 40_000)
    assert told(feed(made, SILENT)) == [ev.FaultRaised(1, FAULT)]
    (event,) = told(feed(made, BOARD))
    assert isinstance(event, ev.MeterRead)
    assert event.energy_wh == 40_000
    assert told(poll(made, 12, 41_000)) == [ev.FaultCleared(1, FAULT)]
    assert FAULT in FAULTS


def test_what_waits_for_a_meter_that_is_silent_from_the_start_is_answered_from_the_disk() -> None:
    made = meter(records={"charging-meter-1": {"energy_wh": 39_000, "failed": False}})
    feed(made, BOARD)
    assert [event.energy_wh for event in told(feed(made, SILENT)) if isinstance(event, ev.MeterRead)] == [39_000]


def test_a_fault_of_a_meter_that_is_used_no_more_ends_with_the_restart() -> None:
    made = ChargingMeter(1, Values({}), MODELS)
    kept = {"charging-meter-1": {"energy_wh": 39_000, "failed": True}}
    assert told(feed(made, ev.RecordsRestored(kept))) == [ev.FaultCleared(1, FAULT)]


def test_a_failed_poll_is_given_up() -> None:
    made = meter()
    (order,) = orders(feed(made, POLL))
    assert feed(made, ev.RegistersFailed(order.job, "no answer")) == []
    assert feed(made, ev.RegistersRead(order.job, (1, 1))) == []
    assert orders(feed(made, POLL))
