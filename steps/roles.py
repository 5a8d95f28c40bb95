"""Steps about the roles of the configuration interface: who sees and sets which parameter (manual, 7.2 and 7.3)."""

from __future__ import annotations

import pytest
from pytest_bdd import given, then, when

from fixtures.bench.api import Bench, BenchBroken, Mark, NonConformance
from fixtures.profile import Profile

from .configuration import PASSWORD
from .vocabulary import step

MANUFACTURER_PAGE = "192.168.123.123/legacy/manufacturer/manufacturer"
"""Manual, 7.3."""


def log_in(bench: Bench, profile: Profile, role: str) -> None:
    """With the password of the manual, or the one that the tester knows."""
    password = PASSWORD if role == "operator" else profile.value(f"{role}-password")
    if not bench.operator.log_in(role, password):
        raise BenchBroken(f"the {role} cannot log in, so nothing can be set")


def enter(bench: Bench, profile: Profile, role: str, values: dict[str, str]) -> None:
    """Log in and type; NonConformance when one is refused."""
    log_in(bench, profile, role)
    for name, value in values.items():
        if refusal := bench.operator.type_value(name, value):
            raise NonConformance(f"{name} accepts {value!r} from the {role}", refusal)


@given("the manufacturer has configured")
@when("the manufacturer configures", target_fixture="stimulus")
def configured_by(bench: Bench, profile: Profile, datatable: list[list[str]]) -> Mark:
    """Each row is a parameter and its value; ends with Save & Restart."""
    enter(bench, profile, "manufacturer", {row[0]: row[1] for row in datatable})
    return bench.operator.save_and_restart()


@given(step('the {role:Role} has set "{name:Text}" to "{value:Text}"'))
@when(step('the {role:Role} sets "{name:Text}" to "{value:Text}"'), target_fixture="stimulus")
def set_by(bench: Bench, profile: Profile, role: str, name: str, value: str) -> Mark:
    """Type one value and save, without a restart."""
    enter(bench, profile, role, {name: value})
    return bench.operator.save()


@when(step('the {role:Role} tries to set "{name:Text}" to "{value:Text}"'), target_fixture="refusal")
def tries(bench: Bench, profile: Profile, role: str, name: str, value: str) -> str:
    """Type one value and save it, if it was taken; what the page says."""
    log_in(bench, profile, role)
    refusal = bench.operator.type_value(name, value)
    bench.operator.save()
    return refusal


@when(step('the {role:Role} types "{name:Text}" as "{value:Text}"'))
def types(bench: Bench, profile: Profile, role: str, name: str, value: str) -> None:
    """And nothing else."""
    enter(bench, profile, role, {name: value})


@when("the page is left without saving")
def left(bench: Bench) -> None:
    """And the station boots some time later."""
    bench.mains.cut()
    bench.wait(1_000)
    bench.mains.restore()


@then("the value is refused")
def value_refused(refusal: str) -> None:
    """With a sentence."""
    if not refusal:
        raise NonConformance("the value is refused", "it was accepted")


@then("the value is accepted")
def value_accepted(refusal: str) -> None:
    """Without a word."""
    if refusal:
        raise NonConformance("the value is accepted", refusal)


@pytest.fixture
def refusal() -> str:
    """What the page said to the last value that was tried."""
    return ""


@then(step('the value is refused, or "{name:Text}" is at most {most:Number}'))
def refused_or_clamped(bench: Bench, profile: Profile, refusal: str, name: str, most: int) -> None:
    """Either is the manual's word."""
    rows = page_of(bench, profile, "manufacturer", name)
    if not refusal and int(rows[name]) > most:
        raise NonConformance(f"{name} stays at {most} or less", rows[name])


@then(step('the {role:Role} sees "{name:Text}" as "{value:Text}"'))
def sees(bench: Bench, profile: Profile, role: str, name: str, value: str) -> None:
    """On whichever page has it."""
    seen = page_of(bench, profile, role, name)[name]
    if seen != value:
        raise NonConformance(f"{name} reads {value!r}", repr(seen))


@then(step('the {role:Role} does not see "{name:Text}"'))
def sees_not(bench: Bench, profile: Profile, role: str, name: str) -> None:
    """On no page that could have it."""
    log_in(bench, profile, role)
    for page in PAGES:
        if name in bench.operator.open_page(page):
            raise NonConformance(f"{name} is not available", f"page {page} shows it to the {role}")


@then(step('the {role:Role} sees "{name:Text}" on page "{page:Text}"'))
def sees_on(bench: Bench, profile: Profile, role: str, name: str, page: str) -> None:
    """This page has it."""
    log_in(bench, profile, role)
    if name not in (rows := bench.operator.open_page(page)):
        raise NonConformance(f"{page} shows {name} to the {role}", ", ".join(rows) or "the page does not open")


@then(step('the {role:Role} does not see "{name:Text}" on page "{page:Text}"'))
def sees_not_on(bench: Bench, profile: Profile, role: str, name: str, page: str) -> None:
    """This page has it not, or does not open."""
    log_in(bench, profile, role)
    if name in bench.operator.open_page(page):
        raise NonConformance(f"{page} does not show {name} to the {role}", "it does")


PAGES = ("Installation", "Load Management", MANUFACTURER_PAGE, f"{MANUFACTURER_PAGE} (slave)")


def page_of(bench: Bench, profile: Profile, role: str, name: str) -> dict[str, str]:
    """The page that shows it to this role; NonConformance when none does."""
    log_in(bench, profile, role)
    for page in PAGES:
        if name in (rows := bench.operator.open_page(page)):
            return rows
    raise NonConformance(f"the {role} sees {name}", "no page has it")
