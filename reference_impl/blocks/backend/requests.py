"""Requests of the backend: each action to an event and an answer, as a table (OCPP 1.6, chapter 5)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...model import effects as fx
from ...model import events as ev
from ...model.errors import UnexpectedEvent

Payload = dict[str, Any]


class Requests:
    """Answers what the backend asks. An action without a row is answered NotSupported."""

    def __init__(self) -> None:
        self._numbers: dict[int, int] = {}
        self._busy: dict[int, str] = {1: "idle", 2: "idle"}
        self._barred: dict[int, bool] = {1: False, 2: False}
        self._actions: dict[str, Callable[[str, Payload], list[fx.Effect]]] = {
            "GetConfiguration": self._get_configuration,
            "ChangeConfiguration": self._change_configuration,
            "RemoteStartTransaction": self._remote_start,
            "RemoteStopTransaction": self._remote_stop,
            "Reset": self._reset,
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
            case ev.FaultsChanged(socket=socket, barred=barred):
                self._barred[socket] = barred
            case _:
                raise UnexpectedEvent(self, event)
        return []

    def _get_configuration(self, message_id: str, payload: Payload) -> list[fx.Effect]:
        return [fx.Tell(ev.ConfigurationAsked(message_id, tuple(payload.get("key", ()))))]

    def _change_configuration(self, message_id: str, payload: Payload) -> list[fx.Effect]:
        return [fx.Tell(ev.ConfigurationWritten(message_id, payload["key"], payload["value"]))]

    def _remote_start(self, message_id: str, payload: Payload) -> list[fx.Effect]:
        free = [
            socket
            for socket, state in self._busy.items()
            if state in ("idle", "plugged", "finished") and not self._barred[socket]
        ]
        wanted = payload.get("connectorId")
        vehicle_first = sorted(free, key=lambda socket: self._busy[socket] != "plugged")
        socket = next((socket for socket in vehicle_first if wanted in (None, socket)), None)
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
