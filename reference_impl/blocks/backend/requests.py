"""Requests of the backend: each action to an event and an answer, as a table (OCPP 1.6, chapter 5)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...model import effects as fx
from ...model import events as ev
from ...model.errors import UnexpectedEvent
from ...model.settings import Settings

Payload = dict[str, Any]
WELDED = "Contactor welded"
SOCKETS = "NumberOfConnectors"
TRIGGERED = (
    "BootNotification",
    "Heartbeat",
    "StatusNotification",
    "MeterValues",
    "FirmwareStatusNotification",
    "DiagnosticsStatusNotification",
)


class Requests:
    """Answers what the backend asks. An action without a row is answered NotSupported.

    unowned_modes: Free Charging Modes without a transaction, in which the backend can start nothing (FRE-038)
    """

    def __init__(self, settings: Settings, unowned_modes: frozenset[str]) -> None:
        self._settings, self._unowned_modes = settings, unowned_modes
        self._numbers: dict[int, int] = {}
        self._busy: dict[int, str] = {1: "idle", 2: "idle"}
        self._barred: dict[int, bool] = {1: False, 2: False}
        self._inoperative: set[int] = set()
        self._unlocking: dict[int, str] = {}
        self._live: set[int] = set()
        self._actions: dict[str, Callable[[str, Payload], list[fx.Effect]]] = {
            "GetConfiguration": self._get_configuration,
            "ChangeConfiguration": self._change_configuration,
            "RemoteStartTransaction": self._remote_start,
            "RemoteStopTransaction": self._remote_stop,
            "Reset": self._reset,
            "UnlockConnector": self._unlock,
            "TriggerMessage": self._trigger,
            "DataTransfer": self._data_transfer,
        }

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """React to one event."""
        match event:
            case ev.CallReceived(message_id, action, payload):
                answer = self._actions.get(action)
                if answer is None:
                    return [fx.SendError(message_id, "NotSupported", f"{action} is not supported")]
                return answer(message_id, payload)
            case ev.TransactionNumbered(socket, transaction_id):
                self._numbers[socket] = transaction_id
            case ev.SessionChanged(socket, state):
                self._busy[socket] = state
            case ev.FaultsChanged(socket, names, barred):
                self._barred[socket] = barred
                return self._held(socket, WELDED in names)
            case ev.AvailabilityChanged(socket, operative):
                (self._inoperative.discard if operative else self._inoperative.add)(socket)
            case ev.Unlocked(socket):
                return self._unlocked(socket, "Unlocked")
            case ev.LockFailed(socket, closing):
                return [] if closing else self._unlocked(socket, "UnlockFailed")
            case _:
                raise UnexpectedEvent(self, event)
        return []

    def _get_configuration(self, message_id: str, payload: Payload) -> list[fx.Effect]:
        return [fx.Tell(ev.ConfigurationAsked(message_id, tuple(payload.get("key", ()))))]

    def _change_configuration(self, message_id: str, payload: Payload) -> list[fx.Effect]:
        return [fx.Tell(ev.ConfigurationWritten(message_id, payload["key"], payload["value"]))]

    def _connectors(self) -> dict[int, str]:
        """State of the session at each connector that there is."""
        return {socket: state for socket, state in self._busy.items() if socket <= self._settings.number(SOCKETS)}

    def _unowned(self) -> bool:
        free = self._settings.on("Free Charging")
        return free and self._settings.text("Free Charging Mode") in self._unowned_modes

    def _remote_start(self, message_id: str, payload: Payload) -> list[fx.Effect]:
        if self._unowned():
            return [fx.SendAnswer(message_id, "RemoteStartTransaction", {"status": "Rejected"})]
        free = [
            socket
            for socket, state in self._connectors().items()
            if state in ("idle", "plugged", "finished")
            and not self._barred[socket]
            and socket not in self._inoperative
        ]
        wanted = payload.get("connectorId")
        vehicle_first = sorted(free, key=lambda socket: self._busy[socket] != "plugged")
        socket = next((socket for socket in vehicle_first if wanted in (None, socket)), None)
        if socket is not None and "chargingProfile" in payload:  # whoever keeps the profiles answers
            profile = payload["chargingProfile"]
            return [fx.Tell(ev.StartProfileSent(message_id, socket, payload["idTag"], profile))]
        status = "Accepted" if socket is not None else "Rejected"
        effects: list[fx.Effect] = [fx.SendAnswer(message_id, "RemoteStartTransaction", {"status": status})]
        if socket is not None:
            effects.append(fx.Tell(ev.RemoteStartRequested(socket, payload["idTag"])))
        return effects

    def _remote_stop(self, message_id: str, payload: Payload) -> list[fx.Effect]:
        number = payload["transactionId"]
        known = number in self._numbers.values() and number != 0
        answer = fx.SendAnswer(
            message_id, "RemoteStopTransaction", {"status": "Accepted" if known else "Rejected"}
        )
        return [answer, fx.Tell(ev.RemoteStopRequested(number))] if known else [answer]

    def _reset(self, message_id: str, payload: Payload) -> list[fx.Effect]:
        cause = {"Soft": "SoftReset", "Hard": "HardReset"}[payload["type"]]
        return [
            fx.SendAnswer(message_id, "Reset", {"status": "Accepted"}),
            fx.Tell(ev.RestartRequested(cause)),
        ]

    def _unlock(self, message_id: str, payload: Payload) -> list[fx.Effect]:
        """The answer waits for the lock; a running session ends first (OCPP 1.6, 5.18)."""
        socket = payload["connectorId"]
        if socket not in self._connectors():
            return [fx.SendAnswer(message_id, "UnlockConnector", {"status": "NotSupported"})]
        if socket in self._live:
            return [fx.SendAnswer(message_id, "UnlockConnector", {"status": "UnlockFailed"})]
        self._unlocking[socket] = message_id
        stop, unlock = fx.Tell(ev.StopRequested(socket, "UnlockCommand")), fx.Tell(ev.UnlockRequested(socket))
        if self._busy[socket] in ("charging", "away", "resuming"):
            return [stop]  # the end of a session lets the plug go, behind the contactor
        return [stop, unlock] if self._busy[socket] == "locking" else [unlock]

    def _unlocked(self, socket: int, status: str) -> list[fx.Effect]:
        message_id = self._unlocking.pop(socket, None)
        return [fx.SendAnswer(message_id, "UnlockConnector", {"status": status})] if message_id else []

    def _held(self, socket: int, welded: bool) -> list[fx.Effect]:
        """Behind a welded contactor the plug is not let go; whoever waits for it is told."""
        (self._live.add if welded else self._live.discard)(socket)
        return self._unlocked(socket, "UnlockFailed") if welded else []

    def _trigger(self, message_id: str, payload: Payload) -> list[fx.Effect]:
        message, connector = payload["requestedMessage"], payload.get("connectorId", 0)
        if connector not in (0, *self._connectors()):
            status = "Rejected"
        else:
            status = "Accepted" if message in TRIGGERED else "NotImplemented"
        effects: list[fx.Effect] = [fx.SendAnswer(message_id, "TriggerMessage", {"status": status})]
        if status == "Accepted":
            effects.append(fx.Tell(ev.MessageTriggered(message, connector)))
        return effects

    def _data_transfer(self, message_id: str, payload: Payload) -> list[fx.Effect]:
        return [fx.SendAnswer(message_id, "DataTransfer", {"status": "UnknownVendorId"})]
