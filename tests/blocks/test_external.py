"""What the building leaves to the charge points: the arithmetic of 7.4.2."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_impl.blocks.load_management.external import distributable, fixed
from reference_impl.model.loads import PerPhase

DEAD = (9_999, 9_999, 9_999)


def each(value: int) -> PerPhase:
    return value, value, value


def left(
    main: int, building_a: int | None, sub: int, headroom: int = 0, charging_a: int = 0, fallback: int = 9_999,
    including: bool = False,
) -> int:  # fmt: skip
    """The answer for three equal phases; building_a: what the meter reads."""
    reading = None if building_a is None else each(building_a * 1000)
    found = distributable(
        each(sub), each(sub), each(main), each(headroom), reading, each(charging_a * 1000), including=including,
        fallback=each(fallback),
    )  # fmt: skip
    assert len(set(found)) == 1
    return found[0]


@pytest.mark.parametrize(("found", "expected"), [
    pytest.param(left(63, 10, 63), 53, id="DLM-118"),
    pytest.param(left(63, 30, 63), 33, id="DLM-118"),
    pytest.param(left(63, 50, 63), 13, id="DLM-118"),
    pytest.param(left(63, 50, 63, charging_a=20, including=True), 33, id="DLM-017 including"),
    pytest.param(left(63, 30, 63, charging_a=20), 33, id="DLM-017 excluding"),
    pytest.param(left(100, 70, 63, charging_a=33, including=True), 63, id="DLM-131 including"),
    pytest.param(left(100, 37, 63, charging_a=33), 63, id="DLM-131 excluding"),
    pytest.param(left(100, 70, 63, charging_a=33), 30, id="DLM-135"),
    pytest.param(left(100, 60, 63, charging_a=40, including=True), 63, id="DLM-136"),
    pytest.param(left(63, -20, 32, charging_a=10, including=True), 32, id="DLM-137"),
    pytest.param(left(100, 30, 20), 20, id="DLM-152"),
    pytest.param(left(100, 95, 20), 5, id="DLM-152"),
    pytest.param(left(100, 110, 20), 0, id="DLM-152"),
    pytest.param(left(100, 85, 20, headroom=5), 10, id="DLM-154"),
    pytest.param(left(100, 85, 20, headroom=9), 6, id="DLM-154"),
    pytest.param(left(100, None, 63, fallback=40), 60, id="DLM-158"),
    pytest.param(left(100, None, 63), 0, id="DLM-159"),
])  # fmt: skip
def test_examples(found: int, expected: int) -> None:
    assert found == expected


def test_without_a_meter_the_lower_limit_of_each_phase_counts() -> None:
    """DLM-009."""
    assert fixed((63, 20, 16), (25, 63, 16)) == (25, 20, 16)


PHASES_MA = st.tuples(*[st.integers(-50_000, 200_000)] * 3)
CHARGING_MA = st.tuples(*[st.integers(0, 100_000)] * 3)
LIMITS = st.tuples(*[st.integers(6, 100)] * 3)
HEADROOMS = st.tuples(*[st.integers(0, 20)] * 3)


@given(LIMITS, LIMITS, LIMITS, HEADROOMS, PHASES_MA, CHARGING_MA, st.booleans())
def test_dlm_129_the_formula_within_an_ampere_downward(
    sub: PerPhase, opsub: PerPhase, main: PerPhase, headroom: PerPhase, reading: PerPhase, charging: PerPhase,
    including: bool,
) -> None:  # fmt: skip
    found = distributable(sub, opsub, main, headroom, reading, charging, including=including, fallback=DEAD)
    for phase in (0, 1, 2):
        external = Fraction(reading[phase] - (charging[phase] if including else 0), 1000)
        exact = max(Fraction(0), min(sub[phase], opsub[phase], main[phase] - external - headroom[phase]))
        assert exact - 1 < found[phase] <= exact


@given(LIMITS, LIMITS, PHASES_MA, CHARGING_MA, HEADROOMS)
def test_dlm_131_both_places_of_the_meter_give_the_same(
    sub: PerPhase, main: PerPhase, building: PerPhase, charging: PerPhase, headroom: PerPhase
) -> None:
    l1, l2, l3 = (building[phase] + charging[phase] for phase in (0, 1, 2))
    behind = distributable(sub, sub, main, headroom, (l1, l2, l3), charging, including=True, fallback=DEAD)
    assert behind == distributable(sub, sub, main, headroom, building, charging, including=False, fallback=DEAD)


@given(LIMITS, LIMITS, PHASES_MA, CHARGING_MA, st.booleans(), st.integers(-50_000, 200_000))
def test_dlm_132_phases_are_independent(
    sub: PerPhase, main: PerPhase, building: PerPhase, charging: PerPhase, including: bool, other: int
) -> None:
    found = distributable(sub, sub, main, each(0), building, charging, including=including, fallback=DEAD)
    moved = (other, building[1], building[2])
    again = distributable(sub, sub, main, each(0), moved, charging, including=including, fallback=DEAD)
    assert again[1:] == found[1:]


def test_dlm_132_example() -> None:
    building = (50_000, 10_000, 10_000)
    found = distributable(each(63), each(63), each(63), each(0), building, each(0), including=False, fallback=DEAD)
    assert found == (13, 53, 53)


@pytest.mark.parametrize("external_a", range(0, 121, 5))
def test_dlm_133_example(external_a: int) -> None:
    assert left(100, external_a, 100) == max(0, 100 - external_a)


@given(st.integers(6, 100), st.integers(-20, 120), st.integers(0, 200))
def test_dlm_133_one_ampere_less_for_each_ampere_of_the_building(main_a: int, external_a: int, above_a: int) -> None:
    """As long as the main limit is the one that binds."""
    sub_a = max(0, main_a - external_a) + above_a
    assert left(main_a, external_a, sub_a) == max(0, main_a - external_a)
    assert left(main_a, external_a + 1, sub_a) == max(0, left(main_a, external_a, sub_a) - 1)


@given(LIMITS, LIMITS, PHASES_MA, CHARGING_MA, HEADROOMS, st.booleans())
def test_dlm_155_headroom_is_a_smaller_main_limit(
    sub: PerPhase, main: PerPhase, building: PerPhase, charging: PerPhase, headroom: PerPhase, including: bool
) -> None:
    found = distributable(sub, sub, main, headroom, building, charging, including=including, fallback=DEAD)
    l1, l2, l3 = (main[phase] - headroom[phase] for phase in (0, 1, 2))
    assert found == distributable(
        sub, sub, (l1, l2, l3), each(0), building, charging, including=including, fallback=DEAD)


@given(LIMITS, LIMITS, st.tuples(*[st.integers(0, 120)] * 3), CHARGING_MA, st.booleans())
def test_dlm_161_fallback_is_a_constant_excluding_reading(
    sub: PerPhase, main: PerPhase, fallback: PerPhase, charging: PerPhase, including: bool
) -> None:
    dead = distributable(sub, sub, main, each(0), None, charging, including=including, fallback=fallback)
    l1, l2, l3 = (1000 * external for external in fallback)
    assert dead == distributable(sub, sub, main, each(0), (l1, l2, l3), charging, including=False, fallback=DEAD)
