"""What one socket wants of those who share current: told to them, and told again when it changes.

Theory of operation. While the session allows energy and somebody shares current out, the meter is read:
every second for some seconds after anything has changed, every ten seconds otherwise. Which conductors
the vehicle uses is learned from two readings that agree (D-PHR-02); until then all that are connected are
reserved (PHR-006). A conductor that carries current without being reserved is reserved at once (PHR-011).
A station on which nobody shares current reads nothing and tells nothing. A vehicle that has stopped asking for
current is asleep until it asks again, also while it is offered none: a pause does not make it want some.
"""

from __future__ import annotations

from dataclasses import replace

from ...model import effects as fx
from ...model import events as ev
from ...model.electrical import READY
from ...model.errors import UnexpectedEvent
from ...model.feeds import PHASES, connected_phases, named, shares
from ...model.loads import PerPhase
from ...model.quantities import SECOND_MS, Current
from ...model.settings import Settings

OWNER = "demand"
PURPOSE = "demand"
"""Of a reading of the meter that is for us."""
FAST_MS, SLOW_MS = SECOND_MS, 10 * SECOND_MS
RESTLESS_MS = 10 * SECOND_MS
"""So long after a change the meter is read often; a vehicle has 5 s to follow the pilot (IEC 61851-1)."""
UNUSED_DA = 5
"""Less than this on a conductor is no charging."""
LIE_IN_MS = 60 * SECOND_MS
"""A vehicle that is offered current for so long and has not asked for any is asleep."""
HEARS = (
    ev.Booted, ev.UnsharedLimitChanged, ev.EnergyAllowed, ev.EnergyBarred, ev.VehicleChanged, ev.OfferChanged,
    ev.MeterRead, ev.TimerExpired, ev.ValueStored,
)  # fmt: skip
BUILT_FOR = Current.of_a(32)


class Demand:
    """The demand of one socket."""

    def __init__(self, socket: int, settings: Settings) -> None:
        self._socket, self._settings = socket, settings
        self._shared = self._booted = False
        self._told = self._now = ev.DemandChanged(socket, False, False, BUILT_FOR, None, ())
        self._ready = self._was_ready = self._offered = False
        self._restless_until_ms = 0
        self._used: tuple[int, ...] | None = None

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """React to one event."""
        if not isinstance(event, HEARS):
            raise UnexpectedEvent(self, event)
        if not self._booted:  # a session that outlasts a loss of supply goes on before Booted is told
            self._shared = shares(self._settings)
        if not self._shared and not isinstance(event, (ev.Booted, ev.UnsharedLimitChanged)):
            return []
        match event:
            case ev.Booted():
                self._booted = True
            case ev.UnsharedLimitChanged(current=current):
                self._now = replace(self._now, most=current)
            case ev.EnergyAllowed() | ev.EnergyBarred():
                return [*self._switched(isinstance(event, ev.EnergyAllowed), now_ms), *self._tell()]
            case ev.VehicleChanged(state=state):
                self._ready = state in READY
                return [*self._watch(now_ms), *self._tell()]
            case ev.OfferChanged(current=current):
                self._offered = current.deciamperes > 0
                return [*self._watch(now_ms), *self._tell()]
            case ev.MeterRead(purpose=purpose, current_da=current_da):
                self._read(purpose, current_da)
            case ev.TimerExpired(name="read"):
                return self._look(now_ms)
            case ev.TimerExpired(name="lie-in"):
                self._now = replace(self._now, asleep=not self._ready)
            case ev.ValueStored(name=name):
                if name == named(PHASES, self._socket) and self._now.charging:
                    self._now = replace(self._now, phases=self._reserved())
        return self._tell()

    # -- the session and the vehicle --

    def _switched(self, charging: bool, now_ms: int) -> list[fx.Effect]:
        if charging == self._now.charging:
            return []
        self._used, self._was_ready = None, False
        phases = self._reserved() if charging else ()
        self._now = replace(self._now, charging=charging, asleep=False, drawn_da=None, phases=phases)
        if charging:
            return self._watch(now_ms)
        return [fx.CancelTimer(OWNER, self._socket, name) for name in ("read", "lie-in")]

    def _watch(self, now_ms: int) -> list[fx.Effect]:
        """Something has changed: read the meter often for a while, and see whether the vehicle sleeps."""
        if not self._now.charging:
            return []
        self._restless_until_ms = now_ms + RESTLESS_MS
        self._was_ready = self._offered and (self._was_ready or self._ready)
        asleep = not self._ready and (self._was_ready or self._now.asleep)
        self._now = replace(self._now, asleep=asleep)
        lie_in: fx.Effect = fx.CancelTimer(OWNER, self._socket, "lie-in")
        if self._offered and not self._was_ready:
            lie_in = fx.StartTimer(OWNER, self._socket, "lie-in", LIE_IN_MS)
        return [lie_in, fx.StartTimer(OWNER, self._socket, "read", FAST_MS)]

    # -- the meter --

    def _look(self, now_ms: int) -> list[fx.Effect]:
        if not self._now.charging:
            return []
        again_ms = FAST_MS if now_ms < self._restless_until_ms else SLOW_MS
        again = fx.StartTimer(OWNER, self._socket, "read", again_ms)
        return [again, fx.ReadMeter(self._socket, PURPOSE)]

    def _read(self, purpose: str, current_da: tuple[int, ...]) -> None:
        if purpose != PURPOSE or not self._now.charging:
            return
        drawn = _three(current_da)
        used = tuple(phase for phase, current in enumerate(drawn) if current >= UNUSED_DA)
        phases = self._now.phases
        if not set(used) <= set(phases):
            phases = tuple(sorted({*phases, *used}))
        elif used and used == self._used:
            phases = used
        self._used = used or self._used
        self._now = replace(self._now, drawn_da=drawn, phases=phases)

    def _reserved(self) -> tuple[int, ...]:
        return connected_phases(self._settings, self._socket)

    def _tell(self) -> list[fx.Effect]:
        if self._now == self._told or not self._shared:
            return []
        self._told = self._now
        return [fx.Tell(self._now)]


def _three(current_da: tuple[int, ...]) -> PerPhase:
    one, two, three = (*current_da, 0, 0, 0)[:3]
    return one, two, three
