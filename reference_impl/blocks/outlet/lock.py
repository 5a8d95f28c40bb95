"""Lock actuator: drive, wait for the switch, try again, give up.

The actuator is told where to go and its switch reports. No report within TRY_MS: drive
again, MAX_TRIES times in all, then LockFailed. A lock that is where it should be is not
driven; a lock that moves by itself is reported as what it now is, and one that was to stay closed
is told as lost; it is not driven again, for whoever forced it may be at the plug. A plug is not let go while
the contactor reports closed: the order to let go waits until it reports open, and for ever
behind a welded one, because pins under voltage would come within reach.
"""

from __future__ import annotations

from ...model import effects as fx
from ...model import events as ev
from ...model.errors import UnexpectedEvent
from ...model.quantities import SECOND_MS

TRY_MS = 2 * SECOND_MS
MAX_TRIES = 3
OWNER = "lock"


class Lock:
    """The lock of one socket."""

    def __init__(self, socket: int) -> None:
        self._socket = socket
        self._goal: bool | None = None
        self._closed = self._held = False
        self._tries = 0
        self._live = self._waiting = False

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """React to one event."""
        match event:
            case ev.LockRequested():
                self._held = True
                return self._ask(True)
            case ev.UnlockRequested():
                self._held, self._waiting = False, self._live
                return [] if self._live else self._ask(False)
            case ev.ContactorMoved(closed=closed):
                self._live = closed
                return self._ask(False) if self._waiting and not closed else []
            case ev.LockFeedback(closed=closed):
                return self._report(closed)
            case ev.TimerExpired(name="try"):
                return self._drive() if self._tries < MAX_TRIES else self._give_up()
        raise UnexpectedEvent(self, event)

    def _ask(self, closed: bool) -> list[fx.Effect]:
        self._waiting = False
        if self._goal is None and self._closed == closed:
            return [fx.Tell(self._moved())]
        self._goal, self._tries = closed, 0
        return self._drive()

    def _drive(self) -> list[fx.Effect]:
        assert self._goal is not None
        self._tries += 1
        return [fx.StartTimer(OWNER, self._socket, "try", TRY_MS), fx.DriveLock(self._socket, self._goal)]

    def _report(self, closed: bool) -> list[fx.Effect]:
        changed, self._closed = closed != self._closed, closed
        if changed and self._goal is None and self._held and not closed:
            return [fx.Tell(ev.LockLost(self._socket))]
        if self._goal == closed:
            self._goal = None
            return [fx.CancelTimer(OWNER, self._socket, "try"), fx.Tell(self._moved())]
        return [fx.Tell(self._moved())] if changed and self._goal is None else []

    def _give_up(self) -> list[fx.Effect]:
        assert self._goal is not None
        closing, self._goal = self._goal, None
        there = closing == self._closed  # called back before it had moved: nothing to report, and no fault
        return [fx.Tell(self._moved() if there else ev.LockFailed(self._socket, closing))]

    def _moved(self) -> ev.Event:
        return ev.Locked(self._socket) if self._closed else ev.Unlocked(self._socket)
