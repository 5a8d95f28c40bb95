"""Who may see and set a parameter, where it is shown, and which parameters bound its number (7.2, D-PWR-02)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ...model.settings import Key

Shown = Callable[[str], str]
"""The value of a parameter as whoever asks sees it."""


def may(key: Key, role: str, shown: Shown) -> bool:
    """Whether this login may see and set it."""
    return not key.role or key.role == role or (bool(key.opened_with) and shown(key.opened_with) == "On")


def available(key: Key, shown: Shown) -> bool:
    """Whether it means anything as the station is configured."""
    if key.shown_with and shown(key.shown_with) != "On":
        return False
    return not key.hidden_with or shown(key.hidden_with) != "On"


def on_page(key: Key, page: str, role: str, shown: Shown) -> bool:
    """Whether this page shows it to this login; what is opened to others is on its own page only while it is."""
    if not may(key, role, shown) or not available(key, shown):
        return False
    return key.also_on == page or (key.page == page and (not key.opened_with or shown(key.opened_with) == "On"))


def above(key: Key, text: str, keys: Mapping[str, Key], shown: Shown) -> str:
    """The sentence about a superior limit that `text` exceeds; "" when there is none."""
    for name in key.at_most:
        if name in keys and available(keys[name], shown) and int(text) > int(shown(name)):
            return f"{key.name}: {text} is more than {name}, which is {shown(name)}; lower it or raise that one first"
    return ""
