"""The marks of events: one number each above the panels, numbers that would touch put together, a key below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .axes import Scale, clock
from .events import Event
from .ink import line, rect, text, tooltip

MOST_LISTED, FEW_LISTED = 60, 8
_DIGIT, _EDGE = 7, 8  # pixels: a digit of a label, and both margins around it


@dataclass(frozen=True)
class Mark:
    """An event with its number in the key; 0 when the key has no room for it."""

    number: int
    event: Event


@dataclass(frozen=True)
class Group:
    """Marks under one label, in pixels from `left` to `right`."""

    marks: tuple[Mark, ...]
    left: int
    right: int

    @property
    def label(self) -> str:
        """"3", or "3–7"."""
        first, last = self.marks[0].number, self.marks[-1].number
        return str(first) if first == last else f"{first}–{last}"

    @property
    def grave(self) -> bool:
        """Whether something is among them that nobody wants to see."""
        return any(mark.event.grave for mark in self.marks)


def numbered(events: Sequence[Event], most: int = MOST_LISTED) -> list[Mark]:
    """Each event with its number. Of more than `most`, routine ones are not listed, grave ones before all others."""
    places: Sequence[int] = range(len(events))
    if len(events) > most:
        remarkable = [place for place in places if events[place].weight]
        places = sorted(remarkable, key=lambda place: (-events[place].weight, place))[:most]
    listed = set(places)
    marks, number = [], 0
    for place, event in enumerate(events):
        number += place in listed
        marks.append(Mark(number if place in listed else 0, event))
    return marks


def grouped(marks: Sequence[Mark], x: Scale, low: int, high: int) -> list[Group]:
    """Labels between the pixels `low` and `high` that do not touch each other."""
    groups: list[Group] = []
    for mark in marks:
        if not mark.number:
            continue
        groups.append(_placed((mark,), x, low, high))
        while len(groups) > 1 and groups[-2].right + 3 > groups[-1].left:
            last = groups.pop()
            groups[-1] = _placed((*groups[-1].marks, *last.marks), x, low, high)
    return groups


def _placed(marks: tuple[Mark, ...], x: Scale, low: int, high: int) -> Group:
    wide = len(Group(marks, 0, 0).label) * _DIGIT + _EDGE
    middle = (x(marks[0].event.at_ms) + x(marks[-1].event.at_ms)) // 20
    left = max(low, min(middle - wide // 2, high - wide))
    return Group(marks, left, left + wide)


def lane(marks: Sequence[Mark], x: Scale, y: int, bottom: int, edges: tuple[int, int]) -> str:
    """The labels at `y`, and the lines of listed events down to `bottom`; others have a short line in the lane."""
    parts = []
    for mark in marks:
        at, grave = x(mark.event.at_ms), mark.event.grave
        kind, dashes = ("grave", "") if grave else ("mark", ' stroke-dasharray="2 3"')
        parts.append(line(at, 10 * (y + 17), at, 10 * (bottom if mark.number else y + 23), kind, dashes))
    for group in grouped(marks, x, *edges):
        wide = group.right - group.left
        said = "; ".join(f"{clock(mark.event.at_ms)} {mark.event.text}" for mark in group.marks)
        box = rect(group.left, y, wide, 16, f"pill {'grave' if group.grave else 'mark'}", ' rx="3"')
        parts.append(f"<g>{tooltip(said)}{box}{text(group.label, group.left + wide // 2, y + 12, anchor='middle')}</g>")
    return "".join(parts)


def key(marks: Sequence[Mark], x: int, y: int, width: int, row_height: int) -> tuple[str, int]:
    """What the numbers stand for, in two columns if there are many; also the first free pixel below."""
    listed = [mark for mark in marks if mark.number]
    columns = 1 if len(listed) <= FEW_LISTED else 2
    rows, half = -(-len(listed) // columns), width // columns
    parts = []
    for place, mark in enumerate(listed):
        column, row = divmod(place, rows)
        left, base = x + column * half, y + 14 + row * row_height
        kind = "limit-text" if mark.event.grave else "ink"
        parts += [
            text(str(mark.number), left + 18, base, kind, anchor="end", bold=True),
            text(clock(mark.event.at_ms), left + 26, base, "soft"),
            text(mark.event.text, left + 114, base, kind, room=half - 122),
        ]
    y += rows * row_height + 6
    if left_out := len(marks) - len(listed):
        said = f"{left_out} more events have a short line above the panels and are not listed; the journal has them."
        parts.append(text(said, x, y + 14, "soft"))
        y += row_height + 4
    return "".join(parts), y
