"""The notification by e-mail, told events."""

from __future__ import annotations

import pytest

from reference_impl.blocks.notification.mail import MOST_WAITING, MailNotification
from reference_impl.blocks.signals.faults import FAULTS
from reference_impl.model import effects as fx
from reference_impl.model import events as ev

from .telling import Values

SET_UP = {"SMTP server": "smtp.example", "E-mail recipient": "a@example.org"}
WELDED = ev.FaultsChanged(1, ("Contactor welded",), True)
SOUND = ev.FaultsChanged(1, (), False)


def mails(effects: list[fx.Effect]) -> list[fx.SendMail]:
    return [effect for effect in effects if isinstance(effect, fx.SendMail)]


@pytest.fixture
def block() -> MailNotification:
    return MailNotification(Values(SET_UP), dict(FAULTS))


def test_one_mail_is_on_its_way_at_a_time(block: MailNotification) -> None:
    assert len(mails(block.handle(WELDED, 0))) == 1
    assert mails(block.handle(SOUND, 1)) == []
    (second,) = mails(block.handle(ev.MailDelivered(1), 2))
    assert "Contactor weld resolved" in second.mail.subject


def test_a_mail_that_was_not_taken_waits_longer_each_time(block: MailNotification) -> None:
    block.handle(WELDED, 0)
    pauses = []
    for _ in range(5):
        effects = block.handle(ev.MailFailed(1, "no"), 0)
        pauses += [effect.after_ms for effect in effects if isinstance(effect, fx.StartTimer)]
        block.handle(ev.TimerExpired("mail", 0, "retry"), 0)
    assert pauses == [60_000, 300_000, 900_000, 3_600_000, 3_600_000]


def test_what_became_of_another_mail_changes_nothing(block: MailNotification) -> None:
    block.handle(WELDED, 0)
    assert block.handle(ev.MailDelivered(7), 0) == []
    assert block.handle(ev.MailFailed(7, "no"), 0) == []


def test_the_mails_of_a_flapping_fault_are_bounded(block: MailNotification) -> None:
    for _ in range(MOST_WAITING):
        block.handle(WELDED, 0)
        effects = block.handle(SOUND, 0)
    (kept,) = [effect for effect in effects if isinstance(effect, fx.Persist)]
    assert len(kept.value["waiting"]) == MOST_WAITING


def test_a_restored_fault_is_not_mailed_again(block: MailNotification) -> None:
    (kept,) = [effect for effect in block.handle(WELDED, 0) if isinstance(effect, fx.Persist)]
    after = MailNotification(Values(SET_UP), dict(FAULTS))
    after.handle(ev.RecordsRestored({"mail": kept.value}), 0)
    assert len(mails(after.handle(ev.Booted("power"), 0))) == 1, "the one that waits"
    assert mails(after.handle(WELDED, 0)) == []


def test_the_test_button_does_not_send_twice_at_once(block: MailNotification) -> None:
    assert len(mails(block.handle(ev.MailTestAsked(), 0))) == 1
    (refusal,) = block.handle(ev.MailTestAsked(), 0)
    assert refusal == fx.ShowRefusal("test mail", "a test mail is on its way")


def test_without_settings_the_test_button_says_what_is_missing() -> None:
    block = MailNotification(Values({}), dict(FAULTS))
    (refusal,) = block.handle(ev.MailTestAsked(), 0)
    assert isinstance(refusal, fx.ShowRefusal)
    assert "no SMTP server" in refusal.sentence
    assert block.handle(WELDED, 0) == []


def test_no_password_in_the_text_of_an_effect() -> None:
    secret = MailNotification(Values({**SET_UP, "SMTP password": "zeer-geheim-7"}), dict(FAULTS))
    assert "zeer-geheim-7" not in repr(secret.handle(WELDED, 0))


@pytest.mark.parametrize(("user", "sender"), [
    ("station@example.org", "station@example.org"),
    ("apikey", "a@example.org"),
    ("", "a@example.org"),
])  # fmt: skip
def test_a_user_name_that_is_no_address_is_no_sender(user: str, sender: str) -> None:
    block = MailNotification(Values(SET_UP | {"SMTP user name": user}), dict(FAULTS))
    (sent,) = mails(block.handle(WELDED, 0))
    assert sent.mail.sender == sender
