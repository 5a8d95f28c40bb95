"""What an energy manager may want to know of one socket, as the events of the station tell it."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...model import events as ev
from ...model.electrical import PilotState
from ...model.quantities import NO_CURRENT, Current

UPDATING = "firmware update running"
"""Among the faults: it has a bit of its own and is no fault of the manual's table."""


@dataclass
class Known:
    """Of one socket; times on the station's clock."""

    status: str = "Available"
    vehicle: PilotState = PilotState.A
    operative: bool = True
    closed: bool = False
    locked: bool = False
    cable: Current = NO_CURRENT
    offer: Current = NO_CURRENT
    allowed: bool = False
    faults: tuple[str, ...] = ()
    station_faults: tuple[str, ...] = ()
    updating: bool = False
    card: str = ""
    evccid: str = ""
    began_ms: int | None = None
    ended_ms: int | None = None
    begun_wh: int | None = None
    meter: ev.MeterRead | None = field(default=None, repr=False)
    offset_ms: int | None = None

    def note(self, event: ev.Event, now_ms: int) -> bool:
        """Take it in; False when it is none of ours."""
        return self._session(event, now_ms) or self._outlet(event) or self._station(event)

    def _session(self, event: ev.Event, now_ms: int) -> bool:
        match event:
            case ev.SessionStarted(grant=grant):
                self.card, self.began_ms, self.ended_ms = grant.id_tag or grant.card, now_ms, None
            case ev.CardNamed(id_tag=id_tag):
                self.card = id_tag
            case ev.SessionEnded():
                self.card, self.ended_ms = "", now_ms
            case ev.EnergyAllowed() | ev.EnergyBarred():
                self.allowed = isinstance(event, ev.EnergyAllowed)
            case ev.OfferChanged(current=current):
                self.offer = current
            case ev.StatusChanged(status=status):
                self.status = status
            case _:
                return False
        return True

    def _outlet(self, event: ev.Event) -> bool:
        match event:
            case ev.VehicleChanged(state=state):
                self.vehicle = state
            case ev.VehicleDisconnected():
                self.evccid = ""
            case ev.V2gHeard(mac=mac):
                self.evccid = mac or self.evccid
            case ev.PlugInserted(rating=rating):
                self.cable = rating
            case ev.PlugRemoved():
                self.cable = NO_CURRENT
            case ev.Locked() | ev.Unlocked():
                self.locked = isinstance(event, ev.Locked)
            case ev.ContactorMoved(closed=closed):
                self.closed = closed
            case _:
                return False
        return True

    def _station(self, event: ev.Event) -> bool:
        match event:
            case ev.FaultsRestored(names=names) | ev.FaultsChanged(names=names):
                self.faults = names
            case ev.StationFaultsChanged(names):
                self.station_faults = names
            case ev.InstallationBegun():
                self.updating = True
            case ev.AvailabilityChanged(operative=operative):
                self.operative = operative
            case ev.ClockSet(offset_ms):
                self.offset_ms = offset_ms
            case _:
                return False
        return True
