"""The import contracts of pyproject.toml hold, and each is broken by a breach planted in a copy."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("reference_impl", "fixtures", "steps", "reports", "stationproof")
LINT = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"

BREACHES: dict[str, dict[str, str]] = {
    # contract: importer and imported of imports that it forbids
    "layers": {
        "reference_impl.model.quantities": "reference_impl.blocks.outlet.cable",
        "reference_impl.blocks.outlet.lock": "reference_impl.station.routes",
        "reference_impl.station.station": "reference_impl.edges.disk",
        "reference_impl.blocks.backend.boot": "reference_impl.codecs.ocpp_j",
        "reference_impl.codecs.ocpp_payloads": "reference_impl.blocks.block",
    },
    "blocks": {
        "reference_impl.blocks.outlet.lock": "reference_impl.blocks.session.states",
        "reference_impl.blocks.signals.led": "reference_impl.blocks.limits.sources",
        "reference_impl.blocks.block": "reference_impl.blocks.configuration.readers",
    },
    "pure": {
        "reference_impl.model.events": "time",
        "reference_impl.blocks.backend.outbox": "uuid",
        "reference_impl.codecs.ocpp_j": "ocpp",
        "reference_impl.station.host": "asyncio",
    },
    "product": {
        "reference_impl.edges.disk": "fixtures.clock",
        "reference_impl.blocks.outlet.lock": "tests",
        "reference_impl.model.lights": "stationproof.places",
    },
    "steps": {
        "steps.vocabulary": "reference_impl.model.events",
        "steps.time": "fixtures.bench.virtual",
        "steps.signals": "fixtures.peers.outlet",
        "steps.backend": "ocpp",
        "steps.charging": "time",
    },
    "subject": {
        "fixtures.peers.outlet": "reference_impl.blocks.outlet.pilot",
        "fixtures.bench.api": "reference_impl.model.events",
        "fixtures.invariants.plug_held": "reference_impl.model.electrical",
        "reports.html": "reference_impl.model.lights",
    },
    "reports": {
        "reports.results": "fixtures.bench.virtual",
        "reports.journals": "fixtures.profile",
        "reports.text": "steps.vocabulary",
    },
    "fixtures": {
        "fixtures.plugin": "steps.vocabulary",
        "fixtures.bench.journal": "reports.text",
        "fixtures.catalogue": "stationproof.places",
    },
}
NEW_FOLDERS = {"layers": "reference_impl/helpers", "blocks": "reference_impl/blocks/dlm"}
"""Places that nobody has put into a layer yet."""

STEPS_MAY = frozenset(
    {"__future__", "collections", "dataclasses", "datetime", "decimal", "enum", "fractions", "functools", "itertools"}
    | {"base64", "io", "ipaddress", "json", "math", "operator", "re", "typing", "parse", "pytest", "pytest_bdd"}
    | {"zipfile"}  # a file that was saved is judged by what opens it
)
"""What steps may import besides the Bench, its journal and each other: words, sums and the test runner."""


def contracts() -> dict[str, str]:
    """Id and name of each contract."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    return {contract["id"]: contract["name"] for contract in settings["contracts"]}


def lint(folder: Path, contract: str = "") -> tuple[bool, str]:
    """Whether all contracts (or this one) are kept in a folder, and what lint-imports says."""
    only = ("--contract", contract) if contract else ()
    ended = subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache", *only], cwd=folder, capture_output=True, text=True, check=False
    )
    return ended.returncode == 0, ended.stdout + ended.stderr


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packages in a folder of their own."""
    folder = tmp_path_factory.mktemp("checkout")
    shutil.copy(ROOT / "pyproject.toml", folder)
    for package in PACKAGES:
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__", "out"))
    return folder


def test_the_contracts_are_kept() -> None:
    kept, told = lint(ROOT)
    assert kept, told
    assert f"{len(contracts())} kept, 0 broken" in told


def test_the_copy_itself_breaks_nothing(copy: Path) -> None:
    kept, told = lint(copy)
    assert kept, told


def test_every_contract_has_a_planted_breach() -> None:
    assert set(BREACHES) == set(contracts())


@contextmanager
def planted(folder: Path, lines: dict[str, str]) -> Iterator[None]:
    """Each module of `folder` with one more line; taken out again in the end."""
    before = {folder / f"{module.replace('.', '/')}.py": line for module, line in lines.items()}
    texts = {path: path.read_text(encoding="utf-8") for path in before}
    for path, line in before.items():
        path.write_text(f"{texts[path]}\n{line}\n", encoding="utf-8")
    try:
        yield
    finally:
        for path, text in texts.items():
            path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("contract", BREACHES)
def test_planted_breaches_are_found(copy: Path, contract: str) -> None:
    with planted(copy, {module: f"import {what}" for module, what in BREACHES[contract].items()}):
        kept, told = lint(copy, contract)
    assert not kept
    assert f"{contracts()[contract]} BROKEN" in told
    unseen = [(module, what) for module, what in BREACHES[contract].items() if f"{module} -> {what}" not in told]
    assert unseen == [], told


@pytest.mark.parametrize("contract", NEW_FOLDERS)
def test_a_folder_in_no_layer_is_found(copy: Path, contract: str) -> None:
    folder = copy / NEW_FOLDERS[contract]
    folder.mkdir()
    (folder / "__init__.py").touch()
    try:
        kept, told = lint(copy, contract)
    finally:
        shutil.rmtree(folder)
    assert not kept
    assert f"- {NEW_FOLDERS[contract].replace('/', '.')}" in told


def imported(source: str) -> set[str]:
    """First part of each module outside of ours that a file imports."""
    found = re.findall(r"^\s*(?:from|import) ([a-zA-Z_0-9]+)", source, flags=re.MULTILINE)
    return {name for name in found if name not in ("steps", "fixtures")}


def test_steps_import_nothing_but_words_sums_and_the_runner() -> None:
    paths = sorted((ROOT / "steps").glob("*.py"))
    assert {path.name: imported(path.read_text(encoding="utf-8")) - STEPS_MAY for path in paths} == {
        path.name: set() for path in paths
    }


def test_a_clock_in_a_step_would_be_seen() -> None:
    assert imported("import json\nfrom asyncio import run\n") - STEPS_MAY == {"asyncio"}
