"""Told about the protective devices, meters and actuators of the board, and about faults over a restart."""

from __future__ import annotations

from .event import Event
from .frozen import dataclass


@dataclass(frozen=True)
class ConditionSensed(Event):
    """An input of the board of this socket shows a condition of signals/faults.py (field `seen`), or does not."""

    socket: int
    condition: str
    present: bool


@dataclass(frozen=True)
class StationConditionSensed(Event):
    """The same for an input that the station has once."""

    condition: str
    present: bool


@dataclass(frozen=True)
class ResidualCurrentSensed(Event):
    """What the coil of the RCMB measures: AC and DC parts in mA."""

    socket: int
    ac_ma: int
    dc_ma: int


@dataclass(frozen=True)
class RcmbFound(Event):
    """The RCMB of this socket and its version, for instance "D0470"."""

    socket: int
    version: str


@dataclass(frozen=True)
class ReaderFound(Event):
    """The reader module of this socket: RFID105, RFID110 or RFID117."""

    socket: int
    module: str


@dataclass(frozen=True)
class LockLost(Event):
    """A lock that was to stay closed has opened by itself."""

    socket: int


@dataclass(frozen=True)
class FaultsRestored(Event):
    """Faults of this socket that were there when the software ended; socket 0: of the station as a whole."""

    socket: int
    names: tuple[str, ...]


@dataclass(frozen=True)
class StationFaultsChanged(Event):
    """What is wrong with the station as a whole; none of it keeps a socket from charging."""

    names: tuple[str, ...]
