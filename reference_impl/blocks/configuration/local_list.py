"""The buttons of the Whitelists page: what each makes of the local whitelist (manual, 5.5).

A file of Export list has one entry on each line, and Import list reads the same. An import adds
to the list; a line that is no entry refuses the whole file, so that nobody has to find out which
half was taken. An entry is a UID in hexadecimal, perhaps with the postfix of one charge point, or the MAC
address of a car: 12 hexadecimal digits without colons, because the colon separates entries
(D-WLL-02).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ...model.cards import POSTFIXES

Entries = tuple[str, ...]
Rows = tuple[tuple[str, str], ...]
SEPARATOR = ":"
BYTE_ORDER_MARK = "\ufeff"
"""Some editors begin a file in UTF-8 with it."""
_ENTRY = re.compile(r"((?:[0-9a-fA-F]{2}){3,10})(" + "|".join(map(re.escape, POSTFIXES.values())) + ")?")
_MAC_DIGITS = 12
EXPECTED = "3 to 10 bytes in hexadecimal without colons, perhaps with the postfix of a charge point, as in 0a0e9b83"


def entries_of(text: str) -> Entries:
    """The entries of the field, in order; blanks around them are nobody's."""
    return tuple(entry for part in text.split(SEPARATOR) if (entry := part.strip()))


def kind_of(entry: str) -> str:
    """The column Type. UIDs have 4, 7 or 10 bytes, a MAC address has 6."""
    return "MAC address" if len(entry) == _MAC_DIGITS and _ENTRY.fullmatch(entry) else "RFID"


def press(button: str, text: str, entries: Entries) -> tuple[Entries, Rows]:
    """The list after this button, and what the page shows; ValueError says what was wrong with `text`."""
    if button not in _BUTTONS:
        raise ValueError(f"the page has no button {button!r}; it has {', '.join(BUTTONS)}")
    after = _BUTTONS[button](text, entries)
    if button == "Export list":
        return after, (("file", "".join(f"{entry}\n" for entry in after)),)
    wanted = text.lower() if button == "Search for Id" else ""
    return after, tuple((entry, kind_of(entry)) for entry in after if wanted in entry.lower())


def _checked(entry: str) -> str:
    if not _ENTRY.fullmatch(entry):
        raise ValueError(f"{entry!r} is no entry; write {EXPECTED}")
    return entry


def _joined(entries: Entries, more: Entries) -> Entries:
    return tuple(dict.fromkeys((*entries, *more)))


def _add(text: str, entries: Entries) -> Entries:
    return _joined(entries, (_checked(text.strip()),))


def _delete(text: str, entries: Entries) -> Entries:
    if text not in entries:
        raise ValueError(f"{text!r} is not on the list")
    return tuple(entry for entry in entries if entry != text)


def _import(text: str, entries: Entries) -> Entries:
    found = []
    lines = re.split("\r\n|\r|\n", text.removeprefix(BYTE_ORDER_MARK))
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                found.append(_checked(line.strip()))
            except ValueError as error:
                raise ValueError(f"nothing was imported: line {number}: {error}") from None
    return _joined(entries, tuple(found))


def _same(text: str, entries: Entries) -> Entries:
    return entries


_BUTTONS: dict[str, Callable[[str, Entries], Entries]] = {
    "Add entry": _add,
    "Delete": _delete,
    "Delete whole list": lambda text, entries: (),
    "Import list": _import,
    "Export list": _same,
    "Search for Id": _same,
}
BUTTONS = tuple(_BUTTONS)
