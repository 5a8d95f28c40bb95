"""The SMTP client against a real server on the loopback interface."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from fixtures.bench.journal import Journal
from fixtures.bench.outcomes import Mark
from fixtures.loop_clock import LoopClock
from fixtures.peers.mailbox import Mailbox
from fixtures.servers.certificates import client_context
from fixtures.servers.mail import MailServer
from fixtures.virtual_loop import VirtualLoop
from reference_impl.edges.mail import SmtpMailer
from reference_impl.model import events as ev
from reference_impl.model.mail import Mail, MailAccount

MAIL = Mail(7, "PS2-7", "station@example.org", "Storing é", "Kelder -1\n.\n..\nEinde €\n", 1_767_600_000_000)
ACCOUNT = MailAccount("smtp.example", 2525, "station@example.org", "zeer-geheim-7", "gebouwbeheer@example.org")


class World:
    """A mailbox behind a server, and a client."""

    def __init__(self) -> None:
        self.loop = VirtualLoop()
        self.journal = Journal(LoopClock(self.loop).now_ms)
        self.mailbox = Mailbox(self.journal, lambda: Mark(0, 0))
        self.mailbox.demand_login(ACCOUNT.user, ACCOUNT.password)
        self.mailbox.serve("smtp.example", 2525)
        self.server = MailServer(self.loop, self.mailbox)
        self.mailer = SmtpMailer(self.loop, resolve=self.server.address, tls=lambda host: client_context())

    def send(self, account: MailAccount = ACCOUNT) -> list[ev.Event]:
        """What is told within two minutes."""
        told: list[ev.Event] = []
        self.mailer.send(MAIL, account, told.append)
        self.loop.run_to(120_000, lambda: False)
        assert self.mailer.open_tasks == 0
        return told


@pytest.fixture
def world() -> Iterator[World]:
    made = World()
    yield made
    made.server.stop()
    made.loop.run_to(180_000, lambda: False)
    assert made.server.open_tasks == 0
    made.loop.dispose()


def test_a_mail_arrives_as_it_was_written(world: World) -> None:
    assert world.send() == [ev.MailDelivered(7)]
    mail = world.journal.last("mail")
    assert mail is not None
    assert mail.detail["subject"] == MAIL.subject
    assert str(mail.detail["body"]).replace("\r\n", "\n") == MAIL.body
    assert (mail.detail["user"], mail.detail["recipients"]) == (ACCOUNT.user, ACCOUNT.recipient)


@pytest.mark.parametrize(
    ("account", "why"),
    [
        (MailAccount("elsewhere.example", 2525, "", "", "a@example.org"), "no connection to the SMTP server"),
        (MailAccount("smtp.example", 25, "", "", "a@example.org"), "no connection to the SMTP server"),
        (MailAccount("smtp.example", 2525, "", "", "a@example.org"), "the SMTP server answers 530"),
        (
            MailAccount("smtp.example", 2525, ACCOUNT.user, "onjuist", "a@example.org"),
            "the SMTP server refuses the user name or the password",
        ),
    ],
)
def test_what_does_not_work_is_said(world: World, account: MailAccount, why: str) -> None:
    assert world.send(account) == [ev.MailFailed(7, why)]
    assert world.journal.last("mail") is None


def test_a_server_that_says_nothing_is_waited_for_half_a_minute(world: World) -> None:
    world.mailbox.fall_silent()
    assert world.send() == [ev.MailFailed(7, "the SMTP server does not answer")]


def test_no_password_goes_to_a_server_that_is_not_who_it_says(world: World) -> None:
    world.mailbox.serve("other.example", 2525)
    impostor = SmtpMailer(
        world.loop,
        resolve=lambda host, port: world.server.address("other.example", 2525),
        tls=lambda host: client_context(),
    )
    told: list[ev.Event] = []
    impostor.send(MAIL, ACCOUNT, told.append)
    world.loop.run_to(120_000, lambda: False)
    assert told == [ev.MailFailed(7, "no connection to the SMTP server")]
    assert world.journal.last("mail") is None


def test_what_is_given_up_is_not_told(world: World) -> None:
    told: list[ev.Event] = []
    world.mailer.send(MAIL, ACCOUNT, told.append)
    world.mailer.drop_all()
    world.loop.run_to(120_000, lambda: False)
    assert told == []
    assert world.mailer.open_tasks == 0
