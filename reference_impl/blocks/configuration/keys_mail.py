"""Parameters of the manual's chapter 4, Melding per e-mail. It prints no labels: D-EML-01."""

from __future__ import annotations

from ...model.settings import Key
from .readers import host, line, mail_address, whole

PAGE, GROUP = "E-mail", "Notification"
SINCE = "5.30"
"""Firmware (EML-001)."""


def _line(name: str, ocpp: str, longest: int, source: str) -> Key:
    return Key(
        name=name, ocpp=ocpp, page=PAGE, group=GROUP, read=line(longest), default="", since=SINCE, source=source
    )


MAIL = (
    Key(
        name="SMTP server", ocpp="EmailSmtpServer", page=PAGE, group=GROUP, read=host, default="", since=SINCE,
        source="EML-007",
    ),
    Key(
        name="SMTP port", ocpp="EmailSmtpPort", page=PAGE, group=GROUP, read=whole(1, 65_535), default="587",
        since=SINCE, source="EML-007",
    ),
    _line("SMTP user name", "EmailUserName", 254, "EML-007"),
    Key(
        name="SMTP password", ocpp="EmailPassword", page=PAGE, group=GROUP, read=line(254), default="", secret=True,
        since=SINCE, source="EML-014",
    ),
    Key(
        name="E-mail recipient", ocpp="EmailRecipient", page=PAGE, group=GROUP, read=mail_address, default="",
        since=SINCE, source="EML-006",
    ),
    _line("Location of the charge point", "EmailLocation", 254, "EML-008"),
)  # fmt: skip
"""All take effect with the restart (EML-009)."""
