"""Security profile and password as a backend changes them: who may, and what follows."""

from __future__ import annotations

import pytest

from reference_impl.blocks.security.profile import ATTEMPTS, PASSWORD, PROFILE, RECORD, SecurityProfile, password_bytes
from reference_impl.blocks.security.trigger import MESSAGES, ExtendedTrigger
from reference_impl.model import effects as fx
from reference_impl.model import events as ev

from .telling import Values, asked, feed, told

LONG = "OCA_OCTT_admin_test"
TRUST = ev.TrustChanged(("root",), "chain", "key")


def block(profile: str = "1", password: str = LONG, trust: ev.TrustChanged = TRUST) -> SecurityProfile:
    made = SecurityProfile(Values({PROFILE: profile, PASSWORD: password}))
    feed(made, trust)
    return made


def write(made: SecurityProfile, name: str, text: str) -> list[fx.Effect]:
    return feed(made, ev.GuardedValueWritten("m", name, text))


REJECTED: list[fx.Effect] = [fx.SendAnswer("m", "ChangeConfiguration", {"status": "Rejected"})]


@pytest.mark.parametrize(
    ("profile", "password", "trust", "wanted"),
    [
        ("1", LONG, TRUST, "1"),  # A05.FR.01: not raised
        ("2", LONG, TRUST, "1"),
        ("0", "", TRUST, "1"),  # A05.FR.02: no password
        ("0", "fifteen letters", TRUST, "1"),
        ("1", "", TRUST, "2"),
        ("1", LONG, ev.TrustChanged((), "chain", "key"), "2"),  # A05.FR.03: no root
        ("1", LONG, ev.TrustChanged((), "chain", "key"), "3"),
        ("2", LONG, ev.TrustChanged(("root",), "", ""), "3"),  # A05.FR.04: no certificate
        ("0", LONG, TRUST, "4"),
        ("0", LONG, TRUST, "two"),
    ],
)
def test_a_profile_that_cannot_be_is_refused(profile: str, password: str, trust: ev.TrustChanged, wanted: str) -> None:
    assert write(block(profile, password, trust), PROFILE, wanted) == REJECTED


@pytest.mark.parametrize(("before", "wanted"), [("0", "1"), ("0", "3"), ("1", "2"), ("2", "3")])
def test_a_profile_is_raised_and_the_line_made_anew(before: str, wanted: str) -> None:
    effects = write(block(before), PROFILE, wanted)
    assert asked(effects) == [fx.Persist(RECORD, before)]
    assert told(effects) == [ev.ValueAllowed("m", PROFILE, wanted), ev.LinkRenewalAsked()]


def test_a_profile_without_a_line_gives_way_to_the_one_before() -> None:
    made = block("1")
    write(made, PROFILE, "2")
    assert feed(made, ev.LinkDown("closed by the station"), *[ev.LinkDown("no")] * (ATTEMPTS - 1)) == []
    assert told(feed(made, ev.LinkDown("no"))) == [ev.ValueAllowed("", PROFILE, "1")]
    assert feed(made, ev.LinkDown("no")) == []


def test_a_profile_with_a_line_stays() -> None:
    made = block("1")
    write(made, PROFILE, "2")
    assert feed(made, ev.LinkDown("closed by the station"), ev.LinkUp()) == [fx.Persist(RECORD, None)]
    assert feed(made, *[ev.LinkDown("no")] * 9) == []


def test_the_profile_before_survives_a_loss_of_power() -> None:
    made = block("2")
    feed(made, ev.RecordsRestored({RECORD: "1"}), *[ev.LinkDown("no")] * (ATTEMPTS - 1))
    assert told(feed(made, ev.LinkDown("no"))) == [ev.ValueAllowed("", PROFILE, "1")]


def test_the_key_is_the_password_in_hexadecimal() -> None:
    effects = write(block(), PASSWORD, LONG.encode().hex())
    assert told(effects) == [ev.ValueAllowed("m", PASSWORD, LONG), ev.LinkRenewalAsked()]


def test_bytes_that_are_no_text_come_out_as_they_went_in() -> None:
    octets = bytes(range(240, 256)) + b"\x00\xff"
    allowed = told(write(block(), PASSWORD, octets.hex()))[0]
    assert isinstance(allowed, ev.ValueAllowed)
    assert password_bytes(allowed.text) == octets


@pytest.mark.parametrize("text", ["", "00" * 15, "00" * 21, "0" * 33, "geheim".ljust(32, "x")])
def test_a_key_that_is_not_16_to_20_bytes_in_hexadecimal_is_refused(text: str) -> None:
    assert write(block(), PASSWORD, text) == REJECTED


def test_a_new_password_changes_nothing_about_a_line_with_a_certificate() -> None:
    assert told(write(block("3"), PASSWORD, "ab" * 16)) == [ev.ValueAllowed("m", PASSWORD, "\udcab" * 16)]


def test_a_change_is_noted_without_its_value() -> None:
    (noted,) = told(feed(block(), ev.ValueStored(PASSWORD, live=True)))
    assert noted == ev.SecurityNoted("ReconfigurationOfSecurityParameters", "AuthorizationKey")
    assert feed(block(), ev.ValueStored("HeartbeatInterval", live=True)) == []


# -- the extended trigger --


def trigger(message: str, connector: int = 0, cpo: str = "Operator") -> tuple[str, list[ev.Event]]:
    made = ExtendedTrigger(Values({"CpoName": cpo}), dict(MESSAGES))
    effects = feed(made, ev.ExtendedTriggerAsked("m", message, connector))
    (answer,) = asked(effects)
    assert isinstance(answer, fx.SendAnswer)
    return answer.payload["status"], told(effects)


def test_the_extended_trigger_passes_on_what_it_can() -> None:
    assert trigger("Heartbeat") == ("Accepted", [ev.MessageTriggered("Heartbeat", 0)])
    assert trigger("StatusNotification", 2) == ("Accepted", [ev.MessageTriggered("StatusNotification", 2)])
    signed = ev.MessageTriggered("SignedFirmwareStatusNotification", 0)
    assert trigger("FirmwareStatusNotification") == ("Accepted", [signed])
    assert trigger("SignChargePointCertificate") == ("Accepted", [ev.CertificateWanted()])


def test_the_extended_trigger_refuses_what_it_cannot() -> None:
    assert trigger("StatusNotification", 3) == ("Rejected", [])
    assert trigger("SignChargePointCertificate", cpo="") == ("Rejected", [])
    assert trigger("SomethingElse") == ("NotImplemented", [])
