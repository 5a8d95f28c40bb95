"""Steps for the faults of chapter 9: what breaks, what the backend is told, and that it is over.

Which texts belong to which fault is written in the features; only the manual's spelling of the
codes is known here.
"""

from __future__ import annotations

from pytest_bdd import given, then, when

from fixtures.bench.api import Bench, BenchBroken, Mark, NonConformance, Observation
from fixtures.bench.journal import Entry

from .backend import BACK_MS
from .observations import answer, any_request, current_flows, payload, request, seen_since
from .vocabulary import step

DETECTED_MS = 60_000
"""Communication that is lost has to be noticed within this time; hardware within 5 s (D-ERR-14)."""
HARDWARE_MS = 5_000
SESSION_MS = 60_000
CODES = {"mode3Error": ("EVCommunicationError", "OtherError")}
"""What OCPP 1.6 allows in the place of a code that it does not have (D-ERR-03)."""
NO_REASONS = ("Local", "Remote", "EVDisconnected")
"""A fault ends a transaction with any other reason (D-ERR-11)."""


def _wanted(code: str) -> tuple[str, ...]:
    return CODES.get(code, (code[0].upper() + code[1:],))


def _told(socket: int, codes: tuple[str, ...], message: str) -> Observation:
    """Of the socket or, where the fault is the station's, of connector 0."""

    def matches(entry: Entry) -> bool:
        if not any_request("StatusNotification").matches(entry):
            return False
        sent = payload(entry)
        text = sent.get("info") or sent.get("vendorErrorCode", "")
        return sent["connectorId"] in (0, socket) and sent["errorCode"] in codes and text == message

    return Observation(f"StatusNotification for socket {socket}, {' or '.join(codes)}, {message!r}", matches)


@given(step('the fault "{name:Text}" is there at socket {socket:Socket}'))
def there(bench: Bench, name: str, socket: int) -> None:
    """And the station has had a minute to notice it."""
    bench.faults(socket).raise_fault(name)
    bench.wait(DETECTED_MS)


@given(step('the fault "{name:Text}" came at socket {socket:Socket}'))
@when(step('the fault "{name:Text}" comes at socket {socket:Socket}'), target_fixture="stimulus")
def comes(bench: Bench, name: str, socket: int) -> Mark:
    """Now; names as in fixtures/peers/devices.py."""
    return bench.faults(socket).raise_fault(name)


@given(step('the fault "{name:Text}" went at socket {socket:Socket}'))
@when(step('the fault "{name:Text}" goes at socket {socket:Socket}'), target_fixture="stimulus")
@then(step('the fault "{name:Text}" is mended at socket {socket:Socket}'), target_fixture="stimulus")
def goes(bench: Bench, name: str, socket: int) -> Mark:
    """Mended, or something sound put in its place."""
    return bench.faults(socket).clear_fault(name)


@given(step("the residual current monitor of socket {socket:Socket} is version {version:Word}"))
def monitor(bench: Bench, socket: int, version: str) -> None:
    """The RCMB says so."""
    bench.faults(socket).fit_rcmb(version)


@then(step('the backend is told {code:Word} with "{message:Text}" for socket {socket:Socket}'))
def told(bench: Bench, stimulus: Mark, code: str, message: str, socket: int) -> None:
    """Within 60 s of the stimulus, once; a restart that belongs to it has its own time."""
    wanted = _told(socket, _wanted(code), message)
    restarts = any(entry.kind == "restart" for entry in bench.journal.after(stimulus.number))
    bench.observe(wanted, since=stimulus, within_ms=DETECTED_MS + (BACK_MS if restarts else 0))
    bench.wait(HARDWARE_MS)
    if (count := len(seen_since(bench, wanted, stimulus.number))) != 1:
        raise NonConformance(f"one {wanted}", f"{count}")


@then(step('the backend is told "{message:Text}" as over for socket {socket:Socket}'))
def told_over(bench: Bench, stimulus: Mark, message: str, socket: int) -> None:
    """NoError with the message, within 60 s of the stimulus, once."""
    told(bench, stimulus, "NoError", message, socket)


@then(step('the backend is told "{message:Text}" as over for socket {socket:Socket} within {limit:Duration}'))
def told_over_within(bench: Bench, stimulus: Mark, message: str, socket: int, limit: int) -> None:
    """NoError with the message."""
    bench.observe(_told(socket, ("NoError",), message), since=stimulus, within_ms=limit)


