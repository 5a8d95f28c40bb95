"""What a command says on standard output: plain text, with colours on a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

STYLES = (
    ("NOT CONFORMANT", "bold red"),
    ("CONFORMANT", "bold green"),
    ("NO VERDICT", "bold yellow"),
    ("FAILED", "red"),
    ("BENCH BROKEN", "magenta"),
    ("warning:", "yellow"),
    ("regressions:", "red"),
    ("improvements:", "green"),
    ("Open ", "bold"),
)


def console() -> Console:
    """Standard output as it is now."""
    return Console(highlight=False)


def errors() -> Console:
    """Standard error as it is now."""
    return Console(highlight=False, stderr=True)


def say(text: str) -> None:
    """Print lines as they are; on a terminal the ones that matter are coloured by how they begin."""
    out = console()
    for line in text.rstrip("\n").split("\n"):
        style = next((style for start, style in STYLES if line.startswith(start)), "")
        out.print(Text(line, style), soft_wrap=True)
