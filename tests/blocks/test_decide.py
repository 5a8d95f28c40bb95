"""Who may charge: the order of the judges, the six modes of free charging, doubt, and cards that stop."""

from __future__ import annotations

import pytest

from reference_impl.blocks.authorisation.decide import Decider
from reference_impl.blocks.authorisation.judges import ORDER
from reference_impl.blocks.authorisation.modes import FREE_MODES
from reference_impl.model import effects as fx
from reference_impl.model import events as ev
from reference_impl.model.backend_calls import AuthorizeCall, HeartbeatCall
from reference_impl.model.cards import CardInfo, ListEntry
from reference_impl.model.grants import Grant, Source
from reference_impl.station.blueprint import Tables

from .telling import Values, feed, told

MODES = [
    "No OCPP",
    "With OCPP Status Notifications without auth",
    "With OCPP Status Notifications with auth",
    "With OCPP Full, fixed rfid without auth",
    "With OCPP Full, fixed rfid with auth",
    "With OCPP full, any rfid with auth",
]
FACTORY = {
    "Free Charging": "Off",
    "Free Charging Mode": "No OCPP",
    "Rfid Tag for Free Charging with OCPP Full, fixed rfid modes": "FREE",
    "If in doubt allow charging": "Off",
    "Send Authorize for RemoteStart": "On",
    "RFID Tag letter case": "Upper Case",
    "Enable local whitelist": "Off",
}
CARD = "04A1B2C3"
SHOWN = ev.CardRecognised(1, "04a1b2c3")
CALL = AuthorizeCall(1, CARD)


def decider(*events: ev.Event, **changed: str) -> Decider:
    names = {"free": "Free Charging", "mode": "Free Charging Mode", "doubt": "If in doubt allow charging"}
    names |= {"remote": "Send Authorize for RemoteStart", "whitelist": "Enable local whitelist"}
    settings = Values({**FACTORY, **{names[name]: value for name, value in changed.items()}})
    made = Decider(settings, ORDER, dict(FREE_MODES))
    feed(made, *events)
    return made


ONLINE, OFFLINE = ev.Registered(300), ev.Unregistered("no connection")
LISTED = ev.WhitelistChanged((CARD,))


def verdict(made: Decider, event: ev.Event) -> str:
    """granted by whom, refused, asked, or nothing."""
    events = told(feed(made, event))
    for event in events:
        if isinstance(event, ev.Granted):
            return str(event.grant.source)
    words = {ev.Refused: "refused", ev.AuthorisationAsked: "asked"}
    return " ".join(words[type(event)] for event in events if type(event) in words)


PLUG = ev.VehicleConnected(1)
TABLE = [
    # stimulus, backend, whitelist holds the card, doubt -> what becomes of it
    (SHOWN, ONLINE, False, "Off", "asked"),
    (SHOWN, ONLINE, False, "On", "asked"),
    (SHOWN, ONLINE, False, "OnImmediatelyWhenPluggedIn", "asked"),
    (SHOWN, ONLINE, True, "Off", "local whitelist"),
    (SHOWN, OFFLINE, True, "Off", "local whitelist"),
    (SHOWN, OFFLINE, False, "Off", "refused"),
    (SHOWN, OFFLINE, False, "On", "if in doubt"),
    (SHOWN, OFFLINE, False, "OnImmediatelyWhenPluggedIn", "if in doubt"),
    (PLUG, ONLINE, True, "Off", ""),
    (PLUG, ONLINE, False, "On", ""),
    (PLUG, ONLINE, False, "OnImmediatelyWhenPluggedIn", ""),
    (PLUG, OFFLINE, True, "Off", ""),
    (PLUG, OFFLINE, False, "On", ""),
    (PLUG, OFFLINE, False, "OnImmediatelyWhenPluggedIn", "if in doubt"),
]


@pytest.mark.parametrize(("stimulus", "backend", "listed", "doubt", "becomes"), TABLE)
def test_who_may_charge(stimulus: ev.Event, backend: ev.Event, listed: bool, doubt: str, becomes: str) -> None:
    made = decider(backend, LISTED if listed else ev.WhitelistChanged(()), doubt=doubt, whitelist="On")
    assert verdict(made, stimulus) == becomes


