"""Smart charging: the backend's charging profiles, and what they leave to each socket at each moment.

Theory of operation. The block holds the book of installed profiles and knows which sockets charge.
After each event, and at each moment at which a profile changes what it allows (one timer, set for the
next of them), it works out the limit of each socket and tells it where it has changed, a lower one
before a higher one. Dates are Unix time; the clock may be set at any time, so a session is remembered
on the station's own clock and relative schedules do not jump with the date.

What must survive a loss of power is written before it is answered, and with the profiles when each
session began: a session that a loss of power cut short may go on, and its TxProfile and its relative
schedules with it. If it does not, its end is told like any other.

Source: OCPP 1.6 edition 2, 3.13, 5.5, 5.7, 5.11, 5.16.

Where the text leaves a choice:
- A session of which the backend is told nothing is limited by TxDefaultProfiles all the same, but takes no TxProfile.
- GetCompositeSchedule of a socket without a session shows what a session would be offered that begins now.
- GetCompositeSchedule of connector 0 shows the ChargePointMaxProfile, and at most what both sockets can offer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from ...model import effects as fx
from ...model import events as ev
from ...model.charging_profiles import (
    ChargingProfile,
    Installed,
    Period,
    RateUnit,
    Schedule,
    TransactionInfo,
    schedule_payload,
)
from ...model.errors import UnexpectedEvent
from ...model.feeds import VOLTAGE, connected_phases
from ...model.grants import Grant
from ...model.quantities import SECOND_MS, Current
from ...model.settings import Settings
from .offers import Seat, allowed
from .profile_book import BookLimits, ProfileBook
from .schedules import MAX_COMPOSITE_S, STATION, LimitNow, composite_schedule, whole_seconds
from .sources import MANUFACTURER
from .supply import Supply, supplied

OWNER = "smart"
RECORD = "profiles"
SOCKETS = (1, 2)
UNITS = {"Current": RateUnit.A, "Power": RateUnit.W}
LONGEST_MS = 7 * 24 * 3600 * SECOND_MS
"""The longest timer that is set: a period may begin in a million years, and no clock counts so far."""
WAITING = ("authorised", "locking")
"""States of a session in which a remote start waits for what is still missing."""


def limits_of(settings: Settings) -> BookLimits:
    """What the station can hold, from the keys of OCPP 1.6, 9.4."""
    units = settings.text("ChargingScheduleAllowedChargingRateUnit").split(",")
    return BookLimits(
        max_stack_level=settings.number("ChargeProfileMaxStackLevel"),
        max_periods=settings.number("ChargingScheduleMaxPeriods"),
        max_installed=settings.number("MaxChargingProfilesInstalled"),
        units=frozenset(UNITS[unit] for unit in units),
        sockets=len(SOCKETS),
    )


@dataclass
class Running:
    """A session; began_ms on the station's clock, number: the backend's, once it has given one."""

    began_ms: int
    transaction: bool
    number: int | None = None


class SmartCharging:
    """All charging profiles of the station."""

    def __init__(self, settings: Settings) -> None:
        self._settings, self._limits = settings, limits_of(settings)
        self._book = ProfileBook(self._limits)
        self._running: dict[int, Running] = {}
        self._cut_short: dict[int, Running] = {}
        self._waiting: dict[int, tuple[str, ChargingProfile]] = {}
        self._states = dict.fromkeys(SOCKETS, "idle")
        self._own = dict.fromkeys(SOCKETS, MANUFACTURER)
        self._told: dict[int, Current | None] = dict.fromkeys(SOCKETS)
        self._kept: dict[str, Any] = {"installed": [], "running": {}}
        self._offset_ms = 0
        self._due_ms: int | None = None

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """React to one event."""
        match event:
            case ev.RecordsRestored(records):
                self._restore(records)
                return []  # ClockSet follows, and only then a date can be told
            case ev.CompositeAsked():
                return [fx.SendAnswer(event.message_id, "GetCompositeSchedule", self._composite(event, now_ms))]
            case ev.ProfileSent() | ev.ProfilesCleared() | ev.StartProfileSent():
                answer = self._asked(event, now_ms)
            case _:
                answer = []
                self._note(event, now_ms)
        return [*self._written(), *answer, *self._follow(now_ms)]

    # -- over a loss of power --

    def _restore(self, records: dict[str, Any]) -> None:
        self._kept = records.get(RECORD, self._kept)
        self._book.restore(self._kept["installed"])
        for name, row in self._kept["running"].items():
            self._cut_short[int(name)] = Running(**row)

    def _written(self) -> list[fx.Effect]:
        """Before it is answered."""
        sessions = {str(socket): asdict(one) for socket, one in self._sessions().items()}
        kept = {"installed": self._book.records(), "running": sessions}
        if kept == self._kept:
            return []
        self._kept = kept
        return [fx.Persist(RECORD, kept)]

    # -- what the backend asks --

    def _asked(self, event: ev.ProfileSent | ev.ProfilesCleared | ev.StartProfileSent, now_ms: int) -> list[fx.Effect]:
        match event:
            case ev.ProfileSent(message_id, connector, profile):
                status: str = self._book.set(connector, profile, self._transactions(), now_ms + self._offset_ms)
                return [fx.SendAnswer(message_id, "SetChargingProfile", {"status": status})]
            case ev.ProfilesCleared(message_id, number, connector, purpose, stack_level):
                status = self._book.clear(number, connector, purpose, stack_level)
                return [fx.SendAnswer(message_id, "ClearChargingProfile", {"status": status})]
            case ev.StartProfileSent(message_id, socket, id_tag, profile):
                if self._book.refusal_at_start(socket, profile) is not None:
                    return [fx.SendAnswer(message_id, "RemoteStartTransaction", {"status": "Rejected"})]
                self._waiting[socket] = (id_tag, profile)
                accepted = fx.SendAnswer(message_id, "RemoteStartTransaction", {"status": "Accepted"})
                return [accepted, fx.Tell(ev.RemoteStartRequested(socket, id_tag))]

    def _composite(self, asked: ev.CompositeAsked, now_ms: int) -> dict[str, Any]:
        """The answer to GetCompositeSchedule; dates are numbers here and are written by translate.py."""
        unit, start_ms = RateUnit(asked.unit or "A"), now_ms + self._offset_ms
        known = asked.connector in (STATION, *SOCKETS) and unit in self._limits.units
        if not known or not 0 <= asked.duration_s <= MAX_COMPOSITE_S:
            return {"status": "Rejected"}
        periods = whole_seconds(self._periods(asked, unit, start_ms), asked.duration_s)
        schedule = Schedule(unit, tuple(periods), start_ms=start_ms, duration_ms=asked.duration_s * SECOND_MS)
        return {
            "status": "Accepted",
            "connectorId": asked.connector,
            "scheduleStart": start_ms,
            "chargingSchedule": schedule_payload(schedule),
        }

    def _periods(self, asked: ev.CompositeAsked, unit: RateUnit, start_ms: int) -> list[Period]:
        if asked.connector == STATION:
            most = Current(sum(own.deciamperes for own in self._own.values()))
            supply = self._supply(STATION)
            profiles = supplied(self._installed(STATION), supply)
            return composite_schedule(
                profiles, STATION, start_ms, asked.duration_s, unit, None, most, supply=supply
            )
        seats = self._seats(start_ms)
        seat = seats[asked.connector]
        seats[asked.connector] = replace(seat, taken=True)

        def share_at(at_ms: int) -> LimitNow:
            return self._allowed(seats, asked.connector, at_ms)

        return composite_schedule(
            seat.profiles, asked.connector, start_ms, asked.duration_s, unit, seat.transaction, seat.own, share_at,
            self._supply(asked.connector),
        )  # fmt: skip

    # -- what happens at the sockets --

    def _note(self, event: ev.Event, now_ms: int) -> None:
        match event:
            case ev.ClockSet(offset_ms):
                self._offset_ms = offset_ms
            case ev.OwnLimitChanged(socket, current):
                self._own[socket] = current
            case ev.SessionChanged(socket, state):
                self._changed(socket, state)
            case ev.Refused(socket):
                if self._states[socket] not in WAITING:
                    self._waiting.pop(socket, None)
            case ev.SessionStarted(socket, grant):
                self._begin(socket, grant, now_ms)
            case ev.SessionEnded(socket=socket):
                self._running.pop(socket, None)
                self._cut_short.pop(socket, None)
                self._book.transaction_ended(socket)
            case ev.TransactionNumbered(socket, number):
                if socket in self._running:
                    self._running[socket].number = number or None
            case ev.TimerExpired(name="change"):
                self._due_ms = None
            case ev.ValueStored():
                pass  # the supply may have changed, by which watts become amperes
            case _:
                raise UnexpectedEvent(self, event)

    def _changed(self, socket: int, state: str) -> None:
        """A remote start whose vehicle never came is over, and its profile with it."""
        before, self._states[socket] = self._states[socket], state
        if before in WAITING and state in ("idle", "plugged"):
            self._waiting.pop(socket, None)

    def _begin(self, socket: int, grant: Grant, now_ms: int) -> None:
        cut_short = self._cut_short.pop(socket, None)
        self._running[socket] = Running(now_ms, grant.transaction) if cut_short is None else cut_short
        id_tag, profile = self._waiting.pop(socket, ("", None))
        if profile is not None and id_tag == grant.id_tag:
            self._book.set(socket, profile, self._transactions(), now_ms + self._offset_ms)

    # -- what follows from it --

    def _sessions(self) -> dict[int, Running]:
        """Who charges, and who did when the power failed; first come, first in order."""
        both = {**self._cut_short, **self._running}
        return dict(sorted(both.items(), key=lambda one: one[1].began_ms))

    def _transactions(self) -> Mapping[int, TransactionInfo]:
        return {
            socket: TransactionInfo(each.number, each.began_ms + self._offset_ms)
            for socket, each in self._running.items()
            if each.transaction
        }

    def _installed(self, socket: int) -> tuple[Installed, ...]:
        """The profiles for this socket, with the one that a remote start has brought and that waits for its session."""
        _, profile = self._waiting.get(socket, ("", None))
        return self._book.installed if profile is None else (*self._book.installed, Installed(socket, profile))

    def _supply(self, socket: int) -> Supply:
        """Phases and volts of a socket, or of the one with most phases for the station."""
        sockets = [socket] if socket in SOCKETS else SOCKETS
        phases = max(len(connected_phases(self._settings, one)) for one in sockets)
        return Supply(phases, self._settings.number(VOLTAGE))

    def _seats(self, unix_ms: int) -> dict[int, Seat]:
        """Sockets that charge, first come first, and then the others."""
        seats: dict[int, Seat] = {}
        for socket, one in self._sessions().items():
            begun = TransactionInfo(one.number, one.began_ms + self._offset_ms)
            profiles = supplied(self._book.installed, self._supply(socket))
            seats[socket] = Seat(profiles, self._own[socket], begun, True)
        for socket in SOCKETS:
            profiles = supplied(self._installed(socket), self._supply(socket))
            beginning = Seat(profiles, self._own[socket], TransactionInfo(None, unix_ms), False)
            seats.setdefault(socket, beginning)
        return seats

    def _allowed(self, seats: Mapping[int, Seat], socket: int, at_ms: int) -> LimitNow:
        """The same for what is offered and for what the composite schedule shows."""
        return allowed(seats, socket, at_ms)

    def _follow(self, now_ms: int) -> list[fx.Effect]:
        unix_ms = now_ms + self._offset_ms
        seats = self._seats(unix_ms)
        found = {socket: self._allowed(seats, socket, unix_ms) for socket in SOCKETS}
        changed = [(socket, now.limit) for socket, now in found.items() if now.limit != self._told[socket]]
        changed.sort(key=lambda one: _rises(self._told[one[0]], one[1]))
        self._told = {socket: now.limit for socket, now in found.items()}
        told = [fx.Tell(ev.ProfileLimited(socket, limit)) for socket, limit in changed]
        due = [now.next_change_ms for now in found.values() if now.next_change_ms is not None]
        return [*told, *self._timer(min(due) - self._offset_ms if due else None, now_ms)]

    def _timer(self, due_ms: int | None, now_ms: int) -> list[fx.Effect]:
        if due_ms == self._due_ms:
            return []
        self._due_ms = due_ms
        if due_ms is None:
            return [fx.CancelTimer(OWNER, 0, "change")]
        return [fx.StartTimer(OWNER, 0, "change", min(due_ms - now_ms, LONGEST_MS))]


def _rises(before: Current | None, now: Current | None) -> bool:
    """Whether a socket may offer more than before; None is no limit."""
    return before is not None and (now is None or now > before)
