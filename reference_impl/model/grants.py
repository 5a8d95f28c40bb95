"""Permission to charge: who gave it and what is told to the backend about the session."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Source(StrEnum):
    """Who allowed a session."""

    FREE = "free charging"
    WHITELIST = "local whitelist"
    KNOWN = "OCPP whitelist"
    BACKEND = "backend"
    DOUBT = "if in doubt"
    REMOTE = "remote start"


@dataclass(frozen=True)
class Grant:
    """A permission to charge at one socket.

    card:         the card that was shown and that stops the session again; "" when none was
    id_tag:       what the backend is told; "" when it is told nothing
    transaction:  StartTransaction, MeterValues and StopTransaction are sent
    revocable:    a refusal in the answer to StartTransaction ends the session
    """

    source: Source
    card: str
    id_tag: str
    transaction: bool = True
    revocable: bool = False
