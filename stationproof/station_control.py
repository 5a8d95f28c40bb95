"""The control interface of the physical side of our station: what a driver, an operator and a fitter can do and see."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, TypeVar

from fastapi import FastAPI, Query

from fixtures.bench.api import BenchBroken, CarModel, Mark
from fixtures.servers.control import Done, Feed, Route, control_app

from .control_words import (
    Cable,
    Card,
    Conductors,
    Connected,
    Demand,
    Leads,
    Login,
    Model,
    Opened,
    Page,
    Ready,
    Refusal,
    SocketState,
    State,
    Stretch,
    Switch,
    Typed,
    Wanted,
)
from .site import AnyStation, Site
from .site_control import SiteControl

T = TypeVar("T")
TITLE = "Stationproof: physical side of the reference station"
ABOUT = (
    "Cables, cars, cards, faults, supply, network and the configuration interface of a simulated Powerstation TWO, "
    "and what an outside eye sees of it. The log's times are milliseconds since the start."
)
FAULTS = ("weld_contactor", "mend_contactor", "jam_lock", "free_lock")
"""What can be broken and mended at a socket: verbs of the facet Faults."""


def _car(model: Model) -> CarModel:
    return CarModel(**model.model_dump())


def _done(mark: Mark) -> Done:
    return Done(at_ms=mark.at_ms, number=mark.number)


class SocketControl:
    """The endpoints of what stands at a socket."""

    def __init__(self, station: AnyStation) -> None:
        self._station = station

    def routes(self) -> tuple[Route, ...]:
        """The table of this part."""
        one = "/sockets/{socket}"
        return (
            Route("GET", one, self.look, "plug, lock, current, offered current and register of a socket"),
            Route("GET", f"{one}/led", self.led, "what its ring showed since a time"),
            Route("POST", f"{one}/plug-in", self.plug_in, "put a cable into the station and into a car"),
            Route("POST", f"{one}/plug-in-station-end", self.plug_in_station_end, "put it into the station only"),
            Route("POST", f"{one}/connect-car", self.connect_car, "put the free end into a car"),
            Route("POST", f"{one}/unplug-car", self.unplug_car, "pull the cable out of the car"),
            Route("POST", f"{one}/pull-plug", self.pull_plug, "pull at the plug; the lock may hold it"),
            Route("PUT", f"{one}/ready", self.set_ready, "the car wants to charge, or does not"),
            Route("PUT", f"{one}/demand", self.set_demand, "the car takes no more than this, or all it can"),
            Route("PUT", f"{one}/conductors", self.use_conductors, "the car goes over to these conductors"),
            Route("POST", f"{one}/ask-ventilation", self.ask_ventilation, "the car goes to state D"),
            Route("POST", f"{one}/card", self.present, "hold a card to the reader"),
            Route("POST", f"{one}/faults/{{what}}", self.fault, f"break or mend: {', '.join(FAULTS)}"),
        )

    def state(self, socket: int) -> SocketState:
        """What is to be seen there."""
        outlet = _of(self._station.hardware.outlets, socket)
        vehicle = self._station.vehicles[socket]
        return SocketState(
            socket=socket,
            cable_a=outlet.cable_a,
            car=outlet.car is not None,
            car_ready=outlet.car is not None and outlet.car.ready,
            plug_locked=outlet.locked,
            offered_da=vehicle.offered_da(),
            current_da=vehicle.current_da(),
            currents_da=vehicle.currents_da(),
            energy_wh=outlet.energy_wh(),
        )

    async def look(self, socket: int) -> SocketState:
        """Now."""
        return self.state(socket)

    async def led(self, socket: int, since_ms: Annotated[int, Query(ge=0)] = 0) -> list[Stretch]:
        """Each lit or dark stretch from that time to now, in order."""
        start_ms = self._station.start_ms
        since = Mark(start_ms + since_ms, 0)
        seen = _of(self._station.hardware.eyes, socket).stretches(since, self._station.clock.now_ms())
        return [
            Stretch(
                from_ms=one.from_ms - start_ms, to_ms=one.to_ms - start_ms, motion=one.motion, colours=list(one.colours)
            )
            for one in seen
        ]

    async def plug_in(self, socket: int, cable: Cable) -> Done:
        """Cable ratings: 13, 20, 32 and 63 A."""
        vehicle, model = _of(self._station.vehicles, socket), _car(cable.model)
        return _done(vehicle.plug_in(cable_a=cable.cable_a, ready=cable.ready, car=model))

    async def plug_in_station_end(self, socket: int, cable: Cable) -> Done:
        """No car at the other end yet."""
        return _done(_of(self._station.vehicles, socket).plug_in_station_end(cable_a=cable.cable_a))

    async def connect_car(self, socket: int, car: Connected) -> Done:
        """To the cable that is there."""
        return _done(_of(self._station.vehicles, socket).connect_car(ready=car.ready, car=_car(car.model)))

    async def unplug_car(self, socket: int) -> Done:
        """The plug in the station stays."""
        return _done(_of(self._station.vehicles, socket).unplug_car())

    async def pull_plug(self, socket: int) -> Done:
        """The log says whether it came out."""
        return _done(_of(self._station.vehicles, socket).pull_plug())

    async def set_ready(self, socket: int, car: Ready) -> Done:
        """State C or B."""
        return _done(_of(self._station.vehicles, socket).set_ready(car.ready))

    async def set_demand(self, socket: int, demand: Demand) -> Done:
        """Below what it could take."""
        return _done(_of(self._station.vehicles, socket).set_demand(demand.demand_a))

    async def use_conductors(self, socket: int, used: Conductors) -> Done:
        """In mid-session."""
        return _done(_of(self._station.vehicles, socket).use_conductors(used.conductors))

    async def ask_ventilation(self, socket: int) -> Done:
        """The station has none to give."""
        return _done(_of(self._station.vehicles, socket).ask_ventilation())

    async def present(self, socket: int, card: Card) -> Done:
        """It is taken away hold_ms later."""
        reader = _of(self._station.readers, socket)
        return _done(reader.present(card.uid, hold_ms=card.hold_ms, technology=card.technology, form=card.form))

    async def fault(self, socket: int, what: str) -> Done:
        """Until it is mended."""
        name = what.replace("-", "_")
        if name not in FAULTS:
            raise BenchBroken(f"nothing here can {what!r}; there are {', '.join(FAULTS)}")
        verb: Callable[[], Mark] = getattr(_of(self._station.faults_at, socket), name)
        return _done(verb())


class StationControl:
    """The endpoints of the whole station."""

    def __init__(self, station: AnyStation) -> None:
        self._station = station
        self.feed = Feed(station.journal, station.now_ms)
        self._sockets = SocketControl(station)
        self._site = SiteControl(station).routes() if isinstance(station, Site) else ()

    def routes(self) -> tuple[Route, ...]:
        """The table of the interface."""
        return (
            Route("GET", "/state", self.state, "supply, software, network and sockets, as seen from outside"),
            *self._sockets.routes(),
            Route("GET", "/journal", self.feed.log, "the log, with long-polling"),
            Route("PUT", "/supply", self.switch_supply, "cut or restore the supply"),
            Route("PUT", "/line", self.switch_line, "cut or mend the cable to the backend"),
            Route("PUT", "/names/{host}", self.lead, "let a name of the backend lead to an address"),
            Route("POST", "/operator/log-in", self.log_in, "log in to the configuration interface"),
            Route("POST", "/operator/type", self.type_value, "type a value"),
            Route("POST", "/operator/open", self.open_page, "open a page and read it"),
            Route("POST", "/operator/save", self.save, "save what was typed"),
            Route("POST", "/operator/save-and-restart", self.restart, "save what was typed, and restart"),
            Route("POST", "/operator/start-learning", self.start_learning, "Add entry: cards are taught from now on"),
            Route("POST", "/operator/finish-learning", self.finish_learning, "Finish: no more"),
            *self._site,
        )

    async def state(self) -> State:
        """Now."""
        host, sockets = self._station.host, self._station.hardware.outlets
        return State(
            now_ms=self._station.now_ms(),
            supply=self._station.supplied,
            software=host.running,
            crash="" if host.crash is None else f"{type(host.crash).__name__}: {host.crash}",
            line=self._station.network.up,
            sockets=[self._sockets.state(socket) for socket in sockets],
        )

    async def switch_supply(self, supply: Switch) -> Done:
        """The log says when the software runs: kind restart, state running."""
        return _done(self._station.supply.restore() if supply.on else self._station.supply.cut())

    async def switch_line(self, line: Switch) -> Done:
        """A running connection is lost without a word."""
        return _done(self._station.network.restore() if line.on else self._station.network.cut())

    async def lead(self, host: str, leads: Leads) -> Done:
        """Stands in for DNS and routing."""
        return _done(self._station.network.lead(host, leads.port, (leads.to_host, leads.to_port)))

    async def log_in(self, login: Login) -> Opened:
        """As in a browser."""
        mark = self._station.mark()
        opened = self._station.operator.log_in(login.user, login.password)
        return Opened(at_ms=mark.at_ms, number=mark.number, opened=opened)

    async def type_value(self, typed: Typed) -> Refusal:
        """Nothing is in force before it is saved."""
        mark = self._station.mark()
        refusal = self._station.operator.type_value(typed.parameter, typed.text)
        return Refusal(at_ms=mark.at_ms, number=mark.number, refusal=refusal)

    async def open_page(self, wanted: Wanted) -> Page:
        """The page Menu names the others."""
        mark = self._station.mark()
        rows = self._station.operator.open_page(wanted.page)
        return Page(at_ms=mark.at_ms, number=mark.number, rows=rows)

    async def save(self) -> Done:
        """What needs a restart waits for one."""
        return _done(self._station.operator.save())

    async def restart(self) -> Refusal:
        """Returns at once; the log says when the software runs again."""
        mark = self._station.operator.save_and_restart()
        refusals = self._station.screen.refusals
        return Refusal(at_ms=mark.at_ms, number=mark.number, refusal=refusals[-1][1] if refusals else "")

    async def start_learning(self) -> Done:
        """On the Whitelists page."""
        return _done(self._station.operator.start_learning())

    async def finish_learning(self) -> Done:
        """On the Whitelists page."""
        return _done(self._station.operator.finish_learning())


def _of(things: Mapping[int, T], socket: int) -> T:
    if socket not in things:
        raise BenchBroken(f"there is no socket {socket}; there are {' and '.join(map(str, things))}")
    return things[socket]


def station_app(control: StationControl, token: str | None = None) -> FastAPI:
    """The application."""
    return control_app(TITLE, ABOUT, control.routes(), token)
