"""Parameters of the manual's chapter 4, Back-end verbinding."""

from __future__ import annotations

from ...model.settings import Key
from .readers import choice, line, proxy, websocket_url, whole
from .rows import on_off, one_of

STRICTNESS_LEVELS = (
    "Encrypt only - No authentication",
    "Allow expired certificate and skip host check",
    "Skip host check",
    "Allow expired certificate",
    "Normal SSL Auth",
)
STRATEGIES = ("Occupied on Charging", "Occupied on Authorized/Plugged")

BACKEND = (
    one_of("Connection Type", "ConnectionType", "Backend", "Connection", ("No Backend", "Ethernet"), "QST-060"),
    Key(
        name="OCPP ChargeBoxIdentity (ChargePointID)", ocpp="ChargeBoxIdentity", page="Backend", group="OCPP",
        read=line(48), default="+49*839*0000000001", source="manual, 2: screen of the configuration page",
    ),
    one_of("OCPP Mode", "OcppMode", "Backend", "OCPP", ("OCPP-J 1.6",), "QST-061"),
    Key(
        name="WebSockets JSON OCPP URL of the Backend", ocpp="WebSocketsJsonOcppUrl", page="Backend", group="OCPP",
        read=websocket_url, default="", source="BKD-026",
    ),
    Key(
        name="Backend connection timeout", ocpp="BackendConnectionTimeout", page="Backend", group="Connection",
        read=whole(1, 3_600, "s"), default="60", source="BKD-039",
    ),
    Key(
        name="Websockets proxy", ocpp="WebsocketsProxy", page="Backend", group="OCPP", read=proxy, default="",
        source="BKD-032",
    ),
    Key(
        name="WebSockets keep-alive interval", ocpp="WebSocketPingInterval", page="Backend", group="OCPP",
        read=whole(0, 86_400, "s"), default="0", source="BKD-030; OCPP 1.6, 9.1: WebSocketPingInterval",
    ),
    Key(
        name="SSL Strictness as client", ocpp="SslStrictnessAsClient", page="Backend", group="Connection",
        read=choice(*STRICTNESS_LEVELS), default="Normal SSL Auth", choices=STRICTNESS_LEVELS,
        source="manual, 4, Meer instellingen; no factory value is given, so the strictest",
    ),
    one_of(
        "Strategy for StatusNotification state transitions", "StatusNotificationStrategy", "Backend", "OCPP",
        STRATEGIES, "BKD-080",
    ),
    on_off("Preparing until state C (OCPP 1.6)", "PreparingUntilStateC", "Backend", "OCPP", "On", "BKD-090"),
)
"""Manual, chapter 4, Back-end verbinding."""
