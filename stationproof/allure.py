"""`stationproof allure`: Allure's own page as one file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from reports.allure_html import allure_page

from .codes import EXIT_CODES, Stop
from .places import latest, shown
from .tell import say

PAGE = "allure.html"
EPILOG = f"""\
Allure's page needs Node and the npm package `allure`, version 3; nothing else in Stationproof does.

**Examples**

- `stationproof allure`: the page of the last run
- `stationproof allure --out reports/out/mine`: that of another one

{EXIT_CODES}
"""


def page_of(results: Path, folder: Path) -> bool:
    """Make the page and say where it is, or why there is none."""
    reasons: list[str] = []
    page = allure_page(results, folder / PAGE, reasons.append)
    if page is None:
        say(f"No Allure page: {'; '.join(reasons)}. `stationproof allure` makes it later.")
        return False
    say(f"Allure's page: {shown(folder / PAGE)}")
    return True


def demand_page(results: Path, folder: Path) -> None:
    """Make the page; Stop with the reason when that cannot be."""
    reasons: list[str] = []
    if allure_page(results, folder / PAGE, reasons.append) is None:
        raise Stop(f"No Allure page: {'; '.join(reasons)}.")
    say(f"Allure's page: {shown(folder / PAGE)}")


def allure(
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="DIR", help="The folder of a run.", show_default="reports/out/latest"),
    ] = None,
) -> None:
    """Make Allure's page of a run, as one file."""
    folder = (out or latest()).absolute()
    demand_page(folder / "allure-results", folder)
