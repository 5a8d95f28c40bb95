"""Update images: there and back, every damage found and named, versions in order."""

from __future__ import annotations

import hashlib
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_impl.codecs.firmware_image import (
    MAGIC,
    Image,
    Kind,
    Problem,
    is_newer,
    read,
    signed_content,
    version_key,
    write,
)

PEM = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
IMAGE = write("5.29.1-13419", b"payload" * 20, signature=b"\x01\x02", certificate=PEM)

numbers = st.integers(0, 99_999)
versions = st.builds(
    lambda parts, build: ".".join(map(str, parts)) + ("" if build is None else f"-{build}"),
    st.lists(numbers, min_size=1, max_size=5),
    st.none() | numbers,
)


@given(versions, st.binary(), st.binary(), st.text(st.characters(max_codepoint=127)))
def test_what_was_written_is_read(version: str, payload: bytes, signature: bytes, certificate: str) -> None:
    data = write(version, payload, signature=signature, certificate=certificate)
    assert read(data) == Image(version, payload, signature, certificate)


def test_the_header_is_as_documented() -> None:
    data = write("5.30", b"abc")
    fields = (b"\x89SPFW\r\n\x1a", 1, 4, 0, 0, 3)
    header = struct.pack(">8sHHIIQ", *fields)
    assert data == header + hashlib.sha256(header + b"5.30abc").digest() + b"5.30abc"


@pytest.mark.parametrize("length", range(1, len(IMAGE)))
def test_each_missing_end_is_told_as_truncated(length: int) -> None:
    problem = read(IMAGE[:length])
    assert isinstance(problem, Problem)
    assert problem.kind is Kind.TRUNCATED
    assert problem.sentence.startswith(f"the image ends after {length} ")


@given(st.integers(0, len(IMAGE) - 1), st.integers(1, 255))
def test_each_altered_byte_is_found(position: int, change: int) -> None:
    data = bytearray(IMAGE)
    data[position] ^= change
    problem = read(bytes(data))
    assert isinstance(problem, Problem)
    if position < 10:
        assert problem.kind is Kind.NOT_AN_IMAGE
    elif position >= 28:
        assert problem == Problem(Kind.DAMAGED, "the checksum of the image is wrong")
    else:  # a length: too much or too little follows
        assert problem.kind in (Kind.DAMAGED, Kind.TRUNCATED)


@given(st.binary(min_size=1))
def test_what_follows_the_end_is_told(more: bytes) -> None:
    assert read(IMAGE + more) == Problem(Kind.DAMAGED, f"{len(more)} bytes follow the end of the image")


@given(st.binary().filter(lambda data: not data or not MAGIC.startswith(data[:8])))
def test_other_files_are_no_images(data: bytes) -> None:
    assert read(data) == Problem(Kind.NOT_AN_IMAGE, "this is not an update image")


@given(st.binary(max_size=200))
def test_junk_behind_the_magic_is_a_problem_and_never_a_crash(junk: bytes) -> None:
    assert isinstance(read(MAGIC + junk), Problem)


def test_a_transfer_as_text_is_noticed() -> None:
    for data in (IMAGE.replace(b"\r\n", b"\n"), IMAGE.replace(b"\n", b"\r\n"), bytes(b & 0x7F for b in IMAGE)):
        assert read(data) == Problem(Kind.NOT_AN_IMAGE, "this is not an update image")


def test_an_unknown_format_and_a_header_without_sense_are_told() -> None:
    later = bytearray(IMAGE)
    later[9] = 2
    assert read(bytes(later)) == Problem(Kind.NOT_AN_IMAGE, "update images of format 2 are not known here")
    for name, pem in ((b"latest", b""), (b"5.30\xff", b""), (b"5.30", b"\xff")):
        header = struct.pack(">8sHHIIQ", MAGIC, 1, len(name), 0, len(pem), 0)
        problem = read(header + hashlib.sha256(header + name + pem).digest() + name + pem)
        assert isinstance(problem, Problem)
        assert problem.sentence.startswith("the header of the image makes no sense")


def test_the_signature_signs_version_and_payload() -> None:
    assert signed_content("5.30", b"abc") == b"5.30\0abc"


def test_versions_are_in_the_order_of_their_numbers() -> None:
    rising = ["4.63", "4.63.9", "5.0", "5.4.12", "5.10.0", "5.29.1", "5.29.1-13419", "5.29.4-99", "5.29.4-135", "5.30"]
    assert sorted(set(rising), key=version_key) == rising
    assert is_newer("5.29.4-13558", "5.29.1-13419")
    assert not is_newer("5.30", "5.30.0")
    assert not is_newer("5.30.0", "5.30")


NO_VERSIONS = ["", "5.", ".5", "5..1", "v5.1", "5.29-", "5.29-rc1", "5.29 ", "5.29\n", "٥.1", "1" * 51]


@pytest.mark.parametrize("text", NO_VERSIONS)
def test_what_is_no_version_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a version: write for instance"):
        version_key(text)
    with pytest.raises(ValueError, match="is not a version"):
        write(text, b"")
