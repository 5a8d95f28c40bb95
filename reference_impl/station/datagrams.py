"""Datagrams of load management to events, and messages to datagrams."""

from __future__ import annotations

from collections.abc import Callable

from ..codecs import dlm
from ..model import effects as fx
from ..model import events as ev

DatagramReader = Callable[[ev.DatagramReceived], ev.Event]
"""A datagram to what it means."""


def heard(event: ev.DatagramReceived) -> ev.Event:
    """What a datagram means: a message, or noise."""
    found = dlm.decode(event.text)
    return ev.DlmNoise(event.sender, found.reason) if isinstance(found, dlm.Noise) else ev.DlmHeard(event.sender, found)


def datagram(effect: fx.SendDlm) -> fx.SendDatagram:
    """The datagram that carries a message."""
    return fx.SendDatagram(effect.to, dlm.encode(effect.message))
