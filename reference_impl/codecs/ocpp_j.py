"""OCPP-J 1.6: text to frames and back.

Theory of operation. A frame is a JSON list whose first element is a number: 2 is a CALL, 3 its
CALLRESULT, 4 its CALLERROR. `decode` never raises: what cannot be read comes back as `Malformed`, with
a sentence for the journal and, where it could be read, the message id. A malformed CALL with an id is
`answerable`: its sender waits for a CALLERROR with that id and code, even if the fault is that the id
is too long (4.2.3). A malformed answer is never answered; its id tells which call has failed. A frame
with an unknown message type number is dropped (4.1.3). `decode` knows frames only; whether the payload
suits the action is the business of `ocpp_payloads.py`, whose two checks are offered here as well.

Source: OCPP-J 1.6, chapter 4. Codes used here: FormationViolation for a text that is no frame, a frame
of the wrong shape, the same name twice in an object; ProtocolError ("payload is incomplete") for a
frame that ends too early; TypeConstraintViolation for a message id that is too long.

Limits. A payload of null is read as {}, which 4.2.1 discourages but allows; it is never written. An
unknown code in a CALLERROR is kept as it came, because the call has failed either way. Nesting beyond
MAX_DEPTH and integers beyond MAX_DIGITS are refused; no message comes near them.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from .ocpp_payloads import (
    FORMATION_VIOLATION,
    PROTOCOL_ERROR,
    TYPE_VIOLATION,
    Problem,
    check_request,
    check_response,
    parse_timestamp,
    shortened,
    shown,
    timestamp_text,
)

__all__ = [
    "Call", "CallError", "CallResult", "Frame", "Malformed", "Problem",
    "check_request", "check_response", "decode", "encode", "parse_timestamp", "timestamp_text",
]

MAX_ID = 36  # characters of a message id: OCPP-J 1.6, table 3
MAX_DEPTH = 64  # of lists and objects; the deepest OCPP 1.6 frame has 6
MAX_DIGITS = 4000  # of an integer; the interpreter itself gives up at 4300


@dataclass(frozen=True)
class Call:
    message_id: str
    action: str
    payload: dict[str, Any]


@dataclass(frozen=True)
class CallResult:
    message_id: str
    payload: dict[str, Any]


@dataclass(frozen=True)
class CallError:
    message_id: str
    code: str
    description: str
    details: dict[str, Any]


@dataclass(frozen=True)
class Malformed:
    """A text that is no frame. `kind` is "CALL", "CALLRESULT", "CALLERROR", or None if unreadable."""

    message_id: str | None
    code: str
    problem: str
    kind: str | None = None

    @property
    def answerable(self) -> bool:
        """Whether the sender waits for a CALLERROR with `message_id` and `code`."""
        return self.kind == "CALL" and self.message_id is not None


Frame = Call | CallResult | CallError

# ---------------------------------------------------------------- frames


_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True)


def encode(frame: Frame) -> str:
    """The text of a frame: no spaces, names sorted, so that equal frames are equal texts.

    Limits: ValueError if the payload holds NaN or an infinity, which JSON does not have. Whether the
    payload is right for its action is not asked; that is `check_request` and `check_response`.
    """
    elements: list[Any]
    match frame:
        case Call():
            elements = [2, frame.message_id, frame.action, frame.payload]
        case CallResult():
            elements = [3, frame.message_id, frame.payload]
        case CallError():
            elements = [4, frame.message_id, frame.code, frame.description, frame.details]
    return _ENCODER.encode(elements)


def decode(text: str) -> Frame | Malformed:
    """Read one frame, or say what is wrong with it. Source: OCPP-J 1.6, 4.1.3 to 4.2.3."""
    reader = _Reader()
    try:
        value = reader.read(text)
    except RecursionError:
        return Malformed(None, FORMATION_VIOLATION, _TOO_DEEP)
    except ValueError as error:
        return Malformed(None, FORMATION_VIOLATION, f"the text is not JSON: {error}")
    if problem := _unfit(value):
        return Malformed(None, FORMATION_VIOLATION, problem)
    if not isinstance(value, list) or not value:
        return Malformed(None, FORMATION_VIOLATION, f"a frame is a JSON list, this is {shown(value)}")
    number, given = value[0], value[1:]
    shape = _SHAPES.get(number) if type(number) is int else None
    if shape is None:
        return Malformed(None, FORMATION_VIOLATION, f"{shown(number)} is no message type: 2, 3 and 4 are")
    kind, elements = shape
    message_id = given[0] if given and isinstance(given[0], str) else None
    if found := _shape_problem(given, elements) or reader.problem:
        return Malformed(message_id, found.code, f"{kind}: {found.sentence}", kind)
    return _FRAMES[kind](*({} if item is None else item for item in given))


_SHAPES: dict[int, tuple[str, tuple[tuple[str, type], ...]]] = {
    2: ("CALL", (("message id", str), ("action", str), ("payload", dict))),
    3: ("CALLRESULT", (("message id", str), ("payload", dict))),
    4: ("CALLERROR", (("message id", str), ("error code", str), ("error description", str),
                      ("error details", dict))),
}
_FRAMES: dict[str, type[Frame]] = {"CALL": Call, "CALLRESULT": CallResult, "CALLERROR": CallError}
_TOO_DEEP = f"the text is nested deeper than {MAX_DEPTH} levels"


def _shape_problem(given: list[Any], elements: tuple[tuple[str, type], ...]) -> Problem | None:
    """What is wrong with the elements after the message type number, looked at from left to right."""
    for position, (name, json_type) in enumerate(elements):
        if position >= len(given):
            return Problem(PROTOCOL_ERROR, f"the {name} is missing")
        if given[position] is None and json_type is dict:
            continue  # null for "no payload": 4.2.1
        if not isinstance(given[position], json_type):
            wanted = "an object" if json_type is dict else "a string"
            return Problem(FORMATION_VIOLATION, f"the {name} is {shown(given[position])}, not {wanted}")
    if (length := len(given[0])) > MAX_ID:
        return Problem(TYPE_VIOLATION, f"the message id has {length} characters; the limit is {MAX_ID}")
    if len(given) > len(elements):
        return Problem(FORMATION_VIOLATION, f"{len(given) + 1} elements instead of {len(elements) + 1}")
    return None


class _Reader:
    """json.loads with the holes closed: what JSON or Python would let pass is kept as `problem`."""

    def __init__(self) -> None:
        self.problem: Problem | None = None

    def read(self, text: str) -> Any:
        return json.loads(text, object_pairs_hook=self._object, parse_constant=self._constant,
                          parse_float=self._float, parse_int=self._int)

    def _refuse(self, sentence: str) -> None:
        self.problem = self.problem or Problem(FORMATION_VIOLATION, sentence)

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, value in pairs:
            if name in found:
                self._refuse(f"{shown(name)} occurs twice in one object")
            found[name] = value
        return found

    def _constant(self, token: str) -> None:
        self._refuse(f"{token} is no JSON value")

    def _float(self, digits: str) -> float:
        number = float(digits)
        if number in (float("inf"), float("-inf")):
            self._refuse(f"the number {shortened(digits)} is too large")
            return 0.0
        return number

    def _int(self, digits: str) -> int:
        if len(digits) > MAX_DIGITS:
            self._refuse(f"an integer has more than {MAX_DIGITS} digits")
            return 0
        return int(digits)


def _unfit(value: Any) -> str | None:
    """Why a parsed text cannot be handled at all: too deep, or with halves of surrogate pairs.

    JSON can escape such a half; UTF-8 cannot carry it, so it could never be sent or stored again.
    """
    level, depth = [value], 0
    while level:
        depth += 1
        if depth > MAX_DEPTH and any(isinstance(item, dict | list) for item in level):
            return _TOO_DEEP
        inner: list[Any] = []
        for item in level:
            if isinstance(item, dict):
                inner.extend(item)
                inner.extend(item.values())
            elif isinstance(item, list):
                inner.extend(item)
            elif isinstance(item, str) and _SURROGATE.search(item):
                return "a string holds half of a surrogate pair, which UTF-8 cannot carry"
        level = inner
    return None


_SURROGATE = re.compile("[\ud800-\udfff]")
