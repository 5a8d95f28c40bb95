"""A mail as RFC 5322 text, in UTF-8, and nothing that differs between two runs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP

from ..model.mail import Mail


def mail_message(mail: Mail, recipient: str) -> EmailMessage:
    """The message; its Message-ID is the same when the mail is sent again, so that a mailbox can drop a copy."""
    message = EmailMessage(policy=SMTP)
    message["From"] = mail.sender
    message["To"] = recipient
    message["Subject"] = mail.subject
    if mail.at_ms is not None:  # else the first server on the way dates it (RFC 6409, 8.1)
        message["Date"] = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=mail.at_ms)
    message["Message-ID"] = f"<{mail.reference}@charge-point.invalid>"
    message.set_content(mail.body, subtype=mail.subtype, charset="utf-8", cte="8bit")
    return message
