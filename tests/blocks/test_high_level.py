"""ISO 15118 at one socket: what is answered, when the pilot shows 5 %, what the vehicle may draw."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fixtures.peers import power_line
from reference_impl.blocks.configuration.keys import KEYS
from reference_impl.blocks.configuration.store import ConfigurationStore
from reference_impl.blocks.high_level import communication
from reference_impl.blocks.high_level.communication import MODE, HighLevel
from reference_impl.blocks.high_level.modes import MODES
from reference_impl.blocks.outlet.pilot import Pilot, duty_for
from reference_impl.model import effects as fx
from reference_impl.model import events as ev
from reference_impl.model import high_level as words
from reference_impl.model.grants import Grant, Source
from reference_impl.model.quantities import NO_CURRENT, Current

from .telling import asked, feed, told

CAR = "020000000001"
FREE = Grant(Source.FREE, "", "")
EVERYTHING = (words.SLAC_ASKED, words.MATCH_ASKED, words.SETUP_ASKED, words.PARAMETERS_ASKED)


def block(mode: str) -> HighLevel:
    store = ConfigurationStore(KEYS)
    feed(store, ev.FactLearned("FirmwareVersion", "4.62"), ev.RecordsRestored({"configuration": {MODE: mode}}))
    return HighLevel(1, store, MODES)


def connected(mode: str) -> HighLevel:
    made = block(mode)
    feed(made, ev.Booted("power"), ev.VehicleConnected(1))
    return made


def in_session(mode: str = "On (Ed2)") -> HighLevel:
    made = connected(mode)
    feed(made, *(ev.V2gHeard(1, message, CAR) for message in EVERYTHING))
    return made


def offer(amount_a: int) -> ev.OfferChanged:
    return ev.OfferChanged(1, Current.of_a(amount_a), "operator")


def said(effects: list[fx.Effect]) -> list[tuple[str, int | None]]:
    sent = [one for one in effects if isinstance(one, fx.SendV2g)]
    return [(one.message, None if one.most is None else one.most.deciamperes) for one in sent]


def test_every_mode_on_offer_is_a_row() -> None:
    (key,) = (key for key in KEYS if key.name == MODE)
    assert set(key.choices) == set(MODES)


def test_both_ends_of_the_power_line_were_written_apart_and_agree() -> None:
    heard = [power_line.FIRST, *power_line.FOLLOWS.values()]
    assert heard == list(communication.NEXT)
    assert list(power_line.FOLLOWS) == [answer for _, answer in communication.NEXT.values()][:-1]
    assert words.DIGITAL_PERMILLE in power_line.DIGITAL


def test_a_session_goes_step_by_step_and_tells_who_comes() -> None:
    made = connected("On (Offer)")
    feed(made, offer(16))
    feed(made, ev.EnergyAllowed(1))
    effects = [effect for message in EVERYTHING for effect in feed(made, ev.V2gHeard(1, message, CAR))]
    assert [message for message, _ in said(effects)] == [
        words.SLAC_ANSWERED, words.MATCHED, words.SET_UP, words.PARAMETERS,
    ]  # fmt: skip
    assert said(effects)[-1] == (words.PARAMETERS, 160)
    assert told(effects) == [ev.CarIdentified(1, CAR)]


@pytest.mark.parametrize("message", EVERYTHING[1:])
def test_nothing_is_answered_out_of_turn(message: str) -> None:
    assert feed(connected("On (Ed2)"), ev.V2gHeard(1, message, CAR)) == []


@pytest.mark.parametrize("message", ["", "CM_SET_KEY.REQ", words.PARAMETERS])
def test_what_nobody_knows_is_not_answered(message: str) -> None:
    assert feed(in_session(), ev.V2gHeard(1, message, CAR)) == []


def test_off_and_an_empty_socket_answer_nothing() -> None:
    assert feed(connected("Off"), ev.V2gHeard(1, words.SLAC_ASKED, CAR)) == []
    assert feed(block("On (Ed2)"), ev.V2gHeard(1, words.SLAC_ASKED, CAR)) == []


def test_what_may_be_drawn_follows_offer_and_permission() -> None:
    made = in_session()
    assert said(feed(made, offer(16))) == []
    assert said(feed(made, ev.EnergyAllowed(1))) == [(words.STATUS, 160)]
    assert said(feed(made, offer(10))) == [(words.STATUS, 100)]
    assert said(feed(made, offer(10))) == []
    assert said(feed(made, ev.OfferChanged(1, NO_CURRENT, "DLM"))) == [(words.STATUS, 0)]
    assert said(feed(made, offer(32))) == [(words.STATUS, 320)]
    assert said(feed(made, ev.EnergyBarred(1))) == [(words.STATUS, 0)]


def test_a_vehicle_that_is_unplugged_takes_its_session_along() -> None:
    made = in_session()
    feed(made, ev.VehicleDisconnected(1))
    feed(made, ev.VehicleConnected(1))
    feed(made, offer(16))
    assert said(feed(made, ev.EnergyAllowed(1))) == []


@pytest.mark.parametrize(
    ("mode", "digital"),
    [("Off", False), ("On (Encouragement)", True), ("On (Offer)", False), ("On (Force)", True), ("On (Ed2)", False)],
)
def test_what_the_pilot_begins_with(mode: str, digital: bool) -> None:
    assert told(feed(block(mode), ev.Booted("power"))) == [ev.DigitalDuty(1, digital)]


def test_encouragement_lasts_two_seconds_from_the_pwm_on_and_begins_anew_with_the_next() -> None:
    made = connected("On (Encouragement)")
    assert asked(feed(made, ev.EnergyAllowed(1))) == []  # without an offer there is no PWM
    (started,) = asked(feed(made, offer(16)))
    assert isinstance(started, fx.StartTimer)
    assert started.after_ms == 2_000
    assert asked(feed(made, offer(10))) == []
    assert told(feed(made, ev.TimerExpired("high_level", 1, "digital"))) == [ev.DigitalDuty(1, False)]
    assert told(feed(made, ev.EnergyBarred(1))) == [ev.DigitalDuty(1, True)]
    (again,) = asked(feed(made, ev.EnergyAllowed(1)))
    assert isinstance(again, fx.StartTimer)


OFFERS = st.one_of(st.just(0), st.integers(60, 320))
STEPS = st.lists(st.one_of(OFFERS, st.booleans()), min_size=1, max_size=30)


@given(mode=st.sampled_from(sorted(MODES)), steps=STEPS)
@settings(max_examples=200, deadline=None)
def test_property_limits_hold_in_a_session_and_the_duty_is_that_of_the_offer(mode: str, steps: list[int]) -> None:
    """HLC-020 and HLC-021, whatever the offers and permissions are and in whichever order they come."""
    made, pilot = in_session(mode), Pilot(1, duty_for)
    digital = told(feed(block(mode), ev.Booted("power")))
    assert feed(pilot, *digital) == []
    offered_da, allowed, told_da, duty = 0, False, 0, 1_000
    for step in steps:
        if isinstance(step, bool):
            allowed = step
            event: ev.Event = ev.EnergyAllowed(1) if step else ev.EnergyBarred(1)
        else:
            offered_da = step
            event = ev.OfferChanged(1, Current(step), "operator")
        for effect in feed(pilot, event):
            assert isinstance(effect, fx.DrivePilot)
            duty = effect.duty_permille
        for _, most_da in said(feed(made, event)):
            assert most_da is not None
            told_da = most_da
        most = offered_da if allowed else 0
        assert told_da == (most if mode != "Off" else 0)
        if mode in ("Off", "On (Offer)", "On (Ed2)"):
            assert duty == (duty_for(Current(most)) if most else 1_000)
        else:
            assert duty == (50 if most else 1_000)
