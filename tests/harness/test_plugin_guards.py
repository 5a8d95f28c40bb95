"""What would be green without being true: each is refused in one sentence with place and advice."""

from __future__ import annotations

import pytest

from fixtures.profile import profiles_folder
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


def test_a_sound_project_runs(project: Project) -> None:
    project.feature(PLAIN)
    assert project.run().ret == 0


# -- steps --


def test_an_async_step_is_refused_even_when_nobody_uses_it(project: Project) -> None:
    project.feature(PLAIN)
    project.steps("""
        @then("a step nobody uses")
        async def later(bench): assert False
    """)
    assert project.refused() == (
        "test_it.py:18: the step 'a step nobody uses' is async, so its body would never run; "
        "write it with a plain def, the bench lets time pass by itself"
    )


def test_an_async_generator_is_refused_too(project: Project) -> None:
    project.feature(PLAIN)
    project.steps("""
        @given("a stream")
        async def stream(bench): yield 1
    """)
    assert "the step 'a stream' is async" in project.refused()


def test_an_async_step_behind_a_decorator_is_refused(project: Project) -> None:
    project.feature(PLAIN)
    project.steps("""
        import functools

        def logged(function):
            @functools.wraps(function)
            def wrapper(*args, **kwargs): return function(*args, **kwargs)
            return wrapper

        @given("a wrapped one")
        @logged
        async def wrapped(bench): assert False
    """)
    assert "the step 'a wrapped one' is async" in project.refused()


def test_two_definitions_for_one_step_are_refused_with_both_places(project: Project) -> None:
    project.feature(PLAIN)
    project.steps("""
        @then(parsers.parse("all is {how}"))
        def how_it_is(bench, how): pass
    """)
    assert project.refused() == (
        "features/x.feature, line 5: the step Then 'all is well' fits 2 definitions, "
        "'all is well' (test_it.py:15) and 'all is {how}' (test_it.py:18); reword one of them"
    )


def test_a_definition_nearer_to_the_scenario_does_not_win_in_silence(project: Project) -> None:
    project.feature(PLAIN)
    project.file("conftest.py", "from pytest_bdd import given\n\n@given('a station')\ndef _(): pass\n")
    told = project.refused()
    assert "fits 2 definitions" in told
    assert "(conftest.py:3)" in told
    assert "(test_it.py:9)" in told


def test_one_definition_seen_twice_is_still_one(project: Project) -> None:
    project.feature(PLAIN)
    project.file("words.py", "from pytest_bdd import then\n\n@then('all is fine')\ndef _(): pass\n")
    project.file("conftest.py", "from words import *\n")
    project.steps("from words import *")
    project.feature(PLAIN.replace("well", "fine"))
    assert project.run(syspathinsert=True).ret == 0


def test_two_definitions_for_different_words_are_no_trouble(project: Project) -> None:
    project.feature(PLAIN)
    project.steps("""
        @given("all is well")
        def given_well(bench): pass
    """)
    assert project.run().ret == 0


def test_an_undefined_step_is_refused_with_the_nearest(project: Project) -> None:
    project.feature(PLAIN.replace("all is well", "all is wel"))
    assert project.refused() == (
        "features/x.feature, line 5: the step Then 'all is wel' has no definition; the nearest is 'all is well'"
    )


def test_an_undefined_step_that_exists_under_another_word(project: Project) -> None:
    project.feature(PLAIN.replace("Then all is well", "Then a station"))
    assert project.refused().endswith("has no definition; there is one as Given")


def test_an_undefined_step_like_no_other(project: Project) -> None:
    project.feature(PLAIN.replace("all is well", "zzz"))
    assert project.refused().endswith("has no definition; write one in steps/")


def test_each_row_of_an_outline_is_looked_up(project: Project) -> None:
    project.feature("""
        Feature: X
          @AUT-001
          Scenario Outline: one
            Then all is <how>
            Examples:
              | how  |
              | well |
              | lost |
    """)
    assert project.refused().startswith("features/x.feature, line 4: the step Then 'all is lost' has no definition")


def test_many_faults_are_told_one_a_line_and_counted(project: Project) -> None:
    steps = "".join(f"        Then nothing {number}\n" for number in range(13))
    project.feature(PLAIN + steps)
    run = project.run()
    said = [line for line in run.errlines if line]
    assert run.ret == pytest.ExitCode.USAGE_ERROR
    assert len(said) == 11
    assert said[-1] == "ERROR: and 3 more of this kind"


# -- tags --


