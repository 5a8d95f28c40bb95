"""Told about notification by e-mail (manual, chapter 4, Melding per e-mail)."""

from __future__ import annotations

from .event import Event
from .frozen import dataclass


@dataclass(frozen=True)
class MailTestPressed(Event):
    """The test button, at the configuration interface."""


@dataclass(frozen=True)
class MailTestAsked(Event):
    """The test button, pressed by somebody who is logged in."""


@dataclass(frozen=True)
class MailDelivered(Event):
    """The mail server took the mail of this number."""

    number: int


@dataclass(frozen=True)
class MailFailed(Event):
    """It did not; why, in words without addresses and passwords."""

    number: int
    why: str


@dataclass(frozen=True)
class MailReported(Event):
    """What has become of the last attempt to send a mail, for people."""

    sentence: str
