"""What a backend sees of the configuration: names without regard to case, OCPP's words for On and Off, second names.

OCPP 1.6, 7.29 makes a key a case-insensitive string, and chapter 9 writes booleans as true and
false. A parameter of the manual may be what OCPP calls by another name and with fewer values:
such a name is a view, and there is one value behind both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ...model.settings import Key
from .rows import ON_OFF

BOOLEAN = {"On": "true", "Off": "false"}


@dataclass(frozen=True)
class View:
    """A boolean of OCPP that is part of what a parameter says.

    true:  the values that are true to OCPP
    taken: the value that each of OCPP's words sets, unless the present one means the same
    """

    ocpp: str
    name: str
    true: frozenset[str]
    taken: Mapping[str, str]
    source: str


VIEWS: tuple[View, ...] = (
    View(
        "AllowOfflineTxForUnknownId", "If in doubt allow charging", frozenset({"On", "OnImmediatelyWhenPluggedIn"}),
        {"true": "On", "false": "Off"}, "OCPP 1.6, 9.1.1; manual, 5.1",
    ),
    View(
        "StopTransactionOnEVSideDisconnect", "Stop Transaction Mode",
        frozenset({"Normal", "Normal + Mode D + RCD detected"}),
        {"true": "Normal", "false": "Only by RFID/RemoteStop"}, "OCPP 1.6, 9.1; manual, 5.1",
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Face:
    """A key as a backend knows it. `shown`: value to word, where they differ; `taken`: word to value."""

    ocpp: str
    key: Key
    shown: Mapping[str, str] = field(default_factory=dict)
    taken: Mapping[str, str] = field(default_factory=dict)

    def say(self, value: str) -> str:
        """The value in OCPP's words."""
        return self.shown.get(value, value)

    def hear(self, word: str, present: str) -> str:
        """The value that is meant; the present one when it means the same already."""
        plain = word.lower()
        if plain not in self.taken:
            return word
        return present if self.say(present) == plain else self.taken[plain]


def faces(keys: tuple[Key, ...], views: tuple[View, ...] = VIEWS) -> dict[str, Face]:
    """By name in small letters, in the order of the keys, views last."""
    found = {key.ocpp.lower(): _face(key) for key in keys if key.ocpp}
    rows = {key.name: key for key in keys}
    for view in views:
        if view.name in rows:
            key = rows[view.name]
            shown = {value: "true" if value in view.true else "false" for value in key.choices}
            found[view.ocpp.lower()] = Face(view.ocpp, key, shown, view.taken)
    return found


def _face(key: Key) -> Face:
    if key.choices != ON_OFF:
        return Face(key.ocpp, key)
    return Face(key.ocpp, key, BOOLEAN, {word: value for value, word in BOOLEAN.items()})
