"""What a station is built from: its tables and its blocks.

The default blueprint is the reference. A station with one planted fault is the same with
one row or one block replaced, which is why everything that decides is handed in here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from ..blocks.authorisation import cards, modes
from ..blocks.authorisation.decide import Decider
from ..blocks.authorisation.judges import ORDER
from ..blocks.authorisation.reader import READ_MS, Reader
from ..blocks.authorisation.reservations import Reservations
from ..blocks.backend.boot import Boot
from ..blocks.backend.heartbeat import Heartbeat
from ..blocks.backend.outbox import Outbox
from ..blocks.backend.requests import Requests
from ..blocks.backend.status import Status
from ..blocks.backend.wallclock import WallClock
from ..blocks.block import Block
from ..blocks.configuration.keys import KEYS
from ..blocks.configuration.store import ConfigurationStore
from ..blocks.connectivity.dhcp_server import DhcpServer
from ..blocks.connectivity.link import BackendLink
from ..blocks.connectivity.strictness import STRICTNESS
from ..blocks.connectivity.watchdog import Watchdog
from ..blocks.energy_management import values as manager_values
from ..blocks.energy_management.server import EnergyManager
from ..blocks.high_level.communication import HighLevel
from ..blocks.high_level.modes import MODES as HLC_MODES
from ..blocks.limits.effective import EffectiveLimit
from ..blocks.limits.smart import SmartCharging
from ..blocks.limits.sources import SOURCES, Source
from ..blocks.load_management.demand import Demand
from ..blocks.load_management.feed import FeedBalancer
from ..blocks.load_management.master import Master
from ..blocks.load_management.slave import Slave
from ..blocks.maintenance.availability import Availability
from ..blocks.maintenance.firmware import Firmware
from ..blocks.maintenance.log_download import LogDownload
from ..blocks.maintenance.logbook import Logbook
from ..blocks.maintenance.reset import Reset
from ..blocks.maintenance.uploads import Uploads
from ..blocks.metering.charging_meter import ChargingMeter
from ..blocks.metering.clock_aligned import ClockAligned
from ..blocks.metering.external_meter import ExternalMeter
from ..blocks.notification.mail import MailNotification
from ..blocks.outlet.cable import CODES, Cable
from ..blocks.outlet.contactor import Contactor
from ..blocks.outlet.lock import Lock
from ..blocks.outlet.pilot import Pilot, duty_for
from ..blocks.outlet.vehicle import LEVELS, VehicleSensor
from ..blocks.security.certificates import Certificates
from ..blocks.security.events import SecurityEvents
from ..blocks.security.kinds import KINDS, Kind
from ..blocks.security.profile import SecurityProfile
from ..blocks.security.trigger import MESSAGES, ExtendedTrigger
from ..blocks.session.session import Session
from ..blocks.session.states import MOVES, Move, State
from ..blocks.session.stop_modes import ROWS as STOP_MODES
from ..blocks.session.stop_modes import Cause
from ..blocks.session.stop_modes import Row as StopRow
from ..blocks.session.transactions import Transactions
from ..blocks.signals.faults import FAULTS
from ..blocks.signals.led import ROWS, Led, Row
from ..blocks.signals.rcd import Rcd
from ..blocks.signals.residual import ResidualMonitor
from ..blocks.signals.supervisor import StationSupervisor, Supervisor
from ..blocks.signals.thermometer import Thermometer
from ..blocks.web_ui.interface import USERS, WebInterface
from ..blocks.web_ui.menu import ENTRIES, Entry
from ..codecs import certificates, meter_maps
from ..model.certificates import CertificateTools
from ..model.electrical import PilotState
from ..model.faults import Fault
from ..model.high_level import HlcMode
from ..model.link_request import Trust as LineTrust
from ..model.modbus_meter import MeterModel
from ..model.quantities import Current
from ..model.settings import Key, Settings
from ..model.updates import Trust
from . import datagrams, translate


@dataclass(frozen=True)
class Tables:
    """All that is data in the station."""

    keys: tuple[Key, ...] = KEYS
    users: Mapping[str, str] = field(default_factory=lambda: dict(USERS))
    menu: tuple[Entry, ...] = ENTRIES
    technologies: frozenset[str] = cards.TECHNOLOGIES
    read_ms: int = READ_MS
    judges: tuple[str, ...] = ORDER
    free_modes: Mapping[str, modes.FreeMode] = field(default_factory=lambda: dict(modes.FREE_MODES))
    moves: Mapping[Move, State] = field(default_factory=lambda: dict(MOVES))
    stop_modes: Mapping[str, Mapping[Cause, StopRow]] = field(default_factory=lambda: dict(STOP_MODES))
    lights: tuple[Row, ...] = ROWS
    faults: Mapping[str, Fault] = field(default_factory=lambda: dict(FAULTS))
    cable_codes: tuple[tuple[int, int, Current], ...] = CODES
    pilot_levels: tuple[tuple[int, PilotState], ...] = LEVELS
    duty: Callable[[Current], int] = duty_for
    hlc_modes: Mapping[str, HlcMode] = field(default_factory=lambda: dict(HLC_MODES))
    limits: tuple[Source, ...] = SOURCES
    trust: Trust = field(default_factory=Trust)
    certificates: CertificateTools = certificates.TOOLS
    security_kinds: tuple[Kind, ...] = KINDS
    extended_triggers: Mapping[str, str] = field(default_factory=lambda: dict(MESSAGES))
    strictness: Mapping[str, LineTrust] = field(default_factory=lambda: dict(STRICTNESS))
    meters: Mapping[str, MeterModel] = field(default_factory=lambda: dict(meter_maps.MODELS))
    manager_values: Mapping[str, Callable[[manager_values.Sight], manager_values.Value]] = field(
        default_factory=lambda: dict(manager_values.VALUES)
    )
    seed: str = ""
    """Of the station's chance: what is drawn differs between stations of another seed or identity."""

    @property
    def unseen_modes(self) -> frozenset[str]:
        """Free Charging Modes in which the backend sees no status of a connector."""
        return frozenset(name for name, mode in self.free_modes.items() if not mode.status)

    @property
    def unowned_modes(self) -> frozenset[str]:
        """Free Charging Modes without a transaction, so that no command of the backend acts on the session."""
        return frozenset(name for name, mode in self.free_modes.items() if not mode.transaction)


