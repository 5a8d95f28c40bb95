"""Everything that a block can be told, grouped by who tells it.

Events that concern one socket carry `socket` (1 or 2); station/routes.py says who reads what.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .backend_calls import BackendCall
from .cards import CardInfo, ListEntry
from .electrical import PilotState
from .grants import Grant
from .quantities import Current


@dataclass(frozen=True)
class Event:
    """Something that happened."""


# -- told by the board --------------------------------------------------------------------


@dataclass(frozen=True)
class Booted(Event):
    """The controller has power and its software runs; cause: "power" or "restart"."""

    cause: str


@dataclass(frozen=True)
class PilotSensed(Event):
    """Positive peak voltage of the control pilot, in whole volts."""

    socket: int
    volts: int


@dataclass(frozen=True)
class ProximitySensed(Event):
    """Resistance between proximity pilot and earth; None when there is no plug."""

    socket: int
    ohms: int | None


@dataclass(frozen=True)
class LockFeedback(Event):
    """The lock's switch: closed (plug held) or open."""

    socket: int
    closed: bool


@dataclass(frozen=True)
class ContactorFeedback(Event):
    """The contactor's mirror contact."""

    socket: int
    closed: bool


@dataclass(frozen=True)
class CardEntered(Event):
    """A token came into the field of the reader; uid: hexadecimal, in the order of the bytes on the card."""

    socket: int
    uid: str
    technology: str


@dataclass(frozen=True)
class CardLeft(Event):
    """The token left the field of the reader."""

    socket: int


@dataclass(frozen=True)
class MeterRead(Event):
    """Answer to ReadMeter: register in Wh, current per phase in deciamperes."""

    socket: int
    purpose: str
    energy_wh: int
    current_da: tuple[int, ...]


@dataclass(frozen=True)
class TimerExpired(Event):
    """A timer of `owner` (the name of a block) ran out."""

    owner: str
    socket: int
    name: str


# -- told by the link to the backend -------------------------------------------------------


@dataclass(frozen=True)
class LinkUp(Event):
    """The connection to the backend stands."""


@dataclass(frozen=True)
class LinkDown(Event):
    """There is no connection to the backend (any more); reason in words."""

    reason: str


@dataclass(frozen=True)
class FrameReceived(Event):
    """A text frame from the backend, as it came."""

    text: str


@dataclass(frozen=True)
class AnswerReceived(Event):
    """The backend answered call `message_id`."""

    message_id: str
    payload: dict[str, Any]


@dataclass(frozen=True)
class ErrorReceived(Event):
    """The backend answered call `message_id` with an error."""

    message_id: str
    code: str
    description: str


@dataclass(frozen=True)
class CallReceived(Event):
    """A request of the backend; checked against the message's rows."""

    message_id: str
    action: str
    payload: dict[str, Any]


# -- told by the configuration interface ---------------------------------------------------


@dataclass(frozen=True)
class LoginAttempted(Event):
    """Somebody typed a user name and a password."""

    user: str
    password: str


@dataclass(frozen=True)
class PageRequested(Event):
    """Somebody opened a page of the configuration interface."""

    page: str


@dataclass(frozen=True)
class ValueTyped(Event):
    """A value was typed into a field of a page, not saved yet."""

    name: str
    text: str


@dataclass(frozen=True)
class SavePressed(Event):
    """Save, or Save & Restart."""

    restart: bool


@dataclass(frozen=True)
class LearningPressed(Event):
    """Add entry (start) or Finish (not start) on the Whitelists page."""

    start: bool


# -- accepted by the configuration interface after login ----------------------------------


@dataclass(frozen=True)
class ValueEntered(Event):
    """A logged-in operator typed a value."""

    name: str
    text: str


@dataclass(frozen=True)
class SaveRequested(Event):
    """A logged-in operator saves what was typed."""

    restart: bool


@dataclass(frozen=True)
class LearningSwitched(Event):
    """RFID learning mode on or off."""

    on: bool


@dataclass(frozen=True)
class PageOpened(Event):
    """A logged-in operator wants to see a page; the blocks that own its rows answer."""

    page: str


# -- told by blocks ------------------------------------------------------------------------


@dataclass(frozen=True)
class ValueRefused(Event):
    """A value was not accepted; sentence says why."""

    name: str
    sentence: str


@dataclass(frozen=True)
class ValueStored(Event):
    """A value was saved; `live` when it is already in force."""

    name: str
    live: bool


@dataclass(frozen=True)
class RestartRequested(Event):
    """The station is to restart, after sessions were ended properly; cause in OCPP's words for StopTransaction."""

    cause: str


@dataclass(frozen=True)
class PlugInserted(Event):
    """A plug with this cable rating is in the socket."""

    socket: int
    rating: Current


@dataclass(frozen=True)
class PlugRemoved(Event):
    """The socket is empty."""

    socket: int


@dataclass(frozen=True)
class VehicleChanged(Event):
    """The pilot went from one state of IEC 61851-1 to another."""

    socket: int
    before: PilotState
    state: PilotState


