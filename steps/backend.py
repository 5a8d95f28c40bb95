"""Steps at the backend: registration, names, and what it received."""

from __future__ import annotations

import json

from pytest_bdd import given, then, when

from fixtures.bench.api import Bench, BenchBroken, Mark, NonConformance
from fixtures.bench.journal import Entry

from .configuration import configure
from .observations import (
    answer,
    any_request,
    current_flows,
    handshake,
    other_request_than,
    payload,
    request,
    seen_since,
)
from .vocabulary import step

URL, HOST, PORT = "ws://csms.test/ocpp", "csms.test", 80
SOON_MS = 10_000
BACK_MS = 180_000
NO_CARD = ("EVDisconnected", "PowerLoss", "UnlockCommand")
"""Reasons with which nobody shows a card."""
"""How long a station may take to find its way back to a backend; the manual gives no figure."""
TRANSACTION = ("StartTransaction", "MeterValues", "StopTransaction")
LOCAL_NETWORK = {
    "Connection Type": "Ethernet",
    "OCPP Mode": "OCPP-J 1.6",
    "WebSockets JSON OCPP URL of the Backend": URL,
}


def _since(bench: Bench, mark: Mark) -> int:
    return bench.mark().at_ms - mark.at_ms


@given(step("a backend that listens, with a heartbeat interval of {interval:Duration}"))
def backend_listens(bench: Bench, interval: int) -> None:
    """Reachable under its name; the station is not told about it yet."""
    bench.network.resolve(HOST, tls=False, port=PORT)
    bench.backend.accept_boot(interval_s=interval // 1_000)


@given(step("a station that is connected to its backend"))
def connected_station(bench: Bench) -> None:
    """Over the local network, registered, with a heartbeat interval of 300 s."""
    backend_listens(bench, 300_000)
    mark = configure(bench, LOCAL_NETWORK)
    bench.observe(request("BootNotification"), since=mark, within_ms=BACK_MS)
    bench.settle(5_000)


@given("the station is configured for its backend over the local network")
@when("the operator configures the backend over the local network", target_fixture="stimulus")
def configure_backend(bench: Bench) -> Mark:
    """Manual, 1.3.2, steps 1 to 5."""
    return configure(bench, LOCAL_NETWORK)


@given(step("the station's identity is {identity:Word}"))
def identity_is(bench: Bench, identity: str) -> None:
    """OCPP ChargeBoxIdentity (ChargePointID), typed with the other settings."""
    configure(bench, {"OCPP ChargeBoxIdentity (ChargePointID)": identity})


@given(step('the backend takes nobody but at the path "{path:Text}"'))
def serves_path(bench: Bench, path: str) -> None:
    """Before the identity."""
    bench.backend.only_path(path)


@given("the backend refuses every line as out of order")
def out_of_order(bench: Bench) -> None:
    """HTTP 503."""
    bench.backend.out_of_order(on=True)


@when("the backend works again", target_fixture="stimulus")
def works_again(bench: Bench) -> Mark:
    """It takes lines."""
    bench.backend.out_of_order(on=False)
    return bench.mark()


@given(step("the backend has registered only the identity {identity:Word}"))
@when(step("the backend registers the identity {identity:Word}"), target_fixture="stimulus")
def registers(bench: Bench, identity: str) -> Mark:
    """Stations of another identity are refused."""
    bench.backend.only_identity(identity)
    return bench.mark()


@given(step("the backend answers BootNotification with {status:Word} and an interval of {interval:Duration}"))
def refuses_boot(bench: Bench, status: str, interval: int) -> None:
    """Rejected or Pending."""
    bench.backend.refuse_boot(status=status, interval_s=interval // 1_000)


@when(step("the backend accepts the station from now on"), target_fixture="stimulus")
@given(step("the backend accepts the station from now on"))
def accepts_boot(bench: Bench) -> Mark:
    """Accepted, 300 s."""
    bench.backend.accept_boot(interval_s=300)
    return bench.mark()


@given(step('the name "{host:Text}" leads to the simulated backend on port {port:Number} {how:Word} TLS'))
def name_leads(bench: Bench, host: str, port: int, how: str) -> None:
    """With TLS, its certificate is made out for that name."""
    if how not in ("with", "without"):
        raise BenchBroken(f"write 'with TLS' or 'without TLS', not {how!r}")
    bench.network.resolve(host, tls=how == "with", port=port)
    bench.backend.accept_boot(interval_s=300)


@when("the line to the backend is cut", target_fixture="stimulus")
@given("the line to the backend is cut")
def line_cut(bench: Bench) -> Mark:
    """The station's connection ends."""
    return bench.network.cut()


@when("the line to the backend is back", target_fixture="stimulus")
@given("the line to the backend is back")
def line_back(bench: Bench) -> Mark:
    """The station can connect again."""
    return bench.network.restore()


# -- what the backend sees ----------------------------------------------------------------


@then(step("the backend receives {action:Word} within {limit:Duration}"))
def receives(bench: Bench, stimulus: Mark, action: str, limit: int) -> None:
    """After the stimulus."""
    bench.observe(request(action), since=stimulus, within_ms=limit)


@then(step("the backend receives no {action:Word} for {duration:Duration}"))
def receives_no(bench: Bench, stimulus: Mark, action: str, duration: int) -> None:
    """After the stimulus."""
    bench.never(request(action), since=stimulus, until_ms=duration)


@then(step("the backend receives nothing but BootNotification for {duration:Duration}"))
def only_boot(bench: Bench, stimulus: Mark, duration: int) -> None:
    """After the stimulus, and at least one of those."""
    bench.never(other_request_than("BootNotification"), since=stimulus, until_ms=duration)
    if not seen_since(bench, request("BootNotification"), stimulus.number):
        raise NonConformance("at least one BootNotification", "none")


@then(step("the backend receives a second BootNotification within {limit:Duration}, and nothing else before it"))
def boots_again(bench: Bench, stimulus: Mark, limit: int) -> None:
    """After the stimulus, however long the station waits with it."""
    first = bench.observe(request("BootNotification"), since=stimulus, within_ms=limit)
    after = Mark(first.at_ms, first.number)
    second = bench.observe(request("BootNotification"), since=after, within_ms=limit)
    others = seen_since(bench, other_request_than("BootNotification"), stimulus.number)
    if others and others[0].number < second.number:
        raise NonConformance("nothing but BootNotification before the second one", others[0].as_text())


@then(step("the next two BootNotifications are {interval:Duration} apart"))
def boots_apart(bench: Bench, stimulus: Mark, interval: int) -> None:
    """Give or take a second."""
    first = bench.observe(request("BootNotification"), since=stimulus, within_ms=BACK_MS)
    mark = Mark(first.at_ms, first.number)
    bench.observe(request("BootNotification"), since=mark, within_ms=interval + 1_000, not_before_ms=interval - 1_000)


@then("the station offers the subprotocol ocpp1.6 and is taken")
def subprotocol(bench: Bench, stimulus: Mark) -> None:
    """The handshake as the backend sees it."""
    entry = bench.observe(handshake("handshake accepted"), since=stimulus, within_ms=BACK_MS)
    if entry.detail.get("subprotocol") != "ocpp1.6":
        raise NonConformance("subprotocol ocpp1.6", str(entry.detail.get("subprotocol")))


@then(step('the station connects {how:Word} TLS, with the path "{path:Text}"'))
def connects_with(bench: Bench, stimulus: Mark, how: str, path: str) -> None:
    """The handshake as the backend sees it."""
    entry = bench.observe(handshake("handshake accepted"), since=stimulus, within_ms=BACK_MS)
    if entry.detail.get("tls") is not (how == "with") or entry.detail.get("path") != path:
        seen = f"tls {entry.detail.get('tls')}, path {entry.detail.get('path')}"
        raise NonConformance(f"{how} TLS, path {path}", seen)


@then(step("the station does not connect for {duration:Duration}"))
def does_not_connect(bench: Bench, stimulus: Mark, duration: int) -> None:
    """No handshake, accepted or refused."""
    for state in ("handshake accepted", "handshake refused"):
        bench.never(handshake(state), since=stimulus, until_ms=duration)


@then(step("the backend refuses the handshake within {limit:Duration}"))
def handshake_refused(bench: Bench, stimulus: Mark, limit: int) -> None:
    """Because it does not know the station."""
    bench.observe(handshake("handshake refused"), since=stimulus, within_ms=limit)


@then(step('BootNotification names vendor "{vendor:Text}" and model "{model:Text}"'))
def boot_names(bench: Bench, stimulus: Mark, vendor: str, model: str) -> None:
    """Names of the product."""
    wanted = request("BootNotification", chargePointVendor=vendor, chargePointModel=model)
    bench.observe(wanted, since=stimulus, within_ms=BACK_MS)


@then(step('the backend is asked about card "{id_tag:Text}"'))
def asked(bench: Bench, stimulus: Mark, id_tag: str) -> None:
    """Authorize, soon after the stimulus."""
    bench.observe(request("Authorize", idTag=id_tag), since=stimulus, within_ms=SOON_MS)


@then(step('a transaction of "{id_tag:Text}" starts at socket {socket:Socket}'))
def transaction_starts(bench: Bench, stimulus: Mark, id_tag: str, socket: int) -> None:
    """StartTransaction, soon after the stimulus."""
    wanted = request("StartTransaction", idTag=id_tag, connectorId=socket)
    bench.observe(wanted, since=stimulus, within_ms=SOON_MS)


@then(step("exactly one transaction starts"))
def one_start(bench: Bench, stimulus: Mark) -> None:
    """One StartTransaction since the stimulus, and no second within a minute."""
    bench.observe(request("StartTransaction"), since=stimulus, within_ms=SOON_MS)
    bench.wait(60_000)
    starts = seen_since(bench, request("StartTransaction"), stimulus.number)
    if len(starts) != 1:
        raise NonConformance("one StartTransaction", f"{len(starts)}")


@then(step("no transaction starts for {duration:Duration}"))
def no_start(bench: Bench, stimulus: Mark, duration: int) -> None:
    """No StartTransaction."""
    bench.never(request("StartTransaction"), since=stimulus, until_ms=duration)


@then(step("the transaction of socket {socket:Socket} stops with reason {reason:Word}"))
def transaction_stops(bench: Bench, stimulus: Mark, socket: int, reason: str) -> None:
    """StopTransaction with the number of the last start, soon after the stimulus."""
    _stops(bench, stimulus, socket, reason, SOON_MS)


@then(step("the transaction of socket {socket:Socket} stops with reason {reason:Word} within {limit:Duration}"))
def transaction_stops_within(bench: Bench, stimulus: Mark, socket: int, reason: str, limit: int) -> None:
    """StopTransaction with the number of the last start."""
    _stops(bench, stimulus, socket, reason, limit)


def _stops(bench: Bench, stimulus: Mark, socket: int, reason: str, limit_ms: int) -> None:
    stop = bench.observe(request("StopTransaction"), since=stimulus, within_ms=limit_ms)
    sent = payload(stop)
    number = bench.backend.transaction_id(socket)
    # Local is the default of OCPP 1.6, 6.47, and may be left out.
    if sent.get("transactionId") != number or sent.get("reason", "Local") != reason:
        raise NonConformance(f"StopTransaction of {number}, reason {reason}", json.dumps(sent, sort_keys=True))
    if reason in NO_CARD:
        begun = seen_since(bench, request("StartTransaction", connectorId=socket), 0)[-1]
        if (tag := sent.get("idTag")) not in (None, payload(begun)["idTag"]):
            raise NonConformance("no idTag, or that of the transaction", str(tag))


@then(step("the MeterValues of socket {socket:Socket} carry the transaction's number"))
def meter_values_numbered(bench: Bench, socket: int) -> None:
    """All of them so far, and at least one."""
    number = bench.backend.transaction_id(socket)
    sent = [payload(e).get("transactionId") for e in seen_since(bench, request("MeterValues", connectorId=socket), 0)]
    if not sent or set(sent) != {number}:
        raise NonConformance(f"MeterValues of transaction {number}", f"{sent}")


@then(step('the transaction was stopped by card "{id_tag:Text}"'))
def stopped_by(bench: Bench, stimulus: Mark, id_tag: str) -> None:
    """StopTransaction names the card."""
    bench.observe(request("StopTransaction", idTag=id_tag), since=stimulus, within_ms=SOON_MS)


@then(step("no transaction stops for {duration:Duration}"))
def no_stop(bench: Bench, stimulus: Mark, duration: int) -> None:
    """No StopTransaction."""
    bench.never(request("StopTransaction"), since=stimulus, until_ms=duration)


@then(step("the backend sees no transaction message for {duration:Duration}"))
def no_transaction_message(bench: Bench, stimulus: Mark, duration: int) -> None:
    """No Authorize, StartTransaction, MeterValues or StopTransaction."""
    bench.never(any_request("Authorize", *TRANSACTION), since=stimulus, until_ms=duration)


@then(step("the backend sees no status of socket {socket:Socket} for {duration:Duration}"))
def no_status(bench: Bench, stimulus: Mark, socket: int, duration: int) -> None:
    """No StatusNotification of the connector."""
    bench.never(any_request("StatusNotification", connector=socket), since=stimulus, until_ms=duration)


@then(step("the backend sees socket {socket:Socket} {status:Word} within {limit:Duration}"))
def status_within(bench: Bench, stimulus: Mark, socket: int, status: str, limit: int) -> None:
    """StatusNotification of the connector."""
    wanted = request("StatusNotification", connectorId=socket, status=status)
    bench.observe(wanted, since=stimulus, within_ms=limit)


@then(step("the backend sees socket {socket:Socket} occupied"))
def occupied(bench: Bench, stimulus: Mark, socket: int) -> None:
    """Preparing or Charging (OCPP 1.6)."""
    for status in ("Preparing", "Charging"):
        found = seen_since(bench, request("StatusNotification", connectorId=socket, status=status), stimulus.number)
        if found:
            return
    wanted = request("StatusNotification", connectorId=socket, status="Charging")
    bench.observe(wanted, since=stimulus, within_ms=SOON_MS)


@then(step("the station answers {action:Word} with {status:Word}"))
def answers(bench: Bench, stimulus: Mark, action: str, status: str) -> None:
    """Soon after the request."""
    bench.observe(answer(action, status=status), since=stimulus, within_ms=SOON_MS)


@then(step('GetConfiguration for "{key:Text}" gives "{value:Text}"'))
def get_configuration(bench: Bench, key: str, value: str) -> None:
    """Asked now."""
    mark = bench.backend.request("GetConfiguration", {"key": [key]})
    entry = bench.observe(answer("GetConfiguration"), since=mark, within_ms=SOON_MS)
    rows = payload(entry).get("configurationKey", [])
    if [(row.get("key"), row.get("value")) for row in rows] != [(key, value)]:
        raise NonConformance(f"{key} = {value}", json.dumps(rows))


# -- messages that were stored ------------------------------------------------------------


def _transactions(bench: Bench, since: int) -> list[Entry]:
    return seen_since(bench, any_request("StartTransaction", "StopTransaction"), since)


@then(step("the backend receives start and stop of the transaction, once and in order, within {limit:Duration}"))
def stored_messages(bench: Bench, stimulus: Mark, limit: int) -> None:
    """The messages of the time without a line."""
    bench.observe(request("StopTransaction"), since=stimulus, within_ms=limit)
    bench.wait(120_000)
    actions = [str(e.detail["action"]) for e in _transactions(bench, stimulus.number)]
    if actions != ["StartTransaction", "StopTransaction"]:
        raise NonConformance("StartTransaction, then StopTransaction, each once", ", ".join(actions))
    numbers = {payload(e).get("transactionId") for e in seen_since(bench, request("StopTransaction"), stimulus.number)}
    if numbers != {bench.backend.transaction_id(1)}:
        raise NonConformance(f"the stop names transaction {bench.backend.transaction_id(1)}", str(numbers))


@then("the start of the transaction is dated when its current began to flow, before the line was back")
def dated_before(bench: Bench, stimulus: Mark) -> None:
    """The time at which it happened, not the one at which it was sent; give or take 15 s."""
    from datetime import datetime

    began = next((e for e in bench.journal if current_flows(1).matches(e)), None)
    if began is None or began.number > stimulus.number:
        raise BenchBroken("no current flowed at socket 1 before the line was back")
    duration = stimulus.at_ms - began.at_ms
    start = seen_since(bench, request("StartTransaction"), stimulus.number)[0]
    beat = bench.observe(request("BootNotification"), since=stimulus, within_ms=BACK_MS)
    boot_answer = next(
        e for e in bench.journal.after(beat.number) if e.kind == "frame" and e.detail["action"] == "BootNotification"
    )
    sent = datetime.fromisoformat(payload(boot_answer)["currentTime"])
    dated = datetime.fromisoformat(payload(start)["timestamp"])
    gone_ms = int((sent - dated).total_seconds() * 1_000) - (boot_answer.at_ms - stimulus.at_ms)
    if abs(gone_ms - duration) > 15_000:
        raise NonConformance(f"dated {duration} ms before the line was back", f"{gone_ms} ms before")
