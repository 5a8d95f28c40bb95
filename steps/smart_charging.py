"""Steps for charging profiles: OCPP 1.6, 3.13, 5.5, 5.7, 5.11 and 5.16.

A profile is written as a table. Its first column names a field of ChargingProfile or ChargingSchedule, as OCPP
does; "from 10 min" is a period, with its limit. Dates are given from now: "startSchedule | in 5 min" or
"| 2 h ago". What is not said: id 1, stackLevel 0, kind Absolute with startSchedule now (Relative without), unit A.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from pytest_bdd import given, then, when

from fixtures.bench.api import Bench, Mark, NonConformance

from .backend import SOON_MS
from .observations import answer, date_from_now, payload, request
from .vocabulary import duration_ms, step

FOLLOWS_MS = 10_000
"""How soon the pilot follows; OCPP gives no figure."""
NUMBERS = ("chargingProfileId", "stackLevel")
DATES = ("validFrom", "validTo")


def _moment(bench: Bench, text: str) -> str:
    if text == "now":
        return date_from_now(bench, 0)
    if text.startswith("in "):
        return date_from_now(bench, duration_ms(text.removeprefix("in ")))
    return date_from_now(bench, -duration_ms(text.removesuffix(" ago")))


def _number(text: str) -> int | float:
    return float(text) if "." in text else int(text)


def _period(start: str, limit: str) -> dict[str, Any]:
    """"16" or "7360 on 1 phase": startPeriod, limit and where it is said numberPhases."""
    amount, _, phases = limit.partition(" on ")
    row = {"startPeriod": duration_ms(start) // 1_000, "limit": _number(amount)}
    return row | ({"numberPhases": int(phases.split()[0])} if phases else {})


def _schedule(bench: Bench, rows: dict[str, str], kind: str) -> dict[str, Any]:
    periods = [
        _period(name.removeprefix("from "), text) for name, text in rows.items() if name.startswith("from ")
    ]
    unit = rows.get("chargingRateUnit", "A")
    schedule: dict[str, Any] = {"chargingRateUnit": unit, "chargingSchedulePeriod": periods}
    begins = rows.get("startSchedule", "none" if kind == "Relative" else "now")
    if begins != "none":
        schedule["startSchedule"] = _moment(bench, begins)
    if "duration" in rows:
        schedule["duration"] = duration_ms(rows["duration"]) // 1_000
    if "minChargingRate" in rows:
        schedule["minChargingRate"] = _number(rows["minChargingRate"])
    return schedule


def _profile(bench: Bench, purpose: str, datatable: list[list[str]]) -> dict[str, Any]:
    rows = {row[0]: row[1] for row in datatable}
    kind = rows.get("chargingProfileKind", "Absolute")
    profile: dict[str, Any] = {
        "chargingProfileId": 1,
        "stackLevel": 0,
        "chargingProfilePurpose": purpose,
        "chargingProfileKind": kind,
        "chargingSchedule": _schedule(bench, rows, kind),
    }
    read: dict[str, Callable[[str], Any]] = {
        **dict.fromkeys(NUMBERS, int),
        **dict.fromkeys(DATES, lambda text: _moment(bench, text)),
        "recurrencyKind": str,
    }
    profile |= {name: read[name](text) for name, text in rows.items() if name in read}
    return profile


# -- what the backend sends ------------------------------------------------------------------


@when(step("the backend sends a {purpose:Word} to connector {connector:Number}"), target_fixture="stimulus")
def send_profile(bench: Bench, purpose: str, connector: int, datatable: list[list[str]]) -> Mark:
    """SetChargingProfile, without a transactionId."""
    content = {"connectorId": connector, "csChargingProfiles": _profile(bench, purpose, datatable)}
    return bench.backend.request("SetChargingProfile", content)


@given(step("the backend sent a {purpose:Word} to connector {connector:Number}"))
def sent_profile(bench: Bench, purpose: str, connector: int, datatable: list[list[str]]) -> None:
    """The same, and a second for the station to take it."""
    send_profile(bench, purpose, connector, datatable)
    bench.wait(1_000)


@when(step("the backend sends a TxProfile for the transaction of socket {socket:Socket}"), target_fixture="stimulus")
def send_tx_profile(bench: Bench, socket: int, datatable: list[list[str]]) -> Mark:
    """SetChargingProfile with the transactionId."""
    return _for_transaction(bench, socket, bench.backend.transaction_id(socket), datatable)


@given(step("the backend sent a TxProfile for the transaction of socket {socket:Socket}"))
def sent_tx_profile(bench: Bench, socket: int, datatable: list[list[str]]) -> None:
    """The same, and a second for the station to take it."""
    send_tx_profile(bench, socket, datatable)
    bench.wait(1_000)


@when(step("the backend sends a TxProfile for transaction {number:Number} to connector {connector:Number}"),
      target_fixture="stimulus")  # fmt: skip
def send_profile_of(bench: Bench, number: int, connector: int, datatable: list[list[str]]) -> Mark:
    """SetChargingProfile with any transactionId."""
    return _for_transaction(bench, connector, number, datatable)


def _for_transaction(bench: Bench, connector: int, number: int, datatable: list[list[str]]) -> Mark:
    profile = _profile(bench, "TxProfile", datatable) | {"transactionId": number}
    content = {"connectorId": connector, "csChargingProfiles": profile}
    return bench.backend.request("SetChargingProfile", content)


@when(step('the backend starts a session for "{id_tag:Text}" at socket {socket:Socket} with a {purpose:Word}'),
      target_fixture="stimulus")  # fmt: skip
@given(step('the backend started a session for "{id_tag:Text}" at socket {socket:Socket} with a {purpose:Word}'))
def remote_start_with(bench: Bench, id_tag: str, socket: int, purpose: str, datatable: list[list[str]]) -> Mark:
    """RemoteStartTransaction with a chargingProfile."""
    profile = _profile(bench, purpose, datatable)
    content = {"idTag": id_tag, "connectorId": socket, "chargingProfile": profile}
    return bench.backend.request("RemoteStartTransaction", content)


@when("the backend clears all charging profiles", target_fixture="stimulus")
def clear_all(bench: Bench) -> Mark:
    """ClearChargingProfile without fields."""
    return bench.backend.request("ClearChargingProfile", {})


@when("the backend clears the charging profiles with", target_fixture="stimulus")
@given("the backend cleared the charging profiles with")
def clear_with(bench: Bench, datatable: list[list[str]]) -> Mark:
    """ClearChargingProfile with these fields: id, connectorId, chargingProfilePurpose, stackLevel."""
    content = {name: text if name == "chargingProfilePurpose" else int(text) for name, text in datatable}
    mark = bench.backend.request("ClearChargingProfile", content)
    bench.wait(1_000)
    return mark


# -- what the pilot offers -------------------------------------------------------------------


@then(step("the vehicle at socket {socket:Socket} is offered {current:Current} within {limit:Duration}"))
def offered_within(bench: Bench, stimulus: Mark, socket: int, current: int, limit: int) -> None:
    """And still a second later; the duty cycle may round down by up to 0.1 A."""
    _offered(bench, socket, current, limit - (bench.mark().at_ms - stimulus.at_ms))


@then(step("{duration:Duration} later the vehicle at socket {socket:Socket} is offered {current:Current}"))
def offered_later(bench: Bench, duration: int, socket: int, current: int) -> None:
    """Counted from the sentence before."""
    bench.wait(duration)
    _offered(bench, socket, current, 1)


@then(step("the vehicle at socket {socket:Socket} is still offered {current:Current}"))
def still_offered(bench: Bench, socket: int, current: int) -> None:
    """Now, and in ten seconds, in which a station could have changed its mind."""
    bench.wait(FOLLOWS_MS)
    _offered(bench, socket, current, 1)


def _offered(bench: Bench, socket: int, current_da: int, within_ms: int) -> None:
    def right() -> bool:
        return max(0, current_da - 1) <= bench.vehicle(socket).offered_da() <= current_da

    bench.wait_until(right, within_ms=max(1, within_ms))
    bench.wait(1_000)
    if not right():
        raise NonConformance(f"{current_da / 10} A offered", f"{bench.vehicle(socket).offered_da() / 10} A")


@then(step("the vehicles are offered {total:Current} together within {limit:Duration}"))
def offered_together(bench: Bench, total: int, limit: int) -> None:
    """The sum over both sockets; each duty cycle may round down by up to 0.1 A."""

    def right() -> bool:
        return total - 2 <= sum(bench.vehicle(socket).offered_da() for socket in (1, 2)) <= total

    if not bench.wait_until(right, within_ms=limit):
        seen = [bench.vehicle(socket).offered_da() / 10 for socket in (1, 2)]
        raise NonConformance(f"{total / 10} A together", f"{seen[0]} A and {seen[1]} A")


# -- the composite schedule ------------------------------------------------------------------


def _asked(bench: Bench, connector: int, duration: int, unit: dict[str, str]) -> dict[str, Any]:
    content = {"connectorId": connector, "duration": duration // 1_000, **unit}
    mark = bench.backend.request("GetCompositeSchedule", content)
    return payload(bench.observe(answer("GetCompositeSchedule"), since=mark, within_ms=SOON_MS))


@then(step("the composite schedule of connector {connector:Number} for {duration:Duration} in {unit:Word} is"))
def composite_is(bench: Bench, connector: int, duration: int, unit: str, datatable: list[list[str]]) -> None:
    """Rows: after which time from now, which limit; a start may be a second off for what was sent a second ago."""
    sent = _asked(bench, connector, duration, {"chargingRateUnit": unit})
    schedule = sent.get("chargingSchedule", {})
    seen = [(row["startPeriod"], row["limit"]) for row in schedule.get("chargingSchedulePeriod", [])]
    wanted = [(duration_ms(after) // 1_000, _number(limit)) for after, limit in datatable]
    near = len(seen) == len(wanted) and all(
        abs(at - due) <= 2 and limit == amount for (at, limit), (due, amount) in zip(seen, wanted, strict=True)
    )
    if not near or schedule.get("chargingRateUnit") != unit or sent.get("connectorId") != connector:
        raise NonConformance(f"periods {wanted} in {unit}", json.dumps(sent))


@then(step("there is no composite schedule of connector {connector:Number} for {duration:Duration}"))
def composite_rejected(bench: Bench, connector: int, duration: int) -> None:
    """Rejected, and nothing with it."""
    sent = _asked(bench, connector, duration, {})
    if sent != {"status": "Rejected"}:
        raise NonConformance("Rejected", json.dumps(sent))


# -- what the backend sees -------------------------------------------------------------------


@then(step("the transaction of socket {socket:Socket} goes on for {duration:Duration}"))
def goes_on(bench: Bench, stimulus: Mark, socket: int, duration: int) -> None:
    """No StopTransaction with its number."""
    stopped = request("StopTransaction", transactionId=bench.backend.transaction_id(socket))
    bench.never(stopped, since=stimulus, until_ms=duration)


@then(step('the answer has "{key:Text}" with "{value:Text}" in its list'))
def in_list(bench: Bench, stimulus: Mark, key: str, value: str) -> None:
    """A value of GetConfiguration that is a list with commas."""
    sent = payload(bench.observe(answer("GetConfiguration"), since=stimulus, within_ms=SOON_MS))
    lists = [str(row.get("value", "")).split(",") for row in sent.get("configurationKey", []) if row["key"] == key]
    if not any(value in one for one in lists):
        raise NonConformance(f"{value} in {key}", json.dumps(sent))
