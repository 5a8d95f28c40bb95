"""The verbs of a site over its control interface, and how they travel."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest

from fixtures.bench import api
from fixtures.bench.device import FACETS, DeviceBench
from fixtures.bench.device_lacking import lacks
from fixtures.bench.remote_verbs import packed, unpacked, verb_of, verbs_of
from stationproof.site import Site
from stationproof.site_control import AT_SOCKET, OF_SITE, OF_STATION
from stationproof.station_control import StationControl, station_app

from .test_control_api import client_of

LACKING = {
    "grid.metered",
    "network.build_slowly",
    "network.forget_idle",
    "network.proxy",
    "network.put_in_sim",
    "network.reception",
    *(f"manufacturer.{name}" for name in ("image", "certificate", "signature")),
}
"""The manufacturer's only where the subject is not ours."""
PROTOCOLS = (*AT_SOCKET.values(), *OF_STATION.values(), *OF_SITE.values(), api.Station, api.LanHost)


def at_site(work: Callable[[Site, httpx.AsyncClient], Awaitable[None]]) -> None:
    """Do something at a site whose first station runs."""

    async def main() -> None:
        site = Site(asyncio.get_running_loop(), boot_ms=0)
        control = StationControl(site)
        site.power(True)
        assert await control.feed.until(lambda: site.host.running, 10)
        async with client_of(station_app(control)) as client:
            await work(site, client)
        await site.end()

    asyncio.run(asyncio.wait_for(main(), 60))


async def do(client: httpx.AsyncClient, place: str, **body: Any) -> Any:
    got = await client.post(f"/site/{place}", json=body)
    assert got.is_success, got.text
    return got.json()["value"]


def test_a_further_station_charges_and_the_house_carries_it() -> None:
    async def work(site: Site, client: httpx.AsyncClient) -> None:
        assert await do(client, "stations/add_station", values={"Free Charging": "On"}) == 2
        feed = StationControl(site).feed
        assert await feed.until(lambda: site.stations[2].host.running, 10)
        assert await do(client, "stations/running") is True
        assert await do(client, "stations/2/sockets/1/vehicle/plug_in", cable_a=32) is None
        assert await feed.until(lambda: site.stations[2].vehicle(1).current_da() > 0, 10)
        assert await do(client, "stations/2/sockets/1/vehicle/current_da") > 0
        await do(client, "grid/building", l1_a=10, l2_a=0, l3_a=0)
        l1_da, l2_da, l3_da = await do(client, "grid/flowing", node="main")
        assert l1_da - 100 == l2_da == l3_da > 0

    at_site(work)


def test_meters_files_and_hosts_are_there() -> None:
    async def work(site: Site, client: httpx.AsyncClient) -> None:
        await do(client, "meters/place", name="M", model="7KM2200", address="172.16.23.50", where="including")
        assert await do(client, "meters/energy_wh", name="M") == 0
        assert (await do(client, "files/address", path="/a")).startswith("http://files.test/")
        await do(client, "files/put", path="/a", content="AP8=")
        assert site.file_server.store.files["/a"] == b"\x00\xff"
        assert await do(client, "lan/host", address="172.16.23.99") == 1
        assert await do(client, "lan/reaches", station=1, address="172.16.23.99") is True
        await do(client, "hosts/1/cut")
        assert await do(client, "lan/reaches", station=1, address="172.16.23.99") is False

    at_site(work)


WRONG = (
    ("nothing/here", {}, 404, "there is nothing at /site/nothing/here"),
    ("grid/burn", {}, 404, "there is nothing at /site/grid/burn"),
    ("grid/__init__", {}, 404, "there is nothing at /site/grid/__init__"),
    ("stations/9/operator/save", {}, 409, "there is no station 9; the site has 1"),
    ("stations/1/sockets/3/faults/jam_lock", {}, 409, "there is no socket 3"),
    ("grid/building", {"l1_a": 1, "l2_a": 1}, 409, "building needs 'l3_a'"),
    ("grid/building", {"l1_a": 1, "l2_a": 1, "l3_a": 1, "l4_a": 1}, 409, "building takes no 'l4_a', only l1_a, "),
    ("grid/building", {"l1_a": "much", "l2_a": 1, "l3_a": 1}, 409, "l1_a: Input should be a valid integer"),
    ("lan/cut", {"station": 7}, 409, "there is no station 7 on the local network"),
)


@pytest.mark.parametrize(("place", "body", "status", "sentence"), WRONG)
def test_what_cannot_be_done_is_a_sentence(place: str, body: dict[str, Any], status: int, sentence: str) -> None:
    async def work(site: Site, client: httpx.AsyncClient) -> None:
        got = await client.post(f"/site/{place}", json=body)
        assert got.status_code == status, got.text
        assert got.json()["error"].startswith(sentence)

    at_site(work)


def test_the_site_lists_its_verbs() -> None:
    async def work(site: Site, client: httpx.AsyncClient) -> None:
        listed = {row["place"]: row["verbs"] for row in (await client.get("/site")).json()}
        assert "building" in listed["grid"]
        assert "raise_fault" in listed["stations/{station}/sockets/{socket}/faults"]

    at_site(work)


@pytest.mark.parametrize("protocol", PROTOCOLS, ids=lambda one: str(one.__name__))
def test_every_verb_has_a_signature_that_can_travel(protocol: type) -> None:
    for verb in verbs_of(protocol):
        for name in verb.signature.parameters:
            assert name == "self" or name in verb.hints, (protocol, verb.name, name)


def test_what_is_packed_comes_out_as_it_was() -> None:
    plug_in = verb_of(api.Vehicle, "plug_in")
    put = verb_of(api.Files, "put")
    assert plug_in is not None
    assert put is not None
    car = api.CarModel(conductors=(2,), most_a=16, sleeps_after_ms=5)
    assert plug_in.unpack(plug_in.pack((), {"cable_a": 20, "car": car})) == {"cable_a": 20, "car": car}
    assert put.unpack(put.pack(("/x", b"\x00\xff"), {})) == {"path": "/x", "content": b"\x00\xff"}
    page = api.ListPage("", {"a": "b"})
    assert unpacked(api.ListPage, packed(api.ListPage, page)) == page


def test_the_bench_lacks_what_it_says_and_nothing_else() -> None:
    """What is lacking ends a scenario as not applicable before it starts, so the list is short and looked at."""
    lacking = {
        f"{place}.{name}"
        for place, kind in FACETS.items()
        for name in vars(getattr(kind, "promised", object))
        if lacks(kind, name)
    }
    lacking |= {name for name in vars(api.Bench) if lacks(DeviceBench, name)}
    assert lacking == LACKING
