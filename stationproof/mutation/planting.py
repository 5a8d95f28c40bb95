"""Puts a mutant into this process: before the station is loaded, or into a function of the loaded one.

The second way costs nothing, since all stays loaded: the function gets the code of the changed file. The first way
is for what takes effect while a module is loaded (tables, constants, defaults): it is imported from the changed text.
Both are for a process that ends afterwards.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from importlib.abc import MetaPathFinder, SourceLoader
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from types import CodeType, FunctionType, ModuleType
from typing import Any

from .mutants import Mutant
from .text import Source


class NotPlanted(Exception):
    """The function is not where the syntax tree says."""


class _Changed(SourceLoader):
    """Loads one module from changed text."""

    def __init__(self, file: str, content: bytes) -> None:
        self._file, self._content = file, content

    def get_filename(self, fullname: str) -> str:
        """Where it stands."""
        return self._file

    def get_data(self, path: str | bytes) -> bytes:
        """Its text; there is no compiled form of it."""
        if path != self._file:
            raise OSError(f"{path!r} is not kept")
        return self._content


class _Finder(MetaPathFinder):
    """Finds the changed module before anybody else finds the sound one."""

    def __init__(self, name: str, loader: _Changed) -> None:
        self._name, self._loader = name, loader

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None) -> Any:
        """The spec of the changed module, None for any other."""
        return self._spec() if fullname == self._name else None

    def _spec(self) -> ModuleSpec | None:
        return spec_from_loader(self._name, self._loader)


def plant_before_loading(mutant: Mutant, source: Source) -> None:
    """Have the changed file imported in place of the sound one."""
    if source.module in sys.modules:
        raise NotPlanted(f"{source.module} is loaded already")
    sys.meta_path.insert(0, _Finder(source.module, _Changed(source.name, mutant.applied(source))))


def plant_in_function(mutant: Mutant, source: Source) -> None:
    """Give the function of the loaded station its changed code."""
    old = _functions(compile(source.content, source.name, "exec"))[mutant.function]
    new = _functions(compile(mutant.applied(source), source.name, "exec"))[mutant.function]
    for place, code in enumerate(old):  # both sides of a property have one name
        _found(source, mutant.function, code).__code__ = new[place]


def _functions(module: CodeType) -> dict[str, list[CodeType]]:
    """The code of functions and methods by qualified name; a property has one for each of its sides."""
    found: dict[str, list[CodeType]] = {}
    for code in _inner(module):
        found.setdefault(code.co_qualname, []).append(code)
    return found


def _inner(code: CodeType) -> Iterator[CodeType]:
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield one
            yield from _inner(one)


def _found(source: Source, name: str, code: CodeType) -> FunctionType:
    """The function object behind a qualified name."""
    place: Any = sys.modules[source.module]
    for part in name.split("."):
        place = vars(place).get(part)
    for one in _unwrapped(place):
        if isinstance(one, FunctionType) and one.__code__.co_firstlineno == code.co_firstlineno:
            return one
    raise NotPlanted(f"{name} of {source.module} is no plain function")


def _unwrapped(found: Any) -> Iterator[Any]:
    if isinstance(found, property):
        yield from (found.fget, found.fset)
    yield getattr(found, "__func__", found)
