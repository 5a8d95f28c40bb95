"""Steps at the configuration interface."""

from __future__ import annotations

import re

import pytest
from pytest_bdd import given, then, when

from fixtures.bench.api import Bench, BenchBroken, Mark, NonConformance, Observation

from .vocabulary import step

USER, PASSWORD = "operator", "yellow_zone"
"""Manual, 1.2."""
CONNECTED = re.compile(r"Connected \(send heartbeat in (\d+) seconds\)")
"""Manual, 1.3.2, step 6."""
CONNECTION_STATE = "Connection State (Backend)"
LOCAL_LIST = "List of entries in local whitelist"


def configure(bench: Bench, values: dict[str, str]) -> Mark:
    """Log in, type, Save & Restart, as the manual's chapters all end."""
    type_in(bench, values)
    return bench.operator.save_and_restart()


def enter(bench: Bench) -> None:
    """As the operator."""
    if not bench.operator.log_in(USER, PASSWORD):
        raise BenchBroken("the operator cannot log in, so nothing can be configured")


def type_in(bench: Bench, values: dict[str, str]) -> None:
    """Log in and type; BenchBroken when a value that the manual shows is refused."""
    enter(bench)
    for name, value in values.items():
        if refusal := bench.operator.type_value(name, value):
            raise NonConformance(f"{name} accepts {value!r}", refusal)


def _rows(datatable: list[list[str]]) -> dict[str, str]:
    return {row[0]: row[1] for row in datatable}


@given("the operator has configured")
@when("the operator configures", target_fixture="stimulus")
def configured(bench: Bench, datatable: list[list[str]]) -> Mark:
    """Each row is a parameter and its value; ends with Save & Restart."""
    return configure(bench, _rows(datatable))


@when("the operator types without saving")
def typed_only(bench: Bench, datatable: list[list[str]]) -> None:
    """Each row is a parameter and its value."""
    type_in(bench, _rows(datatable))


@when("the operator saves without a restart", target_fixture="stimulus")
def saved_only(bench: Bench) -> Mark:
    """Save."""
    return bench.operator.save()


@given("the operator saved and restarted")
@when("the operator saves and restarts", target_fixture="stimulus")
def saved_and_restarted(bench: Bench) -> Mark:
    """Save & Restart."""
    return bench.operator.save_and_restart()


@when("the operator resets all changes", target_fixture="stimulus")
@given("the operator has reset all changes")
def reset_changes(bench: Bench) -> Mark:
    """The button below the page."""
    return bench.operator.reset_changes()


@when("the operator restarts the station", target_fixture="stimulus")
def restarts(bench: Bench) -> Mark:
    """The button Restart, without saving."""
    return bench.operator.restart()


@then(step("the station restarts within {limit:Duration}"))
def restarted(bench: Bench, stimulus: Mark, limit: int) -> None:
    """Its software stops and runs again."""
    ran = Observation("the software runs again", lambda e: e.kind == "restart" and e.detail.get("state") == "running")
    bench.observe(ran, since=stimulus, within_ms=limit)


@given("the operator is logged in")
def logged_in(bench: Bench) -> None:
    """With the manual's user and password."""
    if not bench.operator.log_in(USER, PASSWORD):
        raise NonConformance("user operator with password yellow_zone is let in", "the login was refused")


@pytest.fixture
def login() -> bool:
    """Whether the last login was accepted."""
    return False


@when(step('somebody logs in as "{user:Text}" with password "{password:Text}"'), target_fixture="login")
def log_in(bench: Bench, user: str, password: str) -> bool:
    """Try a login."""
    return bench.operator.log_in(user, password)


@then("the configuration pages open")
def pages_open(bench: Bench, login: bool) -> None:
    """The login was accepted and a page of settings can be read."""
    if not login or not bench.operator.open_page("Authorization"):
        raise NonConformance("the login is accepted and the Authorization page opens", "it does not")


@then("no configuration page opens")
def no_page(bench: Bench, login: bool) -> None:
    """The login was refused and no page can be read."""
    if login or bench.operator.open_page("Authorization"):
        raise NonConformance("the login is refused and no page opens", "a page opened")


