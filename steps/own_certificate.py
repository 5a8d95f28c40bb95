"""Steps at the period of the station's own certificate, and at the room for roots (security whitepaper)."""

from __future__ import annotations

from pytest_bdd import then, when

from fixtures.bench.api import Bench, Mark, NonConformance, NotApplicable

from .backend import SOON_MS
from .observations import answer, payload, request, seen_since
from .security import CENTRAL
from .vocabulary import step

LONGEST = "CertificateStoreMaxLength"


@when("the authority's certificates are valid for years again", target_fixture="stimulus")
def sound_again(bench: Bench) -> Mark:
    """From the next request on."""
    bench.backend.authority.sign("")
    return bench.mark()


@then(step('the station asks for a certificate of "{organisation:Text}" for "{name:Text}" within {limit:Duration}'))
def asks_of_its_own_accord(bench: Bench, stimulus: Mark, organisation: str, name: str, limit: int) -> None:
    """SignCertificate that nobody triggered."""
    sent = payload(bench.observe(request("SignCertificate"), since=stimulus, within_ms=limit))
    found = bench.backend.authority.asked_for(sent["csr"])
    if found != (organisation, name):
        raise NonConformance(f"O={organisation}, CN={name}", f"O={found[0]}, CN={found[1]}")


@then(step("the backend receives SignCertificate once in {duration:Duration}"))
def asks_once(bench: Bench, stimulus: Mark, duration: int) -> None:
    """And not again for the rest of the time."""
    bench.wait(duration)
    count = len(seen_since(bench, request("SignCertificate"), stimulus.number))
    if count != 1:
        raise NonConformance("SignCertificate once", f"{count} times")


@then(step("the station answers {action:Word} in one way or another"))
def answers_somehow(bench: Bench, stimulus: Mark, action: str) -> None:
    """With whichever status; the whitepaper does not name one."""
    bench.observe(answer(action), since=stimulus, within_ms=SOON_MS)


@when("the backend installs one root more than CertificateStoreMaxLength", target_fixture="installed")
def fill_the_store(bench: Bench) -> list[str]:
    """Roots of as many authorities; the answers of the station."""
    mark = bench.backend.request("GetConfiguration", {"key": [LONGEST]})
    sent = payload(bench.observe(answer("GetConfiguration"), since=mark, within_ms=SOON_MS))
    if not sent.get("configurationKey"):
        raise NotApplicable(f"the subject has no {LONGEST}, which the whitepaper leaves to it")
    most = int(sent["configurationKey"][0]["value"])
    return [_install(bench, number) for number in range(1, most + 2)]


def _install(bench: Bench, number: int) -> str:
    root = bench.backend.authority.root(f"further operator {number}")
    mark = bench.backend.request("InstallCertificate", {"certificateType": CENTRAL, "certificate": root})
    entry = bench.observe(answer("InstallCertificate"), since=mark, within_ms=SOON_MS)
    return str(payload(entry)["status"])


@then("the station takes all of them but the last, which it rejects")
def rejects_the_last(installed: list[str]) -> None:
    """Rejected is the whitepaper's word for more certificates than are allowed (CertificateStatusEnumType)."""
    wanted = ["Accepted"] * (len(installed) - 1) + ["Rejected"]
    if installed != wanted:
        raise NonConformance(", ".join(wanted), ", ".join(installed))
