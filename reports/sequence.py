"""A journal as a sequence diagram, drawn as SVG without any library.

One row an entry. Whoever appears gets a lifeline, in the order of first appearance; what
goes from one to another is an arrow, what concerns nobody else is a note on its lifeline,
and a step of the scenario is a band across. All numbers are whole, there are no ids, and
the same entries give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

from fixtures.bench.journal import Entry, format_ms
from reports.text import one_line, shorten

ROW, HEAD, TIME, SPAN = (
    34,
    48,
    108,
    190,
)  # pixels: a row, the names on top, the time column, between lifelines
CHAR = 7  # pixels a character takes at most
MOST_LINES = 12


def sequence_svg(entries: Sequence[Entry], most_rows: int = 40, label: str = "Sequence diagram") -> str:
    """The diagram of `entries` as one <svg> element to stand in a page.

    Rows beyond `most_rows` are counted, not drawn.
    """
    drawn, left_out = entries[:most_rows], len(entries) - most_rows
    lines = _lifelines(drawn)
    at = {name: TIME + SPAN // 2 + place * SPAN for place, name in enumerate(lines)}
    width = TIME + max(len(lines), 2) * SPAN
    height = HEAD + len(drawn) * ROW + (ROW if left_out > 0 else 0) + 12
    parts = [_lifeline(name, x, height) for name, x in at.items()]
    told = -1
    for place, entry in enumerate(drawn):
        y = HEAD + place * ROW + ROW - 8
        if entry.at_ms != told:
            parts.append(_text(format_ms(entry.at_ms), 4, y - 4, "time"))
            told = entry.at_ms
        parts.append(_row(entry, at, y, width))
    if left_out > 0:
        parts.append(_text(f"... {left_out} more", TIME, height - 20, "more"))
    return (
        f'<svg class="sequence" role="img" aria-label={quoteattr(one_line(label))} '
        f'viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" font-family="sans-serif" font-size="12">'
        f'<rect width="{width}" height="{height}" fill="#fff"/>' + "".join(parts) + "</svg>"
    )


def label_of(entry: Entry) -> str:
    """What an entry says, on one line: a frame by its action, anything else by kind and facts."""
    facts = dict(entry.detail)
    if entry.kind == "frame" and "message" in facts:
        kind = "" if facts["message"] == "call" else f" {facts['message']}"
        flaw = "" if facts.get("valid", True) else f"INVALID {facts.get('problem', '')} "
        return one_line(f"{flaw}{facts.get('action', '')}{kind} {facts.get('payload', '')}")
    if entry.kind == "step":
        return one_line(" ".join(str(value) for value in facts.values()))
    words = (f"{name}={_plain(value)}" for name, value in facts.items() if value != "")
    return one_line(f"{entry.kind} {' '.join(words)}")


def _plain(value: str | int | bool) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _lifelines(entries: Iterable[Entry]) -> list[str]:
    """Who takes part, in order of first appearance; the many beyond the limit share the last line."""
    names: dict[str, None] = {}
    for entry in entries:
        if entry.kind != "step":
            names.update(dict.fromkeys(name for name in (entry.who, entry.to) if name))
    found = list(names)
    return found if len(found) <= MOST_LINES else [*found[: MOST_LINES - 1], "others"]


def _row(entry: Entry, at: dict[str, int], y: int, width: int) -> str:
    if entry.kind == "step":
        return _band(label_of(entry), y, width)
    last = at.get("others", TIME)
    start = at.get(entry.who, last)
    end = at.get(entry.to, last) if entry.to else start
    bad = entry.detail.get("valid", True) is False or entry.kind == "crash"
    return _note(entry, start, y, width, bad) if start == end else _arrow(entry, start, end, y, bad)


def _lifeline(name: str, x: int, height: int) -> str:
    left, wide = x - SPAN // 2 + 8, SPAN - 16
    return (
        f'<line x1="{x}" y1="34" x2="{x}" y2="{height - 4}" stroke="#aab4c0" stroke-dasharray="3 3"/>'
        f'<rect x="{left}" y="8" width="{wide}" height="26" rx="4" fill="#eef2f7" stroke="#5b6b7f"/>'
        + _text(shorten(one_line(name), 24), x, 25, "name", middle=True)
    )


def _arrow(entry: Entry, start: int, end: int, y: int, bad: bool) -> str:
    colour, tip = ("#a4161a" if bad else "#1d3557"), (-8 if end > start else 8)
    dashes = ' stroke-dasharray="6 3"' if entry.detail.get("message") in ("result", "error") else ""
    return (
        f'<line x1="{start}" y1="{y}" x2="{end}" y2="{y}" stroke="{colour}"{dashes}/>'
        f'<polygon points="{end},{y} {end + tip},{y - 4} {end + tip},{y + 4}" fill="{colour}"/>'
        + _text(label_of(entry), (start + end) // 2, y - 6, "message", middle=True, room=abs(end - start) - 16)
    )


def _note(entry: Entry, x: int, y: int, width: int, bad: bool) -> str:
    said = label_of(entry)
    wide = min(len(said) * CHAR + 12, 2 * SPAN)
    left = max(TIME, min(x - wide // 2, width - wide - 4))
    fill, line = ("#fdecea", "#a4161a") if bad else ("#fff8dc", "#b59a3c")
    box = f'<rect x="{left}" y="{y - 17}" width="{wide}" height="22" rx="3" fill="{fill}" stroke="{line}"/>'
    return box + _text(said, left + wide // 2, y - 2, "note", middle=True, room=wide - 8)


def _band(said: str, y: int, width: int) -> str:
    box = f'<rect x="{TIME}" y="{y - 18}" width="{width - TIME - 4}" height="24" fill="#e9ecef"/>'
    return box + _text(said, TIME + 8, y - 2, "step", room=width - TIME - 20)


def _text(said: str, x: int, y: int, kind: str, *, middle: bool = False, room: int = 0) -> str:
    """A line of text; what does not fit into `room` pixels is cut and kept whole in the tooltip."""
    fits = shorten(said, max(room // CHAR, 4)) if room else said
    whole = f"<title>{escape(said)}</title>" if fits != said else ""
    anchor = ' text-anchor="middle"' if middle else ""
    weight = ' font-weight="bold"' if kind in ("name", "step", "more") else ""
    halo = ' paint-order="stroke" stroke="#fff" stroke-width="4"' if kind == "message" else ""
    fill = "#495057" if kind == "time" else "#111"
    return f'<text x="{x}" y="{y}" fill="{fill}"{anchor}{weight}{halo}>{whole}{escape(fits)}</text>'
