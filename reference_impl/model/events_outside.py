"""Told from outside: by the board, the link to the backend, the configuration interface and the disk."""

from __future__ import annotations

from dataclasses import field
from typing import Any

from .event import Event
from .frozen import dataclass


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
class BoardMeterRead(Event):
    """What the station's own meter of the socket shows, because of ReadMeter; quantities as in MeterRead."""

    socket: int
    purpose: str
    energy_wh: int
    current_da: tuple[int, ...]
    voltage_v: tuple[int, ...] = ()
    power_w: tuple[int, ...] = ()


@dataclass(frozen=True)
class MeterRead(Event):
    """Answer to ReadMeter, by the meter that counts.

    Register in Wh; per phase current in deciamperes, voltage in V and power in W.
    """

    socket: int
    purpose: str
    energy_wh: int
    current_da: tuple[int, ...]
    voltage_v: tuple[int, ...] = ()
    power_w: tuple[int, ...] = ()


@dataclass(frozen=True)
class TimerExpired(Event):
    """A timer of `owner` (the name of a block) ran out."""

    owner: str
    socket: int
    name: str


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
class ResetPressed(Event):
    """Reset all changes."""


@dataclass(frozen=True)
class RestartPressed(Event):
    """Restart, without saving."""


@dataclass(frozen=True)
class ChangesDropped(Event):
    """A logged-in operator wants what was typed and not saved forgotten."""


@dataclass(frozen=True)
class LearningPressed(Event):
    """Add entry (start) or Finish (not start) on the Whitelists page."""

    start: bool


@dataclass(frozen=True)
class ListButtonPressed(Event):
    """A button of the Whitelists page (configuration/local_list.py), with what was typed, chosen or uploaded."""

    button: str
    text: str


@dataclass(frozen=True)
class CarIdentified(Event):
    """A car has told its MAC address (hexadecimal digits) over the power line."""

    socket: int
    mac: str


@dataclass(frozen=True)
class ListButtonUsed(Event):
    """A logged-in operator pressed a button of the Whitelists page."""

    button: str
    text: str


@dataclass(frozen=True)
class OcppWhitelistOpened(Event):
    """A logged-in operator is about to see the OCPP whitelist: it is to be told as it is now, and page opened."""

    page: str


@dataclass(frozen=True)
class ValueEntered(Event):
    """Somebody who is logged in in this role typed a value."""

    name: str
    text: str
    role: str = "operator"


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
    """Somebody who is logged in in this role wants to see a page; the blocks that own its rows answer."""

    page: str
    role: str = "operator"


@dataclass(frozen=True)
class RecordsRestored(Event):
    """What the disk held when the station booted, by record name."""

    records: dict[str, Any] = field(default_factory=dict)
