"""Feature files that do not say what they seem to say are refused in one sentence."""

from __future__ import annotations

import pytest

from fixtures.pytest_guards import headers
from tests.harness.plugin_support import Project


@pytest.fixture
def project(pytester: pytest.Pytester) -> Project:
    return Project(pytester)


PLAIN = """
    Feature: X
      @AUT-001
      Scenario: one
        Given a station
        Then all is well
"""


# -- the form of a feature --


def test_two_scenarios_of_one_name_are_refused(project: Project) -> None:
    project.feature(PLAIN + PLAIN.replace("    Feature: X\n", ""))
    assert project.refused() == (
        "features/x.feature, line 8: the name 'one' is already that of the scenario in line 3; "
        "give it another, only one of them would run"
    )


def test_names_in_doc_strings_are_no_scenarios() -> None:
    text = '''
        Scenario: one
          Given a text
            """
            Scenario: one
            ```
            """
        Scenario Outline:   two
          Examples:
        Example: three
    '''
    assert list(headers(text)) == [(2, "one"), (8, "two"), (10, "three")]


OUTLINE = """
    Feature: X
      @AUT-001
      Scenario Outline: one
        Given a station
        When <wait> s pass
        Then all is well

        Examples:
          | wait |
          | 1    |
"""


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            "| wait |\n          | 1    |",
            "| wait | more |\n          | 1 | 2 |",
            "no step uses the column 'more' of the Examples in line 8; remove it",
        ),
        ("<wait> s", "<while> s", "<while> has no column in the Examples of line 8; add it"),
        (
            "\n        Examples:\n          | wait |\n          | 1    |",
            "",
            "<wait> has no Examples to take it from; write a table, or leave out the brackets",
        ),
        ("          | 1    |\n", "", "the Examples in line 8 have no row, so nothing would run; add one"),
        ("| 1    |", "| 1 |\n          | 1 |", "the Examples have the row 1 twice; remove one"),
    ],
)
def test_an_outline_and_its_table_must_fit(project: Project, old: str, new: str, fault: str) -> None:
    assert old in OUTLINE
    project.feature(OUTLINE.replace(old, new))
    run = project.run()
    said = [line.removeprefix("ERROR: ") for line in run.errlines if line]
    assert run.ret == pytest.ExitCode.USAGE_ERROR
    assert said[0] == f"features/x.feature, line 3: {fault}"


def test_an_outline_without_a_table_and_without_brackets(project: Project) -> None:
    project.feature(PLAIN.replace("Scenario:", "Scenario Outline:"))
    assert project.refused() == (
        "features/x.feature, line 3: a Scenario Outline without Examples; write a table, or call it Scenario"
    )


def test_brackets_in_a_doc_string_may_be_xml(project: Project) -> None:
    project.feature(PLAIN + '          """\n          <soap>\n          """\n')
    assert project.run().ret == 0


# -- files that do not read --


def test_what_is_not_gherkin_is_told_with_file_and_line(project: Project) -> None:
    project.feature(PLAIN + "      nonsense\n")
    told = project.refused()
    assert told.startswith("features/x.feature, line 6: this is not Gherkin, near 'nonsense': ")
    assert told.count("\n") == 0


def test_a_scenario_that_begins_with_and(project: Project) -> None:
    project.feature(PLAIN.replace("Given a station", "And a station"))
    assert project.refused().startswith("features/x.feature, line 4: this is not Gherkin")


def test_a_folder_without_a_scenario(project: Project) -> None:
    (project.root / "features").mkdir()
    told = project.refused()
    assert told == "features: there is no scenario here; write one, or correct the path given to scenarios()"


def test_a_feature_that_is_not_there(project: Project) -> None:
    project.feature(PLAIN)
    project.file("test_other.py", "from pytest_bdd import scenarios\nscenarios('nowhere.feature')\n")
    assert project.refused() == "nowhere.feature: cannot be read (No such file or directory); correct the path"


@pytest.mark.parametrize("text", ["", "# only a comment\n", "Feature: nothing in it\n"])
def test_an_empty_feature(project: Project, text: str) -> None:
    project.file("features/x.feature", text)
    assert project.refused().startswith("features")
