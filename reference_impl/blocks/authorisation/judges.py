"""The judges of who may charge: what each says of a card or a plug, and what it knows.

Theory of operation. A judge answers GRANT, REFUSE, ASK (the backend decides, wait for it) or PASS (ask the next);
ORDER lists them, first to last (discrepancy D-WLL-08), and the last never passes. What a judge says of itself is
printed in docs/decision-tables.md. Who asks them, and what becomes of their answer, is in decide.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from ...model.cards import POSTFIXES, CardInfo
from ...model.grants import Grant, Source
from ...model.settings import Settings
from .known_cards import KnownCards
from .modes import FreeMode

NO_CARD = "unknown"
"""What the backend is told of a session that began in doubt and without a card (D-AUT-06)."""


class Judgement(Enum):
    """What one judge says of a card."""

    GRANT = auto()
    REFUSE = auto()
    ASK = auto()
    PASS = auto()


@dataclass(frozen=True)
class Question:
    """Who wants to charge: the card in the configured form, or "" when a plug alone asks."""

    socket: int
    id_tag: str
    unanswered: bool = False
    parent: str = ""


ORDER: tuple[str, ...] = ("reservation", "free charging", "local whitelist", "ocpp whitelist", "backend", "doubt")


class Judges:
    """What the judges know: the running sessions, the lists, the reservations and whether the backend can be asked."""

    def __init__(self, settings: Settings, modes: dict[str, FreeMode]) -> None:
        self._settings, self._modes = settings, modes
        self._whitelist: frozenset[str] = frozenset()
        self._online = False
        self._running: dict[int, Grant] = {}
        self._cards = KnownCards()
        self._kept: tuple[tuple[int, str, str], ...] = ()
        self._now_ms = self._offset_ms = 0
        self._judges: dict[str, Callable[[Question], tuple[Judgement, Grant | None]]] = {
            "reservation": self._reserved,
            "free charging": self._free,
            "local whitelist": self._listed,
            "ocpp whitelist": self._known,
            "backend": self._backend,
            "doubt": self._doubt,
        }

    def judge(self, name: str) -> Callable[[Question], tuple[Judgement, Grant | None]]:
        """The judge of this name in ORDER."""
        return self._judges[name]

    def _reserved(self, question: Question) -> tuple[Judgement, Grant | None]:
        """A reserved socket is for its card, or for a card of the same parent (OCPP 1.6, 3.11)."""
        held = [row for row in self._kept if row[0] == question.socket]
        if not held:
            anywhere = [row for row in self._kept if row[0] == 0]
            others_free = 2 - len(self._running) - 1 - len({row[0] for row in self._kept if row[0]})
            held = anywhere if len(anywhere) > others_free else []
        if not held or any(self._is_for(row, question) for row in held):
            return Judgement.PASS, None
        if question.id_tag and not question.parent and self._online and any(parent for _, _, parent in held):
            return Judgement.ASK, None
        return Judgement.REFUSE, None

    def _is_for(self, row: tuple[int, str, str], question: Question) -> bool:
        _, id_tag, parent = row
        known = self._look_up(question.id_tag)
        mine = question.parent or (known.parent if known else "")
        return id_tag.lower() == question.id_tag.lower() or bool(parent and parent.lower() == mine.lower())

    def _free(self, question: Question) -> tuple[Judgement, Grant | None]:
        """Free Charging: whoever plugs in, or whoever shows some card, as its mode says; nobody else is asked then."""
        if not self._settings.on("Free Charging"):
            return Judgement.PASS, None
        mode = self._modes[self._settings.text("Free Charging Mode")]
        if mode.card != bool(question.id_tag):
            return Judgement.REFUSE, None
        fixed = self._settings.text("Rfid Tag for Free Charging with OCPP Full, fixed rfid modes")
        id_tag = (question.id_tag if mode.own_id else fixed) if mode.transaction else ""
        grant = Grant(Source.FREE, question.id_tag, id_tag, transaction=mode.transaction)
        return Judgement.GRANT, grant

    def _listed(self, question: Question) -> tuple[Judgement, Grant | None]:
        """A card of the local whitelist may charge, whatever the backend would say."""
        here = (question.id_tag, f"{question.id_tag}{POSTFIXES[question.socket]}")
        if not (self._settings.on("Enable local whitelist") and self._whitelist.intersection(here)):
            return Judgement.PASS, None
        return Judgement.GRANT, Grant(Source.WHITELIST, question.id_tag, question.id_tag)

    def _known(self, question: Question) -> tuple[Judgement, Grant | None]:
        """The OCPP whitelist: without asking where that is allowed, and as the last word while nobody can be asked."""
        info = self._look_up(question.id_tag)
        asked_first = self._online and not question.unanswered
        allowed = self._settings.on("Local Pre Authorize" if asked_first else "Local Authorize Offline")
        if info is None or not allowed:
            return Judgement.PASS, None
        if info.status == "Accepted":
            return Judgement.GRANT, Grant(Source.KNOWN, question.id_tag, question.id_tag, revocable=True)
        return (Judgement.PASS if asked_first else Judgement.REFUSE), None

    def _look_up(self, id_tag: str) -> CardInfo | None:
        listed, cached = self._settings.on("LocalAuthListEnabled"), self._settings.on("Enable OCPP whitelist")
        return self._cards.find(id_tag, self._now_ms + self._offset_ms, listed=listed, cached=cached)

    def _backend(self, question: Question) -> tuple[Judgement, Grant | None]:
        """The backend is asked about a card while it can be; a plug without a card is nothing to ask about."""
        if not question.id_tag:
            return (Judgement.REFUSE if self._online else Judgement.PASS), None
        if self._online and not question.unanswered:
            return Judgement.ASK, None
        return Judgement.PASS, None

    def _doubt(self, question: Question) -> tuple[Judgement, Grant | None]:
        """If in doubt allow charging: On for any card, OnImmediatelyWhenPluggedIn for any plug too."""
        value = self._settings.text("If in doubt allow charging")
        enough = ("On", "OnImmediatelyWhenPluggedIn") if question.id_tag else ("OnImmediatelyWhenPluggedIn",)
        if value not in enough:
            return Judgement.REFUSE, None
        return Judgement.GRANT, Grant(Source.DOUBT, question.id_tag, question.id_tag or NO_CARD, revocable=True)
