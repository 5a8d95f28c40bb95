"""Steps for the OCPP 1.6 security whitepaper: profiles, passwords, certificates, security events."""

from __future__ import annotations

import json
from base64 import b64encode

from pytest_bdd import given, then, when

from fixtures.bench.api import Bench, Mark, NonConformance
from fixtures.bench.journal import Entry

from .backend import BACK_MS, HOST, LOCAL_NETWORK, PORT, SOON_MS
from .configuration import configure
from .observations import answer, handshake, payload, request, seen_since
from .vocabulary import step

TLS_PORT = 443
PASSWORD_FIELD = "HTTP Basic Authentication password"  # the label of a field
PASSWORD = "OCA_OCTT_admin_test"  # the one that the certification tool sets
CPO_NAME = "Stationproof Charging"
CENTRAL, MANUFACTURER = "CentralSystemRootCertificate", "ManufacturerRootCertificate"
ROOT_OF = {CENTRAL: "operator", MANUFACTURER: "manufacturer"}


def _password_header(identity: str, password: str) -> str:
    return "Basic " + b64encode(f"{identity}:{password}".encode()).decode()


def _ask(bench: Bench, action: str, content: dict[str, object], status: str = "Accepted") -> Mark:
    """Ask the station, and wait for this answer."""
    mark = bench.backend.request(action, content)
    bench.observe(answer(action, status=status), since=mark, within_ms=SOON_MS)
    return mark


def _back(bench: Bench, mark: Mark, within_ms: int = BACK_MS) -> Entry:
    """The handshake with which the station came after the mark."""
    return bench.observe(handshake("handshake accepted"), since=mark, within_ms=within_ms)


def _configure(bench: Bench, key: str, value: str) -> Mark:
    return _ask(bench, "ChangeConfiguration", {"key": key, "value": value})


# -- bringing a station to a security profile ----------------------------------------------


@given("a backend with and without TLS")
def backend_both(bench: Bench) -> None:
    """Under one name, on the ports 80 and 443."""
    bench.network.resolve(HOST, tls=False, port=PORT)
    bench.network.resolve(HOST, tls=True, port=TLS_PORT)
    bench.backend.accept_boot(interval_s=300)


@given(step("a station on security profile {profile:Number}"))
def station_on(bench: Bench, profile: int) -> None:
    """Brought there as a central system does it: password, root, certificate, one profile after the other."""
    backend_both(bench)
    mark = configure(bench, {**LOCAL_NETWORK, PASSWORD_FIELD: PASSWORD})
    bench.observe(request("BootNotification"), since=mark, within_ms=BACK_MS)
    bench.wait(5_000)
    for one in range(1, profile + 1):
        _prepare(bench, one)
        _raise_to(bench, one)


def _prepare(bench: Bench, profile: int) -> None:
    """What the profile needs that the one below does not."""
    if profile == 1:
        bench.backend.demand_password(PASSWORD)
    if profile == 2:
        _install(bench, CENTRAL)
    if profile == 3:
        _renew(bench)
        bench.backend.demand_password(None)
        bench.backend.demand_client_certificate(True)


def _raise_to(bench: Bench, profile: int) -> None:
    mark = _configure(bench, "SecurityProfile", str(profile))
    _back(bench, mark)
    bench.wait(3_000)


def _install(bench: Bench, use: str) -> Mark:
    root = bench.backend.authority.root(ROOT_OF[use])
    return _ask(bench, "InstallCertificate", {"certificateType": use, "certificate": root})


def _renew(bench: Bench) -> Mark:
    """CpoName, the extended trigger, and the certificate that comes of it."""
    _configure(bench, "CpoName", CPO_NAME)
    mark = _ask(bench, "ExtendedTriggerMessage", {"requestedMessage": "SignChargePointCertificate"})
    bench.observe(answer("CertificateSigned", status="Accepted"), since=mark, within_ms=SOON_MS)
    return mark


# -- login ----------------------------------------------------------------------------------


@given(step('a backend that takes only stations with the password "{password:Text}"'))
@given(step('the backend takes only stations with the password "{password:Text}" from now on'))
def demands_password(bench: Bench, password: str) -> None:
    """HTTP Basic; an open line stays."""
    backend_both(bench)
    bench.backend.demand_password(password)


