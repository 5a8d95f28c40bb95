"""Steps for requests of the backend that the other steps do not send: OCPP 1.6, chapter 5."""

from __future__ import annotations

import json
from typing import Any

from pytest_bdd import given, then, when

from fixtures.bench.api import Bench, Mark, NonConformance

from .backend import SOON_MS
from .observations import answer, any_request, date_from_now, payload, request, seen_since
from .sampled import registers_wh
from .vocabulary import step

LONG_MS = 30_000
"""For answers that wait for the hardware, for instance three tries of a lock."""


def _last_status(bench: Bench, connector: int) -> dict[str, Any]:
    sent = seen_since(bench, any_request("StatusNotification", connector=connector), 0)
    return payload(sent[-1]) if sent else {}


# -- reset, availability, lock, triggers, data ---------------------------------------------


@when(step("the backend asks for a {kind:Word} reset"), target_fixture="stimulus")
def reset(bench: Bench, kind: str) -> Mark:
    """Reset, Hard or Soft."""
    return bench.backend.request("Reset", {"type": kind})


@when(step("the backend makes connector {connector:Number} {kind:Word}"), target_fixture="stimulus")
@given(step("the backend made connector {connector:Number} {kind:Word}"))
def change_availability(bench: Bench, connector: int, kind: str) -> Mark:
    """ChangeAvailability, Operative or Inoperative; 0 is the station."""
    mark = bench.backend.request("ChangeAvailability", {"connectorId": connector, "type": kind})
    bench.wait(1_000)
    return mark


@when(step("the backend unlocks connector {connector:Number}"), target_fixture="stimulus")
def unlock(bench: Bench, connector: int) -> Mark:
    """UnlockConnector."""
    return bench.backend.request("UnlockConnector", {"connectorId": connector})


@given(step("the lock actuator of socket {socket:Socket} does not move"))
def lock_does_not_move(bench: Bench, socket: int) -> None:
    """From now on."""
    bench.faults(socket).jam_lock()


@when(step("the backend triggers {message:Word}"), target_fixture="stimulus")
def trigger(bench: Bench, message: str) -> Mark:
    """TriggerMessage, of no connector in particular."""
    return bench.backend.request("TriggerMessage", {"requestedMessage": message})


@when(step("the backend triggers {message:Word} of connector {connector:Number}"), target_fixture="stimulus")
def trigger_of(bench: Bench, message: str, connector: int) -> Mark:
    """TriggerMessage."""
    return bench.backend.request("TriggerMessage", {"requestedMessage": message, "connectorId": connector})


@then(
    step("the backend receives MeterValues of connector {connector:Number} and of no other within {limit:Duration}")
)
def values_of_one(bench: Bench, stimulus: Mark, connector: int, limit: int) -> None:
    """All that come in that time."""
    bench.observe(request("MeterValues", connectorId=connector), since=stimulus, within_ms=limit)
    bench.wait(limit)
    found = {payload(entry)["connectorId"] for entry in seen_since(bench, request("MeterValues"), stimulus.number)}
    if found != {connector}:
        raise NonConformance(f"MeterValues of connector {connector}", f"of {sorted(found)}")


@when(step('the backend sends data of the vendor "{vendor:Text}"'), target_fixture="stimulus")
def data_transfer(bench: Bench, vendor: str) -> Mark:
    """DataTransfer."""
    return bench.backend.request("DataTransfer", {"vendorId": vendor, "messageId": "Test", "data": "1"})


@when(step('the backend starts a session for "{id_tag:Text}" at connector {connector:Number}'),
      target_fixture="stimulus")  # fmt: skip
def remote_start_connector(bench: Bench, id_tag: str, connector: int) -> Mark:
    """RemoteStartTransaction for a connector that is no socket."""
    return bench.backend.request("RemoteStartTransaction", {"idTag": id_tag, "connectorId": connector})


# -- configuration ---------------------------------------------------------------------------


