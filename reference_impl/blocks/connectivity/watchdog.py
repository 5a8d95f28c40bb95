"""TCP Watchdog: a station that finds no way to its backend for long enough restarts (manual, chapter 4).

Time runs from the loss of the connection, or from the boot, until a connection stands. A
session goes on behind the restart where Restart transaction after power loss says so: then
the watchdog only takes the energy away first, so that no contactor opens under load. Where it
does not, the session ends as before any other restart.
"""

from __future__ import annotations

from ...model import effects as fx
from ...model import events as ev
from ...model.errors import UnexpectedEvent
from ...model.quantities import SECOND_MS
from ...model.settings import Settings

OWNER = "watchdog"
GRACE_MS = 2 * SECOND_MS
SOCKETS = (1, 2)


class Watchdog:
    """Restarts the station after TCP Watchdog Timeout without a connection; 0 is off."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._waits = False

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """React to one event."""
        match event:
            case ev.Booted() | ev.LinkDown():
                return self._wait()
            case ev.LinkUp():
                self._waits = False
                return [fx.CancelTimer(OWNER, 0, "patience")]
            case ev.TimerExpired(name="patience"):
                return self._give_up()
            case ev.TimerExpired(name="restart"):
                return [fx.Restart()]
        raise UnexpectedEvent(self, event)

    def _wait(self) -> list[fx.Effect]:
        """Each attempt that fails says so; the time runs from the first."""
        timeout_s = self._settings.number("TCP Watchdog Timeout")
        if self._waits or not timeout_s or self._settings.text("Connection Type") == "No Backend":
            return []
        self._waits = True
        return [fx.StartTimer(OWNER, 0, "patience", timeout_s * SECOND_MS)]

    def _give_up(self) -> list[fx.Effect]:
        if not self._settings.on("Restart transaction after power loss"):
            return [fx.Tell(ev.RestartRequested("Reboot"))]
        barred: list[fx.Effect] = [fx.Tell(ev.EnergyBarred(socket)) for socket in SOCKETS]
        return [*barred, fx.StartTimer(OWNER, 0, "restart", GRACE_MS)]
