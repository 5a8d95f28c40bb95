"""Signed update images: good certificates and signatures pass, everything else is refused and nothing raises."""

from __future__ import annotations

from base64 import b64encode
from datetime import UTC, datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st

from fixtures.peers import manufacturer
from reference_impl.codecs import firmware_image
from reference_impl.codecs.signed_firmware import GOOD, INVALID, REVOKED, judge_certificate, signature_holds

NOW_MS = 1_767_600_000_000
ROOTS, LISTS = (manufacturer.root(),), (manufacturer.revocations(),)
IMAGE = manufacturer.image("5.34.0-13600", b"payload")
GENUINE = manufacturer.certificate("genuine")


def test_the_manufacturer_writes_images_as_the_station_reads_them() -> None:
    """The format is written twice, on both sides of the bench."""
    assert firmware_image.write("5.34.0-13600", b"payload") == IMAGE
    assert firmware_image.read(IMAGE) == firmware_image.Image("5.34.0-13600", b"payload")


@pytest.mark.parametrize(
    ("kind", "verdict"), [("genuine", GOOD), ("foreign", INVALID), ("expired", INVALID), ("revoked", REVOKED)]
)
def test_a_certificate_is_judged_by_issuer_date_and_list(kind: str, verdict: str) -> None:
    assert judge_certificate(manufacturer.certificate(kind), ROOTS, LISTS, NOW_MS) == verdict


def test_a_revoked_certificate_is_good_where_no_list_says_so() -> None:
    assert judge_certificate(manufacturer.certificate("revoked"), ROOTS, (), NOW_MS) == GOOD


def test_without_a_root_no_certificate_is_good() -> None:
    assert judge_certificate(GENUINE, (), LISTS, NOW_MS) == INVALID
    assert judge_certificate(GENUINE, ("no certificate",), LISTS, NOW_MS) == INVALID


def test_before_its_first_day_a_certificate_is_not_good() -> None:
    assert judge_certificate(GENUINE, ROOTS, LISTS, 0) == INVALID


@given(st.text())
def test_what_is_no_certificate_is_invalid(text: str) -> None:
    assert judge_certificate(text, ROOTS, LISTS, NOW_MS) == INVALID
    assert not signature_holds(IMAGE, manufacturer.signature(IMAGE), text)


def test_the_signature_is_over_every_byte_of_the_file() -> None:
    signature = manufacturer.signature(IMAGE)
    assert signature_holds(IMAGE, signature, GENUINE)
    for index in range(len(IMAGE)):
        altered = bytearray(IMAGE)
        altered[index] ^= 1
        assert not signature_holds(bytes(altered), signature, GENUINE), index
    assert not signature_holds(IMAGE + b"\0", signature, GENUINE)


@given(st.text())
def test_what_is_no_signature_does_not_hold(text: str) -> None:
    assert not signature_holds(IMAGE, text, GENUINE)


def own(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey, *, may_sign: bool = True) -> str:
    """A certificate that says of itself who it is."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "own")])
    usage = x509.KeyUsage(may_sign, False, False, False, False, True, False, False, False)
    built = (
        x509.CertificateBuilder(name, name, key.public_key(), 7)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2050, 1, 1, tzinfo=UTC))
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    return built.public_bytes(serialization.Encoding.PEM).decode()


def test_rsa_signs_with_pss() -> None:
    key = rsa.generate_private_key(65_537, 2_048)
    pem, sha = own(key), hashes.SHA256()
    pss = b64encode(key.sign(IMAGE, padding.PSS(padding.MGF1(sha), 32), sha)).decode()
    assert signature_holds(IMAGE, pss, pem)
    assert not signature_holds(IMAGE, b64encode(key.sign(IMAGE, padding.PKCS1v15(), sha)).decode(), pem)


def test_a_certificate_that_may_not_sign_is_invalid() -> None:
    key = ec.derive_private_key(5, ec.SECP256R1())
    signing, other = own(key), own(key, may_sign=False)
    assert judge_certificate(signing, (signing,), (), NOW_MS) == GOOD
    assert judge_certificate(other, (other,), (), NOW_MS) == INVALID
