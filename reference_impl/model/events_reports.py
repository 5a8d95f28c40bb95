"""Told about the controllers of the station, and what the backend may want to know of them."""

from __future__ import annotations

from .event import Event
from .frozen import dataclass


@dataclass(frozen=True)
class TemperatureSensed(Event):
    """Temperature inside the controller of this socket, in whole degrees Celsius."""

    socket: int
    celsius: int


@dataclass(frozen=True)
class UsbLinkSensed(Event):
    """The controller of this socket, the slave, hears its master over USB, or does not any more."""

    socket: int
    up: bool


@dataclass(frozen=True)
class ControllerAttached(Event):
    """Another controller that is set to Slave asks the master over USB to be taken, besides the slave that it has."""

    serial: str


@dataclass(frozen=True)
class RcdSensed(Event):
    """The feedback contact of the residual current device (RCD) of this socket: it has tripped, or it holds."""

    socket: int
    tripped: bool


@dataclass(frozen=True)
class InformationReported(Event):
    """Something worth knowing about this socket, in words; nothing is wrong."""

    socket: int
    text: str
