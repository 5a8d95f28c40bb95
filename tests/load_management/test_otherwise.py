"""The stations that do otherwise are sound: they keep every limit through some hours in which anything happens."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from fixtures.broken import SUBJECTS
from fixtures.broken.otherwise import SOUND
from fixtures.broken.subject import Subject
from fixtures.invariants import check_journal

from .days import overloads
from .test_random_days import lived

HOURS = 0.4
"""About a dozen events, failures among them."""


@pytest.mark.parametrize("station", SOUND, ids=lambda one: one.name)
@pytest.mark.parametrize("seed", [2, 3])
def test_it_keeps_every_limit(station: Subject, seed: int) -> None:
    day = lived(seed, 3, HOURS, station.plant())
    assert overloads(day.bench.journal, day.plan) == []
    assert check_journal(day.bench.journal) == []
    day.bench.close()


def test_all_of_them_are_run_and_none_is_taken_for_broken() -> None:
    makefile = (Path(__file__).parents[2] / "Makefile").read_text(encoding="utf-8")
    named = re.search(r"for name in ([^;]+);", makefile)
    assert named is not None
    assert [*named[1].split(), "other-words"] == [one.name for one in SOUND]
    assert "--otherwise other-words --profile reference-other-words \\\n\t  --level shall --level should" in makefile
    assert not {one.name for one in SOUND} & {one.name for one in SUBJECTS}
