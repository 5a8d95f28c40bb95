"""Cards that the backend has told us about: the Local Authorization List and the cache of answers.

The manual calls both together the OCPP whitelist (discrepancy D-WLO-02). The list is sent by
the backend, whole or in parts, and has a version; the cache remembers what the backend said
of single cards. The list goes before the cache (OCPP 1.6, 3.5.3). Identifiers are compared
without regard to case, as OCPP's CiString asks; entries without an expiry date get one from
the OCPP whitelist expiry mode (manual, 5.4).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from ...model.cards import CardInfo, ListEntry

END_OF_EPOCH_MS = 2_177_452_800_000
"""31 December 2038 of the manual, exclusive (2039-01-01T00:00:00Z)."""
YEAR_MS = 365 * 86_400_000
ACCEPTED = "Accepted"


class KnownCards:
    """List and cache, as they are kept on the disk."""

    def __init__(self) -> None:
        self.version = 0
        self._listed: dict[str, CardInfo] = {}
        self._cached: dict[str, CardInfo] = {}
        self._by_hand: set[str] = set()
        """Cached, but on the operator's word: gone when the backend sends its whole list (WLO-017)."""

    def records(self) -> dict[str, Any]:
        """Plain data for the disk."""
        return {
            "version": self.version,
            "listed": {tag: asdict(info) for tag, info in self._listed.items()},
            "cached": {tag: asdict(info) for tag, info in self._cached.items()},
            "by_hand": sorted(self._by_hand),
        }

    def restore(self, stored: dict[str, Any]) -> None:
        """What `records` gave."""
        self.version = int(stored.get("version", 0))
        self._listed = {tag: CardInfo(**row) for tag, row in stored.get("listed", {}).items()}
        self._cached = {tag: CardInfo(**row) for tag, row in stored.get("cached", {}).items()}
        self._by_hand = set(stored.get("by_hand", ()))

    def update(self, full: bool, version: int, entries: Iterable[ListEntry], longest: int) -> str:
        """SendLocalList: Accepted, Failed (and nothing has changed) or VersionMismatch (OCPP 1.6, 7.44)."""
        rows = list(entries)
        if not full and version <= self.version:
            return "VersionMismatch"
        tags = [row.id_tag.lower() for row in rows]
        if len(set(tags)) != len(tags) or (full and any(row.info is None for row in rows)):
            return "Failed"
        listed = {} if full else dict(self._listed)
        for row in rows:
            if row.info is None:
                listed.pop(row.id_tag.lower(), None)
            else:
                listed[row.id_tag.lower()] = row.info
        if len(listed) > longest:
            return "Failed"
        self._listed, self.version = listed, version
        if full:
            self._cached = {tag: info for tag, info in self._cached.items() if tag not in self._by_hand}
            self._by_hand.clear()
        return ACCEPTED

    def remember(self, id_tag: str, info: CardInfo, now_unix_ms: int, mode: str) -> None:
        """Keep an answer of the backend; an entry without a date lasts as long as the mode says."""
        if info.expires_ms is None:
            lasting_ms = now_unix_ms + YEAR_MS if mode == "One year from now" else END_OF_EPOCH_MS
            info = CardInfo(info.status, lasting_ms, info.parent)
        self._cached[id_tag.lower()] = info
        self._by_hand.discard(id_tag.lower())

    def lists(self, id_tag: str) -> bool:
        """Whether the card is on the Local Authorization List, whatever that says of it."""
        return id_tag.lower() in self._listed

    def clear_cache(self) -> None:
        """ClearCache."""
        self._cached.clear()
        self._by_hand.clear()

    def find(self, id_tag: str, now_unix_ms: int, *, listed: bool, cached: bool) -> CardInfo | None:
        """What is known of the card now; a date that is over makes a listed card Expired and a cached one unknown.

        What has lapsed is not in the cache any more (manual, 5.4), so that doubt decides about it as about any card.
        """
        tag = id_tag.lower()
        if listed and (info := self._listed.get(tag)) is not None:
            return CardInfo("Expired", info.expires_ms, info.parent) if _over(info, now_unix_ms) else info
        info = self._cached.get(tag) if cached else None
        return None if info is None or _over(info, now_unix_ms) else info

    def edit(self, id_tags: Iterable[str], now_unix_ms: int, mode: str) -> None:
        """The operator's own version of list and cache: others go, new ones come."""
        wanted = dict.fromkeys(tag.lower() for tag in id_tags)  # in their order; a list of 10,000 is looked up often
        self._listed = {tag: info for tag, info in self._listed.items() if tag in wanted}
        self._cached = {tag: info for tag, info in self._cached.items() if tag in wanted}
        for tag in wanted:
            if tag not in self._listed and tag not in self._cached:
                self.remember(tag, CardInfo(ACCEPTED), now_unix_ms, mode)
                self._by_hand.add(tag)
        self._by_hand &= set(wanted)

    def tags(self, now_unix_ms: int, *, listed: bool, cached: bool) -> tuple[str, ...]:
        """The cards that are released now, in small letters, in the order in which they came."""
        every = dict.fromkeys((*self._listed, *self._cached))
        found = {tag: self.find(tag, now_unix_ms, listed=listed, cached=cached) for tag in every}
        return tuple(tag for tag, info in found.items() if info and info.status == ACCEPTED)


def _over(info: CardInfo, now_unix_ms: int) -> bool:
    return info.expires_ms is not None and info.expires_ms <= now_unix_ms
