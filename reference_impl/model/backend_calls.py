"""What the station tells or asks its backend, in the station's own words.

The outbox keeps these; station/translate.py turns them into messages of the OCPP version in
use. Times are milliseconds on the station's clock and become dates when they are sent, so
that what happened before the clock was set gets the right date too.
"""

from __future__ import annotations

from typing import Any, ClassVar

from .frozen import dataclass


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


PLAIN = ("Energy.Active.Import.Register", "Current.Import", "Current.Offered")
"""The measurands of records that do not name theirs."""


@dataclass(frozen=True)
class MeterCall(BackendCall):
    """MeterValues of a running transaction, or of none (ref 0).

    meter_wh:   energy register
    current_da, voltage_v, power_w: per phase, in deciamperes, volts and watts
    measurands: which of them travel, as the configuration names them (model/meter.py)
    """

    durable: ClassVar[bool] = True
    ref: int
    socket: int
    meter_wh: int
    current_da: tuple[int, ...]
    offered_da: int
    at_ms: int
    context: str = "Sample.Periodic"
    voltage_v: tuple[int, ...] = ()
    power_w: tuple[int, ...] = ()
    measurands: tuple[str, ...] = PLAIN


@dataclass(frozen=True)
class StopCall(BackendCall):
    """StopTransaction; `id_tag` is the card that stopped it, or "" when none did; `data` becomes transactionData."""

    durable: ClassVar[bool] = True
    ref: int
    socket: int
    id_tag: str
    reason: str
    meter_wh: int
    at_ms: int
    data: tuple[MeterCall, ...] = ()


@dataclass(frozen=True)
class FirmwareStatusCall(BackendCall):
    """FirmwareStatusNotification; kept, for an update goes on and restarts the station without a line."""

    durable: ClassVar[bool] = True
    status: str


@dataclass(frozen=True)
class SignedFirmwareStatusCall(BackendCall):
    """SignedFirmwareStatusNotification; request: the order's number, None for Idle."""

    durable: ClassVar[bool] = True
    status: str
    request: int | None


@dataclass(frozen=True)
class DiagnosticsStatusCall(BackendCall):
    """DiagnosticsStatusNotification."""

    durable: ClassVar[bool] = True
    status: str


@dataclass(frozen=True)
class LogStatusCall(BackendCall):
    """LogStatusNotification; request: the order's number, None for Idle."""

    durable: ClassVar[bool] = True
    status: str
    request: int | None


@dataclass(frozen=True)
class SecurityEventCall(BackendCall):
    """SecurityEventNotification; number is the station's own, for the block that keeps what is not delivered yet."""

    number: int
    kind: str
    details: str
    at_ms: int


@dataclass(frozen=True)
class SigningCall(BackendCall):
    """SignCertificate."""

    request: str


DURABLE: dict[str, type[BackendCall]] = {
    kind.__name__: kind
    for kind in (
        StartCall,
        MeterCall,
        StopCall,
        FirmwareStatusCall,
        SignedFirmwareStatusCall,
        DiagnosticsStatusCall,
        LogStatusCall,
    )
}


def to_record(call: BackendCall) -> dict[str, Any]:
    """A durable call as plain data for the disk."""
    record = {"kind": type(call).__name__, **vars(call)}  # asdict copies deeply, and this is done for each frame
    if "data" in record:
        record["data"] = tuple(dict(vars(row)) for row in record["data"])
    return record


def from_record(record: dict[str, Any]) -> BackendCall:
    """The durable call that `to_record` wrote, now or before fields were added; KeyError for an unknown kind."""
    fields = {name: value for name, value in record.items() if name != "kind"}
    if "data" in fields:
        fields["data"] = [meter_call(row) for row in fields["data"]]
    return DURABLE[record["kind"]](**_tuples(fields))


def meter_call(row: dict[str, Any]) -> MeterCall:
    """The values that were kept as plain data."""
    return MeterCall(**_tuples(row))


def _tuples(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()}
