"""The two control interfaces over HTTP: what they do, and the sentence for whatever cannot be done."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from fixtures.bench.journal import Journal
from fixtures.bench.memory_store import MemoryStore
from fixtures.loop_clock import LoopClock
from fixtures.peers.connection import Handshake
from fixtures.peers.fleet import Fleet
from fixtures.servers.backend_control import BackendControl, backend_app
from fixtures.servers.control import Feed
from stationproof.simulation import Simulation
from stationproof.station_control import StationControl, station_app

TOKEN = "sesame-42"
Asking = Callable[[httpx.AsyncClient], Awaitable[None]]


def client_of(app: FastAPI, token: str | None = None) -> httpx.AsyncClient:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://control", headers=headers)


class Line:
    """A station's line that keeps what is sent on it."""

    def __init__(self) -> None:
        self.sent: list[Any] = []
        self.raw: list[str | bytes] = []

    def send(self, text: str) -> None:
        self.raw.append(text)
        try:
            self.sent.append(json.loads(text))
        except ValueError:
            self.sent.append(text)

    def send_bytes(self, octets: bytes) -> None:
        self.raw.append(octets)

    def close(self) -> None: ...


def connected(fleet: Fleet, identity: str) -> Line:
    """A station of this identity on an open line."""
    line, request = Line(), Handshake(f"/ocpp/{identity}", ("ocpp1.6",), "here", 80, False, "")
    backend = fleet.backend_for(request)
    assert backend.handshake(request).accept
    backend.opened(line)
    return line


def call(fleet: Fleet, identity: str, line: Line, action: str, payload: dict[str, Any]) -> Any:
    """What the backend answers to a call of the station."""
    request = Handshake(f"/ocpp/{identity}", ("ocpp1.6",), "here", 80, False, "")
    fleet.backend_for(request).received(line, json.dumps([2, f"{action}-{len(line.sent)}", action, payload]))
    return line.sent[-1] if line.sent else None


def at_desk(work: Callable[[Fleet, httpx.AsyncClient], Awaitable[None]], token: str | None = None) -> None:
    """Do something at a backend's desk."""

    async def main() -> None:
        loop = asyncio.get_running_loop()
        clock = LoopClock(loop, origin_s=loop.time())
        fleet = Fleet(Journal(clock.now_ms), clock, 1_767_600_000_000)
        async with client_of(backend_app(BackendControl(fleet), token)) as client:
            await work(fleet, client)

    asyncio.run(asyncio.wait_for(main(), 30))


def at_station(work: Asking, store: MemoryStore | None = None) -> None:
    """Do something to a station whose software runs."""

    async def main() -> None:
        station = Simulation(asyncio.get_running_loop(), store=store or MemoryStore(), boot_ms=0)
        control = StationControl(station)
        station.power(True)
        assert await control.feed.until(lambda: station.host.running, 10)
        async with client_of(station_app(control)) as client:
            await work(client)
        await station.end()

    asyncio.run(asyncio.wait_for(main(), 30))


async def put(client: httpx.AsyncClient, path: str, **body: Any) -> Any:
    got = await client.put(path, json=body)
    assert got.is_success, got.text
    return got.json()


async def post(client: httpx.AsyncClient, path: str, **body: Any) -> Any:
    got = await client.post(path, json=body)
    assert got.is_success, got.text
    return got.json()


# -- both --


def test_without_the_token_nothing_is_done_and_nothing_is_shown() -> None:
    async def work(fleet: Fleet, client: httpx.AsyncClient) -> None:
        for path in ("/stations", "/docs", "/openapi.json", "/nowhere"):
            got = await client.get(path)
            assert (got.status_code, got.headers["WWW-Authenticate"]) == (401, "Bearer")
            assert got.json() == {"error": "a token is asked for; send the header 'Authorization: Bearer TOKEN'"}
        for wrong in ("Bearer sesame-43", "Bearer", "sesame-42", "Basic sesame-42", "Bearer sesame-42x"):
            got = await client.get("/stations", headers={"Authorization": wrong})
            assert got.status_code == 401, wrong
            assert got.json()["error"].startswith("the token is wrong; ")
        right = await client.get("/stations", headers={"Authorization": f"Bearer {TOKEN}"})
        assert (right.status_code, right.json()) == (200, [])

    at_desk(work, TOKEN)


