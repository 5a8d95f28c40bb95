"""The device bench keeps the promises of every bench, as far as they can be kept in real time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from fixtures.bench.api import Bench, BenchBroken, NotApplicable, SubjectCrashed
from tests.harness import contract_words
from tests.harness.bench_contract import PROMISES

from .support import ALL, LONG, opened

EXACT = "it measures to the millisecond, which real time does not"
LONG_STORY = "its story takes minutes or days"
NOT_OWED = {
    "wait_passes_exactly_that_much_time": EXACT,
    "a_verb_takes_no_time_and_its_mark_is_from_before": EXACT,
    "wait_until_ends_when_it_holds_or_at_its_limit": EXACT,
    "what_comes_in_the_millisecond_of_the_mark_counts": EXACT,
    "observe_gives_the_first_and_stops_there": EXACT,
    "observe_has_two_ends": EXACT,
    "observe_waits_for_its_limit_and_no_longer": EXACT,
    "never_is_bounded": EXACT,
    "what_was_seen_before_the_mark_never_counts": EXACT,
    "saving_restarts_nothing": EXACT,
    "what_is_no_uid_is_no_card": EXACT,
    "a_card_is_held_to_one_reader": EXACT,
    "the_eye_sees_a_steady_light_as_one_stretch": EXACT,
    "the_eye_sees_each_flash": EXACT,
    "without_supply_all_is_dark_and_dead": EXACT,
    "what_was_saved_outlives_the_supply": LONG_STORY,
    "pings_and_pongs_are_in_the_journal": LONG_STORY,
    "the_journal_is_in_order": LONG_STORY,
    "the_backend_accepts_with_its_interval": LONG_STORY,
    "a_car_follows_the_pilot_within_its_own_time": EXACT,
    "a_car_that_sleeps_ignores_an_offer": EXACT,
    "a_fuse_opens_when_it_is_hot_and_what_hangs_behind_it_has_no_voltage": EXACT,
}
SAMPLE = ("time", "socket", "line", "backend")
"""What `make device` holds the bench to; STATIONPROOF_DEVICE=all to every promise."""
WAITS_MS = 2_000


class Hurried:
    """A bench whose waits and limits are cut, so that a promise is tried in seconds."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def __getattr__(self, name: str) -> Any:
        return getattr(self._bench, name)

    def wait(self, duration_ms: int) -> Any:
        return self._bench.wait(min(duration_ms, WAITS_MS))

    def never(self, unwanted: Any, *, since: Any, until_ms: int) -> None:
        gone_ms = self._bench.mark().at_ms - since.at_ms
        self._bench.never(unwanted, since=since, until_ms=min(until_ms, gone_ms + WAITS_MS))


def owed() -> list[str]:
    """The promises that are tried."""
    parts = {name: str(promise.__module__).rpartition("contract_")[2] for name, promise in PROMISES.items()}
    return [name for name, part in parts.items() if name not in NOT_OWED and (ALL or part in SAMPLE)]


def test_what_is_not_owed_is_a_promise() -> None:
    assert NOT_OWED.keys() <= PROMISES.keys()


@pytest.mark.skipif(not LONG, reason="takes minutes in real time; `make device` runs it")
@pytest.mark.parametrize("name", owed())
def test_the_device_bench_keeps_its_promise(name: str) -> None:
    """A promise about a facet that this bench does not have yet is not owed; the bench says which."""
    with opened() as bench:
        promise: Callable[[Any], None] = PROMISES[name]
        try:
            promise(Hurried(bench))
        except NotApplicable as lack:
            pytest.skip(f"not owed: {lack}")


def test_a_station_that_dies_is_a_verdict_and_a_backend_that_dies_breaks_the_bench() -> None:
    with opened() as bench:
        assert bench._pair is not None
        bench._pair.running["station"].kill()
        with pytest.raises(SubjectCrashed, match="its process has ended: ended by signal 9"):
            bench.wait(contract_words.LONG_MS)
    with opened() as bench:
        assert bench._pair is not None
        bench._pair.running["backend"].kill()
        with pytest.raises(BenchBroken, match="the process of the backend has ended: ended by signal 9"):
            bench.wait(contract_words.LONG_MS)
