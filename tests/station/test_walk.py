"""The whole station, walked at random through what can physically happen at two sockets.

Only physically possible events, in any order; a few sentences hold throughout: the contactor is
closed only on a plug that is held, in a running session, with a current on offer and a vehicle
that is ready; and it opens before the plug is let go.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from reference_impl.blocks.session.session import Session
from reference_impl.blocks.session.states import State
from reference_impl.blocks.session.stop_modes import ROWS
from reference_impl.model import effects as fx
from reference_impl.model import events as ev
from reference_impl.station.station import Blueprint, Station

CARDS = ("04a1b2c3", "04ffffff")
DOUBTS = ("On", "OnImmediatelyWhenPluggedIn")
"""Any card charges, or any plug; free or not does not matter for the hardware."""
MODES = tuple(ROWS)
MODE_KEY, DOUBT_KEY = "StopTransactionMode", "IfInDoubtAllowCharging"
SETTINGS = st.tuples(st.booleans(), st.sampled_from(MODES), st.sampled_from(DOUBTS))


@dataclass
class Socket:
    """What a socket looks like from outside."""

    number: int
    plugged: bool = False
    volts: int = 12
    locked: bool = False
    lock_under_way: bool | None = None
    sprung: bool = False
    """The lock has opened by itself; what flows goes on flowing (ERR-060)."""
    jammed: bool = False
    closed: bool = False
    closed_reported: bool = False
    duty: int = 1000
    tripped: bool = False
    """The RCD has; the controller hears of it."""


@dataclass
class Timer:
    """A timer of the station."""

    at_ms: int
    event: ev.TimerExpired


@dataclass
class World:
    """Both sockets, the timers, and the station in between."""

    lock_early: bool
    now_ms: int = 0
    sockets: dict[int, Socket] = field(default_factory=lambda: {number: Socket(number) for number in (1, 2)})
    timers: dict[tuple[str, int, str], Timer] = field(default_factory=dict)
    requests: int = 0
    impatient: bool = False
    """Nothing waits for what nobody does."""
    mode: str = MODES[0]
    doubt: str = DOUBTS[0]

    def __post_init__(self) -> None:
        values = self.values()
        self.station = Station(Blueprint())
        self.tell(ev.RecordsRestored({"configuration": values}))
        self.tell(ev.Booted("power"))

    def values(self) -> dict[str, str]:
        """What is configured when the station boots first."""
        return {
            "If in doubt allow charging": self.doubt,
            "Stop Transaction Mode": self.mode,
            "Lock Actuator only if authorized": "Off" if self.lock_early else "On",
        }

    # -- the station --

    def tell(self, *events: ev.Event) -> None:
        """Tell the station, do what it asks for, tell it what the meter says at once."""
        waiting = list(events)
        while waiting:
            for effect in self.station.handle(waiting.pop(0), self.now_ms):
                waiting += self._do(effect)
        self.check()

    def _do(self, effect: fx.Effect) -> list[ev.Event]:
        match effect:
            case fx.StartTimer(owner, socket, name, after_ms):
                self.timers.pop((owner, socket, name), None)
                expired = ev.TimerExpired(owner, socket, name)
                self.timers[owner, socket, name] = Timer(self.now_ms + after_ms, expired)
            case fx.CancelTimer(owner, socket, name):
                self.timers.pop((owner, socket, name), None)
            case fx.DriveLock(socket, closed):
                assert closed or not self.sockets[socket].closed, "the plug is let go under current"
                self.sockets[socket].lock_under_way = closed
            case fx.DriveContactor(socket, closed):
                assert not closed or self.sockets[socket].locked, "the contactor closes on a plug that is not held"
                self.sockets[socket].closed = closed
            case fx.DrivePilot(socket, duty_permille):
                self.sockets[socket].duty = duty_permille
            case fx.ReadMeter(socket, purpose):
                return [ev.MeterRead(socket, purpose, 1_000, (0, 0, 0))]
        return []

    def state(self, number: int) -> State:
        """The state of a session."""
        session = self.station._socket_blocks["session"][number]
        assert isinstance(session, Session)
        return session._state

    def check(self) -> None:
        """What must hold whenever the station is at rest."""
        for number, socket in self.sockets.items():
            session = self.state(number)
            if socket.closed:
                assert socket.plugged
                assert socket.locked or socket.sprung
                assert session is State.CHARGING
                assert socket.volts in (3, 6)
                assert not socket.tripped
            if socket.closed or socket.duty < 1000:
                assert socket.duty < 1000
                assert session is State.CHARGING
            if session is State.CHARGING:
                assert socket.volts in (3, 6, 9)
            if session is State.AWAY:
                assert socket.volts == 12, "a session is away, and its vehicle is there"
            if session is State.LOCKING and self.impatient:
                assert ("lock", number, "try") in self.timers, "a session waits for a lock that nobody moves"

    # -- what can happen --

    def possible(self, busy: int) -> list[tuple[str, Callable[[], None]]]:
        """What can happen next at the first `busy` sockets, by a name for the failing example."""
        ways: list[tuple[str, Callable[[], None]]] = []
        for socket in list(self.sockets.values())[:busy]:
            ways += [(f"{name} {socket.number}", act) for name, act in self._at(socket)]
        ways += [(f"mode {mode}", lambda mode=mode: self._configure(MODE_KEY, mode)) for mode in MODES]
        ways += [(f"doubt {value}", lambda value=value: self._configure(DOUBT_KEY, value)) for value in DOUBTS]
        if self.timers:
            ways.append(("time passes", self._time_passes))
        return ways

    def _at(self, socket: Socket) -> list[tuple[str, Callable[[], None]]]:
        here = socket.number
        ways: list[tuple[str, Callable[[], None]]] = []
        for uid in CARDS:
            ways.append((f"card {uid}", lambda uid=uid: self._card(here, uid)))
        if not socket.plugged:
            ways.append(("plug", lambda: self._plug(socket)))
        elif socket.volts == 12:
            ways.append(("connect", lambda: self._pilot(socket, 9)))
        else:
            ways.append(("disconnect", lambda: self._pilot(socket, 12)))
            others = [volts for volts in (9, 6, 3) if volts != socket.volts]
            ways += [(f"pilot {volts}", lambda volts=volts: self._pilot(socket, volts)) for volts in others]
        ways.append(("RCD closes" if socket.tripped else "RCD trips", lambda: self._rcd(socket)))
        ways.append(("backend unlocks", lambda: self._unlock(here)))
        if socket.plugged:
            force = "pull" if not socket.locked else "tear out"
            ways.append((force, lambda: self._pull(socket)))
        if socket.lock_under_way is not None and not socket.jammed:
            ways.append(("lock arrives", lambda: self._lock(socket, bool(socket.lock_under_way))))
        ways.append(("jam" if not socket.jammed else "free", lambda: self._jam(socket)))
        if socket.locked and socket.lock_under_way is None:
            ways.append(("lock springs open", lambda: self._lock(socket, False)))
        if socket.closed != socket.closed_reported:
            ways.append(("contactor reports", lambda: self._contactor(socket)))
        return ways

    def _card(self, number: int, uid: str) -> None:
        self.tell(ev.CardRecognised(number, uid))

    def _rcd(self, socket: Socket) -> None:
        socket.tripped = not socket.tripped
        self.tell(ev.RcdSensed(socket.number, socket.tripped))

    def _configure(self, key: str, value: str) -> None:
        self.requests += 1
        written = {"key": key, "value": value}
        self.tell(ev.CallReceived(f"m{self.requests}", "ChangeConfiguration", written))

    def _unlock(self, number: int) -> None:
        self.requests += 1
        self.tell(ev.CallReceived(f"m{self.requests}", "UnlockConnector", {"connectorId": number}))

    def _plug(self, socket: Socket) -> None:
        socket.plugged = True
        self.tell(ev.ProximitySensed(socket.number, 220))

    def _pilot(self, socket: Socket, volts: int) -> None:
        socket.volts = volts
        self.tell(ev.PilotSensed(socket.number, volts))

    def _pull(self, socket: Socket) -> None:
        """The pilot's pin is the shortest: it parts first, while the plug is still there."""
        if socket.volts != 12:
            self._pilot(socket, 12)
        socket.plugged = False
        self.tell(ev.ProximitySensed(socket.number, None))

    def _lock(self, socket: Socket, closed: bool) -> None:
        socket.sprung = not closed and socket.lock_under_way is None
        socket.locked, socket.lock_under_way = closed, None
        self.tell(ev.LockFeedback(socket.number, closed))

    def _jam(self, socket: Socket) -> None:
        socket.jammed = not socket.jammed

    def _contactor(self, socket: Socket) -> None:
        socket.closed_reported = socket.closed
        self.tell(ev.ContactorFeedback(socket.number, socket.closed))

    def _time_passes(self) -> None:
        key, timer = min(self.timers.items(), key=lambda item: item[1].at_ms)
        del self.timers[key]
        self.now_ms = max(self.now_ms, timer.at_ms)
        self.tell(timer.event)


