"""A mail that the station wants sent (manual, chapter 4, Melding per e-mail)."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class MailAccount:
    """Where mails are handed over, in whose name, and to whom.

    server, port: of the SMTP server
    user:         login and sender; "" sends without a login
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
