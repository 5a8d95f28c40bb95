"""Steps about cards, the backend's opinion of them, and remote starts."""

from __future__ import annotations

from datetime import datetime

from pytest_bdd import given, then, when

from fixtures.bench.api import Bench, Mark, NonConformance

from .backend import SOON_MS
from .configuration import configure
from .observations import (
    answer,
    any_request,
    backend_says,
    current_stops,
    date_from_now,
    payload,
    request,
    seen_since,
)
from .vocabulary import step


@given(step('free charging in mode "{mode:Text}"'))
def free_charging(bench: Bench, mode: str) -> None:
    """On, in force, and the station connected again."""
    configure(bench, {"Free Charging": "On", "Free Charging Mode": mode})
    bench.settle(60_000)


@given(step('free charging in mode "{mode:Text}" with the fixed id "{id_tag:Text}"'))
def free_charging_fixed(bench: Bench, mode: str, id_tag: str) -> None:
    """On, with the id that the fixed rfid modes use, which the backend accepts."""
    bench.backend.know_card(id_tag, "Accepted")
    values = {"Free Charging": "On", "Free Charging Mode": mode}
    configure(bench, {**values, "Rfid Tag for Free Charging with OCPP Full, fixed rfid modes": id_tag})
    bench.settle(60_000)


@given(step('the backend accepts card "{id_tag:Text}"'))
def backend_accepts(bench: Bench, id_tag: str) -> None:
    """Authorize and StartTransaction for this idTag are answered Accepted."""
    bench.backend.know_card(id_tag, "Accepted")


@given(step('the backend answers card "{id_tag:Text}" with {status:Word}'))
def backend_answers(bench: Bench, id_tag: str, status: str) -> None:
    """Authorize and StartTransaction for this idTag are answered with this status."""
    bench.backend.know_card(id_tag, status)


@given(step('the backend says of card "{id_tag:Text}" that it is of the group "{parent:Text}"'))
def backend_groups(bench: Bench, id_tag: str, parent: str) -> None:
    """Accepted, with this parentIdTag, in the answers to Authorize, StartTransaction and StopTransaction."""
    bench.backend.know_card(id_tag, "Accepted", parent=parent)


@given(step('the backend says of card "{id_tag:Text}" that it is good for {after:Duration}, by a clock at {zone:Word}'))
def backend_dates(bench: Bench, id_tag: str, after: int, zone: str) -> None:
    """Accepted, with an expiryDate that is written with this offset from UTC, as in +02:00 (OCPP 1.6, 3.15)."""
    moment = datetime.fromisoformat(date_from_now(bench, after))
    offset = datetime.strptime(zone, "%z").tzinfo
    bench.backend.know_card(id_tag, "Accepted", expires=moment.astimezone(offset).isoformat(timespec="seconds"))


@given(step('card "{uid:Text}" was presented at socket {socket:Socket}'))
@when(step('card "{uid:Text}" is presented at socket {socket:Socket}'), target_fixture="stimulus")
def present(bench: Bench, uid: str, socket: int) -> Mark:
    """Held to the reader for 2 s, as the manual asks (chapter 6)."""
    mark = bench.reader(socket).present(uid)
    bench.wait(2_000)
    return mark


@given(step('card "{uid:Text}" was accepted at socket {socket:Socket}'))
def accepted(bench: Bench, uid: str, socket: int) -> None:
    """Presented, asked about, and answered Accepted; time goes on from the answer."""
    mark = bench.reader(socket).present(uid)
    asked = bench.observe(any_request("Authorize"), since=mark, within_ms=10_000)
    bench.observe(backend_says("Authorize"), since=Mark(asked.at_ms, asked.number), within_ms=10_000)


@when(
    step('card "{uid:Text}" is held to socket {socket:Socket} for {duration:Duration}'), target_fixture="stimulus"
)
def hold(bench: Bench, uid: str, socket: int, duration: int) -> Mark:
    """Much longer than the 2 s that the manual asks for at least (chapter 6)."""
    mark = bench.reader(socket).present(uid, hold_ms=duration)
    bench.wait(duration)
    return mark


@when(
    step('a card "{uid:Text}" of type "{technology:Text}" is presented at socket {socket:Socket}'),
    target_fixture="stimulus",
)
def present_type(bench: Bench, uid: str, technology: str, socket: int) -> Mark:
    """A card of this chip family, for 2 s."""
    mark = bench.reader(socket).present(uid, technology=technology)
    bench.wait(2_000)
    return mark


@when(
    step('cards "{uids:Text}" are presented at socket {socket:Socket} one after the other'), target_fixture="stimulus"
)
def present_all(bench: Bench, uids: str, socket: int) -> Mark:
    """Each for 2 s, with a second in between."""
    mark = bench.mark()
    for uid in uids.split(", "):
        bench.reader(socket).present(uid)
        bench.wait(3_000)
    return mark


