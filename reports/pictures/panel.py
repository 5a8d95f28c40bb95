"""One panel: its frame and axes, step lines and areas, limits with their names, and what is above them."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

from .axes import Scale, ampere_ticks, amperes, apart, clock, px, time_ticks
from .ink import CHAR, area_between, dashed, line, path, rect, steps_of, text, tooltip
from .limits import DISCONNECTED, MINIMUM, SOCKET, Limit
from .said import Said, Stretch
from .series import OFF, Point, Series, above, pieces, shown, thinned

WIDTH, LEFT, RIGHT = 1_000, 52, 812  # pixels: the picture, and the plots in it
TITLE = 18
TAIL = 16  # pixels behind the end of the scenario, where what happened last is seen
SMALL = 58  # tenths of a pixel that a character of 10 pixel text takes in a wide font
SMALL_MORE = 12  # tenths: so much more of it fits into the same room
LABEL = 13  # pixels from a label to the next one below it
DENSE = 150  # points of a series, from which on its line is drawn thin
DASHES = {
    "main distribution": "18 4",
    "sub-distribution": "9 4",
    "operator sub-distr.": "9 3 2 3",
    "operator": "9 4",
    "disconnected": "9 3 2 3",
    "minimum": "2 3",
    "feed": "9 4",
    "installation": "14 4",
    "manufacturer": "18 4",
}
"""How the line of a limit is broken; limits of one panel differ."""


class Window:
    """The span of time that all panels share."""

    def __init__(self, begin_ms: int, end_ms: int) -> None:
        self.begin_ms, self.end_ms = begin_ms, end_ms
        self.x = Scale(begin_ms, end_ms, LEFT, RIGHT - TAIL)

    @property
    def ground(self) -> Series:
        """Nothing, all the time."""
        return Series(((self.begin_ms, 0),))

    def cut(self, series: Series) -> Series:
        """What lies inside."""
        return series.within(self.begin_ms, self.end_ms)

    def from_first(self, series: Series) -> Series:
        """What lies inside; a limit that is told later begins where it is told."""
        return self.cut(series) if series.points[0][0] <= self.begin_ms else series

    def thin(self, series: Series) -> Series:
        """What lies inside, with no more points than pixels show."""
        return thinned(self.cut(series), self.begin_ms, self.end_ms, RIGHT - LEFT)


class Panel:
    """A panel that is `height` pixels high; its title stands above it, from `y` on.

    behind: grid and areas. front: what lies on marks of events (title, frame).
    """

    def __init__(
        self, window: Window, y: int, height: int, range_da: tuple[int, int], name: str, *, ticks: int = 5
    ) -> None:
        self.window, self.name = window, name
        self.upper, self.lower = y + TITLE, y + TITLE + height
        self._ticks = ampere_ticks(range_da[1], ticks, range_da[0])
        self.y = Scale(self._ticks[0], self._ticks[-1], self.lower, self.upper)
        self.behind: list[str] = [self._grid()]
        self._over: dict[str, int] = {}
        self._labels: list[tuple[int, str, str]] = []

    def _grid(self) -> str:
        window, upper, lower = self.window, 10 * self.upper, 10 * self.lower
        across = "".join(f"M{LEFT} {px(self.y(tick))}H{RIGHT}" for tick in self._ticks)
        moments = time_ticks(window.begin_ms, window.end_ms)
        down = "".join(f"M{px(window.x(at))} {px(upper)}V{px(lower)}" for at in moments)
        last = self._ticks[-1]
        unit = {last: " A"}
        labels = [
            text(amperes(tick) + unit.get(tick, ""), LEFT - 6, self.y(tick) // 10 + 4, "soft ya", anchor="end")
            for tick in self._ticks
        ]
        return f'<path class="thin grid" d="{across}{down}"/>' + "".join(labels)

    def area(self, lower: Series, upper: Series, kind: str, said: str, name: str) -> None:
        """The area between two step functions, in current."""
        below, above_it = self.window.thin(lower), self.window.thin(upper)
        steps = area_between(below, above_it, self.window.x, self.y, self.window.end_ms)
        if len(above_it.points) <= DENSE:  # else the edges would hide the areas; their own colour shows the peaks
            kind = f"{kind} edge"
        self.behind.append(path(steps, kind, said, {"series": name, "panel": self.name}))

    def line(self, series: Series, kind: str, said: str, name: str) -> None:
        """A step function as a line."""
        thin = self.window.thin(series)
        steps = steps_of(thin, self.window.x, self.y, self.window.end_ms)
        weight = "line" if len(thin.points) <= DENSE else "thin"
        self.behind.append(path(steps, f"{weight} {kind}", said, {"series": name, "panel": self.name}))

    def limits(self, limits: Sequence[tuple[Limit, Series]], *, casing: bool = True) -> None:
        """Every limit as a line; what is off the scale is only named at the right, by `labels`.

        casing: lift the lines off the areas behind them
        """
        window, lines = self.window, dict[tuple[Point, ...], list[Limit]]()
        for limit, series in limits:
            lines.setdefault(window.from_first(series).points, []).append(limit)
        for points, ones in lines.items():
            whole, name = Series(points), ", ".join(map(name_of, ones))
            there = shown(whole)
            if not there.points:
                continue
            kind = "floor" if ones[0].label in (MINIMUM, DISCONNECTED) else "limit"
            if there.most <= self.y.high:
                steps = self._steps(whole)
                if casing:
                    self.behind.append(f'<path class="casing" d="{steps}"/>')
                facts = {"series": f"limit {name}", "panel": self.name}
                broken = dashed(DASHES.get(ones[0].label, "5 3"))
                self.behind.append(path(steps, f"line {kind}", f"limit: {name}", facts, broken))
            last, ended = there.points[-1][1], points[-1][1] == OFF
            for limit in ones:
                self._label(f"{name_of(limit)} {amperes(last)} A", last, kind, gone=ended)

    def said(self, said: Said, phase: int) -> None:
        """What the station says, with the source that it names for each stretch that is wide enough for the word."""
        window = self.window
        stretches = said.stretches(phase, window.begin_ms, window.end_ms)
        if not stretches:
            return
        self.said_line(said, phase, "line said", "")
        *earlier, last = stretches
        ended = last.end_ms < window.end_ms
        self._label(f"{amperes(last.last_da)} A {last.name}", last.last_da, "said", gone=ended)
        told = {last.name} | {one.name for one in earlier if self._word(one)}
        for name, value in {one.name: one.last_da for one in earlier if one.name not in told}.items():
            if len(self._labels) < (self.lower - self.upper) // LABEL:
                self._label(f"{amperes(value)} A {name}", value, "said", gone=True)

    def said_line(self, said: Said, phase: int, kind: str, sources: str) -> None:
        """The line without any word beside it; what is above the scale is drawn at its top."""
        window = self.window
        who = f"station {said.station} says" if said.station > 1 else "the station says"
        facts = {"series": f"said by {said.station}", "panel": self.name}
        series = window.from_first(said.phases[phase])
        thin = thinned(series, window.begin_ms, window.end_ms, RIGHT - LEFT)
        inside = Series.of((at_ms, value if value == OFF else min(value, self.y.high)) for at_ms, value in thin.points)
        self.behind.append(path(self._steps(inside), kind, f"the limit in force, as {who}{sources}", facts))

    def _word(self, one: Stretch) -> bool:
        """A source beside its stretch of the line; False where there is no room for it."""
        left = self.window.x(one.begin_ms)
        if self.window.x(one.end_ms) - left - 60 < SMALL * len(one.name):
            return False
        high = self.y(min(one.usual_da, self.y.high)) // 10
        place = high - 3 if high - 3 - 10 >= self.upper else high + 11
        self.behind.append(text(one.name, left // 10 + 4, place, "said-text halo small"))
        return True

    def _steps(self, series: Series) -> str:
        """The pieces of a limit as one path."""
        window = self.window
        return "".join(steps_of(piece, window.x, self.y, end) for piece, end in pieces(series, window.end_ms))

    def _label(self, said: str, value: int, kind: str, *, gone: bool) -> None:
        """Named at the right; ↑: above the scale. What has gone before the end is named in brackets."""
        words = f"{said} ↑" if value > self.y.high else said
        self._labels.append((min(value, self.y.high), f"({words})" if gone else words, kind))

    def labels(self) -> None:
        """The names of all lines, beside them."""
        places = apart([self.y(value) // 10 + 4 for value, _, _ in self._labels], LABEL, self.upper + 4, self.lower + 4)
        for (value, words, kind), place in zip(self._labels, places, strict=True):
            self.behind.append(line(10 * RIGHT, self.y(value), 10 * RIGHT + 80, 10 * (place - 4), "leader"))
            small = kind == "said"
            style = f"{kind}-text small" if small else f"{kind}-text"
            room = (WIDTH - RIGHT - 12) * (SMALL_MORE if small else 10) // 10
            self.behind.append(text(words, RIGHT + 11, place, style, room=room))

    def hold(self, load: Series, limit: Limit, series: Series) -> None:
        """A red bar at the top while the load is above the limit."""
        window = self.window
        for begin, end in above(window.cut(load), window.from_first(series), window.end_ms):
            left, right = window.x(begin), max(window.x(end), window.x(begin) + 10)
            said = f"above {limit.label} from {clock(begin)} to {clock(end)}"
            self.behind.append(
                f'<rect class="over" x="{px(left)}" y="{self.upper}" width="{px(right - left)}" height="5" '
                f'data-over={quoteattr(limit.label)} data-panel={quoteattr(self.name)} '
                f'data-from="{begin}" data-to="{end}">{tooltip(said)}</rect>'
            )
            self._over[limit.label] = self._over.get(limit.label, 0) + end - begin

    def front(self, said: str) -> str:
        """Frame and title; what is above a limit, and for how long in all, is part of the title."""
        frame = rect(LEFT, self.upper, RIGHT - LEFT, self.lower - self.upper, "thin frame")
        title = text(said, LEFT, self.upper - 5, "ink halo", bold=True)
        if not self._over:
            return frame + title
        told = "above " + ", ".join(f"{name} for {_duration(span)}" for name, span in self._over.items())
        at = LEFT + int(len(said) * CHAR * 1.08) + 14
        return frame + title + text(told, at, self.upper - 5, "limit-text halo", room=WIDTH - at - 8)


def name_of(limit: Limit) -> str:
    """What a limit is called in its panel."""
    of_another = limit.station > 1 and limit.scope != SOCKET and not limit.label.startswith("fuse")
    return f"{limit.label} of {limit.station}" if of_another else limit.label


def _duration(span_ms: int) -> str:
    return f"{amperes(-(-span_ms // 100))} s" if span_ms < 120_000 else clock(-(-span_ms // 1_000) * 1_000)
