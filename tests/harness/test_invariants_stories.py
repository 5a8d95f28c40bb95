"""The invariants on real stories: silent about the sound station, not about stations with a planted fault."""

from __future__ import annotations

from contextlib import suppress
from random import Random

import pytest

from fixtures.bench.api import BenchBroken
from fixtures.bench.virtual import VirtualBench
from fixtures.broken import SUBJECTS
from fixtures.invariants import check_journal
from reference_impl.blocks.limits.sources import SOURCES
from reference_impl.station.blueprint import Blueprint
from tests.harness import invariant_stories as told
from tests.harness.invariant_stories import CARD, OTHER, Story, closings, opened

MODES = ("No OCPP", "With OCPP Status Notifications with auth", "With OCPP full, any rfid with auth")
DOUBT = {"If_in_doubt_allow_charging": "On"}
LISTED = {"Enable_local_whitelist": "On", "List_of_entries_in_local_whitelist": CARD.lower()}
STORIES: tuple[tuple[Story, dict[str, str], int], ...] = (
    (told.backend_session, {}, 2),
    (told.backend_session, {"RFID_Tag_letter_case": "Upper Case"}, 2),
    (told.backend_session, LISTED, 2),
    *((told.backend_session, {"Free_Charging": "On", "Free_Charging_Mode": mode}, 2) for mode in MODES),
    (told.car_leaves, {"Lock_Actuator_only_if_authorized": "On"}, 1),
    (told.offline_session, LISTED, 2),
    (told.offline_session, DOUBT, 2),
    (told.offline_session, {"If_in_doubt_allow_charging": "OnImmediatelyWhenPluggedIn"}, 2),
    (told.offline_session, {}, 0),
    (told.power_cut, {}, 2),
    (told.power_cut, LISTED, 2),
    (told.refused, {}, 0),
    (told.refused, DOUBT, 0),
    (told.refused_offline, {}, 0),
    (told.another_card, {}, 1),
    (told.too_late, {}, 1),
    (told.welded, {}, 1),
    (told.jammed, {}, 0),
    (told.silent_backend, {}, 0),
    (told.silent_backend, DOUBT, 1),
    (told.remote, {}, 1),
    (told.remote, {"Send_Authorize_for_RemoteStart": "Off"}, 1),
    (told.learning, {"Enable_local_whitelist": "On"}, 1),
    (told.lost_answers, {}, 1),
)
"""A story, the values it is told with, and how often a contactor closes in it."""


@pytest.mark.parametrize(
    ("story", "values", "times"),
    STORIES,
    ids=[f"{story.__name__}-{number}" for number, (story, *_) in enumerate(STORIES)],
)
def test_a_sound_station_raises_no_alarm(story: Story, values: dict[str, str], times: int) -> None:
    bench = opened(None, **values)
    story(bench)
    assert check_journal(bench.journal) == []
    assert closings(bench) == times
    bench.close()
    assert check_journal(bench.journal) == []


# -- whatever happens --


def anything(bench: VirtualBench, choose: Random) -> None:
    """One thing that can happen at a socket, chosen at random."""
    socket = choose.choice((1, 1, 2))
    outlet, vehicle = bench.hardware.outlets[socket], bench.vehicle(socket)
    what = choose.choice(
        ("card", "card", "plug", "plug", "leave", "pull", "ready", "line", "power", "silence", "limit")
    )
    if what == "card":
        bench.reader(socket).present(choose.choice((CARD, OTHER)))
    elif what == "plug" and outlet.cable_a is None:
        choose.choice((vehicle.plug_in, vehicle.plug_in_station_end))(cable_a=choose.choice((13, 20, 32, 63)))
    elif what == "plug" and outlet.car is None:
        vehicle.connect_car()
    elif what == "leave" and outlet.car is not None:
        vehicle.unplug_car()
    elif what == "pull" and outlet.cable_a is not None:
        vehicle.pull_plug()
    elif what == "ready" and outlet.car is not None:
        vehicle.set_ready(choose.random() < 0.5)
    elif what == "line":
        (bench.network.restore if bench.network.lines.is_cut else bench.network.cut)()
    elif what == "power" and choose.random() < 0.2:
        bench.mains.cut()
        bench.wait(choose.choice((0, 30_000)))
        bench.mains.restore()
    elif what == "silence":
        action = choose.choice(("Authorize", "StartTransaction", "StopTransaction", "MeterValues"))
        choose.choice((bench.backend.withhold, bench.backend.release, bench.backend.release))(action)
    elif what == "limit":
        limit = {"key": choose.choice(("OperatorCurrentLimit", "FreeCharging", "Nonsense")), "value": "10"}
        with suppress(BenchBroken):  # no station is connected just now
            bench.backend.request("ChangeConfiguration", limit)


