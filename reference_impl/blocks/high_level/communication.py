"""High-level communication at one socket: who is answered, when the pilot shows 5 %, and what the vehicle may draw.

Theory of operation. A vehicle that is connected asks for matching; the station answers in every mode
but Off, at any moment and any duty cycle. Once matched it may set up a session, which tells its
address, and ask for the parameters of charging. From then on it is told the most that it may draw
whenever that changes: the offer of the socket while energy is allowed, else nothing. So every limit
that binds the pilot binds the session too (HLC-020). All that ends when the vehicle is unplugged.

The 5 % of the mode Encouragement begin with the PWM (D-HLC-03), once for each time that energy is allowed.
"""

from __future__ import annotations

from collections.abc import Mapping

from ...model import effects as fx
from ...model import events as ev
from ...model.errors import UnexpectedEvent
from ...model.high_level import (
    MATCH_ASKED,
    MATCHED,
    PARAMETERS,
    PARAMETERS_ASKED,
    SET_UP,
    SETUP_ASKED,
    SLAC_ANSWERED,
    SLAC_ASKED,
    STATUS,
    HlcMode,
)
from ...model.quantities import LEAST_OFFER, NO_CURRENT, Current
from ...model.settings import Settings

OWNER = "high_level"
MODE = "ISO 15118 mode (HLC 15118)"
NEXT: dict[str, tuple[str, str]] = {
    SLAC_ASKED: ("", SLAC_ANSWERED),
    MATCH_ASKED: (SLAC_ANSWERED, MATCHED),
    SETUP_ASKED: (MATCHED, SET_UP),
    PARAMETERS_ASKED: (SET_UP, PARAMETERS),
}
"""What a vehicle says, what it must have been told before, and what it is told then."""
STAGES = ("", SLAC_ANSWERED, MATCHED, SET_UP, PARAMETERS)


class HighLevel:
    """The station's end of the power line at one socket."""

    def __init__(self, socket: int, settings: Settings, modes: Mapping[str, HlcMode]) -> None:
        self._socket, self._settings, self._modes = socket, settings, modes
        self._connected = self._allowed = self._begun = False
        self._offer = NO_CURRENT
        self._stage = ""
        self._told: Current | None = None

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """React to one event."""
        match event:
            case ev.Booted():
                return self._digital(self._mode.digital_ms != 0)
            case ev.VehicleConnected() | ev.VehicleDisconnected():
                self._connected = isinstance(event, ev.VehicleConnected)
                self._stage, self._told = "", None
                return []
            case ev.EnergyAllowed() | ev.EnergyBarred():
                self._allowed = isinstance(event, ev.EnergyAllowed)
            case ev.OfferChanged(current=current):
                self._offer = current
            case ev.V2gHeard(message=message, mac=mac):
                return self._hear(message, mac)
            case ev.TimerExpired(name="digital"):
                return self._digital(False)
            case _:
                raise UnexpectedEvent(self, event)
        return [*self._encourage(), *self._update()]

    @property
    def _mode(self) -> HlcMode:
        return self._modes[self._settings.text(MODE)]

    def _digital(self, on: bool) -> list[fx.Effect]:
        return [fx.Tell(ev.DigitalDuty(self._socket, on))]

    def _encourage(self) -> list[fx.Effect]:
        """5 % for the first seconds of the PWM, and again when it begins anew."""
        digital_ms = self._mode.digital_ms
        if not digital_ms:
            return []
        if not self._allowed and self._begun:
            self._begun = False
            return [fx.CancelTimer(OWNER, self._socket, "digital"), *self._digital(True)]
        if self._allowed and not self._begun and self._offer >= LEAST_OFFER:
            self._begun = True
            return [fx.StartTimer(OWNER, self._socket, "digital", digital_ms)]
        return []

    def _hear(self, message: str, mac: str) -> list[fx.Effect]:
        if not (self._connected and self._mode.enabled) or message not in NEXT:
            return []
        before, answer = NEXT[message]
        if STAGES.index(self._stage) < STAGES.index(before):
            return []
        self._stage, self._told = answer, None
        if answer == PARAMETERS:
            return self._update(answer)
        identified: list[fx.Effect] = [fx.Tell(ev.CarIdentified(self._socket, mac))] if answer == SET_UP else []
        return [fx.SendV2g(self._socket, answer, None), *identified]

    def _update(self, message: str = STATUS) -> list[fx.Effect]:
        """Tell a vehicle in the charging loop what it may draw, where that has changed."""
        most = self._offer if self._allowed and self._offer >= LEAST_OFFER else NO_CURRENT
        if self._stage != PARAMETERS or most == self._told:
            return []
        self._told = most
        return [fx.SendV2g(self._socket, message, most)]
