"""Steps about ISO 15118: the vehicle's modem, what the two say to each other, and the pilot's duty cycle meanwhile."""

from __future__ import annotations

from pytest_bdd import given, then, when

from fixtures.bench.api import Bench, BenchBroken, Mark, NonConformance, Observation
from fixtures.bench.journal import Entry

from .charging import BEGINS_MS, SOON_MS
from .observations import payload, request, seen_since
from .vocabulary import step

MAC = "020000000001"
MATCHED = "CM_SLAC_MATCH.CNF"
TOLERANCE_PERMILLE = 1
"""The duty cycle is written with one decimal."""
TOLERANCE_MS = 100
"""HLC-006."""
DIGITAL = range(30, 71)
"""Duty cycles that demand digital communication (IEC 61851-1, table A.8)."""


def _says(socket: int, message: str = "") -> Observation:
    return Observation(
        f"the station says {message or 'something'} over the power line of socket {socket}",
        lambda e: e.kind == "v2g"
        and e.who == "station"
        and e.detail["socket"] == socket
        and message in ("", e.detail["message"]),
    )


def _permille(text: str) -> int:
    return round(float(text) * 10)


# -- the vehicle ---------------------------------------------------------------------------------


@given(step("the vehicle at socket {socket:Socket} speaks ISO 15118"))
def speaks(bench: Bench, socket: int) -> None:
    """The one that is there, or the next one."""
    bench.vehicle(socket).speak_iso15118(MAC)


@given(step("the vehicle at socket {socket:Socket} speaks ISO 15118 and has the MAC address {mac:Word}"))
def speaks_as(bench: Bench, socket: int, mac: str) -> None:
    """Written as 02:00:00:00:00:01."""
    bench.vehicle(socket).speak_iso15118(mac.replace(":", ""))


@when(step("the vehicle at socket {socket:Socket} asks for ISO 15118"), target_fixture="stimulus")
def asks(bench: Bench, socket: int) -> Mark:
    """CM_SLAC_PARM.REQ."""
    return bench.vehicle(socket).start_slac()


@given(step("an ISO 15118 session runs at socket {socket:Socket}"))
def session_runs(bench: Bench, socket: int) -> None:
    """Plugged in, asked, and charging by what the station says; the scenario cannot begin without it."""
    vehicle = bench.vehicle(socket)
    vehicle.speak_iso15118(MAC)
    vehicle.plug_in()
    vehicle.start_slac()
    if not bench.wait_until(lambda: bool(vehicle.session_da() and vehicle.current_da()), within_ms=BEGINS_MS):
        raise BenchBroken(f"no ISO 15118 session can be brought about at socket {socket}")


# -- what the station says --------------------------------------------------------------------------


@then(step("the matching completes at socket {socket:Socket} within {limit:Duration}"))
def matches(bench: Bench, stimulus: Mark, socket: int, limit: int) -> None:
    """CM_SLAC_MATCH.CNF."""
    bench.observe(_says(socket, MATCHED), since=stimulus, within_ms=limit)


@then(step("the station says nothing over the power line of socket {socket:Socket} for {duration:Duration}"))
def says_nothing(bench: Bench, stimulus: Mark, socket: int, duration: int) -> None:
    """No answer of any kind."""
    bench.never(_says(socket), since=stimulus, until_ms=duration)


@then(step("the vehicle at socket {socket:Socket} is allowed {current:Current} over ISO 15118"))
def allowed(bench: Bench, socket: int, current: int) -> None:
    """As EVSEMaxCurrent says."""
    vehicle = bench.vehicle(socket)
    if not bench.wait_until(lambda: vehicle.session_da() == current, within_ms=SOON_MS):
        told = vehicle.session_da()
        raise NonConformance(f"at most {current / 10} A", "no session" if told is None else f"{told / 10} A")


@then(step("the vehicle at socket {socket:Socket} draws {current:Current}"))
def draws(bench: Bench, socket: int, current: int) -> None:
    """Per phase; the duty cycle may round down by up to 0.1 A."""
    vehicle = bench.vehicle(socket)
    if not bench.wait_until(lambda: current - 1 <= vehicle.current_da() <= current, within_ms=SOON_MS):
        raise NonConformance(f"{current / 10} A flow", f"{vehicle.current_da() / 10} A")