@settings(max_examples=400, deadline=None)
@given(SETTINGS, st.booleans(), st.sampled_from([1, 2]), st.lists(st.integers(0, 27_719), min_size=5, max_size=80))
def test_whatever_happens_the_contactor_closes_only_on_a_plug_that_is_held(
    values: tuple[bool, str, str], begun: bool, busy: int, choices: list[int]
) -> None:
    early, mode, doubt = values
    walk(World(early, mode=mode, doubt=doubt), begun, busy, choices)


@settings(max_examples=100, deadline=None)
@given(SETTINGS, st.booleans(), st.lists(st.integers(0, 27_719), min_size=5, max_size=40))
def test_whatever_happens_no_session_waits_for_a_lock_that_nobody_moves(
    values: tuple[bool, str, str], begun: bool, choices: list[int]
) -> None:
    early, mode, doubt = values
    walk(World(early, impatient=True, mode=mode, doubt=doubt), begun, 1, choices)


def walk(world: World, begun: bool, busy: int, choices: list[int]) -> None:
    """Let things happen; a failure tells what had happened."""
    if begun:
        charge(world)
    happened = ["charge"] if begun else []
    for choice in choices:
        ways = world.possible(busy)
        name, act = ways[choice % len(ways)]
        happened.append(name)
        try:
            act()
        except Exception as error:
            error.add_note(" > ".join(happened))
            raise


