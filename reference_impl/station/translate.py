"""Calls to frames and frames to events, for OCPP-J 1.6.

Only the station folder knows both words: `words_sent.py` has a row for each call of ours,
`words_answered.py` one for each answer to it, `words_asked.py` one for each request of the
backend. Payloads are checked against the message rows in both directions: what the backend
sends wrongly is answered with the right CALLERROR, what we would send wrongly is a mistake of
the station and stops it.
"""

from __future__ import annotations

from collections.abc import Callable

from ..codecs import ocpp_j
from ..model import effects as fx
from ..model import events as ev
from ..model.errors import StationError
from .words_answered import ANSWERS
from .words_asked import READ_REQUESTS
from .words_profiles import WRITE_ANSWERS
from .words_sent import REQUESTS, Context

__all__ = [
    "ANSWERS",
    "READ_REQUESTS",
    "REQUESTS",
    "Context",
    "FrameReader",
    "RequestWriter",
    "answer_events",
    "answer_frame",
    "frame_events",
    "request_frame",
]


FrameReader = Callable[[str, bool], tuple[list[ev.Event], list[str]]]
"""Text of a frame, and whether requests are heard, to events and frames to send back at once."""
RequestWriter = Callable[[fx.SendCall, Context], str]
"""A call of ours, and what its payload needs besides, to the text of a frame."""


def request_frame(effect: fx.SendCall, context: Context) -> str:
    """The frame for a call of ours; StationError when our own payload breaks the message's rows."""
    action, build = REQUESTS[type(effect.call)]
    payload = build(effect.call, context)
    problem = ocpp_j.check_request(action, payload)
    if problem is not None:
        raise StationError(f"{action} would be sent wrongly: {problem.sentence}; correct translate.py")
    return ocpp_j.encode(ocpp_j.Call(effect.message_id, action, payload))


def answer_events(effect: fx.ReadAnswer) -> list[ev.Event]:
    """What the backend's answer means; a useless answer counts as an error of the backend."""
    action, _ = REQUESTS[type(effect.call)]
    problem = ocpp_j.check_response(action, effect.payload)
    if problem is not None:
        return [ev.ErrorReceived(effect.message_id, problem.code, problem.sentence)]
    return [ANSWERS[type(effect.call)](effect.call, effect.payload), ev.CallSettled()]


def frame_events(text: str, hears_requests: bool = True) -> tuple[list[ev.Event], list[str]]:
    """What a frame of the backend means: events for the blocks, and frames to send back at once.

    A request that is not heard means nothing and is not answered.
    """
    frame = ocpp_j.decode(text)
    match frame:
        case ocpp_j.Call() if not hears_requests:
            return [], []
        case ocpp_j.Malformed(answerable=True) if not hears_requests:
            return [], []
        case ocpp_j.Call(message_id, action, payload):
            problem = ocpp_j.check_request(action, payload)
            if problem is None:
                read = READ_REQUESTS.get(action)
                return [read(message_id, payload) if read else ev.CallReceived(message_id, action, payload)], []
            return [], [ocpp_j.encode(ocpp_j.CallError(message_id, problem.code, problem.sentence[:255], {}))]
        case ocpp_j.CallResult(message_id, payload):
            return [ev.AnswerReceived(message_id, payload)], []
        case ocpp_j.CallError(message_id, code, description, _):
            return [ev.ErrorReceived(message_id, code, description)], []
        case ocpp_j.Malformed():
            return _malformed_events(frame)


def _malformed_events(frame: ocpp_j.Malformed) -> tuple[list[ev.Event], list[str]]:
    """A call that cannot be read is answered; an answer that cannot be read counts as an error of the backend."""
    if frame.answerable and frame.message_id is not None:
        return [], [ocpp_j.encode(ocpp_j.CallError(frame.message_id, frame.code, frame.problem[:255], {}))]
    if frame.message_id is not None:
        return [ev.ErrorReceived(frame.message_id, frame.code, frame.problem)], []
    return [], []  # without an id nothing can be answered (OCPP-J 1.6, 4.2.3)


def answer_frame(effect: fx.SendAnswer | fx.SendError) -> str:
    """The frame for an answer of ours."""
    if isinstance(effect, fx.SendError):
        return ocpp_j.encode(ocpp_j.CallError(effect.message_id, effect.code, effect.description, {}))
    write = WRITE_ANSWERS.get(effect.action)
    payload = write(effect.payload) if write else effect.payload
    problem = ocpp_j.check_response(effect.action, effect.checked or payload)
    if problem is not None:
        raise StationError(f"the answer to {effect.action} would be sent wrongly: {problem.sentence}")
    return ocpp_j.encode(ocpp_j.CallResult(effect.message_id, payload))
