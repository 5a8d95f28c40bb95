"""Whether a payload is what OCPP 1.6 allows for its action, and how OCPP writes a point in time.

Theory of operation. `check_request` and `check_response` walk a payload along the rows of
`ocpp_names.py` and return the first fault, or None. They look in this order: fields that the message
does not have, required fields that are missing, then the values in the order of the rows. A fault is a
`Problem`: the code for a CALLERROR, and a sentence that names the field. Which code for what, from
OCPP-J 1.6, table 7, misspelt as there:

    NotImplemented                 the action is none that has a row
    FormationViolation             a field that the message does not have (OCPP-J errata 3.2: nothing may
                                   be added, so it is refused and not ignored)
    OccurenceConstraintViolation   a required field is missing; a list has too few items
    TypeConstraintViolation        another JSON type (null is one; 1.0 is no integer); a string that is
                                   too long: CiString20Type is a data type (7.15), and its length is part
                                   of it; a date-time that is none
    PropertyConstraintViolation    the right type with an impossible value: not in the enumeration, below
                                   the range, more than one digit after the point

`ocpp_j.py` uses ProtocolError for a frame that ends before its payload. The other codes (NotSupported,
InternalError, SecurityError, GenericError) are for who handles a call.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from .ocpp_names import MESSAGES
from .ocpp_names_types import Choice, DateTime, Decimal, Field, Integer, Kind, ListOf, Record, Text

NOT_IMPLEMENTED, NOT_SUPPORTED = "NotImplemented", "NotSupported"
INTERNAL_ERROR, PROTOCOL_ERROR = "InternalError", "ProtocolError"
SECURITY_ERROR, GENERIC_ERROR = "SecurityError", "GenericError"
FORMATION_VIOLATION = "FormationViolation"
PROPERTY_VIOLATION = "PropertyConstraintViolation"
OCCURENCE_VIOLATION = "OccurenceConstraintViolation"
TYPE_VIOLATION = "TypeConstraintViolation"
ERROR_CODES = frozenset({
    NOT_IMPLEMENTED, NOT_SUPPORTED, INTERNAL_ERROR, PROTOCOL_ERROR, SECURITY_ERROR, GENERIC_ERROR,
    FORMATION_VIOLATION, PROPERTY_VIOLATION, OCCURENCE_VIOLATION, TYPE_VIOLATION})


@dataclass(frozen=True)
class Problem:
    """Why a payload is refused: the code of the CALLERROR, and a sentence for its description."""

    code: str
    sentence: str


def check_request(action: str, payload: Any) -> Problem | None:
    """The first fault of a request payload, or None. The sentence fits in 255 characters."""
    return _check_message(action, ".req", payload)


def check_response(action: str, payload: Any) -> Problem | None:
    """The first fault of a response payload, or None.

    Nobody can answer a CALLRESULT in OCPP 1.6; the code tells who reads the journal what it is.
    """
    return _check_message(action, ".conf", payload)


def _check_message(action: str, suffix: str, payload: Any) -> Problem | None:
    message = MESSAGES.get(action)
    if message is None:
        return Problem(NOT_IMPLEMENTED, f"{shown(action)} is no action of OCPP 1.6")
    where = action + suffix
    if not isinstance(payload, dict):
        return Problem(TYPE_VIOLATION, f"{where}: the payload is {shown(payload)}, not an object")
    problem = _check_fields(message.request if suffix == ".req" else message.response, payload, "")
    return problem and Problem(problem.code, f"{where}: {problem.sentence}")


def _check_fields(fields: tuple[Field, ...], given: dict[str, Any], path: str) -> Problem | None:
    known = {field.name for field in fields}
    for name in given:
        if name not in known:
            return Problem(FORMATION_VIOLATION, f"{path}{shortened(name)} is no field of this message")
    for field in fields:
        if field.required and field.name not in given:
            return Problem(OCCURENCE_VIOLATION, f"{path}{field.name} is missing")
    for field in fields:
        if field.name in given and (problem := _check(field.kind, given[field.name], path + field.name)):
            return problem
    return None


def _fits(kind: Kind, value: Any) -> bool:
    """Whether the JSON type is right. True is no number, although Python thinks so."""
    return isinstance(value, kind.accepts) and (type(value) is not bool or bool in kind.accepts)


def _check(kind: Kind, value: Any, path: str) -> Problem | None:
    """The first fault of one value."""
    if not _fits(kind, value):
        return Problem(TYPE_VIOLATION, f"{path} is {shown(value)}, not {kind.words}")
    match kind:
        case Record():
            return _check_fields(kind.fields, value, path + ".")
        case ListOf():
            return _check_items(kind, value, path)
        case Text(limit) if limit is not None and len(value) > limit:
            return Problem(TYPE_VIOLATION, f"{path} has {len(value)} characters; the limit is {limit}")
        case DateTime():
            return _check_date_time(value, path)
        case Choice() if value not in kind.values:
            return Problem(PROPERTY_VIOLATION, f"{path} is {shown(value)}, which is no {kind.name}")
        case Integer(least) if least is not None and value < least:
            return Problem(PROPERTY_VIOLATION, f"{path} is {shown(value)}, less than {least}")
        case Decimal() if isinstance(value, float) and round(value, 1) != value:
            return Problem(PROPERTY_VIOLATION, f"{path} is {value!r}: more than one digit after the point")
        case _:
            return None


def _check_items(kind: ListOf, items: list[Any], path: str) -> Problem | None:
    if len(items) < kind.least:
        return Problem(OCCURENCE_VIOLATION, f"{path} has {len(items)} items; {kind.least} is the least")
    checks = (_check(kind.item, item, f"{path}[{index}]") for index, item in enumerate(items))
    return next((problem for problem in checks if problem), None)


def _check_date_time(text: str, path: str) -> Problem | None:
    try:
        parse_timestamp(text)
    except ValueError as error:
        return Problem(TYPE_VIOLATION, f"{path}: {error}")
    return None


def shown(value: Any) -> str:
    """A JSON value in a sentence, in at most about 50 characters."""
    if isinstance(value, dict):
        return f"an object of {len(value)} fields"
    if isinstance(value, list):
        return f"a list of {len(value)} items"
    if isinstance(value, int) and abs(value) >= 10**20:
        return "an integer of more than 20 digits"
    return repr(shortened(value)) if isinstance(value, str) else json.dumps(value)


def shortened(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "..."


# ---------------------------------------------------------------- date-times

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TIMESTAMP = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt]([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]+))?"
    r"(?:[Zz]|([+-])([0-9]{2}):([0-9]{2}))")


def timestamp_text(unix_ms: int) -> str:
    """Milliseconds since 1970 (UTC) as in 2026-01-05T08:00:00.000Z. ValueError outside years 1 to 9999."""
    try:
        moment = _EPOCH + timedelta(milliseconds=unix_ms)
    except OverflowError:
        raise ValueError(f"{shown(unix_ms)} ms since 1970 is outside the years 1 to 9999") from None
    return moment.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


@lru_cache(maxsize=512)
def parse_timestamp(text: str) -> int:
    """Milliseconds since 1970 (UTC) of an ISO 8601 date-time; ValueError says what is wrong with it.

    Source: OCPP 1.6, 3.15 (receivers handle fractions and offsets); RFC 3339 for the exact form.
    Limits: what is finer than a millisecond is cut off. A time without an offset is refused, because
            nothing says whose local time it is. Second 60 is taken as the first of the next minute.
    """
    match = _TIMESTAMP.fullmatch(text)
    if match is None:
        raise ValueError(f"{shown(text)} is no date-time: write for instance 2026-01-05T08:00:00.000Z")
    year, month, day, hour, minute, second = (int(part) for part in match.group(1, 2, 3, 4, 5, 6))
    offset_hours, offset_minutes = int(match[9] or 0), int(match[10] or 0)
    if offset_hours > 23 or offset_minutes > 59 or second > 60:
        raise ValueError(f"{shown(text)} is no date-time: its second or its offset does not exist")
    try:
        moment = datetime(year, month, day, hour, minute, tzinfo=UTC)
    except ValueError as error:
        raise ValueError(f"{shown(text)} is no date-time: {error}") from None
    offset = timedelta(hours=offset_hours, minutes=offset_minutes) * (-1 if match[8] == "-" else 1)
    milliseconds = int((match[7] or "")[:3].ljust(3, "0"))
    return (moment - _EPOCH - offset) // timedelta(milliseconds=1) + second * 1000 + milliseconds
