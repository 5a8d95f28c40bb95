"""Reservations of the backend: for whom a socket is kept, and until when (OCPP 1.6, 3.11, 5.13, 5.2).

A reservation of connector 0 keeps any one socket: the last free socket is then for its card
only. A reservation ends when its card starts a session, when the backend cancels it, when
its time is over, or when the socket goes out of operation.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from ...model import effects as fx
from ...model import events as ev
from ...model.errors import UnexpectedEvent
from ...model.settings import Settings

OWNER = "reservations"
ANY = 0
SOCKETS = (1, 2)


@dataclass(frozen=True)
class Reservation:
    """One reservation; until_ms is Unix time."""

    number: int
    socket: int
    id_tag: str
    parent: str
    until_ms: int


class Reservations:
    """All reservations of the station, by number."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._held: dict[int, Reservation] = {}
        self._session = dict.fromkeys(SOCKETS, "idle")
        self._faulted = dict.fromkeys(SOCKETS, False)
        self._operative = dict.fromkeys(SOCKETS, True)
        self._offset_ms = 0

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """React to one event."""
        match event:
            case ev.RecordsRestored(records):
                return self._restore(records, now_ms)
            case ev.ReservationAsked():
                return self._reserve(event, now_ms)
            case ev.ReservationCancelled(message_id, number):
                status = "Accepted" if number in self._held else "Rejected"
                return [fx.SendAnswer(message_id, "CancelReservation", {"status": status}), *self._drop([number])]
            case ev.TimerExpired(name=name):
                return self._drop([int(name)])
            case ev.SessionStarted(socket, grant):
                used = [n for n, kept in self._held.items() if self._used_by(kept, socket, grant.id_tag)]
                return [*(fx.Tell(ev.ReservationUsed(socket, number)) for number in used[:1]), *self._drop(used[:1])]
            case ev.ClockSet(offset_ms):
                self._offset_ms = offset_ms
                return [effect for kept in self._held.values() for effect in self._timer(kept, now_ms)]
            case ev.SessionChanged(socket, state):
                self._session[socket] = state
                return []
            case ev.FaultsChanged(socket=socket, barred=barred):
                self._faulted[socket] = barred
                return self._lost(socket) if barred else []
            case ev.AvailabilityChanged(socket, operative):
                self._operative[socket] = operative
                return [] if operative else self._lost(socket)
        raise UnexpectedEvent(self, event)

    def _restore(self, records: dict[str, Any], now_ms: int) -> list[fx.Effect]:
        for row in records.get("reservations", []):
            self._held[row["number"]] = Reservation(**row)
        if not self._held:
            return []
        return [*(e for kept in self._held.values() for e in self._timer(kept, now_ms)), *self._tell()]

    def _reserve(self, asked: ev.ReservationAsked, now_ms: int) -> list[fx.Effect]:
        over = asked.until_ms <= now_ms + self._offset_ms
        status = "Rejected" if over else self._answer(asked)
        answer = fx.SendAnswer(asked.message_id, "ReserveNow", {"status": status})
        if status != "Accepted":
            return [answer]
        kept = Reservation(asked.number, asked.connector, asked.id_tag, asked.parent, asked.until_ms)
        self._held[asked.number] = kept
        return [answer, *self._timer(kept, now_ms), *self._changed()]

    def _answer(self, asked: ev.ReservationAsked) -> str:
        """Accepted, or why not (OCPP 1.6, 7.42); a reservation of the same number is replaced."""
        if asked.connector > self._settings.number("NumberOfConnectors") or self._settings.on("Free Charging"):
            return "Rejected"  # there is no such place, or none is kept where anybody may charge
        sockets = SOCKETS if asked.connector == ANY else (asked.connector,)
        if not any(self._operative[socket] for socket in sockets):
            return "Unavailable"
        if not any(self._operative[socket] and not self._faulted[socket] for socket in sockets):
            return "Faulted"
        others = [kept for number, kept in self._held.items() if number != asked.number]
        taken = sum(kept.socket == ANY for kept in others) if asked.connector == ANY else 0
        free = [
            socket
            for socket in sockets
            if self._operative[socket]
            and not self._faulted[socket]
            and self._session[socket] == "idle"
            and not any(kept.socket == socket for kept in others)
        ]
        return "Accepted" if len(free) > taken else "Occupied"

    def _timer(self, kept: Reservation, now_ms: int) -> list[fx.Effect]:
        left_ms = max(0, kept.until_ms - self._offset_ms - now_ms)
        return [fx.StartTimer(OWNER, 0, str(kept.number), left_ms)]

    def _used_by(self, kept: Reservation, socket: int, id_tag: str) -> bool:
        mine = kept.socket in (ANY, socket)
        return mine and (kept.id_tag.lower() == id_tag.lower() or (kept.socket == socket and bool(kept.parent)))

    def _lost(self, socket: int) -> list[fx.Effect]:
        return self._drop([number for number, kept in self._held.items() if kept.socket == socket])

    def _drop(self, numbers: list[int]) -> list[fx.Effect]:
        dropped = [number for number in numbers if self._held.pop(number, None) is not None]
        if not dropped:
            return []
        return [*(fx.CancelTimer(OWNER, 0, str(number)) for number in dropped), *self._changed()]

    def _changed(self) -> list[fx.Effect]:
        return [fx.Persist("reservations", [asdict(kept) for kept in self._held.values()]), *self._tell()]

    def _tell(self) -> list[fx.Effect]:
        kept = tuple((row.socket, row.id_tag, row.parent) for row in self._held.values())
        return [fx.Tell(ev.ReservationsChanged(kept))]