@when(
    step('cards "{first:Text}" and "{second:Text}" are held to socket {socket:Socket} at once'),
    target_fixture="stimulus",
)
def present_both(bench: Bench, first: str, second: str, socket: int) -> Mark:
    """Each for 2 s, the second a third of a second behind the first."""
    mark = bench.reader(socket).present(first)
    bench.wait(300)
    bench.reader(socket).present(second)
    bench.wait(2_000)
    return mark


@given(step("the backend does not answer {action:Word} any more"))
def withhold(bench: Bench, action: str) -> None:
    """From now on, until it is told to."""
    bench.backend.withhold(action)


@when(step("the backend answers {action:Word} again"), target_fixture="stimulus")
def release(bench: Bench, action: str) -> Mark:
    """Withheld requests first."""
    return bench.backend.release(action)


@given("the backend wants to be asked about a card before its transaction starts")
def wants_authorize(bench: Bench) -> None:
    """It refuses the StartTransaction of any other (AUT-011: some providers need the Authorize)."""
    bench.backend.demand_authorize()


@when(step('the backend starts a session for "{id_tag:Text}" at socket {socket:Socket}'), target_fixture="stimulus")
@given(step('the backend started a session for "{id_tag:Text}" at socket {socket:Socket}'))
def remote_start(bench: Bench, id_tag: str, socket: int) -> Mark:
    """RemoteStartTransaction."""
    return bench.backend.request("RemoteStartTransaction", {"idTag": id_tag, "connectorId": socket})


@when(step("the backend stops the transaction of socket {socket:Socket}"), target_fixture="stimulus")
@given(step("the backend stopped the transaction of socket {socket:Socket}"))
def remote_stop(bench: Bench, socket: int) -> Mark:
    """RemoteStopTransaction with the running number."""
    number = bench.backend.transaction_id(socket)
    return bench.backend.request("RemoteStopTransaction", {"transactionId": number})


@then(step("the backend can stop what it has started at socket {socket:Socket}"))
def remote_stop_works(bench: Bench, socket: int) -> None:
    """Its transaction, with reason Remote, and the current within 10 s."""
    mark = remote_stop(bench, socket)
    answered = payload(bench.observe(answer("RemoteStopTransaction"), since=mark, within_ms=SOON_MS))
    if answered.get("status") != "Accepted":
        raise NonConformance("RemoteStopTransaction answered with Accepted", str(answered))
    bench.observe(request("StopTransaction", reason="Remote"), since=mark, within_ms=60_000)
    bench.observe(current_stops(socket), since=mark, within_ms=10_000)


@when(step("the backend stops transaction {number:Number}"), target_fixture="stimulus")
def remote_stop_number(bench: Bench, number: int) -> Mark:
    """RemoteStopTransaction with some number."""
    return bench.backend.request("RemoteStopTransaction", {"transactionId": number})


@then("nobody is asked about a card")
def nobody_asked(bench: Bench, stimulus: Mark) -> None:
    """No Authorize since the stimulus, and none for another minute."""
    bench.never(any_request("Authorize"), since=stimulus, until_ms=_since(bench, stimulus) + 60_000)


def _since(bench: Bench, stimulus: Mark) -> int:
    return bench.mark().at_ms - stimulus.at_ms


@then(step('the backend was asked about card "{id_tag:Text}" exactly {number:Number} time'))
def asked_times(bench: Bench, id_tag: str, number: int) -> None:
    """Authorize requests in the whole story."""
    from .observations import payload

    asked = [e for e in seen_since(bench, any_request("Authorize"), 0) if payload(e).get("idTag") == id_tag]
    if len(asked) != number:
        raise NonConformance(f"{number} Authorize for {id_tag}", f"{len(asked)}")


@when(
    step('card "{early:Text}" is taken away after 0.2 s and card "{uid:Text}" is held to socket {socket:Socket} then'),
    target_fixture="stimulus",
)
def taken_away(bench: Bench, early: str, uid: str, socket: int) -> Mark:
    """Whether the first is read is left open (LED-008); the second comes half a second later, for 2 s."""
    bench.reader(socket).present(early, hold_ms=200)
    bench.wait(700)
    mark = bench.reader(socket).present(uid)
    bench.wait(2_000)
    return mark


@then(step('the backend is asked about no card but "{one:Text}" and "{other:Text}"'))
def asked_about_these(bench: Bench, one: str, other: str) -> None:
    """A card that was half read is no card."""
    asked = {str(payload(entry)["idTag"]) for entry in seen_since(bench, any_request("Authorize"), 0)}
    if not asked <= {one, other}:
        raise NonConformance(f"{one} or {other}", ", ".join(sorted(asked)))