WRONG = (
    ("GET", "/nowhere", b"", 404, "there is nothing at /nowhere; /docs lists what there is"),
    ("PATCH", "/stations", b"", 405, "/stations does not take PATCH; /docs lists what it takes"),
    ("PUT", "/cards/0a", b'{"status":', 422, "the body is not JSON: Expecting value"),
    ("PUT", "/cards/0a", b"[" * 100_000, 422, "the body is not JSON: it is no text in UTF-8"),
    ("PUT", "/cards/0a", b"{}", 422, "status: Field required"),
    ("PUT", "/cards/0a", b'{"status": "Sympathetic"}', 409, "'Sympathetic' is no authorization status of OCPP 1.6"),
    ("PUT", "/boot-answer", b'{"status": "Maybe"}', 409, "'Maybe' refuses no registration: say "),
    ("PUT", "/boot-answer", b'{"interval_s": -1}', 422, "interval_s: Input should be greater than or equal to 0"),
    ("PUT", "/withheld/Autorise", b"", 409, "the backend answers no 'Autorise', only "),
    ("PUT", "/misbehaviour/Heartbeat", b'{"how": "shout"}', 409, "no backend misbehaves by 'shout'; known are "),
    ("GET", "/journal?after=-1", b"", 422, "after: Input should be greater than or equal to 0"),
    ("GET", "/journal?wait_s=1e9", b"", 422, "wait_s: Input should be less than or equal to 60"),
    ("GET", "/stations/X/transactions", b"", 409, "no station 'X' was ever connected; known are: nobody"),
)


@pytest.mark.parametrize(("method", "path", "body", "status", "sentence"), WRONG)
def test_what_cannot_be_done_is_a_sentence(method: str, path: str, body: bytes, status: int, sentence: str) -> None:
    async def work(fleet: Fleet, client: httpx.AsyncClient) -> None:
        got = await client.request(method, path, content=body, headers={"Content-Type": "application/json"})
        assert got.status_code == status
        assert got.json()["error"].startswith(sentence)

    at_desk(work)


def test_a_body_that_is_not_said_to_be_json() -> None:
    async def work(fleet: Fleet, client: httpx.AsyncClient) -> None:
        got = await client.put("/cards/0a", content=b'{"status": "Accepted"}')
        assert got.json()["error"].endswith("send the header 'Content-Type: application/json'")

    at_desk(work)


def test_the_pages_load_nothing_and_name_every_path() -> None:
    async def check(client: httpx.AsyncClient) -> None:
        description = (await client.get("/openapi.json")).json()
        page = (await client.get("/docs")).text
        assert description["openapi"].startswith("3.")
        assert len(description["paths"]) >= 8
        assert all(path in page for path in description["paths"])
        assert not re.search(r"src=|https?://|<link|<script|@import", page)
        operations = [one for methods in description["paths"].values() for one in methods.values()]
        assert all(one["summary"] and one["description"] for one in operations)

    async def at_backend(fleet: Fleet, client: httpx.AsyncClient) -> None:
        await check(client)

    at_desk(at_backend)
    at_station(check)


def test_a_long_poll_ends_with_the_first_entry_or_with_its_time() -> None:
    async def main() -> None:
        loop = asyncio.get_running_loop()
        clock = LoopClock(loop, origin_s=loop.time())
        journal = Journal(clock.now_ms)
        feed = Feed(journal, clock.now_ms)
        assert (await feed.log(0, 0.02)).entries == []
        clock.call_at(clock.now_ms() + 20, lambda: journal.write("somebody", "note", what="x") and None)
        log = await feed.log(0, 20.0)
        assert [(one.n, one.who, one.detail) for one in log.entries] == [(1, "somebody", {"what": "x"})]
        assert log.entries[0].t <= log.now_ms < 10_000
        assert (await feed.log(1)).entries == []

    asyncio.run(asyncio.wait_for(main(), 30))


