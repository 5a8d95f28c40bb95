"""Who may charge: from a card, a plug or a remote start to granted, refused or ask-the-backend.

Theory of operation. The judges (judges.py) are asked one after the other. A question to the backend that gets
no answer goes on to the judge behind the backend, with what the answer would have been unknown. A card shown
while a session runs at the socket ends it when it is the card that started it or one that is known to have the
same parent, and otherwise is refused; nobody is asked then. A session that began in doubt without a card takes
the first card that is shown as its own, while nobody can be asked: the backend judges it when it is back
(AUT-029, D-AUT-06).
"""

from __future__ import annotations

from dataclasses import replace

from ...model import effects as fx
from ...model import events as ev
from ...model.backend_calls import AuthorizeCall
from ...model.cards import CardInfo
from ...model.errors import UnexpectedEvent
from ...model.grants import Grant, Source
from ...model.settings import Settings
from .cards import FORMS, written
from .judges import Judgement, Judges, Question
from .modes import FreeMode

MASTER_READER = 1
"""Cards are learned at the reader of the master controller (manual, 1.2)."""
EXPIRY = "OCPP whitelist expiry mode"
KNOWN, SEPARATOR = "List of entries in OCPP whitelist", ":"


class Decider(Judges):
    """Decides for all sockets of the station."""

    def __init__(self, settings: Settings, order: tuple[str, ...], modes: dict[str, FreeMode]) -> None:
        super().__init__(settings, modes)
        self._order = order
        self._learning = False
        self._asking: set[AuthorizeCall] = set()

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """React to one event."""
        self._now_ms = now_ms
        match event:
            case ev.CardRecognised(socket, uid):
                return self._card(socket, written(uid, self._settings.text("RFID Tag letter case")))
            case ev.CardWritten(socket, id_tag):
                return self._card(socket, id_tag)
            case ev.VehicleConnected(socket):
                return self._plug(socket)
            case ev.RemoteStartRequested(socket, id_tag):
                return self._remote(socket, id_tag)
            case ev.AuthorizeAnswered(socket=socket, id_tag=id_tag, status=status, info=info):
                call = AuthorizeCall(socket, id_tag)
                return self._take_in(id_tag, info) + self._answered(call, status, info.parent if info else "")
            case ev.StartAnswered(id_tag=id_tag, info=info) | ev.StopAnswered(id_tag=id_tag, info=info):
                return self._take_in(id_tag, info)
            case ev.CallUnanswered(call=AuthorizeCall() as call):
                return self._unanswered(call)
            case ev.OcppWhitelistOpened(page):
                return self._tell_known(page)
            case ev.OcppWhitelistEdited(entries):
                self._cards.edit(entries, self._now_ms + self._offset_ms, self._settings.text(EXPIRY))
                return [fx.Persist("cards", self._cards.records())]
            case ev.CarIdentified(socket, mac):
                return [fx.Tell(ev.CardLearned(mac))] if self._learning else self._car(socket, mac)
            case ev.LocalListSent() | ev.LocalListVersionAsked() | ev.CacheCleared():
                return self._keep_cards(event)
            case _:
                return self._note(event)

    def _keep_cards(self, event: ev.LocalListSent | ev.LocalListVersionAsked | ev.CacheCleared) -> list[fx.Effect]:
        """The backend manages list and cache (OCPP 1.6, 5.4, 5.10, 5.15)."""
        listed = self._settings.on("LocalAuthListEnabled")
        match event:
            case ev.LocalListVersionAsked(message_id):
                version = self._cards.version if listed else -1
                return [fx.SendAnswer(message_id, "GetLocalListVersion", {"listVersion": version})]
            case ev.CacheCleared(message_id):
                on = self._settings.on("Enable OCPP whitelist")
                self._cards.clear_cache()
                answer = fx.SendAnswer(message_id, "ClearCache", {"status": "Accepted" if on else "Rejected"})
                return [fx.Persist("cards", self._cards.records()), answer]
            case ev.LocalListSent(message_id, full, version, entries):
                longest = self._settings.number("LocalAuthListMaxLength")
                status = self._cards.update(full, version, entries, longest) if listed else "NotSupported"
                answer = fx.SendAnswer(message_id, "SendLocalList", {"status": status})
                return [fx.Persist("cards", self._cards.records()), answer]

    def _tell_known(self, page: str) -> list[fx.Effect]:
        """All that the backend has released, in the form of RFID Tag letter case (WLO-013)."""
        upper, _ = FORMS[self._settings.text("RFID Tag letter case")]
        listed, cached = self._settings.on("LocalAuthListEnabled"), self._settings.on("Enable OCPP whitelist")
        tags = self._cards.tags(self._now_ms + self._offset_ms, listed=listed, cached=cached)
        text = SEPARATOR.join(tag.upper() if upper else tag for tag in tags)
        return [fx.Tell(ev.FactLearned(KNOWN, text)), fx.Tell(ev.PageOpened(page))]

    def _take_in(self, id_tag: str, info: CardInfo | None) -> list[fx.Effect]:
        """What the backend says of a card: the cache takes it up, unless the card is on the list (OCPP 1.6, 3.5.3)."""
        if info is None or not id_tag:
            return []
        if not (self._settings.on("LocalAuthListEnabled") and self._cards.lists(id_tag)):
            return self._remember(id_tag, info)
        listed = self._look_up(id_tag)
        agreed = listed is not None and listed.valid == info.valid
        return [] if agreed else [fx.Tell(ev.ListContradicted(id_tag))]

    def _remember(self, id_tag: str, info: CardInfo) -> list[fx.Effect]:
        """The OCPP whitelist takes up what the backend says of a card."""
        if not self._settings.on("Enable OCPP whitelist"):
            return []
        mode = self._settings.text(EXPIRY)
        self._cards.remember(id_tag, info, self._now_ms + self._offset_ms, mode)
        return [fx.Persist("cards", self._cards.records())]

    def _note(self, event: ev.Event) -> list[fx.Effect]:
        match event:
            case ev.RecordsRestored(records):
                self._cards.restore(records.get("cards", {}))
            case ev.ReservationsChanged(kept):
                self._kept = kept
            case ev.ClockSet(offset_ms):
                self._offset_ms = offset_ms
            case ev.WhitelistChanged(entries):
                self._whitelist = frozenset(entries)
            case ev.Registered():
                self._online = True
            case ev.Unregistered():
                self._online = False
            case ev.LearningSwitched(on):
                self._learning = on
            case ev.SessionStarted(socket, grant):
                self._running[socket] = grant
            case ev.SessionEnded(socket=socket):
                self._running.pop(socket, None)
            case ev.CallUnanswered():
                pass
            case _:
                raise UnexpectedEvent(self, event)
        return []

    # -- who asks --

    def _card(self, socket: int, id_tag: str) -> list[fx.Effect]:
        if self._learning and socket == MASTER_READER:
            return [fx.Tell(ev.CardLearned(id_tag))]
        running = self._running.get(socket)
        if running is not None:
            if id_tag == running.card or self._same_parent(id_tag, running.card):
                return [fx.Tell(ev.StopRequested(socket, "Local", id_tag))]
            if running.source is Source.DOUBT and not running.card and not self._online:
                self._running[socket] = replace(running, card=id_tag, id_tag=id_tag)
                return [fx.Tell(ev.CardNamed(socket, id_tag))]
            return [fx.Tell(ev.Refused(socket))]
        return self._judge(Question(socket, id_tag))

    def _same_parent(self, *id_tags: str) -> bool:
        """Both cards are known, in force, and of one group (OCPP 1.6, 3.4)."""
        known = [self._look_up(id_tag) for id_tag in id_tags]
        parents = {info.parent.lower() if info and info.status == "Accepted" else "" for info in known}
        return len(parents) == 1 and parents != {""}

    def _plug(self, socket: int) -> list[fx.Effect]:
        if socket in self._running:
            return []
        judgement, grant = self._first_word(Question(socket, ""))
        return [fx.Tell(ev.Granted(socket, grant))] if judgement is Judgement.GRANT and grant else []

    def _car(self, socket: int, mac: str) -> list[fx.Effect]:
        """A car whose address is on the local whitelist may charge; nobody is asked about any other (5.5).

        Under Free Charging its mode alone says who may, and an address is no card (D-FRE-08).
        """
        if socket in self._running or self._settings.on("Free Charging"):
            return []
        for id_tag in (mac.lower(), mac.upper()):
            question = Question(socket, id_tag)
            judgement, grant = self._listed(question)
            if grant is not None and judgement is Judgement.GRANT:
                kept_for_others, _ = self._reserved(question)
                return [] if kept_for_others is Judgement.REFUSE else [fx.Tell(ev.Granted(socket, grant))]
        return []

    def _remote(self, socket: int, id_tag: str) -> list[fx.Effect]:
        if self._settings.on("Free Charging"):
            mode = self._modes[self._settings.text("Free Charging Mode")]  # a card that was shown, or a plug (D-FRE-09)
            return self._judge(Question(socket, id_tag if mode.card else ""))
        question = Question(socket, id_tag)
        kept_for_others = self._reserved(question)[0] is not Judgement.PASS
        if kept_for_others or self._settings.on("Send Authorize for RemoteStart"):
            return self._judge(question)
        return [fx.Tell(ev.Granted(socket, Grant(Source.REMOTE, id_tag, id_tag, revocable=True)))]

    # -- asking one judge after the other --

    def _first_word(self, question: Question) -> tuple[Judgement, Grant | None]:
        for name in self._order:
            judgement, grant = self._judges[name](question)
            if judgement is not Judgement.PASS:
                return judgement, grant
        return Judgement.REFUSE, None

    def _judge(self, question: Question) -> list[fx.Effect]:
        judgement, grant = self._first_word(question)
        socket = question.socket
        if judgement is Judgement.ASK:
            call = AuthorizeCall(socket, question.id_tag)
            if call in self._asking:
                return []
            self._asking.add(call)
            return [fx.Tell(ev.AuthorisationAsked(socket)), fx.Tell(ev.CallQueued(call))]
        if judgement is Judgement.GRANT and grant is not None:
            return [fx.Tell(ev.Granted(socket, grant))]
        return [fx.Tell(ev.Refused(socket))]

    def _answered(self, call: AuthorizeCall, status: str, parent: str) -> list[fx.Effect]:
        self._asking.discard(call)
        settled = fx.Tell(ev.AuthorisationSettled(call.socket))
        kept_for_others, _ = self._reserved(Question(call.socket, call.id_tag, parent=parent or "none"))
        if status != "Accepted" or kept_for_others is Judgement.REFUSE:
            return [settled, fx.Tell(ev.Refused(call.socket))]
        grant = Grant(Source.BACKEND, call.id_tag, call.id_tag, revocable=True)
        return [settled, fx.Tell(ev.Granted(call.socket, grant))]

    def _unanswered(self, call: AuthorizeCall) -> list[fx.Effect]:
        if call not in self._asking:
            return []
        self._asking.discard(call)
        settled = fx.Tell(ev.AuthorisationSettled(call.socket))
        return [settled, *self._judge(Question(call.socket, call.id_tag, unanswered=True))]
