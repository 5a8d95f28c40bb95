"""Frozen dataclasses that are cheap to make.

mypy knows them as frozen and refuses whoever changes one. At run time they are not guarded: the guard makes
a frozen dataclass three times as dear to make, and of events and effects there are hundreds of thousands in a run.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(made: type | None = None, /, *, frozen: bool, **options: bool) -> Any:
        """Stands in for dataclasses.dataclass with frozen=True."""
        assert frozen, "who may be changed is a dataclass of the standard library"
        return dataclasses.dataclass(made, unsafe_hash=True, **options)
