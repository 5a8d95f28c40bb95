"""Told by blocks about the backend: calls and their answers, registration, requests."""

from __future__ import annotations

from .backend_calls import BackendCall
from .cards import CardInfo, ListEntry
from .event import Event
from .frozen import dataclass


@dataclass(frozen=True)
class CallQueued(Event):
    """A block has something for the backend."""

    call: BackendCall


@dataclass(frozen=True)
class CallAnswered(Event):
    """The backend answered one of our calls; base of the typed answers below."""

    call: BackendCall


@dataclass(frozen=True)
class BootAnswered(CallAnswered):
    """Accepted, Pending or Rejected; interval in seconds; time as Unix milliseconds."""

    status: str
    interval_s: int
    time_ms: int


@dataclass(frozen=True)
class HeartbeatAnswered(CallAnswered):
    """The backend's time as Unix milliseconds."""

    time_ms: int


@dataclass(frozen=True)
class AuthorizeAnswered(CallAnswered):
    """Status of the card: Accepted, Blocked, Expired, Invalid, ConcurrentTx."""

    socket: int
    id_tag: str
    status: str
    info: CardInfo | None = None


@dataclass(frozen=True)
class StartAnswered(CallAnswered):
    """The backend's number of the transaction, and its verdict on the card."""

    socket: int
    ref: int
    transaction_id: int
    status: str
    id_tag: str = ""
    info: CardInfo | None = None


@dataclass(frozen=True)
class StopAnswered(CallAnswered):
    """The backend has the end of transaction `ref`, and may say something of the card that stopped it."""

    socket: int
    ref: int
    id_tag: str = ""
    info: CardInfo | None = None


@dataclass(frozen=True)
class ListContradicted(Event):
    """The backend's list and its answer disagree about whether this card is valid (OCPP 1.6, 3.5.2)."""

    id_tag: str


@dataclass(frozen=True)
class OtherAnswered(CallAnswered):
    """An answer that carries nothing we act on (StatusNotification, MeterValues)."""


@dataclass(frozen=True)
class CallSettled(Event):
    """The outstanding call has its answer and everybody has read it."""


@dataclass(frozen=True)
class CallUnanswered(Event):
    """No usable answer: timeout, error, or the line went down. Durable calls are sent again by the outbox.

    code: that of the CALLERROR, where there was one
    """

    call: BackendCall
    why: str
    code: str = ""


@dataclass(frozen=True)
class Registered(Event):
    """The backend has accepted the station; heartbeat interval in seconds."""

    interval_s: int


@dataclass(frozen=True)
class Unregistered(Event):
    """The backend is not (or no longer) there, or has not accepted the station."""

    reason: str


@dataclass(frozen=True)
class HeartbeatDue(Event):
    """When the next heartbeat goes out, on the station's clock."""

    at_ms: int


@dataclass(frozen=True)
class RemoteStartRequested(Event):
    """The backend asks for a session."""

    socket: int
    id_tag: str


@dataclass(frozen=True)
class RemoteStopRequested(Event):
    """The backend asks to end the transaction that it knows by this number."""

    transaction_id: int


@dataclass(frozen=True)
class ConfigurationAsked(Event):
    """GetConfiguration: names, or all when empty."""

    message_id: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class ConfigurationWritten(Event):
    """ChangeConfiguration."""

    message_id: str
    name: str
    text: str


@dataclass(frozen=True)
class ReservationAsked(Event):
    """ReserveNow; connector 0 is any socket, one that there is not must be answered too; until_ms Unix time."""

    message_id: str
    number: int
    connector: int
    id_tag: str
    parent: str
    until_ms: int


@dataclass(frozen=True)
class ReservationCancelled(Event):
    """CancelReservation."""

    message_id: str
    number: int


@dataclass(frozen=True)
class ReservationUsed(Event):
    """The session that has begun at this socket ends the reservation of this number."""

    socket: int
    number: int


@dataclass(frozen=True)
class ReservationsChanged(Event):
    """All reservations now, as (socket or 0, idTag, parentIdTag)."""

    kept: tuple[tuple[int, str, str], ...]


@dataclass(frozen=True)
class AvailabilityAsked(Event):
    """ChangeAvailability; connector 0 is the whole station. Without message_id nobody waits for an answer."""

    message_id: str
    connector: int
    operative: bool


@dataclass(frozen=True)
class AvailabilityChanged(Event):
    """A socket was taken out of service by the backend, or put back."""

    socket: int
    operative: bool


@dataclass(frozen=True)
class MessageTriggered(Event):
    """TriggerMessage: send this message now; connector 0 is the station, or all."""

    message: str
    connector: int


@dataclass(frozen=True)
class LocalListSent(Event):
    """SendLocalList; full replaces the list, otherwise the entries are changes."""

    message_id: str
    full: bool
    version: int
    entries: tuple[ListEntry, ...]


@dataclass(frozen=True)
class LocalListVersionAsked(Event):
    """GetLocalListVersion."""

    message_id: str


@dataclass(frozen=True)
class CacheCleared(Event):
    """ClearCache."""

    message_id: str


@dataclass(frozen=True)
class ClockSet(Event):
    """Unix time is the station's clock plus this."""

    offset_ms: int


@dataclass(frozen=True)
class TransactionNumbered(Event):
    """The running transaction of a socket has a number of the backend (0: none runs any more)."""

    socket: int
    transaction_id: int