# -- the backend --


def test_two_stations_at_one_desk() -> None:
    async def work(fleet: Fleet, client: httpx.AsyncClient) -> None:
        one, other = connected(fleet, "ONE"), connected(fleet, "TW/O".replace("/", "%2F"))
        await put(client, "/cards/0A0E9B83", status="Accepted")
        await put(client, "/boot-answer", status="Pending", interval_s=7)
        late = connected(fleet, "LATE")
        for name, line in (("ONE", one), ("TW%2FO", other), ("LATE", late)):
            said = call(fleet, name, line, "Authorize", {"idTag": "0a0e9b83"})
            assert said[2] == {"idTagInfo": {"status": "Accepted"}}
            boot = call(fleet, name, line, "BootNotification", {"chargePointVendor": "V", "chargePointModel": "M"})
            assert (boot[2]["status"], boot[2]["interval"]) == ("Pending", 7)
        rows = (await client.get("/stations")).json()
        assert [(row["identity"], row["connected"]) for row in rows] == [("ONE", True), ("TW/O", True), ("LATE", True)]
        log = (await client.get("/journal")).json()
        assert {row["detail"]["identity"] for row in log["entries"]} == {"ONE", "TW/O", "LATE"}
        assert log["last"] == len(log["entries"])

    at_desk(work)


def test_a_request_and_its_answer() -> None:
    async def work(fleet: Fleet, client: httpx.AsyncClient) -> None:
        line = connected(fleet, "ONE")
        asked = {"action": "ClearCache", "payload": {}, "wait_s": 20}
        asking = asyncio.create_task(client.post("/stations/ONE/requests", json=asked))
        assert await Feed(fleet.journal, fleet.clock.now_ms).until(lambda: bool(line.sent), 20)
        request = Handshake("/ocpp/ONE", ("ocpp1.6",), "here", 80, False, "")
        fleet.backend_for(request).received(line, json.dumps([3, line.sent[-1][1], {"status": "Accepted"}]))
        got = (await asking).json()
        assert (got["message"], got["payload"]) == ("result", {"status": "Accepted"})
        unanswered = await post(client, "/stations/ONE/requests", **{**asked, "wait_s": 0})
        assert (unanswered["message"], unanswered["payload"]) == ("", None)
        wrong = await client.post("/stations/ONE/requests", json={"action": "Reset", "payload": {"type": "Softly"}})
        assert (wrong.status_code, "malformed Reset" in wrong.json()["error"]) == (409, True)
        assert (await client.post("/stations/TWO/requests", json=asked)).status_code == 409

    at_desk(work)


def test_withheld_misbehaved_and_raw() -> None:
    async def work(fleet: Fleet, client: httpx.AsyncClient) -> None:
        line = connected(fleet, "ONE")
        await put(client, "/withheld/Heartbeat")
        assert call(fleet, "ONE", line, "Heartbeat", {}) is None
        assert (await client.delete("/withheld/Heartbeat")).is_success
        assert line.sent[-1][1] == "Heartbeat-0"
        await put(client, "/misbehaviour/*", how="error", code="InternalError")
        assert call(fleet, "ONE", line, "Heartbeat", {})[0] == 4
        assert call(fleet, "NEW", connected(fleet, "NEW"), "Heartbeat", {})[0] == 4
        assert (await client.delete("/misbehaviour/*")).is_success
        assert call(fleet, "ONE", line, "Heartbeat", {})[0] == 3
        assert call(fleet, "NEWER", connected(fleet, "NEWER"), "Heartbeat", {})[0] == 3
        await post(client, "/stations/ONE/frames", text="hello")
        assert line.raw[-1] == "hello"
        await post(client, "/stations/ONE/frames", octets="00ff")
        assert line.raw[-1] == b"\x00\xff"
        neither = await client.post("/stations/ONE/frames", json={})
        assert neither.json() == {"error": "give either a text or octets"}

    at_desk(work)


