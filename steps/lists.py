"""Steps on the Whitelists page: the buttons of the local whitelist, and the OCPP whitelist below it."""

from __future__ import annotations

import re

from pytest_bdd import given, then, when

from fixtures.bench.api import Bench, BenchBroken, ListPage, NonConformance
from fixtures.profile import Profile

from .configuration import LOCAL_LIST, configure, enter, type_in
from .vocabulary import step

OCPP_LIST = "List of entries in OCPP whitelist"
BOTH = {"Enable local whitelist": "On", "Enable OCPP whitelist": "On"}
BACK_MS = 60_000
"""Until the station has registered again after a restart."""


def _press(bench: Bench, button: str, text: str = "") -> ListPage:
    enter(bench)
    return bench.operator.press_list_button(button, text)


def _listed(bench: Bench) -> dict[str, str]:
    page = _press(bench, "Search for Id")
    if page.refusal:
        raise NonConformance("the Whitelists page shows its entries", page.refusal)
    return dict(page.rows)


# -- filling the local whitelist ---------------------------------------------------------------


@when(step('the operator adds the entry "{entry:Text}"'), target_fixture="refusal")
@given(step('the operator added the entry "{entry:Text}"'))
def add(bench: Bench, entry: str) -> str:
    """Typed into the window of Add entry."""
    return _press(bench, "Add entry", entry).refusal


@given(step('the local whitelist holds "{entry:Text}" with the postfix of point {point:Socket}'))
def holds_postfix(bench: Bench, profile: Profile, entry: str, point: int) -> None:
    """On, with this entry, in force."""
    configure(bench, {"Enable local whitelist": "On", LOCAL_LIST: entry + _postfix(profile, point)})


def _postfix(profile: Profile, point: int) -> str:
    return profile.value(f"whitelist-postfix-{point}")


@when(step('the operator adds the entry "{entry:Text}" with the postfix of point {point:Socket}'),
      target_fixture="refusal")  # fmt: skip
def add_postfix(bench: Bench, profile: Profile, entry: str, point: int) -> str:
    """Typed into the window of Add entry."""
    return add(bench, entry + _postfix(profile, point))


@then(step('the Whitelists page lists exactly "{entry:Text}" with the postfix of point {point:Socket}'))
def lists_postfix(bench: Bench, profile: Profile, entry: str, point: int) -> None:
    """One row."""
    whitelist_rows(bench, entry + _postfix(profile, point))


@given(step("a file of {number:Number} entries was imported into the local whitelist"))
def holds_many(bench: Bench, number: int) -> None:
    """Numbered UIDs of seven bytes, imported, in force; the file is written as the subject writes one of two."""
    first, second, *more = (f"04{one:012x}" for one in range(number))
    configure(bench, {"Enable local whitelist": "On", LOCAL_LIST: f"{first}:{second}"})
    before, _, rest = export(bench).partition(first)
    between, _, behind = rest.partition(second)
    _press(bench, "Delete whole list")
    entries = before + between.join((first, second, *more)) + behind
    if refusal := _press(bench, "Import list", entries).refusal:
        raise NonConformance(f"a list of {number} entries is imported", refusal)
    bench.operator.save_and_restart()


# -- files ---------------------------------------------------------------------------------------


@when("the operator exports the list", target_fixture="file_text")
def export(bench: Bench) -> str:
    """The text of the file."""
    return str(_press(bench, "Export list").rows.get("file", ""))


@then(step('the file names "{wanted:Text}" and no other id'))
def file_names(file_text: str, wanted: str) -> None:
    """The format is not laid down; each word of three bytes or more in hexadecimal counts as an id."""
    ids = [word for word in re.findall(r"[0-9A-Za-z]+", file_text) if re.fullmatch(r"([0-9A-Fa-f]{2}){3,}", word)]
    if sorted(ids) != sorted(wanted.split(", ")):
        raise NonConformance(f"a file with {wanted}", repr(file_text))


@given("the operator exported the list, deleted it and imported the file")
def there_and_back(bench: Bench) -> None:
    """Saved and restarted after each."""
    text = export(bench)
    _press(bench, "Delete whole list")
    bench.operator.save_and_restart()
    enter(bench)
    if _listed(bench):
        raise BenchBroken("the list was not empty before the import, so that the import shows nothing")
    _press(bench, "Import list", text)
    bench.operator.save_and_restart()


@given("the operator exported the list and deleted it", target_fixture="file_text")
def export_and_delete(bench: Bench) -> str:
    """The text of the file; the list is empty and saved."""
    text = export(bench)
    _press(bench, "Delete whole list")
    bench.operator.save()
    return text


@when(step('the operator imports the file with "{wrong:Text}" in the place of "{entry:Text}"'),
      target_fixture="spoilt")  # fmt: skip
def import_spoilt(bench: Bench, file_text: str, wrong: str, entry: str) -> ListPage:
    """The subject's own file, spoilt: no format is presumed. The page's answer, and the file as its only row."""
    if entry not in file_text:
        raise NonConformance(f"the exported file has {entry}", repr(file_text))
    spoilt = file_text.replace(entry, wrong)
    return ListPage(_press(bench, "Import list", spoilt).refusal, {"file": spoilt})


@then(step('the page refuses it and names the line with "{wrong:Text}"'))
def names_the_line(spoilt: ListPage, wrong: str) -> None:
    """By its number, counted from 1."""
    lines = spoilt.rows["file"].splitlines()
    number = next(place for place, line in enumerate(lines, start=1) if wrong in line)
    if str(number) not in re.findall(r"\d+", spoilt.refusal.replace(wrong, "")):
        raise NonConformance(f"a refusal that names line {number}", spoilt.refusal or "it was accepted")


