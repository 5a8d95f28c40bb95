"""Mutants that make no difference that anybody could see, with the reason: equivalent.toml, reviewed by hand."""

from __future__ import annotations

import tomllib
from pathlib import Path

FILE = Path(__file__).with_name("equivalent.toml")


def equivalent_mutants(file: Path = FILE) -> dict[str, str]:
    """Names of mutants and why each is left out."""
    rows = tomllib.loads(file.read_text(encoding="utf-8"))["equivalent"]
    return {name: row["reason"] for row in rows for name in row["mutants"]}
