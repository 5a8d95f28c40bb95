"""Datagrams between stations: alike in memory and over real sockets, with every fault of the switch."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from fixtures.bench.factory import KINDS, open_bench
from fixtures.peers.lan_addresses import Interface
from fixtures.peers.lan_switch import LEARNED_MS
from reference_impl.edges.lan import UdpLan
from reference_impl.model import effects as fx
from reference_impl.model import events as ev


class Site:
    """A bench with stations whose datagrams a test sends and reads."""

    def __init__(self, kind: str, stations: int = 3) -> None:
        self.bench: Any = open_bench(kind)
        self.heard: list[tuple[int, int, str, str]] = []
        """When, at which station, from whom, what."""
        self.bench.start()
        for _ in range(stations - 1):
            self.bench.add_station()
        for number, station in self.bench.stations.items():
            station.mains.cut()
            self._listen(number, station.host)
            station.mains.restore()

    def _listen(self, number: int, host: Any) -> None:
        usual = host.tell

        def tell(event: ev.Event) -> None:
            if isinstance(event, ev.DatagramReceived):
                self.heard.append((self.bench.now_ms(), number, event.sender, event.text))
            usual(event)

        host.tell = tell

    def send(self, number: int, to: str, text: str) -> int:
        """A station sends; the time."""
        self.bench.stations[number].host._perform(fx.SendDatagram(to, text))
        return int(self.bench.now_ms())

    def after(self, duration_ms: int) -> list[tuple[int, str, str]]:
        """What stations have heard then, without the times."""
        self.bench.wait(duration_ms)
        heard, self.heard = [row[1:] for row in self.heard], []
        return heard


@pytest.fixture(params=KINDS)
def site(request: pytest.FixtureRequest) -> Any:
    made = Site(request.param)
    yield made
    made.bench.close()


def test_a_datagram_takes_a_millisecond_to_whom_it_is_sent(site: Site) -> None:
    sent_ms = site.send(1, "172.16.23.2", "hello")
    site.bench.wait(1)
    assert site.heard == [(sent_ms + 1, 2, "172.16.23.1", "hello")]
    site.heard.clear()
    site.send(2, "172.16.23.2", "to myself")
    assert site.after(10) == []


def test_a_broadcast_reaches_all_others_in_order(site: Site) -> None:
    site.send(2, "", "hello")
    assert site.after(10) == [(1, "172.16.23.2", "hello"), (3, "172.16.23.2", "hello")]


def test_datagrams_of_one_millisecond_keep_their_order(site: Site) -> None:
    for number, text in ((1, "a"), (3, "b"), (1, "c")):
        site.send(number, "172.16.23.2", text)
    assert [text for _, _, text in site.after(10)] == ["a", "b", "c"]


def test_a_station_without_power_hears_nothing(site: Site) -> None:
    site.bench.stations[2].mains.cut()
    site.send(1, "", "hello")
    assert site.after(10) == [(3, "172.16.23.1", "hello")]
    lost = site.bench.journal.last("lan")
    assert (lost.to, lost.detail["state"]) == ("station 2", "lost")


def test_faults_of_the_line(site: Site) -> None:
    lan = site.bench.lan
    lan.lose(1, 1)
    site.send(1, "172.16.23.2", "lost")
    site.send(1, "172.16.23.2", "kept")
    assert [text for _, _, text in site.after(10)] == ["kept"]
    lan.duplicate(1, True)
    site.send(1, "172.16.23.2", "twice")
    assert [text for _, _, text in site.after(10)] == ["twice", "twice"]
    lan.duplicate(1, False)
    lan.delay(1, 500)
    sent_ms = site.send(1, "172.16.23.2", "late")
    site.bench.wait(600)
    assert site.heard == [(sent_ms + 501, 2, "172.16.23.1", "late")]
    site.heard.clear()
    lan.part(1, 2)
    site.send(1, "", "apart")
    assert [number for number, _, _ in site.after(1_000)] == [3]


def test_a_plug_pulled_while_a_datagram_is_on_its_way(site: Site) -> None:
    site.bench.lan.delay(1, 500)
    site.send(1, "172.16.23.2", "too late")
    site.bench.wait(100)
    site.bench.lan.cut(2)
    assert site.after(1_000) == []


def test_where_an_address_is_there_twice_each_answers_for_a_while(site: Site) -> None:
    stranger = site.bench.lan.host("172.16.23.2")
    site.bench.wait(LEARNED_MS - site.bench.now_ms() % LEARNED_MS)
    first = site.bench.now_ms() // LEARNED_MS % 2
    for text in "abcd":
        site.send(1, "172.16.23.2", text)
        site.bench.wait(LEARNED_MS)
    heard = [[text for _, _, text in site.after(10)], [text for _, text in stranger.heard]]
    assert heard[first] == ["a", "c"]
    assert heard[1 - first] == ["b", "d"]


def test_a_foreign_host_is_heard(site: Site) -> None:
    stranger = site.bench.lan.host("172.16.23.50")
    stranger.send("172.16.23.3", "odd")
    assert site.after(10) == [(3, "172.16.23.50", "odd")]
    site.bench.lan.host("192.168.1.2").send("", "far")
    assert site.after(10) == []


def test_both_benches_write_the_same_journal() -> None:
    texts = []
    for kind in (*KINDS, *KINDS):
        site = Site(kind)
        site.send(1, "", "hello")
        site.send(3, "172.16.23.1", "hello yourself")
        site.after(1_000)
        texts.append(site.bench.journal.json_lines())
        site.bench.close()
    assert texts[0] == texts[2]
    assert texts[1] == texts[3]


@pytest.mark.parametrize(
    ("one", "other", "reached"),
    [
        (Interface("172.16.23.1"), Interface("172.16.23.254"), True),
        (Interface("172.16.23.1"), Interface("172.16.24.1"), False),
        (Interface("172.16.23.1", 16), Interface("172.16.24.1"), False),
        (Interface("172.16.23.1", 16), Interface("172.16.24.1", 16), True),
    ],
)
def test_who_is_in_whose_subnet(one: Interface, other: Interface, reached: bool) -> None:
    assert one.reaches(other) is other.reaches(one) is reached


def test_the_edge_speaks_on_a_real_network() -> None:
    """Two stations of one machine, each with an address of its own, on loopback's own broadcast address."""

    async def talk() -> list[tuple[str, str, str]]:
        loop = asyncio.get_running_loop()
        heard: list[tuple[str, str, str]] = []
        came = asyncio.Event()

        def listener(name: str) -> Any:
            def tell(event: Any) -> None:
                heard.append((name, event.sender, event.text))
                if len(heard) == 2:
                    came.set()

            return tell

        edges = [UdpLan(loop, bind=(f"127.0.0.{n}", 15330), broadcast="127.255.255.255") for n in (2, 3)]
        for edge, name in zip(edges, ("a", "b"), strict=True):
            edge.open(listener(name))
        edges[0].send("", "all")
        edges[1].send("127.0.0.2", "one")
        await asyncio.wait_for(came.wait(), 5)
        for edge in edges:
            edge.close()
        edges[0].send("", "closed")
        return sorted(heard)

    assert asyncio.run(talk()) == [("a", "127.0.0.3", "one"), ("b", "127.0.0.2", "all")]
