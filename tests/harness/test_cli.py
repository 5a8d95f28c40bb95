"""The command line: help, version, and how it ends when it is used wrongly."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest

from fixtures.catalogue import load_catalogue
from stationproof import places
from stationproof.codes import Stop
from stationproof.scenarios import by_requirement, read_scenarios
from stationproof.selection import in_chapter, with_prefix
from tests.harness.cli_support import ROOT, call

COMMANDS = ("run", "report", "requirements", "station", "broken", "bench", "allure", "tables")


def test_without_a_command_it_shows_what_there_is() -> None:
    result = call()
    assert result.exit_code == 0
    assert all(command in result.output for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_teaches_with_examples_and_exit_codes(command: str) -> None:
    result = call(command, "--help")
    assert result.exit_code == 0
    assert "Examples" in result.output
    assert f"stationproof {command}" in result.output
    assert "130" in result.output


def test_it_knows_its_version() -> None:
    assert call("--version").output == f"stationproof {places.our_version()}\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("fly",), "No such command"),
        (("--fly",), "No such option"),
        (("run", "--fly"), "No such option"),
        (("run", "--bench", "paper"), "'virtual', 'wire', 'device', 'all'"),
        (("run", "--level", "must"), "'shall', 'should', 'info'"),
        (("run", "--requirement"), "requires an argument"),
        (("run", "--requirement", "AUT-0001"), "did you mean AUT-001?"),
        (("run", "--requirement", "XYZ"), "There is no requirement 'XYZ'"),
        (("run", "--chapter", "12"), "There is no chapter '12'"),
        (("run", "--tag", "nosuchtag"), "No scenario has the tag @nosuchtag"),
        (("bench", "--requirement", "AUT-0001"), "did you mean AUT-001?"),
        (("bench", "--bench", "device"), "choose --bench virtual or wire"),
        (("bench", "--allocation", "--day", "1"), "give one of them"),
        (("broken", "--requirement", "AUT-0001"), "did you mean AUT-001?"),
        (("requirements", "AUT-0001"), "did you mean AUT-001?"),
        (("requirements", "--id", "AUX"), "There is no requirement 'AUX'"),
        (("requirements", "--verdict", "green"), "'passed'"),
        (("report", "--results", "nowhere/results.jsonl"), "cannot be read"),
        (("allure", "--out", "nowhere"), "there are no Allure results"),
        (("station", "--url", "http://there"), "is not a WebSocket URL"),
        (("station", "--url", "ws://there:99999/"), "has no port from 1 to 65535"),
        (("station", "--url", ""), "leave --url out"),
        (("station", "--identity", "\n"), "printable characters"),
        (("station", "--ca", "nowhere.pem"), "No such file"),
        (("station", "--url", "ws://a b/"), "has a blank in it"),
        (("station", "--token", "words"), "give its port with --control"),
        (("station", "--boot", "-1"), "--boot"),
        (("station", "--boot", "inf"), "less than or equal to 3600"),
        (("run", "--out", ""), "--out names no folder"),
        (("run", "--out", "/"), "is no folder for results"),
        (("run", "--profile", ""), "--profile is empty"),
        (("mutate", "--only", "nowhere"), "names no mutant"),
    ],
)
def test_wrong_usage_ends_with_3_and_a_sentence(words: tuple[str, ...], said: str) -> None:
    result = call(*words)
    assert result.exit_code == 3
    assert said in " ".join(result.stderr.replace("│", " ").split())
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ZeroDivisionError("division by zero"), "This is a mistake in Stationproof, no verdict: ZeroDivisionError"),
        (OSError(28, "No space left on device", "/full/x"), "This machine refuses: /full/x: No space left on device."),
    ],
)
def test_what_nobody_reckoned_with_is_no_verdict(error: Exception, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise error

    monkeypatch.setattr("stationproof.requirements.sel.catalogue", fail)
    result = call("requirements")
    assert result.exit_code == 2
    assert said in result.stderr
    assert "Traceback" not in result.output
    monkeypatch.setenv("STATIONPROOF_TRACEBACK", "1")
    assert "Traceback" in call("requirements").stderr


def test_a_checkout_without_features_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Stop, match="There is no folder 'features' beside the package") as stop:
        places.checkout(tmp_path)
    assert stop.value.code == 3


@pytest.mark.parametrize("package", ["rich", "typer", "websockets", "jinja2"])
def test_a_missing_package_is_a_sentence_with_exit_code_3(package: str) -> None:
    code = f"import sys; sys.modules[{package!r}] = None; from stationproof.cli import main; main()"
    ended = subprocess.run(
        [sys.executable, "-c", code, "requirements"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 3
    assert ended.stderr == (
        f"stationproof: The Python package {package!r} is missing; "
        "`pip install -e .` in the checkout installs all that is needed.\n"
    )


def test_a_missing_package_that_only_a_run_needs_is_found_before_it_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    def without_allure(name: str) -> object:
        if name == "allure-pytest":
            raise PackageNotFoundError(name)
        return distribution(name)

    monkeypatch.setattr(places, "distribution", without_allure)
    result = call("run")
    assert result.exit_code == 3
    assert "The Python package 'allure-pytest' is missing" in result.stderr


def test_module_and_script_are_the_same() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "stationproof", "--version"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ended.stdout.startswith("stationproof ")


# Names of the catalogue


def test_chapters_go_by_number_or_words() -> None:
    catalogue = load_catalogue(ROOT / "features" / "requirements")
    by_number = in_chapter(catalogue, "5")
    assert {entry.chapter for entry in by_number} == {"5 Autorisatie / Authorisation"}
    assert in_chapter(catalogue, " authorisation ") == by_number


def test_a_group_is_not_mixed_up_with_another_that_begins_alike() -> None:
    catalogue = load_catalogue(ROOT / "features" / "requirements")
    assert {entry.id.partition("-")[0] for entry in with_prefix(catalogue, "AUT")} == {"AUT"}
    with pytest.raises(Stop):
        with_prefix(catalogue, "AU")
    with pytest.raises(Stop):
        with_prefix(catalogue, "")


# Feature files

FEATURE = """
@AUT-001 @needs-lock
Feature: One
  Rule: Under a rule
    @AUT-002
    Scenario Outline: Two <word>
      Given a <word>
      @AUT-003
      Examples:
        | word |
        | cat  |
      @AUT-004
      Examples:
        | word |
        | dog  |

  Scenario: Three
    Given nothing
