"""The controller's network as load management uses it: datagrams between stations, meters and energy managers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from ..model import effects as fx
from ..model import events as ev


class Lan(Protocol):
    """The controller's network interface, as load management uses it. Tells DatagramReceived and LeaseAsked."""

    def open(self, tell: Callable[[ev.Event], None]) -> None:
        """Listen; the software runs."""
        ...

    def send(self, to: str, text: str) -> None:
        """Send a datagram to an IP address, or to everybody (""); lost in silence when nobody is reached."""
        ...

    def give(self, lease: fx.GiveLease) -> None:
        """Answer a DHCP client; lost in silence when it cannot be reached."""
        ...

    def close(self) -> None:
        """Do not listen any more."""
        ...


class Registers(Protocol):
    """Modbus TCP clients."""

    def read(self, order: fx.ReadRegisters, tell: Callable[[ev.Event], None]) -> None:
        """Begin to read; ends in RegistersRead or RegistersFailed, never within this call."""
        ...

    def drop_all(self) -> None:
        """Close all connections, in silence."""
        ...


class ManagerServer(Protocol):
    """The Modbus TCP server for energy managers. Tells ManagerAsked."""

    def serve(self, socket: int, port: int, tell: Callable[[ev.Event], None]) -> None:
        """Listen at this port for requests to the registers of this socket; in silence nowhere when it is taken."""
        ...

    def answer(self, answer: fx.AnswerManager) -> None:
        """Answer a request; lost in silence when nobody waits for it any more."""
        ...

    def stop(self) -> None:
        """Close all ports and connections."""
        ...


class NoLan:
    """A controller without a network for load management."""

    def open(self, tell: Callable[[ev.Event], None]) -> None:
        """Nothing to listen to."""

    def send(self, to: str, text: str) -> None:
        """Nobody hears it."""

    def give(self, lease: fx.GiveLease) -> None:
        """Nobody asked."""

    def close(self) -> None:
        """Nothing to close."""


class NoRegisters:
    """A network without meters."""

    def read(self, order: fx.ReadRegisters, tell: Callable[[ev.Event], None]) -> None:
        """Nobody answers, ever."""

    def drop_all(self) -> None:
        """Nothing to close."""


class NoManagerServer:
    """A network without energy managers."""

    def serve(self, socket: int, port: int, tell: Callable[[ev.Event], None]) -> None:
        """Nobody dials."""

    def answer(self, answer: fx.AnswerManager) -> None:
        """Nobody has asked."""

    def stop(self) -> None:
        """Nothing to close."""
