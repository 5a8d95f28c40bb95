"""A mail that the station wants sent (manual, chapter 4, Melding per e-mail)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})*")
LONGEST_ADDRESS = 254
"""A path of 256 octets without its angle brackets (RFC 5321, 4.5.3.1.3)."""


def is_address(text: str) -> bool:
    """One mail address without quotes and without a display name (RFC 5321, 4.1.2)."""
    return len(text) <= LONGEST_ADDRESS and _ADDRESS.fullmatch(text) is not None


@dataclass(frozen=True)
class MailAccount:
    """Where mails are handed over, in whose name, and to whom.

    server, port: of the SMTP server
    user:         login, and sender where it is an address; "" sends without a login
    password:     never shown: not even in the text of this object
    recipient:    the one address that gets the mails
    """

    server: str
    port: int
    user: str
    password: str = field(repr=False)
    recipient: str


@dataclass(frozen=True)
class Mail:
    """One message in plain text.

    number:    of the mail at this station, from 1 on; the same when it is sent again
    reference: unique among all charge points, and the same when it is sent again
    sender:    address of the charge point
    subtype:   of the media type text
    at_ms:     Unix time of what it tells; None while the station does not know the date
    """

    number: int
    reference: str
    sender: str
    subject: str
    body: str
    at_ms: int | None
    subtype: str = "plain"