@when(step('the operator configures the backend with the password "{password:Text}"'), target_fixture="stimulus")
def configure_password(bench: Bench, password: str) -> Mark:
    """In the manual's field; ends with Save & Restart."""
    return configure(bench, {**LOCAL_NETWORK, PASSWORD_FIELD: password})


@when(step('the backend sets the password to "{password:Text}"'), target_fixture="stimulus")
def set_password(bench: Bench, password: str) -> Mark:
    """AuthorizationKey, in hexadecimal; from now on the backend takes this one only."""
    mark = bench.backend.request("ChangeConfiguration", {"key": "AuthorizationKey", "value": password.encode().hex()})
    bench.backend.demand_password(password)
    return mark


@then(step('the station comes {how:Word} TLS and logs in with "{password:Text}" within {limit:Duration}'))
def logs_in(bench: Bench, stimulus: Mark, how: str, password: str, limit: int) -> None:
    """Its identity is the user name."""
    entry = _back(bench, stimulus, limit)
    wanted = _password_header(str(entry.detail["identity"]), password)
    if entry.detail["authorization"] != wanted or entry.detail["tls"] is not (how == "with"):
        seen = f"{entry.detail['authorization'] or 'no header'}, TLS {entry.detail['tls']}"
        raise NonConformance(f"{wanted}, {how} TLS", seen)


@then("the station's password is in no answer to GetConfiguration")
def password_hidden(bench: Bench) -> None:
    """Asked for everything, and asked for it by name."""
    for keys in ({}, {"key": ["AuthorizationKey"]}):
        mark = bench.backend.request("GetConfiguration", keys)
        sent = str(bench.observe(answer("GetConfiguration"), since=mark, within_ms=SOON_MS).detail["payload"])
        if PASSWORD in sent or PASSWORD.encode().hex() in sent.lower():
            raise NonConformance("AuthorizationKey is write-only", "GetConfiguration gives the password")


# -- security profiles ----------------------------------------------------------------------


@given("the backend has installed the root of its operator")
def operator_root(bench: Bench) -> None:
    """As CentralSystemRootCertificate."""
    _install(bench, CENTRAL)


@given("the station has a certificate of its own")
@given("the backend has had the station's certificate signed")
def own_certificate(bench: Bench) -> None:
    """CpoName, ExtendedTriggerMessage, SignCertificate, CertificateSigned."""
    _renew(bench)


@when(step("the backend raises the security profile to {profile:Number}"), target_fixture="stimulus")
@when(step("the backend lowers the security profile to {profile:Number}"), target_fixture="stimulus")
@when(step("the backend writes security profile {profile:Number} again"), target_fixture="stimulus")
def write_profile(bench: Bench, profile: int) -> Mark:
    """ChangeConfiguration of SecurityProfile."""
    return bench.backend.request("ChangeConfiguration", {"key": "SecurityProfile", "value": str(profile)})


@given(step("the backend raised the security profile to {profile:Number}"))
def raised(bench: Bench, profile: int) -> None:
    """And the station has come back with it."""
    _raise_to(bench, profile)


@given("the backend takes only stations with a certificate of their own from now on")
def demands_certificate(bench: Bench) -> None:
    """TLS with client certificate; a password is no longer asked for."""
    bench.backend.demand_password(None)
    bench.backend.demand_client_certificate(True)


@given("the backend's port with TLS is out of order")
def tls_port_gone(bench: Bench) -> None:
    """It never was announced: nothing listens there."""
    bench.network.resolve(HOST, tls=False, port=TLS_PORT)


@when(step("the line to the backend is cut for {duration:Duration}"), target_fixture="stimulus")
def cut_for(bench: Bench, duration: int) -> Mark:
    """Every connection ends; new ones are possible behind it."""
    bench.network.cut()
    bench.wait(duration)
    return bench.network.restore()


@then(step("the line stays as it is for {duration:Duration}"))
def line_stays(bench: Bench, stimulus: Mark, duration: int) -> None:
    """No new handshake."""
    for state in ("handshake accepted", "handshake refused"):
        bench.never(handshake(state), since=stimulus, until_ms=duration)


@then(step("the station comes with the certificate that was signed within {limit:Duration}"))
def comes_with_certificate(bench: Bench, stimulus: Mark, limit: int) -> None:
    """Over TLS, without a password."""
    entry = _back(bench, stimulus, limit)
    ca = bench.backend.authority
    if not ca.signed or ca.shown.strip() != ca.signed.strip():
        raise NonConformance("the certificate that was signed last", "another one" if ca.shown else "none")
    if entry.detail["authorization"] or not entry.detail["tls"]:
        raise NonConformance("TLS and no password", f"authorization {entry.detail['authorization']!r}")


