"""docs/load-management.md shows the limits as the station's tables have them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from reference_impl.blocks.limits.sources import SOURCES, Feeds, Source
from reference_impl.blocks.load_management.sources import ISLAND_SOURCES

DOCUMENT = Path(__file__).parents[2] / "docs" / "load-management.md"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """As Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def value_of(source: Source) -> str:
    """The parameter of socket 1, or that it is told."""
    return f"`{source.keys[0]}`" if source.keys is not None else "told"


def test_the_limits_of_a_socket() -> None:
    rows = [
        (one.name, one.scope, "" if one.feeds is Feeds.ANY else one.feeds, value_of(one), one.silent) for one in SOURCES
    ]
    wanted = table(("Source", "Binds", "There is one in", "Value", "When it is silent"), rows)
    assert wanted in DOCUMENT.read_text(encoding="utf-8"), wanted


def test_the_limits_of_an_island() -> None:
    rows = [(one.name, f"`{one.parameter}`", one.silent) for one in ISLAND_SOURCES]
    wanted = table(("Source", "Value, per grid phase", "When it is silent"), rows)
    assert wanted in DOCUMENT.read_text(encoding="utf-8"), wanted


def test_no_source_has_two_names() -> None:
    names = [one.name for one in (*SOURCES, *ISLAND_SOURCES)]
    assert len(set(names)) == len(names)
    assert not any("/" in name for name in names), "three names are told with / between them"
