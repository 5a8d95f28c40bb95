"""Which charging profile governs a socket at a moment, what it allows, and until when.

Theory of operation. Everything here is a pure function of the installed profiles, a moment and a transaction.
A profile has a value at a moment when the moment is within its validity, its schedule has begun and is not over;
otherwise it is as if it were not there. Among those that have a value the best rank governs: TxProfile before
TxDefaultProfile, the connector's own before connector 0's, then the highest stackLevel. So an exception that is
over, or a pause between two days of a recurring schedule, uncovers what lies under it. The smaller of that and
the ChargePointMaxProfile with the highest stackLevel is the limit. A moment also has a next edge, before which
nothing changes; the composite schedule is a walk from edge to edge, so it cannot disagree with `limit_at`.

Source: OCPP 1.6 edition 2, 3.13.1 to 3.13.3, the notes of 5.16.4, and 5.7 GetCompositeSchedule.

Limits. ChargePointMaxProfile is a limit for all sockets together (3.13.3). Here each socket is only kept under
the whole of it; what each is offered of it is the business of `share`, by way of offers.py. Connector 0 is
limited by ChargePointMaxProfile alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ...model.charging_profiles import (
    ChargingProfile,
    Installed,
    Kind,
    Limit,
    Period,
    Purpose,
    RateUnit,
    TransactionInfo,
)
from ...model.quantities import LEAST_OFFER, NO_CURRENT, SECOND_MS, Current
from .supply import SUPPLY, Supply

STATION = 0
MAX_COMPOSITE_S = 7 * 24 * 3600
"""The longest composite schedule that is made; 5.7 lets a station reject what it is not able to report.