def test_the_order_of_the_judges() -> None:
    """5.1: the lists, the request, then doubt (D-WLL-08); free charging overrides them all (D-FRE-08)."""
    places = [ORDER.index(judge) for judge in ("free charging", "local whitelist", "backend", "doubt")]
    assert places == sorted(places)
    assert verdict(decider(ONLINE, LISTED, whitelist="On", free="On", mode=MODES[5]), SHOWN) == "free charging"


def test_a_list_that_is_not_enabled_authorises_nobody() -> None:
    assert verdict(decider(OFFLINE, LISTED, whitelist="Off"), SHOWN) == "refused"


@pytest.mark.parametrize("form", ["04a1b2c3", "C3B2A104"])
def test_an_entry_in_another_form_is_another_entry(form: str) -> None:
    """D-RFD-03: comparison is case sensitive."""
    assert verdict(decider(OFFLINE, ev.WhitelistChanged((form,)), whitelist="On"), SHOWN) == "refused"


FREE = [
    # mode, card needed, transaction, status, idTag told to the backend
    (MODES[0], False, False, False, ""),
    (MODES[1], False, False, True, ""),
    (MODES[2], True, False, True, ""),
    (MODES[3], False, True, True, "FREE"),
    (MODES[4], True, True, True, "FREE"),
    (MODES[5], True, True, True, CARD),
]


@pytest.mark.parametrize(("mode", "card", "transaction", "status", "id_tag"), FREE)
@pytest.mark.parametrize("backend", [ONLINE, OFFLINE])
def test_the_six_modes_of_free_charging(
    backend: ev.Event, mode: str, card: bool, transaction: bool, status: bool, id_tag: str
) -> None:
    made = decider(backend, LISTED, free="On", mode=mode, whitelist="On", doubt="OnImmediatelyWhenPluggedIn")
    grant = Grant(Source.FREE, CARD if card else "", id_tag, transaction=transaction)
    granted = [ev.Granted(1, grant)]
    assert told(feed(made, SHOWN)) == (granted if card else [ev.Refused(1)])
    assert told(feed(made, PLUG)) == ([] if card else granted)
    assert (mode not in Tables().unseen_modes) is status


def test_the_mode_has_no_effect_while_free_charging_is_off() -> None:
    assert verdict(decider(OFFLINE, free="Off", mode=MODES[0]), PLUG) == ""


def test_a_question_to_the_backend_is_asked_once() -> None:
    made = decider(ONLINE)
    assert told(feed(made, SHOWN)) == [ev.AuthorisationAsked(1), ev.CallQueued(CALL)]
    assert feed(made, SHOWN) == []


def test_the_backends_yes_can_be_taken_back() -> None:
    made = decider(ONLINE)
    feed(made, SHOWN)
    assert told(feed(made, ev.AuthorizeAnswered(CALL, 1, CARD, "Accepted"))) == [
        ev.AuthorisationSettled(1),
        ev.Granted(1, Grant(Source.BACKEND, CARD, CARD, revocable=True)),
    ]


@pytest.mark.parametrize("status", ["Blocked", "Expired", "Invalid", "ConcurrentTx"])
@pytest.mark.parametrize("doubt", ["Off", "On", "OnImmediatelyWhenPluggedIn"])
def test_the_backends_no_is_never_doubted(status: str, doubt: str) -> None:
    made = decider(ONLINE, doubt=doubt)
    feed(made, SHOWN)
    assert told(feed(made, ev.AuthorizeAnswered(CALL, 1, CARD, status))) == [ev.AuthorisationSettled(1), ev.Refused(1)]


@pytest.mark.parametrize(
    ("doubt", "becomes"), [("Off", "refused"), ("On", "if in doubt"), ("OnImmediatelyWhenPluggedIn", "if in doubt")]
)
def test_a_question_without_an_answer_goes_on_to_doubt(doubt: str, becomes: str) -> None:
    made = decider(ONLINE, doubt=doubt)
    feed(made, SHOWN)
    assert verdict(made, ev.CallUnanswered(CALL, "no answer in time")) == becomes


def test_a_card_can_be_asked_about_again_after_no_answer() -> None:
    made = decider(ONLINE)
    feed(made, SHOWN, ev.CallUnanswered(CALL, "no answer in time"))
    assert verdict(made, SHOWN) == "asked"


