"""A card that is shown in a session that began at the plug, while nobody can be asked (AUT-029, D-AUT-06)."""

from __future__ import annotations

from reference_impl.blocks.authorisation.judges import NO_CARD
from reference_impl.model import effects as fx
from reference_impl.model import events as ev
from reference_impl.model.backend_calls import StartCall
from reference_impl.model.grants import Grant, Source

from .telling import feed, told
from .test_decide import CARD, OFFLINE, ONLINE, SHOWN, decider
from .test_outbox import SETTINGS, Outbox, Values
from .test_stop_modes import charging

PLUGGED = ev.SessionStarted(1, Grant(Source.DOUBT, "", NO_CARD, revocable=True))
NAMED = ev.CardNamed(1, CARD)
START = StartCall(7, 1, NO_CARD, 1_000, 5_000)


def test_the_first_card_makes_the_session_its_own_and_then_ends_it() -> None:
    made = decider(OFFLINE, PLUGGED)
    assert told(feed(made, SHOWN)) == [NAMED]
    assert told(feed(made, ev.CardRecognised(1, "04ffffff"))) == [ev.Refused(1)]
    assert told(feed(made, SHOWN)) == [ev.StopRequested(1, "Local", CARD)]


def test_with_a_backend_it_is_another_card() -> None:
    assert told(feed(decider(ONLINE, PLUGGED), SHOWN)) == [ev.Refused(1)]


def test_a_session_of_a_card_takes_no_second() -> None:
    of_a_card = ev.SessionStarted(1, Grant(Source.DOUBT, "04FFFFFF", "04FFFFFF", revocable=True))
    assert told(feed(decider(OFFLINE, of_a_card), SHOWN)) == [ev.Refused(1)]


def test_the_session_remembers_it_over_a_loss_of_power() -> None:
    (kept,) = [one for one in feed(charging("Normal"), NAMED) if isinstance(one, fx.Persist)]
    assert isinstance(kept.value, dict)
    assert kept.value["card"] == kept.value["id_tag"] == CARD


def test_a_start_that_was_not_sent_is_about_it() -> None:
    made = Outbox(Values(SETTINGS))
    feed(made, ev.CallQueued(START), ev.StartNamed(7, CARD), ev.LinkUp())
    (sent,) = [one for one in feed(made, ev.Registered(300)) if isinstance(one, fx.SendCall)]
    assert sent.call == StartCall(7, 1, CARD, 1_000, 5_000)


def test_a_start_that_was_sent_stays_what_it_was() -> None:
    made = Outbox(Values(SETTINGS))
    feed(made, ev.CallQueued(START), ev.LinkUp(), ev.Registered(300), ev.LinkDown("gone"), ev.StartNamed(7, CARD))
    feed(made, ev.LinkUp())
    (sent,) = [one for one in feed(made, ev.Registered(300)) if isinstance(one, fx.SendCall)]
    assert sent.call == START
