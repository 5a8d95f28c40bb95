"""Steps for what the station reports of itself: information, errors, and a lost backend on the ring."""

from __future__ import annotations

from pytest_bdd import given, then, when

from fixtures.bench.api import Bench, Mark, NonConformance, Observation
from fixtures.bench.journal import Entry

from .observations import payload
from .vocabulary import step

NOTHING = ("", "0", "NoError")
"""What makers write into a vendorErrorCode that says nothing."""


def _report(entry: Entry) -> dict[str, str]:
    """The texts of a StatusNotification of the station, {} for anything else."""
    if entry.kind != "frame" or entry.who != "station" or entry.detail["action"] != "StatusNotification":
        return {}
    sent = payload(entry)
    return {name: str(sent.get(name, "")) for name in ("info", "vendorErrorCode", "errorCode")}


def _with_information() -> Observation:
    return Observation(
        "a StatusNotification with information",
        lambda e: bool(_report(e).get("info")) or _report(e).get("vendorErrorCode", "") not in NOTHING,
    )


def _with_error() -> Observation:
    return Observation(
        "a StatusNotification with an error", lambda e: _report(e).get("errorCode", "NoError") != "NoError"
    )


def _naming(word: str) -> Observation:
    return Observation(
        f"a StatusNotification that names {word}",
        lambda e: any(word in text for name, text in _report(e).items() if name != "errorCode"),
    )


@when(
    step("the controller of socket {socket:Socket} reaches {celsius:Number} degrees Celsius"),
    target_fixture="stimulus",
)
def controller_warm(bench: Bench, socket: int, celsius: int) -> Mark:
    """Inside the controller."""
    return bench.faults(socket).warm_controller(celsius)


@when("the USB link between master and slave is lost", target_fixture="stimulus")
@given("the USB link between master and slave was lost")
def usb_lost(bench: Bench) -> Mark:
    """The cable between the two controllers of the twin station."""
    return bench.faults(2).cut_usb()


@when("the USB link between master and slave is back", target_fixture="stimulus")
def usb_back(bench: Bench) -> Mark:
    """The cable is plugged in again."""
    return bench.faults(2).mend_usb()


@then(step('a StatusNotification that names "{word:Text}" comes within {limit:Duration}'))
def names(bench: Bench, stimulus: Mark, word: str, limit: int) -> None:
    """In its info or its vendor's error code, of whichever connector."""
    bench.observe(_naming(word), since=stimulus, within_ms=limit)


@then(step("no StatusNotification with information comes for {duration:Duration}"))
def no_information(bench: Bench, stimulus: Mark, duration: int) -> None:
    """Neither info nor a vendor's error code."""
    bench.never(_with_information(), since=stimulus, until_ms=duration)


@then(step("a StatusNotification without an error comes within {limit:Duration}"))
def error_goes(bench: Bench, stimulus: Mark, limit: int) -> None:
    """NoError; the manual gives no words for it."""
    bench.observe(Observation("a StatusNotification with NoError", _is_over), since=stimulus, within_ms=limit)


def _is_over(entry: Entry) -> bool:
    return _report(entry).get("errorCode") == "NoError"


@then(step("a StatusNotification with an error comes within {limit:Duration}"))
def error_comes(bench: Bench, stimulus: Mark, limit: int) -> None:
    """An errorCode that is not NoError."""
    bench.observe(_with_error(), since=stimulus, within_ms=limit)


@then(step("no StatusNotification with an error comes for {duration:Duration}"))
def no_error(bench: Bench, stimulus: Mark, duration: int) -> None:
    """No errorCode but NoError."""
    bench.never(_with_error(), since=stimulus, until_ms=duration)


@then(step("the LED of socket {socket:Socket} leaves steady {colour:Word} within {limit:Duration}"))
def leaves(bench: Bench, stimulus: Mark, socket: int, colour: str, limit: int) -> None:
    """It was so before the stimulus, shows something else within the limit, and still does a minute later."""
    ready = ("steady", (colour,))
    before = bench.led(socket).seen(Mark(max(0, stimulus.at_ms - 1_000), 0))
    if not before or (before[0].motion, before[0].colours) != ready:
        raise NonConformance(f"steady {colour} before", "something else")
    if not bench.wait_until(lambda: not _shows(bench, socket, *ready), within_ms=limit):
        raise NonConformance(f"another light than steady {colour} within {limit} ms", f"steady {colour}")
    bench.wait(60_000)
    if _shows(bench, socket, *ready):
        raise NonConformance(f"another light than steady {colour}", f"steady {colour} again")


def _shows(bench: Bench, socket: int, motion: str, colours: tuple[str, ...]) -> bool:
    light = bench.journal.last("light", socket=socket)
    seen = (light.detail["motion"], tuple(str(light.detail["colours"]).split("+"))) if light else ("dark", ())
    return seen == (motion, colours)
