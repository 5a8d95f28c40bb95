"""What is typed, or piped in, as lines; on a terminal character by character, so that a screen can show it.

A thread reads with os.read, since asyncio cannot wait for files and a thread that is inside
sys.stdin.buffer when the interpreter ends would take it down.
"""

from __future__ import annotations

import asyncio
import codecs
import io
import os
import re
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

# Cursor keys and the like.
_ESCAPE = re.compile("\x1b(?:\\[[0-9;]*[ -/]*[@-~]|O.|.)?")
CHUNK = 4096


class LineEditor:
    """Makes lines of characters; knows backspace and Ctrl-U."""

    def __init__(self) -> None:
        self._decode = codecs.getincrementaldecoder("utf-8")(errors="replace").decode
        self.text = ""
        """The line that is being typed."""

    def feed(self, octets: bytes) -> list[str]:
        """The lines that these octets complete."""
        lines = []
        for char in _ESCAPE.sub("", self._decode(octets)):
            if char in "\r\n":
                lines.append(self.text)
                self.text = ""
            elif char in "\x08\x7f":
                self.text = self.text[:-1]
            elif char == "\x15":
                self.text = ""
            elif char.isprintable() or char == "\t":
                self.text += char
        return lines


def standard_input() -> int | None:
    """The number of the file that standard input is; None when it is none."""
    try:
        return sys.stdin.fileno()
    except (AttributeError, ValueError, io.UnsupportedOperation):
        return None


def listen(loop: asyncio.AbstractEventLoop, file: int, hear: Callable[[bytes], None]) -> None:
    """Have the loop call `hear` with whatever comes from `file`, until it ends."""

    def read() -> None:
        with suppress(OSError, RuntimeError):  # the file was closed, or the loop
            while octets := os.read(file, CHUNK):
                loop.call_soon_threadsafe(hear, octets)

    threading.Thread(target=read, daemon=True).start()


@contextmanager
def unbuffered(file: int) -> Iterator[None]:
    """A terminal that hands over each character as it is typed, without showing it; Ctrl-C stays what it is."""
    try:
        import termios
        import tty
    except ImportError:  # a system without terminals of this kind
        yield
        return
    before = termios.tcgetattr(file)
    tty.setcbreak(file)
    try:
        yield
    finally:
        termios.tcsetattr(file, termios.TCSADRAIN, before)
