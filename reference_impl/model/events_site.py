"""Told by blocks about the site: configuration, plugs, vehicles, cards, sessions, locks, faults."""

from __future__ import annotations

from .electrical import PilotState
from .event import Event
from .frozen import dataclass
from .grants import Grant
from .quantities import Current


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
class OcppWhitelistEdited(Event):
    """Somebody changed the OCPP whitelist by hand; these entries are to stay or to come, and no other."""

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
class CardNamed(Event):
    """A card was shown in a session that began without one, while nobody can be asked about it."""

    socket: int
    id_tag: str


@dataclass(frozen=True)
class StartNamed(Event):
    """The StartTransaction of transaction `ref`, where it has not been sent, is about this card."""

    ref: int
    id_tag: str


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
class EnergyWithheld(Event):
    """The session goes on without energy: the backend refused its card afterwards (OCPP 1.6, 4.8)."""

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
    """What is wrong at this socket now: fault names, and whether it bars charging.

    by_mode: the Stop Transaction Mode says whether it ends the transaction, or its current only
    """

    socket: int
    names: tuple[str, ...]
    barred: bool
    by_mode: bool = False


@dataclass(frozen=True)
class VehicleAway(Event):
    """The vehicle has gone, and its session goes on (Stop Transaction Mode)."""

    socket: int


@dataclass(frozen=True)
class SessionHeld(Event):
    """The energy of a session has ended; its transaction stays open until the plug is pulled."""

    socket: int