@dataclass(frozen=True)
class VehicleConnected(Event):
    """A vehicle is on the other end (state A to B, C or D)."""

    socket: int


@dataclass(frozen=True)
class VehicleDisconnected(Event):
    """No vehicle any more."""

    socket: int


@dataclass(frozen=True)
class CardRecognised(Event):
    """The reader has read a token."""

    socket: int
    uid: str


@dataclass(frozen=True)
class CardLearned(Event):
    """In learning mode a card was read: it goes onto the local whitelist."""

    id_tag: str


@dataclass(frozen=True)
class WhitelistChanged(Event):
    """The local whitelist in force, as entries in order."""

    entries: tuple[str, ...]


@dataclass(frozen=True)
class AuthorisationAsked(Event):
    """The backend is being asked about a card."""

    socket: int


@dataclass(frozen=True)
class AuthorisationSettled(Event):
    """The question to the backend is over, whatever came of it."""

    socket: int


@dataclass(frozen=True)
class Granted(Event):
    """Somebody may charge at this socket."""

    socket: int
    grant: Grant


@dataclass(frozen=True)
class Refused(Event):
    """The card that was shown may not charge."""

    socket: int


@dataclass(frozen=True)
class ConnectionTimedOut(Event):
    """Nobody connected a vehicle within the Vehicle connection timeout."""

    socket: int


@dataclass(frozen=True)
class StopRequested(Event):
    """The running session is to end; reason in OCPP's words; id_tag of the card that asked, or ""."""

    socket: int
    reason: str
    id_tag: str = ""


@dataclass(frozen=True)
class SessionChanged(Event):
    """The session machine of a socket is in another state (name in session/states.py)."""

    socket: int
    state: str


@dataclass(frozen=True)
class SessionStarted(Event):
    """Energy may flow under this grant."""

    socket: int
    grant: Grant


@dataclass(frozen=True)
class SessionEnded(Event):
    """The session is over; id_tag of the card that stopped it, or ""."""

    socket: int
    reason: str
    id_tag: str
    grant: Grant


@dataclass(frozen=True)
class SessionReported(Event):
    """Nothing is left to be told about the last session of this socket: the backend has its end, or is not told."""

    socket: int


@dataclass(frozen=True)
class LockRequested(Event):
    """The plug is to be held."""

    socket: int


@dataclass(frozen=True)
class UnlockRequested(Event):
    """The plug is to be let go."""

    socket: int


@dataclass(frozen=True)
class Locked(Event):
    """The plug is held."""

    socket: int


@dataclass(frozen=True)
class Unlocked(Event):
    """The plug can be pulled."""

    socket: int


@dataclass(frozen=True)
class LockFailed(Event):
    """The actuator did not do what it was told; closing: it was to close."""

    socket: int
    closing: bool


@dataclass(frozen=True)
class EnergyAllowed(Event):
    """The session allows energy to this socket."""

    socket: int


@dataclass(frozen=True)
class EnergyBarred(Event):
    """No energy to this socket any more."""

    socket: int


@dataclass(frozen=True)
class ContactorMoved(Event):
    """The contactor has closed or opened."""

    socket: int
    closed: bool


@dataclass(frozen=True)
class OfferChanged(Event):
    """The largest current that the vehicle may take, and the limit that set it."""

    socket: int
    current: Current
    source: str


@dataclass(frozen=True)
class FaultRaised(Event):
    """A fault of signals/faults.py has come."""

    socket: int
    fault: str


@dataclass(frozen=True)
class FaultCleared(Event):
    """A fault of signals/faults.py has gone."""

    socket: int
    fault: str


@dataclass(frozen=True)
class FaultsChanged(Event):
    """What is wrong at this socket now: fault names, and whether it bars charging."""

    socket: int
    names: tuple[str, ...]
    barred: bool


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
    """The backend has the end of transaction `ref`."""

    socket: int
    ref: int


@dataclass(frozen=True)
class OtherAnswered(CallAnswered):
    """An answer that carries nothing we act on (StatusNotification, MeterValues)."""


@dataclass(frozen=True)
class CallSettled(Event):
    """The outstanding call has its answer and everybody has read it."""


@dataclass(frozen=True)
class CallUnanswered(Event):
    """No usable answer: timeout, error, or the line went down. Durable calls are sent again by the outbox."""

    call: BackendCall
    why: str


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
    """ReserveNow; socket 0 is any socket, until_ms Unix time."""

    message_id: str
    number: int
    socket: int
    id_tag: str
    parent: str
    until_ms: int


@dataclass(frozen=True)
class ReservationCancelled(Event):
    """CancelReservation."""

    message_id: str
    number: int


@dataclass(frozen=True)
class ReservationsChanged(Event):
    """All reservations now, as (socket or 0, idTag, parentIdTag)."""

    kept: tuple[tuple[int, str, str], ...]


@dataclass(frozen=True)
class AvailabilityAsked(Event):
    """ChangeAvailability; connector 0 is the whole station."""

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


@dataclass(frozen=True)
class RecordsRestored(Event):
    """What the disk held when the station booted, by record name."""

    records: dict[str, Any] = field(default_factory=dict)
