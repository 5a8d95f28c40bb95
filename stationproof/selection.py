"""What to run: the options that choose scenarios, checked before anything is started."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from fixtures.catalogue import Catalogue, CatalogueError, Requirement, load_catalogue

from .codes import Stop
from .places import requirements_folder
from .scenarios import Scenario


class Bench(StrEnum):
    """Where the scenarios run."""

    VIRTUAL = "virtual"
    WIRE = "wire"
    DEVICE = "device"
    ALL = "all"


class Level(StrEnum):
    """How binding a requirement is."""

    SHALL = "shall"
    SHOULD = "should"
    INFO = "info"


Chapters = Annotated[
    list[str] | None, typer.Option("--chapter", metavar="NUMBER|WORDS", help="Only this chapter of the manual.")
]
Requirements = Annotated[
    list[str] | None, typer.Option("--requirement", "-r", metavar="ID", help="Only this requirement, or all of AUT.")
]
Tags = Annotated[list[str] | None, typer.Option("--tag", "-t", metavar="TAG", help="Only scenarios with this tag.")]
Levels = Annotated[list[Level] | None, typer.Option("--level", "-l", help="Only requirements of this level.")]
Benches = Annotated[Bench, typer.Option("--bench", "-b", help="In memory, on real sockets, both, or a device.")]
Profile = Annotated[str | None, typer.Option("--profile", metavar="NAME|FILE", help="The charge point that is tested.")]


@dataclass(frozen=True)
class Selection:
    """All that chooses what runs."""

    chapters: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()
    bench: Bench = Bench.ALL
    profile: str | None = None

    @property
    def is_whole(self) -> bool:
        """Nothing is left out."""
        return self.bench is Bench.ALL and not (self.chapters or self.requirements or self.tags or self.levels)

    def arguments(self, root: Path) -> list[str]:
        """As the plugin for pytest takes it."""
        rows = (
            ("--chapter", self.chapters),
            ("--requirement", self.requirements),
            ("--tag", self.tags),
            ("--level", self.levels),
            ("--bench", (self.bench,)),
            ("--profile", (_seen_from(root, self.profile),) if self.profile else ()),
        )
        return [f"{option}={value}" for option, values in rows for value in values]


def select(
    chapters: Iterable[str] | None,
    requirements: Iterable[str] | None,
    tags: Iterable[str] | None,
    levels: Iterable[Level] | None,
    bench: Bench,
    profile: str | None,
) -> Selection:
    """The selection, in the spelling of catalogue and tags; nothing is checked yet."""
    return Selection(
        tuple(chapters or ()),
        tuple(name.upper().removeprefix("@").rstrip("-*") for name in requirements or ()),
        tuple(tag.removeprefix("@") for tag in tags or ()),
        tuple(levels or ()),
        bench,
        profile,
    )


def check(selection: Selection, catalogue: Catalogue, scenarios: Sequence[Scenario]) -> None:
    """Stop at the first word of the selection that names nothing."""
    if selection.profile is not None and not selection.profile.strip():
        raise Stop("--profile is empty; name a profile, or leave it out for the reference.")
    for chapter in selection.chapters:
        in_chapter(catalogue, chapter)
    for name in selection.requirements:
        with_prefix(catalogue, name)
    known = {tag for scenario in scenarios for tag in scenario.tags}
    for tag in selection.tags:
        if tag not in known:
            raise Stop(f"No scenario has the tag @{tag}; {_near(tag, known)}")


def catalogue() -> Catalogue:
    """The catalogue of the checkout; Stop when it cannot be read."""
    try:
        return load_catalogue(requirements_folder())
    except CatalogueError as error:
        raise Stop(f"The catalogue cannot be used: {error}.") from error


def with_prefix(catalogue: Catalogue, name: str) -> tuple[Requirement, ...]:
    """The requirement of that id, or all of that group; Stop when there is none."""
    found = tuple(entry for entry in catalogue if entry.id == name or entry.id.startswith(f"{name}-"))
    if not found:
        prefixes = ", ".join(dict.fromkeys(entry.id.partition("-")[0] for entry in catalogue))
        near = catalogue.near(name)
        hint = f"did you mean {near}?" if near else f"the ids begin with {prefixes}."
        raise Stop(f"There is no requirement {name!r}; {hint}")
    return found


def in_chapter(catalogue: Catalogue, chapter: str) -> tuple[Requirement, ...]:
    """The requirements of a chapter, named by its number or by words of its title; Stop when there is none."""
    found = [name for name in catalogue.chapters if _is_called(name, chapter.strip().casefold())]
    if not found:
        raise Stop(f"There is no chapter {chapter!r}; there are: {'; '.join(catalogue.chapters)}.")
    return tuple(entry for entry in catalogue if entry.chapter in found)


def _is_called(chapter: str, wanted: str) -> bool:
    """Whether `wanted` is the number of the chapter, or words of its title."""
    number, _, title = chapter.partition(" ")
    return wanted == number or (bool(wanted) and not wanted.isdigit() and wanted in title.casefold())


def _near(word: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(word, sorted(known), n=1)
    return f"did you mean @{near[0]}?" if near else "the feature files show which tags there are."


def _seen_from(root: Path, profile: str) -> str:
    """A file of the caller's folder by a path that holds in `root`, where pytest runs; a name as it is."""
    file = Path(profile)
    if not (profile.endswith(".toml") or "/" in profile) or not file.is_file():
        return profile
    file = file.resolve()
    return file.relative_to(root).as_posix() if file.is_relative_to(root) else str(file)
