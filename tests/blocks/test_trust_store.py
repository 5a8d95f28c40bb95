"""Roots and the station's own certificate: what comes in, what is thrown away, what never goes out."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from fixtures.peers.authority import MANUFACTURER, OPERATOR, OVER, STRANGER, hash_data, key_pem
from reference_impl.blocks.security.certificates import DAY_MS, MONTH_MS, OWNER, RECORD, Certificates
from reference_impl.codecs.certificates import TOOLS, ends_ms
from reference_impl.model import effects as fx
from reference_impl.model import events as ev
from reference_impl.model.backend_calls import HeartbeatCall, SigningCall
from reference_impl.model.certificates import CENTRAL_SYSTEM_ROOT, MANUFACTURER_ROOT, HashData

from .telling import Values, asked, feed, told

NOW_MS = 1_767_600_000_000
KEY = key_pem("a station")
ROOT = ev.RootDelivered("m", CENTRAL_SYSTEM_ROOT, OPERATOR.root())


def block(**values: str) -> Certificates:
    made = Certificates(Values({"CpoName": "Operator", **values}), TOOLS)
    feed(made, ev.RecordsRestored({}), ev.ClockSet(NOW_MS))
    return made


def status(effects: list[fx.Effect]) -> str:
    (answer,) = [one for one in effects if isinstance(one, fx.SendAnswer)]
    return str(answer.payload["status"])


def noted(effects: list[fx.Effect]) -> list[str]:
    return [event.kind for event in told(effects) if isinstance(event, ev.SecurityNoted)]


def named(names: Mapping[str, str]) -> HashData:
    return HashData(
        names["hashAlgorithm"], names["issuerNameHash"], names["issuerKeyHash"], names["serialNumber"].lower()
    )


def record_of(effects: list[fx.Effect]) -> dict[str, object]:
    value = [one.value for one in effects if isinstance(one, fx.Persist) and one.record == RECORD][-1]
    plain: dict[str, object] = json.loads(json.dumps(value))
    return plain


def request_of(made: Certificates) -> str:
    assert feed(made, ev.CertificateWanted()) == [fx.MakeKey()]
    (queued,) = told(feed(made, ev.KeyMade(KEY)))
    assert isinstance(queued, ev.CallQueued)
    assert isinstance(queued.call, SigningCall)
    assert "PRIVATE" not in queued.call.request
    return queued.call.request


def with_certificate(period: str = "", **values: str) -> tuple[Certificates, str, list[fx.Effect]]:
    made = block(**values)
    feed(made, ROOT)
    chain = OPERATOR.sign(request_of(made), period)
    return made, chain, feed(made, ev.CertificateDelivered("m", chain))


def test_a_root_is_installed_told_and_listed() -> None:
    made = block()
    effects = feed(made, ROOT)
    assert status(effects) == "Accepted"
    assert ev.TrustChanged((OPERATOR.root(),), "", "") in told(effects)
    (listed,) = asked(feed(made, ev.RootsAsked("m", CENTRAL_SYSTEM_ROOT)))
    assert isinstance(listed, fx.SendAnswer)
    (row,) = listed.payload["certificateHashData"]
    assert row == {**hash_data(OPERATOR.root()), "serialNumber": hash_data(OPERATOR.root())["serialNumber"].lower()}
    assert status(feed(made, ev.RootsAsked("m", MANUFACTURER_ROOT))) == "NotFound"


def test_roots_of_manufacturers_are_told_apart() -> None:
    effects = feed(block(), ev.RootDelivered("m", MANUFACTURER_ROOT, MANUFACTURER.root()))
    assert ev.TrustedRootsChanged((MANUFACTURER.root(),)) in told(effects)
    assert ev.TrustChanged((), "", "") in told(effects)


def test_a_bad_root_is_rejected_and_noted() -> None:
    effects = feed(block(), ev.RootDelivered("m", CENTRAL_SYSTEM_ROOT, OPERATOR.root(ends=OVER)))
    assert (status(effects), noted(effects)) == ("Rejected", ["InvalidCentralSystemCertificate"])
    assert noted(feed(block(), ev.RootDelivered("m", MANUFACTURER_ROOT, "nothing"))) == []


def test_the_store_has_an_end_and_takes_a_root_once() -> None:
    made = block(CertificateStoreMaxLength="1")
    assert status(feed(made, ROOT)) == "Accepted"
    assert status(feed(made, ROOT)) == "Accepted"
    assert status(feed(made, ev.RootDelivered("m", MANUFACTURER_ROOT, MANUFACTURER.root()))) == "Rejected"


@pytest.mark.parametrize("algorithm", ["SHA256", "SHA384", "SHA512"])
def test_a_root_is_deleted_by_any_of_its_names(algorithm: str) -> None:
    made = block()
    feed(made, ROOT)
    wanted = named(hash_data(OPERATOR.root(), algorithm))
    assert status(feed(made, ev.RootUnwanted("m", wanted))) == "Accepted"
    assert status(feed(made, ev.RootUnwanted("m", wanted))) == "NotFound"


def test_the_root_that_vouches_for_the_line_stays() -> None:
    made = block(SecurityProfile="2")
    feed(made, ROOT)
    assert status(feed(made, ev.RootUnwanted("m", named(hash_data(OPERATOR.root()))))) == "Failed"


def test_without_tls_no_root_vouches_for_the_line() -> None:
    made = block(SecurityProfile="1")
    feed(made, ROOT)
    assert status(feed(made, ev.RootUnwanted("m", named(hash_data(OPERATOR.root()))))) == "Accepted"


def test_with_the_additional_check_only_a_successor_replaces_a_root() -> None:
    made = block(AdditionalRootCertificateCheck="true")
    feed(made, ROOT)
    assert status(feed(made, ev.RootDelivered("m", CENTRAL_SYSTEM_ROOT, STRANGER.root()))) == "Rejected"


def test_a_sound_certificate_is_taken_with_its_key() -> None:
    made, chain, effects = with_certificate()
    assert status(effects) == "Accepted"
    assert ev.TrustChanged((OPERATOR.root(),), chain, KEY) in told(effects)
    assert ev.LinkRenewalAsked() not in told(effects)
    later = Certificates(Values({"CpoName": "Operator"}), TOOLS)
    restored = told(feed(later, ev.RecordsRestored({RECORD: record_of(effects)})))
    assert ev.TrustChanged((OPERATOR.root(),), chain, KEY) in restored
    assert made is not later


def test_with_profile_3_the_line_is_made_anew_with_it() -> None:
    _, _, effects = with_certificate(SecurityProfile="3")
    assert told(effects)[-1] == ev.LinkRenewalAsked()


@pytest.mark.parametrize("fault", ["expired", "for another key", "of another authority", "for another station"])
def test_a_certificate_that_is_not_sound_is_thrown_away_with_its_key(fault: str) -> None:
    made = block()
    feed(made, ROOT)
    request = request_of(made)
    effects = feed(made, ev.CertificateDelivered("m", OPERATOR.sign(request, fault)))
    assert (status(effects), noted(effects)) == ("Rejected", ["InvalidChargePointCertificate"])
    assert record_of(effects)["made"] == ""
    assert status(feed(made, ev.CertificateDelivered("m", OPERATOR.sign(request)))) == "Rejected", "its key is gone"


def test_a_chain_that_is_too_long_is_rejected() -> None:
    made = block(CertificateSignedMaxChainSize="100")
    feed(made, ROOT)
    assert status(feed(made, ev.CertificateDelivered("m", OPERATOR.sign(request_of(made))))) == "Rejected"


def test_a_request_that_the_backend_does_not_take_is_forgotten() -> None:
    made = block()
    feed(made, ROOT)
    request = request_of(made)
    feed(made, ev.SigningAnswered(SigningCall(request), "Accepted"))
    effects = feed(made, ev.SigningAnswered(SigningCall(request), "Rejected"))
    assert record_of(effects)["made"] == ""
    assert feed(made, ev.CallUnanswered(HeartbeatCall(), "no")) == []
    assert record_of(feed(made, ev.CallUnanswered(SigningCall(request), "no")))["made"] == ""


def test_a_certificate_is_renewed_a_month_before_it_ends() -> None:
    made, chain, effects = with_certificate()
    left_ms = ends_ms(chain) - MONTH_MS - NOW_MS
    assert fx.StartTimer(OWNER, 0, "watch", left_ms) in effects
    renewed = feed(made, ev.TimerExpired(OWNER, 0, "watch"), at_ms=left_ms)
    assert renewed == [fx.StartTimer(OWNER, 0, "watch", DAY_MS), fx.Tell(ev.CertificateWanted())]


def test_a_certificate_for_less_than_a_month_is_not_renewed_at_once() -> None:
    made, chain, _ = with_certificate(period="valid for a month")
    late_ms = ends_ms(chain) - NOW_MS - 2 * DAY_MS
    feed(made, ev.CertificateWanted(), ev.KeyMade(KEY), at_ms=late_ms)
    effects = feed(made, ev.CertificateDelivered("m", chain), at_ms=late_ms)
    assert fx.StartTimer(OWNER, 0, "watch", DAY_MS) in effects
    assert ev.CertificateWanted() not in told(effects)
    soon_ms = late_ms + DAY_MS + DAY_MS // 2
    feed(made, ev.CertificateWanted(), ev.KeyMade(KEY), at_ms=soon_ms)
    effects = feed(made, ev.CertificateDelivered("m", chain), at_ms=soon_ms)
    assert fx.StartTimer(OWNER, 0, "watch", DAY_MS // 4) in effects


def test_a_request_that_brought_nothing_is_made_again_after_a_day() -> None:
    made, chain, _ = with_certificate()
    last_month_ms = ends_ms(chain) - MONTH_MS - NOW_MS
    feed(made, ev.TimerExpired(OWNER, 0, "watch"), ev.KeyMade(KEY), at_ms=last_month_ms)
    unmoved = feed(made, ev.ClockSet(NOW_MS), at_ms=last_month_ms + 1)
    assert ev.CertificateWanted() not in told(unmoved)
    again = feed(made, ev.TimerExpired(OWNER, 0, "watch"), at_ms=last_month_ms + DAY_MS)
    assert again == [fx.StartTimer(OWNER, 0, "watch", DAY_MS), fx.Tell(ev.CertificateWanted())]


def test_the_key_of_a_request_outlasts_a_restart() -> None:
    made = block()
    feed(made, ROOT)
    effects = feed(made, ev.CertificateWanted(), ev.KeyMade(KEY))
    (queued,) = told(effects)
    assert isinstance(queued, ev.CallQueued)
    assert isinstance(queued.call, SigningCall)
    later = Certificates(Values({"CpoName": "Operator"}), TOOLS)
    feed(later, ev.RecordsRestored({RECORD: record_of(effects)}), ev.ClockSet(NOW_MS))
    assert status(feed(later, ev.CertificateDelivered("m", OPERATOR.sign(queued.call.request)))) == "Accepted"


def test_a_root_whose_time_has_not_come_vouches_for_nothing() -> None:
    made = block()
    feed(made, ROOT)
    chain = OPERATOR.sign(request_of(made))
    feed(made, ev.ClockSet(TOOLS.begins_ms(chain) - 5_000))
    effects = feed(made, ev.CertificateDelivered("m", chain))
    assert status(effects) == "Rejected"
