"""What stands between the pure station and a world: power, timers, and the doing of effects.

Theory of operation. The host owns one Station while the controller has power. Whoever has
news calls `tell(event)`; the host runs the station to completion and does the effects one
by one, in order. Doing an effect may bring more news (a lock that reports at once); such
news waits in the inbox until the station is free again. The host decides nothing about
charging. It holds no I/O either: clock, board, link, disk and console are handed to it, in
memory on the virtual bench, over sockets on the others.

Loss of power drops the station and everything it had not written; restart does the same,
but the software says so itself. After boot_ms the host builds a new station from the disk
and reports to it what the board senses.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from ..model import effects as fx
from ..model import events as ev
from ..model.errors import StationError
from ..model.lights import Light
from ..model.link_request import LinkRequest
from ..model.mail import Mail, MailAccount
from ..model.meter import MeterReading
from ..model.updates import Slots
from .networks import Lan, ManagerServer, NoLan, NoManagerServer, NoRegisters, Registers
from .station import Blueprint, Station
from .transfers import RunningTransfers, Transfers


class TimerHandle(Protocol):
    """A running timer."""

    def cancel(self) -> None:
        """Forget it."""
        ...


class Clock(Protocol):
    """Milliseconds since some start, and calls at a later time. Equal times: first set, first run."""

    def now_ms(self) -> int:
        """The present."""
        ...

    def call_at(self, at_ms: int, action: Callable[[], None]) -> TimerHandle:
        """Call `action` at that time."""
        ...


class Board(Protocol):
    """The power electronics of both sockets. Feedback comes back through `Host.tell`."""

    def drive_lock(self, socket: int, closed: bool) -> None:
        """Move the actuator."""
        ...

    def drive_contactor(self, socket: int, closed: bool) -> None:
        """Switch the contactor."""
        ...

    def close_rcd(self, socket: int) -> None:
        """Try to close the RCD again."""
        ...

    def drive_pilot(self, socket: int, duty_permille: int) -> None:
        """Set the pilot's duty cycle; 1000 is steady +12 V."""
        ...

    def send_v2g(self, socket: int, message: str, most_da: int | None) -> None:
        """Say this to the vehicle over the power line; most_da: the current that it may draw, where it is told."""
        ...

    def show_light(self, socket: int, light: Light) -> None:
        """Set the pattern of the LED ring."""
        ...

    def read_meter(self, socket: int) -> MeterReading:
        """What the meter of the socket shows now."""
        ...

    def software_gone(self) -> None:
        """The controller does not run: pilots at steady +12 V, contactors open, rings dark; locks stay."""
        ...

    def sense(self) -> list[ev.Event]:
        """What all inputs show now, as events; asked when the software has booted."""
        ...


class Link(Protocol):
    """One WebSocket at a time towards the backend. Tells LinkUp, FrameReceived and LinkDown."""

    def open(self, request: LinkRequest, tell: Callable[[ev.Event], None]) -> None:
        """Begin to connect; ends in LinkUp or LinkDown."""
        ...

    def send(self, text: str) -> None:
        """Send a text frame; dropped silently when the link is down."""
        ...

    def close(self, abrupt: bool = False) -> None:
        """Close; nothing is told through the `tell` of this link any more. abrupt: vanish without a goodbye."""
        ...


class Store(Protocol):
    """The disk: records of plain data by name."""

    def load(self) -> dict[str, Any]:
        """All records."""
        ...

    def save_all(self, records: dict[str, Any]) -> None:
        """Replace these records, all of them or none; StationError when the disk refuses."""
        ...


class Console(Protocol):
    """Whoever looks at the configuration interface."""

    def show_page(self, page: str, rows: tuple[tuple[str, str], ...]) -> None:
        """A page was opened."""
        ...

    def show_refusal(self, what: str, sentence: str) -> None:
        """Something was refused."""
        ...