@when(step('the backend sets "{key:Text}" to "{value:Text}"'), target_fixture="stimulus")
@given(step('the backend has set "{key:Text}" to "{value:Text}"'))
def change_configuration(bench: Bench, key: str, value: str) -> Mark:
    """ChangeConfiguration."""
    mark = bench.backend.request("ChangeConfiguration", {"key": key, "value": value})
    bench.wait(1_000)
    return mark


@when("the backend asks for the whole configuration", target_fixture="stimulus")
def ask_configuration(bench: Bench) -> Mark:
    """GetConfiguration without keys."""
    return bench.backend.request("GetConfiguration", {})


@when(step('the backend asks for the key "{key:Text}"'), target_fixture="stimulus")
def ask_key(bench: Bench, key: str) -> Mark:
    """GetConfiguration with one key."""
    return bench.backend.request("GetConfiguration", {"key": [key]})


@then("the answer has at least the keys")
def has_keys(bench: Bench, stimulus: Mark, datatable: list[list[str]]) -> None:
    """One key a row, each with a value."""
    rows = payload(bench.observe(answer("GetConfiguration"), since=stimulus, within_ms=SOON_MS))["configurationKey"]
    given_keys = {row["key"] for row in rows if row.get("value")}
    if missing := [key for (key,) in datatable if key not in given_keys]:
        raise NonConformance("a value for each key", f"none for {', '.join(missing)}")


@then(step('the answer has exactly "{key:Text}" with "{value:Text}"'))
def has_exactly(bench: Bench, stimulus: Mark, key: str, value: str) -> None:
    """One row, and no unknown key."""
    sent = payload(bench.observe(answer("GetConfiguration"), since=stimulus, within_ms=SOON_MS))
    rows = [(row["key"], row.get("value")) for row in sent.get("configurationKey", [])]
    if rows != [(key, value)] or sent.get("unknownKey"):
        raise NonConformance(f"{key} = {value} and nothing else", json.dumps(sent))


@then(step('the answer names "{key:Text}" as unknown'))
def names_unknown(bench: Bench, stimulus: Mark, key: str) -> None:
    """unknownKey of GetConfiguration."""
    sent = payload(bench.observe(answer("GetConfiguration"), since=stimulus, within_ms=SOON_MS))
    if sent.get("unknownKey") != [key] or sent.get("configurationKey"):
        raise NonConformance(f"{key} is unknown", json.dumps(sent))


@then(step("the transaction's MeterValues of socket {socket:Socket} come every {interval:Duration}"))
def meter_values_every(bench: Bench, stimulus: Mark, socket: int, interval: int) -> None:
    """Two of them, give or take a second, with an energy register."""
    wanted = request("MeterValues", connectorId=socket, transactionId=bench.backend.transaction_id(socket))
    first = bench.observe(wanted, since=stimulus, within_ms=interval + 61_000)
    second = bench.observe(
        wanted, since=Mark(first.at_ms, first.number), within_ms=interval + 1_000, not_before_ms=interval - 1_000
    )
    if not registers_wh(payload(second)["meterValue"]):
        raise NonConformance("MeterValues with Energy.Active.Import.Register", str(second.detail["payload"]))


# -- local list and cache --------------------------------------------------------------------


def _send_list(bench: Bench, kind: str, version: int, rows: list[list[str]]) -> Mark:
    """Rows: idTag, status ("remove": without idTagInfo), and where there is one, the parent."""
    entries = [_entry(*row) for row in rows]
    content = {"listVersion": version, "updateType": kind, "localAuthorizationList": entries}
    mark = bench.backend.request("SendLocalList", content)
    bench.wait(1_000)
    return mark


def _entry(id_tag: str, status: str, parent: str = "") -> dict[str, Any]:
    if status == "remove":
        return {"idTag": id_tag}
    return {"idTag": id_tag, "idTagInfo": {"status": status, **({"parentIdTag": parent} if parent else {})}}


@when(step("the backend sends the full list, version {version:Number}"), target_fixture="stimulus")
@given(step("the backend sent the full list, version {version:Number}"))
def full_list(bench: Bench, version: int, datatable: list[list[str]]) -> Mark:
    """SendLocalList, Full."""
    return _send_list(bench, "Full", version, datatable)