@when(step('"{name:Text}" is set to "{value:Text}"'), target_fixture="refusal")
def set_value(bench: Bench, name: str, value: str) -> str:
    """Type one value and keep the answer of the page."""
    return bench.operator.type_value(name, value)


@then(step('the page refuses it and names "{word:Text}"'))
def refused(refusal: str, word: str) -> None:
    """The refusal is a sentence that helps."""
    if word not in refusal:
        raise NonConformance(f"the value is refused with a message that names {word!r}", refusal or "it was accepted")


@then(step('"{name:Text}" on page "{page:Text}" reads "{value:Text}"'))
def reads(bench: Bench, name: str, page: str, value: str) -> None:
    """What the page shows."""
    rows = _open(bench, page)
    if rows.get(name) != value:
        raise NonConformance(f"{name} reads {value!r}", repr(rows.get(name, "there is no such row")))


def _open(bench: Bench, page: str) -> dict[str, str]:
    bench.operator.log_in(USER, PASSWORD)
    return bench.operator.open_page(page)


@then(step('the menu has the entry "{entry:Text}"'))
def menu_has(bench: Bench, entry: str) -> None:
    """The menu on the left."""
    menu = _open(bench, "Menu")
    if entry not in menu or not bench.operator.open_page(entry):
        raise NonConformance(f"the menu has {entry} and it opens", f"the menu has {', '.join(menu)}")


@then(step('the menu does not have the entry "{entry:Text}"'))
def menu_lacks(bench: Bench, entry: str) -> None:
    """The menu on the left."""
    menu = _open(bench, "Menu")
    if entry in menu or not menu:
        raise NonConformance(f"there is a menu without {entry}", f"the menu has {', '.join(menu) or 'no entry'}")


@then(step('the menu has exactly the entries "{entries:Text}"'))
def menu_is(bench: Bench, entries: str) -> None:
    """In this order."""
    if list(menu := _open(bench, "Menu")) != entries.split(", "):
        raise NonConformance(f"the menu has {entries}", ", ".join(menu))


@then(step('the menu shows "{below:Text}" below "{entry:Text}"'))
def menu_below(bench: Bench, below: str, entry: str) -> None:
    """Submenus, in this order."""
    if (shown := _open(bench, "Menu").get(entry, "")) != below.replace(", ", "; "):
        raise NonConformance(f"{below} below {entry}", shown or "nothing")


@then(step('the menu has "{below:Text}" below "{entry:Text}", next to "{others:Text}"'))
def menu_below_among(bench: Bench, below: str, entry: str, others: str) -> None:
    """All of them are submenus of that entry."""
    shown = _open(bench, "Menu").get(entry, "").split("; ")
    if not {below, *others.split(", ")} <= set(shown):
        raise NonConformance(f"{below} below {entry}, and {others}", ", ".join(shown) or "nothing")


@then(step('page "{page:Text}" shows "{name:Text}"'))
def page_shows(bench: Bench, page: str, name: str) -> None:
    """There is such a row."""
    if name not in (rows := _open(bench, page)):
        raise NonConformance(f"a row {name}", ", ".join(rows) or "no such page")


@then(step('page "{page:Text}" does not show "{name:Text}"'))
def page_hides(bench: Bench, page: str, name: str) -> None:
    """There are rows, and this is none of them."""
    if name in (rows := _open(bench, page)) or not rows:
        raise NonConformance(f"page {page} without a row {name}", ", ".join(rows) or "no such page")


@then(step('page "{page:Text}" does not open'))
def page_closed(bench: Bench, page: str) -> None:
    """Although the operator is logged in."""
    if rows := _open(bench, page):
        raise NonConformance(f"no page {page}", ", ".join(rows))


@then(step('"{name:Text}" offers exactly'))
def offers(bench: Bench, name: str, datatable: list[list[str]]) -> None:
    """Each row is a value; their order is not judged."""
    enter(bench)
    if sorted(found := bench.operator.choices(name)) != sorted(row[0] for row in datatable):
        raise NonConformance("the values of the table", "; ".join(found) or "none")


# -- local whitelist ----------------------------------------------------------------------


