"""The type of a configuration key, and the read-only view of the configuration that blocks get."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, kw_only=True, eq=False)  # each is itself: a boot looks up what was worked out for its table
class Key:
    """One configuration parameter; nowhere else does the code know its limits.

    name:     the label in the configuration interface, as the manual prints it
    ocpp:     the name under which a backend reads and changes it; "" when it cannot
    page, group: where the configuration interface shows it
    read:     text to value; its ValueError tells what was expected
    default:  factory value, as text
    choices:  the values on offer, where it is a choice
    restart:  takes effect only after Save & Restart
    readonly: a backend may read it, nobody may change it
    secret:   never shown or sent
    guarded:  another block decides whether a backend may write it, and it is in force at once then
    since:    the first firmware version that has it; "" for all
    went:     choices that later firmware does not have, each with the first version without it
    shown_with: shown on its page only while this On/Off key is On there
    hidden_with: not shown on its page while this On/Off key is On there
    role:     the only login that may see and set it; "" for any (D-PWR-02)
    opened_with: while this On/Off key is On, any login may see and set it
    also_on:  a second page that shows it
    sockets:  only stations with so many have it
    at_most:  keys of superior limits: its number may not be higher than theirs, where they are shown
    source:   the requirement or document that it comes from
    """

    name: str
    ocpp: str
    page: str
    group: str
    read: Callable[[str], Any]
    default: str
    choices: tuple[str, ...] = ()
    restart: bool = True
    readonly: bool = False
    secret: bool = False
    guarded: bool = False
    since: str = ""
    went: tuple[tuple[str, str], ...] = ()
    shown_with: str = ""
    hidden_with: str = ""
    role: str = ""
    opened_with: str = ""
    also_on: str = ""
    at_most: tuple[str, ...] = ()
    sockets: int = 1
    source: str


class Settings(Protocol):
    """The values in force, by the name of their key."""

    def text(self, name: str) -> str:
        """The value as it was entered."""
        ...

    def has(self, name: str) -> bool:
        """Whether the running firmware has this key."""
        ...

    def number(self, name: str) -> int:
        """The value of a key that holds a whole number."""
        ...

    def on(self, name: str) -> bool:
        """The value of an On/Off key."""
        ...
