"""At the end of every run with scenarios: judge it, write the reports, say what came of it.

Loaded by the conftest.py at the root. `-p no:stationproof.pytest_reports` leaves it out, for
whoever builds the reports himself.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from fixtures.catalogue import CatalogueError
from fixtures.pytest_results import RESULTS
from fixtures.pytest_scenarios import catalogue_folder
from reports.build import build
from reports.results import ResultsError

SAID = pytest.StashKey[str]()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Build them; fixtures.plugin has written the last line of the results by now."""
    config = session.config
    results = config.stash.get(RESULTS, None)
    if results is None:
        return
    here = config.invocation_params.dir
    folder = results.folder
    shown = folder.relative_to(here) if folder.is_relative_to(here) and here == Path.cwd() else folder
    try:
        config.stash[SAID] = build(results.file, catalogue_folder(config), shown).text
    except (ResultsError, CatalogueError, OSError) as error:
        config.stash[SAID] = f"no report: {error}"


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """The verdicts in short, and the file to open."""
    for line in config.stash.get(SAID, "").splitlines():
        terminalreporter.write_line(line)
