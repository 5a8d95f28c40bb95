"""Values that hold until the next one, on the journal's milliseconds."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

Point = tuple[int, int]
"""(at_ms, value)."""
OFF = 10**9
"""The value of a limit that is not there: higher than any current."""


@dataclass(frozen=True)
class Series:
    """A step function. The points are in order of time, one a moment; before the first the value is 0."""

    points: tuple[Point, ...] = ()

    @classmethod
    def of(cls, points: Iterable[Point]) -> Series:
        """From points in order of time; of several at one moment the last counts, a repeated value adds nothing."""
        kept: list[Point] = []
        for at_ms, value in points:
            if kept and kept[-1][0] == at_ms:
                kept.pop()
            if (kept[-1][1] if kept else 0) != value or not kept:
                kept.append((at_ms, value))
        return cls(tuple(kept))

    def at(self, at_ms: int) -> int:
        """The value in force at this moment."""
        place = bisect_right(self.points, at_ms, key=lambda point: point[0])
        return self.points[place - 1][1] if place else 0

    def within(self, begin_ms: int, end_ms: int) -> Series:
        """The part between the two moments; it begins with the value that is in force then."""
        inside = [point for point in self.points if begin_ms < point[0] <= end_ms]
        return Series(((begin_ms, self.at(begin_ms)), *inside))

    @property
    def most(self) -> int:
        """The largest value."""
        return max((value for _, value in self.points), default=0)

    @property
    def least(self) -> int:
        """The smallest value."""
        return min((value for _, value in self.points), default=0)


def shown(series: Series) -> Series:
    """A limit without the times at which it is not there; its last value stays."""
    return Series(tuple(point for point in series.points if point[1] != OFF))


def pieces(series: Series, end_ms: int) -> list[tuple[Series, int]]:
    """A limit in the pieces in which it is there, each with the moment at which it ends."""
    found: list[tuple[Series, int]] = []
    piece: list[Point] = []
    for at_ms, value in (*series.points, (end_ms, OFF)):
        if value != OFF:
            piece.append((at_ms, value))
        elif piece:
            found.append((Series(tuple(piece)), at_ms))
            piece = []
    return found


def highest(parts: Sequence[Series]) -> Series:
    """The highest of several limits at each moment from the first of them on."""
    moments = sorted({at_ms for part in parts for at_ms, _ in part.points})
    return Series.of((at_ms, max(part.at(at_ms) for part in parts)) for at_ms in moments)


def total(parts: Sequence[Series]) -> Series:
    """The sum of several series."""
    changes: dict[int, int] = {}
    for part in parts:
        before = 0
        for at_ms, value in part.points:
            changes[at_ms] = changes.get(at_ms, 0) + value - before
            before = value
    summed, points = 0, []
    for at_ms in sorted(changes):
        summed += changes[at_ms]
        points.append((at_ms, summed))
    return Series.of(points)


def at_least(series: Series, lowest: int) -> Series:
    """The series, never below `lowest`."""
    return Series.of((at_ms, max(value, lowest)) for at_ms, value in series.points)


def at_most(series: Series, highest: int) -> Series:
    """The series, never above `highest`."""
    return Series.of((at_ms, min(value, highest)) for at_ms, value in series.points)


def above(value: Series, limit: Series, end_ms: int) -> list[Point]:
    """The spans (from_ms, to_ms) up to `end_ms` in which `value` is above `limit`; none before the first limit."""
    if not limit.points:
        return []
    first = limit.points[0][0]
    moments = sorted({at for at, _ in (*value.points, *limit.points) if first <= at < end_ms})
    spans: list[Point] = []
    for begin, end in pairwise([*moments, end_ms]):
        if value.at(begin) <= limit.at(begin):
            continue
        if spans and spans[-1][1] == begin:
            begin = spans.pop()[0]
        spans.append((begin, end))
    return spans


def thinned(series: Series, begin_ms: int, end_ms: int, columns: int) -> Series:
    """The series with two points in each column, its lowest and its highest, and with its first and its last point.

    A peak is never lost, however short; what is left out lies between two points of the same column.
    """
    if len(series.points) <= 2 * columns or end_ms <= begin_ms:
        return series
    heaps: dict[int, list[Point]] = {}
    for point in series.points:
        heaps.setdefault((point[0] - begin_ms) * columns // (end_ms - begin_ms), []).append(point)
    kept = {series.points[0], series.points[-1]}
    for heap in heaps.values():
        kept |= {min(heap, key=lambda point: point[1]), max(heap, key=lambda point: point[1])}
    return Series(tuple(sorted(kept)))