def charge(world: World) -> None:
    """The usual way into a session."""
    socket = world.sockets[1]
    world._plug(socket)
    world._pilot(socket, 9)
    world._card(1, CARDS[0])
    world._lock(socket, True)
    world._pilot(socket, 6)


def test_the_walk_can_charge() -> None:
    """Otherwise "the contactor never closes" would pass."""
    world = World(lock_early=False)
    charge(world)
    assert world.sockets[1].closed
    assert world.state(1) is State.CHARGING


def test_a_lock_that_springs_open_ends_nothing_and_the_contactor_is_not_closed_again() -> None:
    """The manual's row of Plug locking failed has No in the column of stopped transactions (ERR-060)."""
    world = World(lock_early=False)
    charge(world)
    socket = world.sockets[1]
    world._lock(socket, False)
    assert socket.closed
    world._pilot(socket, 9)
    world._pilot(socket, 6)
    assert not socket.closed
    world._lock(socket, True)
    assert socket.closed


def test_a_plug_that_the_backend_unlocks_on_the_way_is_no_session_that_waits_for_ever() -> None:
    """UnlockConnector while the plug is being locked: it opens; the session must go on or end."""
    world = World(lock_early=False, impatient=True)
    socket = world.sockets[1]
    world._plug(socket)
    world._pilot(socket, 9)
    world._card(1, CARDS[0])
    assert world.state(1) is State.LOCKING
    world._unlock(1)
    world._lock(socket, False)


def test_a_lock_that_jams_open_charges_nobody() -> None:
    world = World(lock_early=False)
    socket = world.sockets[1]
    world._jam(socket)
    world._plug(socket)
    world._pilot(socket, 9)
    world._card(1, CARDS[0])
    while world.state(1) is State.LOCKING:
        world._time_passes()
    assert world.state(1) is State.PLUGGED
    assert socket.duty == 1000
