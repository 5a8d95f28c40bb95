"""The DHCP server of a controller that makes a network for the other charge points (manual, 1.4 and 3.2).

The address of the controller, .1, and .2 to .99 are for hosts with a fixed address; .100 to .254 are
leased (D-DLM-16). Who has had an address gets it again, also after a restart; when all are taken,
nobody else gets one (D-NET-14). The address that is entered for the second meter is never leased,
wherever it lies (DLM-015).
"""

from __future__ import annotations

from typing import Any

from ...model import effects as fx
from ...model import events as ev
from ...model.errors import UnexpectedEvent
from ...model.settings import Settings

MODE, SERVER = "Mode for network configuration", "DHCP server"
METER = "IP address of second meter"
NETWORK, NETMASK = "172.16.23", "255.255.255.0"
OWN = f"{NETWORK}.1"
POOL = tuple(f"{NETWORK}.{host}" for host in range(100, 255))
RECORD = "leases"


class DhcpServer:
    """Gives addresses while the mode for network configuration is DHCP server."""

    def __init__(self, settings: Settings, pool: tuple[str, ...] = POOL) -> None:
        self._settings, self._pool = settings, pool
        self._leases: dict[str, str] = {}

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """React to one event."""
        match event:
            case ev.RecordsRestored(records):
                self._restore(records)
                return []
            case ev.LeaseAsked(client):
                return self._answer(client) if self._settings.text(MODE) == SERVER else []
        raise UnexpectedEvent(self, event)

    def _restore(self, records: dict[str, Any]) -> None:
        self._leases = {client: address for client, address in records.get(RECORD, {}).items() if address in self._pool}

    def _answer(self, client: str) -> list[fx.Effect]:
        meter = self._settings.text(METER)
        if self._leases.get(client) not in (None, meter):
            return [self._given(client)]
        taken = {*self._leases.values(), meter}
        free = next((address for address in self._pool if address not in taken), None)
        if free is None:
            return []
        self._leases[client] = free
        return [fx.Persist(RECORD, dict(self._leases)), self._given(client)]

    def _given(self, client: str) -> fx.Effect:
        return fx.GiveLease(client, self._leases[client], NETMASK, OWN)