"""


def feature(folder: Path, text: str) -> Path:
    (folder / "features" / "deep").mkdir(parents=True)
    (folder / "features" / "deep" / "one.feature").write_text(text, encoding="utf-8")
    return folder


def test_tags_of_feature_rule_outline_and_examples_are_those_of_the_scenario(tmp_path: Path) -> None:
    two, three = read_scenarios(feature(tmp_path, FEATURE))
    assert two.tags == ("AUT-001", "needs-lock", "AUT-002", "AUT-003", "AUT-004")
    assert two.requirements == ("AUT-001", "AUT-002", "AUT-003", "AUT-004")
    assert (two.rule, two.place) == ("Under a rule", "features/deep/one.feature:6")
    assert three.requirements == ("AUT-001",)
    assert by_requirement((two, three))["AUT-001"] == [two, three]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Feature: x\n  Scenario: y\n    Given z\n    Thn a\n",
            "features/deep/one.feature:4: this is not Gherkin: expected:",
        ),
        ("Feature: x\n  @a b\n  Scenario: y\n", "features/deep/one.feature:2: this is not Gherkin: A tag may not"),
    ],
)
def test_a_feature_that_does_not_read_is_a_sentence_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(Stop) as stop:
        read_scenarios(feature(tmp_path, text))
    assert stop.value.sentence.startswith(said)


def test_an_empty_feature_holds_no_scenario(tmp_path: Path) -> None:
    assert read_scenarios(feature(tmp_path, "")) == ()
