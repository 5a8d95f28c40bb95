"""Control pilot: the offered current as a duty cycle, or 5 % for ISO 15118, only while energy is allowed."""

from __future__ import annotations

from collections.abc import Callable

from ...model import effects as fx
from ...model import events as ev
from ...model.electrical import STEADY_PERMILLE
from ...model.errors import UnexpectedEvent
from ...model.high_level import DIGITAL_PERMILLE
from ...model.quantities import LEAST_OFFER, NO_CURRENT, SECOND_MS, Current

OWNER = "pilot"
TOGGLE_MS = 4 * SECOND_MS
"""So long the PWM is off to wake a vehicle (IEC 61851-1, annex A: B2 to B1 and back; at least 3 s)."""


def duty_for(offer: Current) -> int:
    """The pilot duty cycle that offers `offer` to the vehicle.

    Unit:   current in, per mille out (533 is 53.3 %).
    Source: IEC 61851-1, table A.7: 0.6 A per percent up to 51 A, then (duty - 64 %) x 2.5 A up to 80 A.
    Limits: rounds down, so it never offers more than asked; under 6 A no duty is legal.
    """
    amount = offer.deciamperes
    if not 60 <= amount <= 800:
        raise ValueError(f"no duty cycle offers {offer}; the range is 6 A to 80 A")
    return amount * 5 // 3 if amount <= 510 else max(850, amount * 2 // 5 + 640)


class Pilot:
    """The pilot signal of one socket."""

    def __init__(self, socket: int, duty: Callable[[Current], int]) -> None:
        self._socket, self._duty = socket, duty
        self._allowed, self._offer, self._digital = False, NO_CURRENT, False
        self._shown, self._toggled = STEADY_PERMILLE, False

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """React to one event."""
        match event:
            case ev.EnergyAllowed() | ev.EnergyBarred():
                self._allowed = isinstance(event, ev.EnergyAllowed)
            case ev.OfferChanged(current=current):
                self._offer = current
            case ev.DigitalDuty(on=on):
                self._digital = on
            case ev.WakeupAsked():
                self._toggled = True
                return [fx.StartTimer(OWNER, self._socket, "toggle", TOGGLE_MS), *self._drive()]
            case ev.TimerExpired():
                self._toggled = False
            case _:
                raise UnexpectedEvent(self, event)
        return self._drive()

    def _drive(self) -> list[fx.Effect]:
        wanted = self._wanted()
        if wanted == self._shown:
            return []
        self._shown = wanted
        return [fx.DrivePilot(self._socket, wanted)]

    def _wanted(self) -> int:
        if not self._allowed or self._offer < LEAST_OFFER or self._toggled:
            return STEADY_PERMILLE
        return DIGITAL_PERMILLE if self._digital else self._duty(self._offer)
