"""Whether addresses that were entered by hand lead to the backend (manual, chapter 4, scenario 2; chapter 10).

A host sends directly to its own network and everything else through its gateway, which has to be in its own network.
A backend that the URL names is looked up by the DNS server, and is taken to be beyond the gateway.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Interface
from urllib.parse import urlsplit

from ...model.settings import Settings

MODE, BY_HAND = "Mode for network configuration", "Manual configuration"
ADDRESS, NETMASK, GATEWAY, DNS = (
    f"Static network configuration {part}" for part in ("IP", "netmask", "gateway", "DNS")
)


def no_way(settings: Settings, url: str) -> str:
    """Why nothing can reach the host of this URL; "" when something can."""
    if settings.text(MODE) != BY_HAND:
        return ""
    for name in (ADDRESS, NETMASK):
        if not settings.text(name):
            return f"{name} is empty"
    own = IPv4Interface(f"{settings.text(ADDRESS)}/{settings.text(NETMASK)}").network
    host = _address(urlsplit(url).hostname or "")
    if host is not None and host in own:
        return ""
    if host is None and not settings.text(DNS):
        return f"{DNS} is empty"
    gateway = settings.text(GATEWAY)
    if not gateway:
        return f"{GATEWAY} is empty"
    return "" if IPv4Address(gateway) in own else f"{GATEWAY} is outside the network of the station"


def _address(host: str) -> IPv4Address | None:
    """None for a name."""
    try:
        return IPv4Address(host)
    except ValueError:
        return None