# -- certificates -----------------------------------------------------------------------------


@given(step("the authority's next certificates are {fault:Text}"))
def bad_certificates(bench: Bench, fault: str) -> None:
    """One of the faults that the bench's authority can make."""
    bench.backend.authority.sign(fault)


@given(step('the operator\'s name is "{name:Text}"'))
def cpo_name(bench: Bench, name: str) -> None:
    """CpoName, written by the backend."""
    _configure(bench, "CpoName", name)


@when("the backend wants the station's certificate renewed", target_fixture="stimulus")
def want_renewal(bench: Bench) -> Mark:
    """ExtendedTriggerMessage."""
    return bench.backend.request("ExtendedTriggerMessage", {"requestedMessage": "SignChargePointCertificate"})


@then(step('the station asks for a certificate of "{organisation:Text}" for "{name:Text}"'))
def asks_for_certificate(bench: Bench, stimulus: Mark, organisation: str, name: str) -> None:
    """SignCertificate with a request of RFC 2986 that is signed with the new key."""
    sent = payload(bench.observe(request("SignCertificate"), since=stimulus, within_ms=SOON_MS))
    found = bench.backend.authority.asked_for(sent["csr"])
    if found != (organisation, name):
        raise NonConformance(f"O={organisation}, CN={name}", f"O={found[0]}, CN={found[1]}")


@then("each request for a certificate is for another key")
def fresh_keys(bench: Bench) -> None:
    """No request comes twice."""
    requests = [payload(entry)["csr"] for entry in seen_since(bench, request("SignCertificate"), 0)]
    if len(requests) < 2 or len(set(requests)) < len(requests):
        raise NonConformance("a fresh key for each request", f"{len(requests)} requests, {len(set(requests))} differ")


@then("no private key is in any message of the station")
def no_private_key(bench: Bench) -> None:
    """Nowhere in the journal of frames."""
    for entry in bench.journal:
        if entry.kind == "frame" and entry.who == "station" and "PRIVATE KEY" in str(entry.detail["payload"]):
            raise NonConformance("the private key never leaves the station", str(entry.detail["action"]))


@when(step("the backend installs the {kind:Text} root as {use:Word}"), target_fixture="stimulus")
@given(step("the backend installed the {kind:Text} root as {use:Word}"))
def install_root(bench: Bench, kind: str, use: str) -> Mark:
    """InstallCertificate."""
    root = bench.backend.authority.root(kind)
    mark = bench.backend.request("InstallCertificate", {"certificateType": use, "certificate": root})
    bench.wait(1_000)
    return mark


@when(step("the backend deletes the {kind:Text} root by its {algorithm:Word} hashes"), target_fixture="stimulus")
@given(step("the backend deleted the {kind:Text} root by its {algorithm:Word} hashes"))
def delete_root(bench: Bench, kind: str, algorithm: str) -> Mark:
    """DeleteCertificate."""
    ca = bench.backend.authority
    names = dict(ca.hash_data(ca.root(kind), algorithm))
    mark = bench.backend.request("DeleteCertificate", {"certificateHashData": names})
    bench.wait(1_000)
    return mark


def _installed(bench: Bench, use: str) -> list[dict[str, str]]:
    mark = bench.backend.request("GetInstalledCertificateIds", {"certificateType": use})
    sent = payload(bench.observe(answer("GetInstalledCertificateIds"), since=mark, within_ms=SOON_MS))
    rows: list[dict[str, str]] = sent.get("certificateHashData", [])
    if sent["status"] != ("Accepted" if rows else "NotFound"):
        raise NonConformance("Accepted with certificates, NotFound without", json.dumps(sent))
    return [{name: text.lower() for name, text in row.items()} for row in rows]


@then(step("the station lists exactly the {kind:Text} root as {use:Word}"))
def lists_root(bench: Bench, kind: str, use: str) -> None:
    """GetInstalledCertificateIds, with the hashes in the algorithm that the station chose."""
    rows = _installed(bench, use)
    ca = bench.backend.authority
    wanted = [
        {name: text.lower() for name, text in ca.hash_data(ca.root(kind), row["hashAlgorithm"].upper()).items()}
        for row in rows
    ]
    if len(rows) != 1 or rows != wanted:
        raise NonConformance(f"the {kind} root and no other", json.dumps(rows))


