"""What becomes of a reading of the meter: told at once, kept for the end, or neither."""

from __future__ import annotations

import pytest

from reference_impl.blocks.configuration.readers import measurands
from reference_impl.blocks.session.sampling import MOST_KEPT, Sampling, thinned
from reference_impl.model import backend_calls as calls
from reference_impl.model import events as ev
from reference_impl.model.quantities import Current

from .telling import Values

OFFER = Current(160)
EVERYTHING = {
    "MeterValuesSampledData": "Voltage",
    "MeterValuesAlignedData": "Current.Offered",
    "StopTxnSampledData": "Current.Import.L1",
    "StopTxnAlignedData": "Energy.Active.Import.Register",
}
TOLD = [("begin", None), ("sample", "Voltage"), ("clock", "Current.Offered"), ("trigger", "Voltage")]
KEPT = [
    ("begin", "Transaction.Begin", "Current.Import.L1"),
    ("sample", "Sample.Periodic", "Current.Import.L1"),
    ("clock", "Sample.Clock", "Energy.Active.Import.Register"),
    ("end 7", "Transaction.End", "Current.Import.L1"),
]


def read(purpose: str) -> ev.MeterRead:
    return ev.MeterRead(1, purpose, 1_000, (160, 160, 160), (230, 230, 230), (3_680, 3_680, 3_680))


@pytest.mark.parametrize(("purpose", "measurand"), TOLD)
def test_each_purpose_is_told_with_its_own_key(purpose: str, measurand: str | None) -> None:
    call = Sampling(Values(EVERYTHING)).told(read(purpose), 1, OFFER, 5)
    assert (call.measurands if call else None) == (None if measurand is None else (measurand,))


@pytest.mark.parametrize(("purpose", "context", "measurand"), KEPT)
def test_each_purpose_is_kept_with_its_own_key(purpose: str, context: str, measurand: str) -> None:
    call = Sampling(Values(EVERYTHING)).kept(read(purpose), 1, OFFER, 5)
    assert call is not None
    assert (call.context, call.measurands, call.at_ms) == (context, (measurand,), 5)


def test_a_trigger_is_answered_with_the_register_when_nothing_is_chosen() -> None:
    call = Sampling(Values({"MeterValuesSampledData": ""})).told(read("trigger"), 0, OFFER, 5)
    assert call is not None
    assert (call.measurands, call.offered_da) == (("Energy.Active.Import.Register",), 0)


def test_what_is_kept_does_not_grow_for_ever_and_keeps_its_begin() -> None:
    kept: list[calls.MeterCall] = []
    for at_ms in range(5_000):
        kept = thinned([*kept, calls.MeterCall(1, 1, at_ms, (), 0, at_ms)])
    assert len(kept) <= MOST_KEPT
    assert [kept[0].at_ms, kept[-1].at_ms] == [0, 4_999]
    assert [call.at_ms for call in kept] == sorted(call.at_ms for call in kept)


def test_calls_that_were_written_before_there_were_measurands_can_be_read() -> None:
    meter = {"kind": "MeterCall", "ref": 1, "socket": 1, "meter_wh": 5, "current_da": [1, 2, 3], "offered_da": 6,
             "at_ms": 7, "context": "Trigger"}  # fmt: skip
    assert calls.from_record(meter) == calls.MeterCall(1, 1, 5, (1, 2, 3), 6, 7, "Trigger")
    stop = {"kind": "StopCall", "ref": 1, "socket": 1, "id_tag": "", "reason": "Local", "meter_wh": 5, "at_ms": 7}
    assert calls.from_record(stop) == calls.StopCall(1, 1, "", "Local", 5, 7)


@pytest.mark.parametrize("text", ["Voltage,Voltage", "voltage", "Voltage.L1", "Temperature", ",", "Voltage, Voltage"])
def test_a_list_of_measurands_is_refused_for_what_it_names(text: str) -> None:
    with pytest.raises(ValueError, match="measur"):
        measurands(10)(text)


def test_a_phase_may_stand_behind_a_measurand() -> None:
    assert measurands(10)("Voltage.L1-N,Current.Import") == ("Voltage.L1-N", "Current.Import")
    assert measurands(10)("") == ()
