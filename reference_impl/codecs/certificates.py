"""X.509 certificates of the security whitepaper: read, judged and asked for, as pure functions.

Theory of operation. Texts are PEM. A problem is "" or a sentence; but for `hash_data` nothing here raises
for what somebody sent. Times are Unix milliseconds. Signing is deterministic (RFC 6979), so that no chance
is needed: keys come from outside. Private keys come in as arguments and go nowhere.

Source: "Improved security for OCPP 1.6-J", edition 2: 2.6.1 (properties), A02.FR.06 (checks of a charge
point certificate), 6.1 (hash data, as in RFC 6960, 4.1.1).

Limits. No revocation lists and no OCSP: the whitepaper relies on short periods (A00.FR.701). Of the key
usage only CA or not is looked at. Names are compared as they are, without folding of letters.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

from ..model.certificates import CertificateTools, HashData, Owner

LEAST_EC_BITS, LEAST_RSA_BITS = 224, 2048
"""A00.FR.502 and 503."""
LONGEST_CHAIN = 10
"""Certificates; whoever sends more is not read."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_UNREADABLE = (ValueError, TypeError, UnsupportedAlgorithm)
_NOT_SIGNED = (InvalidSignature, *_UNREADABLE)


def read_chain(text: str) -> list[x509.Certificate]:
    """The certificates of a PEM text in their order; none when one of them is damaged."""
    try:
        chain = x509.load_pem_x509_certificates(text.encode())
    except _UNREADABLE:
        return []
    return chain if len(chain) <= LONGEST_CHAIN else []


def _first(pem: str) -> x509.Certificate:
    chain = read_chain(pem)
    if not chain:
        raise ValueError("this is not a certificate in PEM")
    return chain[0]


# -- what names a certificate, and when it is valid --


def hash_data(pem: str, algorithm: str, others: tuple[str, ...] = ()) -> HashData:
    """What names a certificate; ValueError for a text that is none.

    others: certificates among which its issuer may be; without one it counts as its own issuer, as a root is
    """
    certificate = _first(pem)
    issuers = [certificate, *(one for other in others for one in read_chain(other))]
    issuer = next((one for one in issuers if _issued(certificate, one)), certificate)
    return HashData(
        algorithm,
        _digest(algorithm, certificate.issuer.public_bytes()),
        _digest(algorithm, _key_bits(issuer)),
        f"{certificate.serial_number:x}",
    )


def _digest(algorithm: str, content: bytes) -> str:
    return hashlib.new(algorithm.lower(), content).hexdigest()


def _key_bits(certificate: x509.Certificate) -> bytes:
    """The subject public key field without tag, length and unused bits (RFC 6960, 4.1.1)."""
    key = certificate.public_key()
    match key:
        case rsa.RSAPublicKey():
            return key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.PKCS1)
        case ec.EllipticCurvePublicKey():
            return key.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    return key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)


def begins_ms(pem: str) -> int:
    """The first moment at which the first certificate is valid."""
    return _unix_ms(_first(pem).not_valid_before_utc)


def ends_ms(pem: str) -> int:
    """The last moment at which the first certificate is valid."""
    return _unix_ms(_first(pem).not_valid_after_utc)


