"""A backend that is away: the station tries again, more and more seldom, and no two stations together."""

from __future__ import annotations

from itertools import pairwise

from fixtures.bench.virtual import VirtualBench
from reference_impl.blocks.connectivity.backoff import LONGEST_S
from reference_impl.station.blueprint import Blueprint
from steps.backend import LOCAL_NETWORK
from steps.configuration import configure

AWAY_MS = 600_000


def attempts(seed: str, identity: str) -> list[int]:
    """When the station tries to connect, from the moment in which its backend goes away, in milliseconds."""
    bench = VirtualBench(Blueprint().with_tables(seed=seed))
    bench.start()
    bench.network.resolve("csms.test", tls=False, port=80)
    configure(bench, {**LOCAL_NETWORK, "OCPP ChargeBoxIdentity (ChargePointID)": identity})
    bench.wait(60_000)
    cut = bench.network.cut()
    bench.wait(AWAY_MS)
    tried = [e.at_ms - cut.at_ms for e in bench.journal.after(cut.number) if e.detail.get("state") == "unreachable"]
    bench.close()
    return tried


def test_the_pauses_grow_to_a_minute_and_the_station_does_not_give_up() -> None:
    tried = attempts("", "PS2-1")
    pauses = [later - sooner for sooner, later in pairwise(tried)]
    rows = [*LONGEST_S[1:], *[LONGEST_S[-1]] * len(pauses)]
    assert len(pauses) > 10
    assert all(row * 500 <= pause <= row * 1_000 + 100 for row, pause in zip(rows, pauses, strict=False))


def test_the_same_station_repeats_itself_and_two_never_knock_together() -> None:
    one, other, seeded = attempts("", "PS2-1"), attempts("", "PS2-2"), attempts("another", "PS2-1")
    assert one == attempts("", "PS2-1")
    assert not set(one) & set(other)
    assert not set(one) & set(seeded)
