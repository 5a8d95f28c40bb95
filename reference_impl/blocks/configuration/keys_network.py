"""Parameters of the manual's chapters 1.4, 3.1, 3.2 and 4: the local network, and the mobile network's access point."""

from __future__ import annotations

from ...model.settings import Key
from .readers import ipv4, line, netmask
from .rows import one_of

_STATIC = (("IP", "StaticIpAddress", ipv4), ("netmask", "StaticNetmask", netmask), ("gateway", "StaticGateway", ipv4),
           ("DNS", "StaticDns", ipv4))  # fmt: skip

NETWORK = (
    one_of(
        "Mode for network configuration", "EthernetConfigurationMode", "Network", "LAN",
        ("Auto (DHCP client)", "Manual configuration", "DHCP server"), "QST-072; NET-063; D-NET-09; D-QST-12",
    ),
    *(
        Key(
            name=f"Static network configuration {part}", ocpp=ocpp, page="Network", group="LAN", read=read, default="",
            source="NET-083 to NET-087",
        )
        for part, ocpp, read in _STATIC
    ),
    Key(
        name="Access Point Name (APN)", ocpp="AccessPointName", page="Network", group="GSM", read=line(100), default="",
        source="BKD-096",
    ),
    Key(
        name="APN Username", ocpp="ApnUsername", page="Network", group="GSM", read=line(64), default="",
        source="BKD-096",
    ),
    Key(
        name="APN Password", ocpp="ApnPassword", page="Network", group="GSM", read=line(64), default="",
        source="BKD-096",
    ),
)
"""The names of the mobile network stand there in clear, as on the manual's screen of the Network page; the value is
the provider's and the same for all."""