# -- the pilot ---------------------------------------------------------------------------------------


def _modulated(bench: Bench, socket: int, since: Mark) -> list[Entry]:
    """The stretches of the pilot behind the mark; the last one goes on until now."""
    entries = bench.journal.after(since.number)
    return [entry for entry in entries if entry.kind == "pilot" and entry.detail["socket"] == socket]


@then(step("the pilot of socket {socket:Socket} shows {percent:Word} % and nothing else for {duration:Duration}"))
def shows_only(bench: Bench, stimulus: Mark, socket: int, percent: str, duration: int) -> None:
    """From the first PWM behind the stimulus on; no other duty cycle is shown, not even for a moment."""
    wanted = _permille(percent)
    bench.observe(_pwm(socket), since=stimulus, within_ms=SOON_MS)
    bench.wait(duration)
    others = [entry for entry in _modulated(bench, socket, stimulus) if not _near(entry, wanted)]
    if others:
        raise NonConformance(f"{percent} % all the time", "; ".join(entry.as_text() for entry in others[:3]))


@then(step("the pilot of socket {socket:Socket} shows 5 % for {lead:Duration}, then {percent:Word} %"))
def shows_first(bench: Bench, stimulus: Mark, socket: int, lead: int, percent: str) -> None:
    """From the first PWM behind the stimulus on."""
    wanted = _permille(percent)
    first = bench.observe(_pwm(socket), since=stimulus, within_ms=SOON_MS)
    bench.wait(lead + SOON_MS)
    stretches = _modulated(bench, socket, stimulus)
    second = stretches[1] if len(stretches) > 1 else None
    good = _near(first, 50) and second is not None and _near(second, wanted) and len(stretches) == 2
    if not good or second is None or abs(second.at_ms - first.at_ms - lead) > TOLERANCE_MS:
        raise NonConformance(f"5 % for {lead} ms, then {percent} %", "; ".join(e.as_text() for e in stretches))


@then(step("the pilot of socket {socket:Socket} shows {percent:Word} %"))
def shows(bench: Bench, socket: int, percent: str) -> None:
    """Now, or as soon as the station has followed."""
    wanted = _permille(percent)

    def shown() -> int:
        """The last stretch of the whole scenario."""
        found = [e for e in bench.journal if e.kind == "pilot" and e.detail["socket"] == socket]
        return int(found[-1].detail["duty_permille"]) if found else 1_000

    if not bench.wait_until(lambda: abs(shown() - wanted) <= TOLERANCE_PERMILLE, within_ms=SOON_MS):
        raise NonConformance(f"{percent} %", f"{shown() / 10} %")


@then(step("no current flowed at socket {socket:Socket} while its pilot showed 5 %"))
def none_at_five(bench: Bench, stimulus: Mark, socket: int) -> None:
    """In the order of the journal, from the stimulus on."""
    digital = False
    for entry in bench.journal.after(stimulus.number):
        if entry.kind == "pilot" and entry.detail["socket"] == socket:
            digital = int(entry.detail["duty_permille"]) in DIGITAL
        flows = entry.kind == "current" and entry.detail["socket"] == socket and entry.detail["current_da"]
        if digital and flows:
            raise NonConformance("no current at 5 %", entry.as_text())


@then(step("the backend is told of no error, and that the vehicle at socket {socket:Socket} does not charge"))
def no_error(bench: Bench, stimulus: Mark, socket: int) -> None:
    """From the stimulus on every StatusNotification says NoError, and none of them Charging."""
    told = [payload(entry) for entry in seen_since(bench, request("StatusNotification"), stimulus.number)]
    if wrong := [one for one in told if one["errorCode"] != "NoError" or one["status"] == "Charging"]:
        raise NonConformance("no error, and no charging", str(wrong[0]))
    if not any(one["connectorId"] == socket for one in told):
        raise NonConformance(f"a status of connector {socket}", "none")


def _pwm(socket: int) -> Observation:
    return Observation(
        f"the pilot of socket {socket} is modulated",
        lambda e: e.kind == "pilot" and e.detail["socket"] == socket and int(e.detail["duty_permille"]) < 1_000,
    )


def _near(entry: Entry, permille: int) -> bool:
    return abs(int(entry.detail["duty_permille"]) - permille) <= TOLERANCE_PERMILLE
