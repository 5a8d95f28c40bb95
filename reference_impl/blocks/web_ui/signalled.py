"""What the dashboard says about the current that each socket signals to its vehicle, and which limit set it.

The same is told to whoever watches the station, as it changes (ShowLimit), so that what is shown and what is told
cannot differ. That nothing is offered without a plug is told only where something was limited before.
"""

from __future__ import annotations

from ...model import effects as fx
from ...model import events as ev
from ...model.feeds import OPERATOR, named
from ...model.loads import PhaseLimit, PhaseLimits
from ...model.quantities import NO_CURRENT
from ...model.settings import Settings

SIGNALED = "Signaled Current"
LIMITED_BY = "Signaled Current is limited by"
PHASES = "Limit on L1, L2 and L3"
SOCKETS = (1, 2)
_NOTHING = PhaseLimit(NO_CURRENT, "no plug")
EMPTY: PhaseLimits = (_NOTHING, _NOTHING, _NOTHING)
"""A socket without a plug."""


class Signalled:
    """The rows of both sockets."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._limits: dict[int, PhaseLimits] = dict.fromkeys(SOCKETS, EMPTY)
        self._allowed: set[int] = set()

    def note(self, event: ev.LimitChanged | ev.EnergyAllowed | ev.EnergyBarred) -> list[fx.Effect]:
        """Something has changed at a socket."""
        match event:
            case ev.LimitChanged(socket, phases):
                before, self._limits[socket] = self._limits[socket], phases
                return [fx.ShowLimit(socket, phases)] if phases != before else []
            case ev.EnergyAllowed(socket):
                self._allowed.add(socket)
            case ev.EnergyBarred(socket):
                self._allowed.discard(socket)
        return []

    def rows(self) -> list[tuple[str, str]]:
        """Label and value; without a session nothing is signalled, and the limit is that of the next one."""
        rows: list[tuple[str, str]] = []
        for socket, phases in self._limits.items():
            if not self._settings.has(named(OPERATOR, socket)):
                continue
            current, source = phases[0]  # L1 is always connected, and the pilot is for all phases
            signalled = current if socket in self._allowed else NO_CURRENT
            rows += [(named(SIGNALED, socket), str(signalled)), (named(LIMITED_BY, socket), source)]
            rows.append((named(PHASES, socket), ", ".join(f"{one.current} by {one.source}" for one in phases)))
        return rows