def _unix_ms(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(milliseconds=1)


# -- judging --


def signed_by(pem: str, issuer_pem: str) -> bool:
    """The issuer's key has signed the certificate, which names it as its issuer."""
    certificates, issuers = read_chain(pem), read_chain(issuer_pem)
    return bool(certificates and issuers) and _issued(certificates[0], issuers[0])


def _issued(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except _NOT_SIGNED:
        return False
    return True


def root_problem(pem: str, now_ms: int, others: tuple[str, ...] = ()) -> str:
    """What is wrong with a certificate as a root at this time; others: who may have signed it besides itself."""
    chain = read_chain(pem)
    if len(chain) != 1:
        return "the text does not hold one certificate"
    (root,) = chain
    if not _is_authority(root):
        return "it is not the certificate of an authority"
    signers = [root, *(one for other in others for one in read_chain(other))]
    if not any(_issued(root, one) for one in signers):
        return "it is signed neither by itself nor by an installed root"
    return _property_problem(root, now_ms)


def chain_problem(chain_pem: str, key_pem: str, roots: tuple[str, ...], owner: Owner, now_ms: int) -> str:
    """What is wrong with the charge point's own certificate and those above it; the leaf comes first.

    A certificate whose period has not begun is sound: the station switches to it then (A02.FR.08).
    """
    chain = read_chain(chain_pem)
    if not chain:
        return "the text holds no certificate that can be read"
    leaf = chain[0]
    if not key_pem or _public_bytes(leaf) != _public_bytes(_load_key(key_pem)):
        return "it is not for the key that was sent"
    if _is_authority(leaf):
        return "it is the certificate of an authority"
    if problem := _subject_problem(leaf, owner):
        return problem
    trusted = [one for root in roots for one in read_chain(root)]
    return next(filter(None, (_property_problem(one, now_ms, begun=False) for one in chain)), "") or _path_problem(
        chain, trusted, now_ms
    )


def _path_problem(chain: list[x509.Certificate], trusted: list[x509.Certificate], now_ms: int) -> str:
    for certificate, above in zip(chain, [*chain[1:], None], strict=True):
        anchors = [root for root in trusted if root == certificate or _issued(certificate, root)]
        if any(not _property_problem(root, now_ms) for root in anchors):
            return ""
        if above is None or not (_is_authority(above) and _issued(certificate, above)):
            break
    return "it leads to no installed root"


def _subject_problem(leaf: x509.Certificate, owner: Owner) -> str:
    names = [str(part.value) for part in leaf.subject.get_attributes_for_oid(NameOID.COMMON_NAME)]
    organisations = [str(part.value) for part in leaf.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)]
    if names != [owner.name]:
        return f"its common name is not {owner.name}"
    if organisations != [owner.organisation]:
        return f"its organisation is not {owner.organisation}"
    return ""


def _property_problem(certificate: x509.Certificate, now_ms: int, *, begun: bool = True) -> str:
    if now_ms > _unix_ms(certificate.not_valid_after_utc):
        return "it has expired"
    if begun and now_ms < _unix_ms(certificate.not_valid_before_utc):
        return "it is not valid yet"
    try:
        key = certificate.public_key()
    except _UNREADABLE:
        return "its key cannot be read"
    match key:
        case rsa.RSAPublicKey():
            return "" if key.key_size >= LEAST_RSA_BITS else f"its key has fewer than {LEAST_RSA_BITS} bits"
        case ec.EllipticCurvePublicKey():
            return "" if key.key_size >= LEAST_EC_BITS else f"its key has fewer than {LEAST_EC_BITS} bits"
    return "its key is neither RSA nor of an elliptic curve"


def _is_authority(certificate: x509.Certificate) -> bool:
    try:
        constraints = certificate.extensions.get_extension_for_class(x509.BasicConstraints)
    except (x509.ExtensionNotFound, x509.DuplicateExtension, *_UNREADABLE):
        return False
    return constraints.value.ca


# -- the station's own key --


def sign_request(key_pem: str, owner: Owner) -> str:
    """A certificate signing request for this key (RFC 2986), with O and CN as A02.FR.13 and A00.FR.511 ask."""
    subject = x509.Name([
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, owner.organisation),
        x509.NameAttribute(NameOID.COMMON_NAME, owner.name),
    ])
    builder = x509.CertificateSigningRequestBuilder().subject_name(subject)
    signed = builder.sign(_load_key(key_pem), hashes.SHA256(), ecdsa_deterministic=True)
    return signed.public_bytes(serialization.Encoding.PEM).decode()


def _load_key(pem: str) -> ec.EllipticCurvePrivateKey:
    key = serialization.load_pem_private_key(pem.encode(), None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise ValueError("the station's own key is of an elliptic curve")
    return key


def _public_bytes(holder: x509.Certificate | ec.EllipticCurvePrivateKey) -> bytes:
    return holder.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )


TOOLS = CertificateTools(
    hash_data=hash_data,
    root_problem=root_problem,
    signed_by=signed_by,
    chain_problem=chain_problem,
    sign_request=sign_request,
    begins_ms=begins_ms,
    ends_ms=ends_ms,
)
"""What the station's blocks are given."""
