"""The usual kinds of configuration parameters, each as one call (see model/settings.py, Key)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...model.settings import Key
from .readers import choice, line, switch, whole

ON_OFF = ("On", "Off")


def on_off(name: str, ocpp: str, page: str, group: str, default: str, source: str) -> Key:
    """On or Off; takes effect after Save & Restart."""
    return Key(
        name=name, ocpp=ocpp, page=page, group=group, read=switch, default=default, choices=ON_OFF, source=source
    )


def one_of(name: str, ocpp: str, page: str, group: str, choices: tuple[str, ...], source: str) -> Key:
    """The first choice is the factory value."""
    return Key(
        name=name, ocpp=ocpp, page=page, group=group, read=choice(*choices), default=choices[0],
        choices=choices, source=source,
    )


def live(name: str, ocpp: str, page: str, group: str, low: int, high: int, default: str, source: str) -> Key:
    """A whole number that takes effect at once."""
    return Key(
        name=name, ocpp=ocpp, page=page, group=group, read=whole(low, high), default=default,
        restart=False, source=source,
    )


def live_text(
    name: str, ocpp: str, page: str, group: str, read: Callable[[str], Any], default: str, source: str
) -> Key:
    """A text that `read` judges and that takes effect at once."""
    return Key(name=name, ocpp=ocpp, page=page, group=group, read=read, default=default, restart=False, source=source)


def fact(name: str, value: str, source: str) -> Key:
    """What the station is; nobody changes it."""
    return Key(
        name=name, ocpp=name, page="System", group="General", read=line(500), default=value,
        restart=False, readonly=True, source=source,
    )
