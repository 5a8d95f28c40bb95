"""The checks of the backend's certificate: OpenSSL over sockets, and the same facts in memory, must agree."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fixtures.bench.journal import Journal
from fixtures.clock import VirtualClock
from fixtures.peers.authority import OPERATOR, STRANGER, Authority, Subject, key_pem, subject_of
from fixtures.peers.certificate import SITUATIONS, Certificate
from fixtures.peers.memory_link import MemoryLink, MemoryNetwork
from fixtures.servers.certificates import authority_pem
from reference_impl.blocks.connectivity.strictness import STRICTNESS
from reference_impl.codecs.certificates import sign_request
from reference_impl.edges.keys import make_key
from reference_impl.model.certificates import Owner
from reference_impl.model.link_request import ClientCertificate, LinkRequest, Trust

from .backend_pair import SECURE_URL, Pair, Peer, connected_pair

CERTIFICATES = [Certificate(*facts) for facts in product((True, False), repeat=3)]
TRUSTS = [Trust(*checks) for checks in product((True, False), repeat=3)]
UP = "up"


def over_sockets(certificate: Certificate, **terms: object) -> str:
    """What the station is told at the end of an attempt to connect: "up", or why not."""
    with connected_pair() as pair:
        pair.server.announce("csms.example", 443, tls=True)
        pair.server.certificate = certificate
        told = [what for what in pair.open(SECURE_URL, **terms) if what.startswith("station")]
        return UP if told[0] == "station: up" else told[0].removeprefix("station: down, ")


def in_memory(certificate: Certificate, **terms: object) -> str:
    """The same, over the line in memory."""
    clock, told = VirtualClock(), list[str]()
    network = MemoryNetwork(clock, Peer(lambda _what: None), Journal(clock.now_ms))
    network.resolve("csms.example", tls=True, port=443)
    network.certificate = certificate
    link = MemoryLink[str](network, up=lambda: UP, down=str, frame=str)
    link.open(LinkRequest(SECURE_URL, "ocpp1.6", **terms), told.append)  # type: ignore[arg-type]  # fields by name
    while clock.step(10_000):
        pass
    return told[0]


@pytest.mark.parametrize("certificate", CERTIFICATES, ids=str)
@pytest.mark.parametrize("trust", TRUSTS, ids=str)
def test_both_lines_judge_alike_and_name_the_same_problem(certificate: Certificate, trust: Trust) -> None:
    assert over_sockets(certificate, trust=trust) == in_memory(certificate, trust=trust)


@given(st.sampled_from(CERTIFICATES), st.sampled_from(TRUSTS), st.sampled_from(TRUSTS))
def test_whoever_makes_fewer_checks_takes_whatever_the_stricter_takes(
    certificate: Certificate, one: Trust, other: Trust
) -> None:
    """BKD-067, over all certificates and all sets of checks."""
    fewer = Trust(one.chain and other.chain, one.host and other.host, one.expiry and other.expiry)
    if UP in (in_memory(certificate, trust=one), in_memory(certificate, trust=other)):
        assert in_memory(certificate, trust=fewer) == UP


@given(st.sampled_from(sorted(SITUATIONS)), st.sampled_from(sorted(STRICTNESS)))
def test_a_level_drops_the_checks_of_its_name(situation: str, level: str) -> None:
    """D-BKD-11: the name says it all."""
    taken = level.startswith("Encrypt only") or (
        ("expired" not in situation or "expired" in level)
        and ("another host" not in situation or "host" in level)
        and "unknown" not in situation
    )
    assert (over_sockets(SITUATIONS[situation], trust=STRICTNESS[level]) == UP) is taken


def certificate_from(authority: Authority) -> ClientCertificate:
    """A station's certificate and its key."""
    return ClientCertificate(authority.certify(Subject("Operator", "CP1"), "CP1"), key_pem("CP1"))


@pytest.fixture
def pair() -> Iterator[Pair]:
    with connected_pair() as made:
        yield made


# ---------------------------------------------------------------- roots and the station's own certificate


@pytest.mark.parametrize("connect", [over_sockets, in_memory])
@pytest.mark.parametrize(
    ("roots", "known", "end"),
    [
        ((True,), True, UP),
        ((False,), True, "certificate refused: it is from an unknown authority"),
        ((False,), False, UP),
        ((False, True), True, UP),
        ((), True, "certificate refused: it is from an unknown authority"),
    ],
)
def test_installed_roots_take_the_place_of_those_from_the_factory(
    connect: Callable[..., str], roots: tuple[bool, ...], known: bool, end: str
) -> None:
    texts = tuple(authority_pem(root) for root in roots)
    assert connect(Certificate(known_authority=known), roots=texts) == end


def test_a_root_that_cannot_be_read_is_said(pair: Pair) -> None:
    pair.server.announce("csms.example", 443, tls=True)
    assert pair.open(SECURE_URL, roots=("no certificate",)) == [
        "station: down, the station's certificates cannot be read"
    ]


def test_the_backend_sees_the_certificate_that_a_station_shows(pair: Pair) -> None:
    pair.server.announce("csms.example", 443, tls=True)
    pair.open(SECURE_URL, client_certificate=certificate_from(OPERATOR))
    pair.open(SECURE_URL)
    shown, none = (request.client_certificate for request in pair.peer.requests)
    assert (subject_of(shown).name, none) == ("CP1", "")


def test_a_stations_certificate_from_nobody_known_is_refused_on_both_lines() -> None:
    stranger = certificate_from(STRANGER)
    ends = [connect(Certificate(), client_certificate=stranger) for connect in (over_sockets, in_memory)]
    assert ends[0] == ends[1] != UP


def test_the_bench_signs_what_a_station_asks_for() -> None:
    key = make_key()
    own = ClientCertificate(OPERATOR.sign(sign_request(key, Owner("Operator", "CP1"))), key)
    assert [connect(Certificate(), client_certificate=own) for connect in (over_sockets, in_memory)] == [UP, UP]
