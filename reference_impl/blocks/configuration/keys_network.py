"""Parameters of the manual's chapter 3.1 and 4: the access point of the mobile network."""

from __future__ import annotations

from ...model.settings import Key
from .readers import line

NETWORK = (
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
"""Shown in clear, as on the manual's screen of the Network page; the value is the provider's and the same for all."""
