"""Judges a backend by the frames that pass, as they pass.

Theory of operation. The judge is told each text in both directions and each change of the line. It reads what
the backend says with the published schemas (fixtures/peers), not with the station's own codec, so that the two
readings can differ and the difference shows: where the schemas find nothing and the station refuses all the
same, somebody should look at it. A call that is open when the station sends its next one was given up by it,
since it has one at a time. Nothing is asked of what cannot be seen here: whether the backend waits for
an answer before it sends its next call, and whatever is inside it.

Limits: findings that are alike are counted and three of them kept, and at most MOST different ones.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fixtures.peers.backend_frames import BACKEND, Frame, read_frame
from fixtures.peers.ocpp_schema import shared_checker

from .exchanges import Exchanges
from .meaning import Meaning
from .rules import RULES, STATION_CORE, Example, Finding, shortened

CALL, ERROR = 2, 4
"""Message types (OCPP-J 1.6, 4.1.3)."""
MOST = 500
NOT_KNOWN = ("NotImplemented", "NotSupported")
PATIENCE_MS = 30_000
"""A call that is open at the end counts as not answered when it has been for so long,"""
QUICK_MS = 1_000
"""and is no matter when it has been for less than this."""


@dataclass(frozen=True)
class Asked:
    """A call of the station."""

    at_ms: int
    action: str
    payload: Any
    text: str
    line: int


class BackendJudge:
    """Told all that passes between one station and its backend; has findings and counts."""

    def __init__(self, now_ms: Callable[[], int], unix_ms: Callable[[], int]) -> None:
        """now_ms: since the start; unix_ms: the time of day of this machine."""
        self._now_ms, self._checker = now_ms, shared_checker()
        self.findings: dict[tuple[str, str], Finding] = {}
        self.dropped = 0
        """Further findings beyond MOST."""
        self.exchanges = Exchanges()
        self.lines = 0
        """How often the line stood."""
        self._up = False
        self._open: dict[str, Asked] = {}
        self._over: dict[str, tuple[str, Asked]] = {}
        self._used: set[str] = set()
        self._waits: dict[str, tuple[Frame, str]] = {}
        self._meaning = Meaning(unix_ms)
        self._last = ""

    # -- the line --

    def up(self) -> None:
        """The line stands."""
        self.lines, self._up, self._last = self.lines + 1, True, ""
        self._used.clear()

    def down(self, reason: str) -> None:
        """It does not, or never did."""
        was_up, self._up = self._up, False
        self._lose()
        if "does not speak" in reason:
            self._find("subprotocol", f"The handshake fails: {reason}")
        elif reason == "the backend sent a binary frame":
            self._find("binary", "The backend sends a binary frame; OCPP-J is text", about=self._last)
        elif reason == "no answer to a ping":
            self._find("pong", "The backend does not answer a ping")
        elif not was_up:
            self._find("refused" if "refused:" in reason else "unreachable", f"No connection: {reason}")
        else:
            self._find("closed", f"The connection ends: {reason}", about=self._last)

    def closed(self) -> None:
        """The station itself has closed it, which is no fault of the backend."""
        self._up = False
        self._lose()

    def end(self) -> None:
        """Nothing more comes; says itself how long whoever is still asked has been silent."""
        for asked in list(self._open.values()):
            waited_ms = self._now_ms() - asked.at_ms
            if waited_ms >= PATIENCE_MS:
                self._silent(asked, f"in {waited_ms / 1000:.1f} s, until the end")
            elif waited_ms >= QUICK_MS:
                note = f"asked {waited_ms / 1000:.1f} s before the end"
                self._find("open", f"{asked.action} was not answered yet at the end", about=asked.text, note=note)
        self._open.clear()

    def _lose(self) -> None:
        for name, asked in self._open.items():
            self._over[name] = "lost", asked
        self._open.clear()
        self._waits.clear()

    # -- frames --

    def sent(self, text: str) -> None:
        """The station has said this."""
        self._last = text
        number, name, *rest = json.loads(text)
        if number == CALL:
            for asked in list(self._open.values()):
                self._silent(asked, f"in {(self._now_ms() - asked.at_ms) / 1000:.1f} s; the station went on")
            action, payload = rest
            self._open[name] = Asked(self._now_ms(), action, payload, text, self.lines)
            self.exchanges.asked("station", action)
        elif name in self._waits:
            call, raw = self._waits.pop(name)
            self.exchanges.answered("backend", call.action, None, number == ERROR)
            if number == ERROR and not call.problem:
                what = f"The station answers {call.action} with CALLERROR {rest[0]}: {rest[1]}"
                self._find("station said no", what, raw, text)

    def heard(self, text: str) -> str:
        """The backend has said this; what breaks a rule in it, "" where nothing does."""
        asked_of = {name: asked.action for name, asked in self._open.items()}
        frame = read_frame(text, lambda name: asked_of.get(name, ""), self._checker, by=BACKEND)
        match frame.message:
            case "call":
                return self._call(frame, text)
            case "garbage":
                return self._find("array", f"A frame cannot be read: {frame.problem}", text, self._last)
        return self._answer(frame, text)

    def _call(self, frame: Frame, text: str) -> str:
        self.exchanges.asked("backend", frame.action)
        again = frame.id in self._used
        self._used.add(frame.id)
        self._waits[frame.id] = frame, text
        name, said = frame.action or "a request", ""
        if again:
            said = self._find("id", f"{name}: its message id was used before on this connection", text)
        if frame.problem:
            said = self._find(_rule_of(frame), f"{name}: {frame.problem}", text, clause=f"{name}.req")
        return said

    def _answer(self, frame: Frame, text: str) -> str:
        asked = self._open.pop(frame.id, None)
        if asked is None:
            return self._stray(frame, text)
        self._over[frame.id] = "answered", asked
        self.exchanges.answered("station", asked.action, self._now_ms() - asked.at_ms, frame.message == "error")
        name = f"{asked.action}.conf"
        if frame.problem:
            rule = _rule_of(frame)
            return self._find(rule, f"Answer to {asked.action}: {frame.problem}", text, asked.text, clause=name)
        if frame.message == "error":
            return self._refusal(frame, asked, text)
        for rule, what in self._meaning.of(asked.action, asked.payload, frame.payload):
            self._find(rule, what, text, asked.text, clause=name)
        return ""

    def _refusal(self, frame: Frame, asked: Asked, text: str) -> str:
        code, why = frame.payload["errorCode"], frame.payload["errorDescription"]
        what = f"{asked.action} is answered with CALLERROR {code}{f' ({why})' if why else ''}"
        known = code in NOT_KNOWN and asked.action in STATION_CORE
        self._find("core" if known else "said no", what, text, asked.text, clause=asked.action)
        return what if known else ""

    def _stray(self, frame: Frame, text: str) -> str:
        """An answer that nobody waits for."""
        how, asked = self._over.get(frame.id, ("never", None))
        if asked is None:
            return self._find("id", "An answer with a message id that the station never used", text, self._last)
        if how == "answered":
            return self._find("result", f"A second answer to the same {asked.action}", text, asked.text)
        if asked.line != self.lines:
            self._find("late", f"An answer to a {asked.action} of an earlier connection", text, asked.text)
            return ""
        self._over[frame.id] = "answered", asked
        note = f"after {(self._now_ms() - asked.at_ms) / 1000:.1f} s"
        what = f"The answer to {asked.action} comes when the station has given up"
        self._find("late", what, text, asked.text, note=note)
        return ""

    def _silent(self, asked: Asked, how_long: str) -> None:
        for name, one in list(self._open.items()):
            if one is asked:
                self._over[name] = "given up", self._open.pop(name)
        what = f"{asked.action} is not answered"
        self._find("silent", what, about=asked.text, clause=asked.action, note=f"nothing came {how_long}")

    # -- findings --

    def _find(self, rule: str, what: str, frame: str = "", about: str = "", clause: str = "", note: str = "") -> str:
        """Count it; what was found is handed back."""
        if (rule, what) not in self.findings:
            if len(self.findings) >= MOST:
                self.dropped += 1
                return what
            self.findings[rule, what] = Finding(rule, RULES[rule].clause.format(clause), what)
        self.findings[rule, what].add(Example(self._now_ms(), shortened(frame), shortened(about), note))
        return what


def _rule_of(frame: Frame) -> str:
    """Which rule a frame breaks that has a problem."""
    if frame.problem.startswith("message id"):
        return "id"
    for start in ("call", "result", "error"):
        if frame.problem.startswith(f"{start}: "):
            return start
    if frame.message == "call" and (not frame.action or frame.code in NOT_KNOWN):
        return "call"
    return "payload"
