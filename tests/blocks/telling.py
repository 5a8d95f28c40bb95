"""Short words for tests of one block: what it tells, what else it asks for, and settings made of a few values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reference_impl.blocks.block import Block
from reference_impl.blocks.configuration.keys import KEYS
from reference_impl.model import effects as fx
from reference_impl.model import events as ev


def told(effects: Iterable[fx.Effect]) -> list[ev.Event]:
    """The events that a block tells the other blocks."""
    return [effect.event for effect in effects if isinstance(effect, fx.Tell)]


def asked(effects: Iterable[fx.Effect]) -> list[fx.Effect]:
    """What else it wants done."""
    return [effect for effect in effects if not isinstance(effect, fx.Tell)]


def feed(block: Block, *events: ev.Event, at_ms: int = 0) -> list[fx.Effect]:
    """All effects of these events, in order."""
    return [effect for event in events for effect in block.handle(event, at_ms)]


class Values:
    """Settings: these texts by name, and the factory values of all other keys."""

    def __init__(self, values: Mapping[str, str]) -> None:
        factory = {key.name: key.default for key in KEYS}
        assert values.keys() <= factory.keys(), "a test sets a key that the station does not have"
        self.values = factory | dict(values)

    def text(self, name: str) -> str:
        """The value."""
        return self.values[name]

    def has(self, name: str) -> bool:
        """The newest firmware has all."""
        return name in self.values

    def number(self, name: str) -> int:
        """The value as a whole number."""
        return int(self.values[name])

    def on(self, name: str) -> bool:
        """Whether the value is On."""
        return self.values[name] == "On"
