"""Charging profiles of OCPP 1.6 as values, and their form in a message and on the disk.

Theory of operation. A profile is a set of rules about when its schedule counts, and a schedule is a list of
limits by their distance from its start. Limits stay in the unit in which they came, as whole tenths, so that a
profile goes back out as it came in; `Limit.current` is what a socket makes of one. Times are whole milliseconds:
points in time on the Unix clock (UTC, so no day is longer than another), distances from the start of a schedule.
`profile_of` and `payload_of` are given the reader and the writer of a point in time. With the codec's they make
the object of a message; without them times stay numbers, and that is the record for the disk.

Source: OCPP 1.6 edition 2, 7.8 ChargingProfile, 7.13 ChargingSchedule, 7.14 ChargingSchedulePeriod.

Limits. `profile_of` expects what the rows of the codec let pass; whether a profile makes sense is asked by
`blocks/limits/profile_book.py`. minChargingRate is kept and given back, but nothing is decided by it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from .quantities import SECOND_MS, Current

VOLTAGE = 230
"""Volts between a phase and neutral, by which watts become amperes, unless Power Source Voltage says otherwise."""
ALL_PHASES = 3
"""What 7.14 assumes where numberPhases is not given."""


class RateUnit(StrEnum):
    """Unit of a limit; 7.12: A is the current of each phase, W the power of all phases together."""

    A = "A"
    W = "W"


class Purpose(StrEnum):
    """What a profile limits (7.11)."""

    STATION_MAX = "ChargePointMaxProfile"
    TX_DEFAULT = "TxDefaultProfile"
    TX = "TxProfile"


class Kind(StrEnum):
    """What the start of a schedule is tied to (7.9)."""

    ABSOLUTE = "Absolute"
    RECURRING = "Recurring"
    RELATIVE = "Relative"


class Recurrency(StrEnum):
    """How often a recurring schedule starts again (7.10)."""

    DAILY = "Daily"
    WEEKLY = "Weekly"

    @property
    def period_ms(self) -> int:
        """From one start to the next."""
        return {Recurrency.DAILY: 1, Recurrency.WEEKLY: 7}[self] * 24 * 3600 * SECOND_MS


@dataclass(frozen=True)
class Limit:
    """A limit in whole tenths of its unit: Limit(160, RateUnit.A) is 16 A on each phase."""

    tenths: int
    unit: RateUnit
    phases: int = ALL_PHASES
    voltage: int = VOLTAGE

    @property
    def current(self) -> Current:
        """The current of each phase that this limit allows.

        Unit:   watts become amperes through phases x voltage; 11 040 W on three phases is 16 A (DLM-050).
        Limits: rounds down to a whole deciampere, so it never allows more than asked. The station does not
                switch phases: a limit in W on one phase is only kept by a vehicle that uses one.
        """
        return Current(self.tenths if self.unit is RateUnit.A else self.tenths // (self.phases * self.voltage))

    def in_unit(self, unit: RateUnit) -> Limit:
        """The same limit in this unit; in another unit than its own it is that of `current`."""
        if unit is self.unit:
            return self
        amount = self.current.deciamperes
        tenths = amount if unit is RateUnit.A else amount * self.phases * self.voltage
        return Limit(tenths, unit, self.phases, self.voltage)


@dataclass(frozen=True)
class Period:
    """A limit from `start_ms` after the start of its schedule until the next period."""

    start_ms: int
    limit: Limit


@dataclass(frozen=True)
class Schedule:
    """Limits over time.

    unit:         of all limits and of least_tenths
    start_ms:     a point in time; None: counted from the start of the transaction (7.13)
    duration_ms:  None: the last period goes on without end
    least_tenths: minChargingRate
    """

    unit: RateUnit
    periods: tuple[Period, ...]
    start_ms: int | None = None
    duration_ms: int | None = None
    least_tenths: int | None = None


@dataclass(frozen=True, kw_only=True)
class ChargingProfile:
    """One profile as a backend sets it; valid from valid_from_ms until just before valid_to_ms."""

    number: int
    stack_level: int
    purpose: Purpose
    kind: Kind
    schedule: Schedule
    transaction_id: int | None = None
    recurrency: Recurrency | None = None
    valid_from_ms: int | None = None
    valid_to_ms: int | None = None


@dataclass(frozen=True)
class Installed:
    """A profile and the connector it is for; 0 is the station as a whole."""

    connector: int
    profile: ChargingProfile


@dataclass(frozen=True)
class TransactionInfo:
    """A running transaction.

    transaction_id: the backend's number; None while the backend has not given one
    started_ms:     from when relative schedules count, on the Unix clock
    """

    transaction_id: int | None
    started_ms: int


def profile_of(payload: dict[str, Any], read_time: Callable[[Any], int] = int) -> ChargingProfile:
    """The profile in a csChargingProfiles object or in a record."""
    recurrency = payload.get("recurrencyKind")
    return ChargingProfile(
        number=payload["chargingProfileId"],
        stack_level=payload["stackLevel"],
        purpose=Purpose(payload["chargingProfilePurpose"]),
        kind=Kind(payload["chargingProfileKind"]),
        schedule=_schedule_of(payload["chargingSchedule"], read_time),
        transaction_id=payload.get("transactionId"),
        recurrency=None if recurrency is None else Recurrency(recurrency),
        valid_from_ms=_read(payload, "validFrom", read_time),
        valid_to_ms=_read(payload, "validTo", read_time),
    )


def payload_of(profile: ChargingProfile, write_time: Callable[[int], Any] = int) -> dict[str, Any]:
    """The csChargingProfiles object of a profile, or its record."""
    return {
        "chargingProfileId": profile.number,
        "stackLevel": profile.stack_level,
        "chargingProfilePurpose": profile.purpose.value,
        "chargingProfileKind": profile.kind.value,
        "chargingSchedule": schedule_payload(profile.schedule, write_time),
    } | _present({
        "transactionId": profile.transaction_id,
        "recurrencyKind": None if profile.recurrency is None else profile.recurrency.value,
        "validFrom": None if profile.valid_from_ms is None else write_time(profile.valid_from_ms),
        "validTo": None if profile.valid_to_ms is None else write_time(profile.valid_to_ms),
    })


def schedule_payload(schedule: Schedule, write_time: Callable[[int], Any] = int) -> dict[str, Any]:
    """The chargingSchedule object of a schedule."""
    return {
        "chargingRateUnit": schedule.unit.value,
        "chargingSchedulePeriod": [
            {
                "startPeriod": period.start_ms // SECOND_MS,
                "limit": _number(period.limit.tenths),
                "numberPhases": period.limit.phases,
            }
            for period in schedule.periods
        ],
    } | _present({
        "startSchedule": None if schedule.start_ms is None else write_time(schedule.start_ms),
        "duration": None if schedule.duration_ms is None else schedule.duration_ms // SECOND_MS,
        "minChargingRate": None if schedule.least_tenths is None else _number(schedule.least_tenths),
    })


def _schedule_of(payload: dict[str, Any], read_time: Callable[[Any], int]) -> Schedule:
    unit = RateUnit(payload["chargingRateUnit"])
    return Schedule(
        unit,
        tuple(
            Period(
                period["startPeriod"] * SECOND_MS,
                Limit(_tenths(period["limit"]), unit, period.get("numberPhases", ALL_PHASES)),
            )
            for period in payload["chargingSchedulePeriod"]
        ),
        start_ms=_read(payload, "startSchedule", read_time),
        duration_ms=payload["duration"] * SECOND_MS if "duration" in payload else None,
        least_tenths=_tenths(payload["minChargingRate"]) if "minChargingRate" in payload else None,
    )


def _tenths(number: int | float) -> int:
    """The codec has seen that there is at most one digit after the point; a very large float is whole."""
    return round(number * 10) if abs(number) < 2**49 else int(number) * 10


def _number(tenths: int) -> int | float:
    """Whole numbers without a point, so that none is too large to be written."""
    return tenths / 10 if tenths % 10 else tenths // 10


def _read(payload: dict[str, Any], name: str, read_time: Callable[[Any], int]) -> int | None:
    return read_time(payload[name]) if name in payload else None


def _present(fields: dict[str, Any]) -> dict[str, Any]:
    """A field without a value is left out, never sent as null."""
    return {name: value for name, value in fields.items() if value is not None}
