"""Parameters of the manual's chapter 4, Meer instellingen: the further backend settings."""

from __future__ import annotations

from ...model.settings import Key
from .readers import whole
from .rows import on_off

FURTHER = (
    on_off(
        "Restart transaction after power loss", "RestartTransactionAfterPowerLoss", "Backend", "General", "On",
        "BKD-037",
    ),
    on_off("Force Heartbeat request messages", "ForceHeartbeatRequests", "Backend", "OCPP", "On", "BKD-034"),
    Key(
        name="TCP Watchdog Timeout", ocpp="TcpWatchdogTimeout", page="Backend", group="Connection",
        read=whole(0, 2_592_000, "s"), default="10800", source="BKD-069",
    ),
    on_off(
        "Display backend disconnect as error", "DisplayBackendDisconnectAsError", "Backend", "Connection", "Off",
        "BKD-073",
    ),
    on_off(
        "Send informative StatusNotifications", "SendInformativeStatusNotifications", "Backend", "OCPP", "On",
        "BKD-074",
    ),
    on_off("Send error StatusNotifications", "SendErrorStatusNotifications", "Backend", "OCPP", "On", "BKD-076"),
    on_off(
        "Send USB error StatusNotifications", "SendUsbErrorStatusNotifications", "Backend", "OCPP", "Off", "BKD-078"
    ),
    on_off("Allow long get configuration keys", "AllowLongGetConfigurationKeys", "Backend", "OCPP", "Off", "BKD-093"),
)
"""Manual, chapter 4, Meer instellingen; factory values as on the manual's screens where the text gives none."""