@then(
    step(
        'the backend is told "{message:Text}" as over for socket {socket:Socket} between {least:Duration} '
        "and {limit:Duration} later"
    )
)
def told_over_between(bench: Bench, stimulus: Mark, message: str, socket: int, least: int, limit: int) -> None:
    """Neither earlier nor later."""
    wanted = _told(socket, ("NoError",), message)
    bench.observe(wanted, since=stimulus, within_ms=limit, not_before_ms=least)


@then(step('the backend is not told "{message:Text}" as over for socket {socket:Socket} for {duration:Duration}'))
def not_over(bench: Bench, stimulus: Mark, message: str, socket: int, duration: int) -> None:
    """Still there at the end of that time."""
    bench.never(_told(socket, ("NoError",), message), since=stimulus, until_ms=duration)


@then(step('the backend is not told "{message:Text}" for socket {socket:Socket} for {duration:Duration}'))
def not_told(bench: Bench, stimulus: Mark, message: str, socket: int, duration: int) -> None:
    """With no code at all."""
    wanted = Observation(
        f"StatusNotification {message!r}",
        lambda e: any_request("StatusNotification").matches(e)
        and message in (payload(e).get("info"), payload(e).get("vendorErrorCode")),
    )
    bench.never(wanted, since=stimulus, until_ms=duration)


@then(step('the backend has not been told "{message:Text}" at any time'))
def never_told(bench: Bench, message: str) -> None:
    """Since the scenario began, for any socket."""
    told = [entry for entry in bench.journal if any_request("StatusNotification").matches(entry)]
    if wrong := [entry for entry in told if payload(entry).get("info") == message]:
        raise NonConformance(f"no StatusNotification {message!r}", wrong[0].as_text())


@when(step('the fault "{name:Text}" goes at socket {socket:Socket} while the supply is off'), target_fixture="stimulus")
def goes_in_the_dark(bench: Bench, name: str, socket: int) -> Mark:
    """Ten minutes without a supply."""
    mark = bench.mains.cut()
    bench.faults(socket).clear_fault(name)
    bench.wait(10 * 60_000)
    bench.mains.restore()
    return mark


@when(
    step('the fault "{name:Text}" comes at socket {socket:Socket} while the supply is off'), target_fixture="stimulus"
)
def comes_in_the_dark(bench: Bench, name: str, socket: int) -> Mark:
    """A minute without a supply."""
    mark = bench.mains.cut()
    bench.faults(socket).raise_fault(name)
    bench.wait(60_000)
    bench.mains.restore()
    return mark


@when(step("the contactor of socket {socket:Socket} comes loose while the supply is off"), target_fixture="stimulus")
def loose_in_the_dark(bench: Bench, socket: int) -> Mark:
    """Ten minutes without a supply."""
    mark = bench.mains.cut()
    bench.faults(socket).mend_contactor()
    bench.wait(10 * 60_000)
    bench.mains.restore()
    return mark


@when(
    step('the plug at socket {socket:Socket} is put in anew and card "{uid:Text}" is presented'),
    target_fixture="stimulus",
)
def anew(bench: Bench, socket: int, uid: str) -> Mark:
    """Pulled at the station, and put in as far as it goes."""
    mark = bench.vehicle(socket).pull_plug()
    bench.wait(HARDWARE_MS)
    bench.vehicle(socket).plug_in()
    bench.reader(socket).present(uid)
    return mark


@given(step("the cable of socket {socket:Socket} is pulled and left alone for {duration:Duration}"))
@then(step("the cable of socket {socket:Socket} is pulled and left alone for {duration:Duration}"))
def pulled(bench: Bench, socket: int, duration: int) -> None:
    """At the car, then at the station as soon as it is let go."""
    bench.vehicle(socket).unplug_car()
    bench.wait(HARDWARE_MS)
    bench.vehicle(socket).pull_plug()
    bench.wait(duration)


@given(step("the backend made connector {socket:Socket} inoperative and operative again"))
def availability(bench: Bench, socket: int) -> None:
    """ChangeAvailability, twice."""
    for kind in ("Inoperative", "Operative"):
        bench.backend.request("ChangeAvailability", {"connectorId": socket, "type": kind})
        bench.wait(HARDWARE_MS)


