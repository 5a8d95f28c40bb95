"""A host in a world that does nothing by itself: what it is asked for is written down."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fixtures.clock import VirtualClock
from fixtures.peers.authority import key_pem
from reference_impl.model import effects as fx
from reference_impl.model import events as ev
from reference_impl.model.lights import Light
from reference_impl.model.link_request import LinkRequest
from reference_impl.model.mail import Mail, MailAccount
from reference_impl.model.meter import MeterReading
from reference_impl.station.host import Host
from reference_impl.station.station import Blueprint

Reaction = Callable[[ev.Event], list[fx.Effect]]


class Script:
    """A block that answers as a test wants, and notes what it was told."""

    def __init__(self, react: Reaction) -> None:
        self.react = react
        self.told: list[ev.Event] = []

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """Note and answer."""
        self.told.append(event)
        return self.react(event)


class Mails:
    """A mailer that notes what it is given."""

    def __init__(self, done: list[tuple[Any, ...]]) -> None:
        self._done = done

    def send(self, mail: Mail, account: MailAccount, tell: Callable[[ev.Event], None]) -> None:
        self._done.append(("mail", mail.subject))

    def drop_all(self) -> None:
        self._done.append(("no mails",))


class NotedLan:
    """A network that notes what it is given."""

    def __init__(self, note: Callable[..., None]) -> None:
        self._note = note

    def open(self, tell: Callable[[ev.Event], None]) -> None:
        """Nobody sends anything."""

    def send(self, to: str, text: str) -> None:
        """A datagram."""
        self._note("datagram", to, text)

    def give(self, lease: fx.GiveLease) -> None:
        """A lease."""
        self._note("lease", lease.client, lease.address)

    def close(self) -> None:
        """Nothing."""


class NotedRegisters:
    """Meters that note what they are asked."""

    def __init__(self, note: Callable[..., None]) -> None:
        self._note = note

    def read(self, order: fx.ReadRegisters, tell: Callable[[ev.Event], None]) -> None:
        """A request."""
        self._note("registers", order)

    def drop_all(self) -> None:
        """Nothing."""


class NotedManagers:
    """A server for energy managers that notes what it is asked for."""

    def __init__(self, note: Callable[..., None]) -> None:
        self._note = note

    def serve(self, socket: int, port: int, tell: Callable[[ev.Event], None]) -> None:
        """A port."""
        self._note("serve", socket, port)

    def answer(self, answer: fx.AnswerManager) -> None:
        """An answer."""
        self._note("answer", answer)

    def stop(self) -> None:
        """Nothing."""


class World:
    """Board, link, store and console in one; `done` is what they were asked for, in order."""

    def __init__(self, react: Reaction | None = None) -> None:
        self.clock = VirtualClock()
        self.done: list[tuple[Any, ...]] = []
        self.records: dict[str, Any] = {}
        self.on_drive: Callable[[], None] = lambda: None
        self.ended: Callable[[], None] = lambda: None
        self.life: list[str] = []
        self.script = Script(react or (lambda event: []))
        self.mails = Mails(self.done)
        blueprint = Blueprint()
        if react is not None:
            blueprint = blueprint.with_station_block("link", lambda tables, settings: self.script)
        self.host = Host(
            blueprint,
            clock=self.clock,
            board=self,
            link=self,
            store=self,
            console=self,
            transfers=self,
            make_key=self.make_key,
            mailer=self.mails,
            lan=NotedLan(self._note),
            registers=NotedRegisters(self._note),
            managers=NotedManagers(self._note),
            on_lifecycle=self.life.append,
            on_limit=lambda limit: self._note("limit", limit.socket, limit.phases),
            boot_ms=1_000,
        )

    def boot(self) -> World:
        """Power, and time until the software runs."""
        self.host.power_on()
        self.run(1_000)
        self.done.clear()
        return self

    def run(self, duration_ms: int) -> None:
        """Let time pass."""
        until_ms = self.clock.now_ms() + duration_ms
        while self.clock.step(until_ms):
            pass

    def _note(self, *what: Any) -> None:
        self.done.append(what)

    # -- chance --

    def make_key(self) -> str:
        self.done.append(("make key",))
        return key_pem("a station")

    # -- board --

    def drive_lock(self, socket: int, closed: bool) -> None:
        self.done.append(("lock", socket, closed))
        self.on_drive()

    def drive_contactor(self, socket: int, closed: bool) -> None:
        self.done.append(("contactor", socket, closed))

    def close_rcd(self, socket: int) -> None:
        self.done.append(("close RCD", socket))

    def drive_pilot(self, socket: int, duty_permille: int) -> None:
        self.done.append(("pilot", socket, duty_permille))

    def send_v2g(self, socket: int, message: str, most_da: int | None) -> None:
        self.done.append(("v2g", socket, message, most_da))

    def show_light(self, socket: int, light: Light) -> None:
        self.done.append(("light", socket, str(light.motion)))

    def read_meter(self, socket: int) -> MeterReading:
        self.done.append(("meter", socket))
        return MeterReading(1_000, (0, 0, 0))

    def software_gone(self) -> None:
        self.done.append(("safe outputs",))

    def sense(self) -> list[ev.Event]:
        return []

    # -- link --

    def open(self, request: LinkRequest, tell: Callable[[ev.Event], None]) -> None:
        self.done.append(("open", request.url, request.subprotocol))

    def send(self, text: str) -> None:
        self.done.append(("frame", text))

    def close(self, abrupt: bool = False) -> None:
        self.done.append(("vanish" if abrupt else "close",))

    # -- files --

    def download(self, url: str, done: Callable[[bytes | None, str], None]) -> World:
        self.done.append(("download", url))
        self.ended = lambda: done(b"file", "")
        return self

    def upload(self, url: str, name: str, content: bytes, done: Callable[[bool, str], None]) -> World:
        self.done.append(("upload", url, name, content))
        self.ended = lambda: done(True, "")
        return self

    def cancel(self) -> None:
        self.done.append(("cancel",))

    # -- store --

    def load(self) -> dict[str, Any]:
        return dict(self.records)

    def save_all(self, records: dict[str, Any]) -> None:
        self.records |= records
        self.done.extend(("save", record) for record in records)

    # -- console --

    def show_page(self, page: str, rows: tuple[tuple[str, str], ...]) -> None:
        self.done.append(("page", page))

    def show_refusal(self, what: str, sentence: str) -> None:
        self.done.append(("refusal", what))
