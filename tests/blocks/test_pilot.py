"""The pilot: a duty cycle that a vehicle reads as what was meant, and never as more."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fixtures.peers.vehicle import offered_da
from reference_impl.blocks.outlet.pilot import Pilot, duty_for
from reference_impl.model import effects as fx
from reference_impl.model import events as ev
from reference_impl.model.quantities import Current

from .telling import feed


@given(st.integers(60, 800))
def test_a_vehicle_never_reads_more_than_was_meant(amount: int) -> None:
    """PWR-005."""
    assert offered_da(duty_for(Current(amount))) <= amount


@given(st.integers(60, 510))
def test_up_to_51_a_a_vehicle_reads_what_was_meant_to_a_tenth(amount: int) -> None:
    assert amount - offered_da(duty_for(Current(amount))) <= 1


@given(st.integers(528, 800))
def test_above_52_8_a_a_vehicle_reads_what_was_meant_to_a_quarter_of_an_ampere(amount: int) -> None:
    """One per mille is 0.25 A there."""
    assert amount - offered_da(duty_for(Current(amount))) <= 2


@pytest.mark.parametrize("amount", range(511, 528))
def test_between_the_two_formulas_51_a_is_offered(amount: int) -> None:
    assert offered_da(duty_for(Current(amount))) == 510


@given(st.integers(60, 799))
def test_more_current_is_never_less_duty(amount: int) -> None:
    assert duty_for(Current(amount)) <= duty_for(Current(amount + 1))


@given(st.integers(max_value=59) | st.integers(min_value=801))
def test_there_is_no_duty_below_6_a_and_above_80_a(amount: int) -> None:
    with pytest.raises(ValueError, match="the range is 6 A to 80 A"):
        duty_for(Current(amount))


@pytest.mark.parametrize(
    ("amperes", "permille"),
    [(6, 100), (9, 150), (12, 200), (15, 250), (18, 300), (30, 500), (48, 800), (51, 850), (60, 880), (80, 960)],
)
def test_the_duty_cycles_of_iec_61851(amperes: int, permille: int) -> None:
    """IEC 61851-1, table A.7, at points where the formula gives whole per cents."""
    assert duty_for(Current.of_a(amperes)) == permille


def allowed(amount: int) -> list[ev.Event]:
    return [ev.OfferChanged(1, Current(amount), "operator"), ev.EnergyAllowed(1)]


def test_a_current_is_offered_while_energy_is_allowed_only() -> None:
    pilot = Pilot(1, duty_for)
    assert feed(pilot, ev.OfferChanged(1, Current(160), "cable")) == []
    assert feed(pilot, ev.EnergyAllowed(1)) == [fx.DrivePilot(1, 266)]
    assert feed(pilot, ev.EnergyBarred(1)) == [fx.DrivePilot(1, 1000)]


def test_a_new_limit_is_shown_at_once() -> None:
    pilot = Pilot(1, duty_for)
    feed(pilot, *allowed(320))
    assert feed(pilot, ev.OfferChanged(1, Current(60), "operator")) == [fx.DrivePilot(1, 100)]


@pytest.mark.parametrize("amount", [0, 59])
def test_less_than_6_a_is_no_offer(amount: int) -> None:
    pilot = Pilot(1, duty_for)
    feed(pilot, *allowed(160))
    assert feed(pilot, ev.OfferChanged(1, Current(amount), "operator")) == [fx.DrivePilot(1, 1000)]


def test_the_same_duty_is_not_set_again() -> None:
    pilot = Pilot(1, duty_for)
    feed(pilot, *allowed(160))
    assert feed(pilot, *allowed(160)) == []
