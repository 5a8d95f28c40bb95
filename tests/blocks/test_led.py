"""The ring: what the manual's chapter 6 wants to see, which meaning goes first, and how long it lasts."""

from __future__ import annotations

import pytest

from reference_impl.blocks.signals.led import ROWS, Led
from reference_impl.model import effects as fx
from reference_impl.model import events as ev
from reference_impl.model.electrical import PilotState
from reference_impl.model.grants import Grant, Source
from reference_impl.model.lights import Colour, Light, Motion

from .telling import Values, feed

GREEN, YELLOW, BLUE, WHITE = Colour.GREEN, Colour.YELLOW, Colour.BLUE, Colour.WHITE
READY = (Motion.STEADY, (GREEN,), 0, 0)
COMPLETING = (Motion.STEADY, (YELLOW,), 0, 0)
ROTATING = (Motion.ROTATING, (WHITE,), 0, 0)
ACCEPTED = (Motion.BLINKING, (BLUE,), 500, 0)
CHARGING = (Motion.BLINKING, (BLUE,), 2_000, 0)
REFUSED = (Motion.BLINKING, (GREEN, YELLOW, BLUE), 600, 5)
FAULT = (Motion.BLINKING, (GREEN, YELLOW, BLUE), 1_000, 0)

GRANT = Grant(Source.BACKEND, "04A1B2C3", "04A1B2C3")
BOOT = ev.Booted("power")
CARD, REFUSE, GRANTED = ev.CardRecognised(1, "04a1b2c3"), ev.Refused(1), ev.Granted(1, GRANT)
TAKES = [
    ev.SessionChanged(1, "charging"),
    ev.VehicleChanged(1, PilotState.B, PilotState.C),
    ev.ContactorMoved(1, True),
]
END = [ev.SessionEnded(1, "Local", "04A1B2C3", GRANT), ev.SessionChanged(1, "finished")]
BROKEN, MENDED = ev.FaultsChanged(1, ("Contactor welded",), True), ev.FaultsChanged(1, (), False)
READ = ev.TimerExpired("led", 1, "recognised")
OVER = ev.TimerExpired("led", 1, "refused")


class Ring:
    """A ring after these events: what it shows, and which of its times run."""

    def __init__(self, *events: ev.Event) -> None:
        self.led = Led(1, ROWS, Values({}))
        self.light = Light(Motion.DARK)
        self.shown: list[tuple[object, ...]] = []
        self.running: dict[str, int] = {}
        self.tell(BOOT, *events)

    def tell(self, *events: ev.Event) -> Ring:
        for event in events:
            if isinstance(event, ev.TimerExpired):
                assert self.running.pop(event.name), "a time that does not run cannot be over"
            for effect in feed(self.led, event):
                match effect:
                    case fx.ShowLight(1, light):
                        self.light = light
                        self.shown.append(self.now)
                    case fx.StartTimer("led", 1, name, after_ms):
                        self.running[name] = after_ms
                    case fx.CancelTimer("led", 1, name):
                        self.running.pop(name, None)
        return self

    @property
    def now(self) -> tuple[object, ...]:
        return (self.light.motion, self.light.colours, self.light.period_ms, self.light.flashes)


MEANINGS = [
    # LED-011 to LED-021
    ([], READY),
    ([CARD], ROTATING),
    ([ev.AuthorisationAsked(1)], ROTATING),
    ([ev.SessionChanged(1, "authorised")], ACCEPTED),
    (TAKES, CHARGING),
    ([REFUSE], REFUSED),
    ([BROKEN], FAULT),
    ([*TAKES, END[0], ev.SessionChanged(1, "idle")], COMPLETING),
]


@pytest.mark.parametrize(("events", "expected"), MEANINGS)
def test_each_meaning_has_the_manuals_pattern(events: list[ev.Event], expected: tuple[object, ...]) -> None:
    assert Ring(*events).now == expected


def test_before_the_software_runs_the_ring_is_dark() -> None:
    assert feed(Led(1, ROWS, Values({})), ev.SessionChanged(1, "idle")) == []


PRIORITY = [
    (BROKEN, FAULT),
    (CARD, ROTATING),
    (REFUSE, REFUSED),
    (TAKES[2], CHARGING),
]


@pytest.mark.parametrize("row", range(len(PRIORITY)))
def test_the_more_urgent_meaning_goes_first_whichever_came_first(row: int) -> None:
    events = [event for event, _ in PRIORITY[row:]]
    assert Ring(*TAKES[:2], *events).now == PRIORITY[row][1]
    assert Ring(*TAKES[:2], *reversed(events)).now == PRIORITY[row][1]


def test_a_vehicle_takes_energy_only_when_ready_with_the_contactor_closed() -> None:
    for missing in range(3):
        ring = Ring(*(event for place, event in enumerate(TAKES) if place != missing))
        assert ring.now != CHARGING


def test_a_card_rotates_for_a_second() -> None:
    ring = Ring(CARD)
    assert ring.running == {"recognised": 1_000}
    assert ring.tell(READ).now == READY


