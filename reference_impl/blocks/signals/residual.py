"""Residual current monitoring (RCMB): trips, and when it may be reset (manual, chapter 9, first row).

It trips at RCMB_AC_MA or RCMB_DC_MA. A tripped monitor is reset when the residual current has
gone and the plug has been pulled out of the station; or, with the plug left in the station, some
time after the vehicle has been unplugged, counted from the later of both (D-ERR-07). That time
depends on the version of the monitor (D-ERR-08).
"""

from __future__ import annotations

from ...model import effects as fx
from ...model import events as ev
from ...model.errors import UnexpectedEvent
from ...model.quantities import SECOND_MS
from .faults import RESIDUAL

OWNER = "residual"
RCMB_AC_MA, RCMB_DC_MA = 30, 6
"""Trip levels in mA (IEC 62955); the manual gives none."""
LAST_OLD_VERSION = 469
RESET_MS = 10 * SECOND_MS
OLD_RESET_MS = 15 * 60 * SECOND_MS


def reset_ms(version: str) -> int:
    """Delay of the automatic reset for an RCMB of this version, for instance "D0469"."""
    number = version.removeprefix("D")
    old = number.isascii() and number.isdigit() and int(number) <= LAST_OLD_VERSION
    return OLD_RESET_MS if old else RESET_MS


class ResidualMonitor:
    """The RCMB of one socket."""

    def __init__(self, socket: int) -> None:
        self._socket = socket
        self._version = ""
        self._tripped = self._flowing = False
        self._plugged = self._connected = False

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """React to one event."""
        match event:
            case ev.RcmbFound(version=version):
                self._version = version
                return []
            case ev.FaultsRestored(names=names):
                self._tripped = RESIDUAL in names
                return []
            case ev.ResidualCurrentSensed(ac_ma=ac_ma, dc_ma=dc_ma):
                return self._measure(ac_ma >= RCMB_AC_MA or dc_ma >= RCMB_DC_MA)
            case ev.PlugInserted():
                self._plugged = True
                return []
            case ev.PlugRemoved():
                self._plugged = self._connected = False
            case ev.VehicleConnected():
                self._connected = True
            case ev.VehicleDisconnected():
                self._connected = False
            case ev.Booted():
                pass
            case ev.TimerExpired(name="reset"):
                return self._reset()
            case _:
                raise UnexpectedEvent(self, event)
        return self._may_reset()

    def _measure(self, flowing: bool) -> list[fx.Effect]:
        if flowing == self._flowing:
            return []
        self._flowing = flowing
        if not flowing:
            return self._may_reset()
        stop = self._stop_waiting()
        if self._tripped:
            return stop
        self._tripped = True
        return [*stop, fx.Tell(ev.FaultRaised(self._socket, RESIDUAL))]

    def _may_reset(self) -> list[fx.Effect]:
        if not self._tripped:
            return []
        if self._flowing or self._connected:
            return self._stop_waiting()
        if not self._plugged:
            return self._reset()
        return [fx.StartTimer(OWNER, self._socket, "reset", reset_ms(self._version))]

    def _stop_waiting(self) -> list[fx.Effect]:
        return [fx.CancelTimer(OWNER, self._socket, "reset")]

    def _reset(self) -> list[fx.Effect]:
        self._tripped = False
        return [*self._stop_waiting(), fx.Tell(ev.FaultCleared(self._socket, RESIDUAL))]
