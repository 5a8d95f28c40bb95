"""Both benches keep the contract; a bench that breaks it is found out; lines and disks in memory are like real ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from inspect import isfunction, signature
from typing import Any

import pytest

from fixtures.bench import api, wire
from fixtures.bench.api import BenchBroken, Mark, NotApplicable
from fixtures.bench.factory import KINDS, StartableBench, open_bench
from fixtures.bench.journal import Journal
from fixtures.bench.memory_store import MemoryStore
from fixtures.clock import VirtualClock
from fixtures.peers.connection import Connection, Handshake, Verdict
from fixtures.peers.memory_link import MemoryLink, MemoryNetwork
from reference_impl.edges.disk import FolderStore
from reference_impl.edges.ocpp_j import WebSocketLink
from reference_impl.model import effects as fx
from reference_impl.model import events as ev
from reference_impl.model.link_request import LinkRequest
from reference_impl.station.blueprint import Blueprint

from .bench_contract import PROMISES, Sabotage, check_bench, check_crash, check_left_open, check_promise


class Deadly:
    """A block that dies of a card."""

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        if isinstance(event, ev.CardEntered):
            raise ZeroDivisionError("planted")
        return []


def started(kind: str, blueprint: Blueprint | None = None) -> StartableBench:
    bench = open_bench(kind, blueprint)
    bench.start()
    return bench


def maker(kind: str) -> Callable[[], StartableBench]:
    return lambda: started(kind)


class Deaf:
    """The station's end of a line that nobody listens to."""

    def up(self) -> None: ...

    def down(self, reason: str) -> None: ...

    def frame(self, text: str) -> None: ...


def forget_a_wire(bench: Any) -> None:
    bench.network.resolve("csms.test", tls=False, port=80)
    bench.network.lines.connect(LinkRequest("ws://csms.test/ocpp/X", "ocpp1.6"), Deaf())


def forget_a_socket(bench: Any) -> None:
    bench.network.resolve("csms.test", tls=False, port=80)
    link = WebSocketLink(bench.loop, resolve=bench.server.address)
    link.open(LinkRequest("ws://csms.test/ocpp/X", "ocpp1.6"), lambda event: None)


def sabotage(kind: str) -> Sabotage:
    doomed = Blueprint().with_socket_block("reader", lambda socket, tables, settings: Deadly())
    return Sabotage({"virtual": forget_a_wire, "wire": forget_a_socket}[kind], lambda: started(kind, doomed))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", PROMISES)
def test_a_bench_keeps_its_promises_and_lacks_nothing(kind: str, name: str) -> None:
    assert check_promise(name, maker(kind)) == ""