def test_it_rotates_while_the_backend_is_asked() -> None:
    ring = Ring(CARD, ev.AuthorisationAsked(1), READ)
    assert ring.now == ROTATING
    assert ring.tell(ev.AuthorisationSettled(1)).now == READY


def test_it_rotates_until_the_last_of_two_questions_is_settled() -> None:
    """D-LED-06: white rotation lasts as long as an Authorize is open."""
    ring = Ring(ev.AuthorisationAsked(1), ev.AuthorisationAsked(1), ev.AuthorisationSettled(1))
    assert ring.now == ROTATING
    assert ring.tell(ev.AuthorisationSettled(1)).now == READY


def test_a_refusal_is_five_whole_flashes_and_then_over() -> None:
    ring = Ring(REFUSE)
    assert (ring.light.flashes, ring.light.duration_ms, ring.running) == (5, 3_000, {"refused": 3_000})
    assert ring.tell(OVER).now == READY


def test_all_five_flashes_are_seen_behind_the_rotation() -> None:
    ring = Ring(CARD, REFUSE)
    assert ring.now == ROTATING
    assert "refused" not in ring.running
    assert ring.tell(READ).running == {"refused": 3_000}
    assert ring.now == REFUSED


def test_a_second_refused_card_gets_five_flashes_of_its_own() -> None:
    """LED-019: five flashes for the card just presented, also when it interrupts the flashes for another."""
    ring = Ring(CARD, REFUSE, READ, CARD, REFUSE)
    ring.running["refused"] = ring.running.get("refused", 0) // 2  # half of the first flashes were seen
    assert ring.now == ROTATING
    assert ring.tell(READ).now == REFUSED
    assert ring.running["refused"] == 3_000


def test_a_refusal_during_a_session_ends_and_the_session_is_shown_again() -> None:
    """LED-020."""
    assert Ring(*TAKES, CARD, REFUSE).tell(READ, OVER).now == CHARGING


def test_a_permission_ends_the_flashes_of_a_refusal() -> None:
    assert Ring(REFUSE).tell(GRANTED, ev.SessionChanged(1, "authorised")).now == ACCEPTED


def test_completing_lasts_30_s_from_the_end_of_the_session() -> None:
    """LED-014. A card that is shown meanwhile hides it and does not make it longer."""
    ring = Ring(*TAKES, END[0], ev.SessionChanged(1, "idle"))
    assert ring.running == {"completing": 30_000}
    ring.tell(CARD, READ)
    assert ring.now == COMPLETING
    assert ring.running == {"completing": 30_000}
    assert ring.tell(ev.TimerExpired("led", 1, "completing")).now == READY


def test_the_30_s_run_although_something_else_is_shown() -> None:
    assert "completing" in Ring(*TAKES, BROKEN, END[0]).running


def test_completing_ends_when_the_backend_has_the_end() -> None:
    ring = Ring(*TAKES, END[0], ev.SessionChanged(1, "idle"), ev.SessionReported(1))
    assert ring.now == READY
    assert ring.running == {}


def test_a_fault_ends_when_it_is_mended_and_not_before() -> None:
    ring = Ring(BROKEN)
    assert ring.tell(CARD, REFUSE, READ).now == FAULT
    assert ring.tell(MENDED).now in (REFUSED, READY)


def test_a_fault_that_does_not_bar_is_not_shown() -> None:
    """D-LED-05."""
    assert Ring(ev.FaultsChanged(1, ("Plug locking failed",), False)).now == READY


def test_the_same_light_is_not_set_again() -> None:
    assert Ring(MENDED, MENDED).shown == [READY]


def test_green_yellow_and_blue_mean_what_the_table_says_and_nothing_else_claims_them() -> None:
    """D-LED-04: states without a pattern in the manual show none of the manual's patterns."""
    for state in ("plugged", "finished"):
        unclaimed = Ring(ev.SessionChanged(1, state)).now
        assert unclaimed not in (READY, COMPLETING, ROTATING, ACCEPTED, CHARGING, REFUSED, FAULT)


DOWN, UP = ev.LinkDown("connection lost"), ev.LinkUp()


def lost(shown: str) -> Led:
    return Led(1, ROWS, Values({"Display backend disconnect as error": shown}))


def test_a_lost_backend_takes_the_place_of_the_ready_light_where_it_is_to_be_shown() -> None:
    made = lost("On")
    feed(made, BOOT)
    (light,) = [effect.light for effect in feed(made, DOWN) if isinstance(effect, fx.ShowLight)]
    assert light.motion is Motion.BLINKING
    assert feed(made, DOWN) == [], "each attempt that fails says so again"
    plugged = feed(made, ev.SessionChanged(1, "plugged"))
    (light,) = [effect.light for effect in plugged if isinstance(effect, fx.ShowLight)]
    assert light.colours == (BLUE,)
    (light,) = [
        effect.light
        for effect in feed(made, UP, ev.SessionChanged(1, "idle"))
        if isinstance(effect, fx.ShowLight)
    ]
    assert (light.motion, light.colours) == (Motion.STEADY, (GREEN,))


def test_a_lost_backend_is_not_shown_where_it_is_not_to_be() -> None:
    made = lost("Off")
    feed(made, BOOT)
    assert feed(made, DOWN, UP) == []
