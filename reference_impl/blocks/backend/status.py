"""Which status each connector reports, from session, vehicle and faults, as a table (OCPP 1.6, 4.9)."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...model import effects as fx
from ...model import events as ev
from ...model.backend_calls import StatusCall
from ...model.electrical import CONNECTED, READY, PilotState
from ...model.errors import UnexpectedEvent
from ...model.faults import REPORTS, Fault
from ...model.settings import Settings

NO_ERROR, LIST_CONFLICT = "NoError", "LocalListConflict"
STATION = 0
"""The connector that stands for the station as a whole."""
MOST_OWED = 20
"""Reports of faults kept while there is no backend; the oldest are dropped first."""


@dataclass
class Connector:
    """What is known of one socket."""

    session: str = "idle"
    connected: bool = False
    ready: bool = False
    taken: bool = False
    offered: bool = True
    withheld: bool = False
    faults: tuple[str, ...] = ()
    barred: bool = False
    operative: bool = True
    reserved: bool = False
    present: str = ""
    shown: str = ""
    told: tuple[str, tuple[str, ...]] = ("", ())
    owed: list[StatusCall] = field(default_factory=list)
    """Faults that came and went while there was no backend."""


class Status:
    """StatusNotification of all connectors; connector 0 is the station."""

    def __init__(self, settings: Settings, faults: dict[str, Fault], unseen_modes: frozenset[str]) -> None:
        """unseen_modes: the Free Charging Modes in which the backend sees no status of a connector."""
        self._settings, self._faults, self._unseen_modes = settings, faults, unseen_modes
        self._sockets = {STATION: Connector(), 1: Connector(), 2: Connector()}
        self._registered = False

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """React to one event."""
        match event:
            case ev.Registered():
                self._registered = True
                calls = [call for socket in self._sockets for call in self._all_of(socket, now_ms)]
                return [fx.Tell(ev.CallQueued(call)) for call in calls]
            case ev.Unregistered():
                self._registered = False
                return []
            case ev.SessionChanged(socket, state):
                self._sockets[socket].session = state
                self._sockets[socket].taken = self._sockets[socket].withheld = False
            case ev.VehicleChanged(socket, _, state):
                if state is not PilotState.E:  # a vehicle that signals an error has not gone
                    self._sockets[socket].connected = state in CONNECTED
                self._sockets[socket].ready = state in READY
            case ev.OfferChanged(socket, current, _):
                self._sockets[socket].offered = current.deciamperes > 0
            case ev.EnergyWithheld(socket):
                self._sockets[socket].withheld = True
            case ev.ListContradicted(id_tag):
                return self._contradict(id_tag, now_ms)
            case ev.InformationReported(socket, text):
                return self._inform(socket, text, now_ms)
            case ev.AvailabilityChanged(socket, operative):
                self._sockets[socket].operative = operative
            case ev.ReservationsChanged(kept):
                for socket, connector in self._sockets.items():
                    connector.reserved = socket != STATION and any(one == socket for one, _, _ in kept)
            case ev.MessageTriggered(message, socket):
                return self._triggered(socket, now_ms) if message == "StatusNotification" else []
            case ev.FaultsChanged(socket, names, barred):
                self._sockets[socket].faults, self._sockets[socket].barred = names, barred
            case ev.StationFaultsChanged(names):
                self._sockets[STATION].faults = names
            case ev.FaultsRestored(socket, names):
                self._sockets[socket].faults = names
                self._sockets[socket].told = ("", self._told(self._sockets[socket]))
                return []
            case _:
                raise UnexpectedEvent(self, event)
        return [*self._report_all(now_ms), *self._show()]

    def _show(self) -> list[fx.Effect]:
        """To whoever is in the station: no strategy or mode keeps anything from them."""
        changed: list[fx.Effect] = []
        for socket, connector in self._sockets.items():
            if socket != STATION and connector.present != connector.shown:
                connector.shown = connector.present
                changed.append(fx.Tell(ev.StatusChanged(socket, connector.shown)))
        return changed

    def _triggered(self, socket: int, now_ms: int) -> list[fx.Effect]:
        """The present status, whether it changed or not (OCPP 1.6, 5.17)."""
        calls = []
        for one, connector in self._sockets.items():
            if socket in (STATION, one):
                names = self._told(connector)
                code = self._faults[names[-1]].code if names else NO_ERROR
                calls.append(StatusCall(one, self._status(connector), code, "", now_ms))
        return [fx.Tell(ev.CallQueued(call)) for call in calls]

    def _sent(self, report: str) -> bool:
        """Whether reports of this class go to the backend."""
        return self._settings.on(REPORTS[report])

    def _told(self, connector: Connector) -> tuple[str, ...]:
        """The faults of which the backend is told."""
        return tuple(name for name in connector.faults if self._sent(self._faults[name].report))

    def _contradict(self, id_tag: str, now_ms: int) -> list[fx.Effect]:
        """The Central System is told that its list and its answer disagree (OCPP 1.6, 3.5.2)."""
        if not self._registered or self._unseen() or not self._sent("error"):
            return []
        status = self._status(self._sockets[STATION])
        return [fx.Tell(ev.CallQueued(StatusCall(STATION, status, LIST_CONFLICT, f"card {id_tag}", now_ms)))]

    def _inform(self, socket: int, text: str, now_ms: int) -> list[fx.Effect]:
        if not self._registered or self._unseen() or not self._sent("informative"):
            return []
        call = StatusCall(socket, self._status(self._sockets[socket]), NO_ERROR, text, now_ms)
        return [fx.Tell(ev.CallQueued(call))]

    def _report_all(self, now_ms: int) -> list[fx.Effect]:
        return [
            fx.Tell(ev.CallQueued(call)) for socket in self._sockets for call in self._report(socket, now_ms)
        ]

    def _report(self, socket: int, now_ms: int) -> list[StatusCall]:
        """What has changed since the backend was told; owed while there is none."""
        connector = self._sockets[socket]
        status, faults = self._status(connector), self._told(connector)
        connector.present = status
        before, old = connector.told
        if (status, faults) == connector.told or self._unseen():
            return []
        calls = self._fault_calls(socket, [n for n in faults if n not in old], now_ms)
        calls += [StatusCall(socket, status, NO_ERROR, self._faults[n].cleared, now_ms) for n in old if n not in faults]
        if not self._registered:
            connector.told = (before, faults)
            connector.owed = [*connector.owed, *calls][-MOST_OWED:]
            return []
        connector.told = (status, faults)
        if not calls and status != before:
            return [StatusCall(socket, status, NO_ERROR, "", now_ms)]
        return calls

    def _fault_calls(self, socket: int, names: list[str], now_ms: int) -> list[StatusCall]:
        status, rows = self._status(self._sockets[socket]), (self._faults[name] for name in names)
        return [StatusCall(socket, status, row.code, row.raised, now_ms) for row in rows]

    def _all_of(self, socket: int, now_ms: int) -> list[StatusCall]:
        """For a backend that has just come: what is owed to it, then what holds and was not said by that."""
        connector = self._sockets[socket]
        owed, connector.owed = connector.owed, []
        status, faults = self._status(connector), self._told(connector)
        connector.told = (status, faults)
        if self._unseen():
            return [StatusCall(STATION, status, NO_ERROR, "", now_ms)] if socket == STATION else []
        said = {call.info for call in owed if call.error_code != NO_ERROR}
        calls = owed + self._fault_calls(socket, [name for name in faults if name not in said], now_ms)
        if calls and calls[-1].status == status:
            return calls
        return [*calls, StatusCall(socket, status, NO_ERROR, "", now_ms)]

    def _unseen(self) -> bool:
        """Whether nobody can see if the charge point is occupied (FRE-012)."""
        return self._settings.on("Free Charging") and self._settings.text("Free Charging Mode") in self._unseen_modes

    def _status(self, connector: Connector) -> str:
        if connector.barred:
            return "Faulted"
        if connector.session == "charging":
            return self._charging(connector)
        if connector.session in ("away", "resuming"):
            return "SuspendedEV"
        if not connector.operative:
            return "Unavailable"
        if connector.session in ("held", "finished"):
            return "Finishing"
        authorised = connector.session in ("authorised", "locking")
        either = self._settings.text("Strategy for StatusNotification state transitions") != "Occupied on Charging"
        occupied = (authorised or connector.connected) if either else (authorised and connector.connected)
        if not occupied and connector.reserved:
            return "Reserved"
        return "Preparing" if occupied else "Available"

    def _charging(self, connector: Connector) -> str:
        if not connector.connected:  # the session ends within this very event
            return connector.told[0] or "Charging"
        if connector.withheld or not connector.offered:
            return "SuspendedEVSE"  # without an offer the vehicle cannot but wait (OCPP 1.6, 4.9)
        if connector.ready:
            connector.taken = True
            return "Charging"
        if connector.taken:
            return "SuspendedEV"
        return "Preparing" if self._settings.on("Preparing until state C (OCPP 1.6)") else "Charging"
