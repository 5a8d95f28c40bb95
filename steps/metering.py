"""Steps about meter values: when they come, what is in them, and what StopTransaction keeps of them."""

from __future__ import annotations

import json
from datetime import datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any

from pytest_bdd import then, when

from fixtures.bench.api import Bench, Mark, NonConformance, Observation
from fixtures.bench.journal import Entry

from .backend import SOON_MS
from .certification import change_configuration
from .observations import answer, payload, request, seen_since
from .sampled import REGISTER, measurand_of, registers_wh, unit_of, value_of
from .vocabulary import step

CLOCK, PERIODIC, TRIGGER = "Sample.Clock", "Sample.Periodic", "Trigger"
MEASURED = (
    *(f"{name}.{phase}" for name in ("Current.Import", "Power.Active.Import") for phase in ("L1", "L2", "L3")),
    *(f"Voltage.{phase}" for phase in ("L1-N", "L2-N", "L3-N")),
    "Current.Import",
    "Power.Active.Import",
    "Voltage",
    "Current.Offered",
)
"""What a station with a meter for three phases can measure, as configuration keys name it."""
LAG_MS = 1_000
"""How long after the moment of the clock a value may be dated."""

Sample = dict[str, Any]


def _contexts(value: Sample) -> set[str]:
    """Sample.Periodic is what is meant where none is given (OCPP 1.6, 7.43)."""
    return {str(sample.get("context", PERIODIC)) for sample in value["sampledValue"]}


def _is_meter(entry: Entry, context: str, socket: int | None) -> bool:
    sent = payload(entry)
    mine = socket is None or sent["connectorId"] == socket
    return mine and all(_contexts(value) == {context} for value in sent["meterValue"])


def _metered(context: str, socket: int | None = None) -> Observation:
    wanted = request("MeterValues")
    return Observation(
        f"MeterValues with the context {context}", lambda e: wanted.matches(e) and _is_meter(e, context, socket)
    )


def _dates(entries: list[Entry]) -> list[datetime]:
    return [datetime.fromisoformat(value["timestamp"]) for e in entries for value in payload(e)["meterValue"]]


def _ms_of_day(date: datetime) -> int:
    midnight = date.replace(hour=0, minute=0, second=0, microsecond=0)
    return round((date - midnight).total_seconds() * 1_000)


# -- when ------------------------------------------------------------------------------------


