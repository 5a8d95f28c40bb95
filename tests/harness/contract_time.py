"""Promises of every bench: time, and expectations that look forward and have two ends."""

from __future__ import annotations

from itertools import pairwise

import pytest

from fixtures.bench.api import Bench, NonConformance, Observation
from steps.observations import lock_moves

from .contract_words import ANYTHING, CARD, LONG_MS, NOTHING, a_lock, entries, free


def wait_passes_exactly_that_much_time(bench: Bench) -> None:
    for duration_ms in (0, 1, 1_234, 86_400_000):
        before = bench.mark()
        after = bench.wait(duration_ms)
        assert after.at_ms - before.at_ms == duration_ms
        assert bench.mark() == after


def marks_only_go_forward(bench: Bench) -> None:
    marks = [bench.mark(), bench.wait(10), bench.vehicle(1).plug_in(), bench.mark(), bench.wait(5_000)]
    marks += [bench.vehicle(1).unplug_car(), bench.wait(5_000), bench.reader(2).present(CARD), bench.mark()]
    assert all(a.at_ms <= b.at_ms and a.number <= b.number for a, b in pairwise(marks))
    assert marks[-1].number == len(bench.journal)


def a_verb_takes_no_time_and_its_mark_is_from_before(bench: Bench) -> None:
    before = bench.mark()
    assert bench.vehicle(1).plug_in() == before
    assert bench.mark().at_ms == before.at_ms
    assert entries(bench, before, "plug", inserted=True)


def wait_until_ends_when_it_holds_or_at_its_limit(bench: Bench) -> None:
    free(bench)
    mark = bench.vehicle(1).plug_in()
    assert bench.wait_until(lambda: bool(entries(bench, mark, "lock", closed=True)), within_ms=LONG_MS)
    assert bench.mark().at_ms == entries(bench, mark, "lock", closed=True)[0].at_ms
    now = bench.mark()
    assert bench.wait_until(lambda: True, within_ms=LONG_MS)
    assert bench.mark() == now
    assert not bench.wait_until(lambda: False, within_ms=777)
    assert bench.mark().at_ms == now.at_ms + 777


def what_was_seen_before_the_mark_never_counts(bench: Bench) -> None:
    stimulus, lock, _ = a_lock(bench)
    mark = bench.mark()
    with pytest.raises(NonConformance, match="nothing of the kind"):
        bench.observe(lock_moves(1, closed=True), since=mark, within_ms=1_000)
    bench.never(lock_moves(1, closed=True), since=mark, until_ms=2_000)
    assert bench.observe(lock_moves(1, closed=True), since=stimulus, within_ms=LONG_MS) == lock


def what_comes_in_the_millisecond_of_the_mark_counts(bench: Bench) -> None:
    wanted = Observation("a plug", lambda entry: entry.kind == "plug")
    mark = bench.vehicle(1).plug_in()
    entry = bench.observe(wanted, since=mark, within_ms=0)
    assert entry.at_ms == mark.at_ms
    with pytest.raises(NonConformance, match="a plug"):
        bench.never(wanted, since=mark, until_ms=0)


def observe_gives_the_first_and_stops_there(bench: Bench) -> None:
    mark, lock, _ = a_lock(bench)
    assert bench.mark().at_ms == lock.at_ms
    first = bench.observe(ANYTHING, since=mark, within_ms=LONG_MS)
    assert first.number == mark.number + 1


def observe_has_two_ends(bench: Bench) -> None:
    mark, lock, took_ms = a_lock(bench)
    wanted = lock_moves(1, closed=True)
    assert took_ms > 1, "this promise is tried on something that takes a while"
    assert bench.observe(wanted, since=mark, within_ms=took_ms, not_before_ms=took_ms) == lock
    with pytest.raises(NonConformance) as late:
        bench.observe(wanted, since=mark, within_ms=took_ms - 1)
    assert late.value.expected == f"{wanted} within {took_ms - 1} ms"
    assert late.value.observed == f"after {took_ms} ms"
    with pytest.raises(NonConformance) as early:
        bench.observe(wanted, since=mark, within_ms=took_ms + 100, not_before_ms=took_ms + 1)
    assert early.value.expected == f"{wanted} from {took_ms + 1} ms to {took_ms + 100} ms"
    assert early.value.observed == f"after {took_ms} ms"


def observe_waits_for_its_limit_and_no_longer(bench: Bench) -> None:
    free(bench)
    mark = bench.vehicle(1).plug_in()
    with pytest.raises(NonConformance) as never:
        bench.observe(lock_moves(1, closed=True), since=mark, within_ms=1)
    assert (never.value.expected, never.value.observed) == (
        f"{lock_moves(1, closed=True)} within 1 ms",
        "nothing of the kind",
    )
    assert bench.mark().at_ms == mark.at_ms + 1
    bench.observe(lock_moves(1, closed=True), since=mark, within_ms=LONG_MS)
    with pytest.raises(NonConformance, match="pigs that fly within 60000 ms"):
        bench.observe(NOTHING, since=mark, within_ms=60_000)
    assert bench.mark().at_ms == mark.at_ms + 60_000


def never_is_bounded(bench: Bench) -> None:
    free(bench)
    mark = bench.vehicle(1).plug_in()
    bench.never(lock_moves(1, closed=True), since=mark, until_ms=1)
    assert bench.mark().at_ms == mark.at_ms + 1
    lock = bench.observe(lock_moves(1, closed=True), since=mark, within_ms=LONG_MS)
    took_ms = lock.at_ms - mark.at_ms
    bench.never(lock_moves(1, closed=True), since=mark, until_ms=took_ms - 1)
    assert bench.mark().at_ms == lock.at_ms
    with pytest.raises(NonConformance) as seen:
        bench.never(lock_moves(1, closed=True), since=mark, until_ms=took_ms)
    assert seen.value.expected == f"not within {took_ms} ms: {lock_moves(1, closed=True)}"
    assert seen.value.observed.startswith(f"after {took_ms} ms")
    bench.never(NOTHING, since=mark, until_ms=100_000)
    assert bench.mark().at_ms == mark.at_ms + 100_000
