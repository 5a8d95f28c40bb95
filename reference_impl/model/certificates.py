"""Words about certificates, and the view of the X.509 codec that blocks get (security whitepaper, 2.6 and 6.1)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

CENTRAL_SYSTEM_ROOT = "CentralSystemRootCertificate"
MANUFACTURER_ROOT = "ManufacturerRootCertificate"
ROOT_USES = (CENTRAL_SYSTEM_ROOT, MANUFACTURER_ROOT)
"""CertificateUseEnumType."""


@dataclass(frozen=True)
class HashData:
    """Names a certificate (CertificateHashDataType); hashes and serial number are hexadecimal, small letters.

    algorithm: SHA256, SHA384 or SHA512
    """

    algorithm: str
    issuer_name: str
    issuer_key: str
    serial: str


@dataclass(frozen=True)
class Owner:
    """Whose certificate it is: organisation (O) and common name (CN) of its subject."""

    organisation: str
    name: str


@dataclass(frozen=True)
class CertificateTools:
    """What blocks can ask of certificates; texts are PEM, times Unix milliseconds, problems "" or a sentence.

    hash_data:     (certificate, algorithm, certificates among which its issuer may be) to what names it
    root_problem:  (certificate, time, certificates of whom one may have signed it): what is wrong with it as a root
    signed_by:     (certificate, issuer): the issuer's key has signed it
    chain_problem: (chain with the leaf first, private key, roots, owner, time): what is wrong with it
    sign_request:  (private key, owner) to a certificate signing request of RFC 2986
    begins_ms:     first moment at which the first certificate is valid
    ends_ms:       last moment at which it is
    """

    hash_data: Callable[[str, str, tuple[str, ...]], HashData]
    root_problem: Callable[[str, int, tuple[str, ...]], str]
    signed_by: Callable[[str, str], bool]
    chain_problem: Callable[[str, str, tuple[str, ...], Owner, int], str]
    sign_request: Callable[[str, Owner], str]
    begins_ms: Callable[[str], int]
    ends_ms: Callable[[str], int]
