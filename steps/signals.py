"""Steps that look at the LED rings through the LED eye."""

from __future__ import annotations

from itertools import pairwise

from pytest_bdd import given, then

from fixtures.bench.api import Bench, Mark, NonConformance, Observation, Shown
from fixtures.bench.journal import Entry

from .vocabulary import step

SOON_MS = 5_000
READ_MS = 5_000
"""A card is to be held for 2 s (manual, 6); then the station shows what it does with it."""
TOLERANCE_PERCENT = 20
"""Of the distance between the starts of two flashes (discrepancy D-LED-03)."""
THREE = ("blue", "green", "yellow")
SEEN_MS = 50
"""A gap between two flashes that an eye can see."""


def _is(entry: Entry, socket: int, motion: str, colours: tuple[str, ...]) -> bool:
    return (
        entry.kind == "light"
        and entry.detail["socket"] == socket
        and entry.detail["motion"] == motion
        and tuple(sorted(str(entry.detail["colours"]).split("+"))) == colours
    )


def _light(socket: int, motion: str, *colours: str) -> Observation:
    wanted = tuple(sorted(colours))
    return Observation(
        f"the LED of socket {socket} is {motion} {'-'.join(colours)}", lambda e: _is(e, socket, motion, wanted)
    )


def _now(bench: Bench, socket: int, motion: str, *colours: str) -> bool:
    light = bench.journal.last("light", socket=socket)
    return light is not None and _is(light, socket, motion, tuple(sorted(colours)))


def _becomes(bench: Bench, socket: int, motion: str, *colours: str, within_ms: int = SOON_MS) -> None:
    if not bench.wait_until(lambda: _now(bench, socket, motion, *colours), within_ms=within_ms):
        light = bench.journal.last("light", socket=socket)
        seen = f"{light.detail['motion']} {light.detail['colours']}" if light else "no light"
        raise NonConformance(f"{_light(socket, motion, *colours)} within {within_ms} ms", seen)


def _flashes(stretches: list[Shown], colours: tuple[str, ...]) -> list[Shown]:
    return [s for s in stretches if s.motion == "blinking" and tuple(sorted(s.colours)) == colours]


def _others(stretches: list[Shown], colours: tuple[str, ...]) -> list[str]:
    """What was lit besides flashes of these colours."""
    lit = [s for s in stretches if s.motion != "dark"]
    return [f"{s.motion} {s.colours}" for s in lit if s.motion != "blinking" or tuple(sorted(s.colours)) != colours]


def _endless(flashes: list[Shown]) -> list[str]:
    """Flashes between which nobody sees the dark; how long they are the manual leaves open (D-LED-03)."""
    joined = [one for one, other in pairwise(flashes) if other.from_ms - one.to_ms < SEEN_MS]
    return [f"no dark of {SEEN_MS} ms behind {len(joined)} of {len(flashes)} flashes"] if joined else []


@then(step("the LED of socket {socket:Socket} is steady {colour:Word} for {duration:Duration}"))
def steady_for(bench: Bench, socket: int, colour: str, duration: int) -> None:
    """It is (within 5 s), and then without interruption."""
    _becomes(bench, socket, "steady", colour)
    mark = bench.wait(0)
    bench.wait(duration)
    seen = bench.led(socket).seen(mark)
    if [(s.motion, s.colours) for s in seen] != [("steady", (colour,))]:
        raise NonConformance(f"steady {colour} for {duration} ms", "; ".join(f"{s.motion} {s.colours}" for s in seen))


@then(step("the LED of socket {socket:Socket} is steady {colour:Word} within {limit:Duration}"))
def steady_within(bench: Bench, stimulus: Mark, socket: int, colour: str, limit: int) -> None:
    """From the stimulus on; it may have been so before."""
    left_ms = stimulus.at_ms + limit - bench.mark().at_ms
    _becomes(bench, socket, "steady", colour, within_ms=max(0, left_ms))


@then(step("the LED of socket {socket:Socket} was steady {colour:Word} after that"))
def was_steady(bench: Bench, stimulus: Mark, socket: int, colour: str) -> None:
    """At some time between the stimulus and now."""
    seen = bench.led(socket).seen(stimulus)
    if not any(s.motion == "steady" and s.colours == (colour,) for s in seen):
        raise NonConformance(f"steady {colour} at some time", "; ".join(f"{s.motion} {s.colours}" for s in seen))


@then(step("the LED of socket {socket:Socket} is not steady {colour:Word} any more"))
def not_steady(bench: Bench, socket: int, colour: str) -> None:
    """Within 5 s it shows something else."""
    if not bench.wait_until(lambda: not _now(bench, socket, "steady", colour), within_ms=SOON_MS):
        raise NonConformance(f"another light than steady {colour}", f"steady {colour}")


@given(step("the LED of socket {socket:Socket} is steady {colour:Word}"))
def given_steady(bench: Bench, socket: int, colour: str) -> None:
    """The scenario begins from there."""
    _becomes(bench, socket, "steady", colour)


@then(step("the LED of socket {socket:Socket} rotates {colour:Word} within {limit:Duration}"))
def rotates(bench: Bench, stimulus: Mark, socket: int, colour: str, limit: int) -> None:
    """After the stimulus."""
    bench.observe(_light(socket, "rotating", colour), since=stimulus, within_ms=limit)


@then(step("the LED of socket {socket:Socket} rotates within {limit:Duration}"))
def rotates_somehow(bench: Bench, stimulus: Mark, socket: int, limit: int) -> None:
    """In any colour: the manual gives none for a card that is recognised (D-LED-06)."""
    bench.observe(_rotation(socket), since=stimulus, within_ms=limit)