@then(
    step("the clock-aligned MeterValues of socket {socket:Socket} are those of every {interval:Duration} of the clock")
)
def by_the_clock(bench: Bench, stimulus: Mark, socket: int, interval: int) -> None:
    """Watched for three intervals: each has its value, and none is dated elsewhere."""
    bench.wait(3 * interval + LAG_MS)
    dates = _dates(seen_since(bench, _metered(CLOCK, socket), stimulus.number))
    moments = [_ms_of_day(date) for date in dates]
    late = [ms for ms in moments if ms % interval > LAG_MS]
    steps = {(after - before).total_seconds() * 1_000 // interval for before, after in pairwise(dates)}
    if late or len(moments) < 3 or not steps <= {1}:
        seen = ", ".join(date.isoformat() for date in dates)
        raise NonConformance(f"a clock-aligned value at every {interval} ms of the day", seen or "none")


@then(step('the clock-aligned MeterValues of socket {socket:Socket} came at {first:Word} and {second:Word} only'))
def at_times(bench: Bench, stimulus: Mark, socket: int, first: str, second: str) -> None:
    """Each at least once."""
    dates = _dates(seen_since(bench, _metered(CLOCK, socket), 0))
    times = {date.strftime("%H:%M:%S") for date in dates}
    if times != {first, second}:
        raise NonConformance(f"values at {first} and {second} of each day", ", ".join(sorted(times)) or "none")


@then(step("the clock-aligned MeterValues of socket {socket:Socket} belong to no transaction"))
def of_no_transaction(bench: Bench, stimulus: Mark, socket: int) -> None:
    """No transactionId."""
    sent = [payload(e) for e in seen_since(bench, _metered(CLOCK, socket), stimulus.number)]
    if not sent or any("transactionId" in one for one in sent):
        raise NonConformance("clock-aligned MeterValues without a transactionId", json.dumps(sent))


@then(step("the clock-aligned MeterValues of socket {socket:Socket} belong to its transaction"))
def of_its_transaction(bench: Bench, stimulus: Mark, socket: int) -> None:
    """Its transactionId."""
    number = bench.backend.transaction_id(socket)
    sent = [payload(e).get("transactionId") for e in seen_since(bench, _metered(CLOCK, socket), stimulus.number)]
    if set(sent) != {number}:
        raise NonConformance(f"clock-aligned MeterValues of transaction {number}", f"{sent}")


@then(step("the next MeterValues of socket {socket:Socket} belong to no transaction"))
def next_of_no_transaction(bench: Bench, stimulus: Mark, socket: int) -> None:
    """No transactionId (OCPP 1.6, 4.7)."""
    sent = payload(bench.observe(request("MeterValues", connectorId=socket), since=stimulus, within_ms=30_000))
    if "transactionId" in sent:
        raise NonConformance("MeterValues without a transactionId", json.dumps(sent))


@then(step("no clock-aligned MeterValues come for {duration:Duration}"))
def no_clock(bench: Bench, stimulus: Mark, duration: int) -> None:
    """Of any connector."""
    bench.never(_metered(CLOCK), since=stimulus, until_ms=duration)


@then(step("no sampled MeterValues come for {duration:Duration}"))
def no_samples(bench: Bench, stimulus: Mark, duration: int) -> None:
    """A second may pass until the new value counts."""
    later = Mark(stimulus.at_ms + 1_000, len(bench.journal))
    bench.never(_metered(PERIODIC), since=later, until_ms=duration)


@then(step("MeterValues of socket {socket:Socket} come with the context {context:Word}"))
def with_context(bench: Bench, stimulus: Mark, socket: int, context: str) -> None:
    """Soon."""
    bench.observe(_metered(context, socket), since=stimulus, within_ms=SOON_MS)


# -- what ------------------------------------------------------------------------------------


@when(step('the backend sets "{key:Text}" to more measurands than {limit:Word}'), target_fixture="stimulus")
def too_many(bench: Bench, key: str, limit: str) -> Mark:
    """As many as the station says that it takes, and one more."""
    mark = bench.backend.request("GetConfiguration", {"key": [limit]})
    rows = payload(bench.observe(answer("GetConfiguration"), since=mark, within_ms=SOON_MS)).get("configurationKey")
    if not rows:
        raise NonConformance(f"{limit} has a value", "the key is unknown")
    most = int(rows[0]["value"])
    return change_configuration(bench, key, ",".join([*MEASURED, *[REGISTER] * most][: most + 1]))


def _next(bench: Bench, context: str, socket: int) -> Sample:
    entry = bench.observe(_metered(context, socket), since=bench.mark(), within_ms=10 * 60_000)
    value: Sample = payload(entry)["meterValue"][0]
    return value


def _named(sample: Sample) -> str:
    phase = str(sample.get("phase", "")).removesuffix("-N")  # L1 and L1-N say the same of a voltage
    words = (measurand_of(sample), phase, unit_of(sample))
    return " ".join(word for word in words if word)


def _has_exactly(value: Sample, values: str) -> None:
    seen = [_named(sample) for sample in value["sampledValue"]]
    if sorted(seen) != sorted(values.split(", ")):
        raise NonConformance(values, ", ".join(seen))


@then(step('the next sampled MeterValues of socket {socket:Socket} have "{values:Text}" and nothing else'))
def sampled_have(bench: Bench, socket: int, values: str) -> None:
    """Measurand, phase and unit of each."""
    _has_exactly(_next(bench, PERIODIC, socket), values)


@then(step('the next clock-aligned MeterValues of socket {socket:Socket} have "{values:Text}" and nothing else'))
def aligned_have(bench: Bench, socket: int, values: str) -> None:
    """Measurand, phase and unit of each."""
    _has_exactly(_next(bench, CLOCK, socket), values)


@then(step("in the next sampled MeterValues of socket {socket:Socket} the power is the sum of voltage times current"))
def power_agrees(bench: Bench, socket: int) -> None:
    """Within 2 %; more than 1 kW, so that two zeros do not agree by chance."""
    samples = _next(bench, PERIODIC, socket)["sampledValue"]
    values = {(measurand_of(s), str(s.get("phase", ""))[:2]): value_of(s) for s in samples}
    power_w = values.get(("Power.Active.Import", ""), Decimal(0))
    phases = ("L1", "L2", "L3")
    made_w = sum(values.get(("Voltage", p), Decimal(0)) * values.get(("Current.Import", p), Decimal(0)) for p in phases)
    if power_w < 1_000 or abs(power_w - made_w) > power_w / 50:
        raise NonConformance(f"a power of {made_w} W, the sum of voltage times current", f"{power_w} W")


# -- transactionData -------------------------------------------------------------------------


def _stop(bench: Bench, stimulus: Mark) -> dict[str, Any]:
    return payload(bench.observe(request("StopTransaction"), since=stimulus, within_ms=5 * 60_000))


def _kept_contexts(bench: Bench, stimulus: Mark) -> list[str]:
    values = _stop(bench, stimulus).get("transactionData", [])
    return [context for value in values for context in sorted(_contexts(value))]


@then(step('transactionData has the contexts "{contexts:Text}"'))
def kept_contexts(bench: Bench, stimulus: Mark, contexts: str) -> None:
    """One value each, in this order."""
    seen = _kept_contexts(bench, stimulus)
    if seen != contexts.split(", "):
        raise NonConformance(contexts, ", ".join(seen) or "no transactionData")


@then(step('transactionData has only the context "{context:Text}", at least {number:Number} times'))
def kept_only(bench: Bench, stimulus: Mark, context: str, number: int) -> None:
    """Values of no other context."""
    seen = _kept_contexts(bench, stimulus)
    if set(seen) != {context} or len(seen) < number:
        raise NonConformance(f"at least {number} times {context}", ", ".join(seen) or "no transactionData")


@then("StopTransaction has no transactionData")
def nothing_kept(bench: Bench, stimulus: Mark) -> None:
    """An empty list is none either."""
    if kept := _stop(bench, stimulus).get("transactionData"):
        raise NonConformance("no transactionData", json.dumps(kept))


@then("the register in transactionData begins with meterStart, ends with meterStop and never falls")
def register_kept(bench: Bench, stimulus: Mark) -> None:
    """The energy register of each value."""
    stop = _stop(bench, stimulus)
    registers = registers_wh(stop.get("transactionData", []))
    start = payload(seen_since(bench, request("StartTransaction"), 0)[-1])
    ends = [start["meterStart"], stop["meterStop"]]
    if not registers or [registers[0], registers[-1]] != ends or registers != sorted(registers):
        raise NonConformance(f"registers from {ends[0]} to {ends[1]} Wh, never falling", f"{registers}")


# -- afterwards ------------------------------------------------------------------------------


@then(
    step(
        "the MeterValues of socket {socket:Socket} of the last {duration:Duration} come in their order "
        "within {limit:Duration}"
    )
)
def in_order(bench: Bench, stimulus: Mark, socket: int, duration: int, limit: int) -> None:
    """Dates rise, and cover the time from its first to its last minute."""
    bench.wait(limit)
    dates = _dates(seen_since(bench, request("MeterValues", connectorId=socket), stimulus.number))
    covered_ms = (dates[-1] - dates[0]).total_seconds() * 1_000 if dates else 0
    if dates != sorted(dates) or covered_ms < duration + limit - 2 * 60_000:
        seen = ", ".join(date.time().isoformat() for date in dates)
        raise NonConformance(f"MeterValues of {duration} ms and since, in order", seen or "none")


@then(step("among them are clock-aligned ones of every {interval:Duration} of the clock"))
def aligned_among_them(bench: Bench, stimulus: Mark, interval: int) -> None:
    """No moment is left out, and each is dated at its moment."""
    dates = _dates(seen_since(bench, _metered(CLOCK, 1), stimulus.number))
    gaps = {round((after - before).total_seconds() * 1_000 / interval) for before, after in pairwise(dates)}
    if gaps != {1} or any(_ms_of_day(date) % interval > LAG_MS for date in dates):
        seen = ", ".join(date.time().isoformat() for date in dates)
        raise NonConformance(f"clock-aligned values of every {interval} ms", seen or "none")