# -- searching and deleting -----------------------------------------------------------------------


@when(step('the operator searches for "{part:Text}"'), target_fixture="found")
def search(bench: Bench, part: str) -> list[str]:
    """The ids that the page shows then."""
    return list(_press(bench, "Search for Id", part).rows)


@then(step('only "{entries:Text}" are shown'))
def shown_only(found: list[str], entries: str) -> None:
    """Separated by a comma and a space."""
    if sorted(found) != sorted(entries.split(", ")):
        raise NonConformance(f"{entries}", ", ".join(found) or "nothing")


@given(step('the operator deleted the entry "{entry:Text}" and saved'))
def deleted(bench: Bench, entry: str) -> None:
    """Delete, Save & Restart."""
    _press(bench, "Delete", entry)
    bench.operator.save_and_restart()


@given("the operator deleted the whole list and saved")
def deleted_all(bench: Bench) -> None:
    """Delete whole list, Save & Restart."""
    _press(bench, "Delete whole list")
    bench.operator.save_and_restart()


@then(step('the table of the Whitelists page lists exactly "{entries:Text}"'))
def whitelist_rows(bench: Bench, entries: str) -> None:
    """The column Id."""
    wanted = [entry for entry in entries.split(", ") if entry]
    if sorted(shown := _listed(bench)) != sorted(wanted):
        raise NonConformance(f"the table holds {wanted}", str(list(shown)))


@then(step('the table shows "{entry:Text}" with the type "{kind:Text}"'))
def row_type(bench: Bench, entry: str, kind: str) -> None:
    """The column Type."""
    if (shown := _listed(bench)).get(entry) != kind:
        raise NonConformance(f"{entry} of type {kind}", str(shown))


# -- the OCPP whitelist ---------------------------------------------------------------------------


@given("both whitelists are on")
def both_on(bench: Bench) -> None:
    """In force, and the station connected again; the page needs the local one (WLL-014)."""
    configure(bench, BOTH)
    bench.settle(BACK_MS)


@then(step('the OCPP whitelist shows exactly "{entries:Text}"'))
def ocpp_list_is(bench: Bench, entries: str) -> None:
    """The field, whose entries are separated by colons."""
    enter(bench)
    rows = bench.operator.open_page("Whitelists")
    shown = [entry for entry in rows.get(OCPP_LIST, "").split(":") if entry]
    if OCPP_LIST not in rows or sorted(shown) != sorted(entry for entry in entries.split(", ") if entry):
        raise NonConformance(f"the list of the OCPP whitelist shows {entries or 'nothing'}", str(rows))


@given(step('the operator has added "{entry:Text}" to the OCPP whitelist by hand'))
def added_by_hand(bench: Bench, entry: str) -> None:
    """Typed behind what is there, Save & Restart, and connected again."""
    enter(bench)
    shown = bench.operator.open_page("Whitelists").get(OCPP_LIST, "")
    type_in(bench, {OCPP_LIST: ":".join(filter(None, (shown, entry)))})
    bench.operator.save_and_restart()
    bench.settle(BACK_MS)


@given("the operator has emptied the OCPP whitelist by hand")
def emptied(bench: Bench) -> None:
    """The field is cleared, Save & Restart, and connected again."""
    configure(bench, {OCPP_LIST: ""})
    bench.settle(BACK_MS)


@then("the Whitelists page says that the OCPP whitelist has to be enabled, and shows no list of it")
def hint(bench: Bench) -> None:
    """Enable OCPP whitelist is named, with On."""
    enter(bench)
    rows = bench.operator.open_page("Whitelists")
    said = " ".join(rows.values())
    if OCPP_LIST in rows or not ("Enable OCPP whitelist" in said and "On" in said):
        raise NonConformance("a hint that Enable OCPP whitelist has to be set to On", str(rows))


@then("the Whitelists page shows the OCPP whitelist without such a hint")
def no_hint(bench: Bench) -> None:
    """The list, and nobody told to enable it."""
    enter(bench)
    rows = bench.operator.open_page("Whitelists")
    if OCPP_LIST not in rows or any("Enable OCPP whitelist" in value for value in rows.values()):
        raise NonConformance("the list and no hint", str(rows))


# -- what nobody is told ------------------------------------------------------------------------------


@then(step('nothing that the station sends within {limit:Duration} contains "{text:Text}"'))
def not_sent(bench: Bench, limit: int, text: str) -> None:
    """In no letter case."""
    bench.wait(limit)
    for entry in bench.journal.after(0):
        if entry.who == "station" and entry.kind == "frame" and text.lower() in entry.as_text().lower():
            raise NonConformance(f"{text} stays in the station", entry.as_text())


@then("the log files tell when a session at socket 1 began and ended, and its energy")
def logged_session(bench: Bench) -> None:
    """Their format is not laid down: two dated lines about socket 1, and a register that has moved by then."""
    enter(bench)
    lines = "\n".join(bench.operator.open_page("Log files").values()).splitlines()
    of_socket = [line for line in lines if "socket 1" in line]
    registers = [int(found[1]) for line in of_socket if (found := re.search(r"(\d+) Wh", line))]
    told = all(any(word in line for line in of_socket) for word in ("begins", "ends"))
    if not told or len(registers) < 2 or registers[-1] <= registers[0]:
        raise NonConformance("begin, end and energy of the session", "; ".join(of_socket) or "nothing about socket 1")