class Mailer(Protocol):
    """Hands mails to SMTP servers."""

    def send(self, mail: Mail, account: MailAccount, tell: Callable[[ev.Event], None]) -> None:
        """Begin to send; ends in MailDelivered or MailFailed, never within this call."""
        ...

    def drop_all(self) -> None:
        """Give up what is on its way, in silence."""
        ...


class Host:
    """Runs one station on the parts of a world."""

    def __init__(
        self,
        blueprint: Blueprint,
        *,
        clock: Clock,
        board: Board,
        link: Link,
        store: Store,
        console: Console,
        transfers: Transfers | None = None,
        make_key: Callable[[], str],
        mailer: Mailer,
        lan: Lan | None = None,
        registers: Registers | None = None,
        managers: ManagerServer | None = None,
        on_lifecycle: Callable[[str], None] = lambda what: None,
        on_limit: Callable[[fx.ShowLimit], None] = lambda limit: None,
        boot_ms: int | None = None,
    ) -> None:
        self._blueprint = blueprint
        self._clock, self._board, self._link, self._store, self._console = clock, board, link, store, console
        self._transfers = RunningTransfers(transfers, self.tell)
        self._make_key = make_key
        self._mailer = mailer
        self._lan: Lan = lan or NoLan()
        self._registers: Registers = registers or NoRegisters()
        self._managers: ManagerServer = managers or NoManagerServer()
        self._on_lifecycle, self._on_limit = on_lifecycle, on_limit
        self._boot_ms = blueprint.boot_ms if boot_ms is None else boot_ms
        self._station: Station | None = None
        self._boot: TimerHandle | None = None
        self._timers: dict[tuple[str, int, str], TimerHandle] = {}
        self._inbox: list[ev.Event] = []
        self._busy = False
        self.crash: Exception | None = None
        """The error that ended the software; the subject is at fault, not the bench."""

    @property
    def running(self) -> bool:
        """The software runs."""
        return self._station is not None

    @property
    def open_timers(self) -> int:
        """How many timers of the software run."""
        return len(self._timers)

    def refit(self, change: Callable[[Blueprint], Blueprint]) -> None:
        """The controllers are put into another model of the station; holds from the next boot."""
        self._blueprint = change(self._blueprint)

    def power_on(self) -> None:
        """The controller gets power; software runs after boot_ms."""
        self._boot_later("power")

    def power_off(self) -> None:
        """The controller loses power, at once."""
        self._stop_software("power off", abrupt=True)

    def tell(self, event: ev.Event) -> None:
        """Hand news to the station; lost while no software runs, as on a real controller."""
        if self._station is None:
            return
        self._inbox.append(event)
        if self._busy:
            return
        self._busy = True
        try:
            while self._inbox and self._station is not None:
                for effect in self._run(self._inbox.pop(0)):
                    self._perform(effect)
        finally:
            self._busy = False

    def _run(self, event: ev.Event) -> list[fx.Effect]:
        assert self._station is not None
        try:
            return self._station.handle(event, self._clock.now_ms())
        except Exception as error:  # whatever a subject's software dies of is its verdict, not our crash
            self._crashed(error)
            return []

    def _crashed(self, error: Exception) -> None:
        self.crash = error
        self._stop_software(f"crash: {type(error).__name__}: {error}", abrupt=True)

    def _boot_later(self, cause: str) -> None:
        self._boot = self._clock.call_at(self._clock.now_ms() + self._boot_ms, lambda: self._boot_now(cause))

    def _boot_now(self, cause: str) -> None:
        self._boot = None
        records = self._store.load()
        if not Slots.of_record(records.get("firmware"), "").runs:
            self._on_lifecycle("no firmware to boot")
            return
        self._station = Station(self._blueprint)
        self._on_lifecycle("running")
        self._lan.open(self.tell)
        self.tell(ev.RecordsRestored(records))
        for event in self._board.sense():
            self.tell(event)
        self.tell(ev.Booted(cause))

    def _stop_software(self, why: str, *, abrupt: bool = False) -> None:
        if self._boot is not None:
            self._boot.cancel()
            self._boot = None
        was_running = self._station is not None
        self._station = None
        for timer in self._timers.values():
            timer.cancel()
        self._timers.clear()
        self._inbox.clear()
        self._link.close(abrupt)
        self._transfers.cancel_all()
        self._mailer.drop_all()
        self._lan.close()
        self._registers.drop_all()
        self._managers.stop()
        self._board.software_gone()
        if was_running:
            self._on_lifecycle(why)

    def _perform(self, effect: fx.Effect) -> None:
        if self._station is None:
            return
        match effect:
            case fx.StartTimer():
                self._start_timer(effect)
            case fx.CancelTimer(owner, socket, name):
                timer = self._timers.pop((owner, socket, name), None)
                if timer is not None:
                    timer.cancel()
            case fx.SendDatagram(to, text):
                self._lan.send(to, text)
            case fx.DriveLock(socket, closed):
                self._board.drive_lock(socket, closed)
            case fx.DriveContactor(socket, closed):
                self._board.drive_contactor(socket, closed)
            case fx.CloseRcd(socket):
                self._board.close_rcd(socket)
            case fx.DrivePilot(socket, duty_permille):
                self._board.drive_pilot(socket, duty_permille)
            case fx.SendV2g(socket, message, most):
                self._board.send_v2g(socket, message, None if most is None else most.deciamperes)
            case fx.ShowLight(socket, light):
                self._board.show_light(socket, light)
            case fx.ReadMeter(socket, purpose):
                shown = self._board.read_meter(socket)
                read = ev.BoardMeterRead(
                    socket, purpose, shown.energy_wh, shown.current_da, shown.voltage_v, shown.power_w
                )
                self.tell(read)
            case fx.Restart():
                self._stop_software("restart")
                self._boot_later("restart")
            case _:
                self._perform_outward(effect)

    def _perform_outward(self, effect: fx.Effect) -> None:
        match effect:
            case fx.OpenLink(request):
                self._link.open(request, self.tell)
            case fx.CloseLink():
                self._link.close()
            case fx.SendFrame(text):
                self._link.send(text)
            case fx.Download() | fx.Upload() | fx.CancelTransfer():
                self._transfers.perform(effect)
            case fx.GiveLease():
                self._lan.give(effect)
            case fx.ReadRegisters():
                self._registers.read(effect, self.tell)
            case fx.ServeManager(socket, port):
                self._managers.serve(socket, port, self.tell)
            case fx.AnswerManager():
                self._managers.answer(effect)
            case fx.SendMail(mail, account):
                self._mailer.send(mail, account, self.tell)
            case fx.Write(records):
                self._write(records)
            case fx.MakeKey():
                self.tell(ev.KeyMade(self._make_key()))
            case fx.ShowPage(page, rows):
                self._console.show_page(page, rows)
            case fx.ShowRefusal(what, sentence):
                self._console.show_refusal(what, sentence)
            case fx.ShowLimit():
                self._on_limit(effect)
            case _:
                raise AssertionError(f"no performer for {type(effect).__name__}: add one to host.py")

    def _write(self, records: dict[str, Any]) -> None:
        try:
            self._store.save_all(records)
        except (StationError, TypeError, ValueError) as error:  # a full disk, or what JSON cannot hold
            self._crashed(error)

    def _start_timer(self, effect: fx.StartTimer) -> None:
        key = (effect.owner, effect.socket, effect.name)
        running = self._timers.pop(key, None)
        if running is not None:
            running.cancel()

        def expired() -> None:
            del self._timers[key]
            self.tell(ev.TimerExpired(*key))

        self._timers[key] = self._clock.call_at(self._clock.now_ms() + effect.after_ms, expired)
