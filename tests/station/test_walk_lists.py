"""Everything that can be done to the local whitelist, at random, with restarts in between: whoever is on the list that
was saved may charge, and nobody else."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from reference_impl.blocks.session.session import Session
from reference_impl.blocks.session.states import State
from reference_impl.model import effects as fx
from reference_impl.model import events as ev
from reference_impl.station.station import Blueprint, Station

CARDS = ("04a1b2c3", "04ffffff", "0a0e9b83", "04567daa5f3580")
PLACES = [f"{card}{postfix}" for card in CARDS for postfix in ("", "#1", "#2")]
LIST = "List of entries in local whitelist"


class World:
    """A station with a disk, and what its list should be: as it is on the screen, and in force."""

    def __init__(self) -> None:
        self.disk: dict[str, str] = {}
        self.write({"configuration": {"Enable local whitelist": "On"}})
        self.shown: list[str] = []
        self.force: list[str] = []
        self.saved: list[str] = []
        self.boot()

    def write(self, records: dict[str, Any]) -> None:
        self.disk |= {name: json.dumps(value) for name, value in records.items()}

    def boot(self) -> None:
        self.station = Station(Blueprint())
        self.shown, self.force = list(self.saved), list(self.saved)
        self.tell(ev.RecordsRestored({name: json.loads(text) for name, text in self.disk.items()}))
        self.tell(ev.Booted("power"))
        self.tell(ev.LoginAttempted("operator", "yellow_zone"))

    def tell(self, event: ev.Event) -> list[fx.Effect]:
        effects = self.station.handle(event, 0)
        for effect in effects:
            if isinstance(effect, fx.Write):
                self.write(effect.records)
        return effects

    # -- what can happen --

    def add(self, entries: list[str]) -> None:
        self.tell(ev.ListButtonPressed("Add entry", entries[0]))
        self._expect(entries[:1])

    def take_file(self, entries: list[str]) -> None:
        self.tell(ev.ListButtonPressed("Import list", "\n".join(entries)))
        self._expect(entries)

    def take_wrong_file(self, entries: list[str]) -> None:
        effects = self.tell(ev.ListButtonPressed("Import list", "\n".join([*entries, "Id;Type"])))
        assert any(isinstance(effect, fx.ShowRefusal) for effect in effects)

    def learn(self, entries: list[str]) -> None:
        card = entries[0].partition("#")[0]
        self.tell(ev.LearningPressed(start=True))
        self.tell(ev.CardRecognised(1, card))
        self.tell(ev.LearningPressed(start=False))
        self._expect([card])

    def delete(self, entries: list[str]) -> None:
        self.tell(ev.ListButtonPressed("Delete", entries[0]))
        self.shown = [entry for entry in self.shown if entry != entries[0]]

    def delete_all(self, entries: list[str]) -> None:
        self.tell(ev.ListButtonPressed("Delete whole list", ""))
        self.shown = []

    def type_in(self, entries: list[str]) -> None:
        self.shown = list(dict.fromkeys(entries))
        self.tell(ev.ValueTyped(LIST, ":".join(self.shown)))

    def save(self, entries: list[str]) -> None:
        self.tell(ev.SavePressed(restart=False))
        self.saved = list(self.shown)

    def restart(self, entries: list[str]) -> None:
        self.boot()

    def show_card(self, entries: list[str]) -> None:
        card = entries[0].partition("#")[0]
        for socket in (1, 2):
            self.tell(ev.CardRecognised(socket, card))
            session = self.station._socket_blocks["session"][socket]
            assert isinstance(session, Session)
            listed = card in self.force or f"{card}#{socket}" in self.force
            assert (session._state is State.AUTHORISED) == listed, f"{card} at socket {socket}"
            self.tell(ev.ConnectionTimedOut(socket))

    def _expect(self, entries: list[str]) -> None:
        self.shown = list(dict.fromkeys([*self.shown, *entries]))

    def check(self) -> None:
        (page,) = (e for e in self.tell(ev.ListButtonPressed("Search for Id", "")) if isinstance(e, fx.ShowPage))
        assert [entry for entry, _ in page.rows] == self.shown


WAYS: tuple[Callable[[World, list[str]], None], ...] = (
    World.add, World.take_file, World.take_wrong_file, World.learn, World.delete, World.delete_all, World.type_in,
    World.save, World.restart, World.show_card, World.show_card,
)  # fmt: skip
STEPS = st.lists(
    st.tuples(st.sampled_from(WAYS), st.lists(st.sampled_from(PLACES), min_size=1, max_size=5)), min_size=3, max_size=25
)


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_whatever_is_done_to_the_list_whoever_is_on_it_may_charge(
    steps: list[tuple[Callable[[World, list[str]], None], list[str]]],
) -> None:
    world = World()
    for act, entries in steps:
        act(world, entries)
        world.check()
