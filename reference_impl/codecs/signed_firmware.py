"""Signed update images: is the certificate the manufacturer's, and is the image what was signed with it?

Source: "Improved security for OCPP 1.6-J", edition 2 (signed firmware update). The signature is over the
whole file, in Base64; RSA-PSS or ECDSA, both with SHA-256. The certificate comes with the order as PEM and
must be signed by a root of the manufacturer that the station knows.

Limits. A chain has two links, root and signing certificate. Revocation is what the lists that came with
the firmware say (PEM); nothing is asked over the network.
"""

from __future__ import annotations

import binascii
from base64 import b64decode
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

GOOD, INVALID, REVOKED = "", "InvalidCertificate", "RevokedCertificate"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SHA256 = hashes.SHA256()


def judge_certificate(pem: str, roots: tuple[str, ...], revocations: tuple[str, ...], at_ms: int) -> str:
    """GOOD, INVALID or REVOKED at this time (Unix ms); never raises for what somebody sent."""
    certificate = _read(pem)
    if certificate is None:
        return INVALID
    known = [root for root in map(_read, roots) if root is not None]
    issuer = next((root for root in known if _issued(certificate, root)), None)
    at = _EPOCH + timedelta(milliseconds=at_ms)
    if issuer is None or not all(_valid_at(one, at) for one in (certificate, issuer)):
        return INVALID
    if not _may_sign(certificate):
        return INVALID
    return REVOKED if _is_revoked(certificate, issuer, revocations) else GOOD


def signature_holds(content: bytes, signature: str, pem: str) -> bool:
    """Whether `signature` (Base64) was made over `content` with the key of this certificate."""
    certificate = _read(pem)
    if certificate is None:
        return False
    try:
        raw = b64decode(signature, validate=True)
        match certificate.public_key():
            case rsa.RSAPublicKey() as key:
                key.verify(raw, content, padding.PSS(padding.MGF1(_SHA256), padding.PSS.AUTO), _SHA256)
            case ec.EllipticCurvePublicKey() as curve_key:
                curve_key.verify(raw, content, ec.ECDSA(_SHA256))
            case _:
                return False
    except (InvalidSignature, binascii.Error, ValueError):
        return False
    return True


def _read(pem: str) -> x509.Certificate | None:
    try:
        return x509.load_pem_x509_certificate(pem.encode())
    except ValueError:
        return None


def _issued(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def _valid_at(certificate: x509.Certificate, at: datetime) -> bool:
    return certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc


def _may_sign(certificate: x509.Certificate) -> bool:
    """A key usage that is there must allow signatures (RFC 5280, 4.2.1.3)."""
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return True
    except ValueError:
        return False
    return usage.digital_signature


def _is_revoked(certificate: x509.Certificate, issuer: x509.Certificate, revocations: tuple[str, ...]) -> bool:
    for pem in revocations:
        listed = x509.load_pem_x509_crl(pem.encode())
        key = issuer.public_key()
        if not isinstance(key, (rsa.RSAPublicKey, ec.EllipticCurvePublicKey)) or not listed.is_signature_valid(key):
            continue
        if listed.get_revoked_certificate_by_serial_number(certificate.serial_number) is not None:
            return True
    return False
