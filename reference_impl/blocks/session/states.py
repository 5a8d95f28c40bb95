"""The life of a session at one socket, as a table.

IDLE        nobody is here
PLUGGED     a vehicle is connected, nobody may charge yet
AUTHORISED  somebody may charge, no vehicle yet; the Vehicle connection timeout runs
LOCKING     both; the plug is being locked
CHARGING    the session runs: energy is allowed, the transaction is open
FINISHED    the session is over, the vehicle is still connected

Every pair of state and event is a move, or ignored with its reason; anything else is a bug.
"""

from __future__ import annotations

from enum import StrEnum

from ...model import events as ev
from ...model.errors import IllegalMove


class State(StrEnum):
    """States of the session machine."""

    IDLE = "idle"
    PLUGGED = "plugged"
    AUTHORISED = "authorised"
    LOCKING = "locking"
    CHARGING = "charging"
    FINISHED = "finished"


Move = tuple[State, type[ev.Event]]

S = State
MOVES: dict[Move, State] = {
    (S.IDLE, ev.VehicleConnected): S.PLUGGED,
    (S.IDLE, ev.Granted): S.AUTHORISED,
    (S.PLUGGED, ev.VehicleDisconnected): S.IDLE,
    (S.PLUGGED, ev.Granted): S.LOCKING,
    (S.AUTHORISED, ev.VehicleConnected): S.LOCKING,
    (S.AUTHORISED, ev.ConnectionTimedOut): S.IDLE,
    (S.AUTHORISED, ev.StopRequested): S.IDLE,
    (S.AUTHORISED, ev.Granted): S.AUTHORISED,
    (S.LOCKING, ev.Locked): S.CHARGING,
    (S.LOCKING, ev.LockFailed): S.PLUGGED,
    (S.LOCKING, ev.VehicleDisconnected): S.IDLE,
    (S.LOCKING, ev.RestartRequested): S.PLUGGED,
    (S.LOCKING, ev.StopRequested): S.PLUGGED,
    (S.CHARGING, ev.VehicleDisconnected): S.IDLE,
    (S.CHARGING, ev.PlugRemoved): S.IDLE,
    (S.CHARGING, ev.StopRequested): S.FINISHED,
    (S.CHARGING, ev.RestartRequested): S.FINISHED,
    (S.FINISHED, ev.VehicleDisconnected): S.IDLE,
    (S.FINISHED, ev.Granted): S.LOCKING,
}

_LOCK = "the lock moved; only LOCKING waits for it"
_NO_SESSION = "there is no session to stop"
_NOT_WAITING = "no authorisation waits for a vehicle"
_KEPT = "a restart keeps nothing here that it could lose"
_PLUG = "what counts is the vehicle on the pilot (discrepancy D-AUT-05)"
IGNORED: dict[Move, str] = {
    **{(state, ev.Locked): _LOCK for state in S if state is not S.LOCKING},
    **{(state, ev.Unlocked): _LOCK for state in S},
    **{(state, ev.LockFailed): _LOCK for state in S if state is not S.LOCKING},
    **{(state, ev.StopRequested): _NO_SESSION for state in (S.IDLE, S.PLUGGED, S.FINISHED)},
    **{(state, ev.ConnectionTimedOut): _NOT_WAITING for state in S if state is not S.AUTHORISED},
    **{(state, ev.RestartRequested): _KEPT for state in (S.IDLE, S.PLUGGED, S.AUTHORISED, S.FINISHED)},
    **{(state, ev.PlugRemoved): _PLUG for state in S if state is not S.CHARGING},
    (S.IDLE, ev.VehicleDisconnected): "the pilot was seen to go before the session knew of it",
    (S.AUTHORISED, ev.VehicleDisconnected): "the pilot was seen to go before the session knew of it",
    (S.PLUGGED, ev.VehicleConnected): "it is known already",
    (S.LOCKING, ev.VehicleConnected): "it is known already",
    (S.CHARGING, ev.VehicleConnected): "it is known already",
    (S.FINISHED, ev.VehicleConnected): "it is known already",
    (S.LOCKING, ev.Granted): "the first permission counts",
    (S.CHARGING, ev.Granted): "one socket, one session",
}


def next_state(state: State, event: ev.Event, moves: dict[Move, State] = MOVES) -> State:
    """Where `event` leads from `state`; IllegalMove (and nothing has changed) for a pair in neither table."""
    move = (state, type(event))
    if move in moves:
        return moves[move]
    if move in IGNORED:
        return state
    raise IllegalMove("session", state, event)
