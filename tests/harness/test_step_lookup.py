"""From the text of a step to its definition: as pytest-bdd finds it, without its cost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from pytest_bdd import parsers

from fixtures.pytest_lookup import literal_prefix
from tests.harness.plugin_support import Project

FEATURE = """
    Feature: X
      Background:
        Given a station
      @AUT-001
      Scenario Outline: one
        When <wait> s pass
        And <wait> s pass
        Then all is well
        Examples:
          | wait |
          | 1    |
          | 2    |
"""


@pytest.fixture
def project(pytester: pytest.Pytester) -> Project:
    return Project(pytester)


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The texts on which a parser was tried."""
    seen: list[str] = []
    for kind in (parsers.string, parsers.parse, parsers.re):
        monkeypatch.setattr(kind, "is_matching", counting(kind.is_matching, seen))
    return seen


def counting(original: Any, seen: list[str]) -> Any:
    def is_matching(self: parsers.StepParser, name: str) -> bool:
        seen.append(name)
        return bool(original(self, name))

    return is_matching


EXTRA = """
    for number in range(1000):
        @given(parsers.parse(f"{wording}"))
        def extra(what): pass
"""


def test_a_thousand_more_definitions_cost_a_scenario_nothing(project: Project, calls: list[str]) -> None:
    project.feature(FEATURE)
    assert project.run().ret == 0
    few = len(calls)
    assert few > 0
    project.steps(EXTRA.replace("{wording}", "word {number} is {{what}}"))
    calls.clear()
    assert project.run().ret == 0
    assert len(calls) == few


def test_definitions_that_begin_with_a_placeholder_are_tried_once_on_each_text(
    project: Project, calls: list[str]
) -> None:
    project.feature(FEATURE)
    assert project.run().ret == 0
    few = len(calls)
    project.steps(EXTRA.replace("{wording}", "{{what}} is word {number}"))
    calls.clear()
    assert project.run().ret == 0
    assert len(calls) == few + 1000  # there is one text of a Given, used in each of the scenarios


def test_a_text_that_was_met_before_is_not_tried_again(project: Project, calls: list[str]) -> None:
    project.feature(FEATURE.replace("| 2    |", "".join(f"| {n} |\n          " for n in range(2, 40))))
    assert project.run().ret == 0
    assert max(calls.count(text) for text in set(calls)) <= 2  # once for each definition that begins like it


def test_the_definition_gets_its_arguments_converted(project: Project) -> None:
    project.feature("""
        Feature: X
          @AUT-001
          Scenario: one
            Given a number 7 and a word "seven"
            When it is doubled
            Then it is 14
            And 3 of it are few
    """)
    project.steps(r"""
        @given(parsers.re(r'a number (?P<number>\d+) and a word "(?P<word>\w+)"'), converters={"number": int},
               target_fixture="kept")
        def number_and_word(number, word):
            assert (number, word) == (7, "seven")
            return number

        @when("it is doubled", target_fixture="kept")
        def doubled(kept): return kept * 2

        @then(parsers.parse("it is {number:d}"))
        def compare(kept, number): assert kept == number

        @then(parsers.cfparse("{count:Few} of it are few", extra_types={"Few": int}))
        def few(count): assert count == 3
    """)
    assert project.run().ret == 0


def test_upper_and_lower_case_are_one_to_the_parsers_that_say_so(project: Project) -> None:
    project.feature("""
        Feature: X
          @AUT-001
          Scenario: one
            Given A Lamp number 3
    """)
    project.steps("""
        @given(parsers.parse("a lamp number {number:d}"))
        def lamp(number): assert number == 3
    """)
    assert project.run().ret == 0


def test_a_module_sees_its_own_steps_only(project: Project) -> None:
    for name in "ab":
        text = FEATURE.replace("all is well", "it is mine").replace("Feature: X", f"Feature: {name}")
        project.feature(text, f"{name}.feature")
        project.file(
            f"test_{name}.py",
            "from pytest_bdd import given, parsers, scenarios, then, when\n"
            f"scenarios('{name}.feature')\n"
            "@given('a station')\ndef station(bench): pass\n"
            "@when(parsers.parse('{seconds:d} s pass'))\ndef passes(seconds): pass\n"
            f"@then('it is mine')\ndef mine(request): assert request.module.__name__ == 'test_{name}'\n",
        )
    (project.root / "test_it.py").unlink()
    run = project.run()
    run.assert_outcomes(passed=4)


def test_a_session_without_our_plugin_is_left_alone(pytester: pytest.Pytester) -> None:
    pytester.makefile(".feature", x="Feature: X\n  Scenario: one\n    Given a thing\n")
    pytester.makepyfile(
        "from pytest_bdd import given, scenarios\nscenarios('x.feature')\n@given('a thing')\ndef thing(): pass\n"
    )
    pytester.runpytest_inprocess("-p", "no:hypothesispytest").assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("parser", "prefix"),
    [
        (parsers.string("All is well"), "all is well"),
        (parsers.parse("Socket {number:d} is free"), "socket "),
        (parsers.cfparse("{number:d} cards"), ""),
        (parsers.parse("a {{brace}} and {more}"), "a "),
        (parsers.re(r"a number (\d+)"), ""),
    ],
)
def test_the_words_that_every_text_begins_with(parser: parsers.StepParser, prefix: str) -> None:
    assert literal_prefix(parser) == prefix


def test_a_parser_of_somebody_else_may_match_anything() -> None:
    class Shouting(parsers.parse):
        def is_matching(self, name: str) -> bool:
            return super().is_matching(name.lower())

    assert literal_prefix(Shouting("a lamp")) == ""
