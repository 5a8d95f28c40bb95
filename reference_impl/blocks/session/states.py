"""The life of a session at one socket, as a table.

IDLE        nobody is here
PLUGGED     a vehicle is connected, nobody may charge yet
AUTHORISED  somebody may charge, no vehicle yet; the Vehicle connection timeout runs
LOCKING     both; the plug is being locked
CHARGING    the session runs: energy is allowed, the transaction is open
AWAY        the vehicle has gone, the session goes on without it (Stop Transaction Mode)
RESUMING    it is back; the plug is being locked again
HELD        the energy has ended, the transaction waits for the plug to be pulled
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
    AWAY = "away"
    RESUMING = "resuming"
    HELD = "held"
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
    (S.CHARGING, ev.VehicleAway): S.AWAY,
    (S.CHARGING, ev.SessionHeld): S.HELD,
    (S.AWAY, ev.VehicleConnected): S.RESUMING,
    (S.AWAY, ev.StopRequested): S.IDLE,
    (S.AWAY, ev.SessionHeld): S.HELD,
    (S.AWAY, ev.PlugRemoved): S.IDLE,
    (S.AWAY, ev.RestartRequested): S.IDLE,
    (S.RESUMING, ev.Locked): S.CHARGING,
    (S.RESUMING, ev.VehicleAway): S.AWAY,
    (S.RESUMING, ev.StopRequested): S.FINISHED,
    (S.RESUMING, ev.SessionHeld): S.HELD,
    (S.RESUMING, ev.PlugRemoved): S.IDLE,
    (S.RESUMING, ev.RestartRequested): S.FINISHED,
    (S.HELD, ev.PlugRemoved): S.IDLE,
    (S.HELD, ev.StopRequested): S.FINISHED,
    (S.HELD, ev.RestartRequested): S.FINISHED,
    (S.FINISHED, ev.VehicleDisconnected): S.IDLE,
    (S.FINISHED, ev.Granted): S.LOCKING,
}

RUNNING = frozenset({S.CHARGING, S.AWAY, S.RESUMING, S.HELD})
"""A transaction is open."""
WAITING = (S.LOCKING, S.RESUMING)

_LOCK = "the lock moved; only LOCKING and RESUMING wait for it"
_NOT_OURS = "only a running session can be without its vehicle or its energy"
_NO_SESSION = "there is no session to stop"
_NOT_WAITING = "no authorisation waits for a vehicle"
_KEPT = "a restart keeps nothing here that it could lose"
_PLUG = "what counts is the vehicle on the pilot (discrepancy D-AUT-05)"
IGNORED: dict[Move, str] = {
    **{(state, ev.Locked): _LOCK for state in S if state not in WAITING},
    **{(state, ev.Unlocked): _LOCK for state in S},
    **{(state, ev.LockFailed): _LOCK for state in S if state not in WAITING},
    **{(state, ev.StopRequested): _NO_SESSION for state in (S.IDLE, S.PLUGGED, S.FINISHED)},
    **{(state, ev.ConnectionTimedOut): _NOT_WAITING for state in S if state is not S.AUTHORISED},
    **{(state, ev.RestartRequested): _KEPT for state in S if state not in (*RUNNING, S.LOCKING)},
    **{(state, ev.PlugRemoved): _PLUG for state in S if state not in RUNNING},
    **{(state, one): _NOT_OURS for state in S if state not in RUNNING for one in (ev.VehicleAway, ev.SessionHeld)},
    (S.IDLE, ev.VehicleDisconnected): "the pilot was seen to go before the session knew of it",
    (S.AUTHORISED, ev.VehicleDisconnected): "the pilot was seen to go before the session knew of it",
    (S.PLUGGED, ev.VehicleConnected): "it is known already",
    (S.LOCKING, ev.VehicleConnected): "it is known already",
    (S.CHARGING, ev.VehicleConnected): "it is known already",
    (S.FINISHED, ev.VehicleConnected): "it is known already",
    (S.AWAY, ev.VehicleDisconnected): "it has gone already",
    (S.AWAY, ev.VehicleAway): "it has gone already",
    (S.RESUMING, ev.VehicleConnected): "it is known already",
    (S.RESUMING, ev.VehicleDisconnected): "a vehicle that goes again is away; see stop_modes.py",
    (S.RESUMING, ev.LockFailed): "the vehicle waits without energy until it is locked or goes",
    (S.HELD, ev.SessionHeld): "the energy has ended already",
    **{
        (S.HELD, one): "the energy has ended; only the plug counts now"
        for one in (ev.VehicleConnected, ev.VehicleDisconnected, ev.VehicleAway)
    },
    **{(state, ev.Granted): "one socket, one session" for state in (S.AWAY, S.RESUMING, S.HELD)},
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
