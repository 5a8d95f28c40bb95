"""Told about charging profiles: what the backend sends and asks, and what a socket may offer because of them."""

from __future__ import annotations

from .charging_profiles import ChargingProfile, Purpose
from .event import Event
from .frozen import dataclass
from .quantities import Current


@dataclass(frozen=True)
class ProfileSent(Event):
    """SetChargingProfile; connector 0 is the whole station."""

    message_id: str
    connector: int
    profile: ChargingProfile


@dataclass(frozen=True)
class ProfilesCleared(Event):
    """ClearChargingProfile; None matches any."""

    message_id: str
    number: int | None
    connector: int | None
    purpose: Purpose | None
    stack_level: int | None


@dataclass(frozen=True)
class CompositeAsked(Event):
    """GetCompositeSchedule; unit "A" or "W", or "" when the backend leaves it open."""

    message_id: str
    connector: int
    duration_s: int
    unit: str


@dataclass(frozen=True)
class StartProfileSent(Event):
    """RemoteStartTransaction with a chargingProfile; the socket could begin a session, if the profile does."""

    message_id: str
    socket: int
    id_tag: str
    profile: ChargingProfile


@dataclass(frozen=True)
class ProfileLimited(Event):
    """What the profiles allow a socket in a session that runs or begins now; None: they do not limit it."""

    socket: int
    limit: Current | None


@dataclass(frozen=True)
class OwnLimitChanged(Event):
    """What a socket could offer if there were no profiles."""

    socket: int
    current: Current
