"""Steps for losses of power, restarts, and transactions that have to outlive them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from pytest_bdd import then, when

from fixtures.bench.api import Bench, Mark, NonConformance, Observation
from fixtures.bench.journal import Entry

from .observations import current_flows, payload, request, seen_since
from .sampled import registers_wh
from .vocabulary import step

SEED = 38
SESSION_MS = 32_000
"""A session of the driver below lasts so long; the cuts are spread over it."""
DARK_MS = (200, 60_000)
DELIVERED_MS = 180_000
RESTART_MS = 60_000
"""How late a restart may come; the manual gives seconds, and a controller needs some to stop."""


# -- what the backend was told of transactions ----------------------------------------------


@dataclass
class Told:
    """One transaction, as the backend was told of it: registers in Wh, samples with the time at which they came."""

    connector: int
    start_wh: int
    samples: list[tuple[int, int]] = field(default_factory=list)
    stops_wh: list[int] = field(default_factory=list)


def _registers(entry: Entry) -> list[int]:
    return registers_wh(payload(entry)["meterValue"])


def told_transactions(bench: Bench, since: int = 0) -> list[Told]:
    """All transactions that began behind entry `since`; a message that was sent again counts once."""
    by_start: dict[str, Told] = {}
    asked: dict[str, Told] = {}
    numbered: dict[int, Told] = {}
    stops: set[str] = set()
    for entry in bench.journal.after(since):
        if entry.kind != "frame":
            continue
        sent, action, message_id = payload(entry), entry.detail["action"], str(entry.detail["id"])
        if entry.who == "station" and action == "StartTransaction":
            key = json.dumps(sent, sort_keys=True)
            asked[message_id] = by_start.setdefault(key, Told(sent["connectorId"], sent["meterStart"]))
        elif entry.who == "backend" and action == "StartTransaction" and message_id in asked:
            numbered[sent["transactionId"]] = asked.pop(message_id)
        elif entry.who == "station" and action == "MeterValues" and sent.get("transactionId") in numbered:
            numbered[sent["transactionId"]].samples += [(entry.at_ms, wh) for wh in _registers(entry)]
        elif entry.who == "station" and action == "StopTransaction" and sent["transactionId"] in numbered:
            key = json.dumps(sent, sort_keys=True)
            if key not in stops:
                stops.add(key)
                numbered[sent["transactionId"]].stops_wh.append(sent["meterStop"])
    return list(by_start.values())


def _last(bench: Bench, socket: int) -> Told:
    mine = [one for one in told_transactions(bench) if one.connector == socket]
    if not mine:
        raise NonConformance(f"a transaction of socket {socket}", "none was started")
    return mine[-1]


def _check_stop(one: Told) -> None:
    if len(one.stops_wh) != 1:
        raise NonConformance("one StopTransaction for each StartTransaction", f"{len(one.stops_wh)}")
    highest = max([one.start_wh, *(wh for _, wh in one.samples)])
    if one.stops_wh[0] < highest:
        raise NonConformance(f"meterStop of at least {highest} Wh", f"{one.stops_wh[0]} Wh")


@then(step("the meter of the stopped transaction of socket {socket:Socket} is not below its samples"))
def stop_not_below(bench: Bench, socket: int) -> None:
    """And not below its start; it was sampled at least once."""
    one = _last(bench, socket)
    if not one.samples:
        raise NonConformance("MeterValues of the transaction", "none")
    _check_stop(one)


@then(step("the stopped transaction of socket {socket:Socket} was sampled on both sides of the loss of power"))
def sampled_on_both_sides(bench: Bench, socket: int) -> None:
    """Under one number, and with more energy behind it than before."""
    cuts = [entry.at_ms for entry in bench.journal if entry.kind == "mains" and not entry.detail["on"]]
    samples = _last(bench, socket).samples
    before = [wh for at_ms, wh in samples if at_ms < cuts[-1]]
    behind = [wh for at_ms, wh in samples if at_ms > cuts[-1]]
    if not before or not behind or max(behind) <= max(before):
        seen = f"{len(before)} before, {len(behind)} behind"
        raise NonConformance("samples on both sides, the energy rising", seen)


# -- a loss of power at many moments --------------------------------------------------------


def drawn(seed: int) -> Iterator[int]:
    """Numbers that look drawn and are the same in each run: a linear congruence modulo 2**32, its upper bits."""
    while True:
        seed = (seed * 1_664_525 + 1_013_904_223) % 2**32
        yield seed >> 8


class Driver:
    """Somebody who plugs in, shows a card, charges and leaves, whatever becomes of the station's supply."""

    def __init__(self, bench: Bench, uid: str, socket: int) -> None:
        vehicle, reader = bench.vehicle(socket), bench.reader(socket)
        self._bench = bench
        self.acts: tuple[tuple[int, Callable[[], object]], ...] = (
            (1_000, vehicle.plug_in),
            (3_000, lambda: reader.present(uid)),
            (26_000, vehicle.unplug_car),
            (30_000, vehicle.pull_plug),
            (SESSION_MS, bench.mark),
        )

    def session(self, cut_ms: int, dark_ms: int) -> None:
        """One session with one loss of power, `cut_ms` behind its beginning and for `dark_ms`."""
        at_ms, cut = 0, False
        for act_ms, act in self.acts:
            if not cut and cut_ms < act_ms:
                self._bench.wait(cut_ms - at_ms)
                self._bench.mains.cut()
                self._bench.wait(dark_ms)
                self._bench.mains.restore()
                at_ms, cut = cut_ms, True
            self._bench.wait(act_ms - at_ms)
            act()
            at_ms = act_ms


