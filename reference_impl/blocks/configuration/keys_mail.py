"""Parameters of the manual's chapter 4, Melding per e-mail. It prints no labels: D-EML-01."""

from __future__ import annotations

from ...model.settings import Key
from .readers import line, mail_address, whole

PAGE, GROUP = "E-mail", "Notification"


def _line(name: str, ocpp: str, longest: int, source: str) -> Key:
    return Key(name=name, ocpp=ocpp, page=PAGE, group=GROUP, read=line(longest), default="", source=source)


MAIL = (
    _line("SMTP server", "EmailSmtpServer", 253, "EML-007"),
    Key(
        name="SMTP port", ocpp="EmailSmtpPort", page=PAGE, group=GROUP, read=whole(1, 65_535), default="587",
        source="EML-007",
    ),
    _line("SMTP user name", "EmailUserName", 254, "EML-007"),
    Key(
        name="SMTP password", ocpp="EmailPassword", page=PAGE, group=GROUP, read=line(254), default="", secret=True,
        source="EML-014",
    ),
    Key(
        name="E-mail recipient", ocpp="EmailRecipient", page=PAGE, group=GROUP, read=mail_address, default="",
        source="EML-006",
    ),
    _line("Location of the charge point", "EmailLocation", 254, "EML-008"),
)  # fmt: skip
"""All take effect with the restart (EML-009). The feature exists from firmware 5.30 on (EML-001)."""
