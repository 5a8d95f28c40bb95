"""What can be seen, as tests on one journal entry each."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from fixtures.bench.api import Bench, BenchBroken, Observation
from fixtures.bench.journal import Entry


def payload(entry: Entry) -> dict[str, Any]:
    """The payload of a frame entry."""
    loaded = json.loads(str(entry.detail.get("payload", "{}")) or "{}")
    return loaded if isinstance(loaded, dict) else {}


def _holds(entry: Entry, fields: dict[str, Any]) -> bool:
    sent = payload(entry)
    return all(sent.get(name) == value for name, value in fields.items())


def _phrase(fields: dict[str, Any]) -> str:
    return "".join(f", {name} {value}" for name, value in fields.items())


def _is_frame(entry: Entry, who: str, message: str, *actions: str) -> bool:
    return (
        entry.kind == "frame"
        and entry.who == who
        and entry.detail["message"] == message
        and (not actions or entry.detail["action"] in actions)
    )


def request(action: str, **fields: Any) -> Observation:
    """The station sends this request, with these fields."""
    return Observation(
        f"the station sends {action}{_phrase(fields)}",
        lambda e: _is_frame(e, "station", "call", action) and _holds(e, fields),
    )


def answer(action: str, **fields: Any) -> Observation:
    """The station answers this request of the backend with these fields."""
    return Observation(
        f"the station answers {action}{_phrase(fields)}",
        lambda e: _is_frame(e, "station", "result", action) and _holds(e, fields),
    )


def answer_of_two(action: str, *statuses: str) -> Observation:
    """The station answers this request with one of these statuses."""
    return Observation(
        f"the station answers {action} with {' or '.join(statuses)}",
        lambda e: _is_frame(e, "station", "result", action) and payload(e).get("status") in statuses,
    )


def refusal(action: str, code: str) -> Observation:
    """The station answers this request with a CALLERROR."""
    return Observation(
        f"the station answers {action} with the error {code}",
        lambda e: _is_frame(e, "station", "error", action) and _holds(e, {"errorCode": code}),
    )


def backend_says(action: str) -> Observation:
    """The backend answers this request of the station."""
    return Observation(f"the backend answers {action}", lambda e: _is_frame(e, "backend", "result", action))


def any_request(*actions: str, connector: int | None = None) -> Observation:
    """The station sends one of these requests (for the connector, where one is named)."""
    return Observation(
        f"the station sends {' or '.join(actions)}",
        lambda e: _is_frame(e, "station", "call", *actions)
        and (connector is None or payload(e).get("connectorId") == connector),
    )


def other_request_than(action: str) -> Observation:
    """The station sends any request but this one."""
    return Observation(
        f"the station sends a request that is not {action}",
        lambda e: _is_frame(e, "station", "call") and e.detail["action"] != action,
    )


def current_flows(socket: int, at_least_da: int = 1) -> Observation:
    """Current flows at the socket."""
    return Observation(
        f"current flows at socket {socket}",
        lambda e: e.kind == "current" and e.detail["socket"] == socket and int(e.detail["current_da"]) >= at_least_da,
    )


def current_stops(socket: int) -> Observation:
    """The current at the socket falls to zero."""
    return Observation(
        f"the current at socket {socket} stops",
        lambda e: e.kind == "current" and e.detail["socket"] == socket and e.detail["current_da"] == 0,
    )


def lock_moves(socket: int, *, closed: bool) -> Observation:
    """The lock of the socket closes or opens."""
    return Observation(
        f"the lock of socket {socket} {'closes' if closed else 'opens'}",
        lambda e: e.kind == "lock" and e.detail["socket"] == socket and e.detail["closed"] is closed,
    )


def plug_pulled(socket: int, *, removed: bool) -> Observation:
    """Somebody pulled at the plug, and it came out or did not."""
    return Observation(
        f"the plug {'comes out of' if removed else 'stays in'} socket {socket}",
        lambda e: e.kind == "plug"
        and e.who == f"driver {socket}"
        and e.detail["end"] == "station"
        and not e.detail["inserted"]
        and e.detail.get("removed") is removed,
    )


def handshake(state: str) -> Observation:
    """The backend accepts or refuses a WebSocket handshake: "handshake accepted" or "handshake refused"."""
    return Observation(
        f"a WebSocket {state}", lambda e: e.kind == "link" and e.who == "backend" and e.detail.get("state") == state
    )


def seen_since(bench: Bench, wanted: Observation, number: int) -> list[Entry]:
    """All matching entries behind entry `number` of the journal."""
    return [entry for entry in bench.journal.after(number) if wanted.matches(entry)]


def date_from_now(bench: Bench, from_now_ms: int) -> str:
    """A date on the clock that the backend last told the station."""
    told = [e for e in bench.journal if e.who == "backend" and "currentTime" in payload(e)]
    if not told:
        raise BenchBroken("the backend has not told the station the time yet")
    moment = datetime.fromisoformat(payload(told[-1])["currentTime"])
    moment += timedelta(milliseconds=bench.mark().at_ms - told[-1].at_ms + from_now_ms)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
