"""Which stations share out current together, as the journal tells it: their roles and their DLM Network Id.

The last values count; a picture of a story in which a station changes its island is right at the end of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from fixtures.bench.journal import Entry, station_of

ROLE, NETWORK_ID = "Dynamic Load Management - DLM Master/Slave", "DLM Network Id"
ALONE, STANDALONE = "Disabled", "DLM Master (Standalone)"


def islands_of(entries: Iterable[Entry]) -> Mapping[int, frozenset[int]]:
    """By station: the stations whose sockets its limits are for. Without any role told, everybody's."""
    roles: dict[int, str] = {}
    numbers: dict[int, str] = {}
    stations: set[int] = set()
    for entry in entries:
        stations.add(station_of(entry))
        if entry.kind == "parameter" and entry.detail.get("state") != "refused":
            for name, found in ((ROLE, roles), (NETWORK_ID, numbers)):
                if entry.detail.get("name") == name:
                    found[station_of(entry)] = str(entry.detail.get("value", ""))
    if not roles:
        return {one: frozenset(stations) for one in stations}
    return {
        one: frozenset(
            other
            for other in stations
            if roles.get(other, ALONE) not in (ALONE, STANDALONE) and numbers.get(other, "0") == numbers.get(one, "0")
        )
        for one in stations
    }
