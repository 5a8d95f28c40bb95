"""Everything that a block can ask for. `Tell` stays inside the station; the rest is done by its host."""

from __future__ import annotations

from typing import Any

from .backend_calls import BackendCall
from .dlm import DlmMessage
from .events import Event
from .frozen import dataclass
from .lights import Light
from .link_request import LinkRequest
from .loads import PhaseLimits
from .mail import Mail, MailAccount
from .quantities import Current
from .updates import Trust


@dataclass(frozen=True)
class Effect:
    """Something a block wants done."""


# -- stays inside the station -------------------------------------------------------------


@dataclass(frozen=True)
class Tell(Effect):
    """Tell the other blocks that read this event."""

    event: Event


@dataclass(frozen=True)
class SendCall(Effect):
    """Send this call now; translated into a frame by station/translate.py.

    offset_ms: from the station's clock to Unix time, for the dates in the call
    """

    message_id: str
    call: BackendCall
    transaction_id: int
    offset_ms: int = 0


@dataclass(frozen=True)
class ReadAnswer(Effect):
    """The backend's answer to this call is to be read; the station tells the typed answer, or that it is useless."""

    message_id: str
    call: BackendCall
    payload: dict[str, Any]


@dataclass(frozen=True)
class SendAnswer(Effect):
    """Answer a request of the backend.

    checked: the same answer within the limits of OCPP, checked in its place, where the operator
             wants more in the payload than OCPP allows (BKD-093)
    """

    message_id: str
    action: str
    payload: dict[str, Any]
    checked: dict[str, Any] | None = None


@dataclass(frozen=True)
class SendError(Effect):
    """Answer a request of the backend with an error of OCPP-J 1.6, table 7."""

    message_id: str
    code: str
    description: str


@dataclass(frozen=True)
class JudgeCertificate(Effect):
    """Is this signing certificate good at this time (Unix ms)? The station tells CertificateJudged."""

    message_id: str
    certificate: str
    trust: Trust
    at_ms: int


@dataclass(frozen=True)
class JudgeImage(Effect):
    """Can this image be installed? With a certificate: is it what was signed? The station tells ImageJudged."""

    content: bytes
    certificate: str
    signature: str


@dataclass(frozen=True)
class HearRequests(Effect):
    """Requests of the backend are read from now on, or left unanswered (OCPP 1.6, 4.2: while Rejected)."""

    heard: bool


@dataclass(frozen=True)
class SendDlm(Effect):
    """Send this message of load management: to an IP address, everybody, or this station itself (model/dlm.py)."""

    to: str
    message: DlmMessage


# -- timers -------------------------------------------------------------------------------


@dataclass(frozen=True)
class StartTimer(Effect):
    """Tell TimerExpired(owner, socket, name) after `after_ms`; replaces a running one of the same name."""

    owner: str
    socket: int
    name: str
    after_ms: int


@dataclass(frozen=True)
class CancelTimer(Effect):
    """Forget the timer, if it runs."""

    owner: str
    socket: int
    name: str


# -- board --------------------------------------------------------------------------------


@dataclass(frozen=True)
class DriveLock(Effect):
    """Move the lock actuator."""

    socket: int
    closed: bool


@dataclass(frozen=True)
class DriveContactor(Effect):
    """Switch the contactor."""

    socket: int
    closed: bool


@dataclass(frozen=True)
class CloseRcd(Effect):
    """Try to close the RCD of the socket again."""

    socket: int


@dataclass(frozen=True)
class DrivePilot(Effect):
    """Duty cycle of the control pilot in per mille; 1000 is steady +12 V."""

    socket: int
    duty_permille: int


@dataclass(frozen=True)
class SendV2g(Effect):
    """Say this (model/high_level.py) to the vehicle over the power line; most: what it may draw, where it is told."""

    socket: int
    message: str
    most: Current | None


@dataclass(frozen=True)
class ShowLight(Effect):
    """Show this pattern on the ring of the socket."""

    socket: int
    light: Light


@dataclass(frozen=True)
class ReadMeter(Effect):
    """Ask the meter of the socket; the answer is MeterRead with the same purpose."""

    socket: int
    purpose: str


@dataclass(frozen=True)
class SendDatagram(Effect):
    """Send this text to a host of the local network; to: its IP address, "" is everybody (broadcast)."""

    to: str
    text: str


@dataclass(frozen=True)
class GiveLease(Effect):
    """Give this host of the local network an address, with netmask, and router and name server (DHCP)."""

    client: str
    address: str
    netmask: str
    router: str


@dataclass(frozen=True)
class ReadRegisters(Effect):
    """Read registers of a meter over Modbus TCP; the answer is RegistersRead or RegistersFailed of this job.

    function: 3 (holding registers) or 4 (input registers)
    address:  as it stands in the frame, from 0
    count:    registers of 16 bits
    """

    job: str
    host: str
    port: int
    unit: int
    function: int
    address: int
    count: int


@dataclass(frozen=True)
class ServeManager(Effect):
    """Let energy managers ask the registers of this socket at this TCP port; each request is a ManagerAsked."""

    socket: int
    port: int


@dataclass(frozen=True)
class AnswerManager(Effect):
    """Answer a request of an energy manager: with these words, or with an exception code of Modbus (0: none)."""

    request: str
    words: tuple[int, ...] = ()
    exception: int = 0


@dataclass(frozen=True)
class Restart(Effect):
    """Stop the software and boot it again."""


# -- mail -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class SendMail(Effect):
    """Hand this mail to the server of the account; the answer is MailDelivered or MailFailed."""

    mail: Mail
    account: MailAccount


# -- backend link -------------------------------------------------------------------------


@dataclass(frozen=True)
class OpenLink(Effect):
    """Open a WebSocket on these terms; ends in LinkUp or LinkDown."""

    request: LinkRequest


@dataclass(frozen=True)
class CloseLink(Effect):
    """Close the link to the backend."""


@dataclass(frozen=True)
class SendFrame(Effect):
    """Send this text frame."""

    text: str


# -- files --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Download(Effect):
    """Fetch a file; ends in DownloadEnded of this job."""

    job: str
    url: str


@dataclass(frozen=True)
class Upload(Effect):
    """Bring a file into the folder `url`; ends in UploadEnded of this job."""

    job: str
    url: str
    name: str
    content: bytes


@dataclass(frozen=True)
class CancelTransfer(Effect):
    """End this job in silence, if it runs."""

    job: str


@dataclass(frozen=True)
class MakeKey(Effect):
    """Make a fresh private key (P-256); the answer is KeyMade."""


# -- disk and configuration interface -----------------------------------------------------


@dataclass(frozen=True)
class Persist(Effect):
    """Keep this record over a loss of power. `value` is plain data.

    All records that one event asks to keep are written together (`Write`): a loss of power
    finds all of them new or all of them old.
    """

    record: str
    value: Any


@dataclass(frozen=True)
class Write(Effect):
    """Write these records, all or none, before anything that comes behind it is done."""

    records: dict[str, Any]


@dataclass(frozen=True)
class ShowPage(Effect):
    """Rows (label, value) of a page of the configuration interface."""

    page: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ShowLimit(Effect):
    """What limits the current now, for whoever watches the station; the dashboard says the same.

    socket: whose conductors L1, L2 and L3 these are; 0: the grid phases of the island that this station leads
    """

    socket: int
    phases: PhaseLimits


@dataclass(frozen=True)
class OfferFiles(Effect):
    """Give the browser these files, each as its name and its text, as one ZIP file called `name`."""

    name: str
    files: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ShowRefusal(Effect):
    """The configuration interface says no; sentence in words."""

    what: str
    sentence: str
