"""What an island may carry: its limits per grid phase now, less what is kept aside for slaves that are missing."""

from __future__ import annotations

from collections.abc import Iterable

from ...model.loads import GRID_PHASES, ROTATIONS, Bound, PerPhase
from ...model.settings import Settings
from . import parameters as names
from .external import distributable, external_a, fixed
from .parameters import per_phase
from .participants import Member, name_of
from .sources import FALLBACK, INPUT, MAIN, OPSUB, OTHER, SUB, IslandSource


class Limits:
    """The limits of the parameters, the external inputs and the external meter."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._inputs: dict[int, bool] = {}
        self.reading_ma: PerPhase | None = None
        self.others: dict[str, PerPhase] = {}
        """What other masters of our network would share out, by address: both limits may be those of one cable."""

    def switched(self, number: int, on: bool) -> bool:
        """An external input; True if it changes the limits."""
        self._inputs[number] = on
        return self._settings.text(names.INPUTS[number]) == "Enable"

    @property
    def _active(self) -> bool:
        """An enabled input is active."""
        return any(on and self._settings.text(names.INPUTS[number]) == "Enable" for number, on in self._inputs.items())

    def _throttled(self, limit_a: PerPhase) -> PerPhase:
        """While an enabled input is active the External Input Limit holds too (load throw-off)."""
        return fixed(limit_a, per_phase(self._settings, names.INPUT_LIMIT)) if self._active else limit_a

    @property
    def metered(self) -> bool:
        """External Meter Support is On."""
        return self._settings.on(names.METER)

    @property
    def including(self) -> bool:
        """The meter sees the charge points, too."""
        return self._settings.text(names.LOCATION) == names.INCLUDING

    def distributable_a(self, charging_ma: PerPhase) -> PerPhase:
        """A(g): what may be shared out on each grid phase; charging_ma: what the charge points drew meanwhile."""
        limit_a = self.own_a(charging_ma)
        for other_a in self.others.values():
            limit_a = fixed(limit_a, other_a)
        return limit_a

    def own_a(self, charging_ma: PerPhase) -> PerPhase:
        """A(g) by our own parameters and meter."""
        sub = self._throttled(per_phase(self._settings, names.SUB))
        opsub = per_phase(self._settings, names.OPSUB)
        if not self.metered:
            return fixed(sub, opsub)
        return distributable(
            sub, opsub, per_phase(self._settings, names.MAIN), per_phase(self._settings, names.HEADROOM),
            self.reading_ma, charging_ma, including=self.including,
            fallback=per_phase(self._settings, names.FALLBACK),
        )  # fmt: skip

    def sources(self, external_a: PerPhase) -> tuple[str, str, str]:
        """What sets A(g) on each grid phase; external_a: the load of the others as it is taken off the main limit."""
        limits: list[tuple[IslandSource, PerPhase]] = [(SUB, per_phase(self._settings, names.SUB))]
        if self._active:
            limits.append((INPUT, per_phase(self._settings, names.INPUT_LIMIT)))
        limits.append((OPSUB, per_phase(self._settings, names.OPSUB)))
        if self.metered:
            main, headroom = per_phase(self._settings, names.MAIN), per_phase(self._settings, names.HEADROOM)
            limits.append((FALLBACK if self.reading_ma is None else MAIN, less(less(main, headroom), external_a)))
        limits += [(OTHER, other_a) for other_a in self.others.values()]
        l1, l2, l3 = (min(limits, key=lambda one: one[1][phase])[0].name for phase in GRID_PHASES)
        return l1, l2, l3

    def external_a(self, charging_ma: PerPhase) -> PerPhase:
        """X(g): the load of the others on each grid phase, as it is taken off the main limit."""
        taken_out = charging_ma if self._settings.text(names.LOCATION) == names.INCLUDING else None
        fallback = per_phase(self._settings, names.FALLBACK)
        l1, l2, l3 = (external_a(phase, self.reading_ma, taken_out, fallback) for phase in GRID_PHASES)
        return l1, l2, l3


def drawn_ma(slaves: Iterable[Member]) -> PerPhase:
    """What the charge points draw on each grid phase, as they reported last."""
    total = [0, 0, 0]
    for slave in slaves:
        for report in slave.sockets().values():
            if report.drawn_da is not None:
                for conductor, phase in enumerate(ROTATIONS[report.rotation]):
                    total[phase] += report.drawn_da[conductor] * 100
    return total[0], total[1], total[2]


def reserved_a(slaves: Iterable[Member], now_ms: int) -> PerPhase:
    """What is kept aside per grid phase for those that are missing (DLF-026)."""
    total = [0, 0, 0]
    for slave in slaves:
        if not slave.connected(now_ms):
            kept_a = slave.reserve_a(now_ms)
            for phase in GRID_PHASES:
                total[phase] += kept_a[phase]
    return total[0], total[1], total[2]


def less(limit_a: PerPhase, taken_a: PerPhase) -> PerPhase:
    """What is left per phase; below zero when more is taken than there is."""
    return limit_a[0] - taken_a[0], limit_a[1] - taken_a[1], limit_a[2] - taken_a[2]


def feeds(slaves: Iterable[Member]) -> list[Bound]:
    """The limits of stations whose sockets share one feed."""
    bounds = []
    for slave in slaves:
        if slave.report is not None and (feed_a := slave.report.feed_a) is not None:
            members = frozenset(name_of(slave.address, socket) for socket in slave.sockets())
            bounds.append(Bound(f"feed {slave.address}", (feed_a, feed_a, feed_a), members))
    return bounds
