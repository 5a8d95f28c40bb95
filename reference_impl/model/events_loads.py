"""Load management: what comes over the local network and from meters, and what is shared out."""

from __future__ import annotations

from .dlm import DlmMessage
from .event import Event
from .frozen import dataclass
from .loads import PerPhase, PhaseLimits
from .quantities import Current


@dataclass(frozen=True)
class DatagramReceived(Event):
    """A datagram of load management came from a host of the local network; sender: its IP address."""

    sender: str
    text: str


@dataclass(frozen=True)
class LeaseAsked(Event):
    """A host of the local network asks everybody for an address (DHCP); client: what it is known by."""

    client: str


@dataclass(frozen=True)
class DlmHeard(Event):
    """A message of load management; sender: its IP address, or that of this station itself (model/dlm.py)."""

    sender: str
    message: DlmMessage


@dataclass(frozen=True)
class DlmNoise(Event):
    """A datagram that is no message of load management of our version; reason in words."""

    sender: str
    reason: str


@dataclass(frozen=True)
class RegistersRead(Event):
    """Answer to ReadRegisters of this job: the words, in the order of their addresses."""

    job: str
    words: tuple[int, ...]


@dataclass(frozen=True)
class RegistersFailed(Event):
    """ReadRegisters of this job brought nothing; reason in words."""

    job: str
    reason: str


@dataclass(frozen=True)
class InputSwitched(Event):
    """External input 1 or 2 of the controller has a voltage (on) or not."""

    number: int
    on: bool


@dataclass(frozen=True)
class ExternalMeterRead(Event):
    """The second meter's currents per grid phase in milliamperes, averaged since the last; negative: feed-in.

    Told every 10 s while the meter answers. A load that contains the charge points is to be compared with what they
    draw at the time of this event, not at that of a later run.
    None: the meter cannot be read, and its last values are too old to be used; told once. Until the first event
    there is no reading.
    """

    current_ma: PerPhase | None


@dataclass(frozen=True)
class UnsharedLimitChanged(Event):
    """What a socket could offer if nothing were shared out: the smallest of all other limits."""

    socket: int
    current: Current


@dataclass(frozen=True)
class DemandChanged(Event):
    """What a socket wants of those who share current.

    charging:  a vehicle is there that may charge
    asleep:    it has stopped asking for current
    most:      its own limit without what is shared out
    drawn_da:  measured current on the socket's own L1, L2, L3; None before the first reading of this session
    phases:    which of the socket's own conductors (0, 1, 2) are to be reserved
    """

    socket: int
    charging: bool
    asleep: bool
    most: Current
    drawn_da: PerPhase | None
    phases: tuple[int, ...]


@dataclass(frozen=True)
class ShareAssigned(Event):
    """What load management leaves to a socket; None: it does not limit it.

    source:   a row of limits/sources.py
    named:    what it is called while it comes from somewhere else, such as the Disconnected Limit; "": as the row
    """

    socket: int
    source: str
    limit: Current | None
    named: str = ""


@dataclass(frozen=True)
class LimitChanged(Event):
    """What may be drawn on L1, L2 and L3 of a socket now, and which source limits it."""

    socket: int
    phases: PhaseLimits


@dataclass(frozen=True)
class WakeupAsked(Event):
    """A vehicle that sleeps is to be woken, by a short interruption of the PWM (manual, 7.4: Allow EV Wakeup)."""

    socket: int


@dataclass(frozen=True)
class LoadReported(Event):
    """Rows of the dashboard about load management; part: "master" or "slave"."""

    part: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class LoadButtonPressed(Event):
    """A button of the Load Management page."""

    button: str


@dataclass(frozen=True)
class LoadButtonUsed(Event):
    """A logged-in operator pressed a button of the Load Management page."""

    button: str
