"""Promises of every bench: the certificate authority behind the backend."""

from __future__ import annotations

import pytest

from fixtures.bench.api import Bench, BenchBroken
from steps.observations import answer, handshake, payload, request

from .contract_words import HOST, LONG_MS, connect, entries

FURTHER = ("further operator 1", "further operator 2")
ROOTS = ("operator", "manufacturer", "expired", "no authority", "no certificate", *FURTHER)


def the_authority_has_roots_of_each_kind(bench: Bench) -> None:
    authority = bench.backend.authority
    texts = [authority.root(kind) for kind in ROOTS]
    assert len(set(texts)) == len(ROOTS)
    assert texts == [authority.root(kind) for kind in ROOTS], "a root is the same each time"
    assert all(text.startswith("-----BEGIN CERTIFICATE-----") for text in texts)
    names = authority.hash_data(authority.root("operator"), "SHA384")
    assert names["hashAlgorithm"] == "SHA384"
    assert len(names["issuerNameHash"]) == len(names["issuerKeyHash"]) == 96
    with pytest.raises(BenchBroken, match="no root"):
        authority.root("ugly")


def the_authority_signs_what_the_station_asks_for(bench: Bench) -> None:
    authority = bench.backend.authority
    assert (authority.signed, authority.shown) == ("", "")
    with pytest.raises(BenchBroken, match="no fault"):
        authority.sign("ugly")
    connect(bench)
    bench.backend.request("ChangeConfiguration", {"key": "CpoName", "value": "Operator"})
    mark = bench.backend.request("ExtendedTriggerMessage", {"requestedMessage": "SignChargePointCertificate"})
    asked = bench.observe(request("SignCertificate"), since=mark, within_ms=LONG_MS)
    assert authority.asked_for(payload(asked)["csr"])[0] == "Operator"
    bench.observe(answer("CertificateSigned"), since=mark, within_ms=LONG_MS)
    (brought,) = entries(bench, mark, "frame", action="CertificateSigned", message="call")
    assert payload(brought)["certificateChain"] == authority.signed
    authority.sign(None)
    mark = bench.backend.request("ExtendedTriggerMessage", {"requestedMessage": "SignChargePointCertificate"})
    bench.wait(LONG_MS)
    assert entries(bench, mark, "frame", action="SignCertificate")
    assert not entries(bench, mark, "frame", action="CertificateSigned")


def the_backend_sees_the_certificate_that_the_station_shows(bench: Bench) -> None:
    authority = bench.backend.authority
    connect(bench)
    bench.network.resolve(HOST, tls=True, port=443)
    root = {"certificateType": "CentralSystemRootCertificate", "certificate": authority.root("operator")}
    bench.backend.request("InstallCertificate", root)
    bench.backend.request("ChangeConfiguration", {"key": "CpoName", "value": "Operator"})
    bench.backend.request("ExtendedTriggerMessage", {"requestedMessage": "SignChargePointCertificate"})
    bench.wait(5_000)
    mark = bench.backend.request("ChangeConfiguration", {"key": "SecurityProfile", "value": "3"})
    bench.observe(handshake("handshake accepted"), since=mark, within_ms=LONG_MS)
    assert authority.shown.strip() == authority.signed.strip() != ""