@when(step("the backend sends a change of the list, version {version:Number}"), target_fixture="stimulus")
@given(step("the backend sent a change of the list, version {version:Number}"))
def differential_list(bench: Bench, version: int, datatable: list[list[str]]) -> Mark:
    """SendLocalList, Differential."""
    return _send_list(bench, "Differential", version, datatable)


@when(step("the backend sends an empty full list, version {version:Number}"), target_fixture="stimulus")
@given(step("the backend sent an empty full list, version {version:Number}"))
def empty_list(bench: Bench, version: int) -> Mark:
    """SendLocalList, Full, without entries."""
    return _send_list(bench, "Full", version, [])


@given(step('the backend lists card "{id_tag:Text}" until {after:Duration} from now'))
def list_until(bench: Bench, id_tag: str, after: int) -> None:
    """SendLocalList, Full, with an expiry date."""
    entry = {"idTag": id_tag, "idTagInfo": {"status": "Accepted", "expiryDate": date_from_now(bench, after)}}
    content = {"listVersion": 1, "updateType": "Full", "localAuthorizationList": [entry]}
    bench.backend.request("SendLocalList", content)
    bench.wait(1_000)


@then(step("the list has version {version:Word}"))
def list_version(bench: Bench, version: str) -> None:
    """Asked now; 0: there is none, -1: lists are not supported (OCPP 1.6, 5.10)."""
    mark = bench.backend.request("GetLocalListVersion", {})
    sent = payload(bench.observe(answer("GetLocalListVersion"), since=mark, within_ms=SOON_MS))
    if sent != {"listVersion": int(version)}:
        raise NonConformance(f"list version {version}", json.dumps(sent))


@when("the backend clears the cache", target_fixture="stimulus")
@given("the backend cleared the cache")
def clear_cache(bench: Bench) -> Mark:
    """ClearCache."""
    mark = bench.backend.request("ClearCache", {})
    bench.wait(1_000)
    return mark


# -- reservations ----------------------------------------------------------------------------


@when(step('the backend reserves connector {connector:Number} for "{id_tag:Text}" for {duration:Duration}'),
      target_fixture="stimulus")  # fmt: skip
@given(step('the backend reserved connector {connector:Number} for "{id_tag:Text}" for {duration:Duration}'))
def reserve(bench: Bench, connector: int, id_tag: str, duration: int) -> Mark:
    """ReserveNow with the number 7."""
    return _reserve(bench, connector, id_tag, duration, {})


@when(step('the backend reserves connector {connector:Number} for "{id_tag:Text}" until {ago:Duration} ago'),
      target_fixture="stimulus")  # fmt: skip
def reserve_late(bench: Bench, connector: int, id_tag: str, ago: int) -> Mark:
    """ReserveNow with an expiry date that has gone by."""
    return _reserve(bench, connector, id_tag, -ago, {})


@given(
    step(
        'the backend reserved connector {connector:Number} for "{id_tag:Text}" and the group "{parent:Text}" '
        "for {duration:Duration}"
    )
)
def reserve_group(bench: Bench, connector: int, id_tag: str, parent: str, duration: int) -> None:
    """ReserveNow with a parentIdTag."""
    _reserve(bench, connector, id_tag, duration, {"parentIdTag": parent})


def _reserve(bench: Bench, connector: int, id_tag: str, duration: int, more: dict[str, str]) -> Mark:
    until = date_from_now(bench, duration)
    content = {"connectorId": connector, "idTag": id_tag, "expiryDate": until, "reservationId": 7}
    mark = bench.backend.request("ReserveNow", {**content, **more})
    bench.wait(1_000)
    return mark


@then("its StartTransaction names the reservation")
def names_reservation(bench: Bench, stimulus: Mark) -> None:
    """reservationId of the reservation that the session ends (OCPP 1.6, 4.8)."""
    bench.observe(request("StartTransaction", reservationId=7), since=stimulus, within_ms=SOON_MS)


@when("the backend cancels the reservation", target_fixture="stimulus")
def cancel(bench: Bench) -> Mark:
    """CancelReservation of the number that `reserve` gives."""
    return bench.backend.request("CancelReservation", {"reservationId": 7})