@pytest.mark.parametrize(
    ("tags", "fault"),
    [
        ("", "there is no requirement; tag it with an id of features/requirements, for instance @AUT-001"),
        ("@shall", "there is no requirement; tag it with an id of features/requirements, for instance @AUT-001"),
        ("@AUT-001 @wip", "nobody knows the tag @wip; remove it; a tag is a requirement, @needs-<claim>, a level,"),
        ("@AUT-001 @AUT-009", "there is no requirement @AUT-009; did you mean @AUT-00"),
        ("@AUT-001 @aut-001", "there is no requirement @aut-001; did you mean @AUT-001?"),
        ("@AUT-001 @AUT001", "there is no requirement @AUT001; did you mean @AUT-001?"),
        ("@AUT-001 @shal", "nobody knows the tag @shal; did you mean @shall?"),
        ("@AUT-001 @needs-lok", "no profile can claim what @needs-lok asks for; did you mean @needs-lock?"),
        ("@AUT-001 @on-firmware-old", "@on-firmware-old names no version of the firmware; write as in"),
        ("@AUT-001 @needs-zzz", "no profile can claim what @needs-zzz asks for; a profile answers second-socket,"),
        ("@AUT-001 @octt:TC_3_CS", "@octt:TC_3_CS is no case of features/certification/octt_16.toml; write as in"),
        ("@AUT-001 @octt:TC_999_CS", "@octt:TC_999_CS is no case of features/certification/octt_16.toml; write"),
        ("@AUT-001 @should", "@should does not agree with the catalogue; write @shall or leave it out"),
        ("@AUT-002 @AUT-001 @should", "@should does not agree with the catalogue; write @shall or leave it out"),
        ("@AUT-003", "@AUT-003 is waived in the catalogue; remove the tag, or the waiver if this can be judged"),
    ],
)
def test_a_tag_that_nobody_knows_is_refused(project: Project, tags: str, fault: str) -> None:
    project.feature(PLAIN.replace("@AUT-001", tags))
    told = project.refused()
    assert told.startswith(f"features/x.feature, line 3, 'one': {fault}")


@pytest.mark.parametrize(
    "tags",
    ["@AUT-001 @shall", "@AUT-004", "@AUT-002 @should @needs-lock", "@LED-001 @octt:TC_003_CS @octt:TC_032_1_CS"],
)
def test_tags_that_are_known(project: Project, tags: str) -> None:
    project.feature(PLAIN.replace("@AUT-001", tags))
    assert project.run().ret == 0


def test_tags_of_feature_rule_and_examples_count_and_are_checked(project: Project) -> None:
    text = """
        @{feature}
        Feature: X
          @{rule}
          Rule: R
            Scenario Outline: one
              Given a station
              Then all is <how>
              @{examples}
              Examples:
                | how  |
                | well |
    """
    project.feature(text.format(feature="needs-lock", rule="AUT-002", examples="AUT-001"))
    assert project.run().ret == 0
    assert project.scenario("reports/out/partial")["requirements"] == ["AUT-001", "AUT-002"]
    for number, place in enumerate(("feature", "rule", "examples")):
        tags = {"feature": "needs-lock", "rule": "AUT-002", "examples": "AUT-001", place: "foo"}
        (project.root / "features/x.feature").unlink(missing_ok=True)
        project.feature(text.format(**tags), f"features/y{number}.feature")
        assert "the tag @foo" in project.refused()
        (project.root / f"features/y{number}.feature").unlink()


def test_strict_markers_do_not_mind_our_tags(project: Project) -> None:
    project.feature(PLAIN)
    assert project.run("--strict-markers", "-W", "error::pytest.PytestUnknownMarkWarning").ret == 0


# -- options --


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--requirement=AUT-01",), "there is no requirement 'AUT-01'; did you mean 'AUT-001'?"),
        (("--requirement=ZZZ",), "there is no requirement 'ZZZ'; write as in AUT-001"),
        (("--chapter=99",), "there is no chapter '99'; there are: 5 Autorisatie / Authorisation; 6 "),
        (("--tag=needs-lok",), "no scenario has the tag @needs-lok; see the features"),
        (("--level=info",), "no scenario belongs to level info; `stationproof requirements` shows what there is"),
        (("--requirement=LED",), "no scenario belongs to requirement LED; `stationproof requirements` shows"),
        (("--profile=refrence",), "profile 'refrence': there is no such profile; did you mean 'reference'?"),
        (("--broken", "--bench=wire"), "broken subjects run on the virtual bench only; leave out --bench wire"),
    ],
)
def test_an_option_that_chooses_nothing_is_refused(project: Project, arguments: tuple[str, ...], told: str) -> None:
    project.feature(PLAIN)
    assert project.refused(*arguments).startswith(told)


def test_a_bench_that_the_profile_does_not_have(project: Project) -> None:
    project.feature(PLAIN)
    reference = (profiles_folder() / "reference.toml").read_text(encoding="utf-8")
    project.file("mine.toml", reference.replace('["virtual", "wire"]', '["virtual"]'))
    told = project.refused("--profile=mine.toml", bench="wire")
    assert told == "mine.toml does not run on the wire bench; choose --bench virtual"


def test_a_catalogue_that_does_not_read(project: Project) -> None:
    project.feature(PLAIN)
    project.file("requirements/y.toml", "[[requirement]]\n")
    assert project.refused().startswith("y.toml, requirement number 1: the field 'id' is missing")


def test_our_own_tests_need_no_scenario(project: Project) -> None:
    (project.root / "test_it.py").unlink()
    project.file("test_plain.py", "def test_one(): pass\n")
    run = project.run()
    assert run.ret == 0
    assert not (project.root / "reports").exists()


def test_another_pytest_bdd_is_refused(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.feature(PLAIN)
    monkeypatch.setattr("fixtures.pytest_lookup._slow_find", lambda step, node: ())
    assert "has another find_fixturedefs_for_step than this plugin replaces; install pytest-bdd 9.0" in (
        project.refused()
    )
