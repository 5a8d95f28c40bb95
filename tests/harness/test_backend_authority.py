"""The certificate authority behind the simulated backend, told of signing requests by hand."""

from __future__ import annotations

import pytest

from fixtures.bench.api import BenchBroken, NonConformance
from fixtures.peers.authority import FAULTS, OPERATOR, PERIODS, belongs, key_pem
from fixtures.peers.backend_authority import BackendAuthority
from reference_impl.codecs.certificates import sign_request
from reference_impl.model.certificates import Owner

REQUEST = sign_request(key_pem("a station"), Owner("Operator", "PS2-0000001"))


@pytest.mark.parametrize("fault", ["", *FAULTS, *PERIODS])
def test_a_request_brings_a_certificate_of_the_kind_that_is_wanted(fault: str) -> None:
    authority = BackendAuthority()
    authority.sign(fault)
    assert authority.certificate_for(REQUEST) == authority.signed == OPERATOR.sign(REQUEST, fault)
    assert authority.asked_for(REQUEST) == ("Operator", "PS2-0000001")


def test_an_authority_that_signs_nothing_gives_nothing() -> None:
    authority = BackendAuthority()
    authority.sign(None)
    assert authority.certificate_for(REQUEST) == authority.signed == ""
    with pytest.raises(BenchBroken, match="no fault of a certificate"):
        authority.sign("ugly")


def test_a_key_belongs_to_its_certificate_and_to_no_other() -> None:
    certificate = OPERATOR.sign(REQUEST)
    assert belongs(certificate, key_pem("a station"))
    assert not belongs(certificate, key_pem("another station"))
    assert not belongs(certificate, "")


def test_a_request_that_is_none_is_the_subject_s_fault() -> None:
    with pytest.raises(NonConformance, match="certificate signing request"):
        BackendAuthority().asked_for("x")
