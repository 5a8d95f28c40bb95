"""Steps about the module with reader and ring at each socket, and the manufacturer's settings for it."""

from __future__ import annotations

from pytest_bdd import given, then, when

from fixtures.bench.api import Bench, BenchBroken, Mark, NonConformance
from fixtures.profile import Profile

from .configuration import PASSWORD, USER
from .vocabulary import step

MANUFACTURER = "manufacturer"
MANUFACTURER_PAGE = "192.168.123.123/legacy/manufacturer/manufacturer"
"""Manual, 7.3."""
BACK_MS = 60_000
"""Until the station has registered again after a restart."""


def _enter(bench: Bench, profile: Profile) -> None:
    if not bench.operator.log_in(MANUFACTURER, profile.value("manufacturer-password")):
        raise BenchBroken("the manufacturer cannot log in")


@given(step('a module {module:Word} with reader and ring is fitted at socket {socket:Socket}'))
def fitted(bench: Bench, module: str, socket: int) -> None:
    """RFID105, RFID110 or RFID117."""
    bench.faults(socket).fit_reader(module)


@given(step('"{name:Text}" among the factory settings is "{value:Text}"'))
@when(step('"{name:Text}" among the factory settings is corrected to "{value:Text}"'), target_fixture="stimulus")
def set_by_manufacturer(bench: Bench, profile: Profile, name: str, value: str) -> Mark:
    """Save & Restart, and the station is connected again."""
    _enter(bench, profile)
    if refusal := bench.operator.type_value(name, value):
        raise NonConformance(f"{name} accepts {value!r} from the manufacturer", refusal)
    mark = bench.operator.save_and_restart()
    bench.settle(BACK_MS)
    return mark


@then(step('the operator can neither see nor set "{name:Text}" to "{value:Text}", and the manufacturer can'))
def manufacturers_alone(bench: Bench, profile: Profile, name: str, value: str) -> None:
    """On no page of the operator, and refused where somebody knows its name."""
    if not bench.operator.log_in(USER, PASSWORD):
        raise BenchBroken("the operator cannot log in")
    shown = [page for page in bench.operator.open_page("Menu") if name in bench.operator.open_page(page)]
    if shown or not bench.operator.type_value(name, value):
        raise NonConformance(f"{name} is not the operator's", f"shown on {shown or 'no page'}, and accepted")
    _enter(bench, profile)
    if name not in bench.operator.open_page(MANUFACTURER_PAGE) or bench.operator.type_value(name, value):
        raise NonConformance(f"the manufacturer sees {name} and sets it", "he does not")


@when(step('key fob "{uid:Text}" is presented at socket {socket:Socket}'), target_fixture="stimulus")
def present_fob(bench: Bench, uid: str, socket: int) -> Mark:
    """For 2 s."""
    mark = bench.reader(socket).present(uid, form="key fob")
    bench.wait(2_000)
    return mark
