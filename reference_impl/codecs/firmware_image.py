"""The update image of this station: bytes to image and back, and the order of versions.

An image is a header, the version, a signature and a certificate (both may be empty), and the payload:

    offset  size  what
         0     8  magic: 89 53 50 46 57 0D 0A 1A. As with PNG, the first byte is not ASCII and a line end
                  follows the name, so that a transfer that takes the file for text shows here at once
         8     2  format of what follows: 1
        10     2  bytes of the version
        12     4  bytes of the signature; 0: not signed
        16     4  bytes of the certificate; 0: none
        20     8  bytes of the payload
        28    32  SHA-256 of all bytes of the image but these 32
        60        version (ASCII), signature, certificate (PEM, ASCII), payload

Numbers are unsigned, high byte first. `read` never raises: what is no good comes back as a Problem whose
kind tells the three cases apart that ask for different answers. The file is something else (choose
another one), its end is missing (fetch it again), or it is not what was written (fetch it again, and
mistrust the source).

Limits. A signature is carried and not checked here; what it signs is `signed_content`. A length field that
was itself altered may look like a missing end. The format is ours: the manual asks for a .deb file and
gives no detail of it (FWU-016), and none is needed to tell good from damaged.
"""

from __future__ import annotations

import enum
import hashlib
import re
import struct
from dataclasses import dataclass

MAGIC = b"\x89SPFW\r\n\x1a"
FORMAT = 1
MAX_VERSION = 50
"""Characters; what firmwareVersion of an OCPP 1.6 BootNotification holds (CiString50Type)."""

_HEADER = struct.Struct(">8sHHIIQ")
_CHECKSUM_BYTES = 32
_START = _HEADER.size + _CHECKSUM_BYTES
_VERSION = re.compile(r"([0-9]+(?:\.[0-9]+)*)(?:-([0-9]+))?")


class Kind(enum.Enum):
    """What is wrong with a file."""

    NOT_AN_IMAGE = "not an image"
    TRUNCATED = "truncated"
    DAMAGED = "damaged"


@dataclass(frozen=True)
class Problem:
    """Why a file is not installed; the sentence is for people."""

    kind: Kind
    sentence: str


@dataclass(frozen=True)
class Image:
    """A whole image whose checksum is right."""

    version: str
    payload: bytes
    signature: bytes = b""
    certificate: str = ""


def write(version: str, payload: bytes, *, signature: bytes = b"", certificate: str = "") -> bytes:
    """The bytes of an image. ValueError for a version that `version_key` cannot read or a PEM not in ASCII."""
    version_key(version)
    name, pem = version.encode("ascii"), certificate.encode("ascii")
    header = _HEADER.pack(MAGIC, FORMAT, len(name), len(signature), len(pem), len(payload))
    body = b"".join((name, signature, pem, payload))
    return b"".join((header, _checksum(header, body), body))


def read(data: bytes) -> Image | Problem:
    """The image in these bytes, or what is wrong with them."""
    if not data or not data.startswith(MAGIC[: len(data)]):
        return Problem(Kind.NOT_AN_IMAGE, "this is not an update image")
    if len(data) < _START:
        return Problem(Kind.TRUNCATED, f"the image ends after {len(data)} bytes, within its header")
    _, image_format, *sizes = _HEADER.unpack_from(data)
    if image_format != FORMAT:
        return Problem(Kind.NOT_AN_IMAGE, f"update images of format {image_format} are not known here")
    wanted = _START + sum(sizes)
    if len(data) < wanted:
        return Problem(Kind.TRUNCATED, f"the image ends after {len(data)} of {wanted} bytes")
    if len(data) > wanted:
        return Problem(Kind.DAMAGED, f"{len(data) - wanted} bytes follow the end of the image")
    if _checksum(data[: _HEADER.size], data[_START:]) != data[_HEADER.size : _START]:
        return Problem(Kind.DAMAGED, "the checksum of the image is wrong")
    return _image(data, sizes)


def _image(data: bytes, sizes: list[int]) -> Image | Problem:
    parts, start = [], _START
    for size in sizes:
        parts.append(data[start : start + size])
        start += size
    try:
        name, signature, pem, payload = parts
        image = Image(name.decode("ascii"), payload, signature, pem.decode("ascii"))
        version_key(image.version)
    except ValueError:
        return Problem(Kind.NOT_AN_IMAGE, "the header of the image makes no sense, though its checksum is right")
    return image


def signed_content(version: str, payload: bytes) -> bytes:
    """What a signature signs: the version, a zero byte, and the payload."""
    return version.encode("ascii") + b"\0" + payload


def version_key(version: str) -> tuple[tuple[int, ...], int]:
    """What to sort versions by: "5.29.1-13419" is ((5, 29, 1), 13419). ValueError if it reads otherwise.

    Source: the style of the manual's screens; the number behind the dash counts builds.
    Limits: zeros at the end do not count (5.30 is 5.30.0), a version without a build comes before
            those with one, and there are no words such as "rc1".
    """
    match = _VERSION.fullmatch(version)
    if match is None or len(version) > MAX_VERSION:
        raise ValueError(f"{version[:60]!r} is not a version: write for instance '5.29.1-13419'")
    numbers = [int(number) for number in match[1].split(".")]
    while len(numbers) > 1 and not numbers[-1]:
        numbers.pop()
    return tuple(numbers), -1 if match[2] is None else int(match[2])


def is_newer(version: str, than: str) -> bool:
    """Whether one version comes after another; ValueError as in `version_key`."""
    return version_key(version) > version_key(than)


def _checksum(header: bytes, body: bytes) -> bytes:
    digest = hashlib.sha256(header)
    digest.update(body)
    return digest.digest()
