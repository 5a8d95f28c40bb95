"""Text from a subject, made fit to show: no control characters, bounded length."""

from __future__ import annotations

import re

# What XML cannot hold, and what turns or hides the text around it on a page.
_ILLEGAL = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]"
    "|[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)


def clean(text: str) -> str:
    """`text` with the characters that do not show, or do not stay in place, written as escapes."""
    return _ILLEGAL.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def one_line(text: str) -> str:
    """`text` as one line: any white space, also line ends, as one blank."""
    return " ".join(clean(text).split())


def shorten(text: str, length: int) -> str:
    """The beginning of `text`, with a sign that something was cut off."""
    return text if len(text) <= length else text[: length - 1] + "…"