@pytest.mark.parametrize("call", [CALL, HeartbeatCall()])
def test_a_call_that_nobody_waits_for_decides_nothing(call: AuthorizeCall | HeartbeatCall) -> None:
    assert feed(decider(ONLINE), ev.CallUnanswered(call, "no answer in time")) == []


STARTED = ev.SessionStarted(1, Grant(Source.BACKEND, CARD, CARD))


def test_the_card_of_the_session_stops_it_and_no_other_does() -> None:
    made = decider(ONLINE, STARTED)
    assert told(feed(made, SHOWN)) == [ev.StopRequested(1, "Local", CARD)]
    assert told(feed(made, ev.CardRecognised(1, "04ffffff"))) == [ev.Refused(1)]


def test_a_card_stops_the_session_of_its_own_socket_only() -> None:
    assert verdict(decider(ONLINE, STARTED), ev.CardRecognised(2, "04a1b2c3")) == "asked"


def test_after_the_session_the_card_starts_one_again() -> None:
    made = decider(ONLINE, STARTED, ev.SessionEnded(1, "Local", CARD, STARTED.grant))
    assert verdict(made, SHOWN) == "asked"


def test_no_card_stops_a_session_that_no_card_started() -> None:
    free = ev.SessionStarted(1, Grant(Source.FREE, "", "FREE"))
    assert told(feed(decider(free, free="On", mode=MODES[3]), SHOWN)) == [ev.Refused(1)]


@pytest.mark.parametrize(("remote", "becomes"), [("On", "asked"), ("Off", "remote start")])
def test_a_remote_start_is_asked_about_when_the_setting_says_so(remote: str, becomes: str) -> None:
    assert verdict(decider(ONLINE, remote=remote), ev.RemoteStartRequested(1, CARD)) == becomes


def test_cards_are_learned_at_the_masters_reader_only() -> None:
    made = decider(ONLINE, ev.LearningSwitched(True))
    assert told(feed(made, SHOWN)) == [ev.CardLearned(CARD)]
    assert verdict(made, ev.CardRecognised(2, "04a1b2c3")) == "asked"
    feed(made, ev.LearningSwitched(False))
    assert verdict(made, SHOWN) == "asked"


def test_nothing_is_asked_for_besides_what_is_told() -> None:
    made = decider(ONLINE)
    assert all(isinstance(effect, fx.Tell) for effect in feed(made, SHOWN, PLUG, ev.RemoteStartRequested(2, CARD)))


RESERVED = ev.ReservationsChanged(((1, "FFFFFFFF", ""),))


@pytest.mark.parametrize("asked", ["On", "Off"])
def test_a_remote_start_does_not_take_the_place_of_a_reservation(asked: str) -> None:
    """LED-012: the point is reserved for a user, whether or not the backend is asked about the one that it names."""
    made = decider(ONLINE, RESERVED, remote=asked)
    assert verdict(made, ev.RemoteStartRequested(1, CARD)) == "refused"
    assert verdict(made, ev.RemoteStartRequested(1, "FFFFFFFF")) == ("asked" if asked == "On" else "remote start")


@pytest.mark.parametrize(("doubt", "becomes"), [("Off", "refused"), ("On", "if in doubt")])
def test_what_has_lapsed_in_the_cache_is_as_unknown_as_any_card(doubt: str, becomes: str) -> None:
    """5.4 removes it from the cache, and 5.1 lets doubt decide about what is in no cache."""
    settings = Values(FACTORY | {"Enable OCPP whitelist": "On", "If in doubt allow charging": doubt})
    made = Decider(settings, ORDER, dict(FREE_MODES))
    feed(made, ONLINE, ev.StartAnswered(CALL, 1, 1, 7, "Accepted", CARD, CardInfo("Accepted", 1_000)), OFFLINE)
    assert verdict(made, SHOWN) == "OCPP whitelist"
    feed(made, ev.ClockSet(1_000))
    assert verdict(made, SHOWN) == becomes


def test_what_has_lapsed_on_the_list_of_the_backend_is_refused() -> None:
    made = decider(OFFLINE, doubt="On")
    row = ListEntry(CARD, CardInfo("Accepted", expires_ms=1_000))
    feed(made, ev.LocalListSent("m", True, 1, (row,)), ev.ClockSet(1_000))
    assert verdict(made, SHOWN) == "refused"