BOOT_MS = 20_000
"""From power to running software. The manual gives no figure; real controllers take about a minute."""

Parts = tuple[Tables, Settings]
K = TypeVar("K")
V = TypeVar("V")


def _same(table: Mapping[K, V]) -> dict[K, V]:
    """The table itself, not a copy for each block: no block changes a table."""
    return table if isinstance(table, dict) else dict(table)


StationBlock = Callable[[Tables, Settings], Block]
SocketBlock = Callable[[int, Tables, Settings], Block]

STATION_BLOCKS: dict[str, StationBlock] = {
    "link": lambda tables, settings: BackendLink(settings, _same(tables.strictness), tables.seed),
    "dhcp_server": lambda tables, settings: DhcpServer(settings),
    "watchdog": lambda tables, settings: Watchdog(settings),
    "wallclock": lambda tables, settings: WallClock(),
    "outbox": lambda tables, settings: Outbox(settings),
    "boot": lambda tables, settings: Boot(),
    "heartbeat": lambda tables, settings: Heartbeat(settings),
    "status": lambda tables, settings: Status(settings, _same(tables.faults), tables.unseen_modes),
    "requests": lambda tables, settings: Requests(settings, tables.unowned_modes),
    "decide": lambda tables, settings: Decider(settings, tables.judges, _same(tables.free_modes)),
    "transactions": lambda tables, settings: Transactions(settings),
    "clock_aligned": lambda tables, settings: ClockAligned(settings),
    "web_ui": lambda tables, settings: WebInterface(settings, _same(tables.users), tables.menu),
    "reset": lambda tables, settings: Reset(),
    "mail": lambda tables, settings: MailNotification(settings, _same(tables.faults)),
    "reservations": lambda tables, settings: Reservations(settings),
    "availability": lambda tables, settings: Availability(),
    "logbook": lambda tables, settings: Logbook(),
    "log_download": lambda tables, settings: LogDownload(settings),
    "firmware": lambda tables, settings: Firmware(settings, tables.trust),
    "uploads": lambda tables, settings: Uploads(settings),
    "security_events": lambda tables, settings: SecurityEvents(settings, tables.security_kinds),
    "security_profile": lambda tables, settings: SecurityProfile(settings),
    "certificates": lambda tables, settings: Certificates(settings, tables.certificates),
    "extended_trigger": lambda tables, settings: ExtendedTrigger(settings, _same(tables.extended_triggers)),
    "station_supervisor": lambda tables, settings: StationSupervisor(_same(tables.faults)),
    "smart": lambda tables, settings: SmartCharging(settings),
    "external_meter": lambda tables, settings: ExternalMeter(settings, tables.meters),
    "feed": lambda tables, settings: FeedBalancer(settings),
    "dlm_slave": lambda tables, settings: Slave(settings),
    "dlm_master": lambda tables, settings: Master(settings),
}
"""Blocks of which the station has one. The configuration store comes before them: it is their Settings."""

