"""The mean of a current per phase since the last time somebody asked."""

from __future__ import annotations

from ...model.loads import PerPhase

NOTHING: PerPhase = (0, 0, 0)


class Mean:
    """Of what flows, in milliamperes, so that it can be set against a meter's reading of the same time."""

    def __init__(self, now_ms: int) -> None:
        self._flows: PerPhase = NOTHING
        self._sum: PerPhase = NOTHING
        self._begun_ms = self._noted_ms = now_ms

    def note(self, flows_ma: PerPhase, now_ms: int) -> None:
        """From now on this flows."""
        self._advance(now_ms)
        self._flows = flows_ma

    def take(self, now_ms: int) -> PerPhase:
        """The mean since the last call, in milliamperes; begins anew."""
        self._advance(now_ms)
        passed_ms = now_ms - self._begun_ms
        l1, l2, l3 = (total // passed_ms for total in self._sum) if passed_ms else self._flows
        self._sum, self._begun_ms = NOTHING, now_ms
        return l1, l2, l3

    def _advance(self, now_ms: int) -> None:
        passed_ms = now_ms - self._noted_ms
        s1, s2, s3 = (total + flow * passed_ms for total, flow in zip(self._sum, self._flows, strict=True))
        self._sum, self._noted_ms = (s1, s2, s3), now_ms
