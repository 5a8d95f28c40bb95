"""Which status each connector reports, from session, vehicle and faults, as a table (OCPP 1.6, 4.9)."""

from __future__ import annotations

from dataclasses import dataclass

from ...model import effects as fx
from ...model import events as ev
from ...model.backend_calls import StatusCall
from ...model.electrical import CONNECTED, READY
from ...model.errors import UnexpectedEvent
from ...model.faults import REPORTS, Fault
from ...model.settings import Settings

NO_ERROR = "NoError"


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
    told: tuple[str, tuple[str, ...]] = ("", ())


class Status:
    """StatusNotification of all connectors; connector 0 is the station."""

    def __init__(self, settings: Settings, faults: dict[str, Fault], unseen_modes: frozenset[str]) -> None:
        """unseen_modes: the Free Charging Modes in which the backend sees no status of a connector."""
        self._settings, self._faults, self._unseen_modes = settings, faults, unseen_modes
        self._sockets = {1: Connector(), 2: Connector()}
        self._registered = False

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """React to one event."""
        match event:
            case ev.Registered():
                self._registered = True
                for connector in self._sockets.values():
                    connector.told = ("", ())
                station = StatusCall(0, "Available", NO_ERROR, "", now_ms)
                return [fx.Tell(ev.CallQueued(station)), *self._report_all(now_ms)]
            case ev.Unregistered():
                self._registered = False
                return []
            case ev.SessionChanged(socket, state):
                self._sockets[socket].session = state
                self._sockets[socket].taken = self._sockets[socket].withheld = False
            case ev.VehicleChanged(socket, _, state):
                self._sockets[socket].connected = state in CONNECTED
                self._sockets[socket].ready = state in READY
            case ev.OfferChanged(socket, current, _):
                self._sockets[socket].offered = current.deciamperes > 0
            case ev.EnergyWithheld(socket):
                self._sockets[socket].withheld = True
            case ev.InformationReported(socket, text):
                return self._inform(socket, text, now_ms)
            case ev.AvailabilityChanged(socket, operative):
                self._sockets[socket].operative = operative
            case ev.ReservationsChanged(kept):
                for socket, connector in self._sockets.items():
                    connector.reserved = any(one == socket for one, _, _ in kept)
            case ev.MessageTriggered(message, socket):
                return self._triggered(socket, now_ms) if message == "StatusNotification" else []
            case ev.FaultsChanged(socket, names, barred):
                self._sockets[socket].faults, self._sockets[socket].barred = names, barred
            case _:
                raise UnexpectedEvent(self, event)
        return self._report_all(now_ms)

    def _triggered(self, socket: int, now_ms: int) -> list[fx.Effect]:
        """The present status, whether it changed or not (OCPP 1.6, 5.17)."""
        calls = [StatusCall(0, "Available", NO_ERROR, "", now_ms)] if socket == 0 else []
        for one, connector in self._sockets.items():
            if socket in (0, one):
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

    def _inform(self, socket: int, text: str, now_ms: int) -> list[fx.Effect]:
        if not self._registered or self._unseen() or not self._sent("informative"):
            return []
        call = StatusCall(socket, self._status(self._sockets[socket]), NO_ERROR, text, now_ms)
        return [fx.Tell(ev.CallQueued(call))]

    def _report_all(self, now_ms: int) -> list[fx.Effect]:
        if not self._registered:
            return []
        return [effect for socket in self._sockets for effect in self._report(socket, now_ms)]

    def _report(self, socket: int, now_ms: int) -> list[fx.Effect]:
        connector = self._sockets[socket]
        status, faults = self._status(connector), self._told(connector)
        before, old = connector.told
        if (status, faults) == connector.told or self._unseen():
            return []
        connector.told = (status, faults)
        come = [name for name in faults if name not in old]
        gone = [name for name in old if name not in faults]
        calls = [StatusCall(socket, status, self._faults[n].code, self._faults[n].raised, now_ms) for n in come]
        calls += [StatusCall(socket, status, NO_ERROR, self._faults[n].cleared, now_ms) for n in gone]
        if not calls and status != before:
            calls = [StatusCall(socket, status, NO_ERROR, "", now_ms)]
        return [fx.Tell(ev.CallQueued(call)) for call in calls]

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
