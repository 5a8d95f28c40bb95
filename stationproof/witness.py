"""A link that writes down what passes, as somebody with a cable tap would."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from fixtures.bench.journal import Journal
from reference_impl.model import events as ev
from reference_impl.model.link_request import LinkRequest
from reference_impl.station.host import Link

from .backend_judge.judge import BackendJudge

MESSAGES = {2: "call", 3: "result", 4: "error"}


class WitnessLink:
    """Hands everything on to the link inside and notes it in the journal."""

    def __init__(self, inside: Link, journal: Journal, judge: BackendJudge | None = None) -> None:
        """judge: is told what passes; what it finds wrong in a frame is noted with it."""
        self._inside, self._journal, self._judge = inside, journal, judge
        self._url = ""
        self._up = False
        self._asked: dict[tuple[str, str], str] = {}

    def open(self, request: LinkRequest, tell: Callable[[ev.Event], None]) -> None:
        """Begin to connect."""
        self._note_close()
        self._url = request.url
        self._journal.write("station", "link", to="backend", state="connecting", url=self._url)
        self._inside.open(request, lambda event: self._heard(event, tell))

    def send(self, text: str) -> None:
        """Send a text frame."""
        if self._up:
            self._note_frame("station", "backend", text)
            if self._judge is not None:
                self._judge.sent(text)
        self._inside.send(text)

    def close(self, abrupt: bool = False) -> None:
        """Close."""
        self._note_close()
        self._inside.close(abrupt)

    def _note_close(self) -> None:
        if self._url:
            self._journal.write("station", "link", to="backend", state="closed", reason="closed by the station")
            if self._judge is not None:
                self._judge.closed()
        self._url, self._up = "", False

    def _heard(self, event: ev.Event, tell: Callable[[ev.Event], None]) -> None:
        match event:
            case ev.LinkUp():
                self._up = True
                self._journal.write("station", "link", to="backend", state="open", url=self._url)
                if self._judge is not None:
                    self._judge.up()
            case ev.LinkDown(reason):
                state = "closed" if self._up else "unreachable"
                self._journal.write("station", "link", to="backend", state=state, reason=reason)
                self._url, self._up = "", False
                if self._judge is not None:
                    self._judge.down(reason)
            case ev.FrameReceived(text):
                problem = "" if self._judge is None else self._judge.heard(text)
                self._note_frame("backend", "station", text, **({"problem": problem} if problem else {}))
        tell(event)

    def _note_frame(self, who: str, to: str, text: str, **found: str) -> None:
        message, name, action, payload = _parts(text)
        if message == "call":
            self._asked[who, name] = action
        else:
            action = self._asked.pop((to, name), "")
        self._journal.write(who, "frame", to=to, message=message, id=name, action=action, **found, payload=payload)


def _parts(text: str) -> tuple[str, str, str, str]:
    """Message, id, action and payload of a frame; what cannot be read is garbage."""
    try:
        frame: Any = json.loads(text)
        message, name = MESSAGES[frame[0]], str(frame[1])
    except (ValueError, LookupError, TypeError, RecursionError):
        return "garbage", "", "", text
    action = str(frame[2]) if message == "call" and len(frame) > 2 else ""
    rest = frame[3:] if message == "call" else frame[2:]
    return message, name, action, _compact(rest[0] if len(rest) == 1 else rest)


def _compact(payload: Any) -> str:
    """As JSON; half a character, which JSON can name and no text can hold, stays as it was named."""
    text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace").decode()
