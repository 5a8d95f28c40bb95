"""The shelf of broken subjects: every subject is well described and runs, and its fault can be seen."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from fixtures.bench.api import Bench, NonConformance
from fixtures.bench.virtual import VirtualBench
from fixtures.broken import SUBJECTS
from fixtures.broken.subject import Subject
from fixtures.catalogue import load_catalogue
from reference_impl.station.blueprint import Blueprint
from steps import authorisation, backend, charging, configuration, signals
from steps import time as passing

CATALOGUE = load_catalogue(Path(__file__).parents[2] / "features" / "requirements")
ENOUGH = 60
URL = "WebSockets JSON OCPP URL of the Backend"
CARD, STRANGER = "0A0E9B83", "C0FFEE01"
SOUND = Subject("reference", (), lambda sound: sound, "Nothing is wrong.")


def started(subject: Subject) -> VirtualBench:
    bench = VirtualBench(subject.blueprint(Blueprint()))
    bench.start()
    return bench


def test_there_are_enough_and_no_name_is_taken_twice() -> None:
    assert len(SUBJECTS) >= ENOUGH
    assert len({one.name for one in SUBJECTS}) == len(SUBJECTS)
    assert len({one.about for one in SUBJECTS}) == len(SUBJECTS)


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda one: one.name)
def test_a_subject_is_well_described(subject: Subject) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", subject.name), "lower case, words joined by dashes"
    assert re.fullmatch(r"[A-Z][^.]*\.", subject.about), "one sentence"
    assert subject.requirements, "it breaks something"
    assert len(set(subject.requirements)) == len(subject.requirements)
    assert [name for name in subject.requirements if name not in CATALOGUE] == []


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda one: one.name)
def test_a_subject_differs_from_the_reference_and_starts(subject: Subject) -> None:
    sound = Blueprint()
    broken = subject.blueprint(sound)
    assert broken != sound, "one row or one block is another"
    bench = started(subject)
    bench.wait(60_000)  # raises when the software has died
    assert bench.host.running
    bench.close()


# -- some faults, seen without pytest-bdd --


def connected(bench: Bench) -> None:
    backend.connected_station(bench)
    bench.backend.know_card(CARD.lower(), "Accepted")


def an_unknown_password(bench: Bench) -> None:
    configuration.no_page(bench, configuration.log_in(bench, "operator", "guess"))


def typed_and_not_saved(bench: Bench) -> None:
    configuration.type_in(bench, {"Free Charging": "On"})
    charging.no_current(bench, charging.plug_in(bench, 1), 1, 60_000)


def a_pending_station(bench: Bench) -> None:
    backend.backend_listens(bench, 300_000)
    backend.refuses_boot(bench, "Pending", 60_000)
    backend.boots_apart(bench, backend.configure_backend(bench), 60_000)


def a_path_with_an_identity(bench: Bench) -> None:
    backend.backend_listens(bench, 300_000)
    configuration.configure(bench, {"OCPP ChargeBoxIdentity (ChargePointID)": "+49*1"})
    backend.connects_with(bench, backend.configure_backend(bench), "without", "/ocpp/%2B49%2A1")


def nobody_connects(bench: Bench) -> None:
    connected(bench)
    authorisation.present(bench, CARD, 1)
    bench.wait(45_000)
    backend.no_start(bench, charging.plug_in(bench, 1), 60_000)


def a_refused_card(bench: Bench) -> None:
    connected(bench)
    signals.flashes_exactly(bench, authorisation.present(bench, STRANGER, 1), 1, 5)


def another_card(bench: Bench) -> None:
    connected(bench)
    charging.session_runs(bench, CARD, 1)
    mark = authorisation.present(bench, STRANGER, 1)
    backend.no_stop(bench, mark, 60_000)
    charging.stays_locked(bench, mark, 1, 60_000)


def offline_and_back(bench: Bench) -> None:
    connected(bench)
    configuration.configure(bench, {"If in doubt allow charging": "On"})
    bench.wait(60_000)
    bench.network.cut()
    bench.wait(30_000)
    charging.session_runs(bench, CARD, 1)
    bench.wait(600_000)
    authorisation.present(bench, CARD, 1)
    bench.wait(600_000)
    mark = bench.network.restore()
    backend.stored_messages(bench, mark, 300_000)
    backend.dated_before(bench, mark)


def an_entry_in_another_letter_case(bench: Bench) -> None:
    configuration.whitelist_holds(bench, CARD)
    charging.plug_in(bench, 1)
    charging.no_current(bench, authorisation.present(bench, CARD, 1), 1, 60_000)


def an_entry_in_decimal(bench: Bench) -> None:
    configuration.whitelist_holds(bench, str(int(CARD, 16)))
    charging.plug_in(bench, 1)
    charging.no_current(bench, authorisation.present(bench, CARD, 1), 1, 60_000)


def a_listed_card_with_the_list_off(bench: Bench) -> None:
    connected(bench)
    configuration.whitelist_holds(bench, CARD.lower())
    configuration.configure(bench, {"Enable local whitelist": "Off"})
    bench.wait(60_000)
    backend.asked(bench, authorisation.present(bench, CARD, 1), CARD.lower())


def a_refused_url(bench: Bench) -> None:
    configuration.configure(bench, {URL: "ws://csms.test/ocpp"})
    configuration.logged_in(bench)
    refusal = configuration.set_value(bench, URL, "http://csms.test")
    configuration.refused(refusal, "ws:")
    configuration.refused(refusal, "wss:")
    configuration.reads(bench, URL, "Backend", "ws://csms.test/ocpp")


def a_weld(bench: Bench) -> None:
    connected(bench)
    charging.session_runs(bench, CARD, 1)
    bench.faults(1).weld_contactor()
    signals.flashes_on(bench, charging.unplug_car(bench, 1), 1)


def a_loss_of_supply(bench: Bench) -> None:
    configuration.configure(bench, {"Free Charging": "On"})
    passing.supply_cut(bench, 60_000)
    charging.starts(bench, charging.plug_in(bench, 1), 1)


@dataclass(frozen=True)
class Story:
    """A short story that the sound station passes, and subjects that it must catch."""

    tell: Callable[[Bench], None]
    caught: tuple[str, ...]


STORIES = (
    Story(an_unknown_password, ("any-password", "pages-without-login")),
    Story(typed_and_not_saved, ("typed-is-in-force",)),
    Story(a_pending_station, ("boot-every-ten-seconds", "boot-once", "boot-answer-not-read")),
    Story(a_path_with_an_identity, ("identity-not-encoded", "path-dropped")),
    Story(nobody_connects, ("timeout-never", "timeout-one-second-long")),
    Story(a_refused_card, ("four-flashes", "six-flashes", "refusal-stuck", "refusal-not-read")),
    Story(another_card, ("any-card-stops", "any-card-unlocks")),
    Story(offline_and_back, ("offline-messages-lost", "offline-start-again", "offline-start-dated-when-sent")),
    Story(an_entry_in_another_letter_case, ("list-ignores-letter-case",)),
    Story(an_entry_in_decimal, ("decimal-entry-counts",)),
    Story(a_listed_card_with_the_list_off, ("list-always-on", "list-off-bars-its-entries")),
    Story(
        a_refused_url,
        (
            "http-accepted",
            "refused-url-clears",
            "refused-url-taken",
            "refusal-names-ws-only",
            "refusal-names-wss-only",
        ),
    ),
    Story(a_weld, ("weld-unseen", "weld-harmless", "fault-pattern-ends")),
    Story(a_loss_of_supply, ("nothing-saved",)),
)
CATCHES = [(story.tell, name) for story in STORIES for name in story.caught]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.tell.__name__)
def test_the_reference_passes(story: Story) -> None:
    bench = started(SOUND)
    story.tell(bench)
    bench.close()


@pytest.mark.parametrize(("tell", "name"), CATCHES, ids=[name for _, name in CATCHES])
def test_a_planted_fault_is_caught(tell: Callable[[Bench], None], name: str) -> None:
    subject = next(one for one in SUBJECTS if one.name == name)
    bench = started(subject)
    with pytest.raises(NonConformance) as caught:
        tell(bench)
    assert type(caught.value) is NonConformance, "a crash is no catch"
    bench.close()
