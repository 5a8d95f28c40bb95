"""Steps that let time pass."""

from __future__ import annotations

import pytest
from pytest_bdd import given, when

from fixtures.bench.api import Bench, Mark

from .vocabulary import step


@pytest.fixture
def stimulus(bench: Bench) -> Mark:
    """What a `then` looks past: the last `when`; without one, the moment at which it is first asked for."""
    return bench.mark()


@given(step("{duration:Duration} go by"))
@when(step("{duration:Duration} go by"))
@given(step("{duration:Duration} have gone by"))
def time_goes_by(bench: Bench, duration: int) -> None:
    """Time passes; what is awaited still looks past the last thing that was done."""
    bench.wait(duration)


@when(step("the supply is cut for {duration:Duration}"), target_fixture="stimulus")
@given(step("the supply was cut for {duration:Duration}"))
def supply_cut(bench: Bench, duration: int) -> Mark:
    """Power off, wait, power on; the software runs again afterwards."""
    mark = bench.mains.cut()
    bench.wait(duration)
    bench.mains.restore()
    return mark