def _rotation(socket: int) -> Observation:
    """Of any colour."""

    def matches(entry: Entry) -> bool:
        light = entry.kind == "light" and entry.detail["socket"] == socket
        return light and entry.detail["motion"] == "rotating"

    return Observation(f"the LED of socket {socket} rotates", matches)


@then(step("the LED of socket {socket:Socket} rotates {colour:Word} for {duration:Duration}"))
def rotates_for(bench: Bench, stimulus: Mark, socket: int, colour: str, duration: int) -> None:
    """It begins after the stimulus and is not interrupted for that long."""
    begun = bench.observe(_light(socket, "rotating", colour), since=stimulus, within_ms=READ_MS)
    bench.wait(max(0, begun.at_ms + duration - bench.mark().at_ms))
    seen = bench.led(socket).seen(Mark(begun.at_ms, begun.number))
    if [(s.motion, s.colours) for s in seen] != [("rotating", (colour,))]:
        raise NonConformance(f"rotating {colour} for {duration} ms", "; ".join(f"{s.motion} {s.colours}" for s in seen))


@then(step("the LED of socket {socket:Socket} does not rotate for {duration:Duration}"))
def never_rotates(bench: Bench, stimulus: Mark, socket: int, duration: int) -> None:
    """No rotation of any colour."""
    bench.never(_rotation(socket), since=stimulus, until_ms=duration)


@then(
    step("the LED of socket {socket:Socket} flashes {colour:Word} once every {period:Duration} for {duration:Duration}")
)
def flashes_every(bench: Bench, socket: int, colour: str, period: int, duration: int) -> None:
    """Distance between the starts of flashes, 20 % tolerance, without a gap for the whole time."""
    _becomes(bench, socket, "blinking", colour)
    mark = bench.mark()
    bench.wait(duration)
    seen = bench.led(socket).seen(mark)
    flashes = _flashes(seen, (colour,))
    distances = {later.from_ms - earlier.from_ms for earlier, later in pairwise(flashes[1:])}
    others = _others(seen, (colour,)) + _endless(flashes)
    slack = period * TOLERANCE_PERCENT // 100
    if others or not distances or not all(period - slack <= d <= period + slack for d in distances):
        raise NonConformance(
            f"a {colour} flash every {period} ms (20 % tolerance) and nothing else",
            f"distances {sorted(distances)} ms, other lights {others}",
        )


@then(
    step(
        "the LED of socket {socket:Socket} does not flash {colour:Word} once every {period:Duration} "
        "for {duration:Duration}"
    )
)
def never_flashes_every(bench: Bench, socket: int, colour: str, period: int, duration: int) -> None:
    """No two flashes of this colour follow each other at this distance (20 % tolerance)."""
    mark = bench.mark()
    bench.wait(duration)
    starts = [s.from_ms for s in _flashes(bench.led(socket).seen(mark), (colour,))]
    slack = period * TOLERANCE_PERCENT // 100
    found = [b - a for a, b in pairwise(starts) if period - slack <= b - a <= period + slack]
    if found:
        raise NonConformance(f"no {colour} flash every {period} ms", f"distances of {found[0]} ms")


@then(step("the LED of socket {socket:Socket} flashes green, yellow and blue exactly {number:Number} times"))
def flashes_exactly(bench: Bench, stimulus: Mark, socket: int, number: int) -> None:
    """Counted from the stimulus on; it begins within 5 s from now and has an end within 15 s."""
    since_ms = bench.mark().at_ms - stimulus.at_ms
    bench.observe(_light(socket, "blinking", *THREE), since=stimulus, within_ms=since_ms + SOON_MS)
    bench.wait(15_000)
    seen = bench.led(socket).seen(stimulus)
    count = len(flashes := _flashes(seen, THREE))
    goes_on = bool(_flashes(seen[-1:], THREE))
    if count != number or _endless(flashes) or goes_on:
        raise NonConformance(f"exactly {number} flashes", f"{count}")


@then(step("the LED of socket {socket:Socket} flashes green, yellow and blue without end"))
def flashes_on(bench: Bench, stimulus: Mark, socket: int) -> None:
    """For more than a minute, with no other light."""
    since_ms = bench.mark().at_ms - stimulus.at_ms
    bench.observe(_light(socket, "blinking", *THREE), since=stimulus, within_ms=since_ms + SOON_MS)
    mark = bench.mark()
    bench.wait(61_000)
    seen = bench.led(socket).seen(mark)
    flashes = _flashes(seen, THREE)
    longest_gap = max((b.from_ms - a.to_ms for a, b in pairwise(flashes)), default=61_000)
    others = _others(seen, THREE) + _endless(flashes)
    if len(flashes) < 10 or longest_gap > 10_000 or others:
        raise NonConformance("green-yellow-blue flashes for more than 60 s", f"{len(flashes)} flashes, {others}")


@then(step("the LED of socket {socket:Socket} goes on flashing green, yellow and blue for {duration:Duration}"))
def still_flashes(bench: Bench, socket: int, duration: int) -> None:
    """Now, and the whole time, with no other light."""
    mark = bench.mark()
    bench.wait(duration)
    seen = bench.led(socket).seen(mark)
    others = _others(seen, THREE)
    if others or not _flashes(seen, THREE):
        raise NonConformance("green-yellow-blue flashes", ", ".join(others) or "no light")


@then(step("the LED of socket {socket:Socket} does not flash green, yellow and blue for {duration:Duration}"))
def no_flashes(bench: Bench, stimulus: Mark, socket: int, duration: int) -> None:
    """No refusal and no fault is shown."""
    bench.never(_light(socket, "blinking", *THREE), since=stimulus, until_ms=duration)
