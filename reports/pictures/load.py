"""The drawing: one panel for each phase, one for each socket, the events above and their key below.

On a phase the sockets are stacked from the bottom and the building stands on top of them: what bounds
the sockets is compared with the top of the sockets, what bounds the connection with the top of all.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

from ..text import one_line
from .axes import amperes, clock, px, time_ticks
from .ink import CHAR, SOCKET_COLOURS, dashed, line, rect, style, text
from .limits import ALL, DISCONNECTED, FEED, MINIMUM, SITE, SOCKET, Limit
from .marks import key, lane, numbered
from .panel import LEFT, RIGHT, WIDTH, Panel, Window
from .series import Series, at_least, at_most, shown, total
from .story import SocketStory, Story, Triple

PHASE_HEIGHT, SOCKET_HEIGHT, STRIP_HEIGHT = 120, 66, 14  # pixels
MOST_PANELS, MOST_STRIPS = 6, 40  # of single sockets: more than the first share a panel, more than the second none
MOST_SOURCES = 12  # that a tooltip names
PHASES = ("L1", "L2", "L3")
APART = (MINIMUM, DISCONNECTED)


def load_svg(story: Story, title: str, *, alone: bool = True) -> str:
    """The picture as one <svg>: with name space and colours of its own, or (not `alone`) to stand in a page."""
    sheet = _Sheet(story)
    sheet.head(one_line(title))
    for phase in range(3):
        sheet.phase(phase)
    sheet.each_socket()
    sheet.foot()
    return sheet.whole(one_line(title), alone)


class _Sheet:
    """A sheet that is filled from top to bottom; `y` is the first free pixel."""

    def __init__(self, story: Story) -> None:
        self.story, self.window = story, Window(story.begin_ms, story.end_ms)
        self.y = self._lane = self._bottom = 0
        self._behind: list[str] = []
        self._front: list[str] = []
        self._marks = numbered(story.events)

    def whole(self, title: str, alone: bool) -> str:
        """Everything: what lies behind the marks, the marks, what lies before them."""
        height = self.y + 8
        first = (
            f'<svg class="load-picture" role="img" aria-label={quoteattr("Current against limits: " + title)} '
            f'viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" font-family="sans-serif" font-size="12"'
        )
        space = f' xmlns="http://www.w3.org/2000/svg"><style>{style(dark=True)}</style>' if alone else ">"
        marks = lane(self._marks, self.window.x, self._lane, self._bottom, (LEFT - 40, RIGHT + 40))
        paper = rect(0, 0, WIDTH, height, "paper")
        return first + space + paper + "".join(self._behind) + marks + "".join(self._front) + "</svg>"

    def head(self, title: str) -> None:
        """Title, legend, and room for the marks."""
        story = self.story
        span = f"from {clock(story.begin_ms)} to {clock(story.end_ms)} of the scenario{_told(story)}"
        self._behind += [
            text(title, 12, 22, bold=True, room=WIDTH - 110),
            text(f"Current in A on each phase against every limit, {span}", 12, 40, "soft"),
        ]
        self.y, at = 62, 12
        items = [(kind, name) for kind, name, _ in _stack(story)]
        items += [("offer", "offered by the pilot"), ("limit", "limit")]
        items += [("said", "limit in force and its source, as the station says")] if story.said else []
        if any(limit.label in APART for limit in story.limits):
            items.append(("floor", "minimum, and limit without a master"))
        items += [("over", "load above a limit")]
        for kind, name in items:
            wide = int(len(name) * CHAR) + 34
            if at + wide > WIDTH - 12:
                at, self.y = 12, self.y + 18
            self._behind.append(_swatch(kind, at, self.y) + text(name, at + 20, self.y))
            at += wide
        self._lane = self.y + 14
        self.y += 36

    def _panel(self, height: int, top_da: int, name: str, ticks: int = 5, lowest_da: int = 0) -> Panel:
        panel = Panel(self.window, self.y, height, (lowest_da, top_da), name, ticks=ticks)
        self._bottom, self.y = panel.lower, panel.lower + 8
        return panel

    def _done(self, panel: Panel, said: str) -> None:
        self._behind += panel.behind
        self._front.append(panel.front(said))

    def phase(self, phase: int) -> None:
        """Who draws how much on one phase."""
        story, name = self.story, PHASES[phase]
        sockets, everybody = story.load(phase, building=False), story.load(phase, building=True)
        limits = story.limits_of(SITE, ALL, FEED)
        panel = self._panel(PHASE_HEIGHT, _top(story, limits), name, lowest_da=_lowest(story))
        below = self.window.ground
        for kind, who, phases in _stack(story):
            upper = self.window.cut(total([below, at_least(phases[phase], 0)]))
            panel.area(below, upper, kind, f"{who} on {name}", who)
            below = upper
        if story.building is not None and story.building[phase].least < 0:
            fed_in = self.window.cut(at_most(story.building[phase], 0))
            panel.area(fed_in, self.window.ground, "house", f"building feeds in on {name}", "building feeds in")
            panel.line(everybody, "offer", f"all together on {name}", "all together")
        panel.limits([(limit, limit.phases[phase]) for limit in limits])
        for master in story.said:
            if not master.socket:
                panel.said(master, phase)
        panel.labels()
        for limit in limits:
            own = story.load(phase, building=False, stations=story.concerned(limit))
            panel.hold(everybody if limit.scope == ALL else own, limit, limit.phases[phase])
        said = f"{name}: all sockets at most {amperes(self._most(sockets))} A"
        if story.building is not None:
            said += f", with the building {amperes(self._most(everybody))} A"
        self._done(panel, said)

    def each_socket(self) -> None:
        """What each socket is offered and draws: in panels while there are few, else in strips."""
        sockets = self.story.sockets
        if len(sockets) <= MOST_PANELS:
            for number, one in enumerate(sockets):
                self._socket(number, one)
            return
        top = max(max(self._most(one.offered), self._most(one.largest)) for one in sockets)
        said = f"Offered and drawn, each strip from 0 to {amperes(top)} A"
        self._behind.append(text(said, LEFT, self.y + 13, bold=True))
        self.y += 18
        for number, one in enumerate(sockets[:MOST_STRIPS]):
            self._strip(number, one, top)
        if len(sockets) > MOST_STRIPS:
            self.y += 16
            self._behind.append(text(f"{len(sockets) - MOST_STRIPS} more sockets have no strip", LEFT, self.y, "soft"))

    def _socket(self, number: int, one: SocketStory) -> None:
        limits, word = _limits(one, self.story), self.story.says(one.station, one.socket)
        lines = [limit.phases[0] for limit in limits] + ([word.phases[0]] if word is not None else [])
        seen = [shown(self.window.cut(line)).most for line in lines]
        panel = self._panel(SOCKET_HEIGHT, max([self._most(one.offered), self._most(one.largest), *seen]), one.name, 3)
        panel.area(self.window.ground, one.largest, _colour(number), f"{one.name} draws", "draws")
        panel.line(one.offered, "offer", f"offered to {one.name}", "offered")
        panel.limits([(limit, limit.phases[0]) for limit in limits], casing=False)  # it would hide the pilot
        if word is not None:
            panel.said(word, 0)
        panel.labels()
        offered, drawn = amperes(self._most(one.offered)), amperes(self._most(one.largest))
        said = "offered over the power line (pilot at 5 %)" if one.digital else f"offered at most {offered} A"
        self._done(panel, f"{one.name}: {said}, draws at most {drawn} A on a conductor")

    def _strip(self, number: int, one: SocketStory, top_da: int) -> None:
        """A panel without axes."""
        panel = Panel(self.window, self.y - 18, STRIP_HEIGHT, (0, top_da), one.name, ticks=1)
        panel.behind.clear()
        panel.area(self.window.ground, one.largest, _colour(number), f"{one.name} draws", "draws")
        if (word := self.story.says(one.station, one.socket)) is not None:
            told = word.stretches(0, self.window.begin_ms, self.window.end_ms)
            sources = ", ".join(f"{stretch.name} from {clock(stretch.begin_ms)}" for stretch in told[:MOST_SOURCES])
            panel.said_line(word, 0, "broad said", f": {sources}" if sources else "")  # broad: seen below the pilot
        panel.line(one.offered, "offer", f"offered to {one.name}", "offered")
        self._behind += [*panel.behind, text(one.name, RIGHT + 11, panel.lower - 2, room=WIDTH - RIGHT - 12)]
        self._bottom = panel.lower
        self.y = panel.lower + 3

    def foot(self) -> None:
        """Round moments below the last panel, and the key of the marks."""
        base = max(self.y - 8, self._bottom)
        for at_ms in time_ticks(self.window.begin_ms, self.window.end_ms):
            at = self.window.x(at_ms)
            self._behind.append(f'<path class="thin frame" d="M{px(at)} {base}v5"/>')
            self._behind.append(text(clock(at_ms), at // 10, base + 18, "soft xa", anchor="middle"))
        said, self.y = key(self._marks, 12, base + 28, WIDTH - 12, 16)
        self._behind.append(said)

    def _most(self, series: Series) -> int:
        return self.window.cut(series).most


def _limits(one: SocketStory, story: Story) -> list[Limit]:
    """What holds for this socket, and below what it pauses."""
    own = [
        limit
        for limit in story.limits_of(SOCKET)
        if limit.label != MINIMUM and limit.socket in (0, one.socket) and limit.station == one.station
    ]
    least = story.minimum(one.station)
    return own if least is None else [*own, least]


def _told(story: Story) -> str:
    """Which limits are whose, where there are several who set them."""
    limits = {limit.station: story.concerned(limit) for limit in story.limits_of(SITE)}
    if len(limits) < 2:
        return ""
    said = (f"{one} for {', '.join(map(str, sorted(others)))}" for one, others in sorted(limits.items()))
    return f"; limits of station {'; '.join(said)}"


def _colour(number: int) -> str:
    return f"s{number}" if number < len(SOCKET_COLOURS) else "rest"


def _stack(story: Story) -> list[tuple[str, str, Triple]]:
    """Colour, name and current from the bottom up; sockets without a colour of their own are put together."""
    most = len(SOCKET_COLOURS)
    stack = [(_colour(number), one.name, one.phases) for number, one in enumerate(story.sockets[:most])]
    if rest := story.sockets[most:]:
        first, second, third = (total([one.phases[phase] for one in rest]) for phase in range(3))
        stack.append(("rest", f"{len(rest)} more sockets", (first, second, third)))
    if story.building is not None:
        stack.append(("house", "building", story.building))
    return stack


def _top(story: Story, limits: Sequence[Limit]) -> int:
    """The current that the phase panels reach up to, the same for all; limits far above the load stay outside."""
    most = max(story.load(phase, building=True).within(story.begin_ms, story.end_ms).most for phase in range(3))
    lines = [limit.phases for limit in limits] + [one.phases for one in story.said if not one.socket]
    near = [shown(phase).most for phases in lines for phase in phases]
    return max([most, *(value for value in near if value <= 3 * max(most, 100))])


def _lowest(story: Story) -> int:
    """0, or less where the building feeds in."""
    if story.building is None:
        return 0
    return min(0, *(phase.within(story.begin_ms, story.end_ms).least for phase in story.building))


def _swatch(kind: str, x: int, y: int) -> str:
    if kind in ("offer", "limit", "said", "floor"):
        broken = {"limit": "5 3", "floor": "2 3"}.get(kind, "")
        return line(10 * x, 10 * y - 40, 10 * (x + 15), 10 * y - 40, kind, dashed(broken))
    return rect(x, y - 10, 15, 12, kind) if kind != "over" else rect(x, y - 7, 15, 5, kind)
