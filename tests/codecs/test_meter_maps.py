"""The register maps of the meters: the station's reading against the bench's, and what is no reading."""

from __future__ import annotations

import dataclasses
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fixtures.peers.meter_registers import MAKES, Measured, RegisterImage, image_of
from reference_impl.blocks.configuration.keys_load import METERS
from reference_impl.codecs.meter_maps import MAPS, MODELS, MeterMap, Register, line_of, spans
from reference_impl.model.modbus_meter import BadReading, MeterModel, Span

CONFIGURED = {name: next(make for make in MAKES if make in name) for name in MODELS}
"""The value of Meter configuration to the meter that the bench sells under that name."""
HOUSE = Measured((10.0, 20.5, 30.25), (229.0, 230.0, 231.0), imported_wh=12_345_678.0)
MEASURED = st.builds(
    Measured,
    st.tuples(*(st.floats(-400, 400),) * 3),
    st.tuples(*(st.floats(200, 253),) * 3),
    st.floats(0, 16_000_000),
    st.floats(0, 16_000_000),
)


def words(image: RegisterImage, asked: tuple[Span, ...]) -> dict[int, int]:
    """What a station has when it asked for all this; an exception is a failure of the test."""
    seen: dict[int, int] = {}
    for span in asked:
        answer = image.answer(span.address, span.count)
        assert isinstance(answer, list), f"{span} is answered with exception {answer}"
        seen |= dict(zip(range(span.address, span.address + span.count), answer, strict=True))
    return seen


def test_every_meter_that_can_be_chosen_has_a_map_and_a_meter_on_the_bench() -> None:
    assert tuple(MAPS) == METERS[1:]
    assert set(CONFIGURED.values()) == set(MAKES)


@pytest.mark.parametrize("name", MODELS)
@given(measured=MEASURED)
def test_both_readings_of_the_map_agree(name: str, measured: Measured) -> None:
    model, image = MODELS[name], image_of(MAKES[CONFIGURED[name]], measured)
    line = model.read_line(words(image, model.line), False)
    for phase in range(3):
        assert line.current_ma[phase] == pytest.approx(1000 * measured.current_a[phase], abs=1.5)
        assert line.voltage_v[phase] == pytest.approx(measured.voltage_v[phase], abs=0.501)  # whole volts of whole mV
        assert line.power_w[phase] == pytest.approx(measured.power_w[phase], abs=1.1)
    assert model.read_wh(words(image, model.energy), False) == pytest.approx(measured.imported_wh, abs=2)


@pytest.mark.parametrize("name", MODELS)
def test_the_function_code_and_the_unit_are_those_of_the_meter(name: str) -> None:
    make = MAKES[CONFIGURED[name]]
    assert MODELS[name].function in make.functions
    assert MODELS[name].unit == make.unit


def reads(model: MeterModel, image: RegisterImage, low_first: bool = False) -> tuple[int, int, int]:
    return model.read_line(words(image, model.line), low_first).current_ma


@pytest.mark.parametrize("name", MODELS)
@pytest.mark.parametrize("volts", [230.0, 229.7])
def test_swapped_words_are_no_reading_unless_the_operator_says_so(name: str, volts: float) -> None:
    model, make = MODELS[name], MAKES[CONFIGURED[name]]
    swapped = image_of(make, dataclasses.replace(HOUSE, voltage_v=(volts,) * 3), swapped=True)
    with pytest.raises(BadReading):
        reads(model, swapped)
    assert reads(model, swapped, low_first=True) == pytest.approx((10_000, 20_500, 30_250), abs=1)


@pytest.mark.parametrize("name", MODELS)
def test_a_meter_that_has_no_values_gives_no_reading(name: str) -> None:
    model, make = MODELS[name], MAKES[CONFIGURED[name]]
    empty = image_of(make, HOUSE, not_a_number=True)
    with pytest.raises(BadReading):
        reads(model, empty)
    with pytest.raises(BadReading):
        model.read_wh(words(empty, model.energy), False)


@pytest.mark.parametrize(
    "wrong",
    [
        Measured((math.inf, 1.0, 1.0)),
        Measured((10_001.0, 1.0, 1.0)),
        Measured((1.0, 1.0, 1.0), (0.1, 230.0, 230.0)),
        Measured((1.0, 1.0, 1.0), (230.0, 400.0, 230.0)),
        Measured((0.0, 0.0, 5.0), (230.0, 230.0, 0.0)),
        Measured((0.0, 0.0, 0.0), (0.0, 0.0, 0.0)),
    ],
)
def test_what_no_phase_of_a_house_carries_is_no_reading(wrong: Measured) -> None:
    with pytest.raises(BadReading):
        reads(MODELS["Modbus Siemens 7KM2200 (TCP)"], image_of(MAKES["7KM2200"], wrong))


def test_a_phase_that_is_not_connected_carries_nothing() -> None:
    one = Measured((7.0, 0.0, 0.0), (230.0, 0.0, 0.0))
    assert reads(MODELS["Modbus Siemens 7KM2200 (TCP)"], image_of(MAKES["7KM2200"], one)) == (7_000, 0, 0)


def test_spans_ask_for_all_and_for_nothing_else() -> None:
    rows = (Register("a", 1, 10, "f32"), Register("b", 1, 12, "u64"), Register("c", 1, 17, "i32"))
    assert spans(rows) == (Span(10, 6), Span(17, 2))
    long = tuple(Register("x", 0, 2 * at, "f32") for at in range(100))
    assert spans(long) == (Span(0, 124), Span(124, 76))


def test_a_reply_that_is_too_short_is_no_reading() -> None:
    table: MeterMap = MAPS["Modbus Siemens 7KM2200 (TCP)"]
    with pytest.raises(BadReading, match="missing"):
        line_of({1: 0}, table)