@when(
    step('the supply is cut at {number:Number} moments of a session of card "{uid:Text}" at socket {socket:Socket}'),
    target_fixture="stimulus",
)
def cut_at_moments(bench: Bench, number: int, uid: str, socket: int) -> Mark:
    """One cut a session, at moments that are drawn with a fixed seed; then all is delivered."""
    mark, chance, driver = bench.mark(), drawn(SEED), Driver(bench, uid, socket)
    for _ in range(number):
        driver.session(next(chance) % SESSION_MS, DARK_MS[0] + next(chance) % DARK_MS[1])
    bench.wait(DELIVERED_MS)
    return mark


@then("every session with current has a transaction")
def every_session_told(bench: Bench, stimulus: Mark) -> None:
    """A session lasts from one plug to the next."""
    with_current, flowed = 0, True
    for entry in bench.journal.after(stimulus.number):
        if entry.kind == "plug" and entry.detail["end"] == "station" and entry.detail["inserted"]:
            flowed = False
        elif not flowed and entry.kind == "current" and int(entry.detail["current_da"]) > 0:
            flowed, with_current = True, with_current + 1
    told = len(told_transactions(bench, stimulus.number))
    if not with_current or told < with_current:
        raise NonConformance(f"{with_current} transactions, one for each session with current", f"{told}")


@then("every transaction is stopped exactly once, with a meter that is not below its samples")
def every_one_stopped(bench: Bench, stimulus: Mark) -> None:
    """Those that began since the stimulus."""
    for one in told_transactions(bench, stimulus.number):
        _check_stop(one)


# -- restarts that the station makes by itself ------------------------------------------------


def _restarts() -> Observation:
    return Observation(
        "the station restarts by itself", lambda e: e.kind == "restart" and e.detail.get("state") == "restart"
    )


@then(step("the station restarts {duration:Duration} later"), target_fixture="restarted")
def restarts_later(bench: Bench, stimulus: Mark, duration: int) -> Mark:
    """Not earlier, and at most a minute later."""
    return _restart_after(bench, stimulus, duration)


@then(step("it restarts a second time {duration:Duration} after that"))
def restarts_again(bench: Bench, restarted: Mark, duration: int) -> None:
    """Not earlier, and at most a minute later, for the boot in between."""
    _restart_after(bench, restarted, duration)


def _restart_after(bench: Bench, mark: Mark, duration: int) -> Mark:
    entry = bench.observe(_restarts(), since=mark, within_ms=duration + RESTART_MS, not_before_ms=duration - 1_000)
    return Mark(entry.at_ms, entry.number)


@then(step("the station does not restart by itself for {duration:Duration}"))
def no_restart(bench: Bench, stimulus: Mark, duration: int) -> None:
    """From the stimulus on."""
    bench.never(_restarts(), since=stimulus, until_ms=duration)


@then(step("the current at socket {socket:Socket} flows again within {limit:Duration}"))
def flows_again(bench: Bench, restarted: Mark, stimulus: Mark, socket: int, limit: int) -> None:
    """Behind the restart, within the limit from the stimulus on."""
    left_ms = stimulus.at_ms + limit - restarted.at_ms
    bench.observe(current_flows(socket), since=restarted, within_ms=left_ms)


@then(step("the backend does not see socket {socket:Socket} {status:Word} for {duration:Duration}"))
def never_status(bench: Bench, stimulus: Mark, socket: int, status: str, duration: int) -> None:
    """No StatusNotification with this status, from the beginning of the scenario on."""
    wanted = request("StatusNotification", connectorId=socket, status=status)
    bench.never(wanted, since=stimulus, until_ms=duration)
    if seen_since(bench, wanted, 0):
        raise NonConformance(f"socket {socket} is never {status}", "it was before")
