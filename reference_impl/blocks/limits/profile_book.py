"""The charging profiles that are installed: which are taken, what they replace, when they go.

Theory of operation. The book holds installed profiles and nothing else. `set` first judges: `refusal` says what
is wrong, as the status for the backend and a sentence for the journal, and then nothing has changed. What is
accepted puts out its predecessors: the profile with the same id, wherever it was, and the one with the same
purpose, stackLevel and connector (5.16.3, 5.16.4). So no two profiles ever have the same rank.

Source: OCPP 1.6 edition 2, 3.13, 5.5, 5.11, 5.16, 7.8 to 7.14, and the keys of 9.4.

Where the text leaves a choice:
- NotSupported is for a unit that the station does not offer; all else that is wrong is Rejected.
- A contradiction is Rejected rather than half obeyed: a relative schedule that says when it starts, a recurring
  one that does not, a transactionId outside a TxProfile, a validity or a duration that is over when it begins.
- A ChargePointMaxProfile without startSchedule begins when it is received: a station has no start of charging.
- With an id, ClearChargingProfile looks at nothing else.
- A TxProfile is kept over a loss of power, because its transaction may go on; it ends when that ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Literal, NamedTuple

from ...model.charging_profiles import (
    ALL_PHASES,
    ChargingProfile,
    Installed,
    Kind,
    Purpose,
    RateUnit,
    TransactionInfo,
    payload_of,
    profile_of,
)

SetStatus = Literal["Accepted", "Rejected", "NotSupported"]
ClearStatus = Literal["Accepted", "Unknown"]


@dataclass(frozen=True, kw_only=True)
class BookLimits:
    """What the station can hold; the names are those of the keys in 9.4.

    max_stack_level: ChargeProfileMaxStackLevel, the highest that is accepted
    max_periods:     ChargingScheduleMaxPeriods
    max_installed:   MaxChargingProfilesInstalled
    units:           ChargingScheduleAllowedChargingRateUnit (Current is A, Power is W)
    sockets:         connectors are 0 (the station) and 1 to this
    """

    max_stack_level: int
    max_periods: int
    max_installed: int
    units: frozenset[RateUnit]
    sockets: int


class Refusal(NamedTuple):
    """Why a profile is not taken."""

    status: SetStatus
    sentence: str


class ProfileBook:
    """Installed charging profiles, at most one of each rank."""

    def __init__(self, limits: BookLimits) -> None:
        self._limits = limits
        self._installed: tuple[Installed, ...] = ()

    @property
    def installed(self) -> tuple[Installed, ...]:
        """All profiles, oldest first, as `limit_at` and `composite_schedule` take them."""
        return self._installed

    def set(
        self, connector: int, profile: ChargingProfile, running: Mapping[int, TransactionInfo], now_ms: int
    ) -> SetStatus:
        """Take a profile; `running` holds the transactions by socket. Not Accepted: nothing has changed."""
        refusal = self.refusal(connector, profile, running)
        if refusal is not None:
            return refusal.status
        if profile.purpose is Purpose.STATION_MAX and profile.schedule.start_ms is None:
            profile = replace(profile, schedule=replace(profile.schedule, start_ms=now_ms))
        self._installed = (*self._kept_beside(connector, profile), Installed(connector, profile))
        return "Accepted"

    def refusal(
        self, connector: int, profile: ChargingProfile, running: Mapping[int, TransactionInfo]
    ) -> Refusal | None:
        """Why `set` would not take this profile, or None."""
        if profile.schedule.unit not in self._limits.units:
            return Refusal("NotSupported", f"limits in {profile.schedule.unit} are not supported")
        sentence = (
            _capacity_flaw(profile, self._limits)
            or _schedule_flaw(profile)
            or _time_flaw(profile)
            or _place_flaw(connector, profile, running, self._limits.sockets)
        )
        if sentence is None and len(self._kept_beside(connector, profile)) >= self._limits.max_installed:
            sentence = f"{self._limits.max_installed} profiles are installed, which is the most"
        return None if sentence is None else Refusal("Rejected", sentence)

    def refusal_at_start(self, socket: int, profile: ChargingProfile) -> Refusal | None:
        """Why a profile in RemoteStartTransaction does not do (5.11, 5.16.2), or None.

        When the transaction has started, `set` takes it as any other TxProfile.
        """
        if profile.purpose is not Purpose.TX:
            return Refusal("Rejected", f"a remote start brings a TxProfile, not a {profile.purpose}")
        if profile.transaction_id is not None:
            return Refusal("Rejected", "a remote start cannot know the transactionId")
        return self.refusal(socket, profile, {socket: TransactionInfo(None, 0)})

    def clear(
        self,
        number: int | None = None,
        connector: int | None = None,
        purpose: Purpose | None = None,
        stack_level: int | None = None,
    ) -> ClearStatus:
        """Remove the profile with this id, or all that match the other fields; None matches any (5.5)."""
        if number is not None:
            kept = tuple(each for each in self._installed if each.profile.number != number)
        else:
            kept = tuple(
                each
                for each in self._installed
                if connector not in (None, each.connector)
                or purpose not in (None, each.profile.purpose)
                or stack_level not in (None, each.profile.stack_level)
            )
        found = len(kept) < len(self._installed)
        self._installed = kept
        return "Accepted" if found else "Unknown"

    def transaction_ended(self, socket: int) -> None:
        """The TxProfiles of this socket go with their transaction (3.13.1)."""
        self._installed = tuple(
            each for each in self._installed if each.profile.purpose is not Purpose.TX or each.connector != socket
        )

    def records(self) -> list[dict[str, Any]]:
        """What survives a loss of power, as plain data."""
        return [
            {"connector": each.connector, "profile": payload_of(each.profile)}
            for each in self._installed
        ]

    def restore(self, records: Iterable[dict[str, Any]]) -> None:
        """Hold what `records` gave, and nothing else."""
        self._installed = tuple(Installed(each["connector"], profile_of(each["profile"])) for each in records)

    def _kept_beside(self, connector: int, profile: ChargingProfile) -> tuple[Installed, ...]:
        """The installed profiles that this one does not replace."""
        rank = (connector, profile.purpose, profile.stack_level)
        return tuple(
            each
            for each in self._installed
            if each.profile.number != profile.number
            and (each.connector, each.profile.purpose, each.profile.stack_level) != rank
        )


# ---------------------------------------------------------------- what can be wrong with a profile


def _capacity_flaw(profile: ChargingProfile, limits: BookLimits) -> str | None:
    """What is more than this station holds (9.4)."""
    periods = len(profile.schedule.periods)
    if not 0 <= profile.stack_level <= limits.max_stack_level:
        return f"stackLevel is {profile.stack_level}; 0 to {limits.max_stack_level} are possible"
    if not 1 <= periods <= limits.max_periods:
        return f"the schedule has {periods} periods; 1 to {limits.max_periods} are possible"
    return None


def _schedule_flaw(profile: ChargingProfile) -> str | None:
    """What is wrong with the numbers of the schedule (7.13, 7.14)."""
    schedule = profile.schedule
    if schedule.periods[0].start_ms != 0:
        return "the first startPeriod is not 0"  # 5.16.4
    if any(later.start_ms <= earlier.start_ms for earlier, later in pairwise(schedule.periods)):
        return "the values of startPeriod do not ascend"
    if any(period.limit.tenths < 0 for period in schedule.periods) or (schedule.least_tenths or 0) < 0:
        return "a limit is below 0"
    if any(not 1 <= period.limit.phases <= ALL_PHASES for period in schedule.periods):
        return f"numberPhases is not within 1 to {ALL_PHASES}"
    if schedule.duration_ms is not None and schedule.duration_ms <= 0:
        return "the duration is not above 0 s"
    return None


def _time_flaw(profile: ChargingProfile) -> str | None:
    """What contradicts the kind of the profile (7.9, 7.10) or its own validity (7.8)."""
    start_ms, from_ms, to_ms = profile.schedule.start_ms, profile.valid_from_ms, profile.valid_to_ms
    if profile.kind is Kind.RECURRING and profile.recurrency is None:
        return "a recurring profile has no recurrencyKind"
    if profile.kind is Kind.RECURRING and start_ms is None:
        return "a recurring profile has no startSchedule to return to"
    if profile.kind is Kind.RELATIVE and start_ms is not None:
        return "a relative profile has a startSchedule"
    if profile.kind is Kind.RELATIVE and profile.purpose is Purpose.STATION_MAX:
        return "a ChargePointMaxProfile cannot be relative: the station has no transaction of its own"
    if from_ms is not None and to_ms is not None and to_ms <= from_ms:
        return "validTo is not after validFrom"
    return None


def _place_flaw(
    connector: int, profile: ChargingProfile, running: Mapping[int, TransactionInfo], sockets: int
) -> str | None:
    """What is wrong with the connector or the transaction (3.13.1, 7.8)."""
    if not 0 <= connector <= sockets:
        return f"there is no connector {connector}"
    if profile.purpose is Purpose.STATION_MAX and connector != 0:
        return "a ChargePointMaxProfile is for connector 0 only"
    if profile.purpose is not Purpose.TX:
        return None if profile.transaction_id is None else "only a TxProfile has a transactionId"
    if connector == 0:
        return "a TxProfile is for one connector, not for 0"
    if connector not in running:
        return f"no transaction runs at connector {connector}"
    if profile.transaction_id not in (None, running[connector].transaction_id):
        return f"transaction {profile.transaction_id} does not run at connector {connector}"
    return None