FACETS = {
    "": api.Bench,
    "vehicle": api.Vehicle,
    "reader": api.CardReader,
    "led": api.LedEye,
    "faults": api.Faults,
    "operator": api.Operator,
    "backend": api.Backend,
    "network": api.Network,
    "mains": api.Mains,
    "files": api.Files,
    "manufacturer": api.Manufacturer,
    "lan": api.Lan,
    "station": api.Station,
    "grid": api.Grid,
}
BY_SOCKET = ("vehicle", "reader", "led", "faults", "station")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("facet", FACETS)
def test_verbs_are_called_alike_on_every_bench(kind: str, facet: str) -> None:
    """Down to the names of arguments, which mypy does not compare; more arguments with a default are allowed."""
    bench = open_bench(kind)
    thing: Any = getattr(bench, facet) if facet else bench
    thing = thing(1) if facet in BY_SOCKET else thing
    verbs = [name for name, value in vars(FACETS[facet]).items() if isfunction(value) and not name.startswith("_")]
    for verb in verbs:
        promised = list(signature(getattr(FACETS[facet], verb)).parameters.values())[1:]
        taken = list(signature(getattr(thing, verb)).parameters.values())
        shape = [(one.name, one.kind, one.default) for one in taken]
        assert shape[: len(promised)] == [(one.name, one.kind, one.default) for one in promised], verb
        assert all(one.default is not one.empty for one in taken[len(promised) :]), verb
    assert verbs
    bench.close()


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_scenario_leaves_open_breaks_the_bench(kind: str) -> None:
    check_left_open(maker(kind), sabotage(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_a_station_that_dies_is_a_verdict(kind: str) -> None:
    check_crash(sabotage(kind))


# -- the contract has teeth -------------------------------------------------------------------


class Instead:
    """Somebody else's object with a few parts of our own; a part is given the object and its usual value."""

    def __init__(self, real: Any, **parts: Callable[[Any, Any], Any]) -> None:
        self._real, self._parts = real, parts

    def __getattr__(self, name: str) -> Any:
        usual = getattr(self._real, name)
        return self._parts[name](self._real, usual) if name in self._parts else usual


def looks_backwards(bench: Any, observe: Any) -> Any:
    return lambda wanted, since, **limits: observe(wanted, since=Mark(since.at_ms, 0), **limits)


def ignores_the_early_end(bench: Any, observe: Any) -> Any:
    return lambda wanted, since, within_ms, not_before_ms=0: observe(wanted, since=since, within_ms=within_ms)


def has_patience(bench: Any, observe: Any) -> Any:
    def patient(wanted: Any, since: Mark, within_ms: int, **limits: int) -> Any:
        return observe(wanted, since=since, within_ms=within_ms + 1_000, **limits)

    return patient


def does_not_watch(bench: Any, never: Any) -> Any:
    return lambda unwanted, since, until_ms: None


def watches_too_long(bench: Any, never: Any) -> Any:
    return lambda unwanted, since, until_ms: never(unwanted, since=since, until_ms=until_ms + 60_000)


def oversleeps(bench: Any, wait: Any) -> Any:
    return lambda duration_ms: wait(duration_ms + 1)


def marks_the_beginning(bench: Any, mark: Any) -> Any:
    return lambda: replace(mark(), number=0)


def facet(**parts: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """In place of a facet that is asked for by socket."""
    return lambda bench, find: lambda socket: Instead(find(socket), **parts)


def part(**parts: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """In place of a facet that the bench has once."""
    return lambda bench, usual: Instead(usual, **parts)


def nothing(real: Any, usual: Any) -> Any:
    """Accepts the call and does nothing."""
    return lambda *args, **kwargs: Mark(0, 0)


def forgives(real: Any, usual: Any) -> Any:
    """Swallows the news that something cannot be done."""

    def forgiving(*args: Any, **kwargs: Any) -> Any:
        try:
            return usual(*args, **kwargs)
        except BenchBroken:
            return Mark(0, 0)

    return forgiving


def joins_flashes(eye: Any, seen: Any) -> Any:
    return lambda since: [shown for shown in seen(since) if shown.motion != "dark"]


def wrong(**parts: Callable[[Any, Any], Any]) -> Callable[[], Any]:
    """Makes virtual benches with these parts."""
    return lambda: Instead(started("virtual"), **parts)


WRONG: dict[str, tuple[dict[str, Callable[[Any, Any], Any]], str]] = {
    "observe looks backwards": ({"observe": looks_backwards}, "what_was_seen_before_the_mark_never_counts"),
    "observe gives more than the first": ({"observe": looks_backwards}, "observe_gives_the_first_and_stops_there"),
    "observe has no early end": ({"observe": ignores_the_early_end}, "observe_has_two_ends"),
    "observe has no late end": ({"observe": has_patience}, "observe_has_two_ends"),
    "observe waits too long": ({"observe": has_patience}, "observe_waits_for_its_limit_and_no_longer"),
    "never does not watch": ({"never": does_not_watch}, "never_is_bounded"),
    "never does not see the present": ({"never": does_not_watch}, "what_comes_in_the_millisecond_of_the_mark_counts"),
    "never has no bound": ({"never": watches_too_long}, "never_is_bounded"),
    "wait oversleeps": ({"wait": oversleeps}, "wait_passes_exactly_that_much_time"),
    "a mark points nowhere": ({"mark": marks_the_beginning}, "marks_only_go_forward"),
    "a second plug fits": ({"vehicle": facet(plug_in=forgives)}, "the_driver_cannot_do_what_cannot_be_done"),
    "the plug cannot be pulled": (
        {"vehicle": facet(pull_plug=nothing)},
        "a_locked_plug_stays_in_and_an_open_one_comes_out",
    ),
    "the pilot cannot be read": ({"vehicle": facet(offered_da=nothing)}, "the_car_reads_the_pilot"),
    "the eye joins flashes": ({"led": facet(seen=joins_flashes)}, "the_eye_sees_each_flash"),
    "a card goes unseen": ({"reader": facet(present=nothing)}, "a_card_is_held_to_one_reader"),
    "saving does nothing": ({"operator": part(save_and_restart=nothing)}, "a_value_is_typed_saved_and_read_back"),
    "nothing is withheld": ({"backend": part(withhold=nothing)}, "the_backend_withholds_and_releases"),
    "good manners whatever is asked": ({"backend": part(misbehave=nothing)}, "the_backend_misbehaves_as_it_is_told"),
    "bad manners for ever": ({"backend": part(behave=nothing)}, "the_backend_misbehaves_as_it_is_told"),
    "nonsense is kept back": ({"backend": part(say=nothing)}, "the_backend_sends_what_no_backend_should"),
    "cards are not known": ({"backend": part(know_card=nothing)}, "the_backend_knows_cards"),
    "the line cannot be cut": ({"network": part(cut=nothing)}, "a_cut_line_ends_and_carries_nothing"),
    "the supply cannot be cut": ({"mains": part(cut=nothing)}, "without_supply_all_is_dark_and_dead"),
    "the supply is cut twice": ({"mains": part(cut=forgives)}, "the_supply_is_on_or_off"),
    "no controller gets warm": (
        {"faults": facet(warm_controller=nothing)}, "a_controller_gets_warm_and_its_usb_link_breaks",
    ),
    "no RCD ever trips": (
        {"faults": facet(trip_rcd=nothing)}, "an_rcd_cuts_the_supply_and_says_so_where_it_has_a_wire",
    ),
    "no lock can be forced": ({"faults": facet(force_lock=nothing)}, "a_lock_can_be_forced"),
    "no lock ever jams": ({"faults": facet(jam_lock=nothing)}, "a_jammed_lock_does_not_move"),
    "the journal is empty": ({"journal": lambda bench, journal: Journal(lambda: 0)}, "the_journal_is_in_order"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_bench_is_found_out(what: str) -> None:
    parts, name = WRONG[what]
    with pytest.raises((AssertionError, BenchBroken, StopIteration, ValueError, pytest.fail.Exception)):
        check_promise(name, wrong(**parts))


def test_a_bench_that_forgives_open_lines_is_found_out() -> None:
    with pytest.raises(pytest.fail.Exception):
        check_left_open(wrong(close=forgives), sabotage("virtual"))


# -- what a bench lacks -----------------------------------------------------------------------


def lacking(error: Exception) -> Callable[[], Any]:
    """Makes benches on which nothing can be broken."""

    def refuse(socket: int) -> Any:
        raise error

    return wrong(faults=lambda bench, usual: refuse)


def test_what_a_bench_lacks_is_not_owed() -> None:
    reason = "nothing can be broken on purpose in this charge point"
    not_owed = check_bench(lacking(NotApplicable(reason)))
    assert not_owed == dict.fromkeys(
        (
            "a_controller_gets_warm_and_its_usb_link_breaks",
            "a_jammed_lock_does_not_move",
            "a_lock_can_be_forced",
            "a_welded_contactor_stays_closed",
            "an_rcd_cuts_the_supply_and_says_so_where_it_has_a_wire",
        ),
        reason,
    )


def test_only_not_applicable_says_that_something_is_lacking() -> None:
    with pytest.raises(NotImplementedError):
        check_promise("a_jammed_lock_does_not_move", lacking(NotImplementedError("later")))
    with pytest.raises(pytest.fail.Exception, match="says what is lacking"):
        check_promise("a_jammed_lock_does_not_move", lacking(NotApplicable()))


# -- memory is like the real thing ------------------------------------------------------------


def test_the_disk_in_memory_keeps_what_a_folder_keeps(tmp_path: Any) -> None:
    for store in (MemoryStore(), FolderStore(tmp_path)):
        row = {"name": "é", "on": True, "none": None}
        store.save("record", {"numbers": (1, 2), "rows": [row], 3: "three"})
        row["name"] = "changed since"
        kept = {"numbers": [1, 2], "rows": [{"name": "é", "on": True, "none": None}], "3": "three"}
        assert store.load() == {"record": kept}


@pytest.mark.parametrize("unkeepable", [{1, 2}, b"bytes", float("nan"), object()])
def test_the_disk_in_memory_refuses_what_a_folder_refuses(tmp_path: Any, unkeepable: object) -> None:
    for store in (MemoryStore(), FolderStore(tmp_path)):
        store.save("record", "old")
        with pytest.raises((TypeError, ValueError)):
            store.save("record", unkeepable)
        assert store.load() == {"record": "old"}


class Polyglot:
    """A backend that takes any station and chooses a subprotocol of its own."""

    def __init__(self, chosen: str | None) -> None:
        self.verdict = Verdict(True, subprotocol=chosen)
        self.heard: list[str] = []

    def handshake(self, request: Handshake) -> Verdict:
        return self.verdict

    def opened(self, connection: Connection) -> None:
        self.heard.append("opened")

    def received(self, connection: Connection, text: str) -> None:
        self.heard.append(text)

    def closed(self, connection: Connection) -> None:
        self.heard.append("closed")


@pytest.mark.parametrize("chosen", [None, "ocpp2.1"])
def test_in_memory_too_a_backend_that_does_not_take_the_subprotocol_is_left(chosen: str | None) -> None:
    clock, peer = VirtualClock(), Polyglot(chosen)
    network = MemoryNetwork(clock, peer, Journal(clock.now_ms))
    network.resolve("csms.test", tls=False, port=80)
    told: list[str] = []
    link = MemoryLink[str](network, up=lambda: "up", down=str, frame=str)
    link.open(LinkRequest("ws://csms.test/ocpp/X", "ocpp1.6"), told.append)
    while clock.step(60_000):
        link.send("too soon")
    assert told == ["the backend does not speak ocpp1.6"]
    assert peer.heard == ["opened", "closed"]
    assert (network.open_wires, clock.pending) == (0, 0)


def test_without_a_prompt_loopback_there_is_no_wire_bench(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "loopback_delivers_at_once", lambda: False)
    wire._check_loopback.cache_clear()
    with pytest.raises(BenchBroken, match="choose --bench virtual"):
        open_bench("wire")
    monkeypatch.undo()
    open_bench("wire").close()


def test_the_loopback_is_measured_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def deliver() -> bool:
        asked.append(1)
        return True

    monkeypatch.setattr(wire, "loopback_delivers_at_once", deliver)
    wire._check_loopback.cache_clear()
    for _ in range(3):
        open_bench("wire").close()
    assert asked == [1]
