"""The update block: stages, tries, orders that replace each other, sessions, what is asked for and told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from reference_impl.blocks.maintenance.firmware import INSTALL_MS, SETTLE_MS, Firmware
from reference_impl.model import effects as fx
from reference_impl.model import events as ev
from reference_impl.model.backend_calls import FirmwareStatusCall, SignedFirmwareStatusCall
from reference_impl.model.grants import Grant, Source
from reference_impl.model.updates import Slots, Trust, UpdateOrder

from .telling import Values, asked, feed, told

ORDER = UpdateOrder("http://x/a", tries=2, interval_s=30, fetch_ms=0)
SIGNED = replace(ORDER, request=7, certificate="PEM", signature="SIG")
GRANT = Grant(Source.FREE, "", "")
BEGAN = ev.SessionStarted(1, GRANT)
ENDED = ev.SessionEnded(1, "Local", "", GRANT)
GOOD = ev.ImageJudged("9.9.9", "", signature=True)


def block() -> Firmware:
    made = Firmware(Values({}), Trust(("ROOT",), ("LIST",)))
    feed(made, ev.RecordsRestored({}), ev.ClockSet(0), ev.Booted("power"))
    return made


def statuses(effects: Iterable[fx.Effect]) -> list[str]:
    calls = [event.call for event in told(effects) if isinstance(event, ev.CallQueued)]
    return [call.status for call in calls if isinstance(call, (FirmwareStatusCall, SignedFirmwareStatusCall))]


def order(firmware: Firmware, wanted: UpdateOrder = ORDER) -> str:
    """Give an order; the job that fetches the file."""
    effects = feed(firmware, ev.UpdateOrdered("m", wanted))
    if wanted.signed:
        effects = feed(firmware, ev.CertificateJudged("m", ""))
    return next(effect.job for effect in effects if isinstance(effect, fx.Download))


def waiting(firmware: Firmware) -> Firmware:
    """A downloaded, good image."""
    feed(firmware, ev.DownloadEnded(order(firmware), b"file", ""), GOOD)
    return firmware


def test_a_plain_order_is_answered_and_fetched_at_once() -> None:
    effects = feed(block(), ev.UpdateOrdered("m", ORDER))
    assert fx.SendAnswer("m", "UpdateFirmware", {}) in effects
    assert statuses(effects) == ["Downloading"]
    assert [effect.url for effect in effects if isinstance(effect, fx.Download)] == ["http://x/a"]


def test_a_failed_download_is_tried_again_and_then_given_up() -> None:
    firmware = block()
    first = feed(firmware, ev.DownloadEnded(order(firmware), b"", "connection refused"))
    assert first == [fx.StartTimer("firmware", 0, "again", 30_000)]
    (second,) = feed(firmware, ev.TimerExpired("firmware", 0, "again"))
    assert isinstance(second, fx.Download)
    assert statuses(feed(firmware, ev.DownloadEnded(second.job, b"", "connection refused"))) == ["DownloadFailed"]
    assert statuses(feed(firmware, ev.MessageTriggered("FirmwareStatusNotification", 0))) == ["Idle"]


def test_what_a_replaced_download_still_tells_is_no_news() -> None:
    firmware = block()
    old = order(firmware)
    effects = feed(firmware, ev.UpdateOrdered("n", replace(ORDER, location="http://x/b")))
    assert fx.CancelTransfer(old) in effects
    assert feed(firmware, ev.DownloadEnded(old, b"file", "")) == []


def test_a_date_in_the_future_is_waited_for_and_follows_the_clock() -> None:
    firmware = block()
    effects = feed(firmware, ev.UpdateOrdered("m", replace(ORDER, fetch_ms=100_000)))
    assert fx.StartTimer("firmware", 0, "fetch", 100_000) in effects
    assert statuses(effects) == []
    assert fx.StartTimer("firmware", 0, "fetch", 40_000) in feed(firmware, ev.ClockSet(60_000))
    assert statuses(feed(firmware, ev.ClockSet(100_000))) == ["Downloading"]


def test_an_image_waits_for_the_session_and_closes_the_sockets_meanwhile() -> None:
    firmware = block()
    feed(firmware, BEGAN)
    effects = feed(firmware, ev.DownloadEnded(order(firmware), b"file", ""), GOOD)
    assert ev.ServiceBarred(True) in told(effects)
    assert statuses(effects) == ["Downloaded"]
    assert feed(firmware, ENDED) == [fx.StartTimer("firmware", 0, "install", SETTLE_MS)]
    installing = feed(firmware, ev.TimerExpired("firmware", 0, "install"))
    assert statuses(installing) == ["Installing"]
    assert fx.StartTimer("firmware", 0, "installed", INSTALL_MS) in installing


def test_the_switch_is_written_before_the_restart_is_asked_for() -> None:
    firmware = waiting(block())
    effects = feed(firmware, ev.TimerExpired("firmware", 0, "installed"))
    written = [effect for effect in effects if isinstance(effect, fx.Persist)]
    assert [effect.record for effect in written] == ["firmware", "update"]
    assert Slots.of_record(written[0].value, "").version == "9.9.9"
    assert effects[-1] == fx.Tell(ev.RestartRequested("Reboot"))


def test_while_it_installs_a_signed_order_is_rejected_and_a_plain_one_kept() -> None:
    firmware = waiting(block())
    feed(firmware, ev.UpdateOrdered("s", SIGNED))
    assert feed(firmware, ev.CertificateJudged("s", "")) == [
        fx.SendAnswer("s", "SignedUpdateFirmware", {"status": "Rejected"})
    ]
    effects = feed(firmware, ev.UpdateOrdered("n", replace(ORDER, location="http://x/b")))
    (kept,) = (effect for effect in effects if isinstance(effect, fx.Persist))
    assert kept.value["next"]["location"] == "http://x/b"


def test_a_bad_image_is_reported_and_nothing_is_closed() -> None:
    firmware = block()
    job = order(firmware)
    feed(firmware, ev.DownloadEnded(job, b"file", ""))
    effects = feed(firmware, ev.ImageJudged("", "the checksum is wrong", signature=True))
    assert statuses(effects) == ["Installing", "InstallationFailed"]
    assert not [event for event in told(effects) if isinstance(event, ev.ServiceBarred)]


def test_a_wrong_signature_is_reported_and_noted() -> None:
    firmware = block()
    feed(firmware, ev.DownloadEnded(order(firmware, SIGNED), b"file", ""))
    effects = feed(firmware, ev.ImageJudged("", "the signature is wrong", signature=False))
    assert statuses(effects) == ["InvalidSignature"]
    assert ev.SecurityNoted("InvalidFirmwareSignature") in told(effects)


def test_a_bad_certificate_is_answered_and_noted() -> None:
    firmware = block()
    (judge,) = feed(firmware, ev.UpdateOrdered("m", SIGNED))
    assert judge == fx.JudgeCertificate("m", "PEM", Trust(("ROOT",), ("LIST",)), 0)
    effects = feed(firmware, ev.CertificateJudged("m", "RevokedCertificate"))
    assert asked(effects) == [fx.SendAnswer("m", "SignedUpdateFirmware", {"status": "RevokedCertificate"})]
    assert told(effects) == [ev.SecurityNoted("InvalidFirmwareSigningCertificate")]


def test_installed_roots_are_trusted_beside_those_from_the_factory_until_they_are_deleted() -> None:
    firmware = block()
    for roots in (("NEW",), ()):
        feed(firmware, ev.TrustedRootsChanged(roots))
        (judge,) = feed(firmware, ev.UpdateOrdered("m", SIGNED))
        assert isinstance(judge, fx.JudgeCertificate)
        assert judge.trust.roots == ("ROOT", *roots)


@pytest.mark.parametrize(
    ("message", "call"),
    [
        ("FirmwareStatusNotification", FirmwareStatusCall("Downloaded")),
        ("SignedFirmwareStatusNotification", SignedFirmwareStatusCall("InstallScheduled", 7)),
    ],
)
def test_a_plain_trigger_says_a_signed_status_in_words_of_ocpp(message: str, call: object) -> None:
    firmware = block()
    feed(firmware, BEGAN, ev.DownloadEnded(order(firmware, SIGNED), b"file", ""), GOOD)
    assert told(feed(firmware, ev.MessageTriggered(message, 0))) == [ev.CallQueued(call)]  # type: ignore[arg-type]  # one of two calls


def test_after_the_switch_the_boot_reports_installed_and_the_version() -> None:
    before = waiting(block())
    written = feed(before, ev.TimerExpired("firmware", 0, "installed"))
    records = {effect.record: effect.value for effect in written if isinstance(effect, fx.Persist)}
    after = Firmware(Values({}), Trust())
    effects = feed(after, ev.RecordsRestored(records))
    assert ev.FactLearned("FirmwareVersion", "9.9.9") in told(effects)
    assert statuses(effects) == ["Installed"]
    assert statuses(feed(after, ev.MessageTriggered("FirmwareStatusNotification", 0))) == ["Idle"]
