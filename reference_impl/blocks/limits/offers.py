"""What charging profiles leave to each socket when the station's limit is for all of them together.

Theory of operation. A seat is a socket as the profiles see it. `allowed` first asks what profiles
allow each socket that charges (schedules.py), then shares the ChargePointMaxProfile among them. A
socket without a session is given what it would have if one began now, so that a session begins with
the right offer and nobody has to correct it. The sharing is a pure function of the seats and a moment
like all else here, so the composite schedule is made with it too and shows what will be offered.

Source: OCPP 1.6 edition 2, 3.13.3.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ...model.charging_profiles import Installed, TransactionInfo
from ...model.quantities import Current
from .schedules import STATION, LimitNow, limit_at, share


@dataclass(frozen=True)
class Seat:
    """A socket as the profiles see it.

    profiles:    those that may limit it
    own:         what it could offer if there were no profiles
    transaction: what runs, or what would if a session began now
    taken:       a session runs
    """

    profiles: tuple[Installed, ...]
    own: Current
    transaction: TransactionInfo
    taken: bool


def allowed(seats: Mapping[int, Seat], socket: int, at_ms: int) -> LimitNow:
    """What the profiles allow this socket, its share included, and until when at least.

    seats: of all sockets; who came first stands first, and pauses last
    """
    seat = seats[socket]
    limit, change_ms = _alone(seat, socket, at_ms)
    total, _ = limit_at(seat.profiles, STATION, at_ms, None)
    if total is None:
        return LimitNow(limit, change_ms)  # the next edge of the station's profiles is among this socket's
    wanted: dict[int, Current] = {}
    changes = [change_ms]
    rivals = [number for number, other in seats.items() if other.taken and number != socket]
    for number in [*seats] if seat.taken else [*rivals, socket]:
        if number in (socket, *rivals):
            most, edge_ms = _alone(seats[number], number, at_ms)
            wanted[number] = seats[number].own if most is None else min(most, seats[number].own)
            changes.append(edge_ms)
    return LimitNow(share(total, wanted)[socket], min((each for each in changes if each is not None), default=None))


def _alone(seat: Seat, socket: int, at_ms: int) -> LimitNow:
    """The socket's own profiles, under the whole of the station's.

    Nothing has begun at a seat that is not taken, so nothing in a relative schedule comes nearer there.
    """
    limit, change_ms = limit_at(seat.profiles, socket, at_ms, seat.transaction)
    if not seat.taken:
        change_ms = limit_at(seat.profiles, socket, at_ms, None).next_change_ms
    return LimitNow(limit, change_ms)