@given(step('the local whitelist holds "{entries:Text}"'))
@given(step('the operator enters "{entries:Text}" as local whitelist'))
def whitelist_holds(bench: Bench, entries: str) -> None:
    """The list is on, has these entries, and is in force."""
    configure(bench, {"Enable local whitelist": "On", LOCAL_LIST: entries})


@given(step('the operator has tried "{entries:Text}" as local whitelist'))
def whitelist_tried(bench: Bench, entries: str) -> None:
    """On and in force, with these entries if the page takes them; one that refuses what can match nobody is right."""
    type_in(bench, {"Enable local whitelist": "On"})
    bench.operator.type_value(LOCAL_LIST, entries)
    bench.operator.save_and_restart()


@given("the local whitelist is on and empty")
def whitelist_empty(bench: Bench) -> None:
    """Enabled, saved and restarted."""
    configure(bench, {"Enable local whitelist": "On"})


@given("the operator has chosen Add entry")
@when("the operator chooses Add entry", target_fixture="stimulus")
def add_entry(bench: Bench) -> Mark:
    """Start learning."""
    bench.operator.log_in(USER, PASSWORD)
    return bench.operator.start_learning()


@when("the operator finishes adding entries", target_fixture="stimulus")
@given("the operator has finished adding entries")
def finish(bench: Bench) -> Mark:
    """End learning."""
    return bench.operator.finish_learning()


@then(step('the Whitelists page lists exactly "{entries:Text}"'))
def whitelist_is(bench: Bench, entries: str) -> None:
    """Entries, separated by a comma and a space in the sentence; by colons in the station."""
    shown = [entry for entry in _open(bench, "Whitelists").get(LOCAL_LIST, "").split(":") if entry]
    wanted = [entry for entry in entries.split(", ") if entry]
    if sorted(shown) != sorted(wanted):
        raise NonConformance(f"the list holds {wanted}", f"it holds {shown}")


# -- dashboard ----------------------------------------------------------------------------


@pytest.fixture
def seconds_left() -> int:
    """The number of seconds on the dashboard when it was last read."""
    return -1


@then(
    "the dashboard shows the backend as connected, with the seconds to the next heartbeat",
    target_fixture="seconds_left",
)
def connected(bench: Bench) -> int:
    """Connection State (Backend): Connected (send heartbeat in ... seconds)."""
    shown = _open(bench, "Dashboard").get(CONNECTION_STATE, "")
    match = CONNECTED.fullmatch(shown)
    if match is None:
        raise NonConformance("Connected (send heartbeat in ... seconds)", repr(shown))
    return int(match[1])


@then("the dashboard does not show the backend as connected")
def not_connected(bench: Bench) -> None:
    """Anything else than Connected, on a dashboard that opens."""
    rows = _open(bench, "Dashboard")
    shown = rows.get(CONNECTION_STATE)
    if shown is None or shown.startswith("Connected"):
        raise NonConformance("a connection state that does not begin with Connected", repr(shown))


@then(step("the dashboard shows at most {limit:Duration} to the next heartbeat, {less:Duration} later that much less"))
def counts_down(bench: Bench, limit: int, less: int) -> None:
    """The number counts down in real seconds, give or take one."""
    first = connected(bench)
    bench.wait(less)
    second = connected(bench)
    if first * 1_000 > limit or abs(first - second - less // 1_000) > 1:
        raise NonConformance(
            f"at most {limit // 1_000}, and {less // 1_000} less afterwards", f"{first}, then {second}"
        )


@then("a Heartbeat arrives when the shown seconds are over")
def beat_on_time(bench: Bench) -> None:
    """Within two seconds of the shown number (the catalogue's tolerance)."""
    from .observations import request

    left_ms = connected(bench) * 1_000
    mark = bench.mark()
    bench.observe(
        request("Heartbeat"), since=mark, within_ms=left_ms + 2_000, not_before_ms=max(0, left_ms - 2_000)
    )
    again = connected(bench)
    if again * 1_000 < left_ms - 2_000 and again == 0:
        raise NonConformance("the count starts again after the Heartbeat", f"{again} seconds")
