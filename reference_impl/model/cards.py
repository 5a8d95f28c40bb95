"""What a backend says of a card (OCPP 1.6, 7.27 IdTagInfo)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

POSTFIXES: Mapping[int, str] = {1: "#1", 2: "#2"}
"""Ties an entry of the local whitelist to one charge point (manual, 5.5).

The manual's picture with the characters is lost (D-WLL-01); these are ours, and scenarios read them in the profile.
"""


@dataclass(frozen=True)
class CardInfo:
    """status: Accepted, Blocked, Expired, Invalid or ConcurrentTx; expires_ms is Unix time, None without a date."""

    status: str
    expires_ms: int | None = None
    parent: str = ""

    @property
    def valid(self) -> bool:
        """Whether the card is good in itself (OCPP 1.6, 3.5.2); ConcurrentTx: it is in use elsewhere."""
        return self.status in ("Accepted", "ConcurrentTx")


@dataclass(frozen=True)
class ListEntry:
    """One row of SendLocalList; without info the card is to be removed from the list."""

    id_tag: str
    info: CardInfo | None
