"""Who may start: the block of the reference that decides is asked every question, and its answers are the table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reference_impl.blocks.authorisation.decide import Decider
from reference_impl.blocks.authorisation.judges import ORDER
from reference_impl.blocks.authorisation.modes import FREE_MODES
from reference_impl.blocks.configuration.keys import KEYS
from reference_impl.blocks.configuration.store import ConfigurationStore
from reference_impl.model import effects as fx
from reference_impl.model import events as ev
from reference_impl.model.backend_calls import AuthorizeCall, StartCall
from reference_impl.model.cards import CardInfo
from reference_impl.model.grants import Grant

CARD = "0a0e9b83"
DOUBT, PRE, OFFLINE = "If in doubt allow charging", "Local Pre Authorize", "Local Authorize Offline"
LISTED = {"Enable local whitelist": "On"}
KNOWN = {"Enable OCPP whitelist": "On"}
REMOTE = "Send Authorize for RemoteStart"
HEAD = ("Backend accepts", "Backend refuses", "Backend silent", "Backend not reachable", "Refused afterwards")
"""What the backend does. The last: what becomes of a session that began without its word, when it refuses."""


@dataclass(frozen=True)
class Question:
    """Who wants to charge, and what is set and known.

    known:    what the backend has said of the card before, "" when nothing
    who:      "card", "plug" or "remote start"
    reserved: the socket is kept for another card
    """

    text: str
    who: str = "card"
    values: Mapping[str, str] = field(default_factory=dict)
    known: str = ""
    reserved: bool = False


def _free() -> list[Question]:
    rows = []
    for mode, row in FREE_MODES.items():
        values = {"Free Charging": "On", "Free Charging Mode": mode}
        rows.append(Question(f"Any card, Free Charging: {mode}", values=values))
        if not row.card:
            rows.append(Question(f"Plug alone, Free Charging: {mode}", "plug", values))
    return rows


QUESTIONS: tuple[Question, ...] = (
    *(Question(f"Unknown card, {DOUBT}: {value}", values={DOUBT: value}) for value in ("Off", "On")),
    Question(f"Unknown card, {DOUBT}: OnImmediatelyWhenPluggedIn", values={DOUBT: "OnImmediatelyWhenPluggedIn"}),
    *(Question(f"Plug alone, {DOUBT}: {value}", "plug", {DOUBT: value}) for value in ("Off", "On")),
    Question(f"Plug alone, {DOUBT}: OnImmediatelyWhenPluggedIn", "plug", {DOUBT: "OnImmediatelyWhenPluggedIn"}),
    Question("Card on the local whitelist", values=LISTED),
    Question("Card accepted on the OCPP whitelist", values=KNOWN, known="Accepted"),
    Question(f"Card accepted on the OCPP whitelist, {PRE}: Off", values={**KNOWN, PRE: "Off"}, known="Accepted"),
    Question(
        f"Card accepted on the OCPP whitelist, {OFFLINE}: Off", values={**KNOWN, OFFLINE: "Off"}, known="Accepted"
    ),
    Question("Card blocked on the OCPP whitelist", values=KNOWN, known="Blocked"),
    Question(f"Card blocked on the OCPP whitelist, {DOUBT}: On", values={**KNOWN, DOUBT: "On"}, known="Blocked"),
    Question(f"Remote start, {REMOTE}: On", "remote start", {REMOTE: "On"}),
    Question(f"Remote start, {REMOTE}: Off", "remote start", {REMOTE: "Off"}),
    Question("Card on the local whitelist, socket reserved for another card", values=LISTED, reserved=True),
    *_free(),
)


def judges() -> list[tuple[str, str]]:
    """Name of each judge in the order in which they are asked, and what it says of itself."""
    made = Decider(ConfigurationStore(KEYS), ORDER, dict(FREE_MODES))
    return [(name, (made.judge(name).__doc__ or "").strip()) for name in ORDER]


def answers(question: Question) -> tuple[str, ...]:
    """What becomes of it, by HEAD."""
    told = [_ask(question, backend) for backend in ("Accepted", "Invalid", "silent", "away")]
    if question.who == "remote start":
        told[3] = ("-", None)
    unasked = [grant for word, grant in told if grant is not None and "asked" not in word]
    late = {_late(grant) for grant in unasked} or {"-"}
    return (*(word for word, _ in told), ", ".join(sorted(late)))


def _ask(question: Question, backend: str) -> tuple[str, Grant | None]:
    decider = _decider(question, online=backend != "away")
    asked: dict[str, ev.Event] = {
        "card": ev.CardRecognised(1, CARD),
        "plug": ev.VehicleConnected(1),
        "remote start": ev.RemoteStartRequested(1, CARD),
    }
    told = _told(decider, asked[question.who])
    call = next((one.call for one in told if isinstance(one, ev.CallQueued)), None)
    if not isinstance(call, AuthorizeCall):
        return _word(told, ""), _grant(told)
    if backend == "silent":
        told = _told(decider, ev.CallUnanswered(call, "no answer in time"))
        return _word(told, " when the wait is over"), _grant(told)
    told = _told(decider, ev.AuthorizeAnswered(call, 1, CARD, backend, None))
    return _word(told, ", asked"), _grant(told)


def _decider(question: Question, online: bool) -> Decider:
    settings = ConfigurationStore(KEYS)
    settings.handle(ev.RecordsRestored({"configuration": dict(question.values)}), 0)
    decider = Decider(settings, ORDER, dict(FREE_MODES))
    before: list[ev.Event] = [ev.WhitelistChanged((CARD,))]
    if question.known:
        start = StartCall(1, 1, CARD, 0, 0)
        before.append(ev.StartAnswered(start, 1, 1, 1, question.known, CARD, CardInfo(question.known)))
    if question.reserved:
        before.append(ev.ReservationsChanged(((1, "c0ffee01", ""),)))
    before.append(ev.Registered(300) if online else ev.Unregistered("the line is down"))
    for event in before:
        decider.handle(event, 0)
    return decider


def _told(decider: Decider, event: ev.Event) -> list[ev.Event]:
    return [one.event for one in decider.handle(event, 0) if isinstance(one, fx.Tell)]


def _grant(told: list[ev.Event]) -> Grant | None:
    return next((one.grant for one in told if isinstance(one, ev.Granted)), None)


def _word(told: list[ev.Event], how: str) -> str:
    if _grant(told) is not None:
        return f"starts{how}"
    return f"refused{how}" if any(isinstance(one, ev.Refused) for one in told) else "nothing"


def _late(grant: Grant) -> str:
    """The backend sees the session in its StartTransaction, if at all."""
    if not grant.transaction:
        return "never told"
    return "ends" if grant.revocable else "goes on"