@then(step("the station lists no {use:Word}"))
def lists_none(bench: Bench, use: str) -> None:
    """GetInstalledCertificateIds: NotFound."""
    if rows := _installed(bench, use):
        raise NonConformance("no certificate", json.dumps(rows))


@given(step("the backend's certificate is {situation:Text} from now on"))
@when(step("the backend's certificate is {situation:Text} from now on"), target_fixture="stimulus")
def backend_certificate(bench: Bench, situation: str) -> Mark:
    """What it shows over TLS."""
    bench.network.certificate(situation)
    return bench.mark()


# -- security events ---------------------------------------------------------------------------


@then(step("the backend receives the security event {kind:Word} within {limit:Duration}"))
def security_event(bench: Bench, stimulus: Mark, kind: str, limit: int) -> None:
    """SecurityEventNotification."""
    bench.observe(request("SecurityEventNotification", type=kind), since=stimulus, within_ms=limit)


@then(step("the backend receives no security event {kind:Word} for {duration:Duration}"))
def no_security_event(bench: Bench, stimulus: Mark, kind: str, duration: int) -> None:
    """After the stimulus."""
    bench.never(request("SecurityEventNotification", type=kind), since=stimulus, until_ms=duration)


@then(step("the backend receives the security events {kinds:Text} in this order within {limit:Duration}"))
def security_events_in_order(bench: Bench, stimulus: Mark, kinds: str, limit: int) -> None:
    """Each once since the stimulus, other events not counted; dates do not run backwards."""
    wanted = kinds.split(", ")
    bench.observe(request("SecurityEventNotification", type=wanted[-1]), since=stimulus, within_ms=limit)
    bench.wait(5_000)
    sent = [payload(entry) for entry in seen_since(bench, request("SecurityEventNotification"), stimulus.number)]
    found = [event["type"] for event in sent if event["type"] in wanted]
    dates = [event["timestamp"] for event in sent]
    if found != wanted or dates != sorted(dates):
        raise NonConformance(", ".join(wanted), ", ".join(f"{event['type']} {event['timestamp']}" for event in sent))


@given("the backend does not answer security events")
def withhold_events(bench: Bench) -> None:
    """SecurityEventNotification stays open."""
    bench.backend.withhold("SecurityEventNotification")


@given("the backend knows nothing of security events")
def unknown_events(bench: Bench) -> None:
    """It answers SecurityEventNotification with NotSupported."""
    bench.backend.misbehave("SecurityEventNotification", "error", code="NotSupported", description="not known")


@when(
    step("the supply is cut for {duration:Duration} and the backend answers security events again meanwhile"),
    target_fixture="stimulus",
)
def release_events(bench: Bench, duration: int) -> Mark:
    """Whatever the station sends of them behind this is new, however fast it boots."""
    mark = bench.mains.cut()
    bench.wait(duration)
    bench.backend.release("SecurityEventNotification")
    bench.mains.restore()
    return mark


@then(step("the backend receives SecurityEventNotification at most {count:Number} times in {duration:Duration}"))
def at_most(bench: Bench, stimulus: Mark, count: int, duration: int) -> None:
    """Since the stimulus, and at least once."""
    bench.wait(duration)
    sent = seen_since(bench, request("SecurityEventNotification"), stimulus.number)
    if not 1 <= len(sent) <= count:
        raise NonConformance(f"1 to {count} times", f"{len(sent)} times")


@when(step("the backend triggers {message:Word} by the extended trigger"), target_fixture="stimulus")
def extended_trigger(bench: Bench, message: str) -> Mark:
    """ExtendedTriggerMessage, of no connector in particular."""
    return bench.backend.request("ExtendedTriggerMessage", {"requestedMessage": message})


@when(
    step("the backend triggers {message:Word} of connector {connector:Number} by the extended trigger"),
    target_fixture="stimulus",
)
def extended_trigger_of(bench: Bench, message: str, connector: int) -> Mark:
    """ExtendedTriggerMessage."""
    return bench.backend.request(
        "ExtendedTriggerMessage", {"requestedMessage": message, "connectorId": connector}
    )