@given(step("the vehicle at socket {socket:Socket} paused"))
def paused(bench: Bench, socket: int) -> None:
    """Back to state B."""
    bench.vehicle(socket).set_ready(False)


@then("the line to the backend comes back")
def line_back(bench: Bench) -> None:
    """And the station has had a few minutes to connect."""
    bench.network.restore()
    bench.wait(3 * 60_000)


@then(step("the current at socket {socket:Socket} is zero"))
def no_current(bench: Bench, socket: int) -> None:
    """Now."""
    if (current_da := bench.vehicle(socket).current_da()):
        raise NonConformance("no current", f"{current_da / 10} A")


@then(step('a vehicle that is connected again at socket {socket:Socket} with card "{uid:Text}" does not charge'))
def connected_again(bench: Bench, socket: int, uid: str) -> None:
    """To the cable that is still there; what flows through a welded contactor is not the station's doing."""
    bench.vehicle(socket).connect_car()
    bench.reader(socket).present(uid)
    bench.wait(SESSION_MS)
    if bench.vehicle(socket).offered_da():
        raise NonConformance("nothing is offered", f"{bench.vehicle(socket).offered_da() / 10} A")


@then(step("the transaction of socket {socket:Socket} is stopped by the fault"))
def stopped(bench: Bench, stimulus: Mark, socket: int) -> None:
    """Soon, with a reason that names nobody who asked for it."""
    stopped_within(bench, stimulus, socket, DETECTED_MS)


@then(step("the transaction of socket {socket:Socket} is stopped within {limit:Duration}, by nobody who asked for it"))
def stopped_within(bench: Bench, stimulus: Mark, socket: int, limit: int) -> None:
    """With a reason that a fault or a loss of power can have, and with no card but that of the transaction."""
    number = bench.backend.transaction_id(socket)
    stop = bench.observe(request("StopTransaction", transactionId=number), since=stimulus, within_ms=limit)
    begun = seen_since(bench, request("StartTransaction", connectorId=socket), 0)[-1]
    if (tag := payload(stop).get("idTag")) not in (None, payload(begun)["idTag"]):
        raise NonConformance("no card, or that of the transaction", str(tag))
    if (reason := payload(stop).get("reason", "Local")) in NO_REASONS:
        raise NonConformance("a reason that a fault can have", str(reason))


@then(step('a session of card "{uid:Text}" cannot be had at socket {socket:Socket}'))
def no_session(bench: Bench, uid: str, socket: int) -> None:
    """A vehicle, where there is none yet, and the card: no current for a minute."""
    mark = _try(bench, uid, socket)
    bench.never(current_flows(socket), since=mark, until_ms=SESSION_MS)


@then(step('a session of card "{uid:Text}" can be had at socket {socket:Socket}'))
def a_session(bench: Bench, uid: str, socket: int) -> None:
    """A vehicle, where there is none yet, and the card: current."""
    mark = _try(bench, uid, socket)
    bench.observe(current_flows(socket), since=mark, within_ms=SESSION_MS)


@then(step('a session of card "{uid:Text}" can be had at socket {socket:Socket} once its lock moves again'))
def a_session_once_free(bench: Bench, uid: str, socket: int) -> None:
    """The actuator is mended, then the card."""
    bench.faults(socket).free_lock()
    a_session(bench, uid, socket)


def _try(bench: Bench, uid: str, socket: int) -> Mark:
    bench.wait(HARDWARE_MS)
    mark = bench.mark()
    try:
        bench.vehicle(socket).plug_in()
    except BenchBroken:
        mark = bench.mark()  # there is one already
    bench.reader(socket).present(uid)
    return mark


@given(step("the backend asked for a {kind:Word} reset"))
def reset(bench: Bench, kind: str) -> None:
    """And the station is back."""
    bench.backend.request("Reset", {"type": kind})
    bench.wait(3 * 60_000)


@given(step("the backend unlocked connector {socket:Socket}"))
def unlocked(bench: Bench, socket: int) -> None:
    """And the station has answered, whatever it was."""
    mark = bench.backend.request("UnlockConnector", {"connectorId": socket})
    bench.observe(answer("UnlockConnector"), since=mark, within_ms=DETECTED_MS)