def test_only_one_identity_is_taken() -> None:
    async def work(fleet: Fleet, client: httpx.AsyncClient) -> None:
        await put(client, "/only-identity", identity="ONE")
        request = Handshake("/ocpp/TWO", ("ocpp1.6",), "here", 80, False, "")
        assert not fleet.backend_for(request).handshake(request).accept
        assert (await client.get("/stations")).json() == []
        await put(client, "/only-identity", identity=None)
        assert fleet.backend_for(request).handshake(request).accept

    at_desk(work)


# -- the station --


def test_a_driver_at_the_station() -> None:
    async def work(client: httpx.AsyncClient) -> None:
        await post(client, "/sockets/1/plug-in", cable_a=20)
        seen = (await client.get("/sockets/1")).json()
        assert (seen["cable_a"], seen["car"], seen["car_ready"], seen["current_da"]) == (20, True, True, 0)
        await put(client, "/sockets/1/ready", ready=False)
        await post(client, "/sockets/1/ask-ventilation")
        await post(client, "/sockets/1/unplug-car")
        await post(client, "/sockets/1/connect-car", ready=False)
        assert (await client.get("/state")).json()["sockets"][0]["car_ready"] is False
        await post(client, "/sockets/2/plug-in-station-end")
        await post(client, "/sockets/2/pull-plug")
        await post(client, "/sockets/2/card", uid="0A0E9B83", hold_ms=0)
        for fault in ("weld_contactor", "mend-contactor", "jam_lock", "free-lock"):
            await post(client, f"/sockets/1/faults/{fault}")
        kinds = {row["kind"] for row in (await client.get("/journal")).json()["entries"]}
        assert {"plug", "vehicle", "card", "fault", "light", "mains", "restart"} <= kinds
        (shown, *_) = (await client.get("/sockets/1/led?since_ms=0")).json()
        assert shown["from_ms"] == 0

    at_station(work)


def test_an_operator_the_supply_and_the_line() -> None:
    async def work(client: httpx.AsyncClient) -> None:
        assert (await post(client, "/operator/open", page="Menu"))["rows"] == {}
        assert not (await post(client, "/operator/log-in", user="operator", password="guess"))["opened"]
        assert (await post(client, "/operator/log-in", user="operator", password="yellow_zone"))["opened"]
        typed = await post(client, "/operator/type", parameter="Vehicle connection timeout", text="soon")
        assert "Vehicle connection timeout" in typed["refusal"]
        typed = await post(client, "/operator/type", parameter="Vehicle connection timeout", text="50")
        assert typed["refusal"] == ""
        await post(client, "/operator/save")
        rows = (await post(client, "/operator/open", page="Authorization"))["rows"]
        assert rows["Vehicle connection timeout"] == "50"
        await post(client, "/operator/start-learning")
        await post(client, "/operator/finish-learning")
        await put(client, "/line", on=False)
        await put(client, "/supply", on=False)
        state = (await client.get("/state")).json()
        assert (state["supply"], state["software"], state["line"], state["crash"]) == (False, False, False, "")
        await put(client, "/line", on=True)
        await put(client, "/supply", on=True)
        await put(client, "/names/csms.test", port=80, to_port=9000)

    at_station(work)