A week of full schedules takes about a second to work out, in which the station does nothing else.
"""


class LimitNow(NamedTuple):
    """What profiles allow a socket, and until when at least; None: no limit, no change."""

    limit: Current | None
    next_change_ms: int | None


def limit_at(
    installed: Iterable[Installed], socket: int, now_ms: int, transaction: TransactionInfo | None
) -> LimitNow:
    """The limit of a socket, or of the station (socket 0), in amperes of each phase.

    Limits: nothing changes before next_change_ms, but then something need not change. A change of the
            profiles or of the transaction is no matter of time: ask again.
    """
    limit, next_change_ms = _ruling(tuple(installed), socket, now_ms, transaction)
    return LimitNow(None if limit is None else limit.current, next_change_ms)


def governing(
    installed: Iterable[Installed], socket: int, now_ms: int, transaction: TransactionInfo | None
) -> Installed | None:
    """The profile that decides at this moment: of a transaction's purposes, or for socket 0 of the station's."""
    standing = [
        each
        for each in installed
        if _counts(each, socket, transaction)
        and (each.profile.purpose is Purpose.STATION_MAX) is (socket == STATION)
        and value_at(each.profile, now_ms, transaction) is not None
    ]
    return max(standing, key=_rank, default=None)


def value_at(profile: ChargingProfile, now_ms: int, transaction: TransactionInfo | None) -> Limit | None:
    """What this profile alone allows; None when it has nothing to say at this moment."""
    if profile.valid_from_ms is not None and now_ms < profile.valid_from_ms:
        return None
    if profile.valid_to_ms is not None and now_ms >= profile.valid_to_ms:
        return None
    start_ms = _start(profile, transaction)
    if start_ms is None or now_ms < start_ms:
        return None  # 3.13.2: default behaviour until it begins
    into_ms = now_ms - _run(profile, start_ms, now_ms)
    duration_ms = profile.schedule.duration_ms
    if duration_ms is not None and into_ms >= duration_ms:
        return None  # 5.16.4: back to a lower stackLevel when the duration is over
    return next((each.limit for each in reversed(profile.schedule.periods) if each.start_ms <= into_ms), None)


def composite_schedule(
    installed: Iterable[Installed],
    socket: int,
    start_ms: int,
    duration_s: int,
    unit: RateUnit,
    transaction: TransactionInfo | None,
    station_limit: Current,
    share_at: Callable[[int], LimitNow] | None = None,
    supply: Supply = SUPPLY,
) -> list[Period]:
    """What `limit_at` and station_limit allow from start_ms on; equal neighbours are one period (5.7).

    supply:   by which station_limit is told in W
    share_at: what the other sockets leave of the station's limit at a moment (offers.py)
    Limits: a duration of 0 s gives the present limit. At most MAX_COMPOSITE_S; the caller rejects more.
            A limit from a profile in the unit asked for comes out as it went in, otherwise rounded down.
    """
    if not 0 <= duration_s <= MAX_COMPOSITE_S:
        raise ValueError(f"no composite schedule of {duration_s} s is made: answer Rejected outside 0 s to 7 days")
    known = tuple(installed)
    periods: list[Period] = []
    moment: int | None = start_ms
    while moment is not None and (moment < start_ms + duration_s * SECOND_MS or not periods):
        limit, next_ms = _ruling(known, socket, moment, transaction)
        left, change_ms = share_at(moment) if share_at else LimitNow(None, None)
        own = min(station_limit, station_limit if left is None else left)
        local = Limit(own.deciamperes, RateUnit.A, *supply)
        lowest = local if limit is None else min(limit, local, key=_amount)
        if not periods or periods[-1].limit != lowest.in_unit(unit):
            periods.append(Period(moment - start_ms, lowest.in_unit(unit)))
        moment = min((each for each in (next_ms, change_ms) if each is not None), default=None)
    return periods


def whole_seconds(periods: Sequence[Period], duration_s: int) -> list[Period]:
    """The same on the grid of seconds that a message has; each second is given the least of its limits."""
    starts = [period.start_ms for period in periods]
    seconds = sorted({edge for start in starts for edge in (start // SECOND_MS, -(-start // SECOND_MS))})
    merged: list[Period] = []
    for second in seconds:
        if merged and second >= duration_s:
            break
        first = bisect_right(starts, second * SECOND_MS) - 1
        last = bisect_right(starts, (second + 1) * SECOND_MS - 1)
        least = min((period.limit for period in periods[first:last]), key=_amount)
        if not merged or merged[-1].limit != least:
            merged.append(Period(second * SECOND_MS, least))
    return merged


def share(total: Current | None, wanted: Mapping[int, Current]) -> dict[int, Current]:
    """What each socket is offered, so that the sum stays within the station's limit (3.13.3).

    The rule: equal shares; what a socket does not want goes to the others; where an equal share would be under
    6 A, the last in the order of `wanted` pause, so that the others have 6 A. Sockets that want less than 6 A
    pause as well and count for nothing.
    Unit:   the current of each phase; every socket is taken to load the same phases.
    Limits: shares that are equal but do not divide differ by one deciampere; the later socket has it.
    """
    able = [socket for socket, current in wanted.items() if current >= LEAST_OFFER]
    offered = dict.fromkeys(wanted, NO_CURRENT)
    if total is None:
        return offered | {socket: wanted[socket] for socket in able}
    served = able[: max(0, total.deciamperes // LEAST_OFFER.deciamperes)]
    left = total.deciamperes
    for rank, socket in enumerate(sorted(served, key=lambda each: wanted[each])):
        amount = min(wanted[socket].deciamperes, left // (len(served) - rank))
        offered[socket] = Current(amount)
        left -= amount
    return offered


# ---------------------------------------------------------------- one moment


def _ruling(
    installed: tuple[Installed, ...], socket: int, now_ms: int, transaction: TransactionInfo | None
) -> tuple[Limit | None, int | None]:
    """The lowest limit at this moment, and the first moment after it at which that may change."""
    relevant = [each for each in installed if _counts(each, socket, transaction)]
    rulers = {governing(relevant, each, now_ms, transaction): None for each in (socket, STATION)}
    limits = [value_at(each.profile, now_ms, transaction) for each in rulers if each is not None]
    edges = [edge for each in relevant for edge in _edges(each.profile, now_ms, transaction) if edge > now_ms]
    return min((limit for limit in limits if limit is not None), key=_amount, default=None), min(edges, default=None)


def _counts(installed: Installed, socket: int, transaction: TransactionInfo | None) -> bool:
    """Whether this profile can ever limit this socket while this transaction runs (3.13.1)."""
    profile = installed.profile
    if profile.purpose is Purpose.STATION_MAX:
        return True
    if socket == STATION or installed.connector not in (STATION, socket):
        return False
    if profile.purpose is Purpose.TX_DEFAULT:
        return True
    if transaction is None or installed.connector != socket:
        return False
    return None in (profile.transaction_id, transaction.transaction_id) or (
        profile.transaction_id == transaction.transaction_id
    )


def _rank(installed: Installed) -> tuple[bool, bool, int]:
    """The higher governs: 3.13.1 for the purpose and the connector, 3.13.2 for the stackLevel."""
    profile = installed.profile
    return profile.purpose is Purpose.TX, installed.connector > STATION, profile.stack_level


def _amount(limit: Limit) -> Current:
    return limit.current


def _start(profile: ChargingProfile, transaction: TransactionInfo | None) -> int | None:
    """When the schedule began or begins; None while that is not known."""
    if profile.kind is not Kind.RELATIVE and profile.schedule.start_ms is not None:
        return profile.schedule.start_ms
    if transaction is None or profile.purpose is Purpose.STATION_MAX:
        return None
    return transaction.started_ms  # 7.13: without startSchedule it counts from the start of charging


def _run(profile: ChargingProfile, start_ms: int, now_ms: int) -> int:
    """When the present run of the schedule began, or for one in the future, begins.

    5.16.4: what a recurring schedule holds beyond its recurrence is not executed, for a new run has begun.
    """
    if profile.kind is not Kind.RECURRING or profile.recurrency is None or now_ms < start_ms:
        return start_ms
    return now_ms - (now_ms - start_ms) % profile.recurrency.period_ms


def _edges(profile: ChargingProfile, now_ms: int, transaction: TransactionInfo | None) -> Iterator[int]:
    """Moments at which this profile's value may change: the next is among them, past ones may be."""
    yield from (edge for edge in (profile.valid_from_ms, profile.valid_to_ms) if edge is not None)
    start_ms = _start(profile, transaction)
    if start_ms is None:
        return
    run_ms = _run(profile, start_ms, now_ms)
    yield from (run_ms + period.start_ms for period in profile.schedule.periods)
    if profile.schedule.duration_ms is not None:
        yield run_ms + profile.schedule.duration_ms
    if profile.kind is Kind.RECURRING and profile.recurrency is not None:
        yield run_ms + profile.recurrency.period_ms
