"""Where things lie: the checkout that this package stands in, and what is found from there."""

from __future__ import annotations

import os
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path

from .codes import Stop, missing

ROOT = Path(__file__).resolve().parent.parent
NAME = "stationproof"


def checkout(root: Path | None = None) -> Path:
    """The folder of the checkout; Stop when the scenarios are not there."""
    root = root or ROOT
    if not (root / "features").is_dir():
        raise Stop(
            f"There is no folder 'features' beside the package in {shown(root)}: Stationproof runs from its checkout, "
            "so install it there with `pip install -e .`."
        )
    return root


def requirements_folder() -> Path:
    """Where the catalogue lies."""
    return checkout() / "features" / "requirements"


def latest() -> Path:
    """Where a run leaves its results unless it is told otherwise."""
    return checkout() / "reports" / "out" / "latest"


def partial() -> Path:
    """Where a run of a selection leaves them, so that trying one scenario does not destroy the last full verdicts."""
    return latest().with_name("partial")


def shown(path: Path) -> str:
    """The path as somebody would type it here: relative where that is shorter to read."""
    path = Path(os.path.abspath(path))
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) and path != here else str(path)


def our_version() -> str:
    """The version that is installed."""
    try:
        return version(NAME)
    except PackageNotFoundError:
        return "not installed"


def check_dependencies() -> None:
    """Stop at the first package that a run needs and that is not installed."""
    try:
        wanted = distribution(NAME).requires or []
    except PackageNotFoundError:
        return
    for line in wanted:
        name = line.partition(";")[0]
        if "extra ==" in line:
            continue
        for sign in " <>=!~[(":
            name = name.partition(sign)[0]
        try:
            distribution(name)
        except PackageNotFoundError:
            raise Stop(missing(name)) from None
