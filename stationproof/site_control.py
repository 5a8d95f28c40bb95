"""The control interface of a site: every verb of its facets at /site/PLACE/VERB, its arguments as a JSON object.

Places and their verbs are those of the protocols in fixtures/bench (facets*.py); GET /site lists them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any, Protocol, cast

from fastapi import Body
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from fixtures.bench import api
from fixtures.bench.api import BenchBroken, NotApplicable
from fixtures.bench.embedded_energy_manager import ADDRESS
from fixtures.bench.manager_facet import NAME
from fixtures.bench.remote_verbs import packed, verb_of, verbs_of
from fixtures.peers.lan_addresses import Interface
from fixtures.peers.lan_switch import Plug
from fixtures.servers.control import Done, Route

from .site import Site

AT_SOCKET: dict[str, type] = {
    "vehicle": api.Vehicle, "reader": api.CardReader, "led": api.LedEye, "faults": api.Faults,
}  # fmt: skip
OF_STATION: dict[str, type] = {"operator": api.Operator, "mains": api.Mains}
OF_SITE: dict[str, type] = {
    "grid": api.Grid, "meters": api.Meters, "lan": api.Lan, "files": api.Files, "mail_server": api.MailServer,
}  # fmt: skip
TEST_MAIL_S, LOOK_S = 60.0, 0.1


class Stations(Protocol):
    """What can be asked of all stations together."""

    def add_station(self, values: dict[str, str] | None = None) -> int:
        """One more; its number."""
        ...

    def running(self) -> bool:
        """Whether the software of all that have power runs."""
        ...

    def manager_ports(self, station: int) -> dict[str, int] | None:
        """Real ports by those that the station serves energy managers at; None when the station is not reached."""
        ...


class Told(Done):
    """What a verb gave back, null for those that give nothing."""

    value: Any = None


class Verbs(BaseModel):
    """The verbs of a place, each with its arguments."""

    place: str
    verbs: dict[str, str]


class SiteControl:
    """The endpoints of a site."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._hosts: list[api.LanHost] = []
        self._manager: Plug | None = None

    def routes(self) -> tuple[Route, ...]:
        """The table of this part."""
        return (
            Route("GET", "/site", self.verbs, "the places of the site and their verbs"),
            Route("POST", "/site/{place:path}", self.do, "a verb of the site, as in /site/grid/building"),
        )

    async def verbs(self) -> list[Verbs]:
        """As they are."""
        below = "stations/{station}"
        places = [
            ("stations", Stations), (below, api.Station), *OF_SITE.items(), ("hosts/{host}", api.LanHost),
            *((f"{below}/{name}", kind) for name, kind in OF_STATION.items()),
            *((f"{below}/sockets/{{socket}}/{name}", kind) for name, kind in AT_SOCKET.items()),
        ]  # fmt: skip
        return [
            Verbs(place=place, verbs={verb.name: str(verb.signature) for verb in verbs_of(kind)})
            for place, kind in places
        ]

    async def do(self, place: str, body: dict[str, Any] | None = Body(default=None)) -> Told:  # noqa: B008  # FastAPI's way
        """At once; who has to wait for what comes of it reads the log."""
        *where, name = place.split("/")
        mark = self._site.mark()
        try:
            thing, protocol = self._find(where)
            verb = verb_of(protocol, name)
            if verb is None:
                raise HTTPException(404)
            given = getattr(thing, name)(**verb.unpack(body or {}))
        except NotApplicable as reason:
            raise BenchBroken(str(reason)) from None
        if name == "press_test_mail":
            given = given or await self._test_mail(where)
        if verb.gives_object:
            self._hosts.append(cast("api.LanHost", given))
            return Told(at_ms=mark.at_ms, number=mark.number, value=len(self._hosts))
        value = None if verb.result is None else packed(verb.result, given)
        return Told(at_ms=mark.at_ms, number=mark.number, value=value)

    async def _test_mail(self, where: Sequence[str]) -> str:
        """What the page says when the mail server has said something."""
        screen = self._site.need(int(where[1])).screen
        loop = asyncio.get_running_loop()
        until_s, over = loop.time() + TEST_MAIL_S, asyncio.Event()
        while not (screen.pages or screen.refusals) and loop.time() < until_s:
            loop.call_later(LOOK_S, over.set)
            await over.wait()
            over.clear()
        if screen.refusals:
            return screen.refusals[-1][1]
        return " ".join(screen.pages[-1][1].values()) if screen.pages else ""

    def _find(self, where: Sequence[str]) -> tuple[Any, type]:
        """What stands at a place, and which verbs it has."""
        match where:
            case ["stations"]:
                return self, Stations
            case [name] if name in OF_SITE:
                return getattr(self._site, name), OF_SITE[name]
            case ["hosts", number] if number.isdigit() and 0 < int(number) <= len(self._hosts):
                return self._hosts[int(number) - 1], api.LanHost
            case ["stations", number] if number.isdigit():
                return self._site.need(int(number)), api.Station
            case ["stations", number, name] if number.isdigit() and name in OF_STATION:
                return getattr(self._site.need(int(number)), name), OF_STATION[name]
            case ["stations", number, "sockets", socket, name] if (number + socket).isdigit() and name in AT_SOCKET:
                return getattr(self._site.need(int(number)), name)(int(socket)), AT_SOCKET[name]
        raise HTTPException(404)

    # -- Stations --

    def add_station(self, values: dict[str, str] | None = None) -> int:
        """It boots while something else is waited for."""
        return self._site.add_station(values, wait=False)

    def running(self) -> bool:
        """All that have power."""
        return all(one.host.running for one in self._site.stations.values() if one.mains.on)

    def manager_ports(self, station: int) -> dict[str, int] | None:
        """From the energy manager's place on the local network."""
        lan = self._site.lan
        if self._manager is None:
            self._manager = lan.switch.put_in(Plug(NAME, Interface(ADDRESS)))
        there = lan.plug(station)
        if lan.switch.find(self._manager, there.address) is not there:
            return None
        return {str(port): real for port, real in self._site.servers[station].ports().items()}
