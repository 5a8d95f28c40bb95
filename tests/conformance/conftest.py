"""The steps, for the scenarios of this folder: every module of steps/, found by itself."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import pytest

import steps


def pytest_configure(config: pytest.Config) -> None:
    """Register each module of steps, so that its steps are found."""
    for module in sorted(found.name for found in iter_modules(steps.__path__, "steps.")):
        config.pluginmanager.register(import_module(module), module)
