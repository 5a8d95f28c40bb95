"""The few SVG elements that a picture needs, and its colours by light and by dark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from ..text import shorten
from .axes import Scale, px
from .series import Series

CHAR = 6.9
"""Pixels a character of 12 pixel text takes in a wide font."""
SOCKET_COLOURS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#b8a800", "#7a5195")
"""Okabe and Ito's set, told apart by colour-blind readers; the last two are made darker for white paper."""

_SHEET: Sequence[tuple[str, str, str, str]] = (
    ("paper", "fill", "#fff", "#14191f"),
    ("ink", "fill", "#16202a", "#e6ebf0"),
    ("soft", "fill", "#52606d", "#a9b6c2"),
    ("grid", "stroke", "#e3e8ed", "#2b343d"),
    ("frame", "stroke", "#8a949e", "#6b7884"),
    ("house", "fill", "#c3cad1", "#4a5661"),
    ("house", "stroke", "#c3cad1", "#4a5661"),
    ("rest", "fill", "#8d99a5", "#77838f"),
    ("rest", "stroke", "#8d99a5", "#77838f"),
    ("limit", "stroke", "#a4161a", "#ff8a80"),
    ("limit-text", "fill", "#a4161a", "#ff8a80"),
    ("said", "stroke", "#7b2cbf", "#cda0ff"),
    ("said-text", "fill", "#6a1fae", "#d9b8ff"),
    ("floor", "stroke", "#8a949e", "#8b98a5"),
    ("floor-text", "fill", "#52606d", "#a9b6c2"),
    ("leader", "stroke", "#d3a0a2", "#8a5552"),
    ("offer", "stroke", "#16202a", "#e6ebf0"),
    ("over", "fill", "#d00000", "#ff5252"),
    ("edge", "stroke", "#fff", "#14191f"),
    ("casing", "stroke", "#fff", "#14191f"),
    ("mark", "stroke", "#7a8794", "#8b98a5"),
    ("halo", "stroke", "#fff", "#14191f"),
    ("grave", "stroke", "#d00000", "#ff5252"),
    ("pill", "fill", "#eef2f7", "#26303a"),
)
"""Class, property, by light, by dark."""


def style(dark: bool) -> str:
    """The rules, all below .load-picture so that they touch nothing else of a page."""
    rules = [f".{name}{{{what}:{light}}}" for name, what, light, _ in _SHEET]
    for number, colour in enumerate(SOCKET_COLOURS):
        rules.append(f".s{number}{{fill:{colour};stroke:{colour}}}")
    rules += [
        ".line{fill:none;stroke-width:1.6}", ".broad{fill:none;stroke-width:3.4}", ".thin{stroke-width:1;fill:none}",
        ".edge{stroke-width:.7}", ".casing{fill:none;stroke-width:3;stroke-opacity:.5}",
        ".halo{stroke-width:4;paint-order:stroke}.small{font-size:10px}",
    ]  # fmt: skip
    text = "".join(f".load-picture {rule}" for rule in rules)
    if dark:
        night = "".join(f".load-picture .{name}{{{what}:{colour}}}" for name, what, _, colour in _SHEET)
        text += f"@media (prefers-color-scheme:dark){{{night}}}"
    return text


def text(said: str, x: int, y: int, kind: str = "ink", *, anchor: str = "", bold: bool = False, room: int = 0) -> str:
    """A line of text; what does not fit into `room` pixels is cut, and whole in the tooltip."""
    fits = shorten(said, max(int(room / CHAR), 4)) if room else said
    whole = f"<title>{escape(said)}</title>" if fits != said else ""
    more = (f' text-anchor="{anchor}"' if anchor else "") + (' font-weight="bold"' if bold else "")
    return f'<text class="{kind}" x="{x}" y="{y}"{more}>{whole}{escape(fits)}</text>'


def rect(x: int, y: int, width: int, height: int, kind: str, more: str = "") -> str:
    """A box, in whole pixels."""
    return f'<rect class="{kind}" x="{x}" y="{y}" width="{width}" height="{height}"{more}/>'


def dashed(pattern: str) -> str:
    """The attribute for a broken line, "" for a whole one."""
    return f' stroke-dasharray="{pattern}"' if pattern else ""


def line(x1: int, y1: int, x2: int, y2: int, kind: str, more: str = "") -> str:
    """A thin line, in tenths of a pixel."""
    return f'<line class="thin {kind}" x1="{px(x1)}" y1="{px(y1)}" x2="{px(x2)}" y2="{px(y2)}"{more}/>'


def path(steps: str, kind: str, said: str, facts: Mapping[str, str], more: str = "") -> str:
    """A path with its name as tooltip; `facts` say which series it is, for readers that are programs."""
    data = "".join(f" data-{name}={quoteattr(value)}" for name, value in facts.items())
    return f'<path class="{kind}"{more} d="{steps}"{data}>{tooltip(said)}</path>'


def steps_of(series: Series, x: Scale, y: Scale, end_ms: int) -> str:
    """A step function as a path: it holds each value until the next, the last one until `end_ms`."""
    first, *rest = series.points
    parts = [f"M{px(x(first[0]))} {px(y(first[1]))}"]
    for at_ms, value in rest:
        parts.append(f"H{px(x(at_ms))}V{px(y(value))}")
    return "".join([*parts, f"H{px(x(end_ms))}"])


def tooltip(said: str) -> str:
    """What a pointer over the element is told."""
    return f"<title>{escape(said)}</title>"


def area_between(lower: Series, upper: Series, x: Scale, y: Scale, end_ms: int) -> str:
    """The area between two step functions that begin at one moment, as a closed path."""
    back = []
    end = end_ms
    for at_ms, value in reversed(lower.points):
        back.append(f"V{px(y(value))}H{px(x(at_ms))}")
        end = at_ms
    assert end == upper.points[0][0], "both begin where the picture begins"
    return f"{steps_of(upper, x, y, end_ms)}{''.join(back)}Z"
