"""Which sockets are in service: what the backend wants, kept over restarts and loss of power (OCPP 1.6, 5.2).

An update that waits for the station takes all of them out of service until the next boot, or until
it is given up; a running session goes on to its end (OCPP 1.6, 5.19).
"""

from __future__ import annotations

from ...model import effects as fx
from ...model import events as ev
from ...model.errors import UnexpectedEvent

SOCKETS = (1, 2)
WHOLE_STATION = 0
LATER = "inoperative-later"


class Availability:
    """Operative or not, for both sockets; a running session is waited for."""

    def __init__(self) -> None:
        self._operative = dict.fromkeys(SOCKETS, True)
        self._later: set[int] = set()  # out of service when their sessions end
        self._barred = False
        self._charging = dict.fromkeys(SOCKETS, False)

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """React to one event."""
        match event:
            case ev.RecordsRestored(records):
                for socket in records.get("inoperative", []):
                    self._operative[socket] = False
                self._later = set(records.get(LATER, []))
                return [fx.Tell(ev.AvailabilityChanged(s, False)) for s in SOCKETS if not self._operative[s]]
            case ev.AvailabilityAsked(message_id, socket, operative):
                return self._ask(message_id, socket, operative)
            case ev.ServiceBarred(barred):
                self._barred = barred
                return [fx.Tell(ev.AvailabilityChanged(s, not barred)) for s in SOCKETS if self._operative[s]]
            case ev.SessionStarted(socket=socket):
                self._charging[socket] = True
                return []
            case ev.SessionEnded(socket=socket):
                self._charging[socket] = False
                return [*self._wait(socket, False), *self._set(socket, False)] if socket in self._later else []
        raise UnexpectedEvent(self, event)

    def _ask(self, message_id: str, socket: int, operative: bool) -> list[fx.Effect]:
        if socket not in (WHOLE_STATION, *SOCKETS):
            return [fx.SendAnswer(message_id, "ChangeAvailability", {"status": "Rejected"})]
        meant = SOCKETS if socket == WHOLE_STATION else (socket,)
        waiting = [s for s in meant if self._charging[s] and not operative]
        effects: list[fx.Effect] = []
        for one in meant:
            effects += self._wait(one, one in waiting)
            if one not in waiting:
                effects += self._set(one, operative)
        answer = fx.SendAnswer(message_id, "ChangeAvailability", {"status": "Scheduled" if waiting else "Accepted"})
        return [*([answer] if message_id else []), *effects]

    def _wait(self, socket: int, waits: bool) -> list[fx.Effect]:
        """Whether the end of the session is waited for; over a loss of power too, where the session goes on."""
        if waits == (socket in self._later):
            return []
        self._later ^= {socket}
        return [fx.Persist(LATER, sorted(self._later))]

    def _set(self, socket: int, operative: bool) -> list[fx.Effect]:
        if self._operative[socket] == operative:
            return []
        self._operative[socket] = operative
        inoperative = [s for s in SOCKETS if not self._operative[s]]
        kept = fx.Persist("inoperative", inoperative)
        return [kept] if self._barred else [kept, fx.Tell(ev.AvailabilityChanged(socket, operative))]
