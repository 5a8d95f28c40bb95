"""Hands mails to an SMTP server; decides nothing and tells what became of each.

STARTTLS is used where the server offers it, TLS from the first byte on port 465 (RFC 8314).
Sentences are made of what the other side did, never of addresses or passwords.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable

import aiosmtplib

from ..codecs.mail_message import mail_message
from ..model import events as ev
from ..model.mail import Mail, MailAccount
from .ocpp_j import Resolve

TIMEOUT_S = 30.0
"""How long the server may take for each answer."""
IMPLICIT_TLS_PORT = 465
HELLO = "charge-point.invalid"
"""The name in EHLO; the machine's own would differ from run to run."""


class SmtpMailer:
    """Sends mails, each in a task of its own."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        *,
        resolve: Resolve = lambda host, port: (host, port),
        tls: Callable[[str], ssl.SSLContext] = lambda host: ssl.create_default_context(),
        timeout_s: float = TIMEOUT_S,
    ) -> None:
        """tls: the context for a server name."""
        self._loop, self._resolve, self._tls, self._timeout_s = loop, resolve, tls, timeout_s
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def open_tasks(self) -> int:
        """How many mails are on their way."""
        return len(self._tasks)

    def send(self, mail: Mail, account: MailAccount, tell: Callable[[ev.Event], None]) -> None:
        """Begin to send; ends in MailDelivered or MailFailed, never within this call."""
        task = self._loop.create_task(self._carry(mail, account, tell))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def drop_all(self) -> None:
        """Give up what is on its way, in silence: the station has no power."""
        for task in tuple(self._tasks):
            task.cancel()

    async def _carry(self, mail: Mail, account: MailAccount, tell: Callable[[ev.Event], None]) -> None:
        try:
            await self._hand_over(mail, account)
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:  # ValueError: an address that is none
            tell(ev.MailFailed(mail.number, why_not_sent(error)))
        else:
            tell(ev.MailDelivered(mail.number))

    async def _hand_over(self, mail: Mail, account: MailAccount) -> None:
        host, port = self._resolve(account.server, account.port)
        context = self._tls(account.server)
        implicit = account.port == IMPLICIT_TLS_PORT
        client = aiosmtplib.SMTP(
            hostname=host,
            port=port,
            local_hostname=HELLO,
            timeout=self._timeout_s,
            use_tls=implicit,
            start_tls=False,
            tls_context=context,
        )
        async with client:
            await client.ehlo()
            if not implicit and client.supports_extension("starttls"):
                await client.starttls(server_hostname=account.server, tls_context=context)
            if account.user and account.password:
                await client.login(account.user, account.password)
            await client.send_message(mail_message(mail, account.recipient), recipients=[account.recipient])


def why_not_sent(error: Exception) -> str:
    """The failed attempt in words."""
    match error:
        case aiosmtplib.SMTPAuthenticationError():
            return "the SMTP server refuses the user name or the password"
        case aiosmtplib.SMTPNotSupported():
            return "the SMTP server does not offer a login"
        case aiosmtplib.SMTPRecipientsRefused():
            return "the SMTP server refuses the recipient"
        case aiosmtplib.SMTPTimeoutError():
            return "the SMTP server does not answer"
        case aiosmtplib.SMTPConnectError() | aiosmtplib.SMTPServerDisconnected():
            return "no connection to the SMTP server"
        case aiosmtplib.SMTPResponseException():
            return f"the SMTP server answers {error.code}"
        case OSError():
            return "no connection to the SMTP server"
    return "the mail cannot be sent"