@pytest.mark.parametrize("seed", range(24))
def test_whatever_happens_a_sound_station_raises_no_alarm(seed: int) -> None:
    choose = Random(seed)
    doubt = choose.choice(("Off", "On"))
    listed = choose.choice(({}, LISTED))
    bench = opened(None, If_in_doubt_allow_charging=doubt, Vehicle_connection_timeout="20", **listed)
    for _ in range(60):
        anything(bench, choose)
        bench.wait(choose.choice((0, 20, 300, 1_000, 3_000, 20_000, 70_000)))
    assert check_journal(bench.journal) == []
    bench.close()


# -- planted faults --

FAULTY = {subject.name: subject for subject in SUBJECTS}
PLANTED: tuple[tuple[str, Story, dict[str, str], str], ...] = (
    ("timeout-never", told.too_late, {}, "AUT-003"),
    ("unplugging-ends-nothing", told.car_returns, {}, "FRE-004"),
    ("doubt-always", told.refused_offline, {}, "FRE-004"),
    ("list-always-on", told.refused, {"List_of_entries_in_local_whitelist": OTHER.lower()}, "FRE-004"),
    ("free-charging-never-off", told.refused, {}, "FRE-004"),
    ("lock-believed", told.backend_session, {}, "AUT-081"),
    ("lock-lets-go", told.backend_session, {}, "AUT-081"),
    ("any-card-unlocks", told.another_card, {}, "AUT-081"),
    ("silent-backend-half-a-minute", told.silent_backend, {}, "BKD-039"),
    ("stop-without-number", told.car_leaves, {}, "AUT-043"),
    ("stop-unreported", told.car_leaves, {}, "AUT-043"),
    ("charging-light-without-current", told.backend_session, {}, "LED-018"),
)
"""A broken subject, the story and values that show its fault, and a requirement that is named."""


@pytest.mark.parametrize(("name", "story", "values", "requirement"), PLANTED, ids=[row[0] for row in PLANTED])
def test_a_planted_fault_raises_the_alarm(name: str, story: Story, values: dict[str, str], requirement: str) -> None:
    bench = opened(FAULTY[name].blueprint(Blueprint()), **values)
    story(bench)
    assert requirement in {violation.requirement for violation in check_journal(bench.journal)}
    bench.close()


OFFERS: tuple[tuple[str, dict[str, object], str, set[str]], ...] = (
    ("one duty for all", {"duty": lambda offer: 533}, "PWR-003", {"PWR-050"}),
    ("more than the hardware has", {"duty": lambda offer: 800}, "PWR-003", {"PWR-050"}),
    (
        "the operator does not count",
        {"limits": tuple(row for row in SOURCES if row.name != "operator")},
        "PWR-003",
        set(),
    ),
    ("the plug does not count", {"limits": tuple(row for row in SOURCES if row.name != "cable")}, "SPC-019", set()),
)
"""A name, what is changed in the station, the requirement that is named, and others where it says one limit and offers
another."""


@pytest.mark.parametrize(("name", "changed", "requirement", "others"), OFFERS, ids=[row[0] for row in OFFERS])
def test_too_high_an_offer_raises_the_alarm(
    name: str, changed: dict[str, object], requirement: str, others: set[str]
) -> None:
    limits = {"Operator_Current_Limit_[A]": "16"} if requirement == "PWR-003" else {}
    bench = opened(Blueprint().with_tables(**changed), **limits)
    told.car_leaves(bench)
    assert {violation.requirement for violation in check_journal(bench.journal)} == {requirement, *others}
    bench.close()