@when(step("the backend cancels the reservation number {number:Number}"), target_fixture="stimulus")
def cancel_number(bench: Bench, number: int) -> Mark:
    """CancelReservation."""
    return bench.backend.request("CancelReservation", {"reservationId": number})


# -- what is seen ----------------------------------------------------------------------------


@then(step("the station answers {action:Word} with {status:Word} after its tries"))
def answers_late(bench: Bench, stimulus: Mark, action: str, status: str) -> None:
    """Within half a minute."""
    bench.observe(answer(action, status=status), since=stimulus, within_ms=LONG_MS)


@then(step("the status of connector {connector:Number} is {status:Word}"))
def status_is(bench: Bench, connector: int, status: str) -> None:
    """The last StatusNotification of the connector so far."""
    bench.wait(5_000)
    seen = _last_status(bench, connector).get("status")
    if seen != status:
        raise NonConformance(f"connector {connector} is {status}", str(seen))


@then(step("the status of connector {connector:Number} is {first:Word} or {second:Word}"))
def status_is_one_of(bench: Bench, connector: int, first: str, second: str) -> None:
    """The last StatusNotification of the connector so far."""
    bench.wait(5_000)
    seen = _last_status(bench, connector).get("status")
    if seen not in (first, second):
        raise NonConformance(f"connector {connector} is {first} or {second}", str(seen))


@then(step("the backend sees connector {connector:Number} {status:Word} again within {limit:Duration}"))
def status_again(bench: Bench, stimulus: Mark, connector: int, status: str, limit: int) -> None:
    """A StatusNotification after the stimulus, of a socket or of the station (0)."""
    bench.observe(request("StatusNotification", connectorId=connector, status=status), since=stimulus, within_ms=limit)


@then(step("the backend is told of {code:Word} at socket {socket:Socket} within {limit:Duration}"))
def error_code(bench: Bench, stimulus: Mark, code: str, socket: int, limit: int) -> None:
    """errorCode of StatusNotification."""
    wanted = request("StatusNotification", connectorId=socket, errorCode=code)
    bench.observe(wanted, since=stimulus, within_ms=limit)


@then(step("the backend is told of {code:Word} at connector {connector:Number} within {limit:Duration}"))
def error_code_at(bench: Bench, stimulus: Mark, code: str, connector: int, limit: int) -> None:
    """errorCode of StatusNotification; connector 0 is the station."""
    error_code(bench, stimulus, code, connector, limit)


@then(step("the station reports for duty again within {limit:Duration}"))
def reports_again(bench: Bench, stimulus: Mark, limit: int) -> None:
    """BootNotification, and afterwards a status of each connector and of the station."""
    boot = bench.observe(request("BootNotification"), since=stimulus, within_ms=limit)
    for connector in (0, 1, 2):
        wanted = request("StatusNotification", connectorId=connector)
        bench.observe(wanted, since=Mark(boot.at_ms, boot.number), within_ms=60_000)


@then(
    step(
        "at least {number:Number} MeterValues of socket {socket:Socket} come within {limit:Duration}, "
        "none of them doubled"
    )
)
def stored_meter_values(bench: Bench, stimulus: Mark, number: int, socket: int, limit: int) -> None:
    """Those of the time without a line among them; each with a time of its own."""
    wanted = request("MeterValues", connectorId=socket)
    bench.wait_until(lambda: len(seen_since(bench, wanted, stimulus.number)) >= number, within_ms=limit)
    times = [payload(e)["meterValue"][0]["timestamp"] for e in seen_since(bench, wanted, stimulus.number)]
    if len(times) < number or len(set(times)) != len(times):
        raise NonConformance(f"at least {number} MeterValues, each with its own time", ", ".join(times) or "none")


@then(step('the transaction was stopped by card "{id_tag:Text}" within {limit:Duration}'))
def stopped_by_within(bench: Bench, stimulus: Mark, id_tag: str, limit: int) -> None:
    """StopTransaction names the card."""
    bench.observe(request("StopTransaction", idTag=id_tag), since=stimulus, within_ms=limit)
