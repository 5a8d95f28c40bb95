"""What the station tells or asks its backend, in the station's own words.

The outbox keeps these; station/translate.py turns them into messages of the OCPP version in
use. Times are milliseconds on the station's clock and become dates when they are sent, so
that what happened before the clock was set gets the right date too.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, ClassVar


@dataclass(frozen=True)
class BackendCall:
    """One request of the station to the backend."""

    durable: ClassVar[bool] = False
    """Kept on disk, sent in order and never dropped because the line is down (OCPP 1.6, 3.7.2)."""


@dataclass(frozen=True)
class BootCall(BackendCall):
    """BootNotification."""


@dataclass(frozen=True)
class HeartbeatCall(BackendCall):
    """Heartbeat."""


@dataclass(frozen=True)
class AuthorizeCall(BackendCall):
    """Authorize; `socket` is where the card was shown and does not travel."""

    socket: int
    id_tag: str


@dataclass(frozen=True)
class StatusCall(BackendCall):
    """StatusNotification; socket 0 is the whole station."""

    socket: int
    status: str
    error_code: str
    info: str
    at_ms: int


@dataclass(frozen=True)
class StartCall(BackendCall):
    """StartTransaction; `ref` is the station's own number of the transaction, `reservation` the one it ends."""

    durable: ClassVar[bool] = True
    ref: int
    socket: int
    id_tag: str
    meter_wh: int
    at_ms: int
    reservation: int | None = None


@dataclass(frozen=True)
class MeterCall(BackendCall):
    """MeterValues of a running transaction, or of none (ref 0): energy register, and currents in deciamperes."""

    durable: ClassVar[bool] = True
    ref: int
    socket: int
    meter_wh: int
    current_da: tuple[int, ...]
    offered_da: int
    at_ms: int
    context: str = "Sample.Periodic"


@dataclass(frozen=True)
class StopCall(BackendCall):
    """StopTransaction; `id_tag` is the card that stopped it, or "" when none did."""

    durable: ClassVar[bool] = True
    ref: int
    socket: int
    id_tag: str
    reason: str
    meter_wh: int
    at_ms: int


DURABLE: dict[str, type[BackendCall]] = {kind.__name__: kind for kind in (StartCall, MeterCall, StopCall)}


def to_record(call: BackendCall) -> dict[str, Any]:
    """A durable call as plain data for the disk."""
    return {"kind": type(call).__name__, **asdict(call)}


def from_record(record: dict[str, Any]) -> BackendCall:
    """The durable call that `to_record` wrote; KeyError for an unknown kind."""
    fields = {name: tuple(v) if isinstance(v, list) else v for name, v in record.items() if name != "kind"}
    return DURABLE[record["kind"]](**fields)