SOCKET_BLOCKS: dict[str, SocketBlock] = {
    "cable": lambda socket, tables, settings: Cable(socket, tables.cable_codes),
    "vehicle": lambda socket, tables, settings: VehicleSensor(socket, tables.pilot_levels),
    "lock": lambda socket, tables, settings: Lock(socket),
    "contactor": lambda socket, tables, settings: Contactor(socket),
    "pilot": lambda socket, tables, settings: Pilot(socket, tables.duty),
    "limit": lambda socket, tables, settings: EffectiveLimit(socket, settings, tables.limits),
    "demand": lambda socket, tables, settings: Demand(socket, settings),
    "high_level": lambda socket, tables, settings: HighLevel(socket, settings, _same(tables.hlc_modes)),
    "reader": lambda socket, tables, settings: Reader(socket, settings, tables.technologies, tables.read_ms),
    "session": lambda socket, tables, settings: Session(socket, settings, _same(tables.moves), tables.stop_modes),
    "led": lambda socket, tables, settings: Led(socket, tables.lights, settings),
    "thermometer": lambda socket, tables, settings: Thermometer(socket),
    "residual": lambda socket, tables, settings: ResidualMonitor(socket),
    "rcd": lambda socket, tables, settings: Rcd(socket),
    "charging_meter": lambda socket, tables, settings: ChargingMeter(socket, settings, tables.meters),
    "energy_manager": lambda socket, tables, settings: EnergyManager(
        socket, settings, tables.faults, tables.manager_values
    ),
    "supervisor": lambda socket, tables, settings: Supervisor(socket, _same(tables.faults)),
}
"""Blocks of which each socket has one."""

SOCKETS = (1, 2)
NUMBER_OF_SOCKETS = "NumberOfConnectors"


@dataclass(frozen=True)
class Blueprint:
    """Tables, blocks, the configuration store, who reads and writes frames and datagrams, and how long a boot takes."""

    tables: Tables = field(default_factory=Tables)
    station_blocks: Mapping[str, StationBlock] = field(default_factory=lambda: dict(STATION_BLOCKS))
    socket_blocks: Mapping[str, SocketBlock] = field(default_factory=lambda: dict(SOCKET_BLOCKS))
    store: Callable[[tuple[Key, ...]], ConfigurationStore] = ConfigurationStore
    frame_reader: translate.FrameReader = translate.frame_events
    datagram_reader: datagrams.DatagramReader = datagrams.heard
    request_writer: translate.RequestWriter = translate.request_frame
    boot_ms: int = BOOT_MS

    def with_tables(self, **changed: Any) -> Blueprint:
        """The same station with other tables."""
        return replace(self, tables=replace(self.tables, **changed))

    def with_sockets(self, sockets: int) -> Blueprint:
        """The model with so many sockets: 1 or 2 (manual, 7.2, cases 1 and 2)."""
        keys = self.tables.keys
        return self.with_tables(
            keys=tuple(replace(key, default=str(sockets)) if key.name == NUMBER_OF_SOCKETS else key for key in keys)
        )

    def with_station_block(self, name: str, make: StationBlock) -> Blueprint:
        """The same station with another block of this name."""
        return replace(self, station_blocks={**self.station_blocks, name: make})

    def with_socket_block(self, name: str, make: SocketBlock) -> Blueprint:
        """The same station with another block of this name at each socket."""
        return replace(self, socket_blocks={**self.socket_blocks, name: make})
