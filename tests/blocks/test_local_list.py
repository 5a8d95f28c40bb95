"""The buttons of the Whitelists page: what they make of the list, and what they refuse."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_impl.blocks.configuration.local_list import BUTTONS, Entries, entries_of, kind_of, press

TWO = ("0a0e9b83", "04567daa5f3580")
ENTRY = st.builds(
    lambda octets, postfix: octets.hex() + postfix,
    st.binary(min_size=3, max_size=10),
    st.sampled_from(["", "#1", "#2"]),
)
LIST = st.lists(ENTRY, unique=True, max_size=20).map(tuple)


@given(LIST)
def test_what_was_exported_is_imported_again(entries: Entries) -> None:
    _, ((_, file),) = press("Export list", "", entries)
    assert press("Import list", file, ())[0] == entries
    assert press("Import list", file, entries)[0] == entries


@given(LIST, LIST)
def test_an_import_adds_each_entry_once(held: Entries, more: Entries) -> None:
    after, rows = press("Import list", "\r\n".join(more), held)
    assert after == tuple(dict.fromkeys((*held, *more)))
    assert [entry for entry, _ in rows] == list(after)


@given(LIST, st.integers(0, 20))
def test_the_wrong_line_is_named_and_nothing_is_taken(more: Entries, place: int) -> None:
    lines = list(more)
    lines.insert(place, "Id;Type")
    with pytest.raises(ValueError, match=rf"^nothing was imported: line {lines.index('Id;Type') + 1}: 'Id;Type'"):
        press("Import list", "\n".join(lines), TWO)


@pytest.mark.parametrize("entry", ["", "0a0e9b8", "0a0e", "0a:0e", "0a0e9b83#3", "#1", "0a0e9b83 ff", "00" * 11, "ü"])
def test_what_is_no_entry_is_not_added(entry: str) -> None:
    with pytest.raises(ValueError, match="is no entry; write 3 to 10 bytes"):
        press("Add entry", entry, TWO)


def test_empty_lines_are_no_entries() -> None:
    assert press("Import list", "\n0a0e9b83\n\n", ())[0] == ("0a0e9b83",)


def test_delete_takes_this_entry_and_no_other() -> None:
    assert press("Delete", TWO[0], TWO)[0] == TWO[1:]
    with pytest.raises(ValueError, match="'0A0E9B83' is not on the list"):
        press("Delete", "0A0E9B83", TWO)
    assert press("Delete whole list", "", TWO) == ((), ())


def test_a_search_changes_nothing() -> None:
    assert press("Search for Id", "7DAA", TWO) == (TWO, ((TWO[1], "RFID"),))


def test_a_button_that_is_not_there() -> None:
    with pytest.raises(ValueError, match="the page has no button 'Sort'"):
        press("Sort", "", TWO)
    assert len(BUTTONS) == 6


@pytest.mark.parametrize(
    ("entry", "kind"),
    [("0a0e9b83", "RFID"), ("020000000001", "MAC address"), ("04567daa5f3580", "RFID"), ("0a0e9b83#1", "RFID"),
     ("FREE-OF-ALL!", "RFID")],
)  # fmt: skip
def test_kinds(entry: str, kind: str) -> None:
    assert kind_of(entry) == kind


def test_blanks_around_the_entries_of_the_field_are_nobodys() -> None:
    assert entries_of(" 0a0e9b83 : c0ffee01:: ") == ("0a0e9b83", "c0ffee01")


@pytest.mark.parametrize("file", ["\ufeff{}\n{}", "{}\r\n{}\r\n", "{}\r{}"])
def test_files_of_several_editors_are_read(file: str) -> None:
    assert press("Import list", file.format(*TWO), ())[0] == TWO


@pytest.mark.parametrize("between", ["\x0b", "\u2028", "\x85", "\t", ";", ",", ":", " "])
def test_what_no_editor_shows_as_a_new_line_separates_nothing(between: str) -> None:
    with pytest.raises(ValueError, match="nothing was imported: line 2:"):
        press("Import list", f"01020304\n0a0e9b83{between}04567daa5f3580", ())
