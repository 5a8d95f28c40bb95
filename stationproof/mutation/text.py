"""A Python source as bytes, addressed by the nodes of its syntax tree."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol


class Placed(Protocol):
    """A node that knows where it stands; columns count bytes of UTF-8."""

    @property
    def lineno(self) -> int: ...
    @property
    def end_lineno(self) -> int | None: ...
    @property
    def col_offset(self) -> int: ...
    @property
    def end_col_offset(self) -> int | None: ...


@dataclass(frozen=True)
class Replacement:
    """Bytes start to end of a source become `text`."""

    start: int
    end: int
    text: str


class Source:
    """One file: `name` from the root of the project, and its bytes."""

    def __init__(self, name: str, content: bytes) -> None:
        self.name, self.content = name, content
        self.lines = content.splitlines(keepends=True)
        self._begins = [0]
        for line in self.lines:
            self._begins.append(self._begins[-1] + len(line))

    @property
    def module(self) -> str:
        """How it is imported."""
        return self.name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @cached_property
    def tree(self) -> ast.Module:
        """Its syntax."""
        return ast.parse(self.content)

    def start(self, node: Placed) -> int:
        """Offset of the first byte of a node."""
        return self._begins[node.lineno - 1] + node.col_offset

    def end(self, node: Placed) -> int:
        """Offset behind the last byte of a node."""
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return self._begins[node.end_lineno - 1] + node.end_col_offset

    def text(self, node: Placed) -> str:
        """A node as it is written."""
        return self.between(self.start(node), self.end(node))

    def between(self, start: int, end: int) -> str:
        """The text of a range of bytes."""
        return self.content[start:end].decode()

    def line(self, number: int) -> str:
        """A line, counted from 1, without its indentation."""
        return self.lines[number - 1].decode().strip()

    def line_of(self, offset: int) -> int:
        """The number of the line in which a byte stands."""
        return self.content.count(b"\n", 0, offset) + 1

    def with_(self, change: Replacement) -> bytes:
        """The source with the change in it."""
        return self.content[: change.start] + change.text.encode() + self.content[change.end :]
