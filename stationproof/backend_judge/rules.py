"""The rules that a backend is held against, as rows, and what was found against one of them.

Source: OCPP-J 1.6, OCPP 1.6 edition 2 with its published JSON schemas, RFC 6455. Sections of OCPP 1.6 are named by
the message that they are about.
"""

from __future__ import annotations

from dataclasses import dataclass, field

BROKEN, LOOK = "broken", "look"
"""A rule is broken; or no rule is, but somebody should look at it."""
SHOWN_FRAME = 2_000
"""Characters of a frame that are kept as evidence."""
EXAMPLES = 3
"""Of findings that are alike so many are kept in full."""


@dataclass(frozen=True)
class Rule:
    """weight: BROKEN or LOOK; clause: where it stands, "" where nothing does; {} is the message it is about."""

    weight: str
    clause: str


RULES = {
    "array": Rule(BROKEN, "OCPP-J 1.6, 4.1.2 and 4.1.3"),
    "call": Rule(BROKEN, "OCPP-J 1.6, 4.2.1"),
    "result": Rule(BROKEN, "OCPP-J 1.6, 4.2.2"),
    "error": Rule(BROKEN, "OCPP-J 1.6, 4.2.3"),
    "id": Rule(BROKEN, "OCPP-J 1.6, 4.1.4"),
    "payload": Rule(BROKEN, "OCPP 1.6, chapter 6, and its JSON schema, {}"),
    "silent": Rule(BROKEN, "OCPP 1.6, chapter 4, {}: the Central System SHALL respond"),
    "core": Rule(BROKEN, "OCPP 1.6, 3.2: the Core profile is required, {} is of it"),
    "binary": Rule(BROKEN, "OCPP-J 1.6, 4.1.2; RFC 6455, 5.6"),
    "subprotocol": Rule(BROKEN, "OCPP-J 1.6, 3.1.2 and 3.2"),
    "pong": Rule(BROKEN, "RFC 6455, 5.5.2"),
    "refused": Rule(LOOK, ""),
    "late": Rule(LOOK, ""),
    "open": Rule(LOOK, ""),
    "said no": Rule(LOOK, ""),
    "station said no": Rule(LOOK, ""),
    "closed": Rule(LOOK, ""),
    "unreachable": Rule(LOOK, ""),
    "clock": Rule(LOOK, "OCPP 1.6, chapter 4, {}: currentTime sets the clock of the Charge Point"),
    "transaction": Rule(LOOK, "OCPP 1.6, chapter 4, StartTransaction: the id names the transaction"),
}

STATION_CORE = (
    "Authorize", "BootNotification", "Heartbeat", "MeterValues", "StartTransaction", "StatusNotification",
    "StopTransaction",
)  # fmt: skip
"""What every backend has to answer (OCPP 1.6, 3.2); DataTransfer may be refused."""


@dataclass(frozen=True)
class Example:
    """One time that it happened. at_ms: since the start; frame: as it came; about: the station's frame; note: words."""

    at_ms: int
    frame: str = ""
    about: str = ""
    note: str = ""


@dataclass
class Finding:
    """Something against one rule; what is alike is one finding that counts."""

    rule: str
    clause: str
    what: str
    times: int = 0
    examples: list[Example] = field(default_factory=list)

    @property
    def weight(self) -> str:
        """BROKEN or LOOK."""
        return RULES[self.rule].weight

    def add(self, example: Example) -> None:
        """Once more."""
        self.times += 1
        if len(self.examples) < EXAMPLES:
            self.examples.append(example)


def shortened(text: str) -> str:
    """A frame as it is kept: its beginning, and how long it was."""
    if len(text) <= SHOWN_FRAME:
        return text
    return f"{text[:SHOWN_FRAME]}… ({len(text)} characters)"