REFUSED = (
    ("GET", "/sockets/3", {}, 409, "there is no socket 3; there are 1 and 2"),
    ("GET", "/sockets/one", {}, 422, "socket: Input should be a valid integer"),
    ("POST", "/sockets/1/plug-in", {"cable_a": 17}, 409, "there is no cable of 17 A; choose one of"),
    ("POST", "/sockets/1/plug-in", {"cabel_a": 20}, 422, "cabel_a: there is no such field; /docs lists"),
    ("POST", "/sockets/1/plug-in", {"model": {"amps": 6}}, 422, "model.amps: there is no such field; /docs lists"),
    ("POST", "/sockets/1/plug-in", [32], 422, "the body: this is no JSON object, as in {"),
    ("POST", "/sockets/1/unplug-car", {}, 409, "no car is connected to socket 1"),
    ("POST", "/sockets/1/pull-plug", {}, 409, "there is no plug in socket 1 to pull"),
    ("POST", "/sockets/1/card", {"uid": ""}, 409, "'' is not a UID: write its bytes in hexadecimal"),
    ("POST", "/sockets/1/card", {"uid": "0A0"}, 409, "'0A0' is not a UID: write its bytes in hexadecimal"),
    ("POST", "/sockets/1/faults/burn", {}, 409, "nothing here can 'burn'; there are weld_contactor"),
    ("PUT", "/supply", {"on": True}, 409, "the supply is on already"),
    ("PUT", "/names/x", {"port": 0, "to_port": 1}, 422, "port: Input should be greater than or equal to 1"),
)


@pytest.mark.parametrize(("method", "path", "body", "status", "sentence"), REFUSED)
def test_what_the_station_cannot_do_is_a_sentence(
    method: str, path: str, body: Any, status: int, sentence: str
) -> None:
    async def work(client: httpx.AsyncClient) -> None:
        got = await client.request(method, path, json=body or None)
        assert got.status_code == status
        assert got.json()["error"].startswith(sentence)

    at_station(work)


def test_a_car_that_cannot_be_leaves_no_cable_behind() -> None:
    async def work(client: httpx.AsyncClient) -> None:
        got = await client.post("/sockets/1/plug-in", json={"model": {"conductors": [4]}})
        assert (got.status_code, got.json()["error"]) == (
            409, "there is no such car: conductors are some of 1, 2 and 3",
        )  # fmt: skip
        assert (await client.get("/sockets/1")).json()["cable_a"] is None

    at_station(work)


@pytest.mark.parametrize("octets", [b'{"cable_a": 32\xff}', b"[" * 100_000])
def test_a_body_that_is_no_text_is_a_sentence(octets: bytes) -> None:
    async def work(client: httpx.AsyncClient) -> None:
        got = await client.post("/sockets/1/plug-in", content=octets, headers={"Content-Type": "application/json"})
        assert got.status_code == 422
        assert got.json()["error"].startswith("the body is not JSON: ")

    at_station(work)


# -- what a station has to bring, and where it dials --


def test_what_is_demanded_of_stations_is_demanded() -> None:
    async def work(fleet: Fleet, client: httpx.AsyncClient) -> None:
        await put(client, "/demands/password", value="sesame")
        request = Handshake("/ocpp/PS2-1", ("ocpp1.6",), "here", 80, False, "")
        assert fleet.backend_for(request).handshake(request).status == 401
        await put(client, "/demands/password", value=None)
        assert fleet.backend_for(request).handshake(request).accept
        await put(client, "/demands/out-of-order", value=True)
        assert fleet.backend_for(request).handshake(request).status == 503

    at_desk(work)


@pytest.mark.parametrize(
    ("path", "body", "sentence"),
    [
        ("/demands/humility", {"value": True}, "the backend cannot ask for 'humility'; it can for password, path, "),
        ("/demands/password", {"value": True}, "password is asked for with a text, or null"),
        ("/demands/out-of-order", {"value": "yes"}, "out-of-order is asked for with true or false, or null"),
        ("/signing", {"fault": "in green ink"}, "'in green ink' is no fault of a certificate: say "),
        ("/names/csms.test", {"port": 80}, "this backend serves no stations"),
        ("/certificate", {"situation": "valid"}, "this backend serves no stations"),
        ("/silence", {"on": True}, "this backend serves no stations"),
    ],
)
def test_what_a_backend_cannot_do_is_a_sentence(path: str, body: dict[str, Any], sentence: str) -> None:
    async def work(fleet: Fleet, client: httpx.AsyncClient) -> None:
        got = await client.put(path, json=body)
        assert got.status_code == 409
        assert got.json()["error"].startswith(sentence)

    at_desk(work)
