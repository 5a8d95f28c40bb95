"""Certificates: what is sound, what is wrong in one way each, and what names a root, against the test's own reading."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from cryptography import x509

from fixtures.peers import authority
from fixtures.peers.authority import FAULTS, MANUFACTURER, OPERATOR, OVER, STRANGER, Authority, Subject, key_pem
from reference_impl.codecs import certificates as codec
from reference_impl.model.certificates import Owner

NOW_MS = 1_767_600_000_000
OWNER = Owner("Operator", "PS2-0000001")
KEY = key_pem("a station")
REQUEST = codec.sign_request(KEY, OWNER)
ROOTS = (OPERATOR.root(),)


def problem(chain: str, **changed: object) -> str:
    facts: dict[str, object] = {"key": KEY, "roots": ROOTS, "owner": OWNER, "now": NOW_MS, **changed}
    return codec.chain_problem(chain, *facts.values())  # type: ignore[arg-type]  # in the order of the arguments


def test_a_request_names_operator_and_station_and_is_signed_with_its_key() -> None:
    request = x509.load_pem_x509_csr(REQUEST.encode())
    assert request.is_signature_valid
    assert authority.asked_for(REQUEST) == Subject("Operator", "PS2-0000001")
    assert request.public_key() == authority.make_key("a station").public_key()
    assert "PRIVATE" not in REQUEST
    assert codec.sign_request(KEY, OWNER) == REQUEST, "runs repeat"


def test_a_sound_certificate_has_no_problem() -> None:
    assert problem(OPERATOR.sign(REQUEST)) == ""


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ("expired", "it has expired"),
        ("for another key", "it is not for the key that was sent"),
        ("of another authority", "it leads to no installed root"),
        ("for another station", "its common name is not PS2-0000001"),
        ("for another operator", "its organisation is not Operator"),
    ],
)
def test_each_fault_of_a_certificate_is_found(fault: str, sentence: str) -> None:
    assert fault in FAULTS
    assert problem(OPERATOR.sign(REQUEST, fault)) == sentence


def test_what_else_can_be_wrong_with_a_chain() -> None:
    sound = OPERATOR.sign(REQUEST)
    assert problem("") == "the text holds no certificate that can be read"
    assert problem("-----BEGIN CERTIFICATE-----\nbm90\n-----END CERTIFICATE-----") != ""
    assert problem(sound, key="") == "it is not for the key that was sent"
    assert problem(sound, roots=()) == "it leads to no installed root"
    assert problem(sound, roots=(OPERATOR.root(ends=OVER),)) == "it leads to no installed root"
    assert problem(sound * 11) == "the text holds no certificate that can be read"


def test_a_certificate_that_begins_later_is_sound_and_one_that_is_over_is_not() -> None:
    sound = OPERATOR.sign(REQUEST)
    assert codec.begins_ms(sound) == datetime(2020, 1, 1, tzinfo=UTC).timestamp() * 1_000
    assert problem(sound, roots=ROOTS, now=codec.ends_ms(sound) + 1) == "it has expired"


def test_a_root_is_an_authority_that_signed_itself_and_is_valid_now() -> None:
    assert codec.root_problem(OPERATOR.root(), NOW_MS) == ""
    assert codec.root_problem(OPERATOR.root(ends=OVER), NOW_MS) == "it has expired"
    assert codec.root_problem(OPERATOR.root(), 0) == "it is not valid yet"
    assert codec.root_problem("nothing", NOW_MS) == "the text does not hold one certificate"
    assert codec.root_problem(OPERATOR.root() * 2, NOW_MS) == "the text does not hold one certificate"
    leaf = OPERATOR.certify(Subject("Somebody", "somebody"), "somebody")
    assert codec.root_problem(leaf, NOW_MS) == "it is not the certificate of an authority"


def test_who_signed_what() -> None:
    assert codec.signed_by(OPERATOR.root(), OPERATOR.root())
    assert not codec.signed_by(STRANGER.root(), OPERATOR.root())
    assert not codec.signed_by("nothing", OPERATOR.root())


@pytest.mark.parametrize("signer", [OPERATOR, STRANGER, MANUFACTURER], ids=lambda one: one.name)
@pytest.mark.parametrize("algorithm", ["SHA256", "SHA384", "SHA512"])
def test_hash_data_agrees_with_the_other_reading(signer: Authority, algorithm: str) -> None:
    ours = codec.hash_data(signer.root(), algorithm)
    theirs = authority.hash_data(signer.root(), algorithm)
    assert ours.algorithm == theirs["hashAlgorithm"]
    assert ours.issuer_name == theirs["issuerNameHash"]
    assert ours.issuer_key == theirs["issuerKeyHash"]
    assert ours.serial == theirs["serialNumber"].lower()


def test_hash_data_of_what_another_root_signed_has_the_key_of_that_root() -> None:
    leaf = OPERATOR.certify(Subject("Somebody", "somebody"), "somebody")
    known = codec.hash_data(leaf, "SHA256", (STRANGER.root(), OPERATOR.root()))
    assert known.issuer_key == codec.hash_data(OPERATOR.root(), "SHA256").issuer_key
    with pytest.raises(ValueError, match="not a certificate"):
        codec.hash_data("nothing", "SHA256")
